"""Who is meant where a clause only points: 前者, 上述3家单位, 两人; 它就是某小学.

What is pointed at is a list of names that stands in the clauses in front, in the sentence in
front, or right behind the title.
"""

import re

from articles.extraction.honors.words import BEARER_CLASSIFIER, NUM, Candidate, kind_of
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.report import HonorKind

from .bearers import BorneBy
from .openings import Openings, clause_start

_ONE = r"单位|集体|地方|地|人|同志|个人|学校|社区|村|乡镇|镇|企业|家庭|家"
_POINTS = re.compile(
    rf"(?:这|上述|以上|前述)(?P<these>{NUM})?{BEARER_CLASSIFIER}?(?:{_ONE})"
    rf"|(?P<side>[前后])(?:(?P<few>{NUM})?(?:者|{BEARER_CLASSIFIER}(?:{_ONE})?))"
    r"|(?P<they>[他她它]们(?!的)|双方|三者)"
    rf"|(?P<all>(?:[两二三四五六七八九十]|\d{{1,2}})(?:者|{BEARER_CLASSIFIER})(?:{_ONE})?)(?=[同都均也一双获被入成当评先分共并荣])"
)
_CLAUSE = re.compile("[,:!?。;]|——|的[是有]|分别[是为]|包括")
_FEW_CLAUSES = 6
_TITLE_ENDS = r"[”\"]?(?:荣誉)?(?:称号|奖[章状牌]|的?证书|的?牌[子匾]|桂冠)?"
# …把A的牌子挂上了墙。它就是某小学; …捧回A奖章那天讲起。她叫某某; 2018年被命名为A,说的正是某校.
_REVEALED = re.compile(
    rf"{_TITLE_ENDS}[^。!?;,“”]{{0,16}}[,。](?:[他她它这]|说的|讲的)(?:就|便|正)?(?:是|叫|名叫)(?P<names>[^,。;!?]{{2,60}})"
)
_COUNTER = rf"{NUM})\s*{BEARER_CLASSIFIER}"
# 甲、乙两个集体和丙、丁两名个人
_PARTED = re.compile(
    rf"(?P<bodies>[^,。;:]{{2,160}}?)(?:等)?(?P<n>{_COUNTER}(?:先进|模范)?(?:集体|单位)[和、及与]"
    rf"(?P<people>[^,。;:]{{2,160}}?)(?:等)?(?P<m>{_COUNTER}(?:先进|模范)?(?:个人|同志|人)?"
)
# What every match of it holds.
_COUNTED = re.compile("(?:集体|单位)[和、及与]")
_MADE_PUBLIC = re.compile("名单|出炉|揭晓|公布")
_UNVEILED = re.compile(
    rf"{_TITLE_ENDS},?(?:日前|近日|昨日|今天|当天|正式)?在(?P<names>[^,。;]{{2,30}}?)(?:正式|隆重)?(?:揭牌|挂牌|授牌)"
)


class Pointing:
    """Reads whom words point at."""

    def __init__(self, names: Openings):
        self.names = names

    def bearers(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """Return whom the title's clause points at, or the clause behind it reveals."""
        start = clause_start(text, begin, item)
        clause = text[start : item.start]
        points = _POINTS.match(clause) or _POINTS.match(clause, self.names.lead(clause))
        if points and (borne_by := self._pointed_at(text[:start], points)):
            return borne_by
        if parted := self._parted(text, begin, item):
            return parted
        if revealed := _REVEALED.match(text, item.end) or _UNVEILED.match(text, item.end):
            named = self.names.listed(revealed["names"], item)
            return named or self.names.opening_names(revealed["names"])[0]
        return BorneBy()

    def _pointed_at(self, before: str, points: re.Match[str]) -> BorneBy:
        counted = re.search(NUM, points["few"] or points["these"] or points["all"] or "")
        value = to_decimal(counted.group()) if counted else None
        number = None if value is None else int(value)
        for run in self._runs(before):
            names = run.names
            if points["side"]:
                some = number or 1
                fits = len(names) > some
                names = names[:some] if points["side"] == "前" else names[-some:]
            else:
                fits = len(names) > 1 and number in (None, len(names))
            if fits:
                return BorneBy(names, run.persons)
        return BorneBy()

    def _runs(self, before: str) -> list[BorneBy]:
        """Return the lists of names in front, the nearest first; then all of them in a row."""
        lists = []
        for clause in reversed(_CLAUSE.split(before)[-_FEW_CLAUSES:]):
            named = self.names.listed(clause) or self.names.opening_names(clause)[0]
            if named:
                lists.append(named)
        rows = [
            BorneBy([name for each in reversed(lists[:size]) for name in each.names],
                    all(each.persons for each in lists[:size]))
            for size in range(2, len(lists) + 1)
        ]  # fmt: skip
        return [*lists, *rows]

    def _parted(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        people = kind_of(item.name) is HonorKind.INDIVIDUAL
        if not people and kind_of(item.name) not in {HonorKind.COLLECTIVE, HonorKind.UNIT}:
            return BorneBy()
        stop = text.find("。", item.end)
        if not _COUNTED.search(text, begin, stop if stop >= 0 else len(text)):
            return BorneBy()
        for match in _PARTED.finditer(text, begin, stop if stop >= 0 else len(text)):
            if match.start() > item.start and not _MADE_PUBLIC.search(
                text, item.end, match.start("people")
            ):
                continue
            names = match["people" if people else "bodies"]
            count = to_decimal(match["m" if people else "n"])
            named = self.names.listed(names, item if people else None)
            if not named:
                names = re.split("推荐的|的", names)[-1]
                named = self.names.listed(names, item if people else None)
            if named and count is not None and len(named.names) <= count:
                return BorneBy(named.names, named.persons, int(count))
        return BorneBy()
