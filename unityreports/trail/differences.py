"""What an act changed: each field with its value before and after, short enough to be read."""

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BinaryField, Field, ForeignKey, Model

LONGEST = 300  # characters of a value
MOST = 200  # fields
_AROUND = 20  # characters that are shown before and after what differs
_SECRET = re.compile(r"password|secret|token|seed|credential|recovery|private|otp|^key$")
_HIDDEN = "＊＊＊"
# What the program notes beside what a person wrote.
_NOTED = {
    *(
        "pk",
        "id",
        "uid",
        "sort_order",
        "content_object",
        "article",
        "last_login",
        "latest_revision",
    ),
    *("live_revision", "has_unpublished_changes", "first_published_at", "last_published_at"),
    *("live", "expired", "locked", "locked_at", "locked_by", "draft_title", "created_at"),
}
Changes = dict[str, list[Any]]


def between(model: type[Model], before: Mapping, after: Mapping) -> Changes:
    """Return what differs between two states of a row: values, or rows that belong to it."""
    found = dict(_between(model, before, after, ""))
    changes = dict(list(found.items())[:MOST])
    if len(found) > MOST:
        changes["…"] = [None, len(found) - MOST]
    return changes


def _between(model: type[Model], before: Mapping, after: Mapping, prefix: str) -> Iterator[tuple]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if old == new or name in _NOTED or (not old and not new and old in (None, "", [])):
            continue
        field = _field(model, name)
        if isinstance(old or new, list) and getattr(field, "one_to_many", False):
            yield from _of_rows(field.related_model, old or [], new or [], prefix + name)
        elif isinstance(field, BinaryField) or _SECRET.search(name):
            yield prefix + name, [old and _HIDDEN, new and _HIDDEN]
        else:
            yield prefix + name, _short(told(field, old), told(field, new))


def _of_rows(model: type[Model], old: list, new: list, name: str) -> Iterator[tuple]:
    """Yield what differs between two lists of rows: by their keys, new ones by their places."""
    before, after = _by_key(old), _by_key(new)
    for key, (place, row) in after.items():
        prefix = f"{name}[{place}]"
        if key in before:
            yield from _between(model, before[key][1], row, f"{prefix}.")
        else:
            yield prefix, _short(None, _summary(model, row))
    for key, (place, row) in before.items():
        if key not in after:
            yield f"{name}[{place}]", _short(_summary(model, row), None)


def _by_key(rows: list) -> dict:
    return {
        row.get("pk") or f"new {place}": (place, row) for place, row in enumerate(rows, start=1)
    }


def _summary(model: type[Model], row: Mapping) -> str:
    values = [
        str(told(_field(model, name), value))
        for name, value in row.items()
        if name not in _NOTED and value not in (None, "", [], {}, False)
    ]
    return "；".join(values)


def _field(model: type[Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def told(field: Field | None, value: Any) -> Any:
    """Return a value as it is written down: what a key leads to by its name, 库伦旗 [15]."""
    if not isinstance(field, ForeignKey) or value in (None, ""):
        return value if isinstance(value, bool | int | float | None) else str(value)
    related = field.related_model._base_manager.filter(pk=value).first()
    return f"{related} [{value}]" if related else f"[{value}]"


def _short(old: Any, new: Any) -> list:
    """Return two values; of long texts the part that differs, with a little around it."""
    texts = [each if isinstance(each, str) else "" for each in (old, new)]
    if max(map(len, texts)) <= LONGEST:
        return [old, new]
    start = max(0, _alike(*texts) - _AROUND)
    tails = [text[start:][::-1] for text in texts]
    end = max(0, _alike(*tails) - _AROUND)
    parts = [text[start : len(text) - end] if text else "" for text in texts]
    cut = [_cut(part, before=start > 0, after=end > 0) for part in parts]
    return [part if isinstance(each, str) else each for each, part in zip((old, new), cut)]  # noqa: B905


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(part: str, *, before: bool, after: bool) -> str:
    if len(part) > LONGEST:
        return f"{'…' * before}{part[:LONGEST]}…（共 {len(part)} 字）"
    return f"{'…' * before}{part}{'…' * after}"
