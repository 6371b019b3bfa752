"""The honors ledger as a file, and the pages that describe the data."""

import csv
import io

import pytest

from articles.exports.datasets import DATASETS
from articles.filters import HonorFilters
from tests import factories

pytestmark = pytest.mark.django_db


def ledger(client, query=""):
    response = client.get(f"/data/honors.csv{query}")
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def honors():
    factories.published(
        "报告",
        source="盟民委",
        region=factories.region("1522"),
        honors=[
            {"name": "示范盟", "level": "national", "year": 2020, "quote": "荣获示范盟"},
            {"name": "目标", "status": "target", "kind": "unit", "quote": "争创目标"},
        ],
    )
    factories.draft(honors=[{"name": "草稿"}])


def test_the_ledger_carries_quote_title_source_date_and_address(client, honors):
    row = ledger(client)[0]
    assert row["名称"] == "示范盟"
    assert (row["状态"], row["级别"], row["年份"]) == ("已获得", "国家级", "2020")
    assert row["原文依据"] == "荣获示范盟"
    assert (row["报告标题"], row["报告来源"], row["报告日期"]) == ("报告", "盟民委", "2020-07-07")
    assert row["网址"].startswith("http://127.0.0.1:8000/articles/")
    assert row["网址"].endswith("#honor-1")


@pytest.mark.parametrize(
    "query",
    ["", "status=held", "status=target", "level=none", "level=national", "kind=unit",
     "year=2020", "year=none", "region=15", "region=1505", "region=152200&status=held"],
)  # fmt: skip
def test_the_file_holds_what_the_page_shows(client, honors, query):
    factories.region("1505")
    page = client.get(f"/honors/?{query}")
    shown = [honor.name for group in page.context["groups"] for honor in group["honors"]]
    assert {row["名称"] for row in ledger(client, f"?{query}")} == set(shown)


def test_the_page_leads_to_the_file_with_its_filters(client, honors):
    page = client.get("/honors/?status=held&before=&nonsense=1").content.decode()
    assert 'href="/data/honors.csv?status=held"' in page


def test_every_filter_of_the_page_is_one_of_the_file():
    assert set(HonorFilters.base_fields) <= set(DATASETS["honors"].filters.base_fields)


@pytest.mark.parametrize("query", ["colour=red", "status=won", "year=soon", "region=0", "level=x"])
def test_a_filter_that_is_not_understood_is_refused(client, honors, query):
    response = client.get(f"/data/honors.csv?{query}")
    assert response.status_code == 400
    assert "没有生成文件" in response.content.decode()


PAGES = {
    "articles": "/articles/?year=2020",
    "measures": "/measures/?region=1522",
    "figures": "/figures/?region=1522",
    "documents": "/documents/?region=1522",
    "regions": "/regions/",
}


@pytest.mark.parametrize("name", PAGES)
def test_every_list_can_be_taken_away_as_its_page_shows_it(client, name):
    rows = {
        "measures": [{"heading": "抓宣传教育"}],
        "figures": [{"name": "投入"}],
        "documents": [{"title": "实施方案"}],
    }
    factories.published("报告", region=factories.region("152201"), **rows)
    factories.published("别处", region=factories.region("150524"), **rows)
    factories.draft("草稿", **rows)
    page = client.get(PAGES[name]).content.decode()
    query = PAGES[name].partition("/?")[2]
    address = f"/data/{name}.csv" + (f"?{query}" if query else "")
    assert f'href="{address}"' in page
    assert f'href="/data/{name}.xlsx"' in client.get("/data/").content.decode()
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert not any("草稿" in row.values() for row in found)
    if "region=" in query:
        assert [row["报告标题"] for row in found] == ["报告"]
    assert found


def test_there_are_no_other_formats(client):
    assert client.get("/data/honors.pdf").status_code == 404


def test_the_file_has_a_chinese_name(client, honors):
    disposition = client.get("/data/honors.csv?level=national").headers["Content-Disposition"]
    assert 'filename="honors.csv"' in disposition
    assert "filename*=UTF-8''%E8%8D%A3%E8%AA%89%E5%8F%B0%E8%B4%A6-%E5%9B%BD" in disposition


def test_the_dictionary_describes_every_public_column_once(client):
    page = client.get("/data/").content.decode()
    for dataset in DATASETS.values():
        for column in dataset.offered():
            assert f"<code>{column.name}</code>" in page
            assert column.description
    assert "有新草稿" not in page


def test_columns_are_named_once_and_every_choice_has_a_label():
    for dataset in DATASETS.values():
        for attribute in ("name", "label"):
            names = [getattr(column, attribute) for column in dataset.columns]
            assert len(set(names)) == len(names)
        for column in dataset.columns:
            assert (column.type.name == "CHOICE") == bool(column.choices)


def test_people_can_read_about_the_api(client):
    page = client.get("/api/").content.decode()
    assert "GET /api/v1/honors" in page
    assert "创建目标" in page
