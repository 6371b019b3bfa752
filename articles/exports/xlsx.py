"""Writes XLSX in constant memory.

XlsxWriter makes the workbook. Only the rows of the big sheet are written here, because they are
where the time goes: column by column, at a third of what a call for every cell costs, and text is
always text, also such as XlsxWriter takes for markup (``<r>…</r>``).
"""

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO, cast

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from articles.exports.columns import Column, Type
from articles.exports.csv import SEPARATOR

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXTENSION = "xlsx"
ROWS_PER_SHEET = 1_000_000  # a sheet holds 1,048,576
LONGEST_CELL = 32_767  # UTF-16 code units
_CUT = "……（全文{length}字，超出单元格上限，请改用 CSV 或 JSON Lines）"
_MIDNIGHT_1900 = 693_594  # the day before 1900-01-01 as Excel counts, with its 1900-02-29
_FIRST_SAFE_DAY = 61  # 1900-03-01: before it, programs disagree

_HEAD = 2  # rows above the list: its heading, and the labels of the columns
_A4 = 9
_WRAPPED = (Type.TEXT, Type.CHOICE, Type.LIST, Type.BOOLEAN)

# What XML or Excel would not take as it stands. Excel writes control characters as _x0007_.
_UNUSUAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")

_NUMBER_FORMATS = {
    Type.DATE: "yyyy-mm-dd",
    Type.TIME: "hh:mm",
    Type.MOMENT: "yyyy-mm-dd hh:mm:ss",
}


def write(
    path: Path | str,
    chunks: Iterable[Sequence[Sequence[Any]]],
    columns: Sequence[Column],
    *,
    title: str,
    facts: Sequence[tuple[str, str]],
    heading: str = "",
    rows_per_sheet: int = ROWS_PER_SHEET,
) -> None:
    """Write the file, to be handed in as it is: on A4, with its title and header on every page.

    ``chunks`` are those of :func:`articles.exports.rows.chunks`. ``title`` names the sheet, and
    numbered ones after it when one is full; ``heading`` stands above the list (``title`` unless
    given); ``facts`` are the lines of the last sheet (filters, time, source), to which the number
    of rows and the meaning of each column are added.
    """
    heading = heading or title
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        styles = _styles(book)
        sheets = [_begin(book, title, heading, columns, styles)]
        total = 0
        sums = [0 for column in columns]
        for chunk in chunks:
            if sheets[-1].filled + len(chunk[0]) > rows_per_sheet + _HEAD:
                sheets.append(_begin(book, f"{title} {len(sheets) + 1}", heading, columns, styles))
            sheets[-1].append(
                [
                    _cells(column, values, styles.get(column.type, 0))
                    for column, values in zip(columns, chunk, strict=True)
                ]
            )
            total += len(chunk[0])
            for at, (column, values) in enumerate(zip(columns, chunk, strict=True)):
                sums[at] += sum(filter(None, values)) if column.total else 0
        for sheet in sheets:
            sheet.autofilter(_HEAD - 1, 0, sheet.filled - 1, len(columns) - 1)
        sheets[-1].append(_totals(columns, total, sums, styles["foot"]))
        _about(book, columns, [*facts, ("行数", f"{total}")])


class _Rows(Worksheet):
    """A sheet that takes whole columns of finished cells."""

    filled = 0

    def append(self, columns: Sequence[Sequence[str]]) -> None:
        """Write rows below those there are. A cell is its XML after its reference, or empty."""
        first = self.filled + 1
        self.filled += len(columns[0])
        self._check_dimensions(self.filled - 1, len(columns) - 1)
        placed = [
            [
                f'<c r="{letters}{row}"{cell}' if cell else ""
                for row, cell in enumerate(cells, first)
            ]
            for letters, cells in zip(
                map(xl_col_to_name, range(len(columns))), columns, strict=True
            )
        ]
        file = cast(TextIO, self.row_data_fh)  # open from the beginning in constant memory
        for row, cells in enumerate(zip(*placed, strict=True), first):
            file.write(f'<row r="{row}">{"".join(cells)}</row>')


def _styles(book: xlsxwriter.Workbook) -> dict[Any, int]:
    """Return the number of the cell style of each column type, and of ``"header"``."""
    link = book.get_default_url_format()
    shade = {"bold": True, "bg_color": "#EFEFEF", "text_wrap": True, "valign": "vcenter"}
    heading = {"bold": True, "font_size": 14, "align": "center_across", "valign": "vcenter"}
    formats = {
        "heading": book.add_format(heading),
        "header": book.add_format(shade | {"bottom": 1}),
        "foot": book.add_format(shade | {"top": 1}),
        Type.LINK: link,
        # A long text would make a row taller than a page.
        Type.LONG_TEXT: book.add_format({"valign": "top"}),
    }
    formats |= {kind: book.add_format({"text_wrap": True, "valign": "top"}) for kind in _WRAPPED}
    formats |= {kind: book.add_format({"valign": "top"}) for kind in (Type.INTEGER, Type.DECIMAL)}
    formats |= {
        kind: book.add_format({"num_format": shape, "align": "left", "valign": "top"})
        for kind, shape in _NUMBER_FORMATS.items()
    }
    return {kind: form._get_xf_index() for kind, form in formats.items()}


