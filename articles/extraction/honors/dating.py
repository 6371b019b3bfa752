"""The year of an honor that its own sentence tells in another way than by a number in front.

这一年, 6月 and 年内 go on what was told before: in the paragraph, in the section (its heading), in
the page (its title), else the day it was published; so do 刚刚 and 明年. 自2016年获评A以来 and
A,2018年就拿下了 tell a year that dates the title alone.
"""

import re

from articles.extraction.language.years import When
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.report import HonorStatus

from .words import Candidate

_TOLD = re.compile(r"(?<![(继])((?:19|20)\d\d)年(?!\))|(今年|去年|前年)(?!同期)")
_RELATIVE = {"今年": 0, "去年": -1, "前年": -2}
_OF_PAGE = re.compile(r"((?:19|20)\d\d)年度?(?!规划|计划)")
_TOP = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+(?:部分)?[、,])")
_MONTH = r"(?<![\d年个至])(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月(?!\d)(?:份|底|初|中旬)?"
_GOES_ON = re.compile(
    rf"这一年|那一年|这年|那年|当年|(?<![一二两三四五六\d])年内|年末|(?<!截至)年底|年初|{_MONTH}|一年来"
)
_POINTS_BACK = re.compile("这一年|那一年|这年|那年|当年")
_LATER = re.compile("转过年|次年|翌年|第二年")
_NOW = re.compile("刚刚|刚才|今天|昨天|昨日|今日|本月|上个?月|本周|上周")
_AHEAD = re.compile("(?P<next>明年)|后年|[两二]年内")
_BRACKETED = re.compile(r"\(((?:19|20)\d\d)年?\)")
_COMPARED = re.compile(r"[从由]((?:19|20)\d\d)年[^,。;]*?[增升提扩]")
_SINCE = re.compile(
    r"自(?:从)?((?:19|20)\d\d)年(?:\d{1,2}月)?(?:被|获|荣|成为|入选|创成|建成|跻身|成功|首次|正式)[^,。;]*$"
)
_BEHIND = re.compile(
    r"[”\"]?[^,。;]{0,10},(?:它|早在|于|就在)*((?:19|20)\d\d)年(?:\d{1,2}月)?(?:就|便|由[^,。;]{2,20}?)?"
    r"(?:获此|获得此|拿下|命名|评上|获评|挂牌|入选|授予|得到)"
)


class Dating:
    """Answers for one page, which is read from its title on."""

    def __init__(self, title: str, published: int | None):
        named = _OF_PAGE.search(title)
        self.titled = int(named[1]) if named else None
        self.published = published
        self.section: int | None = None
        self.told: int | None = None  # in the paragraphs in front

    def heading(self, text: str) -> None:
        """Take in a heading: a section's year holds for what stands below it."""
        if _TOP.match(text):
            self.section = None
        if named := _OF_PAGE.search(text):
            self.section = int(named[1])

    def read(self, text: str) -> None:
        """Take in a paragraph: the last year that it told."""
        told = [int(year) for year, _ in _TOLD.findall(text) if year]
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
        year = read.year
        inside = (
            status is HonorStatus.HELD
            and year == self.published
            and "年内" in before
            and not _TOLD.search(before)
        )
        if year is not None and not inside and not self._dates_others(before, year):
            return read
        since = _SINCE.search(before)
        behind = _BEHIND.match(text, item.end)
        if told := (since if since and "来" in text[item.end : item.end + 6] else behind):
            return When(int(told[1]))
        if read.period and not _GOES_ON.search(before):
            return read
        known = (
            self._aimed(before) if status is HonorStatus.TARGET else self._held(text, begin, before)
        )
        return When(known) if known else When(None, read.as_of, read.period)

    @staticmethod
    def _dates_others(before: str, year: int) -> bool:
        """Say whether a year is another title's alone, A(2017年), or one of a growth."""
        told = list(re.finditer(str(year), before))
        if not told:
            return False
        at = told[-1].start()
        bracketed = any(match.start(1) == at for match in _BRACKETED.finditer(before))
        compared = any(match.start(1) == at for match in _COMPARED.finditer(before))
        return bracketed or compared

    def _held(self, text: str, begin: ParagraphOffset, before: str) -> int | None:
        if _LATER.search(before):
            last = self._last(text[:begin]) or self.told
            return last + 1 if last else None
        if _GOES_ON.search(before):
            last = self._last(text[:begin])
            if last is None and _POINTS_BACK.search(text[: begin + len(before)]):
                last = self.told
            return last or self.section or self.titled or self.published
        return self.published if _NOW.search(before) else None

    def _aimed(self, before: str) -> int | None:
        ahead = _AHEAD.search(before)
        if self.published is None or ahead is None:
            return None
        return self.published + (1 if ahead["next"] else 2)

    def _last(self, text: str) -> int | None:
        """Return the year that a text tells last, 今年 and 去年 among them."""
        told = _TOLD.findall(text)
        if not told:
            return None
        year, word = told[-1]
        if year:
            return int(year)
        return self.published + _RELATIVE[word] if self.published else None
