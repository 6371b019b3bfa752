"""Titles and awards: held, aimed at, or only described.

An honor is a name that ends in a word of honor (示范单位, 模范集体, 教育基地, …) and a verb that
says what became of it. Held needs a word that says obtained or conferred; an aim (争创, 努力打造,
为创建…奠定基础) is a target and never more; anything else is described, and recorded only if the
text makes it definite by a level, a count or names.
"""

import re
from dataclasses import dataclass, field

from .documents import bracketed
from .gazetteer import Gazetteer
from .numerals import to_decimal
from .report import Honor, HonorKind, HonorLevel, HonorStatus, Where
from .segments import Segment, Segments
from .years import When, Years, sentence_bounds

_BEARERS = (
    r"单位|典型|基地|点|区(?!域)|市(?!场)|旗县市区|旗县市|旗县|旗(?!帜)|县|盟|州|镇|乡(?!村)|苏木|村镇|村寨|村"
    r"|嘎查|社区|街道|学校|校园|校|企业|家庭|户"
    r"|窗口|岗|站|园区|园|机关|连队|营|寺院|寺庙"
    r"|宗教活动场所|医院|中心|班级|城市|城|集体|个人|小区|楼院|景区|合作社"
)
# Every alternative starts with a plain character, so that the search skips to where one can stand.
_HEAD = re.compile(
    rf"(?P<head>示范(?:{_BEARERS}|基地)|模范(?:单位|集体|个人|自治州|自治县|家庭|企业|城市|人物|代表"
    r"|公民|职工|教师|社区|街道|学校|苏木|嘎查|[区市旗县盟州镇乡村城])"
    r"|模范(?!带头|作用|事迹|引领|遵守|践行|执行|”?专栏|行动|履行|效应|先锋)"
    r"|先进(?:集体|个人|单位|工作者|典型|党组织|基层党组织|党支部|村|社区)"
    r"|教育基地|实践基地|传承基地|传习基地|研学基地|体验基地|创建基地|活动基地|交流基地|联系点"
    r"|特色(?:村镇|村寨|小镇|乡镇)|文明(?:单位|村镇|城市|家庭|校园|社区|村|标兵)"
    r"|标兵(?:单位|集体|个人)?|楷模|三八红旗(?:手|集体)|劳动奖[章状]|五四奖章|中国好人|身边好人"
    r"|优秀(?:集体|个人|单位|组织奖|组织单位|共产党员|案例|组织|奖)|一等奖|二等奖|三等奖|特等奖"
    r"|金奖|银奖|铜奖|组织奖|贡献奖|创新奖|双拥模范城|石榴籽(?:家园|驿站|工作室)"
    r"|荣誉称号|称号|荣誉|之乡|之星)"
    r"(?P<paren>\((?:[一-鿿、]{1,8})\))?"
)
_GENERIC = {"称号", "荣誉称号", "荣誉"}
_CONFERRED_NAME = re.compile(
    r"(?:荣获|荣膺|获得|获评|获授|授予|评为|评选为|命名为|认定为|确定为|入选|入围|列为|列入"
    r"|摘得|夺得|喜获)(?:了)?"
    r"(?:首批|第[一二三四五六七八九十\d]{1,3}[批届])?"
    r"(?:“(?P<quoted>[^“”。;]{4,30})”|(?P<plain>(?:全国|国家级?|中国|自治区级?|全区|内蒙古|盟级"
    r"|市级)"
    r"[一-鿿]{2,18}?(?:县城|县|旗|市|区|村|镇|乡|苏木|嘎查|社区|单位|集体|个人|企业|学校|基地"
    r"|家庭|小区"
    r"|景区|城市|园区|品牌|案例|奖|项目)(?=[,。;、”“\"(等和及]|荣誉|称号|$)))"
)
_HONORIFIC = re.compile(
    r"先进|优秀|模范|示范|十佳|最美|文明|卫生|平安|百强|十强|重点村|生态|双拥|奖|之乡|标兵"
    r"|名[县旗市镇村]|特色|典型|样板"
)
_TITLE_WORD = re.compile(r"\s*[”\"]?\s*(?:荣誉称号|光荣称号|荣誉|称号|奖牌|牌匾|殊荣)")
_NUM = r"(?:\d{1,6}(?:,\d{3})*|[一二两三四五六七八九十百]{1,5})"
_CLASSIFIER = r"(?:个|家|所|处|名|位|人|户|批次|项|座|条|块|面|枚|次)"
_COUNT_BEFORE = re.compile(rf"(?<![第\d.])({_NUM})\s*(?:余|多)?\s*{_CLASSIFIER}\s*$")
_COUNT_AFTER = re.compile(
    rf"^\s*(?:[”\"]|\(点\)|等)?\s*(?:荣誉称号|称号|荣誉|共计?|达到?|各|已有|总数达?"
    rf"|数量达?)?\s*(?:达到?"
    rf"|共)?\s*({_NUM})\s*(?:余|多)?\s*({_CLASSIFIER})(?!百分)"
)
_BATCH = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})(?:批|届)")
_LEVELS = {
    HonorLevel.NATIONAL: r"全国|国家级|国家(?!民委|通用)|中国",
    HonorLevel.AUTONOMOUS_REGION: (
        r"内蒙古自治区(?:级)?|自治区(?:级)?|全区|全自治区|省部级|省级|全省|省"
    ),
    HonorLevel.LEAGUE: r"盟市级|盟\(市\)级|盟级|全盟|全州|州级|地市级|地厅级|地级|市级|全市",
    HonorLevel.BANNER: r"旗县级|旗县市区级|旗级|全旗|县级|全县|区级|旗区级",
}
_LEVEL = re.compile("|".join(f"(?P<{level.name}>{words})" for level, words in _LEVELS.items()))
_PLACE_LEVELS = {
    1: HonorLevel.AUTONOMOUS_REGION,
    2: HonorLevel.LEAGUE,
    3: HonorLevel.BANNER,
}
_LEVEL_BEFORE_QUOTE = re.compile(r"(全国|国家级|自治区级?|全区|盟级|盟市级|市级|旗级|旗县级)“$")
_LEVEL_ONLY = re.compile(r"(?:国家|自治区|省部|省|盟市|盟|地市|市|州|旗县|旗|县|区)级")
_ABOVE = re.compile(r"^(?:及?以上)")
# Where a name starts: right after the last of these in front of its head.
_STOP = re.compile(
    r"荣获|荣膺|获得|获评|获批|喜获|斩获|摘得|夺得|获(?!得感)|评选(?:为|出)?|评定为|评为|命名为"
    r"|命名|确定为|认定为|认定|授予|授牌|挂牌|表彰(?:为"
    r"|了)?|被列为|列入|列为"
    r"|(?<!进步)(?<!团结)(?<!文明)(?<!示范)创建(?!活动)(?!工作)(?:成为|为|成|了|出|的)?|创成"
    r"|建成|建设成?|建立|打造(?:成为|成|了"
    r"|出|为)?|培育(?:了|出|和)?|争创|成为|入选|跻身|推选|推荐|选树|树立|涌现出?了?"
    r"|拥有|现有|(?<![特享所具没民国公私固])有|共(?![同和产建享青])|新增|累计|巩固|申报|推动"
    r"|推进|开展|启动|完成|通过|确保|具有"
    r"|(?<!家)(?<!为)了|的|(?<![行作])为|是|和(?![谐平睦美])|与|及|以及|等(?!奖)"
    r"|(?<=[\d一二三四五六七八九十余多])\s*个(?!人)|"
    r"(?<=[\d一二三四五六七八九十余多])\s*名(?!族)|[““\"'”]|余|多(?!民)"
    r"|第[一二三四五六七八九十\d]+[批届]|\d|先后|分别|成功|积极"
    r"|努力|全力|奋力|力争|争取|首批|首个|一批|新建|新增|改建|扩建|大力|弘扬|各类"
    r"|各级|之|入(?!脑)|在|由|向"
)
_VERB = re.compile(
    r"(?P<target>争创|争当|争做|力争|争取|努力(?:创建|打造|建设|争创|把|将)?|奋力|致力于?"
    r"|着力(?:打造|创建|建设)|全力(?:打造|创建|建设"
    r"|争创|推进|冲刺)|积极(?:创建|申报|争创|争取|打造|推荐|培育)|奠定|申报|申创|冲刺|迎接|推荐"
    r"|报送|正在创建|深入创建|持续创建|大力创建|启动|目标|迈进"
    r"|(?<![行作])为创建|以创建|推动创建|推进创建|扎实创建|计划|拟(?=创|建|打|命|申))"
    r"|(?P<held>荣获|荣膺|获得|获评|获批|喜获|斩获|摘得|夺得|获授|获颁"
    r"|(?<=[先后年月,。、被均均还曾已共也又连续次])获(?!得感|取|益)|评选(?:为"
    r"|出|表彰)|评定为|评为|(?<!联合)命名|确定为|认定|授予|授牌|挂牌|表彰|成功创建|成功创成"
    r"|成功入选|成功申报|成功打造|创建成(?:为|功)?|创成|创建了"
    r"|(?:共|已|累计|先后|现已|总共|分别|陆续)(?:成功)?(?:创建|创成|培育创建)|建成(?:为)?|入选"
    r"|跻身|成为|拥有|现有|共有"
    r"|(?<![特享所具没民国公私固])有(?=\s*[\d一二两三四五六七八九十])|列为|被列入|列入|通过)"
    r"|(?P<described>建设|建立|打造|培育|涌现|具有|推选|选树|树立|设立|形成|创建|完善|依托|发挥|以)"
)
_RIGHT_HELD = re.compile(
    r"^[^。;]{0,6}?(?:受到?|获得?|荣获|得到)[^,。;]{0,20}?(?:表彰|表扬|嘉奖|奖励|命名|授予)"
    r"|^[^,。;]{0,10}?被[^,。;]{0,24}?(?:命名|授予|评为|表彰|认定|确定)|^\s*[”\"]?(?:荣誉"
    r"|荣誉称号|称号|殊荣)"
    r"|^[^,。;]{0,10}?(?:获得?|取得|喜获)?(?:命名|授牌|挂牌)"
)
_RIGHT_TARGET = re.compile(
    r"^[^。;]{0,4}?(?:奠定|打下|夯实)[^。;]{0,10}基础|^[^,。;]{0,6}?(?:为目标|为契机|为抓手"
    r"|目标|迈进|而努力|而奋斗|的申报|申报"
    r"|的?创建目标)|^[^,。;]{0,8}(?:奠定|打下)"
)
_ATTRIBUTIVE = re.compile(
    r"^\s*[”\"]?\s*(?:创建|建设|争创|工作(?!者)|作用|引领|带动|效应|工程|标准|测评|指标|体系"
    r"|评选|领导小组|专栏|推广|行动|活动(?!基地)"
    r"|经验|品牌|称号的?申报|成员|申报|培育|管理|性|化|网络|矩阵|集群|长廊|走廊)"
)
_FUTURE = re.compile(
    r"(?<!截)(?:到|(?<!截)至)20\d\d年(?:底|末)?[,]?|力争|计划|下一步|今后|将(?!.{0,6}(?:纳入|与"
    r"|作为|其))|力求"
)
_OFFICE = (
    r"国务院|中共中央|党中央|中央统战部|国家民委|国家民族事务委员会|人民政府|党委|政府|行署|委员会|民委"
    r"|统战部|宣传部|文明办|政协|人大|[党盟市旗县区州省]委|教育部|教育厅|教育局|文旅厅|人社部"
    r"|[一-鿿]{2,8}?[部厅局办院会]"
)
_ORG = rf"[一-鿿、和]{{0,20}}?(?:{_OFFICE})(?:[、和与][一-鿿]{{0,6}}?(?:{_OFFICE}))*"
_CONFERRED = [
    re.compile(
        rf"被(?P<org>{_ORG})(?:联合|共同|正式)?(?:命名|授予|评为|评选|评定|表彰|认定|确定|列为"
        rf"|授牌)"),
    re.compile(
        rf"(?:受到?|得到|获得?|荣获|荣膺|喜获)(?P<org>{_ORG})(?:的)?(?:联合)?(?:通报)?(?:表彰"
        rf"|表扬|嘉奖|奖励|命名|授予|颁发"
        rf"|授牌)"),
    re.compile(
        rf"(?:^|[,。;])(?:19|20)?\d{{0,2}}年?\d{{0,2}}月?[,]?(?P<org>{_ORG})(?:联合|共同"
        rf"|正式)?(?:决定[,:]?)?(?:命名|授予|表彰)"),
]  # fmt: skip
_SUBJECT_END = re.compile(
    r"被|顺利|圆满|荣获|荣膺|获得|获评|获批|获授|喜获|入选|跻身|成功|先后|分别|均|相继|受到|获(?!得感)"
    r"|成为|双双|摘得|还|也|曾|已|于|再次|连续|光荣"
)
_SUBJECT_VERB = re.compile(
    r"把|将|以|通过|坚持|积极|注重|围绕|紧紧|依托|结合|立足|充分|不断|大力|持续|深入"
)
_COUNTED = re.compile(
    rf"(?:等)(?:共)?(?P<n>{_NUM})\s*(?:个|家|所|名|位|人)[一-鿿]{{0,6}}(?:为)?[“\"]?$"
)
_COUNTED_SUBJECT = re.compile(
    rf"(?P<names>.*?)(?:等)?(?:共|已?有|现有)?(?P<n>{_NUM})\s*(?:个|家|所|名|位|人)"
    r"(?:单位|集体|个人|社区|嘎查|村|学校|企业|干部|同志|家庭)?[一-鿿]{0,6}$"
)
_ADVERBS = re.compile(r"(?:先后|分别|均|相继|光荣|被|成功|双双|也|还|再次|连续|顺利|已)+$")
_TIME_CLAUSE = re.compile(
    r"^(?:[^,。;]{0,12}(?:年|月|日|来|目前|期间|以来|同时|此外)[^,。;]{0,4},)+"
)
_OPENING_TIME = re.compile(
    r"^(?:(?:19|20)\d\d年(?:\d+月)?(?:底|末)?|今年|去年|其中|目前|近年来|截至目前)[,]?"
)
_NAME_LIKE = re.compile(r"[一-鿿A-Za-z“”·()\d]{2,24}$")
_BEARER_END = re.compile(
    r"(?:处|社区|村|嘎查|学校|中学|小学|幼儿园|学院|大学|镇|乡|苏木|街道|办事处|局|公司|集团|院"
    r"|所|委|部|中心|站|厂|旗|县|市|区|盟|州|队|馆|寺"
    r"|庙|企业|合作社|协会|商会|支部|党委|政府|机关|法院|检察院|医院|银行|家庭|大队|支队|分局"
    r"|分公司|园|场|校|社|办|会|户|班|组|乌兰牧骑|口岸|景区"
    r"|牧场)$"
)
_NOT_BEARER = re.compile(
    r"^(?:全[市旗盟县区州省]|该|我|本|其中|目前|近年来|截至|今年|去年|\d"
    r"|多个|一批|各|共|并|同时|有|个|许多|部分|一大批|还"
    r"|也)|[年月日]$|^.{0,2}$|\d+[个家名]"
)


