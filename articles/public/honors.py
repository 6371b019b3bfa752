"""Honors across all reports: held, aimed at and described kept apart."""

from collections import Counter, defaultdict

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from articles.filters import HonorFilters
from articles.models import Article, Honor
from articles.public import charts, facets, paging
from articles.public.articles import ignored
from articles.publishing import counts
from unityreports.pages.front import kept
from unityreports.pages.watching import shows
from unityreports.site.page_head import HONORS, Page


@kept
def honor_list(request):
    """Show the ledger of honors."""
    shows("honors")
    filters = HonorFilters(request.GET)
    honors = filters.apply(Honor.objects.published())
    articles = Article.objects.published().for_list().showing(honors=honors)
    reports = paging.kept_page_of(articles, filters, request.GET)
    everything = counts.honors_in()
    numbers = _numbers(filters, honors) if filters.chosen else everything
    return render(
        request,
        "articles/honor_list.html",
        {
            "page": _page(request.GET, filters, reports),
            "filters": filters,
            "groups": _groups(reports.items, numbers),
            "total": sum(numbers.values()),
            "others": filters.besides("status", "level", "kind", "year", "region"),
            "reports": reports,
            "choices": {
                "status": facets.of_field(filters, "status"),
                "level": facets.of_field(filters, "level"),
                "kind": facets.of_field(filters, "kind"),
                "year": facets.stated_years(filters, {year for year, _, _ in everything if year}),
            },
            "level_picture": charts.honors_by_level(numbers),
            "year_picture": charts.honors_by_year(numbers),
            "ignored": ignored(filters, reports),
            "notices": filters.notices,
        },
    )


def _numbers(filters: HonorFilters, honors) -> dict[counts.HonorKind, int]:
    """Return how many honors the filters let through: kept beforehand for a place alone."""
    if set(filters.chosen) == {"region"}:
        return counts.honors_in(filters.chosen["region"])
    return counts.honors_among(honors)


def _groups(articles: list[Article], numbers: dict[counts.HonorKind, int]) -> list[dict]:
    """Return the honors that the reports show, by status, each with its number on all pages."""
    totals: Counter[str] = Counter()
    for (_, _, status), number in numbers.items():
        totals[status] += number
    shown: dict[str, list[Honor]] = defaultdict(list)
    for article in articles:
        for honor in article.shown_honors:
            honor.article = article
            shown[honor.status].append(honor)
    return [
        {"status": status, "total": totals[status], "honors": shown[status]}
        for status in Honor.Status
    ]


def _page(params, filters: HonorFilters, reports) -> Page:
    labels = [_titled(*described) for described in filters.described()]
    title = gettext("荣誉") + (f"：{'，'.join(labels)}" if labels else "")
    path = reverse("honor_list")
    return Page(
        title + reports.mark_if_continued,
        gettext(
            "报告中写明的荣誉、创建目标与相关称号，按级别、类别、状态、地区与年份查看，每条都链接到原句。"
        ),
        path,
        HONORS,
        [(gettext("荣誉"), path if labels else "")] + ([("，".join(labels), "")] if labels else []),
        indexed=not params,
        things=[_described(path)],
    )


def _titled(label: str, wording: str) -> str:
    """Return how a filter is named in a title: "not stated" alone does not say what is not."""
    return wording + label if wording == gettext("未写明") else wording


def _described(path: str) -> dict:
    """Return the ledger in schema.org's words."""
    return {
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
