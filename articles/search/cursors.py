"""Where a page of results begins, in a form that stands in addresses."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_FORM = re.compile(r"(?:([0-9]{1,9})-)?([0-9]{1,17})-([0-9]{1,18})")


@dataclass(frozen=True)
class Cursor:
    """The result that a page follows (``older``) or precedes, and the order it is part of.

    ``key`` is what results are sorted by: score, date and id, or date and id.
    """

    order: str
    older: bool
    key: tuple[Any, ...]

    def __str__(self) -> str:
        """Return the cursor for an address; ``older`` is told by the parameter's name."""
        *score, date, pk = self.key
        microseconds = (date - _EPOCH) // datetime.timedelta(microseconds=1)
        return "-".join(map(str, [*score, microseconds, pk]))


def read(text: str, *, older: bool) -> Cursor | None:
    """Return the cursor that an address holds, or ``None`` for anything else."""
    match = _FORM.fullmatch(text)
    if not match:
        return None
    try:
        date = _EPOCH + datetime.timedelta(microseconds=int(match[2]))
    except OverflowError:
        return None
    if match[1] is None:
        return Cursor("date", older, (date, int(match[3])))
    return Cursor("relevance", older, (int(match[1]), date, int(match[3])))
