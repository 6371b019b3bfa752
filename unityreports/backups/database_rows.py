"""The rows of all tables as lines of JSON, which either kind of database reads.

What is derived from reports is left out and made anew by ``setup``, which knows how: the index of a
search has another form on each kind of database.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import IO

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import AutoField, FileField, Max, Model

from articles.models import KeptCount, LatestText, Passage, Placement, Share
from unityreports.backups import numbering

DERIVED = {model._meta.db_table for model in (KeptCount, LatestText, Passage, Placement, Share)}
# Kept pages hold for one database; Wagtail's own index is not used, and each kind has another.
LEFT_OUT = {"pages", "wagtailsearch"}
_VALUES_A_STATEMENT = 900  # older SQLite takes 999
_CHUNK = 2000


def tables(registry: Apps) -> dict[str, type[Model]]:
    """Return the models whose rows are kept, by the name of their table."""
    models = registry.get_models(include_auto_created=True)
    return {
        model._meta.db_table: model
        for model in sorted(models, key=lambda model: model._meta.db_table)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT_OUT
        and model._meta.db_table not in DERIVED
    }


def columns(model: type[Model]) -> list[str]:
    """Return the names of a table's columns."""
    return [field.column for field in model._meta.local_concrete_fields]


def named_files(models: Iterable[type[Model]]) -> set[str]:
    """Return the names of all files that rows speak of."""
    return {
        name
        for model in models
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField)
        for name in model._base_manager.values_list(field.attname, flat=True)
        if name
    }


# Out --------------------------------------------------------------------------------------------


@contextmanager
def one_moment() -> Iterator[None]:
    """See the database as it is at one moment, whatever others write meanwhile.

    It holds nobody up. Not by ``atomic``, which on SQLite would keep others from writing.
    """
    level = "" if connection.vendor == "sqlite" else " ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(f"BEGIN{level}")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def lines(model: type[Model]) -> Iterator[bytes]:
    """Yield the rows of a table, each a list of values as a line of JSON."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=_CHUNK):
        yield json.dumps(row, ensure_ascii=False, default=_as_text).encode() + b"\n"


def _as_text(value) -> str:
    """Return what JSON has no form for as a text that the field reads."""
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


# In ---------------------------------------------------------------------------------------------


def empty():
    """Remove every row of every table but the record of migrations, in the open transaction."""
    names = connection.introspection.django_table_names(only_existing=True)
    for statement in connection.ops.sql_flush(no_style(), names, reset_sequences=True):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def load(model: type[Model], names: list[str], file: IO[bytes]):
    """Write the rows of a table as they were, keys included."""
    by_column = {field.column: field for field in model._meta.local_concrete_fields}
    fields = [by_column[name] for name in names]
    quote = connection.ops.quote_name
    table, listed = quote(model._meta.db_table), ", ".join(map(quote, names))
    head = f"INSERT INTO {table} ({listed}) VALUES "  # noqa: S608 - names of the model's
    row_marks = f"({', '.join(['%s'] * len(names))})"
    rows, at_once = map(json.loads, file), max(1, _VALUES_A_STATEMENT // len(names))
    with connection.cursor() as cursor:
        while some := list(islice(rows, at_once)):
            values = [value for row in some for value in _values(fields, row)]
            cursor.execute(head + ", ".join([row_marks] * len(some)), values)


def _values(fields, row: list) -> Iterable:
    for field, value in zip(fields, row, strict=True):
        yield field.get_db_prep_save(field.to_python(value), connection)


def settle(models: Iterable[type[Model]], last_numbers: dict[str, int]):
    """Number new rows after all that there ever were, and check what refers to what."""
    for model in models:
        key = model._meta.pk
        if isinstance(key, AutoField) and key.model is model:
            newest = model._base_manager.aggregate(newest=Max("pk"))["newest"] or 0
            last = max(newest, last_numbers.get(model._meta.db_table, 0))
            if last:
                numbering.go_on_after(model._meta.db_table, key.column, last)
    connection.check_constraints()
