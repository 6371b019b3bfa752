"""What a title takes over from the one before it: that it is held, by whom and from whom."""

import re

from articles.extraction.honors.bearers.bearers import NO_SUBJECT
from articles.extraction.honors.pairs import Recorded
from articles.extraction.honors.words import Candidate
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.report import Honor, HonorStatus

_AGAIN = re.compile(r"该?(?P<noun>社区|嘎查|村|[镇乡校院]|学校|医院|单位|企业|公司|苏木|街道)")
_SERIES = re.compile(r"[”\"]?(?:[、,和及]|以及)?(?:(?:19|20)\d\d年度?)?[“\"]?")


def in_series(text: str, item: Candidate, recorded: Recorded) -> bool:
    """Say whether a title of a level only goes on a list of those held: 2018年A,2020年B."""
    before = [(other, status) for other, status in recorded if other.end <= item.start]
    return bool(
        before
        and before[-1][1] is HonorStatus.HELD
        and before[-1][0].count is None
        and item.level is not None
        and item.count is None
        and _SERIES.fullmatch(text, before[-1][0].end, item.start)
    )


def goes_on(text: str, begin: ParagraphOffset, item: Candidate, last: Honor | None) -> bool:
    """Say whether a count goes on what is held: 共有示范单位11个;模范个人8名."""
    return bool(
        last and last.status is HonorStatus.HELD and last.count is not None
        and begin and text[begin - 1] == ";"
        and item.verb_at < 0 and item.count is not None
    )  # fmt: skip


def aims_elsewhere(text: str, item: Candidate, status: HonorStatus) -> bool:
    """Say whether only a word of another clause aims: 示范创建方面,某社区拿下A."""
    return bool(
        status is HonorStatus.TARGET
        and not item.nominated
        and item.verb in ("创建", "打造", "培育", "建设")
        and re.search("[,;]", text[item.verb_at : item.start])
    )


def same_decision(text: str, item: Candidate, honor: Honor, last: Honor) -> bool:
    """Say whether 甲被国家民委命名为全国示范区,乙被命名为示范单位 was decided at once."""
    bare = item.name == item.head and honor.level is None and honor.conferred_by is None
    return bool(
        bare and last.level and last.conferred_by and text.endswith("被", 0, item.verb_at)
        and item.verb == "命名"
    )  # fmt: skip


def same_subject(
    text: str, begin: ParagraphOffset, item: Candidate, honor: Honor, last: Honor
) -> bool:
    """Say whether a clause without a subject goes on the one before (…被授予A,荣登B)."""
    if honor.recipients or not last.recipients:
        return False
    if honor.count is not None and not item.head.endswith("功"):
        return False
    if honor.status != HonorStatus.HELD or last.status != HonorStatus.HELD:
        return False
    clause = max([begin, *(text.rfind(mark, begin, item.verb_at) + 1 for mark in ",;:")])
    subject = text[clause : item.verb_at]
    again = _AGAIN.match(subject)
    if again and last.recipients[-1].endswith(again["noun"]):
        subject = subject[again.end() :]  # 贺家墩社区荣获A;2020年,社区又被评为B
    return item.verb_at >= clause and bool(NO_SUBJECT.fullmatch(subject))
