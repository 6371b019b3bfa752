"""How many bear an honor, as its clause counts them, and names that stand at fixed places."""

import re
from dataclasses import dataclass, field, replace

from articles.extraction.honors.words import (
    ADVERB,
    BEARER_CLASSIFIER,
    LEVEL_ONLY,
    NUM,
    SPEAKS,
    Candidate,
    kind_of,
)
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import ParagraphOffset, ParagraphStretch, paragraph_span
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import HonorKind

from .bearer_names import OPENING_TIME, bearer, split_names

_TELLS_KIND = re.compile(r"(?:集体|个人|单位)$")
_RECEIVED = re.compile(r"被|荣获|获得|获评|受到|得到|获")
_CREATES = re.compile(r"创|有$|建成")
_ANY_COUNT = re.compile(rf"{NUM}\s*{BEARER_CLASSIFIER}")
_COUNTED = re.compile(
    rf"(?:(?P<names>(?!{NUM}\s*{BEARER_CLASSIFIER}).+?)等?)?共?(?P<n>{NUM})\s*{BEARER_CLASSIFIER}[一-鿿]{{0,6}}为?[“\"]?$"
)
_COUNTED_SUBJECT = re.compile(
    rf"(?P<names>.*?)(?:等)?(?:共|(?P<among>共?有|已有|现有))?(?P<n>{NUM})\s*(?![户家](?:[镇乡]|村(?!民)|社区|嘎查|苏木|街道)){BEARER_CLASSIFIER}(?!子|店|堡|庄|屯|营|寨)(?<!一家)"
    r"(?:单位|集体|个人|社区|嘎查|村|学校|企业|干部|同志|家庭)?[一-鿿]{0,6}(?:\([^()]{1,8}\))?$"
)
_ITEM_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.、]|[(]\d{1,2}[)])\s*")
_DATED = re.compile(
    r"[于在]?(?:(?:19|20)\d\d年(?:\d{1,2}月)?|(?:今年|去年|前年)(?:\d{1,2}月)?|近年来|日前)$"
)
_LISTED_SUBJECT = re.compile(
    rf"(?P<names>[^,。;:]{{2,80}}?)等(?:共)?(?P<n>{NUM})\s*{BEARER_CLASSIFIER}[^,。;:]{{0,24}}$"
)
_LONGEST_SUBJECT = 400
_CONFERRING = re.compile(r"(?:授予|追授|命名|认定|确定)$")
_PASSIVE = re.compile(r"被|命名|评为|授予")
# 以“全国劳动模范”乌日罕、“自治区优秀共产党员”李建军为代表
_REPRESENTS = re.compile(r"”(?P<who>[一-鿿·]{2,8}?)(?=[、和]“|为代表|等一批|等先进)")
_LISTED_AFTER = re.compile(
    r"(?:的[是有])?:(?P<names>[^。;:]{2,160})|\((?P<bracketed>[^。;:()]{2,80})"
)
# A clause that says nothing of who: 2014年又被国家民委(命名为…).
NO_SUBJECT = re.compile(
    rf"(?:(?!被){ADVERB}|(?:\d{{1,2}}|[一二两三四五六七八九十])次|并|同时|\d{{4}}年|\d{{1,2}}月|再|并且|[于在]?(?:去年|今年|前年|同年|次年|翌年|当年))*"
    r"(?:(?:被|由|经)[^,。;]{0,24})?"
)
# 1人获得国家级、24人(获得市级…称号): the last count is the title's own.
_OTHERS_LEVEL = re.compile(rf"^.*(?:获得?|荣获|被)(?:评|授)?(?:{LEVEL_ONLY.pattern})、")
_ADVERBS = re.compile(rf"{ADVERB}+$")
_APPOSED = re.compile(rf"[”\"]?[、,]?([一-鿿·]{{2,30}}?){SPEAKS}")
_TOLD_OF = re.compile(
    r"(?:涌现出?|打造出?|培育出?|建成|形成|创建)(?:了)?([^,。;]{4,80}?)(?:等)?,(?:成为"
    r"|具有|是)?[^,。;、]{0,16}$"
)

