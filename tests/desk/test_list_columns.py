"""Each person chooses the columns of the desk's lists, and finds them again."""

import pytest
from django.test import Client

from articles.models import ChosenColumns
from tests import editors, factories
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db
CHOICE = "/admin/list-columns/articles/"


def heads(client, path="/admin/articles/", **query):
    return [each.name for each in client.get(path, query).context["view"].columns]


def choose(client, *names, dataset="articles", **more):
    return client.post(
        f"/admin/list-columns/{dataset}/", {"columns": names, **(more or {"keep": "1"})}
    )


def test_the_chosen_columns_stand_in_the_list_in_their_order_also_next_time(editor):
    factories.draft("报告甲", source="兴安日报", tags=["示范区"])
    assert choose(editor, "tags", "source", "region").url == "/admin/articles/"
    assert heads(editor)[-4:] == ["title", "tags", "source", "region"]
    page = one_line(editor.get("/admin/articles/"))
    assert "兴安日报" in page
    assert "示范区" in page
    again = Client()
    again.force_login(editor.get("/admin/").wsgi_request.user)
    assert heads(again)[-4:] == ["title", "tags", "source", "region"]


def test_nobody_else_sees_them_and_the_usual_ones_come_back(editor):
    usual = heads(editor)
    choose(editor, "source")
    other = Client()
    other.force_login(editors.user(editors.REVIEWER))
    assert heads(other) == usual
    choose(editor, usual="1")
    assert heads(editor) == usual
    assert not ChosenColumns.objects.exists()


@pytest.mark.parametrize(
    ("dataset", "names", "shown"),
    [
        ("honors", ["recipients", "report_source"], ["云南省、大理州", "兴安日报"]),
        ("figures", ["quote", "approximate"], ["投入10万元", "是"]),
        ("measures", ["number", "report_date"], ["2020年7月7日"]),
    ],
)
def test_the_lists_of_parts_take_columns_of_their_export(editor, dataset, names, shown):
    factories.draft(
        source="兴安日报",
        honors=[{"recipients": "云南省\n大理州"}],
        figures=[{"approximate": True}],
        measures=[{}],
    )
    choose(editor, *names, dataset=dataset)
    assert heads(editor, f"/admin/{dataset}/")[1:] == names
    page = one_line(editor.get(f"/admin/{dataset}/"))
    assert all(text in page for text in shown)


def test_a_column_is_moved_without_a_script_before_it_is_kept(editor):
    page = one_line(choose(editor, "source", "author", move="up:author"))
    assert page.index('value="author" checked') < page.index('value="source" checked')
    assert not ChosenColumns.objects.exists()


def test_unknown_and_repeated_names_are_passed_over(editor):
    choose(editor, "source", "no_such", "source", "lead", "address")
    assert heads(editor)[-2:] == ["title", "source"]
    ChosenColumns.objects.update(names=["gone", "source"])
    assert heads(editor)[-2:] == ["title", "source"]


def test_a_list_is_ordered_and_taken_away_by_a_column_that_is_not_shown(admin_client):
    factories.draft("甲", measures=[{}, {}])
    factories.draft("乙", measures=[{}])
    choose(admin_client, "source")
    listed = admin_client.get("/admin/articles/", {"ordering": "measure_count"})
    assert [each.title for each in listed.context["object_list"]] == ["乙", "甲"]
    query = {"ordering": "measure_count", "format": "csv", "columns": "title"}
    answer = admin_client.get("/admin/export/articles/", query)
    assert b"".join(answer.streaming_content).decode("utf-8-sig").split() == ["标题", "乙", "甲"]


def test_the_way_to_the_choice_and_back_keeps_the_filter(editor):
    page = one_line(editor.get("/admin/articles/", {"status": "draft"}))
    assert f'href="{CHOICE}?status=draft"' in page
    answer = editor.post(f"{CHOICE}?status=draft", {"columns": ["source"], "keep": "1"})
    assert answer.url == "/admin/articles/?status=draft"
