"""Places by less than their full name: stems, abbreviations, 该旗, 自治区, 三合朝鲜族聚居村.

Short forms (乌市, 该旗, 义勒力特) count only for places the report names in full.
"""

import re
from collections import defaultdict
from itertools import combinations

from articles.extraction.language.normalise import fold
from articles.extraction.offsets import PageOffset, page_span
from articles.extraction.parts import Segment, Segments
from regions.codes import ancestors
from regions.names import NATIONALITIES

from .context import Context
from .full_names import IN_LONGER_NAME, ORGANISATIONS
from .gazetteer import Gazetteer, Match, find_few
from .mentions_so_far import Mention, Mentions

_ANAPHORA = re.compile(
    r"(?=[全该本我])(?:(?<![一-鿿])|(?<=[，。、；在是为对让使由向从到把将与和及给个的至现近年来了]))?(?:全|该"
    r"|本|我)(?:自治区|[省盟市州旗县区镇乡村]|苏木|嘎查"
    r"|社区|街道)(?![委场级民域别块间])"
)
_REGION_WORD = re.compile(r"自治区(?!级)")
_ETHNIC_VILLAGE = re.compile(r"族(?:聚居)?(?:村|嘎查|屯)")
_NATIONALITY = re.compile(rf"(?:{NATIONALITIES})$")
_LISTED = re.compile(
    r"(?P<items>(?:[一-鿿]{2,12}、){1,12}[一-鿿]{2,10}?)等(?:[\d一二三四五六七八九十]{1,3}个)?"
    r"(?P<kind>街道|苏木镇|苏木|乡镇|镇|乡|嘎查村|嘎查|村|社区)"
)
# How every list of them ends.
_LIST_ENDS = re.compile(r"等(?:[\d一二三四五六七八九十]{1,3}个)?(?:街道|苏木|乡|镇|嘎查|村|社区)")
_LISTED_KINDS = {
    "苏木镇": ("苏木", "镇"),
    "乡镇": ("镇", "乡"),
    "嘎查村": ("嘎查", "村"),
    "街道": ("街道", "街街道"),
}
_NOT_SHORT_BEFORE = {"场", "民", "级"}
_MOST_ABBREVIATIONS = 2000
_SHORT_FORM_STOP = set(
    "全本我该各地县市城都新东西南北中前后大小老每两多某一二三四五六七八九十区旗乡镇村州省盟外内上下"
)


