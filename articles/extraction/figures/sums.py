"""Totals and their parts: 其中 behind a total, 合计 behind its parts; and whether they add up.

An editor stops trusting a check that is wrong. So only parts that are surely of one kind, exact and
side by side are added up, and 其中 may leave parts out: 全旗18万人,其中蒙古族10万人、汉族7万人.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Generic

from articles.extraction.language.patterns import always
from articles.extraction.language.years import sentence_bounds
from articles.extraction.offsets import Offset, PageOffset, ParagraphOffset
from articles.extraction.parts import Segment

from .growth import INCREMENT
from .naming import RawFigure

_SCALES = {
    "": 1, "万": 10**4, "亿": 10**8, "百万": 10**6, "千万": 10**7, "百亿": 10**10, "千亿": 10**11,
    "万亿": 10**12,
}  # fmt: skip
_UNIT = re.compile(r"(百万|千万|百亿|千亿|万亿|万|亿)?(?:人民币)?(.*)")
_PER_HEAD = re.compile(r"[人户亩均村年月日场次]均|平均|每|增速|增幅|降幅|率|占|比重|单价|均价")
_OWN_STATEMENT = re.compile(  # a clause that goes on with something else
    r"带动|增收|发放|覆盖|惠及|受益|培训|新建|完成|实现|投入|参与|吸引|解决|组织|开展|举办|累计|共|总|另|同时"
    r"|还|并|全年|比|较|同比|人均|平均|占|达|用于|节约|减少|增加|产值|每|超|接待|争取|整改|化解|服务"
)
_LISTED_IN_PART = re.compile(r"等|主要|重点|包括|特别|尤其|最|仅|新增")
_BEHIND = re.compile(r"[^,。;:!?()、和及与\s\d\x01]{0,12}")
# Parts cut along different lines overlap: 女干部60人、少数民族干部80人.
_LINES = [
    re.compile(words)
    for words in (
        "[男女妇]",
        "少数民族",
        "(?<!少数民)(?<!各)族",
        "党员|党外|团员|群众",
        "岁|[青老中]年|以[上下内]",
        "大专|本科|研究生|学历|大学|职称",
        "贫困|脱贫|低保|监测|建档立卡",
        "[残伤退]|军",
    )
]
_NESTED = re.compile("以[上下内]|及其")
_OPEN_KIND = re.compile(r"族")  # there are always others
_WHOLE = [
    {"男", "女"}, {"城", "农"}, {"城", "乡"}, {"城", "牧"},
    {"上半年", "下半年"}, {"线上", "线下"}, {"中央", "地方"},
    {"新建", "续建"}, {"新建", "改扩建"}, {"汉族", "少数民族"}, {"国有", "民营"}, {"公办", "民办"},
]  # fmt: skip
_CATEGORIES = set().union(*_WHOLE)
_SUMMING = re.compile(
    r"\s*(?:两项|两者|二者|三项|四项|五项|几项|各项|以上|上述|以上各项|上述各项)?"
    r"(?P<word>合计|共计|总计|总共|小计|共)(?P<words>[^,。;:\d]{0,8}?)(?:为|达到?|有|了)?\s*:?\s*"
)


@dataclass(frozen=True, slots=True)
class Difference(Generic[Offset]):
    """A total, where it stands, and the parts that do not add up to it (all in its unit)."""

    start: Offset
    end: Offset
    parts: tuple[Decimal, ...]
    total: Decimal
    unit: str

    def in_page(self: "Difference[ParagraphOffset]", segment: Segment) -> "Difference[PageOffset]":
        """Return the same difference by where in the page it stands."""
        start, end = segment.stretch_in_page((self.start, self.end))
        return Difference(start, end, self.parts, self.total, self.unit)


@dataclass(slots=True)
class _Parts:
    """The parts behind a 其中. `labels`: what each is called. `open`: the list leaves some out."""

    raws: list[RawFigure] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    open: bool = False


def find_differences(text: str, raws: list[RawFigure]) -> list[Difference[ParagraphOffset]]:
    """Return the totals of a paragraph that their parts surely miss or exceed."""
    found = [
        _difference(total, parts.raws)
        for total, parts in _with_parts(text, raws)
        if _differs(text, total, parts)
    ]
    # 小区5处、棚圈120座, 合计125座 counts on over its units.
    found += [
        _difference(total, of_kind)
        for total, of_kind, told in _summed_up(text, raws)
        if not _adds_up(total, of_kind) and not _adds_up(total, told)
    ]
    return sorted(found, key=lambda each: each.start)


def tie_parts(text: str, raws: list[RawFigure]) -> None:
    """Tell each number of a paragraph that is a part of another one there which that is."""
    for total, parts in _with_parts(text, raws):
        for raw in parts.raws:
            if _amount(raw) <= _amount(total):
                raw.whole = total
    for total, parts_of_it, _ in _summed_up(text, raws):
        for begin in range(len(parts_of_it) - 1):
            if _rounds(total, parts_of_it[begin:]):
                for raw in parts_of_it[begin:]:
                    raw.whole = raw.whole or total
                break


# 其中 -------------------------------------------------------------------------------------------
_CLAUSES, _MARKS, _OF_WHICH = map(re.compile, ("[,、:(]", "[,。;:!?、]", "其中"))


def _with_parts(text: str, raws: list[RawFigure]) -> Iterable[tuple[RawFigure, _Parts]]:
    for match in _OF_WHICH.finditer(text):
        begin, end = sentence_bounds(text, match.start(), 0, len(text))
        opens = not text[begin : match.start()].strip() and begin > 0
        if opens:  # 折合10.8万元。其中,慰问金6.5万元
            begin, _ = sentence_bounds(text, begin - 1, 0, len(text))
        before = [raw for raw in raws if begin <= raw.number_start < match.start()]
        if before and _counts_all(text, before[-1]):
            behind = [raw for raw in raws if match.end() <= raw.number_start < end]
            yield before[-1], _parts(text, match.end(), behind, before[-1])


def _parts(text: str, at: int, raws: list[RawFigure], total: RawFigure) -> _Parts:
    """Return what belongs to the total in the list that starts at an offset."""
    parts, done, depth, said = _Parts(), at, 0, ""
    for raw in raws:
        lead = text[done : raw.number_start]
        depth += lead.count("(") - lead.count(")")
        if depth < 0 or ("其中" in lead and depth == 0):
            break  # the bracket of this 其中 is closed, or a part has parts of its own
        done = raw.number_end
        if depth > 0:
            continue
        words = re.split("[,、()]", lead)[-1].strip(" :和及与为的") or said  # 城镇50户120人
        said = words
        if _base(raw) != _base(total) or not _counts_all(text, raw):
            continue
        same_deed = not parts.raws and words[:2] in (total.name or "-")
        if _OWN_STATEMENT.search(words) and words not in _CATEGORIES and not same_deed:
            break
        if parts.raws and "," in lead and not _alike(parts.labels[-1], words):
            break
        behind = _word_behind(text, raw)
        if not _same_counted(total, behind):
            return _Parts()
        parts.open |= bool(_LISTED_IN_PART.search(f"{lead}{behind}"))
        parts.raws.append(raw)
        parts.labels.append(words or behind)
    return parts


def _differs(text: str, total: RawFigure, parts: _Parts) -> bool:
    """Say whether parts of a total cannot be right."""
    if not parts.raws or any(raw.approximate for raw in [total, *parts.raws]):
        return False
    whole, values = _amount(total), [_amount(raw) for raw in parts.raws]
    if len(values) == 1:
        return values[0] > whole
    if not _side_by_side(parts.labels) or _rounds(total, parts.raws):
        return False
    if sum(values) > whole:
        return True
    if parts.open or any(_OPEN_KIND.search(label) for label in parts.labels):
        return _is_whole(parts.labels) and not parts.open
    # What is left over is smaller than every part: who tells the small ones would tell this too.
    return _is_whole(parts.labels) or whole - sum(values) < min(values)


def _side_by_side(labels: list[str]) -> bool:
    """Say whether parts are of one kind, so that none holds what another counts."""
    lines = {tuple(bool(line.search(label)) for line in _LINES) for label in labels}
    if any(_NESTED.search(label) for label in labels):
        return False
    if _is_whole(labels):
        return True
    return len(lines) == 1 and all(_alike(*pair) for pair in pairwise(labels))


def _is_whole(labels: list[str]) -> bool:
    """Say whether two parts leave nothing between them: men and women, town and country."""
    return len(labels) == 2 and any(
        any(a in labels[0] and b in labels[1] for a, b in (pair, pair[::-1]))
        for pair in map(tuple, _WHOLE)
    )


def _alike(first: str, second: str) -> bool:
    """Say whether two labels are built alike: 进校园 and 进社区, 八仙筒镇 and 青龙山镇."""
    if not first or not second:
        return False
    if first == second:
        return False  # the same thing twice
    same_edge = first[0] == second[0] or first[-1] == second[-1]
    return same_edge or len(first) == len(second) or _is_whole([first, second])


# 合计 -------------------------------------------------------------------------------------------
def _summed_up(
    text: str, raws: list[RawFigure]
) -> Iterator[tuple[RawFigure, list[RawFigure], list[RawFigure]]]:
    """Yield each sum that surely is one of what stands before it: of its unit, and of any."""
    parts: list[RawFigure] = []
    subtotals: list[RawFigure] = []
    sentence = (0, 0)
    for raw in raws:
        if sentence_bounds(text, int(raw.number_start), 0, len(text)) != sentence:
            sentence = sentence_bounds(text, int(raw.number_start), 0, len(text))
            parts, subtotals = [], []
        lead = text[sentence[0] : raw.number_start]
        clause = _CLAUSES.split(lead)[-1]
        match = _SUMMING.fullmatch(clause)
        if match is None or not parts:
            if _counts_all(text, raw) and not _inside_parts(lead, raw, parts):
                parts.append(raw)
            continue
        small = match["word"] == "小计"
        words = match["words"]
        told = parts if small else subtotals + parts
        of_kind = [part for part in told if _base(part) == _base(raw)]
        sure = (
            len(of_kind) >= 2
            and (not words or (match["word"] != "共" and words in lead[: -len(clause)]))
            and not any(part.approximate for part in [raw, *of_kind])
            and "等" not in text[of_kind[0].number_end : raw.number_start]
            and _sums_what_it_names(text, raw, of_kind)
        )
        if sure:
            yield raw, of_kind, told
        subtotals = [*subtotals, raw] if small else []
        parts = []


def _inside_parts(lead: str, raw: RawFigure, parts: list[RawFigure]) -> bool:
    """Say whether a number is itself told as a part (其中) of one that is in the list."""
    return "其中" in lead and any(_base(part) == _base(raw) for part in parts)


def _adds_up(total: RawFigure, parts: list[RawFigure]) -> bool:
    """Say whether the parts make the total, all or without what stands before them.

    安排1000万元,用于教育300万元、卫生400万元,合计700万元 adds up the last two.
    """
    return any(_rounds(total, parts[begin:]) for begin in range(len(parts) - 1))


def _sums_what_it_names(text: str, total: RawFigure, parts: list[RawFigure]) -> bool:
    """Say whether 共12个村 counts what its parts count; 3个苏木、5个镇 are none."""
    behind = _word_behind(text, total)
    counted = [_word_behind(text, part) for part in parts]
    return (not behind and len(set(counted)) <= 2) or all(each.endswith(behind) for each in counted)


# Both -------------------------------------------------------------------------------------------
def _word_behind(text: str, raw: RawFigure) -> str:
    return always(_BEHIND.match(text, raw.number_end)).group()


def _base(raw: RawFigure) -> str:
    return always(_UNIT.fullmatch(raw.unit))[2]


def _scale(raw: RawFigure) -> int:
    return _SCALES[always(_UNIT.fullmatch(raw.unit))[1] or ""]


def _amount(raw: RawFigure) -> Decimal:
    return raw.known * _scale(raw)


def _step(raw: RawFigure) -> Decimal:
    """Return what one of a number's last digit is worth."""
    return Decimal(1).scaleb(int(raw.known.as_tuple().exponent)) * _scale(raw)


