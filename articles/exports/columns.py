"""What a column is. Each is described once, in the module of its list.

The description serves the desk's export dialog, the command line, public downloads, the API's
fields and its OpenAPI description, and the page of the data dictionary.
"""

import datetime
import enum
import zoneinfo
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Expression, ExpressionWrapper, F, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse


class Type(enum.Enum):
    """What a column's values are. The value is the name that readers see."""

    TEXT = "文字"
    LONG_TEXT = "长文字"
    LIST = "多个文字"
    CHOICE = "选项"
    INTEGER = "整数"
    DECIMAL = "小数"
    BOOLEAN = "是或否"
    DATE = "日期"
    TIME = "时刻"
    MOMENT = "日期时间"
    LINK = "网址"


@dataclass(frozen=True)
class Column:
    """One column.

    ``expression`` is what the database is asked for: a lookup path, an expression, or a function
    that returns one (for what is known only once the site runs, such as its address).
    ``convert`` turns a stored value into the exported one; ``None`` is never handed to it.
    ``lookup`` fetches values that one row has many of: it is given the stored values of a chunk of
    rows and returns a dict from stored to exported value.
    A ``staff`` column is offered in the desk and on the command line only. One with a ``total``
    counts things that may be added up over all rows, as a workbook does below them. ``field`` names
    the field that a workbook which is read back may change by it; without one it may not.
    """

    name: str
    type: Type
    label: str
    group: str
    description: str
    _: KW_ONLY
    expression: Any = None
    convert: Callable[[Any], Any] | None = None
    lookup: Callable[[Sequence[Any]], dict[Any, Any]] | None = None
    choices: dict[Any, str] = field(default_factory=dict)
    default: bool = True
    staff: bool = False
    total: bool = False
    width: int = 16
    field: str = ""

    def source(self) -> Any:
        """Return the lookup path or expression that the database is asked for."""
        if callable(self.expression):
            return self.expression()
        return self.name if self.expression is None else self.expression


# timezone.localtime() asks for the current zone at every call, and Django's own conversion of
# SQLite's texts goes through four functions a value: together more than half of an export's time.
_CHINA = zoneinfo.ZoneInfo(settings.TIME_ZONE)


def as_stored(moment: str) -> "ExpressionWrapper[F]":
    """Return the expression of a moment as the driver gives it: on SQLite in UTC, unmarked."""
    return ExpressionWrapper(F(moment), output_field=TextField())


def local(moment: datetime.datetime | str) -> datetime.datetime:
    """Return a stored moment in Asia/Shanghai."""
    if isinstance(moment, str):  # SQLite's driver knows the type of columns, not of expressions
        moment = datetime.datetime.fromisoformat(moment)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return moment.astimezone(_CHINA)


def local_date(moment: datetime.datetime | str) -> datetime.date:
    """Return the day of a stored moment in Asia/Shanghai."""
    return local(moment).date()


def stated_time(moment: datetime.datetime | str) -> datetime.time | None:
    """Return the time of day in Asia/Shanghai; midnight stands for "no time stated"."""
    time = local(moment).time()
    return None if time == datetime.time.min else time.replace(second=0, microsecond=0)


def number(value: Decimal) -> int | float:
    """Return a stored decimal as the number it is, without the zeros the column pads it with."""
    return int(value) if value == value.to_integral_value() else float(value)


def absolute(path: str) -> str:
    """Return the public address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


def public_address(view: str, key: str, *fragment: Expression) -> Concat:
    """Return the expression of the public address of a row: no Python runs for any of them.

    ``key`` is the lookup path of the one argument of the URL pattern; ``fragment`` are further
    expressions that follow the address.
    """
    before, after = absolute(reverse(view, args=[15])).rsplit("15", 1)
    return Concat(
        Value(before),
        Cast(key, TextField()),
        Value(after),
        *fragment,
        output_field=TextField(),
    )


def grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Return the values of each key, every value once, in the order of the pairs."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        if value not in found[key]:
            found[key].append(value)
    return found
