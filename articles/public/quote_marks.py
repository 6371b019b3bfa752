"""Marks in a report's text the phrases that its facts were read from.

Works on the HTML itself, at text positions: a quote may begin inside one inline tag and end in
another, quotes may overlap or be the same, and white space does not matter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import html as lxml_html

from articles.models.anchoring import fold
from unityreports.site.characters import printable

# A quote may reach over the cells of a row, which stand beside each other.
_BLOCKS = {"p", "li", "ul", "ol", "br", "table", "caption", "tr", "figure", "figcaption"}


@dataclass(frozen=True)
class Quote:
    """A phrase to mark: the fragment it is reached by, its kind, and what was read from it."""

    anchor: str
    text: str
    note: str
    kind: str


@dataclass(frozen=True)
class _Span:
    """Where a quote stands: character positions in the text of the HTML."""

    start: int
    end: int
    quote: Quote
    first: bool = True


def text_of(html: str) -> str:
    """Return the folded text of some HTML: what quotes are looked for in."""
    return fold("".join(text for *_, text in _slots(_parse(html))))


def holds(folded: str, quote: str) -> bool:
    """Return whether a text, as :func:`text_of` returns it, holds a quote."""
    return bool(quote.strip()) and fold(quote) in folded


def mark(html: str, quotes: Iterable[Quote]) -> str:
    """Return ``html`` with each quote wrapped in ``<mark id=anchor>`` where it first stands.

    A link to the fact's card follows each mark and tells what was read there; the stylesheet
    shows it when the mark is the target of the address. Quotes that do not stand in the text are
    left out.
    """
    root = _parse(html)
    slots = _slots(root)
    folded, kept = _folded("".join(text for *_, text in slots))
    spans = sorted(
        filter(None, (_find(folded, kept, quote) for quote in quotes)),
        key=lambda span: (span.start, -span.end),
    )
    position = 0
    for node, part, text in slots:
        end = position + len(text)
        here = [
            replace(
                span,
                start=max(span.start, position),
                end=min(span.end, end),
                first=span.first and span.start >= position,
            )
            for span in spans
            if span.start < end and span.end > position
        ]
        if here and node is not None:
            _put(node, part, _nest(text, position, here))
        position = end
    return _inner(root)


def _parse(html: str):
    return lxml_html.fragment_fromstring(html, create_parent="div")


def _inner(root) -> str:
    whole = lxml_html.tostring(root, encoding="unicode")
    return whole[len("<div>") : -len("</div>")]


def _slots(root) -> list[tuple]:
    """Return ``(node, "text" or "tail", text)`` for every text, in order.

    A slot without a node stands for the end of a block, which no quote reaches across.
    """
    slots = []

    def visit(node):
        if node.text and isinstance(node.tag, str):
            slots.append((node, "text", node.text))
        for child in node:
            if child.tag in _BLOCKS:
                slots.append((None, "", "\0"))
            visit(child)
            if child.tag in _BLOCKS:
                slots.append((None, "", "\0"))
            if child.tail:
                slots.append((child, "tail", child.tail))

    visit(root)
    return slots


# Of the few thousand characters that reports are written with.
_fold_one = lru_cache(maxsize=10_000)(fold)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a folded text, and where each of its characters stood before."""
    folded, kept = [], []  # folding may make several characters of one, or none
    for index, character in enumerate(text):
        for part in _fold_one(character):
            folded.append(part)
            kept.append(index)
    return "".join(folded), kept


def _find(folded: str, kept: list[int], quote: Quote) -> _Span | None:
    """Return where a quote stands first, by the folding that anchors facts to their sentence."""
    wanted = fold(quote.text)
    at = folded.find(wanted) if wanted else -1
    if at < 0:
        return None
    return _Span(kept[at], kept[at + len(wanted) - 1] + 1, quote)


def _nest(text: str, offset: int, spans: list[_Span]) -> list:
    """Return a text cut into strings and mark elements, one inside the other where they overlap.

    Where two quotes cross, the later one is continued after the end of the earlier.
    """
    parts, position = [], offset
    while spans:
        outer, *others = spans
        parts.append(text[position - offset : outer.start - offset])
        inside = [
            replace(span, end=min(span.end, outer.end)) for span in others if span.start < outer.end
        ]
        beyond = [
            replace(span, start=outer.end, first=False)
            for span in others
            if span.start < outer.end < span.end
        ]
        element = _element("mark", "", f"evidence evidence-{outer.quote.kind}")
        _put(
            element,
            "text",
            _nest(text[outer.start - offset : outer.end - offset], outer.start, inside),
        )
        parts.append(element)
        if outer.first:
            element.set("id", outer.quote.anchor)
            note = _element("a", outer.quote.note, "evidence-note")
            note.set("href", f"#card-{outer.quote.anchor}")
            parts.append(note)
        spans = sorted(
            beyond + [span for span in others if span.start >= outer.end],
            key=lambda span: (span.start, -span.end),
        )
        position = outer.end
    parts.append(text[position - offset :])
    return parts


def _element(tag: str, text: str, css_class: str):
    element = lxml_html.Element(tag)
    element.text = printable(text)
    element.set("class", css_class)
    return element


def _put(node, part: str, parts: list):
    """Write strings and elements in place of a node's text or of the text after it."""
    setattr(node, part, None)
    parent, index = (node, 0) if part == "text" else (node.getparent(), None)
    if index is None:
        index = parent.index(node) + 1
    before = None if part == "text" else node
    for each in parts:
        if isinstance(each, str):
            if before is None:
                parent.text = (parent.text or "") + each
            else:
                before.tail = (before.tail or "") + each
        else:
            parent.insert(index, each)
            index, before = index + 1, each
