"""Numbers as reports write them: Arabic with separators, and Chinese numerals."""

import re
from decimal import Decimal, InvalidOperation

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
CHINESE = "零一二三四五六七八九十百千万亿两"
_LONGEST = 20  # no real count is longer; keeps arithmetic on hostile input small


def chinese_to_int(text: str) -> int | None:
    """Return the value of a Chinese numeral such as 十、二十一、两千三百, or None if it is none.

    A run of plain digits (二零二一) is read digit by digit.
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
    """Return the value of `1,234.5`, `1 234`, `１２` (already folded) or a Chinese numeral."""
    compact = re.sub(r"[,\s]", "", text)
    if not compact or len(compact) > _LONGEST:
        return None
    if compact[0].isascii():
        try:
            return Decimal(compact)
        except InvalidOperation:
            return None
    value = chinese_to_int(compact)
    return None if value is None else Decimal(value)
