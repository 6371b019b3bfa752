"""What a reader may mean while typing: titles of public reports and names of places."""

from dataclasses import dataclass

from django.utils.translation import gettext

from articles.models import Article
from articles.models.passage import article_of
from articles.search.analysis import unit_texts
from articles.search.backends import backend
from articles.search.passages import TITLE_MARK
from articles.search.query import Query, Term
from regions.lookup import find_or_none, formerly
from regions.models import Region

MOST_TITLES, MOST_PLACES = 5, 5
_LONGEST = 40
_LONGEST_NO_PATH = 3
_LOOKED_AT = 200


@dataclass(frozen=True)
class Suggestion:
    """A report or place to go to."""

    kind: str
    label: str
    address: str


def suggest(text: str) -> list[Suggestion]:
    """Return places and reports that a typed text may mean: places first. Never raises."""
    text = " ".join(text.replace("\0", " ").split())
    if not text or len(text) > _LONGEST or not unit_texts(text):
        return []
    return [
        *(
            Suggestion(gettext("地区"), region.full_name, region.get_absolute_url())
            for region in places(text)
        ),
        *(
            Suggestion(gettext("报告"), article.title, article.get_absolute_url())
            for article in titles(text)
        ),
    ]


def places(text: str, most: int = MOST_PLACES) -> list[Region]:
    """Return the places that a text may name: part of a name, pinyin, initials, code or a path."""
    found = list(Region.objects.for_readers().matching(text)[:most])
    if found or len(text) <= _LONGEST_NO_PATH:
        return found
    meant = find_or_none(text)
    return [meant] if meant else []


def former_names(query: Query) -> list[tuple[str, Region]]:
    """Return the former names of places among the words of a query, each with today's place."""
    words = ["".join(term.units) for term in query.wanted]
    return formerly([query.text, *query.places, *words]) if query else []


def titles(text: str, most: int = MOST_TITLES) -> list[Article]:
    """Return public reports whose title holds a text, the newest first."""
    term = Term(tuple(unit_texts(text)), TITLE_MARK)
    found = {article_of(pk) for pk in backend().matches(term, _LOOKED_AT)}
    articles = Article.objects.published().filter(pk__in=found)
    return list(articles.newest_first().only("title")[:most])
