"""Who bears an honor, read from the shape of the sentence around it.

Verbs and adverbs of obtaining are an open class (首次, 率先, 赢得, 拿下, 上榜 …), so none of them
is asked for here. A sentence is cut into clauses; what opens a clause and is a list of names is
its subject; how subject and title stand to each other is one of a few frames: in front of the
title, given it (把甲确定为A), behind it, as what the title is said of (作为A的甲), in a clause
before or after, or in the sentence before. Words (frames.toml) only say what is surely no name,
or where a name surely ends.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from articles.extraction.honors.words import Candidate, kind_of
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import HonorKind

from .bearers import BorneBy
from .frame_words import (
    AFTER_TITLE,
    BARE_NOUN,
    BY_MERIT,
    COUNTED,
    COUNTED_LIST,
    DOES_ELSE,
    ENTERED,
    GIVEN_TO,
    GIVES,
    GOT,
    HE_OR_SHE,
    IN_BRACKETS,
    INTRODUCES,
    LATER_LIST,
    LEADS_UP,
    LISTED_BEHIND,
    NAMED,
    NAMED_FIRST,
    OBJECT,
    OBJECT_TOO,
    PLAQUE,
    SAID_OF,
    SAYS_WHAT,
    SENT,
    SPOT,
    SUBORDINATE,
    THE_SAME,
    TOO,
    TOO_ELSE,
    WORN,
    fits,
)
from .inheritance import Inheritance
from .openings import CLAUSE_END, Openings, clause_start, person
from .page_subjects import PageSubjects
from .pointing import Pointing

_SENTENCE_END = "。!?"
_REACH = 4  # clauses in front of a title
_LONGEST_PREDICATE = 30
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?(?:首批)?|第[一二三四五六七八九十\d]+[批届]")
_Frame = Callable[[str, ParagraphOffset, Candidate], BorneBy]
_ALSO = re.compile("以及|连同|还有")
_PEOPLE = {HonorKind.INDIVIDUAL, HonorKind.OTHER}


class Frames:
    """Reads the bearers of a title from the frames it may stand in."""

    def __init__(self, gazetteer: Gazetteer, page: PageSubjects):
        self.names = Openings(gazetteer)
        self.inherited = Inheritance(self.names, page)
        self.pointing = Pointing(self.names)

    def bearers(
        self, text: str, begin: ParagraphOffset, end: ParagraphOffset, item: Candidate
    ) -> BorneBy:
        """Return who bears the title `item` of the sentence `text[begin:end]`."""
        return self.reading(text, begin, end, item)[1]

    def reading(
        self, text: str, begin: ParagraphOffset, end: ParagraphOffset, item: Candidate
    ) -> tuple[str, BorneBy]:
        """Return who bears a title, and the frame that tells it, "" for none."""
        frames: tuple[tuple[str, _Frame], ...] = (
            ("pointing", self.pointing.bearers), ("behind", self._behind),
            ("given", self._given), ("plaque", self._plaque), ("sent", self._sent),
            ("said of", self._said_of), ("in brackets", self._in_brackets),
            ("own clause", self._own_clause), ("clause after", self._clause_after),
        )  # fmt: skip
        for name, frame in frames:
            if borne_by := self._fitting(frame(text, begin, item), item):
                return name, borne_by
        if item.count is not None or self.names.speaks_of_something(text, begin, item):
            return "", BorneBy()
        before = self._fitting(self._clauses_before(text, begin, item), item)
        clause = text[clause_start(text, begin, item) : item.start]
        counted = COUNTED.match(clause)
        if counted and counted["n"] and to_decimal(counted["n"]) != len(before.names):
            return "", BorneBy()  # 甲、乙获评A,92户家庭被评为B
        return ("clauses before" if before else ""), before

    # Frames ----------------------------------------------------------------------------------

    def _own_clause(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """甲、乙双双跻身A: what opens the clause of the title."""
        start = clause_start(text, begin, item)
        if HE_OR_SHE.search(text[start : item.start]) and kind_of(item.name) in _PEOPLE:
            who = self.inherited.page.person(text[:start])
            return BorneBy([who], persons=True) if who else BorneBy()
        if same := THE_SAME.search(text[start : item.start]):
            if same["own"] and same["noun"] != "村":
                return self.inherited.own_body(same["noun"])
            return self.inherited.spoken_of(text, start, same["noun"])
        if own := self.inherited.own_place(text[start : item.start], item):
            return own
        if bare(text[start : item.start]):
            return self._named_just_before(text, begin, start)
        borne_by, between = self.names.opening_names(text[start : item.start])
        between = BY_MERIT.sub("", between)
        if borne_by and _ALSO.match(text, start):
            before = self._named_just_before(text, begin, start)
            borne_by = replace(borne_by, names=[*before.names, *borne_by.names])
        if borne_by and BARE_NOUN.fullmatch(borne_by.names[0]):
            return self.inherited.named_in_full(text, start, borne_by)
        if not borne_by and kind_of(item.name) is HonorKind.INDIVIDUAL:
            return person(between)  # 巴图首次荣获A
        if not borne_by or len(between) > _LONGEST_PREDICATE:
            return BorneBy()
        if DOES_ELSE.search(between) and not item.nominated:
            return BorneBy()
        given = GIVES.search(between)
        passive = "被" in between or item.nominated
        if given and not passive and not GOT.search(between, 0, given.start()):
            return BorneBy()  # 国家民委命名A: the office gives it
        if kind_of(item.name) is HonorKind.INDIVIDUAL and not borne_by.persons:
            return person(between)  # 旗公安局刑侦大队吉日嘎拉被评为A: who is there bears it
        return borne_by

    def _in_brackets(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """甲、乙(均为A)作了发言."""
        listed = IN_BRACKETS.search(text[begin : item.start])
        return self.names.listed(listed["names"]) if listed else BorneBy()

    def _named_just_before(self, text: str, begin: ParagraphOffset, start: int) -> BorneBy:
        """某村:A、B; 某村,A: names and nothing else, up to the clause of the title."""
        if start <= begin:
            return BorneBy()
        stop = start - 1
        while stop > begin and text[stop - 1] in ",:—":
            stop -= 1
        first = max([begin, *(text.rfind(mark, begin, stop) + 1 for mark in CLAUSE_END)])
        clause = text[first:stop].rstrip("—")
        listed = self.names.listed(clause[self.names.lead(clause) :])
        opening, rest = self.names.opening_names(clause)
        if not listed and opening and SPOT.fullmatch(rest):
            return opening  # 某宾馆大堂正中,A的铜牌
        if listed or ":" not in text[stop:start]:
            return listed
        return opening  # 某村村口立着三块牌子:A

    def _given(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """把甲确定为A; 推荐甲、乙参评A: whom it is given to."""
        start = clause_start(text, begin, item)
        clause = text[start : item.start]
        if item.count is not None and (named := NAMED_FIRST.search(clause)):
            return self.names.listed(named["names"])
        given = OBJECT.search(clause)
        borne_by = self._counted(given["names"]) if given else BorneBy()
        if not borne_by and GIVES.search(text[begin : item.start]):
            given = OBJECT_TOO.search(clause)
            borne_by = self._counted(given["names"]) if given else BorneBy()
        return borne_by

    def _counted(self, listed: str) -> BorneBy:
        """Return the names of a list and how many it says they are: 甲等5个单位."""
        borne_by = self.names.listed(listed)
        counted = COUNTED_LIST.search(listed) if borne_by else None
        value = to_decimal(counted["n"]) if counted else None
        return borne_by if value is None else replace(borne_by, count=int(value))

    def _behind(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """A分别是甲、乙; A名单公布,甲榜上有名; …命名为A。甲、乙等18家单位名列其中."""
        if listed := AFTER_TITLE.match(text, item.end):
            names = listed["names"]
            return self.names.listed(names, item) or self.names.listed(names.split(",")[0], item)
        if listed := LISTED_BEHIND.match(text, item.end):
            return self.names.listed(listed["names"], item)
        entered = ENTERED.match(text, item.end) or LATER_LIST.match(text, item.end)
        if not entered:
            return BorneBy()
        return (
            self.names.listed(entered["names"], item)
            or self.names.opening_names(entered["names"])[0]
        )

    def _said_of(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """曾获A称号的甲; 作为A,甲…; A、某乡教师孟淑珍走上讲台: it is said of what follows."""
        said = SAID_OF.match(text, item.end)
        if not said:
            return BorneBy()
        before = text[clause_start(text, begin, item) : item.start]
        if said["mark"] == ",":
            if not re.search("(?:作为|身为|是)[^,。]{0,12}$", before):
                return BorneBy()
        elif said["mark"] in ("、", "") and kind_of(item.name) is not HonorKind.INDIVIDUAL:
            opens = item.start == begin and not text.startswith("”", item.end)
            if said["mark"] and opens and item.level is not None and item.count is None:
                return self._opened_by(text, said.end())  # A、某纪念馆接待…
            if said["mark"] or item.count is not None or text.startswith("”", item.end):
                return BorneBy()  # A、B: one title after the other
            if kind_of(item.name) is HonorKind.COLLECTIVE:
                return BorneBy()
            named = self.names.first_names(text[said.end() : said.end() + 60], item)
            # 到全国示范村甘南村参观: of the title's own noun
            return named if named and self._same_noun(item, named) else BorneBy()
        elif (
            said["mark"] != "——"
            and self.names.opening_names(before)[0]
            and not re.match("由|经", before)
        ):
            return BorneBy()  # 甲获A称号的消息传来
        return self.names.first_names(text[said.end() : said.end() + 60], item)

    def _opened_by(self, text: str, start: int) -> BorneBy:
        """Return the one name that goes on a sentence which a title opens, not one title more."""
        stretch = re.split("[,。;:!?]", text[start : start + 60])[0]
        named, rest = self.names.opening_names(stretch)
        return named if len(named.names) == 1 and rest and not rest.startswith("、") else BorneBy()

    def _plaque(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """“A”的牌匾挂上了甲的墙头."""
        hung = PLAQUE.match(text, item.end)
        return (
            self.names.first_names(text[hung.end() : hung.end() + 40], item) if hung else BorneBy()
        )

    def _sent(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """把A的匾额送到了他们手上: who gets it, not who sends it; A这顶桂冠,甲戴得名副其实."""
        start = clause_start(text, begin, item)
        if worn := WORN.match(text, item.end) if bare(text[start : item.start]) else None:
            return self.names.opening_names(worn["names"])[0]
        if given := GIVEN_TO.match(text, item.end):
            return self.names.listed(given["names"], item)
        sent = SENT.match(text, item.end)
        if not sent or not re.search("[将把]“?$", text[start : item.start]):
            return BorneBy()
        if re.match("[他她它这]", sent["to"]):
            before = self._clauses_before(text, begin, item)
            if before or kind_of(item.name) is not HonorKind.INDIVIDUAL:
                return before
            who = self.inherited.page.person(text[:start])
            return BorneBy([who], persons=True) if who else BorneBy()
        return self.names.first_names(sent["to"], item)

    def _clause_after(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """自被命名为A以来,甲…: the clause of the title only leads up to its bearer."""
        start = clause_start(text, begin, item)
        leads_up = LEADS_UP.match(text[start : item.start])
        follows = SUBORDINATE.match(text, item.end) if leads_up else None
        return self.names.opening_names(follows["names"])[0] if follows else BorneBy()

    def _clauses_before(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """甲地处城郊,…,先后获评A; 甲位于…。2014年获评A: the subject that goes on."""
        start = clause_start(text, begin, item)
        clauses = re.split("[,:]", text[begin : max(begin, start - 1)])
        for at in range(len(clauses) - 1, max(-1, len(clauses) - 1 - _REACH), -1):
            if same := THE_SAME.match(clauses[at]):
                return self.inherited.spoken_of(
                    text, text.rfind(clauses[at], 0, start), same["noun"]
                )
            if HE_OR_SHE.match(clauses[at]) and kind_of(item.name) in _PEOPLE:
                who = self.inherited.page.person(text[:start])
                return BorneBy([who], persons=True) if who else BorneBy()
            named = NAMED.match(clauses[at])
            if named and kind_of(item.name) in _PEOPLE:
                return BorneBy([named["who"]], persons=True)
            borne_by, rest = self.names.opening_names(clauses[at])
            if borne_by and rest and SAYS_WHAT.fullmatch(rest):
                continue  # 某连,西藏军区官兵口中的“红柳”,获A
            if not borne_by and kind_of(item.name) is HonorKind.INDIVIDUAL:
                borne_by, rest = self.names.person_alone(clauses[at]), ""
            if not borne_by and kind_of(item.name) is HonorKind.INDIVIDUAL:
                borne_by = self.names.somebody_in(clauses[at])
            if borne_by and not rest and at and _ALSO.match(clauses[at]):
                others = self.names.listed(clauses[at - 1][self.names.lead(clauses[at - 1]) :])
                borne_by = replace(borne_by, names=[*others.names, *borne_by.names])
            if borne_by and (not rest.startswith("的") or rest.startswith("的名字")):
                alone = not rest and at == 0  # 某管理区,经…评审,成为A
                if alone and not _is_place(borne_by.names):
                    return borne_by
                return borne_by if self._may_go_on(item, borne_by) else BorneBy()
        if begin == 0:
            return BorneBy()
        before = max(text.rfind(mark, 0, begin - 1) for mark in _SENTENCE_END) + 1
        borne_by, rest = self.names.opening_names(text[before:begin].split(",")[0])
        if not borne_by or not INTRODUCES.match(rest):
            return BorneBy()
        return borne_by if self._same_noun(item, borne_by) else BorneBy()

    def with_others(self, text: str, item: Candidate, borne_by: BorneBy) -> BorneBy:
        """Add those of whom the next clause says that they got it too: 一同获此荣誉的还有乙."""
        too = TOO.match(text, item.end) or TOO_ELSE.match(text, item.end)
        others = self.names.listed(too["names"]) if too else BorneBy()
        if not others:
            return borne_by
        return replace(borne_by, names=[*borne_by.names, *others.names])

    # Names -----------------------------------------------------------------------------------

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
        if borne_by.persons and kind not in _PEOPLE and not item.name.endswith(("户", "家庭")):
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
        return fits(item.name, borne_by.names[0])


def bare(clause: str) -> bool:
    """Say whether nothing but a year stands in a clause in front of its title."""
    return not re.search("[一-鿿]", _YEAR.sub("", clause))


def _is_place(names: list[str]) -> bool:
    """Say whether a single place is all that is named: its titles are borne by others there."""
    return len(names) == 1 and bool(re.search("[省市州盟县旗区镇乡]$", names[0]))
