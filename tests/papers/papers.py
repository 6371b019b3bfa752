"""Opens what the site wrote: Word files and PDF."""

import io

import docx
import pypdfium2
from docx.oxml.ns import qn


def word(response):
    """Return the Word document of an answer."""
    content = response.getvalue()
    assert response.status_code == 200, content.decode()
    return docx.Document(io.BytesIO(content))


def headings(document) -> list[tuple[str, str]]:
    """Return the style and the text of each heading."""
    return [
        (each.style.name, each.text)
        for each in document.paragraphs
        if each.style.name.startswith("Heading")
    ]


def notes(document) -> list[str]:
    """Return the text of each footnote."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes"):
            root = docx.oxml.parse_xml(relation.target_part.blob)
            found = ("".join(t.text for t in note.iter(qn("w:t"))) for note in root)
            return [text.strip() for text in found if text.strip()]
    return []


def pdf(response) -> pypdfium2.PdfDocument:
    """Return the PDF document of an answer."""
    content = response.getvalue()
    assert response.status_code == 200, content.decode()
    return pypdfium2.PdfDocument(content)


def text(document: pypdfium2.PdfDocument) -> str:
    """Return the text of all pages without breaks of lines."""
    pages = (page.get_textpage().get_text_range() for page in document)
    return "".join("".join(pages).split())


def bookmarks(document: pypdfium2.PdfDocument) -> list[tuple[int, str]]:
    """Return the level and the title of each bookmark."""
    return [(each.level, each.get_title()) for each in document.get_toc()]
