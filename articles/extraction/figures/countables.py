"""Whether a number with its unit counts things, or belongs to a slogan or a standing phrase."""

import re
from decimal import Decimal

from articles.extraction.language.quantities import Quantity

# After 个 a Chinese numeral counts only things one can count; 五个抓手, 四个意识 are slogans.
_COUNTABLE = re.compile(
    r"^\s*(?:[一-鿿]{0,6}?)(?:镇|乡|苏木|嘎查|村|社区|街道|园区|旗|县|市|区(?!域)|单位|学校"
    r"|部门|集体|企业|基地|平台|项目|少数民族"
    r"|民族(?!团结)|家庭|党支部|支部|中心|小组|工作组|专班|工作队|服务队|站|示范点|点位|点|专业"
    r"|合作社|班级|班|景区|国家|省|盟|代表队|方阵|展区|展厅"
    r"|展馆|[一-鿿]{0,2}室(?![内外])|课堂|夜校|书屋|食堂|长廊|宣讲队|小分队|调解队|文艺队|门店|网点|哨所|单元|窗口|岗位|名额|小区|网格|驿站|场所|展位|摊位|作坊|工坊|协会|团队|车间|大棚"
    r"|牧户|农户|月份|连队|团场)"
)
_SLOGAN_NOUN = re.compile(
    r"^\s*[“\"]?(?:抓手|认同|离不开|自信|意识|维护|共同|一(?:[”\"]|[批流])|结合|突出|坚持|确保"
    r"|到位|不动摇|方面|层面|关系|统一|字|时代"
    r"|梦|伟大|必由|深刻|历史|明确|牢牢|着力|聚焦|强化|注重|重大|基本|根本|核心|关键|倡导|面向"
    r"|纳入|融入|进(?=[”\"])|同(?=[”\"])|百年|先锋"
    r"|全覆盖|平安|相|更加|必须|问题导向|维度|环节|体系|机制|优先|专项|共建|共享|互|性|度|化|好"
    r"|精准|满意|作用|重点|领域|阶段|步骤|目标|原则|文章|篇章"
    r"|台阶|专题(?=教育)|打造|不让|一样|主题|特点|渠道|口子|方向|角度|小时内)"
)
_SLOGAN_ITEM = re.compile(
    r"^\s*(?:[“\"]?(?:规定|规矩|纪律|基本功|制度|铁律|职能|要求|原则|清单|机制|措施|举措|任务"
    r"|重点|工程|行动|计划|工作|权利|内容))"
)
_ON_THE_LIST = re.compile(r"[一-鿿]{0,8}?(?:榜上有名|上榜|名列其中)")
_MOST_OF_A_SLOGAN = 12
_ANNOUNCES = re.compile(r"[条点个项件]:|件事(?:[,。;:、]|$)")  # 抓住三条:一要…; 就医三件事
_SCENE = re.compile(
    r"人?\s*(?:至今|轮流|年年|天天|常常|走动|来往|互相|相互|一起|一同|共同|同|都|均|也|又|便|就|还|把|将|在|为|用|坐|站|说|笑|抬|合|常|从|到"
    r"|来|去|先|再|成了|结|相|你)"
)
# A quotation with a sentence in it is speech.
_SAID = re.compile(r"“(?:[^”。!?]{4,30},[^”]{4,}|[^”]{8,}[。!?])")
_HONORS = re.compile(r"[一-鿿“”]{0,8}?(?:桂冠|招牌|殊荣|荣誉|称号|奖项|奖牌)")


def counts_bearers(text: str, number: Quantity) -> bool:
    """Say whether a number counts honors, or who is on their list: 三项桂冠, 四家单位榜上有名."""
    if _ON_THE_LIST.match(text, number.end):
        return True
    return number.counter in tuple("项块个张枚面") and bool(_HONORS.match(text, number.end))


