"""What title, header and foot of a page say of the report: title, source, author, date, views."""

import re

from articles.extraction.honors.bearer_names import SURNAMES
from articles.extraction.language.dates import find_stamps
from articles.extraction.language.normalise import unspaced
from articles.extraction.report import Fact, ParsedReport, Published, Text, Views, Where

from .header import HeaderLine, Item, crumbs, looks_like_outlet
from .layout import Layout
from .lines import Page

_COLUMN = re.compile(r"\s*[|]\s*")
_DATE_ORDER = ("published", "dated", "made")
_REPORTERS = re.compile(
    r"(?:本报|本网|本台|全媒体|见习|实习|特约|融媒体?)*(?:记者|通讯员|作者(?:系(?:本[报刊网台])?(?:特约)?(?:撰稿人|记者|通讯员|评论员))?|供稿"
    r"|撰稿|文\s*/\s*图|图\s*/\s*文|文)\s*[::]?\s*(?P<names>[^()\[\]。,;:0-9]{2,40}?)\s*(?=[)\]]|$|(?:报道|摄影报道|文/图))"
)
_SPEAKER = re.compile(r"上\s+\S{0,12}(?:长|主任|书记|主席|代表|委员)\s+(?P<name>[一-鿿\s]{2,6})$")
_BETWEEN_AUTHORS = re.compile(
    r"[\s、,/]*(?:本报|本网|本台|全媒体|见习|实习|特约|融媒体?)*(?:记者|通讯员|作者)\s*[:：]?\s*"
)
_DATELINE = re.compile(
    r"^(?:本报|本网|新华社|[一-鿿]{2,8}(?:日报|新闻|网|报|社"
    r"|台))?[^。()]{0,20}?[(]\s*(?P<inner>(?:[^()。]{0,10}"
    r")?(?:记者|通讯员)[^()。]{2,40})[)]"
)


def _text(page: Page, start: int, end: int, where: str) -> Text:
    quote = page.text[start:end]
    return Text(value=" ".join(unspaced(quote).split()), quote=quote, offset=start, where=where)


def read_title(page: Page, layout: Layout, report: ParsedReport) -> None:
    """Read the title and subtitle of a page into its report."""
    if not layout.title:
        _title_from_meta(page, report)
        if report.title is None:
            _title_in_header(page, layout, report)
        return
    first, last = page.lines[layout.title[0]], page.lines[layout.title[-1]]
    start, end = first.start, last.end
    label = re.match(r"(?:标\s*题|题\s*目|名\s*称)\s*:\s*", page.folded[start:end])
    if label:
        start += label.end()
    start, end = _without_column(page, start, end)
    quote = page.text[start:end]
    value = "".join(unspaced(part.strip()) for part in quote.splitlines())
    report.title = Text(value=value, quote=quote, offset=start, where=Where.TITLE)
    if layout.subtitle is not None:
        line = page.lines[layout.subtitle]
        dash = re.match(r"[\s—-]+", page.folded[line.start : line.end])
        start = line.start + (dash.end() if dash else 0)
        report.subtitle = _text(page, start, line.end, Where.TITLE)


def _without_column(page: Page, start: int, end: int) -> tuple[int, int]:
    """Drop a column's name: in 【】 before the title, or parted from it by 丨 or |.

    The longer piece is the title.
    """
    folded = page.folded[start:end]
    bracket = re.match(r"\[[^\[\]]{2,16}\]\s*", folded)
    if bracket and len(folded) - bracket.end() >= 8:
        return start + bracket.end(), end
    if "|" not in folded:
        return start, end
    pieces, position = [], 0
    for match in _COLUMN.finditer(folded):
        pieces.append((position, match.start()))
        position = match.end()
    pieces.append((position, len(folded)))
    begin, stop = max(pieces, key=lambda piece: piece[1] - piece[0])
    return (start + begin, start + stop) if stop - begin >= 6 else (start, end)


def _title_from_meta(page: Page, report: ParsedReport) -> None:
    for line in page.lines:
        if line.zone == "meta" and line.text.lower().startswith("articletitle:"):
            offset = line.start + line.text.index(":") + 1
            offset += len(page.text[offset : line.end]) - len(page.text[offset : line.end].lstrip())
            report.title = _text(page, offset, line.end, Where.HEADER)
            return


