"""The noted ends of the chain: what was written before one cannot be changed unseen."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

from unityreports.trail import segments
from unityreports.trail.chain import BEGINNING, end, tie_all
from unityreports.trail.models import Link, Segment
from unityreports.trail.recording import record

TAKEN = "audit.anchor"


class Anchor(NamedTuple):
    """The place and hash of a link, noted where whoever changes the database cannot reach."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> "Anchor":
        """Return the anchor that was written as ``POSITION:HASH``, or raise ``ValueError``."""
        position, _, digest = text.strip().partition(":")
        if not (position.isascii() and position.isdigit() and len(digest) == len(BEGINNING)):
            raise ValueError(text)
        return cls(int(position), digest.lower())


def newest() -> Anchor:
    """Return the end of the chain, with every entry tied to it."""
    tie_all()
    return Anchor(*end())


def take() -> Anchor:
    """Return the end of the chain, noted beside the database; that it was taken is an entry."""
    anchor = newest()
    path = noted_in()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{timezone.localtime().isoformat(timespec='seconds')} {anchor}\n")
    record(TAKEN, title=anchor)
    return anchor


def noted_in() -> Path:
    """Return the file of the anchors that were taken on this machine."""
    return segments.folder() / "anchors"


def noted() -> list[Anchor]:
    """Return the anchors that were taken on this machine; raise ``ValueError`` for what is none."""
    try:
        lines = noted_in().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [Anchor.read(line.rpartition(" ")[2]) for line in lines]


def findings(anchors: Iterable[Anchor], closed: list[Segment], where: Path) -> Iterator[str]:
    """Yield the anchors that the chain does not fit: a chain that was cut shows by them alone."""
    last, _ = end()
    beginning = max((segment.last for segment in closed), default=0)
    for anchor in sorted(set(anchors)):
        if anchor.position > last:
            yield f"锚点 {anchor.position} 之后的链条被截断：现在只到第 {last} 条"
            continue
        if anchor.position > beginning:
            digest = Link.objects.filter(pk=anchor.position).values_list("hash", flat=True).first()
        elif anchor.position == 0:
            digest = BEGINNING
        else:
            digest = _in_segment(anchor, closed, where)
        if digest != anchor.hash:
            yield f"锚点 {anchor.position} 与链条不符：它以前的记录被改动过"


def _in_segment(anchor: Anchor, closed: list[Segment], where: Path) -> str | None:
    """Return the hash at an anchor's place in a closed segment; its own where no file is there."""
    segment = next(each for each in closed if each.first <= anchor.position <= each.last)
    if anchor.position == segment.last:
        return segment.hash
    path = where / segment.file_name
    if not path.exists():
        return anchor.hash
    try:
        return segments.hash_at(path, anchor.position)
    except segments.BrokenChainError:
        return None
