"""Honors told by tables: a row for each, or a column for each year, level or title.

A table of the markup is read as a grid, where a cell that spans rows stands in each of them; a
ragged one of plain text only has the cells that its lines give. An empty cell of bearers goes on
the one above.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from articles.extraction.honors.bearers.name_lists import NameLists
from articles.extraction.honors.names.conferred import HONORIFIC
from articles.extraction.honors.names.titles import HonorNames
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import PageOffset, ParagraphOffset
from articles.extraction.parts import GridRow, Segment, Segments
from articles.extraction.report import BODY, HonorKind, HonorLevel

from .table_heads import Looks, assigned, inferred, roles_of
from .words import LEVEL_ONLY, Candidate, kind_of, level_word

CELL = re.compile(r"\t+|\s*[|｜]\s*|[ \u3000]+")
ITEM = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}[.、)]?(?!\d)|[·•●▪-])\s*"
)
ATTACHED = re.compile(r"^附件\s*\d*\s*[:.、]?\s*")
_TITLE_TAIL = re.compile(
    r"(?:获得者)?(?:名单|名录|荣誉称号|称号)?(?:\(共?(?P<n>\d{1,4})\s*[个名家所人户]\))?:?$"
)
_LONGEST_TAIL = 60
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPENING_YEAR = re.compile(
    r"((?:19|20)\d\d)(?:年度?|[.-]\d{1,2})?(?:\d{1,2}月)?"
    r"(?:获得?|荣获|获评|被评为|被命名为)?"
)
_CLOSING_YEAR = re.compile(r"[\s(]*((?:19|20)\d\d)(?:年度?)?(?:\d{1,2}月)?\)?$")
_BATCH = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})批")
_PARTS = re.compile(r"[;；\n]|(?<=\))[、,]|、(?=(?:19|20)\d\d|全国|自治区|全[区省盟市州])")
_TITLE_LIKE = re.compile("[一-鿿“”·\\d]{4,30}")
_SAME = re.compile(r"同上|[〃″\"”]|-〃-")
_YES = re.compile("[√✓✔是有]")
_MOST_COLUMNS = 12
_LONGEST_BEARER = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a segment: its folded text, its raw text, and where it stands in the page.

    Of a row of a table of the markup, `cells` are its cells, and `goes_on` the columns whose cell
    began in a row above.
    """

    text: str
    raw: str
    start: PageOffset
    segment: Segment
    cells: tuple[str, ...] = ()
    goes_on: frozenset[int] = frozenset()


@dataclass(slots=True)
class Listing:
    """A title and the names listed under it, over the lines from `first` to `last`.

    `unsure`: its bearer is that of the row above, and nothing says so. `maybe` may bear it.
    """

    title: Candidate
    first: Line
    last: Line
    names: list[str] = field(default_factory=list)
    count: int | None = None
    conferred_by: str | None = None
    year: int | None = None
    whole: bool = True  # a row of a table says all of its title
    former: bool = False  # only what its bearer had before
    unsure: bool = False
    maybe: tuple[str, ...] = ()


def cells_of(line: Line) -> list[str]:
    """Return the cells of a line of a table."""
    if line.cells:
        return list(line.cells)
    if "\t" in line.raw:
        cells, start = [], 0
        for at in [*(match.start() for match in re.finditer("\t", line.raw)), len(line.raw)]:
            cells.append(line.text[start:at].strip())
            start = at + 1
        return cells
    if "|" in line.text or "｜" in line.text:
        return [cell.strip() for cell in re.split("[|｜]", line.text.strip(" |｜"))]
    return [cell for cell in CELL.split(line.text.strip()) if cell]


