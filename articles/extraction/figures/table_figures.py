"""Figures that a table tells: a row names it, or its column, and the heads give unit and year.

指标 | 单位 | 2021年 and 旗县 | 培训（人次） | 同比增长. A value whose unit the table does not
say is no figure, as in a sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from articles.extraction.language.quantities import find_quantities
from articles.extraction.language.units import UNIT
from articles.extraction.layout.lines import Cell, Page, Table
from articles.extraction.offsets import PageStretch
from articles.extraction.parts import Segments
from articles.extraction.report import BODY, Figure

from .naming import is_word

_NUMBER = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?)?")
_DATES = re.compile(r".*(?:年份|(?<![本上当去前全该\d])年度|时间|日期)")
_YEAR_IN = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_IN_BRACKETS = re.compile(r"\((?:单位:)?([^()\d]{1,8})\)")
_UNIT_SAID = re.compile(r"单位:\s*([^\s,、;()\d]{1,8})")
_UNIT_COLUMN = re.compile(r"(?:计量|计数)?单位")
_NO_VALUES = re.compile(
    r"(.*)(?:(?<![称口信商字])号|号码|排[序名]|名次|年份|(?<![本上当去前全该\d])年度|时间|日期"
    r"|电话|手机|邮编|编码|页码|备注|说明|代码|批次)(?:\(.*\))?"
)
# The line above a table that is its caption: 表2 2023年项目资金(单位:万元).
_CAPTION = re.compile(r"(?:附?表|续表)\s*[\d一二三四五六七八九十]|.*单位:|.*[表况]$")
_CAPTION_LINES, _LONGEST_CAPTION = 2, 60
_A_UNIT = re.compile(rf"[十百千万亿]*(?:{UNIT})(?:\({UNIT}\))?|[/\w%‰²³㎡]{{1,3}}/\w{{1,3}}")
_GROWTH = re.compile(
    r"(?:同比|环比|比上年|较上年|年均)?(?:增长|增减|增幅|增速|升降)率?(?:\(%\))?|同比|环比"
)
# Says that a value stands below, not what it is.
_SAYS_NOTHING = re.compile(r"数量|数值|数据|数额|指标值|完成(?:情况|数)|实际|情况|本年|当年|全年")
_BY_NAME = (("人次", "人次"), ("人数", "人"), ("户数", "户"), ("个数", "个"), ("场次", "场"))
# Words that say what kind a value is, and what a unit of that kind holds.
_KINDS = (
    *_BY_NAME,
    ("面积", "亩|顷|平方|㎡|m2|m²"),
    ("长度|里程|高度|宽度|距离", "米|里|m"),
    ("人口", "人"),
    ("年龄", "岁"),
    ("次数", "次"),
    ("[项村校家件]数", "[项村校家件个所]"),
    ("率|占比|比例|比重", "%|‰|百分"),
    ("时长|天数", "时|分|天|日"),
    ("得分|分数|评分", "分"),
)
_LONGEST_NAME = 60


@dataclass(slots=True)
class _Heads:
    """What stands over the values of a table: in its caption, and over each column."""

    caption: str
    columns: list[list[str]]
    rows: int  # how many rows of the table they take

    def over(self, column: int) -> str:
        """Return the head of a column, its upper words first."""
        return "".join(self.columns[column])

    def year(self, column: int) -> str | None:
        """Return the year that the head of a column gives to its values, or the caption."""
        bare = map(_YEAR.fullmatch, self.columns[column])
        found = _YEAR_IN.search(self.over(column)) or next(filter(None, bare), None)
        found = found or _YEAR_IN.search(self.caption)
        return found[1] if found else None

    def name(self, column: int) -> str:
        """Return what the head calls its values; a rank stands in front: 国家级|示范单位."""
        words = [word for word in map(_name, self.columns[column]) if word]
        return "".join(sorted(words, key=lambda word: not word.endswith("级")))


def find_table_figures(page: Page, segments: Segments, taken: list[PageStretch]) -> list[Figure]:
    """Return the figures of the tables in a report's body, but in stretches that are taken."""
    return [
        figure for table in page.tables for figure in _Reader(page, segments, taken).figures(table)
    ]


