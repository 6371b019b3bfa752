"""Rich text as the desk's editor sees it: a row of blocks, written in one form only.

The editor knows paragraphs, headings and list items: lines of text with soft returns between them,
bold, italic and links; and tables and pictures, each a block with a window of its own. Whatever
comes in, HTML or the editor's own JSON (``editor_state``), becomes such blocks, and :func:`write`
is the one place where they become HTML. What it wrote is read again as the same blocks, so that
opening and saving changes nothing.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import chain

from unityreports.site import text_pictures, text_tables
from unityreports.site.text_pictures import Picture
from unityreports.site.text_runs import STYLES, Form, Run, address, settle, settled_line
from unityreports.site.text_tables import MOST_COLUMNS, Cell, Table

PARAGRAPH = "p"
TABLE = "table"
PICTURE = "picture"
LISTS = {"ul", "ol"}
HEADINGS = {"h2", "h3"}  # kept where a field offers them
_SAME_STYLE = {"b": "b", "strong": "b", "i": "i", "em": "i"}
# Tags of pasted pages that stand on lines of their own, which is all that is kept of them.
BREAKING = {"address", "article", "aside", "blockquote", "caption", "center", "dd", "details"}
BREAKING |= {"div", "dl", "dt", "figcaption", "figure", "footer", "form", "header", "hr", "main"}
BREAKING |= {"h1", "h2", "h3", "h4", "h5", "h6", "nav", "pre", "section", "summary", "table", "tr"}
CELLS = {"td", "th"}
DEEPEST = 4  # lists within lists that the editor draws, counted from 0


@dataclass
class Block:
    """A paragraph (``p``), heading (``h2``, ``h3``), item (``ul``, ``ol``), table or picture.

    ``depth`` counts the lists around an item's own. A line is a row of runs, each set in one form.
    """

    kind: str
    depth: int = 0
    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    table: Table | None = None
    picture: Picture | None = None

    @property
    def is_atomic(self) -> bool:
        """Whether the block is one thing to the editor, edited in a window of its own."""
        return bool(self.table or self.picture)

    @property
    def text(self) -> str:
        """The text of the block, with a line break for each soft return and each row.

        Of a picture its caption: what describes it is no word of the report.
        """
        if self.table:
            return self.table.text
        if self.picture:
            return self.picture.caption
        return "\n".join("".join(text for text, _ in line) for line in self.lines)


def paragraph(text: str) -> Block:
    """Return a line of plain text as a paragraph."""
    return Block(PARAGRAPH, lines=[[(text, Form())]])


def settled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks with settled lines; no item is more than one list deeper than the one above."""
    above = -1
    for block in _without_room(chain.from_iterable(map(_with_table_settled, blocks))):
        depth = above = min(block.depth, above + 1, DEEPEST) if block.kind in LISTS else -1
        lines = [settled_line(line) for line in block.lines]
        yield Block(block.kind, max(depth, 0), lines, block.table, block.picture)


def _with_table_settled(block: Block) -> list[Block]:
    """Return a block with its table in order; one that cannot be kept is a paragraph a row."""
    if block.table is None:
        return [block]
    if table := text_tables.settled(block.table):
        return [Block(TABLE, table=table)]
    return [paragraph(line) for line in block.text.split("\n") if line]


def _without_room(blocks: Iterable[Block]) -> list[Block]:
    """Leave out the empty paragraphs beside tables and pictures, to type in."""
    kept: list[Block] = []
    for block in blocks:
        if block.is_atomic:
            while kept and _is_empty(kept[-1]):
                kept.pop()
        elif kept and kept[-1].is_atomic and _is_empty(block):
            continue
        kept.append(block)
    return kept


def _is_empty(block: Block) -> bool:
    return block.kind == PARAGRAPH and not block.text.strip()


# Blocks as HTML --------------------------------------------------------------------------------


