"""Questions that are worded once: of each of many reports, that takes longer than to answer."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

_FIRST = datetime(1901, 1, 1, tzinfo=UTC)


class Prepared:
    """A question with places for values, worded once for each connection.

    ``ask`` returns its queryset, of ``values_list``, given a value for each place, in order. These
    may be ids, moments and texts, no ``None``; what else it asks must always be the same, so that
    it needs the moment told at which something is public.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Any]]):
        self.ask = ask

    def rows(self, *values: int | str | datetime) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the answer."""
        connection = connections[DEFAULT_DB_ALIAS]  # of this thread
        worded = vars(connection).setdefault("_prepared", {})
        if self not in worded:
            worded[self] = self._word(connection, [type(value) for value in values])
        compiler, sql, places = worded[self]
        given = [_adapted(connection, value) for value in values]
        params = [other if place is None else given[place] for place, other in places]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            answer = cursor.fetchall()
        found: Iterable[Any] = compiler.results_iter([answer])
        return map(tuple, found)

    def first(self, *values: int | str | datetime) -> tuple[Any, ...] | None:
        """Return the first row of the answer, if there is any."""
        return next(self.rows(*values), None)

    def _word(
        self, connection: Any, kinds: list[type]
    ) -> tuple[Any, str, list[tuple[int | None, Any]]]:
        marks = [_mark(kind, place) for place, kind in enumerate(kinds)]
        compiler = self.ask(*marks).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        known = {_adapted(connection, mark): place for place, mark in enumerate(marks)}
        places = [
            (known.get(param) if isinstance(param, Hashable) else None, param) for param in params
        ]
        if {place for place, _ in places} - {None} != set(known.values()):
            raise ValueError(f"a place is not found in: {sql}")
        return compiler, sql, places


def _mark(kind: type, place: int) -> int | str | datetime:
    """Return a value that no question holds by itself."""
    if issubclass(kind, datetime):
        return _FIRST + timedelta(seconds=place)
    return f"\0{place}" if issubclass(kind, str) else 1_901_000_000 + place


def _adapted(connection: Any, value: int | str | datetime) -> Any:
    """Return a value as the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
