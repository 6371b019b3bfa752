"""What a figure is called: the words in front of the number, or what it counts."""

import re
from dataclasses import dataclass
from decimal import Decimal

from .years import sentence_bounds

_TAIL_VERB = re.compile(
    r"(?:实现|完成|达到|达成|达|投入|累计|共计|合计|总计|共|为|至|降至|降到|下降到|下降至|上升到|上升至|减少到|减少至|增长到|增长至|增至|增加到|提高到"
    r"|提升到|提升至|提高至|有|了|近|约|大约|将近|超过|超|逾"
    r"|突破|仅|只|已|已经|是|占|就|各|每|平均|总投资|均|到|的|高达|多达|余|上|分别|目前|先后"
    r"|全部|新增|其中|并|也|还|和|与|及|、|,|:|\s)+$"
)
HEAD_WORD = re.compile(
    r"^(?:其中|同时|目前|截至目前|累计|共|先后|已|全年|仅|就|并|还|又|也|和|与|及|以及|使|让|将"
    r"|把|对|为|为了|通过|在|向|从|年|月|日|以来|底"
    r"|末|[\s,、])+"
)
_BOUNDARY = ",。;:!?()、“”《》\x01"
# 70个打基础、利长远的基础设施建设项目: what is counted stands after the words that praise it.
_COUNTED_NOUN = re.compile(
    r"\s*(?:的|[^,。;:!?()、“”《》\s\d\x01]{2,10}、[^,。;:!?()、“”《》\s\d\x01]{2,10}的(?=..))?"
    r"([^,。;:!?()、“”《》\s\d\x01]{0,24})"
)
_FROM_YEAR = re.compile(  # 分别从2015年的10.58%…下降到2019年的0.86%
    r"(?:分别)?(?:从|由|至|(?:下降|上升|提高|增加|减少|增长|提升|降)?(?:到|至))(?:19|20)\d\d年$"
)
_VERB_AFTER = re.compile(
    r"和|以及|及|与|被|受到|参与|参加|开展|进行|获得|荣获|享受|建立|投入|全部|实现|达到|得到|已|分别"
    r"|进入|下降|上升|之一|整族|脱贫|摘帽|入选|上榜|榜上|位列|通过|成为|均|先后|相继"
)
_COUNTING = frozenset("个名位人户家对项件所处座条场期批套册份篇部间台辆只头支组种类首幅")


@dataclass(slots=True)
class RawFigure:
    """A number as it is being read; offsets count in its paragraph."""

    start: int
    end: int
    number_start: int
    value: Decimal
    unit: str
    approximate: bool
    name: str = ""
    growth: Decimal | None = None
    quote: tuple[int, int] | None = None
    fixed: bool = False


def name_figure(text: str, raw: RawFigure, previous_end: int) -> None:
    """Name a figure by the words in front of it, or by what it counts; widen its quote to them."""
    begin, _ = sentence_bounds(text, raw.number_start, 0, len(text))
    begin = max(begin, raw.number_start - 80)
    # 服务站(窗口)154个, 开办“夜校”4期: what brackets and quotes hold right before the number
    # belongs to the name.
    remark = re.search(r"(?:\([^()]*\)|[“\"][^“”\"]*[”\"])\s*$", text[begin : raw.number_start])
    edge = begin + remark.start() if remark else raw.number_start
    clause = max([begin, previous_end, *(text.rfind(mark, begin, edge) + 1 for mark in _BOUNDARY)])
    before = text[clause : raw.number_start]
    if raw.start < raw.number_start:
        before = text[clause : raw.start]
    name = HEAD_WORD.sub("", _TAIL_VERB.sub("", before)).strip()
    name = re.sub(r"^(?:(?:19|20)\d\d年(?:以来|底|末)?|今年|去年|全年)[,]?|^等(?=..)", "", name)
    name = _FROM_YEAR.sub("", name)
    after = _COUNTED_NOUN.match(text, raw.end)
    noun = _VERB_AFTER.split(after.group(1))[0]
    counting = raw.unit in _COUNTING
    if counting and noun and not noun.startswith(("以上", "左右")):
        raw.name = noun
        raw.end = after.start(1) + len(noun)
    else:
        verb = re.search(r"(?:投入|合计|共计|总计|累计|筹资|落实|争取|发放|捐款|募集)", before[-8:])
        raw.name = name or (verb.group() if verb else "") or noun
    raw.name = (raw.name or name or raw.unit)[:60]
    if name and clause < raw.start:
        lead = text[clause : raw.start]
        raw.start = clause + len(lead) - len(lead.lstrip())
