"""The names that a clause opens with, or holds at its end: where a subject stops.

The longest list of names wins whose last name ends where names end, or where a word begins that is
surely none.
"""

import re
from collections.abc import Iterator

from articles.extraction.honors.words import Candidate, kind_of
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import HonorKind

from .bearer_names import SURNAMES
from .bearers import BorneBy
from .frame_words import (
    BARE,
    COUNTED,
    DATED,
    IN_OFFICE,
    LIST_GOES_ON,
    NAME_END,
    OPENING,
    OPENS_WITH_VERB,
    PERSON_BEFORE,
    PERSON_END,
    PREDICATE,
)
from .name_lists import NameLists

CLAUSE_END = ",;:。!?"
_LONGEST = 160  # characters of a clause in which a subject is looked for
_FEW_CUTS = 24
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?(?:首批)?|第[一二三四五六七八九十\d]+[批届]")
_AFTER_SURNAME = re.compile(rf"(?<=[的和与、])[{''.join(sorted(SURNAMES))}][一-鿿]{{2}}")
_FIRST_OF = re.compile("[一-鿿]{2,8}(?:首批|首个|首家|唯一|第一|当年|最早)")
# A predicate that no list holds, by its form: an adverb in 地, or too short to hold a subject.
_ONLY_DOES = re.compile("[一-鿿]{2,6}地[一-鿿]{1,4}|[一-鿿]{2,4}")

# What is surely no person's name, though it has the length of one.
_NO_ONE = re.compile("[中月底年上下这那的了着过后前]|^[一二三四五六七八九十]|一[并同道起]$")


class Openings:
    """Reads the names of clauses."""

    def __init__(self, gazetteer: Gazetteer):
        self.gazetteer = gazetteer
        self.lists = NameLists(gazetteer)
        self._opened: dict[str, tuple[BorneBy, str]] = {}  # frames ask for a clause many times

    def opening_names(self, clause: str) -> tuple[BorneBy, str]:
        """Return the names that open a clause, and the rest of it.

        The longest list of names wins whose last name ends where names end, or where a word
        begins that is surely none.
        """
        if clause not in self._opened:
            self._opened[clause] = self._open(clause)
        return self._opened[clause]

    def _open(self, clause: str) -> tuple[BorneBy, str]:
        rest = clause[-_LONGEST:]
        rest = rest[self.lead(rest) :]
        if dash := re.search("——|—", rest):
            # 两家企业——甲、乙, but 甲——某州首批A, 甲传来喜讯——被命名为A
            behind = rest[dash.end() :]
            told = self._names_at(behind) if behind and not _FIRST_OF.match(behind) else None
            return told if told and told[0] else self._names_at(rest[: dash.start()])
        return self._names_at(rest)

    def lead(self, clause: str) -> int:
        """Return where the time and the links end that a clause opens with, if in no name."""
        match = OPENING.match(clause)
        end = match.end() if match else 0
        if not end:
            return 0
        inside = (place for place in self.gazetteer.find(clause[: end + 12]) if place.end > end)
        return min([end, *(place.start for place in inside if place.start < end)])  # 刚察县

    def _names_at(self, rest: str) -> tuple[BorneBy, str]:
        if bare := BARE.match(rest):
            return BorneBy([bare["noun"]]), rest[bare.end() :]
        for cut, sure in self.cuts(rest):
            if LIST_GOES_ON.match(rest, cut) or (sure and IN_OFFICE.match(rest, cut)):
                continue  # 村党支部书记郭文英: who speaks is not the office
            counted = COUNTED.match(rest, cut)
            people = counted is not None and counted["people"] is not None
            names, persons = self.lists.split(rest[:cut], people=people)
            if not names or not (sure or persons or people):
                continue
            if counted is None:
                return BorneBy(names, persons), rest[cut:]
            value = to_decimal(counted["n"]) if counted["n"] else None
            number = None if value is None else int(value)
            return BorneBy(names, persons, number), rest[counted.end() :]
        return BorneBy(), rest

    def cuts(self, stretch: str) -> Iterator[tuple[int, bool]]:
        """Yield where a list of names may end, the furthest first, and whether one surely does."""
        ends = {match.end() for match in NAME_END.finditer(stretch)}
        ends -= {end for end in ends if stretch[end - 2 : end - 1] == stretch[end - 1]}  # 村村口
        ends |= {place.end for place in self.gazetteer.find(stretch)}
        hints = {match.start() for match in PREDICATE.finditer(stretch) if match.start() > 1}
        hints |= {match.start() for match in DATED.finditer(stretch) if match.start() > 1}
        hints |= {match.end() for match in _AFTER_SURNAME.finditer(stretch)}
        hints |= {match.end() for match in PERSON_END.finditer(stretch)} | {len(stretch)}
        cuts = sorted(ends | hints)
        if len(cuts) > 2 * _FEW_CUTS:  # a long list: what ends its first name, and its last
            cuts = cuts[:_FEW_CUTS] + cuts[-_FEW_CUTS:]
        for cut in reversed(cuts):
            yield cut, cut in ends

    def name_at_end(self, stretch: str) -> str:
        """Return the one name that a stretch ends with; "" if there is none."""
        starts = {place.start for place in self.gazetteer.find(stretch)} | {0}
        if verb := OPENS_WITH_VERB.match(stretch):
            starts.add(verb.end())  # 依托盐池革命历史纪念馆
        for first in sorted(starts):
            lead = OPENING.match(stretch[first:])
            names, persons = self.lists.split(stretch[first + (lead.end() if lead else 0) :])
            if len(names) == 1 and not persons:
                return names[0]
        return ""

    def listed(self, listed: str, item: Candidate | None = None) -> BorneBy:
        """Return a list that is nothing but names; of people, if the title is one's."""
        people = item is not None and kind_of(item.name) is HonorKind.INDIVIDUAL
        return BorneBy(*self.lists.split(listed, people=people))


def clause_start(text: str, begin: ParagraphOffset, item: Candidate) -> int:
    """Return where the clause of a title starts."""
    return max([begin, *(text.rfind(mark, begin, item.start) + 1 for mark in CLAUSE_END)])


def person(stretch: str) -> BorneBy:
    """Return a person without a surname, up to a word that is surely no name's: 巴图首次荣获."""
    for pattern in PERSON_BEFORE:
        if (who := pattern.match(stretch)) and not _NO_ONE.search(who["who"]):
            return BorneBy([who["who"]], persons=True)
    return BorneBy()


def bare(clause: str) -> bool:
    """Say whether nothing but a year stands in a clause in front of its title."""
    return not re.search("[一-鿿]", _YEAR.sub("", clause))
