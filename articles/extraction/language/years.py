"""The year a phrase speaks of: from its sentence, else from the clause that opens its paragraph."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Generic, cast

from articles.extraction.documents import bracketed
from articles.extraction.offsets import Offset

from .numerals import chinese_to_int

_YEAR = re.compile(
    r"(?=[截至到\s12一二])(?P<asof>截至|截止到?|至|到)?\s*(?P<year>(?:19|20)\d\d|[一二][九零][零一二三四五六七八九]{2})\s*年"
    r"(?P<since>以来|起|以后|至今"
    r"|开始)?(?P<plan>[^,。;]{0,4}规划)?"
)
_AGENDA = re.compile(r"度?(?:主要|重点|目标)?(?:工作|任务)(?=[,、。和])")
_RANGE = re.compile(r"(?:19|20)\d\d\s*年?\s*(?:-+|—+|~|至|到)\s*(?:19|20)\d\d\s*年?")
_PLAN = re.compile(r"[^,。;]{0,6}(?:规划|计划|方案)")
_SINCE = re.compile(r"自(?:19|20)\d\d年[^,。;年来]{2,24}以来")
_FOUNDED = re.compile(r"[建立办设生]于$")
_OWN_VALUE = re.compile(r"(?:[底末初])?的?\s*(?:近|约)?(?:[\d.,]+\s*[^\d\s,。;、]{0,4})")
_TIMES = re.compile(r"[底末初]?的\s*[\d.]+倍")
_AFTER = re.compile("[之以]?后")
_AFTERWARDS = re.compile(r"[^,。;]{2,40}后(?=,)")  # 2009年获评A后,又…
_OWN = re.compile(r"[底末初]?的\s*(?:近|约)?\d")
_RELATIVE = re.compile(
    r"(?<![比较])(?:今年|本年度|(?<![一二两三四五六\d])年内|去年|上年度?|前年)(?!同期)"
)
_COMPARED = re.compile(r"(?:比|较|与|同比|相比)\s*$")
_PERIOD = re.compile(
    r"截至目前|截止目前|目前|近年来|近[一二三四五六七八九十两\d]+年(?:来)?|多年来"
    r"|[“”]?(?:十[一二三四五六])[五”“]{1,3}(?:期间|时期|以来)?"
    r"|党的十八大以来|(?:19|20)\d\d年(?:以来|起|至今)|每年|上半年|[今去]年以来"
)
_SAME_YEAR = re.compile(r"同年|同一年|次年|翌年|第二年")
_YEAR_AFTER = {"次年", "翌年", "第二年"}
_SENTENCE_END = "。!?;"
_LONGEST_SENTENCE = 800
_LONGEST_DATE = 10  # characters of 截至2021年12月底


@dataclass(frozen=True, slots=True)
class When:
    """A year, and whether the text only says "as of" it; or a period in the text's own words.

    `until`: where in the text it stops counting (2015年的48.6亿元 dates that amount alone).
    """

    year: int | None = None
    as_of: bool = False
    period: str | None = None
    until: int | None = None


def sentence_bounds(
    text: str, position: Offset, start: Offset, end: Offset, marks: str = _SENTENCE_END
) -> tuple[Offset, Offset]:
    """Return the bounds of the sentence around a position, within a stretch of a text."""
    at, first, last = int(position), int(start), int(end)
    first, last = max(first, at - _LONGEST_SENTENCE), min(last, at + _LONGEST_SENTENCE)
    for mark in marks:  # each looks only as far as none before has found one
        first = max(first, text.rfind(mark, first, at) + 1)
        found = text.find(mark, at, last)
        last = last if found < 0 else found + 1
    return cast("Offset", first), cast("Offset", last)


def _year(written: str) -> int | None:
    return int(written) if written[0].isdigit() else chinese_to_int(written)


class Years(Generic[Offset]):
    """Answers for one paragraph, `text[start:end]`; each sentence is read once.

    It is asked in offsets of that text, be it the paragraph's own or the whole page's.
    """

    def __init__(self, text: str, start: Offset, end: Offset, published_year: int | None):
        self.text = text
        self.start, self.end = start, end
        self.published_year = published_year
        self.marks = self._read()
        self._starts = [start for start, _ in self.marks]
        clause_end = min(
            (index for mark in ",。;" if (index := text.find(mark, start, end)) >= 0), default=end
        )
        opening = [
            mark for mark in self.marks
            if mark[0] < min(clause_end, start + 16) and mark[1].year and clause_end - start <= 24
            and mark[1].until is None
        ]  # fmt: skip
        self.opening = opening[0][1] if opening else None
        # 2021年, stands alone and dates what follows more surely than 2021年全县实现….
        self.alone = bool(opening) and clause_end - opening[0][0] <= _LONGEST_DATE

    def _read(self) -> list[tuple[int, When]]:
        text, start = self.text, int(self.start)
        marks: list[tuple[int, When]] = []
        if text.find("年", start, int(self.end)) < 0:  # periods alone are told without it
            return [
                (match.start(), When(period=match.group()))
                for match in _PERIOD.finditer(text, self.start, self.end)
            ]
        # The year in a title (《2021年工作要点》) says what the paper is for.
        titles = [
            (self.start + begin, self.start + stop)
            for begin, stop in bracketed(text[self.start : self.end])
        ]
        ranges = titles + [match.span() for match in _RANGE.finditer(text, self.start, self.end)]
        for match in _YEAR.finditer(text, self.start, self.end):
            if any(begin <= match.start("year") < stop for begin, stop in ranges) or match["plan"]:
                continue
            if _FOUNDED.search(text, max(start, match.start() - 4), match.start()):
                continue  # 创建于1956年 dates the school, not what it has today
            if text.startswith("继", max(start, match.start() - 1)) and _AFTER.match(
                text, match.end()
            ):
                continue  # 继2019年之后再度获评A
            if _AGENDA.match(text, match.end()):
                continue  # 总结2023年工作,部署2024年任务,表彰了…
            if _COMPARED.search(text, max(start, match.start() - 3), match.start()):
                continue  # 比2015年增加3721元 says nothing of when it was reached
            if _TIMES.match(text, match.end()):
                continue  # 是1997年的35.6倍
            if _SINCE.search(text, max(start, match.start() - 1), match.end() + 40):
                continue  # 自2019年启动创建以来 opens a period, it dates nothing
            if match["since"]:
                marks.append((match.start(), When(period=match.group().removeprefix("自"))))
            else:
                as_of = (match["asof"] or "").startswith("截")
                own = _OWN_VALUE.match(text, match.end()) if _OWN.match(text, match.end()) else None
                own = own or _AFTERWARDS.match(text, match.end())
                until = own.end() if own else None
                marks.append((match.start(), When(_year(match["year"]), as_of, until=until)))
        if self.published_year:
            for match in _RELATIVE.finditer(text, self.start, self.end):
                if _COMPARED.search(text, max(start, match.start() - 3), match.start()):
                    continue
                if match.group() == "去年" and text.startswith("以来", match.end()):
                    continue  # a period of two years
                year = self.published_year - {"去": 1, "上": 1, "前": 2}.get(match.group()[0], 0)
                own = _OWN_VALUE.match(text, match.end()) if _OWN.match(text, match.end()) else None
                marks.append((match.start(), When(year, until=own.end() if own else None)))
        for match in _PERIOD.finditer(text, self.start, self.end):
            if not any(abs(position - match.start()) < 6 and mark.year for position, mark in marks):
                marks.append((match.start(), When(period=match.group())))
        for match in _RANGE.finditer(self.text, self.start, self.end):
            inside = any(begin <= match.start() < stop for begin, stop in titles)
            if not inside and "年" in match.group() and not _PLAN.match(text, match.end()):
                marks.append((match.start(), When(period=match.group())))
        marks.sort(key=lambda mark: mark[0])
        return self._with_same_years(marks)

    def _with_same_years(self, marks: list[tuple[int, When]]) -> list[tuple[int, When]]:
        """Add what 同年 and 次年 say: the year told last, or the one after it."""
        for match in _SAME_YEAR.finditer(self.text, self.start, self.end):
            before = [mark.year for at, mark in marks if at < match.start() and mark.year]
            if before and before[-1]:
                year = before[-1] + (match.group() in _YEAR_AFTER)
                marks.append((match.start(), When(year)))
                marks.sort(key=lambda mark: mark[0])
        return marks

    def _listed(self, index: int) -> bool:
        """Say whether a year is the last of a list of years."""
        between = self.text[self.marks[index - 1][0] : self.marks[index][0]]
        return bool(re.fullmatch(r"(?:19|20)\d\d年(?:\d+月)?[、和及]", between))

    def at(self, position: Offset, ends: str = "。!?", opening: bool = True) -> When:
        """Return when the phrase at a position happened, as far as the text says.

        `ends` are the marks that a year does not reach across. Without `opening` the clause that
        opens the paragraph counts only for its own sentence.
        """
        begin, _ = sentence_bounds(self.text, position, self.start, self.end, ends)
        index = bisect_right(self._starts, position) - 1
        while index >= 0 and (until := self.marks[index][1].until) and until <= position:
            index -= 1
        latest = self.marks[index][1] if index >= 0 and self.marks[index][0] >= begin else None
        if latest and index > 0 and self._listed(index):
            return When()  # 分别于2018年、2021年: which of them is not said
        return latest or (opening and self.opening) or When()
