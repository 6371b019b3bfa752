"""Every number of the statistics equals the list it leads to."""

import io
import random
from urllib.parse import urlsplit

import openpyxl
import pytest
from django.http import QueryDict
from lxml import html as lxml_html

from articles.filters import ArticleFilters, HonorFilters, MeasureFilters
from articles.models import Article, Honor, Measure
from tests import factories
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db
LISTS = {
    "/articles/": (ArticleFilters, Article.objects.published),
    "/measures/": (MeasureFilters, lambda: Measure.objects.published().exclude(heading="")),
    "/honors/": (HonorFilters, Honor.objects.published),
}
PLACES = ["15", "1522", "152201", "152202", "150524"]


@pytest.fixture(scope="module")
def archive(module_db):
    """Reports of several places and years, some of them not public."""
    lot = random.Random(18)
    themes = [factories.theme(), factories.theme("livelihood", "民生经济"), None]
    for number in range(14):
        report = factories.draft if number % 5 == 4 else factories.published
        report(
            region=factories.region(lot.choice(PLACES)),
            published_at=factories.china(lot.choice([2019, 2021]), lot.randint(1, 12), 28),
            measures=[
                {
                    "theme": lot.choice(themes),
                    **lot.choice([{}, {"heading": "", "body": "<p>文</p>"}]),
                }
                for _ in range(lot.randint(0, 3))
            ],
            honors=[
                {
                    "status": lot.choice(Honor.Status.values),
                    "level": lot.choice(["national", "banner", ""]),
                    "year": lot.choice([2018, None]),
                }
                for _ in range(lot.randint(0, 2))
            ],
        )


def tables(client, address: str) -> list[list[list[tuple[int, str]]]]:
    """Return the number and the link of each cell of each table of a page."""
    page = lxml_html.document_fromstring(client.get(address).content.decode())
    return [
        [
            [
                (int(cell.text_content()), next(iter(cell.xpath(".//a/@href")), ""))
                for cell in row.xpath("./td")
            ]
            for row in table.xpath(".//tr[td]")
        ]
        for table in page.xpath("//table[@class='cross']")
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/stats/",
        "/stats/?year=2021",
        "/stats/15/?by=quarter&year=2019",
        "/stats/1522/?by=month",
        "/stats/152201/",
    ],
)
def test_each_number_is_that_of_its_list_and_each_total_that_of_its_numbers(
    client, archive, address
):
    found = tables(client, address)
    assert found
    for rows in found:
        *rows, foot = rows
        for row in [*rows, foot]:
            # The only column of one year is its own total.
            assert len(row) == 1 or row[-1][0] == sum(number for number, _ in row[:-1])
        for column, (total, _) in enumerate(foot):
            assert total == sum(row[column][0] for row in rows)
        for number, link in [cell for row in [*rows, foot] for cell in row]:
            assert bool(number) == bool(link)
            if link:
                filters, items = LISTS[urlsplit(link).path]
                form = filters(QueryDict(urlsplit(link).query))
                assert not form.problems()
                assert form.apply(items()).count() == number, link


def test_the_lists_say_the_number_that_led_to_them(client, archive):
    reports, measures, *_ = tables(client, "/stats/15/")
    for rows, unit in ((reports, "篇"), (measures, "条举措")):
        number, link = rows[0][-1]
        assert f"共 {number} {unit}" in one_line(client.get(link))


def test_the_lists_of_a_place_alone_leave_out_what_is_below_it(client):
    for code in ("1505", "150524"):
        factories.published(
            code, region=factories.region(code), measures=[{"heading": f"{code}的举措"}]
        )
    measures = one_line(client.get("/measures/?region=1505&scope=own"))
    assert "1505的举措" in measures
    assert "150524的举措" not in measures
    reports = one_line(client.get("/articles/?region=1505&scope=own"))
    assert "（只含本级）" in reports
    assert "及所辖地区" not in reports


def test_statistics_take_few_queries_and_the_workbook_holds_the_same_numbers(
    client, archive, django_assert_max_num_queries
):
    client.get("/stats/")  # the first page of all also writes the site's identity
    with django_assert_max_num_queries(8):
        client.get("/stats/1522/?by=month&year=2021")
    shown = tables(client, "/stats/1522/?by=month&year=2021")
    answer = client.get("/data/stats.xlsx?region=1522&by=month&year=2021")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert [
        [list(row[1:]) for row in sheet.iter_rows(min_row=3, values_only=True)]
        for sheet in book.worksheets[:-1]
    ] == [[[number for number, _ in row] for row in rows] for rows in shown]
    assert all(sheet.page_setup.orientation == "landscape" for sheet in book.worksheets[:-1])


def test_nonsense_is_named_on_the_page_and_refused_by_the_file(client, archive):
    assert "已忽略" in one_line(client.get("/stats/?by=nonsense&year=x"))
    assert client.get("/data/stats.xlsx?year=x").status_code == 400
    assert client.get("/stats/nowhere/").status_code == 404
    assert client.get("/stats/兴安盟/").headers["Location"] == "/stats/1522/"


def test_an_empty_site_has_statistics_too(client):
    assert one_line(client.get("/stats/")).count("没有可统计的条目。") == 4
    assert client.get("/data/stats.xlsx").status_code == 200
