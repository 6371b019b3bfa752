"""The places met in a report so far: which stretch of text names which place."""

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from dataclasses import dataclass

from articles.extraction.offsets import PageOffset
from articles.extraction.parts import Segment
from regions.codes import ancestors

from .gazetteer import Match


@dataclass(slots=True)
class Mention:
    """A name in a segment: of `code`, or of one of `candidates`, or unknown.

    `alias`: a short form of a place that is named in full elsewhere. `dropped`: no name at all.
    """

    match: Match[PageOffset]
    segment: Segment
    code: str | None = None
    candidates: tuple[str, ...] = ()
    dropped: bool = False
    alias: bool = False


class Mentions:
    """All mentions of a report; `found` is in order of the text once `sort` was called.

    `taken` is the start → end of every name, `named` how often each code was settled on.
    """

    def __init__(self) -> None:
        self.found: list[Mention] = []
        self.taken: dict[int, PageOffset] = {}
        self.named: Counter[str] = Counter()
        self._starts: dict[str, list[PageOffset]] = defaultdict(list)

    def add(self, mention: Mention) -> None:
        """Add a mention at the end; its stretch is taken from now on."""
        self.found.append(mention)
        self.taken[mention.match.start] = mention.match.end

    def sort(self) -> None:
        """Put the mentions in the order of the text."""
        self.found.sort(key=lambda item: item.match.start)

    def insert(self, mentions: list[Mention]) -> None:
        """Put mentions in the place of whatever was found inside them."""
        inside: set[int] = set()
        for mention in mentions:
            inside.update(range(mention.match.start, mention.match.end))
            self.taken[mention.match.start] = mention.match.end
        kept = [other for other in self.found if other.match.start not in inside]
        self.found = sorted([*kept, *mentions], key=lambda item: item.match.start)

    def settle(self, mention: Mention, code: str) -> None:
        """Say that a mention means this place."""
        mention.code, mention.candidates = code, ()
        self.named[code] += 1
        insort(self._starts[code], mention.match.start)

    def ending_at(self, start: PageOffset) -> Mention | None:
        """Return the name, of the last few, that ends where another starts."""
        for mention in reversed(self.found[-4:]):
            if mention.match.end == start:
                return mention
        return None

    def overlaps(self, start: PageOffset, end: PageOffset) -> bool:
        """Say whether a name stands in any of a stretch."""
        return any(position in self.taken for position in range(start, end)) or any(
            self.taken.get(position, 0) > start for position in range(max(0, start - 24), start)
        )

    def last_naming(self, code: str, position: PageOffset) -> int:
        """Return where an ancestor of a code was last named before a position, or -1."""
        latest = -1
        for ancestor in ancestors(code):
            starts = self._starts.get(ancestor, ())
            index = bisect_right(starts, position)
            if index:
                latest = max(latest, starts[index - 1])
        return latest
