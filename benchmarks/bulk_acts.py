"""Two hundred drafts moved, tagged and published by one confirmed act of the desk, and undone."""

import sys

import django

django.setup()

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from articles.models import Article, Belonging, BulkAct, BulkActRow, Channel
from benchmarks import generate
from benchmarks.timing import Table, now
from unityreports.accounts import second_step

MOST = 10  # seconds
REPORTS = 200
ACTS = {"moved and tagged": "", "moved, tagged and published": "publish"}


def tell(table: Table, name: str, act: BulkAct, took: float):
    """Say how long an act took, which is too long if it was not done to all."""
    share = act.rows.filter(outcome=BulkActRow.Outcome.DONE).count()
    met = took <= MOST and share == REPORTS
    table.row(f"{share} {name}", f"{took:.1f} s", f"<= {MOST} s", met=met)


def reviewer() -> Client:
    """Return the browser of one who may publish, logged in."""
    user = User.objects.create_user("bench-reviewer")
    user.groups.add(Group.objects.get(name="终审发布"))
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    session = client.session
    session[second_step.DONE] = 0
    session.save()
    return client


def drafts() -> str:
    """Make drafts of the newest reports; return their ids as the desk's page has them."""
    newest = Article.objects.order_by("-pk").values_list("pk", flat=True)
    chosen = Article.objects.filter(pk__in=list(newest[:REPORTS]))
    chosen.update(live=False)
    for article in chosen.all():
        article.save_revision(clean=False)
    return ",".join(str(article.pk) for article in chosen.all())


def main(sizes: list[int], seed: int):
    """Measure among each number of reports, the smallest first."""
    settings.MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")  # no files here
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    generate.prepare()
    generator, table = generate.Generator(seed), Table()
    client, channels = reviewer(), list(Channel.objects.all())
    for size in sizes:
        for articles in generator.write(size - Article.objects.count()):
            Belonging.objects.bulk_create(
                Belonging(article=each, region=each.region) for each in articles
            )
        generate.analyze()
        rows = drafts()
        table.row(f"-- {size:,} reports", "")
        for number, (name, then) in enumerate(ACTS.items()):
            change = {"channel": channels[number].pk, "tag": f"新{number}", "then": then}
            began = now()
            told = client.post("/admin/bulk/articles/article/change/", {"rows": rows} | change)
            client.post(told.url)
            act = BulkAct.objects.latest("pk")
            tell(table, name, act, now() - began)
            began = now()
            client.post(f"/admin/bulk-acts/{act.pk}/undo/")
            tell(table, "of them undone", BulkAct.objects.get(undoes=act), now() - began)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1].split(",")], int(sys.argv[2]))