class ShortForms:
    """Finds what a report calls its places once it has named them."""

    def __init__(self, segments: Segments, gazetteer: Gazetteer, mentions: Mentions):
        self.segments = segments
        self.text = segments.folded
        self.gazetteer = gazetteer
        self.mentions = mentions
        self.context = Context(segments.folded, gazetteer, mentions)

    def ethnic_villages(self, region: str | None) -> None:
        """三合朝鲜族聚居村 is 三合村, wherever the report's places hold just one."""
        found = []
        for match in _ETHNIC_VILLAGE.finditer(self.text):
            segment = self.segments.at(PageOffset(match.start()))
            people = _NATIONALITY.search(self.text, max(0, match.start() - 4), match.start())
            if segment is None or people is None:
                continue
            for length in range(6, 1, -1):
                start = PageOffset(people.start() - length)
                if start < segment.start:
                    continue
                name = self.text[start : people.start()]
                codes = {
                    code
                    for ending in ("村", "嘎查", "屯村", "社区")
                    for code in self.gazetteer.codes(name + ending)
                    if self.gazetteer.level(code) == 5
                }
                code = self.context.by_context(codes, start, region) if codes else None
                if code and self.context.fits(code, region):
                    end = min(PageOffset(match.end()), segment.end)
                    village = Match(start, end, self.text[start:end], (code,))
                    found.append(Mention(village, segment))
                    self.mentions.settle(found[-1], code)
                    break
        if found:
            self.mentions.insert(found)

    def listed_stems(self, region: str | None) -> None:
        """In 海拉尔西路、环河街等7个街道 the word after 等 ends every name of the list."""
        found: list[Mention] = []
        if not _LIST_ENDS.search(self.text):
            return
        for match in _LISTED.finditer(self.text):
            segment = self.segments.at(PageOffset(match.start()))
            endings = _LISTED_KINDS.get(match["kind"], (match["kind"],))
            position = match.start("items")
            for item in match["items"].split("、"):
                end = PageOffset(position + len(item))
                for start in map(PageOffset, range(position, max(position + 1, end - 1))):
                    if segment is None or self.mentions.overlaps(start, end):
                        break
                    name = self.text[start:end]
                    codes = {
                        code for ending in endings for code in self.gazetteer.codes(name + ending)
                    }
                    code = self.context.by_context(codes, start, region) if codes else None
                    if code and self.context.fits(code, region):
                        found.append(Mention(Match(start, end, name, (code,)), segment))
                        self.mentions.settle(found[-1], code)
                        break
                position = end + 1
        if found:
            self.mentions.insert(found)

    def initials(self) -> None:
        """Find 乌市 and 克旗 for places the report names in full."""
        initials: dict[str, set[str]] = defaultdict(set)
        for code in self.mentions.named:
            short = self.gazetteer.short(code)
            if (
                self.gazetteer.level(code) <= 3
                and short[0] not in _SHORT_FORM_STOP
                and short[-1] in "市旗县盟州区"
            ):
                initials[short[0] + short[-1]].add(code)
        names = {name: tuple(codes) for name, codes in initials.items() if len(codes) == 1}
        for match in find_few(self.text, names):
            if self.text[match.end : match.end + 1] in _NOT_SHORT_BEFORE:
                continue
            self._short(match.start, match.end, match.codes[0])
        self.mentions.sort()

    def abbreviations(self) -> None:
        """Find 达茂旗 for 达尔罕茂明安联合旗: its first and last characters, one or two between."""
        names: dict[str, set[str]] = defaultdict(set)
        for code in self.mentions.named:
            short = fold(self.gazetteer.short(code))
            if self.gazetteer.level(code) in (2, 3) and 5 <= len(short) <= 14:
                for size in (1, 2):
                    for inner in combinations(short[1:-1], size):
                        names[short[0] + "".join(inner) + short[-1]].add(code)
        known = {
            name: tuple(codes)
            for name, codes in names.items()
            if len(codes) == 1 and not self.gazetteer.codes(name)
        }
        if len(known) > _MOST_ABBREVIATIONS:
            return
        for match in find_few(self.text, known):
            self._short(match.start, match.end, match.codes[0])
        self.mentions.sort()

    def stems(self) -> None:
        """Find the names without designation (义勒力特) of places the report names in full."""
        stems: dict[str, list[str]] = defaultdict(list)
        for code in self.mentions.named:
            stem = self.gazetteer.stem(code)
            if self.gazetteer.level(code) <= 4 and stem != self.gazetteer.short(code):
                stems[stem].append(code)
        names = {stem: tuple(codes) for stem, codes in stems.items() if len(codes) == 1}
        if not names:
            return
        for match in find_few(self.text, names):
            segment = self.segments.at(match.start)
            if segment is None or self.mentions.overlaps(match.start, match.end):
                continue
            if ORGANISATIONS.match(self.text[match.end : match.end + 4]):
                continue
            if IN_LONGER_NAME.match(self.text, match.end, segment.end):
                continue
            if len(match.name) == 2 and self._inside_word(match, segment):
                continue
            self._alias(match, segment, match.codes[0])

    def _inside_word(self, match: Match[PageOffset], segment: Segment) -> bool:
        """A two-character stem counts only where it stands apart or in front of an office."""
        before = self.text[max(match.start - 1, segment.start) : match.start]
        after = self.text[match.end : min(match.end + 1, segment.end)]
        return bool(re.match("[一-鿿]", before)) and bool(re.match("[一-鿿]", after))

    def short_forms(self, region: str | None) -> None:
        """Find 全旗, 该旗, 自治区 for places the report names in full."""
        chain = []
        if region:
            chain = [code for code in [*ancestors(region), region] if code in self.mentions.named]
        for match in _ANAPHORA.finditer(self.text):
            if code := self._meant(match.group(), chain):
                self._short(*page_span(match), code)
        province = region[:2] if region and region[:2] in self.mentions.named else None
        if province and self.gazetteer.short(province).endswith("自治区"):
            for match in _REGION_WORD.finditer(self.text):
                self._short(*page_span(match), province)

    def _short(self, start: PageOffset, end: PageOffset, code: str) -> None:
        segment = self.segments.at(start)
        if segment is not None and not self.mentions.overlaps(start, end):
            name = self.text[start:end]
            self._alias(Match(start, end, name, (code,)), segment, code)

    def _meant(self, word: str, chain: list[str]) -> str | None:
        """Return the nearest place around the report's region that 该旗 or 全盟 can mean."""
        ending = word[1:]
        fitting = [
            code for code in reversed(chain)
            if self.gazetteer.short(code).endswith(ending)
            and (ending != "区" or self.gazetteer.level(code) != 1 or len(chain) == 1)
        ]  # fmt: skip
        return fitting[0] if fitting else None

    def _alias(self, match: Match[PageOffset], segment: Segment, code: str) -> None:
        self.mentions.found.append(Mention(match, segment, code, alias=True))
        self.mentions.taken[match.start] = match.end
