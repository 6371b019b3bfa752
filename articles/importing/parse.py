"""A page to a `ParsedReport`: runs the stages in order."""

import datetime
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from . import checks
from .dates import find_stamps
from .documents import find_documents
from .figures import find_figures
from .fingerprint import fingerprint
from .gazetteer import Gazetteer
from .header import HeaderLine, Item, crumbs, looks_like_outlet
from .honors import find_honors
from .identity import find_site
from .layout import Layout, lay_out
from .outline import Outline, build_outline
from .page import Page
from .places import find_places
from .readers import read_page
from .report import (
    Fact,
    Paragraph,
    ParsedReport,
    Published,
    Row,
    Span,
    Text,
    Views,
    Where,
)
from .segments import Segment, Segments
from .themes import DEFAULT_TAGS, DEFAULT_THEMES, in_use, suggest_tags, suggest_themes

_CHUNK = 2000  # facts are read in stretches of at most this many characters
_COLUMN = re.compile(r"\s*[|]\s*")
_DATE_ORDER = ("published", "dated", "made")
_REPORTERS = re.compile(
    r"(?:本报|本网|本台|全媒体|见习|实习|特约|融媒体?)*(?:记者|通讯员|作者|供稿"
    r"|撰稿|文\s*/\s*图|图\s*/\s*文|文)\s*[::]?\s*(?P<names>[^()\[\]。,;:0-9]{2,40}?)\s*(?=[)\]]|$|(?:报道|摄影报道|文/图))"
)
_BETWEEN_AUTHORS = re.compile(
    r"[\s、,/]*(?:本报|本网|本台|全媒体|见习|实习|特约|融媒体?)*(?:记者|通讯员|作者)\s*[:：]?\s*"
)
_DATELINE = re.compile(
    r"^(?:本报|本网|新华社|[一-鿿]{2,8}(?:日报|新闻|网|报|社"
    r"|台))?[^。()]{0,20}?[(]\s*(?P<inner>(?:[^()。]{0,10}"
    r")?(?:记者|通讯员)[^()。]{2,40})[)]"
)


def parse_page(
    data: bytes | str | Page,
    *,
    gazetteer: Gazetteer,
    filename: str = "",
    media: str | None = None,
    themes: Mapping[str, Sequence[str]] = DEFAULT_THEMES,
    tags: Mapping[str, Sequence[str]] = DEFAULT_TAGS,
    taken_back: Iterable[tuple[int, int]] = (),
    left_out: Iterable[tuple[int, int]] = (),
    today: datetime.date | None = None,
) -> ParsedReport:
    """Parse a page (a file's bytes, pasted text, or a `Page` already read) into a `ParsedReport`.

    `media` ("text", "html", "docx") overrides what the content looks like. `themes` and `tags`
    are vocabularies of keywords. `taken_back` and `left_out` are (start, end) stretches of the
    raw text that an editor declared body, or furniture, after a first parse. `today` dates the
    check for dates in the future.

    Raises `PageRefused`, with a code and a message in Chinese, and nothing else.
    """
    page = data if isinstance(data, Page) else read_page(data, media)
    layout = lay_out(page, gazetteer, taken_back, left_out)
    report = ParsedReport(
        raw_text=page.text,
        sha256=hashlib.sha256(page.text.encode("utf-8", "surrogatepass")).hexdigest(),
        media=page.media,
        encoding=page.encoding,
        filename=filename,
    )
    _read_title(page, layout, report)
    _read_crumbs(page, layout, report)
    _read_header(page, layout, report)
    outside = [index for index in range(len(page.lines)) if index not in set(layout.body)]
    report.site = find_site(page, outside)
    outline = build_outline(page, layout, gazetteer)
    segments = _segments(page, layout, outline, report)
    _read_outline(segments, outline, report, themes)
    _read_byline(page, layout, report)
    year = report.published.date.year if report.published else None
    places = find_places(segments, gazetteer, _site_code(report, gazetteer))
    report.places, report.region = places.mentions, places.region
    report.honors, spans = find_honors(segments, gazetteer, report.region, year)
    report.figures, notes = find_figures(segments, year, [*spans, *_place_spans(report)])
    source = report.source
    skip = (source.offset, source.offset + len(source.quote)) if source else None
    report.documents = find_documents(segments, skip)
    body = [segments.text(item) for item in segments.of("title", "lead", "outline", "closing")]
    report.tags = suggest_tags(body, tags)
    report.fingerprint = fingerprint("".join(body[1:]) or "".join(body))
    report.spans = _spans(page, layout, outline)
    report.problems = [
        *checks.layout_problems(page, layout),
        *checks.report_problems(
            page, report, notes, places.region_from, today or datetime.date.today()
        ),
    ]
    return report


