"""Writes small Word files, so that tests need no Word: always the same bytes for the same text."""

import io
import zipfile
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = f"""<?xml version="1.0" encoding="UTF-8"?><w:styles {_W}>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Title"/></w:style></w:styles>"""
_COUNTED = '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
_NUMBERING = f"""<?xml version="1.0" encoding="UTF-8"?><w:numbering {_W}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0">{_COUNTED}<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1">{_COUNTED}<w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def docx(*paragraphs: str) -> bytes:
    """Return a DOCX file of these paragraphs.

    A paragraph may start with a mark: `T:` title style, `H1:`/`H2:` headings, `B:` bold,
    `N0:`/`N1:` automatic numbers 一、 and （一）, `TABLE:` cells parted by | in rows parted by ;.
    """
    body = "".join(_paragraph(text) for text in paragraphs)
    return package(
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}>'
        f"<w:body>{body}</w:body></w:document>"
    )


def package(document: str | bytes, **more: bytes) -> bytes:
    """Return a zip with this document part, the styles and the numbering."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": document,
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        **more,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def _paragraph(text: str) -> str:
    mark, _, rest = text.partition(":")
    if mark == "TABLE":
        rows = "".join(
            "<w:tr>"
            + "".join(f"<w:tc>{_run_paragraph('', cell)}</w:tc>" for cell in row.split("|"))
            + "</w:tr>"
            for row in rest.split(";")
        )
        return f"<w:tbl>{rows}</w:tbl>"
    properties = {
        "T": '<w:pStyle w:val="a"/>',
        "H1": '<w:pStyle w:val="1"/>',
        "H2": '<w:pStyle w:val="2"/>',
        "N0": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        "N1": '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
        "B": "",
    }
    if mark not in properties:
        return _run_paragraph("", text)
    return _run_paragraph(properties[mark], rest, bold=mark == "B")


def _run_paragraph(properties: str, text: str, bold: bool = False) -> str:
    run = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r>{run}"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )
