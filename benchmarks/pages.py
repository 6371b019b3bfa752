"""Every public address by its name, as a visitor asks for it: among many reports against few."""

import sys
from collections.abc import Iterator

import django

django.setup()

from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from taggit.models import Tag

from articles.exports.datasets import DATASETS
from articles.models import Article, DocumentMention, Figure, Honor
from articles.publishing import derived
from benchmarks import generate
from benchmarks.timing import Table, best
from unityreports.site.models import SiteText

_MOST = 1.3  # times what it takes among the fewest reports
# Names that are left out, each for its reason.
LEFT_OUT = {
    "article_view": "counts a view",
    "attached_file": "generated reports bring none along",
    "order_papers": "is posted to",
    "paper_order": "an order's own",
    "paper_order_file": "an order's own",
    "report_docx": "a file of one report, of the same text whatever else there is",
    "report_pdf": "a file of one report, of the same text whatever else there is",
    "share_picture": "a signed address",
    "shared_draft": "a secret address",
    "shared_file": "a secret address",
    "leave": "asks for an address to go to",
    "api:api-root": "leads on",
    "api_start": "leads on",
    "api_nothing": "says that there is nothing",
    "statistics_download": "is the whole of what there is",
}


def names(patterns, space: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield each name of a public address with the names of its arguments."""
    for each in patterns:
        if isinstance(each, URLResolver):
            if not str(each.pattern).startswith("admin"):
                yield from names(
                    each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space
                )
        elif isinstance(each, URLPattern) and each.name:
            arguments = each.pattern.regex.groupindex
            if "admin" not in each.name:
                yield f"{space}{each.name}", [*arguments]


def addresses() -> dict[str, str]:
    """Return an address for each name, and some with filters."""
    article = Article.objects.published().exclude(measures__theme=None).newest_first()[0]
    theme = article.measures.exclude(theme=None)[0].theme.slug
    province, channel = article.region.code[:2], article.channel.slug
    of_names = {
        "tag_detail": Tag.objects.filter(articles_articletag_items__isnull=False)[0].slug,
        "feeds:tag": Tag.objects.filter(articles_articletag_items__isnull=False)[0].slug,
        "site_text": SiteText.objects.values_list("slug", flat=True).first() or "statement",
        "figure_detail": _figure(),
        "document_detail": DocumentMention.objects.values_list("title", flat=True).first(),
        "feeds:theme": theme,
    }
    examples = {"pk": article.pk, "id": article.pk, "code": province, "slug": channel}
    examples |= {"form": "atom", "section": "articles", "block": 0, "kind": "csv"}
    found = {}
    for name, arguments in names(get_resolver().url_patterns):
        if name in LEFT_OUT:
            continue
        values = {each: examples.get(each) for each in arguments}
        if name in of_names and arguments:
            values |= {each: of_names[name] for each in arguments if each in {"slug", "name"}}
        if name.startswith("api:") and "id" in values:
            kind = DATASETS[name.removeprefix("api:").removesuffix("_detail")]
            values["id"] = kind.public().values_list("pk", flat=True).first()
        if None in values.values():
            continue  # nothing of the kind is in generated reports
        found[name] = reverse(name, kwargs=values)
    articles, honors, measures = map(reverse, ("article_list", "honor_list", "measure_list"))
    return found | {
        "search": reverse("search") + "?q=民族",
        "api:search": found["api:search"] + "?q=民族",
        "feeds:search": found["feeds:search"] + "?q=民族",
        "search_suggestions": reverse("search_suggestions") + "?q=民族",
        "reports on a theme": f"{articles}?theme={theme}",
        "reports of a place and a channel": f"{articles}?region={province}&channel={channel}",
        "measures on a theme in a province": f"{measures}?theme={theme}&region={province}",
        "honors in a province": f"{honors}?region={province}",
        "honors held, national": f"{honors}?status=held&level=national",
    }


def _figure() -> str | None:
    """Return the name of a figure with a page: one that only counts a title has none."""
    titles = Honor.objects.values("name")
    return (
        Figure.objects.published().exclude(name__in=titles).values_list("name", flat=True).first()
    )


def main(sizes: list[int], seed: int):
    """Measure at each size, the smallest first."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    generate.prepare()
    generator, table, small = generate.Generator(seed), Table(), {}
    for size in sizes:
        for _ in generator.write(size - Article.objects.count()):
            pass
        derived.rebuild()
        generate.analyze()
        table.row(f"-- {size:,} reports", "")
        took = {}
        for name, address in sorted(addresses().items()):
            took[name] = best(lambda address=address: _visit(address), 7)
            if name in small:
                table.ratio(name, took[name], small[name], _MOST, f"that at {sizes[0]:,}")
            else:
                table.row(name, f"{took[name]:.1f} ms")
        small = small or took


def _visit(address: str):
    """Ask for the whole of a page, or the beginning of a file that is sent while it is read."""
    response = Client(headers={"host": "localhost"}).get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")
    if response.streaming:
        next(iter(response.streaming_content))
        response.close()


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1].split(",")], int(sys.argv[2]))
