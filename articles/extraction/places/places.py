"""The places a report names, each resolved to a code by what else the report says.

Full names come first, each settled by its context; then what the report calls those places in
short; last the places the list does not hold. What stays ambiguous is reported, never guessed.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from articles.extraction.parts import Phrase, Segments
from articles.extraction.report import BODY, Fact, PlaceMention, Where

from .context import Context
from .full_names import scan_names
from .gazetteer import Gazetteer, within
from .mentions_so_far import Mention, Mentions
from .short_forms import ShortForms
from .unknown import add_unknown_children, add_unknown_counties, add_unknown_towns

# 我区 in a title is the office's own place; 全省 speaks of a province without naming it.
_OWN = re.compile(r"[我本](自治区|[省市州盟旗县区])(?![级委])")
_WHOLE_PROVINCE = re.compile(r"[全我本]省(?!级)|全自治区")
_NOTHING_BETWEEN = re.compile(r"[\s·的]{0,2}$")
# 新华社昆明1月14日电 says where a report was filed, not what it is about.
_FILED = re.compile(r"\s*\d{1,2}月\d{1,2}日[电讯]")


@dataclass(slots=True)
class Places:
    """The places of a report, in order, and the one it is about.

    `misplaced`: places that the title names right behind one they do not lie in, as (fact, that
    place's name, the place's own name).
    """

    mentions: list[PlaceMention] = field(default_factory=list)
    region: str | None = None
    region_from: str = ""
    misplaced: list[tuple[Fact, str, str]] = field(default_factory=list)


def find_places(segments: Segments, gazetteer: Gazetteer, site_code: str | None = None) -> Places:
    """Return every place the report names and the region it is about."""
    return _Finder(segments, gazetteer, site_code).run()


class _Finder:
    def __init__(self, segments: Segments, gazetteer: Gazetteer, site_code: str | None):
        self.segments = segments
        self.gazetteer = gazetteer
        self.site_code = site_code
        self.mentions = Mentions()

    def run(self) -> Places:
        """Find full names, short forms and unknown places, in this order."""
        context = Context(self.segments.folded, self.gazetteer, self.mentions)
        forms = ShortForms(self.segments, self.gazetteer, self.mentions)
        scan_names(self.segments, self.gazetteer, self.mentions)
        context.settle_upper()
        region, origin = self._region()
        context.settle_lower(region)
        forms.initials()
        forms.abbreviations()
        forms.ethnic_villages(region)
        again = self._region()
        if region is None or again[1] == "title":
            region, origin = again
        forms.listed_stems(region)
        add_unknown_children(self.segments, self.gazetteer, self.mentions)
        add_unknown_towns(self.segments, self.gazetteer, self.mentions, region)
        forms.stems()
        named = self._region()  # the stem in 杜尔伯特：凝聚各族力量 names the county as well
        deeper = region is None or (named[0] and within(named[0], region))
        if named[1] == "title" and (origin != "title" or deeper):  # 青海海北：…
            region, origin = named
        forms.short_forms(region)
        add_unknown_counties(self.segments, self.gazetteer, self.mentions)
        return Places(self._collect(), region, origin, self._misplaced())

    def _region(self) -> tuple[str | None, str]:
        if own := self._own():
            return own, "title"
        titled = [
            item for item in self.mentions.found if item.segment.where == Where.TITLE and item.code
        ]
        if titled:  # the title before the subtitle
            named = [item for item in titled if item.segment is titled[0].segment]
            named = [
                item for item, following in zip_longest(named, named[1:])
                if following is None or not self._chained(item, following)
            ]  # fmt: skip
            return self._common([item.code for item in named if item.code]), "title"
        found = self.mentions.found
        for where in (BODY, (Where.HEADER,)):
            counts: Counter[str] = Counter()
            for mention, following in zip_longest(found, found[1:]):
                if (
                    mention.code
                    and mention.segment.where in where
                    and 2 <= len(mention.code) <= 6
                    and not _FILED.match(self.segments.folded, mention.match.end)
                ):
                    # 锡林郭勒盟苏尼特右旗 speaks of the banner.
                    leads = following is not None and following.match.start == mention.match.end
                    if not (leads and following.code and within(following.code, mention.code)):
                        counts[mention.code] += 1
            if not self._provincial(counts):
                counts = (
                    Counter({code: count for code, count in counts.items() if len(code) > 2})
                    or counts
                )
            if counts:
                weights = {
                    code: sum(count for other, count in counts.items() if within(other, code)) / 2
                    + count
                    for code, count in counts.items()
                }
                best = max(weights.values())
                region = next(code for code in counts if weights[code] == best)
                return self._issuing(region, counts), "body"
        site = [
            mention.code
            for mention in self.mentions.found
            if mention.segment.where == Where.FOOTER and mention.code
        ]
        if self.site_code:
            return self.site_code, "site"
        return (max(site, key=len), "site") if site else (None, "")

    def _chained(self, upper: Mention, lower: Mention) -> bool:
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

    def _misplaced(self) -> list[tuple[Fact, str, str]]:
        """Return what the title names as a part of a place that it does not lie in."""
        titled = [
            item for item in self.mentions.found if item.segment.where == Where.TITLE and item.code
        ]
        return [
            (
                Fact(**self.segments.fact(upper.match.start, lower.match.end, lower.segment)),
                self.gazetteer.short(upper.code),
                self.gazetteer.short(lower.code),
            )
            for upper, lower in pairwise(titled)
            if upper.code
            and lower.code
            and self._chained(upper, lower)
            and not within(lower.code, upper.code)
        ]

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

    def _provincial(self, counts: Counter[str]) -> bool:
        """Say whether a report is about a whole province rather than the places it names there."""
        below = sum(count for code, count in counts.items() if len(code) > 2)
        provinces = [count for code, count in counts.items() if len(code) == 2]
        whole = len(_WHOLE_PROVINCE.findall(self.segments.folded))
        return len(provinces) == 1 and whole > 0 and provinces[0] + whole > 2 * below

    def _issuing(self, region: str, counts: Counter[str]) -> str:
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
        return inside[0] if inside else region

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

    def _collect(self) -> list[PlaceMention]:
        result: dict[str, PlaceMention] = {}
        shortened: set[str] = set()  # places seen so far only by a short form
        self.mentions.sort()
        for mention in self.mentions.found:
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
    def _add_mention(place: PlaceMention, phrase: Phrase, leads: bool) -> None:
        """Add a mention; the first full name leads, before any short form."""
        if leads:
            short: Phrase = {
                "quote": place.quote,
                "offset": place.offset,
                "where": place.where,
                "row": place.row,
            }
            place.quote, place.offset = phrase["quote"], phrase["offset"]
            place.where, place.row = phrase["where"], phrase["row"]
            phrase = short
        place.others.append(Fact(**phrase))
