"""The parameters of requests as OpenAPI describes them, read off the forms that check them."""

from typing import Any

from django import forms

from regions.forms import RegionField
from unityreports.site.filters import NOT_STATED, Filters, YearField

LARGEST_PAGE = 200
USUAL_PAGE = 50


OWN = ("fields", "cursor", "limit")
LIMIT = {
    "in": "query",
    "name": "limit",
    "description": f"每页最多几行，1 至 {LARGEST_PAGE}，缺省 {USUAL_PAGE}。",
    "required": False,
    "schema": {
        "type": "integer",
        "minimum": 1,
        "maximum": LARGEST_PAGE,
        "default": USUAL_PAGE,
    },
}


def described(form: type[Filters], columns: list[str], *, paged: bool = True) -> list[dict]:
    """Return the OpenAPI parameters of a list with these filters and columns."""
    earlier = {today: name for name, today in form.aliases.items()}
    parameters = [
        _parameter(name, field, earlier.get(name, "")) for name, field in form.base_fields.items()
    ]
    parameters.append(
        {
            "in": "query",
            "name": "fields",
            "description": "只要哪些字段，用逗号分隔；缺省为常用字段。可选："
            + "、".join(columns)
            + "。",
            "required": False,
            "schema": {"type": "string", "maxLength": 1000},
            "example": ",".join(columns[:3]),
        }
    )
    if paged:
        parameters += [
            {
                "in": "query",
                "name": "cursor",
                "description": "上一页给出的游标。",
                "required": False,
                "schema": {"type": "string", "maxLength": 500},
            },
            LIMIT,
        ]
    return parameters


def _parameter(name: str, field: forms.Field, earlier: str) -> dict[str, Any]:
    words = [f"{field.label}。{field.help_text}"]
    schema = _schema(field)
    if choices := _choices(field):
        words.append("取值：" + "；".join(f"{value}：{label}" for value, label in choices) + "。")
    if earlier:
        words.append(f"以前的名称 {earlier} 也可以用。")
    return {
        "in": "query",
        "name": name,
        "description": "".join(words),
        "required": False,
        "schema": schema,
    }


def _schema(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, RegionField):
        return {"type": "string", "maxLength": field.max_length, "examples": ["1522"]}
    if isinstance(field, YearField) and field.none:
        year = {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
        return {"anyOf": [year, {"type": "string", "enum": [NOT_STATED]}]}
    if isinstance(field, forms.IntegerField):
        return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date"}
    if choices := _choices(field):
        values = [value for value, _ in choices]
        return {"type": "integer" if isinstance(values[0], int) else "string", "enum": values}
    schema: dict[str, Any] = {"type": "string"}
    if longest := getattr(field, "max_length", None):
        schema["maxLength"] = longest
    return schema


def _choices(field: forms.Field) -> list[tuple[Any, str]]:
    """Return the values of a field that has a fixed set of them."""
    if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.ModelChoiceField):
        return []
    return [(value, str(label)) for value, label in field.choices if value != ""]
