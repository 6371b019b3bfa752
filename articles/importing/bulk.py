"""Checking, writing and copying many rows at once.

Django asks every field of every row how to check, convert and write its value. Most values are
texts, numbers and flags that go as they are: what a model's fields ask for is looked up once, and
only other values take the long way round. The outcome is the same (tests compare it).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    DecimalField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TextField,
)
from modelcluster.fields import ParentalKey
from modelcluster.models import get_field_value
from wagtail.models import ReferenceIndex

_MOST_ROWS = 500  # in one statement
# The type whose values go as they are, by the class of the field.
_PLAIN = {
    CharField: str,
    TextField: str,
    IntegerField: int,
    BooleanField: bool,
    ForeignKey: int,
}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a model, and what may be taken for granted of it."""

    name: str
    attname: str
    field: Field
    plain: type | None
    none_is_plain: bool  # not so in JSON, nor where the field fills itself in


@cache
def _columns(model: type[Model]) -> tuple[_Column, ...]:
    """Return the columns of a model but for an automatic key."""
    return tuple(
        _Column(
            name=field.name,
            attname=field.attname,
            field=field,
            plain=next((type_ for kind, type_ in _PLAIN.items() if isinstance(field, kind)), None),
            none_is_plain=not isinstance(field, JSONField)
            and type(field).pre_save is Field.pre_save,
        )
        for field in model._meta.local_concrete_fields
        if field is not model._meta.auto_field
    )


# Writing ----------------------------------------------------------------------------------------


def insert(rows: Sequence[Model]):
    """Insert new rows of one model and give each its key, as ``bulk_create`` does."""
    if not rows:
        return  # of which model, nobody knows
    model = type(rows[0])
    columns = _columns(model)
    keys = _insert(model, columns, [list(_values(row, columns)) for row in rows])
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


def _insert(model: type[Model], columns: Sequence[_Column], rows: list[Sequence]) -> list:
    """Insert rows of ready values; return their keys."""
    if not rows:
        return []
    quote = connection.ops.quote_name
    key = model._meta.pk
    names = ", ".join(quote(column.field.column) for column in columns)
    table = quote(model._meta.db_table)
    head = f"INSERT INTO {table} ({names}) VALUES "  # noqa: S608 - names of our own columns
    tail = f" RETURNING {quote(key.column)}"
    marks = f"({', '.join(['%s'] * len(columns))})"
    fields = [column.field for column in columns]
    size = min(_MOST_ROWS, connection.ops.bulk_batch_size(fields, rows))
    keys = []
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            batch = rows[start : start + size]
            values = [value for row in batch for value in row]
            cursor.execute(head + ", ".join([marks] * len(batch)) + tail, values)
            keys += [made for (made,) in cursor.fetchall()]
    return keys


def _values(row: Model, columns: Sequence[_Column]) -> Iterator:
    """Yield what the database is to store of a row."""
    stored = row.__dict__
    for column in columns:
        value = stored[column.attname]
        if type(value) is column.plain or (value is None and column.none_is_plain):
            yield value
        else:
            value = column.field.pre_save(row, add=True)
            yield column.field.get_db_prep_save(value, connection=connection)


# Checking ---------------------------------------------------------------------------------------


def clean(row: Model, exclude: frozenset[str]):
    """Raise ``ValidationError`` for what ``row.clean_fields(exclude)`` would refuse."""
    errors = {}
    stored = row.__dict__
    for column, allows in _allowances(type(row), exclude):
        value = stored[column.attname]
        if not allows(value):
            if column.field.blank and value in column.field.empty_values:
                continue
            try:
                setattr(row, column.attname, column.field.clean(value, row))
            except ValidationError as error:
                errors[column.name] = error.error_list
    if errors:
        raise ValidationError(errors)


@cache
def _allowances(model: type[Model], exclude: frozenset[str]) -> list[tuple]:
    """Return (column, function) of what is to be checked; the function allows plain values.

    It never allows what the field would refuse; what it does not allow, the field is asked about.
    """
    return [
        (column, _allowance(column)) for column in _columns(model) if column.name not in exclude
    ]


