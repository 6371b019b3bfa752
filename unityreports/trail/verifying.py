"""Looks whether the trail is as it was written."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from unityreports.trail import append_only
from unityreports.trail.chain import BEGINNING, end, hash_of, tie_all, written
from unityreports.trail.models import Entry, Link, Segment

_AT_ONCE = 1000


class Anchor(NamedTuple):
    """The place and hash of a link, noted where whoever changes the database cannot reach."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> "Anchor":
        """Return the anchor that was written as ``POSITION:HASH``; or raise ``ValueError``."""
        position, _, digest = text.strip().partition(":")
        if not (position.isascii() and position.isdigit() and len(digest) == len(BEGINNING)):
            raise ValueError(text)
        return cls(int(position), digest.lower())


def newest_anchor() -> Anchor:
    """Return the end of the chain, with every entry tied to it."""
    tie_all()
    return Anchor(*end())


def findings(anchors: Iterable[Anchor] = ()) -> Iterator[str]:
    """Yield what is wrong with the trail, in sentences; nothing when it is as it was written."""
    for name in append_only.missing():
        yield f"数据库里保护记录的触发器 {name} 不在了，或被停用"
    tie_all()
    segments = list(Segment.objects.order_by("first"))
    yield from _of_segments(segments)
    yield from _of_links(segments[-1] if segments else None)
    yield from _of_anchors(anchors, segments)
    if Segment.objects.count() != len(segments):
        yield "核对期间有记录被封存，请再核对一次"


def _of_segments(segments: list[Segment]) -> Iterator[str]:
    last, digest = 0, BEGINNING
    for segment in segments:
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


def _of_anchors(anchors: Iterable[Anchor], segments: list[Segment]) -> Iterator[str]:
    """Compare the chain with what was noted of it elsewhere: a chain that was cut shows by that."""
    ends = {segment.last: segment.hash for segment in segments}
    closed, (last, _) = max(ends, default=0), end()
    for anchor in anchors:
        if anchor.position > last:
            yield (f"锚点 {anchor.position} 之后的链条被截断：现在只到第 {last} 条")
        elif anchor.position > closed:
            link = Link.objects.filter(position=anchor.position).first()
            if link is None or link.hash != anchor.hash:
                yield f"锚点 {anchor.position} 与链条不符：它以前的记录被改动过"
        elif ends.get(anchor.position, anchor.hash) != anchor.hash:
            yield f"锚点 {anchor.position} 与封存段不符：它以前的记录被改动过"
