"""Tables of data and tables of layout: in the one a cell is no heading, in the other it holds them.

Old pages lay out everything in tables, so a table alone says nothing: what its cells hold does.
"""

from dataclasses import dataclass, field

from articles.extraction.layout.lines import Line

_LONGEST_CELL = 40  # of a row that becomes one line


@dataclass(slots=True)
class _Table:
    first: int = 0  # the first line of the open row
    rows: list[list[list[Line]]] = field(default_factory=list)  # rows of cells of lines
    caption: list[Line] = field(default_factory=list)
    layout: bool = False  # holds another table, a heading, or paragraphs in a cell


class Tables:
    """Follows the tables of a document while its lines are gathered.

    `lines` and `pieces` (the lines' texts, each with its line end) are the reader's own lists.
    """

    def __init__(self, lines: list[Line], pieces: list[str]):
        self.lines = lines
        self.pieces = pieces
        self.open: list[_Table] = []

    def start_table(self) -> None:
        """Open a table."""
        if self.open:
            self.open[-1].layout = True
        self.open.append(_Table())

    def start_row(self) -> None:
        """Open a row."""
        if self.open:
            self.open[-1].first = len(self.lines)
            self.open[-1].rows.append([])

    def start_cell(self) -> None:
        """Open a cell."""
        if self.open and self.open[-1].rows:
            self.open[-1].rows[-1].append([])

    def take(self, line: Line) -> None:
        """Take a line that was just added."""
        if self.open:
            table = self.open[-1]
            inside = table.rows and table.rows[-1]
            (table.rows[-1][-1] if inside else table.caption).append(line)

    def end_row(self) -> None:
        """Close a row: its short cells become one line, parted by tabs."""
        if not self.open or not self.open[-1].rows:
            return
        table = self.open[-1]
        row = [line for cell in table.rows[-1] for line in cell]
        table.layout = table.layout or any(map(_lays_out, table.rows[-1]))
        if (
            len(row) < 2
            or any(len(cell) > 1 for cell in table.rows[-1])
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
        filled = [[cell for cell in row if cell] for row in table.rows]
        data = [row for row in filled if len(row) > 1 and not any(map(_lays_out, row))]
        single = [row for row in filled if len(row) == 1]
        lists = len(single) > 1 and not any(_is_text(line) for (cell,) in single for line in cell)
        if not table.layout and (data or lists):
            data += single
        for line in [*table.caption, *(line for row in data for cell in row for line in cell)]:
            line.cell = True


def _lays_out(cell: list[Line]) -> bool:
    """Say whether a cell holds a heading, or more than one line and a paragraph among them."""
    return any(line.heading for line in cell) or (len(cell) > 1 and any(map(_is_text, cell)))


def _is_text(line: Line) -> bool:
    return len(line) > _LONGEST_CELL or "。" in line.text
