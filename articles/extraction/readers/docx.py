"""Word files to lines: paragraphs in order, with the numbers Word counts by itself.

Read from the XML directly, because automatic numbers (一、 （一） 1.) are what tells sections
apart and converters leave them out. Footnotes and endnotes stand below their paragraph; what is
no text of the document (pictures, comments, page headers …) is noted, so that it can be said.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from articles.extraction.errors import PageRefused
from articles.extraction.language.normalise import fold, set_small
from articles.extraction.layout.lines import BLANK, Line, Note, Page, opened_by
from articles.extraction.lengths import check_length
from articles.extraction.offsets import PageOffset
from articles.extraction.pictures.page_picture import Picture
from articles.extraction.pictures.sources import Beside, Loader, nothing_beside
from articles.extraction.wording import Wording as _

from .ooxml import Element, Package, W, opened
from .private_use import without_private_use
from .tables import Tables
from .word_numbers import Numbering, number_of, value_of

MAX_PARAGRAPHS = 50_000  # empty ones too
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {W + name for name in ("instrText", "pPr", "sectPr", "rubyPr", "rt")}
_DELETED = {W + "del", W + "moveFrom"}
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_LINE_ENDS = {W + "br", W + "cr"}
# What a document may hold besides text, by the local names of its elements.
_PICTURES = {"pic", "imagedata"}
_OBJECTS = {"object", "chart", "relIds", "altChunk", "subDoc"}
_MATHS = {"den": "/", "sup": "^", "sub": "_"}  # what stands in a line for how a formula is set
_GUESSED = re.compile(r"已自动生成|automatically generated|AI[ -]generated", re.IGNORECASE)
_NO_NOTES = {"separator", "continuationSeparator", "continuationNotice"}
_PAGE_NUMBER = str.maketrans(
    "", "", "0123456789０１２３４５６７８９第共页-—–―－·/／ \t　PageofPAGE"
)


def read_docx(data: bytes) -> Page:
    """Return the page of a DOCX file.

    Raises `PageRefused`: "locked", "bomb", "too_large", "not_docx" or "broken_docx".
    """
    with opened(data) as package:
        document = package.document()
        numbering = Numbering(package.related_part("numbering"), package.related_part("styles"))
        reader = _Reader(document, numbering, _notes(package), package.resource)
        page = reader.page()
        page.notes = [*reader.unread.values(), *_besides(package, page)]
    return page


def _notes(package: Package) -> dict[tuple[str, str], list[str]]:
    """Return the paragraphs of each footnote and endnote, by kind and identifier."""
    found = {}
    for kind in _NOTES.values():
        root = package.related_part(kind)
        for note in () if root is None else root.iterchildren("*"):
            if note.get(W + "type") not in _NO_NOTES:
                found[kind, note.get(W + "id") or ""] = _paragraphs(note)
    return found


def _besides(package: Package, page: Page) -> list[Note]:
    """Return notes on the comments, and on page headers and footers that say something more."""
    notes = []
    comments = package.related_part("comments")
    said = [] if comments is None else [_paragraphs(each) for each in comments.iterchildren("*")]
    texts = [" ".join(paragraphs) for paragraphs in said if paragraphs]
    if texts:
        notes.append(Note("comments", len(texts), texts[0]))
    edges: list[str] = []
    for kind in ("header", "footer"):
        for name in package.related(package.main, kind):
            part = package.part(name)
            edges += [] if part is None else _paragraphs(part)
    edges = [
        text for text in dict.fromkeys(edges)
        if text.translate(_PAGE_NUMBER) and text not in page.text
    ]  # fmt: skip
    if edges:
        notes.append(Note("page_edges", len(edges), " ".join(edges)))
    return notes


def _paragraphs(root: Element) -> list[str]:
    """Return the paragraphs of a part beside the document."""
    text = _Reader(root, Numbering(None, None), {}).page().text
    return text.split("\n") if text else []


@dataclass(slots=True)
class _Paragraph:
    """An open paragraph: its text so far, how much of it is bold, the notes it refers to."""

    parts: list[str]
    heading: int = 0
    bold: int = 0
    lead: int = 0  # parts in bold, from the first on
    bullet: bool = False
    notes: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)  # those behind words of it


class _Reader:
    """Walks the body without recursion."""

    def __init__(
        self,
        root: Element,
        numbering: Numbering,
        notes: dict[tuple[str, str], list[str]],
        files: Beside = nothing_beside,
    ):
        self.root = root
        self.numbering = numbering
        self.notes = notes
        self.lines: list[Line] = []
        self.pieces: list[str] = []
        self.tables = Tables(self.lines, self.pieces)
        self.length = 0
        self.held = 0  # characters of paragraphs, labels and notes, however often repeated
        self.group = 0
        self.paragraphs = 0
        self.marked = 0  # how many notes were referred to
        self.waiting: list[str] = []  # notes whose paragraph has been read
        self.unread: dict[str, Note] = {}
        self.items: list[list[Line]] = []  # the lines of each bulleted paragraph
        self.loader = Loader(files)
        self.pictures: list[Picture] = []

    def page(self) -> Page:
        """Return the page."""
        skip_until: Element | None = None
        paragraph: _Paragraph | None = None
        stack: list[_Paragraph | None] = []
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            if skip_until is not None:
                if event == "end" and element is skip_until:
                    skip_until = None
                continue
            if event == "start" and self._is_deleted_row(element):
                skip_until = element
                continue
            self._follow_tables(event, element)
            if event == "start":
                if element.tag.rpartition("}")[2] in _PICTURES:
                    self._picture(element, paragraph)
                if self._left_out(element):
                    skip_until = element
                elif element.tag == W + "p":
                    stack.append(paragraph)
                    paragraph = self._open(element)
                elif paragraph is not None:
                    self._take(element, paragraph)
            elif element.tag == W + "p" and paragraph is not None:
                self._emit(paragraph)
                paragraph = stack.pop()
                # A note on a heading or in a table stands below the next sentence.
                if not self.tables.open and self.lines and self.lines[-1].text.endswith("。"):
                    self._emit_notes()
        self._emit_notes()
        text = "".join(self.pieces).removesuffix("\n")
        page = Page(text, self.lines, "docx", tables=self.tables.found)
        page.pictures = self.pictures
        return page

    def _follow_tables(self, event: str, element: Element) -> None:
        tables, tag = self.tables, element.tag
        if tag == W + "tbl":
            tables.start_table(_is_ruled(element)) if event == "start" else tables.end_table()
        elif tag == W + "tr":
            tables.start_row() if event == "start" else tables.end_row()
            properties = element.find(W + "trPr") if event == "start" else None
            before = None if properties is None else value_of(properties, "gridBefore")
            if before:
                tables.start_cell(columns=number_of(before))
        elif tag == W + "tc" and event == "start":
            self._start_cell(element)

    def _start_cell(self, element: Element) -> None:
        columns, continues = 1, False
        properties = element.find(W + "tcPr")
        if properties is not None:
            columns = number_of(value_of(properties, "gridSpan")) or 1
            merged = properties.find(W + "vMerge")
            continues = merged is not None and merged.get(W + "val") != "restart"
        row = element.getparent()
        head = None if row is None else row.find(f"{W}trPr/{W}tblHeader")
        self.tables.start_cell(head is not None, columns, continues=continues)

    def _is_deleted_row(self, element: Element) -> bool:
        """Say whether an element is a row of a table that somebody deleted, to be accepted yet."""
        if element.tag != W + "tr" or element.find(f"{W}trPr/{W}del") is None:
            return False
        self._note("revisions", element)
        return True

    def _left_out(self, element: Element) -> bool:
        """Say whether an element is not read; what people would miss is noted."""
        name = element.tag.rpartition("}")[2]
        if element.tag in _DELETED:
            self._note("revisions", element)
            return True
        if element.tag == W + "ins":
            self._note("revisions", element)
        elif element.tag == W + "r" and _is_set(element, "vanish"):
            self._note("hidden_text", element)
            return True
        elif element.tag == W + "r" and (_is_set(element, "strike") or _is_set(element, "dstrike")):
            self._note("revisions", element)
            return True
        elif name in _OBJECTS:
            self._note("objects")
            return name == "object"  # whose picture only shows what is in it
        elif element.tag in (_MC + "Choice", _MC + "Fallback"):
            alternatives = element.getparent()
            return alternatives is not None and element is not _chosen(alternatives)
        return element.tag in _SKIPPED

    def _picture(self, element: Element, paragraph: _Paragraph | None) -> None:
        """Take a picture where it stands; one that is not in the file is noted."""
        numbers = [_relation(each, "embed") for each in element.iter("{*}blip")]
        content = self.loader.load(filter(None, [*numbers, _relation(element, "id")]))
        if not content:
            self._note("pictures")
            return
        picture = Picture(PageOffset(self.length), _description(element), content)
        self.pictures.append(picture)
        if paragraph and "".join(paragraph.parts[1:]).strip(BLANK):
            paragraph.pictures.append(picture)

    def _note(self, code: str, element: Element | None = None) -> None:
        """Note one more thing that is not read; with an element, only if that has a text."""
        text = ""
        if element is not None:
            text = "".join(each.text or "" for each in element.iter(W + "t", W + "delText"))
            if not text.strip(BLANK):
                return
        note = self.unread.setdefault(code, Note(code, 0, text))
        note.count += 1

    def _open(self, element: Element) -> _Paragraph:
        self.paragraphs += 1
        if self.paragraphs > MAX_PARAGRAPHS:
            message = _(
                "段落过多（超过 %(count)d 万段），不像一篇报告，未导入。",
                count=MAX_PARAGRAPHS // 10_000,
            )
            raise PageRefused("too_large", message)
        properties = element.find(W + "pPr")
        style, outline, number = "", None, None
        if properties is not None:
            style = value_of(properties, "pStyle") or ""
            outline = value_of(properties, "outlineLvl")
            listed = properties.find(W + "numPr")
            number = self.numbering.style_numbers.get(style)
            if listed is not None:
                number = (value_of(listed, "numId") or "", number_of(value_of(listed, "ilvl")))
        label = self.numbering.label(number)
        self._hold(label)
        heading = self.numbering.heading(style, outline)
        return _Paragraph([label], heading, bullet=self.numbering.is_bullet(number))

    def _hold(self, text: str) -> None:
        """Count a text before it is kept: a small file may repeat a long one without end."""
        self.held += len(text)
        check_length(self.held)

    def _take(self, element: Element, paragraph: _Paragraph) -> None:
        if element.tag == W + "t":
            run = element.getparent()
            text = _as_set(element.text or "", run)
            self._hold(text)
            paragraph.parts.append(text)
            bold = None if run is None else run.find(f"{W}rPr/{W}b")
            in_bold = bold is not None and bold.get(W + "val") not in ("0", "false")
            if in_bold:
                paragraph.bold += len(text)
            opens = paragraph.lead == len(paragraph.parts) - 2  # the first part is the number
            if opens and (in_bold or not text.strip(BLANK)):
                paragraph.lead += 1
        elif element.tag in (W + "tab", W + "ptab"):
            paragraph.parts.append("\t")
        elif element.tag in _LINE_ENDS:
            paragraph.parts.append("\n")
        elif element.tag == W + "noBreakHyphen":
            paragraph.parts.append("-")
        elif element.tag == W + "sym":
            paragraph.parts.append(_sign(element.get(W + "char") or ""))
        elif element.tag == W + "ddList":
            self._hold(chosen := _chosen_entry(element))
            paragraph.parts.append(chosen)
        elif element.tag.endswith("}textpath"):  # letters that are drawn
            self._hold(text := element.get("string") or "")
            paragraph.parts.append(text)
        elif (sign := _MATHS.get(element.tag.rpartition("/math}")[2])) is not None:
            paragraph.parts.append(sign)
        elif element.tag.endswith("/math}t"):
            text = element.text or ""
            self._hold(text)
            paragraph.parts.append(text)
        elif element.tag in _NOTES:
            note = self.notes.get((_NOTES[element.tag], element.get(W + "id") or ""))
            if note:
                self.marked += 1
                for text in (f"注{self.marked}：{note[0]}", *note[1:]):
                    self._hold(text)
                    paragraph.notes.append(text)

    def _emit(self, paragraph: _Paragraph) -> None:
        whole = without_private_use("".join(paragraph.parts))
        bold = 0 < paragraph.bold >= len(whole.strip()) - len(paragraph.parts[0])
        first = len(self.lines)
        self._emit_lines(whole, heading=paragraph.heading, bold=bold)
        words = without_private_use("".join(paragraph.parts[: paragraph.lead + 1])).strip(BLANK)
        for line in self.lines[first : first + 1]:
            line.lead = opened_by(words, whole.strip(BLANK)) if paragraph.bold else 0
        for picture in paragraph.pictures:
            picture.at = PageOffset(self.length)
        if paragraph.bullet and not paragraph.heading:
            self._add_item(self.lines[first:])
        self.waiting += paragraph.notes

    def _add_item(self, lines: list[Line]) -> None:
        """Mark the lines of a bulleted paragraph, if another one stands right above it.

        A bullet with paragraphs of its own may be a heading; a list of bullets holds none.
        """
        above = self.items[-1] if self.items else []
        if lines and above and above[-1] is self.lines[-len(lines) - 1]:
            for line in above + lines:
                line.item = True
        if lines:
            self.items.append(lines)

    def _emit_notes(self) -> None:
        for text in self.waiting:
            self._emit_lines(text)
        self.waiting = []

    def _emit_lines(self, whole: str, heading: int = 0, bold: bool = False) -> None:
        self.group += 1
        for text in whole.split("\n"):
            text = "".join(char for char in text if char >= " " or char == "\t").strip(BLANK)
            if not text:
                continue
            start, end = PageOffset(self.length), PageOffset(self.length + len(text))
            self.pieces.append(text + "\n")
            self.length += len(text) + 1
            line = Line(start, end, fold(text), self.group, heading=heading, bold=bold)
            self.lines.append(line)
            self.tables.take(line)


def _relation(element: Element, name: str) -> str:
    """Return the number of a relation that an attribute holds, in strict files and usual ones."""
    ending = f"/relationships}}{name}"
    held = (str(value) for key, value in element.items() if str(key).endswith(ending))
    return next(held, "")


def _description(picture: Element) -> str:
    """Return how a picture is described to the blind; what Word guessed by itself is none."""
    drawing = next(picture.iterancestors("{*}inline", "{*}anchor"), None)
    said = None if drawing is None else drawing.find("{*}docPr")
    text = " ".join(((said is not None and said.get("descr")) or "").split())
    return "" if _GUESSED.search(text) else text


def _chosen_entry(listed: Element) -> str:
    """Return what was chosen of a list in a form: its first entry where nothing was."""
    entries = [each.get(W + "val") or "" for each in listed.iterchildren(W + "listEntry")]
    number = number_of(value_of(listed, "result")) or 0
    return entries[number] if 0 <= number < len(entries) else ""


def _is_set(run: Element, name: str) -> bool:
    """Say whether a run is set in one way: hidden, struck out."""
    form = run.find(f"{W}rPr/{W}{name}")
    return form is not None and form.get(W + "val") not in ("0", "false", "off")


def _as_set(text: str, run: Element | None) -> str:
    """Return the text of a run, a number above or below the line as such."""
    place = None if run is None else run.find(f"{W}rPr/{W}vertAlign")
    where = None if place is None else place.get(W + "val")
    return (
        set_small(text, where == "superscript") if where in ("superscript", "subscript") else text
    )


def _is_ruled(table: Element) -> bool:
    """Say whether a table is drawn with lines between its cells, itself or by a style."""
    paths = (f"{W}tblPr/{W}tblStyle", f"{W}tblPr/{W}tblBorders/{W}insideV")
    return any(table.find(path) is not None for path in paths)


def _chosen(alternatives: Element) -> Element:
    """Return which of the forms of one content to read: the first that has text."""
    branches = list(alternatives.iterchildren(_MC + "Choice", _MC + "Fallback"))
    with_text = (each for each in branches if next(each.iter(W + "t"), None) is not None)
    return next(with_text, branches[0])


def _sign(code: str) -> str:
    return chr(int(code, 16)) if re.fullmatch("[Ff]0[0-9A-Fa-f]{2}", code) else "\ufffd"
