"""The desk's list of reports at two sizes: list, filters, search; some of them drafts."""

import sys

import django

django.setup()

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from articles.models import Article, Belonging, Channel, LatestText
from articles.search import latest_texts
from benchmarks import generate
from benchmarks.offices import opening_time
from benchmarks.timing import Table

MOST = 1.3
DRAFTS = 10  # of a hundred reports
RARE = "这个词只有一篇草稿说"


def screens(channel: Channel) -> dict[str, str]:
    """Return the addresses that are opened, by what they show."""
    return {
        "list": "",
        "list, page 20": "?p=20",
        "drafts": "?status=draft",
        "a channel": f"?channel={channel.pk}",
        "a league": "?region=1522",
        "a year": "?year=2021",
        "what lacks a source": "?missing=source",
        "search, a common word": "?q=民族",
        "search, a common word of drafts": "?q=民族&status=draft",
        "search, a rare word": f"?q={RARE}",
        "search, no such word": "?q=这个词没有",
    }


def grow(generator: generate.Generator, missing: int):
    """Write heads of reports with the rows beside them, some of them drafts."""
    for articles in generator.write(missing, bodies=False):
        drafts = [each.pk for each in articles if each.pk % 100 < DRAFTS]
        Article.objects.filter(pk__in=drafts).update(live=False)
        LatestText.objects.bulk_create(
            latest_texts.row_of(each.pk, generate.head(each)) for each in articles
        )
        Belonging.objects.bulk_create(
            Belonging(article=each, region=each.region) for each in articles
        )


def main(sizes: list[int], seed: int):
    """Measure at each size, the smallest first, which the others are compared with."""
    settings.MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")  # no files here
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    generate.prepare()
    generator, table = generate.Generator(seed), Table()
    editor = User.objects.create_user("bench-editor")
    editor.groups.add(Group.objects.get(name="填报"))
    addresses, base = screens(Channel.objects.all()[0]), {}
    for size in sizes:
        grow(generator, size - Article.objects.count())
        rare = LatestText.objects.filter(article__live=False).first()
        rare.text = f"{rare.text}\n{RARE}"
        rare.terms = latest_texts.terms_of(rare.text)
        rare.save()
        generate.analyze()
        table.row(f"-- {size:,} reports", "")
        for screen, query in addresses.items():
            took = opening_time(editor, f"/admin/articles/{query}")
            if screen in base:
                table.ratio(screen, took, base[screen], MOST, f"{sizes[0]:,} reports")
            else:
                base[screen] = took
                table.row(screen, f"{took:.1f} ms")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1].split(",")], int(sys.argv[2]))
