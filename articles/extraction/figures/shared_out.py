"""Values that are handed out in order: 城镇、农村居民收入分别达到27654元和11238元."""

import re
from collections.abc import Callable
from dataclasses import replace

from articles.extraction.language.numerals import ARABIC, MIXED, WRITTEN_OUT
from articles.extraction.language.patterns import always
from articles.extraction.language.quantities import Quantity, find_quantities
from articles.extraction.language.spoken import tells_money
from articles.extraction.language.units import UNIT
from articles.extraction.offsets import ParagraphOffset, ParagraphStretch

from .naming import HEAD_WORD, RawFigure, is_word

_NUMERALS = "零一二两三四五六七八九十百千"
_RESPECTIVE = re.compile(
    r"分别(?P<verb>(?![从由在于自按以来向给对])[一-鿿]{0,8}?)\s*"
    rf"(?=近|约|[-—+负]?\d|百分之|[{_NUMERALS}]+(?:{UNIT}|[点万亿]))"
)
_ITEM = re.compile(
    rf"\s*(?P<number>(?:近|约)?[-—+负]?(?:百分之)?(?:{MIXED}|{ARABIC}|{WRITTEN_OUT})[余多]?"
    rf"(?:百万|千万|万|亿)?[余多]?)\s*(?P<unit>(?:{UNIT})?)\s*"
    r"(?P<join>和|及|与|以及|、|,(?=\s*(?:近|约)?[-+负]?\d))?"
)
_CLOSING_SCALE = re.compile(r"[百千]?[万亿]?$")
_GROWING = ("增长", "增加", "下降", "减少", "提高", "上升", "下滑", "回落")
_TOWN_OR_COUNTRY = re.compile("农村牧区|农牧区|农牧民|农村|牧区|乡村|城镇|城市")
_YEARS = re.compile(r"(?:19|20)\d\d年(?:[、和与及]?(?:19|20)\d\d年)+")
_AND = r"和(?!谐|平|睦|美)|以及|及(?!时|格)|与(?!会)"


def find_lists(
    text: str, is_blocked: Callable[[ParagraphOffset], bool]
) -> tuple[list[RawFigure], list[ParagraphStretch], set[int]]:
    """Return the figures of each 分别, the stretches whose lists are unequal, and what was read.

    Offsets count in the paragraph; what was read is a set of them. A 分别 at a blocked offset is
    an honor's.
    """
    raws: list[RawFigure] = []
    unequal: list[ParagraphStretch] = []
    read: set[int] = set()
    for match in _RESPECTIVE.finditer(text):
        values, end = _values(text, match.end(), tells_money(text, match.start()))
        if len(values) < 2 or is_blocked(ParagraphOffset(match.start())):
            continue
        window = max(0, match.start() - 200)
        begin = max(window, *(text.rfind(mark, window, match.start()) + 1 for mark in ",。;:!?"))
        subject = text[begin : match.start()].rsplit("\x01", 1)[-1].strip()
        names, years = _names(subject)
        if match["verb"].endswith(_GROWING) and not names and not years:
            continue
        if not _may_be_equal(subject, names, years, len(values)):
            unequal.append((ParagraphOffset(begin), end))
        begin += len(text[begin:]) - len(text[begin:].lstrip())
        shared = (names or [match["verb"]])[0] if years else subject
        for index, value in enumerate(values):
            raw = RawFigure.of(value)
            raw.name = names[index] if len(names) == len(values) else shared
            raw.name = raw.name if is_word(raw.name) else ""
            raw.years = years[index : index + 1] if len(years) == len(values) else []
            raw.rule = "shared out by 分别"
            raw.quote, raw.fixed = (ParagraphOffset(begin), end), bool(raw.name)
            raws.append(raw)
            read.update(range(value.start, value.end))
        read.update(range(match.end(), end))
    return raws, unequal, read


def _values(text: str, at: int, money: bool) -> tuple[list[Quantity], ParagraphOffset]:
    """Return the values of the list that starts at an offset, and where it ends."""
    items: list[re.Match[str]] = []
    while len(items) < 20 and (item := _ITEM.match(text, at)):
        comma = items and items[-1]["join"] == ","
        if comma and item["unit"] != items[-1]["unit"]:
            break  # 分别投入300万元、500万元,120户受益
        spoken = money and bool(items) and not any(other["unit"] for other in items)
        told = item["unit"] or item["join"] or "百分之" in item["number"]
        if not told and not spoken:
            break
        items.append(item)
        at = item.end()
        if not item["join"]:
            break
    if text.startswith("不等", at):
        return [], ParagraphOffset(at)
    values = []
    for index, item in enumerate(items):
        unit = next((other["unit"] for other in items[index:] if other["unit"]), "")
        scale = ""
        if not item["unit"] and (later := next((o for o in items[index:] if o["unit"]), None)):
            scale = always(_CLOSING_SCALE.search(later["number"])).group()
            if always(_CLOSING_SCALE.search(item["number"])).group():
                scale = ""  # 20万、26万和35万人次
        read = find_quantities(f"{'收入' * money}为{item['number']}{scale}{unit}")
        if not read or read[0].value is None:
            return [], ParagraphOffset(at)
        start = ParagraphOffset(item.start("number"))
        end = ParagraphOffset(item.end("unit") if item["unit"] else item.end("number"))
        values.append(replace(read[0], start=start, number_start=start, digits=start, end=end))
    return values, values[-1].end if values else ParagraphOffset(at)


def _names(subject: str) -> tuple[list[str], list[int]]:
    """Split 城镇、农村常住居民人均可支配收入 into its full names, and its list of years."""
    listed = _YEARS.search(subject)
    years = [int(year) for year in re.findall(r"\d{4}", listed.group())] if listed else []
    subject = subject[listed.end() :] if listed else re.sub(r"^.*?(?:19|20)\d\d年", "", subject)
    subject = HEAD_WORD.sub("", subject)
    parts = [part.strip() for part in re.split(f"、|{_AND}", subject) if part.strip()]
    if len(parts) < 2:
        return parts, years
    last, first = parts[-1], parts[0]
    place = _TOWN_OR_COUNTRY.match(last)
    size = place.end() if place else min(len(part) for part in parts[:-1])
    if len(last) > len(first) + 2 and not any(part[-2:] == last[-2:] for part in parts[:-1]):
        suffix = last[size:]
        return [part + suffix for part in parts[:-1]] + [last], years
    return parts, years


def _may_be_equal(subject: str, names: list[str], years: list[int], values: int) -> bool:
    """Say whether a list of names can be as long as its list of values.

    One name may stand for several (城乡, 两项收入); an 和 that is not the last joint may belong to
    a name (教育和科技支出、农林水支出).
    """
    if years:
        return values in (len(years), len(years) * max(1, len(names)), len(names))
    if len(names) < 2 or len(names) == values or "等" in subject:
        return True
    pieces = subject.split("、")
    joined = [piece for piece in pieces if re.search(_AND, piece)]
    if not joined or (joined == pieces[-1:] and len(joined[0]) <= 14):
        return False
    return len(pieces) <= values <= len(names)
