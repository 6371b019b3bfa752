"""Who bears an honor: the subject of its verb, its object, or whom the clauses around name."""

import re
from dataclasses import dataclass, field, replace

from articles.extraction.honors.words import (
    ADVERB,
    BEARER_CLASSIFIER,
    GENERIC,
    LEVEL_ONLY,
    NUM,
    SPEAKS,
    Candidate,
    kind_of,
)
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import ParagraphOffset, ParagraphStretch
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import HonorKind

from .bearer_names import OPENING_TIME, ROLES, bearer, split_names
from .counted import counted_subject
from .frame_words import LISTED

_TELLS_KIND = re.compile(r"(?:集体|个人|单位)$")
_SUBJECT_END = re.compile(
    r"被|[一二两三四五六]次|顺利|圆满|荣获|荣膺|获得(?!者)|获评|获批|获授|喜获|入选|跻身|成功|捧回|捧得|蝉联|先后|分别|均(?=被|荣|获|入|在|于|已|先|双|成|$)|继(?=被|荣|获|\d|$)|相继|受到|获(?!得感|得者)"
    r"|成为|双双|摘得|还|又|也|曾|已(?!故)|于(?=\d|近|去|今|同|$)|再次|连续|光荣|荣登|荣列|在[^,。]{0,30}?[中上]"
)
_RECEIVED = re.compile(r"被|荣获|获得|获评|受到|得到|获")
_CREATES = re.compile(r"创|有$|建成")
_ANY_COUNT = re.compile(rf"{NUM}\s*{BEARER_CLASSIFIER}")
_ALWAYS = re.compile(r"(?:始终|一直|历来|长期|近年来|不断|大力|全面|认真|紧密|牢牢)+$")
_SUBJECT_VERB = re.compile(
    r"牢固|牢记|始终|紧扣|聚焦|着力|全力|高度|扎实|切实|主动|努力|严格|强化|加强|推进|推动|开展|贯彻|践行|发挥|利用|按照|多年来|累计"
    r"|手把手|扎根|义务|带领|陪同|看望|会见|资助|照顾|帮扶|创办|担任|任职|在任|把|将|以|荣立|是|进京|接受|赴京|先后|连续|多次|受到|荣获|被(?!子)|共有|现有|拥有|通过|坚持|积极|注重|围绕|紧紧|依托|结合|立足|位于|地处|充分|不断|大力|持续|深入"
)
_CLAUSES = 4  # in front of a title, in which its bearer is looked for
_PREDICATES = (_SUBJECT_END, _SUBJECT_VERB)
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
_NAMED_BEARER = re.compile(
    r"[”\"]?(?:国家)?(?:荣誉)?(?:称号)?获得者(?P<who>[一-鿿·]{2,8}?)"
    r"(?=先后|荣获|荣膺|获|被|说|在|是|带|同志|等|退休|从|用|坚持|每|多年|常|为|于|向|对|来到|走|[,。、]|$)"
)
_GIVES = re.compile(r"表[彰扬]了?|授予了?|命名了?|[,。;:]")
_GIVEN_BY = re.compile(
    "^(?:会议|大会|会上|[^,。;]{1,20}?[委府局部厅会办])?(?:并|还|同时)?[对将向为给](?!口)"
)
_COUNTED_BEFORE = re.compile(rf"^.*{NUM}\s*{BEARER_CLASSIFIER}[^、和]*[、和]")
_LONGEST_SUBJECT = 400
_CONFERRING = re.compile(r"(?:授予|追授|命名|认定|确定)$")
_NAMED_OBJECT = re.compile(r"[^,。;]{2,60}?为?[“\"]?$")
_TITLE_OPENS = re.compile(r"为?[“\"]?(?:第[一二三四五六七八九十\d]+批)?$")
_ACTED_ON = re.compile(r"^.*将(?![来军乐])")  # 省民委将某公司确定为A
_PASSIVE = re.compile(r"被|命名|评为|授予")
_ENTERED = re.compile(
    r"[”\"]?(?:荣誉)?(?:称号|名单)?,(?:其中,?)?(?P<names>[^,。;]{2,120}?)"
    rf"{ADVERB}*{LISTED}"
)
# 以“全国劳动模范”乌日罕、“自治区优秀共产党员”李建军为代表
_REPRESENTS = re.compile(r"”(?P<who>[一-鿿·]{2,8}?)(?=[、和]“|为代表|等一批|等先进)")
_LISTED_AFTER = re.compile(
    r"(?:的[是有])?:(?P<names>[^。;:]{2,160})|\((?P<bracketed>[^。;:()]{2,80})"
)
_PRONOUN = re.compile(r"[他她](?:本人)?")
_OTHERS = re.compile(r"[他她][^,。;]{1,8}的")  # 她资助过的学生
_PROFILE = re.compile(r"(?P<who>[一-鿿·]{2,16}),[男女],")
_AGAIN = re.compile(r"该(?P<noun>院|校|局|社区|街道|[镇乡村]|苏木|嘎查|公司|企业|医院|中心|站)$")
_INTRODUCED = re.compile(
    r"(?P<who>[^,。;:、]{2,20}?)(?:是(?!一种)|位于|地处|坐落于?|有(?=[\d一二两三四五六七八九十])|下?辖|现有|总面积|[成建]立于|始建于|[创组]建于)"
)
# A clause that says nothing of who: 2014年又被国家民委(命名为…).
NO_SUBJECT = re.compile(
    rf"(?:(?!被){ADVERB}|(?:\d{{1,2}}|[一二两三四五六七八九十])次|并|同时|\d{{4}}年|\d{{1,2}}月|再|并且|[于在]?(?:去年|今年|前年|同年|次年|翌年|当年))*"
    r"(?:(?:被|由|经)[^,。;]{0,24})?"
)
# 1人获得国家级、24人(获得市级…称号): the last count is the title's own.
_OTHERS_LEVEL = re.compile(rf"^.*(?:获得?|荣获|被)(?:评|授)?(?:{LEVEL_ONLY.pattern})、")
_ADVERBS = re.compile(rf"{ADVERB}+$")
_TIME_CLAUSE = re.compile(
    r"^(?:据(?:悉|了解|介绍),|在[^,。;]{2,20}下,|(?:像|如|同)[^,。;]{2,12}一样,|(?!“)[^,。;]{0,12}(?:年|月|日|来|目前|期间|以来|同时|此外)[^,。;]{0,4},)+"
)
_APPOSED = re.compile(rf"[”\"]?[、,]?([一-鿿·]{{2,30}}?){SPEAKS}")


