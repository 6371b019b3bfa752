"""The two seed pages come out exactly as a careful reader wrote them down."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from articles.extraction.parse import parse_page

DATA = Path(__file__).parents[1] / "data"
KINDS = {
    "newspaper": "newspaper",
    "song/flash-mob video": "work",
    "plan": "plan",
    "regulation": "regulation",
    "law": "law",
    "implementation plan": "implementation_plan",
    "task table": "task_table",
}


@pytest.fixture(scope="module", params=["xingan-2020", "kulun-2021"])
def seed(request, gazetteer):
    raw = (DATA / "seeds" / f"{request.param}.txt").read_bytes()
    expected = json.loads((DATA / "expected" / f"{request.param}.json").read_text("utf-8"))
    return parse_page(raw, gazetteer=gazetteer, filename=f"{request.param}.txt"), expected


def test_the_metadata_is_read_exactly(seed):
    report, expected = seed
    meta = expected["meta"]
    assert report.title.value == meta["title"]
    assert [item.value for item in report.breadcrumb] == meta["breadcrumb"]
    assert (report.source and report.source.value) == meta["source"]
    assert (report.author and report.author.value) == meta["author"]
    assert report.published.date.isoformat() == meta["published"]
    assert report.published.quote == meta["published_phrase"]
    assert (report.views and report.views.value) == meta["view_count"]
    assert report.region == meta["primary_region"]
    if "channel" in meta:
        assert report.channel == meta["channel"]
    if "site_id" in meta:
        assert report.site.host_unit.value == meta["host_unit"]
        assert report.site.site_id.value == meta["site_id"]
        assert report.site.icp.value == meta["icp"]


def test_the_outline_has_exactly_the_sections_and_sub_measures(seed):
    report, expected = seed
    rows = []
    for section in expected["sections"]:
        if section["heading"]:
            rows.append((1, section["heading"]))
            rows += [(2, sub) for sub in section["subs"]]
    assert [(row.level, row.heading.quote) for row in report.outline] == rows
    starts = [section["start"] for section in expected["sections"] if "start" in section]
    assert len(report.closing) == len(starts)
    for item, start in zip(report.closing, starts, strict=True):
        assert item.quote.startswith(start)


def test_nothing_of_sidebar_or_footer_is_in_the_body(seed):
    report, expected = seed
    body = [*report.lead, *(item for row in report.outline for item in row.paragraphs)]
    text = "\n".join(item.quote for item in [*body, *report.closing])
    for item in expected.get("sidebar", []):
        assert item["title"] not in text
        assert item["teaser"].strip() not in text
    for word in ("设为首页", "Copyright", "网站标识码", "浏览次数", "分享到"):
        assert word not in text


def test_the_honors_are_exactly_those_of_the_reader(seed):
    report, expected = seed
    found = [
        (
            honor.name, honor.level, honor.kind, honor.status, honor.count, honor.year,
            honor.recipients, honor.conferred_by, honor.count_derived,
        )
        for honor in report.honors
    ]  # fmt: skip
    wanted = [
        (
            item["name"], item["level"], item["kind"], item["status"], item["count"], item["year"],
            item.get("recipients", []), item.get("conferred_by"),
            item.get("count_derived_from_names", False),
        )
        for item in expected["honors"]
    ]  # fmt: skip
    assert sorted(found, key=str) == sorted(wanted, key=str)
    for item in expected["honors"]:
        start, end = item["offset"], item["offset"] + len(item["phrase"])
        assert any(
            honor.name == item["name"]
            and honor.offset < end
            and start < honor.offset + len(honor.quote)
            for honor in report.honors
        )


def test_the_figures_match_at_least_95_in_100(seed):
    report, expected = seed
    left = list(report.figures)
    missed, optional = [], 0
    for item in sorted(expected["figures"], key=lambda item: item["optional"]):
        start, end = item["offset"], item["offset"] + len(item["phrase"])
        match = next(
            (
                figure
                for figure in left
                if figure.value == Decimal(item["value"])
                and figure.unit == item["unit"]
                and figure.offset < end
                and start < figure.offset + len(figure.quote)
            ),
            None,
        )
        if match is not None:
            left.remove(match)
            optional += item["optional"]
            if not item["optional"]:
                growth = item["growth_percent"]
                assert match.growth == (Decimal(growth) if growth else None)
                assert match.approximate == item["approximate"]
                assert match.year == item["year"], item
        elif not item["optional"]:
            missed.append(item)
    required = sum(not item["optional"] for item in expected["figures"])
    right = len(report.figures) - optional - len(left)
    assert right / required >= 0.95, missed
    assert right / (right + len(left)) >= 0.95, left


def test_the_documents_are_exactly_those_of_the_reader(seed):
    report, expected = seed
    found = {(f"《{item.title}》", str(item.kind)) for item in report.documents}
    assert found == {(item["t"], KINDS[item["kind"]]) for item in expected["documents"]}


def test_the_places_are_exactly_those_of_the_reader(seed):
    report, expected = seed
    found = {(item.code, item.name, item.official_name, item.quote) for item in report.places}
    assert found == {
        (item["code"], item["name"], item["official_name"], item["phrase"])
        for item in expected["places"]
    }
    by_code = {item.code: item for item in report.places}
    for item in expected["places"]:
        shorts = {other.quote for other in by_code[item["code"]].others}
        assert set(item.get("aliases", [])) <= shorts
