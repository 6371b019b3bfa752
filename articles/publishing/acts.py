"""What a person does to one report, outside its form: each act whole, or refused with the reason.

An act looks at the report's newest version, as the form does, and never writes over a colleague:
what is locked for the user is refused.
"""

from collections.abc import Iterable
from contextlib import ExitStack

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from taggit.models import Tag
from wagtail.locks import WorkflowLock
from wagtail.log_actions import log
from wagtail.models import Revision, WorkflowState
from wagtail.signal_handlers import disable_reference_index_auto_update

from articles.models import Article, Channel, approval, child_rows
from articles.publishing import bin as report_bin
from articles.publishing.rights import Act, may


class RefusedError(Exception):
    """An act that was not done; its text says why."""


def require(user, act: Act, article: Article, *others: Act):
    """Refuse what the user may not do to a report, or not now.

    ``others`` are further acts, of which the same is asked but for the bin.
    """
    _require_right(user, act, article, *others)
    if hasattr(article, "binned") != (act in {Act.RESTORE, Act.PURGE}):
        raise RefusedError(
            gettext("报告不在回收站中。")
            if act in {Act.RESTORE, Act.PURGE}
            else gettext("报告在回收站中，请先恢复。")
        )
    lock = article.get_lock()
    if act == Act.PUBLISH_PAST and isinstance(lock, WorkflowLock):
        return  # the review is what it passes by
    if lock and lock.for_user(user):
        raise RefusedError(gettext("报告已被锁定、正在审核或将定时发布，现在不能改动。"))


def _require_right(user, act: Act, article: Article, *others: Act):
    """Refuse what the user may never do to a report."""
    if not all(may(user, each, article) for each in (act, *others)):
        raise RefusedError(gettext("您没有这样处理这篇报告的权限。"))


def publish(article: Article, user, version: Article | None = None):
    """Publish the newest version, if it is complete, not public yet and needs no review.

    ``version`` is that one if :func:`change` has just made it: the report is free then.
    """
    try:
        (_require_right if version else require)(user, Act.PUBLISH, article)
    except RefusedError:
        if reviews := approval.reviews_required(article):
            raise RefusedError(to_be_reviewed(reviews)) from None
        raise
    if article.live and not (version or article).has_unpublished_changes:
        raise RefusedError(gettext("已经公开，没有新的草稿。"))
    revision = newest_version(article, user)
    version = check_complete(revision, version)
    article.publish(revision, user=user, skip_permission_checks=True, version=version)


def submit(article: Article, user):
    """Hand the newest version in for approval, if it is complete."""
    require(user, Act.SUBMIT, article)
    state = article.current_workflow_state
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        raise RefusedError(gettext("已经在审核中。"))
    if article.live and not article.has_unpublished_changes:
        raise RefusedError(gettext("已经公开，没有新的草稿。"))
    workflow = article.get_workflow()
    if workflow is None:
        raise RefusedError(gettext("没有设置审核流程。"))
    check_complete(newest_version(article, user))
    if state and state.workflow_id == workflow.pk and not approval.is_chain(workflow):
        state.resume(user)
        return
    if state:  # sent back: it was changed, so all look at it again
        state.cancel(user=user)
    workflow.start(article, user)


def withdraw(article: Article, user):
    """Take a public report away from readers; it stays as a draft."""
    require(user, Act.WITHDRAW, article)
    if not article.live:
        raise RefusedError(gettext("没有公开，不必取消发布。"))
    article.unpublish(user=user)


def delete(article: Article, user):
    """Move a report into the bin."""
    require(user, Act.DELETE, article)
    report_bin.put(article, user)


def change(
    article: Article,
    user,
    channel: Channel | None = None,
    tag: Iterable[str | Tag] = (),
    untag: Iterable[str] = (),
    *,
    is_published_next: bool = False,
) -> Article | None:
    """Save a new version in another channel or with other tags; return it, if any differs.

    A public report keeps what readers see until the version is published. A draft that
    ``is_published_next``, in the same transaction, is stored then, and what it refers to noted.
    """
    wanted_acts = [Act.MOVE] if channel else []
    wanted_acts += [Act.TAG] if tag or untag else []
    if wanted_acts:
        require(user, wanted_acts[0], article, *wanted_acts[1:])
    version = article.get_latest_revision_as_object()
    names = {each.name for each in version.tags.all()}
    new = [each for each in tag if str(each) not in names]
    gone = names.intersection(untag) - set(map(str, tag))
    if (channel is None or version.channel_id == channel.pk) and not new and not gone:
        return None
    if channel:
        version.channel = channel
    version.tags.remove(*gone)
    version.tags.add(*new)
    article.latest_revision = save_version(version, user, is_published_next=is_published_next)
    return version


def to_be_reviewed(reviews: int) -> str:
    """Say why a report is not published at once."""
    chain = approval.chain_of(reviews)
    return gettext("按所在或移出的栏目，这篇报告须经%(chain)s，请提交审核。") % {"chain": chain}


def newest_version(article: Article, user) -> Revision:
    """Return the newest version of a report; one that a script made may have none yet."""
    newest = article.latest_revision
    if newest is None:
        return article.save_revision(user=user, changed=False, clean=False)
    newest.content_object = article  # which is at hand
    return newest


def save_version(version: Article, user, *, is_published_next: bool = False) -> Revision:
    """Save a version as the newest draft, as the form does.

    What it refers to is noted once, with its rows: publishing stores those.
    """
    with ExitStack() as stack:
        if is_published_next:
            stack.enter_context(disable_reference_index_auto_update())
        elif not version.live:
            version.save()
            stack.enter_context(disable_reference_index_auto_update())
            stack.enter_context(child_rows.at_hand(version))
        revision = version.save_revision(user=user, clean=False)
    log(instance=version, action="wagtail.edit", user=user, revision=revision, content_changed=True)
    return revision


def check_complete(revision: Revision, version: Article | None = None) -> Article:
    """Return a version, and refuse one that could not be published as it stands."""
    version = version or revision.as_object()
    if version.expire_at and version.expire_at <= timezone.now():
        raise RefusedError(gettext("设定的下线时间已过，请先改动。"))
    try:
        version.check_complete()
    except ValidationError as error:
        raise RefusedError("".join(error.messages)) from error
    return version