def write(blocks: Iterable[Block]) -> str:
    """Return blocks as the HTML that is kept; a text without any letter or picture is empty."""
    blocks = list(settled(blocks))
    if not any(block.picture or block.text.strip() for block in blocks):
        return ""
    pieces: list[str] = []
    lists: list[str] = []  # the open ones; the last item of each is open too
    for block in blocks:
        deep = block.depth + 1 if block.kind in LISTS else 0
        while len(lists) > deep or (len(lists) == deep > 0 and lists[-1] != block.kind):
            pieces.append(f"</li></{lists.pop()}>")
        content = text_tables.write_lines(block.lines)
        if block.table:
            pieces.append(text_tables.write(block.table))
        elif block.picture:
            pieces.append(text_pictures.write(block.picture))
        elif not deep:
            pieces.append(f"<{block.kind}>{content}</{block.kind}>")
        elif len(lists) == deep:
            pieces.append(f"</li><li>{content}")
        else:
            lists.append(block.kind)
            pieces.append(f"<{block.kind}><li>{content}")
    pieces += [f"</li></{kind}>" for kind in reversed(lists)]
    return "".join(pieces)


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
        self.kinds = {PARAGRAPH, *HEADINGS.intersection(features)}
        self.blocks: list[Block] = []
        self.block: Block | None = None  # the one that text goes to
        self.line_ended = False  # within a list item
        self.lists: list[str] = []
        self.items = 0
        self.styles: list[str] = []
        self.links: list[str] = []
        self.takes_tables = TABLE in features
        self.table: Table | None = None
        self.tables = 0  # how many are open, one in the other
        self.in_head = False
        self.takes_pictures = PICTURE in features
        self.captioned: Block | None = None  # the picture whose caption is open
        self.caption: list[list[Run]] = []

    def handle_starttag(self, tag, attrs):
        if tag == "embed":
            self._take_picture(dict(attrs))
        elif self.captioned:
            self._start_in_lines(tag, dict(attrs))
        elif self.table:
            self._start_in_table(tag, dict(attrs))
        elif tag == "figcaption" and self._stands_below_a_picture():
            self.captioned, self.caption = self.blocks[-1], [[]]
            self._collect(self.caption)
        elif tag == TABLE and self.takes_tables and not self.items:
            self.block, self.table, self.tables = None, Table(), 1
        elif tag in LISTS:
            self.block = None
            self.lists.append(tag)
        elif tag == "li":
            self.items += 1
            self.block = self._begin()
        elif tag in self.kinds and not self.items:
            self.block = self._begin(tag)
        elif tag in self.kinds or tag in BREAKING:
            self._end_line()
        else:
            self._start_inline(tag, dict(attrs))

    def _take_picture(self, attributes):
        """Let a picture stand by itself: in a list or a table, before what follows in there."""
        picture = text_pictures.of_attributes(attributes.get("id"), attributes.get("alt"))
        if picture and self.takes_pictures:
            self.blocks.append(Block(PICTURE, picture=picture))
            self.block = self.block if self.items or self.table or self.captioned else None

    def _stands_below_a_picture(self) -> bool:
        """Say whether what follows is the caption of a picture: the first right below it."""
        last = self.blocks[-1].picture if self.blocks and self.block is None else None
        return bool(last and not last.caption)

    def _start_in_table(self, tag, attributes):
        """Follow a table; all that stands in a cell are lines."""
        if tag == TABLE:
            self.tables += 1
        if self.tables == 1 and tag in ("thead", "tr"):
            self.in_head = self.in_head or tag == "thead"
            self.table.rows += [[]] if tag == "tr" else []
        elif self.tables == 1 and tag in CELLS and self.table.rows:
            spans = (_span_of(attributes.get(name)) for name in ("colspan", "rowspan"))
            cell = Cell([[]], self.in_head or tag == "th", *spans)
            self.table.rows[-1].append(cell)
            self._collect(cell.lines)
        elif self.tables == 1 and tag == "caption":
            self._collect(self.table.caption)
        else:
            self._start_in_lines(tag, attributes)

    def _start_in_lines(self, tag, attributes):
        """Follow what holds nothing but lines: a cell, a caption."""
        if tag in self.kinds or tag in BREAKING or tag in LISTS or tag == "li":
            self._end_line()
        else:
            self._start_inline(tag, attributes)

    def _start_inline(self, tag, attributes):
        if tag in CELLS:
            self.handle_data(" ")
        elif tag == "br" and self.block:
            self.block.lines.append([])
            self.line_ended = False
        elif tag in _SAME_STYLE:
            self.styles.append(_SAME_STYLE[tag])
        elif tag == "a":
            self.links.append(address(attributes.get("href")))

    def handle_endtag(self, tag):
        if tag in _SAME_STYLE:
            self.styles.pop()
        elif tag == "a":
            self.links.pop()
        elif self.captioned:
            self._end_in_caption(tag)
        elif self.table:
            self._end_in_table(tag)
        elif tag in LISTS:
            self.lists.pop()
            self.block = None
        elif tag == "li":
            self.items -= 1
            self.block = None
        elif tag in self.kinds or tag in BREAKING:
            self._end_line()

    def _end_in_caption(self, tag):
        if tag != "figcaption":
            self._end_line()
            return
        lines = ("".join(text for text, _ in line) for line in self.caption)
        picture = replace(self.captioned.picture, caption=settle(" ".join(lines)))
        self.captioned.picture, self.captioned, self.block = picture, None, None

    def _end_in_table(self, tag):
        if tag == TABLE:
            self.tables -= 1
        if not self.tables:
            self.blocks.append(Block(TABLE, table=self.table))
            self.block = self.table = None
        elif tag in CELLS or (tag == "caption" and self.tables == 1):
            self.block = self.block if self.tables > 1 else None
        elif tag == "thead":
            self.in_head = False
        else:
            self._end_line()

    def _collect(self, lines: list[list[Run]]):
        """Let what follows go to the lines of a cell or a caption."""
        self.block = Block(PARAGRAPH, lines=lines)
        self.line_ended = False

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
        """Let what follows begin a paragraph, or a line within an item or a cell."""
        if self.items or self.table or self.captioned:
            self.line_ended = True
        else:
            self.block = None


def _span_of(value: str | None) -> int:
    """Return how many columns or rows an attribute says that a cell spans."""
    return min(int(value), MOST_COLUMNS) if value and value.isdecimal() and len(value) < 9 else 1
