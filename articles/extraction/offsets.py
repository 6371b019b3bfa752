"""Where something stands: in the text of the whole page, or in that of one paragraph or line.

Both are plain integers when the program runs. They are types of their own so that one is never
taken for the other: only a `Segment` or a `Line`, which know where they start, turn an offset in
their own text into one in the page's.
"""

import re
from typing import NewType, TypeVar

PageOffset = NewType("PageOffset", int)
ParagraphOffset = NewType("ParagraphOffset", int)

# Of what reads any text, and answers in the offsets it was asked in.
Offset = TypeVar("Offset", bound=int)

# Where a stretch starts, and where it stops.
PageStretch = tuple[PageOffset, PageOffset]
ParagraphStretch = tuple[ParagraphOffset, ParagraphOffset]


def page_span(match: re.Match[str], group: int | str = 0) -> PageStretch:
    """Return where in the page a match stands that was sought in the page's text."""
    start, end = match.span(group)
    return PageOffset(start), PageOffset(end)


def paragraph_span(match: re.Match[str], group: int | str = 0) -> ParagraphStretch:
    """Return where in its paragraph a match stands that was sought in the paragraph's text."""
    start, end = match.span(group)
    return ParagraphOffset(start), ParagraphOffset(end)
