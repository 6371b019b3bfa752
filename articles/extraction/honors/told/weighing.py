"""Whether a title is borne that no rule of its clause decides on: words and shape are weighed.

Verbs of obtaining are an open class, so none of them is asked for. What speaks for a title (a
level, quotes, somebody in a frame, a word of receiving, a plate behind it) and what speaks against
it is added up. From `HELD` on it is held, and shown to the editor as unsure; from `OPEN` on it
is only shown, not held; an aim that names its title is a target.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from articles.extraction.honors.bearers.bearers import BorneBy
from articles.extraction.honors.bearers.frame_words import (
    BROUGHT,
    CONFERRED_ON,
    DATES,
    HONORED,
    NOT_RECEIVED,
    NOT_TITLE,
    any_of,
)
from articles.extraction.honors.bearers.openings import bare, clause_start
from articles.extraction.honors.bearers.who_bears import WhoBears
from articles.extraction.honors.words import GENERIC, Candidate
from articles.extraction.offsets import ParagraphOffset

_HINTS = tomllib.loads(Path(__file__).with_name("hints.toml").read_text("utf-8"))
_WEIGHT = {name: hints["weight"] for name, hints in _HINTS.items()}
_RECEIVES = re.compile(any_of(_HINTS["receives"]["words"]))
_SHOWN = re.compile(any_of(_HINTS["shown"]["words"]))
_AIMS = re.compile(any_of(_HINTS["aims"]["words"]))
_PLATE = re.compile(rf"[”\"]?(?:的|这[一]?)?[一-鿿]{{0,3}}?{any_of(_HINTS['plates']['words'])}")
_ADVANCES = re.compile(r"[”\"]?[^,。;]{0,10}?(?:迈进|进军|看齐|靠拢|冲锋|冲刺)")
# What it tells that somebody bears a title: least likelihood, weight; behind it, one more.
_BORNE = ((0.5, 2), (0.3, 1))
HELD, OPEN = 3, 2
_SHORT = 16  # characters of a predicate


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was added up for a title, and whether its clause aims at it."""

    score: int
    aims: bool = False

    @property
    def held(self) -> bool:
        """Whether it is borne."""
        return self.score >= HELD and not self.aims

    @property
    def open(self) -> bool:
        """Whether it may be borne: shown, not held."""
        return OPEN <= self.score < HELD and not self.aims


class Weighing:
    """Weighs the titles of a page."""

    def __init__(self, who: WhoBears):
        self.who = who

    def of(
        self, text: str, begin: ParagraphOffset, end: ParagraphOffset, item: Candidate
    ) -> Weighed:
        """Weigh a title of the sentence `text[begin:end]`, of which no rule decided."""
        if item.count is not None or item.head in GENERIC or NOT_TITLE.match(text, item.end):
            return Weighed(0)
        start = clause_start(text, begin, item)
        clause = text[start : item.start]
        brought = BROUGHT.match(text, item.end)
        told, share = self.who.likeliest(text, begin, end, item)
        # Whose title a row of a table tells is read with its columns (listings.py).
        around = text[max(0, item.start - 1) : item.start] + text[item.end : item.end + 1]
        in_row = any(sign.isspace() for sign in around)
        weight = next((weight for least, weight in _BORNE if share >= least and not in_row), 0)
        behind = weight > 0 and told is not None and told.behind(item)
        score = _of_title(text, item) + weight + behind
        names, between = self.who.names.opening_names(clause)
        between = DATES.sub("", between.rstrip('“"'))
        if brought:
            score += 3  # 将A的牌子捧了回来
        elif weight and bare(clause):
            score += 2  # 某村:A; 甲,某族,A
        elif text[item.start - 1 : item.start] == "(" and text.startswith(")", item.end):
            score += 3
        elif len(between) == 1 and re.match('[”"]?的', text[item.end :]):
            score -= 3  # 是全国先进单位的排头兵
        else:
            score += self._of_predicate(bool(weight), behind, names, between)
        if _PLATE.match(text, item.end) or HONORED.match(text, item.end):
            score += _WEIGHT["plates"]
        if _SHOWN.search(text, begin, end):
            score += _WEIGHT["shown"]
        aims = _AIMS.search(clause) or _ADVANCES.match(text, item.end)
        return Weighed(score, bool(aims))

    @staticmethod
    def _of_predicate(borne: bool, behind: bool, names: BorneBy, between: str) -> int:
        """Weigh what stands between a subject and its title."""
        if behind:
            return _WEIGHT["receives"] if _RECEIVES.search(between) else 0
        if "\x01" in between:
            return -2
        if CONFERRED_ON.fullmatch(between):
            return 3
        score = 0
        if NOT_RECEIVED.search(between):
            score -= 3
        if _RECEIVES.search(between):
            score += _WEIGHT["receives"]
        elif (names or borne) and 0 < len(between) <= _SHORT and score == 0:
            score += 1
        elif names and not between:
            score += 1  # 某社区——A; 某村:A
        return score


def _of_title(text: str, item: Candidate) -> int:
    """Weigh what a title says of itself."""
    score = 1 if item.level is not None or item.mixed or item.batch else -2
    quoted = text.startswith(("”", '"'), item.end) or text[max(0, item.start - 1) : item.start] in (
        "“",
        '"',
    )
    return score + quoted
