"""Counts by level that share a title: 国家级6个、自治区级12个."""

import re

from articles.extraction.honors.words import (
    CLASSIFIER,
    LEVEL,
    LEVEL_ONLY,
    NUM,
    Candidate,
    level_word,
)
from articles.extraction.language.numerals import to_decimal
from articles.extraction.offsets import ParagraphOffset, paragraph_span

# 6个国家级
_COUNT_FIRST = (
    rf"(?P<count_first>{NUM})\s*(?:余|多)?\s*(?:个|家|名|项)?\s*"
    rf"(?P<level_second>{LEVEL_ONLY.pattern}|全国|自治区|全区)(?=[、,和及;。)]|$)"
)
# 1人获得国家级称号
_BORNE = (
    rf"(?P<bearers>{NUM})\s*(?:个|家|名|人)[一-鿿]{{0,4}}?(?:获得?|荣获|被)(?:评|授)?"
    rf"(?P<level_borne>{LEVEL_ONLY.pattern})(?:命名|称号|表彰|认定|(?=、))"
)
# 国家级6个
_LEVEL_FIRST = (
    rf"(?P<level_first>{LEVEL_ONLY.pattern}|全国|自治区)(?:的)?(?:有|为|共)?\s*"
    rf"(?P<count_second>{NUM})\s*(?:余|多)?\s*(?:个|家|名|项|处|所)(?![一-鿿]{{0,6}}示范)"
)
_BY_LEVEL = re.compile(f"{_COUNT_FIRST}|{_BORNE}|{_LEVEL_FIRST}")
_OTHER_THAN_LIST = re.compile(r"[^、,和及以一-鿿\d]")
_RANK = r"(?:国家|自治区|[省盟市州旗县区])级?"
_RANKED_LIST = re.compile(
    rf"(?P<levels>{_RANK}(?:[、和及]{_RANK})+)(?:[一二两三四五]级)?(?P<name>[一-鿿]{{2,20}}?)(?:数量|总数)?"
    rf"分别(?:达到?|为|有|是)?(?P<counts>{NUM}\s*{CLASSIFIER}(?:[、,和]{NUM}\s*{CLASSIFIER})+)"
)


def _part_levels(
    text: str, begin: ParagraphOffset, end: ParagraphOffset, candidates: list[Candidate]
) -> None:
    """Read 国家、省、市、县四级示范单位分别为2个、9个、25个和118个: one title for each level."""
    for match in _RANKED_LIST.finditer(text, begin, end):
        owner = next((item for item in candidates if item.head and match["name"].endswith(item.head)
                      and match.start() < item.end <= match.end()), None)  # fmt: skip
        ranks = [word.removesuffix("级") for word in re.split("[、和及]", match["levels"])]
        written = re.findall(NUM, match["counts"])
        counts = [count for each in written if (count := to_decimal(each)) is not None]
        if owner is None or not len(ranks) == len(counts) == len(written):
            continue
        candidates.remove(owner)
        for rank, count in zip(ranks, counts, strict=True):
            level = level_word(rank + "级")
            span = paragraph_span(match)
            candidates.append(Candidate(*span, match["name"], owner.head, level, count=int(count)))
    candidates.sort(key=lambda item: item.start)


def add_levels(
    text: str, begin: ParagraphOffset, end: ParagraphOffset, candidates: list[Candidate]
) -> None:
    """Read 国家级6个、自治区级12个 and 6个国家级、12个自治区级; they share a title's name."""
    _part_levels(text, begin, end, candidates)
    covered = [(item.start, item.end) for item in candidates]
    for match in _BY_LEVEL.finditer(text, begin, end):
        if any(start <= match.start() < stop for start, stop in covered):
            continue
        count = to_decimal(match["count_first"] or match["count_second"] or match["bearers"])
        level = level_word(match["level_second"] or match["level_first"] or match["level_borne"])
        owner = _owner(text, match, candidates)
        if count is None or level is None or owner is None:
            continue
        candidates.append(
            Candidate(
                *paragraph_span(match), _name_to_share(owner), owner.head, level, count=int(count),
                follower=True, kind=owner.kind, received=owner.received,
            )
        )  # fmt: skip
    candidates.sort(key=lambda item: item.start)
    _drop_totals(text, candidates)


def _drop_totals(text: str, candidates: list[Candidate]) -> None:
    """Leave out a total whose parts by level are told right behind it: 共26家,国家级的2家、….

    Not where 其中 says that the parts are named on top of it.
    """
    for total in [item for item in candidates if item.level is None and not item.follower]:
        behind = [item for item in candidates if item.start >= total.end and item.follower]
        parts = [item for item in behind if item.name == total.name]
        counted = [item.count for item in parts if item.count is not None]
        if not parts or total.count is None or sum(counted) != total.count:
            continue
        if "其中" not in text[total.end : parts[0].start]:
            candidates.remove(total)


def _owner(text: str, match: re.Match[str], candidates: list[Candidate]) -> Candidate | None:
    """Return the title whose name a count by level shares."""
    own = [item for item in candidates if not item.follower]
    if owner := _whole_before(text, match, own):
        return owner
    titles = [item for item in own if not item.received]
    before = [item for item in titles if item.end <= match.start()]
    after = next((item for item in titles if item.start >= match.end()), None)
    if after is not None and _leads_to(text, match, after):
        return after
    if before:  # 示范单位98个,其中国家级6个…: the total lends its name
        return next((item for item in reversed(before) if not item.level), before[-1])
    return after


def _whole_before(text: str, match: re.Match[str], own: list[Candidate]) -> Candidate | None:
    """Return the commendation that a count is part of: 24个单位获表彰,其中国家级2个、省级9个."""
    whole = [item for item in own if item.received and item.end <= match.start()]
    return whole[0] if whole and "其中" in text[whole[-1].end : match.start()] else None


def _leads_to(text: str, match: re.Match[str], after: Candidate) -> bool:
    """Say whether a count opens a list that ends in a title: 6个国家级、12个自治区级示范单位."""
    gap = text[match.end() : after.start]
    if match["bearers"]:
        return len(gap) < 24
    listed = match["count_first"] and after.count is not None and len(gap) < 40
    return bool(listed) and not _OTHER_THAN_LIST.search(gap)


def _name_to_share(owner: Candidate) -> str:
    """Return a title's name without its level: 全国…基地3个、自治区级11个 are no national ones."""
    own = LEVEL.match(owner.name)
    return owner.name[own.end() :] if own and len(owner.name) - own.end() > 3 else owner.name
