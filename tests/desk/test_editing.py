"""The desk as its users walk it: real views and real forms."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.editors import REVIEWER, filled_in, rich_text, user

pytestmark = pytest.mark.django_db


def desk(name: str, *args) -> str:
    """Return the address of one of the desk's pages about reports."""
    return reverse(f"wagtailsnippets_articles_article:{name}", args=args)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "articles/",
        "articles/add/",
        "imports/",
        "articles/edit/{pk}/",
        "articles/history/{pk}/",
        "articles/unpublish/{pk}/",
        "articles/?region=兴安盟&channel=1&status=live&published_at_from=2020-01-01&tag=x&q=标题",
        "measures/",
        "honors/?level=none&status=held&year=2020&region=15",
        "figures/?q=投入",
        "regions/?q=wlht",
        "snippets/choose/regions/region/?q=乌兰",
        "snippets/choose/regions/region/results/?q=没有这个地方",
        "channels/",
        "themes/",
        "texts/",
        "settings/unityreports/siteidentity/",
        "images/",
        "users/",
        "groups/",
    ],
)
def test_every_screen_opens_for_an_administrator(admin_client, path):
    article = factories.published(measures=[{}], honors=[{}], figures=[{}], tags=["教育"])
    response = admin_client.get("/admin/" + path.format(pk=article.pk), follow=True)
    assert response.status_code == 200


def test_opening_and_saving_a_report_changes_no_text(admin_client):
    text = "<p>投入10万元，用于“石榴籽”工程。</p><ul><li>甲</li><li>乙 &amp; 丙</li></ul>"
    article = factories.published(
        lead=text, closing="<p>一</p><p><b>二</b></p>", measures=[{"body": text}]
    )
    edit = desk("edit", article.pk)
    admin_client.post(edit, filled_in(admin_client.get(edit).context["form"]))
    draft = type(article).objects.get().get_latest_revision_as_object()
    assert (draft.lead, draft.closing) == (text, "<p>一</p><p><b>二</b></p>")
    assert draft.measures.get().body == text
    compared = admin_client.get(desk("revisions_compare", article.pk, "live", "latest"))
    assert list(compared.context["comparison"]) == []


def test_what_an_editor_pastes_is_reduced_to_what_a_report_may_hold(admin_client):
    article = factories.draft(lead="<p>旧</p>")
    edit = desk("edit", article.pk)
    data = filled_in(admin_client.get(edit).context["form"])
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
    content = json.loads(rich_text("点此 <script>x</script>"))
    content["entityMap"] = {"0": link}
    content["blocks"][0]["entityRanges"] = [{"offset": 0, "length": 2, "key": 0}]
    admin_client.post(edit, data | {"lead": json.dumps(content)})
    article.refresh_from_db()
    assert "javascript" not in article.lead
    assert "<script" not in article.lead
    assert "点此" in article.lead


def test_links_in_texts_lead_to_addresses_not_to_pages_of_wagtail(admin_client):
    window = admin_client.get("/admin/choose-external-link/?allow_external_link=true")
    assert "网址" in window.json()["html"]
    assert "wagtailadmin_choose_page" not in window.json()["html"]
    assert "/admin/choose-page/?" not in window.json()["html"]


@pytest.mark.parametrize("address", ["pages/", "documents/", "reports/aging-pages/", "snippets/"])
def test_the_home_page_leads_to_nothing_about_pages(admin_client, address):
    assert (
        f'"/admin/{address}' not in admin_client.get("/admin/").content.decode().split("modules")[1]
    )


@pytest.mark.parametrize("path", ["articles/", "honors/", "measures/", "figures/", "channels/"])
def test_a_longer_list_takes_no_more_queries(admin_client, path):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(f"/admin/{path}").status_code == 200
        return len(queries)

    for _ in range(2):
        factories.published(measures=[{}], honors=[{}], figures=[{}])
    count()  # fills the caches of content types and of the site's identity
    short = count()
    for number in range(8):
        channel = factories.channel(f"c{number}", f"栏目{number}")
        factories.published(measures=[{}], honors=[{}], figures=[{}], channel=channel)
    assert count() == short


def test_each_number_on_the_home_page_is_that_of_the_list_it_leads_to(admin_client):
    factories.published("已发布甲")
    changed = factories.published("已发布乙")
    changed.save_revision(clean=False)
    factories.draft("草稿丙")
    waiting = factories.draft("待审丁")
    waiting.get_workflow().start(waiting, user(REVIEWER))
    page = admin_client.get("/admin/").content.decode()
    shown = re.findall(r'<a href="([^"]+status=[^"]+)"><strong>(\d+)</strong>', page)
    assert [int(number) for _, number in shown] == [2, 1, 1]
    for address, number in shown:
        rows = admin_client.get(address).context["page_obj"].paginator.count
        assert rows == int(number)


