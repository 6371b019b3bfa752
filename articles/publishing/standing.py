"""Where a report stands, noted down so that it can be put back there."""

from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from wagtail.locks import BasicLock
from wagtail.models import Revision

from articles.models import Article
from articles.models.prepared import Prepared
from articles.publishing import bin as report_bin
from articles.publishing.acts import RefusedError, save_version
from articles.publishing.deciding import seen
from articles.publishing.status_filters import in_review, scheduled

_NAMES = (
    *("live", "expired", "public", "newest"),
    *("in_review", "scheduled", "in_bin", "written_over"),
)


def _where_it_stands(pk: int, kind: int):
    seen_by_readers = Case(When(live=True, has_unpublished_changes=False, then="latest_revision"))
    told = Article.objects.order_by().annotate(
        public=Coalesce("live_revision", seen_by_readers),
        newest=F("latest_revision"),
        in_review=in_review(kind),
        scheduled=scheduled(kind),
        in_bin=Q(binned__isnull=False),
        written_over=Q(live=True, has_unpublished_changes=True, live_revision=F("latest_revision")),
    )
    return told.filter(pk=pk).values_list(*_NAMES)


_STANDING = Prepared(_where_it_stands)


def standing(article: Article, newest: Revision | None = None) -> dict:
    """Return where a report stands, in a form that JSON holds; ``newest``: its version, if at hand.

    ``public`` is the version that readers see, ``None`` where none was kept of it. A version may
    be written over under its number: ``said`` marks what the newest one says, and ``written_over``
    whether that is the public one, which then says something else than readers see.
    """
    row = _STANDING.first(article.pk, Article.get_base_content_type().pk)
    if row is None:
        raise Article.DoesNotExist
    found = dict(zip(_NAMES, row, strict=True))
    if newest is None or newest.pk != found["newest"]:
        newest = Revision.objects.filter(pk=found["newest"]).first()
    return found | {"said": newest and seen(newest)}


def put_back(article: Article, stands: dict, before: dict, after: dict, user):
    """Put a report back to where it stood before, if it still stands where it stood after.

    ``stands`` is where it stands now. Nothing is erased: what was there before comes back as a new
    version.
    """
    if stands != after:
        raise RefusedError(gettext("此后又有改动，没有撤销。"))
    if article.locked and BasicLock(article).for_user(user):
        raise RefusedError(gettext("报告已被锁定，没有撤销。"))
    words_gone = after["public"] is not None or not after["live"]
    if before["live"] and before["public"] is None and words_gone:
        raise RefusedError(gettext("此前公开的文字没有留下版本，没有撤销。"))
    if after["in_bin"] and not before["in_bin"]:
        report_bin.restore(article, user)
    if after["in_review"] and not before["in_review"]:
        article.current_workflow_state.cancel(user=user)
    if after["scheduled"] and not before["scheduled"]:
        article.revisions.update(approved_go_live_at=None)
    if after["live"] and not before["live"]:
        article.unpublish(user=user, set_expired=before["expired"])
    _versions_back(article, before, after, user)
    if before["in_review"]:
        article = Article.objects.get(pk=article.pk)
        if not article.workflow_in_progress:
            article.get_workflow().start(article, user)


def _versions_back(article: Article, before: dict, after: dict, user):
    """Make the versions that were the newest and the public one what they were."""
    newest = before["newest"]
    if after["newest"] != newest:
        stood = Revision.objects.get(pk=newest)
        stood.content_object = article  # which is at hand
        article.latest_revision = save_version(stood.as_object(), user)
        newest = article.latest_revision_id
    if not before["live"]:
        return
    is_replaced = not after["live"] or after["public"] != before["public"]
    if before["written_over"]:
        if is_replaced:
            raise RefusedError(gettext("此前公开的文字没有留下版本，没有撤销。"))
        return
    public = newest if before["public"] == before["newest"] else before["public"]
    if is_replaced:
        Revision.objects.get(pk=public).publish(user=user, skip_permission_checks=True)
    elif public == newest:
        # Readers see its words already: no draft lies over it any more.
        Article.objects.filter(pk=article.pk).update(
            live_revision=public, has_unpublished_changes=False
        )
