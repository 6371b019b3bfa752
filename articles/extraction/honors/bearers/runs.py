"""Who may bear the titles of a sentence: every list of names in it, read once for all of them.

Nothing here decides. Where a name starts and ends is often open (县民委决定授予某镇), so a stretch
gives several runs, one within the other; which of them bears a title is weighed (`tellings.py`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import ParagraphStretch

from .bearer_names import ROLES, SURNAMES
from .frame_words import COUNTED, LIST_GOES_ON, NAME_END, NOBODY
from .openings import Openings

# What no list of names reaches over; a remark in it is none: 甲(2017年)、乙.
_BOUND = re.compile(r"\([^()]{1,12}\)(?=[、和])|(?P<mark>[,。;:!?()\x01—…\s《》]+)")
# Behind one of these a name may start.
_CUE = re.compile(
    "[把将对给向由为是有即叫的和与及同在到被获年日了于”“]了?|推荐|推选|命名|授予|表彰|走进|来到|称号|获得者|包括|其中|分别"
    "|评选|认定|确定|涌现出|祝贺|记者|介绍|看望|以及|连同|归于|花落"
)
_ROLE = re.compile(ROLES)
_FOREIGN = re.compile("[一-鿿]{1,7}(·)[一-鿿]{1,7}")
_NATIVE = re.compile("[一-鿿]{2,6}")
_JOINED = re.compile("、|以及|[和与及](?=.{3})")
# A name by its last character alone; none holds what only a clause does.
_LOOSE = re.compile(
    "(?:[^的了着被将把]|的确)*(?:[会团处组行店堂站所局院校村镇乡寨屯庄寺庙馆司厂场园部委办队连营班室家户点街苑城市县旗区州盟]”?|“[^“”]+”)"
)
_LONGEST = 900  # characters of a clause
_FIRST = 160  # of them, in which a list may start
_MOST_STARTS, _MOST_ENDS = 18, 5
_SHORTEST_LOOSE, _LONGEST_LOOSE = 3, 24
_SURNAMED = 3  # characters of a name with its surname


@dataclass(frozen=True, slots=True)
class Run:
    """A list of names, `text[start:end]`, in the clause `text[clause:stop]`.

    `after` is where the count behind it ends (甲、乙等3家单位), of which `count` is the number.
    `opens` says that only a time or a link stands in front of it in its clause, `loose` that its
    names are names by nothing but their length.
    """

    start: int
    end: int
    names: tuple[str, ...]
    persons: bool
    count: int | None
    after: int
    clause: int
    stop: int
    opens: bool
    loose: bool

    @property
    def surely_persons(self) -> bool:
        """Whether the names are people's by more than their place."""
        name = self.names[-1]
        known = "·" in name or (name[0] in SURNAMES and len(name) <= _SURNAMED)
        return self.persons and (not self.loose or known)


class Runs:
    """Reads the runs of stretches of a paragraph."""

    def __init__(self, names: Openings):
        self.names = names

    def of(self, text: str, begin: int, end: int, titles: list[ParagraphStretch]) -> list[Run]:
        """Return the runs of `text[begin:end]` outside of the titles in it."""
        found: dict[tuple[int, int, tuple[str, ...]], Run] = {}
        for clause, stop in _clauses(text, begin, end, titles):
            if stop - clause < 2:
                continue
            for run in self._in_clause(text, clause, stop):
                found.setdefault((run.start, run.end, run.names), run)
        return list(found.values())

    def _in_clause(self, text: str, clause: int, stop: int) -> Iterator[Run]:
        stretch = text[clause : min(stop, clause + _LONGEST)]
        first = stretch[:_FIRST]
        lead = self.names.lead(stretch)
        roles = {match.end() for match in _ROLE.finditer(first)}
        starts = {0, lead, *(match.end() for match in _CUE.finditer(first))} | roles
        starts |= {place.start for place in self.names.gazetteer.find(first)}
        for at in sorted(starts)[:_MOST_STARTS]:
            start, opens = clause + at, at <= lead
            for end, names, persons, loose, counted in self._lists(stretch[at:]):
                value = to_decimal(counted["n"]) if counted and counted["n"] else None
                yield Run(
                    start, start + end, tuple(names), persons,
                    None if value is None else int(value),
                    start + (counted.end() if counted else end), clause, stop, opens, loose,
                )  # fmt: skip
        # Behind an office, or the body somebody belongs to: 旗公安局吉日嘎拉.
        people = roles | {lead, *(match.end() for match in NAME_END.finditer(first))}
        for at in sorted(people)[:_MOST_STARTS]:
            for length in _people(stretch[at : at + 24]):
                start, end = clause + at, clause + at + length
                name = (text[start:end],)
                if NOBODY.search(name[0]):
                    continue
                yield Run(start, end, name, True, None, end, clause, stop, at <= lead, True)

    def _lists(
        self, rest: str
    ) -> Iterator[tuple[int, list[str], bool, bool, re.Match[str] | None]]:
        """Yield the lists of names that a stretch opens with, the longest first."""
        found = 0
        for cut, sure in self.names.cuts(rest):
            if cut < 2 or LIST_GOES_ON.match(rest, cut):
                continue
            counted = COUNTED.match(rest, cut)
            people = counted is not None and counted["people"] is not None
            names, persons = self.names.lists.split(rest[:cut], people=people)
            loose = False
            if not names or not (sure or persons or people or cut == len(rest)):
                names, persons = self.names.lists.split(rest[:cut], people=True)
                if not persons:
                    names, loose = _loosely(rest[:cut]), True
            if names:
                yield cut, names, persons, loose, counted
                found += 1
                if found == _MOST_ENDS:
                    return


def _people(rest: str) -> Iterator[int]:
    """Yield the lengths that a person's name may have which a stretch opens with."""
    if match := _FOREIGN.match(rest):
        yield from range(match.end(), match.end(1), -1)
    elif name := _NATIVE.match(rest):
        yield from range(2, name.end() + 1)


def _loosely(listed: str) -> list[str]:
    """Return the names of a list by their length and last character alone; none if one is none."""
    parts = [part.strip("“” ") for part in _JOINED.split(listed)]
    sound = all(
        _SHORTEST_LOOSE <= len(part) <= _LONGEST_LOOSE and _LOOSE.fullmatch(part) for part in parts
    )
    return parts if sound else []


def _clauses(
    text: str, begin: int, end: int, titles: list[ParagraphStretch]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches between marks and titles."""
    marks = (match for match in _BOUND.finditer(text, begin, end) if match["mark"])
    bounds = [match.span() for match in marks]
    bounds += [title for title in titles if begin <= title[0] and title[1] <= end]
    at = begin
    for start, stop in sorted(bounds):
        if start > at:
            yield at, start
        at = max(at, stop)
    if at < end:
        yield at, end
