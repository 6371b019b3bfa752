"""What each database answers. A backend knows terms and passages, nothing of reports.

Terms are phrases (:class:`articles.search.query.Term`); passages are told by their ids, from
which :mod:`articles.models.passages` reads the report and the kind.
"""

from collections.abc import Collection
from typing import Protocol

from django.db import connection

from articles.search.query import Term


class Backend(Protocol):
    """The few questions a search asks of a database."""

    def matches(self, term: Term, most: int) -> list[int]:
        """Return the passages that hold a term; any ``most`` of them when there are more."""

    def matches_in(self, term: Term, articles: Collection[int]) -> list[int]:
        """Return the passages of some reports that hold a term."""

    def articles_with(self, term: Term) -> set[int]:
        """Return all reports that hold a term."""

    def is_sound(self) -> bool:
        """Return whether the index agrees with the table of passages."""

    def repair(self):
        """Build the index anew from the table of passages."""


def backend() -> Backend:
    """Return the backend of the database in use."""
    if connection.vendor == "postgresql":
        from articles.search import postgresql as chosen
    else:
        from articles.search import sqlite as chosen
    return chosen
