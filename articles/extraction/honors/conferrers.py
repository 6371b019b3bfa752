"""Who conferred an honor, and the level that the rank of a body or a place gives it."""

import re

from articles.extraction.offsets import ParagraphOffset
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import HonorLevel

from .words import PLACE_LEVELS, Candidate

_OFFICE = (
    r"国务院|中共中央|[一-鿿]{0,2}(?:改革委|发改委|卫健委|健康委)|党中央|中央统战部|国资委|国家民委|国家民族事务委员会|人民政府|党委|政府|行署|委员会|民委"
    r"|统战部|宣传部|文明办|政协|人大|[党盟市旗县区州省]委|教育部|教育厅|教育局|文旅厅|人社部"
    r"|妇联|团[中省盟市]?[央委]|少工委|总工会|民宗委|民宗局|文联|工商联|科协|军区"
    r"|[一-鿿]{2,8}?(?:[部厅局办院会委]|领导小组)"
)
# What a body's name is followed by; and so no name is tried again in another length, which would
# take time without end in a long list of names (县医院、县法院和…).
_NAME_STOPS = (
    r"(?=[、和与联共正命授追评选表认确列记的通嘉奖颁批验近把将发"
    r"印下作召举决了日等对给向在于经同一审今去前首再又已也还\d,:]|公布|寄来|送来|$)"
)
_ORG = (
    rf"(?>[一-鿿、和]{{0,20}}?(?:{_OFFICE}){_NAME_STOPS})"
    rf"(?:[、和与](?>[一-鿿]{{0,6}}?(?:{_OFFICE}){_NAME_STOPS}))*"
)
# What a body does to a title, or what paper says so; anything short may stand between.
_ACT = (
    r"(?:命名|授予|追授|颁授|颁发|评为|评选|评定|认定|确定|列为|列入|表彰|表扬|嘉奖|授牌|通报"
    r"|记(?=集体|个人))"
)
_PAPER = (
    r"(?:印发|下发|公布|发布|发文|作出|签发)[^,。;]{0,30}?"
    r"(?:决定|通知|通报|公告|名单|结果|文件|批复|《[^》]*》|\x01)"
    r"|发文|公布命名|批复|同意(?!,[^,。;]{0,12}决定)"
)
_ANYHOW = r"(?:[^,。;“”被获、]{0,8}?)"
_ON = r"(?:[于在]?(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?)?"
_OTHERS = r"(?:等[^,。;被]{0,6}?(?:部门|单位|机关|委办局))?"
_WHEN = r"(?:[^,。;]{0,12}?(?:[日前近天月年底初来]|根据[^,。;]{0,40}|经[^,。;]{2,20}))??"
_CONFERRED = [
    re.compile(
        rf"被(?P<org>{_ORG}|自治区|自治州|[一-鿿]{{2,5}}[省市州盟县旗区](?=[命授评表认列])|[省市州盟旗县区镇乡]里|(?:国家|[省盟市州旗县区])(?:、[省盟市州旗县区])*){_OTHERS}{_ANYHOW}{_ACT}"),
    re.compile(
        rf"(?:受到?|得到|获得?|荣获|荣膺|喜获)(?P<org>{_ORG}|自治区|自治州|[一-鿿]{{2,5}}[省市州盟县旗区](?=[命授评表嘉认])|[省盟市州旗县区](?:、[省盟市州旗县区])*)(?:的)?(?:联合)?(?:通报)?(?:表彰"
        rf"|表扬|嘉奖|奖励|命名|授予|颁发"
        rf"|授牌)"),
    re.compile(  # 获省国资委“A”称号
        rf"(?:获得?|荣获|喜获)(?P<org>[一-鿿、]{{0,12}}?(?:{_OFFICE}))(?=“)"),
    re.compile(  # 荣获由省教育厅和省民宗委共同颁发的A; 经国家民委批准,甲成为A
        rf"(?:由|经)(?:[^,。;]{{2,10}}评审、)?(?P<org>{_ORG}){_OTHERS}{_ANYHOW}(?:{_ACT}|批准|验收)(?!,[^,。;]{{0,12}}决定)"),
    re.compile(  # 省民宗委把甲确定为A
        rf"(?:^|[,。;]){_WHEN}(?P<org>{_ORG}){_OTHERS}{_ANYHOW}(?:把|将)[^,。;]{{2,60}}(?:确定|命名|认定|评定|评|列)[为入]"),
    re.compile(  # 国家民委公布A名单
        rf"(?:^|[,。;]){_WHEN}(?P<org>{_ORG}){_OTHERS}{_ANYHOW}"
        r"(?:公布|发布|印发)了?(?=[^,。;]{2,60}名单)"),
    re.compile(  # 国家民委印发《…决定》,命名; 县委召开表彰大会,对…进行表彰
        rf"(?:^|[,。;]){_WHEN}(?P<org>{_ORG}){_OTHERS}{_ANYHOW}"
        rf"(?:印发|发布|公布|下发|作出|发文|召开|举行)了?[^,。;]{{0,40}},(?:正式|联合|共同|一并)?(?:决定)?(?:命名|授予|表彰|认定|对|将|把)"),
    re.compile(
        rf"(?:^|[,。;:]){_WHEN}(?P<org>{_ORG}){_OTHERS}{_ON}{_ANYHOW}(?:决定[,:]?)?(?:给[^,。;]{{2,40}})?(?:命名|授予|追授|表彰|通报表扬|认定|颁授)"),
    re.compile(  # A,这是国务院给予某医院的褒奖
        rf"这是(?P<org>{_ORG}){_ON}{_ANYHOW}(?:给予|颁给|授予)"),
    re.compile(  # 通过国家民委复验,再次被确认为A
        rf"通过了?(?P<org>{_ORG})(?:组织的)?[一-鿿]{{0,4}}?(?:验收|复验|复核|评审|考核)"),
    re.compile(  # 捧回国务院授予的A, 墙上挂着省妇联颁发的A
        rf"(?P<org>{_ORG}){_OTHERS}(?:联合|共同)?(?:颁发|颁授|授予|命名|颁)的(?=[“\"全国自省])"),
    re.compile(  # 市委、市政府决定,对…予以表彰
        rf"(?:^|[,。;:]){_WHEN}(?P<org>{_ORG}){_OTHERS}{_ANYHOW}决定,?(?:对|将|把|给|为)"),
]  # fmt: skip
# One of these words stands in whatever the pattern of the same place matches.
_NEEDS = [
    ("被",), ("受", "得", "获"), ("获",), ("由", "经"), ("把", "将"), ("名单",),
    ("印发", "发布", "公布", "下发", "作出", "发文", "召开", "举行"),
    ("命名", "授予", "追授", "表彰", "表扬", "认定", "颁授"), ("这是",), ("通过",),
    ("颁", "授予", "命名"), ("决定",),
]  # fmt: skip
# 县委、县政府对10个模范集体、20名模范个人予以表彰
_PRAISES = re.compile(
    rf"(?:^|[,。;:]){_WHEN}(?P<org>{_ORG}){_OTHERS}(?:联合)?(?:对|给|将|向)[^。;]{{2,80}}?"
    r"(?:予以|进行|给予)了?(?:通报)?(?:表彰|表扬|嘉奖)"
)
# Told in a clause in front: 国家民委公布名单,甲上榜A; 党中央、国务院召开大会,表彰….
_DECIDES = re.compile(
    rf"(?:^|[,。;:]){_WHEN}(?P<org>{_ORG}){_OTHERS}{_ANYHOW}(?:{_PAPER}|(?:在[^,。;]{{2,10}})?(?:召开|举行)[^,。;]{{0,16}}大会)"
)
_NO_DECISION = re.compile(r"被|由(?!来)|推荐|申报|学习|参观|近年|先后|曾|(?:19|20)\d\d年|此前")
# A naming notice: 县民宗局关于命名2023年度A的决定; and its sentence: 经研究,决定命名甲为A.
_TITLED = re.compile(
    r"关于(?:命名|表彰|授予|认定|公布)(?P<what>.*)"
    r"(?:决定|通报|通知|公告)"
)
_DECIDED = re.compile(
    r"(?:决定|现|同时)[,:]?(?:命名|授予|表彰|认定|对|将)|(?:^|[,;、])(?:命名|授予)"
)
# Who signs it, above the day.
_SIGNED = re.compile(
    r"^[ ]*(?P<org>[一-鿿]{4,30}(?:局|委|委员会|政府|办公室|领导小组|部|厅|联席会议))[ ]*\n+"
    r"[ ]*20\d\d年\d",
    re.MULTILINE,
)
_LOCAL = r"[省市州盟县旗](?:委(?:统战部)?|政府|民宗[委局]|民委|民族局)"
_AGREED = re.compile(
    rf"(?P<org>{_LOCAL}(?:[、和]{_LOCAL})*)[^,。;]{{0,8}}?(?:研究|同意|决定|审定|批准|审议)"
)
_YEAR_OF = re.compile(r"((?:19|20)\d\d)年度")
_ANOTHER = re.compile(rf"(?:^|[,:]){_ORG}")  # another body comes in between
_BODY = re.compile("[院央委府部厅局办会联署协军组]|政协|人大")
_REACH = 120  # characters in front of a title
_MUNICIPALITIES = {"11", "12", "31", "50"}  # 市级 is a province's level there
# 接受国务院表彰,光荣当选A, or 荣获“A”称号,受到国务院表彰: one event.
_SAME_EVENT = re.compile(
    r"[”\"]?(?:荣誉)?(?:称号)?,(?:并|还|同时)*(?:受到?|得到)|,(?:并|均|还|双双|光荣|同时)*(?:荣获|荣膺|获得|获评|当选为?|成为|被评为|被授予|获)(?:全国)?[“\"]?"
)
# 经…验收,甲成为A; 经…批准,命名甲为A
_APPROVED = re.compile(
    r",(?:正式)?(?:命名[^,。;]{2,60}为|[^,。;]{0,30}(?:成为|[确列]为|确认为|命名为|评为|获评|入选|跻身))[“\"]?"
)
_BEHIND = re.compile(r"[”\"]?(?:荣誉)?(?:称号|牌匾)?[,—]*")
# A ministry bears no place; offices of the party and the forces are at every level.
_MINISTRY = re.compile(
    r"(?:教育|科技|科学技术|工信|工业和信息化|公安|民政|司法|财政|人社|人力资源(?:和)?社会保障|自然资源|生态环境"
    r"|住建|住房和城乡建设|交通|交通运输|水利|农业|农业农村|商务|文旅|文化和旅游|文化|退役军人事务|应急管理|国防|外交|国家安全|监察|铁道|卫生)部"
)


