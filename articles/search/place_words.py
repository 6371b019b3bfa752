"""Places in a query: 地区:库伦旗."""

from articles.models import Article, Placement
from articles.models.querysets import ArticleQuerySet
from articles.search.query import Query
from regions.lookup import UnclearPlaceError, find


def narrow(
    articles: ArticleQuerySet[Article], query: Query
) -> tuple[ArticleQuerySet[Article], list[str]]:
    """Return the reports of the places that a query names, and what is unclear about them.

    A place that is looked for and unclear leaves none.
    """
    notes = []
    for name in dict.fromkeys(query.places):
        try:
            articles = articles.in_region(find(name))
        except UnclearPlaceError as error:
            articles = articles.none()
            notes.append(str(error))
    for name in dict.fromkeys(query.excluded_places):
        try:
            placed = Placement.objects.filter(region=find(name))
        except UnclearPlaceError as error:
            notes.append(str(error))
        else:
            articles = articles.exclude(pk__in=placed.values("article"))
    return articles, notes
