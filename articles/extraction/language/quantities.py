"""The quantities of a paragraph: each number with its sign, its unit, and how exact it is.

Everything is written for folded text. What a number counts is told elsewhere.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from articles.extraction.offsets import ParagraphOffset

from .numerals import ARABIC, DIGITS, MIXED, OPENING, WRITTEN_OUT, to_decimal
from .spoken import spoken_money
from .units import (
    AFTER_TENS,
    AFTER_WORDS,
    COUNTED_BEFORE,
    MEAN_AGE,
    PEOPLE_AFTER,
    SCORE,
    SCORE_BEHIND,
    TENTHS,
    TENTHS_BEFORE,
    UNIT,
)

_ENDS_NUMBER = re.compile(r"[,。;、)\s]|$")
_MORE = "余|多|来|几"
_QUANTITY = re.compile(
    # Only a digit or a numeral can open one: asked first, that spares most positions the rest.
    rf"(?=[\d{OPENING}])(?:(?P<share>[百千])分之)?(?:(?P<mixed>{MIXED})|(?P<arabic>{ARABIC})|(?P<words>{WRITTEN_OUT}))"
    rf"\s*(?P<more>{_MORE})?\s*"
    rf"(?P<scale>百万|千万|万亿|百亿|千亿|万|亿|百(?![姓强])|千(?![米克瓦伏]))?(?P<more2>{_MORE})?"
    rf"\s*(?:(?P<tenths>{TENTHS})|(?P<unit>{UNIT})|(?P<mark>[分岁]))?"
    rf"(?P<after>左右|以上|上下|之多|以下|以内|开外|不等)?"
)
_SMALL = {"百": 100, "千": 1000}
_CURRENCIES = {"\u00a5": "元", "\uffe5": "元", "$": "美元", "€": "欧元"}
_CURRENCY = re.compile(rf"[{''.join(_CURRENCIES)}]\s*$")
_ABOUT = re.compile(
    r"(?:(?<![节签公条契履违预邀特合缩])约|(?<![附邻亲最临靠远])近|大约|大概|将近|接近|超过|(?<!赶)超|逾|不少于"
    r"|不低于|至少|不到|不足|不超过|不多于|不高于|至多|最多)\s*$"
)
_NO_QUANTITY_BEFORE = re.compile(r"[\d.A-Za-z第×±△▲▼▽↑↓/+]$|\d\s*[百千万亿]\s*$|[A-Za-z]-$")
# 3·2亿 and 1'200: a piece of a number that is written in a way nobody can be sure of.
_PART_OF_A_NUMBER = re.compile(r"\d[,:·'。]$|\d\s?[百千万亿]零$")
_NO_WORDS_BEFORE = re.compile(r"[第零一二三四五六七八九十百千万亿两\d每周期届几数若]$")
# Where a hyphen is a minus: after a verb of result, or what may fall below nothing.
_SIGNED = re.compile(r"(?:[增降涨跌落为是达至到约近率幅速额润余差亏比益]|增长|分别)了?$")
# A net amount may be below nothing whatever it counts: 净增人口-132人.
_NET = re.compile(r"净(?:增|减|流|值|利|收)[一-鿿]{0,4}$")
_SIGN = re.compile(r"(?:[-+—]|(?<![担肩自抱胜辜欺背减税增承])负|(?<=[为是达])正)\s?$")
_NO_SHARE = re.compile("[万亿元]")  # 投入百分之一千万元 is a slip, and no share of anything
_PER = re.compile(r"^\s*/\s*[^\d\s,。;、/—~-]{1,3}?(?=[\s至到—~-])")  # 3万元/户-5万元/户
_LINKS = re.compile(r"\s*(?:—{1,2}|-{1,2}|~{1,2}|[至到、]|或者?)\s*(?:百分之)?")
_BOTH_COUNT = re.compile(r"[从由自][^,。;、]{0,24}$")  # 由5个到12个 tells two values
# 六亩五分, 3元5角 and 三亩半 go on behind their unit.
_GOES_ON = re.compile(
    r"\s*(?:半(?![数农牧山脱军自封工成挂])|(?:\d{1,2}|[一二两三四五六七八九])[分角毛寸尺两钱厘](?![之钟别会公店]))"
)
_ROUND = re.compile("[十百千万亿]")
_COUNTING = re.compile(
    r"[二两三四五六七八九廿卅贰叁参肆伍陆柒捌玖]|[十拾]|[百千][零一二三四五六七八九十]|[一壹][十百千万亿点拾佰仟零]"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. Offsets count in the paragraph it was found in.

    `start` is where 近 or 约 stands, `number_start` the sign or currency, `digits` the number
    itself, and `end` comes after the unit and 左右. `unit` has its scale (万元), `counter` is the
    unit alone. `value` is None where the text leaves it open: 3至5万元, 三五百人. `words`: written
    in Chinese numerals.
    """

    start: ParagraphOffset
    number_start: ParagraphOffset
    digits: ParagraphOffset
    end: ParagraphOffset
    value: Decimal | None
    unit: str
    counter: str
    approximate: bool = False
    words: bool = False


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities of a folded paragraph in order, a range as one without a value."""
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text):
        each = _read(text, match, bool(found) and _linked(text, found[-1], match.start()))
        while found and _is_range(text, found[-1], each):
            before = found.pop()
            unit = "" if before.value is None else each.unit or before.unit  # not 第3至5批
            each = replace(
                each,
                start=before.start,
                number_start=before.number_start,
                digits=before.digits,
                value=None,
                unit=unit,
            )
        found.append(each)
    return [each for each in found if each.unit]


def _linked(text: str, before: Quantity, at: int) -> bool:
    """Say whether a number that starts at an offset may end the range another one begins."""
    per = _PER.match(text[before.end : at])
    return bool(_LINKS.fullmatch(text, before.end + (per.end() if per else 0), at))


def _currency(text: str, at: int) -> tuple[int, str]:
    """Return where ¥ or $ before an offset starts, and the unit it stands for."""
    match = _CURRENCY.search(text[max(0, at - 3) : at])
    return (at - len(match.group()), _CURRENCIES[match.group()[0]]) if match else (at, "")


def _sign(text: str, at: int, counter: str) -> tuple[int, int | None]:
    """Return the sign of the number at an offset, as (where it starts, 1 or -1).

    A dash that joins words, opens a line or stands between two numbers is no sign. The sign is
    None where a hyphen may be either (总投资-5000万元).
    """
    before = text[max(0, at - 8) : at]
    match = _SIGN.search(before)
    if match is None:
        return at, 1
    mark, front = match.group()[0], before[: match.start()].rpartition("\n")[2]
    start = at - len(match.group())
    if mark in "+正负":
        return start, -1 if mark == "负" else 1
    verb = bool(_SIGNED.search(front.rstrip()) or _NET.search(front.rstrip()))
    if not verb and (mark == "—" or match.group() != mark):
        return at, 1
    if verb or front[-1:] in tuple(",:(;"):
        return start, -1
    if not front.strip():  # the first of a line is a bullet
        return at, 1
    if front[-1] in "-—~.·" or (front[-1].isascii() and not front[-1].isspace()):
        return at, 1
    if front[-1].isspace() or counter in ("%", "‰", "个百分点"):
        return start, -1
    return (start, None) if counter.endswith("元") else (at, 1)


def _read(text: str, match: re.Match[str], linked: bool) -> Quantity:
    """Return what a match says; without unit if that is not a number that counts something."""
    written = match["words"]
    counter = _counter(text, match)
    scale, value = match["scale"] or "", to_decimal(match["mixed"] or match["arabic"] or written)
    if match["tenths"] and value is not None:
        value = value * 10 + _tenth(match["tenth"])
    if value is not None and scale in _SMALL:  # 5百人
        value, scale = value * _SMALL[scale], ""
    if written and not match["unit"] and not match["scale"] and not match["share"]:
        money = spoken_money(text, match.start(), written, match.end("words"))
        value, counter = (value, counter) if money is None else (money, "元")
    if match["share"]:
        counter = "%" if match["share"] == "百" else "‰"
    elif not match["arabic"] and value is not None:
        value, scale = _closing(match["mixed"] or written, value, scale)
    digits = match.start()
    number_start, currency = _currency(text, digits)
    sign: int | None = 1
    if not linked:
        number_start, sign = _sign(text, number_start, counter)
        number_start, before_sign = _currency(text, number_start)
        currency = currency or before_sign
    counter = counter or currency
    opens = _GOES_ON.match(text, match.end()) or (
        match["share"] and _NO_SHARE.search(match.group())
    )
    value = None if value is None or sign is None or opens else value * sign
    about = _ABOUT.search(text[max(0, number_start - 6) : number_start])
    start = number_start - (len(about.group()) if about else 0)
    more = bool(about or match["more"] or match["more2"])
    unit = scale + counter if counter else _people(text, match, start, scale)
    before = text[max(0, start - 3) : start]
    if written and not match["share"]:
        # 近百人, 十几户 and 两三个 give no value, and are no range worth telling of either.
        loose = match["more"] == "几" or (value is None and not _ROUND.search(written))
        counts = match["tenths"] or (_known(match) and _COUNTING.search(written))
        if loose or not counts or _NO_WORDS_BEFORE.search(before):
            unit = ""
    if (
        sign is None
        or _NO_QUANTITY_BEFORE.search(before)
        or (start == digits and _PART_OF_A_NUMBER.search(before))
        or (text[digits] == "0" and text[digits + 1 : match.end()][:1].isdecimal())  # a telephone's
    ):
        value, unit = None, ""
    end = match.end("after") if match["after"] else _end(match)
    return Quantity(
        ParagraphOffset(start), ParagraphOffset(number_start), ParagraphOffset(digits),
        ParagraphOffset(end), value, unit, counter if unit else "",
        more or bool(match["after"]) or (match["tenths"] or "").endswith("多"), bool(written),
    )  # fmt: skip


def _end(match: re.Match[str]) -> int:
    """Return where a match ends, without the blanks that a missing unit leaves at its end."""
    return match.start() + len(match.group().rstrip())


def _counter(text: str, match: re.Match[str]) -> str:
    """Return the unit of a match alone, "" where it has none or the word counts nothing here."""
    unit = match["unit"] or ""
    before = text[max(0, match.start() - 16) : match.start()]
    if match["tenths"]:  # 九成; but 张九成 is a name
        single = len(match["words"] or match["arabic"] or "") == 1 and not match["scale"]
        near = _ABOUT.search(before) or TENTHS_BEFORE.search(before)
        return "%" if single and near else ""
    if match["mark"] == "分" and match["arabic"]:
        scored = SCORE.search(before) or SCORE_BEHIND.match(text, match.end())
        return "分" if scored else ""
    if match["mark"] == "岁" and MEAN_AGE.search(before):
        return "岁"
    if unit == "口人":
        return "人"
    return "个" + unit if unit in ("百分点", "千分点") else unit


def _tenth(written: str | None) -> int:
    """Return what stands behind 成: 六成一 is 61 %."""
    return 5 if written == "半" else DIGITS[written] if written else 0


def _known(match: re.Match[str]) -> bool:
    """Say whether a numeral in words may count by its unit."""
    unit, written = match["unit"], match["words"]
    tens = (
        bool(_ROUND.search(written)) and len(written) > 1 and bool(AFTER_TENS.fullmatch(unit or ""))
    )
    return not unit or bool(AFTER_WORDS.fullmatch(unit)) or tens


def _closing(number: str, value: Decimal, scale: str) -> tuple[Decimal, str]:
    """Put a closing 万 or 亿 with the unit, as digits do: 四十五万元 is 45 万元 like 45万元."""
    worth = {"万": 10_000, "亿": 100_000_000}.get(number[-1])
    if scale or worth is None or len(number) < 2:
        return value, scale
    value /= worth
    return (value.to_integral() if value == value.to_integral() else value.normalize()), number[-1]


def _people(text: str, match: re.Match[str], start: int, scale: str) -> str:
    """Return the scale as the unit of what is counted without one (人口8.6万, 阅读量10万+)."""
    if scale not in ("万", "亿"):
        return ""
    end = match.end()
    if PEOPLE_AFTER.match(text, end):
        return scale
    counted = COUNTED_BEFORE.search(text[max(0, start - 12) : start])
    ends = match["after"] or text[end : end + 1] == "+" or _ENDS_NUMBER.match(text, end)
    return scale if counted and ends else ""


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    """Say whether two numbers are the ends of one range: 3至5万元, 20%~30%, 3、5万元."""
    if second.words != first.words:
        return False
    if not second.unit:  # 百分之二十至三十
        between = text[first.end : second.digits]
        return first.counter in ("%", "‰") and bool(re.fullmatch("[-—~至到]", between))
    if first.counter and first.counter != second.counter:
        return False
    between = _PER.sub("", text[first.end : second.digits]).strip()
    if between in ("和", "与"):
        return text.startswith("之间", second.end)
    if not _LINKS.fullmatch(between):
        return False
    unlike = text.startswith("不等", second.end - 2)
    if between == "、":  # but 1、5个村: the number of a paragraph
        if first.counter:
            return unlike
        about = first.start < first.number_start  # 约3、4百人
        return about or bool(re.search(r"[^。;:\s(]$", text[: first.start]))
    if between in ("至", "到") and first.counter and not unlike:
        return not _BOTH_COUNT.search(text[max(0, first.start - 30) : first.start])
    return True
