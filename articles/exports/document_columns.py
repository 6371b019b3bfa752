"""The columns of the documents that a report mentions."""

from articles.exports.columns import Column, Type
from articles.exports.shared_columns import ID, QUOTE, REPORT, place_in_report
from articles.models import DocumentMention
from unityreports.site.language import readers_words

DOCUMENTS = (
    ID,
    Column("title", Type.TEXT, "名称", "内容", "书名号内的文字，照原文。", width=40),
    Column(
        "kind",
        Type.CHOICE,
        "类别",
        "内容",
        "法律、规划、报刊等。",
        choices=readers_words(DocumentMention.Kind),
    ),
    Column("status", Type.TEXT, "原文动作", "内容", "例如“编制出台”；原文没有写明的为空。"),
    QUOTE,
    place_in_report(DocumentMention),
)

# As a list of its own: each row says which report cites the document.
CITATIONS = (*DOCUMENTS[:-1], *REPORT, DOCUMENTS[-1])
