"""Writes CSV: UTF-8 with the byte order mark without which Excel garbles Chinese."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from articles.exports.columns import Column, Type
from articles.exports.formulas import inert

MEDIA_TYPE = "text/csv; charset=utf-8"
EXTENSION = "csv"
BOM = "\ufeff"
SEPARATOR = "；"

_TEXTS = {Type.TEXT, Type.LONG_TEXT}
_FORMS: dict[Type, Callable[[Any], str]] = {
    Type.LIST: lambda value: inert(SEPARATOR.join(value)),
    Type.BOOLEAN: lambda value: "是" if value else "否",
    Type.DATE: str,
    Type.TIME: lambda value: f"{value:%H:%M}",
    Type.MOMENT: lambda value: value.isoformat(" ", "seconds")[:19],
}


def stream(chunks: Iterable[Sequence[Sequence[Any]]], columns: Sequence[Column]) -> Iterator[bytes]:
    """Yield the file in pieces: the header at once, then a chunk of rows at a time.

    ``chunks`` are those of :func:`articles.exports.rows.chunks`.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([column.label for column in columns])
    yield (BOM + buffer.getvalue()).encode()
    for chunk in chunks:
        buffer.seek(0)
        buffer.truncate()
        cells = [_written(column, values) for column, values in zip(columns, chunk, strict=True)]
        writer.writerows(zip(*cells, strict=True))
        yield buffer.getvalue().encode()


def _written(column: Column, values: Sequence[Any]) -> Sequence[Any]:
    if column.type is Type.CHOICE:
        return [column.choices.get(value, value) for value in values]
    if column.type in _TEXTS:
        return [inert(value) for value in values]
    form = _FORMS.get(column.type)
    return [None if value is None else form(value) for value in values] if form else values
