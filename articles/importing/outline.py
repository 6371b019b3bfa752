"""The body's paragraphs and its outline of two levels.

Headings come in styles (一、 / (一) / 1. / 一是 / a short line of its own / a lead sentence run
into the paragraph). Which styles a page uses, and in which order they first appear, says which is
the section and which the sub-measure; deeper styles stay text.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from .furniture import is_caption
from .gazetteer import Gazetteer
from .layout import Layout
from .marks import NUMBERED
from .page import Page

_SENTENCE_END = "。!?;:”…)"
_CLOSING = re.compile(
    r"^(?:下一步|下步|下一阶段|在?今后|接下来|面向未来|展望未来|未来|新征程上|站在新的?(?:历史)?起点"
    # 某旗将继续…, 全市将以…: who will do what.
    r"|(?:(?:19|20)\d\d年,?)?[^,。;:\d]{2,14}将(?:继续|进一步|持续|以|坚持|始终|牢牢|坚定|按照|紧紧|全面|深入|不断|聚焦|围绕)"
    r"|踏上新征程|奋进新征程|新时代新征程|下半年|明年|[“”]?十[三四五六七][”“]?五?[”“]?(?:时期|期间)[,，]?[^,。]{0,10}将)"
)
_NUMBERS = [
    ("part", re.compile(r"^第[一二三四五六七八九十]{1,3}(?:部分|章|篇|节)[\s、:,.]*")),
    ("cn", re.compile(r"^[一二三四五六七八九十]{1,3}\s*[、.,]\s*(?=\S)")),
    ("pcn", re.compile(r"^\(\s*[一二三四五六七八九十]{1,3}\s*\)\s*[、.,]?\s*")),
    ("num", re.compile(r"^\d{1,2}\s*(?:[、.](?!\d)|\)|\.\s)\s*")),
    ("pnum", re.compile(r"^\(\s*\d{1,2}\s*\)\s*[、.,]?\s*")),
    ("circled", re.compile(r"^[①-⑳❶-❿]\s*")),
    ("shi", re.compile(r"^(?:[一二三四五六七八九十]是|其[一二三四五六七八九]\s*[,、:是])\s*")),
    ("first", re.compile(r"^(?:第[一二三四五六七八九十]|首先|其次|再次|最后)[,、:]\s*")),
]
_BARE = re.compile(
    r"^(?:0?\d{1,2}|[一二三四五六七八九十]{1,2}|PART\s*\.?\s*\d{1,2}|Part\s*\.?\s*\d{1,2})[.、]?$"
)
_LIST_STYLES = {"num", "pnum", "circled"}
_UNNUMBERED = {"line", "run", "h1", "h2", "h3", "h4", "h5", "h6"}
_HTML_HEADING = re.compile(r"h[1-6]$")
_INLINE_SHI = re.compile(r"(?:(?<=[。:;!?])|^)\s*([一二三四五六七八九十])是")
_ORDER = "一二三四五六七八九十"
_FIRST_SENTENCE = re.compile(r"[^。!?]{2,60}?[。!?](?=\S|\s+\S)")
_COLON_LEAD = re.compile(r"^[“]?[一-鿿A-Za-z“”、·\s—-]{2,20}[:](?=\s*\S)")
_NOT_LEAD = re.compile(
    r"^(?:近年来|今年|去年|前年|目前|同时|此外|另外|据悉|据了解|如今|其中|截至|截止|日前|近日"
    r"|为此|因此|多年来|长期以来|当前|每年|这|那|他|她|我们"
    r"|大家|首先|其次"
    r"|活动(?:中|现场|期间|当天)|会议|会上|会前|会后|随后|接着|现场|当天|当日|比如|例如|如,"
    r"|一直以来|历史上|\d|[一二]零|“(?![^“”]{2,10}”[一-鿿]{2,10}$)|《|\(|\[|下一步"
    r"|今后|截至|不仅|而且|但|虽然|由于|通过|在.{0,12}[,,]|对(?!口|外)|全[旗市县区盟省州]"
    r"|[该我本][旗市县区盟省州镇乡村]|走进|来到|说|老人"
    r"|是的|你|您|谢)"
)
_SPEECH = re.compile(
    r"说|表示|指出|认为|介绍|强调|告诉|据|记者|笔者|举行|召开|开幕|介绍说|先后|来自"
)
_ADDRESSEE = re.compile(r"(?:委|委员会|政府|党组|办公室|[局厅部办])[:]$")
_OPENS_NAMES = re.compile(r"(?:名单|名录|名单如下|名单公布如下)[:(]?[^。]{0,12}$")
_NAME_LINE = re.compile(r"[^,。;!?:]{1,30}$")
_SALUTATION = re.compile(r"^(?:尊敬的|各位|同志们|女士们|亲爱的).{0,20}[:!]?$")
_NOT_HEADING = re.compile(
    r"^(?:—|-{2}|摘自|选自|来源|附件|附|注|备注|说明|图|表|\(|\[|单位|作者|记者|联系人"
    r"|[▲△▼※])|(?:摄|供图)$"
    r"|\.(?:jpe?g|png|docx?|pdf)$"
)


@dataclass(slots=True)
class Block:
    """A stretch of body text: `folded` of the page from `start` to `end`."""

    start: int
    end: int
    text: str
    heading: int = 0
    bold: bool = False
    cell: bool = False
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class OutlineRow:
    """A row before it becomes a report's `Row`: stretches of the page's text."""

    level: int
    heading: tuple[int, int] | None
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    number: tuple[int, int] | None = None


@dataclass(slots=True)
class Outline:
    """Lead, rows and closing as stretches of the page's text."""

    lead: list[tuple[int, int]] = field(default_factory=list)
    rows: list[OutlineRow] = field(default_factory=list)
    closing: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Heading:
    style: str
    end: int  # offset where the heading ends and the text begins


