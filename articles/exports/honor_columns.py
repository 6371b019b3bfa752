"""The columns of the honors ledger."""

from articles.exports.columns import Column, Type
from articles.exports.shared_columns import ID, QUOTE, REPORT, place_in_report, version, year_stated
from articles.models import Honor
from unityreports.site.language import readers_words

HONORS = (
    ID,
    Column("name", Type.TEXT, "名称", "内容", "荣誉或称号的名称，照原文。", width=40, field="name"),
    Column(
        "status",
        Type.CHOICE,
        "状态",
        "内容",
        "原文写明获得、命名、表彰的为已获得；争创、打造的为创建目标；其余为文中提及。"
        "创建目标从不计作已获得。",
        choices=readers_words(Honor.Status),
        width=10,
        field="status",
    ),
    Column(
        "level",
        Type.CHOICE,
        "级别",
        "内容",
        "原文没有写明的为空，不作推断。",
        choices=readers_words(Honor.Level),
        width=14,
        field="level",
    ),
    Column(
        "kind",
        Type.CHOICE,
        "类别",
        "内容",
        "荣誉给予何种对象。",
        choices=readers_words(Honor.Kind),
        width=10,
        field="kind",
    ),
    Column(
        "count",
        Type.INTEGER,
        "数量",
        "内容",
        "原文写明的个数；没有写明的为空。",
        width=8,
        field="count",
    ),
    Column(
        "count_derived",
        Type.BOOLEAN,
        "数量由名单数得",
        "内容",
        "原文只列名单、没有写出数字。",
        default=False,
        width=14,
        field="count_derived",
    ),
    year_stated("原文写明的年份（“截至”的年份也算）；没有写明的为空。"),
    Column(
        "recipients",
        Type.LIST,
        "获得者",
        "内容",
        "原文列出的单位或地方。",
        convert=str.splitlines,
        width=40,
        field="recipients",
    ),
    Column(
        "conferred_by", Type.TEXT, "授予机关", "内容", "原文没有写明的为空。", field="conferred_by"
    ),
    QUOTE,
    *REPORT,
    place_in_report(Honor),
    version("article__"),
)
