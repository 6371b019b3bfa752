"""Lists at any size: jumps in time, choices with numbers, a fixed number of queries."""

import random

import pytest
from django.db import connection
from django.http import QueryDict
from django.urls import reverse

from articles.filters import ArticleFilters
from articles.models import Article, querysets
from articles.public import facets
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def archive(module_db):
    """Reports over three places, two channels, two themes and three years."""
    chance = random.Random(9)
    top = factories.channel("gongkai", "政务公开")
    channels = [top, factories.channel("below", "下级", parent=top), factories.channel("o", "其他")]
    themes = [factories.theme(), factories.theme("livelihood", "民生经济")]
    return [
        factories.published(
            region=factories.region(chance.choice(["152201", "152202", "150524"])),
            channel=chance.choice(channels),
            published_at=factories.china(chance.randrange(2019, 2022), chance.randrange(1, 13), 9),
            measures=[{"theme": theme} for theme in chance.sample(themes, chance.randrange(3))],
        )
        for _ in range(26)
    ]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "region=15",
        "region=1522",
        "region=1522&year=2020",
        "channel=gongkai",
        "channel=gongkai&theme=culture",
        "theme=livelihood&year=2021&region=150524",
        "year=2019",
    ],
)
def test_each_choice_shows_as_many_reports_as_it_says(archive, address):
    found = facets.choices(ArticleFilters(QueryDict(address)))
    for name, choices in found.items():
        for choice in choices:
            data = QueryDict(address, mutable=True)
            data[name] = choice.value
            listed = ArticleFilters(data).apply(Article.objects.published())
            assert choice.count == listed.distinct().count(), (name, choice)


def test_choices_have_no_numbers_where_counting_would_take_long(archive, monkeypatch):
    monkeypatch.setattr(facets, "_COUNTED", 3)
    choices = facets.choices(ArticleFilters(QueryDict("tag=&theme=culture&year=2020")))
    assert {choice.count for choice in choices["channel"]} == {None}


def test_a_list_jumps_to_a_year_or_month(client, archive):
    address = reverse("article_list")
    for period, end in [
        ("2020", factories.china(2021, 1, 1)),
        ("2020-03", factories.china(2020, 4, 1)),
        ("2019-12", factories.china(2020, 1, 1)),
        ("2030", factories.china(2031, 1, 1)),
    ]:
        page = client.get(address, {"from": period}).context["reports"]
        expected = Article.objects.published().filter(published_at__lt=end).newest_first()
        assert page.items == list(expected[:20]), period
        assert page.continued is Article.objects.filter(published_at__gte=end).exists()


def test_after_a_jump_one_can_page_both_ways(client, archive):
    address = reverse("region_detail", args=["15"])
    page = client.get(address, {"from": "2020-06"}).context["reports"]
    newer = client.get(address + page.newer).context["reports"]
    assert newer.items[-1].published_at >= factories.china(2020, 7, 1)
    assert client.get(address + newer.older).context["reports"].items == page.items


@pytest.mark.parametrize("period", ["2020-13", "0000", "20", "2020-1", "x", "２０２０", "2020-00"])
def test_a_period_that_is_none_is_ignored_and_said(client, archive, period):
    response = client.get(reverse("article_list"), {"from": period})
    assert response.status_code == 200
    assert "翻页位置" in response.content.decode()


def test_a_place_lists_its_reports_in_order_page_by_page(client, archive):
    region = factories.region("1522")
    seen, link = [], ""
    while link is not None:
        reports = client.get(reverse("region_detail", args=["1522"]) + link).context["reports"]
        seen += reports.items
        link = reports.older or None
    assert seen == list(Article.objects.published().in_region(region).newest_first())
    assert seen == sorted(seen, key=lambda a: (a.published_at, a.pk), reverse=True)


def test_lists_and_places_take_the_same_queries_whatever_the_size(
    client, archive, django_assert_max_num_queries
):
    for address, most in [
        (reverse("article_list"), 14),
        (reverse("region_detail", args=["15"]), 24),
        (reverse("home"), 19),  # eight sections
    ]:
        with django_assert_max_num_queries(most):
            client.get(address)


def test_a_deep_page_of_a_place_reads_placements_in_order(archive):
    articles = Article.objects.published().in_region(factories.region("15"))
    plan = articles.older_than(factories.china(2020, 5, 1), 10).newest_first()[:21].explain()
    assert "placement_newest" in plan or connection.vendor == "postgresql"
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("many", [1, 1000])
def test_lists_by_theme_are_the_same_whether_few_or_many_reports_hold_it(monkeypatch, many):
    monkeypatch.setattr(querysets, "_MANY", many)
    theme, other = factories.theme(), factories.theme("economy", "经济发展")
    on_it = [factories.published(measures=[{"theme": theme}, {"theme": theme}]) for _ in range(3)]
    factories.published(measures=[{"theme": other}])
    factories.draft(measures=[{"theme": theme}])
    public = Article.objects.published()
    assert list(public.on_theme(theme).newest_first()) == on_it[::-1]
    assert (
        list(public.in_region(factories.region("15")).on_theme(theme).newest_first())
        == (on_it[::-1])
    )


def test_the_matrix_counts_the_measures_with_a_heading(client):
    theme = factories.theme()
    measures = [{"theme": theme}, {"theme": theme, "heading": "", "body": "<p>文</p>"}, {}]
    factories.published(region=factories.region("1522"), measures=measures)
    factories.published(region=factories.region("1505"), measures=[{"theme": theme}])
    factories.draft(region=factories.region("1505"), measures=[{"theme": theme}])
    rows = client.get(reverse("measure_list"), {"region": "15"}).context["matrix"]["rows"]
    assert [
        (row["region"].code, [cell["n"] for cell in row["cells"]], row["total"]) for row in rows
    ] == [("1505", [1, 0], 1), ("1522", [1, 1], 2)]


def test_the_ledger_counts_the_honors_of_a_place_as_it_lists_them(client):
    kinds = [{"level": "national"}, {"status": "target"}, {"year": 2019, "level": "league"}]
    factories.published(region=factories.region("1522"), honors=kinds)
    factories.published(region=factories.region("1505"), honors=[{}])
    for parameters, totals in [
        ({}, [3, 1, 0]),
        ({"region": "1522"}, [2, 1, 0]),
        ({"status": "held"}, [3, 0, 0]),
        ({"region": "1522", "level": "national"}, [1, 0, 0]),
    ]:
        page = client.get(reverse("honor_list"), parameters).context
        assert [group["total"] for group in page["groups"]] == totals
        assert [len(group["honors"]) for group in page["groups"]] == totals
        assert page["total"] == sum(totals)