def bare_numbers(page: Page) -> list[PageStretch]:
    """Return the cells that hold a number alone: what stands in the next one is no unit of it."""
    return [
        cell.stretch
        for table in page.tables
        for row in table.rows
        for cell in row
        if cell.stretch and _NUMBER.fullmatch(page.folded[slice(*cell.stretch)].strip())
    ]


class _Reader:
    def __init__(self, page: Page, segments: Segments, taken: list[PageStretch]):
        self.page = page
        self.segments = segments
        self.taken = taken

    def figures(self, table: Table) -> Iterator[Figure]:
        """Yield the figures of a table, row by row."""
        grid = table.grid()
        if not grid or not grid[0]:
            return
        heads = self._heads(table, grid)
        named = next((at for at in range(len(heads.columns)) if self._names(grid, heads, at)), None)
        units = self._unit_column(grid, heads)
        for row, cells in zip(table.rows[heads.rows :], grid[heads.rows :], strict=True):
            stretches = [cell.stretch for cell in row if cell.stretch]
            if stretches:
                start, end = stretches[0][0], stretches[-1][1]
                unit = "" if units is None else self._text(cells[units])
                yield from self._row(cells, heads, (named, unit), (start, end))

    def _text(self, cell: Cell | None) -> str:
        return (
            re.sub(r"\s", "", self.page.folded[slice(*cell.stretch)])
            if cell and cell.stretch
            else ""
        )

    def _heads(self, table: Table, grid: list[list[Cell | None]]) -> _Heads:
        """Return what the rows without a value at the top say."""
        caption = [self.page.folded[slice(*table.caption)]] if table.caption else self._above(table)
        columns: list[list[str]] = [[] for _ in grid[0]]
        rows = 0
        for cells in grid[:-1]:
            texts = [self._text(cell) for cell in cells]
            # Below a head that takes this row too, or over no name, stand the years of values.
            goes_on = rows > 0 and (not texts[0] or cells[0] is grid[rows - 1][0])
            if any(
                _value(text)
                and (_DATES.fullmatch(over) or not _year(text, "" if goes_on else over))
                for text, over in zip(texts, map("".join, columns), strict=True)
            ):
                break
            rows += 1
            if len({id(cell) for cell in cells}) == 1:
                caption += texts[:1]
                continue
            for column, text in zip(columns, texts, strict=True):
                column += [text] if text and text not in column else []
        return _Heads(" ".join(caption), columns, rows)

    def _above(self, table: Table) -> list[str]:
        """Return the lines right above a table that are a caption of it."""
        first = table.stretches[0][0] if table.stretches else 0
        at = bisect_left(self.page.lines, first, key=lambda line: line.start)
        found: list[str] = []
        for line in reversed(self.page.lines[max(0, at - _CAPTION_LINES) : at]):
            if line.cell or len(line.text) > _LONGEST_CAPTION or not _CAPTION.match(line.text):
                break
            found.insert(0, line.text)
        return found

    def _unit_column(self, grid: list[list[Cell | None]], heads: _Heads) -> int | None:
        """Return the column of the rows' units; 单位 is also the head of the bodies in a list."""
        for column in range(len(heads.columns)):
            if _UNIT_COLUMN.fullmatch(heads.over(column)):
                texts = [self._text(cells[column]) for cells in grid[heads.rows :]]
                if all(_A_UNIT.fullmatch(text) for text in texts if text):
                    return column
        return None

    def _names(self, grid: list[list[Cell | None]], heads: _Heads, column: int) -> bool:
        """Say whether a column names the rows: in words, and neither their units nor remarks."""
        over = heads.over(column)
        if column == self._unit_column(grid, heads) or _NO_VALUES.fullmatch(over):
            return False
        texts = [self._text(cells[column]) for cells in grid[heads.rows :]]
        return all(not _value(text) for text in texts) and any(map(is_word, texts))

    def _row(
        self,
        cells: list[Cell | None],
        heads: _Heads,
        named: tuple[int | None, str],
        stretch: PageStretch,
    ) -> Iterator[Figure]:
        texts = [self._text(cell) for cell in cells]
        at, unit = named
        name = "" if at is None else texts[at]
        years = [year for at, text in enumerate(texts) if (year := _year(text, heads.over(at)))]
        last: Figure | None = None
        for column, text in enumerate(texts):
            over = heads.over(column)
            cell = cells[column]
            if cell is None or cell.stretch is None or cell in cells[:column]:
                continue
            value = _value(text)
            if value is None or _year(text, over) or _says_no_value(over, value[1]):
                continue
            if not stretch[0] <= cell.stretch[0] < cell.stretch[1] <= stretch[1]:
                last = None  # the value of a row above, which this one's quote does not hold
                continue
            if _GROWTH.fullmatch(over):
                if last is not None and value[1] in ("", "%"):
                    last.growth = value[0]
                continue
            year = heads.year(column) or next(iter(years), None)
            unit_said = unit or _unit(over, name, heads.caption)
            last = self._figure(_name(name) + heads.name(column), value, unit_said, stretch)
            if last is not None:
                last.year = int(year) if year else None
                yield last

    def _figure(
        self, name: str, value: tuple[Decimal, str], unit: str, stretch: PageStretch
    ) -> Figure | None:
        number, own_unit = value
        segment = self.segments.at(stretch[0])
        start, end = stretch
        if (
            segment is None
            or segment.where not in BODY
            or not is_word(name)
            or not (own_unit or unit)
            or any(start < after and before < end for before, after in self.taken)
        ):
            return None
        return Figure(
            name=name[:_LONGEST_NAME],
            value=number,
            unit=own_unit or unit,
            rule="a row and the head of its column",
            **self.segments.fact(start, end, segment),
        )


