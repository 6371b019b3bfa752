"""Figures across all reports: which indicators there are, and each by place and year.

Names of one meaning are gathered as the desk's vocabulary says; a name that nobody has gathered is
an indicator by itself.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from articles.filters import FigureFilters
from articles.models import Figure, Honor, Indicator, shown_facts
from articles.models.indicator import gathered_name, gathered_under
from articles.models.unit_scales import told
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
class Value:
    """A figure, and its value in the unit of the table it stands in."""

    figure: Figure
    number: Decimal
    unit: str

    @property
    def is_converted(self) -> bool:
        """Whether the report told it in another unit."""
        return self.unit != self.figure.unit


@dataclass(frozen=True)
class Table:
    """The values of one indicator in one unit: by place, and by the year that reports state.

    ``rows`` are a place and its values of each year, the newest report's first; ``None`` of
    ``years`` are values without a stated year. ``converted`` are the units that reports told some
    of them in. ``picture`` draws what can be drawn.
    """

    unit: str
    years: list[int | None]
    rows: list[tuple[Region, list[list[Value]]]]
    converted: list[str]
    picture: charts.Groups


@kept
def figure_list(request):
    """List the indicators that reports state most often, narrowed down by the address."""
    shows("figures")
    filters = FigureFilters(request.GET)
    figures = filters.apply(stated()).order_by()
    named = (
        figures.annotate(gathered=gathered_name())
        .values("gathered")
        .annotate(values_stated=Count("pk"), reports=Count("article", distinct=True))
    )
    found = list(named.order_by("-values_stated", "gathered")[: MOST_INDICATORS + 1])
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
    indicator = Indicator.objects.called(name)
    if indicator and name != indicator.name:
        return redirect(indicator)
    every = stated().filter(gathered_under(name))
    if not every.exists():
        raise Http404
    shows(*(shown_facts.named("figure", each) for each in _names(indicator, name)))
    filters = FigureFilters(request.GET, fixed={"indicator": name})
    places, unclear = places_named(request.GET.getlist("place"))
    figures = filters.apply(every).select_related("article__region")
    found = list(figures.newest_first()[: MOST_VALUES + 1])
    return render(
        request,
        "articles/figure_detail.html",
        {
            "page": _page(request.GET, name),
            "name": name,
            "synonyms": indicator.synonyms if indicator else [],
            "filters": filters,
            "tables": _tables(indicator or Indicator(name=name), found[:MOST_VALUES], places),
            "places": places,
            "figures": found[:MOST_VALUES],
            "is_cut": len(found) > MOST_VALUES,
            "download_query": filters.query(indicator=name),
            "ignored": filters.ignored,
            "notices": filters.notices + unclear,
        },
    )


def _names(indicator: Indicator | None, name: str) -> list[str]:
    return [name, *(indicator.synonyms if indicator else [])]


def _page(params, name: str) -> Page:
    return Page(
        gettext("数据：%(name)s") % {"name": name},
        gettext("各地报告写明的%(name)s，按地区和年份，每个数值都链接到原句。") % {"name": name},
        reverse("figure_detail", args=[name]),
        FIGURES,
        [(gettext("数据"), reverse("figure_list")), (name, "")],
        indexed=not params,
    )


def stated():
    """Return the public figures, without those that only repeat how many there are of a title."""
    same = {name: OuterRef(name) for name in ("article", "name")} | {"count": OuterRef("value")}
    return Figure.objects.published().exclude(Exists(Honor.objects.filter(**same)))


def _tables(indicator: Indicator, figures: list[Figure], places: list[Region]) -> list[Table]:
    """Return the values by unit, the most frequent first: two units are never held together.

    What differs by 万 and 亿 alone is told in the indicator's unit, if it has one. ``places`` are
    those to draw; without, those that state most years.
    """
    by_unit: dict[str, list[Value]] = {}
    # A total stands before its parts, and is what is drawn.
    for figure in sorted(figures, key=lambda each: bool(each.part_of)):
        number, unit = told(figure.value, figure.unit, indicator.unit)
        by_unit.setdefault(unit, []).append(Value(figure, number, unit))
    return [
        _table(indicator.name, unit, values, places)
        for unit, values in sorted(by_unit.items(), key=lambda each: -len(each[1]))
    ]


def _table(name: str, unit: str, values: list[Value], places: list[Region]) -> Table:
    told_years = sorted({value.figure.year for value in values if value.figure.year})
    years = (
        [*told_years, None] if any(value.figure.year is None for value in values) else told_years
    )
    cells: dict[Region, dict[int | None, list[Value]]] = {}
    for value in values:
        of_place = cells.setdefault(value.figure.article.region, {})
        of_place.setdefault(value.figure.year, []).append(value)
    rows = [
        (place, [of_year.get(year, []) for year in years])
        for place, of_year in sorted(cells.items(), key=lambda row: row[0].code)
    ]
    drawn = [row for row in rows if row[0] in places] or sorted(
        rows, key=lambda row: -sum(bool(found) for found in row[1])
    )
    drawn = sorted(drawn[:MOST_DRAWN], key=lambda row: row[0].code)
    picture = charts.Groups(
        f"{name}（{unit}）" if unit else name,
        [place.short_name for place, _ in drawn],
        [
            # What a place stated last: its newest report comes first.
            (str(year), [found[i][0].number if found[i] else None for _, found in drawn])
            for i, year in enumerate(told_years)
        ],
    )
    converted = sorted({value.figure.unit for value in values if value.is_converted})
    return Table(unit, years, rows, converted, picture)