def test_a_preview_may_stand_in_a_frame_of_the_desk_and_a_public_page_in_none(admin_client):
    article = factories.published("公开的标题")
    form = admin_client.get(desk("edit", article.pk)).context["form"]
    data = filled_in(form) | {"title": "草稿的标题"}
    address = desk("preview_on_edit", article.pk)
    assert admin_client.post(address, data).json()["is_valid"]
    preview = admin_client.get(address)
    assert "草稿的标题" in preview.content.decode()
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    public = admin_client.get(article.get_absolute_url())
    assert "公开的标题" in public.content.decode()
    assert "frame-ancestors 'none'" in public["Content-Security-Policy"]


def test_a_place_that_may_mean_several_is_not_guessed_by_a_filter(admin_client):
    factories.draft("甲地的报告", region=factories.region("152201103200"))
    factories.region("152222", "科尔沁右翼中旗")
    factories.region("152222205", "巴彦茫哈苏木")
    factories.draft("乙地的报告", region=factories.region("152222205200", "义勒力特嘎查"))
    content = admin_client.get(desk("list"), {"region": "义勒力特嘎查"}).content.decode()
    assert "筛选没有生效" in content
    assert "152222205200" in content
    content = admin_client.get(desk("list"), {"region": "152222205200"}).content.decode()
    assert "乙地的报告" in content
    assert "甲地的报告" not in content
    assert "筛选没有生效" not in content


def test_a_comparison_shows_the_rows_that_differ_and_no_others(admin_client):
    rows = [{"name": "同样的称号", "year": 2020}, {"name": "改动的称号", "count_derived": True}]
    article = factories.published(honors=rows, measures=[{"heading": "同样的举措"}])
    newer = article.latest_revision.as_object()
    honors = list(newer.honors.all())
    honors[1].year = 2021
    newer.honors = honors
    newer.save_revision()
    page = admin_client.get(desk("revisions_compare", article.pk, "live", "latest"))
    text = page.content.decode()
    assert "改动的称号" in text
    assert "同样的称号" not in text
    assert "同样的举措" not in text
    assert "<dd>None</dd>" not in text
    assert "<dd>是</dd>" in text


def test_a_version_that_nobody_saved_is_said_to_be_the_programs(admin_client):
    article = factories.published()
    page = admin_client.get(
        desk("revisions_revert", article.pk, article.latest_revision_id), follow=True
    )
    assert "系统" in page.content.decode()
    assert not re.search(r"None\s*。", page.content.decode())


def test_the_import_has_a_heading(admin_client):
    assert re.search(
        r"<h1[^>]*>[^<]*(<svg.*?</svg>)?\s*导入报告",
        admin_client.get("/admin/imports/").content.decode(),
        re.S,
    )


@pytest.mark.parametrize("view", ["delete", "edit", "unpublish"])
def test_what_is_done_to_a_deleted_report_is_answered_by_a_sentence(admin_client, view):
    article = factories.draft()
    admin_client.post(desk("delete", article.pk))
    pk = article.pk
    for gone, sentence in ((False, "在回收站中，请先恢复"), (True, "刚刚已被删除")):
        if gone:
            article.delete()
        response = admin_client.post(desk(view, pk), follow=True)
        assert response.status_code == 200
        assert sentence in response.content.decode()


@pytest.mark.parametrize(
    "path", ["channels/delete/{}/", "themes/delete/{}/", "images/{}/delete/", "regions/delete/{}/"]
)
def test_deleting_twice_is_answered_by_a_sentence(admin_client, path):
    response = admin_client.post("/admin/" + path.format(987654), follow=True)
    assert response.status_code == 200
    assert "刚刚已被删除" in response.content.decode()


def test_publishing_and_withdrawing_twice_are_no_errors(admin_client):
    article = factories.draft()
    data = filled_in(admin_client.get(desk("edit", article.pk)).context["form"])
    for _ in range(2):
        published = admin_client.post(
            desk("edit", article.pk), data | {"action-publish": "1"}, follow=True
        )
        assert published.status_code == 200
    for _ in range(2):
        assert admin_client.post(desk("unpublish", article.pk), follow=True).status_code == 200
