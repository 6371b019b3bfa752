"""The names of honors: where they start and end, their level, count and kind."""

import re

from articles.extraction.honors.words import (
    CLASSIFIER,
    GENERIC,
    LEVEL_ONLY,
    LEVEL_WORD,
    NUM,
    Candidate,
)
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import ParagraphOffset, paragraph_span
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import HonorLevel

from .commendations import add_commendations, commends
from .conferred import APPOSED, CONFERRED_NAME, HONORIFIC, add_conferred_names
from .forms import FORM, add_by_form
from .levels import add_levels
from .ranks import Ranks
from .sharing import share

_BEARERS = (
    r"单位|典型|乡镇场|街镇|基地|带(?![动头])|点|(?:区(?!域)|市(?!场)|旗(?!帜)|县){1,4}|盟|州|乡镇|苏木乡镇|苏木镇|镇|乡(?!村)|乡村(?!振兴|旅游|建设|治理|文明|文化|发展)|苏木|村镇|村寨|村"
    r"|嘎查村|嘎查|社区|街道|学校|校园|校|企业|家庭|户"
    r"|窗口(?:单位)?|岗|站点|站|园区|园|机关|连队|营|寺院|寺庙"
    r"|宗教活动场所|医院|中心|班级|军营|连队|团场|农场|牧场|林场|乡镇场|平台|商户|商铺|门店|店|网点|网格|楼栋|寺观教堂|清真寺|党支部|支部|幼儿园|中学|小学|高校|学院|城市|城|集体|个人|小区|楼院|景区|合作社"
)
# Every alternative starts with a plain character, so that the search skips to where one can stand.
_HEAD = re.compile(
    rf"(?P<head>(?:示范(?:{_BEARERS}|基地)|模范(?:职工之家|单位|集体|个人|自治州|自治县|家庭|企业|城市|人物|代表"
    r"|公民|职工|教师|社区|街道|学校|乡镇|苏木|嘎查村|嘎查|寺庙|寺院|人民调解(?:员|委员会)|[省区市旗县盟州镇乡村城])"
    r"|模范(?!带头|作用|事迹|引领|遵守|践行|执行|”?专栏|行动|履行|效应|先锋)"
    r"|先进(?:村?党(?:组织|支部)|集体|个人|单位|工作者|典型|党组织|基层党组织|党支部|村|社区|班组|科室|企业|家庭|[县旗市](?!场)|乡镇|[镇乡](?!村)|学校|团体|商会)"
    r"|教育基地|实践基地|传承基地|传习基地|研学基地|体验基地|创建基地|活动基地|交流基地|联系点"
    r"|特色(?:学校|村镇|村寨|小镇|乡镇)|文明(?:单位|村镇|城市提名城市|城市|县城|家庭|校园|社区|村(?:标兵)?|乡镇|镇|乡(?!村)|街道|行业|标兵(?:单位)?|岗|户)|十大人物|年度人物"
    r"|卫生(?:城市|县城|乡镇)|(?:集体|个人)?[一二三]等功"
    r"|标兵(?:单位|集体|个人|岗|户)?|楷模|三八红旗(?:手|集体)|劳动奖[章状]|五四奖章|中国好人榜?|身边好人榜?|好人榜"
    r"|三好学生|优秀(?:集体|个人|单位|组织奖|组织单位|作品奖|共产党员|案例|组织|奖)|一等奖|二等奖|三等奖|特等奖"
    r"|金奖|银奖|铜奖|组织奖|贡献奖|创新奖|双拥模范城|石榴籽(?:家园|驿站|工作室)"
    r"|感动[一-鿿]{2,4}(?:十大|年度)?人物|荣誉称号|称号|荣誉|之乡|之星)(?:提名奖)?)"
    rf"(?P<paren>\((?:(?:{_BEARERS}|民族|等)[、/]?)+\))?"
)
_COUNT_BEFORE = re.compile(rf"(?<![第\d.])({NUM})\s*(?:余|多)?\s*{CLASSIFIER}\s*[“\"]?$")
_PLATE = re.compile(r"[块枚面]\s*[“\"]?$")  # 捧回一块“A”
_COUNT_AFTER = re.compile(
    rf"^\s*(?:[”\"]|\(点\))?\s*(?:荣誉称号|称号的共|称号|荣誉|累计|已|的有|共计?|达到?|各|已有|总数达?|突破|超过?|增至|增加[至到]|发展[至到]"
    rf"|数量达?)?\s*(?:达到?"
    rf"|共)?\s*({NUM})\s*(?:余|多)?\s*({CLASSIFIER})(?!百分)"
)
_QUOTE_GOES_ON = re.compile(
    r"(?![^”]{0,14}(?:活动|工作|行动|评选|创建|建设|工程|品牌|计划))([一-鿿]{1,14})”"
    r"(?:\s*(?:荣誉)?(?:称号|牌匾)|[,。;、])"
)
_IN_NAMES = "和与为的了之有共入在由向余多成"
_JOINED_NAME = re.compile(
    r"(?:评为|命名为|表彰为|授予|荣获|获得|获评)(?:第[一二三四五六七八九十\d]+[届批])?"
    r"(?P<name>(?:全国|自治区|全区|全省)[一-鿿]{2,10}、)$"
)
_SEVERAL_PRIZES = re.compile(r"[一二三]、$")
_BATCH = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})(?:批|届)")
_BATCH_INSIDE = re.compile(
    r"(?<=[省市州盟县旗区])(?:第[一二三四五六七八九十\d]{1,3}批|首[批家个])(?=[一-鿿]{4})"
)
_SLOGAN = re.compile(r"[一二两三四五六七八九十\d]{1,2}[个大]")
_LEVELS_BEFORE = re.compile(
    rf"(?P<count>{NUM}\s*个?\s*)?(?:{LEVEL_WORD}[、和及]|(?:自治区|自治州)[、和及])+$"
)
_QUOTED_FIRST = re.compile(r"“[^“”]+”[^“”]+$")
_BODY = re.compile(r"国务院|中共中央|党中央")
# Where a name starts: right after the last of these in front of its head.
_STOP = re.compile(
    r"挂上|戴上|拿下|拿到|上榜|赢得|评上|登上|晋升为?|晋级为?|问鼎|刚刚|一道|进入|跨入|迈入"
    r"|获颁|获授|荣获|当选为?|荣膺|荣列|荣登|获得|获评|获批|喜获|斩获|摘得|夺得|获(?!得感)|评选(?:为|出)?|评定为|评为|命名为"
    r"|命名|确定为|认定为|认定|授予|授牌|挂牌|表彰(?:为"
    r"|了)?|被列为|列入|列为"
    r"|(?<!进步)(?<!团结)(?<!文明)(?<!示范)创建(?!活动)(?!工作)(?:成为|为|成|了|出|的)?|创成"
    r"|建成|(?<!文化)(?<!文明)(?<!作风)(?<!队伍)(?<!社区)建设成?|建立|设立|打造(?:成为|成|了"
    r"|出|为)?|培育(?:了|出|和)?|争创|成为|入选|入列|跻身|推选|推荐|选树|树立|涌现出?了?"
    r"|拥有|现有|(?<![特享所具没民国公私固])有|共(?![同和产建享青])|新增|累计|巩固|申报|推动"
    r"|推进|开展|启动|完成|通过|确保|具有"
    r"|(?<!家)(?<!为)了|的|(?<![行作])为|是|和(?![谐平睦美])|与|及|以及|等(?!奖)"
    r"|(?<=[\d一二三四五六七八九十余多])\s*(?:个(?!人)|家(?!庭|亲)|所|处)|"
    r"(?<=[\d一二三四五六七八九十余多])\s*名(?!族)|[““\"'”]|余|多(?!民)"
    r"|第[一二三四五六七八九十\d]+[批届]|\d年?度?|先后|分别|成功|积极"
    r"|努力|全力|奋力|力争|争取|首批|首个|一批|新建|新增|改建|扩建|大力|弘扬|各类"
    r"|各级|奖励|之|入(?!脑)|在|由|向|年度|荣立|记$|年底前|表扬"
)

