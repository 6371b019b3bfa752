"""Writes the approval sheet of a report as a workbook."""

from collections.abc import Sequence
from typing import BinaryIO

import xlsxwriter

WIDTHS = (14, 14, 14, 18, 48)  # of the columns, in characters


def write(
    file: BinaryIO,
    title: str,
    head: Sequence[tuple[str, str]],
    names: Sequence[str],
    lines: Sequence[Sequence[str]],
) -> None:
    """Write a sheet that prints on one A4. Whatever is typed by people is text, never a formula."""
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(title)
        plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        bold = book.add_format({"bold": True, "border": 1, "bg_color": "#EFEFEF"})
        heading = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        sheet.merge_range(0, 0, 0, len(names) - 1, "", heading)
        sheet.write_string(0, 0, title, heading)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for row, (label, value) in enumerate(head, start=1):
            sheet.write_string(row, 0, label, bold)
            sheet.merge_range(row, 1, row, len(names) - 1, "", plain)
            sheet.write_string(row, 1, value, plain)
        first = len(head) + 2
        for column, name in enumerate(names):
            sheet.write_string(first, column, name, bold)
        for row, line in enumerate(lines, start=first + 1):
            for column, text in enumerate(line):
                sheet.write_string(row, column, text, plain)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 1)
