"""What title, header and foot of a page say of the report: title, source, author, date, views."""

import re
from dataclasses import dataclass

from articles.extraction.language.address_days import day_in_address
from articles.extraction.language.dates import find_stamps
from articles.extraction.language.normalise import unspaced
from articles.extraction.layout.header_lines.header import (
    HeaderLine,
    Item,
    crumbs,
)
from articles.extraction.layout.header_lines.persons import read_byline, strip_names
from articles.extraction.layout.layout import Layout
from articles.extraction.layout.lines import Page
from articles.extraction.layout.titles.title_lines import TITLE_LABEL
from articles.extraction.offsets import (
    PageOffset,
    PageStretch,
    ParagraphOffset,
)
from articles.extraction.report import OF_ADDRESS, Published, Text, Views, Where

from .datelines import dateline_source
from .facts import published_on, text_of, without_roles
from .masthead import read_masthead
from .publishers import (
    Metas,
    find_giver,
    find_signer,
    find_source,
    hands_in,
    is_handed_in,
    labelled_source,
    taken_from,
)
from .unlabelled import read_unlabelled

_COLUMN = re.compile(r"\s*[|]\s*")
# A column's name belongs to a title that the page gives with it to those who share it.
_AS_IT_STANDS = {"shared", "tagged", "sole_head"}
_DATE_ORDER = ("published", "dated", "made")


@dataclass(slots=True)
class Header:
    """What a page says of its report beside title and text."""

    published: Published | None = None
    source: Text | None = None
    author: Text | None = None  # as the head names it
    signed: Text | None = None  # as the foot does
    views: Views | None = None
    channel: str | None = None
    tagged_author: Text | None = None
    addressed: Published | None = None  # the day that the page's address states


def read_title(page: Page, layout: Layout) -> tuple[Text | None, Text | None]:
    """Return the title and the subtitle of a page."""
    titled = layout.titled
    if titled is None:
        return None, None
    if titled.stretch is not None:
        line = page.lines[titled.lines[0]]
        return text_of(page, line.stretch_in_page(titled.stretch), titled.where), None
    first, last = page.lines[layout.title[0]], page.lines[layout.title[-1]]
    start, end = first.start, last.end
    if label := TITLE_LABEL.match(page.folded[start:end]):
        start = PageOffset(start + label.end())
    if _AS_IT_STANDS.isdisjoint(titled.evidence):
        start, end = _without_column(page, start, end)
    quote = page.text[start:end]
    value = "".join(unspaced(part.strip()) for part in quote.splitlines())
    title = Text(value=value, quote=quote, offset=start, where=Where.TITLE)
    if layout.subtitle is None:
        return title, None
    line = page.lines[layout.subtitle]
    dash = re.match(r"[\s—-]+", page.folded[line.start : line.end])
    start = PageOffset(line.start + (dash.end() if dash else 0))
    return title, text_of(page, (start, line.end), Where.TITLE)


def _without_column(page: Page, start: PageOffset, end: PageOffset) -> PageStretch:
    """Drop a column's name: in 【】 before the title, or parted from it by 丨 or |.

    The longer piece is the title.
    """
    folded = page.folded[start:end]
    bracket = re.match(r"\[[^\[\]]{2,16}\]\s*", folded)
    if bracket and len(folded) - bracket.end() >= 8:
        return PageOffset(start + bracket.end()), end
    if "|" not in folded:
        return start, end
    pieces, position = [], 0
    for match in _COLUMN.finditer(folded):
        pieces.append((position, match.start()))
        position = match.end()
    pieces.append((position, len(folded)))
    begin, stop = max(pieces, key=lambda piece: piece[1] - piece[0])
    if stop - begin < 6:
        return start, end
    return PageOffset(start + begin), PageOffset(start + stop)


def read_crumbs(page: Page, layout: Layout, title: Text | None) -> tuple[list[Text], str | None]:
    """Return the longest breadcrumb (where it comes twice, the first is a stub) and its column."""
    best: list[PageStretch] = []
    for index in layout.crumbs:
        parts = crumbs(page.lines[index])
        if len(parts) > len(best):
            best = parts
    breadcrumb = [text_of(page, part, Where.HEADER) for part in best]
    titled = "".join(title.value.split()) if title else ""
    columns = [
        item.value for item in breadcrumb
        if "".join(item.value.split()) != titled and item.value not in ("首页", "网站首页", "主页")
        and not item.value.endswith("首页")
    ]  # fmt: skip
    return breadcrumb, columns[-1] if columns else None


def read_header(page: Page, layout: Layout, breadcrumb: list[Text]) -> Header:
    """Return date, source, author and views: from the header, then the foot, then the meta tags.

    The channel is what the meta tags call it.
    """
    top = [(layout.metas[index], Where.HEADER) for index in layout.header if index in layout.metas]
    foot = [(layout.metas[index], Where.FOOTER) for index in layout.footer if index in layout.metas]
    tags = _meta_tags(page)
    columns = {item.value for item in breadcrumb}
    outlet, writer = read_unlabelled(page, layout, columns)
    issued, paper = read_masthead(page, layout)
    return Header(
        published=_labelled_day(page, top, foot)
        or _date_line(page, layout)
        or tags.published
        or issued
        or tags.addressed,
        source=find_source(page, top, foot)
        or labelled_source(page, top, "account")
        or outlet
        or paper
        or taken_from(page, layout)
        or dateline_source(page, layout)
        or find_signer(page, layout, top, foot)
        or find_giver(page, layout, foot)
        or tags.source,
        author=_labelled_authors(page, top) or writer or _behind_source(page, top),
        signed=_labelled_authors(page, foot) or _beside_day(page, foot),
        views=_views(page, top) or _views(page, foot),
        channel=tags.channel,
        tagged_author=tags.author,
    )


