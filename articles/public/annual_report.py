"""The table of a year (年度报表): what the site holds of it, in numbers, ready to hand in."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.exports import cross_tables
from articles.exports.columns import number
from articles.exports.cross_tables import CrossTable, ListTable
from articles.models import Article, Figure, IndicatorName, Theme
from articles.models.shown_facts import in_year
from articles.models.unit_scales import told
from articles.public.data_pages import refuse
from articles.public.facets import Choice
from articles.public.indicators import stated
from articles.public.statistics_tables import BY_MONTH, Statistics
from articles.publishing import counts
from regions.forms import RegionField
from regions.models import Region
from unityreports.pages.front import kept
from unityreports.pages.watching import shows
from unityreports.site.filters import Filters, NamedField
from unityreports.site.page_head import STATISTICS, Page
from unityreports.site.year_range import FIRST_YEAR, LAST_YEAR

MOST_VALUES = 500


@dataclass(frozen=True)
class IndicatorValue:
    """What the newest report of a place tells of an indicator for a year, in one unit."""

    indicator: str
    figure: Figure
    number: Decimal
    unit: str

    @property
    def place(self) -> str:
        """The place whose report told it."""
        return self.figure.article.region.full_name


class AnnualFilters(Filters):
    """Which part of a year."""

    region = RegionField(label=_("地区"))
    theme = NamedField(Theme, label=_("主题"))


class AnnualReport:
    """All of a year, or a part of it, at one moment. ``Http404`` for a year of no report.

    Without filters that takes seven queries. On a theme there are no honors and no indicators.
    """

    def __init__(self, year: int, filters: AnnualFilters):
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        self.year, self.filters = year, filters
        region, self.theme = filters.chosen.get("region"), filters.chosen.get("theme")
        found = Statistics(region, BY_MONTH, year, region or counts.place_of_all(year))
        self.years = found.years
        self.themes = [
            Choice(each.slug, each.name, None, each == self.theme) for each in found.themes
        ]
        if self.theme:
            self.tables, values = found.on_theme(self.theme, year), []
        else:
            self.tables = [found.reports(), found.measures(), found.honors_of_the_year()]
            values = _values(year, region)
        self.values, self.is_cut = values[:MOST_VALUES], len(values) > MOST_VALUES

    @property
    def title(self) -> str:
        """What stands above the table."""
        title = gettext("%(year)s年度报表") % {"year": self.year}
        part = gettext("，").join(wording for _label, wording in self.filters.described())
        return gettext("%(title)s（%(part)s）") % {"title": title, "part": part} if part else title

    @property
    def address(self) -> str:
        """Where it stands."""
        return reverse("annual_report", args=[self.year]) + self.filters.query()

    @property
    def counted(self) -> str:
        """How it is counted, in words."""
        if self.theme:
            return gettext(
                "报告按发布日期计，一篇有几条这一主题的举措也只计一次；举措只计有标题的，按报告年份计。"
                "荣誉和指标不分主题，不在其中。"
            )
        return gettext(
            "报告按发布日期计；举措只计有标题的，按报告年份计；荣誉按条计，年份以原文写明的为准；"
            "指标是各地报告写明的当年数值，同一地区有几个的取最新报告的，总数先于其中的部分，不相加。"
        )

    def all_tables(self) -> list[CrossTable | ListTable]:
        """Return the tables with that of the indicators, for files."""
        return [*self.tables] if self.theme else [*self.tables, self._listed()]

    def _listed(self) -> ListTable:
        return ListTable(
            "indicators",
            gettext("指标"),
            [gettext("指标"), gettext("地区"), gettext("数值"), gettext("单位")],
            [
                [
                    each.indicator,
                    each.figure.article.region.full_name,
                    number(each.number),
                    each.unit,
                ]
                for each in self.values
            ],
        )


def _values(year: int, region: Region | None) -> list[IndicatorValue]:
    """Return what reports (of a place) state of the vocabulary's indicators: one query."""
    gathering = IndicatorName.objects.filter(name=OuterRef("name"))
    reported = stated().in_region(region) if region else stated()
    figures = (
        reported.filter(year=year, name__in=IndicatorName.objects.values("name"))
        .annotate(
            indicator=Subquery(gathering.values("indicator__name")[:1]),
            wished=Subquery(gathering.values("indicator__unit")[:1]),
            position=Subquery(gathering.values("indicator__position")[:1]),
        )
        .select_related("article__region")
        .newest_first()
    )
    found: dict[tuple[int, str, str, str], IndicatorValue] = {}
    for figure in sorted(figures, key=lambda each: bool(each.part_of)):  # no part for a total
        value, unit = told(figure.value, figure.unit, figure.wished)
        key = (figure.position, figure.indicator, figure.article.region.code, unit)
        found.setdefault(key, IndicatorValue(figure.indicator, figure, value, unit))
    return [found[key] for key in sorted(found)]


@require_safe
def newest_annual_report(request):
    """Lead to the table of last year, or of the newest before it of which there are reports."""
    last = timezone.localdate().year - 1
    until_then = Article.objects.published().in_period(None, datetime.date(last, 12, 31))
    newest = until_then.aggregate(at=Max("published_at"))["at"]
    return redirect("annual_report", timezone.localtime(newest).year if newest else last)


@kept
@counts.at_one_moment()
def annual_report(request, year: int):
    """Show the table of a year."""
    shows("years", f"year {year}", in_year(year))
    filters = AnnualFilters(request.GET)
    found = AnnualReport(year, filters)
    address = reverse("annual_report", args=[year])
    trail = [(gettext("统计"), reverse("statistics")), (found.title, "")]
    description = gettext("%(label)s：%(text)s") % {"label": found.title, "text": found.counted}
    page = Page(found.title, description, address, STATISTICS, trail, indexed=not request.GET)
    context = {"page": page, "report": found, "filters": filters}
    context |= {"ignored": filters.ignored, "notices": filters.notices}
    return render(request, "articles/annual_report.html", context)


@require_safe
def annual_workbook(request, year: int):
    """Answer with the table of a year as a workbook."""
    filters = AnnualFilters(request.GET)
    if problems := filters.problems():
        return refuse(request, problems)
    found = AnnualReport(year, filters)
    facts = [*filters.described(), ("口径", found.counted)]
    return cross_tables.response(found.all_tables(), found.title, facts)
