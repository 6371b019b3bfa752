"""Which place a name means: by the place in front of it, near it, or around the whole report.

A name borne by one place is that place. A name borne by several is the one whose parent stands
in front of it, or lies under the places the report is about; what stays ambiguous is kept open.
"""

import re
from collections import defaultdict
from collections.abc import Collection

from articles.extraction.offsets import PageOffset
from articles.extraction.report import Where
from regions.codes import ancestors

from .full_names import BEFORE_SHORT
from .gazetteer import Gazetteer, within
from .mentions_so_far import Mention, Mentions


class Context:
    """Settles names by what the mentions so far say."""

    def __init__(self, text: str, gazetteer: Gazetteer, mentions: Mentions):
        self.text = text
        self.gazetteer = gazetteer
        self.mentions = mentions

    def settle_upper(self) -> None:
        """Settle provinces, leagues and counties: most names are borne by one only."""
        previous = None
        waiting = []
        for mention in self.mentions.found:
            codes = mention.match.codes
            upper = [code for code in codes if self.gazetteer.level(code) <= 3]
            if upper:
                chained = self._under_previous(mention, previous, upper)
                if chained:
                    self.mentions.settle(mention, chained)
                elif len(upper) == 1:
                    self.mentions.settle(mention, upper[0])
                else:
                    mention.candidates = tuple(upper)
                    waiting.append(mention)
            previous = mention
        for mention in waiting:
            code = self.by_context(mention.candidates, mention.match.start, None)
            if code:
                self.mentions.settle(mention, code)

    @staticmethod
    def _under_previous(mention: Mention, previous: Mention | None, codes: list[str]) -> str | None:
        if previous is None or previous.match.end != mention.match.start:
            return None
        above = (previous.code,) if previous.code else previous.candidates
        fitting = [
            code for code in codes if any(within(code, item) and code != item for item in above)
        ]
        if len(fitting) == 1 and not previous.code:
            fits = [item for item in above if within(fitting[0], item)]
            if len(fits) == 1:
                previous.code, previous.candidates = fits[0], ()
        return fitting[0] if len(fitting) == 1 else None

    def by_context(
        self, codes: Collection[str], position: PageOffset, region: str | None
    ) -> str | None:
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
            recent[self.mentions.last_naming(code, position)].append(code)
        latest = max(recent)
        return recent[latest][0] if latest >= 0 and len(recent[latest]) == 1 else None

    def _context_depth(self, code: str, region: str | None) -> int:
        """Return the level of the deepest place above this one that is named, 0 if none is."""
        named = [item for item in ancestors(code) if item in self.mentions.named or item == region]
        return self.gazetteer.level(named[-1]) if named and named[-1] in self.gazetteer else 0

    def settle_lower(self, region: str | None) -> None:
        """Settle towns first, then villages, so that a village is known by its town."""
        for level in (4, 5):
            previous = None
            for mention in self.mentions.found:
                codes = [
                    code for code in mention.match.codes if self.gazetteer.level(code) == level
                ]
                if codes and mention.code is None and not mention.candidates:
                    self._settle_child(mention, codes, previous, region)
                previous = mention
        for mention in self.mentions.found:
            if mention.candidates and mention.code is None:
                code = self.by_context(mention.candidates, mention.match.start, region)
                if code and self.fits(code, region):
                    self.mentions.settle(mention, code)

    def _settle_child(
        self, mention: Mention, codes: list[str], previous: Mention | None, region: str | None
    ) -> None:
        """Settle a town or village: by the place right in front of it, near it, or around it."""
        code = None
        if previous is not None and previous.code and self.gazetteer.level(previous.code) >= 3:
            fitting = [item for item in codes if within(item, previous.code)]
            adjacent = previous.match.end == mention.match.start
            if len(fitting) == 1 and previous.segment is mention.segment:
                code = fitting[0]
            elif adjacent and not fitting:
                # A namesake elsewhere: the place in front holds another of that name. A title may
                # name the one next door, which another place of the same league administers.
                near = [item for item in codes if within(item, previous.code[:4])]
                if mention.segment.where == Where.TITLE and len(near) == 1:
                    self.mentions.settle(mention, near[0])
                return
            elif adjacent and fitting:
                codes = fitting
        code = code or self.by_context(codes, mention.match.start, region)
        if code and self.fits(code, region):
            self.mentions.settle(mention, code)
        elif self.gazetteer.level(codes[0]) == 5 or len(codes) == len(mention.match.codes):
            self._leave_open(mention, codes, region)

    def fits(self, code: str, region: str | None) -> bool:
        """Say whether the report names a county above a place, or is about its whole league."""
        depth = self._context_depth(code, region)
        return depth >= 3 or (depth == 2 and (region is None or len(region) <= 4))

    def _leave_open(self, mention: Mention, codes: list[str], region: str | None) -> None:
        """Keep an unresolved name only if the report could mean one of its bearers."""
        if region is None:
            mention.candidates = tuple(codes)
            return
        inside = [code for code in codes if within(code, region[:4])]
        mention.candidates = tuple(inside if len(inside) > 1 else codes)
        if not inside and self._doubtful(mention):
            mention.dropped = True  # 和谐社区: more likely no name at all

    def _doubtful(self, mention: Mention) -> bool:
        """Say whether a name of a far-off village is likely an ordinary word, or part of one."""
        start = mention.match.start
        if any(other.match.end == start for other in self.mentions.found if other.code):
            return False
        before = self.text[max(mention.segment.start, start - 1) : start]
        inside_word = bool(re.match("[一-鿿]", before)) and before not in BEFORE_SHORT
        return len(mention.match.name) <= 4 or inside_word
