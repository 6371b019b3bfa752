"""The columns of the list of reports."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from articles.exports.attachment_columns import titles_of
from articles.exports.columns import (
    Column,
    Type,
    as_stored,
    grouped,
    local,
    local_date,
    public_address,
    stated_time,
)
from articles.exports.disclosure_columns import DISCLOSURE
from articles.exports.picture_columns import words_of
from articles.exports.shared_columns import place_at, version
from articles.models import Article, ArticleTag, Figure, Honor, Measure
from articles.publishing import status_filters
from unityreports.site import richtext
from unityreports.site.language import readers_words


def _count(model: type[Measure | Honor | Figure], **condition: str) -> Coalesce:
    """Return the number of a report's rows of ``model``."""
    rows = model.objects.filter(article=OuterRef("pk"), **condition).order_by()
    count = rows.values("article").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count), 0)


def tags_of(articles: Sequence[int]) -> dict[int, list[str]]:
    """Return the names of the tags of reports, by the keys of these."""
    rows = ArticleTag.objects.filter(content_object__in=articles).order_by("tag__name")
    return grouped(rows.values_list("content_object", "tag__name"))


def _themes_of(articles: Sequence[int]) -> dict[int, list[str]]:
    rows = Measure.objects.filter(article__in=articles, theme__isnull=False)
    rows = rows.order_by("theme__position", "theme__name")
    return grouped(rows.values_list("article", "theme__name"))


def _outlines_of(articles: Sequence[int]) -> dict[int, str]:
    lines: dict[int, list[str]] = defaultdict(list)
    rows = Measure.objects.filter(article__in=articles).order_by("article", "sort_order", "pk")
    for article, heading, body in rows.values_list("article", "heading", "body"):
        lines[article] += filter(None, (heading, richtext.to_text(body)))
    return {article: "\n".join(found) for article, found in lines.items()}


