"""What an Office file holds: its parts, found by what they are to each other, never by name.

Nothing is extracted to disk, entities are not resolved, and what would unpack to too much is
refused before it is read.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

from lxml import etree

from articles.extraction.errors import PageRefused
from articles.extraction.wording import Wording as _
from unityreports.site.packing import are_packed_as_usual

ZIP_MAGIC = b"PK\x03\x04"
MEMBER = b"PK\x01\x02"  # stands before each entry of a zip's directory
MAX_PART_BYTES = 50_000_000
MAX_MEMBERS = 5_000
MAX_TAGS = 600_000  # of all parts that are read, opening and closing ones
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ATTRIBUTES = 4  # of a tag, as Word writes them; many more are no document
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"  # of "Strict Open XML" files
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
Element = etree._Element  # which lxml hands out everywhere, and names for its own use
_OTHER_DOCUMENTS = {
    "workbook": _("Excel 表格"),
    "presentation": _("PowerPoint 演示文稿"),
}
_OTHER_ARCHIVES = {
    "ofd.xml": _("OFD 版式文件"),
    "content.xml": _("OpenDocument 文件"),
    "meta-inf/container.xml": _("EPUB 电子书"),
    "index/document.iwa": _("Pages 文稿"),
}


class Package:
    """An opened Office file. Raises `PageRefused` where it cannot be read."""

    def __init__(self, archive: zipfile.ZipFile):
        self._archive = archive
        self._tags = 0
        self._resources: dict[str, str] | None = None  # by the number of their relation
        members = archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise PageRefused("locked", _("文件设有密码，无法读取。请先取消密码再导入。"))
        if not are_packed_as_usual(members):
            raise _locked()
        if sum(member.file_size for member in members) > 4 * MAX_PART_BYTES:
            raise _bomb()
        self._members = {_clean(member.filename): member for member in members}
        main = self.related("", "officeDocument")
        self.main = main[0] if main else ""
        if not self.main:
            kinds = (kind for name, kind in _OTHER_ARCHIVES.items() if name in self._members)
            raise _no_word_file(next(kinds, _("压缩包")))

    def document(self) -> Element:
        """Return the root of the main part. Raises `PageRefused` ("not_docx") if it is no text."""
        root = self.part(self.main)
        if root is None or root.tag != W + "document":
            name = "" if root is None else etree.QName(root).localname
            raise _no_word_file(_OTHER_DOCUMENTS.get(name, _("其他 Office 文件")))
        return root

    def related(self, source: str, kind: str) -> list[str]:
        """Return the parts that are `kind` ("styles", "footnotes" …) to a part ("": the package).

        A package that says nothing of a part's relations has them where Word puts them.
        """
        folder, name = posixpath.split(source)
        said = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        if said is None:
            usual = f"{folder}/{kind}.xml" if source else "word/document.xml"
            return [usual] if usual in self._members else []
        found = []
        for relation in said.iter(_RELATIONSHIP):
            if relation.get("TargetMode") == "External":
                continue
            if relation.get("Type", "").rpartition("/")[2] == kind:
                target = unquote(relation.get("Target", "")).partition("#")[0].replace("\\", "/")
                found.append(_clean(posixpath.join("/", folder, target)))
        # One that is named a thousand times is read once.
        return [name for name in dict.fromkeys(found) if name in self._members]

    def resource(self, number: str) -> bytes | None:
        """Return a file that the main part holds by the number of a relation, or None.

        One that lies outside of the package is not fetched.
        """
        if self._resources is None:
            folder, name = posixpath.split(self.main)
            said = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
            self._resources = {
                relation.get("Id", ""): _clean(
                    posixpath.join("/", folder, unquote(relation.get("Target", "")))
                )
                for relation in (() if said is None else said.iter(_RELATIONSHIP))
                if relation.get("TargetMode") != "External"
            }
        member = self._members.get(self._resources.get(number, ""))
        if member is None or member.file_size > MAX_PART_BYTES:
            return None
        with self._archive.open(member) as part:
            return part.read(MAX_PART_BYTES)

    def related_part(self, kind: str) -> Element | None:
        """Return the root of the part that is `kind` to the main part, or None."""
        names = self.related(self.main, kind)
        return self.part(names[0]) if names else None

    def part(self, name: str) -> Element | None:
        """Return the root of a part, or None if there is no such part."""
        member = self._members.get(_clean(name))
        if member is None:
            return None
        if member.file_size > MAX_PART_BYTES:
            raise _bomb()
        with self._archive.open(member) as part:
            content = part.read(MAX_PART_BYTES + 1)  # the directory may lie about the size
        # A tree takes far more memory than its text: a tag or an attribute some hundred bytes.
        self._tags += content.count(b"<") + content.count(b"=") // _ATTRIBUTES
        if len(content) > MAX_PART_BYTES or self._tags > MAX_TAGS:
            raise _bomb()
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,  # which are no elements, nor are instructions to programs
            remove_pis=True,
        )
        root = etree.fromstring(content, parser)
        if root.getroottree().docinfo.internalDTD is not None:  # in whatever encoding
            raise PageRefused("bomb", _("Word 文件含有不该有的实体定义，可能有害，未导入。"))
        return _as_usual(root) if root.tag.startswith(_STRICT_W) else root


@contextmanager
def opened(data: bytes) -> Iterator[Package]:
    """Give the package in these bytes.

    Raises `PageRefused`: "locked", "bomb", "not_docx" or "broken_docx".
    """
    refuse_crowded(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Package(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise PageRefused("broken_docx", _("Word 文件已损坏，无法打开。")) from error
    except (RuntimeError, NotImplementedError) as error:  # zipfile's words for "needs a password"
        raise _locked() from error


def refuse_crowded(data: bytes) -> None:
    """Raise `PageRefused` ("bomb") for a zip of more members than any, before they are listed."""
    if data.count(MEMBER) > MAX_MEMBERS:
        message = _(
            "文件里的图片等部件超过 %(most)d 个，不像一篇报告，未导入。请删去用不到的再导入。",
            most=MAX_MEMBERS,
        )
        raise PageRefused("bomb", message)


def _clean(name: str) -> str:
    """Return a part's name as it is compared: case does not count, nor a slash in front."""
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()


def _as_usual(root: Element) -> Element:
    """Give the elements and attributes of a strict file the names that all others have."""
    for element in root.iter("*"):
        element.tag = element.tag.replace(_STRICT_W, W)
        for name in [str(name) for name in element.attrib]:
            if name.startswith(_STRICT_W):
                element.set(name.replace(_STRICT_W, W), element.attrib.pop(name))
    return root


def _locked() -> PageRefused:
    return PageRefused("locked", _("文件设有密码或特殊压缩，无法读取。"))


def _bomb() -> PageRefused:
    return PageRefused("bomb", _("压缩文件展开后过大，可能有害，未导入。"))


def _no_word_file(kind: str) -> PageRefused:
    return PageRefused(
        "not_docx",
        _(
            "这是%(kind)s，不是 Word（.docx）文件。请把报告另存为 .docx，或复制文字粘贴。",
            kind=kind,
        ),
    )
