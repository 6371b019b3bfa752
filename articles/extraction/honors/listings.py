"""Titles told by layout: a table with a row for each, or a line of title above a list of names.

奖项 | 数量 | 名单 — 民族团结先进集体 | 2 | 青石镇、县融媒体中心. What a listing says fills in the
title that a sentence told already (授予甲等8个集体“A”称号), or is a title of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast

from articles.extraction.honors.bearers.frame_words import PERSON_NAME
from articles.extraction.honors.bearers.name_lists import NameLists
from articles.extraction.honors.names.titles import HonorNames
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import PageOffset, ParagraphOffset
from articles.extraction.parts import Segment, Segments
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import (
    TITLE_AND_BODY,
    Honor,
    HonorKind,
    HonorStatus,
    Where,
)

from .conferrers import Conferrers
from .rolls import Rolls, is_label
from .table_heads import assigned, roles_of
from .words import Candidate, kind_of, level_word

_CELL = re.compile(r"\t+|\s*[|｜]\s*|[ \u3000]+")
_ITEM = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}[.、)]?(?!\d)|[·•●▪-])\s*"
)
_ATTACHED = re.compile(r"^附件\s*\d*\s*[:.、]?\s*")
_LABEL = re.compile(r"^[一-鿿]{2,10}:\s*(?=[一-鿿])")
_TITLE_TAIL = re.compile(
    r"(?:获得者)?(?:名单|名录|荣誉称号|称号)?(?:\(共?(?P<n>\d{1,4})\s*[个名家所人户]\))?:?$"
)
_LONGEST_TAIL = 60
_OPENS = re.compile(r"(?:以下|如下|下列|名单)[^。]{0,40}$|:$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BATCH = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})批")
_MOST = 400  # lines of a list
_MOST_CELLS, _FEW_CELLS = 12, 4  # names of people on a line; parts of a line that names one body


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a segment: its folded text, its raw text, and where it stands in the page."""

    text: str
    raw: str
    start: PageOffset
    segment: Segment


@dataclass(slots=True)
class _Listing:
    """A title and the names listed under it, over the lines from `first` to `last`."""

    title: Candidate
    first: _Line
    last: _Line
    names: list[str] = field(default_factory=list)
    count: int | None = None
    conferred_by: str | None = None
    year: int | None = None
    whole: bool = True  # a row of a table says all of its title
    former: bool = False  # only what its bearer had before


