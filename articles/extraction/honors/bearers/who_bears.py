"""Who bears a title: read by its verb, by the frame of its clause, or from the page.

The one place that the reader of honors asks. What the verb tells goes first, for it counts too;
a frame adds names that the verb does not reach; what neither names is looked up in the page.
"""

from dataclasses import replace

from articles.extraction.honors.words import Candidate
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import Honor, HonorStatus

from .bearers import Bearers, BorneBy
from .frames import Frames
from .page_subjects import PageSubjects


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
        if not self.by_frame.names.lists.sound(told.names):
            told = replace(told, names=[])
        if item.recipients and not told:
            return told
        framed = self.by_frame.bearers(text, begin, end, item)
        more = len(framed.names) > len(told.names) and not told.persons
        if not told or more or set(told.names) < set(framed.names):
            told = replace(told, names=framed.names, persons=framed.persons)
        return self.by_frame.with_others(text, item, told) if told else told

    def not_named(
        self, text: str, begin: ParagraphOffset, item: Candidate, honor: Honor
    ) -> list[str]:
        """Return who bears a title whose sentence names nobody: whom the page speaks of."""
        if honor.recipients or honor.status is not HonorStatus.HELD or honor.count is not None:
            return honor.recipients
        return self.by_frame.inherited.bearers(text, begin, item).names
