"""A page asks the database as often for fifty reports as for twelve."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

pytestmark = pytest.mark.django_db
FEW = 8  # statements at most for the pages that count
PAGES = [
    "/articles/",
    "/articles/?region=1522&year=2020",
    "/regions/",
    "/regions/1522/",
    "/measures/",
    "/measures/?place=152201&place=150524",
    "/honors/",
    "/documents/",
    "/documents/民族区域自治法/",
    "/channels/dongtai/",
    "/topics/",
    "/topics/yue/",
    "/search/?q=民族",
    "/sitemap/",
    "/data/",
    "/",
]
COUNTING = [
    "/stats/",
    "/stats/1522/?by=month&year=2020",
    "/annual/2020/",
    "/figures/",
    "/figures/人均收入/",
]


def write(numbers: range):
    """Publish as many reports, alike but for title, place and day."""
    for number in numbers:
        factories.published(
            f"民族团结进步报告{number}",
            channel=factories.channel(),
            region=factories.region(("152201", "150524")[number % 2]),
            published_at=factories.china(2020, 1 + number % 12, 1),
            lead="<p>学习《民族区域自治法》，人均收入1万元。</p>",
            measures=[{"heading": f"抓宣传{number}", "body": "<p>民族团结</p>"}],
            honors=[{"name": f"示范单位{number}"}],
            figures=[{"name": "人均收入", "value": 1 + number, "unit": "万元", "year": 2020}],
            documents=[{"title": "民族区域自治法", "quote": "《民族区域自治法》"}],
            tags=["团结"],
        )


def questions(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


def test_a_page_asks_no_more_for_more_reports(client):
    factories.topic()
    write(range(12))
    pages = [*PAGES, *COUNTING]
    client.get("/")  # the first page of all also writes the site's identity
    before = {address: questions(client, address) for address in pages}
    write(range(12, 50))
    after = {address: questions(client, address) for address in pages}
    more = {
        address: (before[address], after[address])
        for address in pages
        if after[address] > before[address]
    }
    assert more == {}
    assert {address: after[address] for address in COUNTING if after[address] > FEW} == {}
