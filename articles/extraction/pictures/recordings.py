"""Video and audio of a page, which are not read: how many, and what the first is called."""

import re
from collections.abc import Mapping

_TAGS = ("video", "audio")
_FRAMES = ("iframe", "embed", "object")
# Players and files that frames and objects show.
_PLAYS = re.compile(
    r"\.(?:mp4|m4v|webm|ogv|flv|mov|wmv|avi|mp3|m4a|ogg|wav|m3u8|swf)(?:$|[?#&])"
    r"|v\.qq\.com|youku|bilibili|iqiyi|player|/video|vod\.",
    re.IGNORECASE,
)
_QUERY = re.compile(r"[?#].*$")


class Recordings:
    """Counts the video and audio amid a page's text."""

    def __init__(self) -> None:
        self.count = 0
        self.first = ""
        self.open = False  # whether the last one has told no address yet

    def start(self, tag: str, attributes: Mapping[str, str], around: bool) -> None:
        """Take a tag whose content is not read; those `around` the text are the site's own."""
        self.open = False
        address = (
            attributes.get("src") or attributes.get("data") or attributes.get("data-src") or ""
        )
        plays = tag in _FRAMES and _PLAYS.search(address)
        if around or not (tag in _TAGS or plays):
            return
        self.count += 1
        self.open = True
        self._name(attributes.get("title") or address)

    def inside(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a tag within: the source of a video that has no address itself."""
        if tag == "source" and self.open:
            self._name(attributes.get("src") or "")

    def _name(self, address: str) -> None:
        if self.count == 1 and not self.first and not address.startswith("data:"):
            self.first = _QUERY.sub("", address).rstrip("/").rpartition("/")[2]
