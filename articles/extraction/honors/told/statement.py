"""A title in its sentence, and what rules may ask of it."""

import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from articles.extraction.honors.names.conferred import TITLE_WORD
from articles.extraction.honors.words import GENERIC, Candidate
from articles.extraction.language.rule_tables import Ask, RuleTable, Test, read_rules
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.parts import Segment
from articles.extraction.report import HonorLevel, HonorStatus, Where

from . import assertions

_TABLE = read_rules(Path(__file__).with_name("verbs.toml"))
_VERBS = re.compile(
    "|".join(
        f"(?P<{kind}>{'|'.join(_TABLE['verbs'][kind])})"
        for kind in (HonorStatus.TARGET, HonorStatus.HELD, HonorStatus.DESCRIBED)
    )
)
_TO_COME = re.compile("|".join(_TABLE["verbs"]["to_come"]))
_REACH = 160  # characters in front of a name in which its verb is looked for
_FUTURE_REACH = 60
_HIGH = (HonorLevel.NATIONAL, HonorLevel.AUTONOMOUS_REGION)
_RIGHT = 48  # characters behind a name that rules look at
_BEFORE_VERB = 16


class Statement:
    """A title, `item`, in the sentence `text[begin:end]`, and what the sentence says of it.

    `names` are all names of the sentence, `said` its verbs (`verbs_of`).
    """

    def __init__(
        self,
        text: str,
        begin: ParagraphOffset,
        end: ParagraphOffset,
        item: Candidate,
        segment: Segment,
        names: list[Candidate],
        said: list[re.Match[str]],
    ):
        self.text, self.begin, self.end = text, begin, end
        self.item, self.segment, self.names = item, segment, names
        self.right = text[item.end : min(end, item.end + _RIGHT)]
        self.left = text[begin : item.start]
        verbs = [
            verb
            for verb in said
            if item.start - _REACH <= verb.start() < max(item.start, begin + 1)
            and verb.end() <= item.start + 4
        ]
        near = [name for name in names if name.end > item.start - _REACH]
        self.verbs = _outside(verbs, near)
        # The one that governs it: the last one in front of its name and in no other name
        # (民族团结进步创建示范区 creates nothing).
        self.verb = self.verbs[-1] if self.verbs else None

    # The title itself -----------------------------------------------------------------------

    @property
    def received(self) -> bool:
        """Whether the words around it say that it was received."""
        return self.item.received

    @property
    def generic(self) -> bool:
        """Whether it is a bare 称号, 荣誉."""
        return self.item.head in GENERIC

    @property
    def levelled(self) -> bool:
        """Whether a level confers it."""
        return self.item.level is not None

    @property
    def high(self) -> bool:
        """Whether nation or region confer it."""
        return self.item.level in _HIGH

    @property
    def counted(self) -> bool:
        """Whether the text says how many there are."""
        return self.item.count is not None

    @property
    def definite(self) -> bool:
        """Whether a level or a count makes it one that exists."""
        item = self.item
        return item.level is not None or item.mixed or item.count is not None

    @property
    def borne(self) -> bool:
        """Whether somebody is listed in front of it."""
        return bool(self.item.recipients)

    @property
    def shares_count(self) -> bool:
        """Whether its count shares the name of another one."""
        return self.item.follower

    @property
    def any_levelled(self) -> bool:
        """Whether any title of the sentence has a level."""
        return any(name.follower or name.level for name in self.names)

    @property
    def counts_follow(self) -> bool:
        """Whether counts that share its name follow."""
        return any(name.follower and name.start > self.item.end for name in self.names)

    # Where it stands ------------------------------------------------------------------------

    @property
    def heading(self) -> bool:
        """Whether it stands in a heading of the body."""
        return self.segment.heading

    @property
    def in_any_heading(self) -> bool:
        """Whether it stands in the title of the report or in a heading."""
        return self.segment.heading or self.segment.where == Where.TITLE

    @cached_property
    def future(self) -> bool:
        """Whether its clause, or where it stands, tells what is to come."""
        start = max(self.begin, self.item.start - _FUTURE_REACH)
        return (
            _TO_COME.search(self.text, start, self.item.start) is not None
            or self.segment.where == Where.CLOSING
            or self.segment.plans
        )

    # What its clause says -------------------------------------------------------------------

    @cached_property
    def asserted(self) -> assertions.Rule | None:
        """The rule of assertions.py that holds for a definite title."""
        if not self.definite or self.segment.heading:
            return None
        return assertions.asserted(self.text, self.begin, self.end, self.item)

    # Its verb -------------------------------------------------------------------------------

    @property
    def said(self) -> str:
        """The governing verb."""
        return self.verb.group() if self.verb else ""

    @property
    def between(self) -> str:
        """What stands between its verb and its name."""
        return self.text[self.verb.end() : self.item.start] if self.verb else ""

    @property
    def last_verb_aims(self) -> bool:
        """Whether the last verb in front of it is one of aiming."""
        return self.verb is not None and self.verb.lastgroup == HonorStatus.TARGET

    @property
    def last_verb_holds(self) -> bool:
        """Whether the last verb in front of it is one of obtaining or having."""
        return self.verb is not None and self.verb.lastgroup == HonorStatus.HELD

    @property
    def named_honor(self) -> bool:
        """Whether its own name ends in 荣誉."""
        item = self.item
        return "荣誉" in self.text[max(item.start, item.end - 4) : item.end]

    @property
    def called_title(self) -> bool:
        """Whether 称号, 牌匾 or the like follow."""
        return TITLE_WORD.match(self.text, self.item.end) is not None

    @property
    def every_year(self) -> bool:
        """Whether it is told as a habit."""
        return "每年" in self.left

    @property
    def again(self) -> bool:
        """Whether its verb only tells of it once more: 受表彰的A."""
        return self.verb is not None and self.text.startswith("的", self.verb.end())

    @property
    def aimed_just_before(self) -> bool:
        """Whether a verb of aiming stands right in front of its verb."""
        if self.verb is None or len(self.verbs) < 2:
            return False
        aim = self.verbs[-2]
        return aim.lastgroup == HonorStatus.TARGET and self.verb.start() - aim.end() <= 8

    @cached_property
    def aimed_at(self) -> bool:
        """Whether a word of aiming governs its word of obtaining: 争取获评, 努力争取2022年跨入."""
        if self.verb is None:
            return False
        # 努力把…建设成为: what is done meanwhile aims as well.
        before = [
            verb
            for verb in self.verbs
            if verb.start() < self.verb.start() and verb.lastgroup != HonorStatus.DESCRIBED
        ]
        if not before or before[-1].lastgroup != HonorStatus.TARGET:
            return False
        between = self.text[before[-1].end() : self.verb.start()]
        longest = 24 if before[-1].group().endswith("把") else 12
        return len(between) <= longest and not re.search(r"[,。;:、并]", between)

    @cached_property
    def kind(self) -> str:
        """What its verb says became of it; without a verb, "none"."""
        if self.verb is None:
            return "none"
        if self.verb.lastgroup == HonorStatus.DESCRIBED and self.item.count is None:
            self._govern()
        meant = MEANINGS.first(self)
        return meant.gives if meant else self.verb.lastgroup or ""

    def _govern(self) -> None:
        """Take the verb of the clause for a word inside a name: 荣获…精神文明建设…奖."""
        last = ParagraphOffset(self.verb.start() if self.verb else self.begin)
        for verb in reversed(self.verbs):
            if verb.lastgroup == HonorStatus.HELD and "," not in self.text[verb.end() : last]:
                self.verb = verb
                return


