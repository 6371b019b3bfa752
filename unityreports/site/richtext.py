"""The small HTML that a report's text is kept in: paragraphs, lists, tables, pictures, links."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

import nh3

from unityreports.site import (
    editor_state,
    reworded_tables,
    text_blocks,
    text_pictures,
    text_tables,
)
from unityreports.site.characters import printable
from unityreports.site.text_pictures import Picture
from unityreports.site.text_runs import Form, Run, settle

# What the desk's rich text field offers; everything else is dropped from imported text.
WITHOUT_PICTURES = ["bold", "italic", "ol", "ul", "link", "table"]
FEATURES = [*WITHOUT_PICTURES, "picture"]
_TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a"}
_TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
_SPANS = {"colspan", "rowspan"}
_FIGURE = {"figure", "embed", "figcaption"}

# Most text is nothing but paragraphs, and needs no parser to be read.
_PLAIN_PARAGRAPH = re.compile(r"<p(?: data-block-key=\"\w*\")?>([^<&]*)</p>")
_PLAIN = re.compile(rf"(?:{_PLAIN_PARAGRAPH.pattern})*")


def sanitise(html: str) -> str:
    """Return ``html`` reduced to the tags a report may hold; scripts go with their content."""
    return _clean(html, _TAGS | _TABLE | _FIGURE)


def _clean(html: str, tags: set[str]) -> str:
    return nh3.clean(
        printable(html),
        tags=tags,
        attributes={
            "a": {"href"},
            "td": _SPANS,
            "th": _SPANS | {"scope"},
            "embed": {"embedtype", "id", "alt"},
        },
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def tidy(html: str, features: Collection[str] = FEATURES) -> str:
    """Return a text as it is to be kept: sanitised, as the editor writes it, empty without content.

    The editor opens what this returns, and saves it again unchanged. It marks every block with a
    random key, which would make two versions of the same text look different.
    """
    return text_blocks.write(_blocks(html, features))


def pictures(html: str) -> list[Picture]:
    """Return the pictures of a text, in order."""
    if "<embed" not in html:
        return []
    return [block.picture for block in _blocks(html, FEATURES) if block.picture]


def to_editor(
    html: str, features: Collection[str] = FEATURES, sources: Mapping[int, str] | None = None
) -> str:
    """Return any HTML as the JSON that the desk's editor opens.

    ``sources`` has the address of a small form of each picture, by its number.
    """
    return editor_state.to_editor(_blocks(html, features), sources or {})


def from_editor(posted: str, features: Collection[str] = FEATURES) -> str:
    """Return what the desk's editor posted as HTML; what is not its JSON is taken as plain text.

    A page whose script broke, or a program, may post anything.
    """
    try:
        blocks = editor_state.from_editor(posted, features, lambda html: _blocks(html, features))
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
        return from_paragraphs(posted)
    # The editor takes more for an address than is kept: what is stored has been through both.
    return text_blocks.write(_blocks(text_blocks.write(blocks), features))


def _blocks(html: str, features: Collection[str]) -> list[text_blocks.Block]:
    tags = _TAGS | text_blocks.BREAKING | text_blocks.CELLS | {"thead", "embed"}
    return text_blocks.read(_clean(html, tags), features)


def from_paragraphs(text: str, known: str = "") -> str:
    """Return plain text, one paragraph a line, as HTML. Empty lines are dropped.

    Lines below each other with as many tabs as each other are a table, as a spreadsheet copies it.
    A table of ``known``, which is HTML, comes back whole where all its lines stand in the text, or
    with its other words where some do and the cells are its own; a picture of it where its line
    (:func:`to_lines`) does.
    """
    blocks: list[text_blocks.Block] = []
    kept = _blocks(known, FEATURES)
    tables = [block.table for block in kept if block.table]
    numbers = {block.picture.number for block in kept if block.picture}
    lines = [line for line in printable(text).split("\n") if settle(line)]
    while lines:
        table, count = _table_of(lines, tables)
        if table:
            blocks.append(text_blocks.Block(text_blocks.TABLE, table=table))
        else:
            blocks.append(_line(lines[0], numbers))
        lines = lines[count or 1 :]
    return text_blocks.write(blocks)


def _table_of(
    lines: list[str], known: list[text_tables.Table]
) -> tuple[text_tables.Table | None, int]:
    """Return the table that lines open with, and how many of them are of it."""
    for each in known:
        if _opens_with(lines, each.text):
            return each, each.text.count("\n") + 1
    for each in known:
        if found := reworded_tables.reworded(each, lines):
            return found
    count = text_tables.rows_of_text(lines)
    rows = [line.strip().split("\t") for line in lines[:count]]
    return (text_tables.of_rows(rows) if count else None), count


def _line(line: str, pictures: Collection[int]) -> text_blocks.Block:
    """Return a line of plain text as a paragraph, or as the picture that it stands for."""
    picture = text_pictures.of_line(line, pictures) if pictures else None
    if picture:
        return text_blocks.Block(text_blocks.PICTURE, picture=picture)
    return text_blocks.paragraph(line)


def table(rows: Iterable[Iterable[tuple[str, bool, int, int]]], caption: str = "") -> str:
    """Return a table as HTML: of each cell its text, whether it is a heading, and what it spans."""
    made = text_tables.Table(_lines(caption))
    for row in rows:
        made.rows.append([text_tables.Cell(_lines(text), *more) for text, *more in row])
    text_tables.give_headings(made)
    return text_blocks.write([text_blocks.Block(text_blocks.TABLE, table=made)])


def _lines(text: str) -> list[list[Run]]:
    return [[(line, Form())] for line in text.split("\n")]


def _opens_with(lines: list[str], text: str) -> bool:
    """Say whether lines begin with those of another text, however it sets its spaces."""
    wanted = ["".join(line.split()) for line in text.split("\n")]
    return wanted == ["".join(line.split()) for line in lines[: len(wanted)]]


def to_lines(html: str) -> str:
    """Return a text for those who type it: as :func:`to_text`, with a line for each picture."""
    return to_text(html, text_pictures.as_line)


def to_text(html: str, worded: Callable[[Picture], str] | None = None) -> str:
    """Return the text of a report's HTML, one line a paragraph, list item or row of a table.

    Tabs part the cells of a row; a picture has the line of its caption, or the one that ``worded``
    makes of it. The inverse of :func:`from_paragraphs` but for pictures: characters are neither
    added nor lost.
    """
    if not html:
        return ""
    if _PLAIN.fullmatch(html):
        return "\n".join(filter(None, _PLAIN_PARAGRAPH.findall(html)))
    blocks = _blocks(html, FEATURES)
    text = "\n".join(
        worded(block.picture) if worded and block.picture else block.text for block in blocks
    )
    return "\n".join(line for line in printable(text).split("\n") if line)
