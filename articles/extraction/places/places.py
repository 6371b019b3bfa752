"""The places a report names, each resolved to a code by what else the report says.

Full names come first, each settled by its context; then what the report calls those places in
short; last the places the list does not hold. What stays ambiguous is reported, never guessed.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from articles.extraction.parts import Phrase, Segments
from articles.extraction.report import Fact, PlaceMention, Where

from .context import Context
from .full_names import scan_names
from .gazetteer import Gazetteer, within
from .mentions_so_far import Mentions
from .region import Region
from .short_forms import ShortForms
from .unknown import add_unknown_children, add_unknown_counties, add_unknown_towns


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
        self.mentions = Mentions()
        self.about = Region(segments, gazetteer, self.mentions, site_code)

    def run(self) -> Places:
        """Find full names, short forms and unknown places, in this order."""
        context = Context(self.segments.folded, self.gazetteer, self.mentions)
        forms = ShortForms(self.segments, self.gazetteer, self.mentions)
        scan_names(self.segments, self.gazetteer, self.mentions)
        context.settle_upper()
        region, origin = self.about.find()
        context.settle_lower(region)
        forms.initials()
        forms.abbreviations()
        forms.ethnic_villages(region)
        again = self.about.find()
        if region is None or again[1] == "title":
            region, origin = again
        forms.listed_stems(region)
        add_unknown_children(self.segments, self.gazetteer, self.mentions)
        add_unknown_towns(self.segments, self.gazetteer, self.mentions, region)
        forms.stems()
        named = self.about.find()  # the stem in 杜尔伯特：凝聚各族力量 names the county as well
        deeper = region is None or (named[0] and within(named[0], region))
        if named[1] == "title" and (origin != "title" or deeper):  # 青海海北：…
            region, origin = named
        forms.short_forms(region)
        add_unknown_counties(self.segments, self.gazetteer, self.mentions)
        return Places(self._collect(), region, origin, self._misplaced())

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
            and self.about.chained(upper, lower)
            and not within(lower.code, upper.code)
        ]

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
