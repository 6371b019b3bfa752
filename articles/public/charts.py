"""Pictures drawn on the server: where each bar of a chart stands. Templates draw them as SVG.

Every picture carries the numbers of its table, so that nothing is said in shapes alone.
"""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Honor
from articles.publishing.counts import HonorKind

NOT_STATED = _("未写明")
HEIGHT = 120
_COLUMN, _GAP, _MAX_COLUMNS = 44, 20, 40
_NARROW_COLUMN, _NARROW_GAP = 18, 6  # twelve of them fit a phone
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")
_FLOWS = {"收入": "收支", "支出": "收支"}  # money that comes and goes is held against each other
_WIDE_NOUNS = (
    "总额",
    "总量",
    "总数",
    "数量",
    "人数",
    "面积",
    "规模",
    "合计",
    "金额",
)  # of anything
_BUDGETS = ("预算", "财政")


@dataclass
class Bar:
    """A piece of a column, in the picture's own units."""

    x: int
    y: float
    height: float
    series: int
    value: int | Decimal
    label: str
    width: int = _COLUMN

    @property
    def middle(self) -> int:
        """Where its number stands, across."""
        return self.x + self.width // 2

    @property
    def top(self) -> float:
        """Where its number stands, down."""
        return round(self.y - 6, 2)


@dataclass
class Columns:
    """Columns side by side, each of one or more pieces.

    ``rows`` is the table: a label and a number for each series. Twelve ``narrow`` ones fit a phone.
    """

    caption: str
    heading: str
    series: list[str]
    rows: list[tuple[str, list[int]]]
    narrow: bool = False

    @property
    def _sizes(self) -> tuple[int, int]:
        """How wide a column is, and the gap beside it."""
        return (_NARROW_COLUMN, _NARROW_GAP) if self.narrow else (_COLUMN, _GAP)

    @property
    def width(self) -> int:
        """The picture's width in its own units."""
        column, gap = self._sizes
        return max(1, len(self.drawn)) * (column + gap) + gap

    @property
    def drawn(self) -> list[tuple[str, list[int]]]:
        """The rows that are drawn: the last forty, which are the newest."""
        return self.rows[-_MAX_COLUMNS:]

    @property
    def highest(self) -> int:
        """The tallest column's number."""
        return max((sum(values) for _, values in self.drawn), default=0)

    @property
    def columns(self) -> list[dict]:
        """Each column: its label and total with their place, and its bars."""
        drawn, scale = [], HEIGHT / (self.highest or 1)
        column, gap = self._sizes
        for i, (label, values) in enumerate(self.drawn):
            x, y, bars = gap + i * (column + gap), float(HEIGHT + 20), []
            for series, value in enumerate(values):
                if value:
                    height = round(value * scale, 2)
                    y -= height
                    bars.append(Bar(x, round(y, 2), height, series + 1, value, label, column))
            drawn.append(
                {
                    "label": label,
                    "total": sum(values),
                    "middle": x + column // 2,
                    "top": round(y - 6, 2),
                    "bars": bars,
                }
            )
        return drawn

    @property
    def summary(self) -> str:
        """The picture in words."""
        return "；".join(f"{label}：{sum(values)}" for label, values in self.drawn)

    def __bool__(self) -> bool:
        return self.highest > 0


@dataclass
class Rows:
    """Bars one below the other, each of one or more pieces, in the very table of their numbers."""

    caption: str
    heading: str
    series: list[str]
    rows: list[tuple[str, list[int]]]

    @property
    def drawn(self) -> list[dict]:
        """Each row: its label, its numbers, and its pieces as ``(series, start, length)``."""
        longest = max((sum(values) for _, values in self.rows), default=0) or 1
        drawn = []
        for label, values in self.rows:
            start, pieces = 0.0, []
            for series, value in enumerate(values, 1):
                length = round(value * 100 / longest, 2)
                if value:
                    pieces.append((series, round(start, 2), length))
                start += length
            drawn.append({"label": label, "values": values, "pieces": pieces})
        return drawn

    def __bool__(self) -> bool:
        return any(sum(values) for _, values in self.rows)