def _title_in_header(page: Page, layout: Layout, report: ParsedReport) -> None:
    """Take the title that stands in one line with the date and source."""
    for index in layout.header:
        meta = layout.metas.get(index)
        start, end = meta.rest[0] if meta and meta.rest else (0, 0)
        line = page.lines[index]
        whole = start == line.start or end == line.end
        opens = whole and end - start >= 10
        if (
            opens
            and meta.has("published", "dated")
            and not looks_like_outlet(page.folded[start:end])
        ):
            report.title = _text(page, start, end, Where.HEADER)
            return


def read_crumbs(page: Page, layout: Layout, report: ParsedReport) -> None:
    """Take the longest breadcrumb: where it comes twice, the first is a stub."""
    best: list[tuple[int, int]] = []
    for index in layout.crumbs:
        parts = crumbs(page.lines[index])
        if len(parts) > len(best):
            best = parts
    report.breadcrumb = [_text(page, start, end, Where.HEADER) for start, end in best]
    title = "".join(report.title.value.split()) if report.title else ""
    columns = [
        item.value for item in report.breadcrumb
        if "".join(item.value.split()) != title and item.value not in ("首页", "网站首页", "主页")
        and not item.value.endswith("首页")
    ]  # fmt: skip
    report.channel = columns[-1] if columns else None


def read_header(page: Page, layout: Layout, report: ParsedReport) -> None:
    """Read date, source, author and views: from the header, then the foot, then the meta tags."""
    top = [(layout.metas[index], Where.HEADER) for index in layout.header if index in layout.metas]
    foot = [(layout.metas[index], Where.FOOTER) for index in layout.footer if index in layout.metas]
    for metas in (top, foot):
        if report.published is None:
            report.published = _published(page, metas)
        if report.source is None:
            report.source = _labelled(page, metas, "source")
        if report.author is None:
            report.author = _labelled(page, metas, "author")
        if report.views is None:
            report.views = _views(page, metas)
    if report.published is None:
        report.published = _date_line(page, layout)
    if report.source is None:
        report.source = _outlet(page, layout, report)
    _from_meta_tags(page, report)


def _published(page: Page, metas: list[tuple[HeaderLine, str]]) -> Published | None:
    items = [
        (_DATE_ORDER.index(item.kind), order, item, where)
        for order, (meta, where) in enumerate(metas)
        for item in meta.items
        if item.stamp is not None and item.kind in _DATE_ORDER
    ]
    if not items:
        return None
    _, _, item, where = min(
        items, key=lambda entry: (entry[0], _is_update(page, entry[2]), entry[1])
    )
    return Published(
        date=item.stamp.date,
        time=item.stamp.time,
        label=page.text[item.phrase_start : item.start].strip(" :：\u3000\u00a0"),
        quote=page.text[item.phrase_start : item.end],
        offset=item.phrase_start,
        where=where,
    )


def _is_update(page: Page, item: Item) -> bool:
    return bool(re.search("更新|修改|编辑于", page.folded[item.phrase_start : item.start]))


def _labelled(page: Page, metas, kind: str) -> Text | None:
    for meta, where in metas:
        for item in meta.items:
            if item.kind == kind and item.start < item.end:
                end = item.end
                if kind == "author":  # 记者 A 通讯员 B: both wrote it
                    end = max(other.end for other in meta.items if other.kind == "author")
                    return _names(_text(page, item.start, end, where))
                return _text(page, item.start, end, where)
    return None


def _names(author: Text) -> Text:
    """Leave the labels between several authors out of the value: 王五 通讯员 赵六."""
    author.value = _BETWEEN_AUTHORS.sub(" ", author.value).strip()
    return author


def _views(page: Page, metas) -> Views | None:
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
    """Take the date that is signed at the foot of the text."""
    for index in [*layout.header, *layout.footer]:
        if index in layout.metas:
            continue  # its dates are those of other things: 有效期至, 会议时间
        line = page.lines[index]
        for stamp in find_stamps(line.text):
            if len(line.text) <= 30:
                start, end = line.start + stamp.start, line.start + stamp.end
                where = Where.FOOTER if index in layout.footer else Where.HEADER
                return Published(
                    date=stamp.date,
                    time=stamp.time,
                    quote=page.text[start:end],
                    offset=start,
                    where=where,
                )
    return None


def _outlet(page: Page, layout: Layout, report: ParsedReport) -> Text | None:
    """Take an outlet that stands without a label beside the date, or alone under the title."""
    columns = {item.value for item in report.breadcrumb}
    for index in layout.header:
        meta = layout.metas.get(index)
        if meta is None:
            continue
        for start, end in meta.rest:
            piece = page.folded[start:end]
            if looks_like_outlet(piece) and page.text[start:end].strip() not in columns:
                return _text(page, start, end, Where.HEADER)
    for index in layout.header:
        line = page.lines[index]
        if (
            index not in layout.metas
            and index not in layout.crumbs
            and looks_like_outlet(unspaced(line.text))
        ):
            return _text(page, line.start, line.end, Where.HEADER)
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
            return _text(page, line.start, line.end, Where.FOOTER)
    return None