def build_outline(page: Page, layout: Layout, gazetteer: Gazetteer) -> Outline:
    """Return the outline of a page's body. Every body character ends up in exactly one place."""
    blocks = _merge(page, layout)
    headings = _headings(blocks, gazetteer)
    levels = _levels(headings)
    inline_level = levels.get("shi", 2 if levels else 1)
    outline = Outline()
    target = outline.lead
    number = None
    for block, found in zip(blocks, headings, strict=True):
        if found and found.style == "number":
            number = (block.start, block.end)
            continue
        level = levels.get(found.style) if found else None
        if found and found.style == "shi" and len(_split_inline(block, levels)) > 1:
            level = None  # 一是 … 二是 … in one paragraph: one row each
        if level is None:
            for start, end, heading_end in _split_inline(block, levels):
                if heading_end:
                    row = OutlineRow(inline_level, _trim(page, start, heading_end))
                    _add_text(row.paragraphs, page, heading_end, end)
                    outline.rows.append(row)
                    target = row.paragraphs
                else:
                    _add_text(target, page, start, end)
            continue
        row = OutlineRow(level, _trim(page, block.start, found.end), number=number)
        number = None
        _add_text(row.paragraphs, page, found.end, block.end)
        outline.rows.append(row)
        target = row.paragraphs
    _without_headings(outline)
    _take_closing(page, outline)
    return outline


# Paragraphs ------------------------------------------------------------------------------------
def _merge(page: Page, layout: Layout) -> list[Block]:
    """Join the lines of hard-wrapped paragraphs and of headings broken over two lines."""
    lines = page.lines
    wrap = _wrap_width(page, layout)
    blocks: list[Block] = []
    for index in layout.body:
        line = lines[index]
        last = blocks[-1] if blocks else None
        adjacent = (
            last is not None
            and last.lines[-1] == index - 1
            and lines[index - 1].group == line.group
        )
        if adjacent and _continues(last, lines[index - 1], line, wrap):
            last.end = line.end
            last.text = page.folded[last.start : last.end]
            last.lines.append(index)
            continue
        blocks.append(
            Block(line.start, line.end, line.text, line.heading, line.bold, line.cell, [index])
        )
    return blocks


_PROSE_LINE = 30  # characters; shorter lines may be parts of a heading


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


