"""Zips of pages: each page in one becomes an import of its own. Nothing is written to disk."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from articles.extraction import PageRefused
from articles.extraction.pictures.sources import LARGEST_FILE, Beside, by_path, nothing_beside
from articles.extraction.readers import MAX_BYTES
from articles.extraction.readers.ooxml import MAX_MEMBERS, ZIP_MAGIC, refuse_crowded
from articles.extraction.wording import Wording as _
from unityreports.site.packing import are_packed_as_usual

# What a folder or a zip is searched for; a file that is handed in by itself is read in any case.
SUFFIXES = {
    ".txt", ".text", ".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".docx", ".docm",
    ".doc", ".wps", ".rtf", ".odt", ".pdf", ".zip",
}  # fmt: skip
_WEB_PAGES = {".html", ".htm", ".xhtml", ".shtml"}
HIDDEN = (".", "~$", "__MACOSX")  # what systems and Word hide: settings, locks of open files
PASSED_OVER = "passed_over"  # the code of what says that something in a zip is no page
_MOST_BYTES = 10 * MAX_BYTES  # of all pages together
# What a zip holds that is a document itself.
_OFFICE = ("[content_types].xml", "mimetype", "ofd.xml", "index/document.iwa", "word/document.xml")


def _nothing_taken() -> None:
    """Give nothing back: no file came with this page."""


class Unpacked(NamedTuple):
    """A page of a zip, or what is said instead; what lies beside it.

    Whoever refuses the page calls ``refused``: documents that came with it are pages by themselves.
    """

    name: str
    content: bytes | str | PageRefused
    beside: Beside = nothing_beside
    refused: Callable[[], None] = _nothing_taken


def unpacked(
    name: str, data: bytes, most: int = MAX_MEMBERS, before: int = 0
) -> Iterator[Unpacked]:
    """Yield a file, or each page of a zip in its place.

    What lies beside a page is found only until the next one is asked for. Instead of the bytes
    comes the refusal of what cannot be taken: a zip that is broken, locked or larger than any,
    what makes more than `most` pages with those that came `before` it, and in a zip whatever is
    no page nor belongs to one, once for all.
    """
    if not data.startswith(ZIP_MAGIC):
        yield _one(name, data, most, before)
        return
    try:
        refuse_crowded(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if any(member.filename.lower() in _OFFICE for member in members):
                yield _one(name, data, most, before)
            elif not are_packed_as_usual(members):
                yield Unpacked(name, _locked())
            else:
                yield from _pages(name, archive, members, most, before)
    except PageRefused as refused:
        yield Unpacked(name, refused)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError):
        refusal = PageRefused("broken_zip", _("压缩包已损坏，无法打开。"))
        yield Unpacked(name, refusal)
    except (RuntimeError, NotImplementedError):  # zipfile's words for "needs a password"
        yield Unpacked(name, _locked())


def _one(name: str, data: bytes, most: int, before: int) -> Unpacked:
    """Return a file that is a page itself, or its refusal where so many came before it."""
    if before < most:
        return Unpacked(name, data)
    message = _("一次最多导入 %(most)d 个网页或文档，这一个没有导入，请另外再导入。", most=most)
    return Unpacked(name, PageRefused("too_many", message))


def _check_count(count: int, most: int, before: int) -> None:
    """Raise ``PageRefused`` for a zip with more pages than may come."""
    if count > most:
        message = _(
            "压缩包里有 %(count)d 个网页或文档，一次最多导入 %(most)d 个，请分成几个压缩包。",
            count=count,
            most=most,
        )
        raise PageRefused("too_large", message)
    if count + before > most:
        message = _(
            "压缩包里有 %(count)d 个网页或文档，连同一起交来的超过了 %(most)d 个，没有导入，"
            "请另外再导入。",
            count=count,
            most=most,
        )
        raise PageRefused("too_many", message)


def _pages(
    name: str,
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    most: int,
    before: int,
) -> Iterator[Unpacked]:
    named = [(_named(member), member) for member in members]
    shown = [(path, member) for path, member in named if not _is_hidden(path)]
    pages = [(path, member) for path, member in shown if _suffix(path) in SUFFIXES - {".zip"}]
    if not pages:
        raise PageRefused("empty", _("压缩包里没有网页或文档。"))
    _check_count(len(pages), most, before)
    if sum(member.file_size for _path, member in pages) > _MOST_BYTES:
        raise _too_large()
    files = _Files(archive, dict(shown))
    # Web pages first: a document that one of them links to comes with it, and is none by itself.
    for path, member in sorted(pages, key=lambda page: _suffix(page[0]) not in _WEB_PAGES):
        if path in files.used:
            continue
        with archive.open(member) as page:
            content = page.read(MAX_BYTES + 1)  # the directory may lie about the size
        before = frozenset(files.used)
        yield Unpacked(
            f"{name}/{path}",
            content,
            by_path(path, files.read),
            partial(files.used.intersection_update, before),
        )
    if others := len({path for path, _member in shown} - {path for path, _m in pages} - files.used):
        message = _("压缩包里有 %(count)d 个文件不是网页或文档，没有导入。", count=others)
        yield Unpacked(name, PageRefused(PASSED_OVER, message))


class _Files:
    """The files of a zip that its pages name: read one at a time, and no more than pages are."""

    def __init__(self, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]):
        self._archive = archive
        self._members = members
        self._left = _MOST_BYTES
        self.used: set[str] = set()

    def read(self, path: str) -> bytes | None:
        """Return a file, or ``None`` if it is not there or too large."""
        member = self._members.get(path)
        if member is None or member.file_size > min(LARGEST_FILE, self._left):
            return None
        with self._archive.open(member) as file:
            content = file.read(LARGEST_FILE + 1)
        self._left -= len(content)
        self.used.add(path)
        return content


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


def _locked() -> PageRefused:
    message = _("压缩包设有密码或特殊压缩，无法读取。请先解压再导入。")
    return PageRefused("locked", message)
