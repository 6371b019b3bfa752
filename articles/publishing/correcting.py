"""Corrections of a list, read back from a workbook: saved as a new draft over each report."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from articles.models import Article
from articles.publishing.acts import RefusedError, require, save_version
from articles.publishing.rights import Act, refused_place
from regions.models import Region


def mark_of(article: Article) -> str:
    """Return the mark of how a report stands: its newest version, and the public one."""
    return f"r{article.latest_revision_id or 0}-{article.live_revision_id or 0}"


def correct(article: Article, user: Any, corrections: Iterable[dict[str, Any]]) -> None:
    """Save a new version with corrections of the report or its rows; readers see nothing of it.

    Each correction names a ``relation`` ("" for the report itself), the key of its ``row``, the
    ``mark`` the report had, and the ``values`` of fields, before and after, as JSON holds them.
    Raise ``RefusedError`` when the report stands otherwise by now: then nothing is saved.
    """
    require(user, Act.CHANGE, article)
    version: Article = article.get_latest_revision_as_object()
    mark = mark_of(article)
    for correction in corrections:
        if correction["mark"] != mark:
            raise RefusedError(gettext("此后又有改动，没有修改。"))
        values = dict(correction["values"])
        if correction["relation"]:
            row = _row_of(version, correction)
            _write(row, values)
            getattr(version, correction["relation"]).add(row)  # else it stays as it was stored
            continue
        if tags := values.pop("tags", None):
            require(user, Act.TAG, article)
            _expect(_names(version), tags[0], "tags", version)
            version.tags.set(tags[1])
        if "channel" in values:
            require(user, Act.MOVE, article)
        if "region" in values:
            region = Region.objects.filter(pk=values["region"][1]).first()
            if refusal := refused_place(user, [Act.CHANGE], version, region):
                raise RefusedError(refusal)
        _write(version, values)
    save_version(version, user)


def _row_of(version: Article, correction: dict[str, Any]) -> Any:
    rows = getattr(version, correction["relation"]).all()
    row = next((each for each in rows if each.pk == correction["row"]), None)
    if row is None:
        raise RefusedError(gettext("草稿里已没有这一条，没有修改。"))
    return row


def _write(row: Any, values: dict[str, list[Any]]) -> None:
    """Set fields of the report or of a row of it, which must hold what they held in the file."""
    for name, (before, after) in values.items():
        field = row._meta.get_field(name)
        now = getattr(row, field.attname)
        if isinstance(now, str):
            now = "\n".join(line.rstrip() for line in now.replace("\r\n", "\n").split("\n")).strip()
        _expect(now, _python(field, before), name, row)
        setattr(row, field.attname, _python(field, after))
    unchanged = [each.name for each in row._meta.fields if each.name not in values]
    try:
        row.clean_fields(exclude=unchanged)
    except ValidationError as error:
        raise RefusedError("".join(error.messages)) from error


def _expect(now: Any, before: Any, name: str, row: Any) -> None:
    if now != before:
        label = row._meta.get_field(name).verbose_name
        raise RefusedError(
            gettext("草稿中“%(row)s”的%(field)s已经改过，没有修改。") % {"row": row, "field": label}
        )


def _names(version: Article) -> list[str]:
    return sorted(tag.name for tag in version.tags.all())


def _python(field: Any, value: Any) -> Any:
    if value is None or field.is_relation:
        return value
    return field.to_python(value)
