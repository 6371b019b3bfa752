"""Filters of the desk's lists under a name: one's own, and those that are shared."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from articles.models import SavedFilter
from tests import editors, factories
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db
SCREEN = "/admin/list-filters/articles/"


def desk_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def save(client, name, query="status=draft&q=示范", *, dataset="articles", audience=""):
    posted = {"name": name, "audience": audience}
    return client.post(f"/admin/list-filters/{dataset}/?{query}", posted)


def offered(client, path="/admin/articles/", **query):
    return [each.name for each in client.get(path, query).context["view"].offered_filters]


@pytest.fixture
def two_offices():
    """Two people of one office and one of another."""
    own, other = factories.office(), factories.office("突泉县委统战部", "152224")
    first, second = (editors.member(own, editors.EDITOR, name) for name in ("first", "second"))
    stranger = editors.member(other, editors.REVIEWER, "stranger")
    return SimpleNamespace(
        own=own,
        other=other,
        first=desk_of(first),
        second=desk_of(second),
        stranger=desk_of(stranger),
        owner=first,
    )


def test_a_filter_is_kept_with_search_and_order_and_leads_back_to_the_same_list(editor):
    factories.draft("示范甲")
    factories.draft("其他")
    listed = one_line(editor.get("/admin/articles/", {"status": "draft", "q": "示范"}))
    assert 'href="/admin/list-filters/articles/?q=%E7%A4%BA%E8%8C%83&amp;status=draft"' in listed
    back = save(editor, "示范草稿", "q=示范&status=草稿&ordering=title&p=7&no_such=1").url
    assert offered(editor) == ["示范草稿"]
    answer = editor.get(back)
    assert [each.title for each in answer.context["object_list"]] == ["示范甲"]
    assert answer.context["view"].ordering == "title"
    assert [each.applies for each in answer.context["view"].offered_filters] == [True]
    assert "no_such" not in SavedFilter.objects.get().query


def test_it_is_ones_own_unless_it_is_shared(editor):
    save(editor, "我的")
    other = desk_of(editors.user(editors.REVIEWER))
    assert offered(other) == []
    save(editor, "大家的", audience="everyone")
    assert offered(other) == ["大家的"]
    assert "大家的" in one_line(other.get(SCREEN))


def test_the_lists_of_parts_have_filters_of_their_own(editor):
    save(editor, "国家级", "level=national", dataset="honors")
    assert offered(editor, "/admin/honors/") == ["国家级"]
    assert offered(editor) == []


def test_the_same_name_is_kept_once(editor):
    save(editor, "草稿", "status=draft")
    save(editor, "草稿", "status=live")
    assert SavedFilter.objects.get().query == "status=live"


@pytest.mark.parametrize(
    ("name", "query", "told"),
    [
        ("空的", "", "还没有筛选"),
        ("空的", "status=no_such", "还没有筛选"),
        ("", "status=draft", "必需字段"),
        ("长" * 41, "status=draft", "40"),
        ("长的", "q=" + "长" * 200, "太长"),
        ("\0", "status=draft", "空字符"),
    ],
)
def test_what_cannot_be_kept_is_told(editor, name, query, told):
    assert told in one_line(save(editor, name, query))
    assert not SavedFilter.objects.exists()


def test_nobody_keeps_more_than_fifty(editor):
    owner = editor.get("/admin/").wsgi_request.user
    SavedFilter.objects.bulk_create(
        SavedFilter(owner=owner, dataset="articles", name=f"第{n}个", query="q=a")
        for n in range(50)
    )
    assert "最多保存 50 个" in one_line(save(editor, "再一个"))


def test_an_office_shares_within_itself_and_another_is_told_nothing(two_offices):
    save(two_offices.first, "本单位的", audience=str(two_offices.own.pk))
    assert offered(two_offices.second) == ["本单位的"]
    assert offered(two_offices.stranger) == []
    pk = SavedFilter.objects.get().pk
    answer = two_offices.stranger.post(f"{SCREEN}{pk}/remove/", follow=True)
    assert "已经不在了" in one_line(answer)
    assert SavedFilter.objects.exists()
    assert "本单位的" not in one_line(two_offices.stranger.get(SCREEN))


def test_nobody_shares_with_another_office_nor_without_the_right_with_all(two_offices):
    for audience in (str(two_offices.other.pk), "everyone", "999999", "x"):
        save(two_offices.first, "试", audience=audience)
    assert not SavedFilter.objects.exists()


def test_who_may_shares_with_all_and_each_finds_only_their_own_reports(two_offices):
    factories.draft("示范乌兰浩特", tags=["机密标签"])
    factories.draft("示范突泉", region=factories.region("152224"))
    role = Group.objects.get(name=editors.EDITOR)
    role.permissions.add(Permission.objects.get(codename="share_savedfilter"))
    save(two_offices.first, "示范", "q=示范", audience="everyone")
    save(two_offices.first, "标签", "q=示范&tag=机密标签", audience="everyone")
    assert offered(two_offices.stranger) == ["标签", "示范"]
    filters = {each.name: each.query for each in SavedFilter.objects.all()}
    answer = two_offices.stranger.get(f"/admin/articles/?{filters['示范']}")
    assert [each.title for each in answer.context["object_list"]] == ["示范突泉"]
    assert "机密标签" not in one_line(two_offices.stranger.get(SCREEN))


def test_a_shared_filter_is_removed_by_those_who_may_share_it(two_offices):
    save(two_offices.first, "本单位的", audience=str(two_offices.own.pk))
    two_offices.second.post(f"{SCREEN}{SavedFilter.objects.get().pk}/remove/")
    assert not SavedFilter.objects.exists()


def test_what_all_share_is_not_removed_by_whoever_may_not_share_it(two_offices):
    shared = SavedFilter.objects.create(
        owner=two_offices.owner, dataset="articles", name="全站", query="q=a", everyone=True
    )
    assert two_offices.stranger.post(f"{SCREEN}{shared.pk}/remove/", follow=True).status_code == 200
    assert SavedFilter.objects.exists()


def test_a_script_in_a_name_is_text(editor):
    save(editor, "<script>alert(1)</script>")
    page = one_line(editor.get("/admin/articles/"))
    assert "&lt;script&gt;alert(1)" in page
