"""Rates of growth: which value each belongs to."""

import re
from bisect import bisect_right
from decimal import Decimal

from articles.extraction.language.numerals import WRITTEN_OUT
from articles.extraction.language.quantities import find_quantities
from articles.extraction.offsets import ParagraphOffset

from .naming import RawFigure

_RATE = (
    r"(?:约|近|超过?)?(?:[-—+负]?\d{1,9}(?:\.\d+)?"
    rf"|负?百分之(?:{WRITTEN_OUT}|\d{{1,9}}(?:\.\d+)?)|[一二两三四五六七八九]成(?=以上|左右|多|\W|$))"
)
# 比上年, 较前一年同期, 与去年同期相比: what a growth is measured against.
_THAN = (
    r"[比较与和同](?:(?:19|20)\d\d年|[上去前本今当往]一?年度?|上[一个]{0,2}[月季]度?|年初|同期|[头往]年)"
    r"(?:底|末|初)?(?:的?(?:同期|这个?时候))?(?:相比|比较)?"
)
_GROWTH = re.compile(
    rf"\s*[,、(]?\s*(?:分别|均)?(?:(?:{_THAN}|同比|增速|增幅|年均|环比|可比价"
    r"|按可比价格计算|名义|实际|其中)[,]?)*(?:分别|均|又)?(?P<verb>增长率?(?:为|达)?|[猛激大净]增(?:长)?|增加|上升|攀升|提升"
    r"|提高|增幅(?:为|达到?)?|增速(?:为"
    r"|达到?)?|下降|下滑|下跌|减少|缩减|萎缩|降低|回落|降幅(?:为|达到?)?|负增长|(?<=[比期年])[增降减少多涨]|(?<=相比)[增降减少多涨]|(?<=[同环]比)(?=\s?[-+—]\d)|(?<=[,(])(?=\s?[-+]\d))了?"
    rf"(?=\s*(?:{_RATE}\s*(?:%|、|和|个百分点|倍(?!以上|多))|负?百分之|[一二两三四五六七八九]成))"
)
_PERCENT = re.compile(rf"\s*(?P<rate>{_RATE})\s*(?P<unit>%|个百分点|倍)?")
_AND_ANOTHER = re.compile(r"\s*[、和]\s*(?=[-+负]?\d|百分之)")
# 较上年增加520万元 is an increment of the value before it, not a value that grows.
INCREMENT = re.compile(r"(?:较|比)[^,。;]{0,8}(?:增加|增长|增|减少|多|少)了?\s*$")
_INCREMENT_PHRASE = re.compile(
    r"(?:同比|环比|较|比)[^,。;]{0,8}(?:增加|增长|增|减少|多|少)了?\s*[\d.,]+[万亿]?[一-鿿]{1,2}"
)
_REMARK = re.compile(r"^\s*(?:\([^()]{1,8}\)|大关|关口|左右|以上)")  # 14.7万头(只)
# 同比下降42%,降至58件: the rate stands in front of the value that fell.
_REACHED = re.compile(
    r"了?\s*[,、]?\s*(?:[降升增减涨]|下降|回落|上升|增加|增长|提高|减少)(?:至|到)了?\s*"
)
_FALL = ("下", "减", "降", "少", "回落", "缩减", "萎缩", "负增长")


def give_growths(text: str, raws: list[RawFigure]) -> None:
    """Give each value its growth; a rate that follows no value is a figure of its own.

    What is taken up as a growth loses its unit.
    """
    if not any(mark in text for mark in ("%", "百分之", "倍", "成")):
        return
    by_start: dict[int, RawFigure] = {raw.start: raw for raw in raws}
    for match in _GROWTH.finditer(text):
        rates = _rates(text, match, by_start)
        if not rates:
            continue
        owners = _owners(text, match, raws)
        between = text[owners[-1].end : match.start()] if owners else ""
        between = _REMARK.sub("", _INCREMENT_PHRASE.sub("", between))
        if not owners or between.strip(" ,(、"):
            if _grew_to(text, rates, by_start):
                continue
            for at, rate, _end in rates:
                if own := by_start.get(at):
                    own.growth = rate
                    if match["verb"].startswith("负"):
                        own.value = rate
            continue
        shared = owners[-1].quote
        group = [raw for raw in owners if shared and raw.quote == shared]
        receivers = group if len(group) == len(rates) > 1 else owners[-len(rates) :]
        for raw, (_at, rate, _end) in zip(receivers, rates, strict=False):
            raw.growth = rate
        last = rates[-1][2]
        if shared:
            for raw in group:
                raw.quote = (shared[0], last)
        else:
            owners[-1].end = max(owners[-1].end, last)
        for at, _rate, _end in rates:
            if at in by_start:
                by_start[at].unit = ""


def _grew_to(
    text: str,
    rates: list[tuple[int, Decimal, ParagraphOffset]],
    by_start: dict[int, RawFigure],
) -> bool:
    """Give a rate to the value behind it that it led to; say whether there is one."""
    at, rate, end = rates[-1]
    reached = _REACHED.match(text, end)
    value = by_start.get(reached.end()) if reached and len(rates) == 1 else None
    if value is None or value.value is None or value.unit in ("%", "") or at not in by_start:
        return False
    value.growth, by_start[at].unit = rate, ""
    return True


def _owners(text: str, match: re.Match[str], raws: list[RawFigure]) -> list[RawFigure]:
    """Return the values before a growth that may be what grew."""
    index = bisect_right(raws, match.start(), key=lambda raw: raw.number_start)
    return [
        raw
        for raw in raws[max(0, index - 20) : index]
        if raw.end <= match.start() + 1
        and raw.growth is None
        and raw.value is not None
        and raw.unit not in ("%", "")
        and not INCREMENT.search(text[max(0, raw.number_start - 16) : raw.number_start])
    ]


def _rates(
    text: str, match: re.Match[str], by_start: dict[int, RawFigure]
) -> list[tuple[int, Decimal, ParagraphOffset]]:
    """Return the rates in percent that a verb is followed by, as (start, rate, end)."""
    falls = match["verb"].startswith(_FALL)
    rates: list[tuple[int, Decimal, ParagraphOffset]] = []
    percent, at = False, match.end()
    while item := _PERCENT.match(text, at):
        raw = by_start.get(item.start("rate"))
        if raw is not None and raw.value is None:
            return []  # 增长20%—30%
        written = "百分之" in item["rate"] or "成" in item["rate"]
        times = item["unit"] == "倍"  # 增长1.5倍
        percent = percent or written or times or item["unit"] == "%"
        if item["unit"] != "个百分点":
            unit = "" if written else "%"
            read = find_quantities(f"为{item['rate']}{unit}")
            value = read[0].value if read else None
            if value is None:
                return []
            value = Decimal(format((value * 100).normalize(), "f")) if times else value
            rate = -abs(value) if falls else value
            rates.append((item.start("rate"), rate, ParagraphOffset(item.end())))
        at = item.end()
        separator = _AND_ANOTHER.match(text, at)
        if not separator:
            break
        at = separator.end()
    return rates if percent else []
