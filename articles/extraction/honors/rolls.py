"""Rolls of names below the sentence that told their title: 命名甲镇等12个单位为A.

A roll may be parted by labels (乡镇(2个):, 一、机关), stand in a table, or have several names a
line. It is known as a title's by whom the sentence named first and by how many it said there are,
or by its label.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from articles.extraction.honors.bearers.frame_words import NAME_ENDS, PERSON_NAME
from articles.extraction.honors.bearers.name_lists import NameLists
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import PageOffset
from articles.extraction.report import Honor, HonorKind, HonorStatus

from .words import NUM

_CELL = re.compile(r"\t+|\s*[|｜、,;]\s*|[ \u3000]+")
_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}[.、)]?(?!\d)|[·•●▪◆-])\s*"
)
_LABELLED = re.compile(r"^(?P<label>[一-鿿、()\d]{2,16}):\s*(?=[一-鿿“])")
_KIND = (
    r"(?:(?:先进|示范|模范)?(?:乡镇|苏木|嘎查|街道|社区|村|学校|机关|企业|事业|单位|个人|集体|医院|宗教活动场所"
    r"|寺庙|家庭|基地|旗县|市区|景区|窗口|部门|其他|连队|团场|企事业|[县市旗区镇乡])类?)"
)
# 乡镇, 村(社区), 机关、企事业: what stands below; but 县医院 is a name.
_LABEL = re.compile(rf"{_KIND}(?:[、和(/]?(?!医院){_KIND})*\)?:?")
_COUNTS = re.compile(rf"\(共?{NUM}\s*[个名家所人户]\):?$|共?\d{{1,3}}\s*[个名家所人户]:?$")
_THROUGH = re.compile(
    r"(?:附件|附)\s*\d*\s*[:.]?\s*|.{0,40}(?:名单|名录)|\(?(?:共|排名不分|按)[^。]{1,20}\)?|序号.*|\d{1,3}"
)
_PUT = re.compile(r"^(?:拟?(?:推荐|命名|表彰|授予|认定|确定)|获评|荣获|受表彰的?|入选)(?:的)?")
_THESE = re.compile(rf"(?:以下|下列|如下){NUM}\s*[个名家所][^,。;]{{0,40}}")
_END = re.compile(r"[。!?]|.{200}")
_MOST = 600  # lines of a block


@dataclass(slots=True)
class _Group:
    """The lines of names below one label; of each line its first name and all of them."""

    label: str
    rows: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """What stands in a row without a sentence in between."""

    start: PageOffset
    groups: list[_Group] = field(default_factory=list)


class Rolls:
    """Reads rolls of names, and gives them to the titles they are the bearers of."""

    def __init__(self, lists: NameLists):
        self.lists = lists

    def fill_in(self, honors: list[Honor], lines: list[tuple[str, PageOffset]]) -> list[Honor]:
        """Return the honors with the names of the rolls below them; `lines` are folded."""
        if not any(self._open(honor, lines) for honor in honors):
            return honors
        blocks = list(self._blocks(lines))
        return [self._filled(honor, blocks, lines) for honor in honors]

    @staticmethod
    def _open(honor: Honor, lines: list[tuple[str, PageOffset]]) -> bool:
        if honor.status is HonorStatus.DESCRIBED or honor.count == 1:
            return False
        return honor.count is None or len(honor.recipients) < honor.count

    # Reading ---------------------------------------------------------------------------------

    def _blocks(self, lines: list[tuple[str, PageOffset]]) -> Iterator[_Block]:
        block: _Block | None = None
        for text, start in lines:
            line = text.strip()
            if not line:
                continue
            if _END.search(line):
                if block:
                    yield block
                block = None
                continue
            block = block or _Block(start)
            labelled = _LABELLED.match(_NUMBERED.sub("", line))
            bare = _NUMBERED.sub("", line)
            if labelled:
                block.groups.append(_Group(labelled["label"], [bare[labelled.end() :]]))
            elif is_label(bare):
                block.groups.append(_Group(bare))
            elif self._names(line, people=False)[0] or self._names(line, people=True)[0]:
                if not block.groups:
                    block.groups.append(_Group(""))
                block.groups[-1].rows.append(line)
            elif not _THROUGH.fullmatch(line) and any(group.rows for group in block.groups):
                yield block
                block = None
        if block:
            yield block

    def _names(self, row: str, *, people: bool) -> tuple[list[str], list[str]]:
        """Return the first name of a row, and all of them."""
        table = "\t" in row or "|" in row
        row = re.sub(r"\([^()]*\)", "", _NUMBERED.sub("", row.strip())).rstrip(",;。 ")
        found = []
        for cell in _CELL.split(row):
            cell = cell.strip()
            if people:
                named = PERSON_NAME.fullmatch(cell) and self.lists.split(cell, people=True)
                names = named[0] if named and named[1] else []
            else:
                names, persons = self.lists.split(cell)
                if not names and NAME_ENDS.search(cell) and "的" not in cell:
                    names = [cell]  # 县医院: in a roll it is a name
                names = [] if persons or not 3 <= len(cell) <= 34 or is_label(cell) else names
            found += names
        return found[:1], found[:1] if table else found

    def _all(self, groups: list[_Group], honor: Honor, mode: int) -> list[str]:
        people = honor.kind is HonorKind.INDIVIDUAL
        return [
            name
            for group in groups
            for row in group.rows
            for name in self._names(row, people=people)[mode]
        ]

    # Giving ----------------------------------------------------------------------------------

    def _filled(
        self, honor: Honor, blocks: list[_Block], lines: list[tuple[str, PageOffset]]
    ) -> Honor:
        if not self._open(honor, lines):
            return honor
        count = honor.count
        if count is None:
            count = _these(honor, lines)
        for block in blocks:
            if block.start <= honor.offset or not block.groups:
                continue
            for mode in (0, 1):
                names = self._of_block(block, honor, count, mode)
                if names:
                    derived = honor.count is None or honor.count_derived
                    return replace(
                        honor, recipients=names, count=honor.count or len(names),
                        count_derived=derived,
                    )  # fmt: skip
        return honor

    def _of_block(self, block: _Block, honor: Honor, count: int | None, mode: int) -> list[str]:
        told = honor.recipients
        names = self._all(block.groups, honor, mode)
        if count and told:
            for at, name in enumerate(names):
                part = names[at : at + count]
                if _same(name, told[0]) and len(part) == count and _holds(part, told):
                    return part
        if count and not told and len(names) == count:
            return names
        if count and told and (part := self._groups_of(block, honor, count, mode)):
            return part
        for group in block.groups:
            listed = self._all([group], honor, mode)
            if len(listed) < 2 or not _names_title(group.label, honor.name):
                continue
            if _holds(listed, told) and len(listed) == (count or len(listed)):
                return listed
        return []

    def _groups_of(self, block: _Block, honor: Honor, count: int, mode: int) -> list[str]:
        """Return the names of groups in a row that are as many as told, and hold those told."""
        read = [self._all([group], honor, mode) for group in block.groups]
        for first in range(len(read)):
            for last in range(first + 1, len(read) + 1):
                names = [name for group in read[first:last] for name in group]
                if len(names) == count and _holds(names, honor.recipients):
                    return names
        return []


def is_label(line: str) -> bool:
    """Say whether a line only tells what stands below: 乡镇(2个), 一、拟推荐示范区(3个)."""
    core = _COUNTS.sub("", line)
    return bool(
        len(line) <= 40
        and (
            _LABEL.fullmatch(_PUT.sub("", core)) or (core != line and not re.search("[,、]", core))
        )
    )


def _names_title(label: str, title: str) -> bool:
    """Say whether a label names a title by its end: 一、示范单位(6个)."""
    core = re.sub("名单$|类$|[:()]", "", _PUT.sub("", _COUNTS.sub("", label)))
    return len(core) >= 3 and title.endswith(core)


def _these(honor: Honor, lines: list[tuple[str, PageOffset]]) -> int | None:
    """Return how many a sentence says stand below: 以下3个旗县区和6个单位."""
    for text, start in lines:
        if start <= honor.offset < start + len(text):
            these = [*_THESE.finditer(text, 0, honor.offset - start)]
            counts = re.findall(rf"({NUM})\s*[个名家所]", these[-1].group()) if these else []
            values = [int(value) for each in counts if (value := to_decimal(each)) is not None]
            return sum(values) or None
    return None


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 3 and long.endswith(short))


def _holds(names: list[str], told: list[str]) -> bool:
    return all(any(_same(name, each) for name in names) for each in told)
