"""Search on PostgreSQL: a GIN index over the terms of passages, kept as a tsvector."""

from collections.abc import Collection

from django.db import connection

from articles.models.passages import ARTICLE_SHIFT
from articles.search.query import Term


def matches(term: Term, most: int) -> list[int]:
    """Return the passages that hold a term; any ``most`` of them when there are more."""
    return _ids(
        "SELECT id FROM articles_passage WHERE terms @@ %s::tsquery LIMIT %s",
        [_phrase(term), most],
    )


def matches_in(term: Term, articles: Collection[int]) -> list[int]:
    """Return the passages of some reports that hold a term."""
    return _ids(
        "SELECT id FROM articles_passage WHERE article_id = ANY(%s) AND terms @@ %s::tsquery",
        [list(articles), _phrase(term)],
    )


def articles_with(term: Term) -> set[int]:
    """Return all reports that hold a term."""
    return set(
        _ids(
            "SELECT DISTINCT id >> %s FROM articles_passage WHERE terms @@ %s::tsquery",
            [ARTICLE_SHIFT, _phrase(term)],
        )
    )


def is_sound() -> bool:
    """Return whether the index agrees with the table: PostgreSQL answers for that itself."""
    return True


def repair():
    """Build the index anew, without locking readers or writers out. Not inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("REINDEX INDEX CONCURRENTLY search_index")


def _phrase(term: Term) -> str:
    """Return a term as a tsquery. Units are letters and digits: nothing needs escaping."""
    return " <-> ".join(f"'{word}'" for word in term.words)


def _ids(sql: str, parameters: list) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]
