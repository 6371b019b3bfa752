"""What reviewers do to a report: approve it, send it back; and its publishing past the reviews."""

import datetime

from django.db import transaction
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import Revision, TaskState

from articles.models import ApprovalState, Article, approval
from articles.publishing.acts import RefusedError, check_complete, newest_version, require
from articles.publishing.rights import Act

PAST = "articles.publish_past"


def seen(revision: Revision) -> str:
    """Return the mark of what a version says now: it may be written over."""
    return f"{revision.pk}-{revision.created_at.timestamp()}"


@transaction.atomic
def approve(article: Article, user, remark: str, looked_at: str):
    """Approve the version that a person has looked at; the last approval publishes it."""
    review = _review(article, user, looked_at)
    check_complete(review.revision)
    review.approve(user=user, comment=remark)


@transaction.atomic
def send_back(
    article: Article, user, reason: str, looked_at: str, revise_by: datetime.date | None = None
):
    """Give a report back to who wrote it, with the reason and the day it is wanted by."""
    if not reason.strip():
        raise RefusedError(gettext("请写明退回的原因。"))
    review = _review(article, user, looked_at)
    review.revise_by = revise_by
    review.reject(user=user, comment=reason)


@transaction.atomic
def publish_past(article: Article, user, reason: str):
    """Publish the newest version without the reviews it needs; the reason stays in its history."""
    require(user, Act.PUBLISH_PAST, article)
    if not reason.strip():
        raise RefusedError(gettext("请写明不经审核发布的原因。"))
    if article.live and not article.has_unpublished_changes:
        raise RefusedError(gettext("已经公开，没有新的草稿。"))
    revision = newest_version(article, user)
    version = check_complete(revision)
    log(instance=article, action=PAST, user=user, revision=revision, data={"reason": reason})
    article.publish(revision, user=user, skip_permission_checks=True, version=version)


def _review(article: Article, user, looked_at: str) -> ApprovalState:
    """Return the review that a person may decide now, for nobody else to decide beside it."""
    if reason := approval.hindrance(user, article):
        raise RefusedError(reason)
    require(user, Act.REVIEW, article)
    current = approval.review_of(article).pk
    held = TaskState.objects.select_for_update().get(pk=current)
    if held.status != TaskState.STATUS_IN_PROGRESS:
        raise RefusedError(gettext("这一审刚由别人审过。"))
    if looked_at != seen(held.revision):
        raise RefusedError(gettext("报告在您打开后有了改动，请看过新的一稿再审。"))
    review = ApprovalState.objects.get(pk=current)
    review.person = user.get_full_name() or user.get_username()
    return review
