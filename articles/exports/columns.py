"""The registry of columns: each is described here once.

The description serves the desk's export dialog, the command line, public downloads, the API's
fields and its OpenAPI description, and the page of the data dictionary.
"""

import datetime
import enum
import zoneinfo
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import (
    Count,
    ExpressionWrapper,
    F,
    OuterRef,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse

from articles.models import (
    Article,
    ArticleTag,
    DocumentMention,
    Figure,
    Honor,
    Measure,
    Placement,
    PlaceMention,
)
from articles.models.querysets import public
from articles.publishing import status_filters
from regions.kinds import Kind as RegionKind
from regions.models import FormerDivision, Level
from unityreports.site import richtext
from unityreports.site.language import readers_words


class Type(enum.Enum):
    """What a column's values are. The value is the name that readers see."""

    TEXT = "文字"
    LONG_TEXT = "长文字"
    LIST = "多个文字"
    CHOICE = "选项"
    INTEGER = "整数"
    DECIMAL = "小数"
    BOOLEAN = "是或否"
    DATE = "日期"
    TIME = "时刻"
    MOMENT = "日期时间"
    LINK = "网址"


@dataclass(frozen=True)
class Column:
    """One column.

    ``expression`` is what the database is asked for: a lookup path, an expression, or a function
    that returns one (for what is known only once the site runs, such as its address).
    ``convert`` turns a stored value into the exported one; ``None`` is never handed to it.
    ``lookup`` fetches values that one row has many of: it is given the stored values of a chunk of
    rows and returns a dict from stored to exported value.
    A ``staff`` column is offered in the desk and on the command line only.
    """

    name: str
    type: Type
    label: str
    group: str
    description: str
    _: KW_ONLY
    expression: Any = None
    convert: Callable[[Any], Any] | None = None
    lookup: Callable[[Sequence[Any]], dict[Any, Any]] | None = None
    choices: dict[Any, str] = field(default_factory=dict)
    default: bool = True
    staff: bool = False
    width: int = 16

    def source(self):
        """Return the lookup path or expression that the database is asked for."""
        if callable(self.expression):
            return self.expression()
        return self.name if self.expression is None else self.expression


# timezone.localtime() asks for the current zone at every call, and Django's own conversion of
# SQLite's texts goes through four functions a value: together more than half of an export's time.
_CHINA = zoneinfo.ZoneInfo(settings.TIME_ZONE)


def _as_stored(moment: str) -> ExpressionWrapper:
    """Return the expression of a moment as the driver gives it: on SQLite in UTC, unmarked."""
    return ExpressionWrapper(F(moment), output_field=TextField())


def local(moment: datetime.datetime | str) -> datetime.datetime:
    """Return a stored moment in Asia/Shanghai."""
    if isinstance(moment, str):  # SQLite's driver knows the type of columns, not of expressions
        moment = datetime.datetime.fromisoformat(moment)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return moment.astimezone(_CHINA)


def local_date(moment: datetime.datetime | str) -> datetime.date:
    """Return the day of a stored moment in Asia/Shanghai."""
    return local(moment).date()


def stated_time(moment: datetime.datetime | str) -> datetime.time | None:
    """Return the time of day in Asia/Shanghai; midnight stands for "no time stated"."""
    time = local(moment).time()
    return None if time == datetime.time.min else time.replace(second=0, microsecond=0)


def number(value: Decimal) -> int | float:
    """Return a stored decimal as the number it is, without the zeros the column pads it with."""
    return int(value) if value == value.to_integral_value() else float(value)


def absolute(path: str) -> str:
    """Return the public address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


def _address(view: str, key: str, *fragment) -> Concat:
    """Return the expression of the public address of a row: no Python runs for any of them.

    ``key`` is the lookup path of the one argument of the URL pattern; ``fragment`` are further
    expressions that follow the address.
    """
    before, after = absolute(reverse(view, args=[15])).rsplit("15", 1)
    return Concat(
        Value(before),
        Cast(key, TextField()),
        Value(after),
        *fragment,
        output_field=TextField(),
    )


def _count(model, **condition) -> Coalesce:
    """Return the number of a report's rows of ``model``."""
    rows = model.objects.filter(article=OuterRef("pk"), **condition).order_by()
    count = rows.values("article").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count), 0)


