"""Figures across all reports: which indicators there are, and each by place and year."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from articles.filters import FigureFilters
from articles.models import Figure, Honor
from articles.public import charts
from articles.public.measures import places_named
from regions.models import Region
from unityreports.pages.front import kept
from unityreports.pages.watching import shows
from unityreports.site.page_head import FIGURES, Page

MOST_INDICATORS = 200
MOST_VALUES = 500
MOST_DRAWN = 5


@dataclass(frozen=True)
class Indicator:
    """The values of one indicator in one unit: by place, and by the year that reports state.

    ``rows`` are a place and its values of each year, the newest report's first; ``None`` of
    ``years`` are values without a stated year. ``picture`` draws what can be drawn.
    """

    unit: str
    years: list[int | None]
    rows: list[tuple[Region, list[list[Figure]]]]
    picture: charts.Groups


@kept
def figure_list(request):
    """List the indicators that reports state most often, narrowed down by the address."""
    shows("figures")
    filters = FigureFilters(request.GET)
    figures = filters.apply(_stated()).order_by()
    named = figures.values("name").annotate(
        values_stated=Count("pk"), reports=Count("article", distinct=True)
    )
    found = list(named.order_by("-values_stated", "name")[: MOST_INDICATORS + 1])
    page = Page(
        gettext("数据"),
        str(FIGURES.description),
        reverse("figure_list"),
        FIGURES,
        [(gettext("数据"), "")],
        indexed=not request.GET,
    )
    return render(
        request,
        "articles/figure_list.html",
        {
            "page": page,
            "filters": filters,
            "others": filters.besides("name", "region", "year"),
            "indicators": found[:MOST_INDICATORS],
            "is_cut": len(found) > MOST_INDICATORS,
            "ignored": filters.ignored,
            "notices": filters.notices,
        },
    )


@kept
def figure_detail(request, name: str):
    """Show an indicator by place and year, the sentence behind each value; else not found."""
    every = _stated().filter(name=name)
    if not every.exists():
        raise Http404
    shows("figures")
    filters = FigureFilters(request.GET, fixed={"indicator": name})
    places, unclear = places_named(request.GET.getlist("place"))
    figures = filters.apply(every).select_related("article__region")
    stated = list(figures.newest_first()[: MOST_VALUES + 1])
    page = Page(
        gettext("数据：%(name)s") % {"name": name},
        gettext("各地报告写明的%(name)s，按地区和年份，每个数值都链接到原句。") % {"name": name},
        reverse("figure_detail", args=[name]),
        FIGURES,
        [(gettext("数据"), reverse("figure_list")), (name, "")],
        indexed=not request.GET,
    )
    return render(
        request,
        "articles/figure_detail.html",
        {
            "page": page,
            "name": name,
            "filters": filters,
            "indicators": _indicators(name, stated[:MOST_VALUES], places),
            "places": places,
            "figures": stated[:MOST_VALUES],
            "is_cut": len(stated) > MOST_VALUES,
            "download_query": filters.query(indicator=name),
            "ignored": filters.ignored,
            "notices": filters.notices + unclear,
        },
    )


def _stated():
    """Return the public figures, without those that only repeat how many there are of a title."""
    same = {name: OuterRef(name) for name in ("article", "name")} | {"count": OuterRef("value")}
    return Figure.objects.published().exclude(Exists(Honor.objects.filter(**same)))


def _indicators(name: str, figures: list[Figure], places: list[Region]) -> list[Indicator]:
    """Return the values by unit, the most frequent first: two units are never held together.

    ``places`` are those to draw; without, those that state most years.
    """
    units = Counter(figure.unit for figure in figures)
    return [
        _indicator(name, unit, [figure for figure in figures if figure.unit == unit], places)
        for unit, _ in units.most_common()
    ]


def _indicator(name: str, unit: str, figures: list[Figure], places: list[Region]) -> Indicator:
    stated = sorted({figure.year for figure in figures if figure.year})
    years = [*stated, None] if any(figure.year is None for figure in figures) else stated
    cells: dict[Region, dict[int | None, list[Figure]]] = {}
    for figure in figures:
        cells.setdefault(figure.article.region, {}).setdefault(figure.year, []).append(figure)
    rows = [
        (place, [of_year.get(year, []) for year in years])
        for place, of_year in sorted(cells.items(), key=lambda row: row[0].code)
    ]
    drawn = [row for row in rows if row[0] in places] or sorted(
        rows, key=lambda row: -sum(bool(values) for values in row[1])
    )
    drawn = sorted(drawn[:MOST_DRAWN], key=lambda row: row[0].code)
    picture = charts.Groups(
        f"{name}（{unit}）" if unit else name,
        [place.short_name for place, _ in drawn],
        [
            # What a place stated last: its newest report comes first.
            (str(year), [values[i][0].value if values[i] else None for _, values in drawn])
            for i, year in enumerate(stated)
        ],
    )
    return Indicator(unit, years, rows, picture)
