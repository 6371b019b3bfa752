"""Stretches of the page's text, each with the part of the report it belongs to."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from .offsets import PageOffset, PageStretch, ParagraphOffset, ParagraphStretch
from .report import Where


class Phrase(TypedDict):
    """What every fact says of the phrase it was read from."""

    quote: str
    offset: PageOffset
    where: str
    row: int | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A title, paragraph, heading or line: `folded[start:end]` of the page.

    `row` is the 1-based outline row (None outside the outline).
    """

    start: PageOffset
    end: PageOffset
    where: str
    row: int | None = None
    heading: bool = False
    plans: bool = False  # its section says what is to be done: 2023年工作思路

    def in_page(self, offset: ParagraphOffset) -> PageOffset:
        """Return where in the page an offset of this segment's own text is."""
        return PageOffset(self.start + offset)

    @property
    def tells(self) -> bool:
        """Whether it tells what happened: no heading, no plan, no closing words."""
        body = self.where in (Where.LEAD, Where.OUTLINE)
        return body and not self.heading and not self.plans

    def stretch_in_page(self, stretch: ParagraphStretch) -> PageStretch:
        """Return where in the page a stretch of this segment's own text is."""
        return PageOffset(self.start + stretch[0]), PageOffset(self.start + stretch[1])


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table of the markup, `folded[start:end]`: the texts of its cells, "" where none.

    A cell that spans rows or columns stands in each; `goes_on` are the columns whose cell began in
    a row above, `spans_all` says that one cell is all of the row.
    """

    start: PageOffset
    end: PageOffset
    cells: tuple[str, ...]
    goes_on: frozenset[int]
    spans_all: bool


class Segments:
    """All segments of a page in order; says where an offset stands."""

    def __init__(self, raw: str, folded: str, segments: list[Segment]):
        self.raw = raw
        self.folded = folded
        self.all = sorted(segments, key=lambda segment: segment.start)
        self._starts = [segment.start for segment in self.all]

    def __iter__(self) -> Iterator[Segment]:
        return iter(self.all)

    def text(self, segment: Segment) -> str:
        """Return the folded text of a segment."""
        return self.folded[segment.start : segment.end]

    def at(self, offset: PageOffset) -> Segment | None:
        """Return the segment that holds an offset."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.all[index].end:
            return None
        return self.all[index]

    def of(self, *wheres: str) -> list[Segment]:
        """Return the segments of these parts, in order."""
        return [segment for segment in self.all if segment.where in wheres]

    def fact(self, start: PageOffset, end: PageOffset, segment: Segment) -> Phrase:
        """Return the `quote`, `offset`, `where` and `row` of a fact."""
        return {
            "quote": self.raw[start:end],
            "offset": start,
            "where": segment.where,
            "row": segment.row,
        }