@dataclass
class Groups:
    """Columns side by side for each year: one for each series, none where nothing is stated.

    ``rows`` are a label and a value, or none, of each series. What is below nothing is not drawn.
    """

    caption: str
    series: list[str]
    rows: list[tuple[str, list[Decimal | None]]]

    @property
    def width(self) -> int:
        """The picture's width in its own units."""
        return len(self.drawn) * (self._wide + _GAP) + _GAP

    @property
    def drawn(self) -> list[tuple[str, list[Decimal | None]]]:
        """The rows that are drawn: the newest."""
        return self.rows[-_MAX_COLUMNS // len(self.series or [0]) :]

    @property
    def _wide(self) -> int:
        return len(self.series) * _COLUMN

    @property
    def groups(self) -> list[dict]:
        """Each group: its label with its place, and its bars."""
        values = [value or 0 for _, group in self.drawn for value in group]
        scale = HEIGHT / float(max(values, default=0) or 1)
        drawn = []
        for i, (label, group) in enumerate(self.drawn):
            left = _GAP + i * (self._wide + _GAP)
            bars = []
            for series, value in enumerate(group):
                if value is not None and value >= 0:
                    height = round(float(value) * scale, 2)
                    x, y = left + series * _COLUMN, round(HEIGHT + 20 - height, 2)
                    bars.append(Bar(x, y, height, series + 1, value, label))
            drawn.append({"label": label, "middle": left + self._wide // 2, "bars": bars})
        return drawn

    @property
    def summary(self) -> str:
        """The picture in words."""
        return "；".join(
            f"{label} {name}：{value.normalize():f}"
            for label, group in self.drawn
            for name, value in zip(self.series, group, strict=True)
            if value is not None
        )

    def __bool__(self) -> bool:
        return any(group["bars"] for group in self.groups)


def honors_by_year(kinds: dict[HonorKind, int]) -> Columns:
    """Return honors held by year, stacked by level; ``kinds`` is by year, level and status."""
    held = Honor.Status.HELD
    counts = {(year, level): n for (year, level, status), n in kinds.items() if status == held}
    levels = [*Honor.Level.values, ""]
    present = [level for level in levels if any(key[1] == level for key in counts)]
    years = sorted({year for year, _ in counts if year is not None})
    if any(year is None for year, _ in counts):
        years.append(None)
    return Columns(
        gettext("各年份的荣誉（条），按级别"),
        gettext("年份"),
        [Honor.Level(level).label if level else gettext("级别未写明") for level in present],
        [
            (
                NOT_STATED if year is None else str(year),
                [counts.get((year, level), 0) for level in present],
            )
            for year in years
        ],
    )


def honors_by_level(kinds: dict[HonorKind, int]) -> Rows:
    """Return honors by level, split by status; ``kinds`` is by year, level and status."""
    counts: Counter[tuple[str, str]] = Counter()
    for (_year, level, status), number in kinds.items():
        counts[level, status] += number
    levels = [level for level in [*Honor.Level.values, ""] if any(k[0] == level for k in counts)]
    return Rows(
        gettext("各级别的荣誉（条）"),
        gettext("级别"),
        [status.label for status in Honor.Status],
        [
            (
                Honor.Level(level).label if level else NOT_STATED,
                [counts[level, status] for status in Honor.Status.values],
            )
            for level in levels
        ],
    )


def reports_by_year(counts: dict[int, int]) -> Columns:
    """Return reports by year; years without any are drawn empty between the first and last."""
    years = range(min(counts), max(counts) + 1) if counts else []
    return Columns(
        gettext("各年份的报告（篇）"),
        gettext("年份"),
        [gettext("报告")],
        [(str(year), [counts.get(year, 0)]) for year in list(years)[-_MAX_COLUMNS:]],
    )


def _kind(figure) -> tuple:
    """Return what a figure must share with another to be compared with it.

    That is its unit, the noun its name ends in (in Chinese the head of the name), and whether it is
    of a public budget, and for each head: 旅游收入 is no 预算收入, though both are in 亿元.
    """
    name = _IN_BRACKETS.sub("", figure.name)
    noun = name[-4:] if name.endswith(_WIDE_NOUNS) else name[-2:]
    noun = _FLOWS.get(noun, noun)
    if figure.unit == "%":
        return ("%",)  # of the whole, whatever it is
    return figure.unit, noun, any(word in name for word in _BUDGETS), "人均" in name


def figure_bars(figures: list) -> dict[int, float]:
    """Return the length of each figure's bar, 0–100, by its position in the list.

    Only like is compared with like (:func:`_kind`): percentages with the whole, others with the
    greatest of their kind. A figure alone of its kind has no bar, nor has one below nothing.
    """
    by_kind: dict[tuple, list[int]] = {}
    for position, figure in enumerate(figures):
        if figure.value >= 0:
            by_kind.setdefault(_kind(figure), []).append(position)
    lengths = {}
    for (unit, *_noun), positions in by_kind.items():
        values = [figures[position].value for position in positions]
        greatest = max([100, *values]) if unit == "%" else max(values)
        if greatest and (unit == "%" or len(positions) > 1):
            for position, value in zip(positions, values, strict=True):
                lengths[position] = round(float(value / greatest * 100), 1)
    return lengths
