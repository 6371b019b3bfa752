"""Where a page begins, signed: a cursor that was made up or comes from another list is refused."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

LONGEST = 500


class BadCursorError(ValueError):
    """A cursor that this list did not give."""


def write(name: str, values: Sequence[Any]) -> str:
    """Return the cursor of the row with these sort values in the list called ``name``."""
    plain = [v.isoformat() if isinstance(v, datetime.datetime) else v for v in values]
    return signing.Signer(salt=f"cursor:{name}").sign_object(plain)


def read(name: str, cursor: str) -> list[Any]:
    """Return the sort values of a cursor. Raises ``BadCursorError`` for any but our own."""
    try:
        if len(cursor) > LONGEST:
            raise signing.BadSignature
        return signing.Signer(salt=f"cursor:{name}").unsign_object(cursor)
    except signing.BadSignature:
        raise BadCursorError(gettext("游标不是本列表给出的，请从第一页开始。")) from None


def after(queryset: QuerySet, order: Sequence[str], values: Sequence[Any]) -> QuerySet:
    """Return the rows that follow the one with these sort values.

    ``order`` are the lookup paths the rows are sorted by, "-" for descending, none ever null and
    together unique. The first path bounds the rows by itself, which lets an index begin there.
    """
    first, descending = _path(order[0])
    bounded = queryset.filter(**{f"{first}__{'lte' if descending else 'gte'}": values[0]})
    return bounded.filter(_beyond(order, values))


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    path, descending = _path(order[0])
    beyond = Q(**{f"{path}__{'lt' if descending else 'gt'}": values[0]})
    if len(order) > 1:
        beyond |= Q(**{path: values[0]}) & _beyond(order[1:], values[1:])
    return beyond


def _path(key: str) -> tuple[str, bool]:
    return key.removeprefix("-"), key.startswith("-")
