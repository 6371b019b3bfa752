"""Who sent a report out, by the dateline that opens its text: 新华社呼和浩特11月3日电, 旗融媒讯."""

import re

from articles.extraction.layout.layout import Layout
from articles.extraction.layout.lines import Page
from articles.extraction.offsets import paragraph_span
from articles.extraction.report import Text, Where

from .facts import text_of

_LONGEST = 60  # characters of a dateline
_FARTHEST = 2  # paragraphs: a note of the editor may stand above
_OUTLET = (
    r"(?P<outlet>(?![本该])[一-鿿A-Za-z·]{1,14}?(?:日报|晚报|晨报|早报|周报|时报|商报|都市报|民族报|法治报|农牧报|青年报|报"
    r"|网|通讯社|新华社|中新社|社|电视台|广播台|总台|台|频道|融媒体?(?:中心)?|在线|新闻)(?:社|客户端)?)"
)
_DATELINE = re.compile(
    rf"\s*{_OUTLET}[一-鿿·]{{0,10}}?(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日(?:专?电|讯|消息|报道)(?=[\s(:,]|[一-鿿“])"
    rf"|\s*{_OUTLET.replace('<outlet>', '<other>')}(?:讯|消息)(?=[\s(:])"
)


def dateline_source(page: Page, layout: Layout) -> Text | None:
    """Return the outlet whose dateline opens the text; 本报讯 names none."""
    for index in layout.body[:_FARTHEST]:
        line = page.lines[index]
        match = _DATELINE.match(line.text, 0, _LONGEST)
        if match:
            stretch = paragraph_span(match, "outlet" if match["outlet"] else "other")
            return text_of(page, line.stretch_in_page(stretch), Where.LEAD)
    return None
