"""The words that honors are told by: numbers, levels and kinds; and a name as it is being read."""

import re
from dataclasses import dataclass, field

from articles.extraction.offsets import ParagraphOffset
from articles.extraction.report import HonorKind, HonorLevel

NUM = r"(?:\d{1,6}(?:,\d{3})*|[一二两三四五六七八九十百]{1,5})"
CLASSIFIER = r"(?:个|家|所|处|名|位|人|户|批次|项|座|条|块|面|枚|次)"
BEARER_CLASSIFIER = r"(?:个|家|所|名|位|人|户)"  # what counts who bears an honor
# What may stand between a subject and its verb of obtaining; 被 is no adverb, but stands there too.
ADVERB = (
    r"(?:先后|分别|均|都|相继|陆续|光荣|成功|顺利|双双|一举|也|还|又|再次|再度|连续|多次|曾|已|被)"
)
_LEVELS = {
    HonorLevel.NATIONAL: r"全国|国家级|国家(?!民委|通用)|中国",
    HonorLevel.AUTONOMOUS_REGION: (
        r"内蒙古自治区(?:级)?|自治区(?:级)?|全区|全自治区|省部级|省级|全省|省"
        r"|兵团级|兵团(?=民族|示范|优秀|先进|模范|铸牢|“)|首都(?=民族|精神文明|最美)"
    ),
    HonorLevel.LEAGUE: (
        r"盟市级|盟\(市\)级|盟级|全盟|全州|州级|地市级|地厅级|地级|地区级|师市级|师级"
        r"|市级|全市"
    ),
    HonorLevel.BANNER: r"旗县级|旗县市区级|旗级|全旗|县级|全县|区级|旗区级",
}
LEVEL = re.compile("|".join(f"(?P<{level.name}>{words})" for level, words in _LEVELS.items()))
GENERIC = {"称号", "荣誉称号", "荣誉"}  # heads that name no title by themselves
LEVEL_ONLY = re.compile(
    r"(?:国家|自治区|兵团|省部|省|盟市|盟|地市|地区|师市|师|市|州|旗县|旗|县|区)级"
)
LEVEL_WORD = rf"(?:{LEVEL_ONLY.pattern}|全国|国家|自治区|全[省区市州盟旗县])"
# What stands after a person who speaks: 包金山说, 左雪梅激动地.
SPEAKS = r"(?:说|介绍|告诉|表示|(?:高兴|激动|自豪|感慨|动情)地)"
PLACE_LEVELS = {
    1: HonorLevel.AUTONOMOUS_REGION,
    2: HonorLevel.LEAGUE,
    3: HonorLevel.BANNER,
}
# The first ending that fits decides, so longer ones stand before those they end in.
_KIND_ENDINGS = [
    (HonorKind.OTHER, r"联系点"),
    (HonorKind.BASE, r"基地"),
    (HonorKind.COLLECTIVE, r"集体(?:[一二三]等功)?|党组织|党支部|团队|工作队"),
    (
        HonorKind.INDIVIDUAL,
        r"模范|之星|个人(?:[一二三]等功)?|工作者|人物|代表|少年|青年|干部|公务员|企业家|工匠|公民|职工|教师|志愿者|卫士|先锋|好青年|英雄|楷模|手|奖章|好人榜?|[能好]人|带头人|医生|护士|警察|学生|标兵|共产党员|党员|典型|专家|辅导员",
    ),
    (
        HonorKind.UNIT,
        r"单位|点|校园?|企业|机关|医院|之家|窗口|岗|站|中心|班组|科室|车间|商户|平台|网点|连队|营|寺院|寺庙|班级",
    ),
    (
        HonorKind.UNIT,
        r"学校|宗教活动场所|示范寺观教堂|园区|景区|小区|工区|合作社|团场|示范班",
    ),
    (HonorKind.REGION_TITLE, r"之乡|[市旗县盟州城]|自治[州县]|(?<!社)区"),
    (HonorKind.VILLAGE, r"村寨|村镇|村落|村庄|乡村|[村镇乡]|嘎查|社区|苏木|街道"),
]
_KINDS = [(kind, re.compile(rf"(?:{endings})$")) for kind, endings in _KIND_ENDINGS]
NOWHERE = ParagraphOffset(-1)


@dataclass(slots=True)
class Candidate:
    """A name found in a sentence; offsets count in its paragraph.

    `mixed`: one count over several levels. `follower`: a count that shares another one's name.
    """

    start: ParagraphOffset
    end: ParagraphOffset
    name: str
    head: str
    level: HonorLevel | None
    mixed: bool = False
    count: int | None = None
    batch: int | None = None
    verb: str | None = None
    verb_at: ParagraphOffset = NOWHERE
    recipients: list[str] = field(default_factory=list)
    persons: bool = False  # whether these are surely people's names
    follower: bool = False
    kind: HonorKind | None = None  # where the name does not tell
    conferred_by: str | None = None
    ranked: bool = False  # its level is a word of its own (自治区级), no part of the name
    named: str = ""  # who bears it, as the text lists them in front of its count
    nominated: bool = False  # proposed, or on a list of those to be raised
    unsure: bool = False  # held by the shape of its clause alone: no word says so
    denied: bool = False  # its clause says that it is not held: missed, revoked, a rule
    rule: str = ""  # which one decided what became of it
    received: bool = False  # the words around say so, no verb needs to be looked for


def level_of(match: re.Match[str]) -> HonorLevel:
    """Return the level that a match of `LEVEL` names."""
    return HonorLevel[match.lastgroup or ""]


def level_word(word: str) -> HonorLevel | None:
    """Return the level that a word such as 全国, 自治区级 or 全盟 names."""
    match = LEVEL.match(word)
    return level_of(match) if match else None


def kind_of(name: str) -> HonorKind:
    """Return what kind of bearer an honor's name speaks of, by the word that ends it."""
    if name.endswith(")"):
        name = re.sub(r"\([^()]*\)$", "", name)
    return next((kind for kind, ending in _KINDS if ending.search(name)), HonorKind.OTHER)
