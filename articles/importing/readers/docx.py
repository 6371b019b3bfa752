"""Word files to lines: paragraphs in order, with the numbers Word counts by itself.

Read from the XML directly, because automatic numbers (一、 （一） 1.) are what tells sections
apart and converters leave them out. Nothing is extracted to disk, entities are not resolved, and
what would unpack to too much is refused before it is read.
"""

import io
import lzma
import zipfile
import zlib

from lxml import etree

from articles.importing.errors import PageRefused
from articles.importing.fold import fold
from articles.importing.page import BLANK, Line, Page, join_row
from articles.importing.wording import Wording as _

from .private_use import without_private_use

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_PART_BYTES = 50_000_000
MAX_MEMBERS = 5_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {
    _W + name
    for name in ("del", "moveFrom", "instrText", "delText", "pPr", "sectPr", "rubyPr", "rt")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_CHINESE_FORMS = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCountingThousand",
}
_CHINESE_DIGITS = "〇一二三四五六七八九"


def refuse_ole(data: bytes) -> None:
    """Refuse an old or locked Office file, saying which it is."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise PageRefused("locked", _("文件设有密码，无法读取。请先取消密码再导入。"))
    raise PageRefused("old_word", _("这是旧版 Word（.doc）文件，请另存为 .docx 再导入。"))


def read_docx(data: bytes) -> Page:
    """Return the page of a DOCX file.

    Raises `PageRefused`: "locked", "bomb", "not_docx" or "broken_docx".
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            document = _part(archive, "word/document.xml")
            numbering = _part(archive, "word/numbering.xml", required=False)
            styles = _part(archive, "word/styles.xml", required=False)
    except PageRefused:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        etree.XMLSyntaxError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise PageRefused("broken_docx", _("Word 文件已损坏，无法打开。")) from error
    except (RuntimeError, NotImplementedError) as error:  # zipfile's words for "needs a password"
        raise PageRefused("locked", _("文件设有密码或特殊压缩，无法读取。")) from error
    return _Reader(document, _Numbering(numbering, styles)).page()


