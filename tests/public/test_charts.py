"""Charts drawn on the server."""

from decimal import Decimal

from articles.models import Figure
from articles.public.charts import figure_bars


def test_a_figure_below_nothing_has_no_bar():
    figures = [
        Figure(name="收支差额", value=Decimal("-3.2"), unit="亿元"),
        Figure(name="收入", value=Decimal("5"), unit="亿元"),
        Figure(name="支出", value=Decimal("10"), unit="亿元"),
        Figure(name="工业增加值增长", value=Decimal("-4.1"), unit="%"),
    ]
    assert figure_bars(figures) == {1: 50.0, 2: 100.0}
