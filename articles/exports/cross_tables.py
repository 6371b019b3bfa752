"""Numbers by two things, with totals: what a page of statistics shows and its workbook holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_PAPER_A4 = 9
_LABELS, _NUMBERS = 22, 10  # widths of columns, in characters


@dataclass(frozen=True)
class Cell:
    """A number, and the address of the list whose length it is."""

    number: int
    address: str = ""


@dataclass(frozen=True)
class Row:
    """A row: its label, where that leads, and its cells, the last of them its total."""

    label: str
    address: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class CrossTable:
    """A table with a total for each row and each column.

    ``title`` says what is counted, ``heading`` what the rows are.
    """

    name: str
    title: str
    heading: str
    columns: Sequence[str]
    rows: Sequence[Row]
    foot: Sequence[Cell]

    def __bool__(self) -> bool:
        return bool(self.rows)


def write(
    path: Path,
    tables: Sequence[CrossTable],
    *,
    title: str,
    total: str,
    facts: Sequence[tuple[str, str]],
) -> None:
    """Write a workbook to be printed as it is: a sheet a table on A4, and one of ``facts``.

    ``title`` stands above each table, ``total`` words the last column and row.
    """
    with xlsxwriter.Workbook(path) as book:
        for table in tables:
            _Sheet(book, table).fill(f"{title} · {table.title}", total)
        sheet = book.add_worksheet("说明")
        sheet.set_column(0, 0, _LABELS)
        for row, (label, wording) in enumerate(facts):
            sheet.write_string(row, 0, label)
            sheet.write_string(row, 1, wording)


class _Sheet:
    """A sheet with one table."""

    def __init__(self, book: xlsxwriter.Workbook, table: CrossTable):
        self.table = table
        self.sheet: Worksheet = book.add_worksheet(table.title)
        framed = {"border": 1, "text_wrap": True, "valign": "vcenter"}
        self.headline = book.add_format({"bold": True, "font_size": 14, "align": "center"})
        self.plain = book.add_format(framed)
        self.bold = book.add_format(framed | {"bold": True, "bg_color": "#EFEFEF"})

    def fill(self, title: str, total: str) -> None:
        """Write title, head, rows and totals, and have the head printed on every page."""
        last = len(self.table.columns) + 1
        self.sheet.merge_range(0, 0, 0, last, title, self.headline)
        for place, label in enumerate([self.table.heading, *self.table.columns, total]):
            self.sheet.write_string(1, place, label, self.bold)
        for place, row in enumerate(self.table.rows, 2):
            self._line(place, row.label, row.cells, self.plain)
        self._line(len(self.table.rows) + 2, total, self.table.foot, self.bold)
        self.sheet.set_column(0, 0, _LABELS)
        self.sheet.set_column(1, last, _NUMBERS)
        self.sheet.freeze_panes(2, 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(_PAPER_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0, 1)

    def _line(self, row: int, label: str, cells: Sequence[Cell], form: Format) -> None:
        self.sheet.write_string(row, 0, label, form)
        for place, cell in enumerate(cells, 1):
            self.sheet.write_number(row, place, cell.number, form)
