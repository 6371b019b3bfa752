"""Which kept pages show a report: what a change of it ends, and what a page says it shows.

A page that says nothing of the kind is tied to all reports. Of a report these show whatever is
seen of it, and end whenever it is published again:

``report 5``    whatever is seen of report 5
``page 5``      its own page, which also names its neighbours
``latest 7``    the newest reports of exactly place 7
``place 7``     everything reported of place 7 and below it
``channel 2``   and ``tag 3``, ``theme 4``: everything in or below it

These show a part of it, and end when that part becomes another:

``coverage``    which places, channels and tags have reports at all
``years``       which years have reports at all
``amounts``     how many reports each place has
``numbers 7``   how many reports, measures and honors place 7 has, by time, theme and kind;
                place 0 is everywhere
``year 2020``   the same of that year alone, everywhere
``honors``      and ``figures``, ``documents``: what reports state of that kind (of figures and
                documents their names), and finer ones: :func:`articles.models.shown_facts.named`
"""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from articles.models import shown_facts
from articles.models.cached_counts import EVERYWHERE, Facet, year_of
from articles.models.querysets import ArticleQuerySet
from regions.models import Region

LATEST = 6  # a page of one of them shows the others: five
_NUMBERS = {Facet.MONTH, Facet.YEAR, Facet.THEME_YEAR, Facet.HONOR}


# Of a place and a moment: the ids of the places down to it, and of the reports next to it there;
# and whether there is no other of the year.
Surroundings = tuple[list[int], list[int], list[int], bool]


def shown_by(
    pk: int | None, known: dict[tuple[int, datetime], Surroundings] | None = None
) -> dict[str, object]:
    """Return the names of what shows a report as it is public now, each with what it shows of it.

    That is ``None`` for whatever is seen of it. A report that is not public nothing shows.
    ``known`` is remembered from one call to the next while nothing but the report changes.
    """
    if pk is None:
        return {}
    reports = apps.get_model("articles", "Article").objects.published()
    if not known and not reports.filter(pk=pk).exists():
        return {}  # most drafts: the question below is long to word
    alike = reports.exclude(pk=pk).order_by().filter(channel=OuterRef("channel"))
    found = (
        reports.select_related("region", "channel")
        .order_by()
        .annotate(
            has_channel_mate=Exists(alike),
            counted_in=F("share__regions"),
            counts_as=F("share__amounts"),
        )
    )
    found = found.only(
        *("title", "language", "published_at", "expire_at", "region__code", "channel__parent")
    )
    report: Any = found.filter(pk=pk).first()  # complete, as a constraint has it
    if report is None:
        return {}
    at = (report.region_id, report.published_at)
    known = {} if known is None else known
    path, newer, older, is_only_of_year = known[at] = known.get(at) or _surroundings(
        report, reports
    )
    channels = [channel.pk for channel in report.channel.path()]
    stated = shown_facts.stated_in(report)
    names = dict.fromkeys((f"report {pk}", f"page {pk}"))
    names |= dict.fromkeys(f"place {place}" for place in path)
    names |= dict.fromkeys(f"channel {channel}" for channel in channels)
    names |= dict.fromkeys(f"tag {tag}" for tag in stated.tags)
    names |= dict.fromkeys(f"theme {theme}" for theme in stated.themes)
    names |= dict.fromkeys(f"page {neighbour}" for neighbour in [*newer[:1], *older])
    if len(newer) < LATEST:
        names[f"latest {report.region_id}"] = None
    if is_only_of_year:
        names["years"] = report.published_at, report.expire_at
    others = reports.exclude(pk=pk).order_by()
    if not (newer or older) or _stands_alone(report, stated.tags, others):
        names["coverage"] = path, channels, sorted(stated.tags), report.expire_at
    return {**names, **_numbers(report), **shown_facts.shown_of(report, stated)}


def _surroundings(report: Any, reports: ArticleQuerySet[Any]) -> Surroundings:
    """Return where a report stands: in which places, and among which others of its own."""
    (path,) = Region.objects.paths([report.region]).values()
    here = reports.filter(region=report.region).order_by()
    at = (report.published_at, report.pk)
    newer = list(here.newer_than(*at).oldest_first().values_list("pk", flat=True)[:LATEST])
    older = list(here.older_than(*at).newest_first().values_list("pk", flat=True)[:1])
    others = reports.exclude(pk=report.pk).order_by()
    year = timezone.localdate(report.published_at).year
    return path, newer, older, not others.in_year(year).exists()


def _stands_alone(report: Any, tags: set[int], others: ArticleQuerySet[Any]) -> bool:
    """Return whether a channel or tag has no other public report."""
    if not report.has_channel_mate:
        return True
    tagged = others.filter(tagged_items__tag__in=tags)
    return not tags.issubset(tagged.values_list("tagged_items__tag", flat=True).distinct())


def _numbers(report: Any) -> dict[str, object]:
    """Return what shows a report as a number, each with what the report counts as there.

    Until when it counts is part of all of these.
    """
    ends_at, places = report.expire_at, report.counted_in or []
    amounts = [each for each in report.counts_as or [] if each[0] in _NUMBERS]
    names: dict[str, object] = {"amounts": (places, ends_at)}
    names |= {f"numbers {place}": (places, amounts, ends_at) for place in {EVERYWHERE, *places}}
    by_year: dict[int, list[list[Any]]] = {}
    for facet, value, *numbers in amounts:
        if year := year_of(facet, value):
            by_year.setdefault(year, []).append([facet, value, *numbers])
    names |= {f"year {year}": (places, found, ends_at) for year, found in by_year.items()}
    return names
