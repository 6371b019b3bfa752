"""Posts have no line for their title: it stands in brackets that open the text."""

import re

from articles.extraction.offsets import ParagraphStretch, paragraph_span

_IN_TEXT = re.compile(r"(?:#[^#]{2,30}#\s*)*\[\s*(?P<title>[^\[\]]{6,60}?)\s*\](?=.{10})")


def title_in_text(text: str) -> ParagraphStretch | None:
    """Return where the title stands in a text that opens with it: #话题#【标题】正文."""
    match = _IN_TEXT.match(text)
    return paragraph_span(match, "title") if match else None
