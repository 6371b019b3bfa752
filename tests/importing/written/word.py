"""Word files with the habits of Word, WPS, Google Docs and Pandoc."""

import io
import itertools
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from .contents import Block, Contents, picture

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_NAMED = " ".join(f'xmlns:{short}="{name}"' for short, name in _SPACES.items())
_RELATIONS = _SPACES["r"]
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_NUMBERING = (
    f'<w:numbering {_NAMED}><w:abstractNum w:abstractNumId="0"><w:lvl '
    'w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
# What each calls title, heading, text and table, by the identifiers of its styles.
_STYLES = {
    "word": ("a3", "1", "", "a5"),
    "wps": ("3", "2", "", ""),
    "google": ("Title", "Heading1", "Normal", "Table1"),
    "pandoc": ("Title", "Heading1", "BodyText", "Table"),
}
_STYLE_NAMES = ("Title", "heading 1", "Normal", "Table Grid")


class _Writer:
    """Writes one report; what the programs do differently are its methods."""

    def __init__(self, habit: str, contents: Contents):
        self.habit, self.contents = habit, contents
        self.styles = dict(zip(("title", "heading", "text", "table"), _STYLES[habit], strict=True))
        self.ids = itertools.count(10)
        self.media: dict[str, bytes] = {}
        self.relations: list[tuple[str, str, str]] = []  # identifier, kind, target
        self.notes: list[str] = []
        self.comments: list[str] = []

    # Text -------------------------------------------------------------------------------------
    def runs(self, text: str) -> str:
        """Return a text in runs as the program parts it."""
        if self.habit == "pandoc":
            return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
        made = []
        for at, piece in enumerate(pieces):
            form = '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋" w:eastAsia="仿宋"/></w:rPr>'
            run = f'<w:r w:rsidR="00A1{at:04}">{form}<w:t>{escape(piece)}</w:t></w:r>'
            if self.habit == "word" and at == 1:
                run = f'<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>'
            if self.habit == "word" and at == 2:
                run = (
                    f'<w:bookmarkStart w:id="{at}" w:name="_GoBack"/>'
                    f'{run}<w:bookmarkEnd w:id="{at}"/>'
                )
            if self.habit == "word" and at == 3:
                run = f'<w:smartTag w:uri="x" w:element="place">{run}</w:smartTag>'
            if self.habit == "google":
                run = run.replace(
                    "<w:t>", '<w:rPr><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">'
                )
                run = run.replace(form, "")
            made.append(run)
        return "".join(made)

    def paragraph(self, inside: str, style: str = "text", more: str = "") -> str:
        """Return a paragraph around its runs."""
        named = f'<w:pStyle w:val="{self.styles[style]}"/>' if self.styles[style] else ""
        mark = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>' if self.habit == "wps" else ""
        return f"<w:p><w:pPr>{named}{more}{mark}</w:pPr>{inside}</w:p>"

    def block(self, block: Block) -> str:
        """Return a block as paragraphs or a table."""
        if block.kind == "list":
            items = (self.paragraph(self.runs(row[0]), more=_LISTED) for row in block.rows)
            return "".join(items)
        if block.kind == "table":
            return self.table(block.rows)
        style = "heading" if block.kind == "heading" else "text"
        return self.paragraph(self.inside(block), style)

    def inside(self, block: Block) -> str:
        """Return what a paragraph holds."""
        if block.kind == "inline":
            half = len(block.text) // 2
            first, second = self.runs(block.text[:half]), self.runs(block.text[half:])
            return first + self.picture(block) + second
        if block.kind == "box":
            return self.box(block.text)
        special = {"picture": self.picture, "file": self.embedded}.get(block.kind)
        if special:
            return special(block)
        return self.runs(block.text) + self.note(block) + self.comment(block)

    def table(self, rows: list[list[str]]) -> str:
        """Return a table as the program rules it."""
        lines = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "insideH", "insideV"))
        style = self.styles["table"]
        ruled = (
            f'<w:tblStyle w:val="{style}"/>' if style else f"<w:tblBorders>{lines}</w:tblBorders>"
        )
        made = []
        for at, row in enumerate(rows):
            spans = len(rows[-1]) // len(row)
            size = f'<w:tcW w:w="{2000 * spans}" w:type="dxa"/>'
            size += f'<w:gridSpan w:val="{spans}"/>' if spans > 1 else ""
            cells = "".join(
                f"<w:tc><w:tcPr>{size}</w:tcPr>{self.paragraph(self.runs(cell))}</w:tc>"
                for cell in row
            )
            head = "<w:trPr><w:tblHeader/></w:trPr>" if self.habit == "pandoc" and not at else ""
            made.append(f"<w:tr>{head}{cells}</w:tr>")
        grid = "".join('<w:gridCol w:w="2000"/>' for _ in rows[-1])
        return (
            f"<w:tbl><w:tblPr>{ruled}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"
        )

    # What is no text --------------------------------------------------------------------------
    def relation(self, kind: str, target: str) -> str:
        """Return the identifier of a new relation."""
        number = f"rId{next(self.ids)}"
        self.relations.append((number, kind, target))
        return number

    def picture(self, block: Block) -> str:
        """Return a picture: drawn in the line, floating, or in the older language of shapes."""
        name = f"media/image{block.number}.png"
        self.media[f"word/{name}"] = picture(block.number)
        number = self.relation("image", name)
        if self.habit == "wps" and block.number % 2:
            shape = '<v:shape style="width:60pt;height:45pt">'
            return (
                f'<w:r><w:pict>{shape}<v:imagedata r:id="{number}" o:title=""/>'
                "</v:shape></w:pict></w:r>"
            )
        said = (
            f'<wp:docPr id="{block.number}" name="图片 {block.number}" '
            f'descr="群众活动{block.number}"/>'
        )
        drawn = (
            f'<wp:extent cx="762000" cy="571500"/>{said}<a:graphic>'
            f'<a:graphicData uri="{_SPACES["pic"]}">'
            '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name=""/><pic:cNvPicPr/>'
            "</pic:nvPicPr><pic:blipFill>"
            f'<a:blip r:embed="{number}"/><a:stretch><a:fillRect/></a:stretch>'
            "</pic:blipFill><pic:spPr>"
            '<a:xfrm><a:off x="0" y="0"/><a:ext cx="762000" cy="571500"/>'
            '</a:xfrm><a:prstGeom prst="rect">'
            "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
        )
        return f"<w:r><w:drawing><wp:inline>{drawn}</wp:inline></w:drawing></w:r>"

    def box(self, text: str) -> str:
        """Return a text box, said twice over: for programs of today and for older ones."""
        inside = f"<w:txbxContent>{self.paragraph(self.runs(text))}</w:txbxContent>"
        old = (
            '<w:pict><v:shape style="width:200pt;height:50pt"><v:textbox>'
            f"{inside}</v:textbox></v:shape></w:pict>"
        )
        if self.habit == "wps":
            return f"<w:r>{old}</w:r>"
        new = (
            '<w:drawing><wp:anchor behindDoc="0" locked="0" layoutInCell="1" '
            'allowOverlap="1" distT="0" '
            'distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2">'
            '<wp:simplePos x="0" y="0"/>'
            '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
            '<wp:extent cx="3000000" cy="600000"/><wp:wrapTopAndBottom/>'
            '<wp:docPr id="77" name="文本框"/>'
            f'<a:graphic><a:graphicData uri="{_SPACES["wps"]}"><wps:wsp>'
            '<wps:cNvSpPr txBox="1"/><wps:spPr>'
            '<a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="600000"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
            f"<wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp>"
            "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
        )
        choice = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"

    def embedded(self, block: Block) -> str:
        """Return a file that is packed into the document, shown by its sign."""
        self.media[f"word/embeddings/oleObject{block.number}.bin"] = b"\xd0\xcf\x11\xe0" + bytes(
            600
        )
        number = self.relation("oleObject", f"embeddings/oleObject{block.number}.bin")
        sign = self.relation("image", f"media/sign{block.number}.png")
        self.media[f"word/media/sign{block.number}.png"] = picture(0)
        shape = f'<v:shape style="width:50pt;height:40pt"><v:imagedata r:id="{sign}"/></v:shape>'
        packed = f'<o:OLEObject Type="Embed" ProgID="Package" r:id="{number}"/>'
        return f"<w:r><w:object>{shape}{packed}</w:object></w:r>"

    def note(self, block: Block) -> str:
        """Return the sign of a footnote, and keep its text."""
        if not block.note:
            return ""
        self.notes.append(block.note)
        return f'<w:r><w:footnoteReference w:id="{len(self.notes) + 1}"/></w:r>'

    def comment(self, block: Block) -> str:
        """Return the sign of a comment, and keep its text."""
        if not block.said:
            return ""
        self.comments.append(block.said)
        return f'<w:r><w:commentReference w:id="{len(self.comments)}"/></w:r>'

    # The file ---------------------------------------------------------------------------------
    def written(self) -> bytes:
        """Return the whole file."""
        body = self.paragraph(self.runs(self.contents.title), "title")
        body += "".join(map(self.block, self.contents.blocks))
        if self.habit == "google":
            body = body.replace(
                "<w:p>", '<w:p w:rsidR="00000000" w:rsidDel="00000000" w:rsidP="00000000">'
            )
        section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
        parts = {
            "document": f"<w:document {_NAMED}><w:body>{body}{section}</w:body></w:document>",
            "styles": self.named_styles(),
            "numbering": _NUMBERING,
        }
        if self.notes:
            lines = (
                '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
                '<w:footnote w:type="continuationSeparator" w:id="1"><w:p/></w:footnote>'
            )
            lines += self.parts_of("footnote", self.notes, 2)
            parts["footnotes"] = f"<w:footnotes {_NAMED}>{lines}</w:footnotes>"
        if self.comments:
            lines = self.parts_of("comment", self.comments, 1)
            parts["comments"] = f"<w:comments {_NAMED}>{lines}</w:comments>"
        return self.packed(parts)

    def parts_of(self, kind: str, texts: list[str], first: int) -> str:
        """Return footnotes or comments, numbered from the first."""
        return "".join(
            f'<w:{kind} w:id="{first + at}">{self.paragraph(self.runs(text))}</w:{kind}>'
            for at, text in enumerate(texts)
        )

    def named_styles(self) -> str:
        """Return the styles, under the names by which programs know them."""
        kinds = ("paragraph", "paragraph", "paragraph", "table")
        made = "".join(
            f'<w:style w:type="{kind}" w:styleId="{number}"><w:name w:val="{name}"/></w:style>'
            for kind, number, name in zip(kinds, self.styles.values(), _STYLE_NAMES, strict=True)
            if number
        )
        return f"<w:styles {_NAMED}>{made}</w:styles>"

    def packed(self, parts: dict[str, str]) -> bytes:
        """Return the package of these parts, the pictures and what relates them."""
        related = [(name, name, f"{name}.xml") for name in parts if name != "document"]
        links = "".join(
            f'<Relationship Id="{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
            for number, kind, target in [*related, *self.relations]
        )
        types = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.'
            f'{"document.main" if name == "document" else name}+xml"/>'
            for name in parts
        )
        defaults = "".join(
            f'<Default Extension="{ending}" ContentType="{kind}"/>'
            for ending, kind in (
                ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
                ("xml", "application/xml"), ("png", "image/png"),
                ("bin", "application/vnd.openxmlformats-officedocument.oleObject"),
            )
        )  # fmt: skip
        opening = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        main = (
            f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" '
            'Target="word/document.xml"/>'
        )
        files: dict[str, str | bytes] = {
            "[Content_Types].xml": (
                f'{opening}<Types xmlns="{_PACKAGE}/content-types">{defaults}{types}</Types>'
            ),
            "_rels/.rels": (
                f'{opening}<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>'
            ),
            "word/_rels/document.xml.rels": (
                f'{opening}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
            ),
            **{f"word/{name}.xml": opening + content for name, content in parts.items()},
            **self.media,
        }
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return buffer.getvalue()


def written(habit: str) -> Callable[[Contents], tuple[str, bytes]]:
    """Return what writes a report as Word, WPS, Google Docs or Pandoc does, with its name."""
    return lambda contents: (f"总结{contents.seed}.docx", _Writer(habit, contents).written())
