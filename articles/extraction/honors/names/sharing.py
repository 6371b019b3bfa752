"""What the titles of one list share: counts after 分别, and the level of the first."""

import re
from itertools import pairwise

from articles.extraction.honors.words import CLASSIFIER, NUM, Candidate, kind_of
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import ParagraphOffset

_SHARED_OUT = re.compile(
    rf"分别(?:达到?|为|有|是|创建|命名)?{NUM}\s*{CLASSIFIER}(?:[、,和]{NUM}\s*{CLASSIFIER})+"
)
_PRIZE = re.compile(r"(?:[一二三特]等|[金银铜]|优秀|组织|优秀组织)奖$")
_MERIT = re.compile(r"[一二三]等功$")
_JOINT = re.compile(r"\s*(?:荣誉称号|称号)?[”\"]?[、,和及与]?[“\"]?")
_BARE_HEAD = re.compile(
    r"(模范|先进|优秀|示范)(?:集体|个人|单位|工作者|家庭|户|[嘎查村镇乡]|社区|学校|企业|窗口|点|岗|带|基地)$"
)

_FAR = 48  # characters from a title to one that goes on it
_OWN_RANK = re.compile("各级|以上|[全各本][国区省市州盟县旗]|[省市州盟县旗]$|系统")
_OTHERS = re.compile("[被由获][^,。;]{0,20}[委府局部办厅会]")


def share(text: str, end: ParagraphOffset, found: list[Candidate]) -> None:
    """Give the titles of a list the counts and the level that are said once for all of them."""
    _share_out(text, end, found)
    for before, item in pairwise(found):
        if _shares_level(text, before, item) or _goes_on(text, before, item):
            item.level, item.ranked = before.level, before.ranked
        if _MERIT.fullmatch(item.name) and _MERIT.search(before.name):
            item.kind = item.kind or before.kind or kind_of(before.name)  # 集体二等功1次,三等功9次


def _share_out(text: str, end: ParagraphOffset, found: list[Candidate]) -> None:
    """Read 示范单位、示范户分别达到136个、2215户: one count each, and the level of the first."""
    for index, item in enumerate(found):
        match = _SHARED_OUT.match(text, item.end, min(end, item.end + 80))
        if not match:
            continue
        group = [item]
        for before in reversed(found[:index]):
            if text[before.end : group[0].start].strip() not in ("、", "和", "及"):
                break
            group.insert(0, before)
        counts = re.findall(rf"({NUM})\s*(?:{CLASSIFIER})", match.group())
        if len(group) < 2 or len(counts) != len(group):
            continue
        for each, count in zip(group, counts, strict=True):
            value = to_decimal(count)
            each.count = None if value is None else int(value)
            each.level = each.level or group[0].level
        item.end = ParagraphOffset(match.end())


def _goes_on(text: str, before: Candidate, item: Candidate) -> bool:
    """Say whether a bare 示范乡 goes on a title told before: 甲获白银市A,乙2024年获示范乡."""
    head, other = _BARE_HEAD.fullmatch(item.name), _BARE_HEAD.search(before.name)
    gap = text[before.end : item.start]
    return bool(
        head and other and head.group(1) == other.group(1)
        and item.level is None and before.level is not None and not (item.mixed or before.mixed)
        and not item.follower and len(gap) <= _FAR
        and not _OWN_RANK.search(gap[-8:]) and not _OTHERS.search(gap)
    )  # fmt: skip


def _shares_level(text: str, before: Candidate, item: Candidate) -> bool:
    """Say whether a bare 模范个人 goes on the title before it: 自治区模范集体5个、模范个人11名."""
    head, other = _BARE_HEAD.fullmatch(item.name), _BARE_HEAD.search(before.name)
    alike = head and other and (head.group(1) == other.group(1) or item.name.endswith("个人"))
    alike = alike or (_PRIZE.fullmatch(item.name) and _PRIZE.search(before.name))
    # 自治区级民族团结模范21人、模范单位15个: 自治区级 stands before both.
    ranked = before.ranked and before.count is not None and item.count is not None
    alike = alike or (ranked and text[before.end : item.start] == "、")
    # 全省示范单位6家、教育基地2个: what has no words of its own goes on the one before.
    counted = before.count is not None and item.count is not None and item.name == item.head
    alike = alike or (counted and text[before.end : item.start] == "、")
    # 分别创建省级示范带、示范村
    apart = "分别" in text[max(0, before.start - 24) : before.start]
    paired = (before.ranked or apart) and before.count is None and item.count is None and head
    alike = alike or (paired and text[before.end : item.start] == "、")
    # 甘肃省民族团结进步模范集体和民族团结进步模范个人
    own = item.name.removesuffix(item.head)
    alike = alike or (own and before.name.removesuffix(before.head).endswith(own))
    return bool(
        alike
        and item.level is None and before.level is not None and not item.mixed
        and _JOINT.fullmatch(text[before.end : item.start])
    )  # fmt: skip
