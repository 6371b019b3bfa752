"""Who bears a title that its own clause names by a word, or not at all: 该院, 学校, 我县.

What such a word stands for is looked up in the sentences in front, the heading, the title and the
page as a whole (`page_subjects.py`).
"""

import re

from articles.extraction.honors.words import GENERIC, Candidate, kind_of
from articles.extraction.report import HonorKind

from .bearers import BorneBy
from .frame_words import (
    BARE_NOUN,
    DOES_ELSE,
    TIMED,
    fits,
)
from .openings import Openings
from .page_subjects import OWN_PLACE, PageSubjects

BARE_NAME = re.compile(
    rf"(?P<own>[占我本全咱]们?)?(?P<noun>{BARE_NOUN.pattern}|[村校院寺])(?:里|上)?"
)
_OF_PLACES = {HonorKind.REGION_TITLE, HonorKind.VILLAGE}
PLACE_TITLE = re.compile("(?P<noun>[省市州盟县旗区])(?:城)?$")


class Inheritance:
    """Reads the bearers of titles that are named elsewhere on the page."""

    def __init__(self, names: Openings, page: PageSubjects):
        self.names = names
        self.page = page

    def titled(self, item: Candidate) -> str:
        """Return the body that the page's title names, if the honor is for its like."""
        for clause in re.split("[,:;。!? —\n]", self.page.title):
            named = self.names.opening_names(clause)[0]
            if len(named.names) == 1 and not named.persons and fits(item.name, named.names[0]):
                return named.names[0]
        return ""

    def own_place(self, clause: str, item: Candidate) -> BorneBy:
        """我县先后荣获A: the report's own place; 全县 bears only what a county can."""
        lead = TIMED.match(clause)
        own = OWN_PLACE.match(clause, lead.end() if lead else 0)
        if not own or self.names.opening_names(clause)[0]:
            return BorneBy()  # 我旗伊敏苏木: what lies in it
        if DOES_ELSE.search(clause, own.end()) or not self._place_can_bear(item, own["noun"]):
            return BorneBy()
        if own["pronoun"] in ("全", "本") and kind_of(item.name) is not HonorKind.REGION_TITLE:
            return BorneBy()
        place = self.page.place(own["noun"])
        return BorneBy([place]) if place else BorneBy()

    @staticmethod
    def _place_can_bear(item: Candidate, noun: str) -> bool:
        """Say whether a place whose name ends in a noun can bear a title: 县, 示范县."""
        kind = kind_of(item.name)
        if kind is HonorKind.COLLECTIVE or item.head in GENERIC:
            return True
        return kind in _OF_PLACES and fits(item.name, noun)

    def named_in_full(self, text: str, start: int, bare: BorneBy) -> BorneBy:
        """贺家墩社区…;2020年,社区又被评为A: the name that the paragraph gave in full."""
        ends = re.compile(f".{self.page.endings(bare.names[0])}$")
        for clause in reversed(re.split("[,:;。!?]", text[:start])):
            borne_by, _ = self.names.opening_names(clause)
            if borne_by and ends.search(borne_by.names[-1]):
                return borne_by
        body = self.page.body(bare.names[0], self.names.name_at_end)
        return BorneBy([body]) if body else bare

    def spoken_of(self, text: str, start: int, noun: str) -> BorneBy:
        """…介绍若尔盖县索格藏寺的做法,该寺已是A: the last name in front that ends in the noun."""
        ends = re.compile(self.page.endings(noun))
        for clause in reversed(re.split("[,:;。!?]", text[:start])):
            found = [match.end() for match in ends.finditer(clause)]
            if not found:
                continue
            opening, _ = self.names.opening_names(clause)
            if len(opening.names) == 1 and ends.search(opening.names[0][-3:]):
                return opening
            if name := self.names.name_at_end(clause[: found[-1]]):
                return BorneBy([name])
        named = self.page.place(noun) or self.page.body(noun, self.names.name_at_end)
        return BorneBy([named]) if named else BorneBy()

    def own_body(self, noun: str) -> BorneBy:
        """我校, 我公司: the body that the page is about."""
        body = self.page.body(noun, self.names.name_at_end)
        return BorneBy([body]) if body else BorneBy()

    def in_full(self, text: str, begin: int, told: BorneBy) -> BorneBy:
        """Return the names that stand for a single 学校, 全校 or 村里; else what was told."""
        bare = BARE_NAME.fullmatch(told.names[0]) if len(told.names) == 1 else None
        if not bare:
            return told
        if bare["own"]:
            full = self.own_body(bare["noun"])
        else:
            at = max(text.rfind(told.names[0], 0), begin)
            full = self.named_in_full(text, at, BorneBy([bare["noun"]]))
        return BorneBy(full.names, told.persons, told.count, told.counted) if full else told
