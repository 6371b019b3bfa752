"""Who bears a title: read by its verb, by the frame of its clause, or from the page.

The one place that the reader of honors asks. What the verb tells goes first, for it counts too;
a frame adds names that the verb does not reach; what neither names is looked up in the page.
"""

import re
from dataclasses import replace

from articles.extraction.honors.words import Candidate
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import Honor, HonorStatus

from .bearers import Bearers, BorneBy
from .frame_words import GIVES
from .frames import Frames
from .page_subjects import PageSubjects

_GIVER = re.compile(
    "国务院|党中央|中共中央|军委|政府|行署|[省市州盟县旗区]委|民委|民宗[委局]|民族局|统战部|宣传部"
)


class WhoBears:
    """Says who bears the titles of a page."""

    def __init__(self, gazetteer: Gazetteer, region: str | None, page: PageSubjects):
        self.page = page
        self.by_verb = Bearers(gazetteer, region)
        self.by_frame = Frames(gazetteer, page)

    def of(
        self, text: str, begin: ParagraphOffset, end: ParagraphOffset, item: Candidate
    ) -> BorneBy:
        """Return who bears a title that is held, as its sentence `text[begin:end]` says."""
        told = self.by_verb.recipients(text, begin, end, item)
        if not self.by_frame.names.lists.sound(told.names) or _gives(text, begin, item, told):
            told = replace(told, names=[])
        if item.recipients and not told:
            return told
        framed = self.by_frame.bearers(text, begin, end, item)
        more = len(framed.names) > len(told.names) and not told.persons
        if not told or more or set(told.names) < set(framed.names):
            count = framed.count if told.count is None else told.count
            told = replace(told, names=framed.names, persons=framed.persons, count=count)
        told = self.by_frame.inherited.in_full(text, begin, told)
        return self.by_frame.with_others(text, item, told) if told else told

    def not_named(
        self, text: str, begin: ParagraphOffset, item: Candidate, honor: Honor
    ) -> list[str]:
        """Return who bears a title whose sentence names nobody: whom the page speaks of."""
        if honor.recipients or honor.status is not HonorStatus.HELD or honor.count is not None:
            return honor.recipients
        return self.by_frame.inherited.bearers(text, begin, item).names


def _gives(text: str, begin: ParagraphOffset, item: Candidate, told: BorneBy) -> bool:
    """Say whether those told of give the title, and do not get it: 国务院表彰A."""
    at = text.rfind(told.names[-1], begin, item.start) if told else -1
    if at < 0:
        return False
    between = text[at + len(told.names[-1]) : item.start]
    return bool(
        _GIVER.search(told.names[-1])
        and GIVES.search(between)
        and not re.search("被|获|受|得到|[,。;:]", between)
    )
