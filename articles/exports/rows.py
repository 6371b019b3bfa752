"""Reads rows for a writer, a chunk at a time: memory does not grow with their number."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from itertools import islice
from typing import Any, cast

from django.db import connections, transaction
from django.db.models import QuerySet

from articles.exports.columns import Column, Type

CHUNK = 2_000
CHUNK_OF_LONG_TEXTS = 100


def chunks(queryset: QuerySet[Any], columns: Sequence[Column]) -> Iterator[list[Sequence[Any]]]:
    """Yield the rows of ``queryset`` in its order: for each chunk, the cells of every column.

    Column by column, because most columns need no work at all and are passed through. One
    statement reads all rows, so what is published meanwhile neither shifts nor doubles a row.
    """
    sources, places = _asked(columns)
    size = CHUNK_OF_LONG_TEXTS if any(c.type is Type.LONG_TEXT for c in columns) else CHUNK
    read = queryset.values_list(*sources).iterator(chunk_size=size)
    rows = cast(Generator[tuple[Any, ...], None, None], read)  # which is what Django gives
    # A reader who goes away midway ends this here: the cursor goes before its transaction.
    with _steady(queryset.db), closing(rows):
        while chunk := list(islice(rows, size)):
            yield _cells(chunk, columns, places)


def page(queryset: QuerySet[Any], columns: Sequence[Column]) -> list[Sequence[Any]]:
    """Return the few rows of ``queryset`` as one chunk, which is empty when there are none."""
    sources, places = _asked(columns)
    found = list(queryset.values_list(*sources))
    return _cells(found, columns, places) if found else [[] for _ in columns]


def _asked(columns: Sequence[Column]) -> tuple[list[Any], list[int]]:
    """Return what the database is asked for, each thing once, and its place for every column."""
    wanted = [column.source() for column in columns]
    sources = list(dict.fromkeys(wanted))
    return sources, [sources.index(source) for source in wanted]


def _cells(
    rows: list[tuple[Any, ...]], columns: Sequence[Column], places: list[int]
) -> list[Sequence[Any]]:
    stored = list(zip(*rows, strict=True))
    return [_exported(column, stored[place]) for column, place in zip(columns, places, strict=True)]


def _steady(alias: str) -> AbstractContextManager[None]:
    """Return the context in which one long statement is read.

    PostgreSQL would copy the whole answer aside for a cursor outside a transaction; on SQLite a
    transaction would keep every writer waiting (``transaction_mode`` IMMEDIATE).
    """
    postgres = connections[alias].vendor == "postgresql"
    return transaction.atomic(using=alias) if postgres else nullcontext()


def _exported(column: Column, stored: Sequence[Any]) -> Sequence[Any]:
    if column.lookup:
        found = column.lookup(stored)
        empty: list[Any] | None = [] if column.type is Type.LIST else None
        return [found.get(value, empty) for value in stored]
    if convert := column.convert:
        return [None if value is None else convert(value) for value in stored]
    return stored
