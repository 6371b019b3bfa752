"""Amounts of money as people say them, without a unit and with a clipped end: 户均收入六万八."""

import re
from decimal import Decimal

from .numerals import to_decimal

_BELOW = {"万": "千", "千": "百", "百": "十"}
_CLIPPED = re.compile(r".*(?P<last>[百千万])[一二三四五六七八九]$")
# What is told of money, within a few words of the number.
_MONEY = re.compile(
    r"(?:收入|户均|人均|分红|工资|月薪|年薪|薪水|报酬|租金|房租|营业额|销售额|产值|利润|流水|存款|积蓄|贷款|奖金|补[助贴]款?"
    r"|进账|入账|盈利|成本|[卖赚挣]了?|增收|节省|花了?|投入)[^,。;:!?“”]{0,12}$"
)
_ENDS = re.compile(r"(?:多|余|左右|上下|以上|出头)?(?:[,。;:!?、)”]|$|增加|提高|涨|升|[和及跟]|块)")
_LEAST = 100


def tells_money(text: str, at: int) -> bool:
    """Say whether the words in front of an offset tell of money."""
    return bool(_MONEY.search(text, max(0, at - 18), at))


def spoken_money(text: str, start: int, written: str, end: int) -> Decimal | None:
    """Return how many 元 a Chinese numeral without a unit says, None where it tells no money.

    六万八 is 68,000: what is clipped is the next lower unit. The numeral stands in a folded text.
    """
    if not _ENDS.match(text, end) or not tells_money(text, start):
        return None
    clipped = _CLIPPED.match(written)
    value = to_decimal(written + _BELOW[clipped["last"]] if clipped else written)
    return value if value is not None and value >= _LEAST else None
