"""PDF files to lines. The file itself is opened in a process of its own (converters/)."""

import json
import re
import sys
from pathlib import Path
from typing import Any

from articles.extraction.converters import child, pdf_pages
from articles.extraction.errors import PageRefused
from articles.extraction.language.normalise import fold
from articles.extraction.layout.lines import BLANK, Line, Note, Page
from articles.extraction.offsets import PageOffset
from articles.extraction.wording import Wording as _

from .private_use import without_private_use
from .tables import Tables

PDF_START = re.compile(rb"[\xef\xbb\xbf \t\r\n]{0,1000}%PDF-")
_END, _TAIL = b"%%EOF", 8192  # what a file ends with, and where that is looked for
_READER = str(Path(pdf_pages.__file__).with_name("pdf_text.py"))
_LIMITS = child.Limits(memory=1_000_000_000, seconds=20, output=100_000_000)
_SCAN = 0.4  # of a page: a picture that covers more, and no text, is a scan
_LEAST_TEXT = 20  # characters of a page that says something
_MOST_UNMAPPED = 0.3  # of all characters; beyond that nobody can read the rest
_TYPE_OUT = _("请先用文字识别（OCR）软件转成文字或可复制的 PDF，再导入；或把文字录入后粘贴。")
_REFUSALS = {
    "locked": _("PDF 文件设有密码，无法读取。请先取消密码再导入。"),
    "broken_pdf": _("PDF 文件已损坏，无法打开。请重新下载或另存一份再导入。"),
    "too_large": _("PDF 里的文字过多，不像一篇报告。请只导出报告所在的几页，再导入。"),
    "too_many_pages": _(
        "PDF 页数过多（超过 300 页），不像一篇报告。请只导出报告所在的几页，再导入。"
    ),
}


def read_pdf(data: bytes) -> Page:
    """Return the page of a PDF file.

    Raises `PageRefused`: "locked", "broken_pdf", "too_large", "too_many_pages", "scanned",
    "unmapped", and what `child.run` raises.
    """
    told = json.loads(child.run([sys.executable, "-I", _READER], data, _LIMITS))
    if code := told.get("refused"):
        raise PageRefused("too_large" if code == "too_many_pages" else code, _REFUSALS[code])
    pages = told["pages"]
    _refuse_unreadable(pages)
    document = pdf_pages.read(pages)
    page = _page(document)
    page.notes = _notes(told, document)
    if _END not in data[-_TAIL:]:
        page.notes.insert(0, Note("cut_off", 1))
    return page


def _refuse_unreadable(pages: list[dict[str, Any]]) -> None:
    characters = sum(map(_characters, pages))
    unmapped = sum(page["unmapped"] for page in pages)
    if unmapped > (characters + unmapped) * _MOST_UNMAPPED:
        message = _("PDF 的字体没有写明文字编码，读出来会是乱码。%(advice)s", advice=_TYPE_OUT)
        raise PageRefused("unmapped", message)
    if not characters or (characters < _LEAST_TEXT * len(pages) and any(map(_is_scan, pages))):
        scanned = any(page["pictures"] for page in pages)
        message = (
            _("这份 PDF 是扫描件或图片，里面没有文字。%(advice)s", advice=_TYPE_OUT)
            if scanned
            else _("这份 PDF 里没有文字。")
        )
        raise PageRefused("scanned" if scanned else "empty", message)


def _characters(page: dict[str, Any]) -> int:
    return sum(len(piece[-1]) for piece in page["pieces"])


def _is_scan(page: dict[str, Any]) -> bool:
    return page["pictured"] > _SCAN and _characters(page) < _LEAST_TEXT


def _notes(told: dict[str, Any], document: pdf_pages.Document) -> list[Note]:
    """Return notes on what is in a PDF besides its text."""
    pages = told["pages"]
    scans = sum(map(_is_scan, pages))
    pictures = sum(page["pictures"] for page in pages if not _is_scan(page))
    found = [
        Note("scanned_pages", scans),
        Note("pictures", pictures),
        Note("comments", sum(page["comments"] for page in pages)),
        Note("attachments", told["attachments"]),
        Note("unmapped", sum(page["unmapped"] for page in pages)),
        Note("turned_text", sum(page["turned"] for page in pages)),
        Note("page_edges", len(document.edges), " ".join(document.edges)),
    ]
    return [note for note in found if note.count]


def _page(document: pdf_pages.Document) -> Page:
    lines = _Lines()
    for block in document.blocks:
        if isinstance(block, pdf_pages.Table):
            lines.add_table(block)
        else:
            lines.add(block.text, block.heading, block.bold)
    text = "".join(lines.pieces).removesuffix("\n")
    return Page(text, lines.lines, "pdf", tables=lines.tables.found)


class _Lines:
    """Gathers paragraphs and the cells of tables as lines of a page."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.pieces: list[str] = []
        self.tables = Tables(self.lines, self.pieces)
        self.length = 0

    def add(self, text: str, heading: int = 0, bold: bool = False) -> None:
        """Add a paragraph."""
        text = without_private_use("".join(char for char in text if char >= " ")).strip(BLANK)
        if not text:
            return
        start, end = PageOffset(self.length), PageOffset(self.length + len(text))
        self.pieces.append(text + "\n")
        self.length += len(text) + 1
        line = Line(start, end, fold(text), len(self.lines), heading=heading, bold=bold)
        self.lines.append(line)
        self.tables.take(line)

    def add_table(self, table: pdf_pages.Table) -> None:
        """Add a table row by row."""
        self.tables.start_table()
        for row in table.rows:
            self.tables.start_row()
            for cell in row:
                self.tables.start_cell(columns=cell.columns, rows=cell.rows)
                for text in cell.paragraphs:
                    self.add(text)
            self.tables.end_row()
        self.tables.end_table()
