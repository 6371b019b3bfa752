"""Lists: a page of any place, however deep, against page 1 of everything."""

import sys

import django

django.setup()

from django.core.management import call_command

from articles import counting
from articles.models import Article, KeptCount, Placement, Share
from articles.models.counts import Facet
from benchmarks import generate
from benchmarks.timing import Table, best, now, sql_time
from regions import codes
from regions.models import Level, Region

_PAGE = 21
_BATCH = 1000


def derive(start: int):
    """Write placements and counts of the reports from an id on, without their (absent) text."""
    places = dict(Region.objects.values_list("code", "pk"))
    articles = Article.objects.filter(pk__gte=start).select_related("region")
    articles = articles.prefetch_related("measures", "honors", "tags")
    change: dict[counting.Key, counting.Amounts] = {}
    batch: list[Article] = []

    def write():
        shares, placements = [], []
        for article in batch:
            path = [*codes.ancestors(article.region.code), article.region.code]
            regions = [places[code] for code in path]
            share = counting.share_of(article, regions)
            shares.append(share)
            for key, amounts in counting.keys_of(share).items():
                change[key] = change.get(key, counting.Amounts()).plus(amounts)
            placements += [
                Placement(region_id=pk, article=article, published_at=article.published_at)
                for pk in regions
            ]
        Share.objects.bulk_create(shares)
        Placement.objects.bulk_create(placements)
        batch.clear()

    for article in articles.iterator(_BATCH):
        batch.append(article)
        if len(batch) == _BATCH:
            write()
    write()
    counting.add(change)


def pages() -> dict[str, float]:
    """Return the SQL time of pages, in ms, by what they are."""
    public = Article.objects.published().for_list()
    took = {"page 1 of everything": sql_time(public.newest_first()[:_PAGE])}
    took["everything, 80 % deep"] = sql_time(_deep(public)[:_PAGE])
    for level in Level:
        busiest = _busiest(level)
        listed = public.in_region(busiest)
        name = f"level {level.value}"
        took[f"{name}, page 1"] = sql_time(listed.newest_first()[:_PAGE])
        took[f"{name}, 80 % deep"] = sql_time(_deep(listed)[:_PAGE])
        took[f"{name}, 80 % deep, back"] = sql_time(_deep(listed, back=True)[:_PAGE])
    return took


def _deep(articles, *, back: bool = False):
    """Return the part of a list that begins at 80 % of its length."""
    number = int(articles.count() * 0.8)
    at = articles.newest_first().values_list("published_at", "pk")[number]
    return (
        articles.newer_than(*at).oldest_first() if back else articles.older_than(*at).newest_first()
    )


def _busiest(level: int) -> Region:
    """Return the place of a level with the most reports."""
    regions = Region.objects.filter(level=level)
    kept = KeptCount.objects.filter(facet=Facet.ALL, region__in=regions.values("pk"))
    return Region.objects.get(pk=kept.order_by("-reports", "region").first().region)


def main(sizes: list[int], seed: int):
    """Measure at each size, the smallest first."""
    call_command("migrate", verbosity=0)
    generate.prepare()
    generator, table = generate.Generator(seed), Table()
    small: dict[str, float] = {}
    for size in sizes:
        table.row(f"-- {size:,} reports", "")
        first = (Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        begun = now()
        for _ in generator.write(size - Article.objects.count(), bodies=False):
            pass
        derive(first)
        table.row("generated and placed", f"{now() - begun:,.0f} s")
        generate.analyze()
        took = pages()
        for name, ms in took.items():
            if name == "page 1 of everything":
                table.row(name, f"{ms:.3f} ms")
            else:
                table.ratio(name, ms, took["page 1 of everything"], 2, "page 1 of everything")
            if small:
                table.ratio(f"  at {size:,}", ms, small[name], 1.3, f"that at {sizes[0]:,}")
        for facet in (Facet.YEAR, Facet.CHANNEL, Facet.TAG):
            ms = best(lambda facet=facet: counting.amounts_by_value(facet), 20)
            table.row(f"facet {facet.value} with counts", f"{ms:.2f} ms")
        small = small or took


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1].split(",")], int(sys.argv[2]))
