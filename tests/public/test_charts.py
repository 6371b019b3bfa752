"""Charts drawn on the server."""

from decimal import Decimal

import pytest

from articles.models import Figure
from articles.public.charts import figure_bars
from tests import factories


def test_a_figure_below_nothing_has_no_bar():
    figures = [
        Figure(name="收支差额", value=Decimal("-3.2"), unit="亿元"),
        Figure(name="收入", value=Decimal("5"), unit="亿元"),
        Figure(name="支出", value=Decimal("10"), unit="亿元"),
        Figure(name="工业增加值增长", value=Decimal("-4.1"), unit="%"),
    ]
    assert figure_bars(figures) == {1: 50.0, 2: 100.0}


def test_bars_compare_like_with_like_only():
    names = {
        "地区生产总值": None,
        "旅游收入": None,
        "一般公共预算收入": 50.0,
        "一般公共预算支出": 100.0,
        "社会消费品零售总额": None,
        "进出口总额": None,
        "捐款（第一组）": 100.0,
        "捐款（第二组）": 100.0,
        "城镇居民人均可支配收入": 100.0,
        "农牧民人均可支配收入": 100.0,
    }
    value = {"一般公共预算收入": 5}
    figures = [Figure(name=n, value=Decimal(value.get(n, 10)), unit="亿元") for n in names]
    lengths = figure_bars(figures)
    assert [lengths.get(position) for position in range(len(names))] == list(names.values())


@pytest.mark.django_db
def test_how_many_there_are_of_a_title_is_not_told_again_among_the_figures(client):
    report = factories.published(
        lead="<p>有6个示范单位、6个广场。</p>",
        honors=[{"name": "示范单位", "count": 6, "quote": "6个示范单位"}],
        figures=[
            {"name": "示范单位", "value": "6", "unit": "个", "quote": "6个示范单位"},
            {"name": "广场", "value": "6", "unit": "个", "quote": "6个广场"},
        ],
    )
    page = client.get(report.get_absolute_url()).content.decode()
    assert '<tr id="card-figure-2">' in page
    assert '<tr id="card-figure-1">' not in page
    # Where others lead to: its sentence, and its card, which is the title's.
    assert 'id="figure-1"' in page
    assert '<span id="card-figure-1">' in page
