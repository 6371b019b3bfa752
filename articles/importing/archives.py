"""Zips of pages: each page in one becomes an import of its own. Nothing is written to disk."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

from articles.extraction import PageRefused
from articles.extraction.readers import MAX_BYTES
from articles.extraction.readers.ooxml import MAX_MEMBERS, MEMBER, ZIP_MAGIC
from articles.extraction.wording import Wording as _

# What a folder or a zip is searched for; a file that is handed in by itself is read in any case.
SUFFIXES = {
    ".txt", ".text", ".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".docx", ".docm",
    ".doc", ".wps", ".rtf", ".odt", ".pdf", ".zip",
}  # fmt: skip
HIDDEN = (".", "~$", "__MACOSX")  # what systems and Word hide: settings, locks of open files
PASSED_OVER = "passed_over"  # the code of what says that something in a zip is no page
_MOST_BYTES = 10 * MAX_BYTES  # of all pages together
# What a zip holds that is a document itself.
_OFFICE = ("[content_types].xml", "mimetype", "ofd.xml", "index/document.iwa", "word/document.xml")


def unpacked(
    name: str, data: bytes, most: int = MAX_MEMBERS
) -> Iterator[tuple[str, bytes | PageRefused]]:
    """Yield a file as (name, bytes), or each page of a zip in its place.

    Instead of the bytes comes the refusal of what cannot be taken: a zip that is broken, locked or
    larger than any, one of more than `most` pages, and in it whatever is no page, once for all.
    """
    if not data.startswith(ZIP_MAGIC):
        yield name, data
        return
    try:
        if data.count(MEMBER) > MAX_MEMBERS:
            raise _too_large()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if any(member.filename.lower() in _OFFICE for member in members):
                yield name, data
            else:
                yield from _pages(name, archive, members, most)
    except PageRefused as refusal:
        yield name, refusal
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError):
        yield name, PageRefused("broken_zip", _("压缩包已损坏，无法打开。"))
    except (RuntimeError, NotImplementedError):  # zipfile's words for "needs a password"
        yield name, PageRefused("locked", _("压缩包设有密码或特殊压缩，无法读取。请先解压再导入。"))


def _pages(
    name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], most: int
) -> Iterator[tuple[str, bytes | PageRefused]]:
    named = [(_named(member), member) for member in members]
    shown = [(path, member) for path, member in named if not _is_hidden(path)]
    pages = [(path, member) for path, member in shown if _suffix(path) in SUFFIXES - {".zip"}]
    if not pages:
        raise PageRefused("empty", _("压缩包里没有网页或文档。"))
    if len(pages) > most:
        message = _(
            "压缩包里有 %(count)d 个网页或文档，一次最多导入 %(most)d 个，请分成几个压缩包。",
            count=len(pages),
            most=most,
        )
        raise PageRefused("too_large", message)
    if sum(member.file_size for _path, member in pages) > _MOST_BYTES:
        raise _too_large()
    for path, member in pages:
        with archive.open(member) as page:
            yield f"{name}/{path}", page.read(MAX_BYTES + 1)  # the directory may lie about the size
    if others := len(shown) - len(pages):
        message = _("压缩包里有 %(count)d 个文件不是网页或文档，没有导入。", count=others)
        yield name, PageRefused(PASSED_OVER, message)


def _named(member: zipfile.ZipInfo) -> str:
    """Return a member's name; without a mark for Unicode, Chinese Windows writes GBK."""
    name = member.filename
    if not member.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return "".join(char for char in name if char.isprintable())


def _is_hidden(path: str) -> bool:
    return any(part.startswith(HIDDEN) and part != ".." for part in path.split("/"))


def _suffix(path: str) -> str:
    return "." + path.rpartition("/")[2].rpartition(".")[2].lower()


def _too_large() -> PageRefused:
    return PageRefused("bomb", _("压缩文件展开后过大，可能有害，未导入。"))
