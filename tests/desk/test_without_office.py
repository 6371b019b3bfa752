"""Administrators say whose the reports are that no office made."""

import pytest
from django.test import Client

from articles.models import Article, Belonging
from tests import editors, factories
from unityreports.trail.models import Entry

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/without-office/"


def test_an_administrator_gives_reports_without_office_to_one_which_then_works_on_them(
    admin_client, client
):
    office = factories.office(only_own=True)
    client.force_login(editors.member(office, editors.EDITOR, "wu"))
    Article.objects.create(title="无地区的旧稿", live=False)  # as from before there were versions
    factories.draft("另一篇旧稿")
    assert "旧稿" not in client.get("/admin/articles/").content.decode()
    assert ADDRESS in admin_client.get("/admin/offices/").content.decode()
    page = admin_client.get(ADDRESS).content.decode()
    assert "无地区的旧稿" in page
    assert "另一篇旧稿" in page
    old = Article.objects.get(title="无地区的旧稿")
    admin_client.post(ADDRESS, {"reports": old.pk, "office": office.pk})
    assert "无地区的旧稿" not in admin_client.get(ADDRESS).content.decode()
    listed = client.get("/admin/articles/").content.decode()
    assert "无地区的旧稿" in listed
    assert "另一篇旧稿" not in listed
    assert client.get(editors.url("edit", old.pk)).status_code == 200
    assert Entry.objects.filter(act="articles.office", object_id=old.pk).exists()


def test_nothing_chosen_is_said_and_what_has_an_office_stays_where_it_is(admin_client):
    office, other = factories.office(), factories.office("突泉县委统战部")
    article = factories.draft()
    factories.draft("没有单位的")
    Belonging.objects.update_or_create(article=article, defaults={"office": other})
    assert "没有选中报告" in admin_client.post(ADDRESS, {"office": office.pk}).content.decode()
    admin_client.post(ADDRESS, {"office": office.pk, "reports": article.pk})
    assert Belonging.objects.get(article=article).office == other


def test_only_superusers_are_let_in():
    client = Client()
    client.force_login(editors.user(editors.ADMINISTRATOR))
    assert client.get(ADDRESS).url == "/admin/"
