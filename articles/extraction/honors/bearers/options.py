"""Everybody who may bear a title: the lists of names around it, and whom the page speaks of.

The lists come from its sentence, the two in front, the one behind, the end of the paragraph above,
its heading and the page's title; words that only point (该院, 我县, 她, 前者) are looked up.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from articles.extraction.honors.words import Candidate, kind_of
from articles.extraction.offsets import ParagraphOffset, ParagraphStretch
from articles.extraction.report import HonorKind

from .bearers import BorneBy
from .frame_words import BARE_NOUN, COUNTED, OTHERS, THE_SAME
from .inheritance import BARE_NAME, PLACE_TITLE, Inheritance
from .openings import Openings, clause_start
from .pointing import Pointing
from .runs import Run, Runs

OWN = "run"  # the source of the lists of the title's own sentence
_SENTENCE_END = "。!?;"
_BACK = 200  # characters of a sentence in front
_BEHIND = 160  # of the one behind
_REACH, _REACH_BEHIND = 200, 120  # of the own one, in front of a title and behind it
_HEAD = 80  # of a heading
_PEOPLE = {str(HonorKind.INDIVIDUAL), str(HonorKind.OTHER)}
_POINTS = re.compile("[该这此其本我他她它]")


@dataclass(frozen=True, slots=True)
class Option:
    """Who may bear a title: `run` is where that is told, None for whom the page speaks of."""

    names: tuple[str, ...]
    persons: bool
    count: int | None
    run: Run | None
    source: str

    def behind(self, item: Candidate) -> bool:
        """Say whether this is told in the sentence of a title, behind it."""
        return self.source == OWN and self.run is not None and self.run.start >= item.end


@dataclass(frozen=True, slots=True)
class Asked:
    """A title of which it is asked who bears it, `text[begin:end]` being its sentence.

    `start` is where its clause starts, `opened` whether a list of names opens that in front of the
    title (`silent` if only loose ones do or none), `points` whether it opens with a word that
    points, `bare` whether it says nothing, `counts` whether it opens with a count.
    """

    text: str
    begin: int
    end: int
    item: Candidate
    titles: list[ParagraphStretch]
    kind: str
    start: int
    own: list[Run]
    opened: bool
    silent: bool
    points: bool
    bare: bool
    counts: bool


class Options:
    """Gathers who may bear the titles of a page."""

    def __init__(self, names: Openings, inherited: Inheritance):
        self.names, self.inherited = names, inherited
        self.page = inherited.page
        self.pointing = Pointing(names)
        self.runs = Runs(names)
        self.titles: list[ParagraphStretch] = []  # of the paragraph that is read
        self._known: dict[tuple[int, int], list[Run]] = {}  # of its stretches
        self._full: dict[int, tuple[str, ...]] = {}  # what 学校 stands for, by where it stands
        self._heads: dict[str, list[Run]] = {}
        self._above_of, self._above_runs = -1, list[Run]()

    def asked(
        self,
        text: str,
        begin: ParagraphOffset,
        end: ParagraphOffset,
        item: Candidate,
    ) -> Asked:
        """Return what is known of a title's clause before anybody is weighed."""
        start = clause_start(text, begin, item)
        clause = text[start : item.start]
        lead = self.names.lead(clause)
        own = [
            run
            for run in self._runs(text, begin, end)
            if run.start >= item.start - _REACH and run.start <= item.end + _REACH_BEHIND
        ]
        counted = COUNTED.match(clause, lead)
        return Asked(
            text, begin, end, item, self._titles(begin, end),
            str(item.kind or kind_of(item.name)), start, own,
            opened=any(run.opens and start <= run.start < item.start for run in own),
            silent=not any(
                run.opens and not run.loose and start <= run.start < item.start for run in own
            ),
            points=bool(_POINTS.match(clause, lead)),
            bare=not re.search("[一-鿿]", clause[lead:]),
            counts=bool(counted and counted["n"]),
        )  # fmt: skip

    def of(self, asked: Asked) -> list[Option]:
        """Return who may bear a title."""
        people = asked.kind in _PEOPLE or asked.item.name.endswith(("户", "家庭"))
        text, begin = asked.text, asked.begin
        silent = asked.silent or asked.points
        told = [(OWN, run) for run in asked.own]
        told += self._before(text, begin) if silent else []
        stop = min(len(text), asked.end + _BEHIND)
        behind = [at for mark in _SENTENCE_END if (at := text.find(mark, asked.end, stop)) >= 0]
        stop = min([stop, *(at + 1 for at in behind)])
        told += [("behind", run) for run in self._runs(text, asked.end, stop)]
        options = [
            Option(self._names(text, run), run.persons, run.count, run, source)
            for source, run in told
            if people or not (run.loose and run.persons)
        ]
        if silent:
            for source, line in (("title", self.page.title), ("heading", self.page.heading)):
                options += [
                    Option(run.names, run.persons, None, None, f"{source} {run.opens}")
                    for run in self._head(line)
                ]
        return options + self._spoken_of(asked)

    def _before(self, text: str, begin: int) -> list[tuple[str, Run]]:
        """Return the runs of the sentences in front, each with where it stands."""
        told: list[tuple[str, Run]] = []
        stop = begin
        for source in ("sentence before", "two before"):
            if stop > 1:
                first = max(0, stop - _BACK)
                ends = (text.rfind(mark, first, stop - 1) + 1 for mark in _SENTENCE_END)
                start = max(first, *ends)
                told += [(source, run) for run in self._runs(text, start, stop)]
                stop = start
        if stop <= 1:
            told += [("above", run) for run in self._above() if not run.loose]
        return told

    def _runs(self, text: str, begin: int, end: int) -> list[Run]:
        if (begin, end) not in self._known:
            self._known[begin, end] = self.runs.of(text, begin, end, self._titles(begin, end))
        return self._known[begin, end]

    def _titles(self, begin: int, end: int) -> list[ParagraphStretch]:
        first = bisect_left(self.titles, (begin, begin))
        return self.titles[first : bisect_left(self.titles, (end, end))]

    def read(self, titles: list[ParagraphStretch]) -> None:
        """Begin with a paragraph, of which all titles are known."""
        self._known, self._full = {}, {}
        self.titles = sorted(titles)

    def _head(self, line: str) -> list[Run]:
        if line not in self._heads:
            runs = self.runs.of(line, 0, min(len(line), _HEAD), [])
            self._heads[line] = [run for run in runs if not run.loose]
        return self._heads[line]

    def _above(self) -> list[Run]:
        """Return the runs of the last sentence of the paragraph above."""
        page, at = self.page.page, self.page.at
        if self._above_of != at:
            above = page[max(0, at - _BEHIND) : at].rstrip()
            ends = (above.rfind(mark, 0, max(0, len(above) - 1)) for mark in f"{_SENTENCE_END}\n")
            self._above_of, self._above_runs = (
                at,
                self.runs.of(above, max(ends) + 1, len(above), []),
            )
        return self._above_runs

    def _names(self, text: str, run: Run) -> tuple[str, ...]:
        """Return the names of a run; of 学校 or 社区, what stands for it."""
        if len(run.names) == 1 and BARE_NOUN.fullmatch(run.names[0]):
            if run.start not in self._full:
                bare = BorneBy(list(run.names))
                full = self.inherited.named_in_full(text, run.start, bare)
                self._full[run.start] = tuple(full.names)
            return self._full[run.start]
        return run.names

    def _spoken_of(self, asked: Asked) -> list[Option]:
        """Return whom words point at, and whom the page is about."""
        text, begin, item, start = asked.text, asked.begin, asked.item, asked.start
        found: list[tuple[str, BorneBy]] = [
            ("pointing", self.pointing.bearers(text, ParagraphOffset(begin), item)),
            ("own place", self.inherited.own_place(text[start : item.start], item)),
        ]
        bare = BARE_NAME.match(text, start + self.names.lead(text[start : item.start]), item.start)
        if bare:
            full = self.inherited.in_full(text, begin, BorneBy([bare.group()]))
            found.append(("in full", full if full.names[0] != bare.group() else BorneBy()))
        if same := THE_SAME.search(text, begin, item.start):
            where = "the same" if same.start() >= start else "the same before"
            if same["own"] and same["noun"] != "村":
                found.append((where, self.inherited.own_body(same["noun"])))
            else:
                found.append((where, self.inherited.spoken_of(text, same.start(), same["noun"])))
        others = OTHERS.search(text, begin, item.start)  # 她资助过的学生: somebody else
        who = "" if others else self.page.person(text[:start])
        found.append(("person", BorneBy([who] if who else [], persons=True)))
        titled = self.inherited.titled(item)
        found.append(("titled", BorneBy([titled] if titled else [])))
        noun = PLACE_TITLE.search(item.name)
        place = self.page.place(noun["noun"]) if noun else ""
        found.append(("place", BorneBy([place] if place else [])))
        return [
            Option(tuple(borne.names), borne.persons, borne.count, None, source)
            for source, borne in found
            if borne
        ]
