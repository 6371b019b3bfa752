"""What became of an honor: held, aimed at or described. Never is an aim called held."""

import re

from articles.extraction.honors.bearers.frame_words import LISTED
from articles.extraction.honors.names.conferred import SHOWN, TITLE_WORD
from articles.extraction.honors.words import GENERIC, Candidate
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.parts import Segment
from articles.extraction.report import HonorLevel, HonorStatus, Where

from .assertions import Asserted, asserted

_VERB = re.compile(
    r"(?P<target>争创|争当|争做|力争|争取|(?<!的)努力(?:创建|打造|建设|争创|把|将)?|奋力|致力于?"
    r"|着力(?:打造|创建|建设)|全力(?:打造|创建|建设"
    r"|争创|推进|冲刺)|积极(?:创建|申报|争创|争取|打造|推荐|培育)|奠定|申报|申创|冲刺|迎接|推荐"
    r"|报送|正在创建|深入创建|持续创建|大力创建|启动|目标|迈进"
    r"|(?<![行作])为(?:成功|顺利|全面|更好地?)?(?:创建|创成)(?!为)|以创建|推动创建|推进创建|扎实创建|计划|拟(?=创|建|打|命|申))"
    r"|(?P<held>荣获|荣膺|蝉联|保持(?=[^,。;“]{0,4}“)|捧回|捧得|喜提|荣立|记(?=集体|个人)|获得(?!者)|获评|获批|喜获|斩获|摘得|夺得|获授|获颁"
    r"|荣登|荣列|当选(?:为)?|追授|授(?=[“\"])|创建为(?!.{0,12}奠定)|进入|跨入|迈入|新增|(?<![收捕缴抓截猎])获(?!得感|得|取|益|悉|利|准|救|赔|知|评|授|批|颁)|评选(?:为"
    r"|出|表彰)|评定为|评为|(?<!联合)命名|确定为|认定|确认(?=[^,。;]{2,40}为)|授予|授牌|挂牌|表彰|成功创建|成功创成"
    r"|成功入选|成功申报|成功打造|创建成(?:为|功)?|创成|创建了|入列|表扬"
    r"|(?:共|已|累计|先后|现已|总共|分别|陆续)(?:成功)?(?:创建|创成|培育创建)|建成(?:为)?|入选"
    r"|跻身|成为|拥有|现有|(?<![不的])是(?=(?:首[批个]|第[一二三四五六七八九十\d]+批)?(?:全国|国家级|自治区|全[区省盟州市旗县]|[一-鿿]{2,3}[省盟州市]))|共有(?!精神)"
    r"|(?<![特享所具没民国公私固])有(?=\s*[\d一二两三四五六七八九十]"
    r"|(?:全国|国家|自治区|全[区省盟州市旗县]|[一-鿿]{2,3}[省盟州市])(?!影响|先进水平|[一二三]流))|列为|被列入|列入|通过)"
    r"|(?P<described>建设(?!街道|街|路|村|社区|镇|乡|兵团)|建立|打造|培育|涌现|具有|推选|选树|评选|树立|设立|形成|创建|完善|依托|发挥|巩固|拓展|擦亮|构建|以)"
)
_RIGHT_HELD = re.compile(
    r"^[^。;]{0,6}?(?:受到?|获得?|荣获|得到)[^,。;]{0,20}?(?:表彰|表扬|嘉奖|奖励|命名|授予)"
    r"|^[^,。;]{0,10}?被[^,。;]{0,24}?(?:命名|授予|评为|表彰|认定|确定)|^\s*[”\"]?(?:荣誉|牌匾|奖牌"
    r"|荣誉称号|称号|殊荣)"
    r"|^[^,。;]{0,10}?(?:获得?|取得|喜获)?(?:命名|授牌|挂牌)"
    r"|^[^,。;]{0,16}?(?:进行|予以|给予)了?(?:通报)?(?:表彰|表扬|嘉奖)"
)
_RIGHT_TARGET = re.compile(
    r"^[^。;]{0,4}?(?:奠定|打下|夯实|打好|打牢|筑牢)[^。;]{0,10}基础|^[^,。;]{0,6}?(?:为目标|为契机|为抓手"
    r"|目标|迈进|而努力|而奋斗|的申报|申报"
    r"|的?创建目标)|^\s*[”\"]?(?:培育创建|培育|创建|公示|候选|推荐)(?:名单|对象|单位|库)|^[^,。;]{0,8}(?:奠定|打下|公示)|^[^,。;]{0,10}?拟(?:命名|认定|表彰|推荐|确定|授予)"
)
_ATTRIBUTIVE = re.compile(
    r"^\s*[”\"]?\s*(?:创建|建设|争创|工作(?!者)|作用|引领|带动|效应|工程|标准|测评|指标|体系"
    r"|评选|领导小组|的(?:标杆|样板)|占比|比例|数量|实现全覆盖|专栏|推广|行动|活动(?!基地)"
    r"|经验|品牌|称号的?申报|成员|申报|培育|管理|性|化|网络|矩阵|集群|长廊|走廊)"
)
# 民宗委公布A名单,甲、乙上榜
_PUBLISHES = re.compile(r"(?:公布|发布|印发)了?[^,。;]{0,24}$")
_PUBLISHED = re.compile(rf"[”\"]?名单,[^,。;]{{2,120}}?{LISTED}")
_DREAM = re.compile(r"(?:目标|梦想|理想|愿望|追求|榜样|方向|标准|标杆)[^,。;]{0,6}$")
_CASE = re.compile(r"(?:对|凡是?|若是?|(?<![例比诸])如果?|一旦|对于)被?$")
_GAINED = re.compile(r"[”\"]?(?:创建|建设)?成果")
_SPEAKS_UP = re.compile(r"[^。;]{0,60}?(?:发言|领奖|介绍(?:了)?经验)")
_ENTERED = re.compile(r"^\s*[”\"]?(?:名单|行列|名录|之列|序列|榜单)")
_ENTERING = re.compile(r"入选|列入|列为|荣登|荣列|进入|跻身|纳入|公布")
_HEADS_LIST = re.compile(r"\s*[”\"]?名单\s*[:]?\s*$")
_BUILT = re.compile(r"(?:基地|点|家园|驿站|工作室|特色(?:村寨|村镇|小镇|乡镇))$")
_FACILITY = re.compile(r"石榴籽")
_REACH = 160  # characters in front of a name in which its verb is looked for
_FUTURE = re.compile(
    r"(?<![^,;:。])(?:要|必须)(?![求么素点]|[^;。]*(?:近年来|先后|已))|(?<![截年\d])(?:到|至)20\d\d年(?:底|末)?[,]?|力争|计划(?!”)|下一步|今后|将(?=继续|进一步|持续|不断|全面|以|于|努力|坚持|深入|紧紧|按照|聚焦|加大|着力)"
    # 先后将某公司确定为A is done, 拟将 is not.
    r"|(?<!先后)(?<!分别)(?<!已)(?<!曾)(?<!发文,)(?<!决定,)(?<!通知,)"
    r"将(?![^,。;]{2,40}(?:认定|命名|确定|评定|评选|列)为)(?!军|.{0,6}(?:纳入|与|作为|其))(?=[^,。;]*$)|力求|确保|如期|希望(?!小学|学校|工程)"
)