def _grouped(pairs) -> dict[Any, list]:
    grouped = defaultdict(list)
    for key, value in pairs:
        if value not in grouped[key]:
            grouped[key].append(value)
    return grouped


def _tags_of(articles: Sequence[int]) -> dict[int, list[str]]:
    rows = ArticleTag.objects.filter(content_object__in=articles).order_by("tag__name")
    return _grouped(rows.values_list("content_object", "tag__name"))


def _themes_of(articles: Sequence[int]) -> dict[int, list[str]]:
    rows = Measure.objects.filter(article__in=articles, theme__isnull=False)
    rows = rows.order_by("theme__position", "theme__name")
    return _grouped(rows.values_list("article", "theme__name"))


def _outlines_of(articles: Sequence[int]) -> dict[int, str]:
    lines = defaultdict(list)
    rows = Measure.objects.filter(article__in=articles).order_by("article", "sort_order", "pk")
    for article, heading, body in rows.values_list("article", "heading", "body"):
        lines[article] += filter(None, (heading, richtext.to_text(body)))
    return {article: "\n".join(found) for article, found in lines.items()}


def _former_of(regions: Sequence[int]) -> dict[int, list[str]]:
    rows = FormerDivision.objects.filter(region__in=regions).order_by("region", "code")
    return _grouped(
        (region, f"{name}（{code}）" if code else name)
        for region, code, name in rows.values_list("region", "code", "name")
    )


def _reports_in(regions: Sequence[int]) -> dict[int, int]:
    rows = Placement.objects.filter(public(prefix="article__"), region__in=regions).order_by()
    counts = dict(rows.values_list("region").annotate(Count("pk")))
    return {region: counts.get(region, 0) for region in regions}


_EVIDENCE = "出处"


def _region(of: str, name: str, code: str) -> tuple[Column, Column]:
    """Return the columns of the place at a lookup path; ``name`` and ``code`` describe them."""
    return (
        Column("region", Type.TEXT, "地区", "地区", name, expression=f"{of}__full_name", width=30),
        Column(
            "region_code", Type.TEXT, "地区代码", "地区", code, expression=f"{of}__code", width=14
        ),
    )


# The report that a measure or fact stands in: every such row says where it was read.
REPORT = (
    Column(
        "report",
        Type.INTEGER,
        "报告编号",
        _EVIDENCE,
        "所在报告在本站的编号。",
        expression="article_id",
        default=False,
        width=10,
    ),
    Column(
        "report_title",
        Type.TEXT,
        "报告标题",
        _EVIDENCE,
        "所在报告的标题。",
        expression="article__title",
        width=44,
    ),
    Column(
        "report_source",
        Type.TEXT,
        "报告来源",
        _EVIDENCE,
        "所在报告的发布单位或媒体；原文没有的为空。",
        expression="article__source",
    ),
    Column(
        "report_date",
        Type.DATE,
        "报告日期",
        _EVIDENCE,
        "所在报告自己的日期（北京时间）。",
        expression=lambda: _as_stored("article__published_at"),
        convert=local_date,
        width=12,
    ),
    *_region(
        "article__region",
        "报告所写地区的全称，从省级写起。",
        "报告所写地区的法定区划代码，按级别 2、4、6、9、12 位，不补零。",
    ),
)


def _place_in_report(model) -> Column:
    anchor = Value(f"#{model._meta.model_name}-")
    return Column(
        "address",
        Type.LINK,
        "网址",
        _EVIDENCE,
        "原句在本站报告页上的网址，打开即到这一句。",
        expression=lambda: _address(
            "article_detail", "article_id", anchor, Cast(F("sort_order") + 1, TextField())
        ),
        width=40,
    )


_QUOTE = Column("quote", Type.TEXT, "原文依据", _EVIDENCE, "报告中的原话，一字不改。", width=50)

