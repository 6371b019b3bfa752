"""Reports on their way through a chain of reviews (三审), and the people on it."""

from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import Article, Channel
from tests import editors, factories

STEPS = ("first", "second", "final")


def person(name: str, *rights: str) -> Client:
    """Return the desk of somebody who writes, and may do what is named."""
    user = editors.user(editors.EDITOR, name)
    codenames = [f"{right}_article" for right in rights]
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def people() -> dict[str, Client]:
    """Return the desks of an author and of a reviewer for each step; the last one publishes."""
    desks = {step: person(step, f"review_{step}") for step in ("first", "second")}
    desks["final"] = person("final", "review_final", "publish")
    return desks | {"author": person("author")}


def reviews(number: int) -> Channel:
    """Ask for so many reviews in the channel of all reports here."""
    channel = factories.channel()
    channel.reviews = number
    channel.save()
    return channel


def handed_in(author) -> Article:
    """Return a report that its author has written and handed in."""
    answer = author.post(editors.url("add"), editors.complete_form(author) | {"action-submit": "1"})
    assert answer.status_code == 302
    return Article.objects.latest("pk")


def page(article) -> str:
    """Return the address at which a report is reviewed."""
    return f"/admin/approvals/{article.pk}/"


def decide(desk, article, button="approve", **fields):
    """Open the page of a review, press a button; return what is answered at the end."""
    shown = desk.get(page(article))
    assert shown.status_code == 200, shown.url
    fields = {"looked_at": shown.context["form"].initial["looked_at"]} | fields
    return desk.post(page(article), fields | {button: "1"}, follow=True)
