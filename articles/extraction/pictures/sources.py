"""Where the pictures of a page lie: in its own code, beside it in an archive, or out of reach."""

import base64
import binascii
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from unityreports.site.characters import decoded

MOST_PICTURES = 100  # of one page
MOST_BYTES = 60_000_000  # of all pictures of a page
LARGEST = 10_000_000  # bytes of one, as the desk takes them
LARGEST_FILE = 30_000_000  # bytes of an attachment, as the desk takes it

# Given how a page names a file, returns its content, or None for a file that is not at hand.
Beside = Callable[[str], bytes | None]
_DATA = re.compile(r"data:image/[\w.+-]{1,40}((?:;[\w=.-]{1,80})*),", re.IGNORECASE)
_LONG_DATA = re.compile(r"data:image/[^\"'\s<>)]{200,}")
_ASIDE = "picture-set-aside:"
# Where pages keep the address of a picture that a script shows once it is scrolled to.
_LATER = ("data-src", "data-original", "data-lazy-src", "data-echo", "_src", "original")


def nothing_beside(name: str) -> bytes | None:
    """Say that a page came alone."""
    return None


def addresses(attributes: Mapping[str, str]) -> list[str]:
    """Return how an image's tag names its file, the likeliest first."""
    named = [attributes.get(name) or "" for name in (*_LATER, "src")]
    return [each.strip() for each in dict.fromkeys(named) if each.strip()]


class Loader:
    """Fetches the pictures of one page, within limits for all of them together."""

    def __init__(self, beside: Beside):
        self._beside = beside
        self._left = MOST_BYTES
        self._count = 0

    def load(self, names: Iterable[str]) -> bytes:
        """Return the first of these files that is at hand and can be taken, else nothing."""
        for name in names:
            content = of_data(name) if name[:5].lower() == "data:" else self._beside(name)
            if not content or len(content) > min(LARGEST, self._left):
                continue
            if self._count == MOST_PICTURES:
                return b""
            self._count += 1
            self._left -= len(content)
            return content
        return b""


def of_data(address: str) -> bytes | None:
    """Return the content of a data: URL that is a picture, or None."""
    found = _DATA.match(address[:500])
    if not found or len(address) > 2 * LARGEST:
        return None
    content = address[found.end() :]
    if "base64" not in found[1].lower():
        return unquote_to_bytes(content)
    try:
        return base64.b64decode(unquote(content))
    except (binascii.Error, ValueError):
        return None


def set_aside(text: str, beside: Beside) -> tuple[str, Beside]:
    """Return a page's code without the pictures written out in it, and what finds them too.

    They are no text, but longer than any text may be.
    """
    kept: list[str] = []

    def put(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"{_ASIDE}{len(kept) - 1}"

    def find(name: str) -> bytes | None:
        number = name.removeprefix(_ASIDE)
        if number == name or not number.isdecimal() or len(number) > 6:
            return beside(name)
        return of_data(kept[int(number)]) if int(number) < len(kept) else None

    return (_LONG_DATA.sub(put, text), find) if "data:image" in text else (text, beside)


def by_address(parts: Mapping[str, bytes], base: str) -> Beside:
    """Return what finds parts that have addresses, such as those of a web archive."""

    def find(name: str) -> bytes | None:
        for each in dict.fromkeys((name, decoded(name))):
            try:
                whole = urljoin(base, each)
            except ValueError:
                whole = each
            if found := parts.get(each) or parts.get(whole):
                return found
        return None

    return find


def by_path(page: str, read: Callable[[str], bytes | None]) -> Beside:
    """Return what finds files that lie beside a page or below it, by their path from the page.

    ``read`` gets paths as the archive has them, none of which leads out of it.
    """

    def find(name: str) -> bytes | None:
        try:
            parts = urlsplit(name.replace("\\", "/"))
        except ValueError:
            return None
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return None
        for path in dict.fromkeys((decoded(parts.path), parts.path)):
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
            if not whole.startswith("..") and (content := read(whole)):
                return content
        return None

    return find
