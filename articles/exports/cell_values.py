"""What a cell of a corrected workbook says for its column: a value as the row's field stores it.

Values are of a kind that JSON holds: a number with decimals is its text, a day that of the moment
it stands for, a place or channel its key.
"""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from articles.exports import xlsx
from articles.exports.columns import Column, Type, local
from articles.exports.csv import SEPARATOR
from articles.exports.workbook_reading import Cell
from articles.models import Channel
from regions.models import Region
from unityreports.site.filters import DayField
from unityreports.site.tagging import LONGEST as LONGEST_TAG
from unityreports.site.year_range import FIRST_YEAR

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = {False: datetime.date(1899, 12, 30), True: datetime.date(1904, 1, 1)}
_DIGITS = 18


class CellError(ValueError):
    """A cell that does not say what its column can hold. The message says what to write."""


def value_of(column: Column, cell: Cell | None, row: Any, *, from_1904: bool = False) -> Any:
    """Return what a cell says, as the field of the column stores it."""
    if cell is not None and cell.kind == "formula":
        raise CellError(gettext("这一格是公式，请复制后“粘贴为数值”。"))
    if cell is not None and cell.kind == "merged":
        raise CellError(gettext("这一格与别的格合并了，请取消合并再填。"))
    if cell is not None and cell.kind == "error":
        raise CellError(gettext("这一格是错误值“%(text)s”。") % {"text": cell.text[:20]})
    text = "" if cell is None else _tidy(cell)
    if column.field == "recipients" and text == _as_exported(row.recipients):
        return stored(column, row)  # also where it was too long for a cell, or oddly written
    if column.field == "channel" and row.channel and text == row.channel.name:
        return stored(column, row)  # also where another bears the same name
    reading = _BY_FIELD.get(column.field) or _BY_TYPE.get(column.type)
    if column.type is Type.DATE:
        return _moment(cell, text, row, from_1904)
    if reading:
        return reading(text)
    if column.type is Type.CHOICE:
        return _choice(column, text)
    return text


