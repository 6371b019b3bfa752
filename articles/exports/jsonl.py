"""Writes JSON Lines: one object a row, keyed by the columns' names, for programs."""

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from articles.exports.columns import Column, Type

MEDIA_TYPE = "application/x-ndjson; charset=utf-8"
EXTENSION = "jsonl"
_TEXTS = {Type.TEXT, Type.LONG_TEXT, Type.CHOICE}


def stream(chunks: Iterable[Sequence[Sequence[Any]]], columns: Sequence[Column]) -> Iterator[bytes]:
    """Yield the file in pieces, a chunk of rows at a time.

    ``chunks`` are those of :func:`articles.exports.rows.chunks`.
    """
    for chunk in chunks:
        lines = [
            json.dumps(row, ensure_ascii=False, separators=(",", ":"))
            for row in objects(chunk, columns)
        ]
        yield ("\n".join(lines) + "\n").encode()


def objects(chunk: Sequence[Sequence[Any]], columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Return the rows of a chunk as dicts that JSON can hold. What is not stated is ``None``."""
    names = [column.name for column in columns]
    cells = [
        [plain(column, value) for value in values]
        for column, values in zip(columns, chunk, strict=True)
    ]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def plain(column: Column, value: Any) -> Any:
    """Return the JSON value of a cell; moments are in ISO 8601 with their offset."""
    if value is None or (value == "" and column.type in _TEXTS):
        return None
    if column.type is Type.BOOLEAN:
        return bool(value)
    if column.type is Type.TIME:
        return f"{value:%H:%M}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value
