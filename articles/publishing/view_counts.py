"""Counts how often reports are read, without a write inside any page's request.

A page's script sends a beacon after it is shown. Views gather in the process and are written
together a few times a minute and when the process ends. Nothing about the reader is kept, looked
up or set: not the address, not a cookie.
"""

import atexit
import re
import threading
from collections import Counter

from django.db import DatabaseError, connection, transaction
from django.db.models import F

from articles.models import Article, ViewCount

FLUSH_SECONDS = 15
_BATCH = 500
_MOST_WAITING = 10_000  # reports; made-up ids cannot fill the memory
_HIGHEST_PK = 2**63 - 1
_ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|java/|go-http|headless|lighthouse",
    re.IGNORECASE,
)

_waiting: Counter[int] = Counter()
_lock = threading.Lock()
_timer: threading.Timer | None = None


def is_reader(headers) -> bool:
    """Return whether a request comes from someone reading, not a robot or a prefetch."""
    agent = headers.get("User-Agent", "")
    purpose = headers.get("Sec-Purpose", "") + headers.get("Purpose", "")
    return bool(agent) and not _ROBOT.search(agent) and "pre" not in purpose.lower()


def count(pk: int):
    """Count one view of the report with this id; it is written soon."""
    global _timer
    if pk > _HIGHEST_PK:
        return
    with _lock:
        if len(_waiting) >= _MOST_WAITING and pk not in _waiting:
            return
        _waiting[pk] += 1
        if _timer is None:
            _timer = threading.Timer(FLUSH_SECONDS, _flush_from_timer)
            _timer.daemon = True
            _timer.start()


def flush() -> int:
    """Write the views that wait and return how many were of public reports; others are dropped.

    What the database refuses goes on waiting.
    """
    with _lock:
        views = dict(_waiting)
        _waiting.clear()
    if not views:
        return 0
    written, pks = 0, list(views)
    try:
        with transaction.atomic():
            for start in range(0, len(pks), _BATCH):
                written += _write({pk: views[pk] for pk in pks[start : start + _BATCH]})
    except DatabaseError:
        with _lock:
            _waiting.update(views)
        raise
    return written


def _write(views: dict[int, int]) -> int:
    """Add views to the counts of the reports among them that are public; return how many."""
    known = list(Article.objects.published().filter(pk__in=views).values_list("pk", flat=True))
    ViewCount.objects.bulk_create([ViewCount(article_id=pk) for pk in known], ignore_conflicts=True)
    for pk in known:
        ViewCount.objects.filter(article=pk).update(counted=F("counted") + views[pk])
    return sum(views[pk] for pk in known)


def _flush_from_timer():
    """Write from the timer's thread, which has a database connection of its own to give back."""
    global _timer
    with _lock:
        _timer = None
    try:
        flush()
    finally:
        connection.close()


atexit.register(flush)