def _continues(block: Block, last, line, wrap: int) -> bool:
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


# Headings --------------------------------------------------------------------------------------
def _headings(blocks: list[Block], gazetteer: Gazetteer) -> list[_Heading | None]:
    found: list[_Heading | None] = [None] * len(blocks)
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        found[index] = _numbered(block) or _line(block, following, index, blocks, gazetteer)
    _drop_lists(blocks, found)
    _run_in(blocks, found, gazetteer)
    for index, heading in enumerate(found[:-1]):
        following = found[index + 1]
        if heading and heading.style == "bare" and following and following.style in _UNNUMBERED:
            heading.style = "number"
    return found


def _numbered(block: Block) -> _Heading | None:
    """Return the heading of a block that opens with a number of any habit."""
    text = block.text
    for style, pattern in _NUMBERS:
        match = pattern.match(text)
        if not match:
            continue
        rest = text[match.end() :]
        if not rest:
            return None
        if len(rest) <= 40 and not any(mark in rest[:-1] for mark in "。;!?"):
            if (
                rest[-1] == "。"
                and style in ("shi", "first", "num", "pnum", "circled")
                and len(rest) > 30
            ):
                return None
            return _Heading(style, block.end)
        if (
            style == "shi"
            and len(_INLINE_SHI.findall(text)) > 1
            and len(_split_inline(block, {})) == 1
        ):
            return None  # 一是…。二是…。: a list of sentences, no headings
        sentence = _FIRST_SENTENCE.match(rest)
        if sentence and len(sentence.group()) <= 36:
            return _Heading(style, block.start + match.end() + sentence.end())
        colon = _COLON_LEAD.match(rest)
        if colon:
            return _Heading(style, block.start + match.end() + colon.end())
        gap = re.match(r"[^\s。,;]{4,20}\s+(?:[^\s。,;]{4,20}\s+)?(?=\S{10})", rest)
        if gap:
            return _Heading(style, block.start + match.end() + gap.end())
        if style in ("shi", "first", "pcn", "num", "cn"):
            clause = re.match(r"[^,。;:]{4,24}[,;]", rest)
            if clause and style in ("shi", "first"):
                return _Heading(style, block.start + match.end() + clause.end())
        return None
    return None


def _line(block: Block, following, index: int, blocks: list[Block], gazetteer) -> _Heading | None:
    """Return the heading that a short line of its own is."""
    text = block.text
    flat = " ".join(text.split())
    if _BARE.match(flat) and following is not None:
        return _Heading("bare", block.end)
    limit = 44 if block.heading or block.bold else 36
    if not 4 <= len(flat) <= limit or following is None:
        return None
    if _SALUTATION.match(flat) or _NOT_HEADING.search(flat) or is_caption(flat):
        return None
    if flat[-1] in "。;,、…" and not (flat[-1] == "。" and (block.heading or block.bold)):
        return None
    if flat.endswith("..") or any(mark in flat[:-1] for mark in "。;"):
        return None
    if flat[-1] in "!?" and not (block.heading or block.bold):
        return None
    if flat[-1] == ":" and (len(flat) > 14 or index == 0 or _ADDRESSEE.search(flat)):
        return None  # a salutation, or the words that open a list
    if len(re.findall("[一-鿿]", flat)) < 3:
        return None
    if _is_place_list(flat, gazetteer):
        return None
    if flat.count("“") != flat.count("”") and not (block.heading or block.bold):
        return None
    if block.heading:
        return _Heading(f"h{block.heading}", block.end)
    return _Heading("line", block.end)


def _is_place_list(flat: str, gazetteer: Gazetteer) -> bool:
    """Say whether a line only lists places."""
    parts = [part for part in re.split(r"[、,\s]+", flat) if part]
    return bool(parts) and all(gazetteer.codes(part) for part in parts)


