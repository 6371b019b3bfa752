"""Publishing is one act: the report, its children and all that is derived from it."""

import datetime

import pytest
from django.utils import timezone
from wagtail.signals import published as published_signal

from articles.models import Article, Honor, Placement
from tests import factories

pytestmark = pytest.mark.django_db


def test_publishing_places_a_report_in_its_region_and_all_above():
    article = factories.published(region=factories.region("152201103"))
    placed = Placement.objects.filter(article=article).values_list("region__code", flat=True)
    assert sorted(placed) == ["15", "1522", "152201", "152201103"]


def test_a_draft_is_placed_nowhere():
    factories.draft()
    assert not Placement.objects.exists()


def test_unpublishing_and_deleting_remove_the_placements():
    first, second = factories.published(), factories.published()
    first.unpublish()
    second.delete()
    assert not Placement.objects.exists()


def test_when_the_last_step_of_publishing_fails_nothing_is_published():
    article = factories.draft(honors=[{}])

    def fail(**kwargs):
        raise RuntimeError("the last step")

    published_signal.connect(fail, sender=Article)
    try:
        with pytest.raises(RuntimeError):
            article.latest_revision.publish()
    finally:
        published_signal.disconnect(fail, sender=Article)
    assert not Article.objects.get(pk=article.pk).live
    assert not Article.objects.published().exists()
    assert not Honor.objects.published().exists()
    assert not Placement.objects.exists()


def test_a_report_scheduled_for_later_is_not_public_yet():
    article = factories.draft()
    article.go_live_at = timezone.now() + datetime.timedelta(days=1)
    article.save_revision(clean=False).publish()
    assert not Article.objects.published().exists()
    assert not Placement.objects.exists()


def test_an_expired_report_is_gone_before_the_scheduler_has_run():
    article = factories.published()
    Article.objects.filter(pk=article.pk).update(
        expire_at=timezone.now() - datetime.timedelta(minutes=1)
    )
    assert Article.objects.get(pk=article.pk).live
    assert not Article.objects.published().exists()


def test_a_newer_draft_of_a_live_report_changes_no_child_in_public():
    article = factories.published(honors=[{"name": "示范单位"}])
    article.honors = [Honor(name="示范基地", status="held", quote="示范基地")]
    article.save_revision(clean=False)
    assert [h.name for h in Honor.objects.published()] == ["示范单位"]
    article.refresh_from_db()
    article.latest_revision.publish()
    assert [h.name for h in Honor.objects.published()] == ["示范基地"]