def _allowance(column: _Column) -> Callable[[object], bool]:
    field, plain = column.field, column.plain
    limits = {type(each): each.limit_value for each in field.validators if _is_limit(each)}
    if isinstance(field, DecimalField):
        whole, places = field.max_digits - field.decimal_places, field.decimal_places
        return lambda value: (
            type(value) is Decimal
            and value.is_finite()
            and -places <= value.as_tuple().exponent <= 0
            and abs(value) < 10**whole
        )
    if plain is None or len(limits) < len(field.validators) or len(limits) > 2:
        return lambda value: False
    choices = field.flatchoices and frozenset(value for value, _ in field.flatchoices)
    if plain is str:
        longest = limits.get(validators.MaxLengthValidator, float("inf"))
        return lambda value: (
            type(value) is str and (value in choices if choices else 0 < len(value) <= longest)
        )
    least = limits.get(validators.MinValueValidator, float("-inf"))
    most = limits.get(validators.MaxValueValidator, float("inf"))
    return lambda value: (
        type(value) is plain and (value in choices if choices else least <= value <= most)
    )


def _is_limit(validator) -> bool:
    """Return whether a validator does nothing but compare with a number."""
    kinds = {
        validators.MaxLengthValidator,
        validators.MinValueValidator,
        validators.MaxValueValidator,
    }
    return type(validator) in kinds and not callable(validator.limit_value)


# Copying ----------------------------------------------------------------------------------------


def serializable(row: Model) -> dict:
    """Return what a revision keeps of a row, as modelcluster does for one."""
    stored = row.__dict__
    data = {"pk": row.pk}
    for column in _columns(type(row)):
        if column.field.serialize:
            value = stored[column.attname]
            if value is not None and type(value) is not column.plain:
                value = get_field_value(column.field, row)
            data[column.name] = value
    return data


# Usage ------------------------------------------------------------------------------------------


def insert_usage(owners: Sequence[tuple[Model, dict[str, Sequence[Model]]]]):
    """Say what each new row, and the children it has by relation, refers to.

    Wagtail writes this index when a row is saved by itself; its screens of usage read it. Links
    inside a text are not looked for: the text of a read page has none.
    """
    names = (
        "content_type_id",
        "base_content_type_id",
        "object_id",
        "to_content_type_id",
        "to_object_id",
        "model_path",
        "content_path",
        "content_path_hash",
    )
    by_attname = {column.attname: column for column in _columns(ReferenceIndex)}
    as_stored = ReferenceIndex._meta.get_field("content_path_hash").get_db_prep_save
    rows = []
    for owner, relations in owners:
        kind, key = ContentType.objects.get_for_model(owner).pk, str(owner.pk)
        found = [(name, name, *target) for name, *target in _pointers_of(owner)]
        for relation, children in relations.items():
            for child in children:
                found += [
                    (f"{relation}.item.{name}", f"{relation}.{child.pk}.{name}", *target)
                    for name, *target in _pointers_of(child)
                ]
        for model_path, path, to_kind, to_key in found:
            digest = as_stored(ReferenceIndex._get_content_path_hash(path), connection)
            rows.append((kind, kind, key, to_kind, to_key, model_path, path, digest))
    _insert(ReferenceIndex, [by_attname[name] for name in names], rows)


def _pointers_of(row: Model) -> Iterator[tuple[str, int, str]]:
    """Yield (field, content type, key) of what a row refers to."""
    stored = row.__dict__
    for attname, name, content_type in _pointers(type(row)):
        value = stored[attname]
        if value is not None:
            yield name, content_type, str(value)


def _pointers(model: type[Model]) -> list[tuple[str, str, int]]:
    """Return (attribute, field, content type it points to) of the keys that count as usage."""
    return [
        (attname, name, ContentType.objects.get_for_model(target).pk)
        for attname, name, target in _pointing(model)
    ]


@cache
def _pointing(model: type[Model]) -> list[tuple[str, str, type[Model]]]:
    return [
        (field.attname, field.name, field.related_model)
        for field in model._meta.concrete_fields
        if field.many_to_one
        and not isinstance(field, ParentalKey)
        and not getattr(field, "wagtail_reference_index_ignore", False)
        and not getattr(field.related_model, "wagtail_reference_index_ignore", False)
    ]
