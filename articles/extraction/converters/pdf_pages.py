"""Pieces of text on pages to paragraphs and tables, as a person reads them.

What repeats at the edge of pages is taken out, columns are read one after the other, lines are
joined to paragraphs, drawn tables are told from text. Nothing here depends on the order in which
a file holds its text.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from statistics import median
from typing import Any

from .pdf_tables import Grid, Stretch, find_grids, places_of

_NEAR = 3.0  # points: what is closer keeps to the same edge
_EDGE = 0.11  # of a page's height, above and below: where running heads and numbers stand
_NUMBER = re.compile(
    r"[-—–―－·•\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6})(?:\s*页)?"
    r"(?:\s*[/／,，、]?\s*(?:共|of|/)?\s*\d{1,4}\s*页?)?[-—–―－·•\s]*",
)
_WORD = re.compile(r"[0-9A-Za-zÀ-ɏͰ-ԯ%)\]}.,;:!?'\"”’-]")  # what is parted by blanks
_HYPHENS = ("\xad", "\u2010")  # where a word is broken at the end of a line
_FIRST_WORD = re.compile(r"[0-9A-Za-zÀ-ɏͰ-ԯ.,%-]+|.{1,2}")
_ITEM = re.compile(r"[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]|[●■□◆▪➢→✓☑•·○*-]\s?")
_ROW_GAP = 3.5  # of the height of the letters
_SECTION = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]")
_SPARSEST = 8  # times as many cells as filled ones; beyond that empty ones are left out
_PLACES = 500  # across a page where columns may part
_LONGEST_HEADING = 60
_MOST_TITLE_LINES = 3
_OTHER_SIZE = 1.2  # more than that is another paragraph; Latin letters alone measure less
_SMALLER = 0.88  # than the text, as running heads are
_LARGER = 1.12  # than the text, and it is a heading


@dataclass(slots=True)
class TableCell:
    """A cell: its paragraphs, and how many columns and rows it spans."""

    paragraphs: list[str]
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Table:
    """The rows of a table, each its cells from the left."""

    rows: list[list[TableCell]]


@dataclass(slots=True)
class Piece:
    """Text on one line of a page, without a wide gap; in points from the upper left corner.

    A table is a piece as well: it stands where its lines are drawn.
    """

    left: float
    top: float
    right: float
    bottom: float
    size: float  # how high its letters are
    bold: bool
    text: str
    table: Table | None = None

    @property
    def middle(self) -> float:
        """Return how far down it stands."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Return how much of the page's height it takes."""
        return self.bottom - self.top


@dataclass(slots=True)
class Paragraph:
    """A paragraph, or a heading (level 1 to 6)."""

    text: str
    size: float
    bold: bool
    heading: int = 0


@dataclass(slots=True)
class Document:
    """What a person reads in a PDF, and what stands at the edges of its pages."""

    blocks: list[Paragraph | Table]
    edges: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    """A line of a column: its pieces from the left."""

    pieces: list[Piece]
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0
    size: float = 0
    bold: bool = False
    text: str = ""
    table: Table | None = None

    def __post_init__(self) -> None:
        self.pieces.sort(key=lambda piece: piece.left)
        self.left, self.right = self.pieces[0].left, max(each.right for each in self.pieces)
        self.top = min(each.top for each in self.pieces)
        self.bottom = max(each.bottom for each in self.pieces)
        longest = max(self.pieces, key=lambda piece: len(piece.text))
        self.size, self.bold = longest.size, all(each.bold for each in self.pieces)
        self.text = " ".join(each.text for each in self.pieces)
        self.table = self.pieces[0].table

    @property
    def is_row(self) -> bool:
        """Say whether wide gaps part it: fields side by side, or a table without lines."""
        gaps = [after.left - before.right for before, after in pairwise(self.pieces)]
        return max(gaps, default=0) > self.size * _ROW_GAP


@dataclass(slots=True)
class _Column:
    """Lines below each other, with the edges that its paragraphs keep to."""

    lines: list[_Line]
    left: float = 0
    right: float = 0
    leading: float = 0
    size: float = 0

    def __post_init__(self) -> None:
        text = [line for line in self.lines if not line.table] or self.lines
        lefts = Counter(round(line.left / _NEAR) for line in text)
        often = [place for place, count in lefts.items() if count >= max(2, len(text) / 12)]
        self.left = min(often or lefts) * _NEAR
        self.right = max(line.right for line in text)
        self.size = median(line.size for line in text)
        steps = [below.bottom - above.bottom for above, below in pairwise(self.lines)]
        self.leading = median(steps) if steps else 0

    def has_left(self) -> bool:
        """Say whether its lines tell where paragraphs go on: some begin there, some do not."""
        return any(line.left > self.left + self.size for line in self.lines)

    def has_right(self) -> bool:
        """Say whether its lines tell where they end: several end there."""
        return sum(line.right > self.right - self.size for line in self.lines) > 2


