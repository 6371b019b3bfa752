"""Rich text as the desk's editor sees it: a row of blocks, written in one form only.

The editor knows paragraphs, headings and list items: lines of text with soft returns between them,
bold, italic and links. Whatever comes in, HTML or the editor's own JSON, becomes such blocks, and
:func:`write` is the one place where they become HTML. What it wrote is read again as the same
blocks, here and by Wagtail's own converter, so that opening and saving changes nothing.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import groupby, pairwise
from typing import NamedTuple

from wagtail.whitelist import check_url

from unityreports.site.characters import printable

PARAGRAPH = "p"
# Tag → what the editor's JSON calls it. Headings are kept where a field offers them.
LISTS = {"ul": "unordered-list-item", "ol": "ordered-list-item"}
HEADINGS = {"h2": "header-two", "h3": "header-three"}
STYLES = {"b": "BOLD", "i": "ITALIC"}
_SAME_STYLE = {"b": "b", "strong": "b", "i": "i", "em": "i"}
# Tags of pasted pages that stand on lines of their own, which is all that is kept of them.
BREAKING = {"address", "article", "aside", "blockquote", "caption", "center", "dd", "details"}
BREAKING |= {"div", "dl", "dt", "figcaption", "figure", "footer", "form", "header", "hr", "main"}
BREAKING |= {"h1", "h2", "h3", "h4", "h5", "h6", "nav", "pre", "section", "summary", "table", "tr"}
CELLS = {"td", "th"}
DEEPEST = 4  # lists within lists that the editor draws, counted from 0
_REL = "noopener noreferrer nofollow"
_SPACES = re.compile(r"[ \t\n\f\r]+")


class Form(NamedTuple):
    """How a stretch of text is set: where it leads to, and the tags of its styles in order."""

    href: str = ""
    styles: str = ""

    def with_(self, other: "Form") -> "Form":
        """Return this form with what another adds."""
        styles = "".join(each for each in STYLES if each in self.styles + other.styles)
        return Form(self.href or other.href, styles)


Run = tuple[str, Form]


@dataclass
class Block:
    """A paragraph (``p``), a heading (``h2``, ``h3``) or an item of a list (``ul``, ``ol``).

    ``depth`` counts the lists around an item's own. A line is a row of runs, each set in one form.
    """

    kind: str
    depth: int = 0
    lines: list[list[Run]] = field(default_factory=lambda: [[]])

    @property
    def text(self) -> str:
        """The text of the block, with a line break for each soft return."""
        return "\n".join("".join(text for text, _ in line) for line in self.lines)


def settle(text: str) -> str:
    """Return a line of text with the spaces that HTML keeps: none at its ends, no two in a row."""
    return _SPACES.sub(" ", text).strip()


def _settled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks with settled lines; no item is more than one list deeper than the one above."""
    above = -1
    for block in blocks:
        depth = above = min(block.depth, above + 1, DEEPEST) if block.kind in LISTS else -1
        yield Block(block.kind, max(depth, 0), [_settled_line(line) for line in block.lines])


def _settled_line(line: list[Run]) -> list[Run]:
    """Return a line with single spaces between its words and none at its ends."""
    runs: list[Run] = []
    space = False
    for text, form in line:
        for number, word in enumerate(_SPACES.split(printable(text))):
            space = space or number > 0
            word = word if runs else word.lstrip()
            if not word:
                continue
            if space and runs:
                _append(runs, " ", _form_of_space(runs[-1], word, form))
            _append(runs, word, form)
            space = False
    while runs:
        text, form = runs.pop()
        if text := text.rstrip():
            runs.append((text, form))
            break
    return runs


def _append(runs: list[Run], text: str, form: Form):
    if runs and runs[-1][1] == form:
        runs[-1] = (runs[-1][0] + text, form)
    else:
        runs.append((text, form))


def _form_of_space(before: Run, word: str, form: Form) -> Form:
    """Return how the space between a run and a word is set: in nothing that only one of them is.

    Wagtail's converter loses a space of another kind that stands before the end of a run with this
    one, or after it at the beginning of a run: beside those it goes with the word.
    """
    text, form_before = before
    if form == form_before or text[-1].isspace() or word[0].isspace():
        return form
    return Form(form.href if form.href == form_before.href else "")