class Listings:
    """Reads the titles that are told by tables and lists of names."""

    def __init__(self, segments: Segments, gazetteer: Gazetteer, region: str | None):
        self.segments = segments
        self.names = HonorNames(gazetteer, region)
        self.lists = NameLists(gazetteer)
        self.conferrers = Conferrers(gazetteer, region)
        self.rolls = Rolls(self.lists)

    def complete(self, honors: list[Honor]) -> list[Honor]:
        """Return the honors with what the listings add to them, and titles of their own."""
        completed = list(honors)
        lines = self._lines()
        index = 0
        while index < len(lines):
            rows = self._table(lines, index)
            if rows > 1:
                self._read_table(completed, lines[index : index + rows])
                index += rows
                continue
            listing = self._list(lines, index)
            if listing is not None:
                self._fill_in(completed, listing)
                index = next(at for at in range(index, len(lines)) if lines[at] is listing.last)
            else:
                self._announce(completed, lines, index)
            index += 1
        return self.rolls.fill_in(completed, [(_with_tabs(line), line.start) for line in lines])

    # Lists of names --------------------------------------------------------------------------

    def _lines(self) -> list[_Line]:
        lines = []
        for segment in self.segments.of(*TITLE_AND_BODY):
            if segment.where == Where.TITLE:
                continue
            raw, start = self.segments.raw, 0
            for part in self.segments.text(segment).split("\n"):
                at = PageOffset(segment.start + start)
                lines.append(_Line(part, raw[at : at + len(part)], at, segment))
                start += len(part) + 1
        return lines

    def _list(self, lines: list[_Line], index: int) -> _Listing | None:
        """Read a title on a line of its own, and the lines of names or the table below it."""
        title, count = self._title_alone(lines[index].text)
        if title is None:
            return None
        kind = kind_of(title.name)
        if rows := self._table(lines, index + 1):
            last = lines[index + rows]
            names = self._column(lines[index + 1 : index + 1 + rows], kind)
        else:
            names, last = self._names_below(lines, index, kind)
        attached = _ATTACHED.match(lines[index].text.strip())
        if not names or (count is not None and count != len(names)):
            return None
        if attached and len(names) == 1:
            return None  # 附件:某某名单, and who signs below
        return _Listing(title, lines[index], last, names, count, whole=False)

    def _names_below(
        self, lines: list[_Line], index: int, kind: HonorKind
    ) -> tuple[list[str], _Line]:
        names: list[str] = []
        last = lines[index]
        for line in lines[index + 1 : index + 1 + _MOST]:
            named = self._names_on_line(line.text, kind)
            if not named:
                break
            names += named
            last = line
        return names, last

    def _title_alone(self, text: str) -> tuple[Candidate | None, int | None]:
        """Return the title that is all a line says, and the count it gives."""
        line = _ITEM.sub("", _ATTACHED.sub("", text.strip()))
        tail = _TITLE_TAIL.search(line, max(0, len(line) - _LONGEST_TAIL))
        count = int(tail["n"]) if tail and tail["n"] else None
        line = line[: tail.start()] if tail else line
        if not 4 <= len(line) <= 40 or re.search("[,。;:]", line):
            return None, None
        found = self.names.find(line, ParagraphOffset(0), ParagraphOffset(len(line)))
        whole = len(found) == 1 and found[0].end == len(line) and found[0].start <= 1
        return (found[0] if whole else None), count

    def _names_on_line(self, text: str, kind: HonorKind) -> list[str]:
        """Return the names of a line: 1.合作市知合玛社区; 县公安局民警 吾拉木江·买买提.

        Several stand parted by 、 or, people, by blanks; 示范乡镇: only says what they are.
        """
        line = re.sub(r"\([^()]*\)", "", _ITEM.sub("", text.strip())).rstrip(",;。")
        line = _LABEL.sub("", line)
        cells = [cell for cell in _CELL.split(line) if cell]
        if not cells or len(cells) > _MOST_CELLS or re.search("[,。;:]", line):
            return []
        if is_label(_ITEM.sub("", text.strip())):
            return []
        if kind is HonorKind.INDIVIDUAL:
            people = [cell for cell in cells if self._is_person(cell, alone=len(cells) == 1)]
            if "、" in line and len(cells) == 1:
                return self.lists.split(line, people=True)[0]
            return people if len(people) == len(cells) else people[:1]
        for cell in cells[:_FEW_CELLS]:
            names, persons = self.lists.split(cell)
            if names and not persons:
                return names
        return []

    def _is_person(self, cell: str, *, alone: bool) -> bool:
        if not PERSON_NAME.fullmatch(cell):
            return False
        names, persons = self.lists.split(cell, people=not alone)
        return bool(names) and persons

    # Tables ----------------------------------------------------------------------------------

    def _table(self, lines: list[_Line], index: int) -> int:
        """Return how many rows the table has whose head stands there; 0 for none."""
        if index >= len(lines):
            return 0
        roles = roles_of(_cells(lines[index]))
        if "bearers" not in roles or len(roles) < 2:
            return 0
        rows = 1
        while index + rows < len(lines) and len(_cells(lines[index + rows])) > 1:
            rows += 1
        return rows

    def _read_table(self, honors: list[Honor], rows: list[_Line]) -> None:
        listings = list(self._rows(rows))
        for listing in listings:
            self._fill_in(honors, listing)
        if any(not listing.former for listing in listings):
            return
        # 序号 | 单位名称 | 类别: the title was told in front of the table.
        names = self._column(rows, None)
        if names and (not listings or any(honor.count == len(names) for honor in honors)):
            self._give(honors, names, rows[0].start)

    def _column(self, rows: list[_Line], kind: HonorKind | None) -> list[str]:
        """Return the names of a table, [] unless each of its rows names somebody."""
        roles = roles_of(_cells(rows[0]))
        cells = [assigned(roles, _cells(row)).get("bearers", "") for row in rows[1:]]
        people = kind is HonorKind.INDIVIDUAL
        named = [self.lists.split(cell, people=people)[0] for cell in cells]
        return [name for names in named for name in names] if all(named) else []

    def _rows(self, rows: list[_Line]) -> Iterator[_Listing]:
        """Read the rows of a table; a cell that spans rows is given in the first of them."""
        roles = roles_of(_cells(rows[0]))
        spanning: _Listing | None = None
        for line in rows[1:]:
            row = assigned(roles, _cells(line))
            former = self._former(row, line)
            if former is not None:
                yield former
            title, _ = self._title_alone(row.get("title", ""))
            names = self._bearers(
                row.get("bearers", ""), title or (spanning.title if spanning else None)
            )
            if not names or (title is None and (spanning is None or row.get("title"))):
                continue
            own = row.get("year") or row.get("batch")
            if title is None and spanning is not None:
                if not own:
                    spanning.names += names
                    spanning.last, spanning.whole = line, False
                    continue
                title = replace(spanning.title)
            if spanning is not None:
                yield spanning
            spanning = self._listing(cast("Candidate", title), line, names, row)
        if spanning is not None:
            yield spanning

    def _listing(
        self, title: Candidate, line: _Line, names: list[str], row: dict[str, str]
    ) -> _Listing:
        """Return the honor of a row."""
        if title.level is None:
            title.level = level_word(row.get("level", ""))
        if batch := _BATCH.search(row.get("batch", "")):
            value = to_decimal(batch[1])
            title.batch = None if value is None else int(value)
        listing = _Listing(title, line, line, names, _count(row.get("count", "")))
        listing.conferred_by = row.get("conferred_by") or None
        dated = _YEAR.search(row.get("year", ""))
        listing.year = int(dated.group()) if dated else None
        return listing

    def _former(self, row: dict[str, str], line: _Line) -> _Listing | None:
        """Return the honor that a row says its bearer had before: 2021年市级先进集体."""
        cell = row.get("former", "").strip()
        dated = _YEAR.match(cell)
        told = cell[dated.end() :].removeprefix("年").removeprefix("度") if dated else cell
        title, _ = self._title_alone(told)
        names = self._bearers(row.get("bearers", ""), title) if title else []
        if title is None or not names:
            return None
        listing = _Listing(title, line, line, names, former=True)
        listing.year = int(dated.group()) if dated else None
        return listing

    def _bearers(self, cell: str, title: Candidate | None) -> list[str]:
        people = title is not None and kind_of(title.name) is HonorKind.INDIVIDUAL
        names, _ = self.lists.split(cell, people=people)
        return names

    # What they add ---------------------------------------------------------------------------

    def _fill_in(self, honors: list[Honor], listing: _Listing) -> None:
        """Give the names to the title that a sentence told, or add a title of its own."""
        name = listing.title.name
        for at, honor in enumerate(honors):
            told = honor.name == name or (listing.title.level is None and honor.name.endswith(name))
            counted = honor.count in (None, len(listing.names)) or honor.count_derived
            if told and counted and _begins(honor.recipients, listing.names):
                honors[at] = replace(
                    honor,
                    recipients=list(listing.names),
                    year=honor.year or listing.year,
                    batch=honor.batch or listing.title.batch,
                    level=honor.level or listing.title.level,
                    conferred_by=honor.conferred_by or listing.conferred_by,
                )
                return
        if listing.whole or listing.title.level is not None:
            honors.append(self._honor(listing))

    def _honor(self, listing: _Listing) -> Honor:
        line = listing.first
        org = listing.conferred_by
        level = listing.title.level
        if level is None and org:
            level = self.conferrers.org_level(org)
        count, derived = listing.count or listing.title.count, False
        if count is None and len(listing.names) > 1:
            count, derived = len(listing.names), True
        return Honor(
            name=listing.title.name,
            level=level,
            kind=kind_of(listing.title.name),
            status=HonorStatus.HELD,
            count=count,
            count_derived=derived,
            year=listing.year,
            batch=listing.title.batch,
            recipients=list(listing.names),
            conferred_by=org,
            **self.segments.fact(line.start, PageOffset(line.start + len(line.text)), line.segment),
        )

    def _announce(self, honors: list[Honor], lines: list[_Line], index: int) -> None:
        """Give the list below to the title of the sentence that opens it: 拟命名以下单位为A:…."""
        line = lines[index]
        if not _OPENS.search(line.text.rstrip("。")):
            return
        told = [item for item in honors if 0 <= item.offset - line.start < len(line.text)]
        if not told:
            return
        names, _ = self._names_below(lines, index, told[-1].kind)
        if len(names) > 1:
            self._give(honors, names, lines[index + 1].start)

    @staticmethod
    def _give(honors: list[Honor], names: list[str], before: PageOffset) -> None:
        """Give names to the last title told in front of them whose bearers they can be."""
        for at in range(len(honors) - 1, -1, -1):
            honor = honors[at]
            counted = honor.count in (None, len(names)) or honor.count_derived
            if honor.offset < before and counted and _begins(honor.recipients, names):
                honors[at] = replace(
                    honor,
                    recipients=names,
                    count=honor.count or len(names),
                    count_derived=honor.count is None or honor.count_derived,
                )
                return


def _with_tabs(line: _Line) -> str:
    """Return a line as it is folded, with the tabs that part its cells."""
    return "\t".join(_cells(line)) if "\t" in line.raw else line.text


def _cells(line: _Line) -> list[str]:
    """Return the cells of a line of a table."""
    if "\t" in line.raw:
        cells, start = [], 0
        for at in [*(match.start() for match in re.finditer("\t", line.raw)), len(line.raw)]:
            cells.append(line.text[start:at].strip())
            start = at + 1
        return cells
    if "|" in line.text or "｜" in line.text:
        return [cell.strip() for cell in re.split("[|｜]", line.text.strip(" |｜"))]
    return [cell for cell in _CELL.split(line.text.strip()) if cell]


def _begins(told: list[str], listed: list[str]) -> bool:
    """Say whether what a sentence told is among what is listed: 甲等8个集体, and all eight."""
    return set(told) <= set(listed)


def _count(cell: str) -> int | None:
    number = re.match(r"\d+|[一二三四五六七八九十百]+", cell.strip())
    value = to_decimal(number.group()) if number else None
    return None if value is None else int(value)
