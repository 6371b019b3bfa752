"""Parts of a page that are not its text: scripts, drawings, hidden boxes, remarks in the margin.

What people would miss is counted, so that it can be said. A drawing that its page forgot to close
ends, as in a browser, with the first tag that no drawing holds.
"""

import re
from collections.abc import Mapping

from articles.extraction.layout.lines import BLANK, Note

# A page may hold its text there until a script shows it, or for copying.
HELD_BACK = {"noscript", "textarea"}
DRAWN = {"svg", "math"}
SKIPPED = frozenset([
    "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg",
    "math", "canvas", "audio", "video", "select", "textarea", "button", "rt", "rp", "head-skip",
])  # fmt: skip
# Text in a drawing that is set as text of the page is.
_SET_IN_DRAWING = "foreignobject"
# Tags that end a drawing wherever they stand in it, as the HTML standard lists them.
_NOT_DRAWN = frozenset([
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "menu", "nobr", "ol", "p", "pre",
    "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "font",
])  # fmt: skip
_NAMES_IN_DRAWING = {"title", "desc"}  # which may hold any tag
_STRUCK = {"del", "s", "strike"}
_STRUCK_BY_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through")
_REMARKS = re.compile(r"mso-element\s*:\s*comment-list", re.IGNORECASE)
_REMARK = re.compile(r"mso-element\s*:\s*comment\s*(?:;|$)", re.IGNORECASE)
_REMARK_MARK = re.compile(r"\bmsocomanchor\b")
_GOOGLE_MARK, _GOOGLE_REMARK = re.compile(r"#cmnt\d+$"), re.compile(r"#cmnt_ref\d+$")
# What Word sets between the number of a paragraph and its text.
_BEHIND_NUMBER = re.compile(r"font:\s*7(?:\.0)?pt\s*[\"']?\s*(?:&quot;)?Times New Roman")
_HAN = re.compile(r"[一-鿿]")


class Unread:
    """Follows what is not read while a parser's target hears the page.

    `tag` is what began it, "" outside. ``start`` and ``end`` say whether a tag is done with.
    """

    def __init__(self) -> None:
        self.tag = ""
        self.hidden = 0  # Chinese characters left out because a style hides them
        self._depth = 0
        self._around: list[tuple[str, int]] = []  # drawings around the text that is set in them
        self._last = ""  # the tag that was opened last within a drawing
        self._open = ""  # an element that is on the target's own stack, if it is the one that ends
        self._kind = ""  # of what is counted: "comments", "revisions", "objects"
        self._text: list[str] = []
        self._found: dict[str, list[str]] = {}

    def begin(self, tag: str, kind: str = "", of_stack: bool = False) -> None:
        """Leave out all up to the end of this tag.

        `kind` is the code of the note that says so, where it has a text. `of_stack` tells that
        the tag was read when it was opened, and that its end has to be.
        """
        self.tag, self._depth, self._kind, self._last = tag, 1, kind, ""
        self._open = tag if of_stack else ""
        self._text = []

    def begins(self, tag: str, attributes: Mapping[str, str], paragraph: str) -> bool:
        """Begin with a tag that holds remarks or deleted words, or only parts number from text.

        `paragraph` is the tag of the paragraph around it, if it has one.
        """
        style = attributes.get("style") or ""
        if tag in _STRUCK or ("line-through" in style and _STRUCK_BY_STYLE.search(style)):
            self.begin(tag, "revisions")
        elif "mso-" in style and _REMARKS.search(style):
            self.begin(tag, "comments")
        elif _is_mark(tag, attributes) or (tag == "span" and _BEHIND_NUMBER.search(style)):
            self.begin(tag)
        elif tag == "a" and paragraph and _GOOGLE_REMARK.match(attributes.get("href") or ""):
            self.begin(paragraph, "comments", of_stack=True)
        else:
            return False
        return True

    def start(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Hear a tag within; return whether it is not read either."""
        if self.tag in DRAWN and self._last not in _NAMES_IN_DRAWING:
            if tag == _SET_IN_DRAWING:
                self._around.append((self.tag, self._depth))
                self._close()
                return False
            if tag in _NOT_DRAWN:
                self._close()
                return False
        if self._kind == "comments" and _REMARK.search(attributes.get("style") or ""):
            self._keep_text()
        self._last = tag
        self._depth += tag == self.tag
        return True

    def end(self, tag: str) -> bool:
        """Hear the end of a tag within; return whether it is not read either."""
        self._last = ""
        self._depth -= tag == self.tag
        if self._depth > 0:
            return True
        of_stack = self._open == tag
        self._close()
        return not of_stack

    def end_outside(self, tag: str) -> None:
        """Hear the end of a tag that is read: of text in a drawing, which goes on behind it."""
        if tag == _SET_IN_DRAWING and self._around:
            self.tag, self._depth = self._around.pop()
            self._kind = "objects"

    def take(self, text: str) -> None:
        """Hear text within."""
        if self.tag in DRAWN:
            if self._last in ("text", "tspan", "textpath", "mi", "mn", "mo", "mtext"):
                self._kind = "objects"
                self._text.append(text)
        elif self._kind:
            self._text.append(text)
        elif self.tag not in SKIPPED or self.tag in HELD_BACK:
            self.hidden += len(_HAN.findall(text))

    def notes(self) -> list[Note]:
        """Return what was left out and would be missed."""
        return [Note(kind, len(found), found[0]) for kind, found in self._found.items()]

    def _close(self) -> None:
        self._keep_text()
        self.tag, self._depth, self._kind, self._open = "", 0, "", ""

    def _keep_text(self) -> None:
        text = " ".join("".join(self._text).split()).strip(BLANK)
        if text and self._kind:
            self._found.setdefault(self._kind, []).append(text)
        self._text = []


def _is_mark(tag: str, attributes: Mapping[str, str]) -> bool:
    """Say whether a tag is the mark in the text that leads to a remark."""
    return tag == "a" and bool(
        _REMARK_MARK.search(attributes.get("class") or "")
        or _GOOGLE_MARK.match(attributes.get("href") or "")
    )
