"""How reports and the facts in them are found, in the words of the field."""

import datetime
from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone
from taggit.models import Tag

from articles.models.channel import Channel
from articles.models.scope import scope_of
from articles.models.theme import Theme
from regions.models import Region

_Row = TypeVar("_Row", bound=models.Model, covariant=True)

_MANY = 2000


def public(at: datetime.datetime | None = None, prefix: str = "") -> Q:
    """Return the one condition of being public, for a table reached through ``prefix``.

    An expired report stays ``live`` until the scheduler has run, so its expiry is asked too.
    """
    at = at or timezone.now()
    return Q(**{f"{prefix}live": True}) & (
        Q(**{f"{prefix}expire_at": None}) | Q(**{f"{prefix}expire_at__gt": at})
    )


def midnight(day: datetime.date) -> datetime.datetime:
    """Return the beginning of a day in the site's time zone."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


class DatedQuerySet(models.QuerySet[_Row]):
    """Rows that have the date and place of a report."""

    date_field, region_field = "published_at", "region"

    def in_year(self, year: int) -> Self:
        """Those dated in a calendar year, Asia/Shanghai."""
        return self.in_period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))

    def in_month(self, year: int, month: int) -> Self:
        """Those dated in a month, Asia/Shanghai."""
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        return self.in_period(datetime.date(year, month, 1), following - datetime.timedelta(days=1))

    def in_period(
        self, first: datetime.date | None = None, last: datetime.date | None = None
    ) -> Self:
        """Those dated from one day, Asia/Shanghai, to another, both included; either may lack."""
        date = "placed_at" if "placed_at" in self.query.annotations else self.date_field
        rows = self.filter(**{f"{date}__gte": midnight(first)}) if first else self
        if last is None:
            return rows
        return rows.filter(**{f"{date}__lt": midnight(last + datetime.timedelta(days=1))})

    def placed_in(self, region: Region) -> Self:
        """Those of a place or anywhere below it, whether public or not."""
        inside = Region.objects.in_subtree(region)
        return self.filter(**{f"{self.region_field}__in": inside.values("pk")})


class ArticleQuerySet(DatedQuerySet[_Row]):
    """Reports."""

    def published(self, at: datetime.datetime | None = None) -> Self:
        """Reports that are public at a moment (now, unless given)."""
        return self.filter(public(at))

    def kept(self) -> Self:
        """Reports that are not in the bin: what the desk's lists show."""
        return self.filter(binned=None)

    def of(self, user: Any, *permissions: str) -> Self:
        """Reports that are a person's to see, or in whose office one of the permissions is theirs.

        Public or not: what the desk shows and changes starts here. On a site without offices these
        are all reports; whether the permission itself is given is asked apart.
        """
        return self.filter(scope_of(user).reports(permissions))

    def newest_first(self) -> Self:
        """In the order of every public list: by date, then by id, so that paging is stable."""
        date, pk = self._keys()
        return self.order_by(f"-{date}", f"-{pk}")

    def oldest_first(self) -> Self:
        """In the opposite order."""
        return self.order_by(*self._keys())

    def older_than(self, moment: datetime.datetime, pk: int) -> Self:
        """Those that stand after the given date and id in a list, newest first."""
        date, key = self._keys()
        return self.filter(**{f"{date}__lte": moment}).filter(
            Q(**{f"{date}__lt": moment}) | Q(**{f"{key}__lt": pk})
        )

    def newer_than(self, moment: datetime.datetime, pk: int) -> Self:
        """Those that stand before the given date and id in a list, newest first."""
        date, key = self._keys()
        return self.filter(**{f"{date}__gte": moment}).filter(
            Q(**{f"{date}__gt": moment}) | Q(**{f"{key}__gt": pk})
        )

    def _keys(self) -> tuple[str, str]:
        """Return the names of date and id: those of the placement where there is one.

        Its index holds both in order within the place, so a page is read without sorting.
        """
        placed = "placed_at" in self.query.annotations
        return ("placed_at", "placed_id") if placed else ("published_at", "pk")

    def in_region(self, region: Region) -> Self:
        """Public reports of a place or anywhere below it."""
        placed = self.filter(placements__region=region)
        # The aliases share the join above; a filter on placements__… would make another.
        return placed.alias(
            placed_at=F("placements__published_at"), placed_id=F("placements__article_id")
        )

    def in_channels(self, channels: Iterable[Channel | int]) -> Self:
        """Reports of any of the channels."""
        return self.filter(channel__in=channels)

    def on_theme(self, theme: Theme) -> Self:
        """Reports with at least one measure on the theme."""
        return self.having(self._rows("measures").filter(theme=theme))

    def having(self, parts: models.QuerySet[Any]) -> Self:
        """Reports with at least one of the parts (a queryset of measures, honors …).

        Where there are many, each report is asked while a list is gone through by date, which
        ends with a full page; where there are few, the reports are looked up by them. Among a
        hundred thousand reports either way takes half a second where it is not the right one.
        """
        if parts.order_by()[:_MANY].count() < _MANY:
            return self.filter(pk__in=parts.values("article"))
        return self.filter(Exists(parts.filter(article=OuterRef("pk"))))

    def showing(self, **parts: models.QuerySet[Any]) -> Self:
        """Reports with at least one of the parts, which each has as ``shown_measures`` etc.

        ``parts`` are named as the report's own: ``showing(honors=…)``.
        """
        reports = self
        for name, rows in parts.items():
            reports = reports.having(rows).prefetch_related(
                Prefetch(name, rows, to_attr=f"shown_{name}")
            )
        return reports

    def tagged(self, tag: Tag) -> Self:
        """Reports that carry the tag."""
        return self.filter(tagged_items__tag=tag)

    def for_list(self) -> Self:
        """With what a list shows and without the long texts it does not."""
        return self.select_related("region", "channel", "image").defer("closing")

    def for_cards(self) -> Self:
        """As for a list, with what a card tells: ``held_honors`` and ``themed_measures``."""
        themed = self._rows("measures").exclude(theme=None).select_related("theme")
        held: Any = self._rows("honors")
        return self.for_list().prefetch_related(
            Prefetch("honors", held.held(), to_attr="held_honors"),
            Prefetch("measures", themed.defer("body", "heading"), to_attr="themed_measures"),
        )

    def for_page(self) -> Self:
        """With all that the page of a report shows."""
        return self.select_related("region", "channel", "image").prefetch_related(
            Prefetch("measures", self._rows("measures").select_related("theme")),
            "honors",
            "figures",
            "documents",
            "attachments",
            Prefetch("places", self._rows("places").select_related("region")),
            "tags",
        )

    def _rows(self, relation: str) -> models.QuerySet[Any]:
        """Return all rows of a relation of reports."""
        field: Any = self.model._meta.get_field(relation)
        rows: models.QuerySet[Any] = field.related_model.objects.all()
        return rows


class PartQuerySet(DatedQuerySet[_Row]):
    """Rows that belong to a report: measures, honors, figures, documents, places."""

    date_field, region_field = "article__published_at", "article__region"

    def published(self, at: datetime.datetime | None = None) -> Self:
        """Those of public reports."""
        return self.filter(public(at, "article__"))

    def kept(self) -> Self:
        """Those of reports that are not in the bin."""
        return self.filter(article__binned=None)

    def of(self, user: Any) -> Self:
        """Those of the reports that are a person's to see."""
        return self.filter(scope_of(user).reports(prefix="article__"))

    def in_region(self, region: Region) -> Self:
        """Those of public reports of a place or anywhere below it."""
        placed = self.filter(article__placements__region=region)
        # As for reports: the index of placements has them in order already.
        return placed.alias(
            placed_at=F("article__placements__published_at"),
            placed_id=F("article__placements__article_id"),
        )

    def newest_first(self) -> Self:
        """By the date of their report, then in the order they stand in it."""
        placed = "placed_at" in self.query.annotations
        date, pk = ("placed_at", "placed_id") if placed else ("article__published_at", "article_id")
        return self.order_by(f"-{date}", f"-{pk}", "sort_order", "pk")
