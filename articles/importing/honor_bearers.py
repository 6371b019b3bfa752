"""Who bears an honor, and who conferred it."""

import re
from dataclasses import replace

from .bearer_names import OPENING_TIME, ROLES, bearer, split_names
from .gazetteer import Gazetteer
from .honor_counted import counted_subject
from .honor_words import (
    ADVERB,
    BEARER_CLASSIFIER,
    GENERIC,
    LEVEL_ONLY,
    NUM,
    PLACE_LEVELS,
    SPEAKS,
    Candidate,
)
from .numerals import to_decimal
from .report import HonorLevel

_OFFICE = (
    r"国务院|中共中央|[一-鿿]{0,2}(?:改革委|发改委|卫健委|健康委)|党中央|中央统战部|国家民委|国家民族事务委员会|人民政府|党委|政府|行署|委员会|民委"
    r"|统战部|宣传部|文明办|政协|人大|[党盟市旗县区州省]委|教育部|教育厅|教育局|文旅厅|人社部"
    r"|妇联|团[中省盟市]?[央委]|少工委|总工会|民宗委|民宗局|文联|工商联|科协|军区"
    r"|[一-鿿]{2,8}?[部厅局办院会]"
)
_ORG = rf"[一-鿿、和]{{0,20}}?(?:{_OFFICE})(?:[、和与][一-鿿]{{0,6}}?(?:{_OFFICE}))*"
_CONFERRED = [
    re.compile(
        rf"被(?P<org>{_ORG}|自治区|自治州|(?:国家|[省盟市州旗县区])(?:、[省盟市州旗县区])*)(?:联合|共同|正式)?(?:命名|授予|追授|评为|评选|评定|表彰|认定|确定|列为"
        rf"|授牌|记(?=集体|个人))"),
    re.compile(
        rf"(?:受到?|得到|获得?|荣获|荣膺|喜获)(?P<org>{_ORG}|自治区|[省盟市州旗县区](?:、[省盟市州旗县区])*)(?:的)?(?:联合)?(?:通报)?(?:表彰"
        rf"|表扬|嘉奖|奖励|命名|授予|颁发"
        rf"|授牌)"),
    re.compile(  # 国家民委公布A名单
        rf"(?:^|[,。;])(?:[^,。;]{{0,10}}?[日前近天月年])??(?P<org>{_ORG})(?:近日|日前)?"
        r"(?:公布|发布|印发)了?(?=[^,。;]{2,60}名单)"),
    re.compile(  # 国家民委印发《…决定》,命名; 县委召开表彰大会,对…进行表彰
        rf"(?:^|[,。;])(?:[^,。;]{{0,10}}?[日前近天月年])??(?P<org>{_ORG})(?:近日|日前)?"
        r"(?:印发|发布|公布|下发|作出|召开|举行)了?[^,。;]{2,40},(?:决定)?(?:命名|授予|表彰|对)"),
    re.compile(
        rf"(?:^|[,。;])(?:19|20)?\d{{0,2}}年?\d{{0,2}}月?[,]?(?P<org>{_ORG})(?:联合|共同"
        rf"|正式)?(?:决定[,:]?)?(?:命名|授予|表彰|通报表扬)"),
]  # fmt: skip
_TELLS_KIND = re.compile(r"(?:集体|个人|单位)$")
_MUNICIPALITIES = {"11", "12", "31", "50"}  # 市级 is a province's level there
# 接受国务院表彰,光荣当选A, or 荣获“A”称号,受到国务院表彰: one event.
_SAME_EVENT = re.compile(
    r"[”\"]?(?:荣誉)?(?:称号)?,(?:并|还|同时)*(?:受到?|得到)|,(?:并|均|还|双双|光荣|同时)*(?:荣获|荣膺|获得|获评|当选为?|被评为|被授予|获)(?:全国)?[“\"]?"
)
# A ministry bears no place; offices of the party and the forces are at every level.
_MINISTRY = re.compile(
    r"(?!.*(?:统战|宣传|组织|武装|政治|支|干|乐)部$)(?![省盟市州旗县区])[一-鿿]{2,8}部"
)
_SUBJECT_END = re.compile(
    r"被|[一二两三四五六]次|顺利|圆满|荣获|荣膺|获得(?!者)|获评|获批|获授|喜获|入选|跻身|成功|捧回|捧得|蝉联|先后|分别|均(?=被|荣|获|入|在|于|已|先|双|成|$)|继(?=被|荣|获|\d|$)|相继|受到|获(?!得感|得者)"
    r"|成为|双双|摘得|还|又|也|曾|已(?!故)|于(?=\d|近|去|今|同|$)|再次|连续|光荣|荣登|荣列|在[^,。]{0,30}?[中上]"
)
_RECEIVED = re.compile(r"被|荣获|获得|获评|受到|得到|获")
_CREATES = re.compile(r"创|有$|建成")
_ANY_COUNT = re.compile(rf"{NUM}\s*{BEARER_CLASSIFIER}")
_ALWAYS = re.compile(r"(?:始终|一直|历来|长期|近年来|不断|大力|全面|认真|紧密|牢牢)+$")
_SUBJECT_VERB = re.compile(
    r"手把手|扎根|义务|带领|资助|照顾|帮扶|担任|任职|在任|把|将|以|荣立|是|进京|接受|赴京|先后|连续|多次|受到|荣获|被(?!子)|共有|现有|拥有|通过|坚持|积极|注重|围绕|紧紧|依托|结合|立足|位于|地处|充分|不断|大力|持续|深入"
)
_CLAUSES = 4  # in front of a title, in which its bearer is looked for
_PREDICATES = (_SUBJECT_END, _SUBJECT_VERB)
_COUNTED = re.compile(
    rf"(?:(?P<names>(?!{NUM}\s*{BEARER_CLASSIFIER}).+?)等?)?共?(?P<n>{NUM})\s*{BEARER_CLASSIFIER}[一-鿿]{{0,6}}为?[“\"]?$"
)
_COUNTED_SUBJECT = re.compile(
    rf"(?P<names>.*?)(?:等)?(?:共|(?P<among>共?有|已有|现有))?(?P<n>{NUM})\s*{BEARER_CLASSIFIER}(?!子|店|堡|庄|屯|营|寨)(?<!一家)"
    r"(?:单位|集体|个人|社区|嘎查|村|学校|企业|干部|同志|家庭)?[一-鿿]{0,6}(?:\([^()]{1,8}\))?$"
)
_ITEM_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.、]|[(]\d{1,2}[)])\s*")
_DATED = re.compile(
    r"[于在]?(?:(?:19|20)\d\d年(?:\d{1,2}月)?|(?:今年|去年|前年)(?:\d{1,2}月)?|近年来|日前)$"
)
_LISTED_SUBJECT = re.compile(
    rf"(?P<names>[^,。;:]{{2,80}}?)等(?:共)?(?P<n>{NUM})\s*{BEARER_CLASSIFIER}[^,。;:]{{0,24}}$"
)
_HOLDER = re.compile(
    r"[”\"]?(?:国家)?(?:荣誉)?(?:称号)?获得者(?P<who>[一-鿿·]{2,8}?)"
    r"(?=先后|荣获|荣膺|获|被|说|在|是|带|同志|等|[,。、]|$)"
)
_GIVES = re.compile(r"表[彰扬]了?|授予了?|命名了?|[,。;:]")
_COUNTED_BEFORE = re.compile(rf"^.*{NUM}\s*{BEARER_CLASSIFIER}[^、和]*[、和]")
_LONGEST_SUBJECT = 400
_ENTERED = re.compile(
    r"[”\"]?(?:荣誉)?(?:称号|名单)?,(?:其中,?)?(?P<names>[^,。;]{2,120}?)"
    rf"{ADVERB}*(?:榜上有名|上榜|入选|入列|名列其中|位列其中)"
)
_AGAIN = re.compile(r"该(?P<noun>院|校|局|社区|街道|[镇乡村]|苏木|嘎查|公司|企业|医院|中心|站)$")
_INTRODUCED = re.compile(
    r"(?P<who>[^,。;:、]{2,20}?)(?:是(?!一种)|位于|地处|坐落于?|下?辖|现有|总面积|[成建]立于|始建于|[创组]建于)"
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
    r"^(?:在[^,。;]{2,20}下,|(?:像|如|同)[^,。;]{2,12}一样,|(?!“)[^,。;]{0,12}(?:年|月|日|来|目前|期间|以来|同时|此外)[^,。;]{0,4},)+"
)
_APPOSED = re.compile(rf"[”\"]?[、,]?([一-鿿·]{{2,30}}?){SPEAKS}")


