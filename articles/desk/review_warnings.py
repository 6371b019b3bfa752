"""What to look at before an import is confirmed: the gravest first, each with its place."""

from bisect import bisect_right
from itertools import groupby

from django.utils.translation import gettext as _

from articles.desk.translated_wording import worded_problem

# Codes of problems (docs/report-format.md), the gravest first; others follow in their own order.
GRAVITY = [
    "garbled",
    "several_articles",
    "no_title",
    "no_region",
    "no_date",
    "date_unread",
    "future_date",
    "prose_left_out",
    "honor_unsure",
    "honor_open",
    "bearer_open",
    "sum_differs",
    "unequal_lists",
    "title_differs",
    "place_parent",
    "region_guessed",
    "mongolian",
    "place_open",
    "value_open",
    "no_year",
    "no_source",
]
# Code of a problem → the field of the head that mends it.
FIELDS = {
    "no_title": "title",
    "title_differs": "title",
    "no_date": "published_on",
    "date_unread": "published_on",
    "future_date": "published_on",
    "no_source": "source",
    "no_region": "region",
    "region_guessed": "region",
    "place_parent": "region",
}
# Code of a problem → the relations among whose rows its cause is; which row is so, of a line.
ROWS = {
    "honor_unsure": {"honors": lambda row: True},
    "bearer_open": {"honors": lambda row: not row["recipients"]},
    "sum_differs": {"figures": lambda row: True},
    "unequal_lists": {"figures": lambda row: True},
    "place_open": {"places": lambda row: row["code"] is None},
    "no_year": {"honors": lambda row: row["year"] is None, "figures": lambda row: not row["year"]},
}


def warnings(raw: str, parsed: dict, kinds: dict[str, str]) -> list[dict]:
    """Return the problems of a read page with their message and the rows or fields that mend them.

    ``kinds`` has the word for a row of each relation, of which its key is made.
    """
    problems = sorted(parsed["problems"], key=lambda each: _rank(each["code"]))
    found = []
    for code, alike in groupby(problems, key=lambda each: each["code"]):
        each = [
            problem
            | {"message": worded_problem(problem), "places": _places(problem, raw, parsed, kinds)}
            for problem in alike
        ]
        found += [_together(each)] if code == "no_year" and len(each) > 1 else each
    return found


def _together(problems: list[dict]) -> dict:
    """Return one problem for all missing years."""
    message = _("有 %(count)d 段的数据或荣誉没有写明年份，请核对。") % {"count": len(problems)}
    places = [{"key": p["places"][0]["key"], "line": p["line"]} for p in problems if p["places"]]
    return {"message": message, "line": None, "excerpt": "", "places": places}


def _rank(code: str) -> int:
    return GRAVITY.index(code) if code in GRAVITY else len(GRAVITY)


def _places(problem: dict, raw: str, parsed: dict, kinds: dict[str, str]) -> list[dict]:
    """Return the first row or field to look at, if there is one."""
    code = problem["code"]
    if code in FIELDS:
        return [{"key": f"head-{FIELDS[code]}", "line": None}]
    starts = [0, *(at + 1 for at, letter in enumerate(raw) if letter == "\n")]
    keys = [
        (row["offset"], f"{kinds[name]}-{number}")
        for name, is_cause in ROWS.get(code, {}).items()
        for number, row in enumerate(parsed[name])
        if is_cause(row) and bisect_right(starts, row["offset"]) == problem["line"]
    ]
    return [{"key": min(keys)[1], "line": None}] if keys else []