def is_slogan(text: str, number: Quantity) -> bool:
    """Say whether an Arabic number belongs to a slogan (“6个一”) or a standing phrase."""
    after = text[number.end : number.end + 12]
    unit = number.counter
    if unit == "个":
        peoples = re.match(r"\s*(?:少数)?民族(?!乡|村|团|聚|特|学|中|小)", after)
        if peoples and number.value in (55, 56):
            return True
        if _SLOGAN_NOUN.match(after) and not re.match(r"\s*(?:重点|专项|主题)[一-鿿]{2}", after):
            return True
        quote = text[max(0, number.digits - 1) : number.digits]
        return quote in '“"' and quote != "" and not _COUNTABLE.match(after)
    if unit == "次" and re.match(r"(?:代会|党代会|全会|会议精神)", after):
        return True
    return unit == "天" and after.startswith("才")


def counts(text: str, number: Quantity) -> bool:
    """Say whether a Chinese numeral with its unit counts things."""
    start = number.digits
    before = text[max(0, start - 1) : start]
    after = text[number.end : number.end + 14]
    unit = number.counter
    if before in tuple("“\"'‘第周初星") or number.value is None or _is_one(number.value, number):
        return False
    if _inside_quotes(text, start) or _of_a_scene(text, number):
        return False
    if unit == "次" and re.search(r"(?:届|人大|全会|政协|委会)$", text[max(0, start - 3) : start]):
        return False  # 十三届人大五次会议
    if re.match(r"镇|乡(?![镇村土])", after):
        return False  # 八所镇, 五里镇: a name
    if unit == "组" and re.match(r"[、,。;和及与]|$", after):
        return False  # 堆满三组 is a group of villagers
    if unit == "次" and re.match(r"荣获|荣膺|当选|获|被|蝉联|入选|受到|[站登走]上", after):
        return False
    if _ANNOUNCES.match(unit + after):
        return False
    if unit == "个":
        if re.match(r"[,。;、)]|$", after):  # 广场十二个: what is counted stands in front
            return bool(re.search(r"[一-鿿]{2}$", text[max(0, start - 2) : start]))
        many = number.value > _MOST_OF_A_SLOGAN and number.value not in (55, 56)
        return bool(many or _COUNTABLE.match(after)) and not _SLOGAN_NOUN.match(after)
    if _SLOGAN_NOUN.match(after) and unit not in ("名", "户", "家", "场", "人"):
        return False
    if unit in ("项", "条", "件", "种", "类", "次", "套", "部", "面", "块", "组", "份", "批"):
        if (
            unit == "项"
            and _SLOGAN_ITEM.match(after)
            and not re.search(
                r"(?:实现|完成|落实|办结|解决|实施|推进|新建|取得|出台|制定|建立|兑现|承担)了?$",
                text[max(0, start - 4) : start],
            )
        ):
            return False
        return number.value > 2 or unit in ("件", "部", "套", "份")
    if unit in ("位", "对", "期") and (number.value < 3 or after[:1] in "一工项建"):
        return False
    if unit == "处" and number.value == 4:
        return False
    return not (unit == "人" and after[:1] in "行世称")


def _is_one(value: Decimal, number: Quantity) -> bool:
    """Say whether a numeral is no more than one; 一万余名 is ten thousand."""
    return value < 2 and number.unit == number.counter


def _of_a_scene(text: str, number: Quantity) -> bool:
    """Say whether a story tells of a few people it has named: 汉族、回族三家轮流保管钥匙."""
    if number.counter not in tuple("家户人名位") or number.value is None or number.value > 9:
        return False
    clause = re.split("[,。;:!?]", text[max(0, number.start - 40) : number.start])[-1].strip()
    named = not clause or re.search(r"、[一-鿿]{1,5}$", clause)
    return bool(named and _SCENE.match(text, number.end))


def _inside_quotes(text: str, position: int) -> bool:
    """Say whether a number stands in a quoted name or slogan, and not in what somebody said."""
    opened = text.rfind("“", max(0, position - 16), position)
    if opened < 0 or text.find("”", opened, position) >= 0:
        return False
    return not _SAID.match(text, opened)
