"""What title, header and foot of a page say of the report: title, source, author, date, views."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.extraction.honors.bearers.bearer_names import SURNAMES
from articles.extraction.language.dates import Stamp, find_stamps
from articles.extraction.language.normalise import unspaced
from articles.extraction.offsets import (
    PageOffset,
    PageStretch,
    ParagraphOffset,
    ParagraphStretch,
    paragraph_span,
)
from articles.extraction.report import Fact, Paragraph, Published, Text, Views, Where

from .header import HeaderLine, Item, crumbs, looks_like_outlet
from .layout import Layout
from .lines import Line, Page
from .title_hints import titles_in_head

_COLUMN = re.compile(r"\s*[|]\s*")
_DATE_ORDER = ("published", "dated", "made")
_REPORTERS = re.compile(
    r"(?:本报|本网|本台|全媒体|见习|实习|特约|融媒体?)*(?:记者|通讯员|作者(?:系(?:本[报刊网台])?(?:特约)?(?:撰稿人|记者|通讯员|评论员))?|供稿"
    r"|撰稿|文\s*/\s*图|图\s*/\s*文|文)\s*[::]?\s*(?P<names>[^()\[\]。,;:0-9]{2,40}?)\s*(?=[)\]]|$|(?:报道|摄影报道|文/图))"
)
_SPEAKER = re.compile(r"上\s+\S{0,12}(?:长|主任|书记|主席|代表|委员)\s+(?P<name>[一-鿿\s]{2,6})$")
_CLOSING_BRACKETS = re.compile(r"[(\[]([^()\[\]。]{2,60})[)\]]\s*$")
_BETWEEN_AUTHORS = re.compile(
    r"[\s、,/]*(?:本报|本网|本台|全媒体|见习|实习|特约|融媒体?)*(?:记者|通讯员|作者)\s*[:：]?\s*"
)
_DATELINE = re.compile(
    r"^(?:本报|本网|新华社|[一-鿿]{2,8}(?:日报|新闻|网|报|社"
    r"|台))?[^。()]{0,20}?[(]\s*(?P<inner>(?:[^()。]{0,10}"
    r")?(?:记者|通讯员)[^()。]{2,40})[)]"
)


_Metas = Sequence[tuple[HeaderLine, str]]  # header lines, each with the part it stands in


@dataclass(slots=True)
class Header:
    """What a page says of its report beside title and text."""

    published: Published | None = None
    source: Text | None = None
    author: Text | None = None
    views: Views | None = None
    channel: str | None = None


def _text(page: Page, stretch: PageStretch, where: str) -> Text:
    start, end = stretch
    quote = page.text[start:end]
    return Text(value=" ".join(unspaced(quote).split()), quote=quote, offset=start, where=where)


def read_title(page: Page, layout: Layout) -> tuple[Text | None, Text | None]:
    """Return the title and the subtitle of a page."""
    if not layout.title:
        return _title_in_header(page, layout) or _title_from_meta(page), None
    first, last = page.lines[layout.title[0]], page.lines[layout.title[-1]]
    start, end = first.start, last.end
    label = re.match(r"(?:标\s*题|题\s*目|名\s*称)\s*:\s*", page.folded[start:end])
    if label:
        start = PageOffset(start + label.end())
    start, end = _without_column(page, start, end)
    quote = page.text[start:end]
    value = "".join(unspaced(part.strip()) for part in quote.splitlines())
    title = Text(value=value, quote=quote, offset=start, where=Where.TITLE)
    if layout.subtitle is None:
        return title, None
    line = page.lines[layout.subtitle]
    dash = re.match(r"[\s—-]+", page.folded[line.start : line.end])
    start = PageOffset(line.start + (dash.end() if dash else 0))
    return title, _text(page, (start, line.end), Where.TITLE)


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


def _title_from_meta(page: Page) -> Text | None:
    """Return the title that the head of a page gives, if no line of the page shows it."""
    best: tuple[int, int, str] | None = None
    for index, line in enumerate(page.lines):
        found = titles_in_head(line.text) if line.zone == "meta" else None
        if found and (best is None or found[1] > best[0]):
            best = found[1], index, found[0]
    if best is None:
        return None
    line = page.lines[best[1]]
    start = line.text.index(best[2])
    stretch = ParagraphOffset(start), ParagraphOffset(start + len(best[2]))
    return _text(page, line.stretch_in_page(stretch), Where.HEADER)


def _title_in_header(page: Page, layout: Layout) -> Text | None:
    """Return the title that stands in one line with the date and source."""
    for index in layout.header:
        meta = layout.metas.get(index)
        if meta is None or not meta.rest:
            continue
        start, end = meta.rest[0]
        line = page.lines[index]
        whole = start == line.start or end == line.end
        opens = whole and end - start >= 10
        if (
            opens
            and meta.has("published", "dated")
            and not looks_like_outlet(page.folded[start:end])
        ):
            return _text(page, (start, end), Where.HEADER)
    return None


def read_crumbs(page: Page, layout: Layout, title: Text | None) -> tuple[list[Text], str | None]:
    """Return the longest breadcrumb (where it comes twice, the first is a stub) and its column."""
    best: list[PageStretch] = []
    for index in layout.crumbs:
        parts = crumbs(page.lines[index])
        if len(parts) > len(best):
            best = parts
    breadcrumb = [_text(page, part, Where.HEADER) for part in best]
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
    return Header(
        published=_published(page, top)
        or _published(page, foot)
        or _date_line(page, layout)
        or tags.published,
        source=_labelled(page, top, "source")
        or _labelled(page, foot, "source")
        or _outlet(page, layout, {item.value for item in breadcrumb})
        or tags.source,
        author=_labelled(page, top, "author") or _labelled(page, foot, "author") or tags.author,
        views=_views(page, top) or _views(page, foot),
        channel=tags.channel,
    )


def _published(page: Page, metas: _Metas) -> Published | None:
    items = [
        (_DATE_ORDER.index(item.kind), order, item, item.stamp, where)
        for order, (meta, where) in enumerate(metas)
        for item in meta.items
        if item.stamp is not None and item.kind in _DATE_ORDER
    ]
    if not items:
        return None
    _, _, item, stamp, where = min(
        items, key=lambda entry: (entry[0], _is_update(page, entry[2]), entry[1])
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


def _labelled(page: Page, metas: _Metas, kind: str) -> Text | None:
    for meta, where in metas:
        for item in meta.items:
            if item.kind == kind and item.start < item.end:
                end = item.end
                if kind == "author":  # 记者 A 通讯员 B: both wrote it
                    end = max(other.end for other in meta.items if other.kind == "author")
                    return _names(_text(page, (item.start, end), where))
                return _text(page, (item.start, end), where)
    return None


def _names(author: Text) -> Text:
    """Leave the labels between several authors out of the value: 王五 通讯员 赵六."""
    author.value = _BETWEEN_AUTHORS.sub(" ", author.value).strip()
    return author


def _views(page: Page, metas: _Metas) -> Views | None:
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
                return _stamped(page, line, stamp, where)
    return None


def _stamped(page: Page, line: Line, stamp: Stamp, where: str, label: str = "") -> Published:
    start, end = line.stretch_in_page((stamp.start, stamp.end))
    return Published(
        date=stamp.date,
        time=stamp.time,
        label=label,
        quote=page.text[start:end],
        offset=start,
        where=where,
    )


def _outlet(page: Page, layout: Layout, columns: set[str]) -> Text | None:
    """Return an outlet that stands without a label beside the date, or alone under the title."""
    for index in layout.header:
        meta = layout.metas.get(index)
        if meta is None:
            continue
        for start, end in meta.rest:
            piece = page.folded[start:end]
            if looks_like_outlet(piece) and page.text[start:end].strip() not in columns:
                return _text(page, (start, end), Where.HEADER)
    for index in layout.header:
        line = page.lines[index]
        if (
            index not in layout.metas
            and index not in layout.crumbs
            and looks_like_outlet(unspaced(line.text))
        ):
            return _text(page, (line.start, line.end), Where.HEADER)
    for index in layout.footer:
        line = page.lines[index]
        if (
            index not in layout.metas
            and re.search(
                r"(?:委员会|办公室|政府|党委|党组|民委|统战部|宣传部|委|局|部|厅|协会)$", line.text
            )
            and len(line.text) <= 24
            and ":" not in line.text
            and index < len(page.lines)
        ) and index - layout.body[-1] <= 6:
            return _text(page, (line.start, line.end), Where.FOOTER)
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
                tags.published = _stamped(page, line, stamps[-1], Where.HEADER, "PubDate")
        elif name in ("contentsource", "source") and tags.source is None:
            tags.source = _text(page, stretch, Where.HEADER)
        elif name == "author" and tags.author is None:
            tags.author = _text(page, stretch, Where.HEADER)
        elif name == "columnname" and tags.channel is None:
            tags.channel = page.text[stretch[0] : stretch[1]]
    return tags


def read_byline(
    page: Page, layout: Layout, paragraphs: list[Paragraph], subtitle: Text | None
) -> Text | None:
    """Return the author that the dateline, or the brackets that close the text, name."""
    author = None
    if paragraphs:
        first = paragraphs[0]
        text = page.folded[first.offset : first.offset + 90]
        if match := _DATELINE.match(text):
            author = _reporters(page, first, paragraph_span(match, "inner"))
    if author is None and subtitle:
        author = _speaker(page, subtitle)
    if author is None and paragraphs:
        last = paragraphs[-1]
        tail = page.folded[last.offset : last.offset + len(last.quote)]
        if match := _CLOSING_BRACKETS.search(tail, max(0, len(tail) - 70)):
            inside = paragraph_span(match, 1)
            author = _reporters(page, last, inside) or _signed(page, last, inside)
    for index in layout.footer:
        line = page.lines[index]
        if author is None and re.match(r"[(\[]", line.text):
            fact = Fact(quote="", offset=line.start, where=Where.FOOTER)
            inside = ParagraphOffset(1), ParagraphOffset(len(line.text))
            author = _reporters(page, fact, inside)
    return author


def _is_name(text: str) -> bool:
    """Say whether a folded text is a person's name, spaced out or not."""
    letters = "".join(text.split())
    return bool(re.fullmatch("[一-鿿]{2,3}", letters)) and letters[0] in SURNAMES