# Subjects that count: 3个集体、5名个人被授予…, A等6所学校和B等4个社区被评为….
_PART = re.compile(
    rf"(?:(?P<names>[^,。;:\d、和及][^,。;:\d]{{1,60}}?)等)?(?P<n>{NUM})\s*{BEARER_CLASSIFIER}(?P<noun>[一-鿿]{{0,6}}?)"
    rf"(?=[、和及]|{ADVERB}|$)"
)
_LONGEST_PART = 240  # characters; a longer subject is read from there on
_AFTER_PARTS = re.compile(rf"{ADVERB}*(?:被[^,。;\d]{{1,16}})?$")


@dataclass(slots=True)
class BorneBy:
    """Who bears an honor, and whether these are surely people's names.

    `count` is how many the text says they are, `counted` where it says so. `maybe` are those who
    may bear it where nobody is likely enough to: for the editor to see, never recorded.
    """

    names: list[str] = field(default_factory=list)
    persons: bool = False
    count: int | None = None
    counted: ParagraphStretch | None = None
    maybe: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names)


@dataclass(frozen=True, slots=True)
class _Part:
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


class Bearers:
    """Counts those who bear a title, and reads names at fixed places beside it."""

    def __init__(self, gazetteer: Gazetteer, region: str | None):
        self.gazetteer = gazetteer
        self.region = region

    def counted(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """Return how many the verb of a title says bear it, without their names."""
        if item.verb_at < 0 or "," in text[item.verb_at : item.start]:
            return BorneBy()
        middle = text[item.verb_at + len(item.verb or "") : item.start]
        passive = text.endswith("被", begin, item.verb_at)
        gives = not passive and not middle.startswith("为") and _CONFERRING.search(item.verb or "")
        if gives and (given := _COUNTED.match(middle)):
            return _count_in(given, (item.verb_at, item.start))
        if _counts_others(text, begin, item):
            return BorneBy()
        clause = _clause(text, begin, item.verb_at)
        if item.verb_at - clause > _LONGEST_SUBJECT:
            return BorneBy()
        subject = _before_the_verb(text, item, text[clause : item.verb_at])
        if counted := _COUNTED_SUBJECT.match(_ADVERBS.sub("", subject)):
            return _count_in(counted, (clause, item.verb_at))
        if not subject.strip() and clause > begin and text[clause - 1] == ",":
            # A、B等3家单位榜上有名,获评C
            stop = ParagraphOffset(clause - 1)
            start = _clause(text, begin, stop)
            counted = _LISTED_SUBJECT.match(OPENING_TIME.sub("", text[start:stop]))
            if counted and self.split(counted["names"]):
                return _count_in(counted, (start, stop))
        return BorneBy()

    def count_aimed_at(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """Return how many are to get a title: 力争有2名职工获得A."""
        if item.verb_at < 0:
            return BorneBy()
        clause = _clause(text, begin, item.verb_at)
        subject = text[max(clause, item.verb_at - _LONGEST_SUBJECT) : item.verb_at]
        counted = _COUNTED_SUBJECT.match(_ADVERBS.sub("", subject))
        return _count_in(counted, (clause, item.verb_at)) if counted else BorneBy()

    def listed_after(self, text: str, item: Candidate) -> BorneBy:
        """Return the names after a colon, or in the brackets, that follow a title."""
        listed = _LISTED_AFTER.match(text, item.end)
        return self.split(listed["names"] or listed["bracketed"]) if listed else BorneBy()

    def apposed(self, text: str, item: Candidate) -> BorneBy:
        """Return the person a title stands in front of: 全国模范个人、某村村民包金山说."""
        match = _APPOSED.match(text, item.end)
        if not match and kind_of(item.name) is HonorKind.INDIVIDUAL:
            match = _REPRESENTS.match(text, item.end)
            return BorneBy([match["who"]], persons=True) if match else BorneBy()
        if not match:
            return BorneBy()
        name, person = bearer(match.group(1))
        return BorneBy([name], persons=True) if person else BorneBy()

    def split(self, text: str) -> BorneBy:
        """Split a list of bearers into names; none if any part of it is no name."""
        return BorneBy(*split_names(text, self.gazetteer, self.region))

    def share_out(
        self, text: str, begin: ParagraphOffset, items: list[Candidate]
    ) -> tuple[list[Candidate], ParagraphStretch]:
        """Give the titles of one verb the counted parts of its subject, in the same order.

        3个集体、5名个人分别被授予“A”“B”. A single title that several parts bear becomes one
        title for each: 2个集体、5名个人被评为A. Returns the titles, none where nothing is shared,
        and where the subject counts.
        """
        verb_at = items[0].verb_at
        parts, start = _counted_subject(text, begin, verb_at)
        if len(items) == 1:
            told = _TELLS_KIND.search(items[0].name)
            items = [replace(items[0], kind=part.kind) for part in parts if part.kind and not told]
        if not parts or len(parts) != len(items):
            return [], (start, verb_at)
        for item, part in zip(items, parts, strict=True):
            borne_by = self.split(part.names)
            item.count, item.recipients, item.persons = part.count, borne_by.names, borne_by.persons
        return items, (start, verb_at)

    @staticmethod
    def complete(
        text: str, begin: ParagraphOffset, end: ParagraphOffset, recipients: list[str]
    ) -> bool:
        """Say whether a list of two or more names is all there are (no 等 after it)."""
        if len(recipients) < 2:
            return False
        at = text.find(recipients[-1], begin, end)
        return at < 0 or not text.startswith("等", at + len(recipients[-1]))

    def listed_before(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """Return the names after 涌现出, 建成 … that a following description calls by a title."""
        match = _TOLD_OF.search(text[max(begin, item.start - 110) : item.start])
        borne_by = self.split(match.group(1)) if match else BorneBy()
        return borne_by if len(borne_by.names) >= 2 else BorneBy()


def _count_in(counted: re.Match[str], where: ParagraphStretch) -> BorneBy:
    """Return the number of a count; several (4个集体、6名个人) are shared out elsewhere."""
    if _ANY_COUNT.search(counted["names"] or ""):
        return BorneBy()
    value = to_decimal(counted["n"])
    return BorneBy() if value is None else BorneBy(count=int(value), counted=where)


def _clause(text: str, begin: ParagraphOffset, end: ParagraphOffset) -> ParagraphOffset:
    """Return where the clause starts that ends at an offset."""
    return ParagraphOffset(max(begin, *(text.rfind(mark, begin, end) + 1 for mark in ",。;:")))


def _counts_others(text: str, begin: ParagraphOffset, item: Candidate) -> bool:
    """Say whether a count tells of what someone has or created, not of who bears it."""
    if item.count is None:
        return False
    if _CREATES.search(item.verb or ""):
        return True
    return (
        not item.head.endswith(("奖", "功"))  # whoever wins two prizes bears them
        and "," not in text[item.verb_at : item.start]
        and item.start - item.verb_at < 12
        and not _PASSIVE.search(text[max(begin, item.verb_at - 4) : item.start])
    )


def _before_the_verb(text: str, item: Candidate, subject: str) -> str:
    """Return a clause up to its verb without what is no subject: item numbers, bodies, dates."""
    subject = _ITEM_NUMBER.sub("", subject.removesuffix("分"))  # 甲、乙分获A、B
    if item.verb == "授":
        subject = re.sub(r"^.*[为给向]", "", subject)  # 为舞阳中学授“…”牌匾
    if text.startswith("的", item.verb_at + len(item.verb or "")):
        # 2个单位荣获国务院表彰的…; 是国家民委命名的…: who bears it stands further in front.
        received = _RECEIVED.search(subject)
        subject = subject[: received.start()] if received else ""
    if "被" in subject:
        subject = subject[: subject.rindex("被")]
    return _OTHERS_LEVEL.sub("", _DATED.sub("", subject))


def _counted_subject(
    text: str, begin: ParagraphOffset, verb_at: ParagraphOffset
) -> tuple[list[_Part], ParagraphOffset]:
    """Return the counted parts of the subject in front of a verb, and where the first starts.

    Fewer than two parts are none: a single count is read with its names.
    """
    first = max([begin, *(text.rfind(mark, begin, verb_at) + 1 for mark in ",。;:")])
    clause = ParagraphOffset(max(first, verb_at - _LONGEST_PART))
    if not _ANY_COUNT.search(text, clause, verb_at):
        return [], clause
    run: list[re.Match[str]] = []
    for match in _PART.finditer(text, clause, verb_at):
        if run and text[run[-1].end() : match.start()] not in ("、", "和", "及"):
            run = []
        run.append(match)
    if len(run) < 2 or not _AFTER_PARTS.fullmatch(text, run[-1].end(), verb_at):
        return [], clause
    parts = []
    for match in run:
        value = to_decimal(match["n"])
        if value is None:
            return [], clause
        names = (match["names"] or "").lstrip("、和及")
        parts.append(_Part(int(value), match["noun"], names))
    return parts, paragraph_span(run[0], "names" if run[0]["names"] else "n")[0]
