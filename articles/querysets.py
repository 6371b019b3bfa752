"""How reports and the facts in them are found, in the words of the field."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


def public(at=None, prefix: str = "") -> Q:
    """Return the one condition of being public, for a table reached through ``prefix``.

    An expired report stays ``live`` until the scheduler has run, so its expiry is asked too.
    """
    at = at or timezone.now()
    return Q(**{f"{prefix}live": True}) & (
        Q(**{f"{prefix}expire_at": None}) | Q(**{f"{prefix}expire_at__gt": at})
    )


class ArticleQuerySet(models.QuerySet):
    """Reports."""

    def published(self, at=None):
        """Reports that are public at a moment (now, unless given)."""
        return self.filter(public(at))

    def newest_first(self):
        """In the order of every public list: by date, then by id, so that paging is stable."""
        return self.order_by("-published_at", "-pk")

    def in_region(self, region):
        """Public reports of a place or anywhere below it."""
        return self.filter(placements__region=region)

    def in_channels(self, channels):
        """Reports of any of the channels."""
        return self.filter(channel__in=channels)

    def on_theme(self, theme):
        """Reports with at least one measure on the theme."""
        measures = self.model.measures.rel.related_model.objects.filter(theme=theme)
        return self.filter(pk__in=measures.values("article"))

    def tagged(self, tag):
        """Reports that carry the tag."""
        return self.filter(tagged_items__tag=tag)

    def in_year(self, year: int):
        """Reports dated in a calendar year, Asia/Shanghai."""
        return self.filter(published_at__year=year)

    def for_list(self):
        """With what a list shows and without the long texts it does not."""
        return self.select_related("region", "channel", "image").defer("closing")


class PartQuerySet(models.QuerySet):
    """Rows that belong to a report: measures, honors, figures, documents, places."""

    def published(self, at=None):
        """Those of public reports."""
        return self.filter(public(at, "article__"))

    def in_region(self, region):
        """Those of public reports of a place or anywhere below it."""
        return self.filter(article__placements__region=region)

    def newest_first(self):
        """By the date of their report, then in the order they stand in it."""
        return self.order_by("-article__published_at", "-article_id", "sort_order", "pk")
