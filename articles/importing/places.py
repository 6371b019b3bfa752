"""The places a report names, each resolved to a code by what else the report says.

A name borne by one place is that place. A name borne by several is the one whose parent stands
in front of it, or lies under the places the report is about; what stays ambiguous is reported,
never guessed. Short forms (乌市, 该旗, 义勒力特) count only for places the report names in full.
"""

import re
from bisect import bisect_right, insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from .fold import fold
from .gazetteer import (
    LEVEL_WIDTHS,
    NATIONALITIES,
    Gazetteer,
    Match,
    find_few,
    within,
)
from .report import Fact, PlaceMention
from .segments import Segment, Segments

# A name that goes on like this was something else: 建设村级…, 新城区域, 乌市场.
_NOT_AFTER = {
    "村": "级民集支两落史容规",
    "市": "场民辖直容值",
    "区": "域间块划位别内",
    "旗": "帜舰袍下",
    "镇": "域痛",
    "乡": "村镇土亲愁音贤",
    "县": "域处",
    "盟": "友约",
    "州": "际",
    "社区": "",
}
_ORGANISATIONS = re.compile(
    r"^(?:[一-鿿]{0,2}(?:日报|晚报|民族报|时报|晨报)|新闻|广播|电视|大学|学院|职业|师范|路|街|大街|大道|河|山|岭|江|草原|银行"
    r"|时间|东路|西路|南路|北路|中路|电力|集团|公司"
    r"|人(?!民)|话|菜|味|舞|歌|语|族|文(?!化|明|旅)|宾馆|酒店|大厦|客户端|合作组织|高原|地区)"
)
_WEAK_NAMES = {
    "城区",
    "郊区",
    "矿区",
    "新城区",
    "市中区",
    "开发区",
    "园区",
    "市南区",
    "新区",
    "和平村",
    "新农村",
    "中心村",
    "集贤村",
}
_PERSONAL = re.compile(
    r"^(?P<who>全|该|本|我|我们)(?P<what>自治区|自治州|自治旗|自治县|[省盟市州旗县区镇乡村]"
    r"|苏木|嘎查|社区|街道)"
)
_ANAPHORA = re.compile(
    r"(?:(?<![一-鿿])|(?<=[，。、；在是为对让使由向从到把将与和及给个的至现近年来了]))?(?:全|该"
    r"|本|我)(?:自治区|[省盟市州旗县区镇乡村]|苏木|嘎查"
    r"|社区|街道)(?![委场级民域别块间])"
)
_REGION_WORD = re.compile(r"自治区(?!级)")
_ETHNIC_VILLAGE = re.compile(r"族(?:聚居)?(?:村|嘎查|屯)")
_NATIONALITY = re.compile(rf"(?:{NATIONALITIES})$")
_UNKNOWN_CHILD = re.compile(
    r"[一-鿿]{2,6}?(?:街道办事处|街道|苏木|嘎查|社区|镇|民族乡|乡|村)(?![级民委集支镇乡村落])"
)
_VERB_BEFORE = re.compile(r"带动|推动|依托|覆盖|走进|联合|组织|指导|支持|选取|位于")
_LISTED = re.compile(
    r"(?P<items>(?:[一-鿿]{2,12}、){1,12}[一-鿿]{2,10}?)等(?:[\d一二三四五六七八九十]{1,3}个)?"
    r"(?P<kind>街道|苏木镇|苏木|乡镇|镇|乡|嘎查村|嘎查|村|社区)"
)
_LISTED_KINDS = {
    "苏木镇": ("苏木", "镇"),
    "乡镇": ("镇", "乡"),
    "嘎查村": ("嘎查", "村"),
    "街道": ("街道", "街街道"),
}
_UNKNOWN_TOWN = re.compile(
    r"(?:(?<=[在、,。;于到])|^)(?P<name>(?![在于到从对向与和])[一-鿿]{2,4}(?:镇|乡"
    r"|街道))(?=[、,和等的\w])(?![村镇级])"
)
_NOT_A_NAME = re.compile(
    r"[的各个等和与及在全辖位第这那两每为把将以从向对了是有一多少数民族聚居农牧所属某该本我边周城小基层党群美丽干部组织联合]"
    r"|\d|委|政府|领导|工作|开展|组织|示范|试点|先进"
)
_NOT_SHORT_BEFORE = {"场", "民", "级"}
_BEFORE_SHORT = set("在于到从对向由为是与和及、驻赴")
_MOST_ABBREVIATIONS = 2000
_SHORT_FORM_STOP = set(
    "全本我该各地县市城都新东西南北中前后大小老每两多某一二三四五六七八九十区旗乡镇村州省盟外内上下"
)


