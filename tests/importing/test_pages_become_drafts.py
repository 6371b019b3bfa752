"""From a read page to a draft that says what the page says."""

import pytest
from wagtail.models import ModelLogEntry

from articles.importing import body_text, drafts, upload
from articles.models import Article, Honor, Measure, RawPage
from tests import factories
from tests.import_pages import KULUN, XINGAN, import_text, known, read
from unityreports.site import richtext

pytestmark = pytest.mark.django_db


def test_a_read_page_becomes_a_draft_that_says_what_the_page_says(places):
    import_text(XINGAN, filename="xingan-2020.txt")
    article = Article.objects.get()
    assert not article.live
    assert article.title == "乌兰浩特市以“五个抓手”奋力开创新时代民族团结进步工作新局面"
    assert article.region.code == "152201"
    assert article.channel.slug == "gongzuo-dongtai"
    assert str(article.published_date) == "2020-07-07"
    assert article.measures.filter(level=1).count() == 5
    assert article.measures.filter(level=2).count() == 16
    assert article.honors.filter(status=Honor.Status.HELD).count() == 7
    assert article.raw_page.text == XINGAN
    assert article.raw_page.parser_version
    assert article.latest_revision is not None


def test_every_fact_of_a_draft_points_at_its_phrase(places):
    import_text(XINGAN)
    article = Article.objects.get()
    facts = [row for row in drafts.children(article) if not isinstance(row, Measure)]
    assert len(facts) > 40
    for fact in facts:
        assert XINGAN.startswith(fact.quote, fact.offset), fact
        assert fact.where != "gone", fact


def test_the_view_count_of_the_page_is_where_counting_starts(places):
    import_text(KULUN)
    assert Article.objects.get().view_count.imported == 177


def test_a_draft_that_cannot_be_written_fails_alone_and_leaves_nothing_behind(places):
    bad, good = read(KULUN), read(XINGAN)
    bad.title.value = "长" * 300
    failed, imported = upload.import_pages([bad, good], **known())
    assert failed.outcome == upload.Outcome.FAILED
    assert "200" in failed.reasons[0]
    assert imported.outcome != upload.Outcome.FAILED
    assert [page.text for page in RawPage.objects.all()] == [XINGAN]


def test_what_the_database_refuses_fails_alone_too(places):
    bad, good = read(KULUN), read(XINGAN)
    bad.honors[0].year = 1234
    failed, imported = upload.import_pages([bad, good], **known())
    assert failed.outcome == upload.Outcome.FAILED
    assert "数据库拒绝写入" in failed.reasons[0]
    assert imported.outcome != upload.Outcome.FAILED
    assert Article.objects.get().raw_page.text == XINGAN


def test_an_imported_draft_has_a_revision_that_restores_it_and_a_history(places):
    import_text(KULUN)
    article = Article.objects.get()
    restored = article.latest_revision.as_object()
    for relation in ("measures", "honors", "figures", "documents", "places"):
        assert [str(row) for row in getattr(restored, relation).all()] == [
            str(row) for row in getattr(article, relation).all()
        ]
    assert sorted(tag.name for tag in restored.tags.all()) == sorted(article.tags.names())
    assert ModelLogEntry.objects.for_instance(article).get().action == "wagtail.create"
    article.latest_revision.publish()
    assert Article.objects.published().get() == article


def test_scripts_of_an_imported_page_are_gone_and_its_text_is_escaped(places):
    paragraphs = "".join(f"<p>{line}</p>" for line in KULUN.splitlines()[30:] if line)
    page = f"<html><body><h1>某旗民族团结进步工作情况</h1><script>alert(1)</script>{paragraphs}"
    page = page.replace("今年国庆节期间", "今年a &lt;b&gt; c期间", 1) + "</body></html>"
    import_text(page)
    article = Article.objects.get()
    stored = article.lead + article.closing + "".join(m.body for m in article.measures.all())
    assert "<script" not in stored
    assert "alert(1)" not in richtext.to_text(stored)
    read_text = "".join(m.heading + richtext.to_text(m.body) for m in article.measures.all())
    assert "a <b> c" in read_text + richtext.to_text(article.lead)


def test_a_phrase_broken_over_lines_is_joined_and_latin_words_keep_their_space():
    assert body_text.joined("民族团结\n  进步") == "民族团结进步"
    assert body_text.joined("Inner\nMongolia") == "Inner Mongolia"


def test_control_characters_of_a_page_break_no_readers_page(client, places):
    page = "".join(f"<p>{line}</p>" for line in KULUN.splitlines()[28:] if line.strip())
    import_text(page.replace("自治区民族团结", "自治区&#1;民族团结"))
    article = Article.objects.get()
    article.channel = factories.channel()
    article.published_at = factories.china(2021, 11, 5)
    article.region = factories.region("150524")
    article.honors = [Honor(name="荣\x01誉", status="held", quote="民族\x02团结")]
    article.measures = [Measure(heading="小\x04标题")]
    article.save()
    article.save_revision(clean=False).publish()
    assert client.get(article.get_absolute_url()).status_code == 200
