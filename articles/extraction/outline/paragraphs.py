"""The paragraphs of a body, with hard-wrapped lines and broken headings joined."""

import re
from dataclasses import dataclass, field

from articles.extraction.layout.layout import Layout
from articles.extraction.layout.line_kinds import NUMBERED
from articles.extraction.layout.lines import Line, Page
from articles.extraction.offsets import PageOffset, ParagraphOffset

_SENTENCE_END = "。!?;:”…)"
_HALF, _PAIRS = 18, 2  # characters of half a heading; as few pairs show the habit
_PROSE_LINE = 30  # characters; shorter lines may be parts of a heading


@dataclass(slots=True)
class Block:
    """A stretch of body text: `folded` of the page from `start` to `end`."""

    start: PageOffset
    end: PageOffset
    text: str
    heading: int = 0
    bold: bool = False
    boxed: bool = False  # a cell of a table or an item of a list: no heading
    lead: int = 0  # characters in bold that open it
    lines: list[int] = field(default_factory=list)

    def in_page(self, offset: ParagraphOffset) -> PageOffset:
        """Return where in the page an offset of this block's own text is."""
        return PageOffset(self.start + offset)


@dataclass(slots=True)
class Heading:
    """A heading that is a block, or opens one; its style is a habit of numbering or layout."""

    style: str
    end: PageOffset  # where the heading ends and the text begins

    @property
    def told(self) -> str:
        """The habit and the end, by which a rule that changed the heading is known."""
        return f"{self.style} up to {self.end}"


def merge_lines(page: Page, layout: Layout) -> list[Block]:
    """Join the lines of hard-wrapped paragraphs and of headings broken over two lines."""
    lines = page.lines
    wrap = _wrap_width(page, layout)
    halves = _halves(page, layout)
    blocks: list[Block] = []
    for index in layout.body:
        line = lines[index]
        last = blocks[-1] if blocks else None
        if (
            last is not None
            and last.lines[-1] == index - 1
            and lines[index - 1].group == line.group
            and (index in halves or _continues(last, lines[index - 1], line, wrap))
        ):
            last.end = line.end
            last.text = page.folded[last.start : last.end]
            last.lines.append(index)
            continue
        boxed = line.cell or line.item
        blocks.append(
            Block(
                line.start, line.end, line.text, line.heading, line.bold, boxed, line.lead, [index]
            )
        )
    return blocks


def _halves(page: Page, layout: Layout) -> set[int]:
    """Return the second lines of headings broken over two, where a page has two or more such.

    They stand alone as a pair: 鼓楼议事 / 一碗油茶解百家忧.
    """
    groups: dict[int, list[int]] = {}
    for index in layout.body:
        groups.setdefault(page.lines[index].group, []).append(index)
    pairs = [pair for pair in groups.values() if len(pair) == 2 and _is_pair(page, pair)]
    return {lower for _, lower in pairs} if len(pairs) >= _PAIRS else set()


def _is_pair(page: Page, pair: list[int]) -> bool:
    lines = [page.lines[index] for index in pair]
    short = all(4 <= len(line.text) <= _HALF for line in lines)
    plain = all(re.fullmatch(r"[一-鿿“”‘’《》·、A-Za-z]+", line.text) for line in lines)
    return short and plain and pair[1] == pair[0] + 1 and not any(line.cell for line in lines)


def _wrap_width(page: Page, layout: Layout) -> int:
    """Return the width at which the text was hard-wrapped, 0 if it was not."""
    if page.media != "text":
        return 0
    open_lines = [
        len(page.lines[index])
        for index in layout.body
        if page.lines[index].text[-1] not in _SENTENCE_END and len(page.lines[index]) >= 18
    ]
    if len(open_lines) < 3:
        return 0
    widths = sorted(open_lines)
    middle = widths[len(widths) // 2]
    alike = sum(abs(width - middle) <= 4 for width in widths)
    # A wrapped text has no lines beyond its width; headings of one length stand among longer ones.
    beyond = sum(len(page.lines[index]) > middle + 4 for index in layout.body)
    if beyond * 10 > len(layout.body):
        return 0
    return middle if alike * 10 >= len(widths) * 7 else 0


def _continues(block: Block, last: Line, line: Line, wrap: int) -> bool:
    """Say whether a line goes on the paragraph or heading above it."""
    end = last.text[-1]
    if NUMBERED.match(line.text) or line.heading != last.heading:
        return False
    if wrap and len(last) >= wrap - 4:
        return len(last) >= wrap - 4 and not (end in "。!?" and len(last) < wrap - 3)
    if end in ",、" and len(last) >= _PROSE_LINE:
        return True  # no paragraph ends in a comma
    both_short = len(block.text) <= 24 and len(line.text) <= 24 and len(block.lines) == 1
    return both_short and end in ",、" and line.text[-1] not in "。"
