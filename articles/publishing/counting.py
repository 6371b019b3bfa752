"""Keeps and reads the counts of public reports.

An expired report stays live until the scheduler has run. Until then its share is taken off when
counts are read, so that they agree with the lists at every moment.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, Honor
from articles.models.cached_counts import EVERYWHERE, Amounts, Facet, KeptCount, Share
from regions.models import Region

# (place, facet, value): what a count is kept under.
Key = tuple[int, str, int]
# Year if it is stated, level and status.
HonorKind = tuple[int | None, str, str]
_ROWS_AT_ONCE = 200
# Their order is kept in the database: add new ones at the end.
_LEVELS = ["", "national", "autonomous_region", "league", "banner"]
_STATUSES = ["held", "target", "described"]
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


def _amounts(**condition) -> dict[Key, Amounts]:
    """Return the kept amounts that fit, less those of reports that have expired."""
    kept = KeptCount.objects.filter(reports__gt=0, **condition)
    found = {(row.region, row.facet, row.value): row.amounts for row in kept}
    for share in Share.objects.filter(article__live=True, article__expire_at__lte=timezone.now()):
        for key, amounts in keys_of(share).items():
            if key in found:
                found[key] = found[key].plus(amounts, -1)
    return {key: amounts for key, amounts in found.items() if amounts.reports > 0}


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


def honors(region: int = EVERYWHERE) -> dict[HonorKind, int]:
    """Return the number of honors in a place by year, level and status: two queries."""
    kept = amounts_by_value(Facet.HONOR, region)
    return {_honor_kind(value): amounts.honors for value, amounts in kept.items()}


def honor_value(year: int | None, level: str, status: str) -> int:
    """Return the number under which honors of a year, level and status are counted."""
    return (year or 0) * 100 + _LEVELS.index(level) * 10 + _STATUSES.index(status)


def _honor_kind(value: int) -> HonorKind:
    year, kind = divmod(value, 100)
    level, status = divmod(kind, 10)
    return year or None, _LEVELS[level], _STATUSES[status]


# Upkeep ----------------------------------------------------------------------------------------


def count(article: Article):
    """Count a public report, in place of what it counted as before."""
    above = Region.objects.ancestors_of(article.region).values_list("pk", flat=True)
    _replace(article.pk, share_of(article, [*above, article.region_id]))


def uncount(article: Article):
    """Take a report out of the counts."""
    _replace(article.pk, None)


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
    with transaction.atomic():
        change: dict[Key, Amounts] = defaultdict(Amounts)
        for before in Share.objects.select_for_update().filter(pk=pk):
            for key, amounts in keys_of(before).items():
                change[key] = change[key].plus(amounts, -1)
            if share is None:
                before.delete()
        if share is not None:
            for key, amounts in keys_of(share).items():
                change[key] = change[key].plus(amounts)
            share.save()
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
