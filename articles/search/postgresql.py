"""Search on PostgreSQL: a GIN index over the terms of passages, kept as a tsvector."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import OperationalError, connection, transaction

from articles.models import Passage
from articles.models.latest_text import ANY_WORDS
from articles.models.passage import ARTICLE_SHIFT
from articles.search.query import Term

# So many kilobytes of new terms are collected before they are merged into the index.
_PENDING_KB = 65536
# To look at a passage takes so many times as long as to read of it in the index.
_LOOKING = 10


def matches(term: Term, most: int) -> list[int]:
    """Return the passages that hold a term; any ``most`` of them when there are more.

    The index lists all passages of a term before it gives the first, which for the commonest takes
    longer than to look at passages until ``most`` are found, the newest first. PostgreSQL's own
    choice between the two trusts that a term stands everywhere as often; where it does not (words
    come up, and go), looking on and on through the table takes seconds.
    """
    phrase = _phrase(term)
    looked_at = _worth_looking_at(phrase, most)
    if looked_at:
        newest = _ids(
            """
            SELECT id FROM (SELECT id, terms FROM articles_passage ORDER BY id DESC LIMIT %s) newest
            WHERE terms @@ %s::tsquery LIMIT %s
            """,
            [looked_at, phrase, most],
        )
        if len(newest) == most:
            return newest
    # As part of a whole, which alone is planned for: the plan for a few would leave the index out.
    return _ids(
        """
        WITH found AS MATERIALIZED (SELECT id FROM articles_passage WHERE terms @@ %s::tsquery)
        SELECT id FROM found LIMIT %s
        """,
        [phrase, most],
    )


def matches_in(term: Term, articles: Collection[int]) -> list[int]:
    """Return the passages of some reports that hold a term."""
    phrase = _phrase(term)
    if Passage.objects.are_of_many(articles):
        return _ids(
            # Of the type of the id, the list is hashed; else each passage is compared with all.
            "SELECT id FROM articles_passage"
            " WHERE terms @@ %s::tsquery AND id >> %s = ANY(%s::bigint[])",
            [phrase, ARTICLE_SHIFT, list(articles)],
        )
    # ``IS TRUE`` keeps the index of terms out: it would list a common word for a few reports.
    return _ids(
        "SELECT id FROM articles_passage"
        " WHERE article_id = ANY(%s) AND (terms @@ %s::tsquery) IS TRUE",
        [list(articles), phrase],
    )


def articles_with(term: Term) -> set[int]:
    """Return all reports that hold a term."""
    return set(
        _ids(
            "SELECT DISTINCT id >> %s FROM articles_passage WHERE terms @@ %s::tsquery",
            [ARTICLE_SHIFT, _phrase(term)],
        )
    )


def latest(terms: Collection[str], most: int) -> list[int]:
    """Return the reports whose latest text may have all terms; any ``most`` if there are more."""
    told = " & ".join(f"'{term}'" for term in terms)
    wanted = f"({told}) | '{ANY_WORDS}'"
    return _ids(
        """
        WITH found AS MATERIALIZED
            (SELECT article_id FROM articles_latesttext WHERE terms @@ %s::tsquery)
        SELECT article_id FROM found LIMIT %s
        """,
        [wanted, most],
    )


@contextmanager
def many_writes() -> Iterator[None]:
    """Let the index take new terms in as a list, merged into it at once when it is long.

    Searches read that list too, so they find all there is at any time, a little more slowly. The
    change needs the index for itself for a moment: where somebody keeps it in use (a backup does,
    for as long as it takes), terms are written one by one as ever.
    """
    _alter(f"SET (fastupdate = on, gin_pending_list_limit = {_PENDING_KB})")
    try:
        yield
    finally:
        repair()


def is_sound() -> bool:
    """Return whether terms are written straight into the index, and no list of them is left.

    That the index agrees with the table, PostgreSQL answers for itself.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'fastupdate=off' = ANY(reloptions) FROM pg_class"
            " WHERE oid = 'search_index'::regclass"
        )
        sound: bool = cursor.fetchone()[0]
        return sound


def repair() -> None:
    """Merge a list of terms into the index and have them written straight into it again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_index')")
    _alter("SET (fastupdate = off)")


def _alter(change: str) -> None:
    """Change how the index is written, unless somebody keeps it in use."""
    with suppress(OperationalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        cursor.execute(f"ALTER INDEX search_index {change}")


def _worth_looking_at(phrase: str, most: int) -> int:
    """Return how many passages to look at for ``most`` that hold a phrase; 0: ask the index.

    By what PostgreSQL knows of how often terms occur, three times the number that should do.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN (FORMAT JSON) SELECT FROM articles_passage WHERE terms @@ %s::tsquery",
            [phrase],
        )
        expected = cursor.fetchone()[0][0]["Plan"]["Plan Rows"]
        if expected < _LOOKING * most:
            return 0
        cursor.execute(
            "SELECT greatest(reltuples, 0)::bigint FROM pg_class"
            " WHERE oid = 'articles_passage'::regclass"
        )
        needed = most * cursor.fetchone()[0] // expected
    return 3 * needed if _LOOKING * needed < expected else 0


def _phrase(term: Term) -> str:
    """Return a term as a tsquery. Units are letters and digits: nothing needs escaping."""
    return " <-> ".join(f"'{word}'" for word in term.words)


def _ids(sql: str, parameters: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]
