"""Web archives (.mht) and saved e-mails: the page inside them."""

import re
from email import message_from_bytes
from email.message import Message

from articles.extraction.offsets import PageOffset
from articles.extraction.pictures.linked_files import LinkedFile, called
from articles.extraction.pictures.sources import Beside, by_address
from articles.extraction.wording import Wording as _
from unityreports.site.characters import decoded

from .other_formats import nothing_inside

_HEADER = rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*)"
_START = re.compile(
    rb"\s*" + _HEADER + rb"{0,60}?(?:MIME-Version:|Content-Type:\s*(?:multipart/|text/html))",
    re.IGNORECASE,
)


def is_mime(data: bytes) -> bool:
    """Say whether bytes are a message in MIME: a web archive or an e-mail."""
    return bool(_START.match(data[:20_000].removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"")))


def unwrap(data: bytes) -> tuple[bytes, str, list[LinkedFile], Beside]:
    """Return the page of a message, its media ("html" or "text") and the files attached to it.

    The last is what finds the pictures that came with it.

    Raises `PageRefused` ("not_text") if there is no text in it.
    """
    try:
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
        parts = [part for part in message.walk() if not part.is_multipart()]
    except RecursionError as error:
        raise nothing_inside() from error
    attached = [part for part in parts if part.get_content_disposition() == "attachment"]
    for media, kind in (("html", "text/html"), ("text", "text/plain")):
        pages = [
            _content(part)
            for part in _first_the_root(message, parts)
            if part.get_content_type() == kind and part not in attached
        ]
        pages = [page for page in pages if page.strip()]
        if pages:
            framed = b"<frameset" in pages[0].lower() and len(pages) > 1
            page = max(pages[1:], key=len) if framed else pages[0]
            return page, media, list(map(_attached, attached)), _beside(message, parts)
    raise nothing_inside()


def _first_the_root(message: Message, parts: list[Message]) -> list[Message]:
    """Return the parts with the one in front that an archive says it starts with."""
    start = message.get_param("start")
    return sorted(parts, key=lambda part: part["Content-ID"] != start) if start else parts


def _beside(message: Message, parts: list[Message]) -> Beside:
    """Return what finds the parts of a message by their addresses and by their numbers (cid:)."""
    found: dict[str, bytes] = {}
    for part in parts:
        if part.get_content_maintype() not in ("image", "application"):
            continue
        number = str(part["Content-ID"] or "").strip("<> ")
        for name in (str(part["Content-Location"] or "").strip(), f"cid:{number}"):
            if name not in ("", "cid:"):
                found.setdefault(name, _content(part))
    pages = (part for part in parts if part.get_content_type() == "text/html")
    base = next((str(part["Content-Location"] or "") for part in pages), "")
    return by_address(found, (base or str(message["Content-Location"] or "")).strip())


def _attached(part: Message) -> LinkedFile:
    """Return a file of a message; where its sender gave no name, under a common one."""
    name = decoded(part.get_filename() or str(_("附件")))
    linked = LinkedFile(PageOffset(0), "", name, _content(part))
    linked.title = called(linked)
    return linked


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
