"""Measures in tables: how many each place has on each theme, and those of some side by side."""

from articles.models import Measure, Theme
from articles.models.cached_counts import Facet
from articles.publishing import counts
from regions.models import Region

COMPARED_MEASURES = 60


def matrix(region: Region | None) -> dict:
    """Return the numbers of measures by place and theme, for the places below ``region``.

    Without one it begins at the provinces. Where only one place has measures, the matrix goes on
    to the places below that.
    """
    rows = _matrix_rows(Region.objects.filter(parent=region))
    while len(rows) == 1:
        only = next(iter(rows))
        below = _matrix_rows(Region.objects.filter(parent=only))
        if not below:
            break
        region, rows = only, below
    if region and not rows:
        rows = _matrix_rows(Region.objects.filter(pk=region.pk))
    themes = list(Theme.objects.all())
    if any(None in cells for cells in rows.values()):
        themes.append(None)
    greatest = max((n for cells in rows.values() for n in cells.values()), default=0)
    return {
        "region": region,
        "themes": themes,
        "rows": [
            {
                "region": place,
                "cells": [
                    _cell(theme, cells.get(theme and theme.pk, 0), greatest) for theme in themes
                ],
                "total": sum(cells.values()),
            }
            for place, cells in rows.items()
        ],
    }


def _cell(theme, number: int, greatest: int) -> dict:
    """Return a cell of the matrix; ``shade`` is its strength from 0 to 5."""
    return {"theme": theme, "n": number, "shade": -(-number * 5 // greatest) if greatest else 0}


def _matrix_rows(regions) -> dict[Region, dict[int | None, int]]:
    """Return the number of measures by theme, ``None`` for none, of the regions with measures."""
    cells: dict[int, dict[int | None, int]] = {}
    by_theme = counts.amounts_by_region_and_value(Facet.THEME, regions.values("pk"))
    for (region, theme), amounts in by_theme.items():
        if amounts.measures:
            cells.setdefault(region, {})[theme] = amounts.measures
    for region, amounts in counts.amounts_by_region(regions.values("pk")).items():
        of_region = cells.setdefault(region, {})
        if rest := amounts.measures - sum(of_region.values()):
            of_region[None] = rest
    places = Region.objects.filter(pk__in=[pk for pk in cells if cells[pk]]).order_by("code")
    return {place: cells[place.pk] for place in places}


def compare(places: list[Region]) -> list[dict]:
    """Return the measures of some places side by side, a row for each theme any of them has."""
    columns = [
        list(
            Measure.objects.published()
            .in_region(place)
            .exclude(heading="")
            .select_related("article__region", "theme")
            .newest_first()[:COMPARED_MEASURES]
        )
        for place in places
    ]
    themes = [*Theme.objects.all(), None]
    rows = [
        {
            "theme": theme,
            "cells": [
                [m for m in measures if m.theme_id == (theme and theme.pk)] for measures in columns
            ],
        }
        for theme in themes
    ]
    return [row for row in rows if any(row["cells"])]