@dataclass(slots=True)
class BorneBy:
    """Who bears an honor, and whether these are surely people's names.

    `count` is how many the text says they are, `counted` where it says so.
    """

    names: list[str] = field(default_factory=list)
    persons: bool = False
    count: int | None = None
    counted: ParagraphStretch | None = None

    def __bool__(self) -> bool:
        return bool(self.names)


class Bearers:
    """Reads the bearers around a name."""

    def __init__(self, gazetteer: Gazetteer, region: str | None):
        self.gazetteer = gazetteer
        self.region = region

    def recipients(
        self, text: str, begin: ParagraphOffset, end: ParagraphOffset, item: Candidate
    ) -> BorneBy:
        """Return who bears an honor, and how many the text says they are."""
        right = text[item.end : min(end, item.end + 4)]
        listed = right.startswith(("(", ":", "的是:", "的有:"))
        if listed and (after := self.listed_after(text, item)):
            return after
        if item.published:
            return self._entered(text, item)
        if named := _NAMED_BEARER.match(text, item.end, end):
            return BorneBy([named["who"]])  # “人民楷模”称号获得者高德荣
        counted = item.count is not None and text.startswith("等", item.start - 1)
        if counted and item.head not in GENERIC:
            before = _GIVES.split(text[max(begin, item.start - 200) : item.start - 1])[-1]
            before = _GIVEN_BY.sub("", before)
            if given_to := self.split(_COUNTED_BEFORE.sub("", before)):
                return given_to  # 对县财政局等20个模范集体予以表彰
        if item.verb_at < 0 or "," in text[item.verb_at : item.start]:
            return BorneBy()
        given = self._given(text, begin, item)
        if given is not None:
            return given
        if _counts_others(text, begin, item):
            return BorneBy()
        return self._subject(text, begin, item)

    def count_aimed_at(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """Return how many are to get a title: 力争有2名职工获得A."""
        if item.verb_at < 0:
            return BorneBy()
        clause = _clause(text, begin, item.verb_at)
        subject = text[max(clause, item.verb_at - _LONGEST_SUBJECT) : item.verb_at]
        counted = _COUNTED_SUBJECT.match(_ADVERBS.sub("", subject))
        value = to_decimal(counted["n"]) if counted else None
        if value is None:
            return BorneBy()
        return BorneBy(count=int(value), counted=(clause, item.verb_at))

    def _given(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy | None:
        """Return who stands between an active verb and the title: 授予甲、乙“A”, 命名丙为B."""
        passive = text[max(begin, item.verb_at - 1) : item.verb_at] == "被"
        middle = text[item.verb_at + len(item.verb or "") : item.start]
        if passive or middle.startswith("为") or not _CONFERRING.search(item.verb or ""):
            return None
        if counted := _COUNTED.match(middle):
            value = to_decimal(counted["n"])
            named = counted["names"]
            return replace(
                self.split(named) if named else self._entered(text, item),
                count=None if value is None else int(value),
                counted=(item.verb_at, item.start),
            )
        if not _NAMED_OBJECT.match(middle):
            return None
        return self.split(_TITLE_OPENS.sub("", middle)) or None

    def _subject(self, text: str, begin: ParagraphOffset, item: Candidate) -> BorneBy:
        """Return the subject of a title's verb, or of the clauses in front where it has none."""
        verb_at = item.verb_at
        clause = _clause(text, begin, verb_at)
        subject = text[clause:verb_at]
        if len(subject) > _LONGEST_SUBJECT:
            return BorneBy()
        subject = _before_the_verb(text, item, subject)
        counted = _COUNTED_SUBJECT.match(_ADVERBS.sub("", subject))
        number = None
        if counted:
            value = to_decimal(counted["n"])
            number = int(value) if value is not None else None
            # 全省共有56个单位被命名: where they are, not who they are.
            subject = "" if counted["among"] else counted["names"]
            if _ANY_COUNT.search(subject):  # 4个集体、6名个人: see shared_counts
                return BorneBy()
        where = (clause, verb_at) if number is not None else None
        subject = _ACTED_ON.sub("", subject)
        if end := _SUBJECT_END.search(subject):
            subject = subject[: end.start()]
        if again := _AGAIN.match(subject):
            spoken_of = self._spoken_of(text, begin, again["noun"])
            return replace(spoken_of, count=number, counted=where)
        if _PRONOUN.fullmatch(OPENING_TIME.sub("", subject).strip()):
            person = self._person_before(text, begin, clause) or self._profiled(text, begin)
            return replace(person, count=number, counted=where)
        borne_by = self.split(subject) or self._introduced(text, verb_at, subject)
        if borne_by or number:
            return replace(borne_by, count=number, counted=where)
        if OPENING_TIME.sub("", subject).strip():
            return BorneBy()
        if before := self._clause_before(text, begin, clause, subject):
            return before
        borne_by = (
            self._person_before(text, begin, clause)
            or self._sentence_before(text, begin, verb_at)
            or self._opening(text, begin)
        )
        # What bears the title of a village or a unit is not who did something in front.
        if borne_by.persons and kind_of(item.name) not in {HonorKind.INDIVIDUAL, HonorKind.OTHER}:
            return BorneBy()
        return borne_by

    def _opening(self, text: str, begin: ParagraphOffset) -> BorneBy:
        """Return the subject that the sentence opens with: 某乡积极…,先后获评A."""
        opening = _TIME_CLAUSE.sub("", text[begin : begin + 80].lstrip())
        verb = _SUBJECT_VERB.search(opening)
        if not verb or "," in opening[: verb.start()]:
            return BorneBy()
        if _PRONOUN.fullmatch(opening[: verb.start()]) and not _OTHERS.match(opening):
            return self._profiled(text, begin)
        return self.split(_ALWAYS.sub("", opening[: verb.start()]))

    def _introduced(self, text: str, verb_at: ParagraphOffset, subject: str) -> BorneBy:
        """Return a person of two characters whom the paragraph introduced: 书记鄂强…。鄂强获评A."""
        name = OPENING_TIME.sub("", subject).strip(" ,")
        known = len(name) == 2 and re.search(
            f"{ROLES}{re.escape(name)}", text[max(0, verb_at - _LONGEST_SUBJECT) : verb_at]
        )
        return BorneBy([name], persons=True) if known else BorneBy()

    def _profiled(self, text: str, begin: ParagraphOffset) -> BorneBy:
        """Return whose profile a paragraph opens with: 才仁加甫,女,蒙古族…。她荣获A."""
        match = _PROFILE.match(text, len(text) - len(text.lstrip()), begin)
        return BorneBy([match["who"]], persons=True) if match else BorneBy()

    def _entered(self, text: str, item: Candidate) -> BorneBy:
        """Return who of those counted the next clause names: 命名248个单位为A,某镇榜上有名."""
        listed = _ENTERED.match(text, item.end)
        return self.split(listed["names"]) if listed else BorneBy()

    def _spoken_of(self, text: str, begin: ParagraphOffset, noun: str) -> BorneBy:
        """Return what 该院 or 该街道 means: what the sentence in front opens with."""
        start = max(text.rfind(mark, 0, max(begin - 1, 0)) for mark in "。!?") + 1
        opening = _TIME_CLAUSE.sub("", text[start:begin])
        match = re.match(rf"[一-鿿]{{1,16}}?{noun}", opening)
        return self.split(match.group()) if match else BorneBy()

    def _clause_before(
        self, text: str, begin: ParagraphOffset, clause: ParagraphOffset, subject: str
    ) -> BorneBy | None:
        """Read the counted bearers of the clause in front: A、B等3家单位榜上有名,获评C."""
        if subject.strip() or clause <= begin or text[clause - 1] != ",":
            return None
        stop = ParagraphOffset(clause - 1)
        start = _clause(text, begin, stop)
        match = _LISTED_SUBJECT.match(OPENING_TIME.sub("", text[start:stop]))
        value = to_decimal(match["n"]) if match else None
        borne_by = self.split(match["names"]) if match else BorneBy()
        if value is None or not borne_by:
            return None
        return replace(borne_by, count=int(value), counted=(start, stop))

    def _person_before(self, text: str, begin: ParagraphOffset, clause: ParagraphOffset) -> BorneBy:
        """Read whom the clause in front speaks of: 书记谭华两次受到接见,2019年被授予A."""
        if clause <= begin or text[clause - 1] != ",":
            return BorneBy()
        for before in reversed(text[begin : clause - 1].split(",")[-_CLAUSES:]):
            before = OPENING_TIME.sub("", before)
            cuts = [cut.start() for each in _PREDICATES if (cut := each.search(before))]
            if cuts and min(cuts) == 0:
                continue  # 被称为…: says nothing of who either
            subject = before[: min(cuts, default=len(before))]  # 村医王玉珍,被评为A
            if _PRONOUN.fullmatch(subject):
                return BorneBy() if _OTHERS.match(before) else self._profiled(text, begin)
            name, person = bearer(subject)
            return BorneBy([name], persons=True) if person else BorneBy()
        return BorneBy()

    def _sentence_before(
        self, text: str, begin: ParagraphOffset, verb_at: ParagraphOffset
    ) -> BorneBy:
        """Read who the sentence in front speaks of: 某县位于…。2014年被命名为A."""
        if begin < 2 or not NO_SUBJECT.fullmatch(text[begin:verb_at]):
            return BorneBy()
        start = max(text.rfind(mark, 0, begin - 1) for mark in "。!?;") + 1
        match = _INTRODUCED.match(text, start, begin)
        borne_by = self.split(match["who"]) if match else BorneBy()
        return borne_by if len(borne_by.names) == 1 else BorneBy()

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
        parts, start = counted_subject(text, begin, verb_at)
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
        match = re.search(
            r"(?:涌现出?|打造出?|培育出?|建成|形成|创建)(?:了)?([^,。;]{4,80}?)(?:等)?,(?:成为"
            r"|具有|是)?[^,。;、]{0,16}$",
            text[max(begin, item.start - 110) : item.start],
        )
        if not match:
            return BorneBy()
        borne_by = self.split(match.group(1))
        return borne_by if len(borne_by.names) >= 2 else BorneBy()


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