_ID = Column("id", Type.INTEGER, "编号", "标识", "在本站的编号。", default=False, width=10)


def _year(description: str) -> Column:
    return Column("year", Type.INTEGER, "年份", "内容", description, width=8)


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
    Column("title", Type.TEXT, "标题", "报告", "照原文，不加栏目前缀。", width=48),
    Column(
        "subtitle", Type.TEXT, "副标题", "报告", "不含破折号；没有的为空。", default=False, width=30
    ),
    Column(
        "date",
        Type.DATE,
        "发布日期",
        "报告",
        "报告自己的日期（北京时间），不是录入本站的日期。",
        expression=lambda: _as_stored("published_at"),
        convert=local_date,
        width=12,
    ),
    Column(
        "time",
        Type.TIME,
        "发布时刻",
        "报告",
        "报告写明的时刻（北京时间，时:分）；没有写明的为空。",
        expression=lambda: _as_stored("published_at"),
        convert=stated_time,
        default=False,
        width=10,
    ),
    Column("source", Type.TEXT, "来源", "报告", "发布单位或媒体；原文没有的为空。"),
    Column("author", Type.TEXT, "作者", "报告", "原文没有的为空。"),
    Column("channel", Type.TEXT, "栏目", "报告", "所在栏目的名称。", expression="channel__name"),
    *_region(
        "region",
        "报告所写地区的全称，从省级写起。",
        "法定区划代码，按级别 2、4、6、9、12 位，不补零。",
    ),
    Column(
        "language",
        Type.CHOICE,
        "语言",
        "报告",
        "语言和文字（BCP 47）。",
        choices=readers_words(Article.Language),
        default=False,
    ),
    Column(
        "tags",
        Type.LIST,
        "标签",
        "报告",
        "编辑所加的标签。",
        expression="pk",
        lookup=_tags_of,
        default=False,
        width=30,
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
        width=8,
    ),
    Column(
        "honor_count",
        Type.INTEGER,
        "荣誉数",
        "内容",
        "文中荣誉的条数，已获得、创建目标和文中提及的都算。",
        expression=lambda: _count(Honor),
        width=8,
    ),
    Column(
        "held_count",
        Type.INTEGER,
        "已获荣誉数",
        "内容",
        "其中原文写明已获得的条数。",
        expression=lambda: _count(Honor, status=Honor.Status.HELD),
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
    ),
    Column(
        "updated",
        Type.MOMENT,
        "更新时间",
        "报告",
        "本站最近一次发布或改动的时间（北京时间）。",
        expression=lambda: Coalesce(_as_stored("last_published_at"), _as_stored("created_at")),
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
        expression=lambda: _address("article_detail", "pk"),
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
        expression=lambda: _as_stored("created_at"),
        convert=local,
        default=False,
        staff=True,
        width=18,
    ),
)

MEASURES = (
    _ID,
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
    _place_in_report(Measure),
)

HONORS = (
    _ID,
    Column("name", Type.TEXT, "名称", "内容", "荣誉或称号的名称，照原文。", width=40),
    Column(
        "status",
        Type.CHOICE,
        "状态",
        "内容",
        "原文写明获得、命名、表彰的为已获得；争创、打造的为创建目标；其余为文中提及。"
        "创建目标从不计作已获得。",
        choices=readers_words(Honor.Status),
        width=10,
    ),
    Column(
        "level",
        Type.CHOICE,
        "级别",
        "内容",
        "原文没有写明的为空，不作推断。",
        choices=readers_words(Honor.Level),
        width=14,
    ),
    Column(
        "kind",
        Type.CHOICE,
        "类别",
        "内容",
        "荣誉给予何种对象。",
        choices=readers_words(Honor.Kind),
        width=10,
    ),
    Column("count", Type.INTEGER, "数量", "内容", "原文写明的个数；没有写明的为空。", width=8),
    Column(
        "count_derived",
        Type.BOOLEAN,
        "数量由名单数得",
        "内容",
        "原文只列名单、没有写出数字。",
        default=False,
        width=14,
    ),
    _year("原文写明的年份（“截至”的年份也算）；没有写明的为空。"),
    Column(
        "recipients",
        Type.LIST,
        "获得者",
        "内容",
        "原文列出的单位或地方。",
        convert=str.splitlines,
        width=40,
    ),
    Column("conferred_by", Type.TEXT, "授予机关", "内容", "原文没有写明的为空。"),
    _QUOTE,
    *REPORT,
    _place_in_report(Honor),
)

