"""Posts have no line for their title: it stands in brackets that open the text."""

import re

from articles.extraction.layout.header_lines.header import looks_like_outlet
from articles.extraction.layout.line_kinds import Marks
from articles.extraction.offsets import ParagraphStretch, paragraph_span

_IN_TEXT = re.compile(r"(?:#[^#]{2,30}#\s*)*\[\s*(?P<title>[^\[\]]{6,60}?)\s*\](?=.{10})")
_WHOLE = 8  # characters of a line that may be a title beside the brackets


def title_in_text(text: str) -> ParagraphStretch | None:
    """Return where the title stands in a text that opens with it: #话题#【标题】正文."""
    match = _IN_TEXT.match(text)
    return paragraph_span(match, "title") if match else None


def is_post(marks: Marks, first: int, chosen: list[int]) -> bool:
    """Say whether the brackets that open the text are the title, and what was chosen is none.

    Where several paragraphs open so, the brackets hold headings.
    """
    prose = [line for line, is_prose in zip(marks.lines, marks.prose, strict=True) if is_prose]
    if first >= len(marks.lines) or title_in_text(marks.lines[first].text) is None:
        return False
    if sum(title_in_text(line.text) is not None for line in prose) > 1:
        return False
    text = "".join(marks.lines[index].text for index in chosen)
    return not text or looks_like_outlet(text) or len(text) < _WHOLE
