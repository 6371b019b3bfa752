"""What a line looks like as a title, and whether lines under one another are one."""

import re

from articles.extraction.layout.header_lines.header import looks_like_outlet
from articles.extraction.layout.line_kinds import NUMBERED

from .title_lines import (
    MASTHEAD,
    PAPER_KIND,
    PAPER_KIND_ALONE,
    SUBTITLE,
    TITLE_LABEL,
    TitleLines,
)

_EDITION = re.compile(
    r"第?\s*(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,3})\s*版\s*[::]?|版面(?:导航|目录|概览)"
    r"|(?:本版|其他|今日)(?:新闻|标题|导读|导航)"
)
_COLUMN = re.compile(
    r"(?:动态|要闻|新闻|专栏|专题|工作|公告|活动|通知|公示|简报|聚焦|观察|风采|之窗|园地|信息|政策|经验|交流|创建|团结|进步|在线|访谈|人物|之声|头条|快讯|综合|民族|特刊|报告|亮点)$"
)
_FIRM = re.compile(r"^[一-鿿()]{2,}(?:公司|集团|学校|小学|中学|大学|学院|幼儿园|医院|合作社)$")
_THEME = re.compile(r"民族|团结|各族|石榴|同心|共同体|守望相助|铸牢|中华|一家亲|家园|创建")
_YEAR = re.compile(r"(?:19|20)\d\d年度?$")
_STOPS = ("。", ":", ",", ";", "、")
_SIZE = range(8, 51)
_SHORTEST = 5
_LONGEST_COLUMN = 7
_FIRST_HEADING = range(4, 31)  # characters of short lines


class Seams(TitleLines):
    """The lines of a page as parts of titles."""

    def looks(self, text: str) -> list[str]:
        """Return what a text looks like, for and against."""
        plain = TITLE_LABEL.sub("", text)
        told = {
            "size": len(plain) in _SIZE,
            "place_first": self.opens_with_place(plain),
            "theme": bool(_THEME.search(plain)),
            "paper": bool(PAPER_KIND.match(plain)),
            "labelled": plain != text,
            "outlet": looks_like_outlet(plain) and not MASTHEAD.search(plain),
            "firm": bool(_FIRM.match(plain)),
            "numbered": bool(NUMBERED.match(plain)),
            "stops": plain.endswith(_STOPS),
            "edition": bool(_EDITION.search(plain)),
        }
        return [name for name, is_so in told.items() if is_so]

    def form(self, run: list[int], text: str) -> list[str]:
        """Return what a run of lines looks like together."""
        told = self.looks(text)
        spaced = any(map(self.spaced, run))
        if len(text) < _SHORTEST and not spaced:
            told.append("short")
        if len(text) < _LONGEST_COLUMN and not spaced and _COLUMN.search(text):
            told.append("column")
        if any(self.lines[index].bold for index in run):
            told.append("bold")
        if sum(self.lines[index].links for index in run) * 2 > len(text):
            told.append("links")
        if self._may_be_section(run, text):
            told.append("first_heading")
        return told

    def alone(self, index: int) -> list[str]:
        """Return what tells against any title that a line is part of."""
        told = {
            "masthead": self.is_masthead(index),
            "below_title": self.is_below(index),
        }
        return [name for name, is_so in told.items() if is_so]

    def _may_be_section(self, run: list[int], text: str) -> bool:
        """Say whether a short line alone below a header may open the first section."""
        index = run[0]
        if len(run) > 1 or len(text) > 14 or self.lines[index].heading:
            return False
        beside = index - 1 in self.metas and not self.marks.free(index + 1)
        rest = self.lines[index + 2 :]
        return beside and any(len(line.text) in _FIRST_HEADING for line in rest)

    # Two lines --------------------------------------------------------------------------------
    def seams(self, run: list[int]) -> list[str]:
        """Return what each line of a run and the next are to each other."""
        told = [self._seam(upper, run[at:]) for at, upper in enumerate(run[:-1], start=1)]
        if "broken" in told and self._stacked(run):
            told.append("stacked")
        return told

    def _seam(self, index: int, below: list[int]) -> str:
        """Return what a line is to those of a run below it."""
        upper, lower = self.lines[index], self.lines[below[0]]
        if self.is_issuer(index, *below) or self.opens_with_colon(index):
            return "issuer"
        if self._opens(index, below[0]) or self._ends(below[0]):
            return "opening"
        if self.is_kicker(index, below[0]):
            return "kicker"
        if upper.group == lower.group and upper.heading == lower.heading > 0:
            return "one_heading"
        return "parted" if self._parted(index, below[0]) else "broken"

    def _parted(self, index: int, below: int) -> bool:
        upper, lower = self.lines[index], self.lines[below]
        texts = self.texts[index], self.texts[below]
        fragment = 5 if not _COLUMN.search(texts[0]) else _LONGEST_COLUMN
        return (
            upper.group != lower.group
            or upper.heading != lower.heading
            or upper.links * 2 > len(upper)
            or texts[0].endswith(("。", ":", "!", "?"))
            or (len(texts[0]) < fragment and not self.spaced(index))
            or len(texts[1]) < 4
            or any(map(looks_like_outlet, texts))
            or self.is_masthead(index)
            or bool(_EDITION.search(texts[0]))
            or bool(NUMBERED.match(texts[1]))
            or bool(SUBTITLE.match(texts[1]))
        )

    def _opens(self, index: int, below: int) -> bool:
        """Say whether a line is the spaced-out first part of a title, its place or its year."""
        text = self.texts[index]
        if looks_like_outlet(text):
            return False
        if _YEAR.match(self.texts[below]) or PAPER_KIND_ALONE.match(self.texts[below]):
            return 2 < len(text) <= 40 and not text.endswith(("。", ":"))
        if _YEAR.match(text) or self.is_place(index, below):
            return True
        return self.spaced(index) and not (MASTHEAD.search(text) or PAPER_KIND.match(text))

    def _ends(self, index: int) -> bool:
        """Say whether a line is the spaced-out end of a title: 工 作 总 结."""
        return self.spaced(index) and bool(PAPER_KIND_ALONE.match(self.texts[index]))

    def _stacked(self, run: list[int]) -> bool:
        """Say whether a block holds more lines than the titles that are broken over several."""
        group = self.lines[run[0]].group
        same = [
            index for index in range(max(0, run[0] - 4), min(len(self.lines), run[-1] + 5))
            if self.lines[index].group == group
            and self.marks.free(index)
            and not self.is_below(index)
        ]  # fmt: skip
        return len(same) > 3

    def is_kicker(self, index: int, below: int) -> bool:
        """Say whether a line only announces the title below it.

        A title that names its place first starts there: what stands above it, naming no place,
        is no half of it.
        """
        upper, lower = self.texts[index], self.texts[below]
        if index == below - 1 and self.names_series(index) and len(lower) >= _SHORTEST:
            return True
        if index != below - 1 or len(lower) < 10 or not self.opens_with_place(lower):
            return False
        if self.spaced(index) and not MASTHEAD.search(upper):
            return False
        return not (self.gazetteer.find(upper) or len(upper) > 24 or upper.endswith((",", "、")))