ARTICLES = (
    Column("id", Type.INTEGER, "编号", "标识", "报告在本站的编号，也是网址的一部分。", width=10),
    Column(
        "uid",
        Type.TEXT,
        "永久标识",
        "标识",
        "报告的 UUID，换网址、换数据库都不变。",
        convert=str,
        default=False,
        width=38,
    ),
    Column("title", Type.TEXT, "标题", "报告", "照原文，不加栏目前缀。", width=48, field="title"),
    Column(
        "subtitle",
        Type.TEXT,
        "副标题",
        "报告",
        "不含破折号；没有的为空。",
        default=False,
        width=30,
        field="subtitle",
    ),
    Column(
        "date",
        Type.DATE,
        "发布日期",
        "报告",
        "报告自己的日期（北京时间），不是录入本站的日期。",
        expression=lambda: as_stored("published_at"),
        convert=local_date,
        width=12,
        field="published_at",
    ),
    Column(
        "time",
        Type.TIME,
        "发布时刻",
        "报告",
        "报告写明的时刻（北京时间，时:分）；没有写明的为空。",
        expression=lambda: as_stored("published_at"),
        convert=stated_time,
        default=False,
        width=10,
    ),
    Column("source", Type.TEXT, "来源", "报告", "发布单位或媒体；原文没有的为空。", field="source"),
    Column("author", Type.TEXT, "作者", "报告", "原文没有的为空。", field="author"),
    Column(
        "channel",
        Type.TEXT,
        "栏目",
        "报告",
        "所在栏目的名称。",
        expression="channel__name",
        field="channel",
    ),
    *place_at(
        "region",
        "报告所写地区的全称，从省级写起。",
        "法定区划代码，按级别 2、4、6、9、12 位，不补零。",
        field="region",
    ),
    Column(
        "language",
        Type.CHOICE,
        "语言",
        "报告",
        "语言和文字（BCP 47）。",
        choices=readers_words(Article.Language),
        default=False,
        field="language",
    ),
    Column(
        "tags",
        Type.LIST,
        "标签",
        "报告",
        "编辑所加的标签。",
        expression="pk",
        lookup=tags_of,
        default=False,
        width=30,
        field="tags",
    ),
    Column(
        "themes",
        Type.LIST,
        "主题",
        "内容",
        "各项举措所属的主题，不重复。",
        expression="pk",
        lookup=_themes_of,
        default=False,
        width=30,
    ),
    Column(
        "measure_count",
        Type.INTEGER,
        "举措数",
        "内容",
        "提纲的行数，两级都算。",
        expression=lambda: _count(Measure),
        total=True,
        width=8,
    ),
    Column(
        "honor_count",
        Type.INTEGER,
        "荣誉数",
        "内容",
        "文中荣誉的条数，已获得、创建目标和文中提及的都算。",
        expression=lambda: _count(Honor),
        total=True,
        width=8,
    ),
    Column(
        "held_count",
        Type.INTEGER,
        "已获荣誉数",
        "内容",
        "其中原文写明已获得的条数。",
        expression=lambda: _count(Honor, status=Honor.Status.HELD),
        total=True,
        default=False,
        width=10,
    ),
    Column(
        "figure_count",
        Type.INTEGER,
        "数据数",
        "内容",
        "文中数据的条数。",
        expression=lambda: _count(Figure),
        total=True,
        width=8,
    ),
    Column(
        "lead",
        Type.LONG_TEXT,
        "导语",
        "全文",
        "第一个标题之前的文字。",
        convert=richtext.to_text,
        default=False,
        width=60,
    ),
    Column(
        "outline",
        Type.LONG_TEXT,
        "举措全文",
        "全文",
        "各项举措的标题和正文，每段一行。",
        expression="pk",
        lookup=_outlines_of,
        default=False,
        width=60,
    ),
    Column(
        "closing",
        Type.LONG_TEXT,
        "结语",
        "全文",
        "最后的“下一步……”等文字。",
        convert=richtext.to_text,
        default=False,
        width=60,
    ),
    Column(
        "captions",
        Type.LIST,
        "图片",
        "内容",
        "报告所登的图片，依次列出图题；没有图题的列出图片说明。",
        expression="pk",
        lookup=words_of,
        default=False,
        width=40,
    ),
    Column(
        "attached",
        Type.LIST,
        "附件",
        "内容",
        "报告所附的文件，依次列出名称。",
        expression="pk",
        lookup=titles_of,
        default=False,
        width=40,
    ),
    *DISCLOSURE,
    Column(
        "views",
        Type.INTEGER,
        "浏览次数",
        "报告",
        "原站写明的次数加本站的次数；都没有的为空。",
        expression=lambda: F("view_count__imported") + F("view_count__counted"),
        default=False,
        width=10,
    ),
    Column(
        "source_url",
        Type.TEXT,
        "原文网址",
        "报告",
        "报告在原网站的网址；不清楚的为空。",
        default=False,
        width=40,
        field="source_url",
    ),
    Column(
        "updated",
        Type.MOMENT,
        "更新时间",
        "报告",
        "本站最近一次发布或改动的时间（北京时间）。",
        expression=lambda: Coalesce(as_stored("last_published_at"), as_stored("created_at")),
        convert=local,
        default=False,
        width=18,
    ),
    Column(
        "address",
        Type.LINK,
        "网址",
        "标识",
        "报告在本站的网址。",
        expression=lambda: public_address("article_detail", "pk"),
        width=40,
    ),
    Column(
        "state",
        Type.CHOICE,
        "状态",
        "办理",
        "报告在发布流程中的位置。“有新草稿”的，导出的是已发布的文字，不是草稿。",
        choices=readers_words(status_filters.Status),
        expression=status_filters.standing,
        staff=True,
        width=10,
    ),
    Column(
        "created",
        Type.MOMENT,
        "录入时间",
        "办理",
        "录入本站的时间（北京时间）。",
        expression=lambda: as_stored("created_at"),
        convert=local,
        default=False,
        staff=True,
        width=18,
    ),
    version(),
)
