"""Reading and writing the rows below a report: outline, facts and tags."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db.models import CASCADE, ForeignKey, Model, prefetch_related_objects
from modelcluster.models import (
    ClusterableModel,
    get_all_child_relations,
    model_from_serializable_data,
)
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import (
    disable_reference_index_auto_update,
    reference_index_auto_update_disabled,
)


def relations(model: type[ClusterableModel]) -> list[str]:
    """Return the names of the relations that hold the rows of a model."""
    return [relation.get_accessor_name() for relation in get_all_child_relations(model)]


def read(parent: ClusterableModel, data: Mapping[str, Any]) -> None:
    """Give ``parent`` the rows of a stored version of it, but what no longer stands.

    A row goes with what it belonged to, and forgets what it merely named. modelcluster does the
    same, and asks the database for what each single row refers to.
    """
    for relation in get_all_child_relations(parent):
        name, model = relation.get_accessor_name(), relation.related_model
        if name not in data:
            continue
        rows = [dict(row) for row in data[name]]
        standing = {field: _named(rows, field) for field in _pointers(model, relation.field)}
        for field, named in standing.items():
            rows = list(_kept(rows, field, named))
        made = [model_from_serializable_data(model, row, check_fks=False) for row in rows]
        for field, named in standing.items():
            for row in made:
                if (key := getattr(row, field.attname)) is not None:
                    setattr(row, field.name, named[key])
        setattr(parent, name, made)


def _pointers(model: type[Model], to_parent: ForeignKey[Any, Any]) -> list[ForeignKey[Any, Any]]:
    """Return the foreign keys of a row other than that of its parent."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field != to_parent
    ]


def _named(rows: list[dict[str, Any]], field: ForeignKey[Any, Any]) -> dict[Any, Model]:
    """Return what rows name by a foreign key, by that, as far as it is there."""
    named = {row[field.name] for row in rows if row.get(field.name) is not None}
    found: dict[Any, Model] = (
        field.related_model._default_manager.order_by().in_bulk(named) if named else {}
    )
    return found


def _kept(
    rows: list[dict[str, Any]], field: ForeignKey[Any, Any], named: Mapping[Any, Model]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of which a foreign key can be kept, or emptied where it may be."""
    for row in rows:
        if row.get(field.name) is None or row[field.name] in named:
            yield row
        elif field.remote_field.on_delete is not CASCADE:
            yield {**row, field.name: None}


def write_changed(parent: ClusterableModel) -> None:
    """Write the rows that a stored ``parent`` holds unsaved, so that its save finds none left.

    Rows that are gone from it are deleted, and of the others only those are written that differ
    from what is stored: modelcluster writes each, which for a report is a hundred statements
    every time it is published.
    """
    held: dict[str, Any] = getattr(parent, "_cluster_related_objects", {})
    saved: dict[str, list[Model]] = {}
    for relation in get_all_child_relations(parent):
        name = relation.get_accessor_name()
        if name not in held:
            continue
        rows: list[Model] = held[name]
        stored = {row.pk: row for row in getattr(parent, name).get_live_queryset().order_by()}
        staying = {row.pk for row in rows}
        for key, row in stored.items():
            if key not in staying:
                row.delete()
        for row in rows:
            setattr(row, relation.field.name, parent)
            if not _same(row, stored.get(row.pk)):
                row.save()
        saved[name] = held.pop(name)
    vars(parent)["_saved_rows"] = saved if len(saved) == len(relations(type(parent))) else None


def _same(row: Model, stored: Model | None) -> bool:
    """Return whether a row says what is stored."""
    return stored is not None and all(
        getattr(row, field.attname) == getattr(stored, field.attname)
        for field in row._meta.concrete_fields
    )


@contextmanager
def references_once(parent: ClusterableModel) -> Iterator[None]:
    """Note once what ``parent`` refers to, as Wagtail does after each single row of it.

    To be entered within a transaction.
    """
    if getattr(reference_index_auto_update_disabled, "value", False):
        yield  # somebody else does it, who saves still more
        return
    with disable_reference_index_auto_update():
        yield
    # Wagtail's own task would read the whole of it again.
    with at_hand(parent):
        ReferenceIndex.create_or_update_for_object(parent)


@contextmanager
def at_hand(parent: ClusterableModel) -> Iterator[bool]:
    """Read the rows that ``parent`` was saved with from memory; say whether there are any.

    For the transaction that saved them: nobody else can have changed them since.
    """
    rows = vars(parent).get("_saved_rows")
    if rows is None:
        yield False
        return
    prefetch_related_objects(rows.get("tagged_items", []), "tag")
    held = vars(parent).setdefault("_cluster_related_objects", {})
    held.update(rows)
    try:
        yield True
    finally:
        for name in rows:
            held.pop(name, None)
