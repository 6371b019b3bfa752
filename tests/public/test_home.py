"""The home page: one report leads, a chart tells what came in, and each place has its newest."""

import random
import re
from collections import Counter

import pytest
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article, HomeSection
from tests import factories
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db
PLACES = ("1522", "152201", "152202", "1505", "150524")


@pytest.fixture(scope="module")
def archive(module_db):
    """Reports of three leagues' places in two years, some of them not public."""
    lot = random.Random(11)
    for number in range(24):
        make = factories.draft if number % 6 == 5 else factories.published
        article = make(
            f"报告{number}",
            region=factories.region(lot.choice(PLACES)),
            published_at=factories.china(lot.choice([2020, 2021]), lot.randint(1, 12), 4),
        )
        if number % 9 == 8:
            article.unpublish()


def home(client):
    return lxml_html.document_fromstring(client.get("/").content.decode())


def public() -> list[Article]:
    shown = Article.objects.published()
    return [each for each in Article.objects.all() if shown.filter(pk=each.pk).exists()]


def test_the_newest_report_with_a_picture_or_an_honor_leads_and_stands_there_once(client):
    factories.published("有荣誉", published_at=factories.china(2020, 1, 1), honors=[{}])
    factories.published("旧图", published_at=factories.china(2020, 2, 1), image=factories.picture())
    told = {"name": "人均收入", "value": "33310", "unit": "元", "year": 2019}
    factories.published(
        "新图",
        published_at=factories.china(2020, 3, 1),
        image=factories.picture(),
        image_alt="赛马",
        honors=[
            {"name": "示范市", "level": "national", "count": 1},
            {"name": "目标", "status": "target"},
        ],
        figures=[told, {"name": "示范市", "value": "1", "unit": "个"}],
    )
    factories.published("最新而无图", published_at=factories.china(2020, 4, 1))
    factories.draft(
        "有图的草稿", published_at=factories.china(2020, 5, 1), image=factories.picture()
    )
    page = home(client)
    [lead] = page.xpath("//article[contains(@class, 'lead-report')]")
    assert lead.xpath(".//h3")[0].text_content().strip() == "新图"
    assert lead.xpath(".//picture//img")
    facts = [" ".join(each.text_content().split()) for each in lead.xpath(".//li")]
    assert facts == ["已获得 示范市 国家级", "人均收入 33,310元 2019 年"]
    cards = [each.text_content().strip() for each in page.xpath("//li//h3")]
    assert cards == ["最新而无图", "旧图", "有荣誉"]
    assert "有图的草稿" not in page.text_content()


def test_a_site_of_one_report_leads_with_it_and_one_of_none_says_so(client):
    assert "还没有发布报告" in one_line(client.get("/"))
    factories.published("唯一的报告", lead="")
    page = home(client)
    assert page.xpath("//article//h3")[0].text_content().strip() == "唯一的报告"
    assert not page.xpath("//li//h3")


def test_the_chart_counts_each_of_twelve_months_up_to_the_newest(client, archive):
    page = home(client)
    newest = max(timezone.localtime(each.published_at) for each in public())
    ends = newest.year * 12 + newest.month
    told = Counter(
        at.year * 12 + at.month
        for each in public()
        for at in [timezone.localtime(each.published_at)]
    )
    [table] = page.xpath("//figure[figcaption[@id='months-caption']]//table")
    shown = [
        tuple(int(re.sub(r"\D", "", cell.text_content())) for cell in row.xpath("./*"))
        for row in table.xpath(".//tbody/tr")
    ]
    months = range(ends - 11, ends + 1)
    assert shown == [((month - 1) % 12 + 1, told[month]) for month in months]
    drawn = page.xpath("//figure[figcaption[@id='months-caption']]//text[@class='total']")
    assert [int(each.text) for each in drawn] == [told[month] for month in months if told[month]]


def test_each_part_of_what_reports_has_its_newest_the_newest_place_first(client, archive):
    newest: dict[str, Article] = {}
    for article in sorted(public(), key=lambda each: (each.published_at, each.pk)):
        newest[article.region.code[:4]] = article
    order = sorted(newest, key=lambda code: (newest[code].published_at, newest[code].pk))
    [section] = home(client).xpath("//ul[@class='place-news']")
    shown = [tuple(link.get("href") for link in row.xpath("./a")) for row in section.xpath("./li")]
    assert shown == [
        (f"/regions/{code}/", newest[code].get_absolute_url()) for code in reversed(order)
    ]


def test_an_editor_says_of_how_many_places(client, archive):
    HomeSection.objects.filter(kind="places").update(size=1)
    assert len(home(client).xpath("//ul[@class='place-news']/li")) == 1


def test_many_places_beside_the_reports_are_those_that_report_most(client):
    for number in range(14):
        for _ in range(2 if number else 1):
            factories.published(region=factories.region(f"15{30 + number}", f"第{number}盟"))
    page = one_line(client.get("/"))
    ways = page[page.index("<h2>按地区") :].split("</section>")[0]
    assert ways.count("/regions/15") == 12
    assert "/regions/1530/" not in ways
