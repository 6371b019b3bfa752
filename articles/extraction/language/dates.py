"""Dates as pages write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from articles.extraction.offsets import ParagraphOffset, ParagraphStretch, paragraph_span

from .clock import Clock, read_clock
from .numerals import chinese_to_int

_SEP = r"[-—/.·。ー_]{1,2}"
_DIGIT = "零一二三四五六七八九OoΟ◯0-9"
_COUNT = "一二三四五六七八九十廿卅0-9"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rf"(?<![a-z])(?P<name>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_NUMERIC = re.compile(
    rf"(?<!\d){_YEAR}\s*(?:年[-/.]?|{_SEP})\s*(?P<month>\d{{1,2}})\s*(?:月[-/.]?|{_SEP})\s*"
    r"(?P<day>\d{1,2})(?!\d|\s*月)\s*(?:日|号)?"  # 2021年1-5月 is a period
)
_CHINESE = re.compile(
    rf"(?P<year>[一二12][{_DIGIT}]{{3}})\s*年\s*(?P<month>[{_COUNT}]{{1,2}})\s*月\s*"
    rf"(?P<day>[{_COUNT}]{{1,3}})\s*[日号]"
)
# 2022 ᠣᠨ ᠤ 3 ᠰᠠᠷ᠎ᠠ ᠶᠢᠨ 15 ᠤ ᠡᠳᠦᠷ: year, month and day, each followed by its word.
_CASE = "(?:\\s?[ᠠ-ᡸ]{1,4})?\\s?"
_MONGOLIAN = re.compile(
    rf"(?<!\d){_YEAR}\s?ᠣᠨ{_CASE}(?P<month>\d{{1,2}})\s?ᠰᠠᠷ\u180e?ᠠ{_CASE}(?P<day>\d{{1,2}}){_CASE}ᠡᠳᠦᠷ"
)
# With dots the day comes first wherever it is written so; 07/08/2020 may be either.
_DAY_FIRST = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\." + _YEAR + r"(?![\d.])")
# 23/11/2022 can only be so: no month is the 23rd.
_SURE_DAY_FIRST = re.compile(
    r"(?<![\d/-])(?P<day>1[3-9]|2\d|3[01])(?P<sep>[/-])(?P<month>0?[1-9]|1[0-2])(?P=sep)"
    + _YEAR + r"(?![\d/-])"
)  # fmt: skip
_ENGLISH = (
    re.compile(_MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s?,?\s*" + _YEAR + r"(?!\d)", re.I),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,2}}{_MONTH},?[\s-]{{1,2}}{_YEAR}(?!\d)",
        re.I,
    ),
)
# Tue Jul 07 16:30:00 CST 2020: the year stands behind the clock.
_YEAR_LAST = re.compile(_MONTH + r"\s+(?P<day>\d{1,2})(?=\s+\d{1,2}:)", re.I)
_YEAR_BEHIND = re.compile(r"\s+" + _YEAR + r"(?!\d)")
# Eight digits are a date where a label or the start of the line says so, else a number.
_COMPACT = re.compile(
    r"(?:^\W*|(?P<label>(?:时\s*间|日\s*期|发布|更新|于|date|time)\W*))"
    rf"(?P<stamp>{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<clock>\d{{4}}(?:\d\d)?)(?!\d)|(?!\d|[a-su-z])))",
    re.I,
)
# 24-3-15 09:32: posts leave the century out. Only at the start of a line, and with the hour behind.
_SHORT_YEAR = re.compile(
    r"^\W{0,2}(?:[发编][布表辑]于\s*)?(?P<year>[012]\d)(?P<sep>[-/])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"(?=\s+\d{1,2}:\d\d(?!\d))"
)
# 2022 08/19 15:37:02: parted into boxes.
_BOXED = re.compile(
    r"^\W{0,2}" + _YEAR + r"\s+(?P<month>\d{1,2})\s*/\s*(?P<day>\d{1,2})(?=\s+\d{1,2}:\d\d(?!\d))"
)
_WEEKDAY = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}|(?:星期|周|礼拜).)[,\s]*$", re.I
)

# A line that tells a day or an hour and nothing else, whether or not it can be read.
_DATE_WORDS = re.compile(
    rf"(?:[{_DIGIT}十廿卅年月日号时点分秒整半前T:,、/|()\[\]+·.。—ー_~\s-]"
    r"|星期|周|礼拜|天(?![一-鿿])|[上下中]午|凌晨|早上|晚上?|傍晚|今[天日]|昨[天日]|前天|刚刚"
    r"|分钟|小时|天前|周前|个月|Z|UTC|GMT|CST|[AP]\.?M\.?"
    rf"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|{'|'.join(_MONTHS)})[a-z]{{0,6}}|(?<=\d)(?:st|nd|rd|th))+",
    re.I,
)
_DATE_CORE = re.compile(
    rf"(?<!\d)\d{{4}}\s*(?:年|{_SEP})\s*\d{{1,2}}(?!\d)|[{_COUNT}]\s*月|(?<!\d)(?:19|20)\d{{6}}(?:\d{{4}}){{0,2}}"
    r"|\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}(?!\d)|(?<!\d)\d{4}[、,\s]+\d{1,2}[、,\s]+\d{1,2}(?!\d)|[今昨前][天日]|刚刚|(?:分钟|小时|[天周月])前"
    rf"|\d:\d\d|(?:星期|周|礼拜)[一二三四五六日天]|(?:{'|'.join(_MONTHS)})[a-z]*\W+\d",
    re.I,
)

_UNREAD = re.compile(
    rf"(?<![^\s(\[|/:])(?:\d{{4}}\s*(?:年|{_SEP})\s*\d{{1,2}}\s*(?:月|{_SEP}\s*\d{{1,2}})(?:\s*\d{{1,2}}\s*[日号])?"
    rf"|[一二][{_DIGIT}]{{3}}年[{_COUNT}]{{1,2}}月(?:[{_COUNT}]{{1,3}}[日号])?|[{_COUNT}]{{1,2}}月[{_COUNT}]{{1,3}}[日号]"
    r"|\d{1,2}[-/]\d{1,2}[-/]\d{4})(?![^\s)\]|/,])"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date found in a folded text, with its time of day, in China, when one is written."""

    start: ParagraphOffset
    end: ParagraphOffset
    date: date
    time: time | None