def stored(column: Column, row: Any) -> Any:
    """Return what a row holds now, in the form that ``value_of`` returns.

    Of a report the names of its tags are asked, sorted, as ``tag_names``.
    """
    if column.field == "tags":
        return row.tag_names
    value = getattr(row, row._meta.get_field(column.field).attname)
    if isinstance(value, Decimal):
        return _plain(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return _same_lines(value) if isinstance(value, str) else value


def worded(column: Column, value: Any) -> str:
    """Return a value as people read it."""
    if value is None or value == "" or value == []:
        return gettext("（空）")
    wording = _WORDED_BY_FIELD.get(column.field) or _WORDED_BY_TYPE.get(column.type, str)
    if column.type is Type.CHOICE:
        return gettext(column.choices.get(value, value))
    return wording(value)


def _tidy(cell: Cell) -> str:
    text = _same_lines(cell.text)
    if _CONTROL.search(text):
        raise CellError(gettext("含有看不见的控制字符，请重新录入。"))
    if cell.kind == "number":
        return _number_in_words(text)
    if cell.kind == "boolean":
        return "是" if text == "1" else "否"
    return text


def _same_lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def _as_exported(lines: str) -> str:
    return _same_lines(xlsx.fitted(SEPARATOR.join(lines.splitlines())))


def _number_in_words(text: str) -> str:
    """Return a number as people write it: 2020, where a program writes 2020.0 or 2.02E3."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise CellError(gettext("不认识这个数“%(text)s”。") % {"text": text[:20]}) from None
    return _plain(number)


def _plain(number: Decimal) -> str:
    if not number.is_finite() or abs(number.adjusted()) > _DIGITS:
        raise CellError(gettext("这个数太大或太小。"))
    # A double has some sixteen digits: 0.1+0.2 is written as 0.30000000000000004.
    return f"{Decimal(f'{number:.15g}').normalize():f}"


def _choice(column: Column, text: str) -> str:
    codes: dict[str, str] = {label: code for code, label in column.choices.items() if label}
    if text in codes or text in column.choices or not text:
        return codes.get(text, text)
    raise CellError(
        gettext("没有“%(text)s”这一项，可填：%(choices)s。")
        % {"text": text[:40], "choices": gettext("、").join(codes)}
    )


def _integer(text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise CellError(gettext("“%(text)s”不是整数。") % {"text": text[:20]})
    return int(text)


def _decimal(text: str) -> str | None:
    if not text:
        return None
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise CellError(gettext("“%(text)s”不是数字。") % {"text": text[:20]}) from None
    return _plain(number)


def _boolean(text: str) -> bool:
    words = {
        "是": True,
        "1": True,
        "TRUE": True,
        "否": False,
        "0": False,
        "FALSE": False,
        "": False,
    }
    if text.upper() not in words:
        raise CellError(gettext("请填“是”或“否”。"))
    return words[text.upper()]


def _moment(cell: Cell | None, text: str, row: Any, from_1904: bool) -> str | None:
    """Return the moment of a day: the time that the row states is kept."""
    if cell is None or not text:
        return None
    if cell.kind == "number":
        first, days = _FIRST_DAY[from_1904], Decimal(text)
        if not 1 <= days <= (datetime.date.max - first).days:
            raise CellError(gettext("“%(text)s”不是日期。") % {"text": text[:20]})
        day = first + datetime.timedelta(days=int(days))
    else:
        try:
            day = DayField().clean(text[:10] if "T" in text else text)
        except ValidationError:
            raise CellError(
                gettext("“%(text)s”不是日期，请按 2020-07-07 填写。") % {"text": text[:20]}
            ) from None
    if not FIRST_YEAR <= day.year <= timezone.localdate().year + 1:
        raise CellError(gettext("请核对年份。"))
    local = timezone.localtime(row.published_at) if row.published_at else None
    time = local.time() if local else datetime.time()
    if local and local.date() == day:
        stated = row.published_at
    else:
        stated = datetime.datetime.combine(day, time, timezone.get_current_timezone())
    return str(stated.astimezone(datetime.UTC).isoformat())


def _lines(text: str) -> str:
    """Return what stands a line each, or between the marks of the export."""
    parts = (part.strip() for part in text.replace(SEPARATOR, "\n").split("\n"))
    return "\n".join(filter(None, parts))


def _tags(text: str) -> list[str]:
    names = sorted(set(_lines(text).split("\n"))) if text else []
    if any(len(name) > LONGEST_TAG for name in names):
        raise CellError(gettext("标签最长 100 个字。"))
    return names


def _channel(text: str) -> int | None:
    if not text:
        return None
    found = list(Channel.objects.filter(name=text)[:2])
    if len(found) != 1:
        several = gettext("叫“%(name)s”的栏目不止一个，请在报告中改。")
        none = gettext("没有“%(name)s”这个栏目。")
        raise CellError((several if found else none) % {"name": text[:40]})
    return found[0].pk


def _region(text: str) -> int | None:
    if not text:
        return None
    found = Region.objects.filter(code=text).first() if len(text) <= 20 else None
    if found is None:
        raise CellError(gettext("没有代码为“%(code)s”的地区。") % {"code": text[:20]})
    return int(found.pk)


_BY_FIELD: dict[str, Callable[[str], Any]] = {
    "tags": _tags,
    "channel": _channel,
    "region": _region,
    "recipients": _lines,
}
_BY_TYPE: dict[Type, Callable[[str], Any]] = {
    Type.INTEGER: _integer,
    Type.DECIMAL: _decimal,
    Type.BOOLEAN: _boolean,
}
_WORDED_BY_FIELD: dict[str, Callable[[Any], str]] = {
    "channel": lambda pk: str(Channel.objects.get(pk=pk)),
    "region": lambda pk: str(Region.objects.get(pk=pk).full_name),
    "recipients": lambda lines: gettext("、").join(lines.splitlines()),
    "tags": lambda names: gettext("、").join(names),
}
_WORDED_BY_TYPE: dict[Type, Callable[[Any], str]] = {
    Type.BOOLEAN: lambda value: gettext("是") if value else gettext("否"),
    Type.DATE: lambda moment: f"{local(moment):%Y-%m-%d}",
}
