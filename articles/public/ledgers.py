"""Across all reports: measures by theme, honors by level and status."""

from collections import Counter

from django.conf import settings
from django.db.models import Prefetch
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from articles.exports.download import FORMATS
from articles.filters import HonorFilters, MeasureFilters
from articles.models import Article, Honor, Measure, Theme
from articles.models.cached_counts import Facet
from articles.public import charts, paging
from articles.public.articles import ignored
from articles.publishing import counts
from regions.lookup import UnclearPlaceError, find
from regions.models import Region
from unityreports.site.page_head import HONORS, MEASURES, Page

MOST_COMPARED = 4
COMPARED_MEASURES = 60


def measure_list(request):
    """Show measures by theme across places: a matrix, a comparison, and the measures."""
    filters = MeasureFilters(request.GET)
    chosen, notices = filters.chosen, filters.notices
    region = chosen.get("region")
    theme = chosen["theme"] if isinstance(chosen.get("theme"), Theme) else None
    places, unclear = _places(request.GET.getlist("place"))
    notices += unclear
    measures = Measure.objects.published().exclude(heading="")
    articles = Article.objects.published()
    if region:  # of the reports: their index has those of a place in order
        articles = articles.in_region(region)
    measures = filters.without("region").apply(measures)
    articles = articles.having(measures)
    if len(places) > 1:  # whose measures are the page; a list of all others would bury them
        articles = articles.none()
    reports = paging.page_of(
        articles.for_list().prefetch_related(
            Prefetch("measures", measures.select_related("theme"), to_attr="shown_measures")
        ),
        request.GET,
    )
    if len(places) > MOST_COMPARED:
        notices.append(
            gettext("最多并排比较 %(most)s 个地区，其余未显示。") % {"most": MOST_COMPARED}
        )
        places = places[:MOST_COMPARED]
    if len(places) == 1:
        notices.append(gettext("请再选一到三个地区，才能并排比较。"))
    subject = "，".join(wording for _, wording in filters.described())
    if len(places) > 1:
        names = "、".join(place.short_name for place in places)
        subject = gettext("%(names)s比较") % {"names": names}
    later = ""
    if reports.continued and reports.items:
        later = gettext("（第 %(pk)s 号报告以前）") % {"pk": reports.items[0].pk}
    everything = gettext("举措")
    title = gettext("举措：%(subject)s") % {"subject": subject} if subject else everything
    title += later
    here = subject + later if subject else later and title
    page = Page(
        title,
        gettext("%(subject)s民族团结进步工作的举措，按主题与地区汇总。")
        % {"subject": subject or gettext("各地")},
        reverse("measure_list") + (f"?theme={theme.slug}" if theme else ""),
        MEASURES,
        [(everything, here and reverse("measure_list"))] + ([(here, "")] if here else []),
        indexed=set(request.GET) <= {"theme"} and bool(theme or not request.GET.get("theme")),
    )
    return render(
        request,
        "articles/measure_list.html",
        {
            "page": page,
            "theme": theme,
            "region": region,
            "themes": counts.themes_with_counts(),
            "matrix": matrix(region),
            "places": places,
            "comparison": compare(places) if len(places) > 1 else [],
            "reports": reports,
            "notices": notices,
            "filters": filters,
            "others": filters.besides("theme", "region"),
            "ignored": ignored(filters, reports) + ([gettext("比较的地区")] if unclear else []),
        },
    )


def _places(texts: list[str]) -> tuple[list[Region], list[str]]:
    """Return the places that are meant, each once, and a sentence for each text that is unclear."""
    places, unclear = {}, []
    for text in dict.fromkeys(texts[:20]):
        try:
            places[find(text)] = None
        except UnclearPlaceError as error:
            unclear.append(str(error))
    return list(places), unclear


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
            .select_related("article", "theme")
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


def honor_list(request):
    """Show the ledger of honors: held, aimed at and described kept apart."""
    filters = HonorFilters(request.GET)
    honors = filters.apply(Honor.objects.published())
    reports = paging.page_of(
        Article.objects.published()
        .having(honors)
        .for_list()
        .prefetch_related(Prefetch("honors", honors, to_attr="shown_honors")),
        request.GET,
    )
    shown = []
    for article in reports.items:
        for honor in article.shown_honors:
            honor.article = article
            shown.append(honor)
    chosen = filters.chosen
    everything = counts.honors_in()
    if set(chosen) <= {"region"}:
        numbers = counts.honors_in(chosen["region"]) if chosen else everything
    else:
        numbers = counts.honors_among(honors)
    by_status: Counter[str] = Counter()
    for (_, _, status), number in numbers.items():
        by_status[status] += number
    labels = [_titled(*described) for described in filters.described()]
    title = gettext("荣誉") + (f"：{'，'.join(labels)}" if labels else "")
    if reports.continued and reports.items:
        title += gettext("（第 %(pk)s 号报告以前）") % {"pk": reports.items[0].pk}
    path = reverse("honor_list")
    page = Page(
        title,
        gettext(
            "报告中写明的荣誉、创建目标与相关称号，按级别、类别、状态、地区与年份查看，每条都链接到原句。"
        ),
        path,
        HONORS,
        [(gettext("荣誉"), path if labels else "")] + ([("，".join(labels), "")] if labels else []),
        indexed=not request.GET,
        things=[
            {
                "@type": "Dataset",
                "name": gettext("民族团结进步荣誉台账"),
                "description": gettext(
                    "各地民族团结进步工作报告中写明的荣誉、创建目标与相关称号及其原句。"
                ),
                "url": settings.SITE_URL + path,
                "creator": {"@id": f"{settings.SITE_URL}/#organization"},
                "isAccessibleForFree": True,
                "distribution": [
                    {
                        "@type": "DataDownload",
                        "encodingFormat": "text/csv",
                        "contentUrl": settings.SITE_URL + reverse("honors_download", args=["csv"]),
                    }
                ],
            }
        ],
    )
    return render(
        request,
        "articles/honor_list.html",
        {
            "page": page,
            "filters": filters,
            "groups": [
                {
                    "status": status,
                    "total": by_status[status],
                    "honors": [honor for honor in shown if honor.status == status],
                }
                for status in Honor.Status
            ],
            "total": sum(by_status.values()),
            "download_formats": FORMATS,
            "others": filters.besides("status", "level", "kind", "year", "region"),
            "reports": reports,
            "years": sorted({year for year, _, _ in everything if year}, reverse=True),
            "Honor": Honor,
            "level_picture": charts.honors_by_level(numbers),
            "year_picture": charts.honors_by_year(numbers),
            "ignored": ignored(filters, reports),
            "notices": filters.notices,
        },
    )


def _titled(label: str, wording: str) -> str:
    """Return how a filter is named in a title: "not stated" alone does not say what is not."""
    return wording + label if wording == gettext("未写明") else wording
