"""The block of disclosure: filled in or made, unique for ever, shown wherever the report is."""

import json

import pytest

from articles.models import Article, IndexNumber, PendingImport
from articles.publishing import bin as report_bin
from tests import editors, factories
from tests.import_pages import form_data, hand_in
from unityreports.site.models import SiteIdentity

pytestmark = pytest.mark.django_db
BLOCK = {
    "index_number": "111522/2020-00007",
    "document_number": "兴民委发〔2020〕12号",
    "issuing_office": "兴安盟民族事务委员会",
    "topic": "民族、宗教",
    "written_on": "2020-07-01",
    "topic_words": "民族团结 表彰",
    "validity": "valid",
}
PAGE = (
    "索 引 号：111522/2020-00007    主题分类：民族、宗教\n发布机构：兴安盟民族事务委员会"
    "    成文日期：2020年7月1日\n发文字号：兴民委发〔2020〕12号    有 效 性：有效\n"
    "主 题 词：民族团结 表彰\n兴安盟民族团结进步创建工作总结\n发布日期：2020-07-07\n"
    "2020年，兴安盟深入开展民族团结进步创建工作，各项工作取得明显成效，现总结如下。\n"
    "一、抓宣传教育\n全盟举办宣传活动46场次，受教育群众1.2万人次。\n"
)


def save(client, article, **data):
    form = editors.form_of(client, "edit", article.pk)
    return client.post(editors.url("edit", article.pk), form | data)


def newest(article) -> Article:
    return Article.objects.get(pk=article.pk).get_latest_revision_as_object()


@pytest.fixture
def coded():
    identity = SiteIdentity.load()
    identity.site_code = "1522000036"
    identity.save()


def test_what_is_filled_in_is_on_the_page_in_its_head_and_in_the_data(reviewer, client):
    article = factories.draft(tags=["表彰"])
    assert save(reviewer, article, **BLOCK, **{"action-publish": "1"}).status_code == 302
    client.logout()
    page = client.get(article.get_absolute_url()).content.decode()
    block = page.partition('<dl class="disclosed">')[2].partition("</dl>")[0]
    for label, value in {"索引号": "111522/2020-00007", "成文日期": "2020年7月1日"}.items():
        assert f"<dt>{label}</dt><dd>{value}</dd>" in block
    assert "<dt>有效性</dt><dd>有效</dd>" in block
    assert '<meta name="DCTERMS.identifier" content="111522/2020-00007">' in page
    assert '<meta name="DCTERMS.created" content="2020-07-01">' in page
    assert '<meta name="Keywords" content="表彰,民族团结">' in page
    assert '"propertyID": "发文字号"' in page
    row = client.get(f"/api/v1/articles/{article.pk}").json()
    assert {name: row[name] for name in BLOCK} == BLOCK
    fields = ",".join(BLOCK)
    (item,) = client.get(f"/api/v1/articles?fields={fields}").json()["items"]
    assert item == BLOCK


def test_a_report_without_a_block_says_nothing_of_it(client):
    article = factories.published()
    page = client.get(article.get_absolute_url()).content.decode()
    assert "disclosed" not in page
    assert "DCTERMS" not in page
    row = client.get(f"/api/v1/articles/{article.pk}").json()
    assert [row["index_number"], row["written_on"], row["validity"]] == [None] * 3


def test_a_number_is_made_once_and_stays(editor, coded):
    first, second = factories.draft(), factories.draft()
    assert save(editor, first, make_index_number="on").status_code == 302
    assert newest(first).index_number == "1522000036/2020-00001"
    save(editor, second, make_index_number="on")
    assert newest(second).index_number == "1522000036/2020-00002"
    # Saved again by a form that does not know of it yet, as autosave does.
    save(editor, first, index_number="", make_index_number="on")
    assert newest(first).index_number == "1522000036/2020-00001"
    save(editor, first, title="改过的标题")
    assert newest(first).index_number == "1522000036/2020-00001"


def test_a_new_report_gets_a_number_with_its_first_version(editor, coded):
    data = editors.complete_form(editor) | {"make_index_number": "on"}
    assert editor.post(editors.url("add"), data).status_code == 302
    assert newest(Article.objects.get()).index_number == "1522000036/2021-00001"


def test_looking_at_a_preview_uses_no_number_up(editor, coded):
    article = factories.draft()
    form = editors.form_of(editor, "edit", article.pk) | {"make_index_number": "on"}
    editor.post(editors.url("preview_on_edit", article.pk), form)
    assert not IndexNumber.objects.exists()


