"""A table in rich text: how it is put in order, written as HTML, and read as plain text.

Every table that is kept is rectangular: cells that span more than there is are cut, rows and
columns in which no cell begins are taken out, and short rows are filled with empty cells. As text a
row is a line, its cells parted by tabs; that one form is what searches, anchors, comparisons and
exports read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from unityreports.site.text_runs import Form, Run, settle, settled_line, write_line

MOST_COLUMNS = 100
MOST_CELLS = 20_000
_Lines = list[list[Run]]


@dataclass
class Cell:
    """A cell: its lines, whether it heads others, and how many columns and rows it spans."""

    lines: _Lines = field(default_factory=lambda: [[]])
    heading: bool = False
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """The text of the cell on one line."""
        return _text(self.lines)


@dataclass
class Table:
    """A caption, which may be empty, and rows of cells; a spanned place has no cell of its own."""

    caption: _Lines = field(default_factory=lambda: [[]])
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The caption and each row that holds a word as a line, the cells parted by tabs."""
        rows = ("\t".join(cell.text for cell in row).rstrip("\t") for row in self.rows)
        return "\n".join(filter(str.strip, (_text(self.caption), *rows)))


def of_rows(rows: Iterable[Sequence[str]]) -> Table:
    """Return the table of plain texts, one a cell. The first row heads it if it looks so."""
    table = Table(rows=[[Cell([[(text, Form())]]) for text in row] for row in rows])
    give_headings(table)
    return table


def give_headings(table: Table) -> None:
    """Let the first row of a table head it that says of no cell whether it does, if it looks so.

    It then holds words in every cell, and stands over a number, or over more than two columns.
    A cell of it that spans rows makes heads of these, too.
    """
    if not table.rows or any(cell.heading for row in table.rows for cell in row):
        return
    depth = max([cell.rows for cell in table.rows[0]], default=0)
    head = [cell for row in table.rows[:depth] for cell in row]
    below = [cell for row in table.rows[depth : depth + 1] for cell in row]
    if not below or not all(cell.text and not _is_number(cell.text) for cell in head):
        return
    columns = sum(cell.columns for cell in table.rows[0])
    if columns > 2 or any(_is_number(cell.text) for cell in below):
        for cell in head:
            cell.heading = True


def _is_number(text: str) -> bool:
    """Say whether a cell holds a value; 2021年 and 2021 name a column."""
    text = text.strip()
    year = text[:4].isdecimal() and text[:2] in ("19", "20") and text[4:] in ("", "年", "年度")
    return not year and text.lstrip("+-−±约近超逾").strip()[:1].isdecimal()


def settled(table: Table) -> Table | None:
    """Return a table in order, or nothing where it has no text or more cells than can be kept."""
    cells = placed(table.rows)
    if cells is None or not table.text:
        return None
    tops = _numbered(top for top, *_ in cells)
    lefts = _numbered(left for _, left, *_ in cells)
    width = len(lefts)
    if width * len(tops) > MOST_CELLS:
        return None
    rows: list[list[Cell]] = [[] for _ in tops]
    covered = [0] * len(tops)
    for top, left, bottom, right, cell in cells:
        row = tops[top]
        columns = sum(left <= at < right for at in lefts)
        height = sum(top <= at < bottom for at in tops)
        rows[row].append(Cell(_settled_lines(cell.lines), cell.heading, columns, height))
        for each in range(row, row + height):
            covered[each] += columns
    for row, full in zip(rows, covered, strict=True):
        row += [Cell() for _ in range(width - full)]
    return Table(_settled_lines(table.caption), rows)


def placed(rows: Sequence[Sequence[Cell]]) -> list[tuple[int, int, int, int, Cell]] | None:
    """Return each cell with the top, left, bottom and right of its place, or nothing if too wide.

    As browsers place them, but no cell reaches over another or below the table.
    """
    cells = []
    below = [0] * MOST_COLUMNS  # the first free row of each column
    for top, row in enumerate(rows):
        left = 0
        for cell in row:
            while left < MOST_COLUMNS and below[left] > top:
                left += 1
            if left == MOST_COLUMNS:
                return None
            right = left + 1
            while right < min(left + cell.columns, MOST_COLUMNS) and below[right] <= top:
                right += 1
            bottom = min(top + max(cell.rows, 1), len(rows))
            below[left:right] = [bottom] * (right - left)
            cells.append((top, left, bottom, right, cell))
            left = right
    return cells


def _numbered(places: Iterable[int]) -> dict[int, int]:
    """Return the number, from 0, of each row or column in which a cell begins."""
    return {place: number for number, place in enumerate(sorted(set(places)))}


def _settled_lines(lines: _Lines) -> _Lines:
    return [line for line in map(settled_line, lines) if line] or [[]]


def _text(lines: _Lines) -> str:
    return settle(" ".join("".join(text for text, _ in line) for line in lines))


def head_of(table: Table) -> int:
    """Return how many rows head a table in order: those at its top that hold headings only."""
    heading = list(takewhile(lambda row: all(cell.heading for cell in row), table.rows))
    while any(cell.rows > len(heading) - at for at, row in enumerate(heading) for cell in row):
        heading.pop()  # no cell reaches from the head into the body
    return len(heading)


def write(table: Table) -> str:
    """Return a table in order as HTML."""
    head = head_of(table)
    heading, body = table.rows[:head], table.rows[head:]
    caption = write_lines(table.caption)
    return "".join(
        [
            "<table>",
            f"<caption>{caption}</caption>" if caption else "",
            _write_rows("thead", "col", heading),
            _write_rows("tbody", "row", body),
            "</table>",
        ]
    )


def _write_rows(tag: str, scope: str, rows: Sequence[Sequence[Cell]]) -> str:
    written = ("".join(_write_cell(cell, scope) for cell in row) for row in rows)
    inner = "".join(f"<tr>{cells}</tr>" for cells in written)
    return f"<{tag}>{inner}</{tag}>" if inner else ""


def _write_cell(cell: Cell, scope: str) -> str:
    tag = "th" if cell.heading else "td"
    attributes = f' scope="{scope}"' if cell.heading else ""
    attributes += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    attributes += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return f"<{tag}{attributes}>{write_lines(cell.lines)}</{tag}>"


def write_lines(lines: _Lines) -> str:
    """Return lines as HTML, with a soft return between each two."""
    return "<br/>".join(map(write_line, lines))


def rows_of_text(lines: Sequence[str]) -> int:
    """Return how many lines at the beginning are rows of a table: two at least, tabbed alike."""
    tabs = [line.strip().count("\t") for line in lines[:MOST_CELLS]]
    count = sum(1 for _ in takewhile(lambda each: each == tabs[0], tabs))
    return count if count > 1 and tabs[0] else 0
