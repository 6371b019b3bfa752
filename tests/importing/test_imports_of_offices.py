"""Imports of several offices: each sees its own, and hears of others' drafts no more than that."""

import pytest
from django.urls import reverse

from articles.models import Article, Belonging, PendingImport
from tests import editors, factories
from tests.import_pages import KULUN, form_data, hand_in

pytestmark = pytest.mark.django_db
TITLE = "通辽市库伦旗携手共筑民族团结进步亮丽风景线"
KULUN_QI, ULANHOT = "150524", "152201"


@pytest.fixture
def people(places):
    """Two who work for 库伦旗, and one for 乌兰浩特市."""
    kulun = factories.office("库伦旗委统战部", KULUN_QI)
    other = factories.office("乌兰浩特市委统战部", ULANHOT)
    return (
        editors.member(kulun, editors.REVIEWER, "ku"),
        editors.member(kulun, editors.EDITOR, "lun"),
        editors.member(other, editors.REVIEWER, "wu"),
    )


def handed_in(client, person, **data) -> PendingImport:
    client.force_login(person)
    hand_in(client, **{"text": KULUN, **data})
    client.get("/admin/")  # reads what was said
    return PendingImport.objects.of(person).get()


def test_an_import_waits_for_its_own_office(client, people):
    first, colleague, stranger = people
    pending = handed_in(client, first)
    client.force_login(colleague)
    assert TITLE in client.get(reverse("import_hand_in")).content.decode()
    assert client.get(pending.get_absolute_url()).status_code == 200
    client.force_login(stranger)
    assert TITLE not in client.get(reverse("import_hand_in")).content.decode()
    keep = reverse("import_keep", args=[pending.pk])
    for method in (client.get, client.post):
        answer = method(
            pending.get_absolute_url(), {"discard": "1", "head-title": "改"}, follow=True
        )
        assert TITLE not in answer.content.decode()
    assert client.post(keep, {"head-title": "改"}).json() == {"kept": False}
    pending.refresh_from_db()
    assert pending.discarded_at is None
    assert pending.typed == {}


def test_a_discarded_import_is_brought_back_by_its_own_office(client, people):
    first, _, stranger = people
    pending = handed_in(client, first)
    client.post(pending.get_absolute_url(), {"discard": "1"})
    client.get("/admin/")
    client.force_login(stranger)
    assert TITLE not in client.get(reverse("import_discarded")).content.decode()
    client.post(reverse("import_discarded"), {"bring_back": pending.pk})
    pending.refresh_from_db()
    assert pending.discarded_at
    client.force_login(first)
    client.post(reverse("import_discarded"), {"bring_back": pending.pk})
    pending.refresh_from_db()
    assert pending.discarded_at is None


def test_two_offices_work_on_one_page_each_for_itself(client, people):
    first, _, stranger = people
    one = handed_in(client, first)
    data = form_data(client.get(one.get_absolute_url())) | {"head-title": "改过的标题"}
    client.post(reverse("import_keep", args=[one.pk]), data | {"version": "0"})
    other = handed_in(client, stranger)
    assert other.pk != one.pk
    assert "改过的标题" not in client.get(other.get_absolute_url()).content.decode()
    assert handed_in(client, first).pk == one.pk


def saved(client, pending, **changes):
    data = form_data(client.get(pending.get_absolute_url())) | changes
    return client.post(pending.get_absolute_url(), data, follow=True)


def test_another_offices_draft_is_warned_of_without_its_title(client, people):
    first, _, stranger = people
    saved(client, handed_in(client, first), **{"head-title": "库伦旗内部的标题"})
    pending = handed_in(client, stranger)
    page = client.get(pending.get_absolute_url()).content.decode()
    assert "另一单位已导入过这个页面。" in page
    assert "库伦旗内部的标题" not in page
    assert editors.url("edit", Article.objects.get().pk) not in page
    answer = saved(client, pending, **{"head-region": ULANHOT})
    assert "库伦旗内部的标题" not in answer.content.decode()
    assert Article.objects.count() == 2
    assert {each.office.name for each in Belonging.objects.all()} == {
        "库伦旗委统战部",
        "乌兰浩特市委统战部",
    }


def test_a_public_report_is_told_by_its_title_and_is_not_imported_again(client, people):
    first, _, stranger = people
    saved(client, handed_in(client, first), then="publish")
    article = Article.objects.published().get()
    pending = handed_in(client, stranger)
    page = client.get(pending.get_absolute_url()).content.decode()
    assert f"这个页面已经导入过：《{TITLE}》" in page
    assert article.get_absolute_url() in page
    assert editors.url("edit", article.pk) not in page
    answer = saved(client, pending, **{"head-region": ULANHOT}).content.decode()
    assert "没有再存一份" in answer
    assert editors.url("edit", article.pk) not in answer
    assert Article.objects.count() == 1


def test_an_import_is_saved_in_ones_own_places_only(client, people):
    stranger = people[2]
    pending = handed_in(client, stranger)
    answer = saved(client, pending)
    assert "不在您单位的工作范围内" in answer.content.decode()
    assert not Article.objects.exists()
    assert PendingImport.objects.get().typed["head-title"] == TITLE


def test_the_channel_is_not_guessed_from_foreign_drafts(client, people):
    factories.channel()
    foreign = factories.channel("foreign", "突泉县的栏目")
    pending = handed_in(client, people[0])
    source = {"value": "旗报", "quote": "", "offset": 0}
    read = pending.parsed | {"channel": None, "breadcrumb": [], "source": source}
    PendingImport.objects.update(parsed=read)
    region = factories.region(ULANHOT)
    factories.draft("别处的草稿", region=region, source="旗报", channel=foreign)
    data = form_data(client.get(pending.get_absolute_url()))
    assert data["head-source"] == "旗报"
    assert data.get("head-channel") != foreign.pk
    for model in (Article, Belonging):  # as its row and its newest version say
        model.objects.update(region=factories.region(KULUN_QI))
    data = form_data(client.get(pending.get_absolute_url()))
    assert data["head-channel"] == foreign.pk


def test_an_office_is_kept_while_its_imports_wait(client, admin_client, people):
    pending = handed_in(client, people[0])
    answer = admin_client.post(f"/admin/offices/delete/{pending.office_id}/", follow=True)
    assert "不能删除" in answer.content.decode()
    assert PendingImport.objects.get().office_id
