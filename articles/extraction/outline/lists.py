"""Lists that look like headings: names, verses, numbered sentences."""

import re
from itertools import pairwise

from .paragraphs import Block, Heading

# Habits of numbering; the first that fits decides, and ranks above those after it.
NUMBERS = [
    ("part", re.compile(r"^第[一二三四五六七八九十]{1,3}(?:部分|章|篇|节)[\s、:,.]*")),
    ("cn", re.compile(r"^[一二三四五六七八九十]{1,3}\s*[、.,]\s*(?=\S)")),
    ("pcn", re.compile(r"^\(\s*[一二三四五六七八九十]{1,3}\s*\)\s*[、.,]?\s*")),
    ("num", re.compile(r"^\d{1,2}\s*(?:[、.](?!\d)|\)|\.\s)\s*")),
    ("pnum", re.compile(r"^\(\s*\d{1,2}\s*\)\s*[、.,]?\s*")),
    ("circled", re.compile(r"^[①-⑳❶-❿]\s*")),
    ("shi", re.compile(r"^(?:[一二三四五六七八九十]是|其[一二三四五六七八九]\s*[,、:是])\s*")),
    ("first", re.compile(r"^(?:第[一二三四五六七八九十]|首先|其次|再次|最后)[,、:]\s*")),
]
_LIST_STYLES = {"num", "pnum", "circled"}
_NUMBERED = {"cn", "pcn", *_LIST_STYLES}
_OPENS_NAMES = re.compile(r"(?:名单|名录|名单如下|名单公布如下)[:(]?[^。]{0,12}$")
_NAME_LINE = re.compile(r"[^,。;!?:]{1,30}$")


def drop_lists(blocks: list[Block], found: list[Heading | None]) -> None:
    """Three or more short lines in a row are a list (names, verses), not headings."""
    for index, block in enumerate(blocks):
        if block.boxed:
            found[index] = None
    _drop_names(blocks, found)
    _drop_sentences(blocks, found)
    _drop_items(blocks, found)
    run: list[int] = []
    for index in range(len(blocks) + 1):
        heading = found[index] if index < len(blocks) else None
        if heading is not None and heading.style == "line" and not blocks[index].bold:
            run.append(index)
            continue
        # The last line of a page heads nothing, but goes on a list.
        ends = index == len(blocks) - 1 and bool(_NAME_LINE.match(blocks[index].text))
        if len(run) + ends >= 3 or (len(run) == 2 and len(blocks) > 4 and _verse(blocks, run)):
            for item in run:
                found[item] = None
        run = []


def _drop_names(blocks: list[Block], found: list[Heading | None]) -> None:
    """Names that follow a line ending in 名单 are no headings, and that line only opens them."""
    for index, block in enumerate(blocks):
        if not _OPENS_NAMES.search(block.text):
            continue
        last = index
        while last + 1 < len(blocks) and _NAME_LINE.match(blocks[last + 1].text):
            last += 1
        if last - index >= 2:
            for item in range(index, last + 1):
                heading = found[item]
                if heading is not None and heading.style == "line":
                    found[item] = None


def _drop_sentences(blocks: list[Block], found: list[Heading | None]) -> None:
    """Numbered sentences that stand one below the other are a list, no headings without text."""
    listed: set[int] = set()
    for at, (above, below) in enumerate(pairwise(found)):
        heading = above or below
        if heading is None or heading.style not in _NUMBERED:
            continue
        pair = (at, at + 1)
        if all(_sentence(blocks[index], heading.style) for index in pair):
            listed.update(pair)
    for index in listed:
        heading = found[index]
        if heading is not None and heading.end == blocks[index].end:
            found[index] = None


def _drop_items(blocks: list[Block], found: list[Heading | None]) -> None:
    """Numbered lines with nothing between them (1.某村, 2.某镇) are items of a list."""
    items = set()
    for (at, above), (_, below) in pairwise(enumerate(found)):
        last = at + 2 == len(found) and below is None
        if above is None or above.style not in _LIST_STYLES or above.end != blocks[at].end:
            continue
        goes_on = dict(NUMBERS)[above.style].match(blocks[at + 1].text)
        whole = last or (below is not None and below.end == blocks[at + 1].end)
        if goes_on and whole:
            items |= {at, at + 1}
    for index in items:
        found[index] = None


def _sentence(block: Block, style: str) -> bool:
    """Say whether a block is one numbered sentence of this habit and nothing else."""
    text = block.text
    return text.endswith("。") and "。" not in text[:-1] and bool(dict(NUMBERS)[style].match(text))


def _verse(blocks: list[Block], run: list[int]) -> bool:
    return all(blocks[index].text.endswith(("!", "?", ",")) for index in run)