_COUNTED_NOUN = re.compile(
    r"(?:单位|同志|集体|个人|学校|社区|乡镇|村|企业|家庭|地区)(?=自治[区州县]|全[国区省市州盟县旗]|[一-鿿]{1,6}[省市州盟县旗区]民族)"
)


class HonorNames:
    """Finds the names of honors in a sentence."""

    def __init__(self, gazetteer: Gazetteer, region: str | None):
        self.gazetteer = gazetteer
        self.ranks = Ranks(gazetteer, region)

    @staticmethod
    def maybe_in(text: str) -> bool:
        """Say whether a paragraph can hold an honor at all."""
        return bool(
            _HEAD.search(text)
            or CONFERRED_NAME.search(text)
            or APPOSED.search(text)
            or FORM.search(text)
            or commends(text)
        )

    def find(self, text: str, begin: ParagraphOffset, end: ParagraphOffset) -> list[Candidate]:
        """Return the names in `text[begin:end]`, in order."""
        candidates = self._candidates(text, begin, end)
        if candidates:
            add_levels(text, begin, end, candidates)
        return candidates

    def _candidates(
        self, text: str, begin: ParagraphOffset, end: ParagraphOffset
    ) -> list[Candidate]:
        found: list[Candidate] = []
        heads = list(_HEAD.finditer(text, begin, end))
        for index, match in enumerate(heads):
            following = heads[index + 1] if index + 1 < len(heads) else None
            if (
                following
                and following.start() == match.end()
                and not ({match["head"], following["head"]} & GENERIC)
            ):
                continue  # 示范区示范单位: the last head is the head
            if match["head"] in GENERIC and found and self._belongs(text, found[-1], match):
                several = "等" in text[found[-1].end : match.start()]
                counted = _COUNT_AFTER.match(text[match.end() : min(end, match.end() + 24)])
                if several and counted:  # A、B等荣誉称号46项 counts them all
                    head = match["head"]
                    found.append(Candidate(*paragraph_span(match), head, head, None, True))
                else:
                    found[-1].end = max(found[-1].end, paragraph_span(match)[1])
                if not several or counted:
                    self._count_after(text, found[-1], end)
                continue
            if _SEVERAL_PRIZES.search(text, max(begin, match.start() - 3), match.start()):
                continue  # 分获一、二等奖: who won which takes a reader
            candidate = self._candidate(text, begin, match)
            if candidate is not None:
                self._count_after(text, candidate, end)
                found.append(candidate)
        add_conferred_names(text, begin, end, found, self.ranks.of_place)
        add_by_form(text, begin, end, found)
        for item in found:
            if item.head == item.name and text.startswith("”", item.end):
                self._count_after(text, item, end)  # 评选出“最美家庭”46户
        for item in found:
            if item.level is None and item.name == item.head:
                item.level = self.ranks.of_place(item.name)
        add_commendations(text, begin, end, found)
        found.sort(key=lambda item: item.start)
        share(text, end, found)
        return found

    @staticmethod
    def _belongs(text: str, last: Candidate, match: re.Match[str]) -> bool:
        """Say whether 称号 or 荣誉 only ends the name before it."""
        between = text[last.end : match.start()].strip(" ”\"’'》)")
        if between == "国家" and last.level is None:
            last.level = HonorLevel.NATIONAL
        if level := LEVEL_ONLY.search(between):
            if _COUNT_AFTER.match(text[match.end() : match.end() + 24]):
                return False  # A、B等国家级荣誉12项: a count of its own
            between = between[: level.start()] + between[level.end() :]
        return (
            between in ("", "等", "的", "光荣", "荣誉", "国家", "等多项", "等多个")
            or last.end >= match.start()
        )

    def _candidate(
        self, text: str, begin: ParagraphOffset, match: re.Match[str]
    ) -> Candidate | None:
        """Return the name that ends in a head, None where it is no title."""
        head_start, head = match.start("head"), match["head"]
        window = _window(text, begin, head_start)
        chunk = text[window:head_start]
        quote = chunk.rfind("“")
        quote = -1 if "”" in chunk[quote + 1 :] else quote
        goes_on = _QUOTE_GOES_ON.match(text, match.end()) if quote >= 0 else None
        if quote >= 0 and (goes_on or text.startswith("”", match.end())):
            cut = quote + 1  # the name is all that the quotes hold
        else:
            cut = self._cut(chunk, head)
        rank = self.ranks.inside(chunk, cut)
        cut = min(cut, rank.name_start)
        owner = _COUNTED_NOUN.match(chunk, rank.name_start)
        if owner and re.search(rf"{CLASSIFIER}$", chunk[: rank.name_start]):
            cut = rank.name_start = owner.end()  # 授予甲等50个单位自治州A
        name = (chunk[rank.name_start :] + head).strip("\"'的 ")
        name = name if _QUOTED_FIRST.match(name) else name.strip("”“\"'的 ")
        if rank.open:
            rank.level = self.ranks.around(chunk[:cut], head, name)
        name, place_level = self.ranks.without_place(name)
        if rank.open:
            rank.level = place_level
        start = window + (min(rank.word.start(), rank.name_start) if rank.word else cut)
        if head in GENERIC and not rank.word:
            start = head_start
        # A level named just before, parted by 、 and without a count: one count over mixed levels.
        levels_before = _LEVELS_BEFORE.search(text[max(begin, start - 14) : start])
        if rank.level and levels_before and not levels_before["count"]:
            rank.mixed, rank.level = True, None
            start -= len(levels_before.group())
            name = re.sub(rf"^{LEVEL_WORD}", "", name)
        batch, start = _batch(text, max(begin, start - 8), head_start, start)
        # 命名488个第十二批…: the batch stands between the count and the name.
        count, start = self._count_before(text, begin, start)
        if _SLOGAN.match(name) and text[window + cut - 1 : window + cut] == "“":
            return None  # “三个示范区”建设
        if head in GENERIC:
            if count is None and rank.open:
                return None
            titled = rank.word and HONORIFIC.search(name.removesuffix(head))
            name = head = name.removesuffix(head) if titled else head  # 全国优秀教师称号
        stop = match.end()
        if goes_on:
            name, head = name + goes_on.group(1), goes_on.group(1)  # “全国模范人民调解委员会”称号
            stop = goes_on.end(1)
        name = _BATCH_INSIDE.sub("", name)  # “临夏州第五批民族团结进步示范单位”
        body = _BODY.match(name)  # 荣获国务院民族团结进步模范集体
        if body:
            name, rank.level = name[body.end() :], HonorLevel.NATIONAL
        return Candidate(
            ParagraphOffset(start), ParagraphOffset(stop), name, head, rank.level, rank.mixed,
            count, batch,
            ranked=bool(rank.word and LEVEL_ONLY.fullmatch(rank.word.group())),
            conferred_by=body.group() if body else None,
        )  # fmt: skip

    def _cut(self, chunk: str, head: str) -> int:
        """Return where a name starts: after the last word in front that is no part of it."""
        cut = 0
        places = self.gazetteer.find(chunk) if any(mark in chunk for mark in _IN_NAMES) else []
        for stop in _STOP.finditer(chunk):
            if any(place.start < stop.end() and stop.start() < place.end for place in places):
                continue  # the 和 of 呼和浩特市
            if stop.end() == len(chunk) and (
                stop.group() == "创建" or (stop.group() == "评选" and head.endswith("奖"))
            ):
                continue  # 创建示范点 and 微电影评选三等奖 are names
            cut = max(cut, stop.end())
        return cut

    @staticmethod
    def _count_before(text: str, begin: int, start: int) -> tuple[int | None, int]:
        window = text[max(begin, start - 16) : start]
        match = _COUNT_BEFORE.search(window)
        if not match or window[match.end() :].strip() or _PLATE.search(match.group()):
            return None, start
        value = to_decimal(match.group(1))
        return (None if value is None else int(value)), start - len(window) + match.start()

    @staticmethod
    def _count_after(text: str, candidate: Candidate, end: ParagraphOffset) -> None:
        if candidate.count is not None:
            return
        match = _COUNT_AFTER.match(text[candidate.end : min(end, candidate.end + 24)])
        if not match:
            return
        value = to_decimal(match.group(1))
        rest = text[candidate.end + match.end() : candidate.end + match.end() + 3]
        if (
            value is None
            or match.group(2) in ("块", "枚", "面")
            or LEVEL_ONLY.match(text, candidate.end + match.end())
            or rest.startswith(("桂冠", "殊荣", "荣誉", "称号"))  # “A”“B”三项桂冠
            or (
                re.match(r"(?:全国|自治区|国家|单位|社区|嘎查|村|学校|集体|个人)", rest)
                and not rest.startswith(("个人次",))
                and match.group(2) in ("个", "家", "名")
                and text[candidate.end : candidate.end + match.start(1)].strip() == ""
            )
        ):
            return
        candidate.count = int(value)
        candidate.end = ParagraphOffset(candidate.end + match.end())


def _window(text: str, begin: int, head_start: int) -> int:
    """Return from where on a name that ends in a head can start."""
    window = max(begin, head_start - 40)
    for mark in ",。;:!?、()《》—\x01 ":
        window = max(window, text.rfind(mark, window, head_start) + 1)
    if window > begin and text[window - 1] == "、":
        # 评为全国服务农民、服务基层文化建设先进集体: the 、 is inside the name.
        joined = _JOINED_NAME.search(text, max(begin, window - 24), window)
        if joined and not (_HEAD.search(joined["name"]) or HONORIFIC.search(joined["name"])):
            return joined.start("name")
    return window


def _batch(text: str, begin: int, end: int, start: int) -> tuple[int | None, int]:
    """Return the batch named in a stretch, and where the name starts with it."""
    matches = list(_BATCH.finditer(text, begin, end))
    if not matches:
        return None, start
    value = to_decimal(matches[-1].group(1))
    return None if value is None else int(value), min(start, matches[-1].start())
