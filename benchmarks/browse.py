"""Lists: a page of any place, however deep, against page 1 of everything."""

import random
import sys
from collections import Counter
from collections.abc import Iterable
from statistics import median

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article, Placement
from articles.models.cached_counts import EVERYWHERE, Amounts, Facet
from articles.publishing import counts
from benchmarks import generate
from benchmarks.timing import Table, best, now, sql_times
from regions import codes
from regions.models import Level, Region

_PAGE = 21
# A part of all reports stands in one village: 120 of 1,000, whose page at 80 % of its depth is
# full then as it is among a million. A page of five reports would be compared with one of twenty.
_DILIGENT = 0.12
_PLACES = 25
_PLACE_ALL = """
    WITH width(n) AS (VALUES (2), (4), (6), (9), (12))
    INSERT INTO articles_placement (region_id, article_id, published_at)
    SELECT above.id, article.id, article.published_at
    FROM articles_article article
    JOIN regions_region place ON place.id = article.region_id
    JOIN width ON width.n <= length(place.code)
    JOIN regions_region above ON above.code = substr(place.code, 1, width.n)
    WHERE article.id > %s
"""


def grow(generator: generate.Generator, missing: int):
    """Write heads of reports with their placements and counts.

    The counts are those of ``articles.publishing.counts`` for reports without an outline.
    Placements are copied by the database: through the ORM a million reports would take an hour.
    """
    last = Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    places = dict(Region.objects.values_list("code", "pk"))
    paths = {
        pk: [places[above] for above in codes.ancestors(code)] + [pk, EVERYWHERE]
        for code, pk in places.items()
    }
    reports: Counter[counts.Key] = Counter()
    for articles in generator.write(missing, bodies=False):
        reports.update(_keys(articles, paths))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PLACE_ALL, [last])
    counts.add({key: Amounts(number) for key, number in reports.items()})


def _keys(articles: list[Article], paths: dict[int, list[int]]) -> Iterable[counts.Key]:
    for article in articles:
        date = timezone.localtime(article.published_at)
        for region in paths[article.region_id]:
            yield region, Facet.ALL.value, 0
            yield region, Facet.CHANNEL.value, article.channel_id
            yield region, Facet.YEAR.value, date.year
            yield region, Facet.MONTH.value, date.year * 100 + date.month


def pages(village: Region) -> dict[str, float]:
    """Return the SQL time of pages, in ms, by what they are: of a village and all above it."""
    public = Article.objects.published().for_list()
    asked = {
        "page 1 of everything": public.newest_first()[:_PAGE],
        "everything, 80 % deep": _deep(public)[:_PAGE],
    }
    for region in [*Region.objects.ancestors_of(village), village]:
        listed = public.in_region(region)
        name = f"level {region.level}"
        asked[f"{name}, page 1"] = listed.newest_first()[:_PAGE]
        asked[f"{name}, 80 % deep"] = _deep(listed)[:_PAGE]
        asked[f"{name}, 80 % deep, back"] = _deep(listed, back=True)[:_PAGE]
    return sql_times(asked)


def many_places(seed: int) -> dict[str, list[float]]:
    """Return the SQL times of page 1 of everything and of places of each level drawn by lot."""
    public = Article.objects.published().for_list()
    asked = {"page 1 of everything": public.newest_first()[:_PAGE]}
    for level in Level:
        full = counts.amounts_by_region(Region.objects.filter(level=level).values("pk"))
        full = sorted(pk for pk, amounts in full.items() if amounts.reports >= 5 * _PAGE)
        for pk in random.Random(seed).sample(full, min(len(full), _PLACES)):
            listed = public.in_region(Region(pk=pk))
            asked[f"{level.value} {pk}"] = listed.newest_first()[:_PAGE]
            asked[f"{level.value} {pk} deep"] = _deep(listed)[:_PAGE]
    times: dict[str, list[float]] = {}
    for name, ms in sql_times(asked, 40).items():
        level, *rest = name.split()
        group = f"level {level}{', 80 % deep' if len(rest) > 1 else ''}"
        times.setdefault(name if level == "page" else group, []).append(ms)
    return times


def _deep(articles, *, back: bool = False):
    """Return the part of a list that begins at 80 % of its length."""
    number = int(articles.count() * 0.8)
    at = articles.newest_first().values_list("published_at", "pk")[number]
    return (
        articles.newer_than(*at).oldest_first() if back else articles.older_than(*at).newest_first()
    )


def main(sizes: list[int], seed: int):
    """Measure at each size, the smallest first."""
    call_command("migrate", verbosity=0)
    generate.prepare()
    generator, table = generate.Generator(seed, diligent=_DILIGENT), Table()
    small: dict[str, float] = {}
    for size in sizes:
        table.row(f"-- {size:,} reports", "")
        begun = now()
        grow(generator, size - Article.objects.count())
        table.row("generated and placed", f"{now() - begun:,.0f} s")
        table.row("placements", f"{Placement.objects.count():,}")
        generate.analyze()
        took = pages(generator.regions[Level.VILLAGE][0])
        base = took["page 1 of everything"]
        for name, ms in took.items():
            if ms is base:
                table.row(name, f"{ms:.3f} ms")
            else:
                table.ratio(name, ms, base, 2, "page 1 of everything")
            if small:
                table.ratio(f"  at {size:,}", ms, small[name], 1.3, f"that at {sizes[0]:,}")
        lots = many_places(seed)
        (base,) = lots.pop("page 1 of everything")
        for name, times in lots.items():
            named = f"{name}: {len(times)} places, median"
            table.ratio(named, median(times), base, 2, "page 1 of everything")
            table.ratio("  the slowest", max(times), base, 2, "page 1 of everything")
        for facet in (Facet.YEAR, Facet.MONTH, Facet.CHANNEL):
            ms = best(lambda facet=facet: counts.amounts_by_value(facet), 20)
            table.row(f"facet {facet.value} with counts", f"{ms:.2f} ms")
        small = small or took


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1].split(",")], int(sys.argv[2]))
