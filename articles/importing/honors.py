"""Titles and awards: held, aimed at, or only described.

An honor is a name that ends in a word of honor (示范单位, 模范集体, 教育基地, …) and a verb that
says what became of it. Held needs a word that says obtained or conferred; an aim (争创, 努力打造,
为创建…奠定基础) is a target and never more; anything else is described, and recorded only if the
text makes it definite by a level, a count or names.
"""

from .documents import bracketed
from .gazetteer import Gazetteer
from .honor_bearers import Bearers
from .honor_names import Candidate, HonorNames, kind_of
from .honor_status import status_of
from .report import Honor, HonorLevel, HonorStatus
from .segments import Segment, Segments
from .years import Years, sentence_bounds


def find_honors(
    segments: Segments,
    gazetteer: Gazetteer,
    region: str | None,
    published_year: int | None,
) -> tuple[list[Honor], list[tuple[int, int]]]:
    """Return the honors of title, lead, outline and closing, and the stretches they were read from.

    An honor of the title counts only when the body does not name it.
    """
    reader = _Reader(segments, gazetteer, region, published_year)
    found: list[Honor] = []
    titled: list[Honor] = []
    for segment in segments.of("title", "lead", "outline", "closing"):
        honors = reader.read(segment)
        (titled if segment.where == "title" else found).extend(honors)
    names = [honor.name for honor in found]
    titled = [
        honor for honor in titled
        if not any(honor.name in name or name in honor.name for name in names)
    ]  # fmt: skip
    return titled + found, reader.spans


class _Reader:
    def __init__(self, segments, gazetteer, region, published_year):
        self.segments = segments
        self.names = HonorNames(gazetteer)
        self.bearers = Bearers(gazetteer, region)
        self.published_year = published_year
        self.spans: list[tuple[int, int]] = []

    def read(self, segment: Segment) -> list[Honor]:
        """Return the honors of one paragraph or heading."""
        text = self.segments.text(segment)
        if not self.names.maybe_in(text):
            return []
        masked = list(text)
        for start, end in bracketed(text):
            masked[start:end] = "\x01" * (end - start)
        text = "".join(masked)
        years = Years(text, 0, len(text), self.published_year)
        honors: list[Honor] = []
        position = 0
        while position < len(text):
            _, end = sentence_bounds(text, position, position, len(text))
            end = max(end, position + 1)
            honors += self._sentence(text, position, end, segment, years)
            position = end
        return honors

    def _sentence(self, text, begin, end, segment, years) -> list[Honor]:
        honors: list[Honor] = []
        names = self.names.find(text, begin, end)
        for item in names:
            item.recipients = self.bearers.listed_before(text, begin, item)
            status = status_of(text, begin, end, item, segment, names)
            if status is None or not item.name.strip() or len(item.name) > 60:
                continue
            honor = self._honor(text, begin, end, item, status, segment, years)
            if item.verb == "授予" and honors and honor.conferred_by is None:
                honor.conferred_by = honors[-1].conferred_by  # 授予A…, 授予B…: the same body
            honors.append(honor)
        return honors

    def _honor(self, text, begin, end, item: Candidate, status, segment, years) -> Honor:
        name = item.name.strip()
        held = status == HonorStatus.HELD
        org = self.bearers.conferred_by(text, begin, end, item) if held else None
        level = item.level
        if level is HonorLevel.LEAGUE:
            level = self.bearers.own_level(text[item.start : item.end], level)
        if level is None and not item.mixed and org:
            level = self.bearers.org_level(org)
        recipients, subject_count = item.recipients, None
        if held:
            recipients, subject_count = self.bearers.recipients(text, begin, end, item)
        count = item.count if item.count is not None else subject_count
        derived = False
        if count is None and self.bearers.complete(text, begin, end, recipients):
            count, derived = len(recipients), True
        when = years.at(item.start, "。!?;", opening=False)
        # "As of" dates a count, not a title without one.
        dated = not when.as_of or item.count is not None or subject_count is not None
        start, stop = segment.start + item.start, segment.start + item.end
        self.spans.append((start, stop))
        if subject_count is not None:
            counted = self.bearers.counted
            self.spans.append((segment.start + counted[0], segment.start + counted[1]))
        raw = self.segments.raw[segment.start : segment.end]
        return Honor(
            name=_original(name, text, raw, max(0, item.end - len(name) - 12)),
            level=level,
            kind=kind_of(name),
            status=status,
            count=count,
            count_derived=derived,
            year=when.year if dated else None,
            batch=item.batch,
            recipients=[_original(bearer, text, raw, begin) for bearer in recipients],
            conferred_by=org and _original(org, text, raw, begin),
            **self.segments.fact(start, stop, segment),
        )


def _original(value: str, folded: str, raw: str, start: int) -> str:
    """Return a piece of the folded text as the page writes it (海拉蘇鎮 for 海拉苏镇)."""
    at = folded.find(value, start)
    if at < 0:
        at = folded.find(value)
    return raw[at : at + len(value)] if at >= 0 else value
