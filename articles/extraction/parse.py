"""A page to a `ParsedReport`: runs the stages in order."""

import datetime
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from articles.extraction.figures.figures import find_figures
from articles.extraction.figures.table_figures import bare_numbers, find_table_figures
from articles.extraction.honors.reader import find_honors
from articles.extraction.language.address_days import day_in_address
from articles.extraction.language.fingerprint import fingerprint
from articles.extraction.layout.head.bylines import find_author
from articles.extraction.layout.head.index_block import read_index_block
from articles.extraction.layout.head.metadata import read_crumbs, read_header, read_title
from articles.extraction.layout.head.source_site import find_address, find_site
from articles.extraction.layout.layout import Layout, lay_out
from articles.extraction.layout.lines import Page
from articles.extraction.outline.outline import Outline, build_outline
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.places.places import find_places
from unityreports.site.scripts import MONGOLIAN, script_of

from . import checks
from .body_pictures import find_files, find_pictures
from .body_tables import find_tables, grids_of
from .documents import find_documents
from .offsets import PageOffset, PageStretch
from .parts import Segment, Segments
from .readers import read_page
from .report import (
    FURNITURE,
    OF_ADDRESS,
    TITLE_AND_BODY,
    Fact,
    Honor,
    HonorKind,
    HonorStatus,
    Paragraph,
    ParsedReport,
    PlaceMention,
    Published,
    Row,
    Site,
    Span,
    Where,
)
from .themes import DEFAULT_TAGS, DEFAULT_THEMES, in_use, suggest_tags, suggest_themes

_CHINA = ZoneInfo("Asia/Shanghai")
_CHUNK = 2000  # facts are read in stretches of at most this many characters
# 模范个人11名 counts titles, described or held; 教育基地4处 that are built are places.
_OF_PERSONS = {HonorKind.INDIVIDUAL, HonorKind.COLLECTIVE}
# A section under such a heading says what is to be done.
_PLANS = re.compile(
    r"(?:工作)?(?:思路|打算|计划|安排|设想)[。:]?$|^\W{0,3}(?:[一二三四五六七八九十\d()]{1,4}[、.)]?)?\s*"
    r"(?:下一?步|下一阶段|今后)"
)