def verbs_of(
    text: str, begin: ParagraphOffset, end: ParagraphOffset, names: list[Candidate]
) -> list[re.Match[str]]:
    """Return the verbs of a sentence that tell what became of its titles, read once for all."""
    if not names:
        return []
    start = max(begin, names[0].start - _REACH)
    return list(_VERBS.finditer(text, start, min(end, names[-1].start + 4)))


def _outside(verbs: list[re.Match[str]], names: list[Candidate]) -> list[re.Match[str]]:
    """Return the verbs that are part of no name; both come in the order they stand in."""
    outside, end, following = [], 0, iter(names)
    name = next(following, None)
    for verb in verbs:
        while name is not None and name.start < verb.start():
            end, name = max(end, name.end), next(following, None)
        if verb.start() >= end:
            outside.append(verb)
    return outside


def _one_of(words: list[str]) -> Test:
    known = frozenset(words)
    return lambda statement: statement.said in known


def _pattern(look: Callable[[re.Pattern[str], Statement], object]) -> Ask:
    """Return what makes a test of a pattern that `look` looks for."""

    def ask(pattern: str) -> Test:
        compiled = re.compile(pattern)
        return lambda statement: look(compiled, statement)

    return ask


def _in_front_of_verb(pattern: re.Pattern[str], statement: Statement) -> object:
    if statement.verb is None:
        return False
    start = statement.verb.start()
    return pattern.search(statement.text, max(statement.begin, start - _BEFORE_VERB), start)


# What rows may ask, in the order in which it is asked.
ASKS: dict[str, Ask] = {
    "said": _one_of,  # the verb
    "farther": lambda most: lambda statement: len(statement.between) > most,
    "within": lambda most: lambda statement: len(statement.between) <= most,
    "between": _pattern(lambda pattern, it: pattern.search(it.between)),
    "before_verb": _pattern(_in_front_of_verb),
    "head": _pattern(lambda pattern, it: pattern.search(it.item.head)),
    "right": _pattern(lambda pattern, it: pattern.match(it.right)),
    "not_right": _pattern(lambda pattern, it: not pattern.match(it.right)),
    "left": _pattern(lambda pattern, it: pattern.search(it.left)),
    "not_left": _pattern(lambda pattern, it: not pattern.search(it.left)),
}
MEANINGS = RuleTable(_TABLE["meaning"], Statement, ASKS)
