"""Publishes and takes down what is due, once a minute."""

import logging
import time
from datetime import datetime

from django.apps import apps
from django.db import DatabaseError
from django.utils import timezone
from wagtail.models import DraftStateMixin, Revision

logger = logging.getLogger(__name__)


def run_due():
    """Take down what has expired and publish what is due, each by itself; never raise.

    Wagtail's ``publish_scheduled`` does the same in one run that ends at the first failure, so
    that one broken draft would hold back every later one for ever. Here a failure is logged with
    its cause, tried again the next minute, and the others go ahead.
    """
    try:
        for item in expired(timezone.now()):
            _attempt(
                item.unpublish, item, set_expired=True, log_action="wagtail.unpublish.scheduled"
            )
        for revision in due(timezone.now()):
            _attempt(revision.publish, revision.object_str, log_action="wagtail.publish.scheduled")
    except DatabaseError:
        logger.exception("定时发布暂时读不了数据库，一分钟后再试")


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


def _attempt(act, subject, **options):
    try:
        act(**options)
    except Exception:  # whatever is wrong with this one, the others are due all the same
        logger.exception("定时发布或撤下失败，一分钟后再试：%s", subject)


def seconds_to_next_minute() -> float:
    """Return how long it is until the clock's next full minute."""
    return 60 - time.time() % 60
