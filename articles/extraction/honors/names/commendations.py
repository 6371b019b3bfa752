"""Commendations that name no title: 4个集体、6名个人受到国务院表彰."""

import re

from articles.extraction.honors.words import LEVEL_ONLY, NUM, Candidate, level_word
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import ParagraphOffset, paragraph_span
from articles.extraction.report import HonorKind

# 获得自治区级以上荣誉的集体29个、个人41人
_COMMENDED_AFTER = re.compile(
    rf"(?P<name>[^,。;、的得获受]{{0,16}}(?:表彰|荣誉))的(?P<counts>(?:先进)?(?:集体|单位)(?:有|共|达)?{NUM}\s*个"
    rf"(?:[、,和](?:先进)?个人(?:有|共|达)?{NUM}\s*[名人个])?)"
)
_COUNT_OF = re.compile(rf"(?P<who>集体|单位|个人)(?:有|共|达)?(?P<n>{NUM})")
_COMMENDED_COUNT = re.compile(
    rf"(?:(?P<names>[^,。;:\d、和及][^,。;:\d]{{1,60}}?)等)?(?P<n>{NUM})\s*(?:(?:个|家|名|位)\s*(?P<who>集体|先进集体|单位|个人|先进个人|同志|干部|职工|员工|教师|学生|师生|民警|党员|代表|群众)|(?P<people>人次?))"
)
_ONE_COMMENDED = re.sub(r"\?P<\w+>", "?:", _COMMENDED_COUNT.pattern)
_ABOVE_LEVEL = re.compile(r"^.*?级(?:及?以上)?")
_COMMENDING = re.compile(r"(?:联合|通报|隆重)?(?:表彰|嘉奖)$")
_COMMENDS = re.compile(r"表彰|嘉奖|荣誉的")
_COMMENDED = re.compile(
    rf"(?P<counts>{_ONE_COMMENDED}(?:[、和,及]{_ONE_COMMENDED})*)(?:分别|先后|均|曾)*"
    r"(?:受到|得到|获得?|荣获|荣膺)(?:了)?(?P<name>[^,。;、的获受]{1,18}?(?:、[^,。;、的]{1,8}?){0,2}"
    r"(?:联合|通报|隆重)?(?:表彰|嘉奖))(?!大会|的|为)"
)
_ALL_LEVELS = re.compile(
    rf"(?:{LEVEL_ONLY.pattern})(?:[、和及与](?:{LEVEL_ONLY.pattern}))*(?:及?以上)?"
    r"|(?:国家|自治区|[省盟市州旗县])(?:[、和及与](?:国家|自治区|[省盟市州旗县区]))+(?=表彰|嘉奖)"
)


def commends(text: str) -> bool:
    """Say whether a paragraph can hold such a commendation."""
    return bool(
        _COMMENDS.search(text) and (_COMMENDED.search(text) or _COMMENDED_AFTER.search(text))
    )


def add_commendations(
    text: str, begin: ParagraphOffset, end: ParagraphOffset, found: list[Candidate]
) -> None:
    """Add the counts of 4个集体、6名个人受到国务院表彰.

    No title is named, so the commendation is the honor's name.
    """
    if not _COMMENDS.search(text, begin, end):
        return
    for match in _COMMENDED.finditer(text, begin, end):
        if any(item.start < match.end() and match.start() < item.end for item in found):
            continue
        counts = list(_COMMENDED_COUNT.finditer(text, *match.span("counts")))
        for number, count in enumerate(counts, start=1):
            value = to_decimal(count["n"])
            if value is None:
                continue
            person = count["people"] or count["who"] not in ("集体", "先进集体", "单位")
            item = Candidate(
                paragraph_span(count)[0],
                paragraph_span(match if number == len(counts) else count)[1],
                match["name"], "表彰", None, count=int(value),
                kind=HonorKind.INDIVIDUAL if person else HonorKind.COLLECTIVE,
                named=count["names"] or "", received=True,
            )  # fmt: skip
            by = _COMMENDING.sub("", match["name"])
            item.conferred_by = None if by.endswith("民族团结进步") else by  # that is what for
            found.append(item)
    for match in _COMMENDED_AFTER.finditer(text, begin, end):
        found[:] = [
            item for item in found if item.end <= match.start() or item.start >= match.end()
        ]
        name = _ABOVE_LEVEL.sub("", match["name"])
        for count in _COUNT_OF.finditer(text, *match.span("counts")):
            first = count.start() == match.start("counts")
            value = to_decimal(count["n"])
            org = _COMMENDING.sub("", name) if name.endswith("表彰") else ""
            item = Candidate(
                paragraph_span(match if first else count)[0], ParagraphOffset(count.end() + 1),
                name, "表彰", None,
                count=None if value is None else int(value), mixed=not org,
                kind=HonorKind.INDIVIDUAL if count["who"] == "个人" else HonorKind.COLLECTIVE,
                conferred_by=org or None, received=True,
            )  # fmt: skip
            found.append(item)
    for item in found:
        if item.received and (levels := _ALL_LEVELS.match(item.name)):
            item.conferred_by = None  # 受到国家级和省级表彰: by whom is open
            single = LEVEL_ONLY.fullmatch(levels.group())
            item.level = level_word(single.group()) if single else None
            item.mixed = single is None
            if levels.end() < len(item.name) - 2:
                item.name = item.name[levels.end() :]
    found.sort(key=lambda item: item.start)