@dataclass(slots=True)
class _Candidate:
    start: int
    end: int
    name: str
    head: str
    level: HonorLevel | None
    mixed: bool = False
    count: int | None = None
    batch: int | None = None
    verb: str | None = None
    verb_at: int = -1
    recipients: list[str] = field(default_factory=list)
    follower: bool = False


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
        self.gazetteer = gazetteer
        self.region = region
        self.published_year = published_year
        self.spans: list[tuple[int, int]] = []
        self.counted = (0, 0)  # where the bearers of the last honor are counted

    def read(self, segment: Segment) -> list[Honor]:
        """Return the honors of one paragraph or heading."""
        text = self.segments.text(segment)
        if not _HEAD.search(text) and not _CONFERRED_NAME.search(text):
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

    # One sentence --------------------------------------------------------------------------------
    def _sentence(self, text, begin, end, segment, years) -> list[Honor]:
        candidates = self._candidates(text, begin, end)
        if not candidates:
            return []
        self._add_levels(text, begin, end, candidates)
        candidates.sort(key=lambda item: item.start)
        honors = []
        for item in candidates:
            status = self._status(text, begin, end, item, segment)
            if status is None:
                continue
            honor = self._honor(text, begin, end, item, status, segment, years)
            if honor is not None:
                previous = honors[-1] if honors else None
                if item.verb == "授予" and previous and honor.conferred_by is None:
                    honor.conferred_by = previous.conferred_by  # 授予A…, 授予B…: the same body
                honors.append(honor)
        return honors

    def _candidates(self, text, begin, end) -> list[_Candidate]:
        found: list[_Candidate] = []
        heads = list(_HEAD.finditer(text, begin, end))
        for index, match in enumerate(heads):
            following = heads[index + 1] if index + 1 < len(heads) else None
            if (
                following
                and following.start() == match.end()
                and not ({match["head"], following["head"]} & _GENERIC)
            ):
                continue  # 示范区示范单位: the last head is the head
            if match["head"] in _GENERIC and found and self._belongs(text, found[-1], match):
                found[-1].end = max(found[-1].end, match.end())
                self._count_after(text, found[-1], end)
                continue
            candidate = self._candidate(text, begin, match)
            if candidate is not None:
                self._count_after(text, candidate, end)
                found.append(candidate)
        self._conferred_names(text, begin, end, found)
        return found

    @staticmethod
    def _conferred_names(text, begin, end, found: list[_Candidate]) -> None:
        """Add names without a known word of honor that a verb of conferring makes one."""
        for match in _CONFERRED_NAME.finditer(text, begin, end):
            start, stop = match.span("quoted" if match["quoted"] else "plain")
            name = text[start:stop]
            if any(item.start < stop and start < item.end for item in found):
                continue
            titled = bool(_TITLE_WORD.match(text, stop))
            level = _LEVEL.match(name)
            if not (titled or level or _HONORIFIC.search(name)):
                continue
            if level and _LEVEL_ONLY.fullmatch(level.group()):
                name = name[level.end() :]
            found.append(
                _Candidate(start, stop, name, name, HonorLevel[level.lastgroup] if level else None)
            )
        found.sort(key=lambda item: item.start)

    @staticmethod
    def _belongs(text, last: _Candidate, match) -> bool:
        """Say whether 称号 or 荣誉 only ends the name before it."""
        between = text[last.end : match.start()].strip(" ”\"’'》)")
        if between == "国家" and last.level is None:
            last.level = HonorLevel.NATIONAL
        return between in ("", "等", "的", "光荣", "荣誉", "国家") or last.end >= match.start()

    def _candidate(self, text, begin, match) -> _Candidate | None:
        head_start = match.start("head")
        window = max(begin, head_start - 40)
        for mark in ",。;:!?、()《》\x01 ":
            window = max(window, text.rfind(mark, window, head_start) + 1)
        chunk = text[window:head_start]
        cut = 0
        for stop in _STOP.finditer(chunk):
            if stop.end() == len(chunk) and stop.group() == "创建":
                continue  # 创建示范点 is a name
            cut = max(cut, stop.end())
        levels = [level for level in _LEVEL.finditer(chunk) if level.end() <= len(chunk)]
        level, mixed, name_start = None, False, cut
        inner = [item for item in levels if item.start() >= cut]
        if inner:
            first = inner[0]
            level = HonorLevel[first.lastgroup]
            name_start = first.start()
            if _LEVEL_ONLY.fullmatch(first.group()) or first.group() in (
                "全区",
                "全市",
                "全盟",
                "全旗",
                "全县",
                "全省",
                "全州",
            ):
                rest = chunk[first.end() :]
                if _ABOVE.match(rest):
                    mixed, level = True, None
                    rest_start = first.end() + _ABOVE.match(rest).end()
                    name_start = rest_start
                elif _LEVEL_ONLY.fullmatch(first.group()):
                    name_start = first.end()
            if len({item.lastgroup for item in inner}) > 1 and inner[1].start() <= first.end() + 2:
                mixed, level, name_start = True, None, inner[-1].end()
        name = chunk[name_start:] + match["head"]
        name = name.strip("”“\"'的 ")
        quoted_level = _LEVEL_BEFORE_QUOTE.search(chunk[:cut])
        if quoted_level and level is None and not mixed:
            level = HonorLevel[_LEVEL.match(quoted_level.group(1)).lastgroup]
        name, stripped_level = self._without_place(name)
        if level is None and not mixed and stripped_level:
            level = stripped_level
        start = window + (inner[0].start() if inner else cut)
        # A level named just before, parted by 、 and without a count: one count over mixed levels.
        before = text[max(begin, start - 14) : start]
        if (
            level
            and re.search(
                r"(?:全国|国家级?|自治区级?|盟级|盟市级|市级|旗级|旗县级|省级|全区|全盟)[、和及]$",
                before,
            )
            and not re.search(
                rf"{_NUM}\s*个?\s*(?:全国|国家级?|自治区级?|盟级|盟市级|市级|旗级|旗县级"
                rf"|省级)[、和及]$",
                before,
            )
        ):
            mixed, level = True, None
            start -= len(re.search(r"[一-鿿]{2,4}[、和及]$", before).group())
        count, count_start = self._count_before(text, begin, start)
        batch = None
        batch_match = None
        for batch_match in _BATCH.finditer(text, max(begin, start - 8), window + len(chunk)):
            value = to_decimal(batch_match.group(1))
            batch = int(value) if value is not None else None
        if batch_match is not None:
            start = min(start, batch_match.start())
        if count is not None:
            start = count_start
        head = match["head"]
        if head in _GENERIC:
            if count is None and level is None and not mixed:
                return None
            name = head
        return _Candidate(start, match.end(), name, head, level, mixed, count, batch)

    def _without_place(self, name: str) -> tuple[str, HonorLevel | None]:
        """Read a place in front of a name.

        In 乌兰浩特市民族团结示范市 it is the bearer and dropped; in 锡林郭勒盟民族团结进步示范社区
        it is the level and part of the name.
        """
        found = self.gazetteer.find(name, 0, min(len(name), 16))
        if found and found[0].start == 0 and len(found[0].name) < len(name) - 3:
            level = min(self.gazetteer.level(code) for code in found[0].codes)
            bears = kind_of(name) is HonorKind.REGION_TITLE and level > 1
            if bears or level > 3:
                return name[found[0].end :], None
            return name, _PLACE_LEVELS[level]
        return name, None

    @staticmethod
    def _count_before(text, begin, start) -> tuple[int | None, int]:
        window = text[max(begin, start - 16) : start]
        match = _COUNT_BEFORE.search(window)
        if not match or window[match.end() :].strip():
            return None, start
        value = to_decimal(match.group(1))
        return (None if value is None else int(value)), start - len(window) + match.start()

    @staticmethod
    def _count_after(text, candidate: _Candidate, end) -> None:
        if candidate.count is not None:
            return
        match = _COUNT_AFTER.match(text[candidate.end : min(end, candidate.end + 24)])
        if not match:
            return
        value = to_decimal(match.group(1))
        rest = text[candidate.end + match.end() : candidate.end + match.end() + 3]
        if (
            value is None
            or _LEVEL_ONLY.match(text, candidate.end + match.end())
            or (
                re.match(r"(?:全国|自治区|国家|单位|社区|嘎查|村|学校|集体|个人)", rest)
                and not rest.startswith(("个人次",))
                and match.group(2) in ("个", "家", "名")
                and text[candidate.end : candidate.end + match.start(1)].strip() == ""
            )
        ):
            return
        candidate.count = int(value)
        candidate.end += match.end()

    def _add_levels(self, text, begin, end, candidates: list[_Candidate]) -> None:
        """Read 国家级6个、自治区级12个 and 6个国家级、12个自治区级; they share a title's name."""
        covered = [(item.start, item.end) for item in candidates]
        pattern = re.compile(
            rf"(?P<a>{_NUM})\s*(?:余|多)?\s*(?:个|家|名|项)?\s*(?P<b>{_LEVEL_ONLY.pattern}|全国"
            rf"|自治区"
            rf"|全区)(?=[、,和及;。)]|$)|(?P<c>{_LEVEL_ONLY.pattern}|全国|自治区)(?:的)?(?:有|为"
            rf"|共)?\s*(?P<d>{_NUM})\s*(?:余|多)?\s*(?:个|家|名|项|处|所)(?![一-鿿]{{0,6}}示范)"
        )
        for match in pattern.finditer(text, begin, end):
            if any(start <= match.start() < stop for start, stop in covered):
                continue
            value = to_decimal(match["a"] or match["d"])
            level = _LEVEL.match(match["b"] or match["c"])
            if value is None or level is None:
                continue
            after = [item for item in candidates if item.start >= match.end() and not item.follower]
            before = [
                item for item in candidates if item.end <= match.start() and not item.follower
            ]
            owner = None
            gap = text[match.end() : after[0].start] if after else ""
            if (
                match["a"]
                and after
                and after[0].count is not None
                and len(gap) < 40
                and not re.search(r"[^、,和及以一-鿿\d]", gap)
            ):
                owner = after[0]
            elif before:  # 示范单位98个,其中国家级6个…: the total lends its name
                owner = next((item for item in reversed(before) if not item.level), before[-1])
            elif after:
                owner = after[0]
            if owner is None:
                continue
            candidates.append(
                _Candidate(
                    match.start(), match.end(), owner.name, owner.head,
                    HonorLevel[level.lastgroup], count=int(value), follower=True,
                )
            )  # fmt: skip
        candidates.sort(key=lambda item: item.start)

    # What became of it ---------------------------------------------------------------------------
    def _status(self, text, begin, end, item: _Candidate, segment: Segment) -> HonorStatus | None:
        right = text[item.end : min(end, item.end + 48)]
        left = text[begin : item.start]
        verbs = list(_VERB.finditer(text, max(begin, item.start - 160), item.start + 4))
        verbs = [verb for verb in verbs if verb.start() < max(item.start, begin + 1)]
        verb = verbs[-1] if verbs else None
        if (segment.heading or segment.where == Where.TITLE) and item.head in _GENERIC:
            return None
        if item.head == "先进典型" and item.count is None:
            return None
        definite = item.level is not None or item.mixed or item.count is not None
        generic = item.head in _GENERIC
        if verb is not None:
            item.verb, item.verb_at = verb.group(), verb.start()
        future = bool(_FUTURE.search(left[-60:])) or segment.where == "closing"
        if _RIGHT_TARGET.match(right):
            return HonorStatus.TARGET
        title_word = _TITLE_WORD.match(text, item.end)
        if _ATTRIBUTIVE.match(right) and not title_word:
            aimed = verb is not None and verb.lastgroup == "target"
            explicit = item.level in (HonorLevel.NATIONAL, HonorLevel.AUTONOMOUS_REGION)
            if (
                aimed
                and explicit
                and re.match(r"\s*[”\"]?(?:创建|争创|建设|申报)", right)
                and not segment.heading
            ):
                return HonorStatus.TARGET
            return None
        if _RIGHT_HELD.match(right) and not future:
            return HonorStatus.HELD
        if (
            "荣誉" in text[max(item.start, item.end - 4) : item.end]
            and not future
            and (verb is None or verb.lastgroup != "target")
        ):
            return HonorStatus.HELD
        if verb is None:
            return self._nominal(text, begin, item, definite, segment)
        kind = verb.lastgroup
        between = text[verb.end() : item.start]
        if verb.group() == "成为" and future:
            kind = "target"
        if kind == "described" and verb.group() in ("创建", "打造", "建设", "培育"):
            kind = self._creating(text, begin, item, verb, verbs)
        if kind == "target":
            if len(between) > 60 and not item.follower:
                return None
            if segment.heading and not definite:
                return None
            return HonorStatus.TARGET if (definite or self._close(between)) else None
        if kind == "held":
            if (
                verb.group() in ("通过", "有", "成为", "列为", "列入", "现有", "共有", "拥有")
                and not definite
                and not generic
            ) and (verb.group() == "通过" or len(between) > 20):
                return None
            if future:
                return HonorStatus.TARGET
            return HonorStatus.HELD
        if segment.heading:
            return None
        listed = self._listed_before(text, begin, item)
        if listed:
            item.recipients = listed
        if not (definite or listed) or generic:
            return None
        if item.head in ("先进典型",) and item.count is None:
            return None
        return HonorStatus.TARGET if future else HonorStatus.DESCRIBED

    @staticmethod
    def _close(between: str) -> bool:
        return len(between) <= 24

    def _nominal(self, text, begin, item, definite, segment) -> HonorStatus | None:
        """A name without any verb: only a definite one is worth recording."""
        if segment.heading or not definite or item.count is None:
            return None
        return HonorStatus.DESCRIBED

    @staticmethod
    def _creating(text, begin, item: _Candidate, verb, verbs) -> str:
        """Say what 创建, 打造, 建设 and 培育 mean here."""
        before = text[max(begin, verb.start() - 12) : verb.start()]
        after = text[verb.end() : verb.end() + 1]
        previous = verbs[-2] if len(verbs) > 1 else None
        if (
            previous is not None
            and previous.lastgroup == "target"
            and verb.start() - previous.end() <= 8
        ):
            return "target"
        if re.search(
            r"(?:努力|力争|争取|全力|奋力|着力|积极|致力于?|持续|大力|正在|深入|扎实|推动|推进"
            r"|以|为)$",
            before,
        ):
            if verb.group() in ("创建",) or re.search(r"(?:努力|力争|争取|奋力|致力于?)$", before):
                return "target"
            return "described"
        if verb.group() == "创建":
            if (
                re.search(
                    r"(?:共|已|累计|先后|成功|现已|分别|陆续|总共|目前|全[市旗盟县区州])$", before
                )
                or after == "了"
            ):
                return "held"
            return "held" if item.count is not None else "target"
        if (
            verb.group() == "培育"
            and re.search(r"创建", text[verb.end() : item.start])
            and item.count
        ):
            return "held"
        return "described"

    # Details -------------------------------------------------------------------------------------
    def _honor(self, text, begin, end, item, status, segment, years) -> Honor | None:
        name = item.name.strip()
        if not name or len(name) > 60:
            return None
        org = self._conferred_by(text, begin, end, item) if status == HonorStatus.HELD else None
        level = item.level
        if level is HonorLevel.LEAGUE:
            level = self._own_level(text[item.start : item.end], level)
        if level is None and not item.mixed and org:
            level = self._org_level(org)
        recipients = item.recipients
        subject_count = None
        if not recipients and status == HonorStatus.HELD:
            recipients, subject_count = self._recipients(text, begin, end, item)
        count, derived = item.count, False
        if count is None and subject_count is not None:
            count = subject_count
        if (
            count is None
            and len(recipients) >= 2
            and not self._and_others(text, begin, end, recipients)
        ):
            count, derived = len(recipients), True
        when: When = years.at(item.start, "。!?;")
        year = when.year
        if when.as_of and item.count is None and subject_count is None:
            year = None  # "as of" dates a count, not a title
        start, stop = segment.start + item.start, segment.start + item.end
        raw = self.segments.raw[segment.start : segment.end]
        name = _original(name, text, raw, max(0, item.end - len(name) - 12))
        recipients = [_original(bearer, text, raw, begin) for bearer in recipients]
        org = org and _original(org, text, raw, begin)
        self.spans.append((start, stop))
        if subject_count is not None:
            self.spans.append((segment.start + self.counted[0], segment.start + self.counted[1]))
        return Honor(
            name=name, level=level, kind=kind_of(item.name.strip()), status=status,
            count=count, count_derived=derived, year=year, batch=item.batch,
            recipients=recipients, conferred_by=org,
            **self.segments.fact(start, stop, segment),
        )  # fmt: skip

    def _own_level(self, phrase: str, level: HonorLevel) -> HonorLevel:
        """市级 in a report on a county-level city is that city's own level."""
        if re.search(r"(?<!盟)(?<!地)市级|全市", phrase) and self.region and len(self.region) >= 6:
            county = self.region[:6]
            if county in self.gazetteer and self.gazetteer.short(county).endswith("市"):
                return HonorLevel.BANNER
        return level

    def _conferred_by(self, text, begin, end, item) -> str | None:
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
                if "," in window[between[1] : between[2]]:
                    continue
                if best is None or gap < best[0]:
                    best = (gap, match["org"])
        if best is None:
            return None
        org = best[1].strip("、和与 ")
        return org if 2 <= len(org) <= 40 else None

    def _org_level(self, org: str) -> HonorLevel | None:
        if re.search(r"国务院|中共中央|党中央|国家|中央|^教育部|^文化和旅游部|^人社部|^全国", org):
            return HonorLevel.NATIONAL
        places = self.gazetteer.find(org, 0, min(len(org), 24))
        if places:
            level = min(self.gazetteer.level(code) for code in places[-1].codes)
            return (
                [None, HonorLevel.AUTONOMOUS_REGION, HonorLevel.LEAGUE, HonorLevel.BANNER][level]
                if level <= 3
                else None
            )
        if re.match(r"(?:内蒙古)?自治区|省", org):
            return HonorLevel.AUTONOMOUS_REGION
        if re.match(r"盟|州", org):
            return HonorLevel.LEAGUE
        if re.match(r"市", org):
            return self._own_level("市级", HonorLevel.LEAGUE)
        if re.match(r"旗|县", org):
            return HonorLevel.BANNER
        return None

    def _recipients(self, text, begin, end, item) -> tuple[list[str], int | None]:
        """Return who bears an honor, and how many the text says they are."""
        right = text[item.end : min(end, item.end + 4)]
        if right.startswith((":", "(")):
            listed = re.match(r"[:(]([^。;:()]{2,80})", text[item.end :])
            names = self._split_names(listed.group(1)) if listed else []
            if names:
                return names, None
        if item.verb_at < 0 or "," in text[item.verb_at : item.start]:
            return [], None
        verb_at = item.verb_at
        passive = text[max(begin, verb_at - 1) : verb_at] == "被"
        conferring = not passive and re.search(r"(?:授予|命名|认定|确定)$", item.verb or "")
        middle = text[verb_at + len(item.verb or "") : item.start]
        counted = _COUNTED.search(middle) if conferring else None
        if counted and not middle.startswith("为"):
            value = to_decimal(counted["n"])
            self.counted = (verb_at, item.start)
            number = None if value is None else int(value)
            return self._split_names(middle[: counted.start()]), number
        if (
            conferring
            and not middle.startswith("为")
            and re.match(r"[^,。;]{2,60}?(?:为)?[“\"]?$", middle)
        ):
            names = self._split_names(
                re.sub(r"为?[“\"]?(?:第[一二三四五六七八九十\d]+批)?$", "", middle)
            )
            if names:
                return names, None
        if (
            item.count is not None
            and text.find(",", verb_at, item.start) < 0
            and item.start - verb_at < 12
            and not re.search(r"被|命名|评为|授予", text[max(begin, verb_at - 4) : item.start])
        ):
            return [], None
        clause = max(text.rfind(mark, begin, verb_at) for mark in ",。;:") + 1
        clause = max(clause, begin)
        subject = text[clause:verb_at]
        counted = _COUNTED_SUBJECT.match(_ADVERBS.sub("", subject))
        number = None
        if counted:
            value = to_decimal(counted["n"])
            number = int(value) if value is not None else None
            subject = counted["names"]
        if cut := _SUBJECT_END.search(subject):
            subject = subject[: cut.start()]
        names = self._split_names(subject)
        if number is not None:
            self.counted = (clause, verb_at)
        if names or number:
            return names, number
        if _OPENING_TIME.sub("", subject).strip():
            return [], None
        opening = text[begin : begin + 80].lstrip()
        opening = _TIME_CLAUSE.sub("", opening)
        verb = _SUBJECT_VERB.search(opening)
        if not verb or "," in opening[: verb.start()]:
            return [], None
        return self._split_names(opening[: verb.start()]), None

    def _split_names(self, text: str) -> list[str]:
        """Split A、B和C等 into names; no list at all if any part is not a name."""
        text = re.sub(r"(?:等(?:地|单位|集体|个人|.{0,4})?)$", "", text.strip(' ,:“”"的'))
        text = _OPENING_TIME.sub("", text)
        if not text:
            return []
        places = [(match.start, match.end) for match in self.gazetteer.find(text)]
        parts, start = [], 0
        for match in re.finditer(r"、|和(?![谐平睦美])|以及|及(?!其)", text):
            if any(begin < match.end() and match.start() < end for begin, end in places):
                continue  # the 和 of 恩和俄罗斯族民族乡
            parts.append(text[start : match.start()])
            start = match.end()
        parts = [part.strip(' “”"') for part in [*parts, text[start:]]]
        parts = [part for part in parts if part]
        for part in parts:
            if self.region and part == self.gazetteer.stem(self.region):
                continue
            if not _NAME_LIKE.match(part) or _NOT_BEARER.search(part):
                return []
            if not _BEARER_END.search(part) and not (2 <= len(part) <= 4 or "·" in part):
                return []
        return parts

    @staticmethod
    def _and_others(text, begin, end, recipients) -> bool:
        at = text.find(recipients[-1], begin, end)
        return at >= 0 and text.startswith("等", at + len(recipients[-1]))

    def _listed_before(self, text, begin, item) -> list[str]:
        """Return the names after 涌现出, 建成 … that a following description calls by a title."""
        match = re.search(
            r"(?:涌现出?|打造出?|培育出?|建成|形成|创建)(?:了)?([^,。;]{4,80}?)(?:等)?,(?:成为"
            r"|具有|是)?[^,。;、]{0,16}$",
            text[max(begin, item.start - 110) : item.start],
        )
        if not match:
            return []
        names = self._split_names(match.group(1))
        return names if len(names) >= 2 else []


