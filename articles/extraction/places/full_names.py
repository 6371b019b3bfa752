"""Full names of known places in a text, without the words that only look like one."""

import re

from articles.extraction.language.normalise import unspaced
from articles.extraction.offsets import PageOffset
from articles.extraction.parts import Segment, Segments
from articles.extraction.report import Where

from .gazetteer import Gazetteer, Match
from .mentions_so_far import Mention, Mentions

# A name that goes on like this was something else: 建设村级…, 新城区域, 乌市场.
_NOT_AFTER = {
    "村": "级民集支两落史容规",
    "市": "圈场民辖直容值",
    "区": "域间块划位别内",
    "旗": "帜舰袍下",
    "镇": "域痛",
    "乡": "村镇土亲愁音贤",
    "县": "域处",
    "盟": "友约",
    "州": "际",
    "社区": "",
}
ORGANISATIONS = re.compile(
    r"^(?:[一-鿿]{0,2}(?:日报|晚报|民族报|时报|晨报)|新闻|广播|电视|大学|学院|职业|师范|路|街|大街|大道|河|山|岭|江|草原|银行"
    r"|时间|东路|西路|南路|北路|中路|电力|集团|公司"
    r"|拉面|牛肉面|人(?!民)|话|菜|味|舞|歌|语|族|文(?!化|明|旅)|宾馆|酒店|大厦|客户端|合作组织|高原|地区)"
)
# 伊宁县吐鲁番于孜乡 does not name 吐鲁番.
IN_LONGER_NAME = re.compile(
    r"(?![等各和全下的两及与个多])[一-鿿]{1,2}(?<![等各和全下的两及与个多])(?:民族乡|乡|镇|街道|苏木)(?![镇村])"
)
_MEETING = re.compile("工作座谈会")
_WEAK_NAMES = {
    "城区",
    "郊区",
    "矿区",
    "新城区",
    "市中区",
    "开发区",
    "园区",
    "市南区",
    "新区",
    "和平村",
    "新农村",
    "中心村",
    "集贤村",
}
BEFORE_SHORT = set("在于到从对向由为是与和及、驻赴")


def scan_names(segments: Segments, gazetteer: Gazetteer, mentions: Mentions) -> None:
    """Add every full name that plausibly names a place."""
    for segment in segments:
        for match in _names_in(segment, segments.folded, gazetteer):
            if _plausible(segments.folded, match, segment, mentions):
                mentions.add(Mention(match, segment))


def _names_in(segment: Segment, text: str, gazetteer: Gazetteer) -> list[Match[PageOffset]]:
    """Return the known names in a segment; in a title also those spaced out: 库 伦 旗."""
    line = text[segment.start : segment.end]
    if segment.where != Where.TITLE or unspaced(line) == line:
        return gazetteer.find(text, segment.start, segment.end)
    at = [PageOffset(segment.start + index) for index, char in enumerate(line) if char != " "]
    return [
        Match(at[match.start], PageOffset(at[match.end - 1] + 1), match.name, match.codes)
        for match in gazetteer.find(line.replace(" ", ""))
    ]


def _plausible(text: str, match: Match[PageOffset], segment: Segment, mentions: Mentions) -> bool:
    after = text[match.end : min(match.end + 4, segment.end)]
    name = match.name
    if _MEETING.match(text, match.end, segment.end) and text.endswith("中央", 0, match.start):
        return False  # 中央新疆工作座谈会
    if name[:2] == "会同" and text[max(segment.start, match.start - 1)] in "部局委办厅府院协":
        return False  # 统战部会同县民宗局
    before = text[max(segment.start, match.start - 1) : match.start]
    if after and after[0] in _NOT_AFTER.get(name[-1], ""):
        if name[-1] == "市" and after[0] == "民" and after[:2] in ("民委", "民政", "民族", "民宗"):
            return True
        # 三合村民 are the people of 三合村.
        return name[-1] == "村" and after[0] in "民支两"
    bare = not _is_full(name) or (len(name) == 2 and name.endswith("州"))  # 兰州 as well
    if bare and ORGANISATIONS.match(after):
        return False
    in_longer = not _is_full(name) and IN_LONGER_NAME.match(text, match.end, segment.end)
    if in_longer and mentions.ending_at(match.start) is not None:
        return False
    if name in _WEAK_NAMES and mentions.ending_at(match.start) is None:
        return False
    if name.endswith("街") and after[:1] in "道头巷上":
        return False
    if len(name) == 2 and after[:1] == "镇":
        return False  # 新县镇 is no part of 新县
    if (
        len(name) == 2
        and _is_full(name)
        and re.match("[一-鿿]", before)
        and before not in BEFORE_SHORT
    ):
        return mentions.ending_at(match.start) is not None  # 示范县 is not 范县
    return True


def _is_full(name: str) -> bool:
    return name[-1] in "省市区盟州旗县镇乡村木道查场" or name.endswith(
        ("社区", "居委会", "委会", "办", "街")
    )
