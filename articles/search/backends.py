"""What each database answers. A backend knows terms and passages, nothing of reports.

Terms are phrases (:class:`articles.search.query.Term`); passages are told by their ids, from
which :mod:`articles.models.passage` reads the report and the kind.
"""

from collections.abc import Collection
from contextlib import AbstractContextManager
from typing import Protocol

from django.db import connection

from articles.search import postgresql, sqlite
from articles.search.query import Term


class Backend(Protocol):
    """The few questions a search asks of a database."""

    def matches(self, term: Term, most: int) -> list[int]:
        """Return the passages that hold a term; any ``most`` of them when there are more."""

    def matches_in(self, term: Term, articles: Collection[int]) -> list[int]:
        """Return the passages of some reports that hold a term."""

    def articles_with(self, term: Term) -> set[int]:
        """Return all reports that hold a term."""

    def latest(self, terms: Collection[str], most: int) -> list[int]:
        """Return reports whose latest text may have all terms; any ``most`` if there are more."""

    def many_writes(self) -> AbstractContextManager[None]:
        """Return a context in which writing many passages costs less. Not inside a transaction."""

    def is_sound(self) -> bool:
        """Return whether the index is as it should be, and agrees with the table of passages."""

    def repair(self) -> None:
        """Make it so."""


def backend() -> Backend:
    """Return the backend of the database in use."""
    return postgresql if connection.vendor == "postgresql" else sqlite
