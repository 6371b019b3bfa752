"""What a figure is called: the words in front of the number, or what it counts."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from articles.extraction.language.patterns import always
from articles.extraction.language.quantities import Quantity
from articles.extraction.language.units import UNIT
from articles.extraction.language.years import sentence_bounds
from articles.extraction.offsets import ParagraphOffset, ParagraphStretch

# 惠及, 合并, 节约, 成为 and 人均 are words: their last character is no word of its own.
_TAIL_VERB = re.compile(
    r"(?:实现|超额完成|完成|达到|达成|到达|达|投入|累计|共计|合计|总计|总共|总数|公共(?=有)|(?<!公)共|成为|作为|(?<!行)(?<!认)为|甚至|直至|至"
    r"|降至|降到|下降到|下降至|上升到|上升至|减少到|减少至|增长到|增长至|增至|增到|升至|升到|增加到|增加至|提高到"
    r"|提升到|提升至|提高至|扩大到|扩大至|缩小到|缩小至|拥有|现有|建有|设有|配有|享有|持有|(?<!国)(?<!公)(?<!民)(?<!集体所)有"
    r"|了|(?<![附邻最临远])近|(?<![节签公条契履违预邀特合缩])约|大约|将近|超过|(?<!赶)超|逾"
    r"|突破|(?<!不)仅|(?<![羊船牛马])只|已|已经|是|(?<!抢)占|(?<![成造])就|各|每[户人亩年个头家村月天次名场只户]?|平均|总投资"
    r"|(?<![人户亩年场次])均|(?<![收得受看接找来遇碰想感])到|(?<!目)的|高达|多达|(?<![其盈结剩业])余|(?<![网线路船海以马])上|分别"
    r"|(?:稳定|控制|保持|维持|限制)在|连续[\d一二两三四五六七八九十]{1,2}年|(?:折合|约合|合)?人民币|折合|约合"
    r"|目前|先后|全部|新增|其中|(?<![合兼吞])并|也|(?<![归偿退])还"
    r"|(?<!共)(?<!饱)和|(?<![参])与|(?<![惠涉普遍波顾触危提论])及|由|从|自|、|,|:|\s)+$"
)
# 从业人员, 和解 and 年轻干部 are words: their first character is no word of its own.
_OPENS_A_WORD = (
    "共[享建同青产治富商管有进育学居事乐性识赢用创融生]|就[业医学诊地近读餐职任位]|并[网购轨联存行入发村]"
    "|还[款贷林草湖湿田迁建债本清乡原愿房耕]|和(?:[谐解平美睦顺合谈]|林格)|与会|及[时格]|使[用命馆者]|让[利渡路]"
    "|的[士确]|将[军士]|把[关握脉手]|对[口外接标内象话策照应比台联]|为(?:民(?!族)|[农牧企老人主先])|通过率"
    "|在[校册岗职编读园建学库线籍家外乡村训栏产营场位任役途田逃押]|向[阳导日上心往善海]|从[业事教医军政严优简中众师]"
    "|底[数层蕴线色盘商薪图册]|末[端梢位次级代]"
)
HEAD_WORD = re.compile(
    rf"^(?:(?!{_OPENS_A_WORD})(?:其中|同时|目前|截至目前|累计|共|先后|已|全年|仅|就|并|还|又|也|和|与|及|以及|使|让"
    r"|的|将|把|对|为|为了|通过|在|向|从|[年月日](?![一-鿿])|[年月][底末初内]前?|日前|以来|底|末)|[\s,、])+"
)
_BOUNDARY = ",。;:!?()、“”《》\x01"
_WORD = r"[^,。;:!?()、“”《》/\s\d\x01]"
# 70个打基础、利长远的基础设施建设项目: what is counted stands after the words that praise it.
_COUNTED_NOUN = re.compile(
    rf"(?P<blank>\s*)(?:的|{_WORD}{{2,10}}、{_WORD}{{2,10}}的(?=..))?(?P<noun>{_WORD}{{0,24}})"
)
_FROM_YEAR = re.compile(  # 分别从2015年的10.58%…下降到2019年的0.86%
    r"(?:分别)?(?:从|由|至|(?:下降|上升|提高|增加|减少|增长|提升|降)?(?:到|至))(?:19|20)\d\d年$"
    r"|(?:由|从)(?:去年|上年|前年|年初|当年|当初|原来|最初|过去|以前)$"
)
_DATE = re.compile(
    r"^.*(?:(?:19|20)\d\d|[一二][九零][零一二三四五六七八九]{2})\s*年度?(?:\d{1,2}(?:[-—~至]\d{1,2})?月份?)?(?:\d{1,2}日)?(?:以来|以后|底|末|初|起|间)?[,的]?"
    r"|^\d{1,2}(?:[-—至]\d{1,2})?月份?(?:\d{1,2}日)?(?:底|末|以来)?|^(?:今年|去年|全年|上年|年内)[,]?"
)
_VERB_AFTER = re.compile(
    r"和|以及|及|与|被|受到|参与|参加|开展|进行|获得|荣获|享受|建立|投入|全部|实现|达到|得到|已|分别"
    r"|转为|派驻|选派|包联|结对|当选|报名|加入|签订|赴[京省区外各]|进入|下降|上升|增[加长至到多]|提高|减少|[升降减]至|扩大|之一|整族|脱贫|摘帽|入选|上榜|榜上|位列|通过|成为|均|先后|相继"
)
# What starts a clause of its own behind a count, though no comma stands there.
_CLAUSE_AFTER = re.compile(
    r"(?:受益|惠及|覆盖|带动|吸引|培训|增收|发放|解决|化解|接待|累计|涉及|辐射|共计|合计|同比|比上年|较上年|占"
    r"|服务(?!站|中心|队|点|平台|窗口|员|项目|岗))(?!面|率)"
)
_COUNTING = frozenset("个名位人户家对项件所处座条场期批套册份篇部间台辆只头支组种类首幅")
# A verb alone names nothing it does not share with what is counted behind the number.
_ONLY_VERBS = re.compile(
    r"(?:建成|建设|建立|建|新建|改建|扩建|实施|打造|培育|培养|开展|举办|组织|组建|成立|下设|设立|设置|创建|命名|发展"
    r"|扶持|解决|化解|办理|办|完成|落实|引进|争取|选派|选聘|整合|开设|涌现|评选|推出|创作|排查|整改|维修|修建"
    r"|救助|帮扶|走访|慰问|邀请|吸引|带动|覆盖|辐射|惠及|服务|制定|出台|印发|编写|实现|发放|培训|开通|承办|受益"
    r"|新增|安排|投入|组织实施)+(?:了)?$"
)
_AMOUNT_VERB = re.compile("总投资|投入|合计|共计|总计|累计|筹资|落实|争取|发放|捐款|募集")
_RESULT = re.compile(
    r"[,、]?\s*(?:目前|现在|现|已经?|首次|一举|最终|年末)*(?:达到?|增至|增到|为|升至|升到|降至|降到|减至"
    r"|(?:增加|增长|提高|提升|上升|下降|减少|扩大|缩小|回落|突破)(?:到|至)?)了?\s*$"
)
# What a clause measures ends with one of these: 农牧民人均可支配收入|持续增长.
_MEASURE = re.compile(
    r"^.*(?:[比得占普利费税]?率|产量|总量|数量|产值|总值|增加值|收入|面积|人口|规模|总?额|总数|人数|存栏|出栏|投资|资金|贷款|支出)"
)
_COMPARISON = re.compile(
    r"(?:同比|环比|(?:比|较)(?:上年|去年|前年|上月|(?:19|20)\d\d年)[^,。;]{0,6}|年均|净|累计)*"
    r"(?:增加|增长|增|减少|下降|提高|上升|回落|提升|扩大|缩小)了?$"
)
_NO_WORD = re.compile(
    rf"(?:{UNIT}|[百千万亿零一二三四五六七八九十两点约近余多每各均到至为达累是有共由从及给以或按据被向于在其等和与\d\s\W_])*"
)
_NUMBER_IN_FRONT = re.compile(r"^\s*\(?\d{1,2}(?:[.)、](?!\d))\s*")
_EDGES = " \t-—~+·.:,、¥\uffe5$€/=<>*"
_MINUS_GROWTH = re.compile(r"(?:同比|环比|比上年|较上年)?(?:呈|为|出现)?负增长(?:为|达到?)?$")
# What a number of a unit is called where the text has no word for it.
_BY_UNIT = (
    ("元", "金额"), ("%", "比例"), ("‰", "比例"), ("百分点", "百分点数"), ("人次", "人次数"),
    ("人", "人数"), ("名", "人数"), ("位", "人数"), ("户", "户数"),
    ("亩", "面积"), ("公顷", "面积"), ("平方", "面积"),
    ("公里", "里程"), ("米", "长度"), ("吨", "重量"), ("斤", "重量"), ("千克", "重量"),
)  # fmt: skip


@dataclass(slots=True)
class RawFigure:
    """A number as it is being read; offsets count in its paragraph."""

    start: ParagraphOffset
    end: ParagraphOffset
    number_start: ParagraphOffset
    value: Decimal | None
    unit: str
    approximate: bool
    number_end: ParagraphOffset
    counter: str
    name: str = ""
    subject: str = ""  # the name without how it changed
    growth: Decimal | None = None
    quote: ParagraphStretch | None = None
    fixed: bool = False
    rule: str = ""  # how it was named
    counted: bool = False  # named by what stands behind the number, or listed next to such a one
    years: list[int] = field(default_factory=list)  # 2019年、2020年分别…: which of them is its own
    whole: "RawFigure | None" = None  # the total that its sentence tells it to be a part of

    @property
    def known(self) -> Decimal:
        """The value of a number that is known to have one."""
        if self.value is None:
            raise ValueError(f"{self.name} has no one value.")
        return self.value

    @classmethod
    def of(cls, quantity: Quantity) -> "RawFigure":
        """Return the figure that a quantity begins as, without a name."""
        return cls(
            quantity.start, quantity.end, quantity.number_start, quantity.value, quantity.unit,
            quantity.approximate, quantity.end, quantity.counter,
        )  # fmt: skip


def is_word(name: str) -> bool:
    """Say whether a name has a word in it, more than units, numerals and marks."""
    return bool(name) and _NO_WORD.fullmatch(name) is None


_REMARK = re.compile(r"(?:\([^()]*\)|[“\"][^“”\"]*[”\"])\s*$")
_AND_SO_ON = re.compile(r"^等(?=..)")
_OF = re.compile("(?<!目)的$")


def name_figure(text: str, raw: RawFigure, previous: RawFigure | None) -> None:
    """Name a figure by the words in front of it, or by what it counts; widen its quote to them."""
    sentence, _ = sentence_bounds(text, int(raw.number_start), 0, len(text))
    begin = max(sentence, raw.number_start - 80)
    # 服务站(窗口)154个, 开办“夜校”4期: what brackets and quotes hold right before the number
    # belongs to the name.
    remark = _REMARK.search(text[begin : raw.number_start])
    edge = begin + remark.start() if remark else raw.number_start
    previous_end = previous.end if previous else 0
    clause = max([begin, previous_end, *(text.rfind(mark, begin, edge) + 1 for mark in _BOUNDARY)])
    before = text[clause : min(raw.start, raw.number_start)]
    name = _in_front(before)
    if not before.strip() and text[clause - 1 : clause] == "(":  # 财政收支差额(-3.2亿元)
        outside = text[max(begin, previous_end) : clause - 1]
        name = _in_front(re.split(f"[{_BOUNDARY}]", outside)[-1])
    noun, noun_end = _counted(text, raw, name)
    if noun:
        raw.name, raw.end, raw.counted = noun, noun_end, True
        raw.rule = "what it counts, behind it"
    elif not name and (carried := _carried(text, raw, previous, clause, sentence)):
        raw.name, raw.rule = carried, "the subject before"
    else:
        raw.rule = "the words in front"
        verbs = _AMOUNT_VERB.findall(before[-8:])
        raw.counted = not (name or verbs)
        raw.name = name or (verbs[-1] if verbs else "") or _noun_behind(text, raw)
    # 比上年增加2万亩 speaks of what the figure before it was about.
    own = _COMPARISON.sub("", raw.name)
    raw.subject = own if is_word(own) else previous.subject if previous else ""
    raw.rule = raw.rule if raw.name else "its unit"
    raw.name = raw.name[:60] or _by_unit(raw.counter or raw.unit)
    if name and clause < raw.start:
        lead = text[clause : raw.start]
        raw.start = ParagraphOffset(clause + len(lead) - len(lead.lstrip()))


def _in_front(before: str) -> str:
    """Return the words of a clause in front of a number, without date and verbs."""
    name = _NUMBER_IN_FRONT.sub("", before).rstrip(_EDGES)
    name = _MINUS_GROWTH.sub("", name) or name
    name = HEAD_WORD.sub("", _TAIL_VERB.sub("", name)).strip()
    name = _FROM_YEAR.sub("", name)
    name = _AND_SO_ON.sub("", _DATE.sub("", name))
    name = HEAD_WORD.sub("", name).strip(_EDGES)
    return name if is_word(name) else ""


def _counted(text: str, raw: RawFigure, name: str) -> tuple[str, ParagraphOffset]:
    """Return what a count counts if that stands behind it, and where that ends."""
    after = always(_COUNTED_NOUN.match(text, raw.end))
    noun = _OF.sub("", _VERB_AFTER.split(after["noun"])[0])  # 12个民族的320名学生
    noun_end = ParagraphOffset(after.start("noun") + len(noun))
    counting = raw.unit in _COUNTING or not raw.counter
    if not counting or not is_word(noun) or _CLAUSE_AFTER.match(noun):
        return "", raw.end
    object_in_front = len(name) > 3 and not _ONLY_VERBS.search(name)
    if object_in_front and (after["blank"] or _number_follows(text, noun_end)):
        return "", raw.end  # 发放宣传册3200份 受益群众1.2万人次
    return noun, noun_end


def _number_follows(text: str, at: int) -> bool:
    return bool(re.match(r"\s*\d", text[at : at + 4]))


def _noun_behind(text: str, raw: RawFigure) -> str:
    noun = _VERB_AFTER.split(always(_COUNTED_NOUN.match(text, raw.end))["noun"])[0]
    return noun if is_word(noun) else ""


def _carried(
    text: str, raw: RawFigure, previous: RawFigure | None, clause: int, sentence: int
) -> str:
    """Return the subject of the words before, which a number without its own goes on about.

    粮食产量比上年增加12万吨,达到120万吨; 受益群众246户995人.
    """
    before = previous if previous and previous.end > sentence else None
    front = text[before.end if before else sentence : raw.start]
    same_clause = None if re.search("[,。;:!?]", front) else before
    if same_clause and same_clause.counted:
        behind = front.strip().removeprefix(same_clause.name)
        if behind in ("、", "的", "和", "及"):
            raw.counted = True
            return ""  # 12个嘎查村、460户
    result = _RESULT.search(text[clause : raw.start]) or _RESULT.fullmatch(front)
    if not (same_clause or result):
        return ""
    if previous and previous.number_start >= sentence:
        return previous.subject
    last = [part for part in re.split("[,:]", text[sentence:clause]) if part.strip()]
    measure = _MEASURE.search(_in_front(last[-1])) if last else None
    return measure.group() if measure else ""


def _by_unit(unit: str) -> str:
    return next((name for ending, name in _BY_UNIT if ending in unit), "数量")
