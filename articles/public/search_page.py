"""Search: the page, and what it suggests while one types."""

from dataclasses import replace

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.filters import ArticleFilters
from articles.public import facets
from articles.search import DATE, RELEVANCE, Results, cursors, parse, search
from articles.search.snippets import show
from articles.search.suggestions import former_names, places, suggest
from articles.search.wider import Wider, wider
from unityreports.site.page_head import SEARCH, Page

_LONGEST_SHOWN, _LONGEST_TYPED = 40, 200


@require_safe
def search_page(request):
    """Show what a query finds, narrowed down by filters, by relevance or date."""
    asked = _Asked(request.GET)
    query, filters, results = asked.query, asked.filters, asked.results
    return render(
        request,
        "articles/search.html",
        {
            "page": _page(request.GET, query.text),
            "query": query,
            "filters": filters,
            "results": results,
            "found": show(results) if results else [],
            "notices": filters.notices + (results.notes if results else query.notes),
            "ignored": asked.ignored,
            **asked.neighbours(),
            "places": places(query.text) if 0 < len(query.text) <= _LONGEST_SHOWN else [],
            "former": former_names(query),
            "feed_query": filters.query(q=query.text) if query else "",
            "choices": _choices(filters, asked.order),
            "others": filters.besides("region", "channel", "theme", "year", "honor"),
            "typed": request.GET.get("q", "")[:_LONGEST_TYPED],
            "wider": asked.wider(),
        },
    )


@require_safe
def search_suggestions(request):
    """Answer what a typed text may mean: places and titles, for the script of the search box."""
    found = suggest(request.GET.get("q", ""))
    return JsonResponse(
        {"suggestions": [{"kind": s.kind, "label": s.label, "url": s.address} for s in found]}
    )


class _Asked:
    """What an address asks of the search, what that finds, and what of it is not understood."""

    def __init__(self, params):
        self.params = params
        self.filters = ArticleFilters(params)
        self.query = parse(params.get("q", ""))
        self.ignored = list(self.filters.ignored)
        self.order = params.get("order", "") or RELEVANCE
        if self.order not in {RELEVANCE, DATE}:
            self.ignored.append(gettext("排序"))
            self.order = RELEVANCE
        self.cursor = self._cursor(params.get("before", ""), params.get("after", ""))
        self.results = self._results()

    def _cursor(self, before: str, after: str) -> cursors.Cursor | None:
        found = cursors.read(before or after, older=bool(before))
        if found is None and (before or after):
            self.ignored.append(gettext("翻页位置"))
        return found

    def _results(self) -> Results | None:
        if not (self.query or self.filters.chosen):
            return None
        filters = self.filters if self.filters.chosen else None
        results = search(self.query, filters, self.order, self.cursor)
        if results.from_start:
            self.ignored.append(gettext("翻页位置"))
        return results

    def neighbours(self) -> dict[str, str]:
        """Return the query strings of the pages before and after this one, empty without one."""
        newer = self.results and self.results.newer
        older = self.results and self.results.older
        return {
            "newer": self._link(after=str(newer)) if newer else "",
            "older": self._link(before=str(older)) if older else "",
        }

    def wider(self) -> list[tuple[Wider, str]]:
        """Return the searches that ask for less, each with its link, where nothing was found."""
        if self.results is None or self.results.hits or self.cursor:
            return []
        return [
            (each, self._link(each.without, q=each.text))
            for each in wider(self.query, self.filters)
        ]

    def _link(self, *left_out: str, **changed: str) -> str:
        """Return the query string of another search, from its beginning unless changed."""
        query = self.params.copy()
        for name in ("before", "after", *left_out):
            query.pop(name, None)
        for name, value in changed.items():
            query[name] = value
        return f"?{query.urlencode()}"


def _page(params, text: str) -> Page:
    """Return the head of the page of a query."""
    shown = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
    return Page(
        gettext("搜索：%(shown)s") % {"shown": shown} if shown else gettext("搜索"),
        gettext("搜索各地民族团结进步工作报告的全文、举措、荣誉与数据。"),
        reverse("search"),
        SEARCH,
        [(gettext("搜索"), "")],
        indexed=not params,
    )


def _choices(filters, order: str) -> dict:
    """Return what can be chosen, without numbers: those would be of all reports, not of these."""
    counted = {
        name: [replace(choice, count=None) for choice in found]
        for name, found in facets.choices(filters).items()
    }
    by_date = facets.Choice(DATE, gettext("按日期，新的在前"), None, order == DATE)
    return counted | {"honor": facets.of_field(filters, "honor"), "order": [by_date]}
