"""Which kept pages show a report: what a change of it ends, and what a page says it shows.

A page that says nothing of the kind is tied to all reports. The names are these:

``report 5``    whatever is seen of report 5
``page 5``      its own page, which also names its neighbours
``latest 7``    the newest reports of exactly place 7
``place 7``     everything reported of place 7 and below it
``coverage``    which places, channels and tags have reports at all
``figures``     and ``documents``: everything of that kind that reports state
``channel 2``   and ``tag 3``, ``theme 4``: everything in or below it
"""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Value

from articles.models.querysets import ArticleQuerySet
from regions.models import Region

LATEST = 6  # a page of one of them shows the others: five
_OWN_PAGES = {"figures": "Figure", "documents": "DocumentMention"}


# Of a place and a moment: the ids of the places down to it, and of the reports next to it there.
Surroundings = tuple[list[int], list[int], list[int]]


def shown_by(
    pk: int | None, known: dict[tuple[int, datetime], Surroundings] | None = None
) -> set[str]:
    """Return the names of what shows a report as it is public now; of any other, nothing does.

    ``known`` is remembered from one call to the next while nothing but the report changes.
    """
    if pk is None:
        return set()
    reports = apps.get_model("articles", "Article").objects.published()
    found = reports.select_related("region", "channel").annotate(**_states()).order_by()
    found = found.only("published_at", "region__code", "channel__parent")
    report: Any = found.filter(pk=pk).first()  # complete, as a constraint has it
    if report is None:
        return set()
    names = {f"report {pk}", f"page {pk}"}
    at = (report.region_id, report.published_at)
    known = {} if known is None else known
    path, newer, older = known[at] = known.get(at) or _surroundings(report, reports)
    names |= {f"place {place}" for place in path}
    names |= {f"channel {channel.pk}" for channel in report.channel.path()}
    tags = report.tagged_items.order_by().annotate(kind=Value("tag")).values_list("kind", "tag")
    themes = report.measures.order_by().exclude(theme=None).annotate(kind=Value("theme"))
    themes_and_tags = list(tags.union(themes.values_list("kind", "theme")))
    names |= {f"{kind} {key}" for kind, key in themes_and_tags}
    names |= {part for part in _OWN_PAGES if getattr(report, f"states_{part}")}
    names |= {f"page {neighbour}" for neighbour in [*newer[:1], *older]}
    if len(newer) < LATEST:
        names.add(f"latest {report.region_id}")
    if not (newer or older) or _stands_alone(
        report, {key for kind, key in themes_and_tags if kind == "tag"}, reports.exclude(pk=pk)
    ):
        names.add("coverage")
    return names


def _surroundings(report: Any, reports: ArticleQuerySet[Any]) -> Surroundings:
    """Return where a report stands: in which places, and among which others of its own."""
    (path,) = Region.objects.paths([report.region]).values()
    here = reports.filter(region=report.region).order_by()
    at = (report.published_at, report.pk)
    newer = list(here.newer_than(*at).oldest_first().values_list("pk", flat=True)[:LATEST])
    older = list(here.older_than(*at).newest_first().values_list("pk", flat=True)[:1])
    return path, newer, older


def _states() -> dict[str, Exists]:
    """Return the questions whether a report states anything of the kinds that have own pages."""
    return {
        f"states_{kind}": Exists(
            apps.get_model("articles", model).objects.filter(article=OuterRef("pk"))
        )
        for kind, model in _OWN_PAGES.items()
    }


def _stands_alone(report: Any, tags: set[int], others: ArticleQuerySet[Any]) -> bool:
    """Return whether a channel or tag has no other public report."""
    if not others.order_by().filter(channel=report.channel).exists():
        return True
    tagged = others.order_by().filter(tagged_items__tag__in=tags)
    return not tags.issubset(tagged.values_list("tagged_items__tag", flat=True).distinct())