def test_without_a_site_code_no_number_is_made_and_the_form_says_so(editor):
    answer = save(editor, factories.draft(), make_index_number="on")
    assert "网站标识码" in answer.context["form"].errors["make_index_number"][0]


def test_a_number_that_was_public_is_never_given_again_not_even_after_its_report_is_gone(reviewer):
    first, second = factories.published(index_number="甲-1"), factories.draft()
    answer = save(reviewer, second, index_number="甲-1")
    assert "另一篇报告" in answer.context["form"].errors["index_number"][0]
    save(reviewer, first, index_number="", **{"action-publish": "1"})
    first.refresh_from_db()
    assert (first.live, first.index_number) == (True, "")
    first.unpublish()
    report_bin.put(first, None)
    report_bin.purge(first)
    answer = save(reviewer, second, index_number="甲-1")
    assert "另一篇报告" in answer.context["form"].errors["index_number"][0]
    assert save(reviewer, second, index_number="甲-2").status_code == 302


def test_a_number_that_the_site_made_is_given_though_nothing_was_published(editor, coded):
    first, second = factories.draft(), factories.draft()
    save(editor, first, make_index_number="on")
    report_bin.put(first, None)
    report_bin.purge(Article.objects.get(pk=first.pk))
    save(editor, second, make_index_number="on")
    assert newest(second).index_number == "1522000036/2020-00002"


def test_a_draft_that_is_thrown_away_takes_its_number_from_nobody(reviewer):
    wrong = factories.draft(index_number="甲-1")
    right = factories.draft()
    assert save(reviewer, wrong, title="交错了的报告").status_code == 302
    report_bin.put(Article.objects.get(pk=wrong.pk), None)
    report_bin.purge(Article.objects.get(pk=wrong.pk))
    publishes = {"index_number": "甲-1", "action-publish": "1"}
    assert save(reviewer, right, **publishes).status_code == 302
    assert Article.objects.published().get().index_number == "甲-1"


def test_two_drafts_that_were_read_with_one_number_are_not_both_published(reviewer):
    first = factories.published(index_number="甲-1")
    second = factories.draft()
    Article.objects.filter(pk=second.pk).update(index_number="甲-1")
    version = second.latest_revision
    version.content["index_number"] = "甲-1"
    version.save()
    with pytest.raises(Exception, match="另一篇报告"):
        version.publish()
    assert set(Article.objects.published()) == {first}


def test_a_copy_has_no_number(reviewer):
    article = factories.draft(index_number="甲-1", document_number="甲〔2020〕1号")
    reviewer.post(f"/admin/copy/{article.pk}/")
    copy = Article.objects.get(title__endswith="（副本）")
    assert (copy.index_number, copy.document_number) == ("", "甲〔2020〕1号")


def test_versions_tell_what_changed_in_the_block(reviewer):
    article = factories.draft(document_number="甲〔2020〕1号")
    first = article.latest_revision
    article.document_number = "甲〔2020〕2号"
    second = article.save_revision(clean=False)
    page = reviewer.get(editors.url("revisions_compare", article.pk, first.pk, second.pk))
    assert "发文字号" in page.content.decode()


def test_an_import_reads_the_block_and_the_review_lets_it_be_corrected(client, editor):
    factories.region("1522")
    response = hand_in(editor, text=PAGE)
    review = editor.get(PendingImport.objects.get().get_absolute_url())
    data = form_data(review)
    assert {name: str(data[f"head-{name}"]) for name in BLOCK} == BLOCK
    data |= {"head-topic": "民族事务", "then": "draft"}
    assert editor.post(response.url, data).status_code == 302
    made = newest(Article.objects.get())
    assert (made.topic, str(made.written_on)) == ("民族事务", "2020-07-01")
    assert made.document_number == "兴民委发〔2020〕12号"


def test_an_import_with_the_number_of_another_report_is_told_at_the_field(editor):
    factories.published(index_number="111522/2020-00007")
    response = hand_in(editor, text=PAGE)
    review = editor.get(response.url)
    answer = editor.post(response.url, form_data(review) | {"then": "draft"})
    assert "另一篇报告" in answer.context["form"].head.errors["index_number"][0]


def test_of_a_page_without_a_block_the_review_asks_nothing(editor):
    response = hand_in(editor, text="\n".join(PAGE.split("\n")[4:]))
    assert "head-index_number" not in json.dumps(form_data(editor.get(response.url)), default=str)
