"""Ties the entries together: each link's hash covers its entry and the hash before it.

An entry is written in the transaction of its act. Its link is written right after that has been
committed, before a request is answered, in a short transaction of its own that alone waits for
others: were the lock taken within acts, one of them would hold up the whole site, and two could
wait for each other. What a loss of power leaves without a link gets one with the next look.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC

from django.db import DatabaseError, connection, transaction

from unityreports.trail.models import Entry, Link, Segment

logger = logging.getLogger(__name__)
BEGINNING = "0" * 64  # what stands before the first entry
_LOCK = 0x7472_6169_6C  # of PostgreSQL, a number of ours: "trail"
_AT_ONCE = 1000
_gathered: ContextVar[list[int] | None] = ContextVar("gathered", default=None)
FIELDS = (
    *("id", "at", "actor", "actor_name", "network", "act", "kind", "object_id", "title"),
    *("changes", "note"),
)


def written(entry: Entry) -> str:
    """Return an entry as the text that is hashed: JSON with sorted keys, the moment in UTC."""
    values = {name: getattr(entry, name) for name in FIELDS}
    values["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(previous: str, text: str) -> str:
    """Return the hash of a link, from the one before it and its entry as it is written."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def end() -> tuple[int, str]:
    """Return the position and hash of the newest link, wherever its entry lies."""
    link = Link.objects.order_by("-position").values_list("position", "hash").first()
    closed = Segment.objects.order_by("-last").values_list("last", "hash").first()
    return link or closed or (0, BEGINNING)


def tie_after_commit(entry: Entry):
    """Give an entry its link once its transaction is committed; a failure there undoes nothing."""
    if not connection.in_atomic_block:
        tie([entry.pk])
        return
    waiting = [call for _, call, _ in connection.run_on_commit if isinstance(call, _Tying)]
    if waiting:
        waiting[-1].entries.append(entry.pk)
    else:
        transaction.on_commit(_Tying(entry.pk))


class _Tying:
    """What is left to do for all entries of a transaction."""

    def __init__(self, entry: int):
        self.entries = [entry]

    def __call__(self):
        if (gathered := _gathered.get()) is not None:
            gathered.extend(self.entries)
        else:
            _tie_what_is_there(self.entries)


@contextmanager
def together() -> Iterator[None]:
    """Tie what is committed here at the end, at once: an act on many has a transaction for each."""
    gathered: list[int] = []
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
        _tie_what_is_there(gathered)


def _tie_what_is_there(entries: list[int]):
    try:
        tie(entries)  # what was taken back to a savepoint is not there
    except DatabaseError:  # the act is done; the next look at the chain ties its entries
        logger.exception("操作记录暂时没有接入链条：%s", entries)


def tie(entries: Iterable[int]):
    """Give the entries with these numbers their links, in order, those that have none."""
    entries = list(entries)
    for start in range(0, len(entries), _AT_ONCE):
        with alone():
            _tie(Entry.objects.filter(pk__in=entries[start : start + _AT_ONCE]))


def tie_all():
    """Give every entry a link, also those whose server was stopped before it could."""
    seen = 0
    while first := Entry.objects.filter(link=None, pk__gt=seen).order_by("pk").first():
        seen = first.pk - 1
        with alone():
            seen = _tie(Entry.objects.filter(pk__gt=seen), _AT_ONCE) or seen


def _tie(entries, most: int | None = None) -> int | None:
    """Write the links of entries that have none; return the number of the last entry."""
    last, previous = end()
    links = []
    for position, entry in enumerate(entries.filter(link=None).order_by("pk")[:most], last + 1):
        link = Link(position=position, entry=entry, previous=previous)
        previous = link.hash = hash_of(previous, written(entry))
        links.append(link)
    Link.objects.bulk_create(links)
    return links[-1].entry_id if links else None


@contextmanager
def alone() -> Iterator[None]:
    """A transaction in which nobody else adds to the chain.

    On SQLite any transaction of the site is alone from its beginning (``transaction_mode``).
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield
