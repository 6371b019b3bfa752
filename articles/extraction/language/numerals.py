"""Numbers as reports write them: Arabic with separators, Chinese numerals, and both mixed."""

import re
from decimal import Decimal, InvalidOperation

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
# Capital numerals, as on cheques; folding has made the traditional ones simplified.
_CAPITALS = str.maketrans("壹贰叁参肆伍陆柒捌玖拾佰仟", "一二三三四五六七八九十百千")
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
_SCALES = _UNITS | _GROUPS
CHINESE = "零一二三四五六七八九十百千万亿两"
_LONGEST = 20  # no real count is longer; keeps arithmetic on hostile input small

# The patterns below are written for folded text.
ARABIC = r"(?:\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d{1,12}(?:\.\d+)?)"
MIXED = r"(?:\d{1,12}(?:\.\d+)?(?:[十百千万亿]{1,2}零?\d{1,8}(?:\.\d+)?){1,4}[十百千万亿]{0,2})"
_PLAIN = "零一二两三四五六七八九十百千万亿廿卅"
# Capitals are words too (队伍, 大陆, 收拾): alone, or after such a word, they are no number.
_CAPITAL = r"(?<![大登队入退收内])[零壹贰叁参肆伍陆柒捌玖拾佰仟万亿]{2,20}"
WRITTEN_OUT = rf"(?:[{_PLAIN}]{{1,20}}(?:点[{_PLAIN}]{{1,8}})?|{_CAPITAL})"
OPENING = f"{_PLAIN}壹贰叁参肆伍陆柒捌玖拾佰仟"  # what numerals in words open with
_BLANKS = re.compile(r"[,\s]")
_DIGIT_BY_DIGIT = re.compile("[一二三四五六七八九][零一二三四五六七八九]{2,}")
_OPEN_END = re.compile(r"[百千][一二两三四五六七八九]$")
_BELOW_TEN_THOUSAND = re.compile(
    r"(?:(?P<千>[一二两三四五六七八九])千)?零?(?:(?P<百>[一二两三四五六七八九])百)?"
    r"零?(?:(?P<十>[一二三四五六七八九]?)十)?(?:零?(?P<one>[一二两三四五六七八九]))?"
)


def chinese_to_int(text: str) -> int | None:
    """Return the value of a Chinese numeral such as 十、二十一、两千三百, or None if it is none.

    A run of plain digits (二零二一) is read digit by digit, as in dates.
    """
    if not text or len(text) > _LONGEST or any(char not in CHINESE for char in text):
        return None
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total = group = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in _UNITS:
            group += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            total = (total + group + digit) * _GROUPS[char]
            group = digit = 0
    return total + group + digit


def to_decimal(text: str) -> Decimal | None:
    """Return the exact value of a number of folded text, or None where it gives none.

    Read are `1,234.5`, `1 234`, `3万5千`, 三点五亿, 壹仟贰佰 and 廿三. What leaves the value open
    (三五百, 七八十, 三万五) gives none.
    """
    compact = _BLANKS.sub("", text)
    if not compact or len(compact) > _LONGEST:
        return None
    if not compact[0].isascii():
        return _written_out(compact)
    try:
        return Decimal(compact)
    except InvalidOperation:
        return _mixed(compact)


def _mixed(text: str) -> Decimal | None:
    """Return the value of 3万5千 or 3亿5000万: digits, each with its scale, from large to small."""
    steps = re.findall(r"(零?)(\d+(?:\.\d+)?)([十百千万亿]*)", text)
    if "".join(map("".join, steps)) != text:
        return None
    total = section = Decimal(0)
    above = None  # what the last step was worth one of, within its section
    for position, (gap, digits, scale) in enumerate(steps):
        group = next((char for char in scale if char in _GROUPS), "")
        worth = 1
        for char in scale.partition(group)[0] if group else scale:
            worth *= _UNITS[char]
        value = Decimal(digits)
        if above is not None and value * worth >= above:
            return None
        if not scale and position and not gap and len(digits) != len(str(above)) - 1:
            return None  # 3万5户: fifty thousand, or a comma left out?
        section += value * worth
        above = worth if worth > 1 else above
        if group == "亿":
            total, section, above = (total + section) * _GROUPS[group], Decimal(0), _GROUPS[group]
        elif group == "万":
            total, section, above = total + section * _GROUPS[group], Decimal(0), _GROUPS[group]
    return total + section


def _written_out(text: str) -> Decimal | None:
    text = text.translate(_CAPITALS).replace("廿", "二十").replace("卅", "三十").replace("〇", "零")
    whole, dot, part = text.partition("点")
    if "零" in whole and not dot and _DIGIT_BY_DIGIT.fullmatch(whole):
        return Decimal("".join(str(DIGITS[char]) for char in whole))  # 二〇〇户
    if not dot:
        return _grouped(whole)
    scale = part.lstrip("".join(DIGITS))
    digits = part[: len(part) - len(scale)]
    value = _grouped(whole)
    if value is None or not digits or any(char not in _SCALES for char in scale):
        return None
    value = Decimal(f"{value}.{''.join(str(DIGITS[char]) for char in digits)}")
    for char in scale:
        value *= _SCALES[char]
    return value


def _grouped(text: str) -> Decimal | None:
    """Return the value of 一百九十万三千九百七十一: at most one 亿, then one 万, then the rest."""
    total = 0
    rest = text
    for char, worth in (("亿", 100_000_000), ("万", 10_000)):
        if char not in rest:
            continue
        head, _, rest = rest.rpartition(char)
        value = _grouped(head) if char == "亿" and "万" in head else _section(head, bare=not total)
        if value is None:
            return None
        total += int(value) * worth
        # 三万五 is 35,000 to some; only 三万零五 and 三万五千 say what they mean.
        if re.fullmatch(r"[一二两三四五六七八九]", rest):
            return None
    if not rest:
        return Decimal(total) if text else None
    value = _section(rest, bare=not total)
    return None if value is None else Decimal(total + value)


def _section(text: str, bare: bool) -> int | None:
    """Return the value of a numeral below 万. `bare`: it may start with its unit (百, 千二百)."""
    if text == "零":
        return 0
    if bare and (not text or text[0] in "百千"):
        text = "一" + text
    match = _BELOW_TEN_THOUSAND.fullmatch(text)
    if match is None or text.endswith("零"):
        return None
    if _OPEN_END.search(text):  # 一百五: 150, or 105?
        return None
    value = sum(DIGITS[match[unit]] * _UNITS[unit] for unit in "千百" if match[unit])
    if match["十"] is not None:
        value += (DIGITS[match["十"]] if match["十"] else 1) * 10
    return value + (DIGITS[match["one"]] if match["one"] else 0)