FIGURES = (
    _ID,
    Column("name", Type.TEXT, "指标", "内容", "数据的名称。", width=30),
    Column(
        "value",
        Type.DECIMAL,
        "数值",
        "内容",
        "原文写明的数值，单位另列。",
        convert=number,
        width=14,
    ),
    Column("unit", Type.TEXT, "单位", "内容", "原文所用的计量单位。", width=10),
    _year("原文写明的年份；没有写明的为空。"),
    Column("period", Type.TEXT, "时期", "内容", "原文的说法，例如“目前”“2013年以来”。"),
    Column(
        "growth_percent",
        Type.DECIMAL,
        "增长（%）",
        "内容",
        "原文写明的增长百分比；下降为负，没有写明的为空。",
        convert=number,
        width=10,
    ),
    Column("approximate", Type.BOOLEAN, "约数", "内容", "原文写作近、约、余、多。", width=8),
    _QUOTE,
    *REPORT,
    _place_in_report(Figure),
)

DOCUMENTS = (
    _ID,
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
    _QUOTE,
    _place_in_report(DocumentMention),
)

PLACES = (
    _ID,
    Column("name", Type.TEXT, "名称", "内容", "报告中的写法。", width=20),
    Column(
        "aliases",
        Type.LIST,
        "文中其他写法",
        "内容",
        "同一处在文中的其他写法，例如“该旗”。",
        convert=str.split,
    ),
    *_region(
        "region",
        "所指地区的全称；认不准是哪一处的为空。",
        "所指地区的代码；认不准是哪一处的为空。",
    ),
    _QUOTE,
    _place_in_report(PlaceMention),
)

REGIONS = (
    Column(
        "code",
        Type.TEXT,
        "代码",
        "标识",
        "法定区划代码，按级别 2、4、6、9、12 位，不补零。",
        width=16,
    ),
    Column("name", Type.TEXT, "名称", "名称", "区划名录中的正式名称。", width=24),
    Column("short_name", Type.TEXT, "通用简称", "名称", "文中通常的写法。", width=20),
    Column("full_name", Type.TEXT, "全称", "名称", "从省级写起的全称。", width=44),
    Column(
        "aliases",
        Type.LIST,
        "别名",
        "名称",
        "报告中可能出现的其他写法。",
        convert=str.splitlines,
        default=False,
    ),
    Column(
        "former",
        Type.LIST,
        "曾用代码和名称",
        "名称",
        "以前的代码和名称。",
        expression="pk",
        lookup=_former_of,
        default=False,
        width=30,
    ),
    Column(
        "level",
        Type.CHOICE,
        "级别",
        "地区",
        "行政区划的级别，1 为省级，5 为村级。",
        choices=readers_words(Level),
        width=22,
    ),
    Column(
        "kind",
        Type.CHOICE,
        "类别",
        "地区",
        "由名称推知的类别。",
        choices=readers_words(RegionKind),
        width=18,
    ),
    Column(
        "parent",
        Type.TEXT,
        "上级代码",
        "地区",
        "上一级区划的代码；省级为空。",
        expression="parent__code",
        width=14,
    ),
    Column(
        "is_current", Type.BOOLEAN, "现行", "地区", "已撤销的区划为否。", default=False, width=8
    ),
    Column(
        "report_count",
        Type.INTEGER,
        "报告数",
        "内容",
        "本地区及下级已公开的报告数。",
        expression="pk",
        lookup=_reports_in,
        width=10,
    ),
    Column(
        "address",
        Type.LINK,
        "网址",
        "标识",
        "地区在本站的网址。",
        expression=lambda: _address("region_detail", "code"),
        width=40,
    ),
)