def _drop_lists(blocks: list[Block], found: list[_Heading | None]) -> None:
    """Three or more short lines in a row are a list (names, verses), not headings."""
    for index, block in enumerate(blocks):
        if block.cell:
            found[index] = None
    _drop_names(blocks, found)
    _drop_sentences(blocks, found)
    run: list[int] = []
    for index in range(len(blocks) + 1):
        heading = found[index] if index < len(blocks) else None
        if heading is not None and heading.style == "line" and not blocks[index].bold:
            run.append(index)
            continue
        if len(run) >= 3 or (len(run) == 2 and len(blocks) > 4 and _verse(blocks, run)):
            for item in run:
                found[item] = None
        run = []


def _drop_names(blocks: list[Block], found: list[_Heading | None]) -> None:
    """Names that follow a line ending in 名单 are no headings, and that line only opens them."""
    for index, block in enumerate(blocks):
        if not _OPENS_NAMES.search(block.text):
            continue
        last = index
        while last + 1 < len(blocks) and _NAME_LINE.match(blocks[last + 1].text):
            last += 1
        if last - index >= 2:
            for item in range(index, last + 1):
                if found[item] is not None and found[item].style == "line":
                    found[item] = None


def _drop_sentences(blocks: list[Block], found: list[_Heading | None]) -> None:
    """Numbered sentences that stand one below the other are a list, no headings without text."""
    for (upper, above), (lower, below) in pairwise(zip(blocks, found, strict=True)):
        heading = above or below
        if heading is None or heading.style not in _LIST_STYLES:
            continue
        if _sentence(upper, heading.style) and _sentence(lower, heading.style):
            for block, item in ((upper, above), (lower, below)):
                if item is not None and item.end == block.end:
                    item.style = "listed"
    for index, heading in enumerate(found):
        if heading is not None and heading.style == "listed":
            found[index] = None


def _sentence(block: Block, style: str) -> bool:
    """Say whether a block is one numbered sentence of this habit and nothing else."""
    return block.text.endswith("。") and bool(dict(_NUMBERS)[style].match(block.text))


def _verse(blocks: list[Block], run: list[int]) -> bool:
    return all(blocks[index].text.endswith(("!", "?", ",")) for index in run)


def _run_in(blocks: list[Block], found: list[_Heading | None], gazetteer: Gazetteer) -> None:
    """Find lead sentences and lead words in front of paragraphs.

    One alone may be any short sentence, so a page must show the habit at least twice; on a page
    without any other headings, in at least half of its paragraphs.
    """
    candidates: dict[str, list[int]] = {"run": [], "colon": []}
    ends: dict[int, int] = {}
    plain = 0
    for index, block in enumerate(blocks):
        if found[index] is not None:
            continue
        plain += 1
        if (end := _lead_sentence(block.text, gazetteer)) is not None:
            candidates["run"].append(index)
            ends[index] = block.start + end
        elif (end := _lead_word(block.text)) is not None:
            candidates["colon"].append(index)
            ends[index] = block.start + end
    sectioned = any(found)
    for style, indices in candidates.items():
        enough = len(indices) >= 2 if sectioned else len(indices) >= max(3, (plain - 2) * 0.6)
        if enough and (style == "run" or len(indices) >= 2):
            if not sectioned and _stands_out(blocks, indices, ends):
                indices = indices[1:]  # a scene that opens the story, not a measure
            for index in indices:
                found[index] = _Heading(style, ends[index])


def _stands_out(blocks: list[Block], indices: list[int], ends: dict[int, int]) -> bool:
    """Say whether the body's first paragraph opens with a much longer sentence than the rest."""
    lengths = [ends[index] - blocks[index].start for index in indices]
    return indices[0] == 0 and len(lengths) > 2 and lengths[0] > 1.5 * max(lengths[1:])


def _lead_sentence(text: str, gazetteer: Gazetteer) -> int | None:
    """Return where the lead sentence of a paragraph ends, or None if it has none."""
    match = _FIRST_SENTENCE.match(text)
    if not match or not 4 <= len(match.group()) - 1 <= 26 or match.group()[-1] == "?":
        return None
    sentence = match.group()[:-1]
    rest = text[match.end() :]
    if len(rest) < max(20, len(sentence)) or _NOT_LEAD.match(sentence) or _SPEECH.search(sentence):
        return None
    if re.search(r"\d|[了着过]$|[了着过][^,]{0,3}$", sentence) or sentence.count(",") > 2:
        return None
    if sentence.count("“") != sentence.count("”"):
        return None
    opening = gazetteer.find(sentence, 0, min(len(sentence), 12))
    if opening and opening[0].start == 0:
        return None
    return match.end()


