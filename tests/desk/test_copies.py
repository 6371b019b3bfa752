"""A report begun from another."""

import pytest

from articles.models import Article
from tests import editors, factories

pytestmark = pytest.mark.django_db


def test_a_copy_is_a_draft_with_all_rows_of_the_newest_version_and_no_history(editor):
    article = factories.published(
        "甲",
        measures=[{"heading": "一项"}, {"heading": "两项"}],
        honors=[{"name": "示范单位"}],
        figures=[{"name": "投入"}],
        tags=["教育"],
    )
    article.title = "改过的甲"
    article.save_revision(clean=False)
    answer = editor.post(f"/admin/copy/{article.pk}/")
    made = Article.objects.get(title="改过的甲（副本）")
    assert answer.url == editors.url("edit", made.pk)
    assert editor.get(answer.url).status_code == 200
    assert not made.live
    assert made.uid != article.uid
    assert [each.heading for each in made.measures.all()] == ["一项", "两项"]
    assert [each.name for each in made.honors.all()] == ["示范单位"]
    assert [each.name for each in made.figures.all()] == ["投入"]
    assert [tag.name for tag in made.tags.all()] == ["教育"]
    assert made.revisions.count() == 1
    original = Article.objects.get(pk=article.pk)
    assert original.live
    assert original.measures.count() == 2
    assert original.honors.count() == 1


def test_a_copy_is_published_like_any_other(reviewer):
    article = factories.published("甲", measures=[{}])
    reviewer.post(f"/admin/copy/{article.pk}/")
    made = Article.objects.get(title="甲（副本）")
    made.latest_revision.publish()
    assert set(Article.objects.published()) == {article, made}


def test_asking_for_a_copy_makes_none(editor):
    article = factories.draft()
    assert editor.get(f"/admin/copy/{article.pk}/").status_code == 200
    assert Article.objects.count() == 1


def test_who_may_not_write_reports_copies_none(exporter):
    article = factories.draft()
    exporter.post(f"/admin/copy/{article.pk}/")
    assert Article.objects.count() == 1


def test_a_title_that_fills_its_field_is_copied(editor):
    article = factories.draft("长" * Article._meta.get_field("title").max_length)
    editor.post(f"/admin/copy/{article.pk}/")
    assert Article.objects.exclude(pk=article.pk).get().title.endswith("（副本）")
