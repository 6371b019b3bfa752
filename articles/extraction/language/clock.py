"""The time of day as pages write it: in twelve or twenty-four hours, with a zone or without.

Rather no time than a wrong one: hours that the words around them contradict (15:05 AM), numbers
no clock shows and zones nobody knows here leave the date alone.
"""

import datetime
import re
from dataclasses import dataclass
from datetime import timedelta, timezone

from .numerals import chinese_to_int
from .patterns import always

CHINA = timezone(timedelta(hours=8))

# The hours of the day that a word can mean. An hour as written is itself or twelve hours later
# (12 is also 0); it is known where the word leaves just one of the two.
_HOURS = {
    "am": range(12),
    "pm": range(12, 24),
    "上午": range(13),
    "下午|午后": range(12, 24),
    "凌晨": range(7),
    "清晨|清早|早晨|早上|早": range(4, 12),
    "中午|正午|午间": range(11, 15),
    "傍晚": range(16, 21),
    "晚上|晚间|夜间|夜晚|夜里|晚": range(17, 24),
    "深夜|半夜|午夜": (1, 2, 3, 4, 22, 23),
}
_HOURS_OF = {word: hours for words, hours in _HOURS.items() for word in words.split("|")}
_LATIN = r"(?:(?<![a-z])[ap]\.?\s?m(?![a-z])\.?|[㏂㏘])"
_WORD = "|".join(sorted((word for word in _HOURS_OF if not word.isascii()), key=len, reverse=True))

_GREENWICH = ["Z", "UT", "UTC", "GMT", "格林尼治时间", "格林威治时间", "世界时", "协调世界时"]
_HOURS_AHEAD = {
    **dict.fromkeys(_GREENWICH, 0),
    **dict.fromkeys(("CST", "HKT", "SGT", "北京时间"), 8),  # CST as Java prints it in China
    **dict.fromkeys(("JST", "KST"), 9),
}
_OFFSET = r"[-+]\d{1,2}(?::?[0-5]\d)?(?![\d:])"
_ZONE = (
    rf"(?:UTC|GMT|UT|[A-Z]{{2,4}}T|Z)(?![a-z])(?:\s?{_OFFSET})?"
    r"|(?:北京|当地|格林尼治|格林威治)时间|(?:协调)?世界时"
)
_NUMBER = r"\d{1,2}|[零一二三四五六七八九十]{1,3}"
_CLOCK = re.compile(
    rf"""
    (?P<lead>(?:(?P<iso>T)|[\s/,|()\[\]—-]|(?:星期|周|礼拜)[一二三四五六日天])*)
    (?:(?P<zone_before>{_ZONE})\s*)?
    (?:(?P<before>{_WORD}|{_LATIN})\s*)?
    (?:
        (?P<hour>\d{{1,2}})\s?:\s?(?P<minute>\d{{1,2}})
        (?:\s?[:分]\s?(?P<second>\d{{1,2}})(?:[.,]\d+)?秒?)?分?
        |(?P<spoken_hour>{_NUMBER})\s?[时点]
        (?:整|(?P<half>半)|\s?(?P<spoken_minute>{_NUMBER})分?(?:\s?(?P<spoken_second>{_NUMBER})秒)?)?
        |(?P<bare_hour>\d{{1,2}})(?=\s?{_LATIN})
    )
    (?!\d)
    (?:\s?(?P<after>{_LATIN}|[上下]午(?![一-鿿])))?
    (?:
        \s?[(\[]?(?P<zone>{_ZONE}|{_OFFSET})[)\]]?
        (?:\s?[(\[][A-Za-z/_\x20]{{2,40}}[)\]]|\s?\([一-鿿]{{2,8}}时间\))?
    )?
    (?P<unknown>[a-z])?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """What stands for a time of day; `time` is None where it is not understood.

    `ahead` is how far the written zone is ahead of UTC, None where none is written.
    """

    end: int
    time: datetime.time | None
    ahead: timedelta | None = None

    def on(self, day: datetime.date) -> tuple[datetime.date, datetime.time | None]:
        """Return the date and time in China of this time on a day.

        Midnight is what systems print when they know no time, so it is no time.
        """
        if self.time is None:
            return day, None
        there = CHINA if self.ahead is None else timezone(self.ahead)
        local = datetime.datetime.combine(day, self.time, there).astimezone(CHINA)
        return local.date(), None if local.time() == datetime.time.min else local.time()


def read_clock(folded: str, start: int, end: int) -> Clock | None:
    """Return the time of day that follows a date in a folded text, or None if none does."""
    match = _CLOCK.match(folded, start, end)
    if match is None:
        return None
    stop = match.end()
    if match["unknown"]:
        return Clock(stop - 1, None)
    zones = [zone for zone in (match["zone_before"], match["zone"]) if zone]
    if match["zone"] and not _is_zone(match):
        zones.remove(match["zone"])
        stop = match.start("zone")
    offsets = [_ahead(zone) for zone in zones]
    hour = _hour(match)
    if hour is None or None in offsets:
        return Clock(stop, None)
    minute = 30 if match["half"] else _number(match["minute"] or match["spoken_minute"])
    second = _number(match["second"] or match["spoken_second"])
    try:
        return Clock(stop, datetime.time(hour, minute, second), next(iter(offsets), None))
    except ValueError:
        return Clock(stop, None)


def _number(text: str | None) -> int:
    if not text:
        return 0
    return int(text) if text.isdigit() else chinese_to_int(text) or 0


def _hour(match: re.Match[str]) -> int | None:
    """Return the hour of the day, if the words around the clock leave just one."""
    hour = _number(match["hour"] or match["spoken_hour"] or match["bare_hour"])
    words = [re.sub(r"[.\s]", "", match[name] or "").lower() for name in ("before", "after")]
    words = [{"㏂": "am", "㏘": "pm"}.get(word, word) for word in words]
    if not any(words):
        return hour
    meant = {hour, hour + 12, 0} if hour == 12 else {hour, hour + 12}
    for word in filter(None, words):
        meant &= set(_HOURS_OF[word])
    return meant.pop() if len(meant) == 1 else None


def _is_zone(match: re.Match[str]) -> bool:
    """Say whether what follows a clock is a zone: 16:30-17:30 is a span of time."""
    return match["zone"][0] != "-" or bool(match["iso"] or match["second"])


_ZONE_PARTS = re.compile(r"([^-+\s]*)\s*([-+]?)(.*)")


def _ahead(zone: str) -> timedelta | None:
    """Return how far a zone (Z, GMT+8, +0800, 北京时间) is ahead of UTC, None if unknown."""
    name, sign, number = always(_ZONE_PARTS.match(zone)).groups()
    hours = _HOURS_AHEAD.get(name.upper() or "Z")
    if hours is None:
        return None
    if not sign:
        return timedelta(hours=hours)
    digits = number.replace(":", "")
    minutes = int(digits[-2:]) if len(digits) > 2 else 0
    ahead = timedelta(hours=int(digits[:-2] if len(digits) > 2 else digits), minutes=minutes)
    if ahead > timedelta(hours=14):
        return None
    return ahead if sign == "+" else -ahead
