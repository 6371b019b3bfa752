"""A table that somebody corrected as plain text, a line a row: its spans and headings are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest

from unityreports.site.text_runs import Form
from unityreports.site.text_tables import Cell, Table, placed

_Words = Sequence[str]  # of a line, one for each cell
_MOST_ALIGNED = 500  # rows that are looked for between others; of longer tables each has its line
_MOST_ADDED = 200


@dataclass
class _Changes:
    """What becomes of the rows of a table, by their numbers."""

    words: dict[int, _Words] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    added: dict[int, list[_Words]] = field(default_factory=dict)  # below which row

    @property
    def lines(self) -> int:
        """How many lines tell them."""
        return len(self.words) + sum(map(len, self.added.values()))


def reworded(table: Table, lines: Sequence[str]) -> tuple[Table, int] | None:
    """Return a table with other words or rows and how many lines tell them, if some do.

    The opening lines then stand for its rows: one of them at least is as it was, and each of the
    others has cells of its own. So a table keeps what its cells span and head when somebody
    corrects one of them, deletes a row or types another between two. A caption that was changed is
    a paragraph like any other.
    """
    caption = _compact(Cell(table.caption).text)
    captioned = bool(caption) and caption == _compact(lines[0])
    said = {at: _told(row) for at, row in enumerate(table.rows) if any(cell.text for cell in row)}
    known = set(map(_key, said.values()))
    most = captioned + len(said) + _MOST_ADDED
    following = (line.strip().split("\t") for line in lines[captioned:most])
    # A line without a tab could be any other paragraph.
    written = list(takewhile(lambda each: len(each) > 1 or _key(each) in known, following))
    changes = _changes(table, said, written)
    rows = changes and _laid_out(table, changes)
    if not changes or not rows:
        return None
    return Table(table.caption if captioned else [[]], rows), captioned + changes.lines


def _changes(
    table: Table, said: Mapping[int, _Words], written: Sequence[_Words]
) -> _Changes | None:
    """Return what lines make of rows; nothing where none is as it was, or a line does not fit.

    Lines behind the last row are none of the table's.
    """
    numbers = list(said)
    changes = _Changes()
    for _kind, first, last, start, end in _aligned(list(said.values()), written):
        both = min(last - first, end - start)
        for at, line in zip(numbers[first : first + both], written[start:end], strict=False):
            if not _stands_for(line, said[at], table.rows[at]):
                return None
            changes.words[at] = line
        changes.deleted.update(numbers[first + both : last])
        if last < len(numbers) and start + both < end:
            if first + both == 0:
                return None  # the table begins with a row of its own
            changes.added[numbers[first + both - 1]] = list(written[start + both : end])
    same = any(_alike(line, said[at]) for at, line in changes.words.items())
    return changes if same else None


def _aligned(
    before: Sequence[_Words], written: Sequence[_Words]
) -> list[tuple[str, int, int, int, int]]:
    """Return which rows are the same lines and which are others, in the form of ``difflib``."""
    if len(before) > _MOST_ALIGNED:
        if len(written) < len(before):
            return []
        return [("replace", 0, len(before), 0, len(before))]
    same = SequenceMatcher(None, [*map(_key, before)], [*map(_key, written)], autojunk=False)
    return list(same.get_opcodes())


def _laid_out(table: Table, changes: _Changes) -> list[list[Cell]] | None:
    """Return the rows of a table after changes; nothing where an added one has no room.

    A cell that spans rows spans as many less as were deleted, and those that were added within. It
    is empty where the row that held its words was deleted.
    """
    before = [
        _with_words(row, changes.words[at]) if at in changes.words else row
        for at, row in enumerate(table.rows)
    ]
    starts, order = _in_order(len(before), changes)
    rows: list[dict[int, Cell]] = [{} for _ in order]
    free: list[set[int]] = [set() for _ in order]
    cells = placed(before) or []
    for each in free:
        each.update(range(max((right for _, _, _, right, _ in cells), default=0)))
    for top, left, bottom, right, cell in cells:
        stop = starts[bottom - 1] + (bottom - 1 not in changes.deleted)
        if starts[top] < stop:
            lines = [[]] if top in changes.deleted else cell.lines
            rows[starts[top]][left] = replace(cell, lines=lines, rows=stop - starts[top])
        for each in free[starts[top] : stop]:
            each.difference_update(range(left, right))
    for row, columns, words in zip(rows, free, order, strict=True):
        if len(words or ()) > len(columns):
            return None
        row |= _added_cells(words, sorted(columns)) if words else {}
    return [[row[left] for left in sorted(row)] for row in rows]


def _in_order(count: int, changes: _Changes) -> tuple[list[int], list[_Words | None]]:
    """Return where each row stands after changes, and the words of each row that is added."""
    starts: list[int] = []
    order: list[_Words | None] = []
    for at in range(count):
        starts.append(len(order))
        order += [] if at in changes.deleted else [None]
        order += changes.added.get(at, [])
    return starts, order


def _added_cells(words: _Words, columns: Sequence[int]) -> dict[int, Cell]:
    """Return the cells of an added row: one in each column that is free, the last ones empty."""
    filled = zip_longest(columns, words, fillvalue="")
    return {int(column): Cell([[(text, Form())]]) for column, text in filled}


def _told(row: Sequence[Cell]) -> list[str]:
    """Return the cells of a row as its line tells them."""
    return "\t".join(cell.text for cell in row).strip().split("\t")


def _compact(text: str) -> str:
    return "".join(text.split())


def _key(words: _Words) -> tuple[str, ...]:
    return tuple(map(_compact, words))


def _alike(one: _Words, other: _Words) -> bool:
    return _key(one) == _key(other)


def _stands_for(written: _Words, before: _Words, row: Sequence[Cell]) -> bool:
    """Say whether a line stands for a row; one without a tab could be any other line."""
    return _alike(written, before) or 1 < len(written) <= len(row) - _first(row)


def _first(row: Sequence[Cell]) -> int:
    """Return which cell of a row its line begins with: it drops empty ones."""
    return next(at for at, cell in enumerate(row) if cell.text)


def _with_words(row: Sequence[Cell], words: _Words) -> list[Cell]:
    """Return a row with other words in its cells; those that say the same keep their form."""
    said = dict(enumerate(words, start=_first(row)))
    return [
        cell
        if _compact(said.get(at, "")) == _compact(cell.text)
        else replace(cell, lines=[[(said.get(at, ""), Form())]])
        for at, cell in enumerate(row)
    ]