def read(pages: Sequence[dict[str, Any]]) -> Document:
    """Return the document on these pages, each as `pdf_text` tells it."""
    pieces = [_with_tables(page) for page in pages]
    edges = _take_out_edges(pages, pieces)
    columns = [column for on_page in pieces for column in _columns(on_page)]
    _share_edges(columns)
    blocks: list[Paragraph | Table] = []
    above: tuple[_Line, _Column] | None = None
    for column in columns:
        above = _add_column(blocks, column, above)
    _tell_headings(blocks)
    return Document(blocks, edges)


def _with_tables(page: dict[str, Any]) -> list[Piece]:
    """Return the pieces of a page, those inside a drawn table as one."""
    rest = [Piece(*each) for each in page["pieces"]]
    tables = []
    for grid in find_grids(page["rules"]):
        inside = [each for each in rest if grid.holds(each.left, each.right, each.middle)]
        cells: dict[tuple[int, int], list[Piece]] = defaultdict(list)
        for piece in inside:
            cells[grid.cell(piece.left, piece.middle)].append(piece)
        filled = Counter(row for row, _column in cells)
        if len(filled) > 1 and max(filled.values()) > 1:
            taken = {id(each) for each in inside}
            rest = [each for each in rest if id(each) not in taken]
            tables.append(Piece(*grid.box, 0, False, "", _table(grid, cells)))
    return rest + tables


def _table(grid: Grid, cells: dict[tuple[int, int], list[Piece]]) -> Table:
    """Return the table of a grid, without rows in which nothing stands."""
    merged = [each for each in grid.merged if not _is_parted(each, cells)]
    within = {place: each for each in merged for place in places_of(each)}
    texts: dict[tuple[int, int], list[Piece]] = defaultdict(list)
    for (row, column), pieces in cells.items():
        at = within.get((row, column), (row, column))
        texts[at[0], at[1]] += pieces
    kept = sorted({row for row, _column in texts})
    columns = range(1, len(grid.columns))
    padded = len(kept) * len(columns) <= len(texts) * _SPARSEST
    table = Table([])
    for row in kept:
        line: list[TableCell] = []
        for column in columns:
            top, left, bottom, right = within.get((row, column), (row, column, row, column))
            spanned = [each for each in kept if top <= each <= bottom]
            if (spanned[0], left) == (row, column) and (padded or (top, left) in texts):
                paragraphs = _cell(texts.get((top, left), []))
                line.append(TableCell(paragraphs, right - left + 1, len(spanned)))
        table.rows.append(line)
    return table


def _is_parted(merged: Stretch, cells: dict[tuple[int, int], list[Piece]]) -> bool:
    """Say whether texts stand side by side in what no line parts: columns of a table all the same.

    A line of a cell that is merged goes on; between columns a gap is wide.
    """
    pieces = [piece for place in places_of(merged) for piece in cells.get(place, ())]
    pieces.sort(key=lambda each: (round(each.middle / max(each.size, 1)), each.left))
    return any(
        abs(one.middle - other.middle) < one.size / 2 and other.left - one.right > one.size * 1.5
        for one, other in pairwise(pieces)
    )


def _cell(pieces: list[Piece]) -> list[str]:
    """Return the paragraphs of a cell, in which lines break where the cell ends."""
    text = ""
    for line in _lines(pieces):
        text = _joined(text, line.text)
    return [text] if text else []


def _share_edges(columns: Sequence[_Column]) -> None:
    """Let columns of few lines keep to the edges of those that begin where they do."""
    known = sorted((each.left, each.right) for each in columns)
    lefts = [left for left, _right in known]
    # The farthest right edge of 1, 2, 4, … columns in a row, so that many cost no more each.
    farthest = [[right for _left, right in known]]
    while (step := 2 ** (len(farthest) - 1)) * 2 <= len(known):
        last = farthest[-1]
        farthest.append([max(pair) for pair in zip(last, last[step:], strict=False)])
    for column in columns:
        first = bisect_left(lefts, column.left - column.size * 3)
        stop = bisect_right(lefts, column.left + column.size * 3)
        row = (stop - first).bit_length() - 1
        if not column.has_right():
            column.right = max(farthest[row][first], farthest[row][stop - 2**row])
        if not column.has_left():
            column.left = lefts[first]


