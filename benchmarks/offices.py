"""The desk of one office of many against that of a superuser: list, search and home."""

import sys

import django

django.setup()

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from articles.models import Article, Belonging, LatestText, Membership, Office, OfficePlace
from articles.search import latest_texts
from benchmarks import generate
from benchmarks.timing import Table, best
from regions.models import Region
from unityreports.accounts import second_step

MOST = 1.5
WHOLE = "15"  # where all reports stand
SCREENS = {
    "home": "/admin/",
    "list": "/admin/articles/",
    "list, page 20": "/admin/articles/?p=20",
    "list of drafts": "/admin/articles/?status=draft",
    "search, a common word": "/admin/articles/?q=民族",
    "search, a rare word": "/admin/articles/?q=这个词没有",
}


def grow(generator: generate.Generator, missing: int, office: Office):
    """Write heads of reports with what the desk's list asks beside them, every one with its row.

    Of every hundredth the office is the one given; none has a version, as after an import.
    """
    for articles in generator.write(missing, bodies=False):
        LatestText.objects.bulk_create(
            latest_texts.row_of(each.pk, generate.head(each)) for each in articles
        )
        Belonging.objects.bulk_create(
            Belonging(article=each, region=each.region, office=None if each.pk % 100 else office)
            for each in articles
        )


def people() -> dict[str, tuple[User, Office | None]]:
    """Return who looks: a superuser, and people of offices of a wide and of a narrow place."""
    found = {"superuser": (User.objects.create_superuser("bench-all"), None)}
    offices = {
        "an office of the whole region": (WHOLE, False),
        "an office of a league": ("1522", False),
        "an office of a banner": ("152201", False),
        "an office of its own reports alone": (WHOLE, True),
    }
    for name, (code, only_own) in offices.items():
        office = Office.objects.create(name=name, only_own=only_own)
        OfficePlace.objects.create(office=office, region=Region.objects.get(code=code))
        user = User.objects.create_user(name)
        role = Group.objects.get(name="填报")
        Membership.objects.create(office=office, user=user, role=role)
        found[name] = user, office
    return found


def main(sizes: list[int], seed: int):
    """Measure at each size, the smallest first."""
    settings.MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")  # no files here
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    generate.prepare()
    generator, table, looking = generate.Generator(seed), Table(), people()
    for level, places in generator.regions.items():
        generator.regions[level] = [each for each in places if each.code.startswith(WHOLE)]
    own = looking["an office of its own reports alone"][1]
    for size in sizes:
        grow(generator, size - Article.objects.count(), own)
        generate.analyze()
        table.row(f"-- {size:,} reports", "")
        for screen, address in SCREENS.items():
            took = {name: opening_time(user, address) for name, (user, _) in looking.items()}
            base = took.pop("superuser")
            table.row(f"{screen}: a superuser", f"{base:.1f} ms")
            for name, each in took.items():
                table.ratio(f"{screen}: {name}", each, base, MOST, "the superuser's")


def opening_time(user: User, address: str) -> float:
    """Return the shortest time in which the desk answered a person, in ms."""
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    session = client.session
    session[second_step.DONE] = 0
    session.save()

    def look():
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{user}, {address}: {answer.status_code}")

    look()
    return best(look, 5)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1].split(",")], int(sys.argv[2]))