def status_of(
    text: str,
    begin: ParagraphOffset,
    end: ParagraphOffset,
    item: Candidate,
    segment: Segment,
    names: list[Candidate],
    said: list[re.Match[str]],
) -> HonorStatus | None:
    """Return what the sentence `text[begin:end]` says became of an honor, None if nothing.

    `names` are all names of the sentence, `said` its verbs (`verbs_of`). Sets the item's governing
    verb: the last one in front of its name and in no other name (民族团结进步创建示范区 creates
    nothing).
    """
    right = text[item.end : min(end, item.end + 48)]
    left = text[begin : item.start]
    verbs = [
        verb
        for verb in said
        if item.start - _REACH <= verb.start() < max(item.start, begin + 1)
        and verb.end() <= item.start + 4
    ]
    verbs = _outside(verbs, [name for name in names if name.end > item.start - _REACH])
    verb = verbs[-1] if verbs else None
    if item.received:
        return HonorStatus.HELD  # received, whatever stands around it
    if (segment.heading or segment.where == Where.TITLE) and item.head in GENERIC:
        return None
    if item.head == "先进典型" and item.count is None:
        return None
    definite = item.level is not None or item.mixed or item.count is not None
    generic = item.head in GENERIC
    if verb is not None:
        item.verb, item.verb_at = verb.group(), ParagraphOffset(verb.start())
    title_word = TITLE_WORD.match(text, item.end)
    future = (
        bool(_FUTURE.search(text, max(begin, item.start - 60), item.start))
        or segment.where == Where.CLOSING
        or segment.plans
    )
    if _PUBLISHED.match(right) and _PUBLISHES.search(left):
        item.published = True
        return HonorStatus.HELD
    if definite and not segment.heading and (rule := asserted(text, begin, end, item)):
        item.nominated = rule.says is Asserted.NOMINATED
        item.denied = rule.says is Asserted.DENIED
        return None if item.denied else HonorStatus.TARGET
    # 以巩固示范县创建成果为抓手: what is gained already is no aim.
    if _RIGHT_TARGET.match(right) and not _GAINED.match(right):
        return HonorStatus.TARGET
    if _ATTRIBUTIVE.match(right) and not title_word:
        aimed = verb is not None and verb.lastgroup == HonorStatus.TARGET
        explicit = item.level in (HonorLevel.NATIONAL, HonorLevel.AUTONOMOUS_REGION)
        if (
            aimed
            and explicit
            and re.match(r"\s*[”\"]?(?:创建|争创|建设|申报)", right)
            and not segment.heading
        ):
            return HonorStatus.TARGET
        return None
    if _HEADS_LIST.match(right) and not _ENTERING.search(left):
        return None  # 先进个人名单: the words above a list
    if _RIGHT_HELD.match(right) and not future:
        return HonorStatus.HELD
    if item.level and not future and right.lstrip('”" ').startswith("揭牌"):
        return HonorStatus.HELD  # its plate is unveiled
    if (
        "荣誉" in text[max(item.start, item.end - 4) : item.end]
        and not future
        and (verb is None or verb.lastgroup != HonorStatus.TARGET)
    ):
        return HonorStatus.HELD
    if (
        item.head == "之乡"
        and not definite
        and (verb is None or verb.lastgroup != HonorStatus.HELD)
    ):
        return None  # 团结花开遍哈尼之乡
    if verb is None:
        return None if _SPEAKS_UP.match(right) else _nominal(item, segment, left)
    if verb.lastgroup == HonorStatus.DESCRIBED:
        # 荣获…精神文明建设…奖: the verb of the clause, not a word inside the name.
        held = [
            other
            for other in verbs
            if other.lastgroup == HonorStatus.HELD and "," not in text[other.end() : verb.start()]
        ]
        if held and item.count is None:
            verb = held[-1]
            item.verb, item.verb_at = verb.group(), ParagraphOffset(verb.start())
    kind = HonorStatus(verb.lastgroup or "")  # every verb stands in a named group
    between = text[verb.end() : item.start]
    if verb.group() == "成为" and future:
        kind = HonorStatus.TARGET
    if kind == HonorStatus.DESCRIBED and verb.group() in ("创建", "打造", "建设", "培育"):
        kind = _creating(text, begin, item, verb, verbs, names)
    if verb.group() == "评选" and item.count is not None and "每年" not in left:
        kind = HonorStatus.HELD  # 评选示范户120户
    if kind == HonorStatus.TARGET:
        if len(between) > 60 and not item.follower:
            return None
        if segment.heading and not definite:
            return None
        if not definite and "各级" in between:
            return None  # 争创各级示范单位
        return HonorStatus.TARGET if (definite or len(between) <= 24) else None
    if kind == HonorStatus.HELD:
        if (
            verb.group() in ("通过", "有", "成为", "列为", "列入", "现有", "共有", "拥有")
            and not definite
            and not generic
        ) and (verb.group() == "通过" or len(between) > 20):
            return None
        if verb.group() == "是" and (
            item.level is None
            or right.lstrip("”").startswith(("的", "候选"))
            or _DREAM.search(text, begin, verb.start())
        ):
            return None  # 是全国先进单位的排头兵, 是全国最大的特色小镇; 他的梦想是全国劳动模范
        if _CASE.search(text, max(begin, verb.start() - 4), verb.start()):
            return None  # 对获评A的奖励5万元, 若荣获A: a rule, nothing that happened
        if future or _aims_at(text, verb, verbs):
            return HonorStatus.TARGET
        if not definite and verb.group() == "表彰" and text.startswith("的", verb.end()):
            return None  # 为受表彰的模范集体颁奖 speaks of them again
        if not definite and verb.group() in ("表彰", "评选表彰", "评选出") and "一批" in between:
            return None  # 每年评选表彰一批模范: a habit
        if verb.group() == "新增" and item.count is None:
            return None
        if verb.group() in ("进入", "跨入", "迈入") and not _ENTERED.match(right):
            return None
        if (
            verb.group().startswith("建成")
            and item.level is None
            and _BUILT.search(item.head)
            and not any(name.follower and name.start > item.end for name in names)
        ):
            if not (definite or item.recipients):
                return None  # 建成以…为主题的教育基地: no title
            return HonorStatus.DESCRIBED  # put up by themselves; nobody conferred it
        return HonorStatus.HELD
    if segment.heading or _SPEAKS_UP.match(right):
        return None
    if not (definite or item.recipients) or generic:
        return None
    if item.level is None and (_FACILITY.match(item.head) or item.head == "示范带"):
        return None  # 打造石榴籽家园5个 counts what was put up
    if future and verb.group() in ("巩固", "拓展", "擦亮"):
        return None  # what is to be kept is no aim
    return HonorStatus.TARGET if future else HonorStatus.DESCRIBED