# The edges of pages ------------------------------------------------------------------------------
def _take_out_edges(pages: Sequence[dict[str, Any]], pieces: list[list[Piece]]) -> list[str]:
    """Take running heads, feet and numbers off the pages; return the texts of those that say more.

    They are the outermost lines, come again at the same height or are a number, and keep a
    distance from the text.
    """
    seen: Counter[tuple[str, int]] = Counter()
    sizes: Counter[float] = Counter()
    for on_page in pieces:
        seen.update({_likeness(piece) for piece in on_page})
        for piece in on_page:
            sizes[piece.size] += len(piece.text)
    text_size = sizes.most_common(1)[0][0] if sizes else 0
    often = max(2, len(pages) / 3)
    said: dict[str, None] = {}
    for page, on_page in zip(pages, pieces, strict=True):
        lines = _lines(on_page)
        edge = page["height"] * _EDGE
        above = [line for line in lines if line.bottom < edge]
        below = [line for line in lines if line.top > page["height"] - edge]

        def is_running(line: _Line) -> bool:
            """Say whether all of a line is a number, comes again, or is smaller than the text."""
            return all(
                not each.table
                and (
                    _NUMBER.fullmatch(each.text)
                    or each.size < text_size * _SMALLER
                    or seen[_likeness(each)] >= often
                )
                for each in line.pieces
            )

        running: set[int] = set()
        for outer, inner in ((above, lines), (below[::-1], lines[::-1])):
            for line in _outermost(list(takewhile(is_running, outer)), inner):
                for piece in line.pieces:
                    running.add(id(piece))
                    if not _NUMBER.fullmatch(piece.text):
                        said[piece.text] = None
        on_page[:] = [each for each in on_page if id(each) not in running]
    return list(said)


def _outermost(outer: list[_Line], lines: list[_Line]) -> list[_Line]:
    """Return as many of the outer lines of a page, from outside, as keep away from the next one."""
    for count in range(len(outer), 0, -1):
        if count == len(lines):
            return outer
        last, following = lines[count - 1], lines[count]
        if max(following.top - last.bottom, last.top - following.bottom) > last.size:
            return outer[:count]
    return []


def _likeness(piece: Piece) -> tuple[str, int]:
    """Return what running heads of two pages have in common: words, and how far down they stand."""
    return re.sub(r"\d+", "#", piece.text), round(piece.middle / 4)


# The order of reading ----------------------------------------------------------------------------
def _columns(pieces: list[Piece]) -> Iterator[_Column]:
    """Yield the columns of a stretch of a page in the order of reading."""
    gutter = _gutter(pieces)
    if gutter is None:
        lines = _lines(pieces)
        if lines:
            yield _Column(lines)
        return
    crossing = sorted(
        (each for each in pieces if each.left < gutter < each.right), key=lambda each: each.middle
    )
    sides = [each for each in pieces if not each.left < gutter < each.right]
    # What crosses the gutter, a headline, parts what is above it from what is below.
    while crossing or sides:
        first = crossing[0].middle if crossing else float("inf")
        band = [each for each in sides if each.middle < first]
        sides = [each for each in sides if each.middle >= first]
        yield from _columns([each for each in band if each.right <= gutter])
        yield from _columns([each for each in band if each.left >= gutter])
        following = min((each.middle for each in sides), default=float("inf"))
        across = [each for each in crossing if each.middle < following]
        crossing = crossing[len(across) :]
        if across:
            yield _Column(_lines(across))


def _gutter(pieces: list[Piece]) -> float | None:
    """Return where two columns of text part, None for one column.

    Both sides must be text: lines that fill their side, several of them, at the same height of the
    page. What is short is a list or a row of signatures.
    """
    if len(pieces) < 8:
        return None
    left, right = min(each.left for each in pieces), max(each.right for each in pieces)
    best: tuple[int, float] | None = None
    lefts, rights = sorted(each.left for each in pieces), sorted(each.right for each in pieces)
    step = (right - left) / _PLACES or 1
    # Of places that are hardly apart the first one stands for all.
    places = {int((each - left) / step): each - 2 for each in reversed(lefts)}
    for place in sorted(places.values()):
        if not left + (right - left) * 0.2 < place < right - (right - left) * 0.2:
            continue
        across = bisect_left(lefts, place) - bisect_right(rights, place)
        if across * 3 > len(pieces) or (best is not None and across >= best[0]):
            continue
        before = [each for each in pieces if each.right <= place]
        behind = [each for each in pieces if each.left >= place]
        if _is_text(before, left) and _is_text(behind, place):
            best = across, place
    return best[1] if best else None


