"""The columns of the list of regions."""

from collections.abc import Sequence

from django.db.models import Count

from articles.exports.columns import Column, Type, grouped, public_address
from articles.models import Placement
from articles.models.querysets import public
from regions.kinds import Kind as RegionKind
from regions.models import FormerDivision, Level
from unityreports.site.language import readers_words


def _former_of(regions: Sequence[int]) -> dict[int, list[str]]:
    rows = FormerDivision.objects.filter(region__in=regions).order_by("region", "code")
    return grouped(
        (region, f"{name}（{code}）" if code else name)
        for region, code, name in rows.values_list("region", "code", "name")
    )


def _reports_in(regions: Sequence[int]) -> dict[int, int]:
    rows = Placement.objects.filter(public(prefix="article__"), region__in=regions).order_by()
    counts = dict(rows.values_list("region").annotate(Count("pk")))
    return {region: counts.get(region, 0) for region in regions}


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
        expression=lambda: public_address("region_detail", "code"),
        width=40,
    ),
)
