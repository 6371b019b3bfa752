"""In the child: a paper's shape to a Word file, by python-docx.

Reads the shape from the standard input and writes the file to the standard output. Pictures stand
in the folder it runs in. Run as a file of its own, so that it needs nothing of the site; what
Word's format asks for beyond python-docx is in :mod:`word_parts` beside it.
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.shared import Mm, Pt, RGBColor

sys.path.insert(0, str(Path(__file__).parent))
import word_parts

_HEADINGS = {1: "title", 2: "section", 3: "sub_section"}
_A_MOMENT = (2000, 1, 1, 0, 0, 0)  # the same paper is the same file
_TALLEST = 160  # millimetres, of a picture


class Writer:
    """A Word file that is being written."""

    def __init__(self, paper: dict):
        self.paper = paper
        self.form = paper["form"]
        self.reports = paper["reports"]
        self.document = docx.Document()
        self.notes = word_parts.Notes(self.document)
        self._lay_out()
        self._name_styles()
        # Asked of the document, each paragraph would search through all its styles.
        self._ids = {style.name: style.style_id for style in self.document.styles}

    def write(self) -> bytes:
        """Return the file."""
        if self.paper["cover"]:
            self._cover()
        for number, report in enumerate(self.reports):
            self._report(report, number)
        self.notes.finish()
        core = self.document.core_properties
        core.title, core.author = self.paper["title"][:255], self.paper["author"][:255]
        core.comments, core.language = "", "zh-CN"
        core.created = core.modified = word_parts.moment(*_A_MOMENT)
        made = io.BytesIO()
        self.document.save(made)
        return _settled(made)

    # The page ------------------------------------------------------------------------------------

    def _lay_out(self):
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        margins = [Mm(each) for each in self.form["margins"]]
        section.top_margin, section.bottom_margin = margins[:2]
        section.left_margin, section.right_margin = margins[2:]
        section.footer_distance = Mm(self.form["margins"][1] - 12)
        section.header_distance = Mm(self.form["margins"][0] - 15)
        self.document.settings.odd_and_even_pages_header_footer = True
        if not self.paper["cover"]:
            self._number_pages(section)
        if mark := self.paper["mark"]:
            for header in (section.header, section.even_page_header):
                above = header.paragraphs[0]
                above.style = self._style("Header", "number")
                above.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                above.add_run(mark).font.color.rgb = RGBColor(0xB0, 0, 0)

    def _number_pages(self, section):
        """Number the pages outside: to the right on those with odd numbers."""
        for footer, side in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            line = footer.paragraphs[0]
            line.style = self._style("Footer", "number")
            line.alignment = side
            word_parts.add_page_number(line)

    def _name_styles(self):
        """Set the styles that paragraphs are written in."""
        body = self._style("Normal", "body")
        word_parts.set_language(body)
        body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        self._style("Text", "body", indented=True)
        self._style("Byline", "byline").paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for level, face in _HEADINGS.items():
            style = self._style(f"Heading {level}", face, indented=level > 1)
            style.font.bold = False
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.paragraph_format.keep_with_next = True
        title = self.document.styles["Heading 1"].paragraph_format
        title.alignment, title.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(14)
        caption = self._style("Caption", "table")
        caption.font.bold, caption.font.color.rgb = False, RGBColor(0, 0, 0)
        word_parts.set_fonts(caption, self.form["section"]["fonts"])
        caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.keep_with_next = True
        for name in ("Title", "TOC Heading"):
            head = self._style(name, "title")
            head.font.color.rgb = RGBColor(0, 0, 0)
            head.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
            word_parts.take_lines_away(head)
        self._style("TOC 1", "body")
        self._style("Table Text", "table")
        self._style("Foot", "note")
        self._style("footnote text", "note")
        for name in ("List Bullet", "List Number"):
            for depth in ("", " 2", " 3"):
                self._style(name + depth, "body")
        word_parts.name_free_fonts(self.document, self.form)

    def _style(self, name: str, face: str, *, indented: bool = False):
        styles = self.document.styles
        if name not in styles:
            made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            made.base_style = styles["Normal"]
        style = styles[name]
        letters = self.form[face]
        word_parts.set_fonts(style, letters["fonts"])
        style.font.size = Pt(letters["size"])
        lines = style.paragraph_format
        lines.space_before = lines.space_after = Pt(0)
        lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(letters["pitch"])
        if indented:
            word_parts.indent_two_letters(style)
        return style

    def _cover(self):
        """Write a cover and the contents, which stand before the first numbered page."""
        title = self._write([[{"text": self.paper["title"]}]], "Title")
        title.paragraph_format.space_before = Pt(200)
        title.paragraph_format.space_after = Pt(260)
        for line in self.paper["cover"]:
            self._write([[{"text": line}]], "Byline")
        head = self._write([[{"text": self.paper["contents"]}]], "TOC Heading")
        head.paragraph_format.page_break_before = True
        titles = ["".join(run.get("text", "") for run in each["title"]) for each in self.reports]
        word_parts.add_contents(self.document, titles)
        section = self.document.add_section(WD_SECTION.ODD_PAGE)
        word_parts.number_from_one(section)
        for part in (section.footer, section.even_page_footer):
            part.is_linked_to_previous = False
        self._number_pages(section)

    # The text ------------------------------------------------------------------------------------

    def _report(self, report: dict, number: int):
        title = self._write([report["title"]], "Heading 1")
        title.paragraph_format.page_break_before = number > 0
        word_parts.mark_for_contents(title, number)
        self._balance(title)
        if report["subtitle"]:
            self._write([[{"text": f"——{report['subtitle']}"}]], "Byline")
        if report["byline"]:
            line = self._write([[{"text": report["byline"]}]], "Byline")
            line.paragraph_format.space_after = Pt(14)
        for block in report["blocks"]:
            getattr(self, f"_{block['kind']}")(block)
        for number, line in enumerate(report["foot"]):
            foot = self._write([[{"text": line}]], "Foot")
            foot.alignment = WD_ALIGN_PARAGRAPH.LEFT
            foot.paragraph_format.space_before = Pt(0 if number else 14)

    def _balance(self, title):
        """Set a title in lines of much the same length, so that no letter stands alone."""
        size = self.form["title"]["size"]
        room = (210 - sum(self.form["margins"][2:])) / 25.4 * 72
        whole = sum(size if ord(each) > 0x2E7F else size / 2 for each in title.text)
        lines = max(1, -(-whole // room))
        aside = Pt(max(0, (room - whole / lines) / 2 - size))
        title.paragraph_format.left_indent = title.paragraph_format.right_indent = aside

    def _write(self, lines: list[list[dict]], style: str):
        paragraph = word_parts.add_paragraph(self.document, self._ids[style])
        self._fill(paragraph, lines)
        return paragraph

    def _fill(self, paragraph, lines: list[list[dict]], *, bold: bool = False):
        for number, line in enumerate(lines):
            if number:
                paragraph.add_run().add_break(WD_BREAK.LINE)
            for run in line:
                if "note" in run:
                    self.notes.add(paragraph, run["note"])
                    continue
                made = paragraph.add_run(run["text"])
                made.bold = (bold or run.get("bold")) or None
                made.italic = run.get("italic") or None
                if "href" in run:
                    word_parts.link(paragraph, made, run["href"])

    def _paragraph(self, block: dict):
        self._write(block["lines"], "Text")

    def _heading(self, block: dict):
        self._write([block["runs"]], f"Heading {block['level']}")

    def _list(self, block: dict):
        numbers: dict[int, int] = {}  # of the ordered list that is open at each depth
        for item in block["items"]:
            depth = min(item["depth"], 2)
            numbers = {at: number for at, number in numbers.items() if at <= depth}
            style = "List Number" if item["ordered"] else "List Bullet"
            paragraph = self._write(item["lines"], style + (f" {depth + 1}" if depth else ""))
            if item["ordered"]:
                if depth not in numbers:
                    numbers[depth] = word_parts.begin_list(self.document, paragraph.style)
                word_parts.put_in_list(paragraph, numbers[depth])
            else:
                numbers.pop(depth, None)

    def _table(self, block: dict):
        if block["caption"]:
            self._write([block["caption"]], "Caption")
        table = word_parts.add_table(self.document, block)
        size = 0.6 if block["columns"] > 12 else 0.75 if block["columns"] > 7 else 1
        for paragraph, cell in word_parts.cells(table, block):
            paragraph._p.style = self._ids["Table Text"]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self._fill(paragraph, cell["lines"], bold=cell["heading"])
            if size < 1:
                for run in paragraph.runs:
                    run.font.size = Pt(round(self.form["table"]["size"] * size, 1))
        self._write([], "Foot")  # Word joins tables that nothing stands between

    def _picture(self, block: dict):
        room = 210 - sum(self.form["margins"][2:])
        width = min(block["width"] / 150 * 25.4, room)
        width = min(width, _TALLEST * block["width"] / block["height"])
        paragraph = self._write([], "Byline")
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        picture = paragraph.add_run().add_picture(block["file"], width=Mm(width))
        word_parts.describe(picture, block["alt"])
        if block["caption"]:
            paragraph.paragraph_format.keep_with_next = True
            caption = self._write([block["caption"]], "Caption")
            caption.paragraph_format.keep_with_next = False


def _settled(made: io.BytesIO) -> bytes:
    """Return a Word file without the moment at which it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, _A_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return packed.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(Writer(json.load(sys.stdin)).write())
