"""The body's paragraphs and its outline of two levels."""

import re
from dataclasses import dataclass, field

from articles.extraction.layout.layout import Layout
from articles.extraction.layout.lines import Page
from articles.extraction.offsets import PageOffset, PageStretch
from articles.extraction.places.gazetteer import Gazetteer

from .headings import find_headings, rank_styles, split_inline, tiers
from .paragraphs import merge_lines

_CLOSING = re.compile(
    # 2025年,黑岱沟露天煤矿将冲刺…: a year to come. 目前,某团正对标…: what is under way.
    r"^(?:(?:19|20)\d\d年,?[^,。;:\d]{2,14}将"
    r"|(?:目前|当前|眼下|如今),[^,。;:\d]{2,14}正(?:在|以|朝着?|向着?|对标|对照|围绕|积极|全力|加快|着力)"
    r"|下一步|下步|下一阶段|在?今后|接下来|面向未来|展望未来|未来|新征程上|站在新的?(?:历史)?起点"
    # 某旗将继续…, 全市将以…: who will do what.
    r"|(?:(?:19|20)\d\d年,?)?[^,。;:\d]{2,14}将(?:继续|进一步|持续|以|坚持|始终|牢牢|坚定|按照|紧紧|全面|深入|不断|聚焦|围绕)"
    r"|同志们|谢谢|让我们|以上(?:报告|汇报|发言|意见|是)|踏上新征程|奋进新征程|新时代新征程|下半年|明年|[“”]?十[三四五六七][”“]?五?[”“]?(?:时期|期间)[,，]?[^,。]{0,10}将)"
)

# 翁旗提出,2025年力争…: somebody says what is aimed at.
_TOLD = re.compile(
    r"^[^,。;:\d]{2,30}(?:表示|介绍|提出|要求|坦言|告诉\w{2,4}|说)[,:](?=.{0,40}(?:下一步|今后|未来|接下来|目标|力争|争取|继续|将))"
)
_MARK = re.compile(r"\s*[▎▌▍▋▊█▉▏■◆◇●○◎★☆✦✧❖♦◼▪▶►▷※🔸🔹🔶🔷]+\s*")
_IN_TURN = re.compile(r"首先|其次|再次|最后|第[一二三四五六七八九十][,、]")
# 据统计,假期全县共举办…: what all sections together came to.
_SUMS_UP = re.compile(r"据(?:统计|悉|了解)[,:]")
# What was reached is no outlook, wherever it stands.
_STATES = re.compile(
    r"^(?:截[至止]|目前|至今|迄今|通过|近年来|[一二三四五几]年来|据|累计|同时|此外)"
    r"|荣|获|评为|评上|命名|授予|入选|表彰|称号|跻身|上榜"
)
_OPENING = 90  # characters of a paragraph
_SECTIONS = 3  # as few show the habit of one paragraph a section


@dataclass(slots=True)
class OutlineRow:
    """A row before it becomes a report's `Row`: stretches of the page's text."""

    level: int
    heading: PageStretch | None
    paragraphs: list[PageStretch] = field(default_factory=list)
    number: PageStretch | None = None


@dataclass(slots=True)
class Outline:
    """Lead, rows and closing as stretches of the page's text."""

    lead: list[PageStretch] = field(default_factory=list)
    rows: list[OutlineRow] = field(default_factory=list)
    closing: list[PageStretch] = field(default_factory=list)


def build_outline(page: Page, layout: Layout, gazetteer: Gazetteer) -> Outline:
    """Return the outline of a page's body. Every body character ends up in exactly one place."""
    blocks = merge_lines(page, layout)
    headings = find_headings(blocks, gazetteer)
    levels = rank_styles(headings)
    inline_level = levels.get("shi", 2 if levels else 1)
    outline = Outline()
    target = outline.lead
    number = None
    for block, found, level in zip(blocks, headings, tiers(blocks, headings), strict=True):
        if found and found.style == "number":
            number = (block.start, block.end)
            continue
        if found is None or level is None:
            for start, end, heading_end in split_inline(block, levels):
                if heading_end is not None:
                    row = OutlineRow(inline_level, _trim(page, start, heading_end))
                    row.paragraphs = _text(page, heading_end, end)
                    outline.rows.append(row)
                    target = row.paragraphs
                else:
                    target += _text(page, start, end)
            continue
        begin, number = _behind_mark(page, block.start, found.end, number)
        row = OutlineRow(level, _trim(page, begin, found.end), number=number)
        number = None
        row.paragraphs = _text(page, found.end, block.end)
        outline.rows.append(row)
        target = row.paragraphs
    _without_headings(outline)
    _take_closing(page, outline)
    return outline


def _behind_mark(
    page: Page, start: PageOffset, end: PageOffset, number: PageStretch | None
) -> tuple[PageOffset, PageStretch | None]:
    """Return where the words of a heading start, and the mark in front of them: ▎谁家有事.

    A mark stands for a number; where one stands above, it stays with the words.
    """
    mark = _MARK.match(page.text, start, end)
    if mark is None or number:
        return start, number
    return PageOffset(mark.end()), _trim(page, start, PageOffset(mark.end()))


def _trim(page: Page, start: PageOffset, end: PageOffset) -> PageStretch:
    text = page.text[start:end]
    return (
        PageOffset(start + len(text) - len(text.lstrip())),
        PageOffset(end - (len(text) - len(text.rstrip()))),
    )


def _text(page: Page, start: PageOffset, end: PageOffset) -> list[PageStretch]:
    """Return a stretch without the blanks around it, as one paragraph; none where it is blank."""
    start, end = _trim(page, start, end)
    return [(start, end)] if start < end else []


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
        text = page.folded[start : min(end, start + _OPENING)]
        opens = _CLOSING.match(text) or _TOLD.match(text)
        if opens and len(last.paragraphs) - index <= 3 and (index > 0 or last.heading is None):
            outline.closing = last.paragraphs[index:]
            last.paragraphs = last.paragraphs[:index]
            break
    if not outline.closing and _one_more(page, outline):
        outline.closing = last.paragraphs[-1:]
        last.paragraphs = last.paragraphs[:-1]
    if not last.paragraphs and last.heading is None:
        outline.rows.pop()


def _one_more(page: Page, outline: Outline) -> bool:
    """Say whether every section has one paragraph and the last has two: the second closes all."""
    sizes = [len(row.paragraphs) for row in outline.rows if row.paragraphs]
    heads = [page.folded[slice(*row.heading)] if row.heading else "" for row in outline.rows]
    if not all(heads) or any(map(_IN_TURN.match, heads)):
        return False  # 首先 … 其次 … 最后 are words of the text
    last = outline.rows[-1].paragraphs[-1:]
    text = page.folded[slice(*last[0])] if last else ""
    if not last or (_STATES.search(text) and not _SUMS_UP.match(text)):
        return False
    return len(sizes) >= _SECTIONS and set(sizes[:-1]) == {1} and sizes[-1] == 2
