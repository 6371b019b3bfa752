"""Who bears an honor, read from the shape of the sentence around it.

Verbs and adverbs of obtaining are an open class (首次, 率先, 赢得, 拿下, 上榜 …), so none of them
is asked for here. A sentence is cut into clauses; what opens a clause and is a list of names is
its subject; how subject and title stand to each other is one of a few frames: in front of the
title, given it (把甲确定为A), behind it, as what the title is said of (作为A的甲), in a clause
before or after, or in the sentence before. Words (frames.toml) only say what is surely no name,
or where a name surely ends.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from articles.extraction.honors.words import Candidate, kind_of
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import HonorKind

from .bearer_names import SURNAMES
from .bearers import BorneBy
from .frame_words import (
    AFTER_TITLE,
    BARE,
    BARE_NOUN,
    BROUGHT,
    BY_MERIT,
    CONFERRED_ON,
    COUNTED,
    DATED,
    DOES_ELSE,
    ENTERED,
    GIVES,
    IN_BRACKETS,
    IN_OFFICE,
    INTRODUCES,
    LATER_LIST,
    LEADS_UP,
    LIST_GOES_ON,
    NAME_END,
    NAMED_FIRST,
    NOT_RECEIVED,
    NOT_TITLE,
    OBJECT,
    OBJECT_TOO,
    OPENING,
    PERSON_BEFORE,
    PERSON_END,
    PLAQUE,
    PREDICATE,
    SAID_OF,
    SAME_NOUN,
    SHORT_PREDICATE,
    SUBORDINATE,
    THE_SAME,
    TOO,
    TOO_ELSE,
)
from .name_lists import NameLists

_CLAUSE_END = ",;:。!?"
_SENTENCE_END = "。!?"
_LONGEST = 160  # characters of a clause in which a subject is looked for
_REACH = 4  # clauses in front of a title
_FEW_CUTS = 24
_LONGEST_PREDICATE = 30
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?(?:首批)?|第[一二三四五六七八九十\d]+[批届]")
_AFTER_SURNAME = re.compile(rf"(?<=[的和与、])[{''.join(sorted(SURNAMES))}][一-鿿]{{2}}")
_Frame = Callable[[str, ParagraphOffset, Candidate], BorneBy]
_FIRST_OF = re.compile("[一-鿿]{2,8}(?:首批|首个|首家|唯一|第一|当年|最早)")
# A predicate that no list holds, by its form: an adverb in 地, or too short to hold a subject.
_ONLY_DOES = re.compile("[一-鿿]{2,6}地[一-鿿]{1,4}|[一-鿿]{2,4}")
_ALSO = re.compile("以及|连同|还有")
_PEOPLE = {HonorKind.INDIVIDUAL, HonorKind.OTHER}


class Frames:
    """Reads the bearers of a title from the frames it may stand in."""

    def __init__(self, gazetteer: Gazetteer, region: str | None):
        self.gazetteer = gazetteer
        self.region = region
        self.lists = NameLists(gazetteer)

    def bearers(
        self, text: str, begin: ParagraphOffset, end: ParagraphOffset, item: Candidate
    ) -> BorneBy:
        """Return who bears the title `item` of the sentence `text[begin:end]`."""
        frames = (
            self._behind, self._given, self._plaque, self._said_of, self._own_clause,
            self._clause_after,
        )  # fmt: skip
        for frame in frames:
            if borne_by := self._fitting(frame(text, begin, item), item):
                return borne_by
        if item.count is not None or self._speaks_of_something(text, begin, item):
            return BorneBy()
        before = self._fitting(self._clauses_before(text, begin, item), item)
        clause = text[self._clause_start(text, begin, item) : item.start]
        counted = COUNTED.match(clause)
        if counted and counted["n"] and to_decimal(counted["n"]) != len(before.names):
            return BorneBy()  # 甲、乙获评A,92户家庭被评为B
        return before

    def received(
        self, text: str, begin: ParagraphOffset, end: ParagraphOffset, item: Candidate
    ) -> bool:
        """Say whether the shape of a clause tells that a title is borne, whatever its verb.

        A title of a named level, with a subject in front of it (去年,红泉社区拿下A) or behind it
        (曾获“A”称号的石榴村), and nothing in between that says that it does something else.
        """
        if item.level is None or item.count is not None or NOT_TITLE.match(text, item.end):
            return False
        clause = text[self._clause_start(text, begin, item) : item.start]
        borne_by, between = self.opening_names(clause)
        if BROUGHT.match(text, item.end):
            subject = borne_by or self._clauses_before(text, begin, item)
            return bool(self._fitting(subject, item))
        between = between.rstrip('“"')
        if SHORT_PREDICATE.fullmatch(between) and not NOT_RECEIVED.search(clause):
            subject = borne_by or self._clauses_before(text, begin, item)
            if self._fitting(subject, item):
                return True
        if borne_by and not between and clause.rstrip('“"').endswith("—"):
            return bool(self._fitting(borne_by, item))  # 某社区——A
        if _bare(clause) and self._fitting(self._own_clause(text, begin, item), item):
            return True
        if borne_by and CONFERRED_ON.fullmatch(between):
            return bool(self._fitting(borne_by, item))
        frames: tuple[_Frame, ...] = (self._plaque, self._said_of, self._behind)
        if "\x01" in between or (borne_by and NOT_RECEIVED.search(between)):
            frames = (self._behind,)
        return any(self._fitting(frame(text, begin, item), item) for frame in frames)

    def opening_names(self, clause: str) -> tuple[BorneBy, str]:
        """Return the names that open a clause, and the rest of it.

        The longest list of names wins whose last name ends where names end, or where a word
        begins that is surely none.
        """
        lead = OPENING.match(clause[-_LONGEST:])
        rest = clause[-_LONGEST:][lead.end() if lead else 0 :]
        if dash := re.search("——|—", rest):
            # 两家企业——甲、乙, but 甲——某州首批A, 甲传来喜讯——被命名为A
            behind = rest[dash.end() :]
            told = self._names_at(behind) if behind and not _FIRST_OF.match(behind) else None
            return told if told and told[0] else self._names_at(rest[: dash.start()])
        return self._names_at(rest)

    def _names_at(self, rest: str) -> tuple[BorneBy, str]:
        if bare := BARE.match(rest):
            return BorneBy([bare["noun"]]), rest[bare.end() :]
        for cut, sure in self._cuts(rest):
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

    # Frames ----------------------------------------------------------------------------------

    def _own_clause(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """甲、乙双双跻身A: what opens the clause of the title."""
        start = self._clause_start(text, begin, item)
        if listed := IN_BRACKETS.search(text[begin : item.start]):
            return self._listed(listed["names"])  # 甲、乙(均为A)
        if same := THE_SAME.search(text[start : item.start]):
            return self._spoken_of(text, start, same["noun"])
        if _bare(text[start : item.start]):
            return self._named_just_before(text, begin, start)
        borne_by, between = self.opening_names(text[start : item.start])
        between = BY_MERIT.sub("", between)
        if borne_by and _ALSO.match(text, start):
            before = self._named_just_before(text, begin, start)
            borne_by = replace(borne_by, names=[*before.names, *borne_by.names])
        if borne_by and BARE_NOUN.fullmatch(borne_by.names[0]):
            return self._named_in_full(text, start, borne_by)
        if not borne_by and kind_of(item.name) is HonorKind.INDIVIDUAL:
            return _person(between)  # 巴图首次荣获A
        if not borne_by or len(between) > _LONGEST_PREDICATE:
            return BorneBy()
        if DOES_ELSE.search(between) and not item.nominated:
            return BorneBy()
        if GIVES.search(between) and "被" not in between:
            return BorneBy()  # 国家民委命名A: the office gives it
        if kind_of(item.name) is HonorKind.INDIVIDUAL and not borne_by.persons:
            return _person(between)  # 旗公安局刑侦大队吉日嘎拉被评为A: who is there bears it
        return borne_by

    def _named_just_before(self, text: str, begin: ParagraphOffset, start: int) -> BorneBy:
        """某村:A、B; 某村,A: names and nothing else, up to the clause of the title."""
        stop = start - 1
        while stop > begin and text[stop - 1] in ",:—":
            stop -= 1
        first = max([begin, *(text.rfind(mark, begin, stop) + 1 for mark in _CLAUSE_END)])
        clause = text[first:stop].rstrip("—")
        lead = OPENING.match(clause)
        listed = self._listed(clause[lead.end() if lead else 0 :])
        if listed or ":" not in text[stop:start]:
            return listed
        return self.opening_names(clause)[0]  # 某村村口立着三块牌子:A

    def _given(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """把甲确定为A; 推荐甲、乙参评A: whom it is given to."""
        start = self._clause_start(text, begin, item)
        clause = text[start : item.start]
        if item.count is not None and (named := NAMED_FIRST.search(clause)):
            return self._listed(named["names"])
        given = OBJECT.search(clause)
        borne_by = self._listed(given["names"]) if given else BorneBy()
        if not borne_by and GIVES.search(text[begin : item.start]):
            given = OBJECT_TOO.search(clause)
            borne_by = self._listed(given["names"]) if given else BorneBy()
        return borne_by

    def _named_in_full(self, text: str, start: int, bare: BorneBy) -> BorneBy:
        """贺家墩社区…;2020年,社区又被评为A: the name that the paragraph gave in full."""
        for clause in reversed(re.split("[,:;。!?]", text[:start])):
            borne_by, _ = self.opening_names(clause)
            if borne_by and borne_by.names[-1].endswith(bare.names[0]):
                return borne_by
        return bare

    def _spoken_of(self, text: str, start: int, noun: str) -> BorneBy:
        """…介绍若尔盖县索格藏寺的做法,该寺已是A: the last name in front that ends in the noun."""
        for clause in reversed(re.split("[,:;。!?]", text[:start])):
            at = clause.rfind(noun)
            if at < 0:
                continue
            opening, _ = self.opening_names(clause)
            if len(opening.names) == 1 and opening.names[0].endswith(noun):
                return opening
            named = clause[: at + len(noun)]
            starts = [*(place.start for place in self.gazetteer.find(named)), 0]
            for first in starts:
                lead = OPENING.match(named[first:])
                names, persons = self.lists.split(named[first + (lead.end() if lead else 0) :])
                if len(names) == 1:
                    return BorneBy(names, persons)
        return BorneBy()

    def _behind(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """A分别是甲、乙; A名单公布,甲榜上有名; …命名为A。甲、乙等18家单位名列其中."""
        if listed := AFTER_TITLE.match(text, item.end):
            names = listed["names"]
            return self._listed(names) or self._listed(names.split(",")[0])
        entered = ENTERED.match(text, item.end) or LATER_LIST.match(text, item.end)
        if not entered:
            return BorneBy()
        return self._listed(entered["names"]) or self.opening_names(entered["names"])[0]

    def _said_of(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """曾获A称号的甲; 作为A,甲…; A、某乡教师孟淑珍走上讲台: it is said of what follows."""
        said = SAID_OF.match(text, item.end)
        if not said:
            return BorneBy()
        before = text[self._clause_start(text, begin, item) : item.start]
        if said["mark"] == ",":
            if not re.search("(?:作为|身为|是)[^,。]{0,12}$", before):
                return BorneBy()
        elif said["mark"] in ("、", "") and kind_of(item.name) is not HonorKind.INDIVIDUAL:
            if said["mark"] or item.count is not None or text.startswith("”", item.end):
                return BorneBy()  # A、B: one title after the other
            if kind_of(item.name) is HonorKind.COLLECTIVE:
                return BorneBy()
            named = self._first_names(text[said.end() : said.end() + 60], item)
            # 到全国示范村甘南村参观: of the title's own noun
            return named if named and self._same_noun(item, named) else BorneBy()
        elif self.opening_names(before)[0] and not re.match("由|经", before):
            return BorneBy()  # 甲获A称号的消息传来
        return self._first_names(text[said.end() : said.end() + 60], item)

    def _plaque(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """“A”的牌匾挂上了甲的墙头."""
        hung = PLAQUE.match(text, item.end)
        return self._first_names(text[hung.end() : hung.end() + 40], item) if hung else BorneBy()

    def _clause_after(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """自被命名为A以来,甲…: the clause of the title only leads up to its bearer."""
        start = self._clause_start(text, begin, item)
        leads_up = LEADS_UP.match(text[start : item.start])
        follows = SUBORDINATE.match(text, item.end) if leads_up else None
        return self.opening_names(follows["names"])[0] if follows else BorneBy()

    def _clauses_before(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """甲地处城郊,…,先后获评A; 甲位于…。2014年获评A: the subject that goes on."""
        start = self._clause_start(text, begin, item)
        clauses = re.split("[,:]", text[begin : max(begin, start - 1)])
        for at in range(len(clauses) - 1, max(-1, len(clauses) - 1 - _REACH), -1):
            if same := THE_SAME.match(clauses[at]):
                return self._spoken_of(text, text.rfind(clauses[at], 0, start), same["noun"])
            borne_by, rest = self.opening_names(clauses[at])
            if not borne_by and kind_of(item.name) is HonorKind.INDIVIDUAL:
                borne_by, rest = self._person_alone(clauses[at]), ""
            if borne_by and not rest and at and _ALSO.match(clauses[at]):
                lead = OPENING.match(clauses[at - 1])
                others = self._listed(clauses[at - 1][lead.end() if lead else 0 :])
                borne_by = replace(borne_by, names=[*others.names, *borne_by.names])
            if borne_by and (not rest.startswith("的") or rest.startswith("的名字")):
                return borne_by if self._may_go_on(item, borne_by) else BorneBy()
        if begin == 0:
            return BorneBy()
        before = max(text.rfind(mark, 0, begin - 1) for mark in _SENTENCE_END) + 1
        borne_by, rest = self.opening_names(text[before:begin].split(",")[0])
        if not borne_by or not INTRODUCES.match(rest):
            return BorneBy()
        return borne_by if self._same_noun(item, borne_by) else BorneBy()

    def with_others(self, text: str, item: Candidate, borne_by: BorneBy) -> BorneBy:
        """Add those of whom the next clause says that they got it too: 一同获此荣誉的还有乙."""
        too = TOO.match(text, item.end) or TOO_ELSE.match(text, item.end)
        others = self._listed(too["names"]) if too else BorneBy()
        if not others:
            return borne_by
        return replace(borne_by, names=[*borne_by.names, *others.names])

    # Names -----------------------------------------------------------------------------------

    def _person_alone(self, clause: str) -> BorneBy:
        """Return the person that is all of a clause: 被誉为“白衣天使”的达娃央宗,2021年荣膺A."""
        lead = OPENING.match(clause)
        rest = clause[lead.end() if lead else 0 :]
        if not lead or not lead.group().endswith("的") or NAME_END.search(rest):
            return BorneBy()
        names, persons = self.lists.split(rest, people=True)
        return BorneBy(names, persons) if persons else BorneBy()

    def _listed(self, listed: str) -> BorneBy:
        """Return a list that is nothing but names."""
        return BorneBy(*self.lists.split(listed))

    def _first_names(self, text: str, item: Candidate) -> BorneBy:
        """Return the names that a stretch opens with: 石榴村迎来一批客人."""
        stretch = re.split(r"[,。;:!?()“”]", text)[0]
        if kind_of(item.name) is HonorKind.INDIVIDUAL:
            for cut in (*(cut for cut, _ in self._cuts(stretch)), len(stretch)):
                names, persons = self.lists.split(stretch[:cut], people=True)
                if names and persons:
                    return BorneBy(names, persons)
            return _person(stretch)
        cuts = [cut for cut, sure in self._cuts(stretch) if sure]
        first = next((cut for cut in reversed(cuts) if self.lists.split(stretch[:cut])[0]), 0)
        ends = PREDICATE.search(stretch, first)
        limit = ends.start() if ends else len(stretch)
        for cut in cuts:
            if cut <= limit and not LIST_GOES_ON.match(stretch, cut):
                names, persons = self.lists.split(stretch[:cut])
                if names:
                    return BorneBy(names, persons)
        return BorneBy()

    def _cuts(self, stretch: str) -> Iterator[tuple[int, bool]]:
        """Yield where a list of names may end, the furthest first, and whether one surely does."""
        ends = {match.end() for match in NAME_END.finditer(stretch)}
        ends -= {end for end in ends if stretch[end - 2 : end - 1] == stretch[end - 1]}  # 村村口
        ends |= {place.end for place in self.gazetteer.find(stretch)}
        hints = {match.start() for match in PREDICATE.finditer(stretch) if match.start() > 1}
        hints |= {match.start() for match in DATED.finditer(stretch) if match.start() > 1}
        hints |= {match.end() for match in _AFTER_SURNAME.finditer(stretch)}
        hints |= {match.end() for match in PERSON_END.finditer(stretch)} | {len(stretch)}
        for cut in sorted(sorted(ends | hints)[: 2 * _FEW_CUTS], reverse=True):
            yield cut, cut in ends

    # What fits -------------------------------------------------------------------------------

    def _fitting(self, borne_by: BorneBy, item: Candidate) -> BorneBy:
        """Return the bearers if their number and kind can be the title's, else none."""
        names = borne_by.names
        if not names:
            return BorneBy()
        count = item.count if item.count is not None else borne_by.count
        if count is not None and len(names) > count:
            return BorneBy()
        counts = item.count is not None or (borne_by.count or 1) > 1
        if item.follower or (counts and _is_place(names)):
            return BorneBy()  # 某县获评示范单位1家: it is there, the county is not it
        kind = kind_of(item.name)
        if borne_by.persons and kind not in _PEOPLE:
            return BorneBy()
        if kind is HonorKind.INDIVIDUAL and not borne_by.persons:
            return BorneBy()
        return borne_by

    def _may_go_on(self, item: Candidate, borne_by: BorneBy) -> bool:
        """Say whether the subject of another clause can bear a title of this kind."""
        if re.search("(?:家庭|户)$", item.name):
            return borne_by.names[0].endswith(("一家", "夫妇", "家庭", "户", "家"))
        kind = kind_of(item.name)
        return kind in {HonorKind.COLLECTIVE, *_PEOPLE} or self._same_noun(item, borne_by)

    @staticmethod
    def _same_noun(item: Candidate, borne_by: BorneBy) -> bool:
        """Say whether what bears a title is what the title speaks of: 社区, 示范社区."""
        return any(
            bearer.search(borne_by.names[0])
            for title, bearer in SAME_NOUN
            if title.search(item.name)
        )

    def _speaks_of_something(self, text: str, begin: ParagraphOffset, item: Candidate) -> bool:
        """Say whether the title's own clause has a subject, if not one that was understood."""
        clause = text[self._clause_start(text, begin, item) : item.start]
        lead = OPENING.match(clause)
        rest = clause[lead.end() if lead else 0 :]
        if counted := COUNTED.match(rest):
            rest = rest[counted.end() :]  # 甲、乙、丙,三家单位同日被命名为A
        predicate = PREDICATE.search(rest)
        if predicate is None and _ONLY_DOES.fullmatch(rest.rstrip('“"')):
            return False  # 历史性地摘走A, 悄然收下A
        return bool(rest) and (predicate is None or predicate.start() > 0)

    @staticmethod
    def _clause_start(text: str, begin: ParagraphOffset, item: Candidate) -> int:
        return max([begin, *(text.rfind(mark, begin, item.start) + 1 for mark in _CLAUSE_END)])


def _bare(clause: str) -> bool:
    """Say whether nothing but a year stands in a clause in front of its title."""
    return not re.search("[一-鿿]", _YEAR.sub("", clause))


def _is_place(names: list[str]) -> bool:
    """Say whether a single place is all that is named: its titles are borne by others there."""
    return len(names) == 1 and bool(re.search("[省市州盟县旗区镇乡]$", names[0]))


def _person(stretch: str) -> BorneBy:
    """Return a person without a surname, up to a word that is surely no name's: 巴图首次荣获."""
    for pattern in PERSON_BEFORE:
        if who := pattern.match(stretch):
            return BorneBy([who["who"]], persons=True)
    return BorneBy()
