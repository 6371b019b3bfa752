"""The columns that tell what a figure is gathered under: they follow the desk's vocabulary.

They stand in the list of figures, not among the parts of a report: the vocabulary changes while the
report stays as it is.
"""

from decimal import Decimal

from django.db.models import CharField, Expression, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from articles.exports.columns import Column, Type, number
from articles.models import IndicatorName
from articles.models.indicator import gathered_name
from articles.models.unit_scales import told

_BETWEEN = "\x1f"  # stands in no unit


def _as_stated() -> Expression:
    """Return the expression of all that a value is told by: value, unit, unit of the indicator."""
    wished = IndicatorName.objects.filter(name=OuterRef("name")).values("indicator__unit")
    unit = Coalesce(Subquery(wished[:1]), Value(""), output_field=CharField())
    parts = Cast("value", TextField()), Value(_BETWEEN), "unit", Value(_BETWEEN), unit
    return Concat(*parts, output_field=TextField())


def _told(stated: str) -> tuple[Decimal, str]:
    value, unit, wished = stated.split(_BETWEEN)
    return told(Decimal(value), unit, wished)


def _value(stated: str) -> int | float:
    return number(_told(stated)[0])


def _unit(stated: str) -> str:
    return _told(stated)[1]


GATHERED = (
    Column(
        "indicator",
        Type.TEXT,
        "归入指标",
        "指标",
        "本站指标表中的名称；没有归入指标的，与名称相同。",
        expression=gathered_name,
        width=30,
    ),
    Column(
        "indicator_value",
        Type.DECIMAL,
        "统一单位的数值",
        "指标",
        "按指标的单位写出的数值，只作“万”“亿”的换算；不能换算的照原文。",
        expression=_as_stated,
        convert=_value,
        width=14,
    ),
    Column(
        "indicator_unit",
        Type.TEXT,
        "统一的单位",
        "指标",
        "“统一单位的数值”的单位。",
        expression=_as_stated,
        convert=_unit,
        width=10,
    ),
)
