"""Phrases of a page as facts."""

import re

from articles.extraction.language.dates import Stamp
from articles.extraction.language.normalise import unspaced
from articles.extraction.layout.lines import Line, Page
from articles.extraction.offsets import PageStretch
from articles.extraction.report import Published, Text

_BETWEEN_AUTHORS = re.compile(
    r"[\s、,/]*(?:本报|本网|本台|全媒体|见习|实习|特约|融媒体?)*(?:记者|通讯员|实习生|作者)\s*[:：]?\s*"
)


def text_of(page: Page, stretch: PageStretch, where: str) -> Text:
    """Return a stretch of the page as a fact."""
    start, end = stretch
    quote = page.text[start:end]
    return Text(value=" ".join(unspaced(quote).split()), quote=quote, offset=start, where=where)


def without_roles(author: Text) -> Text:
    """Leave the labels between several authors out of the value: 王五 通讯员 赵六."""
    author.value = _BETWEEN_AUTHORS.sub(" ", author.value).strip()
    return author


def published_on(page: Page, line: Line, stamp: Stamp, where: str, label: str = "") -> Published:
    """Return the day that a line of a page states."""
    start, end = line.stretch_in_page((stamp.start, stamp.end))
    return Published(
        date=stamp.date,
        time=stamp.time,
        label=label,
        quote=page.text[start:end],
        offset=start,
        where=where,
    )
