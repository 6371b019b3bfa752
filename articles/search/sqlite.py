"""Search on SQLite: an FTS5 index over the terms of passages, kept by triggers.

``search_index`` (the first migration) is an external-content table: it keeps no text of its
own, and deleting needs the terms as they were indexed, which triggers take from the row that goes.
(``contentless_delete`` came with SQLite 3.43.)
"""

import json
from collections.abc import Collection
from contextlib import nullcontext
from typing import Any

from django.db import DatabaseError, connection, transaction

from articles.models import Passage
from articles.models.latest_text import ANY_WORDS
from articles.models.passage import ARTICLE_SHIFT
from articles.search.query import Term


def matches(term: Term, most: int) -> list[int]:
    """Return the passages that hold a term; any ``most`` of them when there are more."""
    return _ids(
        "SELECT rowid FROM search_index WHERE search_index MATCH %s LIMIT %s",
        [_phrase(term), most],
    )


def matches_in(term: Term, articles: Collection[int]) -> list[int]:
    """Return the passages of some reports that hold a term."""
    if Passage.objects.are_of_many(articles):
        return _ids(
            """
            SELECT rowid FROM search_index WHERE search_index MATCH %s
            AND rowid >> %s IN (SELECT value FROM json_each(%s))
            """,
            [_phrase(term), ARTICLE_SHIFT, json.dumps(list(articles))],
        )
    # Looking a few reports up in a long list of hits costs more than reading their terms.
    return _ids(
        """
        SELECT id FROM articles_passage
        WHERE article_id IN (SELECT value FROM json_each(%s)) AND instr(' ' || terms || ' ', %s) > 0
        """,
        [json.dumps(list(articles)), f" {' '.join(term.words)} "],
    )


def articles_with(term: Term) -> set[int]:
    """Return all reports that hold a term."""
    return set(
        _ids(
            "SELECT DISTINCT rowid >> %s FROM search_index WHERE search_index MATCH %s",
            [ARTICLE_SHIFT, _phrase(term)],
        )
    )


def latest(terms: Collection[str], most: int) -> list[int]:
    """Return the reports whose latest text may have all terms; any ``most`` if there are more."""
    told = " AND ".join(f'"{term}"' for term in terms)
    wanted = f'({told}) OR "{ANY_WORDS}"'
    return _ids(
        "SELECT rowid FROM latest_index WHERE latest_index MATCH %s LIMIT %s", [wanted, most]
    )


def many_writes() -> nullcontext[None]:
    """Return a context without effect: FTS5 merges its pieces in passes anyhow."""
    return nullcontext()


def is_sound() -> bool:
    """Return whether the index agrees with the table of passages."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)"
            )
    except DatabaseError:
        return False
    return True


def repair() -> None:
    """Build the index anew from the table of passages. Readers see the old one until it is done."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")


def _phrase(term: Term) -> str:
    """Return a term as an FTS5 phrase. Units are letters and digits: nothing needs escaping."""
    return f'"{" ".join(term.words)}"'


def _ids(sql: str, parameters: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]
