"""Subjects that count who bears a title: 3个集体、5名个人被授予…, A等6所学校和B等4个社区被评为…."""

import re
from dataclasses import dataclass

from articles.extraction.honors.words import ADVERB, BEARER_CLASSIFIER, NUM
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import ParagraphOffset, paragraph_span
from articles.extraction.report import HonorKind

_COUNTED = re.compile(
    rf"(?:(?P<names>[^,。;:\d、和及][^,。;:\d]{{1,60}}?)等)?(?P<n>{NUM})\s*{BEARER_CLASSIFIER}(?P<noun>[一-鿿]{{0,6}}?)"
    rf"(?=[、和及]|{ADVERB}|$)"
)
_COUNT = re.compile(rf"{NUM}\s*{BEARER_CLASSIFIER}")
_LONGEST = 240  # characters; a longer subject is read from there on
_AFTER = re.compile(rf"{ADVERB}*(?:被[^,。;\d]{{1,16}})?$")


@dataclass(frozen=True, slots=True)
class Counted:
    """One counted part of a subject; `names` is what stands in front of 等, "" if nothing does."""

    count: int
    noun: str
    names: str

    @property
    def kind(self) -> HonorKind | None:
        """What kind of bearer its noun speaks of."""
        if re.search(r"集体|单位", self.noun):
            return HonorKind.COLLECTIVE
        if re.search(r"个人|人$|同志|干部|职工|群众", self.noun):
            return HonorKind.INDIVIDUAL
        return None


def counted_subject(
    text: str, begin: ParagraphOffset, verb_at: ParagraphOffset
) -> tuple[list[Counted], ParagraphOffset]:
    """Return the counted parts of the subject in front of a verb, and where the first starts.

    Fewer than two parts are none: a single count is read with its names.
    """
    first = max([begin, *(text.rfind(mark, begin, verb_at) + 1 for mark in ",。;:")])
    clause = ParagraphOffset(max(first, verb_at - _LONGEST))
    if not _COUNT.search(text, clause, verb_at):
        return [], clause
    run: list[re.Match[str]] = []
    for match in _COUNTED.finditer(text, clause, verb_at):
        if run and text[run[-1].end() : match.start()] not in ("、", "和", "及"):
            run = []
        run.append(match)
    if len(run) < 2 or not _AFTER.fullmatch(text, run[-1].end(), verb_at):
        return [], clause
    parts = []
    for match in run:
        value = to_decimal(match["n"])
        if value is None:
            return [], clause
        names = (match["names"] or "").lstrip("、和及")
        parts.append(Counted(int(value), match["noun"], names))
    return parts, paragraph_span(run[0], "names" if run[0]["names"] else "n")[0]
