"""Writes XLSX in constant memory: each row goes to disk as soon as the next one begins."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from articles.exports.columns import Column, Type
from articles.exports.csv import SEPARATOR

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXTENSION = "xlsx"
ROWS_PER_SHEET = 1_000_000
LONGEST_CELL = 32_767
_CUT = "……（全文{length}字，超出单元格上限，请改用 CSV 或 JSON Lines）"

_NUMBER_FORMATS = {
    Type.DATE: "yyyy-mm-dd",
    Type.TIME: "hh:mm",
    Type.MOMENT: "yyyy-mm-dd hh:mm:ss",
}


def write(
    path: Path | str,
    chunks: Iterable[Sequence],
    columns: Sequence[Column],
    *,
    title: str,
    facts: Sequence[tuple[str, str]],
):
    """Write the file.

    ``chunks`` are those of :func:`articles.exports.rows.chunks`. ``title`` names the sheet;
    ``facts`` are the lines of the second sheet (filters, time, source), to which the number of
    rows and the meaning of each column are added.
    """
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheets = _Sheets(book, columns, title)
        total = 0
        for chunk in chunks:
            for row in zip(*chunk, strict=True):
                sheets.add(row)
            total += len(chunk[0])
        sheets.finish()
        _about(book, columns, [*facts, ("行数", f"{total}")])


class _Sheets:
    """The sheets that hold rows: one, until it is full."""

    def __init__(self, book, columns, title):
        self.book, self.columns, self.title = book, columns, title
        self.header = book.add_format({"bold": True, "bg_color": "#EFEFEF", "bottom": 1})
        self.link = book.get_default_url_format()
        self.formats = {
            kind: book.add_format({"num_format": shape, "align": "left"})
            for kind, shape in _NUMBER_FORMATS.items()
        }
        self.writers = [self._writer(column) for column in columns]
        self.sheets: list[Worksheet] = []
        self._begin()

    def add(self, row: Sequence[Any]):
        """Write one row."""
        if self.row > ROWS_PER_SHEET:
            self.finish()
            self._begin()
        sheet, number = self.sheets[-1], self.row
        for place, (write, value) in enumerate(zip(self.writers, row, strict=True)):
            if value is not None and value != "":
                write(sheet, number, place, value)
        self.row += 1

    def finish(self):
        """Close the current sheet with its filter."""
        self.sheets[-1].autofilter(0, 0, self.row - 1, len(self.columns) - 1)

    def _begin(self):
        part = len(self.sheets) + 1
        sheet = self.book.add_worksheet(self.title if part == 1 else f"{self.title} {part}")
        for place, column in enumerate(self.columns):
            sheet.set_column(place, place, column.width)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(self.columns):
            sheet.write_string(0, place, column.label, self.header)
        self.sheets.append(sheet)
        self.row = 1

    def _writer(self, column: Column) -> Callable[[Worksheet, int, int, Any], Any]:
        """Return what writes a value of the column as a cell of its type.

        Text is always written as a string, which no spreadsheet runs. Links are addresses that
        this site made itself; as formulas they cost no memory and know no limit of 65,530.
        """
        kind, cell = column.type, self.formats.get(column.type)
        if kind in {Type.INTEGER, Type.DECIMAL}:
            return lambda sheet, y, x, value: sheet.write_number(y, x, value)
        if kind is Type.BOOLEAN:
            return lambda sheet, y, x, value: sheet.write_boolean(y, x, bool(value))
        if kind is Type.LINK:
            return lambda sheet, y, x, value: sheet.write_formula(
                y, x, f'=HYPERLINK("{value}")', self.link, value
            )
        if kind is Type.CHOICE:
            return lambda sheet, y, x, value: sheet.write_string(
                y, x, str(column.choices.get(value, value))
            )
        if kind is Type.LIST:
            return lambda sheet, y, x, value: sheet.write_string(y, x, _fit(SEPARATOR.join(value)))
        if kind is Type.MOMENT:
            return lambda sheet, y, x, value: sheet.write_datetime(
                y, x, value.replace(tzinfo=None), cell
            )
        if cell is not None:
            return lambda sheet, y, x, value: _write_date(sheet, y, x, value, cell)
        return lambda sheet, y, x, value: sheet.write_string(y, x, _fit(value))


def _write_date(sheet: Worksheet, row: int, place: int, value: datetime.date | datetime.time, cell):
    """Write a date or time; Excel knows no day before 1900, which is then kept as text."""
    if isinstance(value, datetime.date) and value.year < 1900:
        sheet.write_string(row, place, value.isoformat())
    else:
        sheet.write_datetime(row, place, value, cell)


def _fit(text: str) -> str:
    """Return ``text`` within what a cell can hold; one that is cut says so."""
    if len(text) <= LONGEST_CELL:
        return text
    note = _CUT.format(length=len(text))
    return text[: LONGEST_CELL - len(note)] + note


def _about(book, columns: Sequence[Column], facts: Sequence[tuple[str, str]]):
    """Write the sheet that says what the file is and what its columns mean."""
    sheet = book.add_worksheet("说明")
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 3, 60)
    for row, (label, wording) in enumerate(facts):
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, _fit(wording))
    top = len(facts) + 1
    for place, label in enumerate(("列", "名称", "类型", "说明")):
        sheet.write_string(top, place, label, bold)
    for row, column in enumerate(columns, start=top + 1):
        cells = (column.label, column.name, column.type.value, column.description)
        for place, value in enumerate(cells):
            sheet.write_string(row, place, value)
