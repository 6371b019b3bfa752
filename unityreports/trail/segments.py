"""Stretches of the chain as files: a line an entry, gzipped, checked by anybody with sha256sum.

The first line is JSON that says what the file is; each further one is position, hash and the entry
as it was hashed, parted by tabs.
"""

import gzip
import hashlib
import json
import os
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from unityreports.trail.chain import hash_of, written
from unityreports.trail.models import Entry, Link, Segment

FORM = "unityreports audit trail 1"
_AT_ONCE = 1000


class BrokenChainError(Exception):
    """A stretch of the chain is not as it was written; says where."""


class Stretch(NamedTuple):
    """From where to where a file reaches; ``previous`` stands before it, ``hash`` at its end."""

    first: int
    last: int
    previous: str
    hash: str


def folder() -> Path:
    """Return where closed segments and the noted anchors are kept."""
    return Path(settings.VAR_DIR, "trail")


def name_of(kind: str, first: int, last: int) -> str:
    """Return the name of the file of a stretch."""
    return f"{kind}-{first:09}-{last:09}.txt.gz"


def write(path: Path, first: int, last: int, previous: str) -> Stretch:
    """Write the stretch from one link to another, read it again, and put it in its place.

    Raise ``BrokenChainError`` where the chain is not whole; no file is left then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    digest = previous
    try:
        with draft.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as file:
            head = {"form": FORM, "first": first, "last": last, "previous": previous}
            file.write(json.dumps(head).encode() + b"\n")
            for position, digest, text in _lines(first, last, previous):
                file.write(f"{position}\t{digest}\t{text}\n".encode())
            file.close()
            raw.flush()
            os.fsync(raw.fileno())
        stretch = read(draft)
        if stretch != Stretch(first, last, previous, digest):
            raise BrokenChainError(f"{path} 写得不对")
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    return stretch


def _lines(first: int, last: int, previous: str) -> Iterator[tuple[int, str, str]]:
    """Yield the links with their entries, each checked; memory does not grow with their number."""
    wanted = Link.objects.filter(position__range=(first, last)).order_by("position")
    links, position = wanted.iterator(_AT_ONCE), first - 1
    while some := list(islice(links, _AT_ONCE)):
        entries = Entry.objects.in_bulk([link.entry_id for link in some])
        for link in some:
            entry = entries.get(link.entry_id)
            text = written(entry) if entry else ""
            is_next = link.position == position + 1 and link.previous == previous
            if not is_next or hash_of(previous, text) != link.hash:
                raise BrokenChainError(f"第 {link.position} 条记录与链条不符")
            position, previous = link.position, link.hash
            yield position, previous, text
    if position != last:
        raise BrokenChainError(f"第 {position + 1} 条记录不在了")


def read(path: Path) -> Stretch:
    """Read a file from end to end; raise ``BrokenChainError`` where it is not as it was written."""
    ends = deque(_checked(path), maxlen=1)
    if not ends:
        raise BrokenChainError(f"{path.name} 是空的")
    return ends[0]


def hash_at(path: Path, position: int) -> str | None:
    """Return the hash of a link in a file; ``None`` where it does not reach."""
    return next((each.hash for each in _checked(path) if each.last == position), None)


def _checked(path: Path) -> Iterator[Stretch]:
    """Yield the stretch up to each line of a file."""
    with gzip.open(path, "rb") as file:
        try:
            head = json.loads(file.readline())
            first, previous = head["first"], head["previous"]
            digest, position = previous, first - 1
            for line in file:
                number, given, text = line.decode().rstrip("\n").split("\t", 2)
                digest, position = hash_of(digest, text), position + 1
                if (int(number), given) != (position, digest):
                    raise BrokenChainError(f"{path.name} 第 {number} 条与链条不符")
                yield Stretch(first, position, previous, digest)
        except (OSError, EOFError, ValueError, LookupError, TypeError) as error:
            raise BrokenChainError(f"{path.name} 不完整，或已被改动") from error
    if position != head["last"]:
        raise BrokenChainError(f"{path.name} 不完整：只到第 {position} 条")


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def findings(segments: list[Segment], where: Path) -> Iterator[str]:
    """Yield what is wrong with the files of closed segments, those that are there."""
    for segment in segments:
        path = where / segment.file_name
        if path.exists() and digest_of(path) != segment.file_hash:
            yield f"封存段文件 {path} 被改动过"