@dataclass(slots=True)
class _Mention:
    match: Match
    segment: Segment
    code: str | None = None
    candidates: tuple[str, ...] = ()
    dropped: bool = False
    alias: bool = False


@dataclass(slots=True)
class Places:
    """The places of a report, in order, and the one it is about."""

    mentions: list[PlaceMention] = field(default_factory=list)
    region: str | None = None
    region_from: str = ""


def find_places(segments: Segments, gazetteer: Gazetteer, site_code: str | None = None) -> Places:
    """Return every place the report names and the region it is about."""
    return _Finder(segments, gazetteer, site_code).run()


class _Finder:
    def __init__(self, segments: Segments, gazetteer: Gazetteer, site_code: str | None):
        self.segments = segments
        self.gazetteer = gazetteer
        self.site_code = site_code
        self.found: list[_Mention] = []
        self.taken: dict[int, int] = {}  # start → end of every name found
        self.named: Counter[str] = Counter()
        self.starts: dict[str, list[int]] = defaultdict(list)

    def run(self) -> Places:
        for segment in self.segments:
            self._scan(segment)
        self._settle_upper()
        region, origin = self._region()
        self._settle_lower(region)
        self._abbreviations()
        self._ethnic_villages(region)
        again = self._region()
        if region is None or again[1] == "title":
            region, origin = again
        self._listed_stems(region)
        self._unknown_children()
        self._unknown_towns(region)
        self._stems(region)
        self._short_forms(region)
        return Places(self._collect(), region, origin)

    # Full names --------------------------------------------------------------------------------
    def _scan(self, segment: Segment) -> None:
        text = self.segments.folded
        for match in self.gazetteer.find(text, segment.start, segment.end):
            if self._plausible(match, segment):
                self.found.append(_Mention(match, segment))
                self.taken[match.start] = match.end

    def _plausible(self, match: Match, segment: Segment) -> bool:
        text = self.segments.folded
        after = text[match.end : min(match.end + 4, segment.end)]
        name = match.name
        before = text[max(segment.start, match.start - 1) : match.start]
        if after and after[0] in _NOT_AFTER.get(name[-1], ""):
            if name[-1] == "市" and after[0] == "民" and after[:2] in ("民委", "民政", "民族"):
                return True
            # 三合村民 are the people of 三合村.
            return name[-1] == "村" and after[0] in "民支两"
        if not self._is_full(name) and _ORGANISATIONS.match(after):
            return False
        if name in _WEAK_NAMES and self._previous(match.start) is None:
            return False
        if name.endswith("街") and after[:1] in "道头巷上":
            return False
        if (
            len(name) == 2
            and self._is_full(name)
            and re.match("[一-鿿]", before)
            and before not in _BEFORE_SHORT
        ):
            return self._previous(match.start) is not None  # 示范县 is not 范县
        return True

    def _is_full(self, name: str) -> bool:
        return name[-1] in "省市区盟州旗县镇乡村木道查场" or name.endswith(
            ("社区", "居委会", "委会", "办", "街")
        )

    def _previous(self, start: int) -> _Mention | None:
        """Return the name that ends where another starts."""
        for mention in reversed(self.found[-4:]):
            if mention.match.end == start:
                return mention
        return None

    def _settle(self, mention: _Mention, code: str) -> None:
        mention.code, mention.candidates = code, ()
        self.named[code] += 1
        insort(self.starts[code], mention.match.start)

    def _settle_upper(self) -> None:
        """Settle provinces, leagues and counties: most names are borne by one only."""
        previous = None
        waiting = []
        for mention in self.found:
            codes = mention.match.codes
            upper = [code for code in codes if self.gazetteer.level(code) <= 3]
            if upper:
                chained = self._under_previous(mention, previous, upper)
                if chained:
                    self._settle(mention, chained)
                elif len(upper) == 1:
                    self._settle(mention, upper[0])
                else:
                    mention.candidates = tuple(upper)
                    waiting.append(mention)
            previous = mention
        for mention in waiting:
            code = self._by_context(mention.candidates, mention.match.start, None)
            if code:
                self._settle(mention, code)

    @staticmethod
    def _under_previous(mention, previous, codes) -> str | None:
        if previous is None or previous.match.end != mention.match.start:
            return None
        above = [previous.code] if previous.code else previous.candidates
        fitting = [
            code for code in codes if any(within(code, item) and code != item for item in above)
        ]
        if len(fitting) == 1 and not previous.code:
            fits = [item for item in above if within(fitting[0], item)]
            if len(fits) == 1:
                previous.code, previous.candidates = fits[0], ()
        return fitting[0] if len(fitting) == 1 else None

    def _by_context(self, codes, position: int, region: str | None) -> str | None:
        """Return the one candidate that the report's other places speak for, if there is one."""
        ranked: dict[int, list[str]] = defaultdict(list)
        for code in codes:
            depth = self._context_depth(code, region)
            if depth:
                ranked[depth].append(code)
        if not ranked:
            return None
        best = ranked[max(ranked)]
        if len(best) == 1:
            return best[0]
        # Several parents are named: the one named last before this mention speaks for its child.
        recent: dict[int, list[str]] = defaultdict(list)
        for code in best:
            recent[self._last_naming(code, position)].append(code)
        latest = max(recent)
        return recent[latest][0] if latest >= 0 and len(recent[latest]) == 1 else None

    def _last_naming(self, code: str, position: int) -> int:
        """Return where an ancestor of a code was last named before a position, or -1."""
        latest = -1
        for ancestor in _above(code):
            starts = self.starts.get(ancestor, ())
            index = bisect_right(starts, position)
            if index:
                latest = max(latest, starts[index - 1])
        return latest

    def _context_depth(self, code: str, region: str | None) -> int:
        """Return the level of the deepest place above this one that is named, 0 if none is."""
        named = [item for item in _above(code) if item in self.named or item == region]
        return self.gazetteer.level(named[-1]) if named and named[-1] in self.gazetteer else 0

    def _settle_lower(self, region: str | None) -> None:
        """Settle towns first, then villages, so that a village is known by its town."""
        for level in (4, 5):
            previous = None
            for mention in self.found:
                codes = [
                    code for code in mention.match.codes if self.gazetteer.level(code) == level
                ]
                if codes and mention.code is None and not mention.candidates:
                    self._settle_child(mention, codes, previous, region)
                previous = mention
        for mention in self.found:
            if mention.candidates and mention.code is None:
                code = self._by_context(mention.candidates, mention.match.start, region)
                if code and self._fits(code, region):
                    self._settle(mention, code)

    def _settle_child(self, mention: _Mention, codes, previous, region: str | None) -> None:
        """Settle a town or village: by the place right in front of it, near it, or around it."""
        code = None
        if previous is not None and previous.code and self.gazetteer.level(previous.code) >= 3:
            fitting = [item for item in codes if within(item, previous.code)]
            adjacent = previous.match.end == mention.match.start
            if len(fitting) == 1 and previous.segment is mention.segment:
                code = fitting[0]
            elif adjacent and not fitting:
                return  # a namesake elsewhere: the place in front holds another of that name
            elif adjacent and fitting:
                codes = fitting
        code = code or self._by_context(codes, mention.match.start, region)
        if code and self._fits(code, region):
            self._settle(mention, code)
        elif self.gazetteer.level(codes[0]) == 5 or len(codes) == len(mention.match.codes):
            self._leave_open(mention, codes, region)

    def _fits(self, code: str, region: str | None) -> bool:
        """Say whether the report names a county above a place, or is about its whole league."""
        depth = self._context_depth(code, region)
        return depth >= 3 or (depth == 2 and (region is None or len(region) <= 4))

    def _leave_open(self, mention: _Mention, codes, region: str | None) -> None:
        """Keep an unresolved name only if the report could mean one of its bearers."""
        if region is None:
            mention.candidates = tuple(codes)
            return
        inside = [code for code in codes if within(code, region[:4])]
        mention.candidates = tuple(inside if len(inside) > 1 else codes)
        if not inside and self._doubtful(mention):
            mention.dropped = True  # 和谐社区: more likely no name at all

    def _doubtful(self, mention: _Mention) -> bool:
        """Say whether a name of a far-off village is likely an ordinary word, or part of one."""
        start = mention.match.start
        if any(other.match.end == start for other in self.found if other.code):
            return False
        before = self.segments.folded[max(mention.segment.start, start - 1) : start]
        inside_word = bool(re.match("[一-鿿]", before)) and before not in _BEFORE_SHORT
        return len(mention.match.name) <= 4 or inside_word

    # What the report is about ------------------------------------------------------------------
    def _region(self) -> tuple[str | None, str]:
        titled = [item for item in self.found if item.segment.where == "title" and item.code]
        if titled:  # the title before the subtitle
            first = titled[0].segment
            return self._common([item.code for item in titled if item.segment is first]), "title"
        for where in (("lead", "outline", "closing"), ("header",)):
            counts: Counter[str] = Counter()
            for mention in self.found:
                if mention.code and mention.segment.where in where and 2 <= len(mention.code) <= 6:
                    counts[mention.code] += 1
            counts = (
                Counter({code: count for code, count in counts.items() if len(code) > 2}) or counts
            )
            if counts:
                weights = {
                    code: sum(count for other, count in counts.items() if within(other, code)) / 2
                    + count
                    for code, count in counts.items()
                }
                best = max(weights.values())
                return next(code for code in counts if weights[code] == best), "body"
        site = [
            mention.code
            for mention in self.found
            if mention.segment.where == "footer" and mention.code
        ]
        if self.site_code:
            return self.site_code, "site"
        return (max(site, key=len), "site") if site else (None, "")

    @staticmethod
    def _common(codes: list[str]) -> str | None:
        """Return the deepest place that holds all of these, or the first one's place."""
        deepest = [
            code for code in dict.fromkeys(codes)
            if not any(other != code and within(other, code) for other in codes)
        ]  # fmt: skip
        if len(deepest) == 1:
            return deepest[0]
        for width in (9, 6, 4):
            above = {code[:width] for code in deepest}
            if len(above) == 1 and all(len(code) >= width for code in deepest):
                return above.pop()
        return deepest[0]

    # Other spellings ---------------------------------------------------------------------------
    def _ethnic_villages(self, region: str | None) -> None:
        """三合朝鲜族聚居村 is 三合村, wherever the report's places hold just one."""
        text = self.segments.folded
        found = []
        for match in _ETHNIC_VILLAGE.finditer(text):
            segment = self.segments.at(match.start())
            people = _NATIONALITY.search(text, max(0, match.start() - 4), match.start())
            if segment is None or people is None:
                continue
            for length in range(6, 1, -1):
                start = people.start() - length
                name = text[max(start, segment.start) : people.start()]
                codes = {
                    code
                    for ending in ("村", "嘎查", "屯村", "社区")
                    for code in self.gazetteer.codes(name + ending)
                    if self.gazetteer.level(code) == 5
                }
                code = self._by_context(codes, start, region) if codes else None
                if code and self._fits(code, region):
                    end = min(match.end(), segment.end)
                    name = Match(start, end, text[start:end], (code,))
                    found.append(_Mention(name, segment))
                    self._settle(found[-1], code)
                    break
        if found:
            self._insert(found)

    def _insert(self, mentions: list[_Mention]) -> None:
        """Put mentions in the place of whatever was found inside them."""
        inside = set()
        for mention in mentions:
            inside.update(range(mention.match.start, mention.match.end))
            self.taken[mention.match.start] = mention.match.end
        kept = [other for other in self.found if other.match.start not in inside]
        self.found = sorted([*kept, *mentions], key=lambda item: item.match.start)

    def _listed_stems(self, region: str | None) -> None:
        """In 海拉尔西路、环河街等7个街道 the word after 等 ends every name of the list."""
        text = self.segments.folded
        found = []
        for match in _LISTED.finditer(text):
            segment = self.segments.at(match.start())
            endings = _LISTED_KINDS.get(match["kind"], (match["kind"],))
            position = match.start("items")
            for item in match["items"].split("、"):
                end = position + len(item)
                for start in range(position, max(position + 1, end - 1)):
                    if segment is None or self._overlaps(start, end):
                        break
                    name = text[start:end]
                    codes = {
                        code for ending in endings for code in self.gazetteer.codes(name + ending)
                    }
                    code = self._by_context(codes, start, region) if codes else None
                    if code and self._fits(code, region):
                        found.append(_Mention(Match(start, end, name, (code,)), segment))
                        self._settle(found[-1], code)
                        break
                position = end + 1
        if found:
            self._insert(found)

    def _unknown_children(self) -> None:
        """A town or village named right after a known place is a place, though of unknown code."""
        text = self.segments.folded
        for mention in list(self.found):
            if mention.code is None or self.gazetteer.level(mention.code) < 3:
                continue
            end = mention.match.end
            match = _UNKNOWN_CHILD.match(text, end, min(end + 12, mention.segment.end))
            if not match or end in self.taken or _NOT_A_NAME.search(match.group()[:-1]):
                continue
            if any(
                end < start < match.end()
                for start in range(end, match.end())
                if start in self.taken
            ):
                continue
            unknown = _Mention(
                Match(end, match.end(), match.group(), ()), mention.segment, None, ()
            )
            self.found.append(unknown)
            self.taken[end] = match.end()
        self.found.sort(key=lambda item: item.match.start)

    def _unknown_towns(self, region: str | None) -> None:
        """Where the list of places ends at counties, towns can only be named, not resolved."""
        if region is None or len(region) > 6 or self.gazetteer.has_towns(region[:6]):
            return
        text = self.segments.folded
        for segment in self.segments.of("lead", "outline", "closing"):
            for match in _UNKNOWN_TOWN.finditer(text, segment.start, segment.end):
                start, end = match.span("name")
                if verb := _VERB_BEFORE.match(match["name"]):
                    start += verb.end()
                if not self._overlaps(start, end) and not _NOT_A_NAME.search(match["name"][:-1]):
                    self.found.append(_Mention(Match(start, end, match["name"], ()), segment))
                    self.taken[start] = end
        self.found.sort(key=lambda item: item.match.start)

    def _abbreviations(self) -> None:
        """Find 达茂旗 for 达尔罕茂明安联合旗: its first and last characters, one or two between."""
        names: dict[str, set[str]] = defaultdict(set)
        for code in self.named:
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
        for match in find_few(self.segments.folded, known):
            self._short(match.start, match.end, match.codes[0])
        self.found.sort(key=lambda item: item.match.start)

    def _stems(self, region: str | None) -> None:
        """Find the names without designation (义勒力特) of places the report names in full."""
        stems: dict[str, list[str]] = defaultdict(list)
        for code in self.named:
            stem = self.gazetteer.stem(code)
            if self.gazetteer.level(code) <= 4 and stem != self.gazetteer.short(code):
                stems[stem].append(code)
        names = {stem: tuple(codes) for stem, codes in stems.items() if len(codes) == 1}
        if not names:
            return
        text = self.segments.folded
        for match in find_few(text, names):
            segment = self.segments.at(match.start)
            if segment is None or self._overlaps(match.start, match.end):
                continue
            if _ORGANISATIONS.match(text[match.end : match.end + 4]):
                continue
            if len(match.name) == 2 and self._inside_word(match, segment):
                continue
            self._alias(match, segment, match.codes[0])

    def _inside_word(self, match: Match, segment: Segment) -> bool:
        """A two-character stem counts only where it stands apart or in front of an office."""
        text = self.segments.folded
        before = text[max(match.start - 1, segment.start) : match.start]
        after = text[match.end : min(match.end + 1, segment.end)]
        return bool(re.match("[一-鿿]", before)) and bool(re.match("[一-鿿]", after))

    def _short_forms(self, region: str | None) -> None:
        """Find 乌市, 全旗, 该旗, 自治区 for places the report names in full."""
        text = self.segments.folded
        initials: dict[str, set[str]] = defaultdict(set)
        for code in self.named:
            short = self.gazetteer.short(code)
            if (
                self.gazetteer.level(code) <= 3
                and short[0] not in _SHORT_FORM_STOP
                and short[-1] in "市旗县盟州区"
            ):
                initials[short[0] + short[-1]].add(code)
        names = {name: tuple(codes) for name, codes in initials.items() if len(codes) == 1}
        chain = []
        if region:
            chain = [region[:width] for width in LEVEL_WIDTHS if region[:width] in self.named]
        for match in find_few(text, names):
            if text[match.end : match.end + 1] in _NOT_SHORT_BEFORE:
                continue
            self._short(match.start, match.end, match.codes[0])
        for match in _ANAPHORA.finditer(text):
            if code := self._meant(match.group(), chain):
                self._short(*match.span(), code)
        province = region[:2] if region and region[:2] in self.named else None
        if province and self.gazetteer.short(province).endswith("自治区"):
            for match in _REGION_WORD.finditer(text):
                self._short(*match.span(), province)

    def _short(self, start: int, end: int, code: str) -> None:
        segment = self.segments.at(start)
        if segment is not None and not self._overlaps(start, end):
            name = self.segments.folded[start:end]
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

    def _overlaps(self, start: int, end: int) -> bool:
        return any(position in self.taken for position in range(start, end)) or any(
            self.taken.get(position, 0) > start for position in range(max(0, start - 24), start)
        )

    def _alias(self, match: Match, segment: Segment, code: str) -> None:
        self.found.append(_Mention(match, segment, code, alias=True))
        self.taken[match.start] = match.end

    # Result ------------------------------------------------------------------------------------
    def _collect(self) -> list[PlaceMention]:
        result: dict[str, PlaceMention] = {}
        shortened: set[str] = set()  # places seen so far only by a short form
        self.found.sort(key=lambda item: item.match.start)
        for mention in self.found:
            if mention.dropped:
                continue
            match = mention.match
            key = mention.code or "?" + match.name
            fact = self.segments.fact(match.start, match.end, mention.segment)
            if key in result:
                self._add_mention(result[key], fact, key in shortened and not mention.alias)
                if not mention.alias:
                    shortened.discard(key)
                continue
            if mention.alias:
                shortened.add(key)
            code = mention.code
            result[key] = PlaceMention(
                code=code,
                name=self.gazetteer.short(code) if code else fact["quote"],
                official_name=self.gazetteer.name(code) if code else None,
                parent_code=self.gazetteer.parent(code) if code else None,
                candidates=list(mention.candidates),
                **fact,
            )
        return sorted(result.values(), key=lambda place: place.offset)

    @staticmethod
    def _add_mention(place: PlaceMention, fact: dict, leads: bool) -> None:
        """Add a mention; the first full name leads, before any short form."""
        if leads:
            short = {name: getattr(place, name) for name in fact}
            for name, value in fact.items():
                setattr(place, name, value)
            fact = short
        place.others.append(Fact(**fact))


def _above(code: str) -> list[str]:
    """Return the codes of all places a code may lie in, the province first."""
    return [code[:width] for width in LEVEL_WIDTHS if width < len(code)]
