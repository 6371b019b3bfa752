"""Kept counts say at every moment what counting the lists would say."""

import datetime
import random
from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone
from taggit.models import Tag

from articles.models import Article, Honor, KeptCount, Measure, Share, Theme
from articles.models.cached_counts import Facet
from articles.publishing import counts
from regions.models import Region
from tests import factories

pytestmark = pytest.mark.django_db


def _assert_counts_agree():
    """Compare every kept count with the list it stands for."""
    public = Article.objects.published()
    for region in [None, *Region.objects.all()]:
        place = region.pk if region else 0
        articles = public.in_region(region) if region else public
        pks = list(articles.values_list("pk", flat=True))
        assert counts.amounts_of(place) == (
            len(pks),
            Measure.objects.filter(article__in=pks).exclude(heading="").count(),
            Honor.objects.held().filter(article__in=pks).count(),
        )
        honors = Honor.objects.published().filter(article__in=pks)
        assert counts.honors_in(region) == counts.honors_among(honors)
        for facet, lists in {
            Facet.YEAR: {year: articles.in_year(year) for year in range(2018, 2023)},
            Facet.MONTH: {
                year * 100 + month: articles.in_month(year, month)
                for year in range(2019, 2022)
                for month in range(1, 13)
            },
            Facet.THEME: {theme.pk: articles.on_theme(theme) for theme in Theme.objects.all()},
        }.items():
            kept = counts.amounts_by_value(facet, place)
            listed = {value: found.count() for value, found in lists.items()}
            assert {value: n.reports for value, n in kept.items()} == {
                value: n for value, n in listed.items() if n
            }
        _assert_themes_agree(region, Measure.objects.filter(article__in=pks).exclude(heading=""))
    tags = counts.amounts_by_value(Facet.TAG)
    assert {pk: n.reports for pk, n in tags.items()} == {
        tag.pk: public.tagged(tag).count() for tag in Tag.objects.all() if public.tagged(tag)
    }


def _assert_themes_agree(region, headed):
    """Compare the measures of a place by theme, in all years and in one."""
    for year in (None, 2020):
        listed = headed.in_year(year) if year else headed
        kept = counts.measures_by_theme(region, year)
        assert Counter(kept) == Counter(listed.values_list("theme", flat=True))


def _some_report(chance: random.Random, **fields):
    themes = [factories.theme(), factories.theme("livelihood", "民生经济"), None]
    return factories.published(
        region=factories.region(chance.choice(["1522", "152201", "152202", "150524"])),
        published_at=factories.china(chance.randrange(2019, 2022), chance.randrange(1, 13), 5),
        measures=[{"theme": chance.choice(themes)} for _ in range(chance.randrange(4))],
        honors=[
            {
                "status": chance.choice(["held", "target"]),
                "level": chance.choice(["national", "banner", ""]),
                "year": chance.choice([2019, 2020, None]),
            }
            for _ in range(chance.randrange(3))
        ],
        tags=chance.sample(["文化", "社区", "法治"], chance.randrange(3)),
        **fields,
    )


def test_counts_agree_with_the_lists_after_publishing_editing_unpublishing_and_deleting():
    chance = random.Random(5)
    articles = [_some_report(chance) for _ in range(8)]
    _assert_counts_agree()
    articles[0].region = factories.region("150524")
    articles[0].published_at = factories.china(2021, 12, 31, 23, 59)
    articles[0].measures = []
    articles[0].tags.set(["社区"])
    articles[0].save_revision(clean=False).publish()
    articles[1].unpublish()
    articles[2].delete()
    Article.objects.filter(pk=articles[3].pk).delete()
    _assert_counts_agree()
    Article.objects.all().delete()
    assert not KeptCount.objects.exclude(reports=0, measures=0, honors=0).exists()
    assert not Share.objects.exists()


def test_counts_agree_when_a_report_has_expired_and_the_scheduler_has_not_run():
    chance = random.Random(6)
    articles = [_some_report(chance) for _ in range(4)]
    Article.objects.filter(pk=articles[0].pk).update(
        expire_at=timezone.now() - datetime.timedelta(seconds=1)
    )
    _assert_counts_agree()


def test_counts_agree_after_a_scheduled_report_goes_live_and_expires():
    article = factories.draft(measures=[{}], honors=[{}])
    article.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    article.expire_at = timezone.now() + datetime.timedelta(hours=2)
    revision = article.save_revision(clean=False)
    revision.publish()
    assert counts.amounts_of().reports == 0
    revision.refresh_from_db()
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert counts.amounts_of() == (1, 1, 1)
    Article.objects.update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
    assert counts.amounts_of() == (0, 0, 0)
    call_command("publish_scheduled")
    assert counts.amounts_of() == (0, 0, 0)
    assert not Article.objects.get().live


def test_reading_counts_takes_two_queries_however_many(django_assert_num_queries):
    chance = random.Random(7)
    for _ in range(5):
        _some_report(chance)
    regions = list(Region.objects.values_list("pk", flat=True))
    with django_assert_num_queries(2):
        counts.amounts_by_region(regions)
    with django_assert_num_queries(2):
        counts.amounts_by_value(Facet.YEAR)


def test_publishing_again_what_did_not_change_writes_no_count():
    article = factories.published(measures=[{}])
    before = list(KeptCount.objects.values_list())
    article.save_revision(clean=False).publish()
    assert list(KeptCount.objects.values_list()) == before
