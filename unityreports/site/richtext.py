"""The small HTML that a report's text is kept in: paragraphs, lists, emphasis, outside links."""

import re
from collections.abc import Collection
from html import escape

import nh3

from unityreports.site import text_blocks
from unityreports.site.characters import printable

# What the desk's rich text field offers; everything else is dropped from imported text.
FEATURES = ["bold", "italic", "ol", "ul", "link"]
_TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a"}

# Most text is nothing but paragraphs, and needs no parser to be read.
_PLAIN_PARAGRAPH = re.compile(r"<p(?: data-block-key=\"\w*\")?>([^<&]*)</p>")
_PLAIN = re.compile(rf"(?:{_PLAIN_PARAGRAPH.pattern})*")


def sanitise(html: str) -> str:
    """Return ``html`` reduced to the tags a report may hold; scripts go with their content."""
    return _clean(html, _TAGS)


def _clean(html: str, tags: set[str]) -> str:
    return nh3.clean(
        printable(html),
        tags=tags,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def tidy(html: str) -> str:
    """Return a text as it is to be kept: sanitised, as the editor writes it, empty without text.

    The editor opens what this returns, and saves it again unchanged. It marks every block with a
    random key, which would make two versions of the same text look different.
    """
    return text_blocks.write(_blocks(html, FEATURES))


def to_editor(html: str, features: Collection[str] = FEATURES) -> str:
    """Return any HTML as the JSON that the desk's editor opens."""
    return text_blocks.to_editor(_blocks(html, features))


def from_editor(posted: str, features: Collection[str] = FEATURES) -> str:
    """Return what the desk's editor posted as HTML; what is not its JSON is taken as plain text.

    A page whose script broke, or a program, may post anything.
    """
    try:
        blocks = text_blocks.from_editor(posted, features)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
        return from_paragraphs(posted)
    # The editor takes more for an address than is kept: what is stored has been through both.
    return text_blocks.write(_blocks(text_blocks.write(blocks), features))


def _blocks(html: str, features: Collection[str]) -> list[text_blocks.Block]:
    tags = _TAGS | text_blocks.BREAKING | text_blocks.CELLS
    return text_blocks.read(_clean(html, tags), features)


def from_paragraphs(text: str) -> str:
    """Return plain text, one paragraph a line, as HTML. Empty lines are dropped."""
    lines = map(text_blocks.settle, printable(text).split("\n"))
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def to_text(html: str) -> str:
    """Return the text of a report's HTML, one line a paragraph or list item.

    The inverse of :func:`from_paragraphs`: characters are neither added nor lost.
    """
    if not html:
        return ""
    if _PLAIN.fullmatch(html):
        return "\n".join(filter(None, _PLAIN_PARAGRAPH.findall(html)))
    text = "\n".join(block.text for block in _blocks(html, FEATURES))
    return "\n".join(line for line in printable(text).split("\n") if line)