def find_stamps(folded: str, start: int = 0, end: int | None = None) -> list[Stamp]:
    """Return the full dates (year, month, day) of a folded text, in order.

    A time that names its zone is turned into China's, and its date with it. A time of 00:00(:00)
    is what systems print when they know none, so it is no time.
    """
    end = len(folded) if end is None else end
    found: list[Stamp] = []
    for begin, stop, day, clock in sorted(_written(folded, start, end), key=lambda item: item[:2]):
        if day is None or (found and begin < found[-1].end):
            continue
        clock = clock or read_clock(folded, stop, end)
        moment = None
        if clock:
            day, moment = clock.on(day)
            stop = max(stop, clock.end)
        close = begin + len(folded[begin:stop].rstrip())
        found.append(Stamp(ParagraphOffset(begin), ParagraphOffset(close), day, moment))
    return found


def date_only(text: str) -> bool:
    """Say whether a folded line is made of digits and date words only, be they read or not."""
    return len(text) <= 60 and bool(_DATE_CORE.search(text)) and bool(_DATE_WORDS.fullmatch(text))


def opens_with_date(text: str) -> bool:
    """Say whether a folded text opens like a date, be it one that can be read or not."""
    words = _DATE_WORDS.match(text)
    return words is not None and bool(_DATE_CORE.search(words.group()))


def unread_dates(folded: str, stamps: list[Stamp]) -> list[ParagraphStretch]:
    """Return where dates stand by themselves in a folded line that are none of its stamps."""
    return [
        paragraph_span(match)
        for match in _UNREAD.finditer(folded)
        if not any(stamp.start < match.end() and match.start() < stamp.end for stamp in stamps)
    ]  # fmt: skip


_MAY_BE_DATED = re.compile(r"[\d年]")  # one stands in every form of a date


def _written(
    folded: str, start: int, end: int
) -> Iterator[tuple[int, int, date | None, Clock | None]]:
    """Yield what looks like a date: start, end, the date if there is such a day, its clock."""
    if not _MAY_BE_DATED.search(folded, start, end):
        return
    for pattern in (_NUMERIC, _DAY_FIRST, _SURE_DAY_FIRST, _MONGOLIAN):
        for match in pattern.finditer(folded, start, end):
            yield *match.span(), _date(match["year"], match["month"], match["day"]), None
    if short := _SHORT_YEAR.match(folded, start, end):
        day = _date(f"20{short['year']}", short["month"], short["day"])
        yield short.start("year"), short.end(), day, None
    if boxed := _BOXED.match(folded, start, end):
        day = _date(boxed["year"], boxed["month"], boxed["day"])
        yield boxed.start("year"), boxed.end(), day, None
    for match in _CHINESE.finditer(folded, start, end):
        numbers = [_numeral(match[name]) for name in ("year", "month", "day")]
        yield *match.span(), _date(*numbers), None
    for pattern in _ENGLISH:
        for match in pattern.finditer(folded, start, end):
            begin = _with_weekday(folded, match.start())
            yield begin, match.end(), _date(match["year"], _month(match), match["day"]), None
    for match in _YEAR_LAST.finditer(folded, start, end):
        clock = read_clock(folded, match.end(), end)
        behind = clock and _YEAR_BEHIND.match(folded, clock.end, end)
        if behind:
            begin = _with_weekday(folded, match.start())
            yield begin, behind.end(), _date(behind["year"], _month(match), match["day"]), clock
    for match in _COMPACT.finditer(folded, start, end):
        if not match["label"] and re.match("[一-鿿]", folded[match.end() : match.end() + 1]):
            continue  # 20200707号文件
        day = _date(match["year"], match["month"], match["day"])
        yield *match.span("stamp"), day, _compact_clock(folded, match, end)


def _with_weekday(folded: str, start: int) -> int:
    before = _WEEKDAY.search(folded, max(0, start - 12), start)
    return before.start() if before else start


def _compact_clock(folded: str, match: re.Match[str], end: int) -> Clock | None:
    """Return the time in 20200707163000 and what zone stands behind it."""
    digits = match["clock"]
    if not digits:
        return None
    pairs = ":".join(digits[index : index + 2] for index in range(0, len(digits), 2))
    behind = folded[match.end() : min(end, match.end() + 12)]
    clock = read_clock("T" + pairs + behind, 0, 1 + len(pairs) + len(behind))
    return clock and Clock(match.end() + clock.end - 1 - len(pairs), clock.time, clock.ahead)


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index(match["name"].title()) + 1


def _numeral(text: str) -> int | None:
    """Return the value of a numeral as dates write it: 二OO八, 廿一, 07."""
    text = re.sub("[OoΟ◯0]", "零", text) if len(text) == 4 else text
    if text.isascii():
        return int(text)
    digits = str.maketrans("123456789", "一二三四五六七八九")
    return chinese_to_int(text.translate(digits).replace("廿", "二十").replace("卅", "三十"))


def _date(year: str | int | None, month: str | int | None, day: str | int | None) -> date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