def _begin(
    book: xlsxwriter.Workbook,
    title: str,
    heading: str,
    columns: Sequence[Column],
    styles: dict[Any, int],
) -> _Rows:
    sheet = cast(_Rows, book.add_worksheet(title, worksheet_class=_Rows))
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.freeze_panes(_HEAD, 0)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)  # as many pages high as it takes
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(0, _HEAD - 1)
    sheet.hide_gridlines(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    blank = f"{_style(styles['heading'])}/>"  # over which the heading is centred
    above = [_text(heading, styles["heading"]), *(blank for _ in columns[1:])]
    sheet.append([[cell] for cell in above])
    sheet.append([[_text(column.label, styles["header"])] for column in columns])
    return sheet


def _totals(
    columns: Sequence[Column], count: int, sums: Sequence[int], style: int
) -> list[list[str]]:
    """Return the cells below the list: how many rows there are, and the sums of what adds up."""
    cells = [
        _number(value, style) if column.total else f"{_style(style)}/>"
        for column, value in zip(columns, sums, strict=True)
    ]
    own = f"，合计 {sums[0]}" if columns[0].total else ""
    cells[0] = _text(f"共 {count} 行{own}", style)
    return [[cell] for cell in cells]


def _cells(column: Column, values: Sequence[Any], style: int) -> list[str]:
    """Return the cells of a column, each as its XML after the reference; empty for no value."""
    if column.type is Type.CHOICE:
        values = [value and column.choices.get(value, value) for value in values]
    cell = _CELLS.get(column.type, _text)
    return ["" if value is None or value == "" else cell(value, style) for value in values]


def _text(text: str, style: int = 0) -> str:
    """Return a cell that holds text and is never run."""
    if len(text) * 2 > LONGEST_CELL:
        text = fitted(text)
    if _UNUSUAL.search(text):
        text = _escaped(text)
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f'{_style(style)} t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _number(value: int | float, style: int) -> str:
    return f"{_style(style)}><v>{value!r}</v></c>"


def _boolean(value: bool, style: int) -> str:
    return _text("是" if value else "否", style)


def _list(values: Sequence[str], style: int) -> str:
    return _text(SEPARATOR.join(values), style) if values else ""


def _link(address: str, style: int) -> str:
    """Return a link. Addresses are made by this site, never typed by anyone.

    A formula costs no memory and knows no limit of 65,530, which the links of a sheet do.
    """
    address = _escaped(address)
    quoted = address.replace('"', '""')
    return f'{_style(style)} t="str"><f>HYPERLINK("{quoted}")</f><v>{address}</v></c>'


def _date(value: datetime.date, style: int) -> str:
    day = value.toordinal() - _MIDNIGHT_1900
    if day < _FIRST_SAFE_DAY:
        return _text(value.isoformat())
    return f"{_style(style)}><v>{day}</v></c>"


def _time(value: datetime.time, style: int) -> str:
    return f"{_style(style)}><v>{_fraction(value)!r}</v></c>"


def _moment(value: datetime.datetime, style: int) -> str:
    day = value.toordinal() - _MIDNIGHT_1900
    if day < _FIRST_SAFE_DAY:
        return _text(value.isoformat(" ", "seconds"))
    return f"{_style(style)}><v>{day + _fraction(value)!r}</v></c>"


def _fraction(time: datetime.time | datetime.datetime) -> float:
    """Return the time of day as Excel counts it: a fraction of the day."""
    return (time.hour * 3600 + time.minute * 60 + time.second) / 86_400


_CELLS: dict[Type, Callable[[Any, int], str]] = {
    Type.INTEGER: _number,
    Type.DECIMAL: _number,
    Type.BOOLEAN: _boolean,
    Type.LIST: _list,
    Type.LINK: _link,
    Type.DATE: _date,
    Type.TIME: _time,
    Type.MOMENT: _moment,
}


def _style(number: int) -> str:
    return f' s="{number}"' if number else ""


def _escaped(text: str) -> str:
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def fitted(text: str) -> str:
    """Return ``text`` within what a cell can hold; one that is cut says so."""
    units = text.encode("utf-16-le")
    if len(units) // 2 <= LONGEST_CELL:
        return text
    note = _CUT.format(length=len(text))
    kept = units[: 2 * (LONGEST_CELL - len(note))].decode("utf-16-le", "ignore")
    return kept + note


def _about(
    book: xlsxwriter.Workbook, columns: Sequence[Column], facts: Sequence[tuple[str, str]]
) -> None:
    """Write the sheet that says what the file is and what its columns mean."""
    sheet = book.add_worksheet("说明")
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 2, 24)
    sheet.set_column(3, 3, 70)
    for row, (label, wording) in enumerate(facts):
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, wording)
    top = len(facts) + 1
    for place, label in enumerate(("列", "名称", "类型", "说明")):
        sheet.write_string(top, place, label, bold)
    for row, column in enumerate(columns, start=top + 1):
        cells = (column.label, column.name, column.type.value, column.description)
        for place, value in enumerate(cells):
            sheet.write_string(row, place, value)
