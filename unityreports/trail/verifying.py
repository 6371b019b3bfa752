"""Looks whether the trail is as it was written."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from unityreports.trail import anchors, append_only, segments
from unityreports.trail.anchors import Anchor
from unityreports.trail.chain import BEGINNING, hash_of, tie_all, written
from unityreports.trail.models import Entry, Link, Segment

_AT_ONCE = 1000


def findings(noted: Iterable[Anchor] = (), where: Path | None = None) -> Iterator[str]:
    """Yield what is wrong with the trail, in sentences; nothing when it is as it was written.

    ``noted`` are anchors; ``where`` is the folder of the files of closed segments.
    """
    where = where or segments.folder()
    for name in append_only.missing():
        yield f"数据库里保护记录的触发器 {name} 不在了，或被停用"
    tie_all()
    closed = list(Segment.objects.order_by("first"))
    yield from _of_segments(closed)
    yield from segments.findings(closed, where)
    yield from _of_links(closed[-1] if closed else None)
    yield from anchors.findings(noted, closed, where)
    if Segment.objects.count() != len(closed):
        yield "核对期间有记录被封存，请再核对一次"


def _of_segments(closed: list[Segment]) -> Iterator[str]:
    last, digest = 0, BEGINNING
    for segment in closed:
        if (segment.first, segment.previous) != (last + 1, digest):
            yield f"封存段 {segment} 与它之前的不相接"
        last, digest = segment.last, segment.hash


def _of_links(closed: Segment | None) -> Iterator[str]:
    """Walk along the links that are not closed yet; memory does not grow with their number."""
    position, previous = (closed.last, closed.hash) if closed else (0, BEGINNING)
    links = Link.objects.filter(position__gt=position).order_by("position").iterator(_AT_ONCE)
    while some := list(islice(links, _AT_ONCE)):
        entries = Entry.objects.in_bulk([link.entry_id for link in some])
        for link in some:
            if link.position != position + 1:
                yield f"第 {position + 1} 到 {link.position - 1} 条记录不在了"
            elif link.previous != previous:
                yield f"第 {link.position} 条记录与它之前的不相接：有记录被改动或换过"
            entry = entries.get(link.entry_id)
            if entry is None:
                yield f"第 {link.position} 条记录不在了"
            elif hash_of(link.previous, written(entry)) != link.hash:
                yield f"第 {link.position} 条记录（编号 {entry.pk}）被改动过"
            position, previous = link.position, link.hash
