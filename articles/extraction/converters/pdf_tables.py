"""Tables that lines are drawn around: which lines make a grid, and which cell a text stands in."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

Rule = Sequence[float]  # left, top, right, bottom
Stretch = tuple[int, int, int, int]  # top, left, bottom, right
_NEAR = 3.0  # points: lines that are closer are one
_SHORTEST = 8.0  # points: what is shorter is a stroke of a drawing
_SLACK = 2.0
_MOST_LINES = 400  # of a page's tables
_MOST_CELLS = 10_000


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a table: how far right its columns and how far down its rows begin and end."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    # Cells that no line parts, as their first and last row and column, counted from 1.
    merged: tuple[Stretch, ...] = ()

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return its left, top, right and bottom."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]

    def holds(self, left: float, right: float, middle: float) -> bool:
        """Say whether a text stands in it."""
        return (
            self.columns[0] - _SLACK <= (left + right) / 2 <= self.columns[-1] + _SLACK
            and self.rows[0] <= middle <= self.rows[-1]
        )

    def cell(self, left: float, middle: float) -> tuple[int, int]:
        """Return the row and the column in which a text begins."""
        column = bisect_right(self.columns, left + _SLACK)
        return bisect_right(self.rows, middle), min(max(column, 1), len(self.columns) - 1)


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the tables that lines of a page draw, from above: at least two rows and columns."""
    across = _merged([rule for rule in rules if rule[2] - rule[0] >= rule[3] - rule[1]], 1)
    upright = _merged([rule for rule in rules if rule[2] - rule[0] < rule[3] - rule[1]], 0)
    if len(across) + len(upright) > _MOST_LINES:
        return []  # a drawing
    grids = []
    for group in _touching([*across, *upright]):
        columns = sorted({(line[0] + line[2]) / 2 for line in group if line in upright})
        rows = sorted({(line[1] + line[3]) / 2 for line in group if line in across})
        if len(columns) > 2 and len(rows) > 2:
            grids.append(Grid(tuple(columns), tuple(rows), _merged_cells(columns, rows, group)))
    return sorted(grids, key=lambda grid: grid.rows[0])


def _merged_cells(
    columns: Sequence[float], rows: Sequence[float], lines: Sequence[Rule]
) -> tuple[Stretch, ...]:
    """Return the stretches of cells between which no line is drawn, as far as they are oblong."""
    across, upright = defaultdict(list), defaultdict(list)
    for left, top, right, bottom in lines:
        if top == bottom:
            across[rows.index(top)].append((left, right))
        else:
            upright[columns.index(left)].append((top, bottom))
    height, width = len(rows) - 1, len(columns) - 1
    if not (across and upright) or height * width > _MOST_CELLS:
        return ()
    groups = {
        (row, column): [(row, column)]
        for row in range(1, height + 1) for column in range(1, width + 1)
    }  # fmt: skip

    def join(one: tuple[int, int], other: tuple[int, int]) -> None:
        if groups[one] is not groups[other]:
            groups[one] += groups[other]
            for each in groups[other]:
                groups[each] = groups[one]

    for row, column in list(groups):
        middle = (columns[column - 1] + columns[column]) / 2
        if row < height and not _covers(across[row], middle):
            join((row, column), (row + 1, column))
        middle = (rows[row - 1] + rows[row]) / 2
        if column < width and not _covers(upright[column], middle):
            join((row, column), (row, column + 1))
    found = set()
    for group in groups.values():
        down, side = [row for row, _ in group], [column for _, column in group]
        stretch = min(down), min(side), max(down), max(side)
        whole = (stretch[2] - stretch[0] + 1) * (stretch[3] - stretch[1] + 1)
        if whole == len(group) > 1:
            found.add(stretch)
    return tuple(sorted(found))


def places_of(merged: Stretch) -> Iterator[tuple[int, int]]:
    """Yield row and column of each place that a stretch of cells has."""
    top, left, bottom, right = merged
    return product(range(top, bottom + 1), range(left, right + 1))


def _covers(spans: Sequence[tuple[float, float]], place: float) -> bool:
    return any(begin <= place <= end for begin, end in spans)


def _merged(rules: Sequence[Rule], side: int) -> list[Rule]:
    """Return lines of one direction, those one behind the other as one; `side` is 1 for across.

    Programs draw a table cell by cell, with the same line for each of two neighbours.
    """
    along = 1 - side
    merged: list[Rule] = []
    placed: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule[side] + rule[side + 2]):
        if placed and rule[side] + rule[side + 2] - 2 * placed[-1][0][side] < 2 * _NEAR:
            placed[-1].append(rule)
        else:
            placed.append([rule])
    for lines in placed:
        place = lines[0][side]
        spans: list[list[float]] = []
        for begin, end in sorted((line[along], line[along + 2]) for line in lines):
            if spans and begin <= spans[-1][1] + _NEAR:
                spans[-1][1] = max(spans[-1][1], end)
            else:
                spans.append([begin, end])
        for begin, end in spans:
            if end - begin >= _SHORTEST:
                merged.append((begin, place, end, place) if side else (place, begin, place, end))
    return merged


def _touching(lines: Sequence[Rule]) -> list[list[Rule]]:
    """Return lines in groups of those that touch, directly or through others."""
    groups: list[list[Rule]] = []
    for line in lines:
        met = [group for group in groups if any(_touch(line, each) for each in group)]
        groups = [group for group in groups if group not in met]
        groups.append([line, *(each for group in met for each in group)])
    return groups


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one[0] - _NEAR <= other[2] and other[0] - _NEAR <= one[2]
        and one[1] - _NEAR <= other[3] and other[1] - _NEAR <= one[3]
    )  # fmt: skip
