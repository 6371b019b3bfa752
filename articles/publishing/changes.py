"""Numbers what happens to public reports, so that a mirror can ask for what it has not seen.

A change is whatever makes a report's answer of the API another one: that it was published,
withdrawn or deleted, or that a name it shows (of its place, channel, theme or tag) changed. The
count of its views is not one.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, Model, Q, QuerySet
from django.db.models.signals import post_save, pre_delete
from django.utils import timezone
from taggit.models import Tag

from articles.models import Article, Change, Channel, Placement, Theme
from articles.publishing.derived import DerivedRows, register
from regions.models import Region
from regions.signals import renamed
from unityreports.pages import watching


@register
class Changes(DerivedRows[Change]):
    """A row for each report that is public or ever was."""

    model = Change
    label = "变更记录"

    def rows_of(self, articles: Sequence[Article]) -> dict[int, list[Change]]:
        """Return the row of a change that happens now, for each report."""
        now, number = timezone.now(), _next_number()
        return {
            each.pk: [Change(article_id=each.pk, number=number, withdrawn=False, at=now)]
            for each in articles
        }

    def remove(self, article: Article):
        """Note that a report is public no longer, if it ever was."""
        _announce(Q(article_id=article.pk, withdrawn=False), withdrawn=True)

    def compare(self, articles: Sequence[Article]) -> dict[int, list[Change]]:
        """Return the rows of public reports that have none, or one that calls them withdrawn."""
        known = Change.objects.filter(article_id__in=[each.pk for each in articles])
        announced = set(known.filter(withdrawn=False).values_list("pk", flat=True))
        return self.rows_of([each for each in articles if each.pk not in announced])

    def repair(self, due: dict[int, list[Change]]):
        """Write rows over those that the reports have."""
        Change.objects.bulk_create(
            [row for rows in due.values() for row in rows],
            update_conflicts=True,
            unique_fields=["article_id"],
            update_fields=["number", "withdrawn", "at"],
        )

    def stale(self) -> QuerySet:
        """Return nothing: what is gone is still told of."""
        return Change.objects.none()

    def settle(self, *, repair: bool) -> list[str]:
        """Note that those are withdrawn which are public no longer."""
        gone = Change.objects.filter(withdrawn=False).exclude(
            article_id__in=Article.objects.filter(live=True).values("pk")
        )
        count = gone.count()
        if repair and count:
            _announce(Q(pk__in=list(gone.values_list("pk", flat=True))), withdrawn=True)
        return [f"{count} 篇报告已不公开，变更记录没有写明"] if count else []


def connect():
    """Listen to names that reports show. Called once, when the app is ready."""
    for model, showing in _SHOWING.items():
        uid = f"articles.changes.{model.__name__}"

        def tell(instance: Model, showing=showing, created=False, **kwargs):
            if not created:
                _announce(Q(article_id__in=showing(instance)))

        post_save.connect(tell, sender=model, weak=False, dispatch_uid=uid)
        pre_delete.connect(tell, sender=model, weak=False, dispatch_uid=uid)
    renamed.connect(_tell_of_places, sender=Region, dispatch_uid="articles.changes.renamed")


_SHOWING = {
    Region: lambda region: Placement.objects.filter(region=region).values("article"),
    Channel: lambda channel: Article.objects.filter(channel__in=channel.subtree()).values("pk"),
    Theme: lambda theme: Article.objects.filter(measures__theme=theme).values("pk"),
    Tag: lambda tag: Article.objects.filter(tagged_items__tag=tag).values("pk"),
}


def _tell_of_places(codes: list[str], **kwargs):
    for start in range(0, len(codes), 500):
        placed = Placement.objects.filter(region__code__in=codes[start : start + 500])
        _announce(Q(article_id__in=placed.values("article")))


def _next_number() -> int:
    """Return the number of the change that is being made in the open transaction."""
    # Takes the row that every change of what is public waits for, until it is done.
    watching.end(())
    return (Change.objects.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def _announce(which: Q, **fields):
    """Give changes a new number: their reports are to be asked for again."""
    Change.objects.filter(which).update(number=_next_number(), at=timezone.now(), **fields)
