"""Keeps whose a report is in step with its newest version, which is JSON in a row of Wagtail's."""

from collections.abc import Iterable

from django.db.models import Exists, Subquery
from django.db.models.signals import post_save
from wagtail.models import Revision

from articles.models import Article, Belonging, Office
from articles.models.scope import scope_of
from regions.models import Region

ADDS = "articles.add_article"


def connect():
    """Listen to versions being saved. Called once, when the app is ready."""
    post_save.connect(remember_revision, sender=Revision, dispatch_uid="articles.remember_office")


def remember_revision(instance: Revision, **kwargs):
    """Note the place that a report's newest version names; with the first, the office it is of."""
    if instance.base_content_type_id != Article.get_base_content_type().pk:
        return
    others = Revision.objects.filter(
        base_content_type_id=instance.base_content_type_id, object_id=instance.object_id
    ).exclude(pk=instance.pk)
    newer = others.filter(created_at__gt=instance.created_at)
    pk, named = int(instance.object_id), Region.objects.filter(pk=instance.content.get("region"))
    known = Belonging.objects.filter(~Exists(newer), article=pk)
    if known.update(region=Subquery(named.values("pk"))) or newer.exists():
        return
    region = named.first()
    office = None if others.exists() else office_for(instance.user, region)
    Belonging.objects.create(article_id=pk, region=region, office_id=office)


def office_for(user, region: Region | None) -> int | None:
    """Return the office that a report belongs to which a person makes."""
    return scope_of(user).home(region, ADDS) if user else None


def give(article: Article, office: Office) -> None:
    """Let a report belong to an office, with the place that its newest version names."""
    newest = article.latest_revision
    named = newest.content.get("region") if newest else article.region_id
    region = Region.objects.filter(pk=named).first()
    Belonging.objects.update_or_create(
        article=article, defaults={"office": office, "region": region}
    )


def first_belongings(articles: Iterable[tuple[Article, int | None]], user) -> list[Belonging]:
    """Return the rows, not stored, of new reports that belong to an office.

    ``articles``: each with the office that it belongs to where the place does not say otherwise.
    """
    homes = [(each, office_for(user, each.region) or office) for each, office in articles]
    return [
        Belonging(article=article, office_id=office, region=article.region)
        for article, office in homes
        if office
    ]
