"""Files that a page links to: what it calls them, and their content where that is at hand."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from articles.extraction.offsets import PageOffset
from unityreports.site.characters import decoded

from .sources import LARGEST_FILE, MOST_BYTES, Beside

MOST_FILES = 100  # links of one page that are noted
# Ends of addresses that lead to a file and not to a page.
_FILE = re.compile(
    r"\.(?:pdf|ofd|docx?|xlsx?|pptx?|wps|et|dps|od[tsp]|zip|rar|7z|txt|csv|rtf|mp4|mp3|m4a|webm)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class LinkedFile:
    """A file that the line beginning at `at` links to.

    `content` is empty where the file is not at hand; `file` is the number under which the site
    keeps it.
    """

    at: PageOffset
    title: str
    name: str
    content: bytes = field(default=b"", repr=False)
    file: int | None = None


class FileLinks:
    """Hears the links of a page as a parser meets them, and fetches the files they lead to."""

    def __init__(self, beside: Beside):
        self._beside = beside
        self._left = MOST_BYTES
        self._open: LinkedFile | None = None
        self._seen: set[str] = set()
        self.found: list[LinkedFile] = []

    def start(self, attributes: Mapping[str, str], at: PageOffset) -> None:
        """Open a link; one that leads to a page, or to a file that was met before, is none."""
        self._open = None
        address = (attributes.get("href") or "").strip()
        try:
            path = urlsplit(address.replace("\\", "/")).path
        except ValueError:
            return
        name = decoded(path.rpartition("/")[2])
        ending = re.search(r"\.\w+$", name)
        if not ending or not _FILE.fullmatch(ending[0]) or address in self._seen:
            return
        if len(self.found) < MOST_FILES:
            self._seen.add(address)
            self._open = LinkedFile(at, "", name, self._content(address))
            self.found.append(self._open)

    def play(self, addresses: Iterable[str], title: str, at: PageOffset) -> bool:
        """Take the first of a recording's or its captions' files that is at hand; say if any is."""
        for address in addresses:
            if len(self.found) == MOST_FILES or not address or address[:5].lower() == "data:":
                continue
            if address not in self._seen and (content := self._content(address)):
                name = decoded(re.split(r"[?#]", address)[0].replace("\\", "/").rpartition("/")[2])
                linked = LinkedFile(at, title, name, content)
                linked.title = called(linked)
                self.found.append(linked)
                self._seen.add(address)
            if address in self._seen:
                return True
        return False

    def _content(self, address: str) -> bytes:
        """Return a file that is at hand and can be taken, else nothing."""
        content = self._beside(address) or b""
        if len(content) > min(LARGEST_FILE, self._left):
            return b""
        self._left -= len(content)
        return content

    def take(self, text: str) -> None:
        """Hear the text of a link."""
        if self._open and len(self._open.title) < 300:
            self._open.title += text

    def end(self) -> None:
        """Close a link: its file is called by the link's words, else by its own name."""
        if self._open:
            self._open.title = called(self._open)
        self._open = None


def called(linked: LinkedFile) -> str:
    """Return what a file is called, without the ending that says its kind."""
    title = " ".join(linked.title.split())
    stem, dot, ending = linked.name.rpartition(".")
    if title.lower().endswith(f".{ending.lower()}"):
        title = title[: -len(ending) - 1]
    return (title or (stem if dot else linked.name))[:200]
