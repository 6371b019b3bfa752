"""The small HTML that a report's text is kept in: paragraphs, lists, emphasis, outside links."""

import re
from html import escape

import nh3
from lxml import html as lxml_html

# What the desk's rich text field offers; everything else is dropped from imported text.
FEATURES = ["bold", "italic", "ol", "ul", "link"]
_TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a"}
_BLOCKS = {"p", "li"}
# Characters that XML, and so lxml and every feed, cannot hold. No reader ever sees them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return ``text`` without the characters that markup cannot hold."""
    return _UNPRINTABLE.sub("", text)


# Most text is nothing but paragraphs, and needs no parser to be read.
_PLAIN_PARAGRAPH = re.compile(r"<p(?: data-block-key=\"\w*\")?>([^<&]*)</p>")
_PLAIN = re.compile(rf"(?:{_PLAIN_PARAGRAPH.pattern})*")


def sanitise(html: str) -> str:
    """Return ``html`` reduced to the tags a report may hold; scripts go with their content."""
    return nh3.clean(
        printable(html),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def tidy(html: str) -> str:
    """Return what the desk's editor posted as it is to be kept: sanitised, empty without text.

    The editor marks every block with a random key, which would make two versions of the same text
    look different.
    """
    html = sanitise(html)
    return html if to_text(html).strip() else ""


def from_paragraphs(text: str) -> str:
    """Return plain text, one paragraph a line, as HTML. Empty lines are dropped."""
    return "".join(
        f"<p>{escape(line, quote=False)}</p>" for line in printable(text).split("\n") if line
    )


def to_text(html: str) -> str:
    """Return the text of a report's HTML, one line a paragraph or list item.

    The inverse of :func:`from_paragraphs`: characters are neither added nor lost.
    """
    if not html:
        return ""
    if _PLAIN.fullmatch(html):
        return "\n".join(filter(None, _PLAIN_PARAGRAPH.findall(html)))
    lines = [""]
    for event, element in _walk(html):
        if event == "text":
            lines[-1] += element
        elif event == "block" and lines[-1]:
            lines.append("")
    return "\n".join(line for line in lines if line)


def _walk(html: str):
    """Yield ``("text", str)`` and ``("block", None)`` in document order."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    stack = [("open", root)]
    while stack:
        event, node = stack.pop()
        if event == "tail":
            if node.tag in _BLOCKS or node.tag == "br":
                yield "block", None
            if node.tail:
                yield "text", node.tail
            continue
        if node.tag in _BLOCKS:
            yield "block", None
        if node.text and isinstance(node.tag, str):
            yield "text", node.text
        for child in reversed(node):
            stack.append(("tail", child))
            stack.append(("open", child))