def _from_meta_tags(page: Page, report: ParsedReport) -> None:
    """Fill what the visible page leaves open from the standard meta tags."""
    for line in page.lines:
        if line.zone != "meta":
            continue
        name, colon, value = line.text.partition(":")
        if not colon or not value.strip():
            continue
        offset = line.start + len(name) + 1
        offset += len(value) - len(value.lstrip())
        name = name.lower()
        if name in ("pubdate", "publishdate") and report.published is None:
            for stamp in find_stamps(line.text):
                start, end = line.start + stamp.start, line.start + stamp.end
                report.published = Published(
                    date=stamp.date,
                    time=stamp.time,
                    label="PubDate",
                    quote=page.text[start:end],
                    offset=start,
                    where=Where.HEADER,
                )
        elif name == "contentsource" and report.source is None:
            report.source = _text(page, offset, line.end, Where.HEADER)
        elif name == "author" and report.author is None:
            report.author = _text(page, offset, line.end, Where.HEADER)
        elif name == "columnname" and report.channel is None:
            report.channel = page.text[offset : line.end]


def read_byline(page: Page, layout: Layout, report: ParsedReport) -> None:
    """Take the author from the dateline or from the brackets that close the text."""
    if report.author is not None:
        return
    paragraphs = [
        *report.lead, *(item for row in report.outline for item in row.paragraphs), *report.closing
    ]  # fmt: skip
    if paragraphs:
        first = paragraphs[0]
        text = page.folded[first.offset : first.offset + 90]
        if match := _DATELINE.match(text):
            report.author = _reporters(page, first, match.start("inner"), match.end("inner"))
    if report.author is None and report.subtitle:
        report.author = _speaker(page, report.subtitle)
    if report.author is None and paragraphs:
        last = paragraphs[-1]
        tail = page.folded[last.offset : last.offset + len(last.quote)]
        if match := re.search(r"[(\[]([^()\[\]。]{2,60})[)\]]\s*$", tail[-70:]):
            shift = max(0, len(tail) - 70)
            report.author = _reporters(page, last, shift + match.start(1), shift + match.end(1))
            if report.author is None:
                report.author = _signed(page, last, shift + match.start(1), shift + match.end(1))
    for index in layout.footer:
        if report.author is None:
            line = page.lines[index]
            fact = Fact(quote="", offset=line.start, where=Where.FOOTER)
            bracket = re.match(r"[(\[]", line.text)
            if bracket:
                report.author = _reporters(page, fact, 1, len(line.text))


def _is_name(text: str) -> bool:
    """Say whether a folded text is a person's name, spaced out or not."""
    letters = "".join(text.split())
    return bool(re.fullmatch("[一-鿿]{2,3}", letters)) and letters[0] in SURNAMES


def _speaker(page: Page, subtitle: Text) -> Text | None:
    """Take who gave a speech: ——2022年10月20日在会议上 副县长 陈 小 满."""
    folded = page.folded[subtitle.offset : subtitle.offset + len(subtitle.quote)]
    match = _SPEAKER.search(folded)
    if not match or not _is_name(match["name"]):
        return None
    return _name(
        page, subtitle.offset + match.start("name"), subtitle.offset + match.end("name"), subtitle
    )


def _signed(page: Page, fact: Fact, start: int, end: int) -> Text | None:
    """Take the name alone in the brackets behind the last sentence."""
    begin, stop = fact.offset + start, fact.offset + end
    closes = page.folded[fact.offset : begin - 1].rstrip().endswith(("。", "!", "?", "”"))
    return _name(page, begin, stop, fact) if closes and _is_name(page.folded[begin:stop]) else None


def _name(page: Page, start: int, end: int, fact: Fact) -> Text:
    name = _text(page, start, end, fact.where)
    name.value, name.row = "".join(name.quote.split()), fact.row
    return name


def _reporters(page: Page, fact: Fact, start: int, end: int) -> Text | None:
    text = page.folded[fact.offset + start : fact.offset + end]
    match = _REPORTERS.search(text)
    if not match or re.match(r"\s*(?:单位|站|协会)", match["names"]):
        return None
    begin = fact.offset + start + match.start("names")
    stop = fact.offset + start + match.end("names")
    found = _names(_text(page, begin, stop, fact.where))
    found.row = fact.row
    return found
