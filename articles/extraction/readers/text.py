"""Plain text to lines."""

import re
from itertools import pairwise

from articles.extraction.language.normalise import fold
from articles.extraction.layout.lines import BLANK, Line, Page
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
    _mark_rows(text, lines)
    return Page(text, lines, "text", folded=folded)


def _mark_rows(text: str, lines: list[Line]) -> None:
    """Take lines below each other with as many tabs as each other for the rows of a table."""
    tabs = [text.count("\t", line.start, line.end) for line in lines]
    for index, (upper, lower) in enumerate(pairwise(tabs)):
        if upper and upper == lower:
            lines[index].cell = lines[index + 1].cell = True
