"""Tables of data and tables of layout: in the one a cell is no heading, the other holds headings.

Old pages lay out everything in tables, so a table alone says nothing: what its cells hold does.
This is the one place that decides it; what is a table of data here is one in the report.
"""

from dataclasses import dataclass, field
from itertools import accumulate

from articles.extraction.layout.lines import Cell, Line, Table
from articles.extraction.offsets import PageStretch

_LONGEST_CELL = 40  # of a row that becomes one line
_LONGEST_TEXT = 500  # in a cell of a table of data
_MOST_SPANNED = 1000  # columns or rows, more than any table has


@dataclass(slots=True)
class _OpenCell:
    heading: bool = False
    columns: int = 1
    rows: int = 1
    continues: bool = False  # goes on the cell above it
    lines: list[Line] = field(default_factory=list)
    stretch: PageStretch | None = None

    def close(self) -> None:
        """Remember where the text stands, which joining its row hides."""
        if self.lines:
            self.stretch = (self.lines[0].start, self.lines[-1].end)


@dataclass(slots=True)
class _OpenTable:
    first: int = 0  # the first line of the open row
    rows: list[list[_OpenCell]] = field(default_factory=list)
    caption: list[Line] = field(default_factory=list)
    layout: bool = False  # holds another table, a heading, or what no cell of data holds
    ruled: bool = False  # drawn with lines or with heads: its cells may hold several paragraphs


class Tables:
    """Follows the tables of a document while its lines are gathered.

    `lines` and `pieces` (the lines' texts, each with its line end) are the reader's own lists.
    `found` holds the tables of data that have been closed.
    """

    def __init__(self, lines: list[Line], pieces: list[str]):
        self.lines = lines
        self.pieces = pieces
        self.open: list[_OpenTable] = []
        self.found: list[Table] = []

    def start_table(self, ruled: bool = False) -> None:
        """Open a table; `ruled` if lines are drawn between its cells."""
        if self.open:
            self.open[-1].layout = True
        self.open.append(_OpenTable(ruled=ruled))

    def start_row(self) -> None:
        """Open a row."""
        if self.open:
            self.open[-1].first = len(self.lines)
            self.open[-1].rows.append([])

    def start_cell(
        self, heading: bool = False, columns: int = 1, rows: int = 1, continues: bool = False
    ) -> None:
        """Open a cell."""
        if self.open and self.open[-1].rows:
            columns, rows = (min(max(span, 1), _MOST_SPANNED) for span in (columns, rows))
            self.open[-1].rows[-1].append(_OpenCell(heading, columns, rows, continues))
            self.open[-1].ruled = self.open[-1].ruled or heading

    def take(self, line: Line) -> None:
        """Take a line that was just added."""
        if self.open:
            table = self.open[-1]
            inside = table.rows and table.rows[-1]
            (table.rows[-1][-1].lines if inside else table.caption).append(line)

    def end_row(self) -> None:
        """Close a row: its short cells become one line, parted by tabs."""
        if not self.open or not self.open[-1].rows:
            return
        table = self.open[-1]
        cells = table.rows[-1]
        for cell in cells:
            cell.close()
        row = [line for cell in cells for line in cell.lines]
        table.layout = table.layout or any(_lays_out(cell, table.ruled) for cell in cells)
        if (
            len(row) < 2
            or any(len(cell.lines) > 1 for cell in cells)
            or len(row) != len(self.lines) - table.first
            or any(len(line) > _LONGEST_CELL or line.heading or "。" in line.text for line in row)
        ):
            return
        for index in range(table.first, len(self.lines) - 1):
            self.pieces[index] = self.pieces[index][:-1] + "\t"
        joined = row[0]
        joined.end = row[-1].end
        joined.text = " ".join(line.text for line in row)
        joined.links = sum(line.links for line in row)
        joined.cell = True
        self.pieces[table.first :] = ["".join(self.pieces[table.first :])]
        self.lines[table.first :] = [joined]

    def end_table(self) -> None:
        """Close a table, and mark the lines of its cells unless they lay out a page."""
        if not self.open:
            return
        table = self.open.pop()
        rows = _merged(table.rows)
        filled = [[cell for cell in row if cell.lines] for row in rows]
        wide = [len(row) + above > 1 for row, above in zip(filled, _going_on(rows), strict=True)]
        data = [
            row for row, several in zip(filled, wide, strict=True)
            if row and several and not any(_lays_out(cell, table.ruled) for cell in row)
        ]  # fmt: skip
        single = [
            row for row, several in zip(filled, wide, strict=True) if len(row) == 1 and not several
        ]  # fmt: skip
        lists = len(single) > 1 and not any(
            _is_text(line) for (cell,) in single for line in cell.lines
        )
        if not table.layout and len(data) > 1:
            self.found.append(_closed(table, rows))
        if not table.layout and (data or lists):
            data += single
        for line in [
            *table.caption,
            *(each for row in data for cell in row for each in cell.lines),
        ]:
            line.cell = True


def _merged(rows: list[list[_OpenCell]]) -> list[list[_OpenCell]]:
    """Return rows in which an empty cell that goes on the one above is part of that."""
    above: dict[int, _OpenCell] = {}  # by the column where the cell begins
    merged: list[list[_OpenCell]] = []
    for row in rows:
        merged.append([])
        column = 0
        for cell in row:
            if cell.continues and not cell.lines and column in above:
                above[column].rows += 1
            else:
                merged[-1].append(cell)
                above[column] = cell
            column += cell.columns
    return merged


def _going_on(rows: list[list[_OpenCell]]) -> list[int]:
    """Return for each row how many cells with a text go on into it from above."""
    changes = [0] * (len(rows) + 1)
    for top, row in enumerate(rows):
        for cell in row:
            if cell.lines:
                changes[top + 1] += 1
                changes[min(max(top + cell.rows, top + 1), len(rows))] -= 1
    return list(accumulate(changes[:-1]))


def _closed(table: _OpenTable, rows: list[list[_OpenCell]]) -> Table:
    """Return a table of data.

    Empty rows at its end, which Word adds to set the widths of columns, are none of it.
    """
    while rows and not any(cell.lines for cell in rows[-1]):
        rows.pop()
    for top, cells in enumerate(rows):
        for cell in cells:
            cell.rows = min(cell.rows, len(rows) - top)
    caption = (table.caption[0].start, table.caption[-1].end) if table.caption else None
    return Table(
        [
            [Cell(each.stretch, each.heading, each.columns, each.rows) for each in row]
            for row in rows
        ],
        caption,
    )


def _lays_out(cell: _OpenCell, ruled: bool) -> bool:
    """Say whether a cell holds a heading, or more than one line and a paragraph among them.

    In a table that is drawn as one, several paragraphs are data, unless they are a whole text.
    """
    lines = cell.lines
    if any(line.heading for line in lines):
        return True
    if ruled:
        return len(lines) > 1 and sum(map(len, lines)) > _LONGEST_TEXT
    return len(lines) > 1 and any(map(_is_text, lines))


def _is_text(line: Line) -> bool:
    return len(line) > _LONGEST_CELL or "。" in line.text
