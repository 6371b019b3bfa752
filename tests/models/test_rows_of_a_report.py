"""The rows below a report: written when they changed, read by few questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex

from articles.models import Article, Measure, PlaceMention
from tests import factories

pytestmark = pytest.mark.django_db


def long_report(**fields):
    return factories.published(
        measures=[{"heading": f"举措{n}", "theme": factories.theme()} for n in range(20)],
        figures=[{"name": f"投入{n}"} for n in range(30)],
        places=[{"name": f"地点{n}", "region": factories.region()} for n in range(10)],
        tags=["团结", "进步"],
        **fields,
    )


def pointers(article):
    rows = ReferenceIndex.get_references_for_object(article)
    return sorted((row.model_path, row.content_path, row.to_object_id) for row in rows)


def test_publishing_a_long_report_takes_few_statements():
    article = long_report()
    article.title += "（修订）"
    revision = article.save_revision()
    with CaptureQueriesContext(connection) as asked:
        revision.publish()
    assert len(asked) <= 54
    assert Article.objects.get(pk=article.pk).title.endswith("（修订）")


def test_a_version_is_read_by_the_same_questions_however_many_rows_it_has():
    short, long = factories.published(measures=[{"theme": factories.theme()}]), long_report()
    counts = []
    for article in (short, long):
        with CaptureQueriesContext(connection) as asked:
            article.latest_revision.as_object()
        counts.append(len(asked))
    assert counts[1] - counts[0] <= 4  # what its facts and tags name, by kind


def test_publishing_writes_what_changed_adds_what_is_new_and_removes_what_went():
    article = long_report()
    draft = article.latest_revision.as_object()
    rows = list(draft.measures.all())
    rows[0].heading = "改过的举措"
    draft.measures = [*rows[:5], Measure(heading="新的举措", sort_order=5)]
    draft.save_revision().publish()
    stored = list(Article.objects.get(pk=article.pk).measures.order_by("sort_order"))
    assert [row.heading for row in stored] == [
        *("改过的举措", "举措1", "举措2", "举措3", "举措4", "新的举措")
    ]
    assert [row.pk for row in stored[:5]] == [row.pk for row in rows[:5]]


def test_a_version_forgets_the_theme_and_the_tag_that_were_deleted_since():
    article = long_report()
    factories.theme().delete()
    article.tags.get(name="团结").delete()
    again = Article.objects.get(pk=article.pk).latest_revision.as_object()
    assert {row.theme for row in again.measures.all()} == {None}
    assert len(again.figures.all()) == 30
    assert [tag.name for tag in again.tags.all()] == ["进步"]


def test_what_a_report_refers_to_is_noted_as_wagtail_would():
    article = long_report()
    draft = article.latest_revision.as_object()
    draft.places = [PlaceMention(name="通辽", quote="通辽", region=factories.region("1505"))]
    draft.save_revision().publish()
    noted = pointers(article)
    assert any(path.startswith("places.") for path, *_ in noted)
    with_own_eyes = Article.objects.get(pk=article.pk)
    ReferenceIndex.remove_for_object(with_own_eyes)
    ReferenceIndex.create_or_update_for_object(with_own_eyes)
    assert pointers(article) == noted
