"""Stretches of the page's text, each with the part of the report it belongs to."""

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A title, paragraph, heading or line: `folded[start:end]` of the page.

    `row` is the 1-based outline row (None outside the outline).
    """

    start: int
    end: int
    where: str
    row: int | None = None
    heading: bool = False
    plans: bool = False  # its section says what is to be done: 2023年工作思路


class Segments:
    """All segments of a page in order; says where an offset stands."""

    def __init__(self, raw: str, folded: str, segments: list[Segment]):
        self.raw = raw
        self.folded = folded
        self.all = sorted(segments, key=lambda segment: segment.start)
        self._starts = [segment.start for segment in self.all]

    def __iter__(self):
        return iter(self.all)

    def text(self, segment: Segment) -> str:
        """Return the folded text of a segment."""
        return self.folded[segment.start : segment.end]

    def at(self, offset: int) -> Segment | None:
        """Return the segment that holds an offset."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.all[index].end:
            return None
        return self.all[index]

    def of(self, *wheres: str) -> list[Segment]:
        """Return the segments of these parts, in order."""
        return [segment for segment in self.all if segment.where in wheres]

    def fact(self, start: int, end: int, segment: Segment) -> dict:
        """Return the `quote`, `offset`, `where` and `row` of a fact."""
        return {
            "quote": self.raw[start:end],
            "offset": start,
            "where": segment.where,
            "row": segment.row,
        }