def _labelled_day(page: Page, top: Metas, foot: Metas) -> Published | None:
    """Return the day that head or foot state; that of writing in the head counts last."""
    above, below = _published(page, top), _published(page, foot)
    written = above is not None and _says_when_made(page, top)
    told = below is not None and bool(below.label) and not _says_when_made(page, foot)
    return below if written and told else above or below


def _says_when_made(page: Page, metas: Metas) -> bool:
    """Say whether header lines state no other day than that of writing."""
    return not any(
        item.kind in ("published", "dated") and item.stamp
        for meta, _ in metas
        for item in meta.items
    )


def _published(page: Page, metas: Metas) -> Published | None:
    items = [
        (_DATE_ORDER.index(item.kind), order, item, item.stamp, where)
        for order, (meta, where) in enumerate(metas)
        for item in meta.items
        if item.stamp is not None and item.kind in _DATE_ORDER
    ]
    if not items:
        return None
    _, _, item, stamp, where = min(
        items,
        key=lambda entry: (
            entry[0],
            _is_update(page, entry[2]),
            entry[2].phrase_start == entry[2].start,  # no label says what the day is of
            entry[1],
        ),
    )
    return Published(
        date=stamp.date,
        time=stamp.time,
        label=page.text[item.phrase_start : item.start].strip(" :：\u3000\u00a0"),
        quote=page.text[item.phrase_start : item.end],
        offset=item.phrase_start,
        where=where,
    )


def _is_update(page: Page, item: Item) -> bool:
    return bool(re.search("更新|修改|编辑于", page.folded[item.phrase_start : item.start]))


def _labelled_authors(page: Page, metas: Metas) -> Text | None:
    for meta, where in metas:
        for item in meta.items:
            if item.kind == "author" and item.start < item.end and not is_handed_in(page, item):
                return _labelled_author(page, meta, item, where)
    return None


def _behind_source(page: Page, metas: Metas) -> Text | None:
    """Return who stands behind the outlet that a label names: 来源:通辽日报 张强."""
    for meta, where in metas:
        for item in meta.items:
            byline = read_byline(item.value) if item.kind == "source" else None
            if byline and byline.office and byline.names and " " in item.value:
                names = (PageOffset(item.start + offset) for offset in byline.names)
                start, end = names
                return without_roles(text_of(page, (start, end), where))
    return None


def _beside_day(page: Page, foot: Metas) -> Text | None:
    """Return who signs behind an office, with the day: (旗民委 张强 2025年2月20日)."""
    for meta, where in foot:
        for start, end in meta.rest if meta.has("dated", "made") else []:
            byline = read_byline(page.folded[start:end])
            if byline and byline.office and byline.names:
                first, last = (PageOffset(start + offset) for offset in byline.names)
                return without_roles(text_of(page, (first, last), where))
    return None


def _labelled_author(page: Page, meta: HeaderLine, item: Item, where: str) -> Text:
    """Return who wrote it without office and post; of 记者 A 通讯员 B both did."""
    end = max(other.end for other in meta.items if other.kind == "author")
    written = page.folded[item.start : end]
    first, last = strip_names(written)
    byline = None if hands_in(page, item) else read_byline(written[first:last])
    if byline and byline.office and byline.names:  # 文字:学校德育处 罗彩霞
        first, last = (ParagraphOffset(first + offset) for offset in byline.names)
    names = PageOffset(item.start + first), PageOffset(item.start + last)
    return without_roles(text_of(page, names, where))


def _views(page: Page, metas: Metas) -> Views | None:
    for meta, where in metas:
        for item in meta.items:
            if item.kind == "views" and item.number is not None:
                return Views(
                    value=item.number,
                    quote=page.text[item.phrase_start : item.phrase_end].rstrip(),
                    offset=item.phrase_start,
                    where=where,
                )
    return None


def _date_line(page: Page, layout: Layout) -> Published | None:
    """Return the date that is signed at the foot of the text."""
    for index in [*layout.header, *layout.footer]:
        if index in layout.metas:
            continue  # its dates are those of other things: 有效期至, 会议时间
        line = page.lines[index]
        for stamp in find_stamps(line.text):
            if len(line.text) <= 30:
                where = Where.FOOTER if index in layout.footer else Where.HEADER
                return published_on(page, line, stamp, where)
    return None


def _meta_tags(page: Page) -> Header:
    """Return what the standard meta tags say, for what the visible page leaves open."""
    tags = Header()
    for line in page.lines:
        if line.zone != "meta":
            continue
        name, colon, value = line.text.partition(":")
        if not colon or not value.strip():
            continue
        offset = line.start + len(name) + 1
        stretch = PageOffset(offset + len(value) - len(value.lstrip())), line.end
        name = name.lower()
        if name in ("pubdate", "publishdate") and tags.published is None:
            if stamps := find_stamps(line.text):
                tags.published = published_on(page, line, stamps[-1], Where.HEADER, "PubDate")
        elif name == "address" and (told := day_in_address(page.text[slice(*stretch)])):
            begin, stop = stretch[0] + told[0], stretch[0] + told[1]
            tags.addressed = Published(
                date=told[2],
                label=OF_ADDRESS,
                quote=page.text[begin:stop],
                offset=PageOffset(begin),
                where=Where.HEADER,
            )
        elif name in ("contentsource", "source") and tags.source is None:
            tags.source = text_of(page, stretch, Where.HEADER)
        elif name == "author" and tags.author is None:
            tags.author = text_of(page, stretch, Where.HEADER)
        elif name == "columnname" and tags.channel is None:
            tags.channel = page.text[stretch[0] : stretch[1]]
    return tags
