"""The columns of the list of measures."""

from django.db.models import F

from articles.exports.columns import Column, Type
from articles.exports.shared_columns import ID, REPORT, place_in_report
from articles.models import Measure
from unityreports.site import richtext
from unityreports.site.language import readers_words

MEASURES = (
    ID,
    Column(
        "number",
        Type.INTEGER,
        "序号",
        "内容",
        "在报告提纲中的次序，从 1 起。",
        expression=lambda: F("sort_order") + 1,
        width=8,
    ),
    Column(
        "level",
        Type.CHOICE,
        "层级",
        "内容",
        "提纲的层级。",
        choices=readers_words(Measure.Level),
        width=18,
    ),
    Column("heading", Type.TEXT, "标题", "内容", "照原文；没有的为空。", width=44),
    Column(
        "theme", Type.TEXT, "主题", "内容", "编辑所定的主题；未定的为空。", expression="theme__name"
    ),
    Column(
        "body",
        Type.LONG_TEXT,
        "正文",
        "内容",
        "标题之下的文字，每段一行。",
        convert=richtext.to_text,
        width=60,
    ),
    *REPORT,
    place_in_report(Measure),
)
