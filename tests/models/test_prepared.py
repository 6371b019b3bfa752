"""Questions that are worded once say the same as those that are worded each time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from articles.models.prepared import Prepared
from tests import factories

pytestmark = pytest.mark.django_db


def _public(pk, now):
    reports = Article.objects.published(now).filter(pk=pk).order_by()
    return reports.values_list("title", "published_at", "share__regions")


def test_a_prepared_question_is_answered_for_each_value_anew():
    one, other = factories.published(title="一"), factories.published(title="二")
    question, now = Prepared(_public), timezone.now()
    for report in (one, other, one):
        assert list(question.rows(report.pk, now)) == list(_public(report.pk, now))
    assert question.first(other.pk, now)[0] == "二"


def test_a_prepared_question_looks_at_the_moment_it_is_told():
    report = factories.published(title="一")
    now = timezone.now()
    Article.objects.filter(pk=report.pk).update(expire_at=now + timedelta(hours=1))
    question = Prepared(_public)
    assert question.first(report.pk, now) is not None
    assert question.first(report.pk, now + timedelta(hours=2)) is None


def test_a_question_that_has_no_place_for_a_value_is_not_asked():
    with pytest.raises(ValueError, match="place"):
        Prepared(lambda pk: Article.objects.values_list("pk")).first(1)
