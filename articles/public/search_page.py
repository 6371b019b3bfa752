"""Search: the page, and what it suggests while one types."""

from dataclasses import replace

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.filters import ArticleFilters
from articles.public import facets
from articles.search import DATE, RELEVANCE, cursors, parse, search
from articles.search.snippets import show
from articles.search.suggestions import former_names, places, suggest
from articles.search.wider import wider
from unityreports.site.page_head import SEARCH, Page

_LONGEST_SHOWN, _LONGEST_TYPED = 40, 200


@require_safe
def search_page(request):
    """Show what a query finds, narrowed down by filters, by relevance or date."""
    filters = ArticleFilters(request.GET)
    query = parse(request.GET.get("q", ""))
    ignored = list(filters.ignored)
    order = request.GET.get("order", "") or RELEVANCE
    if order not in {RELEVANCE, DATE}:
        ignored.append(gettext("排序"))
        order = RELEVANCE
    cursor = _cursor(request.GET)
    if cursor is None and (request.GET.get("before") or request.GET.get("after")):
        ignored.append(gettext("翻页位置"))
    asked = bool(query or filters.chosen)
    chosen = filters if filters.chosen else None
    results = search(query, chosen, order, cursor) if asked else None
    if results and results.from_start:
        ignored.append(gettext("翻页位置"))
    shown = query.text if len(query.text) <= _LONGEST_SHOWN else query.text[:_LONGEST_SHOWN] + "…"
    page = Page(
        gettext("搜索：%(shown)s") % {"shown": shown} if shown else gettext("搜索"),
        gettext("搜索各地民族团结进步工作报告的全文、举措、荣誉与数据。"),
        reverse("search"),
        SEARCH,
        [(gettext("搜索"), "")],
        indexed=not request.GET,
    )
    context = {
        "page": page,
        "query": query,
        "filters": filters,
        "order": order,
        "results": results,
        "found": show(results) if results else [],
        "notices": filters.notices + (results.notes if results else query.notes),
        "ignored": ignored,
        "newer": results and results.newer and _link(request.GET, after=results.newer),
        "older": results and results.older and _link(request.GET, before=results.older),
        "places": places(query.text) if 0 < len(query.text) <= _LONGEST_SHOWN else [],
        "former": former_names(query),
        "feed_query": filters.query(q=query.text) if query else "",
        "choices": _choices(filters),
        "others": filters.besides("region", "channel", "theme", "year", "honor"),
        "typed": request.GET.get("q", "")[:_LONGEST_TYPED],
    }
    if asked and not results.hits and cursor is None:
        context["wider"] = [
            (each, _wider_link(request.GET, each)) for each in wider(query, filters)
        ]
    return render(request, "articles/search.html", context)


@require_safe
def search_suggestions(request):
    """Answer what a typed text may mean: places and titles, for the script of the search box."""
    found = suggest(request.GET.get("q", ""))
    return JsonResponse(
        {"suggestions": [{"kind": s.kind, "label": s.label, "url": s.address} for s in found]}
    )


def _choices(filters) -> dict:
    """Return what can be chosen, without numbers: those would be of all reports, not of these."""
    return {
        name: [replace(choice, count=None) for choice in found]
        for name, found in facets.choices(filters).items()
    }


def _cursor(params) -> cursors.Cursor | None:
    if params.get("before"):
        return cursors.read(params["before"], older=True)
    return cursors.read(params.get("after", ""), older=False)


def _link(params, **cursor) -> str:
    """Return the query string of a neighbouring page."""
    query = params.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    query.update({name: str(value) for name, value in cursor.items()})
    return f"?{query.urlencode()}"


def _wider_link(params, each) -> str:
    """Return the query string of a wider search."""
    query = params.copy()
    for name in ("before", "after", each.without):
        query.pop(name, None)
    query["q"] = each.text
    return f"?{query.urlencode()}"
