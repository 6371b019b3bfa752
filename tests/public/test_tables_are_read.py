"""A table of a report as readers, searches, files and comparing editors get it."""

import pytest

from articles.search import parse, search
from tests import editors, factories

TABLE = (
    "<table><caption>2021年<b>创建</b>情况</caption>"
    '<thead><tr><th scope="col">称号</th><th scope="col">获得者</th></tr></thead>'
    "<tbody><tr><td>自治区级示范单位</td><td>库伦镇中心校</td></tr></tbody></table>"
)
TEXT = "2021年创建情况\n称号\t获得者\n自治区级示范单位\t库伦镇中心校"


@pytest.fixture
def report(db):
    quote = "自治区级示范单位\t库伦镇中心校"
    return factories.published(
        lead=f"<p>甲</p>{TABLE}",
        measures=[{"heading": "抓创建", "body": TABLE}],
        honors=[{"name": "示范单位", "quote": quote, "where": "lead"}],
    )


def test_a_table_is_a_region_that_the_keyboard_reaches(client, report):
    page = client.get(report.get_absolute_url()).text
    region = '<div class="table-scroll" role="region" tabindex="0" aria-label="2021年创建情况">'
    assert page.count(f"{region}<table>") == 2
    assert '<th scope="col">获得者</th>' in page


def test_the_phrase_of_a_fact_is_marked_over_the_cells_of_its_row(client, report):
    page = client.get(report.get_absolute_url()).text
    assert '<mark class="evidence evidence-honor" id="honor-1">自治区级示范单位</mark>' in page
    assert '<td><mark class="evidence evidence-honor">库伦镇中心校</mark></td>' in page
    report.anchor_facts()
    assert report.honors.get().where == "lead"


def test_a_table_is_found_and_leaves_as_lines_of_cells(client, report):
    assert search(parse("库伦镇中心校")).hits[0].pk == report.pk
    found = client.get(f"/api/v1/articles/{report.pk}").json()
    assert found["lead"] == f"甲\n{TEXT}"
    assert found["measures"][0]["body"] == TEXT


def test_a_changed_cell_is_told_apart_by_its_row(admin_client, report):
    report.lead = report.lead.replace("库伦镇", "额勒顺镇")
    report.save_revision()
    address = editors.url("revisions_compare", report.pk, "earliest", "latest")
    (changed,) = admin_client.get(address).context["comparison"]
    shown = changed.htmldiff()
    assert '自治区级示范单位\t<span class="deletion">' in shown
    assert '<div class="compared-text">甲\n2021年创建情况\n称号\t获得者\n' in shown
