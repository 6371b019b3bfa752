"""What an archive or a package of Office holds that would run, or fetch, when somebody opens it."""

import io
import re
import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from unityreports.site.packing import are_packed_as_usual

# What runs when it is opened.
PROGRAMS = (
    *(".exe", ".com", ".scr", ".pif", ".bat", ".cmd", ".vbs", ".vbe", ".js", ".jse", ".wsf"),
    *(".hta", ".ps1", ".msi", ".dll", ".lnk", ".jar", ".reg", ".cpl", ".apk"),
)
MOST_MEMBERS = 5000  # of an archive
MEMBER = b"PK\x01\x02"  # stands before each entry of an archive's directory
_MOST_UNPACKED = 1_000_000_000  # bytes that an archive says it unpacks to
_MACROS = ("basic/", "xl/macrosheets/", "xl/intlmacrosheets/")
_CONTROLS = re.compile(r"(?:word|xl|ppt)/activex/")
_LOOKED_INTO = (
    *(".rels", ".bin", ".zip", ".odt", ".ods", ".odp"),
    *(f".{kind}{form}" for kind in ("doc", "dot", "xls", "xlt", "ppt", "pot") for form in "xm"),
)
_DEEPEST = 3  # archives in each other
_MOST_LOOKED_INTO = 50_000_000  # bytes that are unpacked to look into them
# What an object of Office that holds any file is called in it, and how that file's name ends.
_PACKED_FILE = "Ole10Native".encode("utf-16-le")
_PROGRAM = re.compile(
    rb"(?i)[\w)\]\x80-\xff](?:" + b"|".join(re.escape(each.encode()) for each in PROGRAMS) + rb")\0"
)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_FETCHED = re.compile(
    rb"""Type\s*=\s*["'][^"']*/(?:attachedTemplate|oleObject|frame|subDocument)["']"""
)
# A page on the web or a file of another computer; a template on a disk is none of them.
_ELSEWHERE = re.compile(rb"""(?i)Target\s*=\s*["'](?:https?:|ftp:|mhtml:|file:/{4,}|\\\\)""")


def with_macros() -> ValidationError:
    """Return what is said of a file that holds macros."""
    return ValidationError(gettext("文件带有宏，不能用作附件；请另存为不带宏的文件或 PDF。"))


def check(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the members, in small letters.

    Raises ``ValidationError`` with what would run, or be fetched from elsewhere, when the archive
    or one that lies in it is opened; and ``zipfile``'s errors for what is broken.
    """
    return _Look().into(archive)


class _Look:
    """Looks into an archive and those that lie in it, as far as bytes may be unpacked for that."""

    def __init__(self) -> None:
        self._left = _MOST_LOOKED_INTO

    def into(self, archive: zipfile.ZipFile, depth: int = 1) -> list[str]:
        """Do what ``check`` says, at this depth."""
        members = archive.infolist()
        if sum(member.file_size for member in members) > _MOST_UNPACKED:
            raise ValidationError(gettext("压缩包展开后过大。"))
        # Where a name ends in blanks or dots, Windows takes these away.
        named = {member.filename.lower().rstrip(". "): member for member in members}
        for name in named:
            if name.endswith("vbaproject.bin") or name.startswith(_MACROS) or _CONTROLS.match(name):
                raise with_macros()
            if name.endswith(PROGRAMS):
                raise _with_program(name)
        for name, member in named.items():
            is_open = are_packed_as_usual([member]) and not member.flag_bits & 1
            if is_open and name.endswith(_LOOKED_INTO) and member.file_size <= self._left:
                with archive.open(member) as file:
                    content = file.read(self._left)  # the directory may lie about the size
                self._left -= len(content)
                self._check(name, content, depth)
        return list(named)

    def _check(self, name: str, content: bytes, depth: int) -> None:
        if name.endswith(".rels"):
            if any(map(_is_fetched, _RELATION.findall(content))):
                message = gettext(
                    "文件打开时会从网上或别的电脑取用内容，不能用作附件；请另存为 PDF 再上传。"
                )
                raise ValidationError(message)
        elif name.endswith(".bin"):
            if _PACKED_FILE in content and _PROGRAM.search(content):
                raise _with_program(name)
        elif content.startswith(b"PK\x03\x04"):
            if depth == _DEEPEST:
                raise ValidationError(gettext("压缩包里套了太多层压缩包，请解开后重新打包。"))
            if content.count(MEMBER) > MOST_MEMBERS:
                raise ValidationError(gettext("压缩包里的文件太多。"))
            with zipfile.ZipFile(io.BytesIO(content)) as inner:
                self.into(inner, depth + 1)


def _is_fetched(relation: bytes) -> bool:
    return bool(_FETCHED.search(relation) and _ELSEWHERE.search(relation))


def _with_program(name: str) -> ValidationError:
    words = gettext("压缩包里有程序文件（%(name)s），不能用作附件。")
    return ValidationError(words % {"name": name[-60:]})
