"""Who may do what to which report: the one rule that every act asks, single or on many."""

from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext

from articles.models import Article, Belonging, approval
from articles.models.scope import scope_of
from articles.publishing.belongings import ADDS
from regions.models import Region


class Act(StrEnum):
    """What a person may do to a report."""

    CREATE = "create"
    CHANGE = "change"
    SUBMIT = "submit"
    COMMENT = "comment"  # to colleagues, on what it says
    REVIEW = "review"  # decide on it, at the step of its chain where it stands
    MOVE = "move"  # to another channel
    TAG = "tag"
    PUBLISH = "publish"
    PUBLISH_PAST = "publish past"  # the reviews that its channel asks for
    WITHDRAW = "withdraw"
    DELETE = "delete"  # into the bin
    RESTORE = "restore"
    PURGE = "purge"  # for good


_PERMISSIONS = {
    Act.CREATE: "add",
    Act.CHANGE: "change",
    Act.SUBMIT: "change",
    Act.MOVE: "change",
    Act.TAG: "change",
    Act.PUBLISH: "publish",
    Act.PUBLISH_PAST: "publish_past",
    Act.WITHDRAW: "publish",
    Act.DELETE: "delete",
    Act.RESTORE: "delete",
    Act.PURGE: "delete",
}


# Whoever works on a report talks about it: who writes it, and who reviews it.
COMMENTS = tuple(
    f"articles.{right}_article" for right in ("change", *approval.ApprovalStep.Right.values)
)


def permission(act: Act) -> str:
    """Return the permission that an act takes."""
    return f"articles.{_PERMISSIONS[act]}_article"


def may(user, act: Act, article: Article) -> bool:
    """Return whether a person may do this to this report, whatever state it is in.

    On a site of several offices it must be in the scope of one that gives the right, as readers see
    it and as its newest version has it. What is public is deleted only by who may withdraw it. What
    has to be reviewed becomes public by the last review; past them by a right of its own.
    """
    if act == Act.REVIEW:
        if approval.hindrance(user, article):
            return False
        return holds(user, article, approval.review_of(article).task.specific.permission)
    if act == Act.COMMENT:
        return any(map(user.has_perm, COMMENTS)) and holds(user, article, *COMMENTS)
    right = permission(act)
    allowed = user.has_perm(right) and holds(user, article, right)
    if act == Act.DELETE and article.live:
        return allowed and may(user, Act.WITHDRAW, article)
    if act == Act.PUBLISH:
        return allowed and not approval.reviews_required(article)
    return allowed


def holds(user, article: Article, *permissions: str) -> bool:
    """Return whether a report, as it is stored, is in the scope of an office that gives a right."""
    if scope_of(user).is_unlimited:
        return True
    return Article.objects.of(user, *permissions).filter(pk=article.pk).exists()


def refused_place(user, acts: Iterable[Act], article: Article, region: Region | None) -> str:
    """Return why a person may not do something to a report that is about to be of a place.

    A report that is moved needs rights on both sides: ``may`` asks for where it stands. Empty when
    they may.
    """
    scope = scope_of(user)
    if scope.is_unlimited:
        return ""
    known = Belonging.objects.filter(article=article.pk).values_list("office", flat=True)
    office = known.first() if article.pk else scope.home(region, ADDS)
    if all(scope.reaches(region, office, permission(act)) for act in acts):
        return ""
    if region is None:
        return gettext("请选择本单位所辖的地区。")
    return gettext("“%(place)s”不在您单位的工作范围内，或您在那里没有这项权限。") % {
        "place": region.full_name
    }
