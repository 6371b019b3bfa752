"""The shapes of answers, made from the registry of columns."""

import datetime
from collections.abc import Iterable
from typing import Any, Literal, Optional

from ninja import Schema
from pydantic import Field, create_model

from articles.exports.columns import Column, Type

_TYPES: dict[Type, Any] = {
    Type.TEXT: str,
    Type.LONG_TEXT: str,
    Type.LIST: list[str],
    Type.INTEGER: int,
    Type.DECIMAL: float,
    Type.BOOLEAN: bool,
    Type.DATE: datetime.date,
    Type.TIME: str,
    Type.MOMENT: datetime.datetime,
    Type.LINK: str,
}


class Problems(Schema):
    """Why a request was not answered, in sentences a person can act on."""

    problems: list[str]


def row_schema(name: str, columns: Iterable[Column], **more: Any) -> type[Schema]:
    """Return the shape of a row. Every field is optional: a request may ask for a few only."""
    fields = {column.name: _field(column) for column in columns}
    return create_model(name, __base__=Schema, **fields, **more)


def page_schema(row: type[Schema], name: str, **more: Any) -> type[Schema]:
    """Return the shape of a page of a list."""
    return create_model(
        f"{name.capitalize()}Page",
        __base__=Schema,
        items=(list[row], Field(description="本页的行，按列表的次序。")),
        cursor=(
            str | None,
            Field(description="下一页的游标；没有下一页时为 null。"),
        ),
        next=(
            str | None,
            Field(description="下一页的完整网址；没有下一页时为 null。"),
        ),
        **more,
    )


def _field(column: Column) -> tuple[Any, Any]:
    kind = _TYPES.get(column.type)
    described = column.description
    if column.type is Type.CHOICE:
        kind = Literal[tuple(column.choices)]
        words = "；".join(f"{value}：{label}" for value, label in column.choices.items())
        described = f"{described}取值：{words}。"
    # Optional, and null where the report does not state it.
    return (Optional[kind], Field(None, title=column.label, description=described))  # noqa: UP045
