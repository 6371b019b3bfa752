"""What pages across all reports show of the facts that one report states."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import F, Model, QuerySet, Value
from django.db.models.functions import JSONObject

from articles.models.prepared import Prepared

Row = dict[str, Any]
# Of a fact: where it is kept, and where in the report it stands, which its own page alone shows.
_UNSEEN = {"id", "article", "where", "outline_row", "offset"}


@dataclass
class Stated:
    """The tags and themes of a report, and the rows of its facts, of each kind in one order."""

    tags: set[int] = field(default_factory=set)
    themes: set[int] = field(default_factory=set)
    honors: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)


def named(kind: str, name: str) -> str:
    """Return what pages are tied to that show ``figure`` or ``document`` rows of one name."""
    return f"{kind} {hashlib.sha256(name.encode()).hexdigest()[:32]}"


def in_year(year: int) -> str:
    """Return what pages are tied to that show the figures stated for a year."""
    return f"figures of {year}"


def stated_in(pk: int) -> Stated:
    """Return what a stored report states: one query."""
    stated = Stated()
    for kind, row in _ROWS.rows(pk):
        if kind in _KINDS:
            getattr(stated, kind).append(row)
        else:
            getattr(stated, kind).add(row["key"])
    for kind in _KINDS:
        getattr(stated, kind).sort(key=json.dumps)
    return stated


def _rows(pk: int) -> QuerySet[Any, Any]:
    tags = apps.get_model("articles", "ArticleTag").objects.filter(content_object=pk).order_by()
    measures = apps.get_model("articles", "Measure").objects.filter(article=pk).order_by()
    themes = measures.exclude(theme=None).distinct()
    queries: list[QuerySet[Any]] = [
        tags.annotate(list_name=Value("tags"), shown_row=JSONObject(key=F("tag_id"))),
        themes.annotate(list_name=Value("themes"), shown_row=JSONObject(key=F("theme_id"))),
    ]
    for kind, model in _KINDS.items():
        found = apps.get_model("articles", model).objects.filter(article=pk).order_by()
        row = JSONObject(**{name: F(name) for name in _fields(found.model)})
        queries.append(found.annotate(list_name=Value(kind), shown_row=row))
    first, *others = (each.values_list("list_name", "shown_row") for each in queries)
    return first.union(*others, all=True)


_ROWS = Prepared(_rows)


def shown_of(report: Any, stated: Stated) -> dict[str, object]:
    """Return the names of what shows facts of a report, each with what it shows of them."""
    at = report.region_id, report.published_at, report.expire_at
    names: dict[str, object] = {}
    if stated.honors:
        names["honors"] = at, stated.honors
    # A figure that only repeats how many there are of a title is not shown as one.
    told = {each["name"] for each in stated.figures}
    titles = [(each["name"], each["count"]) for each in stated.honors if each["name"] in told]
    if stated.figures:
        values = [(each["name"], each["value"]) for each in stated.figures]
        names["figures"] = values, titles, report.expire_at
    for name, rows in _by("name", stated.figures).items():
        names[named("figure", name)] = at, rows, [each for each in titles if each[0] == name]
    for year, rows in _by("year", stated.figures).items():
        names[in_year(year)] = at, rows, titles
    if stated.documents:
        cited = sorted({each["title"] for each in stated.documents})
        names["documents"] = cited, report.expire_at
    for title, rows in _by("title", stated.documents).items():
        names[named("document", title)] = at, report.title, report.language, rows
    return names


_KINDS = {"honors": "Honor", "figures": "Figure", "documents": "DocumentMention"}


def _fields(model: type[Model]) -> list[str]:
    return [each.name for each in model._meta.concrete_fields if each.name not in _UNSEEN]


def _by(name: str, rows: list[Row]) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        if row[name]:
            found[row[name]].append(row)
    return found
