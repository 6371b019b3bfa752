"""The columns of what an index of government documents lists a report by."""

from articles.exports.columns import Column, Type
from articles.models import Article
from unityreports.site.language import readers_words

_GROUP = "公开信息"
DISCLOSURE = (
    Column(
        "index_number",
        Type.TEXT,
        "索引号",
        _GROUP,
        "全站不重复；没有的为空。",
        default=False,
        width=28,
    ),
    Column(
        "document_number",
        Type.TEXT,
        "发文字号",
        _GROUP,
        "照原文；没有的为空。",
        default=False,
        width=28,
    ),
    Column(
        "issuing_office",
        Type.TEXT,
        "发文机关",
        _GROUP,
        "照原文；没有的为空。",
        default=False,
        width=24,
    ),
    Column("topic", Type.TEXT, "主题分类", _GROUP, "照原文；没有的为空。", default=False, width=20),
    Column(
        "written_on",
        Type.DATE,
        "成文日期",
        _GROUP,
        "文件成文的日期；没有的为空。",
        default=False,
        width=12,
    ),
    Column(
        "topic_words", Type.TEXT, "主题词", _GROUP, "照原文；没有的为空。", default=False, width=24
    ),
    Column(
        "validity",
        Type.CHOICE,
        "有效性",
        _GROUP,
        "文件是否有效；没有写明的为空。",
        choices=readers_words(Article.Validity),
        default=False,
        width=10,
    ),
)
