"""Titles told by layout: a table with a row for each, or a line of title above a list of names.

奖项 | 数量 | 名单 — 民族团结先进集体 | 2 | 青石镇、县融媒体中心. What a listing says fills in the
title that a sentence told already (授予甲等8个集体“A”称号), or is a title of its own.
"""

import re
from dataclasses import replace

from articles.extraction.honors.bearers.frame_words import PERSON_NAME
from articles.extraction.honors.bearers.name_lists import NameLists
from articles.extraction.honors.names.titles import HonorNames
from articles.extraction.offsets import PageOffset, PageStretch
from articles.extraction.parts import GridRow, Segments
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import (
    TITLE_AND_BODY,
    Honor,
    HonorKind,
    HonorStatus,
    Where,
)

from .conferrers import Conferrers
from .honor_tables import ATTACHED, CELL, ITEM, HonorTables, Line, Listing, cells_of
from .rolls import Rolls, is_label
from .words import kind_of

_LABEL = re.compile(r"^[一-鿿]{2,10}:\s*(?=[一-鿿])")
_OPENS = re.compile(r"(?:以下|如下|下列|名单)[^。]{0,40}$|:$")
_MOST = 400  # lines of a list
_MOST_CELLS, _FEW_CELLS = 12, 4  # names of people on a line; parts of a line that names one body


class Listings:
    """Reads the titles that are told by tables and lists of names."""

    def __init__(
        self,
        grids: list[list[GridRow]],
        segments: Segments,
        gazetteer: Gazetteer,
        region: str | None,
    ):
        self.segments = segments
        self.lists = NameLists(gazetteer)
        self.tables = HonorTables(HonorNames(gazetteer, region), self.lists)
        # The tables of the markup by where they start.
        self.rows = {rows[0].start: rows for rows in self.tables.of_page(grids, segments)}
        # What only the place of a row tells, and who may bear what it leaves open.
        self.unsure: list[PageStretch] = []
        self.unborne: list[tuple[PageStretch, tuple[str, ...]]] = []
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

    def _lines(self) -> list[Line]:
        lines: list[Line] = []
        last = PageOffset(0)  # where the last table of the markup ends
        for segment in self.segments.of(*TITLE_AND_BODY):
            if segment.where == Where.TITLE:
                continue
            raw, start = self.segments.raw, 0
            for part in self.segments.text(segment).split("\n"):
                at = PageOffset(segment.start + start)
                start += len(part) + 1
                if at in self.rows:
                    lines += self.rows[at]
                    held = self.rows[at][-1]
                    last = PageOffset(held.start + len(held.text))
                elif at >= last:
                    lines.append(Line(part, raw[at : at + len(part)], at, segment))
        return lines

    def _table(self, lines: list[Line], index: int) -> int:
        """Return how many rows the table has that starts there; 0 for none."""
        line = lines[index] if index < len(lines) else None
        if line is not None and line.cells:
            return len(self.rows.get(line.start, ()))
        return self.tables.rows(lines, index)

    def _list(self, lines: list[Line], index: int) -> Listing | None:
        """Read a title on a line of its own, and the lines of names or the table below it."""
        title, count = self.tables.title_alone(lines[index].text)
        if title is None:
            return None
        kind = kind_of(title.name)
        if rows := self._table(lines, index + 1):
            last = lines[index + rows]
            names = self.tables.column(lines[index + 1 : index + 1 + rows], kind)
        else:
            names, last = self._names_below(lines, index, kind)
        attached = ATTACHED.match(lines[index].text.strip())
        if not names or (count is not None and count != len(names)):
            return None
        if attached and len(names) == 1:
            return None  # 附件:某某名单, and who signs below
        return Listing(title, lines[index], last, names, count, whole=False)

    def _names_below(
        self, lines: list[Line], index: int, kind: HonorKind
    ) -> tuple[list[str], Line]:
        names: list[str] = []
        last = lines[index]
        for line in lines[index + 1 : index + 1 + _MOST]:
            named = self._names_on_line(line.text, kind)
            if not named:
                break
            names += named
            last = line
        return names, last

    def _names_on_line(self, text: str, kind: HonorKind) -> list[str]:
        """Return the names of a line: 1.合作市知合玛社区; 县公安局民警 吾拉木江·买买提.

        Several stand parted by 、 or, people, by blanks; 示范乡镇: only says what they are.
        """
        line = re.sub(r"\([^()]*\)", "", ITEM.sub("", text.strip())).rstrip(",;。")
        line = _LABEL.sub("", line)
        cells = [cell for cell in CELL.split(line) if cell]
        if not cells or len(cells) > _MOST_CELLS or re.search("[,。;:]", line):
            return []
        if is_label(ITEM.sub("", text.strip())):
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

    def _read_table(self, honors: list[Honor], rows: list[Line]) -> None:
        listings = list(self.tables.read(rows))
        for listing in listings:
            self._fill_in(honors, listing)
        if any(not listing.former for listing in listings):
            return
        # 序号 | 单位名称 | 类别: the title was told in front of the table.
        names = self.tables.column(rows, None)
        if names and (not listings or any(honor.count == len(names) for honor in honors)):
            self._give(honors, names, rows[0].start)

    # What they add ---------------------------------------------------------------------------

    def _fill_in(self, honors: list[Honor], listing: Listing) -> None:
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
        known = not listing.names and any(
            honor.name == name and listing.year in (None, honor.year) for honor in honors
        )
        if not known and (listing.whole or listing.title.level is not None):
            honors.append(self._honor(listing))
            line = listing.first
            stretch = line.start, PageOffset(line.start + len(line.text))
            if listing.unsure:
                self.unsure.append(stretch)
            if listing.maybe:
                self.unborne.append((stretch, listing.maybe))

    def _honor(self, listing: Listing) -> Honor:
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
            rule="names below a title",
            **self.segments.fact(line.start, PageOffset(line.start + len(line.text)), line.segment),
        )

    def _announce(self, honors: list[Honor], lines: list[Line], index: int) -> None:
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


def _with_tabs(line: Line) -> str:
    """Return a line as it is folded, with the tabs that part its cells."""
    tabs = line.cells or "\t" in line.raw
    return "\t".join(filter(None, cells_of(line))) if tabs else line.text


def _begins(told: list[str], listed: list[str]) -> bool:
    """Say whether what a sentence told is among what is listed: 甲等8个集体, and all eight."""
    return set(told) <= set(listed)