def parse_page(
    data: bytes | str | Page,
    *,
    gazetteer: Gazetteer,
    filename: str = "",
    media: str | None = None,
    address: str = "",
    themes: Mapping[str, Sequence[str]] = DEFAULT_THEMES,
    tags: Mapping[str, Sequence[str]] = DEFAULT_TAGS,
    taken_back: Iterable[tuple[int, int]] = (),
    left_out: Iterable[tuple[int, int]] = (),
    today: datetime.date | None = None,
) -> ParsedReport:
    """Parse a page (a file's bytes, pasted text, or a `Page` already read) into a `ParsedReport`.

    `media` ("text", "html", "docx") overrides what the content looks like. `address` is where the
    page stood, which may tell its day where the page does not, as its file's name may. `themes`
    and `tags` are vocabularies of keywords. `taken_back` and `left_out` are (start, end) stretches
    of the raw text that an editor declared body, or furniture, after a first parse. `today` dates
    the check for dates in the future.

    Raises `PageRefused`, with a code and a message in Chinese, and nothing else.
    """
    page = data if isinstance(data, Page) else read_page(data, media)
    layout = lay_out(page, gazetteer, _stretches(taken_back), _stretches(left_out))
    title, subtitle = read_title(page, layout)
    breadcrumb, column = read_crumbs(page, layout, title)
    header = read_header(page, layout, breadcrumb)
    header.published = header.published or _of_address(address or filename)
    outside = [index for index in range(len(page.lines)) if index not in set(layout.body)]
    site = find_site(page, outside)
    outline = build_outline(page, layout, gazetteer)
    segments = _segments(page, layout, outline)
    body = _read_outline(segments, outline, themes)
    labelled = header.author, header.signed
    written = find_author(page, layout, body.paragraphs(), (title, subtitle), labelled)
    author = written or header.tagged_author
    year = header.published.date.year if header.published else None
    site_code = _site_code(site, gazetteer) or _address_code(page, outside, gazetteer)
    places = find_places(segments, gazetteer, site_code)
    told = find_honors(grids_of(page), segments, gazetteer, places.region, year, checks.MOST_ROWS)
    checks.refuse_endless(told.honors)
    tabled = find_table_figures(page, segments, told.stretches)
    described = _counts_of_places(told.honors)
    counted = [
        *_outside(told.stretches, described),
        *_place_stretches(places.mentions),
        *bare_numbers(page),
    ]
    counted += map(_stretch, tabled)
    figures, notes = find_figures(segments, year, counted)
    figures = sorted([*figures, *tabled], key=lambda figure: figure.offset)
    texts = [segments.text(item) for item in segments.of(*TITLE_AND_BODY)]
    report = ParsedReport(
        raw_text=page.text,
        sha256=hashlib.sha256(page.text.encode("utf-8", "surrogatepass")).hexdigest(),
        media=page.media,
        encoding=page.encoding,
        filename=filename,
        fingerprint=fingerprint("".join(texts[1:]) or "".join(texts), folded=True),
        language=MONGOLIAN if script_of("".join(texts)) == MONGOLIAN else None,
        title=title,
        subtitle=subtitle,
        source=header.source,
        author=author,
        published=header.published,
        views=header.views,
        breadcrumb=breadcrumb,
        channel=header.channel if column is None else column,
        site=site,
        disclosure=read_index_block(page, layout),
        region=places.region,
        lead=body.lead,
        outline=body.rows,
        closing=body.closing,
        tables=find_tables(page, body.paragraphs()),
        pictures=find_pictures(page, body.lead, body.rows, body.closing),
        attachments=find_files(page, body.lead, body.rows, body.closing),
        honors=told.honors,
        figures=figures,
        documents=find_documents(segments, _stretch(header.source) if header.source else None),
        places=places.mentions,
        tags=suggest_tags(texts, tags),
        spans=_spans(page, layout, outline),
    )
    checks.refuse_endless(
        report.outline, report.honors, report.figures, report.documents, report.places
    )
    today = today or datetime.datetime.now(_CHINA).date()
    report.problems = [
        *checks.file_problems(page),
        *checks.pictures_passed_over(page, report),
        *checks.pictures_out_of_reach(report),
        *checks.files_out_of_reach(report),
        *checks.layout_problems(page, layout),
        *checks.unsure_honors(page, told.unsure),
        *checks.open_honors(page, told.open),
        *checks.unborne_honors(page, told.unborne),
        *checks.report_problems(page, report, notes, places, today),
    ]
    return report


def _of_address(address: str) -> Published | None:
    """Return the day that a page's address states; no phrase of the page says it."""
    told = day_in_address(address)
    if told is None:
        return None
    return Published(
        date=told[2], label=OF_ADDRESS, quote="", offset=PageOffset(0), where=Where.HEADER
    )


def _stretches(spans: Iterable[tuple[int, int]]) -> list[PageStretch]:
    return [(PageOffset(start), PageOffset(end)) for start, end in spans]


def _stretch(fact: Fact) -> PageStretch:
    return fact.offset, PageOffset(fact.offset + len(fact.quote))


def _counts_of_places(honors: list[Honor]) -> list[PageStretch]:
    """Return where places are counted that were built and bear no title.

    What 分别 shares out among levels is told of titles: 国家、省两级示范单位分别为2个、9个.
    """
    built = [
        _stretch(item)
        for item in honors
        if item.status == HonorStatus.DESCRIBED and item.count and item.kind not in _OF_PERSONS
    ]
    return [stretch for stretch, times in Counter(built).items() if times == 1]


def _outside(stretches: list[PageStretch], holes: list[PageStretch]) -> list[PageStretch]:
    """Return stretches without those that a hole touches: 建立教育实践基地33个 counts places."""
    open_at = {at for begin, stop in holes for at in range(begin, stop)}
    return [(start, end) for start, end in stretches if open_at.isdisjoint(range(start, end))]


