"""Keeps what a restore puts out of place: the chain that was here goes on in a file."""

from django.db import DatabaseError, connection

from unityreports.trail import anchors, segments
from unityreports.trail.anchors import Anchor
from unityreports.trail.chain import BEGINNING
from unityreports.trail.models import Link, Segment
from unityreports.trail.recording import record

REPLACED = "audit.replaced"


def set_aside() -> Anchor | None:
    """Write what is not closed of the chain into a file; return its end, ``None`` without one.

    A chain that is not whole, or of another version, is no reason not to restore.
    """
    if Link._meta.db_table not in connection.introspection.table_names():
        return None
    try:
        anchor = anchors.newest()
        closed = Segment.objects.order_by("-last").first()
        first, previous = (closed.last + 1, closed.hash) if closed else (1, BEGINNING)
        if anchor.position < first:
            return None
        segments.write(_path(first, anchor.position), first, anchor.position, previous)
    except (DatabaseError, segments.BrokenChainError):
        return None
    return anchor


def _path(first: int, last: int):
    return segments.folder() / segments.name_of("replaced", first, last)


def note(replaced: Anchor | None):
    """Write down, in the chain that is here now, where the one before it ended.

    The anchors that were noted of that one are put aside: they belong to its file.
    """
    if replaced is None:
        return
    noted = anchors.noted_in()
    if noted.exists():
        noted.rename(noted.with_name(f"anchors-{replaced.position:09}"))
    record(REPLACED, title=replaced)
