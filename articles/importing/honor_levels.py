"""Counts by level that share a title: 国家级6个、自治区级12个."""

import re

from .honor_words import CLASSIFIER, LEVEL, LEVEL_ONLY, NUM, Candidate, level_word
from .numerals import to_decimal
from .report import HonorLevel

_BY_LEVEL = re.compile(
    rf"(?P<a>{NUM})\s*(?:余|多)?\s*(?:个|家|名|项)?\s*(?P<b>{LEVEL_ONLY.pattern}|全国"
    rf"|自治区"
    rf"|全区)(?=[、,和及;。)]|$)|(?P<e>{NUM})\s*(?:个|家|名|人)[一-鿿]{{0,4}}?(?:获得?|荣获|被)"
    rf"(?:评|授)?(?P<f>{LEVEL_ONLY.pattern})(?:命名|称号|表彰|认定|(?=、))|(?P<c>{LEVEL_ONLY.pattern}|全国|自治区)(?:的)?(?:有|为"
    rf"|共)?\s*(?P<d>{NUM})\s*(?:余|多)?\s*(?:个|家|名|项|处|所)(?![一-鿿]{{0,6}}示范)"
)
_RANK = r"(?:国家|自治区|[省盟市州旗县区])级?"
_RANKED_LIST = re.compile(
    rf"(?P<levels>{_RANK}(?:[、和及]{_RANK})+)(?:[一二两三四五]级)?(?P<name>[一-鿿]{{2,20}}?)(?:数量|总数)?"
    rf"分别(?:达到?|为|有|是)?(?P<counts>{NUM}\s*{CLASSIFIER}(?:[、,和]{NUM}\s*{CLASSIFIER})+)"
)


def _part_levels(text: str, begin: int, end: int, candidates: list[Candidate]) -> None:
    """Read 国家、省、市、县四级示范单位分别为2个、9个、25个和118个: one title for each level."""
    for match in _RANKED_LIST.finditer(text, begin, end):
        owner = next((item for item in candidates if item.head and match["name"].endswith(item.head)
                      and match.start() < item.end <= match.end()), None)  # fmt: skip
        ranks = [word.removesuffix("级") for word in re.split("[、和及]", match["levels"])]
        counts = [to_decimal(count) for count in re.findall(NUM, match["counts"])]
        if owner is None or len(ranks) != len(counts) or None in counts:
            continue
        candidates.remove(owner)
        for rank, count in zip(ranks, counts, strict=True):
            level = level_word(rank + "级")
            part = Candidate(*match.span(), match["name"], owner.head, level, count=int(count))
            candidates.append(part)
    candidates.sort(key=lambda item: item.start)


def add_levels(text: str, begin: int, end: int, candidates: list[Candidate]) -> None:
    """Read 国家级6个、自治区级12个 and 6个国家级、12个自治区级; they share a title's name."""
    _part_levels(text, begin, end, candidates)
    covered = [(item.start, item.end) for item in candidates]
    for match in _BY_LEVEL.finditer(text, begin, end):
        if any(start <= match.start() < stop for start, stop in covered):
            continue
        value = to_decimal(match["a"] or match["d"] or match["e"])
        level = LEVEL.match(match["b"] or match["c"] or match["f"])
        if value is None or level is None:
            continue
        titles = [item for item in candidates if not (item.follower or item.received)]
        after = [item for item in titles if item.start >= match.end()]
        before = [item for item in titles if item.end <= match.start()]
        owner = None
        # 24个单位获表彰,其中国家级2个、省级9个
        whole = [
            item
            for item in candidates
            if item.received and not item.follower and item.end <= match.start()
        ]
        if whole and "其中" in text[whole[-1].end : match.start()]:
            before, after = whole[:1], []
        gap = text[match.end() : after[0].start] if after else ""
        if (
            match["a"]
            and after
            and after[0].count is not None
            and len(gap) < 40
            and not re.search(r"[^、,和及以一-鿿\d]", gap)
        ) or (match["e"] and after and len(gap) < 24):
            owner = after[0]
        elif before:  # 示范单位98个,其中国家级6个…: the total lends its name
            owner = next((item for item in reversed(before) if not item.level), before[-1])
        elif after:
            owner = after[0]
        if owner is None:
            continue
        # 全国…基地3个、自治区级11个: the others are no national ones.
        name = owner.name
        if (own := LEVEL.match(name)) and len(name) - own.end() > 3:
            name = name[own.end() :]
        candidates.append(
            Candidate(
                match.start(), match.end(), name, owner.head,
                HonorLevel[level.lastgroup], count=int(value), follower=True,
                kind=owner.kind, received=owner.received,
            )
        )  # fmt: skip
    candidates.sort(key=lambda item: item.start)
