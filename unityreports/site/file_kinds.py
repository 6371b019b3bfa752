"""What a file is, told by its content: the kinds that a report may bring along, and no other."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from unityreports.site import archive_contents, pdf_actions
from unityreports.site.archive_contents import MEMBER, MOST_MEMBERS
from unityreports.site.packing import are_packed_as_usual

MOST_BYTES = 30_000_000  # of a document or an archive; the server takes no request above 40 MB
_HEAD, _TAIL, _BLOCK = 4096, 8192, 1 << 20
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)


@dataclass(frozen=True)
class Kind:
    """A kind of file: how its name ends, and what it is called on the web."""

    suffix: str
    media_type: str

    @property
    def played_as(self) -> str:
        """The player that a browser has for it: video, audio, or none."""
        family = self.media_type.partition("/")[0]
        return family if family in {"video", "audio"} else ""


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
KINDS = {
    kind.suffix: kind
    for kind in (
        Kind("pdf", "application/pdf"),
        Kind("ofd", "application/ofd"),
        Kind("docx", f"{_OOXML}wordprocessingml.document"),
        Kind("xlsx", f"{_OOXML}spreadsheetml.sheet"),
        Kind("pptx", f"{_OOXML}presentationml.presentation"),
        Kind("doc", "application/msword"),
        Kind("xls", "application/vnd.ms-excel"),
        Kind("ppt", "application/vnd.ms-powerpoint"),
        Kind("wps", "application/vnd.ms-works"),
        Kind("et", "application/vnd.ms-excel"),
        Kind("dps", "application/vnd.ms-powerpoint"),
        Kind("odt", f"{_ODF}text"),
        Kind("ods", f"{_ODF}spreadsheet"),
        Kind("odp", f"{_ODF}presentation"),
        Kind("zip", "application/zip"),
        Kind("txt", "text/plain"),
        Kind("csv", "text/csv"),
        Kind("jpg", "image/jpeg"),
        Kind("png", "image/png"),
        Kind("mp4", "video/mp4"),
        Kind("webm", "video/webm"),
        Kind("mp3", "audio/mpeg"),
        Kind("m4a", "audio/mp4"),
        Kind("vtt", "text/vtt"),
    )
}
# What the main part of a package of Office is called there, and what that makes the package.
_PARTS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
# Streams of the older files of Office and WPS, whose names differ where one looks at them only.
_STREAMS = {
    "WordDocument": ("doc", "wps"),
    "Workbook": ("xls", "et"),
    "Book": ("xls", "et"),
    "PowerPoint Document": ("ppt", "dps"),
}
# Where a sheet of macros begins, as Excel 4 had them: the first record of the sheet says so.
_MACRO_SHEETS = (b"\x09\x08\x10\x00\x00\x06\x40\x00", b"\x09\x08\x08\x00\x00\x05\x40\x00")
_MACROS, _LOCKED = "_VBA_PROJECT", "EncryptedPackage"
# A cell of a table that starts a program when it is shown: =cmd|' /C …'!A0
_STARTS = re.compile(rb"""(?m)(?:^|[,;\t"]) {0,9}[=+@-][^,;\t\n|"]{1,60}\| {0,9}'""")


def kind_of(file: IO[bytes], name: str) -> Kind:
    """Return what a file is; its name only tells apart what is built alike (.txt and .csv).

    Raises ``ValidationError`` with a sentence for whoever sent it: a kind that is not taken, one
    that holds macros or programs, an empty or broken file, one that is too large.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        raise ValidationError(gettext("文件是空的。"))
    if size > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise ValidationError(gettext("文件超过 %(most)s MB，请压缩或分成几个。") % {"most": most})
    ending = name.rpartition(".")[2].lower()
    suffix = _by_beginning(file, head, size, ending)
    file.seek(0)
    if suffix is None:
        raise ValidationError(
            gettext(
                "不能用作附件：文件的内容不是 PDF、OFD、Word、Excel、PPT、WPS、ZIP、图片、"
                "音视频（MP4、WebM、MP3、M4A）或纯文本。"
            )
        )
    return KINDS[suffix]


def _by_beginning(file: IO[bytes], head: bytes, size: int, ending: str) -> str | None:
    if head.startswith(b"%PDF-"):
        file.seek(max(0, size - _TAIL))
        if b"%%EOF" not in file.read():
            raise ValidationError(gettext("PDF 文件不完整，请重新生成后再上传。"))
        if pdf_actions.brings_programs(file):
            raise ValidationError(gettext("PDF 里夹带了程序文件，不能用作附件。"))
        if pdf_actions.acts(file):
            raise ValidationError(
                gettext(
                    "PDF 里带有脚本或会启动程序，不能用作附件；请用“打印为 PDF”重新生成后再上传。"
                )
            )
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _of_streams(file, ending)
    if head.startswith((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")):
        raise ValidationError(gettext("不收 RAR 和 7z 压缩包，请改用 ZIP。"))
    return _picture(head) or _played(head) or _text(file, head, ending)


def _picture(head: bytes) -> str | None:
    begins = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
    return next((kind for mark, kind in begins.items() if head.startswith(mark)), None)


def _text(file: IO[bytes], head: bytes, ending: str) -> str | None:
    if ending not in {"txt", "csv", "vtt"} or not _is_text(file):
        return None
    file.seek(0)
    if ending == "csv" and _STARTS.search(file.read()):
        raise ValidationError(
            gettext("表格里有会启动程序的公式，不能用作附件；请删去以 = 开头的这些单元格。")
        )
    captions = head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")
    return "txt" if ending == "vtt" and not captions else ending


def _played(head: bytes) -> str | None:
    """Return what kind of recording begins like this, if any that browsers play."""
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in (b"M4A ", b"M4B "):
            return "m4a"
        return "mp4" if brand[:3] in (b"iso", b"mp4", b"avc", b"M4V", b"MSN", b"das") else None
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm" if b"webm" in head[:64] else None
    is_frame = head[0] == 0xFF and len(head) > 1 and head[1] & 0xE6 == 0xE2
    return "mp3" if head.startswith(b"ID3") or is_frame else None


def _of_archive(file: IO[bytes]) -> str:
    try:
        if _found(file, [MEMBER]).get(MEMBER, 0) > MOST_MEMBERS:
            raise ValidationError(gettext("压缩包里的文件太多。"))
        with zipfile.ZipFile(file) as archive:
            return _of_members(archive)
    except _UNREADABLE as error:
        raise ValidationError(gettext("文件不完整或已损坏，请重新生成后再上传。")) from error


def _of_members(archive: zipfile.ZipFile) -> str:
    names = archive_contents.check(archive)
    if "[content_types].xml" in names:
        found = [kind for part, kind in _PARTS.items() if any(n.startswith(part) for n in names)]
        return found[0] if found else "zip"
    if "ofd.xml" in names:
        return "ofd"
    return _of_open_document(archive) or "zip"


def _of_open_document(archive: zipfile.ZipFile) -> str | None:
    """Return which OpenDocument file an archive says it is, if any."""
    member = archive.NameToInfo.get("mimetype")
    if member is None or member.file_size >= 200 or not are_packed_as_usual([member]):
        return None
    told = archive.read(member).decode("ascii", "replace").strip()
    kinds = (kind for kind in KINDS.values() if kind.media_type.startswith(_ODF))
    return next((kind.suffix for kind in kinds if kind.media_type == told), None)


def _of_streams(file: IO[bytes], ending: str) -> str | None:
    marks = {name: name.encode("utf-16-le") for name in (*_STREAMS, _MACROS, _LOCKED)}
    held = _found(file, [*marks.values(), *_MACRO_SHEETS])
    if marks[_LOCKED] in held:
        raise ValidationError(gettext("文件设有密码，读者打不开，请去掉密码后再上传。"))
    if held.keys() & {marks[_MACROS], *_MACRO_SHEETS}:
        raise archive_contents.with_macros()
    for stream, endings in _STREAMS.items():
        if marks[stream] in held:
            return ending if ending in endings else endings[0]
    return None


def _is_text(file: IO[bytes]) -> bool:
    """Return whether a file is text that no browser could take for a page."""
    file.seek(0)
    content = file.read()
    if b"\0" in content or content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _found(file: IO[bytes], marks: Collection[bytes]) -> dict[bytes, int]:
    """Return how often each of the marks that a file holds stands in it, reading it piecewise."""
    longest = max(map(len, marks))
    held: dict[bytes, int] = {}
    before = b""
    file.seek(0)
    while block := file.read(_BLOCK):
        window = before + block
        for mark in marks:
            if count := window.count(mark) - before.count(mark):
                held[mark] = held.get(mark, 0) + count
        before = window[1 - longest :]
    file.seek(0)
    return held
