"""Exports from the desk: what you see is what you get, for whom it is allowed."""

import csv
import datetime
import io
import re

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.desk.article_views import status
from articles.models import Article
from tests import factories
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db


def export_of(client, dataset="articles", **parameters):
    return client.get(f"/admin/export/{dataset}/", parameters)


def rows_of(response):
    assert response.status_code == 200, response.content.decode()
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


def titles_of(client, **parameters):
    response = export_of(client, format="csv", columns="title", **parameters)
    return [title for (title,) in rows_of(response)]


@pytest.fixture
def exporter(client, django_user_model):
    """Return a client logged in as a member of 导出 who is nothing more."""
    user = django_user_model.objects.create_user("exporter")
    user.groups.add(Group.objects.get(name="导出"))
    client.force_login(user)
    return client


@pytest.fixture
def reports():
    """Make three public reports and a draft, in two places."""
    for title, code, year in (("乙", "1522", 2020), ("甲", "152201", 2021), ("丙", "1505", 2022)):
        dated = factories.china(year, 7, 7)
        factories.published(title, region=factories.region(code), published_at=dated)
    factories.draft("草稿", region=factories.region("1505"))


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"ordering": "title"},
        {"ordering": "-region__code"},
        {"region": "1522"},
        {"region": "兴安盟", "ordering": "published_at"},
        {"status": "draft"},
        {"published_at_from": "2021-01-01", "published_at_to": "2022-12-31"},
        {"q": "甲"},
        {"p": "7"},
    ],
)
def test_the_export_holds_the_rows_of_the_list_in_its_order(admin_client, reports, parameters):
    listed = admin_client.get("/admin/articles/", parameters).context["object_list"]
    assert titles_of(admin_client, **parameters) == [article.title for article in listed]


def test_rows_that_are_alike_in_what_is_ordered_by_stand_in_one_order(admin_client):
    place = factories.region("1505")
    drafts = [factories.draft(f"草稿{number}", region=place) for number in range(4)]
    newest_first = [draft.title for draft in reversed(drafts)]
    for ordering in ("region__code", "-region__code"):
        listed = admin_client.get("/admin/articles/", {"ordering": ordering}).context["object_list"]
        assert [article.title for article in listed] == newest_first
        assert titles_of(admin_client, ordering=ordering) == newest_first


def test_the_chosen_columns_come_in_the_chosen_order(exporter, reports):
    response = export_of(exporter, format="csv", columns=["region_code", "title"], q="甲")
    assert rows_of(response) == [["152201", "甲"]]


def chosen_columns(response):
    """Return the ticked columns of the dialog, in its order."""
    return re.findall(r'name="columns" value="(\w+)" checked', one_line(response))


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ("up:date", ["title", "date", "source"]),
        ("down:title", ["source", "title", "date"]),
        ("up:title", ["title", "source", "date"]),
        ("down:date", ["title", "source", "date"]),
        ("", ["title", "source", "date"]),
    ],
)
def test_a_column_is_moved_among_the_chosen_ones_before_anything_is_exported(
    exporter, reports, move, order
):
    asked = {"columns": ["title", "source", "date"], "format": "xlsx", "region": "1522"}
    dialog = export_of(exporter, move=move, **asked)
    assert chosen_columns(dialog) == order
    page = one_line(dialog)
    assert 'value="xlsx" required checked' in page
    assert 'name="region" value="1522"' in page


def test_a_column_ticked_further_down_is_taken_in_at_the_end(exporter, reports):
    dialog = export_of(exporter, move="", columns=["title", "date", "uid"])
    assert chosen_columns(dialog) == ["title", "date", "uid"]


@pytest.mark.parametrize("move", ["sideways:title", "up:password", "up:uid", "up", "\0"])
def test_a_move_that_makes_no_sense_is_refused(exporter, reports, move):
    response = export_of(exporter, move=move, columns=["title", "date"])
    assert response.status_code == 400
    assert "不能把列这样移动" in response.content.decode()


def test_the_list_leads_to_its_export_with_its_filters(exporter, reports):
    page = exporter.get("/admin/articles/?region=1522&ordering=title&p=1").content.decode()
    assert "/admin/export/articles/?region=1522&amp;ordering=title" in page


def test_the_dialog_says_what_will_be_exported(exporter, reports):
    page = export_of(exporter, region="1522", ordering="-title").content.decode()
    assert "<strong>2</strong> 行" in page
    assert "标题降序" in page
    assert 'name="region" value="1522"' in page


@pytest.mark.parametrize("dataset", ["measures", "honors", "figures"])
def test_parts_of_reports_can_be_exported(exporter, dataset):
    factories.published(measures=[{}], honors=[{}], figures=[{}])
    quoted = "heading" if dataset == "measures" else "quote"
    response = export_of(exporter, dataset, format="csv", columns=[quoted, "report_title"])
    assert len(rows_of(response)) == 1


def test_places_can_be_exported(admin_client):
    factories.region("152201")
    response = export_of(admin_client, "regions", format="csv", columns="code", q="152201")
    assert rows_of(response) == [["152201"]]


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"colour": "red"}, "colour"),
        ({"unit": "万元"}, "unit"),
        ({"ordering": "author"}, "author"),
        ({"region": "没有这个地方"}, "没有找到这个地区"),
        ({"status": "secret"}, "状态"),
        ({"published_at_from": "昨天"}, "起始日期"),
        ({"since": "昨天"}, "起始日期"),
        ({"columns": "password"}, "password"),
        ({"format": "pdf"}, "pdf"),
        ({"q": "\0"}, "空字符"),
    ],
)
def test_what_the_export_does_not_understand_is_refused(exporter, reports, parameters, named):
    response = export_of(exporter, **{"format": "csv", **parameters})
    assert response.status_code == 400
    assert named in response.content.decode()


def test_without_the_permission_there_is_no_export(client, django_user_model, reports):
    user = django_user_model.objects.create_user("editor")
    user.groups.add(Group.objects.get(name="填报"))
    client.force_login(user)
    response = export_of(client, format="csv")
    assert response.url == "/admin/"
    assert "没有权限访问" in client.get(response.url).content.decode()
    assert "/admin/export/" not in client.get("/admin/articles/").content.decode()


def test_strangers_are_sent_to_log_in(client):
    assert "/admin/login/" in export_of(client, format="csv").url


def test_the_state_is_that_of_the_list(admin_client):
    factories.published("已发布")
    factories.draft("草稿")
    changed = factories.published("有新草稿")
    changed.title = "有新草稿了"
    changed.save_revision(clean=False)
    later = factories.draft("定时")
    later.go_live_at = timezone.now() + datetime.timedelta(days=1)
    later.save_revision(clean=False).publish()
    Article.objects.filter(pk=factories.draft("过期").pk).update(expired=True)
    listed = admin_client.get("/admin/articles/").context["object_list"]
    exported = rows_of(export_of(admin_client, format="csv", columns=["title", "state"]))
    assert exported == [[article.title, status(article)] for article in listed]
    assert len({state for _, state in exported}) == 5


def test_a_workbook_of_the_list_is_named_in_chinese(exporter, reports):
    response = export_of(exporter, format="xlsx", columns="title")
    assert response.headers["Content-Disposition"].startswith(
        'attachment; filename="articles.xlsx"'
    )
    assert "filename*=UTF-8''%E6%8A%A5%E5%91%8A-" in response.headers["Content-Disposition"]
    assert b"".join(response.streaming_content).startswith(b"PK")