def verbs_of(
    text: str, begin: ParagraphOffset, end: ParagraphOffset, names: list[Candidate]
) -> list[re.Match[str]]:
    """Return the verbs of a sentence that tell what became of its titles, read once for all."""
    if not names:
        return []
    start = max(begin, names[0].start - _REACH)
    return list(_VERB.finditer(text, start, min(end, names[-1].start + 4)))


def _outside(verbs: list[re.Match[str]], names: list[Candidate]) -> list[re.Match[str]]:
    """Return the verbs that are part of no name; both come in the order they stand in."""
    outside, end, following = [], 0, iter(names)
    name = next(following, None)
    for verb in verbs:
        while name is not None and name.start < verb.start():
            end, name = max(end, name.end), next(following, None)
        if verb.start() >= end:
            outside.append(verb)
    return outside


def _aims_at(text: str, verb: re.Match[str], verbs: list[re.Match[str]]) -> bool:
    """Say whether a word of aiming governs a word of obtaining: 争取获评, 努力争取2022年跨入."""
    # 努力把…建设成为: what is done meanwhile aims as well.
    before = [
        other
        for other in verbs
        if other.start() < verb.start() and other.lastgroup != HonorStatus.DESCRIBED
    ]
    if not before or before[-1].lastgroup != HonorStatus.TARGET:
        return False
    between = text[before[-1].end() : verb.start()]
    return len(between) <= (24 if before[-1].group().endswith("把") else 12) and not re.search(
        r"[,。;:、并]", between
    )