# Blocks as HTML --------------------------------------------------------------------------------


def write(blocks: Iterable[Block]) -> str:
    """Return blocks as the HTML that is kept; a text without any letter is empty."""
    blocks = list(_settled(blocks))
    if not any(block.text.strip() for block in blocks):
        return ""
    pieces: list[str] = []
    lists: list[str] = []  # the open ones; the last item of each is open too
    for block in blocks:
        deep = block.depth + 1 if block.kind in LISTS else 0
        while len(lists) > deep or (len(lists) == deep > 0 and lists[-1] != block.kind):
            pieces.append(f"</li></{lists.pop()}>")
        content = "<br/>".join(map(_line, block.lines))
        if not deep:
            pieces.append(f"<{block.kind}>{content}</{block.kind}>")
        elif len(lists) == deep:
            pieces.append(f"</li><li>{content}")
        else:
            lists.append(block.kind)
            pieces.append(f"<{block.kind}><li>{content}")
    pieces += [f"</li></{kind}>" for kind in reversed(lists)]
    return "".join(pieces)


def _line(line: list[Run]) -> str:
    pieces = []
    for href, runs in groupby(line, key=lambda run: run[1].href):
        inner = "".join(_styled(escape(text, quote=False), form.styles) for text, form in runs)
        pieces.append(f'<a href="{escape(href)}" rel="{_REL}">{inner}</a>' if href else inner)
    return "".join(pieces)


def _styled(text: str, styles: str) -> str:
    for style in reversed(styles):
        text = f"<{style}>{text}</{style}>"
    return text


# HTML as blocks --------------------------------------------------------------------------------


def read(html: str, features: Collection[str]) -> list[Block]:
    """Return the blocks of sanitised HTML: well-formed, its tags those of a text or to break at."""
    reader = _Reader(features)
    reader.feed(html)
    reader.close()
    return reader.blocks


class _Reader(HTMLParser):
    """Follows the tags of a text. What stands outside of any paragraph becomes one."""

    def __init__(self, features: Collection[str]):
        super().__init__(convert_charrefs=True)
        self.kinds = {PARAGRAPH, *HEADINGS.keys() & set(features)}
        self.blocks: list[Block] = []
        self.block: Block | None = None  # the one that text goes to
        self.line_ended = False  # within a list item
        self.lists: list[str] = []
        self.items = 0
        self.styles: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in LISTS:
            self.block = None
            self.lists.append(tag)
        elif tag == "li":
            self.items += 1
            self.block = self._begin()
        elif tag in self.kinds and not self.items:
            self.block = self._begin(tag)
        elif tag in self.kinds or tag in BREAKING:
            self._end_line()
        elif tag in CELLS:
            self.handle_data(" ")
        elif tag == "br" and self.block:
            self.block.lines.append([])
            self.line_ended = False
        elif tag in _SAME_STYLE:
            self.styles.append(_SAME_STYLE[tag])
        elif tag == "a":
            self.links.append(address(dict(attrs).get("href")))

    def handle_endtag(self, tag):
        if tag in LISTS:
            self.lists.pop()
            self.block = None
        elif tag == "li":
            self.items -= 1
            self.block = None
        elif tag in self.kinds or tag in BREAKING:
            self._end_line()
        elif tag in _SAME_STYLE:
            self.styles.pop()
        elif tag == "a":
            self.links.pop()

    def handle_data(self, data):
        if self.block is None:
            if not data.strip():
                return
            self.block = self._begin()
        elif self.line_ended and data.strip() and self.block.lines[-1]:
            self.block.lines.append([])
        self.line_ended = self.line_ended and not data.strip()
        styles = "".join(style for style in STYLES if style in self.styles)
        self.block.lines[-1].append((data, Form(self.links[-1] if self.links else "", styles)))

    def _begin(self, kind: str = PARAGRAPH) -> Block:
        """Begin a block: an item of the innermost list where an item is open."""
        self.line_ended = False
        if self.items and self.lists:
            self.blocks.append(Block(self.lists[-1], len(self.lists) - 1))
        else:
            self.blocks.append(Block(kind))
        return self.blocks[-1]

    def _end_line(self):
        """Let what follows begin a paragraph, or a line within an item: it has no paragraphs."""
        if self.items:
            self.line_ended = True
        else:
            self.block = None


