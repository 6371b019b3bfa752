"""Where a report stands on its way to the public: for the desk's list and for its exports."""

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    TextChoices,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState

from articles.models import Article


class Status(TextChoices):
    """The words for where a report stands."""

    LIVE = "live", _("已发布")
    CHANGED = "changed", _("已发布，有新草稿")
    DRAFT = "draft", _("草稿")
    REVIEW = "review", _("审核中")
    SCHEDULED = "scheduled", _("定时发布")
    EXPIRED = "expired", _("已过期")


def standing() -> Case:
    """Return the expression of a report's status; where several apply, of the most urgent."""
    return Case(
        When(in_review(), then=Value(Status.REVIEW.value)),
        When(live=True, has_unpublished_changes=True, then=Value(Status.CHANGED.value)),
        When(live=True, then=Value(Status.LIVE.value)),
        When(scheduled(), then=Value(Status.SCHEDULED.value)),
        When(expired=True, then=Value(Status.EXPIRED.value)),
        default=Value(Status.DRAFT.value),
        output_field=TextField(),
    )


def among(status: str) -> Q:
    """Return the condition that a report has a status; one with a new draft is live as well."""
    return {
        Status.LIVE: Q(live=True),
        Status.CHANGED: Q(live=True, has_unpublished_changes=True),
        Status.DRAFT: draft(),
        Status.REVIEW: in_review(),
        Status.SCHEDULED: scheduled(),
        Status.EXPIRED: Q(live=False, expired=True),
    }[Status(status)]


def draft() -> Q:
    """Return the condition that a report is hidden, and nobody is asked for it to appear."""
    return Q(live=False, expired=False) & ~scheduled() & ~in_review()


def scheduled(kind: int | None = None) -> Q:
    """Return the condition that a report has a version approved to go live later.

    ``kind``: the content type of reports, where it is at hand.
    """
    return _has(Revision, kind, approved_go_live_at__isnull=False)


def in_review(kind: int | None = None) -> Q:
    """Return the condition that a report waits for approval; ``kind`` as with :func:`scheduled`."""
    return _has(WorkflowState, kind, status=WorkflowState.STATUS_IN_PROGRESS)


def _has(model, kind: int | None, **condition) -> Q:
    rows = model.objects.filter(
        base_content_type=kind or Article.get_base_content_type().pk,
        object_id=Cast(OuterRef("pk"), CharField()),
        **condition,
    )
    return Q(Exists(rows))
