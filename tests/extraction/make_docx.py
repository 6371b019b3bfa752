"""Writes small Word files, so that tests need no Word: always the same bytes for the same text."""

import io
import zipfile
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
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


def related(body: str, *, main: str = "word/document.xml", strict: bool = False, **parts: str):
    """Return a DOCX file with this body, its parts found by relationship alone.

    `parts` are XML by kind of relationship (footnotes, header, comments …); `main` is the main
    part's name, absolute if it starts with a slash. `strict` makes it a "Strict Open XML" file.
    """
    folder = main.rpartition("/")[0].strip("/")
    kinds = {"styles": _STYLES, "numbering": _NUMBERING} | parts
    names = {kind: f"part{number}.xml" for number, kind in enumerate(kinds)}
    document = f"<w:document {_W} {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations({"officeDocument": main}, strict),
        main.strip("/"): document,
        f"{folder}/_rels/{main.rpartition('/')[2]}.rels": _relations(names, strict),
    } | {f"{folder}/{names[kind]}": content for kind, content in kinds.items()}
    if strict:
        files = {name: content.replace(_TRANSITIONAL, _STRICT) for name, content in files.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def part(kind: str, content: str) -> str:
    """Return a part of this kind (footnotes, hdr, comments …) around its content."""
    return f"<w:{kind} {_W}>{content}</w:{kind}>"


def paragraph(text: str, run: str = "", *, style: str = "") -> str:
    """Return a paragraph of this text, with more XML in its run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{escape(text)}</w:t>{run}</w:r></w:p>"


def _relations(targets: dict[str, str], strict: bool) -> str:
    base = _STRICT_RELATIONS if strict else _RELATIONS
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


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