class HonorTables:
    """Reads the tables of a page."""

    def __init__(self, names: HonorNames, lists: NameLists):
        self.names, self.lists = names, lists
        self.looks = Looks(
            lambda cell: bool(self.titles(cell)), lambda cell: bool(self.lists.split(cell)[0])
        )

    def title_alone(self, text: str) -> tuple[Candidate | None, int | None]:
        """Return the title that is all a line says, and the count it gives."""
        line = ITEM.sub("", ATTACHED.sub("", text.strip()))
        tail = _TITLE_TAIL.search(line, max(0, len(line) - _LONGEST_TAIL))
        count = int(tail["n"]) if tail and tail["n"] else None
        line = line[: tail.start()] if tail else line
        if not 4 <= len(line) <= 40 or re.search("[,。;:]", line):
            return None, None
        found = self.names.find(line, ParagraphOffset(0), ParagraphOffset(len(line)))
        whole = len(found) == 1 and found[0].end == len(line) and found[0].start <= 1
        return (found[0] if whole else None), count

    # Where they are ----------------------------------------------------------------------------

    def of_page(self, grids: list[list[GridRow]], segments: Segments) -> list[list[Line]]:
        """Return the rows of each table of the markup that tells honors in a report's body."""
        return [rows for grid in grids if (rows := self._of_markup(grid, segments))]

    def _of_markup(self, grid: list[GridRow], segments: Segments) -> list[Line]:
        rows: list[Line] = []
        for row in grid:
            segment = segments.at(row.start)
            if segment and segment.where in BODY and not (row.spans_all and not rows):
                start, end = row.start, row.end
                text, raw = segments.folded[start:end], segments.raw[start:end]
                rows.append(Line(text, raw, start, segment, row.cells, row.goes_on))
        return rows if len(rows) > 1 and self.roles(rows) else []

    def rows(self, lines: list[Line], index: int) -> int:
        """Return how many rows the table of plain text has whose head stands there; 0 for none."""
        if index >= len(lines):
            return 0
        head = cells_of(lines[index])
        roles = roles_of(head)
        if "bearers" in roles and len(roles) > 1:
            rows = 1
            while index + rows < len(lines) and len(cells_of(lines[index + rows])) > 1:
                rows += 1
            return rows
        rows = 0
        while index + rows < len(lines) and "\t" in lines[index + rows].raw:
            rows += 1
        return rows if rows > 1 and self.roles(lines[index : index + rows]) else 0

    def roles(self, rows: list[Line]) -> list[str]:
        """Return what the columns of a table hold by its head or its cells; [] if no honors."""
        head, first = cells_of(rows[0]), cells_of(rows[1])
        if len(head) > _MOST_COLUMNS:
            return []
        roles = self.headed(rows)
        across = any(" " in role for role in roles)
        if "bearers" in roles and (not rows[0].cells or across or "title" in roles):
            return roles
        if "title" in roles and rows[0].cells:
            return roles if across or any(map(self.titles, first)) else []
        return inferred([cells_of(row) for row in rows], self.looks) if not roles else []

    @staticmethod
    def headed(rows: list[Line]) -> list[str]:
        """Return what the columns of a table hold by its head, [] if it has none."""
        roles = roles_of(cells_of(rows[0]))
        return roles if any(role and " " not in role for role in roles) else []

    # What they tell ----------------------------------------------------------------------------

    def read(self, rows: list[Line]) -> Iterator[Listing]:
        """Yield what the rows of a table tell; a title over several of them, for all of these."""
        headed = bool(self.headed(rows))
        spanning: Listing | None = None
        for listing, goes_on in _Rows(self, self.roles(rows), rows[headed:]).listings():
            if listing.former:
                yield listing
            elif goes_on and spanning is not None:
                spanning.names += [name for name in listing.names if name not in spanning.names]
                spanning.last, spanning.whole = listing.last, False
            else:
                if spanning is not None:
                    yield spanning
                spanning = listing
        if spanning is not None:
            yield spanning

    def column(self, rows: list[Line], kind: HonorKind | None) -> list[str]:
        """Return the names of a table, [] unless each of its rows names somebody."""
        roles = roles_of(cells_of(rows[0]))
        cells = [assigned(roles, cells_of(row)).get("bearers", "") for row in rows[1:]]
        people = kind is HonorKind.INDIVIDUAL
        named = [self.lists.split(cell, people=people)[0] for cell in cells]
        return [name for names in named for name in names] if all(named) else []

    def bearers(self, cell: str, title: Candidate | None) -> list[str]:
        """Return whom a cell names."""
        people = title is not None and kind_of(title.name) is HonorKind.INDIVIDUAL
        return self.lists.split(cell.replace("\n", "、"), people=people)[0]

    def titles(self, cell: str, *, headed: bool = False) -> list[tuple[Candidate, int | None]]:
        """Return the titles that are all a cell says, each with its year; [] if it says more.

        `headed`: the head of its column says that it holds titles.
        """
        parts = _PARTS.split(cell)
        return self._titles(parts, headed) or self._titles([re.sub(r"\s", "", cell)], headed)

    def _titles(self, parts: list[str], headed: bool) -> list[tuple[Candidate, int | None]]:
        found: list[tuple[Candidate, int | None]] = []
        for part in parts:
            told = ITEM.sub("", part.strip()).strip('“”"。,、 ')
            if not told:
                continue
            opening, year = _OPENING_YEAR.match(told), None
            if opening and len(told) > opening.end():
                told, year = told[opening.end() :].lstrip(":年度 "), int(opening[1])
            elif closing := _CLOSING_YEAR.search(told):
                told, year = told[: closing.start()], int(closing[1])
            told = told.strip('“”" ')
            title, _ = self.title_alone(told)
            if title is None and headed and _TITLE_LIKE.fullmatch(told) and HONORIFIC.search(told):
                level = level_word(told) or self.names.ranks.of_place(told)
                name = LEVEL_ONLY.sub("", told, count=1) if LEVEL_ONLY.match(told) else told
                stop = ParagraphOffset(len(told))
                title = Candidate(ParagraphOffset(0), stop, name, name, level)
            if title is None:
                return []
            found.append((title, year))
        return found


