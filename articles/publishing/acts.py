"""What a person does to one report, outside its form: each act whole, or refused with the reason.

An act looks at the report's newest version, as the form does, and never writes over a colleague:
what is locked for the user is refused.
"""

from django.utils.translation import gettext

from articles.models import Article
from articles.publishing import bin as report_bin
from articles.publishing.rights import Act, may


class RefusedError(Exception):
    """An act that was not done; its text says why."""


def require(user, act: Act, article: Article):
    """Refuse what the user may not do to a report, or not now."""
    if not may(user, act, article):
        raise RefusedError(gettext("您没有这样处理这篇报告的权限。"))
    if hasattr(article, "binned") != (act in {Act.RESTORE, Act.PURGE}):
        raise RefusedError(
            gettext("报告不在回收站中。")
            if act in {Act.RESTORE, Act.PURGE}
            else gettext("报告在回收站中，请先恢复。")
        )
    lock = article.get_lock()
    if lock and lock.for_user(user):
        raise RefusedError(gettext("报告已被锁定、正在审核或将定时发布，现在不能改动。"))


def delete(article: Article, user):
    """Move a report into the bin."""
    require(user, Act.DELETE, article)
    report_bin.put(article, user)
