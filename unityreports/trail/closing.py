"""Closes what is old: a stretch of the chain goes into a file, and its last hash stays."""

from calendar import monthrange
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from unityreports.trail import segments
from unityreports.trail.chain import BEGINNING, tie_all
from unityreports.trail.models import Entry, Link, Segment
from unityreports.trail.recording import record

USUAL, LEAST = 12, 6  # months that entries are kept; the database refuses less than the latter
CLOSED = "audit.close"
_AT_ONCE = 2000


def close(months: int = USUAL) -> Segment | None:
    """Close what is older than some months; return the new segment, ``None`` if nothing is.

    The file is written first, of rows that nobody can change; then the segment is noted with the
    entry that tells of it, and only then its rows go, some at a time, so that nobody waits. Broken
    off, the next call goes on. Raise ``segments.BrokenChainError`` where the chain is not whole.
    """
    tie_all()
    closed = Segment.objects.order_by("-last").first()
    first, previous = (closed.last + 1, closed.hash) if closed else (1, BEGINNING)
    last = _last_before(_months_ago(months))
    segment = _closed(first, last, previous) if last >= first else None
    _remove_closed()
    return segment


def _last_before(moment: datetime) -> int:
    """Return the position of the last link before the first that is as young as a moment."""
    young = Link.objects.filter(entry__at__gte=moment).aggregate(first=Min("position"))["first"]
    if young is not None:
        return young - 1
    newest = Link.objects.order_by("-position").first()
    return newest.position if newest else 0


def _closed(first: int, last: int, previous: str) -> Segment:
    path = segments.folder() / segments.name_of("segment", first, last)
    stretch = segments.write(path, first, last, previous)
    with transaction.atomic():
        segment = Segment.objects.create(
            first=first,
            last=last,
            previous=previous,
            hash=stretch.hash,
            file_name=path.name,
            file_hash=segments.digest_of(path),
        )
        record(CLOSED, title=path.name, note=f"{last}:{stretch.hash}")
    return segment


def _remove_closed():
    """Remove the rows of closed segments; the triggers of the database let no others go."""
    closed = Segment.objects.order_by("-last").values_list("last", flat=True).first() or 0
    while True:
        with transaction.atomic():
            links = Link.objects.filter(position__lte=closed).order_by("position")[:_AT_ONCE]
            found = list(links.values_list("position", "entry_id"))
            # The link tells where an entry lies, so it goes last.
            Entry.objects.filter(pk__in=[entry for _, entry in found]).delete()
            Link.objects.filter(pk__in=[position for position, _ in found]).delete()
        if not found:
            return


def _months_ago(months: int) -> datetime:
    utc = timezone.now().astimezone(UTC)
    year, month = divmod(utc.year * 12 + utc.month - 1 - months, 12)
    return utc.replace(year=year, month=month + 1, day=min(utc.day, monthrange(year, month + 1)[1]))
