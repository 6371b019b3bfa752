"""Bytes to a `Page`: told apart by what the bytes are, never by the file's name alone."""

import re

from articles.extraction.converters import office
from articles.extraction.errors import PageRefused
from articles.extraction.layout.index_pairs import join_index_pairs
from articles.extraction.layout.lines import Page
from articles.extraction.lengths import check_length
from articles.extraction.offsets import PageOffset
from articles.extraction.pictures.linked_files import LinkedFile
from articles.extraction.pictures.sources import Beside, nothing_beside, set_aside
from articles.extraction.wording import Wording as _

from .docx import read_docx
from .encoding import decode
from .html import read_html
from .mime import is_mime, unwrap
from .ooxml import ZIP_MAGIC
from .other_formats import refuse_other_formats, refuse_other_markup
from .pdf import PDF_START, read_pdf
from .text import read_text

MAX_BYTES = 20_000_000  # a Word file with pictures; the text itself is limited below
MAX_LINES = 20_000

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|br|table|span|h[1-6]|article|section|font|meta|ul"
    r"|a\s|!--)[\s/>]?",
    re.IGNORECASE,
)
# What Windows puts in front of markup on its clipboard.
_CLIPBOARD = re.compile(r"\s*Version:[\d.]+\s+StartHTML:[^<]*(?=<)")


def read_page(data: bytes | str, media: str | None = None, beside: Beside = nothing_beside) -> Page:
    """Read bytes (or text already decoded, such as a paste) into a `Page`.

    `media` ("text", "html", "docx") overrides what the content looks like; `beside` finds the
    files that a page names and that came with it. Raises `PageRefused`
    for what cannot be read: empty, too large, binary, another format, undecodable, locked.
    """
    check_size(len(data))
    octets = data if isinstance(data, bytes) else _octets(data)
    attached: list[LinkedFile] = []
    if is_mime(octets):
        data, media, attached, beside = unwrap(octets)
        octets = data
    page = _read_document(octets, media) or _read_text(data, media, beside)
    for each in attached:
        each.at = PageOffset(len(page.text))  # behind all that the report may be
    page.files += attached
    return _checked(page)


def _read_document(data: bytes, media: str | None) -> Page | None:
    """Return the page of a file that is more than text, None for text."""
    if PDF_START.match(data):
        return read_pdf(data)
    kind = office.kind_of(data)
    if data.startswith(ZIP_MAGIC) or media == "docx":
        return read_docx(office.to_docx(data, *kind) if kind else data)
    refuse_other_formats(data)
    return read_docx(office.to_docx(data, *kind)) if kind else None


def _read_text(data: bytes | str, media: str | None, beside: Beside) -> Page:
    text, encoding = decode(data) if isinstance(data, bytes) else (data, None)
    text, beside = set_aside(text, beside)
    check_length(len(text))
    if not text.strip():
        raise PageRefused("empty", _("文件是空的，没有任何文字。"))
    text = _CLIPBOARD.sub("", text, count=1)
    refuse_other_markup(text)
    is_html = media == "html" or (media is None and looks_like_html(text))
    page = read_html(text, beside) if is_html else read_text(text)
    page.encoding = encoding
    return page


def _octets(text: str) -> bytes:
    """Return text as bytes, or refuse it for characters that no text has."""
    if "\x00" in text:
        raise PageRefused("binary", _("文件含有二进制数据，不是文本、网页、Word 或 PDF 文件。"))
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        message = _("文字含有残缺的字符编码，请从原页面重新复制。")
        raise PageRefused("mis_encoded", message) from error


def check_size(size: int) -> None:
    """Raise `PageRefused` for more bytes than any page has."""
    if size > MAX_BYTES:
        raise PageRefused(
            "too_large", _("文件过大（超过 %(size)d MB），未导入。", size=MAX_BYTES // 1_000_000)
        )


def looks_like_html(text: str) -> bool:
    """Say whether text is HTML: it starts with a tag, or holds several block tags."""
    start = text.lstrip("\ufeff \t\r\n")[:2000]
    if start.startswith("<") and _HTML.match(start):
        return True
    return len(re.findall(r"</(?:p|div|td|li|span|h[1-6]|a)>|<br\s*/?>", text[:200_000])) >= 3


def _checked(page: Page) -> Page:
    join_index_pairs(page)
    if not page.lines:
        raise PageRefused("empty", _("文件里没有可读的文字。"))
    check_length(len(page.text))
    if len(page.lines) > MAX_LINES:
        raise PageRefused(
            "too_large",
            _("行数过多（超过 %(count)d 万行），不像一篇报告，未导入。", count=MAX_LINES // 10_000),
        )
    return page
