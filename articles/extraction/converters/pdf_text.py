"""A PDF on standard input to pieces of text on standard output, each with its place on the page.

Run as a file of its own in a limited process (`child.run`), so that it imports nothing of the
site. It writes one JSON object: `{"refused": CODE}`, or what `pdf_pages.read` takes.

A piece is what stands on one line without a wide gap: `[left, top, right, bottom, size, bold,
text]`, in points from the page's upper left corner, as people hold it; its size is that of its
letters. `rules` are the lines that are drawn on a page, as `[left, top, right, bottom]`.
"""

import json
import math
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_float, c_int, create_string_buffer
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MAX_PAGES = 300
MAX_CHARACTERS = 2_500_000
MAX_PIECES = 100_000
MAX_PAGE_PIECES = 5_000
MAX_RULES = 5_000  # on a page: more is a drawing
MAX_OBJECTS = 100_000  # on a page
_WIDE_GAP = 1.4  # of the height of the letters: what is further away is another piece
_WORD_GAP = 0.22
_WIDE_WORD_GAP = 0.6  # between Chinese characters, which stand further apart when justified
_THIN = 3.0  # points: a box that is thinner is a line
_BOLD_NAMES = re.compile(rb"bold|black|heavy|hei\b|simhei|yahei.?b|xbs|xiaobiaosong", re.IGNORECASE)
_WIDE = re.compile(
    "[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_FLAT = 0.5  # points
_SAMPLE = 2_000  # characters by which is told how lines run
_FEWEST_BELOW = 10
_LINE_END_HYPHENS = {0x2, 0xFFFE}  # what PDFium makes of a hyphen at the end of a line


def main() -> None:
    """Read, and write what was found."""
    data = sys.stdin.buffer.read()
    json.dump(_read(data), sys.stdout, ensure_ascii=False, separators=(",", ":"))


def _read(data: bytes) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        return {"refused": "locked" if locked else "broken_pdf"}
    if len(document) > MAX_PAGES:
        return {"refused": "too_many_pages"}
    pages, characters, pieces = [], 0, 0
    for number in range(len(document)):
        try:
            page = _Page(document[number])
        except pypdfium2.PdfiumError:
            return {"refused": "broken_pdf"}
        characters += page.count
        pieces += len(page.pieces)
        crowded = len(page.pieces) > MAX_PAGE_PIECES
        if crowded or characters > MAX_CHARACTERS or pieces > MAX_PIECES:
            return {"refused": "too_large"}
        pages.append(page.told())
    return {"pages": pages, "attachments": pdfium.FPDFDoc_GetAttachmentCount(document)}


class _Page:
    """One page: its pieces of text, its lines, its pictures."""

    def __init__(self, page: pypdfium2.PdfPage):
        self.page = page
        self.text = page.get_textpage()
        self.count = pdfium.FPDFText_CountChars(self.text)
        self.pieces: list[list[Any]] = []
        self.down = False  # whether its lines run downwards, from the right to the left
        self.unmapped = 0  # characters of which the font does not say what they mean
        self.turned = 0  # characters that do not stand upright: a watermark's
        self.rules: list[list[float]] = []
        self.pictures = 0
        self.pictured = 0.0  # the share of the page that its largest picture covers
        if self.count <= MAX_CHARACTERS:
            self.turn = self._turn()
            self.width, self.height = self._size()
            if self._runs_down():
                self.down = True
                self.width, self.height = self.height, self.width
            self._find_drawn()
            self.uprights = sorted(
                ((left + right) / 2, top, bottom)
                for left, top, right, bottom in self.rules
                if bottom - top > _THIN
            )
            self._find_pieces()

    def told(self) -> dict[str, Any]:
        """Return the page as plain data."""
        return {
            "width": self.width,
            "height": self.height,
            "pieces": self.pieces,
            "rules": [[round(number, 1) for number in rule] for rule in self.rules[:MAX_RULES]],
            "unmapped": self.unmapped,
            "turned": self.turned,
            "pictures": self.pictures,
            "pictured": self.pictured,
            "comments": self._comments(),
        }

    # How the page is held ---------------------------------------------------------------------
    def _turn(self) -> int:
        """Return by how many quarters most of the text is turned."""
        step = max(1, self.count // 200)
        quarters: Counter[int] = Counter()
        for index in range(0, self.count, step):
            if not pdfium.FPDFText_IsGenerated(self.text, index):
                quarters[_quarter(pdfium.FPDFText_GetCharAngle(self.text, index))] += 1
        return quarters.most_common(1)[0][0] if quarters else 0

    def _size(self) -> tuple[float, float]:
        left, bottom, right, top = self.page.get_bbox()
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        size = (right - left, top - bottom)
        return size[::-1] if self.turn % 2 else size

    def _runs_down(self) -> bool:
        """Say whether most characters stand below the one before them, as in vertical writing."""
        below = beside = 0
        before: list[float] | None = None
        for index, char, here in islice(self._characters(), _SAMPLE):
            if before and not char.isspace():
                width, height = before[2] - before[0], before[3] - before[1]
                across = abs(here[0] - before[0]) < width / 2
                step = here[1] - before[1]
                below += across and 0 < step < self._size_of(index) * 2
                beside += not across and abs(step) < height / 2
            before = None if char.isspace() else here
        self.turned = self.unmapped = 0
        return below > _FEWEST_BELOW and below > beside * 2

    def _held(self, left: float, bottom: float, right: float, top: float) -> list[float]:
        """Return a box as a reader follows it: lines from the left, one below the other."""
        box = self._seen(left, bottom, right, top)
        return [box[1], self.height - box[2], box[3], self.height - box[0]] if self.down else box

    def _seen(self, left: float, bottom: float, right: float, top: float) -> list[float]:
        """Return a box of the file as a reader sees it: from the upper left, downwards."""
        if self.turn == 0:
            return [left - self.left, self.top - top, right - self.left, self.top - bottom]
        if self.turn == 3:
            return [bottom - self.bottom, left - self.left, top - self.bottom, right - self.left]
        if self.turn == 2:
            return [self.right - right, bottom - self.bottom, self.right - left, top - self.bottom]
        return [self.top - top, self.right - right, self.top - bottom, self.right - left]

    # Text ---------------------------------------------------------------------------------------
    def _find_pieces(self) -> None:
        piece: _Piece | None = None
        for index, char, here in self._characters():
            if char.isspace():
                if piece:
                    piece.blank(char)
            elif piece and self._goes_on(piece, here):
                piece.add(char, here)
            else:
                self._add(piece)
                piece = _Piece(char, here, self._size_of(index), self._is_bold(index))
        self._add(piece)

    def _characters(self) -> Iterator[tuple[int, str, list[float]]]:
        """Yield each character that stands upright: its index, itself, its box."""
        text, box = self.text.raw, pdfium.FS_RECTF()
        told = byref(box)
        for index in range(self.count):
            if pdfium.FPDFText_IsGenerated(text, index) == 1:
                continue
            code = pdfium.FPDFText_GetUnicode(text, index)
            quarter = _quarter(pdfium.FPDFText_GetCharAngle(text, index))
            lies = self.down and quarter >= 0 and (quarter - self.turn) % 2  # Latin in such lines
            if quarter != self.turn and not lies:
                self.turned += code > 32
            elif not code or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
                self.unmapped += 1
            elif pdfium.FPDFText_GetLooseCharBox(text, index, told):
                char = "\xad" if code in _LINE_END_HYPHENS else chr(code)
                here = self._held(box.left, box.bottom, box.right, box.top)
                if here[3] - here[1] < _FLAT:  # a font that does not say how high it is
                    here[1] = here[3] - self._size_of(index)
                yield index, char, here

    def _goes_on(self, piece: "_Piece", here: list[float]) -> bool:
        gap = piece.gap(here)
        return gap is not None and gap <= _WIDE_GAP and not self._walled(piece.place, here)

    def _walled(self, before: list[float], here: list[float]) -> bool:
        """Say whether an upright line is drawn between two characters: the side of a cell."""
        middle = (here[1] + here[3]) / 2
        first = bisect_left(self.uprights, (before[2] - 1,))
        for place, top, bottom in islice(self.uprights, first, None):
            if place > here[0] + 1:
                return False
            if top <= middle <= bottom:
                return True
        return False

    def _add(self, piece: "_Piece | None") -> None:
        if piece and (told := piece.told()):
            self.pieces.append(told)

    def _size_of(self, index: int) -> float:
        """Return the size of the font as it is drawn: how high its boxes are, fonts differ in."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text, index, byref(matrix))
        size: float = pdfium.FPDFText_GetFontSize(self.text, index)
        return size * math.hypot(matrix.c, matrix.d)

    def _is_bold(self, index: int) -> bool:
        if pdfium.FPDFText_GetFontWeight(self.text, index) >= 600:
            return True
        name, flags = create_string_buffer(80), c_int()
        pdfium.FPDFText_GetFontInfo(self.text, index, name, 80, byref(flags))
        return bool(_BOLD_NAMES.search(name.value))

    # Lines and pictures -------------------------------------------------------------------------
    def _find_drawn(self) -> None:
        page = self.page.raw
        for index in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
            drawn = pdfium.FPDFPage_GetObject(page, index)
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_PATH and len(self.rules) <= MAX_RULES:
                self._add_rules(drawn)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE or (
                kind == pdfium.FPDF_PAGEOBJ_FORM and _holds_picture(drawn)
            ):
                left, top, right, bottom = self._bounds(drawn)
                self.pictures += 1
                covered = (right - left) * (bottom - top) / max(self.width * self.height, 1.0)
                self.pictured = max(self.pictured, round(covered, 2))

    def _bounds(self, drawn: Any) -> list[float]:
        left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
        pdfium.FPDFPageObj_GetBounds(drawn, *map(byref, (left, bottom, right, top)))
        return self._held(left.value, bottom.value, right.value, top.value)

    def _add_rules(self, drawn: Any) -> None:
        """Take the sides of a box for lines, or the box itself if it is thin."""
        left, top, right, bottom = self._bounds(drawn)
        if min(right - left, bottom - top) <= _THIN:
            self.rules.append([left, top, right, bottom])
            return
        fill, stroked = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(drawn, byref(fill), byref(stroked))
        if stroked.value and not fill.value:
            self.rules += [
                [left, top, right, top], [left, bottom, right, bottom],
                [left, top, left, bottom], [right, top, right, bottom],
            ]  # fmt: skip

    def _comments(self) -> int:
        """Return how many notes of a reader are on the page."""
        told = 0
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(self.page), 1000)):
            note = pdfium.FPDFPage_GetAnnot(self.page, index)
            if note:
                written = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0) > 2
                told += written and pdfium.FPDFAnnot_GetSubtype(note) != pdfium.FPDF_ANNOT_LINK
                pdfium.FPDFPage_CloseAnnot(note)
        return told


class _Piece:
    """Characters one behind the other."""

    def __init__(self, char: str, place: list[float], size: float, bold: bool):
        self.place = list(place)
        self.last = place[0]  # where its last character begins
        self.size = size
        self.bold = bold
        self.text = [char]

    def gap(self, here: list[float]) -> float | None:
        """Return how far on a character stands, in heights; None if it is on another line."""
        heights = self.place[3] - self.place[1], here[3] - here[1]
        shared = min(self.place[3], here[3]) - max(self.place[1], here[1])
        height = max(*heights, 1.0)
        # Of characters that share one sign (——), all begin where it does.
        back = here[0] < min(self.place[2] - height * 0.8, self.last - 0.1)
        if back or shared < min(heights) / 2:
            return None
        return (here[0] - self.place[2]) / height

    def blank(self, char: str) -> None:
        """Take a blank between words; a wide one is told by the gap it leaves."""
        if char != "\u3000":
            self.text.append(" ")

    def add(self, char: str, here: list[float]) -> None:
        """Take the next character."""
        gap = self.gap(here) or 0
        wide = _WIDE.match(self.text[-1]) or _WIDE.match(char)
        if gap > (_WIDE_WORD_GAP if wide else _WORD_GAP) and self.text[-1] != " ":
            self.text.append(" ")
        self.text.append(char)
        self.last = here[0]
        self.place = [
            min(self.place[0], here[0]), min(self.place[1], here[1]),
            max(self.place[2], here[2]), max(self.place[3], here[3]),
        ]  # fmt: skip

    def told(self) -> list[Any] | None:
        """Return it as plain data, None if there is nothing in it."""
        text = "".join(self.text).strip()
        numbers = [round(number, 1) for number in (*self.place, self.size)]
        return [*numbers, int(self.bold), text] if text else None


def _quarter(angle: float) -> int:
    """Return how many quarters an angle is, -1 for one between them."""
    quarters = angle / (math.pi / 2)
    whole = round(quarters)
    return whole % 4 if abs(quarters - whole) < 0.05 else -1


def _holds_picture(form: Any) -> bool:
    return any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(form, index))
        == pdfium.FPDF_PAGEOBJ_IMAGE
        for index in range(min(pdfium.FPDFFormObj_CountObjects(form), 1000))
    )


if __name__ == "__main__":
    main()
