"""Documents that LibreOffice makes Word files of: .doc, .wps, .rtf, .odt, Word's XML.

LibreOffice is the administrator's to install. Each file has a profile of its own, which is gone
with it: without macros, without links that are followed, without the network.
"""

import re
import shutil
import tempfile
from pathlib import Path

from articles.extraction.errors import PageRefused
from articles.extraction.wording import Wording as _

from . import child

COMMAND = "apt-get install libreoffice-writer-nogui"
_LIMITS = child.Limits(memory=1_500_000_000, seconds=60, output=50_000_000)
# How a document starts, and what LibreOffice is told that it is.
_STARTS = [
    (
        re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ".doc",
        _("旧版 Word（.doc）或 WPS（.wps）文件"),
    ),
    (re.compile(rb"[\xef\xbb\xbf \t\r\n]*\{\\rtf"), ".rtf", _("RTF 文件")),
    (
        re.compile(
            rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.DOTALL
        ),
        ".odt",
        _("OpenDocument 文件"),
    ),
    (
        re.compile(rb"[^<]{0,10}<\?xml.{0,1000}?<w:wordDocument", re.DOTALL),
        ".xml",
        _("Word XML 文件"),
    ),
]
_SETTINGS: dict[str, dict[str, str]] = {
    "Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",
    },
    "Writer/Content/Update": {"Link": "0"},
}


def kind_of(data: bytes) -> tuple[str, str] | None:
    """Return the ending and the name of a document that is LibreOffice's to read, or None."""
    found = (each for each in _STARTS if each[0].match(data[:5000]))
    return next(((ending, name) for _start, ending, name in found), None)


def to_docx(data: bytes, ending: str, name: str) -> bytes:
    """Return the Word file that LibreOffice makes of a document.

    Raises `PageRefused`: "needs_office" where it is not installed, "unreadable" if it cannot open
    the document, and what `child.run` raises.
    """
    program = shutil.which("soffice")
    if program is None:
        message = _(
            "这是%(kind)s。请另存为 .docx 再导入；或请管理员在服务器上运行 %(command)s，"
            "以后就能直接导入。",
            kind=name,
            command=COMMAND,
        )
        raise PageRefused("needs_office", message)
    with tempfile.TemporaryDirectory(prefix="office-") as place:
        folder = Path(place)
        given = folder / f"given{ending}"
        given.write_bytes(data)
        _write_profile(folder / "profile")
        child.run(
            [
                program, "--headless", "--norestore", "--nologo", "--nodefault",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"),
                str(given),
            ],
            b"", _LIMITS, folder,
        )  # fmt: skip
        made = folder / "made" / "given.docx"
        if not made.exists():
            message = _("%(kind)s打不开，可能设有密码或已损坏。请另存为 .docx 再导入。", kind=name)
            raise PageRefused("unreadable", message)
        return made.read_bytes()


def _write_profile(profile: Path) -> None:
    """Write the settings that LibreOffice starts with."""
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, settings in _SETTINGS.items()
        for name, value in settings.items()
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items'
        f' xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )
