"""Pages that show a part of reports end when that part changes, and only then."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Figure, Honor
from regions.models import Region
from tests import factories


@pytest.fixture
def article():
    """A public report of 2020 with facts, beside another of the same place, year and channel."""
    factories.published("另一篇")
    return factories.published(
        "原来的标题",
        honors=[{"year": 2020}],
        figures=[{"name": "投入", "year": 2020}],
        documents=[{"title": "实施方案"}],
    )


def parts_of_reports() -> list[str]:
    return [
        *(reverse(name) for name in ("statistics", "region_index", "honor_list", "figure_list")),
        *(reverse("statistics_of", args=[code]) for code in ("1522", "152201")),
        *(reverse("annual_report", args=[year]) for year in (2019, 2020)),
        *(reverse(name) for name in ("document_list", "site_map")),
        "/figures/投入/",
    ]


def ended_by(site, change) -> set[str]:
    """Return which of the pages a change ended."""
    addresses = parts_of_reports()
    for address in addresses:
        site.ask(address)
    assert [address for address in addresses if not site.kept(address)] == []
    change()
    return {address for address in addresses if site.kept(address) is None}


def publish(article):
    article.save_revision().publish()


def test_a_new_title_ends_no_page_that_shows_no_titles(site, article):
    def change():
        article.title, article.lead = "新的标题", "<p>新的导语</p>"
        publish(article)

    assert ended_by(site, change) == set()


def test_a_new_honor_ends_what_counts_and_lists_honors(site, article):
    def change():
        article.honors.add(Honor(name="示范旗", status="held", level="national", quote="示范旗"))
        publish(article)

    assert ended_by(site, change) == {
        *("/stats/", "/stats/1522/", "/stats/152201/", "/honors/", "/annual/2020/")
    }


def test_a_corrected_figure_ends_the_pages_of_its_name_and_year(site, article):
    def change():
        figure = article.figures.get()
        figure.value = 7
        article.figures = [figure]
        publish(article)

    assert ended_by(site, change) == {"/figures/", "/annual/2020/", "/figures/投入/"}


def test_a_figure_of_another_name_leaves_the_pages_of_the_first_alone(site, article):
    def change():
        article.figures.add(Figure(name="收入", value=3, quote="收入3"))
        publish(article)

    assert ended_by(site, change) == {"/figures/"}


def test_another_place_ends_what_counts_by_place(site, article):
    def change():
        article.region = Region.objects.get(code="152202")
        publish(article)

    factories.region("152202")
    ended = ended_by(site, change)
    assert {"/regions/", "/stats/", "/stats/1522/", "/stats/152201/", "/annual/2020/"} <= ended
    assert "/documents/" not in ended
    assert "/annual/2019/" not in ended


def test_the_first_report_of_a_year_ends_the_tables_of_all_years(site, article):
    factories.published("前年的", published_at=factories.china(2018, 3, 3))

    def change():
        article.published_at = factories.china(2017, 3, 3)
        publish(article)

    assert {"/annual/2019/", "/annual/2020/"} <= ended_by(site, change)


def test_a_report_that_is_to_expire_ends_what_counts_it(site, article):
    def change():
        article.expire_at = timezone.now() + datetime.timedelta(hours=1)
        publish(article)

    counting = {*("/stats/", "/regions/", "/honors/", "/figures/", "/documents/")}
    assert ended_by(site, change) >= counting | {"/annual/2020/", "/stats/152201/"}
    assert site.ask("/stats/")[0] == 200
    assert site.kept("/stats/").ends_at
