"""Small files of every kind that reports bring along, and reports that do."""

import io
import zipfile

from articles.models import Attachment, StoredFile
from articles.publishing import stored_files
from tests import factories

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of these members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


def word(**members: bytes) -> bytes:
    """Return what a Word file looks like from outside."""
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"} | members)


def old_office(*streams: str) -> bytes:
    """Return what an older file of Office looks like from outside."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


def stored(name: str = "名册.pdf", content: bytes = PDF, user=None) -> StoredFile:
    """Return a stored file."""
    return stored_files.store(io.BytesIO(content), name, user)


def attach(article, *files: StoredFile, **fields):
    """Add files to a draft, which gets a new version; return it."""
    before = article.attachments.count()
    for order, file in enumerate(files, before):
        fields.setdefault("title", "")
        row = Attachment(file=file, sort_order=order, **fields)
        row.clean()
        article.attachments.add(row)
    article.save()
    article.save_revision(clean=False)
    return article


def published(*files: StoredFile, **fields):
    """Return a public report with these files."""
    article = attach(factories.draft(**fields), *files)
    article.latest_revision.publish()
    article.refresh_from_db()
    return article
