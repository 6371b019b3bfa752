"""Finds reports. The same for every database: a backend answers for terms, this decides.

AND and exclusion are decided per report. A term that stands in ``MANY`` passages or more is
common: ranking all it stands in would cost more than it tells. When no rarer word narrows the
search, reports are gone through by date instead, and the count is a lower bound.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from django.utils.translation import gettext

from articles.models import Article, Passage
from articles.models.passage import article_of, kind_of
from articles.models.querysets import ArticleQuerySet
from articles.search import place_words
from articles.search.backends import backend
from articles.search.cursors import Cursor
from articles.search.query import Query, Term

RELEVANCE, DATE = "relevance", "date"
PAGE = 20
MANY = 3000
# So few passages of each word are asked for first: one rare word narrows a search down.
_FEW = 300
# A search by date looks at reports in steps; after so many without a full page it takes the
# complete list of each term instead, which costs more at first and little for each report.
_STEP, _LONG_STEP, _PATIENCE = 60, 5000, 1500
_WEIGHTS: dict[int, int] = {
    Passage.Kind.TITLE: 160,
    Passage.Kind.HEADING: 80,
    Passage.Kind.LEAD: 40,
    Passage.Kind.MEASURE: 20,
    Passage.Kind.CLOSING: 20,
    Passage.Kind.SOURCE: 10,
}
_MOST_COUNTED_PASSAGES = 9


class Filters(Protocol):
    """What narrows reports down, such as ``articles.filters.ArticleFilters``."""

    def apply(self, articles: ArticleQuerySet[Article], /) -> ArticleQuerySet[Article]:
        """Return the reports that it lets through."""


@dataclass
class Hit:
    """A report that was found and the passages that say why, the weightiest first."""

    pk: int
    published_at: datetime.datetime
    score: int = 0
    passages: list[int] = field(default_factory=list)

    def key(self, order: str) -> tuple[Any, ...]:
        """Return what the results are sorted by, descending."""
        date = (self.published_at, self.pk)
        return (self.score, *date) if order == RELEVANCE else date


@dataclass
class Results:
    """A page of what was found.

    ``total`` is exact or, if not ``exact``, a lower bound; ``order`` is the one used, which is by
    date for common terms; ``newer`` and ``older`` lead to the neighbouring pages; ``from_start``
    tells that a cursor was given which leads nowhere or belongs to another order.
    """

    query: Query
    order: str
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    exact: bool = True
    newer: Cursor | None = None
    older: Cursor | None = None
    from_start: bool = False
    notes: list[str] = field(default_factory=list)


def search(
    query: Query,
    filters: Filters | None = None,
    order: str = RELEVANCE,
    cursor: Cursor | None = None,
    size: int = PAGE,
) -> Results:
    """Return a page of the public reports that a query and filters let through."""
    articles = Article.objects.published()
    if filters is not None:
        articles = filters.apply(articles)
    articles, notes = place_words.narrow(articles, query)
    results = Results(query, order, notes=query.notes + notes)
    if articles.query.is_empty():
        return results
    found, rare = _matches(query)
    if rare:
        hits = _rank(results, articles, found)
        _cut(results, hits, cursor, size)
        return results
    results.order = DATE
    if order == RELEVANCE and query.wanted:
        results.notes.append(gettext("查找的词很常见，结果按日期排列。"))
    _walk(results, articles, cursor, size)
    alone = len(query.wanted) == 1 and not (query.excluded or query.places or query.excluded_places)
    if alone and filters is None and not results.exact:
        results.total = max(results.total, len(_in_all(found.values())))
    return results


def _matches(query: Query) -> tuple[dict[Term, list[int]], bool]:
    """Return all passages of rare wanted terms, and that they are rare.

    Where all are common: ``MANY`` passages of each, and that they are not.
    """
    if len(query.wanted) > 1:
        # The longest is the likeliest to be so rare that nothing need be known of the others.
        for term in sorted(query.wanted, key=lambda term: -len(term.units)):
            passages = backend().matches(term, _FEW)
            if len(passages) < _FEW:
                return {term: passages}, True
    found = {term: backend().matches(term, MANY) for term in query.wanted}
    rare = {term: passages for term, passages in found.items() if len(passages) < MANY}
    return rare or found, bool(rare)


# A rare word -----------------------------------------------------------------------------------


def _rank(
    results: Results, articles: ArticleQuerySet[Article], rare: dict[Term, list[int]]
) -> list[Hit]:
    """Return all reports that a search with a rare word finds, sorted."""
    passages = _in_all(rare.values())
    others = [term for term in results.query.wanted if term not in rare]
    passages = _sift(passages, others, results.query.excluded)
    dates = dict(articles.filter(pk__in=passages).order_by().values_list("pk", "published_at"))
    hits = [_hit(pk, dates[pk], passages[pk]) for pk in passages if pk in dates]
    hits.sort(key=lambda hit: hit.key(results.order), reverse=True)
    return hits


def _cut(results: Results, hits: list[Hit], cursor: Cursor | None, size: int) -> None:
    """Fill in the page of sorted hits that a cursor tells."""
    order, start = results.order, 0
    results.total = len(hits)
    if cursor is not None and cursor.order == order:
        if cursor.older:
            start = sum(hit.key(order) >= cursor.key for hit in hits)
        else:
            start = max(0, sum(hit.key(order) > cursor.key for hit in hits) - size)
    if start >= len(hits):
        start = 0
    results.from_start = cursor is not None and start == 0 and cursor.older
    results.hits = hits[start : start + size]
    _link(results, start > 0, start + size < len(hits))


def _in_all(lists: Iterable[list[int]]) -> dict[int, list[list[int]]]:
    """Return the reports that have passages in every list, with those of each list."""
    reports: dict[int, list[list[int]]] | None = None
    for passages in lists:
        by_report: dict[int, list[int]] = {}
        for passage in passages:
            by_report.setdefault(article_of(passage), []).append(passage)
        reports = {
            pk: [*([] if reports is None else reports[pk]), of_term]
            for pk, of_term in by_report.items()
            if reports is None or pk in reports
        }
    return reports or {}


def _sift(
    passages: dict[int, list[list[int]]], wanted: list[Term], excluded: list[Term]
) -> dict[int, list[list[int]]]:
    """Return the reports, of those given, that hold all wanted terms and none excluded."""
    for term in wanted:
        more = _in_all([backend().matches_in(term, passages)])
        passages = {pk: of + more[pk] for pk, of in passages.items() if pk in more}
    for term in excluded:
        out = {article_of(passage) for passage in backend().matches_in(term, passages)}
        passages = {pk: of for pk, of in passages.items() if pk not in out}
    return passages


def _hit(pk: int, published_at: datetime.datetime | None, passages: list[list[int]]) -> Hit:
    """Return a hit scored: each term counts by its weightiest passage, then by their number."""
    score = sum(
        max(_weight(passage) for passage in of_term) + min(len(of_term), _MOST_COUNTED_PASSAGES)
        for of_term in passages
    )
    ids = {passage for of_term in passages for passage in of_term}
    weightiest_first = sorted(ids, key=lambda passage: (-_weight(passage), passage))
    # Whatever is public has a date.
    return Hit(pk, cast(datetime.datetime, published_at), score, weightiest_first)


def _weight(passage: int) -> int:
    return _WEIGHTS[kind_of(passage)]


# Common words, or none -------------------------------------------------------------------------


def _walk(
    results: Results, articles: ArticleQuerySet[Article], cursor: Cursor | None, size: int
) -> None:
    """Fill in the results by going through the reports by date until there is a page of them."""
    given = cursor
    if cursor is not None and cursor.order != DATE:
        cursor = None
    hits = _gather(results.query, articles, cursor, size + 1)
    if cursor is not None and not hits:
        cursor, hits = None, _gather(results.query, articles, None, size + 1)
    results.from_start = given is not cursor
    back = cursor is not None and not cursor.older
    more = len(hits) > size
    results.hits = hits[:size][::-1] if back else hits[:size]
    _link(results, more if back else cursor is not None, back or more)
    results.exact = cursor is None and not more
    results.total = len(results.hits) + (not results.exact)


def _gather(
    query: Query, articles: ArticleQuerySet[Article], cursor: Cursor | None, wanted: int
) -> list[Hit]:
    """Return the next reports by date that the query lets through, ``wanted`` at most."""
    back = cursor is not None and not cursor.older
    position = cursor.key if cursor else None
    hits: list[Hit] = []
    seen, step, passes = 0, _STEP, None
    while len(hits) < wanted:
        batch = articles
        if position:
            batch = batch.newer_than(*position) if back else batch.older_than(*position)
        batch = batch.oldest_first() if back else batch.newest_first()
        rows = list(batch.values_list("pk", "published_at")[:step])
        kept = [row for row in rows if passes is None or passes(row[0])]
        for start in range(0, len(kept), _STEP):
            dates = dict(kept[start : start + _STEP])
            sifted = _sift({pk: [] for pk in dates}, query.wanted, query.excluded)
            hits += [_hit(pk, dates[pk], of) for pk, of in sifted.items()]
            if len(hits) >= wanted:
                break
        if len(rows) < step:
            break
        position = (rows[-1][1], rows[-1][0])
        seen += len(rows)
        if seen >= _PATIENCE and passes is None:
            passes, step = _complete(query), _LONG_STEP
    return hits[:wanted]


def _complete(query: Query) -> Callable[[int], bool]:
    """Return a test of reports that has the complete list of each term."""
    wanted = [backend().articles_with(term) for term in query.wanted]
    excluded = [backend().articles_with(term) for term in query.excluded]
    inside = set.intersection(*wanted) if wanted else None
    outside = set().union(*excluded)
    return lambda pk: (inside is None or pk in inside) and pk not in outside


def _link(results: Results, newer: bool, older: bool) -> None:
    """Set the cursors of the neighbouring pages."""
    if not results.hits:
        return
    if newer:
        results.newer = Cursor(results.order, False, results.hits[0].key(results.order))
    if older:
        results.older = Cursor(results.order, True, results.hits[-1].key(results.order))
