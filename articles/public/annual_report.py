"""The table of a year (年度报表): what the site holds of it, in numbers, ready to hand in."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.exports import cross_tables
from articles.exports.columns import number
from articles.exports.cross_tables import CrossTable, ListTable
from articles.models import Figure, IndicatorName
from articles.models.shown_facts import in_year
from articles.models.unit_scales import told
from articles.public.indicators import stated
from articles.public.statistics_tables import BY_MONTH, Statistics
from articles.publishing import counts
from unityreports.pages.front import kept
from unityreports.pages.watching import shows
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


class AnnualReport:
    """All of a year, by seven queries at one moment. ``Http404`` for a year of no report."""

    def __init__(self, year: int):
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        self.year = year
        self.place = counts.place_of_all(year)
        found = Statistics(None, BY_MONTH, year, self.place)
        self.years = found.years
        self.tables = [found.reports(), found.measures(), found.honors_of_the_year()]
        values = _values(year)
        self.values, self.is_cut = values[:MOST_VALUES], len(values) > MOST_VALUES

    @property
    def title(self) -> str:
        """What stands above the table."""
        return gettext("%(year)s年度报表") % {"year": self.year}

    @property
    def counted(self) -> str:
        """How it is counted, in words."""
        return gettext(
            "报告按发布日期计；举措只计有标题的，按报告年份计；荣誉按条计，年份以原文写明的为准；"
            "指标是各地报告写明的当年数值，同一地区有几个的取最新报告的，总数先于其中的部分，不相加。"
        )

    def listed(self) -> ListTable:
        """Return the values of indicators as a table for files."""
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


def _values(year: int) -> list[IndicatorValue]:
    """Return what reports state of the indicators of the vocabulary for a year: one query."""
    gathering = IndicatorName.objects.filter(name=OuterRef("name"))
    figures = (
        stated()
        .filter(year=year, name__in=IndicatorName.objects.values("name"))
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
    """Lead to the table of last year."""
    return redirect("annual_report", timezone.localdate().year - 1)


@kept
@counts.at_one_moment()
def annual_report(request, year: int):
    """Show the table of a year."""
    shows("years", f"year {year}", in_year(year))
    found = AnnualReport(year)
    address = reverse("annual_report", args=[year])
    trail = [(gettext("统计"), reverse("statistics")), (found.title, "")]
    description = gettext("%(label)s：%(text)s") % {"label": found.title, "text": found.counted}
    page = Page(found.title, description, address, STATISTICS, trail)
    return render(request, "articles/annual_report.html", {"page": page, "report": found})


@require_safe
def annual_workbook(request, year: int):
    """Answer with the table of a year as a workbook."""
    found = AnnualReport(year)
    tables: list[CrossTable | ListTable] = [*found.tables, found.listed()]
    return cross_tables.response(tables, found.title, [("口径", found.counted)])