def _original(value: str, folded: str, raw: str, start: int) -> str:
    """Return a piece of the folded text as the page writes it (海拉蘇鎮 for 海拉苏镇)."""
    at = folded.find(value, start)
    if at < 0:
        at = folded.find(value)
    return raw[at : at + len(value)] if at >= 0 else value


# The first ending that fits decides, so longer ones stand before those they end in.
_KINDS = [
    (HonorKind.OTHER, r"联系点"),
    (HonorKind.BASE, r"基地"),
    (HonorKind.COLLECTIVE, r"集体|党组织|党支部"),
    (
        HonorKind.INDIVIDUAL,
        r"模范|之星|个人|工作者|人物|代表|公民|职工|教师|楷模|手|奖章|好人|标兵|共产党员|典型",
    ),
    (HonorKind.UNIT, r"单位|点|校园?|企业|机关|医院|窗口|岗|站|中心|连队|营|寺院|寺庙|班级"),
    (HonorKind.UNIT, r"学校|宗教活动场所|园区|景区|小区|合作社"),
    (HonorKind.REGION_TITLE, r"之乡|[市旗县盟州城]|自治[州县]|(?<!社)区"),
    (HonorKind.VILLAGE, r"村寨|村镇|[村镇乡]|嘎查|社区|苏木|街道"),
]
_KINDS = [(kind, re.compile(rf"(?:{endings})$")) for kind, endings in _KINDS]


def kind_of(name: str) -> HonorKind:
    """Return what kind of bearer an honor's name speaks of, by the word that ends it."""
    name = re.sub(r"\([^()]*\)$", "", name)
    return next((kind for kind, ending in _KINDS if ending.search(name)), HonorKind.OTHER)
