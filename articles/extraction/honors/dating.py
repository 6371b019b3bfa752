"""The year of an honor that its own sentence tells in another way than by a number in front.

这一年, 6月 and 年内 go on what was told before: in the paragraph, in the section (its heading), in
the page (its title), else the day it was published; so do 刚刚 and 明年. 自2016年获评A以来 and
A,2018年就拿下了 tell a year that dates the title alone.
"""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from articles.extraction.language.years import When
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.report import HonorStatus

from .words import Candidate

_RELATIVE = {"今年": 0, "去年": -1, "前年": -2}
_SENTENCE_ENDS = "。!?"


class Rule(NamedTuple):
    """Words that tell when an honor was, with texts they are in (`yes`) and are not in (`no`)."""

    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


def _read_table() -> dict[str, Rule]:
    table = tomllib.loads(Path(__file__).with_name("dating.toml").read_text("utf-8"))
    words: dict[str, str] = table.pop("words")
    rules = {}
    for name, row in table.items():
        pattern = row["pattern"]
        for word, told in words.items():
            pattern = pattern.replace(f"<{word}>", told)
        rules[name] = Rule(re.compile(pattern), tuple(row["yes"]), tuple(row["no"]))
    return rules


RULES = _read_table()
_IS = {name: rule.pattern for name, rule in RULES.items()}


class Dating:
    """Answers for one page, which is read from its title on."""

    def __init__(self, title: str, published: int | None):
        named, planned = _IS["of_page"].search(title), _IS["planned"].search(title)
        self.titled = int(named[1]) if named else None
        self.published = published
        self.planned = int(planned["year"]) if planned else None  # by the title
        self.section: int | None = None
        self.section_plans = False
        self.told: int | None = None  # in the paragraphs in front

    def heading(self, text: str) -> None:
        """Take in a heading: a section's year holds for what stands below it."""
        if _IS["top"].match(text):
            self.section, self.section_plans = None, False
        if named := _IS["of_page"].search(text):
            self.section = int(named[1])
            self.section_plans = bool(_IS["planned"].search(text))

    def read(self, text: str) -> None:
        """Take in a paragraph: the last year that it told."""
        told = [int(year) for year, _ in _IS["told"].findall(text) if year]
        self.told = told[-1] if told else self.told

    def when(
        self,
        text: str,
        begin: ParagraphOffset,
        item: Candidate,
        status: HonorStatus,
        read: When,
    ) -> When:
        """Return when an honor of the sentence from `begin` was, `read` being what its clause says.

        Nothing is made of a period, or where no year was told.
        """
        before = text[begin : item.start]
        if read.year is not None and not self._dates_another(before, read, status):
            return read
        since = _IS["since"].search(before)
        behind = _IS["behind"].match(text, item.end)
        if told := (since if since and "来" in text[item.end : item.end + 6] else behind):
            return When(int(told[1]))
        if read.period and not _IS["goes_on"].search(before):
            return read
        if status is HonorStatus.TARGET:
            known = self._aimed(text, begin, item)
        else:
            known = self._held(text, begin, before) or self._carried(text, begin, before)
        return When(known) if known else When(None, read.as_of, read.period)

    def _dates_another(self, before: str, read: When, status: HonorStatus) -> bool:
        """Say whether a year is another title's alone, A(2017年), or one of a growth.

        年内 of the year of publication may mean the year that was told before.
        """
        year = read.year
        inside = (
            status is HonorStatus.HELD
            and year == self.published
            and "年内" in before
            and not _IS["told"].search(before)
        )
        told = list(re.finditer(str(year), before))
        if inside or not told:
            return inside
        at = told[-1].start()
        return any(
            match.start(1) == at
            for name in ("bracketed", "compared")
            for match in _IS[name].finditer(before)
        )

    def _held(self, text: str, begin: ParagraphOffset, before: str) -> int | None:
        if _IS["later"].search(before):
            last = self._last(text[:begin]) or self.told
            return last + 1 if last else None
        if _IS["together"].search(before):
            start = max(text.rfind(mark, 0, max(0, begin - 1)) for mark in _SENTENCE_ENDS) + 1
            return self._last(text[start:begin])
        if _IS["goes_on"].search(before):
            last = self._last(text[:begin])
            if last is None and _IS["points_back"].search(text[: begin + len(before)]):
                last = self.told
            return last or self.section or self.titled or self.published
        return self.published if _IS["now"].search(before) else None

    def _carried(self, text: str, begin: ParagraphOffset, before: str) -> int | None:
        """Return the year that heads the whole sentence: 2023年,甲获评A;乙获评B."""
        if not begin or text[begin - 1] != ";" or _IS["own_time"].search(before):
            return None
        start = max(text.rfind(mark, 0, begin) for mark in _SENTENCE_ENDS) + 1
        front = text[start:begin]
        opens = _IS["opens"].match(front)
        if not opens:
            goes_on = _IS["goes_on"].match(front)
            return self._held(text, ParagraphOffset(start), front[:8]) if goes_on else None
        told = {self._year_of(*match.groups()) for match in _IS["told"].finditer(front)}
        year = self._year_of(opens["year"], opens["word"])
        return year if told == {year} else None

    def _aimed(self, text: str, begin: ParagraphOffset, item: Candidate) -> int | None:
        before = text[begin : item.start]
        ahead = _IS["ahead"].search(before)
        if ahead and ahead["this"]:
            last = self._last(text[:begin])
            plans = self.section if self.section_plans else self.planned
            return max((year for year in (last, plans, self.published) if year), default=None)
        if ahead and self.published is not None:
            return self.published + (1 if ahead["next"] else 2)
        clause = text[begin : item.end + 24]
        if item.nominated or _IS["put_forward"].search(clause):
            return self._held(text, begin, before) or self._carried(text, begin, before)
        return None

    def _last(self, text: str) -> int | None:
        """Return the year that a text tells last, 今年 and 去年 among them."""
        told = _IS["told"].findall(text)
        return self._year_of(*told[-1]) if told else None

    def _year_of(self, year: str | None, word: str | None) -> int | None:
        if year:
            return int(year)
        return self.published + _RELATIVE[word] if self.published and word else None
