"""What a list tells of a report before it is opened."""

import pytest

from tests import factories
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("lead", "shown"),
    [
        ("<p>各位领导、同志们：</p><p>全市认真开展创建工作。</p>", "全市认真开展创建工作。"),
        ("<p>同志们：全市认真开展创建工作。</p>", "全市认真开展创建工作。"),
        ("<p>各位领导</p><p>各位来宾！</p><p>全市开展创建。</p>", "全市开展创建。"),
        ("<p>各族群众同心：全市开展创建。</p>", "各族群众同心：全市开展创建。"),
        ("<p>尊敬的各位领导：</p>", None),
        ("", None),
    ],
)
def test_a_card_begins_behind_the_salutation_and_shows_no_empty_beginning(client, lead, shown):
    factories.published(lead=lead)
    page = one_line(client.get("/articles/"))
    if shown is None:
        assert "teaser" not in page
    else:
        assert f'<p class="teaser">{shown}</p>' in page


def test_a_card_tells_of_honors_held_and_of_themes_each_once(client):
    theme = factories.theme()
    factories.published(
        measures=[{"theme": theme}, {"theme": theme}],
        honors=[{"name": "示范单位"}, {"name": "示范基地"}, {"name": "新目标", "status": "target"}],
    )
    page = one_line(client.get("/articles/"))
    assert "已获荣誉 2 条：" in page
    assert "示范单位</a>等" in page
    assert "新目标" not in page
    assert page.count('class="theme"') == 1


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("region=152201", 2),
        ("year=2020", 3),
        ("theme=culture&region=152201", 1),
        ("since=2020-08-01", 1),
    ],
)
def test_a_narrowed_list_says_how_many_there_are(client, query, total):
    factories.published(measures=[{"theme": factories.theme()}])
    factories.published(published_at=factories.china(2020, 9, 1))
    factories.published(region=factories.region("150524"))
    factories.draft()
    assert f"共 {total} 篇" in one_line(client.get(f"/articles/?{query}"))
    assert "共 " not in one_line(client.get("/articles/"))


def test_a_heading_with_its_own_numeral_gets_no_second_one(client):
    report = factories.published(
        measures=[
            {"heading": "一、抓宣传教育"},
            {"heading": "（一）进校园。", "level": 2},
            {"heading": "抓民生经济"},
            {"heading": "进社区。", "level": 2},
        ]
    )
    page = one_line(client.get(report.get_absolute_url()))
    assert page.count('<span class="no">2</span>') == 2  # in contents and text
    assert page.count('<span class="no">2.1</span>') == 2
    assert '<span class="no">1' not in page


def test_the_index_of_places_leads_to_the_place_that_is_typed(client):
    place = factories.region("150524")
    assert client.get("/regions/?name=kulunqi").headers["Location"] == place.get_absolute_url()
    assert "没有找到这个地区" in one_line(client.get("/regions/?name=没有这里"))
