"""Plain text to lines."""

import re
from itertools import groupby

from articles.extraction.language.normalise import fold
from articles.extraction.layout.lines import BLANK, Cell, Line, Page, Table
from articles.extraction.offsets import PageOffset

from .private_use import without_private_use

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


def read_text(text: str) -> Page:
    """Return the page of a plain text; lines parted by blank lines are of different groups."""
    text = without_private_use(text)
    folded = fold(text)
    lines: list[Line] = []
    group, last = 0, 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip(BLANK)
        if not stripped:
            continue
        start = PageOffset(match.start() + match.group().index(stripped[0]))
        end = PageOffset(start + len(stripped))
        between = text[last:start].replace("\r\n", "\n")
        if sum(between.count(char) for char in "\n\r\x0b\x0c\x85\u2028\u2029") > 1:
            group += 1
        lines.append(Line(start, end, folded[start:end], group))
        last = end
    return Page(text, lines, "text", folded=folded, tables=_tables(text, lines))


def _tables(text: str, lines: list[Line]) -> list[Table]:
    """Take lines below each other with as many tabs as each other for the rows of a table."""
    found = []
    for tabs, run in groupby(lines, lambda line: text.count("\t", line.start, line.end)):
        rows = list(run)
        if tabs and len(rows) > 1:
            for line in rows:
                line.cell = True
            found.append(Table([_cells(text, line) for line in rows]))
    return found


def _cells(text: str, line: Line) -> list[Cell]:
    """Return the cells that the tabs of a line part, each without the blanks around it."""
    cells = []
    start = line.start
    for part in text[line.start : line.end].split("\t"):
        inside = part.strip(BLANK)
        first = PageOffset(start + part.index(inside))
        end = PageOffset(first + len(inside))
        cells.append(Cell((first, end) if inside else None))
        start = PageOffset(start + len(part) + 1)
    return cells