# Header ----------------------------------------------------------------------------------------
def _text(page: Page, start: int, end: int, where: str) -> Text:
    quote = page.text[start:end]
    return Text(value=" ".join(quote.split()), quote=quote, offset=start, where=where)


def _read_title(page: Page, layout: Layout, report: ParsedReport) -> None:
    if not layout.title:
        _title_from_meta(page, report)
        if report.title is None:
            _title_in_header(page, layout, report)
        return
    first, last = page.lines[layout.title[0]], page.lines[layout.title[-1]]
    start, end = first.start, last.end
    label = re.match(r"(?:标题|题目|名称)\s*:\s*", page.folded[start:end])
    if label:
        start += label.end()
    start, end = _without_column(page, start, end)
    quote = page.text[start:end]
    value = "".join(part.strip() for part in quote.splitlines())
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
        opens = start == page.lines[index].start and end - start >= 10
        if (
            opens
            and meta.has("published", "dated")
            and not looks_like_outlet(page.folded[start:end])
        ):
            report.title = _text(page, start, end, Where.HEADER)
            return


def _read_crumbs(page: Page, layout: Layout, report: ParsedReport) -> None:
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


def _read_header(page: Page, layout: Layout, report: ParsedReport) -> None:
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
    return "更新" in page.folded[item.phrase_start : item.start]


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
            and looks_like_outlet(line.text)
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
        if name == "pubdate" and report.published is None:
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


def _read_byline(page: Page, layout: Layout, report: ParsedReport) -> None:
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
    if report.author is None and paragraphs:
        last = paragraphs[-1]
        tail = page.folded[last.offset : last.offset + len(last.quote)]
        if match := re.search(r"[(\[]([^()\[\]。]{2,60})[)\]]\s*$", tail[-70:]):
            shift = max(0, len(tail) - 70)
            report.author = _reporters(page, last, shift + match.start(1), shift + match.end(1))
    for index in layout.footer:
        if report.author is None:
            line = page.lines[index]
            fact = Fact(quote="", offset=line.start, where=Where.FOOTER)
            bracket = re.match(r"[(\[]", line.text)
            if bracket:
                report.author = _reporters(page, fact, 1, len(line.text))


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


# Body ------------------------------------------------------------------------------------------
def _segments(page: Page, layout: Layout, outline: Outline, report: ParsedReport) -> Segments:
    segments = []
    for index in [*layout.title, *([layout.subtitle] if layout.subtitle is not None else [])]:
        line = page.lines[index]
        segments.append(Segment(line.start, line.end, Where.TITLE))
    for index in layout.header:
        if index not in layout.crumbs:
            line = page.lines[index]
            segments.append(Segment(line.start, line.end, Where.HEADER))
    for index in layout.footer:
        line = page.lines[index]
        segments.append(Segment(line.start, line.end, Where.FOOTER))
    for start, end in outline.lead:
        segments += _chunks(page, start, end, Where.LEAD, None)
    for number, row in enumerate(outline.rows, start=1):
        if row.heading:
            segments.append(Segment(*row.heading, Where.OUTLINE, number, heading=True))
        for start, end in row.paragraphs:
            segments += _chunks(page, start, end, Where.OUTLINE, number)
    for start, end in outline.closing:
        segments += _chunks(page, start, end, Where.CLOSING, None)
    return Segments(page.text, page.folded, segments)


