"""Publishes, takes down and removes what is due, once a minute."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.apps import apps
from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Revision

from articles.importing import upload
from articles.papers import orders
from articles.publishing import bin as report_bin
from articles.publishing import stored_files
from unityreports.site.models import SetupStep

CLOCK = "the clock is read"  # the row at which servers wait for each other
logger = logging.getLogger(__name__)


def run_due():
    """Take down what has expired, publish what is due, remove what is overdue; never raise.

    Wagtail's ``publish_scheduled`` does the same in one run that ends at the first failure, so
    that one broken draft would hold back every later one for ever. Here a failure is logged with
    its cause, tried again the next minute, and the others go ahead.
    """
    now = timezone.now()
    try:
        for item in expired(now):
            _attempt(_take_down, item, live=True, expire_at__lt=now)
        for revision in due(now):
            _attempt(_publish, revision, approved_go_live_at__lt=now)
        long_ago = report_bin.oldest_kept(now)
        for report in report_bin.overdue(now):
            _attempt(report_bin.purge, report, binned__at__lte=long_ago)
        for pending in upload.overdue(now):
            _attempt(upload.remove, pending, discarded_at__lte=long_ago)
        for order in orders.overdue(now):
            _attempt(orders.remove, order)
        for file in stored_files.overdue(now):
            _attempt(stored_files.remove, file, reports=None)
    except DatabaseError:
        logger.exception("定时发布暂时读不了数据库，一分钟后再试")


def _take_down(item):
    item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision):
    revision.publish(log_action="wagtail.publish.scheduled")


def expired(now: datetime) -> list:
    """Return what is public though its time is over, of every model that can expire."""
    models = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [
        item
        for model in models
        for item in model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
    ]


def due(now: datetime) -> list[Revision]:
    """Return the approved drafts whose time has come."""
    return list(
        Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    )


def _attempt(act: Callable, row, **still_due):
    """Do something to a row that is still due once this server alone works on what is due.

    Every server of the site comes here at the same minute. They wait for each other at a row that
    nobody else locks, so that they never stand in the way of the desk.
    """
    try:
        SetupStep.objects.get_or_create(name=CLOCK)
        with transaction.atomic():
            SetupStep.objects.select_for_update().get(name=CLOCK)
            found = type(row).objects.filter(pk=row.pk, **still_due).first()
            if found:
                act(found)
    except Exception:  # whatever is wrong with this one, the others are due all the same
        subject = row.object_str if isinstance(row, Revision) else row
        logger.exception("定时发布、撤下或清除失败，一分钟后再试：%s", subject)


def seconds_to_next_minute() -> float:
    """Return how long it is until the clock's next full minute."""
    return 60 - time.time() % 60