def _is_text(pieces: list[Piece], left: float) -> bool:
    """Say whether pieces on one side of a gutter are lines of text that fill it."""
    if len(pieces) < 4:
        return False
    size = median(each.size for each in pieces)
    width = max(each.right for each in pieces) - left
    widths = median(each.right - each.left for each in pieces)
    return width > size * 6 and widths > width * 0.45 and widths > size * 5


def _lines(pieces: list[Piece]) -> list[_Line]:
    """Return the lines that pieces stand on, from above."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (each.middle, each.left)):
        above = lines[-1][0] if lines else None
        beside = above and abs(above.middle - piece.middle) < min(above.height, piece.height) / 2
        if beside and not piece.table and not lines[-1][0].table:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [_Line(each) for each in lines]


# Paragraphs --------------------------------------------------------------------------------------
def _add_column(
    blocks: list[Paragraph | Table], column: _Column, before: tuple[_Line, _Column] | None
) -> tuple[_Line, _Column]:
    """Add the lines of a column to the blocks; the first may go on with the paragraph before."""
    for line in column.lines:
        last = blocks[-1] if blocks else None
        if line.table:
            _add_table(blocks, line.table, new_page=before is not None and before[1] is not column)
        elif before is not None and isinstance(last, Paragraph) and _goes_on(*before, line, column):
            last.text = _joined(last.text, line.text)
        else:
            blocks.append(Paragraph(line.text, line.size, line.bold))
        before = line, column
    assert before is not None  # noqa: S101 - a column has lines
    return before


def _goes_on(above: _Line, its_column: _Column, line: _Line, column: _Column) -> bool:
    """Say whether a line goes on with the paragraph of the line above it."""
    if max(above.size, line.size) > min(above.size, line.size) * _OTHER_SIZE:
        return False
    if above.is_row or line.is_row:
        return False
    if above.text.endswith("。") and _SECTION.match(line.text):
        return False
    room = its_column.right - above.right
    if room > _width(line, _FIRST_WORD) + line.size * 0.6:
        return False  # the next word had room: the line was ended
    same = its_column is column
    if same and line.bottom - above.bottom > column.leading * 1.45:
        return False
    indent, its_indent = line.left - column.left, above.left - its_column.left
    if above.bold != line.bold and (above.bold or indent > line.size):
        return False
    if indent < line.size * 1.2:
        return True
    # The text of an item may hang below its number.
    hangs = its_indent + line.size * 0.5 < indent < its_indent + line.size * 2.5
    return bool(hangs and _ITEM.match(above.text) and not _ITEM.match(line.text))


def _width(line: _Line, opening: re.Pattern[str]) -> float:
    """Return how wide the first word of a line is."""
    word = opening.match(line.text)
    share = len(word.group()) / len(line.text) if word else 0
    return (line.right - line.left) * share


def _joined(text: str, more: str) -> str:
    """Return two lines as one: with a blank between words, without one in Chinese."""
    if not text:
        return more
    if text.endswith(_HYPHENS) and _WORD.match(more):
        return text[:-1] + more
    return text + (" " if _WORD.match(text[-1]) and _WORD.match(more) else "") + more


def _add_table(blocks: list[Paragraph | Table], table: Table, new_page: bool) -> None:
    """Add a table, to the one right before it if the page or column ended in between."""
    last = blocks[-1] if blocks else None
    if new_page and isinstance(last, Table):
        last.rows += table.rows[1:] if table.rows[0] == last.rows[0] else table.rows
    else:
        blocks.append(table)


# Headings ----------------------------------------------------------------------------------------
def _tell_headings(blocks: list[Paragraph | Table]) -> None:
    """Give those short paragraphs a level that are set larger than the text."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    sizes: Counter[float] = Counter()
    for each in paragraphs:
        sizes[round(each.size * 2) / 2] += len(each.text)
    if not sizes:
        return
    text_size = sizes.most_common(1)[0][0]
    larger = [
        each for each in paragraphs
        if each.size > text_size * _LARGER and len(each.text) <= _LONGEST_HEADING
    ]  # fmt: skip
    ranks: list[float] = []  # sizes that are told apart, the largest first
    for each in sorted(larger, key=lambda each: -each.size):
        if not ranks or ranks[-1] > each.size * _LARGER:
            ranks.append(each.size)
        each.heading = len(ranks)
    # What is larger than all others is the title, unless it comes again and again.
    if sum(each.heading == 1 for each in larger) > _MOST_TITLE_LINES:
        for each in larger:
            each.heading = min(each.heading + 1, 6)
