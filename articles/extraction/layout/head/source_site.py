"""Which site a page was taken from: host unit, site code and ICP number of its footer."""

import re

from articles.extraction.layout.lines import Page
from articles.extraction.offsets import PageStretch, paragraph_span
from articles.extraction.report import Site, Text, Where

_SITE_ID = re.compile(r"(?:网站)?标识码\s*[:]?\s*((?:bm|BM)\d{8}|\d{10})(?!\d)")
_META_ID = re.compile(r"^SiteIDCode\s*:\s*((?:bm)?\d{8,10})$", re.IGNORECASE)
_ICP = re.compile(
    r"[一-鿿]\s*ICP\s*(?:备"
    r"|证)\s*(?:案)?\s*(?:字)?\s*(?:第)?\s*\d{6,10}\s*号?(?:\s*-\s*\d{1,3})?"
)
_UNIT = r"[一-鿿()]{4,30}"
_HOST = [
    re.compile(
        rf"(?:主\s*办(?:单位|方)?\s*:|主办单位|版权所有\s*:?|主管单位)\s*(?:(?:©|\(c\)|\d{{4}}|-"
        rf"|\s)*)(?P<unit>{_UNIT})", re.IGNORECASE),
    re.compile(rf"(?P<unit>{_UNIT}?)\s*(?:主\s*办|版权所有)"),
]  # fmt: skip

# A body's own address at the foot: 地址:内蒙古通辽市科尔沁区霍林河大街.
_ADDRESS = re.compile(
    r"(?:地\s*址|校\s*址|院\s*址|Add(?:ress)?)\s*:\s*(?P<address>[^\s,。;|]{5,40})"
)


def find_address(page: Page, lines: list[int]) -> str | None:
    """Return the (folded) address that the last of some lines with one states."""
    for index in reversed(lines):
        line = page.lines[index]
        if len(line.text) <= 400 and (match := _ADDRESS.search(line.text)):
            return match["address"]
    return None


def find_site(page: Page, lines: list[int]) -> Site:
    """Return what the lines outside the body say of the site; a line of meta tags counts too."""
    site = Site()
    for index in lines:
        line = page.lines[index]
        text = line.text
        if len(text) > 400:
            continue
        if site.site_id is None and (match := _SITE_ID.search(text) or _META_ID.match(text)):
            site.site_id = _text(page, line.stretch_in_page(paragraph_span(match, 1)))
        if site.icp is None and (match := _ICP.search(text)):
            site.icp = _text(page, line.stretch_in_page(paragraph_span(match)))
        if site.host_unit is None:
            for pattern in _HOST:
                match = pattern.search(text)
                if (
                    match
                    and match["unit"]
                    and not re.search(r"承办|单位$|ICP|联系|标识码|备案|保留", match["unit"])
                ):
                    unit = line.stretch_in_page(paragraph_span(match, "unit"))
                    site.host_unit = _text(page, unit)
                    break
    return site


def _text(page: Page, stretch: PageStretch) -> Text:
    start, end = stretch
    quote = page.text[start:end].strip()
    return Text(value=quote, quote=quote, offset=start, where=Where.FOOTER)
