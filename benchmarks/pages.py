"""Whole pages, as a visitor asks for them: among many reports against among few."""

import sys

import django

django.setup()

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.models import Article
from articles.publishing import derived
from benchmarks import generate
from benchmarks.timing import Table, best


def addresses() -> dict[str, str]:
    """Return the addresses of pages by what they show."""
    article = Article.objects.published().exclude(measures__theme=None).newest_first()[0]
    theme = article.measures.exclude(theme=None)[0].theme.slug
    province = article.region.code[:2]
    lists = {name: reverse(name) for name in ("article_list", "measure_list", "honor_list")}
    return {
        "home": reverse("home"),
        "a report": article.get_absolute_url(),
        "all reports": lists["article_list"],
        "reports on a theme": f"{lists['article_list']}?theme={theme}",
        "reports of a place and a channel": (
            f"{lists['article_list']}?region={province}&channel={article.channel.slug}"
        ),
        "a province": reverse("region_detail", args=[province]),
        "measures": lists["measure_list"],
        "measures on a theme": f"{lists['measure_list']}?theme={theme}",
        "measures in a province": f"{lists['measure_list']}?region={province}",
        "honors": lists["honor_list"],
        "honors in a province": f"{lists['honor_list']}?region={province}",
        "honors held, national": f"{lists['honor_list']}?status=held&level=national",
        "search for a common word": reverse("search") + "?q=民族",
    }


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
        for name, address in addresses().items():
            took[name] = best(lambda address=address: _visit(address), 7)
            share = f" = {took[name] / small[name]:.2f}x" if small else ""
            table.row(name, f"{took[name]:.1f} ms{share}")
        small = small or took


def _visit(address: str):
    response = Client(headers={"host": "localhost"}).get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1].split(",")], int(sys.argv[2]))
