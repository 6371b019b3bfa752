"""The level of an honor: the word in its name, or the place, edition or system around it."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from articles.extraction.honors.words import (
    LEVEL,
    LEVEL_ONLY,
    LEVEL_WORD,
    PLACE_LEVELS,
    kind_of,
    level_of,
    level_word,
)
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import HonorKind, HonorLevel
from regions.codes import ancestors

_ALL = re.compile(r"全[区市盟旗县省州]$")
_ABOVE = re.compile(r"及?以上")
_QUOTED_BEFORE = re.compile(r"“[^“”]{2,16}”$")
_LEVEL_BEFORE = re.compile(rf"({LEVEL_WORD})(?:“|首批|第[一二三四五六七八九十\d]+批)$")
_OPENS = re.compile(r"(?:(?:(?:19|20)\d\d年度?|首批|第[一二三四五六七八九十\d]+批)“?|“)$")
_EDITION = re.compile(r"(?P<rank>[省州盟市旗县])?第[一二三四五六七八九十\d]{1,3}届$")
_SYSTEM = re.compile(r"(?P<rank>[省州盟市旗县])[一-鿿]{2,6}系统")
_SHORT_FORM = re.compile(
    r"(?!.{0,3}红旗)[一-鿿]{1,4}(?P<rank>[州县旗])(?=民族|优秀|先进|模范|最美|道德|文明|十佳)"
)


@dataclass(slots=True)
class Rank:
    """What the words in front of a head say of its level; offsets count in those words.

    `mixed`: several levels at once. `word`: the first word of a level, None if there is none.
    """

    level: HonorLevel | None
    mixed: bool
    name_start: int
    word: re.Match[str] | None

    @property
    def open(self) -> bool:
        """Whether what stands around may still tell the level."""
        return self.level is None and not self.mixed


class Ranks:
    """Reads levels, with the places known."""

    def __init__(self, gazetteer: Gazetteer, region: str | None):
        self.gazetteer = gazetteer
        self.region = region

    @cached_property
    def own(self) -> dict[str, HonorLevel]:
        """What people call the report's own places by in a title (甘孜好人), with their levels."""
        codes = [*ancestors(self.region), self.region] if self.region else []
        codes = [code for code in codes if code in self.gazetteer]
        codes = [code for code in codes if self.gazetteer.level(code) in PLACE_LEVELS]
        stems = Counter(self.gazetteer.stem(code) for code in codes)
        return {
            stem: PLACE_LEVELS[self.gazetteer.level(code)]
            for code in codes
            if stems[stem := self.gazetteer.stem(code)] == 1
        }

    def inside(self, chunk: str, cut: int) -> Rank:
        """Return what `chunk[cut:]` says, which leads up to a head."""
        levels = list(LEVEL.finditer(chunk))
        inner = [item for item in levels if item.start() >= cut]
        if len(inner) > 1 and inner[1].start() == inner[0].end() and inner[0].group() != "全国":
            inner = inner[1:]  # 全市全国示范单位: in all the city, of the nation
        rank = Rank(None, False, cut, inner[0] if inner else None)
        if inner:
            self._read_words(chunk, inner, rank)
        if above := _ABOVE.match(chunk, rank.name_start):
            rank.name_start, rank.mixed, rank.level = above.end(), True, None
        if quoted := _QUOTED_BEFORE.search(chunk[: rank.name_start]):
            rank.name_start = quoted.start()  # “民族团结一家亲”示范户
            if before := next((item for item in levels if item.end() == quoted.start()), None):
                # 全国“一村一品”示范村镇
                rank.level, rank.word = level_of(before), before
                if not LEVEL_ONLY.fullmatch(before.group()):
                    rank.name_start = before.start()
        return rank

    def _read_words(self, chunk: str, words: list[re.Match[str]], rank: Rank) -> None:
        first = words[0]
        rank.level, rank.name_start = level_of(first), self._whole_place(chunk, first)
        alone = LEVEL_ONLY.fullmatch(first.group())
        above = _ABOVE.match(chunk, first.end()) if alone or _ALL.match(first.group()) else None
        if above:
            rank.level, rank.mixed, rank.name_start = None, True, above.end()
        elif alone:
            rank.name_start = first.end()
        several = len({item.lastgroup for item in words}) > 1
        if several and words[1].start() <= first.end() + 2:
            rank.level, rank.mixed, rank.name_start = None, True, words[-1].end()

    def around(self, before: str, head: str, name: str) -> HonorLevel | None:
        """Return the level that what stands before a name, or the name itself, tells."""
        if head.startswith("中国"):
            return HonorLevel.NATIONAL  # 中国好人榜
        if head.startswith("感动"):
            return self.without_place(head.removeprefix("感动"))[1]  # 感动内蒙古人物
        if match := _LEVEL_BEFORE.search(before):
            return level_word(match.group(1))
        opens = _OPENS.search(before)
        if opens and (level := self._place_level(before, opens.start())):
            return level  # 南宁市“三八红旗手”, 常德市首批…教育基地
        if edition := _EDITION.search(before):  # 吉林省第八届…一等奖, 省第九届…
            level = self._place_level(before, edition.end("rank")) or _bare(edition)
            if level:
                return level
        return _bare(_SYSTEM.match(name))  # 州教育系统先进集体

    def without_place(self, name: str) -> tuple[str, HonorLevel | None]:
        """Read a place in front of a name.

        In 乌兰浩特市民族团结示范市 it is the bearer and dropped; in 锡林郭勒盟民族团结进步示范社区
        it is the level and part of the name.
        """
        found = self.gazetteer.find(name, 0, min(len(name), 16))
        if found and found[0].start == 0 and len(found[0].name) <= len(name) - 2:
            level = min(self.gazetteer.level(code) for code in found[0].codes)
            bears = kind_of(name) is HonorKind.REGION_TITLE and level > 1
            if bears or level > 3:
                return name[found[0].end :], None
            return name, PLACE_LEVELS[level]
        own = next((level for stem, level in self.own.items() if name.startswith(stem)), None)
        # 阜蒙县民族团结进步模范集体, 博州最美家庭: a short form is a place all the same.
        if own is None and (short := _SHORT_FORM.match(name)):
            own = HonorLevel.LEAGUE if short["rank"] == "州" else HonorLevel.BANNER
        return name, own

    def of_place(self, name: str) -> HonorLevel | None:
        """Return the level of the place that opens a name (四川省十大民俗活动)."""
        return self.without_place(name)[1]

    def _place_level(self, chunk: str, end: int) -> HonorLevel | None:
        """Return the level of the place whose name ends there."""
        for place in self.gazetteer.find(chunk, max(0, end - 12), end):
            if place.end == end:
                return PLACE_LEVELS.get(min(self.gazetteer.level(code) for code in place.codes))
        return None

    def _whole_place(self, chunk: str, level: re.Match[str]) -> int:
        """Return where the place starts whose name ends in a level's word (the 省 of 湖北省)."""
        for place in self.gazetteer.find(chunk, max(0, level.start() - 12), level.end()):
            if place.start < level.start() and place.end == level.end():
                return place.start
        return level.start()


def _bare(match: re.Match[str] | None) -> HonorLevel | None:
    """Return the level that a bare 省, 州 or 县 names."""
    return level_word(match["rank"] + "级") if match and match["rank"] else None