class Conferrers:
    """Reads the conferring body next to a name, and ranks bodies and places."""

    def __init__(self, gazetteer: Gazetteer, region: str | None, title: str = "", page: str = ""):
        self.gazetteer = gazetteer
        self.region = region
        self.titled = _TITLED.search(title.replace("\n", ""))
        signed = _SIGNED.search(page) if self.titled else None
        self.issuer = re.sub(r"\s", "", signed["org"]) if signed else ""

    def conferred_by(
        self, text: str, begin: ParagraphOffset, end: ParagraphOffset, item: Candidate
    ) -> str | None:
        """Return who conferred an honor, as the sentence says it next to the name."""
        clause_end = min(
            (index for mark in "。;" if (index := text.find(mark, item.end, end)) >= 0), default=end
        )
        window_start = max(begin, item.start - _REACH)
        window = text[window_start : min(clause_end, item.end + 40)]
        at = item.start - window_start
        best = None
        # Without a body there can only be a place or a level: spares most titles the long patterns.
        patterns = _CONFERRED if _BODY.search(window) else _CONFERRED[:2]
        for words, pattern in zip(_NEEDS, patterns, strict=False):
            if not any(word in window for word in words):
                continue
            for match in pattern.finditer(window):
                gap = match.start() - at if match.start() > at else at - match.end()
                between = sorted((match.start("org"), match.end(), at, item.end - window_start))
                gap_text = window[between[1] : between[2]]
                approved = match.group().startswith(("经", "通过")) and _APPROVED.fullmatch(
                    gap_text
                )
                behind = match.start() > at and match.group().startswith(("由", "这是"))
                approved = approved or (behind and _BEHIND.fullmatch(gap_text))
                if "," in gap_text and not (approved or _SAME_EVENT.fullmatch(gap_text)):
                    continue
                if best is None or gap < best[0]:
                    best = (gap, match["org"])
        if best is None and (decided := self._decided(window[:at])):
            best = (0, decided)
        if best is None and _BODY.search(window):
            praised = [each for each in _PRAISES.finditer(window) if each.start() < at < each.end()]
            best = (0, praised[-1]["org"]) if praised else None
        if best is None:
            return None
        org = re.sub(r"^.*(?:[了过着块枚]|获得?|得到|收到|捧回)(?=.{3})", "", best[1])
        org = re.sub(r"^(?:是|颁?由|经|被|获|受到?|在|[年月日])", "", org).strip("、和与 ")
        return org if 2 <= len(org) <= 40 else None

    def signed(self, text: str, begin: ParagraphOffset, item: Candidate) -> str | None:
        """Return whose decision a naming notice is: the body that agreed to it, else the signer."""
        before = text[max(0, item.start - 2 * _REACH) : item.start]
        if not self.issuer or not _DECIDED.search(text, begin, item.start):
            return None
        agreed = [*_AGREED.finditer(before)]
        return agreed[-1]["org"] if agreed else self.issuer

    def year_decided(
        self, text: str, begin: int, item: Candidate, published: int | None
    ) -> int | None:
        """Return the year in a title's name or in the page's title, or that of the notice."""
        own = _YEAR_OF.match(item.name)
        if own:
            return int(own[1])
        if self.titled and _DECIDED.search(text[max(begin, item.start - _REACH) : item.start]):
            year = _YEAR_OF.search(self.titled["what"])
            # 关于命名2024年度A的决定: what else it names is named by the notice itself.
            titles = year and item.name[-4:] in self.titled["what"]
            return int(year[1]) if year and titles else published
        return None

    @staticmethod
    def _decided(before: str) -> str:
        """Return whose decision, list or meeting the clauses in front of a title tell of."""
        decided = [*_DECIDES.finditer(before)]
        if not decided or _NO_DECISION.search(before, decided[-1].end()):
            return ""
        gap = before[decided[-1].end() :]
        if gap.count(",") > 2 or _ANOTHER.search(gap):
            return ""  # too far off to be sure
        return decided[-1]["org"]

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
        if re.match(r"(?:内蒙古)?自治区|省", org):
            return HonorLevel.AUTONOMOUS_REGION
        if re.match(r"盟|州|自治州", org):
            return HonorLevel.LEAGUE
        if re.match(r"市", org):
            return self.own_level("市级", HonorLevel.LEAGUE)
        if re.match(r"旗|县", org):
            return HonorLevel.BANNER
        return HonorLevel.AUTONOMOUS_REGION if org.endswith("厅") else None

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
