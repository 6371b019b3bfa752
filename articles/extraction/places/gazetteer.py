"""The known places, and where their names stand in a text.

Built once from any iterable of places (16,000 load in well under a second), then shared: finding
names looks at each position of a text a bounded number of times.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import compress
from operator import add
from typing import Any, Generic, NamedTuple, cast, overload

from articles.extraction.language.normalise import fold
from articles.extraction.language.patterns import always
from articles.extraction.offsets import Offset, PageOffset, page_span
from regions.codes import LEVEL_WIDTHS, ancestors
from regions.names import PLACEHOLDERS, short_name, stem

_WING_BANNER = re.compile(r"^(.).+([左右])翼([前后中]?)旗$")
_SIDE_BANNER = re.compile(r"^(.)..+([左右前后中]旗)$")
# One Mongolian word, written in characters in several ways; offices mix them.
_COMMITTEE = re.compile("管委会$|管理委员会$")
_SHORTEST_ZONE = 5
_ZONES = (("高新技术产业开发区", "高新区"), ("经济技术开发区", "经开区"))
# Where names are Mongolian; 巴彦县 elsewhere is never written 白音县.
# Capitals of provinces are named without 市 as provinces are; left out are those whose two
# characters stand in other words (建成都市, 以西安置点, 万古长春, 出海口, 经济南北).
_CAPITALS = frozenset(
    [
        "1301",
        "2101",
        "2301",
        "3201",
        "3301",
        "3401",
        "3501",
        "3601",
        "4101",
        "4201",
        "4301",
        "4401",
        "4501",
        "5201",
        "5301",
        "5401",
        "6201",
        "6301",
        "6401",
    ]
)
_MONGOLIAN = ("15", "65")
_SAME_WORDS = [
    ("巴彦", "巴音", "白音"),
    ("查干", "察干"),
    ("塔拉", "他拉"),
    ("宝力格", "布拉格"),
    ("敖包", "鄂博"),
    ("呼都格", "胡都格"),
    ("浩来", "好来"),
]
LONGEST_NAME = 24
_FEW = 40
_SHORT = 24  # characters of a text for which numbers are not worth their while
_RARE = re.compile("[\U00010000-\U0010ffff]")


class Place(NamedTuple):
    """A known place: statutory code, official name, its parent's code, other names."""

    code: str
    name: str
    parent: str | None = None
    others: tuple[str, ...] = ()


class Match(NamedTuple, Generic[Offset]):
    """A known name found in a text; `codes` are all the places that bear it."""

    start: Offset
    end: Offset
    name: str
    codes: tuple[str, ...]


class Openings:
    """What names start with, so that few positions of a text need a look in Python.

    Of long texts two characters are looked up as one number, which takes a third of the time of a
    string of two.
    """

    def __init__(self, names: Iterable[str]):
        """Take the openings of all names of two characters or more."""
        lengths: dict[str, set[int]] = defaultdict(set)
        pairs = set()
        for name in names:
            pairs.add(name[:2])
            if len(name) > 2:
                lengths[name[:3]].add(len(name))
        self.lengths = {key: tuple(sorted(each, reverse=True)) for key, each in lengths.items()}
        self._short_pairs = pairs
        self._pairs = {_numbers(_encoded(pair), 0)[0] for pair in pairs}

    def find(self, text: str) -> list[int]:
        """Return the positions at which a name may start, in order."""
        if len(text) <= _SHORT:
            known = map(self._short_pairs.__contains__, map(add, text, text[1:]))
            return list(compress(range(len(text)), known))
        data = _encoded(text)
        even = map(self._pairs.__contains__, _numbers(data, 0))
        odd = map(self._pairs.__contains__, _numbers(data, 2))
        return sorted(
            [*compress(range(0, len(text), 2), even), *compress(range(1, len(text), 2), odd)]
        )


def _encoded(text: str) -> bytes:
    """Return a text with two bytes for each character; rare ones that need four match nothing."""
    data = text.encode("utf-16-le", "surrogatepass")
    return data if len(data) == 2 * len(text) else _encoded(_RARE.sub("\0", text))


def _numbers(data: bytes, start: int) -> memoryview:
    """Return every second pair of characters as a number, from an offset in bytes on."""
    size = (len(data) - start) // 4 * 4
    return memoryview(data)[start : start + size].cast("I")


@dataclass(frozen=True, slots=True)
class _Known:
    place: Place
    short: str
    level: int


