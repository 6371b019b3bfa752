"""The bin: where deleted reports wait, hidden from every list, until they are restored or gone."""

import datetime

from django.db import transaction
from wagtail.log_actions import log

from articles.models import Article, Binned
from articles.models.binned import DAYS_KEPT

PUT, RESTORED = "articles.bin", "articles.restore"


@transaction.atomic
def put(article: Article, user):
    """Move a report into the bin: withdrawn, out of review, and no longer due to go live."""
    article.hold()
    if state := article.current_workflow_state:
        state.cancel(user=user)
    article.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    article.unpublish(user=user)
    _, new = Binned.objects.get_or_create(article=article, defaults={"by": user})
    if new:
        log(instance=article, action=PUT, user=user)


@transaction.atomic
def restore(article: Article, user):
    """Take a report out of the bin: it is a draft with all its history."""
    if Binned.objects.filter(article=article).delete()[0]:
        log(instance=article, action=RESTORED, user=user)


@transaction.atomic
def purge(article: Article, user=None):
    """Delete what is still in the bin for good: the report, its versions, the page it came from."""
    article.hold()
    if not Binned.objects.filter(article=article, article__live=False).exists():
        return
    log(instance=article, action="wagtail.delete", user=user)
    raw_page = article.raw_page
    article.delete()
    if raw_page and not (raw_page.articles.exists() or raw_page.pending.exists()):
        raw_page.delete()


def overdue(now: datetime.datetime):
    """Return the reports that have been in the bin for as long as they are kept."""
    kept_long = Article.objects.filter(binned__at__lte=oldest_kept(now), live=False)
    return kept_long.order_by("binned__at")


def oldest_kept(now: datetime.datetime) -> datetime.datetime:
    """Return the moment from which on what was thrown away is still kept."""
    return now - datetime.timedelta(days=DAYS_KEPT)
