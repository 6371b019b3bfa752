"""The columns of the files that a report brings along."""

from collections.abc import Sequence

from articles.exports.columns import Column, Type, absolute, grouped
from articles.exports.shared_columns import ID
from articles.models import Attachment
from unityreports.site.file_kinds import KINDS


def titles_of(articles: Sequence[int]) -> dict[int, list[str]]:
    """Return what each report's files are called, in order."""
    rows = Attachment.objects.filter(article__in=articles).order_by("article", "sort_order", "pk")
    return grouped(rows.values_list("article", "title"))


def _addresses_of(numbers: Sequence[int]) -> dict[int, str]:
    rows = Attachment.objects.filter(pk__in=numbers)
    return {row.pk: absolute(row.get_absolute_url()) for row in rows}


ATTACHMENTS = (
    ID,
    Column("title", Type.TEXT, "名称", "内容", "读者看到的名称。", width=40),
    Column("file", Type.TEXT, "文件名", "内容", "下载时的文件名。", expression="file__name"),
    Column(
        "media_type",
        Type.TEXT,
        "类型",
        "内容",
        "文件的类型（MIME），按内容认定。",
        expression="kind",
        convert=lambda kind: KINDS[kind].media_type,
    ),
    Column("size", Type.INTEGER, "大小", "内容", "字节数。"),
    Column(
        "sha256",
        Type.TEXT,
        "校验值",
        "内容",
        "文件内容的 SHA-256。",
        expression="file__sha256",
        width=40,
    ),
    Column(
        "address",
        Type.LINK,
        "网址",
        "内容",
        "文件在本站的网址；报告撤下后即失效。",
        expression="pk",
        lookup=_addresses_of,
        width=40,
    ),
)