def _counts_all(text: str, raw: RawFigure) -> bool:
    """Say whether a number is an amount that can have parts: no rate, mean or increment."""
    if _base(raw) in ("‰", "个百分点", "倍") or raw.known < 0 or _PER_HEAD.search(raw.name):
        return False
    front = text[max(0, raw.number_start - 24) : raw.number_start]
    front = _MARKS.split(front)[-1]
    return not (INCREMENT.search(front) or _PER_HEAD.search(front)) and _base(raw) != "%"


def _same_counted(total: RawFigure, behind: str) -> bool:
    """Say whether a part counts the same as its total: 3个镇,其中库伦镇20个村 does not."""
    if not behind or len(total.counter) != 1 or behind[0] in "(,":
        return True
    return behind.endswith(total.name[-2:]) or total.name.endswith(behind[-2:])


def _rounds(total: RawFigure, parts: list[RawFigure]) -> bool:
    """Say whether parts make their total, as exactly as it is written if they are finer."""
    step = _step(total)
    finest = min((_step(part) for part in parts if part.value), default=step)
    off = abs(sum(map(_amount, parts)) - _amount(total))
    return off <= step / 2 if finest < step else off == 0


def _difference(total: RawFigure, parts: list[RawFigure]) -> Difference[ParagraphOffset]:
    values = tuple(_plain(_amount(part) / _scale(total)) for part in parts)
    return Difference(total.start, total.end, values, total.known, total.unit)


def _plain(value: Decimal) -> Decimal:
    """Return a number without closing zeros, and not as 1E+2."""
    return value.to_integral() if value == value.to_integral() else value.normalize()
