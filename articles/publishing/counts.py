"""How much there is to read, and where: counts of public reports, kept and read.

An expired report stays live until the scheduler has run. Until then its share is taken off when
counts are read, so that they agree with the lists at every moment.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet, Subquery
from django.utils import timezone

from articles.models import Article, Channel, Honor, Theme
from articles.models.cached_counts import EVERYWHERE, Amounts, Facet, KeptCount, Share
from articles.publishing.derived import DerivedRows, register
from regions.models import Region

# (place, facet, value): what a count is kept under.
Key = tuple[int, str, int]
# Year if it is stated, level and status.
HonorKind = tuple[int | None, str, str]
_ROWS_AT_ONCE = 200
_here = threading.local()  # .asks_once, .expired: of the page that is being made
# Their order is kept in the database. Empty: not stated.
_LEVELS = ["", *Honor.Level.values]
_STATUSES = Honor.Status.values
_UPSERT = """
    INSERT INTO articles_keptcount (region, facet, value, reports, measures, honors)
    VALUES {rows}
    ON CONFLICT (region, facet, value) DO UPDATE SET
        reports = articles_keptcount.reports + excluded.reports,
        measures = articles_keptcount.measures + excluded.measures,
        honors = articles_keptcount.honors + excluded.honors
"""


# Reading ---------------------------------------------------------------------------------------


def amounts_by_region_and_value(
    facet: Facet, regions: Collection[int] | QuerySet
) -> dict[tuple[int, int], Amounts]:
    """Return the amounts of each value of a facet in several places: two queries."""
    kept = _amounts(facet=facet, region__in=regions)
    return {(region, value): amounts for (region, _, value), amounts in kept.items()}


def amounts_by_facet(
    facets: Collection[Facet], region: int = EVERYWHERE
) -> dict[Facet, dict[int, Amounts]]:
    """Return the amounts of each value of several facets in a place: two queries."""
    found: dict[Facet, dict[int, Amounts]] = {facet: {} for facet in facets}
    for (_, facet, value), amounts in _amounts(facet__in=facets, region=region).items():
        found[Facet(facet)][value] = amounts
    return found


def for_statistics(region: int, below: Collection[int]) -> dict[Key, Amounts]:
    """Return what the statistics of a place are made of: two queries.

    All facets of the place that they show, and the months of the places below it.
    """
    own = Q(region=region, facet__in=[Facet.MONTH, Facet.YEAR, Facet.THEME_YEAR, Facet.HONOR])
    return _amounts(own | Q(region__in=below, facet=Facet.MONTH))


def _amounts(*conditions: Q, **condition) -> dict[Key, Amounts]:
    """Return the kept amounts that fit, less those of reports that have expired."""
    kept = KeptCount.objects.filter(*conditions, reports__gt=0, **condition)
    found = {(row.region, row.facet, row.value): row.amounts for row in kept}
    for share in _expired():
        for key, amounts in keys_of(share).items():
            if key in found:
                found[key] = found[key].plus(amounts, -1)
    return {key: amounts for key, amounts in found.items() if amounts.reports > 0}


def on_theme_in_year(theme: int, year: int, regions: Collection[int]) -> dict[int, Amounts]:
    """Return the amounts on a theme of a year's reports in several places: two queries."""
    value = theme_year_value(theme, year)
    kept = _amounts(facet=Facet.THEME_YEAR, value=value, region__in=regions)
    return {region: amounts for (region, _, _), amounts in kept.items()}


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Ask only once within which reports have expired; also a decorator, of views that count a lot.

    For reading: who publishes within would not see it.
    """
    _here.asks_once = True
    try:
        yield
    finally:
        vars(_here).clear()


def _expired() -> list[Share]:
    """Return the shares of reports that have expired and wait for the scheduler."""
    if (known := getattr(_here, "expired", None)) is not None:
        return known
    waiting = Share.objects.filter(article__live=True, article__expire_at__lte=timezone.now())
    found = list(waiting)
    if getattr(_here, "asks_once", False):
        _here.expired = found
    return found


def amounts_by_value(facet: Facet, region: int = EVERYWHERE) -> dict[int, Amounts]:
    """Return the amounts of each value of a facet in a place, by value: two queries."""
    return {
        value: amounts
        for (_, value), amounts in amounts_by_region_and_value(facet, [region]).items()
    }


def amounts_by_region(regions: Collection[int] | QuerySet) -> dict[int, Amounts]:
    """Return the amounts of several places, given by id or queryset, by their id: two queries."""
    return {
        region: amounts
        for (region, _), amounts in amounts_by_region_and_value(Facet.ALL, regions).items()
    }


def amounts_of(region: int = EVERYWHERE) -> Amounts:
    """Return the amounts of one place: two queries."""
    return amounts_by_region([region]).get(region, Amounts())


def place_of_all(year: int | None = None) -> Region | None:
    """Return the lowest place that holds all public reports (of a year): three queries."""
    of_all = {"facet": Facet.YEAR, "value": year} if year else {"facet": Facet.ALL, "value": 0}
    every = KeptCount.objects.filter(region=EVERYWHERE, **of_all).values("reports")[:1]
    # A place may lack as many of the kept ones as are public no longer.
    held = _amounts(reports__gte=Subquery(every) - len(list(_expired())), **of_all)
    most = max((each.reports for each in held.values()), default=0)
    holding = [place for (place, _, _), each in held.items() if each.reports == most]
    return Region.objects.filter(pk__in=holding).order_by("-level").first()


def reports_by_region(regions) -> dict[int, int]:
    """Return the number of public reports in each of the places and below, by the place's id.

    ``regions`` are ids or a queryset of places.
    """
    kept = amounts_by_region(regions)
    return {region: amounts.reports for region, amounts in kept.items()}


def with_counts(regions) -> list[Region]:
    """Return the places as a list, each with ``report_count`` of its subtree: two queries."""
    regions = list(regions)
    counts = reports_by_region([region.pk for region in regions])
    for region in regions:
        region.report_count = counts.get(region.pk, 0)
    return regions


def reporting(regions) -> list[Region]:
    """Return those of the places that have public reports, by code, with ``report_count``."""
    counts = reports_by_region(regions)
    found = list(Region.objects.filter(pk__in=counts).order_by("code"))
    for region in found:
        region.report_count = counts[region.pk]
    return found


def themes_with_counts(region: Region | None = None) -> list[Theme]:
    """Return the themes, each with ``measure_count`` of public reports (of a place)."""
    kept = amounts_by_value(Facet.THEME, region.pk if region else EVERYWHERE)
    themes = list(Theme.objects.all())
    for theme in themes:
        theme.measure_count = kept[theme.pk].measures if theme.pk in kept else 0
    return themes


def reporting_channels() -> list[Channel]:
    """Return the top channels with public reports in or below them: two queries.

    Each has ``shown_children``, those below it of which the same is true.
    """
    kept = amounts_by_value(Facet.CHANNEL, EVERYWHERE)
    below = defaultdict(list)
    for channel in Channel.objects.all():
        below[channel.parent_id].append(channel)

    def reports(channel: Channel) -> bool:
        channel.shown_children = [child for child in below[channel.pk] if reports(child)]
        return bool(channel.shown_children) or (channel.pk in kept and kept[channel.pk].reports > 0)

    return [channel for channel in below[None] if reports(channel)]


def honors_in(region: Region | None = None) -> dict[HonorKind, int]:
    """Return the number of honors (of a place) by year, level and status."""
    kept = amounts_by_value(Facet.HONOR, region.pk if region else EVERYWHERE)
    return {honor_kind(value): amounts.honors for value, amounts in kept.items()}


def honors_among(honors) -> dict[HonorKind, int]:
    """Return the number of the given honors, each there once, by year, level and status."""
    rows = honors.order_by().values_list("year", "level", "status").annotate(Count("pk"))
    return {tuple(kind): number for *kind, number in rows}


def measures_by_theme(
    region: Region | None = None, year: int | None = None
) -> dict[int | None, int]:
    """Return the number of measures (of a place, of a year's reports) by theme, or by none."""
    facets = [Facet.ALL, Facet.THEME] if year is None else [Facet.YEAR, Facet.THEME_YEAR]
    every, themed = amounts_by_facet(facets, region.pk if region else EVERYWHERE).values()
    found: dict[int | None, int] = {}
    for value, amounts in themed.items():
        theme, of_year = (value, None) if year is None else theme_and_year(value)
        if of_year == year:
            found[theme] = amounts.measures
    found[None] = every.get(year or 0, Amounts()).measures - sum(found.values())
    return found


def reports_by_year(region: Region | None = None) -> dict[int, int]:
    """Return the number of reports for each calendar year, Asia/Shanghai, oldest first."""
    kept = amounts_by_value(Facet.YEAR, region.pk if region else EVERYWHERE)
    return {year: amounts.reports for year, amounts in sorted(kept.items())}


def totals() -> dict[str, int]:
    """Return the numbers of public reports, measures with a heading, and honors held."""
    return amounts_of()._asdict()


def honor_value(year: int | None, level: str, status: str) -> int:
    """Return the number under which honors of a year, level and status are counted."""
    return (year or 0) * 100 + _LEVELS.index(level) * 10 + _STATUSES.index(status)


def theme_year_value(theme: int, year: int) -> int:
    """Return the number under which the measures on a theme in reports of a year are counted."""
    return theme * 10_000 + year


def theme_and_year(value: int) -> tuple[int, int]:
    """Return the theme and the year that a number of :func:`theme_year_value` stands for."""
    return divmod(value, 10_000)


def honor_kind(value: int) -> HonorKind:
    """Return year, level and status that a number of :func:`honor_value` stands for."""
    year, kind = divmod(value, 100)
    level, status = divmod(kind, 10)
    return year or None, _LEVELS[level], _STATUSES[status]


# Upkeep ----------------------------------------------------------------------------------------


@register
class CountShares(DerivedRows):
    """What each public report adds to the counts. Written alone, it would leave them behind."""

    model = Share
    label = "计数依据"

    def rows_of(self, articles: Sequence[Article]) -> dict[int, list[Share]]:
        """Return the one share of each report."""
        paths = Region.objects.paths(article.region for article in articles)
        return {article.pk: [share_of(article, paths[article.region.code])] for article in articles}

    def key(self, row: Share) -> tuple:
        """Compare by places and amounts."""
        return tuple(row.regions), tuple(map(tuple, row.amounts))

    def write(self, article: Article):
        """Count a public report, in place of what it counted as before."""
        [share] = self.rows_of([article])[article.pk]
        _replace(article.pk, share)

    def remove(self, article: Article):
        """Take a report out of the counts."""
        _replace(article.pk, None)

    def settle(self, *, repair: bool) -> list[str]:
        """Compare the kept counts with the sum of all shares."""
        if repair and connection.vendor == "postgresql":
            # SQLite has one writer anyhow. Readers are not held up by either.
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE articles_share IN SHARE ROW EXCLUSIVE MODE")
        difference: dict[Key, Amounts] = defaultdict(Amounts)
        for share in Share.objects.iterator(chunk_size=2000):
            for key, amounts in keys_of(share).items():
                difference[key] = difference[key].plus(amounts)
        for row in KeptCount.objects.exclude(reports=0, measures=0, honors=0).iterator(2000):
            key = (row.region, row.facet, row.value)
            difference[key] = difference[key].plus(row.amounts, -1)
        difference = {key: amounts for key, amounts in difference.items() if any(amounts)}
        if repair:
            add(difference)
            KeptCount.objects.filter(reports=0, measures=0, honors=0).delete()
        return [f"计数 {len(difference)} 项与报告不符"] if difference else []


def share_of(article: Article, regions: Iterable[int]) -> Share:
    """Return what a report counts as, in the given places and everywhere. Not saved."""
    measures = list(article.measures.all())
    headed = sum(bool(measure.heading) for measure in measures)
    honors = list(article.honors.all())
    held = sum(honor.status == Honor.Status.HELD for honor in honors)
    date = article.published_date
    amounts = {
        (Facet.ALL, 0): Amounts(1, headed, held),
        (Facet.CHANNEL, article.channel_id): Amounts(1, headed, held),
        (Facet.YEAR, date.year): Amounts(1, headed, held),
        (Facet.MONTH, date.year * 100 + date.month): Amounts(1, headed, held),
    }
    themes: Counter[int] = Counter()
    for measure in measures:
        if measure.theme_id:
            themes[measure.theme_id] += bool(measure.heading)
    for theme, number in sorted(themes.items()):
        amounts[Facet.THEME, theme] = Amounts(1, number, held)
        amounts[Facet.THEME_YEAR, theme_year_value(theme, date.year)] = Amounts(1, number, held)
    kinds = Counter(honor_value(honor.year, honor.level, honor.status) for honor in honors)
    for kind, number in sorted(kinds.items()):
        amounts[Facet.HONOR, kind] = Amounts(1, 0, number)
    for tag in sorted(tag.pk for tag in article.tags.all()):
        amounts[Facet.TAG, tag] = Amounts(1, headed, held)
    return Share(
        article_id=article.pk,
        regions=sorted({EVERYWHERE, *regions}),
        amounts=[[facet.value, value, *each] for (facet, value), each in amounts.items()],
    )


def keys_of(share: Share) -> dict[Key, Amounts]:
    """Return every count that a share is part of. Tags are counted everywhere only."""
    return {
        (region, facet, value): Amounts(*amounts)
        for facet, value, *amounts in share.amounts
        for region in share.regions
        if facet != Facet.TAG or region == EVERYWHERE
    }


def _replace(pk: int, share: Share | None):
    """Put a report's share, or nothing, in the place of the one it had."""
    with transaction.atomic(savepoint=False):
        change: dict[Key, Amounts] = defaultdict(Amounts)
        before = Share.objects.select_for_update().filter(pk=pk).first()
        if before:
            for key, amounts in keys_of(before).items():
                change[key] = change[key].plus(amounts, -1)
            if share is None:
                before.delete()
        if share is not None:
            for key, amounts in keys_of(share).items():
                change[key] = change[key].plus(amounts)
            share.save(force_insert=before is None, force_update=before is not None)
        add({key: amounts for key, amounts in change.items() if any(amounts)})


def add(change: dict[Key, Amounts]):
    """Add amounts, negative ones too, to the kept counts.

    Rows are taken in one order always, so that two publications never wait for each other.
    """
    rows = [(*key, *amounts) for key, amounts in sorted(change.items())]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            part = rows[start : start + _ROWS_AT_ONCE]
            cursor.execute(
                _UPSERT.format(rows=",".join(["(%s, %s, %s, %s, %s, %s)"] * len(part))),
                [value for row in part for value in row],
            )
