"""The desk's lists by the name of what they list, and a list's view answering in another way.

A screen about a list (its export, its columns, its saved filters) is the list's own view with
another answer: so rights, filters, search and order cannot differ.
"""

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from articles.desk.overviews import (
    FigureOverview,
    HonorOverview,
    MeasureOverview,
    OverviewIndexView,
)
from articles.models import Article
from regions.models import Region

ALL = ("articles", "measures", "honors", "figures", "regions")
OF_REPORTS = ALL[:-1]  # the lists of reports and their parts


def answer(request: HttpRequest, dataset: str, answering: type, **given) -> HttpResponseBase:
    """Answer a request with the view of a list, of which ``answering`` takes some methods over."""
    viewset, view, kwargs = _lists()[dataset]
    mixed = type(f"{answering.__name__}{view.__name__}", (answering, view), {})
    kwargs |= given | {"template_name": answering.template_name}
    return viewset.construct_view(mixed, **kwargs)(request)


def list_url(**parameters) -> str:
    """Return the address of the list of reports with these filters."""
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    return reverse(Article.snippet_viewset.get_url_name("list")) + (f"?{query}" if query else "")


def moved(names: list[str], move: str) -> bool:
    """Move a name (``up:title``) among others; return whether that was understood.

    The first cannot go further up, nor the last further down: they stay.
    """
    way, _, name = move.partition(":")
    if way not in ("up", "down") or name not in names:
        return False
    place = names.index(name)
    names.insert(max(0, place + (-1 if way == "up" else 1)), names.pop(place))
    return True


def _lists() -> dict[str, tuple]:
    """Return, by dataset, a list's viewset, its view and what the view is made with."""
    lists = {
        model_name: (viewset, viewset.index_view_class, viewset.get_index_view_kwargs())
        for model_name, viewset in (
            ("articles", Article.snippet_viewset),
            ("regions", Region.snippet_viewset),
        )
    }
    for overview in (MeasureOverview(), HonorOverview(), FigureOverview()):
        lists[overview.name] = (overview, OverviewIndexView, {})
    return lists
