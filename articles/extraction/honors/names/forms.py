"""Names that are titles by their form, whatever verb tells of them: 全国乡村旅游重点村.

A title has a level in front, praises or ranks in the middle, and a noun at the end; then it stops.
Whether anybody holds it is asked of the clause (`status.py`, `weighing.py`), not of the name.
"""

import re

from articles.extraction.honors.words import LEVEL_ONLY, LEVEL_WORD, Candidate, level_word
from articles.extraction.offsets import ParagraphOffset, paragraph_span
from articles.extraction.report import HonorLevel

_PRAISE = (
    r"(?:示范|先进|优秀|模范|文明|最[美佳强]|特色|重点|传承|生态|卫生|[一二三四五六七八九十]星|星级|传统村|传统文化|美丽|宜居"
    r"|健康|红旗|[一二三甲]级|标杆|绿色|平安|和谐|森林|历史文化|无障碍|互嵌|强[镇县村]|试点|新时代)"
)
_NOUN = (
    r"(?:县城|[县旗市区村镇乡校馆院所站队户号岗园寨]|村落|村庄|乡村|苏木|嘎查|社区|单位|集体|个人|企业|学校|基地|家庭|小区|景区"
    r"|城市|园区|机关|组织|党支部|团委|团支部|合作社|网点|窗口|班组|工作者|党员|教师|干部|学生|职工|人物|案例|团体|带头人|先锋|卫士|标兵|岗|法院|法庭|医院|空间|试点|农场|品牌|好少年|青年|能手|工匠)"
)
_STOPS = (
    r"(?=[,。;、”“(]|的?(?:荣誉|称号|牌|匾|证书|旗帜|光环|名录|名单|行列|榜单|桂冠|奖杯)|$"
    r"|分别|[,。]?其中|里,)"
)
FORM = re.compile(
    rf"(?P<rank>{LEVEL_WORD}|中国)(?P<batch>首批)?(?P<words>(?=[一-鿿]{{0,20}}{_PRAISE})[一-鿿]{{2,22}}?{_NOUN}){_STOPS}"
)
# 荣登2022年全国“最美家庭”榜单: the level stands in front of the quotes.
QUOTED_FORM = re.compile(
    rf"(?P<rank>{LEVEL_WORD})(?P<batch>首批)?“(?P<words>(?=[^“”]{{0,20}}{_PRAISE})[^“”。;,]{{4,24}})”"
)
_NO_NAME = re.compile(r"[的了]|创建(?!活动)|建设(?!先进)|打造|推[进动]|[获授评]|达到|以上")


def add_by_form(
    text: str, begin: ParagraphOffset, end: ParagraphOffset, found: list[Candidate]
) -> None:
    """Add the titles that no word of honor and no verb of conferring told of."""
    plain = [(match, match.end()) for match in FORM.finditer(text, begin, end)]
    quoted = [(match, match.end() - 1) for match in QUOTED_FORM.finditer(text, begin, end)]
    for match, stop in [*plain, *quoted]:
        if _NO_NAME.search(match["words"]):
            continue
        start, stop = paragraph_span(match)[0], ParagraphOffset(stop)
        if any(item.start < stop and start < item.end for item in found):
            continue
        level = HonorLevel.NATIONAL if match["rank"] == "中国" else level_word(match["rank"])
        alone = LEVEL_ONLY.fullmatch(match["rank"])
        name = match["words"] if alone or match["batch"] or "“" in match.group() else match.group()
        found.append(Candidate(start, stop, name, name, level))