def _check(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise PageRefused("locked", _("文件设有密码，无法读取。请先取消密码再导入。"))
    if (
        len(members) > MAX_MEMBERS
        or sum(member.file_size for member in members) > 4 * MAX_PART_BYTES
    ):
        raise PageRefused("bomb", _("压缩文件展开后过大，可能有害，未导入。"))
    if "word/document.xml" not in {member.filename for member in members}:
        raise PageRefused("not_docx", _("这个压缩文件不是 Word（.docx）文件。"))


def _part(archive: zipfile.ZipFile, name: str, required: bool = True):
    try:
        member = archive.getinfo(name)
    except KeyError:
        if required:
            raise
        return None
    if member.file_size > MAX_PART_BYTES:
        raise PageRefused("bomb", _("压缩文件展开后过大，可能有害，未导入。"))
    with archive.open(member) as part:
        content = part.read(MAX_PART_BYTES + 1)  # the directory may lie about the size
    if len(content) > MAX_PART_BYTES:
        raise PageRefused("bomb", _("压缩文件展开后过大，可能有害，未导入。"))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise PageRefused("bomb", _("Word 文件含有不该有的实体定义，可能有害，未导入。"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


class _Numbering:
    """Counts Word's automatic numbers."""

    def __init__(self, numbering, styles):
        self.formats: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counters: dict[tuple[str, int], int] = {}
        self.style_headings: dict[str, int] = {}
        self.style_numbers: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read_numbering(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read_numbering(self, root):
        abstract = {}
        for item in root.iter(_W + "abstractNum"):
            levels = {}
            for level in item.iter(_W + "lvl"):
                number = _int(level.get(_W + "ilvl"))
                levels[number] = (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    _int(_value(level, "start"), 1),
                )
            abstract[item.get(_W + "abstractNumId")] = levels
        for item in root.iter(_W + "num"):
            for level, form in abstract.get(_value(item, "abstractNumId"), {}).items():
                self.formats[item.get(_W + "numId"), level] = form

    def _read_styles(self, root):
        for style in root.iter(_W + "style"):
            identifier = style.get(_W + "styleId") or ""
            outline = style.find(f"{_W}pPr/{_W}outlineLvl")
            name = (_value(style, "name") or "").lower()
            if outline is not None and _int(outline.get(_W + "val"), 9) < 6:
                self.style_headings[identifier] = _int(outline.get(_W + "val")) + 1
            elif name.startswith("heading ") and name[8:].isdigit():
                self.style_headings[identifier] = min(int(name[8:]), 6)
            elif name == "title":
                self.style_headings[identifier] = 1
            number = style.find(f"{_W}pPr/{_W}numPr")
            if number is not None:
                self.style_numbers[identifier] = (
                    _value(number, "numId") or "",
                    _int(_value(number, "ilvl")),
                )

    def heading(self, style: str, outline: str | None) -> int:
        """Return the heading level (1–6) of a paragraph, 0 for plain text."""
        if outline is not None and _int(outline, 9) < 6:
            return _int(outline) + 1
        return self.style_headings.get(style, 0)

    def label(self, number: tuple[str, int] | None) -> str:
        """Return the next number of a list, as Word would print it."""
        if number is None or number not in self.formats:
            return ""
        identifier, level = number
        form, text, start = self.formats[number]
        if form in ("bullet", "none"):
            return ""
        self.counters[number] = self.counters.get(number, start - 1) + 1
        for key in list(self.counters):
            if key[0] == identifier and key[1] > level:
                del self.counters[key]
        for other in range(level + 1):
            key = (identifier, other)
            if f"%{other + 1}" in text and key in self.formats:
                count = self.counters.get(key, self.formats[key][2])
                text = text.replace(f"%{other + 1}", _number(count, self.formats[key][0]))
        return text


class _Reader:
    """Walks the body without recursion."""

    def __init__(self, root, numbering: _Numbering):
        self.root = root
        self.numbering = numbering
        self.lines: list[Line] = []
        self.pieces: list[str] = []
        self.length = 0

    def page(self) -> Page:
        """Return the page."""
        group = 0
        skip_until = None
        row, cells = 0, []
        paragraph = None  # [text, bold characters, heading] of the open paragraph
        stack = []
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            if skip_until is not None:
                if event == "end" and element is skip_until:
                    skip_until = None
                continue
            if element.tag == _W + "tr":
                if event == "start":
                    row, cells = len(self.lines), []
                else:
                    join_row(self.lines, self.pieces, row, cells)
            if event == "start":
                if element.tag == _W + "tc":
                    cells.append(len(self.lines))
                if element.tag in _SKIPPED or self._vanished(element):
                    skip_until = element
                elif element.tag == _W + "p":
                    stack.append(paragraph)
                    paragraph = self._open(element)
                elif paragraph is not None:
                    self._take(element, paragraph)
            elif element.tag == _W + "p" and paragraph is not None:
                group += 1
                self._emit(paragraph, group)
                paragraph = stack.pop()
        return Page("".join(self.pieces).removesuffix("\n"), self.lines, "docx")

    @staticmethod
    def _vanished(element) -> bool:
        if element.tag != _W + "r":
            return False
        vanish = element.find(f"{_W}rPr/{_W}vanish")
        return vanish is not None and vanish.get(_W + "val") not in ("0", "false")

    def _open(self, element) -> list:
        properties = element.find(_W + "pPr")
        style, outline, number = "", None, None
        if properties is not None:
            style = _value(properties, "pStyle") or ""
            outline = _value(properties, "outlineLvl")
            listed = properties.find(_W + "numPr")
            number = self.numbering.style_numbers.get(style)
            if listed is not None:
                number = (_value(listed, "numId") or "", _int(_value(listed, "ilvl")))
        label = self.numbering.label(number)
        return [[label], 0, self.numbering.heading(style, outline)]

    @staticmethod
    def _take(element, paragraph) -> None:
        if element.tag == _W + "t":
            text = element.text or ""
            paragraph[0].append(text)
            bold = element.getparent().find(f"{_W}rPr/{_W}b")
            if bold is not None and bold.get(_W + "val") not in ("0", "false"):
                paragraph[1] += len(text)
        elif element.tag == _W + "tab":
            paragraph[0].append("\t")
        elif element.tag in (_W + "br", _W + "cr"):
            paragraph[0].append("\n")
        elif element.tag == _W + "noBreakHyphen":
            paragraph[0].append("-")

    def _emit(self, paragraph, group: int) -> None:
        parts, bold, heading = paragraph
        whole = without_private_use("".join(parts))
        all_bold = bold > 0 and bold >= len(whole.strip()) - len(parts[0])
        for text in whole.split("\n"):
            text = "".join(char for char in text if char >= " " or char == "\t").strip(BLANK)
            if not text:
                continue
            start = self.length
            self.pieces.append(text + "\n")
            self.length += len(text) + 1
            self.lines.append(
                Line(
                    start, start + len(text), fold(text), group,
                    heading=heading, bold=all_bold,
                )
            )  # fmt: skip


def _value(element, name: str) -> str | None:
    child = element.find(_W + name)
    return None if child is None else child.get(_W + "val")


def _int(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default


def _number(count: int, form: str) -> str:
    if form in _CHINESE_FORMS:
        if count < 1 or count > 99:
            return str(count)
        tens, ones = divmod(count, 10)
        text = ("十" if tens == 1 else _CHINESE_DIGITS[tens] + "十") if tens else ""
        return text + (_CHINESE_DIGITS[ones] if ones else "")
    if form == "decimalEnclosedCircle" and 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    if form == "upperLetter":
        return chr(64 + (count - 1) % 26 + 1)
    if form == "lowerLetter":
        return chr(96 + (count - 1) % 26 + 1)
    return f"{count:02d}" if form == "decimalZero" else str(count)
