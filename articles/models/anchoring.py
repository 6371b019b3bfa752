"""Where the sentence of a fact stands, before and after an edit.

Every fact keeps the exact phrase it was read from. An edit may move that phrase, repeat it or take
it away. The functions here look at nothing but texts: they find the place of a phrase that is
nearest to where it stood, and say so when it is gone.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.models.fact import Where

TITLE, HEADER, LEAD, OUTLINE, CLOSING, FOOTER, GONE = Where.values
_SPACE = re.compile(r"\s+")
# Marks that pages set now full-width, now ASCII, and that NFKC leaves as they are.
_MARKS = str.maketrans("“”‘’、。", "\"\"'',.")


@dataclass(frozen=True)
class Place:
    """A part of a report; ``row`` counts the rows of the outline from 1 and is set only there."""

    where: str
    row: int | None = None


@dataclass(frozen=True)
class Row:
    """A row of the outline as text. ``key`` tells the same row before and after an edit."""

    heading: str
    body: str
    key: int | None = None


@dataclass(frozen=True)
class Texts:
    """The texts of a report, without markup."""

    title: str = ""
    lead: str = ""
    rows: Sequence[Row] = ()
    closing: str = ""
    raw: str = ""

    @cached_property
    def parts(self) -> dict[Place, str]:
        """The folded text of every part a reader sees, in the order of reading."""
        # A run-in heading and the text after it are one paragraph to the reader.
        rows = {Place(OUTLINE, n): row.heading + row.body for n, row in enumerate(self.rows, 1)}
        texts = {
            Place(TITLE): self.title,
            Place(LEAD): self.lead,
            **rows,
            Place(CLOSING): self.closing,
        }
        return {place: fold(text) for place, text in texts.items()}

    @cached_property
    def folded_raw(self) -> str:
        """The raw page, folded."""
        return fold(self.raw)


def fold(text: str) -> str:
    """Return ``text`` without what editing changes by the way: spaces and the width of marks."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).translate(_MARKS)


def locate(quote: str, before: Place, texts: Texts) -> Place:
    """Return the place of ``quote`` nearest to where it stood, or :data:`GONE`.

    What stood in the head or foot of the raw page stays there as long as the raw page has it: an
    edit of the report does not touch the raw page.
    """
    wanted = fold(quote)
    if not wanted:
        return Place(GONE)
    if before.where in {HEADER, FOOTER} and wanted in texts.folded_raw:
        return before
    parts = texts.parts
    found = [place for place, text in parts.items() if wanted in text]
    if found:
        order = list(parts)
        start = order.index(before) if before in parts else _near(before, order)
        # Of two places equally near, the earlier one.
        return min(found, key=lambda place: (abs(order.index(place) - start), order.index(place)))
    return _around(wanted, texts)


def follow(before: Place, old: Sequence[Row], new: Sequence[Row]) -> Place:
    """Return where the row of ``before`` stands in the new outline.

    A row is known by its key, else by its unchanged text, else by its unchanged heading. When it
    is nowhere, its old place is the best guess.
    """
    if before.row is None or not 1 <= before.row <= len(old):
        return before
    row = old[before.row - 1]
    for same in (
        lambda other: row.key is not None and other.key == row.key,
        lambda other: (other.heading, other.body) == (row.heading, row.body),
        lambda other: row.heading and other.heading == row.heading,
    ):
        for number, other in enumerate(new, start=1):
            if same(other):
                return Place(OUTLINE, number)
    return before


def _near(before: Place, order: list[Place]) -> int:
    """Return the position closest to a place that is no more."""
    if before.where == OUTLINE and before.row:
        return min(before.row + 1, len(order) - 1)
    return 0


def _around(wanted: str, texts: Texts) -> Place:
    """Return whether a phrase stands in the raw page before or after the report, or is gone."""
    raw = texts.folded_raw
    position = raw.find(wanted)
    if position < 0:
        return Place(GONE)
    body = [text for place, text in texts.parts.items() if text and place.where != TITLE]
    first = raw.find(body[0][:20]) if body else -1
    last = raw.rfind(body[-1][-20:]) if body else -1
    if 0 <= position < first:
        return Place(HEADER)
    if 0 <= last < position:
        return Place(FOOTER)
    return Place(GONE)
