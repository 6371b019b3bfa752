"""Titles and awards: held, aimed at, or only described.

An honor is a name that ends in a word of honor (示范单位, 模范集体, 教育基地, …) and a verb that
says what became of it. Held needs a word that says obtained or conferred; an aim (争创, 努力打造,
为创建…奠定基础) is a target and never more; anything else is described, and recorded only if the
text makes it definite by a level, a count or names.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from articles.extraction.documents import bracketed
from articles.extraction.honors.bearers.bearers import BorneBy
from articles.extraction.honors.bearers.page_subjects import PageSubjects
from articles.extraction.honors.bearers.who_bears import WhoBears
from articles.extraction.honors.names.titles import HonorNames
from articles.extraction.language.years import When, Years, sentence_bounds
from articles.extraction.offsets import PageOffset, PageStretch, ParagraphOffset
from articles.extraction.parts import GridRow, Segment, Segments
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import (
    TITLE_AND_BODY,
    Honor,
    HonorKind,
    HonorLevel,
    HonorStatus,
    Where,
)

from .conferrers import Conferrers
from .dating import Dating
from .listings import Listings
from .pairs import Recorded, pair_bearers, pair_levels, pair_years
from .told.going_on import aims_elsewhere, goes_on, in_series, same_decision, same_subject
from .told.statement import verbs_of
from .told.status import status_of
from .told.weighing import Weighing
from .words import GENERIC, NOWHERE, Candidate, kind_of, level_word

_OWN_YEAR = re.compile(r"[”\"]?\s*\(((?:19|20)\d\d)年?(?:\d{1,2}月)?\)")
_OFFICE = re.compile(r"(?:部|局|委|办|公司|学校|院|队|所|站|中心)$")
_COMMITTEE = re.compile(r"(?:党委|党总支|党支部)$")
_OF_WHOLES = {HonorKind.UNIT, HonorKind.VILLAGE, HonorKind.BASE, HonorKind.REGION_TITLE}
_PUT_FORWARD = re.compile("公示|拟(?:推荐|命名|授予|表彰|认定|评|申报)|推荐|提名|候选|申报材料")
_OVER_YEARS = re.compile(r"先后|累计|多次")
_YEAR = re.compile(r"(?:19|20)\d\d年|[今去前同当]年")
_CONFERRING = re.compile(r"荣获|获得|获评|被|命名|受到|当选|入选")
_CONTEST = re.compile(
    r"(?:[在于]|召开)(?:第[一二三四五六七八九十\d]+[届次])?(?:今年的?)?(全国|全区|全自治区|自治区|全省|全州|全盟|全市|全旗|全县|[一-鿿]{2,12}?(?=第[一二三四五六七八九十\d]+[届次]))"
    r"[^,。;]{0,30}?(?:表彰(?:大)?会|现场会|推进会|比赛|大赛|竞赛|赛|评选|展(?:演|览|播|示)?|会演|汇演|艺术节|文化节|运动会|评比|征集|活动)"
)


@dataclass(frozen=True, slots=True)
class HonorsRead:
    """The honors of a page and the stretches they were read from.

    `unsure` are those held by shape alone, `open` titles that may be held and are no honors here;
    `unborne` are the stretches of those held by nobody sure, with who may bear them.
    """

    honors: list[Honor]
    stretches: list[PageStretch]
    unsure: list[PageStretch]
    open: list[PageStretch]
    unborne: list[tuple[PageStretch, tuple[str, ...]]]


def find_honors(
    grids: list[list[GridRow]],
    segments: Segments,
    gazetteer: Gazetteer,
    region: str | None,
    published_year: int | None,
    most: int,
) -> HonorsRead:
    """Return the honors of title, lead, outline and closing.

    An honor of the title counts only when the body does not name it. Reading stops where there
    are more than `most`.
    """
    reader = _Reader(segments, gazetteer, region, published_year)
    found: list[Honor] = []
    titled: list[Honor] = []
    read: list[PageStretch] = []
    for segment in segments.of(*TITLE_AND_BODY):
        honors, stretches = reader.read(segment)
        read += stretches
        (titled if segment.where == Where.TITLE else found).extend(honors)
        if len(found) > most:
            return HonorsRead(found, read, [], [], [])
    names = [honor.name for honor in found]
    titled = [
        honor for honor in titled
        if not any(honor.name in name or name in honor.name for name in names)
        # 3名个人获省级表彰 names no title: the body tells which.
        and not (found and honor.name.endswith("表彰"))
    ]  # fmt: skip
    listings = Listings(grids, segments, gazetteer, region)
    honors = titled + listings.complete(found)
    unborne = [
        reader.maybe[honor.offset] for honor in honors
        if honor.offset in reader.maybe and honor.status == HonorStatus.HELD
        and not honor.recipients
    ]  # fmt: skip
    unsure = reader.unsure + listings.unsure
    return HonorsRead(honors, read, unsure, reader.open, unborne + listings.unborne)


class _Reader:
    def __init__(
        self,
        segments: Segments,
        gazetteer: Gazetteer,
        region: str | None,
        published_year: int | None,
    ):
        self.segments = segments
        self.names = HonorNames(gazetteer, region)
        title = "\n".join(segments.text(part) for part in segments.of(Where.TITLE))
        self.conferrers = Conferrers(gazetteer, region, title, segments.folded)
        page = PageSubjects(gazetteer, region, title, segments.folded)
        self.who = WhoBears(gazetteer, region, page)
        self.weighing = Weighing(self.who)
        self.published_year = published_year
        self.dating = Dating(title, published_year)
        self.unsure: list[PageStretch] = []
        self.open: list[PageStretch] = []
        # Who may bear a title that nobody surely bears, by where it starts.
        self.maybe: dict[PageOffset, tuple[PageStretch, tuple[str, ...]]] = {}

    def read(self, segment: Segment) -> tuple[list[Honor], list[PageStretch]]:
        """Return the honors of one paragraph or heading, and the stretches they were read from."""
        text = self.segments.text(segment)
        self.who.page.at = segment.start
        if segment.heading:
            self.who.page.heading = text
            self.dating.heading(text)
        if not self.names.maybe_in(text):
            self.dating.read(text)
            return [], []
        masked = list(text)
        for start, end in bracketed(text):
            masked[start:end] = "\x01" * (end - start)
        text = "".join(masked)
        stop = ParagraphOffset(len(text))
        years = Years(text, ParagraphOffset(0), stop, self.published_year)
        sentences = list(self._sentences(text, stop))
        self.who.options.read(
            [(item.start, item.end) for _, _, names in sentences for item in names]
        )
        honors: list[Honor] = []
        stretches: list[PageStretch] = []
        last: Honor | None = None  # of the sentence before
        for begin, end, names in sentences:
            stated, read = self._sentence(text, begin, end, names, segment, years, last)
            last = stated[-1] if stated else None
            honors += stated
            stretches += read
        self.dating.read(text)
        return honors, stretches

    def _sentences(
        self, text: str, stop: ParagraphOffset
    ) -> Iterator[tuple[ParagraphOffset, ParagraphOffset, list[Candidate]]]:
        """Yield where each sentence of a paragraph starts and ends, and the names in it."""
        position = ParagraphOffset(0)
        while position < stop:
            _, end = sentence_bounds(text, position, position, stop)
            end = ParagraphOffset(max(end, position + 1))
            yield position, end, self.names.find(text, position, end)
            position = end

    def _sentence(
        self,
        text: str,
        begin: ParagraphOffset,
        end: ParagraphOffset,
        names: list[Candidate],
        segment: Segment,
        years: Years[ParagraphOffset],
        last: Honor | None,
    ) -> tuple[list[Honor], list[PageStretch]]:
        """Return the honors of a sentence; `last` is the last one of the sentence before."""
        said = verbs_of(text, begin, end, names)
        recorded: Recorded = []
        for item in names:
            borne_by = (
                self.who.by_verb.split(item.named)
                if item.named
                else self.who.by_verb.listed_before(text, begin, item)
            )
            item.recipients, item.persons = borne_by.names, borne_by.persons
            status = status_of(text, begin, end, item, segment, names, said)
            if item.denied:
                continue
            if status in (None, HonorStatus.DESCRIBED) and self._lists_bearers(text, item):
                status, item.rule = HonorStatus.HELD, "its bearers stand behind it"
            elif (
                status in (None, HonorStatus.DESCRIBED)
                and item.level
                and (person := self.who.by_verb.apposed(text, item))
            ):
                status, item.verb_at = HonorStatus.HELD, NOWHERE
                item.rule = "in apposition to a person"
                item.recipients, item.persons = person.names, person.persons
            elif status is HonorStatus.DESCRIBED and goes_on(text, begin, item, last):
                status, item.rule = HonorStatus.HELD, "goes on a count"
            elif status in (None, HonorStatus.DESCRIBED) and in_series(text, item, recorded):
                status, item.verb_at, item.unsure = HonorStatus.HELD, NOWHERE, True
                item.rule = "goes on a series"
            elif segment.tells and (
                status in (None, HonorStatus.DESCRIBED) or aims_elsewhere(text, item, status)
            ):
                weighed = self.weighing.of(text, begin, end, item)
                if weighed.held:
                    status, item.verb_at, item.unsure = HonorStatus.HELD, NOWHERE, True
                    item.rule = f"weighed: {weighed.score}"
                elif weighed.aims and status is None and item.level and weighed.score > 0:
                    status, item.rule = HonorStatus.TARGET, "weighed as an aim"
                elif weighed.open and status is None:
                    self.open.append(segment.stretch_in_page((item.start, item.end)))
            if status is not None and item.name.strip() and len(item.name) <= 60:
                recorded.append((item, status))
        recorded, stretches = self._share_out(text, begin, recorded, segment)
        honors: list[Honor] = []
        # What stood in front of a semicolon lends its subject: 某村被评为A;2021年,又获评B.
        before = last if begin and text[begin - 1] == ";" else None
        for item, status in recorded:
            honor, read = self._honor(text, begin, end, item, status, segment, years)
            stretches += read
            last = honors[-1] if honors else before
            if item.verb == "授予" and last and honor.conferred_by is None:
                # 授予A…, 授予B…: the same body, and so it is where 被授予B has the level of A.
                passive = text.endswith("被", 0, item.verb_at)
                if not passive or honor.level == last.level:
                    honor.conferred_by = last.conferred_by
            if last and same_subject(text, begin, item, honor, last):
                honor.recipients = list(last.recipients)
            if honors and not honor.recipients and in_series(text, item, recorded):
                honor.recipients = list(honors[-1].recipients)
            if honors and same_decision(text, item, honor, honors[-1]):
                honor.conferred_by, honor.level = honors[-1].conferred_by, honors[-1].level
            if honor.conferred_by is None and honor.status is HonorStatus.HELD:
                honor.conferred_by = self.conferrers.signed(text, begin, item)
            honors.append(honor)
        pair_bearers(text, recorded, honors)
        parted = pair_levels(text, begin, recorded, honors)
        if len(parted) == len(honors):
            parted = pair_years(text, begin, recorded, honors)
        return parted, stretches

    def _lists_bearers(self, text: str, item: Candidate) -> bool:
        """Say whether a title that can only be conferred is followed by those who bear it."""
        definite = item.batch is not None or item.level is not None
        return (
            definite
            and text.startswith((":", "("), item.end)
            and bool(self.who.by_verb.listed_after(text, item))
        )

    def _share_out(
        self,
        text: str,
        begin: ParagraphOffset,
        recorded: Recorded,
        segment: Segment,
    ) -> tuple[Recorded, list[PageStretch]]:
        """Give the titles of one verb the counted parts of its subject, one each."""
        stretches: list[PageStretch] = []
        groups: dict[int, list[Candidate]] = defaultdict(list)
        for item, status in recorded:
            if status == HonorStatus.HELD and item.verb_at >= 0 and item.count is None:
                groups[item.verb_at].append(item)
        for items in groups.values():
            shared, counted = self.who.by_verb.share_out(text, begin, items)
            if not shared:
                continue
            stretches.append(segment.stretch_in_page(counted))
            if len(items) == 1:
                at = next(index for index, entry in enumerate(recorded) if entry[0] is items[0])
                recorded[at : at + 1] = [(item, HonorStatus.HELD) for item in shared]
        return recorded, stretches

    def _honor(
        self,
        text: str,
        begin: ParagraphOffset,
        end: ParagraphOffset,
        item: Candidate,
        status: HonorStatus,
        segment: Segment,
        years: Years[ParagraphOffset],
    ) -> tuple[Honor, list[PageStretch]]:
        """Return what a name states, and the stretches it was read from."""
        name = item.name.strip()
        held = status == HonorStatus.HELD
        org = item.conferred_by or (
            self.conferrers.conferred_by(text, begin, end, item) if held else None
        )
        level = item.level
        if level is HonorLevel.LEAGUE:
            before = text[max(begin, item.start - 8) : item.start]
            level = self.conferrers.own_level(text[item.start : item.end], level, before)
        if level is None and not item.mixed and org:
            level = self.conferrers.org_level(org)
        if (
            level is None
            and not item.mixed
            and (item.head.endswith("奖") or item.name == item.head)
        ):
            level = self._contest_level(text, begin, item)
        recipients, persons, told_of = item.recipients, item.persons, BorneBy()
        if (
            held
            or item.nominated
            or (status == HonorStatus.TARGET and _PUT_FORWARD.search(text, begin, end))
        ):
            told_of = self.who.of(text, begin, end, item)
        elif status == HonorStatus.TARGET and item.count is None:
            told_of = self.who.by_verb.count_aimed_at(text, begin, item)
        if told_of:
            recipients, persons = told_of.names, told_of.persons
        if (
            item.count
            and item.count > 1
            and item.head not in GENERIC
            and self._is_region(recipients)
        ):
            recipients = []  # 某旗被命名示范单位9家: they are there, it is none of them
        count = item.count if item.count is not None else told_of.count
        derived = False
        if count is None and self.who.by_verb.complete(text, begin, end, recipients):
            count, derived = len(recipients), True
        kind = item.kind or kind_of(name)
        if kind is HonorKind.REGION_TITLE and all(_OFFICE.search(name) for name in recipients):
            recipients = []  # 驻旗某部…,蝉联双拥模范旗: an office bears no title of a place
        if kind in _OF_WHOLES and all(_COMMITTEE.search(name) for name in recipients):
            recipients = []  # 公司党委…,获评示范企业: the firm bears it, not its committee
        told = item.head.endswith("奖") or not recipients
        if kind is HonorKind.OTHER and not told and persons:
            kind = HonorKind.INDIVIDUAL  # 草原文艺天使: told by who bears it
        when = years.at(item.start, "。!?;", opening=False)
        if own := _OWN_YEAR.match(text, item.end):
            when = When(int(own.group(1)))  # 全国文明校园(2020年)
        if self._over_years(text, begin, item):
            when = When()
        elif status is not HonorStatus.DESCRIBED and segment.where != Where.TITLE:
            when = self.dating.when(text, begin, item, status, when)
        if held and when == When():
            published = self.published_year
            when = When(self.conferrers.year_decided(text, begin, item, published))
        # "As of" dates a count, not a title without one.
        dated = not when.as_of or item.count is not None or told_of.count is not None
        start, stop = segment.stretch_in_page((item.start, item.end))
        stretches = [(start, stop)]
        if item.unsure:
            self.unsure.append((start, stop))
        if told_of.maybe:
            self.maybe[start] = ((start, stop), told_of.maybe)
        if told_of.count is not None and told_of.counted:
            stretches.append(segment.stretch_in_page(told_of.counted))
        raw = self.segments.raw[segment.start : segment.end]
        honor = Honor(
            name=_original(name, text, raw, max(0, item.end - len(name) - 12)),
            level=level,
            kind=kind,
            status=status,
            count=count,
            count_derived=derived,
            year=when.year if dated else None,
            batch=item.batch,
            recipients=[_original(bearer, text, raw, begin) for bearer in recipients],
            conferred_by=_original(org, text, raw, begin) if org else org,
            rule=item.rule,
            **self.segments.fact(start, stop, segment),
        )
        return honor, stretches

    @staticmethod
    def _over_years(text: str, begin: ParagraphOffset, item: Candidate) -> bool:
        """Say whether a clause tells of several times: 2020年被命名为A,15个集体先后受到表彰."""
        verb_at = item.verb_at if item.verb_at >= begin else item.end
        clause = max([begin, *(text.rfind(mark, begin, verb_at) + 1 for mark in ",;:")])
        before, own = text[begin:clause], re.split("[,;。]", text[clause : item.end + 40])[0]
        return bool(
            _OVER_YEARS.search(own) and not _YEAR.search(own) and _CONFERRING.search(before)
        )

    def _is_region(self, recipients: list[str]) -> bool:
        """Say whether the report's own place is all that stands as bearer."""
        region, known = self.who.by_verb.region, self.who.by_verb.gazetteer
        names = (known.short(region), known.stem(region)) if region else ()
        return len(recipients) == 1 and recipients[0] in names

    def _contest_level(
        self, text: str, begin: ParagraphOffset, item: Candidate
    ) -> HonorLevel | None:
        """Return the level of the contest a prize was won in: 在全盟…比赛中获一等奖."""
        before = text[max(begin, item.start - 60) : item.start]
        contests = list(_CONTEST.finditer(before))
        if not contests:
            return None
        named = contests[-1].group(1)
        return level_word(named) or self.conferrers.level_of(before, contests[-1].start(1))


def _original(value: str, folded: str, raw: str, start: int) -> str:
    """Return a piece of the folded text as the page writes it (海拉蘇鎮 for 海拉苏镇)."""
    at = folded.find(value, start)
    if at < 0:
        at = folded.find(value)
    return raw[at : at + len(value)] if at >= 0 else value
