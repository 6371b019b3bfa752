"""In the child: what Word's format (ECMA-376) asks for and python-docx does not offer.

Footnotes, links, tables written in one go, numbered lists that begin anew, free fonts.
"""

import copy
import datetime
from collections.abc import Iterator

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml import etree

_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def moment(*parts: int) -> datetime.datetime:
    """Return a moment in world time."""
    return datetime.datetime(*parts, tzinfo=datetime.UTC)


def element(tag: str, **attributes) -> etree._Element:
    """Return an element of Word's, with attributes of Word's."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


# Fonts and lines ---------------------------------------------------------------------------------


def set_fonts(style, fonts: list[str]):
    """Name the wished font of a style for every script."""
    of_runs = style.element.get_or_add_rPr()
    for old in of_runs.findall(qn("w:rFonts")):
        of_runs.remove(old)
    name = fonts[0]
    of_runs.insert(0, element("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name))


def take_lines_away(style):
    """Draw no line around the paragraphs of a style."""
    for lines in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(lines)


def set_language(style):
    """Say of a style that its text is Chinese, by which programs choose among fonts."""
    style.element.get_or_add_rPr().append(element("lang", val="en-US", eastAsia="zh-CN"))


def name_free_fonts(document, form: dict):
    """Say of each wished font which free one stands in where it is not installed."""
    faces = [face["fonts"] for face in form.values() if isinstance(face, dict)]
    free = {fonts[0]: next(each for each in fonts if "CJK" in each) for fonts in faces}
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"swiss" if "Sans" in other else "roman"}"/></w:font>'
        for name, other in sorted(free.items())
    )
    xml = f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
    for relation in document.part.rels.values():
        if relation.reltype == RELATION.FONT_TABLE:
            relation.target_part._blob = xml.encode()
            return
    part = Part(PackURI("/word/fontTable.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATION.FONT_TABLE)


def indent_two_letters(style):
    """Indent the first line of paragraphs by two letters, whatever their size."""
    style.element.get_or_add_pPr().append(element("ind", firstLineChars=200, firstLine=640))


def add_paragraph(document, style: str) -> Paragraph:
    """Add an empty paragraph in the style of an id, at once where python-docx searches for it."""
    made = OxmlElement("w:p")
    document.element.body.sectPr.addprevious(made)
    made.style = style
    return Paragraph(made, document._body)


def add_page_number(paragraph):
    """Write "— 1 —" with the number of the page."""
    paragraph.add_run("— ")
    _begin_field(paragraph, "PAGE")
    _end_field(paragraph)
    paragraph.add_run(" —")


def _begin_field(paragraph, what: str):
    """Begin what Word works out itself; what follows up to its end is its value until then."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="begin"))
    instruction = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = what
    paragraph.add_run()._r.append(instruction)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="separate"))


def _end_field(paragraph):
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def link(paragraph, run, address: str):
    """Let a run that was written lead to an address."""
    key = paragraph.part.relate_to(address, RELATION.HYPERLINK, is_external=True)
    made = element("hyperlink")
    made.set(qn("r:id"), key)
    run._r.addprevious(made)
    made.append(run._r)


def describe(picture, text: str):
    """Tell those who cannot see a picture what is on it."""
    properties = picture._inline.docPr
    properties.set("descr", text)
    properties.set("name", "图片")


# Collections --------------------------------------------------------------------------------------


