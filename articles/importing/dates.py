"""Dates as pages write them."""

import re
from dataclasses import dataclass
from datetime import date, time

from .numerals import chinese_to_int

DATE = (
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:年|[-/.·])\s*(?P<month>0?[1-9]|1[0-2])\s*(?:月|[-/.·])\s*"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\s*(?:日|号)?"
)
TIME = (
    r"(?:T|[\s/,]|\(?(?:星期|周)[一二三四五六日天]\)?)*(?P<hour>[01]?\d"
    r"|2[0-3])[:时](?P<minute>[0-5]\d)(?:[:分](?P<second>[0-5]\d)秒?)?(?!\d)"
)
_STAMP = re.compile(rf"{DATE}(?:{TIME})?")
_CHINESE_DATE = re.compile(
    r"(?P<year>[一二][零一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[一二三四五六七八九十]{1,3})日"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date found in a folded text, with its time of day when one is written."""

    start: int
    end: int
    date: date
    time: time | None


def find_stamps(folded: str, start: int = 0, end: int | None = None) -> list[Stamp]:
    """Return the full dates (year, month, day) of a folded text, in order.

    A time of 00:00(:00) is what systems print when they know none, so it is no time.
    """
    end = len(folded) if end is None else end
    found = []
    for match in _STAMP.finditer(folded, start, end):
        day = _date(int(match["year"]), int(match["month"]), int(match["day"]))
        if day is None:
            continue
        moment = None
        if match["hour"] is not None:
            moment = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
            if moment == time.min:
                moment = None
        found.append(Stamp(match.start(), match.start() + len(match.group().rstrip()), day, moment))
    for match in _CHINESE_DATE.finditer(folded, start, end):
        numbers = [chinese_to_int(match[name]) for name in ("year", "month", "day")]
        day = _date(*numbers)
        if day:
            found.append(Stamp(match.start(), match.end(), day, None))
    return sorted(found, key=lambda stamp: stamp.start)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
