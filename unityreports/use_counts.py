"""How often the desk says that something is used: by the reports that a person may see.

Wagtail counts all references to a channel, a place, a picture: beside forms, in lists and choosers,
before something is deleted, singly or in bulk. Of other offices' drafts the number alone would
tell. What uses a thing, by name, is shown to nobody whose work has a scope. Whether something may
be deleted is still asked of all references.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import cached_property
from wagtail.admin.ui.side_panels import StatusSidePanel
from wagtail.models import ReferenceIndex
from wagtail.models.reference_index import ReferenceGroups

from articles.models import Article
from articles.models.scope import scope_of
from unityreports.trail import acting


def told() -> Q:
    """Return the condition of the references that may be counted for who is at work."""
    user = acting.person()
    if user is None or scope_of(user).is_unlimited:
        return Q()
    reports = ContentType.objects.get_for_model(Article)
    own = Article.objects.of(user).annotate(number=Cast("pk", CharField())).values("number")
    return ~Q(base_content_type=reports) | Q(base_content_type=reports, object_id__in=own)


def _number_of_users(self: ReferenceGroups) -> int:
    """Return how many rows refer to something."""
    rows = self.qs
    if not isinstance(rows, QuerySet):  # of many things at once, already read
        rows = ReferenceIndex.objects.filter(pk__in=[each.pk for each in rows])
    return rows.filter(told()).values("base_content_type", "object_id").distinct().count()


def _numbers_of_references(cls: type[ReferenceIndex], rows: Iterable[Model]) -> dict[Model, int]:
    """Return how often each of some rows is referred to."""
    rows = list(rows)
    found = cls.get_references_to_in_bulk(rows).filter(told())
    found = found.values("to_content_type", "to_object_id").annotate(count=Count("pk"))
    counts = {(each["to_content_type"], each["to_object_id"]): each["count"] for each in found}
    kinds = ContentType.objects.get_for_model
    return {row: counts.get((kinds(row).pk, str(row.pk)), 0) for row in rows}


def _number_of_each(cls: type[ReferenceIndex], model: type[Model]) -> Coalesce:
    """Return the number of rows that refer to each row of a model, for sorting by it."""
    found = cls.objects.filter(
        told(),
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id=Cast(OuterRef("pk"), CharField()),
    )
    counted = found.values("to_object_id").annotate(count=Count("object_id", distinct=True))
    return Coalesce(Subquery(counted.values("count")), 0)


def _beside_a_form(self: StatusSidePanel) -> dict:
    """Return the number that stands beside a form, and the way to the list for who may see it."""
    grouped = ReferenceIndex.get_grouped_references_to(self.object) if self.object.pk else ()
    return {
        "usage_count": len(grouped),
        "usage_url": self.usage_url if scope_of(self.request.user).is_unlimited else None,
    }


def install():
    """Let the desk count so. Called once, when the project is ready."""
    count = cached_property(_number_of_users)
    count.__set_name__(ReferenceGroups, "_count")
    ReferenceGroups._count = count
    ReferenceIndex.get_count_references_to_in_bulk = classmethod(_numbers_of_references)
    ReferenceIndex.usage_count_subquery = classmethod(_number_of_each)
    StatusSidePanel.get_usage_context = _beside_a_form
