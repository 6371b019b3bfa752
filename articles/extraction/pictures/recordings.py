"""Video and audio of a page: taken with their captions where at hand, else counted and named."""

import re
from collections.abc import Mapping

from articles.extraction.offsets import PageOffset

from .linked_files import FileLinks

_TAGS = ("video", "audio")
_FRAMES = ("iframe", "embed", "object")
_CAPTIONS = ("", "captions", "subtitles")
# Players and files that frames and objects show.
_PLAYS = re.compile(
    r"\.(?:mp4|m4v|webm|ogv|flv|mov|wmv|avi|mp3|m4a|ogg|wav|m3u8|swf)(?:$|[?#&])"
    r"|v\.qq\.com|youku|bilibili|iqiyi|player|/video|vod\.",
    re.IGNORECASE,
)
_QUERY = re.compile(r"[?#].*$")


class Recordings:
    """Hears the video and audio amid a page's text; `files` takes those that are at hand.

    `count` is how many are not, `first` what the first of them is called.
    """

    def __init__(self, files: FileLinks) -> None:
        self.count = 0
        self.first = ""
        self._files = files
        self._open = False
        self._addresses: list[str] = []
        self._captions: list[tuple[str, str]] = []  # address and what they are called
        self._title = ""

    def start(self, tag: str, attributes: Mapping[str, str], around: bool) -> None:
        """Take a tag whose content is not read; those `around` the text are the site's own."""
        address = (
            attributes.get("src") or attributes.get("data") or attributes.get("data-src") or ""
        )
        plays = tag in _FRAMES and _PLAYS.search(address)
        self._open = not around and bool(tag in _TAGS or plays)
        self._addresses, self._captions = [address] if address else [], []
        self._title = (attributes.get("title") or "").strip()

    def inside(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a tag within: a source of a video, or its captions."""
        address = attributes.get("src") or ""
        if not (self._open and address):
            return
        if tag == "source":
            self._addresses.append(address)
        elif tag == "track" and (attributes.get("kind") or "").lower() in _CAPTIONS:
            self._captions.append((address, (attributes.get("label") or "").strip()))

    def end(self, at: PageOffset) -> None:
        """Close what was opened last: it stands before the line that begins there."""
        if not self._open:
            return
        self._open = False
        if self._files.play(self._addresses, self._title, at):
            for address, label in self._captions:
                self._files.play([address], label, at)
            return
        self.count += 1
        named = self._title or next(iter(self._addresses), "")
        if self.count == 1 and not named.startswith("data:"):
            self.first = _QUERY.sub("", named).rstrip("/").rpartition("/")[2]
