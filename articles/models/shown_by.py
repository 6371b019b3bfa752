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

from datetime import date, datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.models import shown_facts
from articles.models.cached_counts import EVERYWHERE, Facet, year_of
from articles.models.prepared import Prepared
from articles.models.querysets import ArticleQuerySet, midnight
from regions.models import Region

LATEST = 6  # a page of one of them shows the others: five
_NUMBERS = {Facet.MONTH, Facet.YEAR, Facet.THEME_YEAR, Facet.HONOR}


# Of a place and a moment: the ids of the places down to it, and of the reports next to it there;
# and whether there is no other of the year.
Surroundings = tuple[list[int], list[int], list[int], bool]


class _Seen(NamedTuple):
    """What of a public report the pages that show it depend on."""

    pk: int
    title: str
    language: str
    published_at: datetime
    expire_at: datetime | None
    region_id: int
    code: str
    channel: int
    above: int | None  # the channel above
    has_channel_mate: bool
    counted_in: list[int] | None
    counts_as: list[list[Any]] | None


def shown_by(
    pk: int | None, known: dict[tuple[int, datetime], Surroundings] | None = None
) -> dict[str, object]:
    """Return the names of what shows a report as it is public now, each with what it shows of it.

    That is ``None`` for whatever is seen of it. A report that is not public nothing shows.
    ``known`` is remembered from one call to the next while nothing but the report changes.
    """
    now = timezone.now()
    row = pk and _SEEN.first(pk, now)
    if not row:
        return {}
    report = _Seen(*row)
    at = (report.region_id, report.published_at)
    known = {} if known is None else known
    path, newer, older, is_only_of_year = known[at] = known.get(at) or _surroundings(report, now)
    channels = _channels(report)
    stated = shown_facts.stated_in(report.pk)
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
    if not (newer or older) or _stands_alone(report, stated.tags):
        names["coverage"] = path, channels, sorted(stated.tags), report.expire_at
    return {**names, **_numbers(report), **shown_facts.shown_of(report, stated)}


def _surroundings(report: _Seen, now: datetime) -> Surroundings:
    """Return where a report stands: in which places, and among which others of its own."""
    (path,) = Region.objects.paths([Region(pk=report.region_id, code=report.code)]).values()
    at = report.region_id, report.published_at, report.pk, now
    newer, older = [pk for (pk,) in _NEWER.rows(*at)], [pk for (pk,) in _OLDER.rows(*at)]
    year = timezone.localdate(report.published_at).year
    bounds = midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))
    return path, newer, older, _OF_YEAR.first(*bounds, report.pk, now) is None


def _channels(report: _Seen) -> list[int]:
    """Return the channels from the top down to the one of a report."""
    path, above = [report.channel], report.above
    while above and above not in path:
        path.insert(0, above)
        above = next(_ABOVE.rows(above))[0]
    return path


def _stands_alone(report: _Seen, tags: set[int]) -> bool:
    """Return whether a channel or tag has no other public report."""
    if not report.has_channel_mate:
        return True
    tagged = _public().exclude(pk=report.pk).filter(tagged_items__tag__in=tags)
    return not tags.issubset(tagged.values_list("tagged_items__tag", flat=True).distinct())


def _numbers(report: _Seen) -> dict[str, object]:
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


# What is asked --------------------------------------------------------------------------------


def _public(now: datetime | None = None) -> ArticleQuerySet[Any]:
    reports: ArticleQuerySet[Any] = apps.get_model("articles", "Article").objects.order_by()
    return reports.published(now)


def _seen(pk: int, now: datetime) -> QuerySet[Any, Any]:
    mates = _public(now).exclude(pk=pk).filter(channel=OuterRef("channel"))
    return (
        _public(now)
        .filter(pk=pk)
        .annotate(has_channel_mate=Exists(mates))
        .values_list(
            *("pk", "title", "language", "published_at", "expire_at", "region", "region__code"),
            *("channel", "channel__parent", "has_channel_mate"),
            *("share__regions", "share__amounts"),
        )
    )


def _newer(region: int, at: datetime, pk: int, now: datetime) -> QuerySet[Any, Any]:
    here = _public(now).filter(region=region)
    return here.newer_than(at, pk).oldest_first().values_list("pk")[:LATEST]


def _older(region: int, at: datetime, pk: int, now: datetime) -> QuerySet[Any, Any]:
    here = _public(now).filter(region=region)
    return here.older_than(at, pk).newest_first().values_list("pk")[:1]


def _of_year(first: datetime, end: datetime, pk: int, now: datetime) -> QuerySet[Any, Any]:
    others = _public(now).exclude(pk=pk).filter(published_at__gte=first, published_at__lt=end)
    return others.values_list("pk")[:1]


def _above(channel: int) -> QuerySet[Any, Any]:
    channels = apps.get_model("articles", "Channel").objects.order_by()
    return channels.filter(pk=channel).values_list("parent")


_SEEN, _NEWER, _OLDER = Prepared(_seen), Prepared(_newer), Prepared(_older)
_OF_YEAR, _ABOVE = Prepared(_of_year), Prepared(_above)
