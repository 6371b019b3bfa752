"""Lists of markup: their numbers are read, and what stands in an item is no heading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from articles.extraction.layout.lines import Line

from .word_numbers import written

LISTS = frozenset(["ul", "ol", "dl"])
ITEMS = frozenset(["li", "dt", "dd"])
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "none": "",
    "disc": "",
    "circle": "",
    "square": "",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z -]+)")
_NUMBER = re.compile(r"-?\d{1,8}")
# A heading with the number of a section, its text in paragraphs of their own.
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、[^。]{2,40}$")
_OWN_NUMBER = re.compile(
    r"[(（]?(?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3})[)）.．、]|[①-⑳❶-❿]|第[一二三四五六七八九十]+"
)


@dataclass(slots=True)
class _List:
    form: str = ""  # of its numbers, "" without any
    number: int = 1
    step: int = 1
    items: int = 0
    lines: list[Line] = field(default_factory=list)


class Lists:
    """Follows the lists of a page while its lines are gathered."""

    def __init__(self, lengths: list[int]):
        self.open: list[_List] = []
        self.labels: list[str] = []  # numbers whose text has not come yet
        self.lengths = iter(lengths)  # how many items each ordered list has, where it counts down

    def start_list(self, tag: str, attributes: Mapping[str, str], plain: bool) -> None:
        """Open a list; `plain` for one whose numbers no reader of the page sees as such."""
        opened = _List()
        length = next(self.lengths, 0) if tag == "ol" else 0
        if tag == "ol" and not plain:
            opened.form = _form(attributes)
            if "reversed" in attributes:
                opened.step, opened.number = -1, length
            if _NUMBER.fullmatch(start := attributes.get("start") or ""):
                opened.number = int(start)
        self.open.append(opened)

    def start_item(self, attributes: Mapping[str, str]) -> None:
        """Open an item and count it."""
        if not self.open:
            return
        inside = self.open[-1]
        inside.items += 1
        if _NUMBER.fullmatch(value := attributes.get("value") or ""):
            inside.number = int(value)
        if inside.form:
            point = "、" if inside.form == "chineseCounting" else ". "
            self.labels.append(written(inside.number, inside.form) + point)
        inside.number += inside.step

    def label(self, text: str) -> str:
        """Return the number that stands in front of the first text of an item."""
        label, self.labels = "".join(self.labels), []
        return "" if _OWN_NUMBER.match(text) else label

    def take(self, line: Line) -> None:
        """Take a line that was just added."""
        if self.open:
            self.open[-1].lines.append(line)

    def end_item(self) -> None:
        """Close an item; the number of an empty one is not kept."""
        self.labels = []

    def end_list(self) -> None:
        """Close a list and mark its lines, unless they are a page: one item, or its sections."""
        if not self.open:
            return
        closed = self.open.pop()
        paragraphs = sum("。" in line.text for line in closed.lines)
        sections = sum(bool(_SECTION.match(line.text)) for line in closed.lines)
        if paragraphs < 2 or (closed.items > 1 and sections < 2):
            for line in closed.lines:
                line.item = not line.heading


def _form(attributes: Mapping[str, str]) -> str:
    style = _STYLE.search((attributes.get("style") or "").lower())
    for word in style[1].split() if style else ():
        if word in _STYLES:
            return _STYLES[word]
    return _TYPES.get(attributes.get("type") or "", "decimal")


class _Lengths:
    """A parser's target that counts the items of ordered lists, in the order they open."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.open: list[int | None] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Count an item."""
        if tag in LISTS:
            self.open.append(len(self.lengths) if tag == "ol" else None)
            if tag == "ol":
                self.lengths.append(0)
        elif tag == "li" and self.open and self.open[-1] is not None:
            self.lengths[self.open[-1]] += 1

    def end(self, tag: str) -> None:
        """Close a list."""
        if tag in LISTS and self.open:
            self.open.pop()

    def close(self) -> None:
        """Leave the counts as they are."""


def parser_for(target: object) -> etree.HTMLParser:
    """Return a parser that tells a target what it meets, all of it as `str`.

    lxml's stubs want targets that take `bytes` as well, which it hands to none.
    """
    told = cast("etree.ParserTarget", target)
    return etree.HTMLParser(target=told, huge_tree=True, no_network=True)


def lengths_of_lists(text: str) -> list[int]:
    """Return how many items each ordered list has, where one of them counts down; else nothing."""
    if "reversed" not in text:
        return []
    counter = _Lengths()
    parser = parser_for(counter)
    parser.feed(text)
    parser.close()
    return counter.lengths
