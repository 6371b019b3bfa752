"""A day is a day in Asia/Shanghai: on no surface is a moment cut to the day that it is in UTC."""

import ast
import json
import re

import pytest
from django.conf import settings
from django.utils import timezone

from tests import editors, factories
from tests.factories import china
from tests.words_of_pages import one_line

OWN = ("articles", "regions", "unityreports", "tools")
LOCAL = {"localtime", "local"}  # what gives a moment in local time
NAIVE_CLOCKS = {"today", "utcnow", "utcfromtimestamp"}
MOMENTS = re.compile(r"(?:_at|moment|newest|now)$")
PARTS = {"year", "month", "day", "hour", "weekday", "strftime", "isoformat"}
# Parts of the position in a list, which programs hand back as they got it.
OPAQUE = {"articles/api/page_cursors.py"}


def sources():
    for folder in OWN:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(settings.BASE_DIR)), ast.parse(path.read_text())


def called(node) -> str:
    """Return the name of the function that an expression calls, or nothing."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def name_of(node) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def is_dangerous(node) -> bool:
    """Return whether an expression takes a day, or the time, in a zone that nobody chose."""
    formatted = isinstance(node, ast.FormattedValue) and node.format_spec
    if formatted or (isinstance(node, ast.Attribute) and node.attr in PARTS):
        return bool(MOMENTS.search(name_of(node.value)))
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    method, of = node.func.attr, node.func.value
    if method in {"date", "time"} and not node.args:
        zoned = called(of) == "now" and of.args
        local_names = {"datetime", "time", "local"}
        return not (called(of) in LOCAL or zoned) and name_of(of) not in local_names
    if method in NAIVE_CLOCKS:
        return True
    if method in {"now", "fromtimestamp"} and name_of(of) == "datetime":
        return len(node.args) + len(node.keywords) < (1 if method == "now" else 2)
    return False


def test_no_code_takes_the_day_of_a_moment_without_local_time():
    found = [
        f"{path}:{node.lineno}"
        for path, tree in sources()
        if path not in OPAQUE
        for node in ast.walk(tree)
        if is_dangerous(node)
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "channel.newest.date()",
        "date.today()",
        "datetime.datetime.now()",
        "datetime.utcnow()",
        "datetime.fromtimestamp(x)",
        "article.published_at.year",
        "article.published_at.isoformat()",
        "f'{article.created_at:%Y-%m-%d}'",
        "moment.time()",
    ],
)
def test_the_guard_knows_the_dangerous_forms(code):
    assert any(is_dangerous(node) for node in ast.walk(ast.parse(code)))


@pytest.fixture(params=[(0, 30), (23, 30)], ids=["just after midnight", "just before"])
def report(request, db):
    """A report of 2021-11-05 at an hour that is another day in UTC, or nearly."""
    return factories.published(
        "跨日的报告",
        published_at=china(2021, 11, 5, *request.param),
        measures=[{"body": "<p>入脑入心。</p>"}],
        honors=[{}],
        figures=[{}],
    )


def clock(report) -> str:
    return f"{timezone.localtime(report.published_at):%H:%M}"


@pytest.mark.parametrize(
    "path", ["/", "/articles/", "/measures/", "/search/?q=跨日", "/regions/15/"]
)
def test_lists_for_readers_show_the_day_it_is_in_beijing(client, report, path):
    page = client.get(path).content.decode()
    assert "2021年11月5日" in page or 'datetime="2021-11-05' in page
    assert "11月4日" not in page
    assert "2021-11-04" not in page


def test_a_report_its_meta_tags_and_structured_data_say_the_day_it_is_in_beijing(client, report):
    page = one_line(client.get(report.get_absolute_url()))
    assert f"2021年11月5日 {clock(report)}" in page
    assert f'name="PubDate" content="2021-11-05 {clock(report)}"' in page
    assert f'"2021-11-05T{clock(report)}:00+08:00"' in page
    assert "2021-11-04" not in page
    things = json.loads(re.search(r'ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)[1])["@graph"]
    (article,) = [each for each in things if each["@type"] == "Article"]
    assert article["datePublished"] == f"2021-11-05T{clock(report)}:00+08:00"


def test_structured_data_of_a_report_without_a_time_say_its_day_alone(client, db):
    report = factories.published(published_at=china(2021, 11, 5))
    assert '"datePublished": "2021-11-05"' in client.get(report.get_absolute_url()).content.decode()


@pytest.mark.parametrize("path", ["/feeds/all.atom", "/feeds/all.rss"])
def test_feeds_say_the_day_it_is_in_beijing(client, report, path):
    text = client.get(path).content.decode()
    assert "2021-11-05T" in text or "05 Nov 2021" in text
    assert "2021-11-04T" not in text
    assert "04 Nov 2021" not in text


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_files_say_the_day_it_is_in_beijing(client, admin_client, report, kind):
    public = client.get(f"/data/honors.{kind}").getvalue().decode()
    staff = admin_client.get(f"/admin/export/articles/?format={kind}").getvalue().decode()
    for text in (public, staff):
        assert "2021-11-05" in text
        assert "2021-11-04" not in text


def test_the_api_says_the_day_it_is_in_beijing(client, report):
    (item,) = client.get("/api/v1/articles").json()["items"]
    assert item["date"] == "2021-11-05"
    assert client.get("/api/v1/articles?since=2021-11-05&until=2021-11-05").json()["items"]
    assert not client.get("/api/v1/articles?until=2021-11-04").json()["items"]


def test_years_are_counted_and_filtered_in_beijing(client, db):
    factories.published("新年第一刻", published_at=china(2022, 1, 1, 0, 30), measures=[{}])
    factories.published("旧年末刻", published_at=china(2021, 12, 31, 23, 30), measures=[{}])
    page = client.get("/articles/?year=2022").content.decode()
    assert "新年第一刻" in page
    assert "旧年末刻" not in page
    for dataset, title in (("articles", "title"), ("measures", "report_title")):
        found = client.get(f"/api/v1/{dataset}?year=2022").json()["items"]
        assert [each[title] for each in found] == ["新年第一刻"]


def test_the_desk_shows_the_day_it_is_in_beijing(admin_client, report):
    for address in ("/admin/articles/", "/admin/channels/"):
        page = admin_client.get(address).content.decode()
        assert "2021年11月5日" in page
        assert "2021年11月4日" not in page
    shown = admin_client.get(editors.url("edit", report.pk)).content.decode()
    assert f"2021-11-05 {clock(report)}" in shown
    assert "2021-11-04" not in shown


def test_the_filters_of_the_desk_take_days_in_beijing(admin_client, report):
    day = "published_at_from=2021-11-05&published_at_to=2021-11-05"
    assert "跨日的报告" in admin_client.get(f"/admin/articles/?{day}").content.decode()
    before = admin_client.get("/admin/articles/?published_at_to=2021-11-04").content.decode()
    assert "跨日的报告" not in before
    dialog = admin_client.get(f"/admin/export/articles/?{day}").content.decode()
    days = re.findall(r"(起始日期|截止日期)\D*([\d-]{10})", dialog)
    assert days == [("起始日期", "2021-11-05"), ("截止日期", "2021-11-05")]


def test_places_that_change_are_remembered_by_the_year_it_is_in_beijing(db, monkeypatch):
    place = factories.region("152201")
    monkeypatch.setattr(timezone, "now", lambda: china(2022, 1, 1, 0, 30))
    place.name = "乌兰市"
    place.save()
    assert place.former.get().valid_until == 2022
