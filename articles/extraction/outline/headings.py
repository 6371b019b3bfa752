"""Which paragraphs of a body are headings, or open with one, and how the styles rank.

Headings come in styles (一、 / (一) / 1. / 一是 / a short line of its own / a lead sentence run
into the paragraph). Which styles a page uses, and in which order they first appear, says which is
the section and which the sub-measure; deeper styles stay text.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from articles.extraction.layout.furniture import is_caption
from articles.extraction.offsets import PageOffset, ParagraphOffset, paragraph_span
from articles.extraction.places.gazetteer import Gazetteer
from unityreports.site.scripts import MONGOLIAN, script_of, spread

from .emphasis import drop_plain_lines, find_bold_leads
from .leads import COLON_LEAD, FIRST_SENTENCE, find_leads
from .lists import NUMBERS, drop_lists
from .paragraphs import Block, Heading

_BARE = re.compile(
    r"^(?:0?\d{1,2}|[一二三四五六七八九十]{1,2}|PART\s*\.?\s*\d{1,2}|Part\s*\.?\s*\d{1,2})[.、]?$"
)
_UNNUMBERED = {"line", "run", "h1", "h2", "h3", "h4", "h5", "h6"}
_HTML_HEADING = re.compile(r"h[1-6]$")
_INLINE_SHI = re.compile(r"(?:(?<=[。:;!?])|^)\s*([一二三四五六七八九十])是")
_ORDER = "一二三四五六七八九十"
_SECTIONS = {"part", "cn"}
_SPOKEN = "spoken"  # the habit of ordinals that are no headings
_QUESTION = re.compile(r"(?:问|记者)\s*:.{2,50}[?]$")
_QUESTIONS = 3
_ADDRESSEE = re.compile(r"(?:委|委员会|政府|党组|办公室|[局厅部办])[:]$")
_SALUTATION = re.compile(r"^(?:尊敬的|各位|同志们|女士们|亲爱的).{0,20}[:!]?$")
_NOT_HEADING = re.compile(
    r"^(?:—|-{2}|摘自|选自|来源|附件|附|注|备注|说明|图|表|\(|\[|单位|作者|记者(?!手记|感言)|联系人"
    r"|(?:问|答|主持人|嘉宾|网友@?\S{0,10}|小编回复)\s*:|@"
    r"|[一-鿿]{0,6}(?:类别|类型|编号|性质|日期|时间|地点|单位|对象|方式|电话|级别)\s*:"
    r"|[▲△▼※✅✔☑👉📌📣🎯🙋➡▶])|(?:摄|供图)$"
    r"|\.(?:jpe?g|png|docx?|pdf)$"
)


def find_headings(
    blocks: list[Block], gazetteer: Gazetteer, decided: dict[int, str] | None = None
) -> list[Heading | None]:
    """Return the heading that each paragraph is or opens with, None for plain text.

    `decided` takes up which rule found or dropped the heading of a paragraph, by its number.
    """
    found: list[Heading | None] = [None] * len(blocks)
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        found[index] = _numbered(block) or _line(block, following, index, gazetteer)
    told = [heading.told if heading else "" for heading in found]
    for rule, apply in _RULES:
        apply(blocks, found, gazetteer)
        for index, heading in enumerate(found):
            now = heading.told if heading else ""
            if decided is not None and now != told[index]:
                decided[index] = rule
            told[index] = now
    return found


def _join_numbers(blocks: list[Block], found: list[Heading | None]) -> None:
    """01 on a line of its own is the number of the heading below it."""
    for heading, below in pairwise(found):
        if heading and heading.style == "bare" and below and below.style in _UNNUMBERED:
            heading.style = "number"


def _drop_what_numbers_enclose(blocks: list[Block], found: list[Heading | None]) -> None:
    """A line between two numbered headings is the text of the first: 活动主题 / 石榴花开."""
    numbers = {style for style, _ in NUMBERS}
    for above, index in zip(found, range(1, len(found) - 1), strict=False):
        heading, below = found[index], found[index + 1]
        plain = heading is not None and heading.style == "line"
        if plain and above and below and {above.style, below.style} <= numbers:
            found[index] = None


def _drop_the_only_line(blocks: list[Block], found: list[Heading | None]) -> None:
    """One short line of a page without headings is an address, an office or a caption.

    Unless it has the two halves of a heading: 党建引领 筑牢根基.
    """
    only = [(index, heading) for index, heading in enumerate(found) if heading]
    if len(only) == 1 and only[0][1].style == "line":
        block = blocks[only[0][0]]
        if not block.bold and not re.search(r"\S[\s,]\S", block.text):
            found[only[0][0]] = None


def _drop_ordinals(blocks: list[Block], found: list[Heading | None]) -> None:
    """第一, … 第二, … under the sections of a speech are its words: 第一,教育要润物无声.

    They keep their tier, so that nothing below them takes it.
    """
    spoken = any(_SALUTATION.match(block.text) for block in blocks)
    if spoken and any(heading and heading.style in _SECTIONS for heading in found):
        for heading in found:
            if heading is not None and heading.style == "first":
                heading.style = _SPOKEN


def _find_questions(blocks: list[Block], found: list[Heading | None]) -> None:
    """The questions head the answers, on a page that has three or more and no other headings."""
    if any(heading and heading.style not in ("line", "listed") for heading in found):
        return
    asked = [index for index, block in enumerate(blocks) if _QUESTION.match(block.text)]
    lines = [index for index, heading in enumerate(found) if heading]
    if len(asked) >= _QUESTIONS > len(lines):
        for index in asked:
            found[index] = Heading("line", blocks[index].end)


def _numbered(block: Block) -> Heading | None:
    """Return the heading of a block that opens with a number of any habit."""
    text = block.text
    for style, pattern in NUMBERS:
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
            return Heading(style, block.end)
        if (
            style == "shi"
            and len(_INLINE_SHI.findall(text)) > 1
            and len(split_inline(block, {})) == 1
        ):
            return None  # 一是…。二是…。: a list of sentences, no headings
        sentence = FIRST_SENTENCE.match(rest)
        if sentence and len(sentence.group()) <= 36:
            return Heading(style, _behind(block, match, sentence))
        colon = COLON_LEAD.match(rest)
        if colon:
            return Heading(style, _behind(block, match, colon))
        gap = re.match(r"[^\s。,;]{4,20}\s+(?:[^\s。,;]{4,20}\s+)?(?=\S{10})", rest)
        if gap:
            return Heading(style, _behind(block, match, gap))
        if style in ("shi", "first", "pcn", "num", "cn"):
            clause = re.match(r"[^,。;:]{4,24}[,;]", rest)
            if clause and style in ("shi", "first"):
                return Heading(style, _behind(block, match, clause))
        return None
    return None


def _behind(block: Block, number: re.Match[str], words: re.Match[str]) -> PageOffset:
    """Return where a heading ends whose words were sought behind its number."""
    return block.in_page(ParagraphOffset(number.end() + words.end()))


def _line(
    block: Block, following: Block | None, index: int, gazetteer: Gazetteer
) -> Heading | None:
    """Return the heading that a short line of its own is."""
    text = block.text
    flat = " ".join(text.split())
    if _BARE.match(flat) and following is not None:
        return Heading("bare", block.end)
    stands_out = bool(block.heading) or block.bold
    limit = (44 if stands_out else 36) * spread(flat)
    if not 4 <= len(flat) <= limit or following is None:
        return None
    if _SALUTATION.match(flat) or _NOT_HEADING.search(flat) or is_caption(flat):
        return None
    if flat[-1] in "。;,、…" and not (flat[-1] == "。" and stands_out):
        return None
    if flat.endswith("..") or any(mark in flat[:-1] for mark in "。;"):
        return None
    if flat[-1] in "!?" and not stands_out:
        return None
    if flat[-1] == ":" and not stands_out:
        return None  # a salutation, or the words that open a list
    if flat[-1] == ":" and (len(flat) > 14 or index == 0 or _ADDRESSEE.search(flat)):
        return None
    if len(re.findall("[一-鿿]", flat)) < 3 and not (stands_out and script_of(flat) == MONGOLIAN):
        return None
    if _is_place_list(flat, gazetteer):
        return None
    if flat.count("“") != flat.count("”") and not stands_out:
        return None
    if block.heading:
        return Heading(f"h{block.heading}", block.end)
    return Heading("line", block.end)


def _is_place_list(flat: str, gazetteer: Gazetteer) -> bool:
    """Say whether a line only lists places."""
    parts = [part for part in re.split(r"[、,\s]+", flat) if part]
    return bool(parts) and all(gazetteer.codes(part) for part in parts)


def _alone(
    rule: Callable[[list[Block], list[Heading | None]], None],
) -> Callable[[list[Block], list[Heading | None], Gazetteer], None]:
    """Return a rule that asks for no places, as those are called that do."""
    return lambda blocks, found, _: rule(blocks, found)


# What finds and drops headings, in this order, behind numbers and lines of their own.
_RULES = [
    ("a list, no headings", _alone(drop_lists)),
    ("plain, where headings are in bold", _alone(drop_plain_lines)),
    ("an ordinal of a speech", _alone(_drop_ordinals)),
    ("text between numbers", _alone(_drop_what_numbers_enclose)),
    ("a question", _alone(_find_questions)),
    ("words in bold that open paragraphs", _alone(find_bold_leads)),
    ("a lead of several paragraphs", find_leads),
    ("the only line of its kind", _alone(_drop_the_only_line)),
    ("a number above its heading", _alone(_join_numbers)),
]


def rank_styles(found: list[Heading | None]) -> dict[str, int]:
    """Return the level of each style in use: the first tier is 1, the second 2."""
    rank = {style: index for index, (style, _) in enumerate(NUMBERS)}
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
    for style in ("colon", "bold"):
        if style in tiers and tiers[0] == style and len(tiers) > 1:
            tiers.remove(style)
            tiers.append(style)
    return {style: index + 1 for index, style in enumerate(tiers[:2])}


def level_in_section(
    heading: Heading, levels: dict[str, int], sub: str | None, whole: bool
) -> int | None:
    """Return the level of a heading, None for one of a third tier, which is text.

    `sub` is the habit of the sub-measures of its section so far, None where there is none: a
    section has its own second tier (二、 / 1. / 2. beside 三、 / (一) / (二)), but
    no sentences of a list (一是工作力量薄弱。) that are the `whole` of their paragraphs.
    """
    level = levels.get(heading.style) if heading.style != _SPOKEN else None
    listed = whole and heading.style in ("shi", "first")
    deeper = len(levels) > 1 and heading.style in dict(NUMBERS) and not listed
    return 2 if level is None and deeper and sub in (None, heading.style) else level


def tiers(blocks: list[Block], found: list[Heading | None]) -> list[int | None]:
    """Return the level of the heading of each paragraph, None where it has none or stays text."""
    levels = rank_styles(found)
    result: list[int | None] = []
    sub = None
    for block, heading in zip(blocks, found, strict=True):
        level = None
        if heading is not None and heading.style != "number":
            level = level_in_section(heading, levels, sub, heading.end == block.end)
            if heading.style == "shi" and len(split_inline(block, levels)) > 1:
                level = None  # 一是 … 二是 … in one paragraph: one row each
        if heading is not None and level is not None:
            sub = heading.style if level == 2 else None
        result.append(level)
    return result


class Piece(NamedTuple):
    """A stretch of a paragraph, and where the heading ends that it opens with, if any."""

    start: PageOffset
    end: PageOffset
    heading_end: PageOffset | None = None


def split_inline(block: Block, levels: dict[str, int]) -> list[Piece]:
    """Cut a paragraph at 一是 … 二是 … when each opens with a short lead sentence.

    A list inside one sentence stays whole, and so does one on a page that already has its two
    tiers.
    """
    whole = [Piece(block.start, block.end)]
    if block.boxed or (len(levels) > 1 and "shi" not in levels):
        return whole
    marks = list(_INLINE_SHI.finditer(block.text))
    if len(marks) < 2 or [mark.group(1) for mark in marks] != list(_ORDER[: len(marks)]):
        return whole
    pieces = []
    starts = [block.in_page(paragraph_span(mark, 1)[0]) for mark in marks]
    if starts[0] > block.start:
        pieces.append(Piece(block.start, starts[0]))
    last = block.in_page(ParagraphOffset(len(block.text)))
    for start, end in pairwise([*starts, last]):
        sentence = FIRST_SENTENCE.match(block.text, start - block.start, end - block.start)
        if not sentence or len(sentence.group()) > 32:
            return whole
        heading_end = block.in_page(paragraph_span(sentence)[1])
        if end - heading_end < 8:
            return whole
        pieces.append(Piece(start, end, heading_end))
    return pieces