def _lead_word(text: str) -> int | None:
    match = _COLON_LEAD.match(text)
    if not match or len(text) - match.end() < 20 or _SPEECH.search(match.group()):
        return None
    return match.end()


def _levels(found: list[_Heading | None]) -> dict[str, int]:
    """Return the level of each style in use: the first tier is 1, the second 2."""
    rank = {style: index for index, (style, _) in enumerate(_NUMBERS)}
    order: list[str] = []
    for heading in found:
        if heading is not None and heading.style not in (*order, "number"):
            order.append(heading.style)
    # A number's habit has its fixed place; the rest stand in order of appearance.
    tiers: list[str] = []
    for style in order:
        position = len(tiers)
        for index, other in enumerate(tiers):
            if style in rank and other in rank and rank[style] < rank[other]:
                position = index
                break
            if _HTML_HEADING.match(style) and _HTML_HEADING.match(other) and style < other:
                position = index
                break
        tiers.insert(position, style)
    if "run" in tiers and tiers[0] == "run" and len(tiers) > 1:
        tiers.remove("run")
        tiers.append("run")
    if "colon" in tiers and tiers[0] == "colon" and len(tiers) > 1:
        tiers.remove("colon")
        tiers.append("colon")
    return {style: index + 1 for index, style in enumerate(tiers[:2])}


def _split_inline(block: Block, levels: dict[str, int]) -> list[tuple[int, int, int]]:
    """Cut a paragraph at 一是 … 二是 … when each opens with a short lead sentence.

    Returns (start, end, heading end or 0). A list inside one sentence stays whole, and so does
    one on a page that already has its two tiers.
    """
    whole = [(block.start, block.end, 0)]
    if len(levels) > 1 and "shi" not in levels:
        return whole
    marks = list(_INLINE_SHI.finditer(block.text))
    if len(marks) < 2 or [mark.group(1) for mark in marks] != list(_ORDER[: len(marks)]):
        return whole
    pieces = []
    if marks[0].start(1) > 0:
        pieces.append((block.start, block.start + marks[0].start(1), 0))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        begin = mark.start(1)
        end = following.start(1) if following else len(block.text)
        sentence = _FIRST_SENTENCE.match(block.text, begin, end)
        if not sentence or len(sentence.group()) > 32 or end - sentence.end() < 8:
            return whole
        pieces.append((block.start + begin, block.start + end, block.start + sentence.end()))
    return pieces


# Putting it together ---------------------------------------------------------------------------
def _trim(page: Page, start: int, end: int) -> tuple[int, int]:
    text = page.text[start:end]
    return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))


def _add_text(paragraphs: list, page: Page, start: int, end: int) -> None:
    start, end = _trim(page, start, end)
    if start < end:
        paragraphs.append((start, end))


def _without_headings(outline: Outline) -> None:
    """A body without headings: its first paragraph leads, the rest is one row without heading."""
    if not outline.rows and len(outline.lead) > 1:
        outline.rows.append(OutlineRow(1, None, outline.lead[1:]))
        outline.lead = outline.lead[:1]


def _take_closing(page: Page, outline: Outline) -> None:
    """Take the last paragraphs from the one that looks ahead (下一步…) as the closing."""
    if not outline.rows:
        return
    last = outline.rows[-1]
    for index, (start, end) in enumerate(last.paragraphs):
        opens = _CLOSING.match(page.folded[start : min(end, start + 40)])
        if opens and len(last.paragraphs) - index <= 3 and (index > 0 or last.heading is None):
            outline.closing = last.paragraphs[index:]
            last.paragraphs = last.paragraphs[:index]
            break
    if not last.paragraphs and last.heading is None:
        outline.rows.pop()
