"""Reads the sheets of a workbook that people changed, within the limits of Office files.

Nothing is worked out: a formula is told as one, and what a number means is the caller's to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext

from articles.extraction import PageRefused
from articles.extraction.readers import ooxml

MOST_BYTES = 5_000_000  # of the file as it is sent
MOST_ROWS = 5_000
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how Excel writes control characters
_MOST_SHEETS = 5
_ABOVE_AND_BELOW = 20  # rows that stand around a list
_LONGEST_NUMBER = 8  # digits of a row or of a text's place
# Of all cells together: a text that stands in the file once may be named by every cell.
_MOST_TEXT = 20_000_000
_MOST_MERGED = 1_000  # groups of cells on a sheet
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
_YES = {"1", "true"}


class WorkbookRefusedError(Exception):
    """A file that is not read. The message says why, and what to do.

    No ``ValueError``, which within a package means that it is broken.
    """


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: text, or a number as the file writes it; ``kind`` tells which.

    ``kind`` is "text", "number", "boolean", "formula" or "error", or "merged" of one that is a
    part of another.
    """

    kind: str
    text: str


@dataclass
class Sheet:
    """The rows of a sheet by their numbers, each its cells by the number of their column.

    ``from_1904`` says whether days are counted from 1904, as old Macs did. ``merged`` are the
    corners of the cells that were made one: row and column of the first, and of the last.
    """

    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    from_1904: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell at a place; nothing where it is empty."""
        found = self.rows[row].get(column)
        if found is None and any(
            top <= row <= bottom and left <= column <= right
            for top, left, bottom, right in self.merged
        ):
            return Cell("merged", "")
        return found


def read(data: bytes) -> list[Sheet]:
    """Return the sheets of a workbook. Raise ``WorkbookRefusedError`` for anything else."""
    if data.startswith(_OLD_EXCEL):
        raise WorkbookRefusedError(
            gettext("这是旧格式（.xls）或设有密码的文件，请另存为不设密码的 .xlsx 再上传。")
        )
    if not data.startswith(ooxml.ZIP_MAGIC):
        raise WorkbookRefusedError(_no_workbook())
    if len(data) > MOST_BYTES:
        raise WorkbookRefusedError(_too_large())
    try:
        with ooxml.opened(data) as package:
            return list(_sheets(package))
    except PageRefused as refused:
        messages = {
            "bomb": _too_large(),
            "locked": gettext("文件设有密码，请取消密码再上传。"),
            "not_docx": _no_workbook(),
        }
        raise WorkbookRefusedError(messages.get(refused.code, _broken())) from refused


def _no_workbook() -> str:
    return gettext("这不是 .xlsx 工作簿，请另存为 .xlsx 再上传。")


def _broken() -> str:
    return gettext("文件已损坏，无法读取。")


def _too_large() -> str:
    return gettext("文件太大。请先筛选，分几次导出和修改，每次不超过 %(most)s 行。") % {
        "most": MOST_ROWS
    }


def _sheets(package: ooxml.Package) -> Iterator[Sheet]:
    book = package.part(package.main)
    if book is None or _name(book) != "workbook":
        raise WorkbookRefusedError(_no_workbook())
    strings = [_text(each) for each in _named(package.related_part("sharedStrings"), "si")]
    properties = next(_named(book, "workbookPr"), None)
    counted = properties is not None and properties.get("date1904", "") in _YES
    left = _MOST_TEXT
    for part in package.related(package.main, "worksheet")[:_MOST_SHEETS]:
        root = package.part(part)
        sheet = Sheet(from_1904=counted, merged=_merged(root))
        at = 0
        for number, row in enumerate(_named(root, "row"), start=1):
            cells = list(_cells(row, strings))
            left -= sum(len(cell.text) for _, cell in cells)
            if number > MOST_ROWS + _ABOVE_AND_BELOW or left < 0:
                raise WorkbookRefusedError(_too_large())
            place = row.get("r", "")
            at = int(place) if place.isdecimal() and len(place) < _LONGEST_NUMBER else at + 1
            if at in sheet.rows or len(dict(cells)) < len(cells):
                raise WorkbookRefusedError(_broken())  # one of the two would be lost
            sheet.rows[at] = dict(cells)
        yield sheet


def _merged(root: ooxml.Element | None) -> list[tuple[int, int, int, int]]:
    found = []
    for each in _named(root, "mergeCell"):
        places = [_REFERENCE.fullmatch(place) for place in each.get("ref", "").split(":")]
        corners = [(int(place[2]), _number_of(place[1])) for place in places if place]
        if corners:
            found.append((*corners[0], *corners[-1]))
    if len(found) > _MOST_MERGED:
        raise WorkbookRefusedError(gettext("合并的单元格太多，请取消合并再上传。"))
    return found


def _cells(row: ooxml.Element, strings: list[str]) -> Iterator[tuple[int, Cell]]:
    column = 0
    for cell in row:
        if _name(cell) != "c":
            continue
        placed = _REFERENCE.fullmatch(cell.get("r", ""))
        column = _number_of(placed[1]) if placed else column + 1
        found = _cell(cell, strings)
        if found.text.strip() or found.kind == "formula":
            yield column, found


def _cell(cell: ooxml.Element, strings: list[str]) -> Cell:
    parts = {_name(each): each for each in cell}
    kind = cell.get("t", "n")
    value = (parts["v"].text or "") if "v" in parts else ""
    if "f" in parts:
        return Cell("formula", parts["f"].text or "")
    if kind == "inlineStr":
        return Cell("text", _text(parts["is"]) if "is" in parts else "")
    if kind == "s":
        at = int(value) if value.isdecimal() and len(value) < _LONGEST_NUMBER else len(strings)
        return Cell("text", strings[at]) if at < len(strings) else Cell("error", value)
    kinds = {"str": "text", "d": "text", "b": "boolean", "e": "error"}
    return Cell(kinds.get(kind, "number"), value.strip() if kind != "str" else _plain(value))


def _text(element: ooxml.Element) -> str:
    """Return the text of a string, without how it is pronounced."""
    said = (part for part in element if _name(part) != "rPh")
    texts = (each for part in said for each in part.iter() if _name(each) == "t")
    return _plain("".join(each.text or "" for each in texts))


def _plain(text: str) -> str:
    """Return a text with the characters that stand in it as numbers; half of one is none."""
    whole = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n")
    return _HALF_A_CHARACTER.sub("\uffff", whole)


def _named(root: ooxml.Element | None, name: str) -> Iterator[ooxml.Element]:
    return (each for each in (() if root is None else root.iter()) if _name(each) == name)


def _name(element: ooxml.Element) -> str:
    """Return the name of an element in whichever of the two vocabularies there are."""
    return str(element.tag).rpartition("}")[2]


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
