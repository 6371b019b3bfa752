"""Measures across all reports: a matrix of places and themes, a comparison, and the list."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from articles.filters import MeasureFilters
from articles.models import Article, Measure, Theme
from articles.public import paging
from articles.public.articles import ignored
from articles.public.measure_tables import compare, matrix
from articles.publishing import counts
from regions.lookup import UnclearPlaceError, find
from regions.models import Region
from unityreports.pages.front import kept
from unityreports.site.page_head import MEASURES, Page

MOST_COMPARED = 4


@kept
@counts.at_one_moment()
def measure_list(request):
    """Show measures by theme across places: a matrix, a comparison, and the measures."""
    filters = MeasureFilters(request.GET)
    region, theme = filters.chosen.get("region"), filters.chosen.get("theme")
    theme = theme if isinstance(theme, Theme) else None
    found, unclear = places_named(request.GET.getlist("place"))
    places = found[:MOST_COMPARED]
    compared = len(places) > 1
    articles = _reports_with_measures(filters)
    total = _total(filters) if filters.chosen else None
    if compared:  # whose measures are the page; a list of all others would bury them
        articles = articles.none()
    reports = paging.kept_page_of(articles, filters, request.GET)
    return render(
        request,
        "articles/measure_list.html",
        {
            "page": _page(request.GET, filters, theme, places if compared else [], reports),
            "theme": theme,
            "region": region,
            "themes": counts.themes_with_counts(),
            "matrix": matrix(region),
            "places": places,
            "comparison": compare(places) if compared else [],
            "reports": reports,
            "total": total,
            "notices": filters.notices + unclear + _on_number(found),
            "filters": filters,
            "others": filters.besides("theme", "region"),
            "ignored": ignored(filters, reports) + ([gettext("比较的地区")] if unclear else []),
        },
    )


def _reports_with_measures(filters: MeasureFilters):
    """Return the public reports with measures that the filters let through, and those measures."""
    articles = Article.objects.published()
    if region := filters.chosen.get("region"):
        # Of the reports: their index has those of a place in order.
        articles = articles.in_region(region)
        if "scope" in filters.chosen:
            articles = articles.filter(region=region)
    measures = Measure.objects.published().exclude(heading="").select_related("theme")
    measures = filters.without("region").apply(measures)
    return articles.for_list().showing(measures=measures)


def _total(filters: MeasureFilters) -> int:
    """Return how many measures the filters let through: kept for a place, theme and year."""
    chosen = filters.chosen
    if set(chosen) <= {"region", "theme", "year"}:
        numbers = counts.measures_by_theme(chosen.get("region"), chosen.get("year"))
        if "theme" not in chosen:
            return sum(numbers.values())
        theme = chosen["theme"]
        return numbers.get(theme.pk if isinstance(theme, Theme) else None, 0)
    return filters.apply(Measure.objects.published().exclude(heading="")).count()


def places_named(texts: list[str]) -> tuple[list[Region], list[str]]:
    """Return the places that are meant, each once, and a sentence for each text that is unclear."""
    places, unclear = {}, []
    for text in dict.fromkeys(texts[:20]):
        try:
            places[find(text)] = None
        except UnclearPlaceError as error:
            unclear.append(str(error))
    return list(places), unclear


def _on_number(places: list[Region]) -> list[str]:
    """Return what to say of places that are too many or too few to compare."""
    if len(places) > MOST_COMPARED:
        return [gettext("最多并排比较 %(most)s 个地区，其余未显示。") % {"most": MOST_COMPARED}]
    return [gettext("请再选一到三个地区，才能并排比较。")] if len(places) == 1 else []


def _page(params, filters, theme: Theme | None, compared: list[Region], reports) -> Page:
    """Return the head of the page; ``compared`` are the places that stand side by side on it."""
    subject = "，".join(wording for _, wording in filters.described())
    if compared:
        names = "、".join(place.short_name for place in compared)
        subject = gettext("%(names)s比较") % {"names": names}
    later = ""
    if first := reports.first_if_continued:
        later = gettext("（第 %(pk)s 号报告以前）") % {"pk": first.pk}
    everything = gettext("举措")
    title = gettext("举措：%(subject)s") % {"subject": subject} if subject else everything
    title += later
    here = subject + later if subject else later and title
    return Page(
        title,
        gettext("%(subject)s民族团结进步工作的举措，按主题与地区汇总。")
        % {"subject": subject or gettext("各地")},
        reverse("measure_list") + (f"?theme={theme.slug}" if theme else ""),
        MEASURES,
        [(everything, here and reverse("measure_list"))] + ([(here, "")] if here else []),
        indexed=set(params) <= {"theme"} and bool(theme or not params.get("theme")),
    )
