"""Publishing and taking down on time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from articles.models import Article, Placement
from tests import factories
from unityreports import scheduling

pytestmark = pytest.mark.django_db


PASSED = timezone.now() - timedelta(minutes=1)
TO_COME = timezone.now() + timedelta(hours=1)


def test_a_report_goes_live_when_its_time_has_come_and_not_before():
    due, later = factories.scheduled(PASSED), factories.scheduled(TO_COME)
    scheduling.run_due()
    assert list(Article.objects.published()) == [due]
    assert Placement.objects.filter(article=due).exists()
    assert not Placement.objects.filter(article=later).exists()


def test_a_report_is_taken_down_when_its_time_is_over():
    article = factories.published("临时公示")
    Article.objects.filter(pk=article.pk).update(expire_at=PASSED)
    scheduling.run_due()
    article.refresh_from_db()
    assert (article.live, article.expired) == (False, True)
    assert not Placement.objects.filter(article=article).exists()


def test_one_that_cannot_be_published_is_logged_and_holds_back_no_other(caplog):
    broken, sound = factories.scheduled(PASSED, "缺地区的报告"), factories.scheduled(PASSED)
    revision = broken.latest_revision
    revision.content["region"] = None  # a live report must have one: the database refuses it
    revision.save()
    scheduling.run_due()
    assert list(Article.objects.published()) == [sound]
    assert "缺地区的报告" in caplog.text


def test_what_another_server_did_meanwhile_is_not_done_again(monkeypatch):
    factories.scheduled(PASSED)
    gone = factories.published("临时公示")
    Article.objects.filter(pk=gone.pk).update(expire_at=PASSED)
    now = timezone.now()
    due, expired = scheduling.due(now), scheduling.expired(now)  # what a second server saw
    scheduling.run_due()
    monkeypatch.setattr(scheduling, "due", lambda now: due)
    monkeypatch.setattr(scheduling, "expired", lambda now: expired)
    scheduling.run_due()
    for action in ("wagtail.publish.scheduled", "wagtail.unpublish.scheduled"):
        assert ModelLogEntry.objects.filter(action=action).count() == 1
