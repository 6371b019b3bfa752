"""Places: the tree of those that readers know, and what each and all below it reported."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from articles.filters import ArticleFilters
from articles.models import Article, Honor
from articles.public import charts, facets, paging
from articles.public.articles import ignored
from articles.publishing import counts
from regions.lookup import LONGEST_TEXT, UnclearPlaceError, find
from regions.models import Level, Region
from unityreports.pages.front import kept
from unityreports.pages.watching import shows
from unityreports.site.page_head import REGIONS, Page

SHOWN = 12


@kept
@counts.at_one_moment()
def region_index(request):
    """Show the provinces, and below those with reports their leagues and banners.

    ``name`` in the address leads to the place that it means.
    """
    shows("amounts")
    typed, notice = request.GET.get("name", "").strip(), ""
    if typed:
        try:
            return redirect(find(typed[:LONGEST_TEXT]))
        except UnclearPlaceError as error:
            notice = str(error)
    provinces = counts.with_counts(Region.objects.for_readers().filter(level=Level.PROVINCE))
    reporting = [province for province in provinces if province.report_count]
    below = Region.objects.for_readers().filter(level__in=[Level.LEAGUE, Level.BANNER])
    below = counts.with_counts(
        below.filter(Q(parent__in=reporting) | Q(parent__parent__in=reporting))
    )
    by_parent: dict[int, list[Region]] = {}
    for region in below:
        by_parent.setdefault(region.parent_id, []).append(region)
    for region in [*reporting, *below]:
        region.shown_children = by_parent.get(region.pk, [])
    own, address = gettext("地区"), reverse("region_index")
    return render(
        request,
        "regions/region_index.html",
        {
            "page": Page(own, REGIONS.description, address, REGIONS, [(own, "")]),
            "typed": typed,
            "notice": notice,
            "reporting": reporting,
            "others": [province for province in provinces if not province.report_count],
        },
    )


@kept
@counts.at_one_moment()
def region_detail(request, code: str):
    """Show a place: its path, what is below it, and all that its subtree reported.

    A padded or former code leads on to today's, a name to the code.
    """
    try:
        region = find(code)
    except UnclearPlaceError:
        raise Http404 from None
    if code != region.code:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(region.get_absolute_url() + query, permanent=code.isdigit())
    shows(f"place {region.pk}")
    filters = ArticleFilters(request.GET, fixed={"region": region.code})
    articles = filters.apply(Article.objects.published())
    reports = paging.kept_page_of(articles.for_cards(), filters, request.GET)
    above = [each for each in Region.objects.ancestors_of(region) if not each.is_placeholder]
    years = counts.reports_by_year(region)
    return render(
        request,
        "regions/region_detail.html",
        {
            "page": _page(request.GET, region, above, sum(years.values()), reports),
            "region": region,
            "above": above,
            "parent_url": above[-1].get_absolute_url() if above else "",
            "former": region.former.all(),
            "children": _children(region),
            "reports": reports,
            "months": facets.months(request.GET.get("from", ""), region, numbered=not filters.own),
            "filters": filters,
            "kept": filters.kept,
            "ignored": ignored(filters, reports),
            "notices": filters.notices,
            **_at_a_glance(region, years),
        },
    )


def _children(region: Region) -> list[Region]:
    """Return the places right below, those with reports first."""
    children = counts.with_counts(region.children.for_readers().order_by("code"))
    return sorted(children, key=lambda child: (not child.report_count, child.code))


def _at_a_glance(region: Region, years: dict[int, int]) -> dict:
    """Return what a place's subtree reported in numbers and pictures, and its newest honors."""
    themes = [theme for theme in counts.themes_with_counts(region) if theme.measure_count]
    honors = Honor.objects.published().in_region(region).select_related("article__region")
    kinds = counts.honors_in(region)
    return {
        "total": sum(years.values()),
        "themes": sorted(themes, key=lambda theme: -theme.measure_count),
        "honors": honors.newest_first()[:SHOWN],
        "honor_total": sum(kinds.values()),
        "honor_picture": charts.honors_by_level(kinds),
        "year_picture": charts.reports_by_year(years),
    }


def _page(params, region: Region, above: list[Region], total: int, reports) -> Page:
    return Page(
        " - ".join(each.short_name for each in [region, *reversed(above)])
        + reports.mark_if_continued,
        gettext("%(name)s（代码 %(code)s）的民族团结进步工作报告、举措与荣誉，共 %(total)s 篇。")
        % {"name": region.full_name or region.name, "code": region.code, "total": total},
        region.get_absolute_url(),
        REGIONS,
        [
            (gettext("地区"), reverse("region_index")),
            *((each.short_name, each.get_absolute_url()) for each in above),
            (region.short_name, ""),
        ],
        indexed=bool(total) and not params,
    )
