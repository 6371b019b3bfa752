"""Reads rows for a writer, a chunk at a time: memory does not grow with their number."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import islice
from typing import Any

from django.db import connections, transaction
from django.db.models import QuerySet

from articles.exports.columns import Column, Type

CHUNK = 2_000
CHUNK_OF_LONG_TEXTS = 100


def chunks(queryset: QuerySet, columns: Sequence[Column]) -> Iterator[list[Sequence[Any]]]:
    """Yield the rows of ``queryset`` in its order: for each chunk, the cells of every column.

    Column by column, because most columns need no work at all and are passed through. One
    statement reads all rows, so what is published meanwhile neither shifts nor doubles a row.
    """
    wanted = [column.source() for column in columns]
    sources = list(dict.fromkeys(wanted))
    places = [sources.index(source) for source in wanted]
    size = CHUNK_OF_LONG_TEXTS if any(c.type is Type.LONG_TEXT for c in columns) else CHUNK
    with _steady(queryset.db):
        rows = queryset.values_list(*sources).iterator(chunk_size=size)
        while chunk := list(islice(rows, size)):
            stored = list(zip(*chunk, strict=True))
            yield [
                _exported(column, stored[place])
                for column, place in zip(columns, places, strict=True)
            ]


def _steady(alias: str):
    """Return the context in which one long statement is read.

    PostgreSQL would copy the whole answer aside for a cursor outside a transaction; on SQLite a
    transaction would keep every writer waiting (``transaction_mode`` IMMEDIATE).
    """
    postgres = connections[alias].vendor == "postgresql"
    return transaction.atomic(using=alias) if postgres else nullcontext()


def _exported(column: Column, stored: Sequence[Any]) -> Sequence[Any]:
    if column.lookup:
        found = column.lookup(stored)
        empty = [] if column.type is Type.LIST else None
        return [found.get(value, empty) for value in stored]
    if convert := column.convert:
        return [None if value is None else convert(value) for value in stored]
    return stored