# Body ------------------------------------------------------------------------------------------
def _segments(page: Page, layout: Layout, outline: Outline) -> Segments:
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
    plans = 0  # the level of the section that says what is to be done
    for number, row in enumerate(outline.rows, start=1):
        if not plans or row.level <= plans:
            text = page.folded[slice(*row.heading)] if row.heading else ""
            plans = row.level if _PLANS.search(text) else 0
        if row.heading:
            segments.append(Segment(*row.heading, Where.OUTLINE, number, heading=True))
        for start, end in row.paragraphs:
            segments += _chunks(page, start, end, Where.OUTLINE, number, bool(plans))
    for start, end in outline.closing:
        segments += _chunks(page, start, end, Where.CLOSING, None)
    return Segments(page.text, page.folded, segments)


def _chunks(
    page: Page,
    start: PageOffset,
    end: PageOffset,
    where: str,
    row: int | None,
    plans: bool = False,
) -> list[Segment]:
    """Cut very long paragraphs at sentence ends, so that reading them stays linear."""
    segments = []
    while end - start > _CHUNK:
        cut = PageOffset(page.folded.rfind("。", start, start + _CHUNK) + 1 or start + _CHUNK)
        segments.append(Segment(start, cut, where, row, plans=plans))
        start = cut
    segments.append(Segment(start, end, where, row, plans=plans))
    return segments


@dataclass(frozen=True, slots=True)
class _Body:
    lead: list[Paragraph]
    rows: list[Row]
    closing: list[Paragraph]

    def paragraphs(self) -> list[Paragraph]:
        """Return all paragraphs, in order."""
        return [*self.lead, *(item for row in self.rows for item in row.paragraphs), *self.closing]


def _read_outline(
    segments: Segments, outline: Outline, themes: Mapping[str, Sequence[str]]
) -> _Body:
    def paragraph(stretch: PageStretch, where: Where, row: int | None = None) -> Paragraph:
        start, end = stretch
        return Paragraph(quote=segments.raw[start:end], offset=start, where=where, row=row)

    def fact(stretch: PageStretch | None, row: int) -> Fact | None:
        if stretch is None:
            return None
        start, end = stretch
        quote = segments.raw[start:end]
        return Fact(quote=quote, offset=start, where=Where.OUTLINE, row=row)

    present = in_use(segments.folded, themes)
    rows = [
        Row(
            level=item.level,
            heading=fact(item.heading, number),
            number=fact(item.number, number),
            paragraphs=[paragraph(stretch, Where.OUTLINE, number) for stretch in item.paragraphs],
            themes=suggest_themes(
                segments.folded[slice(*item.heading)] if item.heading else "",
                "\n".join(segments.folded[start:end] for start, end in item.paragraphs),
                present,
            ),
        )
        for number, item in enumerate(outline.rows, start=1)
    ]
    return _Body(
        [paragraph(stretch, Where.LEAD) for stretch in outline.lead],
        rows,
        [paragraph(stretch, Where.CLOSING) for stretch in outline.closing],
    )


def _place_stretches(places: list[PlaceMention]) -> list[PageStretch]:
    """Return where places are named: the numbers in 六户镇 or 三家子村 count nothing."""
    return [_stretch(fact) for place in places for fact in [place, *place.others]]


def _site_code(site: Site, gazetteer: Gazetteer) -> str | None:
    """Return the place whose statutory code opens the site's code."""
    if site.site_id is None:
        return None
    digits = site.site_id.value[:6]
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
    spans += [_line_span(page, index, FURNITURE, kind) for index, kind in layout.furniture.items()]
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


def _address_code(page: Page, lines: list[int], gazetteer: Gazetteer) -> str | None:
    """Return the league or county in which the address at the foot of the site lies."""
    codes = [
        code
        for match in gazetteer.find(find_address(page, lines) or "")
        for code in match.codes
        if len(match.codes) == 1 and len(code) <= 6
    ]
    return max(codes, key=len, default=None)
