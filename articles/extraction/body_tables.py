"""The tables of a report: those of the page whose every cell stands in one part of its body.

And the rows of all tables of a page as grids, which facts are read from.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from .layout.lines import Cell, Page, Table
from .offsets import PageOffset
from .parts import GridRow
from .report import BodyTable, Paragraph, TableCell


def find_tables(page: Page, paragraphs: list[Paragraph]) -> list[BodyTable]:
    """Return the tables that these paragraphs, in the order of the page, hold whole.

    Of any other table the lines remain what they are: paragraphs.
    """
    found = []
    starts = [each.offset for each in paragraphs]
    ends = [each.offset + len(each.quote) for each in paragraphs]
    for table in page.tables:
        stretches = table.stretches
        if not stretches or any(above[1] > below[0] for above, below in pairwise(stretches)):
            continue
        start, end = stretches[0][0], stretches[-1][1]
        held = slice(bisect_right(ends, start), bisect_left(starts, end))
        inside = paragraphs[held]
        whole = all(start <= each.offset for each in inside) and max(ends[held], default=0) <= end
        covered = all(_holds(starts[held], ends[held], *stretch) for stretch in stretches)
        if whole and covered and len({(each.where, each.row) for each in inside}) == 1:
            found.append(_read(page, table, start, end, inside[0]))
    return found


def _holds(starts: list[PageOffset], ends: list[int], start: int, end: int) -> bool:
    """Say whether all of a stretch stands in paragraphs that begin and end there."""
    first, last = bisect_right(starts, start) - 1, bisect_left(ends, end)
    return first >= 0 and last < len(ends)


def _read(
    page: Page, table: Table, start: PageOffset, end: PageOffset, first: Paragraph
) -> BodyTable:
    def text(stretch: tuple[PageOffset, PageOffset] | None) -> str:
        return page.text[slice(*stretch)] if stretch else ""

    rows = [
        [TableCell(text(cell.stretch), cell.heading, cell.columns, cell.rows) for cell in row]
        for row in table.rows
    ]
    return BodyTable(
        quote=page.text[start:end],
        offset=start,
        where=first.where,
        row=first.row,
        caption=text(table.caption) or None,
        rows=rows,
    )


def grids_of(page: Page) -> list[list[GridRow]]:
    """Return the rows that have a text of each table of a page.

    A text has no markup: its table is left out where rows of other widths follow, for then its
    columns are only half of it.
    """
    tables = (
        table for table in page.tables if not (page.media == "text" and _goes_on(page, table))
    )
    return [list(_grid_rows(page, table)) for table in tables]


def _grid_rows(page: Page, table: Table) -> Iterator[GridRow]:
    above: list[Cell | None] = []
    for row, cells in zip(table.rows, table.grid(), strict=True):
        stretches = [cell.stretch for cell in row if cell.stretch]
        if stretches:
            texts = (
                page.folded[slice(*cell.stretch)].strip() if cell and cell.stretch else ""
                for cell in cells
            )
            goes_on = (
                at for at, (cell, over) in enumerate(zip(cells, above, strict=False))
                if cell is not None and cell is over
            )  # fmt: skip
            one = len({id(cell) for cell in cells}) == 1
            yield GridRow(stretches[0][0], stretches[-1][1], tuple(texts), frozenset(goes_on), one)
        above = cells


def _goes_on(page: Page, table: Table) -> bool:
    end = table.stretches[-1][1] if table.stretches else 0
    return "\t" in page.text[end:].lstrip().partition("\n")[0]
