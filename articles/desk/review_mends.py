"""What mends a warning of an import's review in one press: values to fill in, or an act."""

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from django.utils.translation import gettext as _

from articles.extraction.report import FURNITURE, HonorStatus
from articles.models import Honor
from regions.models import Region

MOST = 6  # names or places that are offered; a warning is a line
# Code of a problem → the relations among whose rows its cause is; which row is so, of a line.
ROWS = {
    "honor_unsure": {"honors": lambda row: True},
    "bearer_open": {"honors": lambda row: not row["recipients"]},
    "sum_differs": {"figures": lambda row: True},
    "unequal_lists": {"figures": lambda row: True},
    "place_open": {"places": lambda row: row["code"] is None},
    "no_year": {
        "honors": lambda row: row["year"] is None and row["status"] == HonorStatus.HELD,
        "figures": lambda row: not row["year"] and not row["period"],
    },
}


@dataclass(frozen=True)
class Mend:
    """A button: what it says, and what it fills in (name of a field → value) or does."""

    label: str
    fills: dict[str, str] = field(default_factory=dict)
    act: str = ""  # name of an act of the review, with its value
    value: str = ""
    hint: str = ""

    @property
    def filled(self) -> str:
        """Return what it fills in as the script of the page reads it."""
        return json.dumps(self.fills, ensure_ascii=False)


class Lines:
    """Where the lines of a page begin, looked up many times."""

    def __init__(self, raw: str):
        self.raw = raw
        self._starts = [0, *accumulate(len(line) + 1 for line in raw.split("\n"))]

    def of(self, offset: int) -> int:
        """Return the number of the line, from 1, in which an offset lies."""
        return bisect_right(self._starts, offset, hi=len(self._starts) - 1)

    def start(self, number: int) -> int:
        """Return where a line begins."""
        return self._starts[number - 1]

    def text(self, number: int) -> str:
        """Return a line without the blanks around it."""
        return self.raw[self.start(number) : self._starts[number] - 1].strip()


def rows_of(problem: dict, lines: Lines, parsed: dict) -> list[tuple[str, int]]:
    """Return the rows (relation, number) that a problem is about, in the order of the page.

    Of several in its line those that it names, if it names any; a missing year is told of all.
    """
    found = [
        (row["offset"], name, number)
        for name, is_cause in ROWS.get(problem["code"], {}).items()
        for number, row in enumerate(parsed[name])
        if is_cause(row) and lines.of(row["offset"]) == problem["line"]
    ]
    if problem["code"] != "no_year" and (span := _span(problem, lines)):
        start, end = span
        named = [
            (offset, name, number)
            for offset, name, number in found
            if offset < end and start < offset + len(parsed[name][number]["quote"])
        ]
        found = named or found
    return [(name, number) for _offset, name, number in sorted(found)]


def mends(problem: dict, lines: Lines, parsed: dict) -> list[Mend]:
    """Return what mends a problem, as far as one press can."""
    make = _MENDS.get(problem["code"])
    return make(problem, lines, parsed) if make and problem["line"] else []


def years(rows: list[tuple[str, int]], parsed: dict) -> list[Mend]:
    """Return the year of the report and the one before, for rows whose year is not written."""
    published = parsed["published"]
    if not published or not rows:
        return []
    year = int(str(published["date"])[:4])
    return [
        Mend(
            _("都填 %(year)d 年") % {"year": each},
            {f"{name}-{number}-year": str(each) for name, number in rows},
            hint=_("看得出就是这一年时才填；再按一次撤销。"),
        )
        for each in (year, year - 1)
    ]


def phrase(problem: dict, lines: Lines) -> str:
    """Return where the words of a problem stand, as ``start:length``; empty where they do not."""
    span = _span(problem, lines)
    return f"{span[0]}:{span[1] - span[0]}" if span else ""


def _span(problem: dict, lines: Lines) -> tuple[int, int] | None:
    if not (problem["line"] and problem["excerpt"]):
        return None
    at = lines.raw.find(problem["excerpt"], lines.start(problem["line"]))
    return (at, at + len(problem["excerpt"])) if at >= 0 else None


def _title(problem, lines, parsed) -> list[Mend]:
    other = lines.text(problem["line"])
    return [Mend(_("改用“%(title)s”") % {"title": other}, {"head-title": other})] if other else []


def _taken_back(problem, lines, parsed) -> list[Mend]:
    for span in parsed["spans"]:
        if span["part"] == FURNITURE and lines.of(span["end"] - 1) >= problem["line"]:
            at = f"{span['start']}:{span['end']}"
            return [Mend(_("收回为正文"), act="take_back", value=at)]
    return []


def _bearers(problem, lines, parsed) -> list[Mend]:
    rows = rows_of(problem, lines, parsed)
    names = str(problem.get("parts", {}).get("names", "")).split("、")
    return [
        Mend(_("获得者是%(name)s") % {"name": name}, {f"honors-{rows[0][1]}-recipients": name})
        for name in names[:MOST]
        if rows and name
    ]


def _statuses(problem, lines, parsed) -> list[Mend]:
    rows = rows_of(problem, lines, parsed)
    return [
        Mend(_("是“%(status)s”") % {"status": label}, {f"honors-{rows[0][1]}-status": value})
        for value, label in Honor.Status.choices
        if rows and value != HonorStatus.HELD
    ]


def _candidates(problem, lines, parsed) -> list[Mend]:
    named = [
        (number, parsed["places"][number]["candidates"])
        for _name, number in rows_of(problem, lines, parsed)
    ]
    if not named:
        return []
    number, codes = named[0]
    places = Region.objects.filter(code__in=codes[:MOST]).order_by("code")
    return [
        Mend(each.full_name, {f"places-{number}-region": f"{each.code} {each.full_name}"})
        for each in places
    ]


_MENDS = {
    "title_differs": _title,
    "prose_left_out": _taken_back,
    "bearer_open": _bearers,
    "honor_unsure": _statuses,
    "place_open": _candidates,
}