def _chunks(page: Page, start: int, end: int, where: str, row: int | None) -> list[Segment]:
    """Cut very long paragraphs at sentence ends, so that reading them stays linear."""
    segments = []
    while end - start > _CHUNK:
        cut = page.folded.rfind("。", start, start + _CHUNK) + 1 or start + _CHUNK
        segments.append(Segment(start, cut, where, row))
        start = cut
    segments.append(Segment(start, end, where, row))
    return segments


def _read_outline(
    segments: Segments, outline: Outline, report: ParsedReport, themes: Mapping
) -> None:
    def paragraph(span, where, row=None) -> Paragraph:
        start, end = span
        return Paragraph(quote=segments.raw[start:end], offset=start, where=where, row=row)

    present = in_use(segments.folded, themes)
    report.lead = [paragraph(span, Where.LEAD) for span in outline.lead]
    report.closing = [paragraph(span, Where.CLOSING) for span in outline.closing]
    for number, item in enumerate(outline.rows, start=1):
        heading = None
        if item.heading:
            start, end = item.heading
            heading = Fact(
                quote=segments.raw[start:end], offset=start, where=Where.OUTLINE, row=number
            )
        paragraphs = [paragraph(span, Where.OUTLINE, number) for span in item.paragraphs]
        above = None
        if item.number:
            start, end = item.number
            above = Fact(
                quote=segments.raw[start:end], offset=start, where=Where.OUTLINE, row=number
            )
        suggested = suggest_themes(
            segments.folded[slice(*item.heading)] if item.heading else "",
            "\n".join(segments.folded[start:end] for start, end in item.paragraphs),
            present,
        )
        report.outline.append(
            Row(
                level=item.level,
                heading=heading,
                number=above,
                paragraphs=paragraphs,
                themes=suggested,
            )
        )


def _place_spans(report: ParsedReport) -> list[tuple[int, int]]:
    """Return where places are named: the numbers in 六户镇 or 三家子村 count nothing."""
    return [
        (fact.offset, fact.offset + len(fact.quote))
        for place in report.places
        for fact in [place, *place.others]
    ]


def _site_code(report: ParsedReport, gazetteer: Gazetteer) -> str | None:
    """Return the place whose statutory code opens the site's code."""
    if report.site.site_id is None:
        return None
    digits = report.site.site_id.value[:6]
    for code in (
        digits,
        digits[:4] if digits.endswith("00") else "",
        digits[:2] if digits.endswith("0000") else "",
    ):
        if code and code in gazetteer:
            return code
    return None


# Bookkeeping -----------------------------------------------------------------------------------
def _spans(page: Page, layout: Layout, outline: Outline) -> list[Span]:
    """Return, in order, which part every character that is no blank belongs to."""
    spans = []
    for index in [*layout.title, *([layout.subtitle] if layout.subtitle is not None else [])]:
        spans.append(_line_span(page, index, Where.TITLE))
    spans += [_line_span(page, index, Where.HEADER) for index in layout.header]
    spans += [_line_span(page, index, Where.FOOTER) for index in layout.footer]
    spans += [
        _line_span(page, index, "furniture", kind) for index, kind in layout.furniture.items()
    ]
    spans += [Span(start, end, Where.LEAD) for start, end in outline.lead]
    for row in outline.rows:
        if row.number:
            spans.append(Span(*row.number, Where.OUTLINE, "number"))
        if row.heading:
            spans.append(Span(*row.heading, Where.OUTLINE, "heading"))
        spans += [Span(start, end, Where.OUTLINE) for start, end in row.paragraphs]
    spans += [Span(start, end, Where.CLOSING) for start, end in outline.closing]
    return sorted(spans, key=lambda span: span.start)


def _line_span(page: Page, index: int, part: str, kind: str = "") -> Span:
    line = page.lines[index]
    return Span(line.start, line.end, part, kind)