def _in_page(fact: Fact, stretch: ParagraphStretch) -> PageStretch:
    """Return where in the page a stretch of a fact's own phrase is."""
    return PageOffset(fact.offset + stretch[0]), PageOffset(fact.offset + stretch[1])


def _speaker(page: Page, subtitle: Text) -> Text | None:
    """Return who gave a speech: ——2022年10月20日在会议上 副县长 陈 小 满."""
    folded = page.folded[subtitle.offset : subtitle.offset + len(subtitle.quote)]
    match = _SPEAKER.search(folded)
    if not match or not _is_name(match["name"]):
        return None
    return _name(page, _in_page(subtitle, paragraph_span(match, "name")), subtitle)


def _signed(page: Page, fact: Fact, inside: ParagraphStretch) -> Text | None:
    """Return the name alone in the brackets behind the last sentence."""
    begin, stop = _in_page(fact, inside)
    closes = page.folded[fact.offset : begin - 1].rstrip().endswith(("。", "!", "?", "”"))
    is_name = closes and _is_name(page.folded[begin:stop])
    return _name(page, (begin, stop), fact) if is_name else None


def _name(page: Page, stretch: PageStretch, fact: Fact) -> Text:
    name = _text(page, stretch, fact.where)
    name.value, name.row = "".join(name.quote.split()), fact.row
    return name


def _reporters(page: Page, fact: Fact, inside: ParagraphStretch) -> Text | None:
    """Return whom a stretch of a fact names as reporters."""
    start, end = _in_page(fact, inside)
    match = _REPORTERS.search(page.folded[start:end])
    if not match or re.match(r"\s*(?:单位|站|协会)", match["names"]):
        return None
    begin, stop = match.span("names")
    names = PageOffset(start + begin), PageOffset(start + stop)
    found = _names(_text(page, names, fact.where))
    found.row = fact.row
    return found
