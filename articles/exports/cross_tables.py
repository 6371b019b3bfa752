"""Tables of statistics, as a page shows them and a workbook holds them.

Numbers by two things, with totals, and plain lists that cannot be added up.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import xlsxwriter
from django.conf import settings
from django.http import FileResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from articles.exports import xlsx
from unityreports.site.models import SiteIdentity

_PAPER_A4 = 9
_LABELS, _NUMBERS = 22, 10  # widths of columns, in characters


Facts = Sequence[tuple[str, str]]  # what a workbook says of itself: labels and wordings


@dataclass(frozen=True)
class Cell:
    """A number, and the address of the list whose length it is."""

    number: int
    address: str = ""


@dataclass(frozen=True)
class Row:
    """A row: its label, where that leads, and its cells, with its total where a table has one."""

    label: str
    address: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class CrossTable:
    """A table with a total for each column, and for each row unless there is but one column.

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

    @property
    def has_totals(self) -> bool:
        """Whether each row ends with its total: that of one column would only repeat it."""
        return len(self.columns) != 1

    def labels(self, total: str) -> list[str]:
        """Return what stands above the cells; ``total`` words the last of them."""
        return [self.heading, *self.columns, *([total] if self.has_totals else [])]


@dataclass(frozen=True)
class ListTable:
    """A list: its title, and rows of texts and numbers."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | int | float]]

    def __bool__(self) -> bool:
        return bool(self.rows)


def response(
    tables: Sequence[CrossTable | ListTable], title: str, facts: Facts
) -> HttpResponseBase:
    """Answer with tables as a workbook that is named by its title and the day."""
    facts = [
        ("内容", title),
        *facts,
        ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M:%S}（北京时间）"),
        ("来源", f"{SiteIdentity.load().name} {settings.SITE_URL}/"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "statistics.xlsx")
        write(path, tables, title=title, total=gettext("合计"), facts=facts)
        # An open file outlives its name.
        answer = FileResponse(path.open("rb"), content_type=xlsx.MEDIA_TYPE)
    name = quote(f"{title}-{timezone.localtime():%Y%m%d}.xlsx", safe="")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"statistics.xlsx\"; filename*=UTF-8''{name}"
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def write(
    path: Path,
    tables: Sequence[CrossTable | ListTable],
    *,
    title: str,
    total: str,
    facts: Facts,
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

    def __init__(self, book: xlsxwriter.Workbook, table: CrossTable | ListTable):
        self.table = table
        self.sheet: Worksheet = book.add_worksheet(table.title)
        framed = {"border": 1, "text_wrap": True, "valign": "vcenter"}
        self.headline = book.add_format({"bold": True, "font_size": 14, "align": "center"})
        self.plain = book.add_format(framed)
        self.bold = book.add_format(framed | {"bold": True, "bg_color": "#EFEFEF"})

    def fill(self, title: str, total: str) -> None:
        """Write title, head, rows and totals, and have the head printed on every page."""
        table = self.table
        if isinstance(table, CrossTable):
            self._fill(title, table.labels(total))
            for place, row in enumerate(table.rows, 2):
                self._line(place, [row.label, *_numbers(row.cells)], self.plain)
            self._line(len(table.rows) + 2, [total, *_numbers(table.foot)], self.bold)
            return
        self._fill(title, table.columns)
        for place, cells in enumerate(table.rows, 2):
            self._line(place, cells, self.plain)

    def _fill(self, title: str, labels: Sequence[str]) -> None:
        last = len(labels) - 1
        self.sheet.merge_range(0, 0, 0, last, title, self.headline)
        self._line(1, labels, self.bold)
        self.sheet.set_column(0, 0, _LABELS)
        self.sheet.set_column(1, last, _NUMBERS if isinstance(self.table, CrossTable) else _LABELS)
        self.sheet.freeze_panes(2, 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(_PAPER_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0, 1)

    def _line(self, row: int, cells: Sequence[str | int | float], form: Format) -> None:
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                self.sheet.write_string(row, place, cell, form)
            else:
                self.sheet.write_number(row, place, cell, form)


def _numbers(cells: Sequence[Cell]) -> list[int]:
    return [cell.number for cell in cells]