def add_contents(document, titles: list[str]):
    """List titles with the numbers of their pages, which Word works out when it opens the file."""
    section = document.sections[0]
    right = section.page_width - section.left_margin - section.right_margin
    document.settings.element.append(element("updateFields", val="true"))
    for number, title in enumerate(titles):
        line = document.add_paragraph(style="TOC 1")
        line.paragraph_format.tab_stops.add_tab_stop(
            right, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
        line.add_run(f"{title}\t")
        _begin_field(line, f"PAGEREF {_mark_of(number)} \\h")
        line.add_run("…")
        _end_field(line)


def _mark_of(number: int) -> str:
    return f"_Toc{number + 1:06}"


def mark_for_contents(title, number: int):
    """Mark the title of a report, so that the contents find its page."""
    runs = title._p.r_lst
    runs[0].addprevious(element("bookmarkStart", id=number, name=_mark_of(number)))
    runs[-1].addnext(element("bookmarkEnd", id=number))


def number_from_one(section):
    """Let the pages of a section be numbered from 1."""
    section._sectPr.append(element("pgNumType", start=1))


# Footnotes ---------------------------------------------------------------------------------------


class Notes:
    """The footnotes of a document."""

    def __init__(self, document):
        self._document = document
        self._count = 0
        self._root = parse_xml(
            f"<w:footnotes {nsdecls('w')}>"
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
            '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
            "<w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"
        )

    def add(self, paragraph, text: str):
        """Put a note behind what a paragraph says so far."""
        self._count += 1
        run = paragraph.add_run()
        run.font.superscript = True
        run._r.append(element("footnoteReference", id=self._count))
        note = element("footnote", id=self._count)
        written = Paragraph(OxmlElement("w:p"), self._document._body)
        written.style = self._document.styles["footnote text"]
        mark = written.add_run()
        mark.font.superscript = True
        mark._r.append(element("footnoteRef"))
        written.add_run(f" {text}")
        note.append(written._p)
        self._root.append(note)

    def finish(self):
        """Put the notes into the document, if there are any."""
        if not self._count:
            return
        xml = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), _NOTES_TYPE, xml, self._document.part.package)
        self._document.part.relate_to(part, RELATION.FOOTNOTES)


# Lists -------------------------------------------------------------------------------------------


def begin_list(document, style) -> int:
    """Return the number of a new numbered list that is set like a style's and begins with 1."""
    numbering = document.part.numbering_part.element
    own = style.element.pPr.numPr.numId.val
    (of_style,) = numbering.xpath(f"./w:num[@w:numId='{own}']")
    made = numbering.add_num(of_style.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return made.numId


def put_in_list(paragraph, number: int):
    """Number a paragraph in a list."""
    place = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    place.get_or_add_ilvl().val = 0
    place.get_or_add_numId().val = number


# Tables ------------------------------------------------------------------------------------------


def add_table(document, block: dict):
    """Add a table with all its cells, empty; return it. python-docx asks the whole for each cell.

    A place that a cell above reaches into has a cell of its own in Word, which says so.
    """
    table = document.add_table(0, block["columns"], style="Table Grid")
    room = document.sections[0]
    width = (room.page_width - room.left_margin - room.right_margin) // block["columns"] // 635
    below: dict[int, tuple[int, int]] = {}  # column → rows still reached into, columns wide
    for number, row in enumerate(block["rows"]):
        made = element("tr")
        if number < block["head"]:
            made.append(copy.copy(_row_properties()))
        column = 0
        waiting = list(row)
        while column < block["columns"]:
            if column in below:
                rows, wide = below.pop(column)
                if rows > 1:
                    below[column] = (rows - 1, wide)
                made.append(_cell(width, wide, merge="continue"))
            else:
                cell = waiting.pop(0)
                wide = cell["columns"]
                if cell["rows"] > 1:
                    below[column] = (cell["rows"] - 1, wide)
                merge = "restart" if cell["rows"] > 1 else ""
                made.append(_cell(width, wide, merge=merge, own=True))
            column += wide
        table._tbl.append(made)
    return table


def _row_properties():
    properties = element("trPr")
    properties.append(element("tblHeader"))
    return properties


def _cell(width: int, wide: int, *, merge: str, own: bool = False):
    cell, properties = element("tc"), element("tcPr")
    properties.append(element("tcW", w=width * wide, type="dxa"))
    if wide > 1:
        properties.append(element("gridSpan", val=wide))
    if merge:
        properties.append(element("vMerge", val=merge))
    properties.append(element("vAlign", val="center"))
    cell.append(properties)
    paragraph = element("p")
    if own:
        cell.set("own", "")
    cell.append(paragraph)
    return cell


def cells(table, block: dict) -> Iterator[tuple[Paragraph, dict]]:
    """Yield the paragraph of each cell of a table that was added, with what is to stand in it."""
    given = (cell for row in block["rows"] for cell in row)
    for made in table._tbl.iter(qn("w:tc")):
        if made.attrib.pop("own", None) is not None:
            yield Paragraph(made.find(qn("w:p")), table), next(given)
