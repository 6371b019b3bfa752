"""How much there is to read, and where."""

from collections import defaultdict

from django.db.models import Count

from articles.models import Channel, Theme
from articles.models.cached_counts import EVERYWHERE, Facet
from articles.publishing import counting
from regions.models import Region


def reports_by_region(regions) -> dict[int, int]:
    """Return the number of public reports in each of the places and below, by the place's id.

    ``regions`` are ids or a queryset of places.
    """
    kept = counting.amounts_by_region(regions)
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
    kept = counting.amounts_by_value(Facet.THEME, region.pk if region else EVERYWHERE)
    themes = list(Theme.objects.all())
    for theme in themes:
        theme.measure_count = kept[theme.pk].measures if theme.pk in kept else 0
    return themes


def reporting_channels() -> list[Channel]:
    """Return the top channels with public reports in or below them: two queries.

    Each has ``shown_children``, those below it of which the same is true.
    """
    kept = counting.amounts_by_value(Facet.CHANNEL, EVERYWHERE)
    below = defaultdict(list)
    for channel in Channel.objects.all():
        below[channel.parent_id].append(channel)

    def reports(channel: Channel) -> bool:
        channel.shown_children = [child for child in below[channel.pk] if reports(child)]
        return bool(channel.shown_children) or (channel.pk in kept and kept[channel.pk].reports > 0)

    return [channel for channel in below[None] if reports(channel)]


def honors_in(region: Region | None = None) -> dict[counting.HonorKind, int]:
    """Return the number of honors (of a place) by year, level and status."""
    return counting.honors(region.pk if region else EVERYWHERE)


def honors_among(honors) -> dict[counting.HonorKind, int]:
    """Return the number of the given honors, each there once, by year, level and status."""
    rows = honors.order_by().values_list("year", "level", "status").annotate(Count("pk"))
    return {tuple(kind): number for *kind, number in rows}


def reports_by_year(region: Region | None = None) -> dict[int, int]:
    """Return the number of reports for each calendar year, Asia/Shanghai, oldest first."""
    kept = counting.amounts_by_value(Facet.YEAR, region.pk if region else EVERYWHERE)
    return {year: amounts.reports for year, amounts in sorted(kept.items())}


def totals() -> dict[str, int]:
    """Return the numbers of public reports, measures with a heading, and honors held."""
    return counting.amounts_of()._asdict()
