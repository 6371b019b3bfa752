"""What to look at before an import is confirmed: the gravest first, each with its place."""

from itertools import groupby

from django.utils.translation import gettext as _

from articles.desk import review_mends
from articles.desk.review_mends import Lines, rows_of
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


def warnings(raw: str, parsed: dict, kinds: dict[str, str]) -> list[dict]:
    """Return the problems of a read page: message, places to look at, and what mends each.

    ``kinds`` has the word for a row of each relation, of which its key is made.
    """
    problems = sorted(parsed["problems"], key=lambda each: _rank(each["code"]))
    lines = Lines(raw)
    found = []
    for code, alike in groupby(problems, key=lambda each: each["code"]):
        each = [_shown(problem, lines, parsed, kinds) for problem in alike]
        found += [_together(each, parsed)] if code == "no_year" else each
    return found


def _shown(problem: dict, lines: Lines, parsed: dict, kinds: dict[str, str]) -> dict:
    rows = rows_of(problem, lines, parsed)
    keys = [f"head-{FIELDS[problem['code']]}"] if problem["code"] in FIELDS else []
    keys += [f"{kinds[name]}-{number}" for name, number in rows[:1]]
    return problem | {
        "message": worded_problem(problem),
        "places": [{"key": key, "line": None} for key in keys],
        "mends": review_mends.mends(problem, lines, parsed),
        "phrase": "" if keys else review_mends.phrase(problem, lines),
        "rows": rows,
    }


def _together(problems: list[dict], parsed: dict) -> dict:
    """Return one problem for all missing years."""
    rows = [row for each in problems for row in each["rows"]]
    one = problems[0] | {"mends": review_mends.years(rows, parsed)}
    if len(problems) == 1:
        return one
    message = _("有 %(count)d 段的数据或荣誉没有写明年份，请核对。") % {"count": len(problems)}
    places = [{"key": p["places"][0]["key"], "line": p["line"]} for p in problems if p["places"]]
    return one | {"message": message, "line": None, "excerpt": "", "places": places}


def _rank(code: str) -> int:
    return GRAVITY.index(code) if code in GRAVITY else len(GRAVITY)