def _year(text: str, over: str) -> str | None:
    """Return the year that a cell is; a bare number is one only where no head says otherwise."""
    found = _YEAR.fullmatch(text)
    if found is None or (text == found[1] and over and not _DATES.fullmatch(over)):
        return None
    return found[1]


def _value(text: str) -> tuple[Decimal, str] | None:
    """Return the one number that a cell holds, and its unit where it stands there."""
    if _NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "")), ""
    found = find_quantities(text) if text else []
    if (
        len(found) != 1
        or found[0].value is None
        or (found[0].start, found[0].end) != (0, len(text))
    ):
        return None
    return found[0].value, found[0].unit


def _unit(over: str, row: str, caption: str) -> str:
    """Return the unit that the head of a column, the name of a row or the caption gives."""
    for text in (over, row):
        if found := _IN_BRACKETS.search(text):
            return found[1]
    found = _UNIT_SAID.search(caption)
    if found and _is_of_kind(found[1], over) and _is_of_kind(found[1], row):
        return found[1]
    return next((unit for word, unit in _BY_NAME if over.endswith(word) or row.endswith(word)), "")


def _says_no_value(over: str, own_unit: str) -> bool:
    """Say whether a number below this head counts nothing: 联系电话, but 培训时间 of 40小时."""
    found = _NO_VALUES.fullmatch(over)
    return found is not None and not (found[1] and own_unit)


def _is_of_kind(unit: str, name: str) -> bool:
    """Say whether values of this name may have the unit: all do whose name tells no kind."""
    return all(
        re.search(of_kind, unit) for kind, of_kind in _KINDS if re.search(f"(?:{kind})$", name)
    )


def _name(text: str) -> str:
    """Return the words of a head: without year, unit, and what says of no value what it is."""
    text = _YEAR_IN.sub("", _IN_BRACKETS.sub("", text))
    return "" if _SAYS_NOTHING.fullmatch(text) or _YEAR.fullmatch(text) else text
