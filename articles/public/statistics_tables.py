"""What the statistics of a place are: tables of kept counts, each number with the list it counts.

A row and a column are narrowed by filters of that list, so a cell's address is made of both.
"""

import calendar
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from articles.exports.cross_tables import Cell, CrossTable, Row
from articles.models import Honor, Theme
from articles.models.cached_counts import EVERYWHERE, Amounts, Facet
from articles.publishing import counts
from regions.models import Region
from unityreports.site.filters import NOT_STATED

BY_YEAR, BY_QUARTER, BY_MONTH = "year", "quarter", "month"
_MONTHS_OF = {BY_QUARTER: 3, BY_MONTH: 1}


@dataclass(frozen=True)
class Line:
    """A row or column: what its numbers are kept under, its label, its filters, its own page."""

    key: Hashable
    label: str
    filters: dict[str, str | int] = field(default_factory=dict)
    address: str = ""


class Statistics:
    """All tables of a place, or of everywhere: five queries.

    ``by`` is how the time is parted; quarters and months are those of one ``year``, the newest
    with reports unless given. ``parted`` is the place whose parts stand one by one: the place
    itself, or one below it that holds all its reports of the year.
    """

    def __init__(
        self, region: Region | None, by: str, year: int | None, parted: Region | None = None
    ):
        self.region = region
        self._parted = parted or region
        here = region.pk if region else EVERYWHERE
        self._below = list(Region.objects.filter(parent=self._parted).order_by("code"))
        self._kept: dict[str, dict[tuple[int, int], Amounts]] = {facet: {} for facet in Facet}
        kept = counts.for_statistics(here, [place.pk for place in self._below])
        for (place, facet, value), amounts in kept.items():
            self._kept[facet][place, value] = amounts
        self._here = here
        self._where = {"region": region.code} if region else {}
        years = sorted(value for _, value in self._kept[Facet.YEAR])
        self.years = list(range(years[0], years[-1] + 1)) if years else []
        if by != BY_YEAR and year is None and years:
            year = years[-1]
        self.year = year
        self.periods = self._periods(by)
        self._by = by
        self.honors = {
            counts.honor_kind(value): amounts.honors
            for (_, value), amounts in self._kept[Facet.HONOR].items()
        }

    @cached_property
    def themes(self) -> list[Theme]:
        """All themes."""
        return list(Theme.objects.all())

    def reports(self) -> CrossTable:
        """Return the number of reports by place and period."""
        numbers: dict[tuple[Hashable, Hashable], int] = {}
        for (place, value), amounts in self._kept[Facet.MONTH].items():
            # What no place below has is the place's own.
            owed = {"own": amounts.reports} if place == self._here else {}
            owed = owed or {place: amounts.reports, "own": -amounts.reports}
            for key, number in owed.items():
                cell = key, self._period_of(value)
                numbers[cell] = numbers.get(cell, 0) + number
        return self._cross(
            ("reports", gettext("报告（篇）"), gettext("地区"), reverse("article_list")),
            self._places(),
            self.periods,
            lambda row, period: numbers.get((row, period), 0),
            self._whole,
        )

    def _places(self) -> list[Line]:
        """Return the places below, and the place itself for what none of them has."""
        of_it = {"region": self._parted.code} if self._parted else {}
        return [
            *(
                Line(
                    place.pk,
                    place.short_name,
                    {"region": place.code},
                    reverse("statistics_of", args=[place.code]),
                )
                for place in self._below
            ),
            Line("own", gettext("本级"), {**of_it, "scope": "own"}),
        ]

    def on_theme(self, theme: Theme, year: int) -> list[CrossTable]:
        """Return the numbers of a year's reports and measures on a theme, by place: two queries."""
        places = [self._here, *(place.pk for place in self._below)]
        kept = counts.on_theme_in_year(theme.pk, year, places)
        own = kept.pop(self._here, Amounts())
        for amounts in kept.values():
            own = own.plus(amounts, -1)
        found: dict[Hashable, Amounts] = {**kept, "own": own}
        lists = [
            ("reports", gettext("报告（篇）"), gettext("地区"), reverse("article_list")),
            ("measures", gettext("举措（条）"), gettext("地区"), reverse("measure_list")),
        ]
        return [
            self._cross(
                named,
                self._places(),
                [self._year_line(year)],
                lambda place, _year, name=named[0]: getattr(found.get(place, Amounts()), name),
                {"theme": theme.slug, "year": year},
            )
            for named in lists
        ]

    def measures(self) -> CrossTable:
        """Return the number of measures by theme and year of the report."""
        numbers = {
            counts.theme_and_year(value): amounts.measures
            for (_, value), amounts in self._kept[Facet.THEME_YEAR].items()
        }
        years = [self.year] if self.year else self.years
        for year in years:
            every = self._kept[Facet.YEAR].get((self._here, year), Amounts()).measures
            of_year = sum(number for (_, other), number in numbers.items() if other == year)
            numbers[None, year] = every - of_year
        rows = [Line(each.pk, each.name, {"theme": each.slug}) for each in self.themes]
        rows.append(Line(None, gettext("未归主题"), {"theme": NOT_STATED}))
        return self._cross(
            ("measures", gettext("举措（条）"), gettext("主题"), reverse("measure_list")),
            rows,
            [self._year_line(year) for year in years],
            lambda theme, year: numbers.get((theme, year), 0),
            {"year": self.year} if self.year else {},
        )

    def honors_by_level(self) -> CrossTable:
        """Return the number of honors by level and status."""
        title, heading = gettext("荣誉（条），按级别"), gettext("级别")
        return self._honors("levels", title, heading, _levels(), 1, {})

    def honors_of_the_year(self) -> CrossTable:
        """Return the number of honors of the year by level and status."""
        title, heading = gettext("荣誉（条）"), gettext("级别")
        return self._honors("levels", title, heading, _levels(), 1, self._whole)

    def honors_by_year(self) -> CrossTable:
        """Return the number of honors by the year that reports state and by status."""
        stated = sorted({year for year, _, _ in self.honors if year})
        years = [self._year_line(year) for year in stated]
        years.append(Line(None, gettext("未写明"), {"year": NOT_STATED}))
        title, heading = gettext("荣誉（条），按年份"), gettext("年份")
        return self._honors("years", title, heading, years, 0, {})

    def _honors(
        self,
        name: str,
        title: str,
        heading: str,
        rows: list[Line],
        part: int,
        whole: dict[str, str | int],
    ) -> CrossTable:
        numbers: dict[tuple[Hashable, Hashable], int] = {}
        for kind, number in self.honors.items():
            if whole.get("year") in (None, kind[0]):
                cell = kind[part], kind[2]
                numbers[cell] = numbers.get(cell, 0) + number
        statuses = [
            Line(each, str(label), {"status": each}) for each, label in Honor.Status.choices
        ]
        return self._cross(
            (name, title, heading, reverse("honor_list")),
            rows,
            statuses,
            lambda row, status: numbers.get((row, status), 0),
            whole,
        )

    def _cross(
        self,
        named: tuple[str, str, str, str],
        rows: list[Line],
        columns: list[Line],
        number: Callable[[Hashable, Hashable], int],
        whole: dict[str, str | int],
    ) -> CrossTable:
        """Return a table without the rows that hold nothing; ``whole`` narrows all its lists."""
        name, title, heading, address = named
        here = self._where | whole
        filled, sums = [], [0] * len(columns)
        for row in rows:
            found = [number(row.key, column.key) for column in columns]
            if any(found):
                filled.append(
                    Row(row.label, row.address, _cells(address, found, columns, here | row.filters))
                )
                sums = [one + more for one, more in zip(sums, found, strict=True)]
        foot = _cells(address, sums, columns, here)
        return CrossTable(name, title, heading, [each.label for each in columns], filled, foot)

    def _periods(self, by: str) -> list[Line]:
        """Return the years, or the quarters or months of the year."""
        if by == BY_YEAR or self.year is None:
            return [self._year_line(year) for year in ([self.year] if self.year else self.years)]
        wording = {BY_QUARTER: gettext("%(number)s 季度"), BY_MONTH: gettext("%(number)s 月")}[by]
        months = _MONTHS_OF[by]
        return [
            Line(
                first,
                wording % {"number": (first + months - 1) // months},
                {
                    "since": f"{self.year}-{first:02}-01",
                    "until": f"{self.year}-{last:02}-{calendar.monthrange(self.year, last)[1]}",
                },
            )
            for first in range(1, 13, months)
            for last in [first + months - 1]
        ]

    def _period_of(self, value: int) -> int | None:
        """Return the key of the period that a month lies in, if it is shown."""
        year, month = divmod(value, 100)
        if self._by == BY_YEAR or self.year is None:
            return year if self.year in (None, year) else None
        months = _MONTHS_OF[self._by]
        return (month - 1) // months * months + 1 if year == self.year else None

    @property
    def _whole(self) -> dict[str, str | int]:
        return {"year": self.year} if self.year else {}

    @staticmethod
    def _year_line(year: int) -> Line:
        return Line(year, gettext("%(year)s 年") % {"year": year}, {"year": year})


def _levels() -> list[Line]:
    levels = [Line(value, str(label), {"level": value}) for value, label in Honor.Level.choices]
    return [*levels, Line("", gettext("未写明"), {"level": NOT_STATED})]


def _cells(
    address: str, numbers: list[int], columns: list[Line], here: dict[str, str | int]
) -> list[Cell]:
    """Return the cells of a row and the total of several; ``here`` narrows all their lists."""
    cells = []
    counted = [(number, each.filters) for number, each in zip(numbers, columns, strict=True)]
    if len(counted) != 1:
        counted.append((sum(numbers), {}))
    for number, filters in counted:
        query = here | filters
        if "since" in query:
            query.pop("year", None)
        leads = f"{address}?{urlencode(query)}" if query else address
        cells.append(Cell(number, leads if number else ""))
    return cells
