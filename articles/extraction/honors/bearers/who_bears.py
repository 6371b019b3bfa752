"""Who bears a title, by the weight of evidence: the one place that the reader of honors asks.

All who may bear it, and nobody, are weighed against each other (a log-linear model: the weights of
what is told of each are added up, and compared). Weights are learned, not set:
`python -m tests.extraction.train_bearers` writes weights.tsv.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from articles.extraction.honors.words import Candidate
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.places.gazetteer import Gazetteer

from .bearers import Bearers, BorneBy
from .frame_words import TOO, TOO_ELSE
from .inheritance import Inheritance
from .openings import Openings
from .options import Option, Options
from .page_subjects import PageSubjects
from .tellings import Evidence, of_nobody

LIKELY = 0.5  # from here on somebody is taken to bear a title
OPEN = 0.25  # from here on somebody is shown as one who may
WEIGHTS = {
    evidence: float(weight)
    for evidence, _, weight in (
        line.partition("\t")
        for line in Path(__file__).with_name("weights.tsv").read_text("utf-8").splitlines()
    )
}
# Called with what is asked, the options, their evidence and that of nobody, for each title weighed.
listeners: list[Callable[[int, list[Option], list[list[str]], list[str]], None]] = []

_Title = tuple[int, int, str, object, int | None]


class WhoBears:
    """Says who bears the titles of a page."""

    def __init__(self, gazetteer: Gazetteer, region: str | None, page: PageSubjects):
        self.page = page
        self.by_verb = Bearers(gazetteer, region)
        self.names = Openings(gazetteer)
        self.inherited = Inheritance(self.names, page)
        self.options = Options(self.names, self.inherited)
        self.evidence = Evidence(gazetteer, region, page)
        self._known: dict[_Title, tuple[Option | None, float]] = {}
        self._known_at = -1  # the paragraph of these

    def of(
        self, text: str, begin: ParagraphOffset, end: ParagraphOffset, item: Candidate
    ) -> BorneBy:
        """Return who bears a title, as its sentence `text[begin:end]` and the page say."""
        if item.recipients:
            return BorneBy()  # shared out already
        told = self.by_verb.counted(text, begin, item)
        option, share = self.likeliest(text, begin, end, item)
        if option is None or share < OPEN:
            return told
        if share < LIKELY:
            return replace(told, maybe=option.names)
        count = option.count if told.count is None else told.count
        persons = option.run.surely_persons if option.run else option.persons
        borne = BorneBy(list(option.names), persons, count, told.counted)
        return self._with_others(text, item, self.inherited.in_full(text, begin, borne))

    def likeliest(
        self, text: str, begin: ParagraphOffset, end: ParagraphOffset, item: Candidate
    ) -> tuple[Option | None, float]:
        """Return who most likely bears a title, and how likely that is (0 to 1)."""
        if self._known_at != self.page.at:
            self._known, self._known_at = {}, self.page.at
        title = item.start, item.end, item.name, item.kind, item.count
        if title not in self._known:
            self._known[title] = self._weighed(text, begin, end, item)
        return self._known[title]

    def _weighed(
        self, text: str, begin: ParagraphOffset, end: ParagraphOffset, item: Candidate
    ) -> tuple[Option | None, float]:
        asked = self.options.asked(text, begin, end, item)
        options = self.options.of(asked)
        told = self.evidence.of(asked, options)
        nobody = of_nobody(asked)
        for listener in listeners:
            listener(self.page.at + item.start, options, told, nobody)
        scores = [weigh(evidence) for evidence in (*told, nobody)]
        top = max(scores)
        return likeliest(options, [math.exp(score - top) for score in scores])

    def _with_others(self, text: str, item: Candidate, borne: BorneBy) -> BorneBy:
        """Add those of whom the next clause says that they got it too: 一同获此荣誉的还有乙."""
        too = TOO.match(text, item.end) or TOO_ELSE.match(text, item.end)
        others = self.names.listed(too["names"]).names if too else []
        return replace(borne, names=[*borne.names, *(n for n in others if n not in borne.names)])


def weigh(evidence: list[str]) -> float:
    """Return the sum of the weights of evidence."""
    return sum(filter(None, map(WEIGHTS.get, evidence)))


def likeliest(options: list[Option], shares: list[float]) -> tuple[Option | None, float]:
    """Return the likeliest option and its part of all shares, the last of which is nobody's.

    The same names may be told in several places, and one place gives several runs, one within the
    other: what speaks for any of them speaks for there being somebody.
    """
    keys = [tuple(sorted(option.names)) for option in options]
    by_names: dict[tuple[str, ...], float] = {}
    for key, share in zip(keys, shares, strict=False):
        by_names[key] = by_names.get(key, 0.0) + share
    if not by_names:
        return None, 0.0
    names = max(by_names, key=by_names.__getitem__)
    best = max(
        (at for at, key in enumerate(keys) if key == names),
        key=shares.__getitem__,
    )
    near = sum(
        share
        for key, option, share in zip(keys, options, shares, strict=False)
        if key == names or _overlap(option, options[best])
    )
    return options[best], near / sum(shares)


def _overlap(one: Option, other: Option) -> bool:
    if one.run is None or other.run is None or one.source != other.source:
        return False
    return one.run.start < other.run.end and other.run.start < one.run.end