class Bearers:
    """Reads the bearers and the conferring body around a name."""

    def __init__(self, gazetteer: Gazetteer, region: str | None):
        self.gazetteer = gazetteer
        self.region = region
        self.persons = False  # whether the last names read are surely people's
        self.counted = (0, 0)  # where the bearers of the last honor are counted

    def conferred_by(self, text: str, begin: int, end: int, item: Candidate) -> str | None:
        """Return who conferred an honor, as the sentence says it next to the name."""
        clause_end = min(
            (index for mark in "。;" if (index := text.find(mark, item.end, end)) >= 0), default=end
        )
        window_start = max(begin, item.start - 80)
        window = text[window_start : min(clause_end, item.end + 40)]
        at = item.start - window_start
        best = None
        for pattern in _CONFERRED:
            for match in pattern.finditer(window):
                gap = match.start() - at if match.start() > at else at - match.end()
                between = sorted((match.start("org"), match.end(), at, item.end - window_start))
                gap_text = window[between[1] : between[2]]
                if "," in gap_text and not _SAME_EVENT.fullmatch(gap_text):
                    continue
                if best is None or gap < best[0]:
                    best = (gap, match["org"])
        if best is None:
            return None
        org = re.sub(r"^(?:是|由|经|被|获|受到?)", "", best[1]).strip("、和与 ")
        return org if 2 <= len(org) <= 40 else None

    def org_level(self, org: str) -> HonorLevel | None:
        """Return the level that the rank of the conferring body gives an honor."""
        if re.fullmatch(r"(?:国家|[省盟市州旗县区])(?:、[省盟市州旗县区])+", org):
            return None  # 省、市: which of them conferred what is open
        if re.search(
            r"国务院|中共中央|党中央|国家|中央|最高人民|中宣部|中组部|^全国|中华全国", org
        ):
            return HonorLevel.NATIONAL
        if _MINISTRY.fullmatch(org):
            return HonorLevel.NATIONAL
        places = self.gazetteer.find(org, 0, min(len(org), 24))
        if places:
            level = min(self.gazetteer.level(code) for code in places[-1].codes)
            return PLACE_LEVELS.get(level)
        if re.match(r"(?:内蒙古)?自治区|省", org) or org.endswith("厅"):
            return HonorLevel.AUTONOMOUS_REGION
        if re.match(r"盟|州|自治州", org):
            return HonorLevel.LEAGUE
        if re.match(r"市", org):
            return self.own_level("市级", HonorLevel.LEAGUE)
        if re.match(r"旗|县", org):
            return HonorLevel.BANNER
        return None

    def level_of(self, text: str, start: int) -> HonorLevel | None:
        """Return the level of the place whose name starts there."""
        for place in self.gazetteer.find(text, start, min(len(text), start + 12)):
            if place.start == start:
                return PLACE_LEVELS.get(min(self.gazetteer.level(code) for code in place.codes))
        return None

    def own_level(self, phrase: str, level: HonorLevel, before: str = "") -> HonorLevel:
        """市级 in a report on a county-level city is that city's own level.

        `before` is what stands in front: 呼伦贝尔市级 is that city's level.
        """
        for place in self.gazetteer.find(before + phrase[:1]):
            if place.end == len(before) + 1 and phrase.startswith("市级"):
                rank = min(self.gazetteer.level(code) for code in place.codes)
                return PLACE_LEVELS.get(rank, level)
        if self.region and self.region[:2] in _MUNICIPALITIES and re.match("市级|全市", phrase):
            return HonorLevel.AUTONOMOUS_REGION
        if re.search(r"(?<!盟)(?<!地)市级|全市", phrase) and self.region and len(self.region) >= 6:
            county = self.region[:6]
            if county in self.gazetteer and self.gazetteer.short(county).endswith("市"):
                return HonorLevel.BANNER
        return level

    def recipients(
        self, text: str, begin: int, end: int, item: Candidate
    ) -> tuple[list[str], int | None]:
        """Return who bears an honor, and how many the text says they are."""
        right = text[item.end : min(end, item.end + 4)]
        if right.startswith((":", "(")):
            names = self.listed_after(text, item)
            if names:
                return names, None
        if item.published:
            return self._entered(text, item), None
        if holder := _HOLDER.match(text, item.end, end):
            return [holder["who"]], None  # “人民楷模”称号获得者高德荣
        listed = item.count is not None and text.startswith("等", item.start - 1)
        if listed and item.head not in GENERIC:
            names = _GIVES.split(text[max(begin, item.start - 200) : item.start - 1])[-1]
            names = re.sub("^[对将向为]", "", names)
            names = self.split(_COUNTED_BEFORE.sub("", names))
            if names:
                return names, None  # 对县财政局等20个模范集体予以表彰
        if item.verb_at < 0 or "," in text[item.verb_at : item.start]:
            return [], None
        verb_at = item.verb_at
        passive = text[max(begin, verb_at - 1) : verb_at] == "被"
        conferring = not passive and re.search(r"(?:授予|命名|认定|确定)$", item.verb or "")
        middle = text[verb_at + len(item.verb or "") : item.start]
        counted = _COUNTED.match(middle) if conferring else None
        if counted and not middle.startswith("为"):
            value = to_decimal(counted["n"])
            self.counted = (verb_at, item.start)
            number = None if value is None else int(value)
            names = counted["names"]
            return self.split(names) if names else self._entered(text, item), number
        if (
            conferring
            and not middle.startswith("为")
            and re.match(r"[^,。;]{2,60}?(?:为)?[“\"]?$", middle)
        ):
            names = self.split(re.sub(r"为?[“\"]?(?:第[一二三四五六七八九十\d]+批)?$", "", middle))
            if names:
                return names, None
        if item.count is not None and _CREATES.search(item.verb or ""):
            return [], None  # who created N of them is not who bears them
        if (
            item.count is not None
            and not item.head.endswith(("奖", "功"))  # whoever wins two prizes bears them
            and text.find(",", verb_at, item.start) < 0
            and item.start - verb_at < 12
            and not re.search(r"被|命名|评为|授予", text[max(begin, verb_at - 4) : item.start])
        ):
            return [], None
        clause = max(text.rfind(mark, begin, verb_at) for mark in ",。;:") + 1
        clause = max(clause, begin)
        subject = text[clause:verb_at]
        if len(subject) > _LONGEST_SUBJECT:
            return [], None
        subject = subject.removesuffix("分")  # 甲、乙分获A、B
        subject = _ITEM_NUMBER.sub("", subject)
        if item.verb == "授":
            subject = re.sub(r"^.*[为给向]", "", subject)  # 为舞阳中学授“…”牌匾
        if text.startswith("的", verb_at + len(item.verb or "")):
            # 2个单位荣获国务院表彰的…; 是国家民委命名的…: who bears it stands further in front.
            received = _RECEIVED.search(subject)
            subject = subject[: received.start()] if received else ""
        if "被" in subject:
            subject = subject[: subject.rindex("被")]
        subject = _OTHERS_LEVEL.sub("", _DATED.sub("", subject))
        counted = _COUNTED_SUBJECT.match(_ADVERBS.sub("", subject))
        number = None
        if counted:
            value = to_decimal(counted["n"])
            number = int(value) if value is not None else None
            # 全省共有56个单位被命名: where they are, not who they are.
            subject = "" if counted["among"] else counted["names"]
            if _ANY_COUNT.search(subject):  # 4个集体、6名个人: see shared_counts
                return [], None
        subject = re.sub(r"^.*将(?![来军乐])", "", subject)  # 省民委将某公司确定为A
        if cut := _SUBJECT_END.search(subject):
            subject = subject[: cut.start()]
        if again := _AGAIN.match(subject):
            return self._spoken_of(text, begin, again["noun"]), number
        names = self.split(subject) or self._introduced(text, verb_at, subject)
        if number is not None:
            self.counted = (clause, verb_at)
        if names or number:
            return names, number
        if OPENING_TIME.sub("", subject).strip():
            return [], None
        if before := self._clause_before(text, begin, clause, subject):
            return before
        if person := self._person_before(text, begin, clause):
            return person, None
        if names := self._sentence_before(text, begin, verb_at):
            return names, None
        opening = text[begin : begin + 80].lstrip()
        opening = _TIME_CLAUSE.sub("", opening)
        verb = _SUBJECT_VERB.search(opening)
        if not verb or "," in opening[: verb.start()]:
            return [], None
        return self.split(_ALWAYS.sub("", opening[: verb.start()])), None

    def _introduced(self, text: str, verb_at: int, subject: str) -> list[str]:
        """Return a person of two characters whom the paragraph introduced: 书记鄂强…。鄂强获评A."""
        name = OPENING_TIME.sub("", subject).strip(" ,")
        known = len(name) == 2 and re.search(f"{ROLES}{re.escape(name)}", text[:verb_at])
        self.persons = bool(known)
        return [name] if known else []

    def _entered(self, text: str, item: Candidate) -> list[str]:
        """Return who of those counted the next clause names: 命名248个单位为A,某镇榜上有名."""
        listed = _ENTERED.match(text, item.end)
        return self.split(listed["names"]) if listed else []

    def _spoken_of(self, text: str, begin: int, noun: str) -> list[str]:
        """Return what 该院 or 该街道 means: what the sentence in front opens with."""
        start = max(text.rfind(mark, 0, max(begin - 1, 0)) for mark in "。!?") + 1
        opening = _TIME_CLAUSE.sub("", text[start:begin])
        match = re.match(rf"[一-鿿]{{1,16}}?{noun}", opening)
        return self.split(match.group()) if match else []

    def _clause_before(self, text, begin, clause, subject) -> tuple[list[str], int] | None:
        """Read the counted bearers of the clause in front: A、B等3家单位榜上有名,获评C."""
        if subject.strip() or clause <= begin or text[clause - 1] != ",":
            return None
        start = max([begin, *(text.rfind(mark, begin, clause - 1) + 1 for mark in ",。;:")])
        match = _LISTED_SUBJECT.match(OPENING_TIME.sub("", text[start : clause - 1]))
        value = to_decimal(match["n"]) if match else None
        names = self.split(match["names"]) if match else []
        if value is None or not names:
            return None
        self.counted = (start, clause - 1)
        return names, int(value)

    def _person_before(self, text, begin, clause) -> list[str]:
        """Read whom the clause in front speaks of: 书记谭华两次受到接见,2019年被授予A."""
        if clause <= begin or text[clause - 1] != ",":
            return []
        for before in reversed(text[begin : clause - 1].split(",")[-_CLAUSES:]):
            before = OPENING_TIME.sub("", before)
            cuts = [cut.start() for each in _PREDICATES if (cut := each.search(before))]
            if cuts and min(cuts) == 0:
                continue  # 被称为…: says nothing of who either
            name, person = bearer(before[: min(cuts)]) if cuts else ("", False)
            self.persons = person
            return [name] if person else []
        return []

    def _sentence_before(self, text, begin, verb_at) -> list[str]:
        """Read who the sentence in front speaks of: 某县位于…。2014年被命名为A."""
        if begin < 2 or not NO_SUBJECT.fullmatch(text[begin:verb_at]):
            return []
        start = max(text.rfind(mark, 0, begin - 1) for mark in "。!?;") + 1
        match = _INTRODUCED.match(text, start, begin)
        names = self.split(match["who"]) if match else []
        return names if len(names) == 1 else []

    def listed_after(self, text: str, item: Candidate) -> list[str]:
        """Return the names after a colon, or in the brackets, that follow a title."""
        pattern = r":([^。;:]{2,160})" if text.startswith(":", item.end) else r"\(([^。;:()]{2,80})"
        listed = re.match(pattern, text[item.end : item.end + 200])
        return self.split(listed.group(1)) if listed else []

    def apposed(self, text: str, item: Candidate) -> list[str]:
        """Return the person a title stands in front of: 全国模范个人、某村村民包金山说."""
        match = _APPOSED.match(text, item.end)
        if not match:
            return []
        name, person = bearer(match.group(1))
        return [name] if person else []

    def split(self, text: str) -> list[str]:
        """Split a list of bearers into names; none if any part of it is no name."""
        names, self.persons = split_names(text, self.gazetteer, self.region)
        return names

    def share_out(self, text: str, begin: int, items: list[Candidate]) -> list[Candidate]:
        """Give the titles of one verb the counted parts of its subject, in the same order.

        3个集体、5名个人分别被授予“A”“B”. A single title that several parts bear becomes one
        title for each: 2个集体、5名个人被评为A. Returns the titles, none where nothing is shared.
        """
        parts, start = counted_subject(text, begin, items[0].verb_at)
        if len(items) == 1:
            told = _TELLS_KIND.search(items[0].name)
            items = [replace(items[0], kind=part.kind) for part in parts if part.kind and not told]
        if not parts or len(parts) != len(items):
            return []
        for item, part in zip(items, parts, strict=True):
            item.count = part.count
            item.recipients = self.split(part.names)
        self.counted = (start, items[0].verb_at)
        return items

    @staticmethod
    def complete(text: str, begin: int, end: int, recipients: list[str]) -> bool:
        """Say whether a list of two or more names is all there are (no 等 after it)."""
        if len(recipients) < 2:
            return False
        at = text.find(recipients[-1], begin, end)
        return at < 0 or not text.startswith("等", at + len(recipients[-1]))

    def listed_before(self, text: str, begin: int, item: Candidate) -> list[str]:
        """Return the names after 涌现出, 建成 … that a following description calls by a title."""
        match = re.search(
            r"(?:涌现出?|打造出?|培育出?|建成|形成|创建)(?:了)?([^,。;]{4,80}?)(?:等)?,(?:成为"
            r"|具有|是)?[^,。;、]{0,16}$",
            text[max(begin, item.start - 110) : item.start],
        )
        if not match:
            return []
        names = self.split(match.group(1))
        return names if len(names) >= 2 else []
