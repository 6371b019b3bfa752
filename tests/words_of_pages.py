"""What a page says to people: its texts, and the attributes that are read or shown."""

import json
import re
from html.parser import HTMLParser

SAID = {"aria-label", "title", "placeholder", "alt", "aria-description", "aria-valuetext", "label"}
SAID_BY_SCRIPTS = re.compile(r"data-.*(?:label|text|message|title|content|helptext|placeholder)")
SILENT = {"script", "style"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
VOID |= {"track", "wbr"}


class Words(HTMLParser):
    """Collects what is said in a page."""

    def __init__(self):
        super().__init__()
        self.said: list[str] = []
        self.open: list[str] = []
        self.props = False

    def handle_starttag(self, tag, attributes):
        """Take the attributes that are read out or shown."""
        given = dict(attributes)
        for name, value in attributes:
            if value and (name in SAID or SAID_BY_SCRIPTS.fullmatch(name)):
                self.said.append(value)
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.said.append(given.get("value") or "")
        self.props = given.get("id") == "wagtail-sidebar-props"
        # A number that a script fills in before it is shown.
        counter = "data-side-panel-toggle-counter" in given
        if tag not in VOID:
            self.open.append("script" if counter else tag)

    def handle_endtag(self, tag):
        """Close elements."""
        if self.open and self.open[-1] == "script":
            self.open.pop()
        elif tag in self.open:
            while self.open.pop() != tag:
                pass
        self.props = False

    def handle_data(self, data):
        """Take the texts; of scripts, the labels that the side bar is drawn from."""
        if self.props:
            self.said += _labels(json.loads(data))
        elif not SILENT & set(self.open):
            self.said.append(data)


def _labels(packed):
    if isinstance(packed, dict):
        for key, value in packed.items():
            if key == "label" and isinstance(value, str):
                yield value
            else:
                yield from _labels(value)
    elif isinstance(packed, list):
        for value in packed:
            yield from _labels(value)


def said(page: str) -> list[str]:
    """Return every text that a page says, templates of rows to come included."""
    words = Words()
    words.feed(page)
    return [" ".join(text.split()) for text in words.said if text.strip()]


def one_line(response) -> str:
    """Return a page as written, with one blank wherever its template broke a line."""
    return " ".join(response.content.decode().split())