class Gazetteer:
    """All known places by name and by code."""

    def __init__(self, places: Iterable[Place | tuple[Any, ...]]):
        """Build from `Place`s or plain tuples (code, name, parent code, other name, …)."""
        self._known: dict[str, _Known] = {}
        names: dict[str, set[str]] = defaultdict(set)
        for item in places:
            place = item if isinstance(item, Place) else _place(item)
            if place.name in PLACEHOLDERS or not place.code:
                continue
            level = _level(place.code)
            short = short_name(place.name, level)
            self._known[place.code] = _Known(place, short, level)
            for name in {
                place.name,
                short,
                *place.others,
                *_spellings(place.code, place.name, short, level),
            }:
                if 2 <= len(name) <= LONGEST_NAME:
                    names[fold(name)].add(place.code)
        # Capitals by the two characters that are enough to name them.
        self.capitals = frozenset(
            stem(fold(self._known[code].short)) for code in _CAPITALS if code in self._known
        )
        self._parents = {code[:width] for code in self._known if len(code) > 6 for width in (4, 6)}
        self._names = {name: tuple(sorted(codes)) for name, codes in names.items()}
        self._drop_shared_stems()
        self._names |= _former_counties(self._known, self._names)
        self._names |= _former_prefectures(self._known, self._names)
        self._names |= _zones(self._known, self._names)
        self._names |= _transcriptions(self._names)
        self._openings = Openings(self._names)
        self._stems = self._by_stem()

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, code: str) -> bool:
        return code in self._known

    def name(self, code: str) -> str:
        """Return the official name."""
        return self._known[code].place.name

    def short(self, code: str) -> str:
        """Return what people write for the official name (三合村委会: 三合村)."""
        return self._known[code].short

    def stem(self, code: str) -> str:
        """Return the name without its designation (义勒力特镇: 义勒力特), folded."""
        return stem(fold(self._known[code].short))

    def level(self, code: str) -> int:
        """Return the level, 1 (province) to 5 (village)."""
        return self._known[code].level

    def parent(self, code: str) -> str | None:
        """Return the parent's code, from the row or else from the code itself."""
        place = self._known[code].place
        if place.parent:
            return place.parent
        return next((item for item in reversed(ancestors(code)) if item in self._known), None)

    def has_towns(self, code: str) -> bool:
        """Say whether the list goes deeper than counties within a place."""
        return any(above in self._parents for above in (code[:6], code[:4]))

    def codes(self, name: str) -> tuple[str, ...]:
        """Return the codes of all places with this (folded) name."""
        return self._names.get(name, ())

    def by_stem(self, name: str) -> str | None:
        """Return the league or county whose (folded) name this is without its designation.

        A league comes before a county; where several are called so, none is meant.
        """
        return self._stems.get(name)

    def _by_stem(self) -> dict[str, str]:
        found: dict[str, tuple[int, set[str]]] = {}
        for code, item in self._known.items():
            if item.level not in (2, 3):
                continue
            name = stem(fold(item.short))
            if len(name) < 2 or name == item.short:
                continue
            level, codes = found.get(name, (item.level, set()))
            if item.level <= level:
                found[name] = item.level, {code} | (codes if item.level == level else set())
        return {name: min(codes) for name, (_, codes) in found.items() if len(codes) == 1}

    @overload
    def find(self, folded: str) -> list[Match[int]]: ...
    @overload
    def find(self, folded: str, start: Offset, end: Offset) -> list[Match[Offset]]: ...
    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[Match[Any]]:
        """Return the known names in a folded text, leftmost and longest, without overlaps.

        They are in the offsets in which the text was bounded.
        """
        return find_names(folded, self._names, self._openings, start, end)

    def _drop_shared_stems(self) -> None:
        """Forget a province's or city's stem that is also the name of something else (吉林)."""
        for name, codes in list(self._names.items()):
            if len(codes) > 1 and all(self.stem(code) == name for code in codes):
                levels = sorted(self.level(code) for code in codes)
                if levels[0] == levels[1]:
                    del self._names[name]
                else:
                    keep = min(codes, key=self.level)
                    self._names[name] = (keep,)


def find_names(
    folded: str,
    names: Mapping[str, tuple[str, ...]],
    openings: Openings,
    start: int = 0,
    end: int | None = None,
) -> list[Match[int]]:
    """Find the names of a dictionary, whose openings are given."""
    end = len(folded) if end is None else end
    text = folded[start:end]
    found = []
    taken = 0
    for position in openings.find(text):
        if position < taken:
            continue
        for length in openings.lengths.get(text[position : position + 3], ()):
            name = text[position : position + length]
            if name in names and len(name) == length:
                break
        else:
            name = text[position : position + 2]
            if name not in names:
                continue
        taken = position + len(name)
        found.append(Match(start + position, start + taken, name, names[name]))
    return found


def find_few(page: str, names: dict[str, tuple[str, ...]]) -> list[Match[PageOffset]]:
    """Find the names of a small dictionary anywhere in the folded text of a page."""
    if len(names) > _FEW:
        return cast("list[Match[PageOffset]]", find_names(page, names, Openings(names)))
    present = [name for name in names if name in page]
    if not present:
        return []
    pattern = "|".join(map(re.escape, sorted(present, key=len, reverse=True)))
    return [
        Match(*page_span(match), match.group(), names[match.group()])
        for match in re.finditer(pattern, page)
    ]