def address(href) -> str:
    """Return where a link leads to, or nothing for what the editor does not take for an address."""
    return (isinstance(href, str) and check_url(href.strip())) or ""


# Blocks as the editor's JSON -------------------------------------------------------------------


def to_editor(blocks: Iterable[Block]) -> str:
    """Return blocks as the JSON that the editor opens (Draft.js calls it raw content state).

    Its script fails without any block: an empty text is an empty paragraph.
    """
    names = {PARAGRAPH: "unstyled"} | LISTS | HEADINGS
    entities: list[dict] = []
    rows = []
    for number, block in enumerate(_settled(list(blocks) or [Block(PARAGRAPH)])):
        styles, links = [], []
        at = 0
        for line in block.lines:
            for href, runs in groupby(line, key=lambda run: run[1].href):
                start = at
                for text, form in runs:
                    length = len(text)
                    styles += [
                        {"offset": at, "length": length, "style": STYLES[style]}
                        for style in form.styles
                    ]
                    at += length
                if href:
                    links.append({"offset": start, "length": at - start, "key": len(entities)})
                    entities.append(_link(href))
            at += 1
        rows.append(
            {
                "key": f"{number:05}",
                "type": names[block.kind],
                "depth": block.depth,
                "text": block.text,
                "inlineStyleRanges": styles,
                "entityRanges": links,
            }
        )
    return json.dumps({"blocks": rows, "entityMap": dict(enumerate(entities))})


def _link(href: str) -> dict:
    return {"type": "LINK", "mutability": "MUTABLE", "data": {"url": href}}


def from_editor(posted: str, features: Collection[str]) -> list[Block]:
    """Return the blocks of the editor's JSON. What the field does not offer is plain text.

    Raises ``ValueError``, ``TypeError``, ``LookupError``, ``AttributeError``, ``ArithmeticError``
    or ``RecursionError`` for what no editor posts.
    """
    kinds = {name: tag for tag, name in LISTS.items()}
    kinds |= {name: tag for tag, name in HEADINGS.items() if tag in features}
    state = json.loads(posted)
    if state is None:  # an empty field
        return []
    blocks = []
    entities = state.get("entityMap") or {}
    for row in state["blocks"]:
        if row["type"] == "atomic" and not row["text"].strip():
            continue
        block = Block(kinds.get(row["type"], PARAGRAPH), int(row.get("depth") or 0))
        block.lines = _lines_of(row, entities)
        blocks.append(block)
    return blocks


def _lines_of(row: dict, entities: dict) -> list[list[Run]]:
    """Return the text of one of the editor's blocks cut where its form changes."""
    text = row["text"]
    spans = []  # start, end, form: of one style or one link each
    for each in row.get("inlineStyleRanges") or ():
        tags = [tag for tag, name in STYLES.items() if name == each["style"]]
        spans += [(*_span(text, each), Form(styles=tag)) for tag in tags]
    for each in row.get("entityRanges") or ():
        entity = entities[str(each["key"])]
        if entity["type"] == "LINK":
            spans.append((*_span(text, each), Form(address(entity["data"].get("url")))))
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    forms = [Form()] * len(edges)
    for start, end, form in spans:
        for at in range(bisect_left(edges, start), bisect_left(edges, end)):
            forms[at] = forms[at].with_(form)
    lines: list[list[Run]] = [[]]
    for (start, end), form in zip(pairwise(edges), forms, strict=False):
        first, *others = text[start:end].split("\n")
        lines[-1].append((first, form))
        lines += [[(other, form)] for other in others]
    return lines


def _span(text: str, span: dict) -> tuple[int, int]:
    """Return where a stretch of a text begins and ends; the editor counts characters as Python."""
    start, end = span["offset"], span["offset"] + span["length"]
    return min(max(start, 0), len(text)), min(max(end, 0), len(text))
