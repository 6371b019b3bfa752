"""Statistics of places: reports, measures and honors in numbers, each leading to its list."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.exports import cross_tables
from articles.models.cached_counts import EVERYWHERE
from articles.public import charts, facets
from articles.public.data_pages import refuse
from articles.public.statistics_tables import BY_MONTH, BY_QUARTER, BY_YEAR, Statistics
from articles.publishing import counts
from regions.forms import RegionField
from regions.lookup import UnclearPlaceError, find
from regions.models import Region
from unityreports.pages.front import kept
from unityreports.pages.watching import shows
from unityreports.site.filters import ChoiceField, Filters, YearField
from unityreports.site.page_head import STATISTICS, Page


class StatisticsFilters(Filters):
    """Whose statistics, and how the time is parted."""

    region = RegionField(label=_("地区"))
    by = ChoiceField(
        label=_("分期"),
        choices=[(BY_YEAR, _("按年")), (BY_QUARTER, _("按季度")), (BY_MONTH, _("按月"))],
    )
    year = YearField(label=_("报告年份"))

    def statistics(self) -> Statistics:
        """Return what was asked for."""
        chosen = self.chosen
        return Statistics(chosen.get("region"), chosen.get("by", BY_YEAR), chosen.get("year"))


@kept
@counts.at_one_moment()
def statistics(request, code: str = ""):
    """Show the statistics of everywhere, or of a place: tables with their pictures."""
    fixed = {}
    if code:
        try:
            region = find(code)
        except UnclearPlaceError:
            raise Http404 from None
        if code != region.code:
            return redirect("statistics_of", region.code, permanent=code.isdigit())
        fixed = {"region": code}
    filters = StatisticsFilters(request.GET, fixed=fixed)
    found = filters.statistics()
    shows(f"numbers {found.region.pk if found.region else EVERYWHERE}")
    return render(
        request,
        "articles/statistics.html",
        {
            "page": _page(request.GET, found.region),
            "region": found.region,
            "filters": filters,
            "choices": {
                "by": [each for each in facets.of_field(filters, "by") if each.value != BY_YEAR],
                "year": [
                    facets.Choice(str(year), str(year), None, year == found.year)
                    for year in reversed(found.years)
                ],
            },
            "parts": _parts(found),
            "query": filters.query(**({"region": code} if code else {})),
            "ignored": filters.ignored,
            "notices": filters.notices,
        },
    )


@require_safe
def statistics_download(request):
    """Answer with the tables as a workbook, or say what of the address was not understood."""
    filters = StatisticsFilters(request.GET)
    if problems := filters.problems():
        return refuse(request, problems)
    found = filters.statistics()
    title = _title(found.region)
    facts = [
        *filters.described(),
        ("口径", "报告按发布日期，举措按报告年份、只计有标题的，荣誉按原文写明的年份，按条计。"),
    ]
    tables = [part["table"] for part in _parts(found)]
    return cross_tables.response(tables, title, facts)


def _parts(found: Statistics) -> list[dict]:
    """Return the tables, each with its picture."""
    reports, measures = found.reports(), found.measures()
    over_time = charts.Columns(
        reports.title,
        gettext("时间"),
        [gettext("报告")],
        [(label, [c.number]) for label, c in zip(reports.columns, reports.foot, strict=False)],
    )
    by_theme = charts.Rows(
        measures.title,
        measures.heading,
        [gettext("举措")],
        [(row.label, [row.cells[-1].number]) for row in measures.rows],
    )
    return [
        {"table": reports, "columns": over_time},
        {"table": measures, "rows": by_theme, "palette": "series"},
        {
            "table": found.honors_by_level(),
            "rows": charts.honors_by_level(found.honors),
            "palette": "status",
        },
        {"table": found.honors_by_year(), "columns": charts.honors_by_year(found.honors)},
    ]


def _title(region: Region | None) -> str:
    return gettext("%(region)s统计") % {"region": region.short_name} if region else gettext("统计")


def _page(params, region: Region | None) -> Page:
    title, address = _title(region), reverse("statistics")
    trail = [(gettext("统计"), "")]
    if region:
        address = reverse("statistics_of", args=[region.code])
        trail = [(gettext("统计"), reverse("statistics")), (region.short_name, "")]
    description = gettext("%(label)s：%(text)s") % {
        "label": title,
        "text": STATISTICS.description,
    }
    return Page(title, description, address, STATISTICS, trail, indexed=not params)
