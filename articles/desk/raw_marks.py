"""Cutting a raw text where recognised phrases begin and end, so that each can be marked."""

import dataclasses
from collections.abc import Iterable
from itertools import pairwise


@dataclasses.dataclass(frozen=True)
class Mark:
    """A recognised phrase: ``key`` names its fact (``honor-2``), ``kind`` its colour."""

    start: int
    end: int
    key: str
    kind: str


@dataclasses.dataclass(frozen=True)
class Segment:
    """A stretch of text under the same marks. ``first_of``: the facts whose phrase begins here."""

    start: int
    text: str
    keys: tuple[str, ...]
    kinds: tuple[str, ...]
    first_of: tuple[str, ...]


def segments(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None):
    """Yield the segments of ``text[start:end]`` in order; joined, they are that text again."""
    end = len(text) if end is None else end
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end}
    for mark in inside:
        cuts |= {max(mark.start, start), min(mark.end, end)}
    edges = sorted(cuts)
    opening = sorted(inside, key=lambda mark: mark.start)
    active: list[Mark] = []
    for left, right in pairwise(edges):
        active = [mark for mark in active if mark.end > left]
        while opening and max(opening[0].start, start) <= left:
            active.append(opening.pop(0))
        yield Segment(
            start=left,
            text=text[left:right],
            keys=tuple(mark.key for mark in active),
            kinds=tuple(dict.fromkeys(mark.kind for mark in active)),
            first_of=tuple(mark.key for mark in active if max(mark.start, start) == left),
        )
