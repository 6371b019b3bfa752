"""The columns of the list of figures."""

from articles.exports.columns import Column, Type, number
from articles.exports.gathered_columns import GATHERED
from articles.exports.shared_columns import ID, QUOTE, REPORT, place_in_report, version, year_stated
from articles.models import Figure

FIGURES = (
    ID,
    Column("name", Type.TEXT, "指标", "内容", "数据的名称。", width=30, field="name"),
    Column(
        "value",
        Type.DECIMAL,
        "数值",
        "内容",
        "原文写明的数值，单位另列。",
        convert=number,
        width=14,
        field="value",
    ),
    Column("unit", Type.TEXT, "单位", "内容", "原文所用的计量单位。", width=10, field="unit"),
    year_stated("原文写明的年份；没有写明的为空。"),
    Column(
        "period", Type.TEXT, "时期", "内容", "原文的说法，例如“目前”“2013年以来”。", field="period"
    ),
    Column(
        "growth_percent",
        Type.DECIMAL,
        "增长（%）",
        "内容",
        "原文写明的增长百分比；下降为负，没有写明的为空。",
        convert=number,
        width=10,
        field="growth_percent",
    ),
    Column(
        "approximate",
        Type.BOOLEAN,
        "约数",
        "内容",
        "原文写作近、约、余、多。",
        width=8,
        field="approximate",
    ),
    Column(
        "part_of",
        Type.TEXT,
        "总数",
        "内容",
        "原文写明是其一部分的那项数据的指标；不是部分的为空。求和时不要与总数重复相加。",
        width=24,
        field="part_of",
    ),
    *GATHERED,
    QUOTE,
    *REPORT,
    place_in_report(Figure),
    version("article__"),
)
