"""The day that the address of a page states: /202403/t20240315_123.html, /2024-03/15/a.htm."""

import re
from datetime import date

_YEAR, _MONTH, _DAY = r"(?P<year>(?:199|20\d)\d)", r"(?P<month>[01]\d)", r"(?P<day>[0-3]\d)"
_PATTERNS = [
    re.compile(rf"(?:^|/)t{_YEAR}{_MONTH}{_DAY}_\d+(?:_\d+)?\.s?html?\b"),
    re.compile(rf"/{_YEAR}[-/]?{_MONTH}[-/]{_DAY}(?=/)"),
    re.compile(rf"/{_YEAR}/(?P<month>1?\d)/(?P<day>[123]?\d)(?=/)"),
    re.compile(rf"/{_YEAR}[-/]?{_MONTH}{_DAY}(?=/)"),
]


def day_in_address(address: str) -> tuple[int, int, date] | None:
    """Return where an address states a day, and the day; None if it states none, or several."""
    found = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(address):
            try:
                day = date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                continue
            found.append((match.start("year"), match.end("day"), day))
    return found[0] if len({day for _, _, day in found}) == 1 else None