def within(code: str, ancestor: str) -> bool:
    """Say whether a place is another or lies in it: the code is the path."""
    return code.startswith(ancestor)


def _spellings(code: str, name: str, short: str, level: int) -> set[str]:
    """Return other ways the name is written, by the habits of its level."""
    bare = stem(fold(short))
    found: set[str] = set()
    if code in _CAPITALS:
        found.add(bare)
    if level == 1 or (level <= 3 and len(bare) >= 3 and short.endswith(("市", "盟"))):
        found.add(bare)
    if short.endswith("自治州"):
        found.add(bare + "州")
    if level == 3:
        if banner := _WING_BANNER.match(short) or _SIDE_BANNER.match(short):
            found.add("".join(banner.groups("")) + ("旗" if "翼" in short else ""))
        for ending in ("自治县", "自治旗"):
            if short.endswith(ending):
                found |= {short.removesuffix(ending) + ending[-1]}
                if bare != fold(short):
                    found |= {bare + ending, bare + ending[-1]}
                elif short.endswith("族" + ending):  # 东乡族自治县 is named by a people alone
                    found.add(short.removesuffix("族" + ending) + ending[-1])
    if level == 4 and short.endswith("民族乡"):
        found.add(short.removesuffix("民族乡") + "族乡")  # 鄂温克民族乡, 鄂温克族乡
    if level == 4 and short.endswith("街道"):
        found |= {short + "办事处", short + "办"}
        if len(bare) >= 2 and not short.endswith(("路街道", "街街道")):
            found.add(bare + "街")
    if level == 5:
        if short.endswith("嘎查"):
            found |= {short + "村", short + "委员会"}
        elif short.endswith("社区"):
            found |= {short + "居委会", short.removesuffix("社区") + "居委会"}
        elif short.endswith("村"):
            found |= {short + "委会", short + "村委会", short + "民委员会"}
    return found


def _transcriptions(names: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the other ways in which Mongolian words of names are written in characters.

    A spelling that is a place's own name stays that place's alone.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for name, codes in names.items():
        mongolian = [code for code in codes if code.startswith(_MONGOLIAN)]
        if not mongolian:
            continue
        for words in _SAME_WORDS:
            for word in words:
                if word in name:
                    for other in words:
                        found[name.replace(word, other, 1)].update(mongolian)
    return {name: tuple(sorted(codes)) for name, codes in found.items() if name not in names}


def _former_counties(
    known: dict[str, _Known], names: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return 香格里拉县 for 香格里拉市: most cities and districts were counties before.

    Only where one place at most can be meant, and where no place bears the name today.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for code, item in known.items():
        if item.level == 3 and item.short[-1] in "市区" and len(item.short) >= 3:
            found[stem(fold(item.short)) + "县"].add(code)
    return {
        name: tuple(codes) for name, codes in found.items() if len(codes) == 1 and name not in names
    }


def _former_prefectures(
    known: dict[str, _Known], names: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return 日喀则地区 for 日喀则市: a city of that level of this name was a prefecture before."""
    return {
        name: (code,)
        for code, item in known.items()
        if item.level == 2 and item.short.endswith("市")
        and (name := stem(fold(item.short)) + "地区") not in names
    }  # fmt: skip


def _zones(
    known: dict[str, _Known], names: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return what zones that are run like a county or a town are called beside their long names.

    乌拉盖管理区 for 乌拉盖管理区管委会, 通辽市经济技术开发区 for 通辽经济技术开发区, …高新区.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for code, item in known.items():
        base = _COMMITTEE.sub("", fold(item.place.name).removeprefix("内蒙古"))
        if item.level not in (3, 4) or not base.endswith(("开发区", "管理区", "新区")):
            continue
        above = known.get(code[:4])
        parent = fold(above.short) if above else ""
        forms = {base, *(base.replace(long, brief) for long, brief in _ZONES)}
        if parent and base.startswith(stem(parent)):
            forms |= {parent + form.removeprefix(stem(parent)) for form in forms}
        for form in forms:
            if len(form) >= _SHORTEST_ZONE:  # 高新区 alone is any
                found[form].add(code)
    return {
        name: tuple(codes) for name, codes in found.items() if len(codes) == 1 and name not in names
    }


def _place(row: tuple[Any, ...]) -> Place:
    code, name, *rest = row
    parent = rest[0] if rest else None
    return Place(str(code), name, parent or None, tuple(filter(None, rest[1:])))


def _level(code: str) -> int:
    digits = len(code) if code.isdigit() else len(always(re.match(r"\d*", code)).group())
    level = LEVEL_WIDTHS.index(digits) + 1 if digits in LEVEL_WIDTHS else 5
    return level if code.isdigit() else min(level + 1, 5)
