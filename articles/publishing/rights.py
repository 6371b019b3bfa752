"""Who may do what to which report: the one rule that every act asks, single or on many."""

from enum import StrEnum

from articles.models import Article


class Act(StrEnum):
    """What a person may do to a report."""

    CHANGE = "change"
    SUBMIT = "submit"
    MOVE = "move"  # to another channel
    TAG = "tag"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    DELETE = "delete"  # into the bin
    RESTORE = "restore"
    PURGE = "purge"  # for good


_PERMISSIONS = {
    Act.CHANGE: "change",
    Act.SUBMIT: "change",
    Act.MOVE: "change",
    Act.TAG: "change",
    Act.PUBLISH: "publish",
    Act.WITHDRAW: "publish",
    Act.DELETE: "delete",
    Act.RESTORE: "delete",
    Act.PURGE: "delete",
}


def may(user, act: Act, article: Article) -> bool:
    """Return whether a person may do this to this report, whatever state it is in.

    What is public is deleted only by who may withdraw it.
    """
    allowed = user.has_perm(f"articles.{_PERMISSIONS[act]}_article")
    if act == Act.DELETE and article.live:
        return allowed and may(user, Act.WITHDRAW, article)
    return allowed
