"""Files that are no page: each is refused by name, with what to do instead."""

import re

from articles.extraction.errors import PageRefused
from articles.extraction.wording import Wording as _

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = _("请用能打开它的软件另存为 Word（.docx）或网页，或把文字复制过来粘贴。")
_TYPE_OUT = _("请先把其中的文字识别或录入出来，再粘贴。")
_UNPACK = _("请先解压，再导入其中的文件。")
# How a file starts, what that makes it, and what to do with it.
_STARTS = [
    (re.compile(start, re.DOTALL), kind, advice)
    for start, kind, advice in [
        (rb"%!PS|ITSF|AT&TFORM|bplist0|\xffWPC|CAJ\x00|\xdb\xa5", _("其他格式的文档"), _SAVE_AS),
        (rb"\x89PNG", _("PNG 图片"), _TYPE_OUT),
        (rb"\xff\xd8\xff", _("JPEG 图片"), _TYPE_OUT),
        (rb"GIF8[79]a", _("GIF 图片"), _TYPE_OUT),
        (rb"BM.{4}\x00{4}|II\*\x00|MM\x00\*|8BPS|RIFF.{4}WEBP", _("图片"), _TYPE_OUT),
        (rb".{4}ftyp(?:hei|mif|avi)", _("图片"), _TYPE_OUT),
        (rb"ID3[\x02-\x04]|.{4}ftyp|RIFF.{4}(?:WAVE|AVI )", _("音频或视频"), _TYPE_OUT),
        (rb"OggS|FLV\x01|\x1aE\xdf\xa3", _("音频或视频"), _TYPE_OUT),
        (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", _("ZIP 压缩包"), _UNPACK),
        (rb"Rar!", _("RAR 压缩包"), _UNPACK),
        (rb"7z\xbc\xaf", _("7z 压缩包"), _UNPACK),
        (rb"\x1f\x8b|BZh\d1AY|\xfd7zXZ|MSCF\x00|.{257}ustar", _("压缩包"), _UNPACK),
    ]
]  # fmt: skip
# What a document in XML is, by its first element.
_ROOTS = {
    "pkg:package": _("Word XML 文件"),
    "office:document": _("OpenDocument 文件"),
    "svg": _("SVG 图片"),
    "rss": _("订阅源"),
    "feed": _("订阅源"),
}
_ROOT = re.compile(
    r"(?:\s|<\?[^>]*>|<!--.*?-->|<![^>\[]*(?:\[[^\]]*\]\s*)?>)*<([A-Za-z][\w:.-]*)", re.DOTALL
)
_PAGE_ROOT = re.compile(r"html|head|body|div|p|table|article|section|main|span", re.IGNORECASE)
_JSON = re.compile(r'\s*[\[{]\s*["{].*[\]}]\s*', re.DOTALL)
# The directory of an OLE file names its streams.
_STREAMS = {
    "Workbook": _("旧版 Excel（.xls）表格"),
    "Book": _("旧版 Excel（.xls）表格"),
    "PowerPoint Document": _("旧版 PowerPoint（.ppt）演示文稿"),
    "__substg1.0_": _("Outlook 邮件"),
}


def refuse_other_formats(data: bytes) -> None:
    """Raise `PageRefused` for bytes that start as a file of another kind does.

    Codes: "not_text", and for old Office files "locked". Old Word files pass: converters/office.
    """
    if data.startswith(OLE_MAGIC):
        _refuse_ole(data)
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    for pattern, kind, advice in _STARTS:
        if pattern.match(start):
            raise _not_text(kind, advice)


def refuse_other_markup(text: str) -> None:
    """Raise `PageRefused` ("not_text") for XML that is no page, and for JSON."""
    start = text[:10_000].lstrip("\ufeff")
    root = _ROOT.match(start)
    if root is not None:
        name = root[1].lower()
        declared = start.lstrip().startswith("<?xml")
        if name in _ROOTS or (declared and not _PAGE_ROOT.fullmatch(name)):
            raise _not_text(_ROOTS.get(name, _("XML 数据")), _SAVE_AS)
    elif start.lstrip()[:1] in ("{", "[") and _JSON.fullmatch(text):
        raise _not_text(_("JSON 数据"), _SAVE_AS)


def nothing_inside() -> PageRefused:
    """Return the refusal of a web archive or an e-mail in which no text can be found."""
    return _not_text(
        _("没有网页文字的网页存档（.mht）或邮件"),
        _("请用浏览器打开，另存为网页（.html），或把文字复制过来粘贴。"),
    )


def _refuse_ole(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise PageRefused("locked", _("文件设有密码，无法读取。请先取消密码再导入。"))
    if "WordDocument".encode("utf-16-le") not in data:
        kinds = (kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") in data)
        raise _not_text(next(kinds, _("旧版 Office 文件")), _SAVE_AS)


def _not_text(kind: str, advice: str) -> PageRefused:
    return PageRefused(
        "not_text",
        _("这是%(kind)s，不是文本、网页、Word 或 PDF 文件。%(advice)s", kind=kind, advice=advice),
    )
