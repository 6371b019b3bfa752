"""Places in a query: 地区:库伦旗."""

from django.db.models import Q

from articles.models import Placement
from articles.search.analysis import unit_texts
from articles.search.query import Query
from regions import codes
from regions.models import Region

_MOST = 20


def narrow(articles, query: Query):
    """Return the reports of the places that a query names, and the names that no place has."""
    unknown = []
    for name in query.places:
        found = named(name)
        if len(found) == 1:
            articles = articles.in_region(found[0])
        else:
            articles = articles.filter(pk__in=_reports_of(found))
        if not found:
            unknown.append(name)
    for name in query.excluded_places:
        found = named(name)
        articles = articles.exclude(pk__in=_reports_of(found))
        if not found:
            unknown.append(name)
    return articles, unknown


def named(text: str) -> list[Region]:
    """Return the places that a text names: those of exactly this name, or else all it may mean.

    Places inside another one of them are left out.
    """
    text = text.replace("\0", " ").strip()
    if not unit_texts(text):
        return []
    found = Region.objects.for_readers().matching(text)
    word = text.split()[-1:]
    exact = found.filter(Q(name__in=word) | Q(short_name__in=word) | Q(pinyin__in=word))
    regions = list(exact[:_MOST]) or list(found[:_MOST])
    kept = {region.code for region in regions}
    return [region for region in regions if not kept & set(codes.ancestors(region.code))]


def _reports_of(regions: list[Region]):
    return Placement.objects.filter(region__in=regions).values("article")
