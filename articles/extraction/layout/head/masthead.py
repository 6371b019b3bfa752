"""Date and name that papers and bulletins print above reports: 云山日报 2021年11月18日 第03版.

Other sites print today's date there, which says nothing of the report: only a page that counts its
edition or issue is asked.
"""

import re

from articles.extraction.language.dates import find_stamps
from articles.extraction.layout.header_lines.header import looks_like_outlet
from articles.extraction.layout.layout import Layout
from articles.extraction.layout.lines import Page
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.report import Published, Text, Where

from .facts import published_on, text_of

_COUNTS = re.compile(
    r"^[A-Z]?\d{1,2}\s(?:要闻|综合|时政|民族|社会|民生|专题|特刊|副刊|理论|新闻)$|第\s*[A-Z]?\d{1,3}\s*版|第?\s*[\d一二三四五六七八九十]{1,4}\s*期"
)
_TODAY = re.compile(r"今天|今日|现在时间")
_PAPER = re.compile(
    r"(?:^|(?<=[《\s]))[一-鿿]{2,8}?(?:日报|晚报|晨报|早报|周报|时报|商报|民族报|法治报|农牧报)"
)
_EDITED = re.compile(r"^\s*(?P<office>[^\d\s]{3,30}?)\s*(?:主办|编印|编发|编)(?=\s|\d|$)")


def read_masthead(page: Page, layout: Layout) -> tuple[Published | None, Text | None]:
    """Return the day of an issue and who publishes it, as the lines above the title say."""
    top = min([*layout.title, *layout.body], default=0)
    lines = [line for line in page.lines[:top] if line.zone != "meta"]
    if not any(_COUNTS.search(line.text) for line in lines):
        return None, None
    published: Published | None = None
    source: Text | None = None
    for line in lines:
        stamps = [] if _TODAY.search(line.text) else find_stamps(line.text)
        if stamps and published is None:
            published = published_on(page, line, stamps[0], Where.HEADER)
        name = _PAPER.search(line.text)
        edited = _EDITED.match(line.text) if stamps else None
        span = name.span() if name else None
        if edited and looks_like_outlet(edited["office"]):
            span = edited.span("office")
        if span and source is None:
            stretch = ParagraphOffset(span[0]), ParagraphOffset(span[1])
            source = text_of(page, line.stretch_in_page(stretch), Where.HEADER)
    return published, source