def _nominal(item: Candidate, segment: Segment, left: str) -> HonorStatus | None:
    """A name without any verb: only a definite one is worth recording."""
    if SHOWN.search(left):
        return HonorStatus.HELD
    if segment.heading or item.count is None:
        return None
    return HonorStatus.DESCRIBED


def _creating(
    text: str,
    begin: ParagraphOffset,
    item: Candidate,
    verb: re.Match[str],
    verbs: list[re.Match[str]],
    names: list[Candidate],
) -> HonorStatus:
    """Say what 创建, 打造, 建设 and 培育 mean here."""
    before = text[max(begin, verb.start() - 12) : verb.start()]
    after = text[verb.end() : verb.end() + 1]
    previous = verbs[-2] if len(verbs) > 1 else None
    if (
        previous is not None
        and previous.lastgroup == HonorStatus.TARGET
        and verb.start() - previous.end() <= 8
    ):
        return HonorStatus.TARGET
    if re.search(
        r"(?:努力|力争|争取|全力|奋力|着力|积极|致力于?|持续|大力|正在|深入|扎实|推动|推进"
        r"|以|为)$",
        before,
    ):
        if verb.group() in ("创建",) or re.search(r"(?:努力|力争|争取|奋力|致力于?)$", before):
            return HonorStatus.TARGET
        return HonorStatus.DESCRIBED
    if verb.group() == "创建":
        if (
            re.search(
                r"(?:共|已|累计|先后|成功|现已|分别|陆续|总共|目前|全[市旗盟县区州])$", before
            )
            or after == "了"
        ):
            return HonorStatus.HELD
        return HonorStatus.HELD if item.count is not None else HonorStatus.TARGET
    if verb.group() in ("培育", "打造") and item.count:
        # 培育创建, and 累计培育全国3个、自治区12个: what a level confers is held by now.
        levelled = any(name.follower or name.level for name in names)
        done = re.search(r"(?:共|已|累计|先后|成功)(?:命名|创建)?$", before)
        if re.search(r"创建", text[verb.end() : item.start]) or (done and levelled):
            return HonorStatus.HELD
    return HonorStatus.DESCRIBED
