"""Whatever comes in: a report or a refusal, never another error, and never a lost character."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.extraction import PageRefused
from articles.extraction.language.fingerprint import distance, fingerprint, nearly_same
from articles.extraction.language.normalise import fold
from articles.extraction.layout.lines import BLANK
from articles.extraction.parse import parse_page

CORPUS = Path(__file__).with_name("corpus")
PAGES = sorted(path for path in CORPUS.iterdir() if path.suffix in (".txt", ".html", ".docx"))
# Pieces that pages are made of, so that random pages reach every rule.
PIECES = st.sampled_from(
    (CORPUS.with_name("page_pieces.txt")).read_text("utf-8").replace("\\n", "\n").split("|")
)
PAGE = st.lists(PIECES | st.text(max_size=12), max_size=60).map("".join)
SETTINGS = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def check(report) -> None:
    """Assert what holds for every report."""
    text = report.raw_text
    position = 0
    for span in report.spans:
        assert span.start >= position, "two parts overlap"
        assert not text[position : span.start].strip(BLANK), "a character belongs to no part"
        assert span.end > span.start
        position = span.end
    assert not text[position:].strip(BLANK)
    for fact in facts(report):
        assert text[fact.offset : fact.offset + len(fact.quote)] == fact.quote
        assert fact.quote
        assert (fact.row is not None) == (fact.where == "outline")
    rows = [item for row in report.outline for item in [row.heading, *row.paragraphs] if item]
    kept = sum(len(item.quote) for item in [*report.lead, *rows, *report.closing])
    body = sum(
        span.end - span.start
        for span in report.spans
        if span.part in ("lead", "outline", "closing") and span.kind != "number"
    )
    assert kept == body
    report.to_dict()


def facts(report):
    for item in (report.title, report.subtitle, report.source, report.author, report.published):
        if item is not None:
            yield item
    if report.views is not None:
        yield report.views
    yield from report.breadcrumb
    yield from filter(None, (report.site.host_unit, report.site.site_id, report.site.icp))
    yield from report.lead
    yield from report.closing
    for row in report.outline:
        yield from filter(None, (row.number, row.heading))
        yield from row.paragraphs
    yield from report.honors
    yield from report.figures
    for item in [*report.documents, *report.places]:
        yield item
        yield from item.others


def parse_or_refuse(data, gazetteer, **options):
    try:
        report = parse_page(data, gazetteer=gazetteer, **options)
    except PageRefused:
        return None
    check(report)
    return report


@SETTINGS
@given(text=st.text())
def test_any_text_is_parsed_or_refused(text, gazetteer):
    parse_or_refuse(text, gazetteer)


@SETTINGS
@given(data=st.binary() | st.binary().map(lambda data: b"PK\x03\x04" + data))
def test_any_bytes_are_parsed_or_refused(data, gazetteer):
    parse_or_refuse(data, gazetteer)


@SETTINGS
@given(page=PAGE)
def test_any_mixture_of_page_pieces_is_parsed_or_refused(page, gazetteer):
    parse_or_refuse(page, gazetteer)
    parse_or_refuse(page, gazetteer, media="html")


@SETTINGS
@given(data=st.data())
def test_any_damaged_page_is_parsed_or_refused(data, gazetteer):
    path = data.draw(st.sampled_from(PAGES))
    octets = path.read_bytes()
    start = data.draw(st.integers(0, len(octets)))
    end = data.draw(st.integers(start, len(octets)))
    parse_or_refuse(octets[:start] + octets[end:], gazetteer)
    shuffled = octets[end:] + octets[start:end] + octets[:start]
    parse_or_refuse(shuffled, gazetteer)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_sample_page_keeps_every_character_and_quote(path, gazetteer):
    assert parse_or_refuse(path.read_bytes(), gazetteer) is not None


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_parsing_twice_gives_the_same(path, gazetteer):
    first = parse_page(path.read_bytes(), gazetteer=gazetteer)
    assert parse_page(path.read_bytes(), gazetteer=gazetteer).to_dict() == first.to_dict()


def test_furniture_can_be_taken_back_and_body_left_out(gazetteer):
    path = CORPUS / "18-title-repeated-differs.txt"
    report = parse_page(path.read_bytes(), gazetteer=gazetteer)
    dropped = next(span for span in report.furniture if "西乌珠穆沁旗" in cut(report, span))
    again = parse_page(
        path.read_bytes(), gazetteer=gazetteer, taken_back=[(dropped.start, dropped.end)]
    )
    check(again)
    assert "西乌珠穆沁旗" in body(again)
    first = report.lead[0]
    without = parse_page(
        path.read_bytes(), gazetteer=gazetteer, left_out=[(first.offset, first.offset + 5)]
    )
    check(without)
    assert first.quote not in body(without)


def cut(report, span) -> str:
    return report.raw_text[span.start : span.end]


def body(report) -> str:
    return "\n".join(
        cut(report, span) for span in report.spans if span.part in ("lead", "outline", "closing")
    )


@pytest.mark.parametrize(
    "unit",
    [
        "库伦旗坚持民族团结进步,投入资金5.59万元,增长7%。",
        "分别1",
        "2020年",
        "三合村",
        "《",
        "“",
        "(",
        "被国务院命名为全国民族团结进步示范单位6个、",
        "一是",
        "字体大",
        "自治区级6个、",
        "团结",
        "<div>",
        "<p>库伦旗",
        "来源:",
        "1,",
        " 。",
        "共创建6个国家级、",
    ],
)
def test_megabytes_of_anything_go_through(unit, gazetteer, whole):
    """What is quadratic anywhere would not come back from two megabytes within the hour."""
    size = (2_000_000 if whole else 200_000) // len(unit.encode())
    parse_or_refuse((unit * size).encode(), gazetteer)


@given(text=st.text())
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


def test_nearly_the_same_text_has_nearly_the_same_fingerprint():
    one = (CORPUS / "01-numbered-signed.txt").read_text("utf-8")
    other = (CORPUS / "14-two-phrase-headings.txt").read_text("utf-8")
    edited = one.replace("2860万元", "2861万元").replace("，", ",").replace("\n", "\n\n")
    assert nearly_same(fingerprint(one), fingerprint(edited))
    assert not nearly_same(fingerprint(one), fingerprint(other))
    assert distance(fingerprint(one), fingerprint(one)) == 0
    assert fingerprint("") == 0