class _Rows:
    """The rows of one table, read from the first to the last."""

    def __init__(self, tables: HonorTables, roles: list[str], rows: list[Line]):
        self.tables, self.roles, self.rows = tables, roles, rows
        self.above = ""  # the cell of bearers above
        cells = [self._by_role(row).get("bearers", "") for row in rows]
        # Written out again in each row, so that an empty cell is no sign of the one above.
        self.repeats = any(one and one == other for one, other in pairwise(cells))

    def _by_role(self, line: Line) -> dict[str, str]:
        cells = cells_of(line)
        if line.cells:
            return {role: cell for role, cell in zip(self.roles, cells, strict=False) if role}
        return assigned(self.roles, cells)

    def listings(self) -> Iterator[tuple[Listing, bool]]:
        """Yield what each row tells, and whether it only adds bearers to the title above."""
        last: Candidate | None = None
        for line in self.rows:
            row = self._by_role(line)
            cell, unsure = self._bearers_cell(line, row)
            across = [*self._former(row, line, cell), *self._across(row, line, cell)]
            yield from ((listing, False) for listing in across)
            told = self.tables.titles(row.get("title", ""), headed=True)
            own = row.get("year") or row.get("batch")
            goes_on = self._spans(line, "title") or not row.get("title")
            if goes_on:
                told = [(replace(last), None)] if last is not None else []
            elif told:
                last = told[-1][0]
            for title, year in told:
                names = self.tables.bearers(cell, title)
                if not names and "bearers" in self.roles and not line.cells:
                    continue
                listing = self._listing(title, line, names, row)
                listing.year = year or listing.year
                if unsure and self.repeats:
                    listing.names, listing.maybe = [], tuple(names)
                elif cell and not names:
                    listing.maybe = (cell[:_LONGEST_BEARER],)
                listing.unsure = unsure and not self.repeats
                yield listing, goes_on and not own

    def _spans(self, line: Line, role: str) -> bool:
        return role in self.roles and self.roles.index(role) in line.goes_on

    def _bearers_cell(self, line: Line, row: dict[str, str]) -> tuple[str, bool]:
        """Return the cell that names the bearers of a row, and whether it is only taken over.

        A row without a number of its own goes on the one above.
        """
        cell = row.get("bearers", "").strip()
        if cell and not _SAME.fullmatch(cell):
            self.above = cell
            return cell, False
        if not line.cells or not self.above or cell:
            return (self.above if cell else ""), False
        numbered = "number" in self.roles and bool(row.get("number"))
        return self.above, (numbered and not self._spans(line, "number")) or self.repeats

    def _across(self, row: dict[str, str], line: Line, cell: str) -> Iterator[Listing]:
        """Read the columns that hold titles, or bearers, of one year, level or title."""
        title = next((title for title, _ in self.tables.titles(row.get("title", ""))), None)
        for role, told in row.items():
            how, _, what = role.partition(" ")
            if how not in ("in", "at", "of") or not told:
                continue
            if how == "of":
                named, _ = self.tables.title_alone(what)
                dated = _YEAR.match(told)
                if named and cell and (dated or _YES.fullmatch(told)):
                    listing = self._listing(named, line, self.tables.bearers(cell, named), row)
                    listing.year = int(dated.group()) if dated else listing.year
                    yield listing
                continue
            if title is not None and (names := self.tables.bearers(told, title)):
                yield self._ranked(self._listing(replace(title), line, names, row), how, what)
                continue
            for named, year in self.tables.titles(told):
                if names := self.tables.bearers(cell, named):
                    listing = self._ranked(self._listing(named, line, names, row), how, what)
                    listing.year = year or listing.year
                    yield listing

    @staticmethod
    def _ranked(listing: Listing, how: str, what: str) -> Listing:
        """Give a listing the year, or the level, that the head of its column says."""
        if how == "in":
            listing.year = int(what)
        elif listing.title.level is None:
            listing.title.level = HonorLevel(what)
        return listing

    def _listing(
        self, title: Candidate, line: Line, names: list[str], row: dict[str, str]
    ) -> Listing:
        """Return the honor of a row."""
        if title.level is None:
            title.level = level_word(row.get("level", ""))
        if batch := _BATCH.search(row.get("batch", "")):
            value = to_decimal(batch[1])
            title.batch = None if value is None else int(value)
        listing = Listing(title, line, line, names, count_in(row.get("count", "")))
        listing.conferred_by = row.get("conferred_by") or None
        dated = _YEAR.search(row.get("year", ""))
        listing.year = int(dated.group()) if dated else None
        return listing

    def _former(self, row: dict[str, str], line: Line, cell: str) -> list[Listing]:
        """Return the honors that a row says its bearer had before: 2021年市级先进集体."""
        found = []
        for title, year in self.tables.titles(row.get("former", "")):
            if names := self.tables.bearers(cell, title):
                found.append(Listing(title, line, line, names, year=year, former=True))
        return found


def count_in(cell: str) -> int | None:
    """Return the number that a cell opens with."""
    number = re.match(r"\d+|[一二三四五六七八九十百]+", cell.strip())
    value = to_decimal(number.group()) if number else None
    return None if value is None else int(value)
