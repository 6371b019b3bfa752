"""The columns of the places that a report mentions."""

from articles.exports.columns import Column, Type
from articles.exports.shared_columns import ID, QUOTE, place_at, place_in_report
from articles.models import PlaceMention

PLACES = (
    ID,
    Column("name", Type.TEXT, "名称", "内容", "报告中的写法。", width=20),
    Column(
        "aliases",
        Type.LIST,
        "文中其他写法",
        "内容",
        "同一处在文中的其他写法，例如“该旗”。",
        convert=str.split,
    ),
    *place_at(
        "region",
        "所指地区的全称；认不准是哪一处的为空。",
        "所指地区的代码；认不准是哪一处的为空。",
    ),
    QUOTE,
    place_in_report(PlaceMention),
)
