"""Which place a report is about: what its title names, or its text speaks of, not its examples."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from itertools import zip_longest

from articles.extraction.parts import Segments
from articles.extraction.report import BODY, Where

from .bodies import deepest, find_bodies, find_media, speaks_of_itself
from .gazetteer import Gazetteer, within
from .mentions_so_far import Mention, Mentions

Counts = dict[str, float]  # of codes; what is mentioned aside counts in parts
# 我区 in a title is the office's own place; 全省 speaks of a province without naming it.
_OWN = re.compile(r"[我本](自治区|[省市州盟旗县区])(?![级委])")
_OWN_WORD = re.compile(r"[全我本]([省市州盟旗县区])(?![级委场民域别块间])")
_WHOLE_PROVINCE = re.compile(r"[全我本]省(?!级)|全自治区")
_NOTHING_BETWEEN = re.compile(r"[\s·的]{0,2}$")
# 新华社昆明1月14日电 says where a report was filed, not what it is about.
_FILED = re.compile(r"\s*\d{1,2}月\d{1,2}日[电讯]")

# A place counts this much of a mention where it is an example of many or a partner.
_ASIDE = 0.2
_LISTED = 4  # counties of one prefecture
_AHEAD = 60  # characters behind a name that are asked
# 北京市密云区古北口镇等283个地方和单位: one of many. What 有 parts from the list has the many.
_EXAMPLE = re.compile(
    r"[^。;,!?有]{0,50}?等(?:地的?)?\s*[\d一二三四五六七八九十百]{1,5}(?:余|多)?[个家名所处地]"
)
# 与北京市海淀区签订, 赴包头市, 学习吴忠市: the report's place deals with another.
_DEALT_WITH = re.compile(
    r"(?:与|同|赴|前往|考察|借鉴|学习|毗邻|相邻|接壤|来自|邀请|对接|结对|帮扶|援助|支援|以及|参观|走访|例如|比如|譬如)(?:了|的)?$"
)
# 海淀区向全旗捐款, 海淀区派出干部: another deals with the report's place.
_DEALS = re.compile(
    r"[^。;,!?]{0,10}?(?:签订|签署|结对|结成|对口|援建|捐赠|捐款|捐助|派出(?!所)|向[全我该本][省市州盟旗县区]|考察团|党政代表团)"
    r"|的?(?:先进)?(?:经验|做法)"
)
# 阿坝州民族团结进步先进集体, 省民宗委命名: the name of an honor, and who confers it, say where the
# bearer belongs, and not what the report is about.
_OF_AN_HONOR = re.compile(
    r"(?:第[一二三四五六七八九十]+批)?级?(?:民族团结进步|民族团结|铸牢中华民族共同体意识|“)?[^,。;、:“”的局所校院镇乡村社司召开举]{0,8}?"
    r"(?:示范|模范|先进(?!事迹|经验|做法|典型)|标兵|最美|先锋|文明|基地|之星|四好)(?!.{0,6}(?:创建|工作|评选|表彰|大会))"
)
_CONFERS = re.compile(
    r"[^,。;、“”]{0,10}?(?:委|局|部|厅|政府|办)?(?:[、和][^,。;]{1,14}?)?(?:联合)?(?:发文|下文)?"
    r"(?:命名|授予|评为|评定|表彰|认定|颁发|列入|列为|推荐)"
)
_BY = re.compile(r"(?:被|由|获|经|荣获|成为|获评)$")
_OPENS = 1  # what the first place that a text speaks of counts more
# What the name of a body that lies in a place counts, by where it stands.
_BODIES = {Where.TITLE: 4, Where.HEADER: 3, Where.FOOTER: 2}
_BODIES_OPENING = 2
_LEAGUE, _COUNTY = 4, 6  # digits of codes
_OFTEN = 2  # times a place is spoken of, so that no address at the foot is asked
_OPENING = 80  # characters of a text in which bodies are asked
_OF_ITSELF = 2  # times that a text speaks of itself as a body: 我院, 全段
_ADDRESS = 1.5  # at the foot, of a body that speaks of itself
_LOCATED = 2
_LIES = re.compile(r"(?:位于|地处|坐落于|坐落在|驻守在?|驻扎在)(?:[^,。;]{0,8}?的)?$")
_MEDIUM = 1.5


class Region:
    """Finds the place a report is about among the places it names."""

    def __init__(
        self,
        segments: Segments,
        gazetteer: Gazetteer,
        mentions: Mentions,
        site_code: str | None,
    ):
        self.segments = segments
        self.gazetteer = gazetteer
        self.mentions = mentions
        self.site_code = site_code

    def find(self) -> tuple[str | None, str]:
        """Return the place a report is about, and which part of the page says so."""
        if office := self._own():
            return office, "title"
        aside = self._aside()
        titled = [
            item for item in self.mentions.found if item.segment.where == Where.TITLE and item.code
        ]
        if titled:  # the title before the subtitle
            first = [item for item in titled if item.segment is titled[0].segment]
            named = [
                item for item, following in zip_longest(first, first[1:])
                if item and (following is None or not self.chained(item, following))
            ]  # fmt: skip
            own = [item for item in named if item.match.start not in aside]
            if not own and any(count >= 1 for count in self._counts(BODY, aside).values()):
                return self._told(aside)
            own = own or named
            told = self._common([item.code for item in own if item.code])
            return self._narrowed(told, aside), "title"
        return self._told(aside)

    def _told(self, aside: Collection[int]) -> tuple[str | None, str]:
        """Return the place that text, header, site or foot speak of."""
        for where in (BODY, (Where.HEADER,)):
            counts = self._counts(where, aside)
            if where == BODY:
                counts = self._with_bodies(counts)
            if counts:
                weights = {
                    code: sum(count for other, count in counts.items() if within(other, code)) / 2
                    + count
                    for code, count in counts.items()
                }
                best = max(weights.values())
                region = next(code for code in counts if weights[code] == best)
                region = self._holding_all(counts) or region
                return self._issuing(region, counts), "body"
        if self.site_code:
            return self.site_code, "site"
        site = self._signing((Where.FOOTER,))
        return (max(site, key=len), "site") if site else (None, "")

    def _narrowed(self, told: str | None, aside: Collection[int]) -> str | None:
        """Return the place that the text is mostly about, where the title names its province."""
        if told is None or len(told) > 2:
            return told
        counts = self._counts(BODY, aside)
        inside = {code: count for code, count in counts.items() if len(code) >= 4}
        most = max(inside, key=lambda code: inside[code], default=None)
        if most is None or not within(most, told) or self._provincial(counts):
            return told
        return most if inside[most] >= 2 and inside[most] * 2 > sum(inside.values()) else told

    @staticmethod
    def _holding_all(counts: Counts) -> str | None:
        """Return the prefecture whose counties are listed alike, be it named or not."""
        listed = [code for code in counts if len(code) == 6]
        above = {code[:4] for code in counts if len(code) >= 4}
        alike = len(listed) >= _LISTED and len(above) == 1
        most = max(counts.values(), default=0)
        return above.pop() if alike and most * 3 <= sum(counts.values()) else None

    def _counts(self, where: Collection[Where], aside: Collection[int]) -> Counts:
        """Return how often a part of the page speaks of each place, province to county.

        An example or a neighbour counts little, 全旗 as the place's name. Provinces count only
        where no place in one is spoken of for its own sake.
        """
        counts: Counts = defaultdict(float)
        found = self.mentions.found
        for mention, following in zip(found, [*found[1:], None], strict=False):
            if (
                mention.code is None
                or mention.segment.where not in where
                or not 2 <= len(mention.code) <= 6
                or _FILED.match(self.segments.folded, mention.match.end)
            ):
                continue
            # 锡林郭勒盟苏尼特右旗 speaks of the banner.
            leads = following is not None and following.match.start == mention.match.end
            if not (leads and following and following.code
                    and within(following.code, mention.code)):  # fmt: skip
                counts[mention.code] += _ASIDE if mention.match.start in aside else 1
        if where == BODY:
            spoken = (code for code, count in counts.items() if count >= 1 and len(code) > 2)
            if opening := next(spoken, None):
                counts[opening] += _OPENS
            self._count_own_words(counts)
        if not self._provincial(counts):
            below = {code: count for code, count in counts.items() if len(code) > 2}
            if any(count >= 1 for count in below.values()) or len(below) == len(counts):
                counts = below
        return counts

    def _with_bodies(self, counts: Counts) -> Counts:
        """Add what the names of bodies, their addresses and where they lie say to the counts."""
        told: Counts = defaultdict(float)
        body = self.segments.of(*BODY)
        of_itself = sum(speaks_of_itself(self.segments, item) for item in body) >= _OF_ITSELF
        weighed = {
            segment: weight
            for where, weight in _BODIES.items()
            for segment in self.segments.of(where)
        }
        if body and (of_itself or not any(len(code) >= _LEAGUE for code in counts)):
            weighed[body[0]] = _BODIES_OPENING
        for segment, weight in weighed.items():
            for place in find_bodies(self.segments, segment, self.gazetteer, _OPENING):
                told[place] = max(told[place], weight if of_itself else weight / 2)
        if not any(len(code) >= _COUNTY for code in counts):
            for segment in self.segments.of(Where.HEADER):
                for place in find_media(self.segments, segment, self.gazetteer):
                    told[place] = max(told[place], _MEDIUM)
        for place in self._located():
            told[place] = max(told[place], _LOCATED)
        if of_itself and max(counts.values(), default=0) < _OFTEN:
            signing = [code for code in self._signing((Where.FOOTER,)) if len(code) <= _COUNTY]
            for place in deepest([*signing, *([self.site_code] if self.site_code else [])]):
                told[place] = max(told[place], _ADDRESS)
        if not told:
            return counts
        result: Counts = defaultdict(float, {c: n for c, n in counts.items() if len(c) > 2})
        for code, count in told.items():
            result[code] += count
        return result

    def _located(self) -> Iterator[str]:
        """Yield the leagues and counties that the text says something lies in: 位于西安市长安区."""
        found = self.mentions.found
        for mention, following in zip(found, [*found[1:], None], strict=False):
            code, start = mention.code, mention.match.start
            if code is None or not _LEAGUE <= len(code) <= _COUNTY:
                continue
            if mention.segment.where not in BODY:
                continue
            if following and self.chained(mention, following):
                mention, code = following, following.code or code
            before = self.segments.folded[max(mention.segment.start, start - 12) : start]
            if len(code) <= _COUNTY and _LIES.search(before):
                yield code

    def _count_own_words(self, counts: Counts) -> None:
        """Count 全旗 and 我县 for the one place spoken of, or signing, that they can mean."""
        words = Counter(
            match[1] for segment in self.segments.of(*BODY)
            for match in _OWN_WORD.finditer(self.segments.folded, segment.start, segment.end)
        )  # fmt: skip
        signing = self._signing((Where.HEADER, Where.FOOTER))
        if self.site_code:
            signing.append(self.site_code)
        for word, count in words.items():
            spoken = [code for code, times in counts.items() if times >= 1 and self._is(code, word)]
            signed = {code for code in signing if self._is(code, word)}
            meant = [*signed] if len(signed) == 1 else spoken
            if len(set(meant)) == 1:
                counts[meant[0]] += count

    def _is(self, code: str, word: str) -> bool:
        """Say whether a place is a 旗, 县, 州 … of a word; 区 means a district."""
        level = self.gazetteer.level(code)
        fits = level <= 3 and self.gazetteer.short(code).endswith(word)
        return fits and (word != "区" or level == 3)

    def _signing(self, where: Collection[Where]) -> list[str]:
        return [
            item.code for item in self.mentions.found
            if item.code and item.segment.where in where
        ]  # fmt: skip

    def _aside(self) -> set[int]:
        """Return where places stand that are only mentioned; a list shares its first's lot."""
        aside: set[int] = set()
        previous: Mention | None = None
        for mention in self.mentions.found:
            goes_on = (
                previous is not None
                and previous.match.start in aside
                and self._between(previous, mention) in ("", "、", "和")
            )
            if goes_on or self._mentioned_aside(mention):
                aside.add(mention.match.start)
            previous = mention
        return aside

    def _between(self, one: Mention, other: Mention) -> str:
        return self.segments.folded[one.match.end : other.match.start]

    def _mentioned_aside(self, mention: Mention) -> bool:
        """Say whether a place is only an example, or another that the report's place deals with."""
        text = self.segments.folded
        before = text[max(mention.segment.start, mention.match.start - 8) : mention.match.start]
        end = min(mention.match.end + _AHEAD, mention.segment.end)
        after = text[mention.match.end : end]
        capital = mention.match.name in self.gazetteer.capitals  # 在长沙公布, 从西宁赶来
        return bool(
            (capital and mention.segment.where != Where.TITLE)
            or before.endswith("#")  # a topic of posts
            or _DEALT_WITH.search(before)
            or _DEALS.match(after)
            or _EXAMPLE.match(after)
            or _OF_AN_HONOR.match(after)
            or (_BY.search(before) and _CONFERS.match(after))
        )

    def chained(self, upper: Mention, lower: Mention) -> bool:
        """Say whether two names are one place and its parent, be it only as the report has it.

        满洲里市 administers 扎赉诺尔区, which the codes put beside it under 呼伦贝尔市.
        """
        if upper.code is None or lower.code is None:
            return False
        between = self.segments.folded[upper.match.end : lower.match.start]
        if not _NOTHING_BETWEEN.match(between):
            return False
        if within(lower.code, upper.code):
            return True
        levels = self.gazetteer.level(upper.code), self.gazetteer.level(lower.code)
        city = upper.match.name.endswith("市") and lower.match.name.endswith("区")
        return not between and (levels[0] < levels[1] or (levels == (3, 3) and city))

    def _own(self) -> str | None:
        """Return what 我区 or 我旗 in the title means, if the report names one such place."""
        text = self.segments.folded
        for segment in self.segments.of(Where.TITLE):
            if match := _OWN.search(text, segment.start, segment.end):
                named = [
                    code for code in self.mentions.named
                    if self.gazetteer.level(code) <= 3
                    and self.gazetteer.short(code).endswith(match[1])
                    and (match[1] != "区" or self.gazetteer.level(code) == 3)
                ]  # fmt: skip
                return named[0] if len(named) == 1 else None
        return None

    def _provincial(self, counts: Counts) -> bool:
        """Say whether a report is about a whole province rather than the places it names there."""
        below = sum(count for code, count in counts.items() if len(code) > 2)
        provinces = [count for code, count in counts.items() if len(code) == 2]
        whole = len(_WHOLE_PROVINCE.findall(self.segments.folded))
        return len(provinces) == 1 and whole > 0 and provinces[0] + whole > 2 * below

    def _issuing(self, region: str, counts: Counts) -> str:
        """Return the place of the office that signs, where it lies in the region and is named.

        A county's report to its prefecture speaks of the prefecture as often as of itself.
        """
        signing = [
            item.code
            for item in self.mentions.found
            if item.code
            and item.code in counts
            and item.segment.where in (Where.HEADER, Where.FOOTER)
        ]
        inside = [code for code in signing if len(code) > len(region) and within(code, region)]
        if not inside or self._said_of_all(region) > self._said_of_all(inside[0]):
            return region
        return inside[0]

    def _said_of_all(self, code: str) -> int:
        """Return how often the text speaks of the whole of a kind of place: 全市, 我市."""
        kind = self.gazetteer.short(code)[-1:]
        words = (
            match for segment in self.segments.of(*BODY)
            for match in _OWN_WORD.finditer(self.segments.folded, segment.start, segment.end)
        )  # fmt: skip
        return sum(match[1] == kind for match in words)

    @staticmethod
    def _common(codes: list[str]) -> str | None:
        """Return the deepest place that holds all of these, or the first one's place."""
        lowest = deepest(codes)
        if len(lowest) == 1:
            return lowest[0]
        for width in (9, 6, 4):
            above = {code[:width] for code in lowest}
            if len(above) == 1 and all(len(code) >= width for code in lowest):
                return above.pop()
        return lowest[0]
