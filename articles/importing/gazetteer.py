"""The known places, and where their names stand in a text.

Built once from any iterable of places (16,000 load in well under a second), then shared: finding
names looks at each position of a text a bounded number of times.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import add
from typing import NamedTuple

from .fold import fold

LEVEL_WIDTHS = (2, 4, 6, 9, 12)
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
NATIONALITIES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山"
    "|拉祜|水"
    "|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒"
    "|乌孜别克"
    "|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_VILLAGE_ENDINGS = (
    ("嘎查村民委员会", "嘎查"), ("嘎查村委会", "嘎查"), ("嘎查委员会", "嘎查"),
    ("嘎查委会", "嘎查"), ("嘎查村", "嘎查"), ("社区居民委员会", "社区"), ("社区居委会", "社区"),
    ("社区委员会", "社区"),
    ("居民委员会", "社区"), ("居委会", "社区"), ("村村民委员会", "村"), ("村村委会", "村"),
    ("村村民委会", "村"), ("村民委员会", "村"), ("村民委会", "村"), ("村委会", "村"),
    ("村委", "村"),
)  # fmt: skip
_DESIGNATION = re.compile(
    rf"(?:(?<![内西])(?:(?:{NATIONALITIES})族?)+自治(?:区|州|县|旗)|自治[区旗州县]|特别行政区|地区"
    rf"|(?:(?:{NATIONALITIES})族)+(?:民族)?[乡村]|民族苏木|林区|街道办事处|街道|苏木|嘎查|社区"
    r"|[省市盟州旗县区镇乡村])$"
)
_WING_BANNER = re.compile(r"^(.).+([左右])翼([前后中]?)旗$")
_SIDE_BANNER = re.compile(r"^(.)..+([左右前后中]旗)$")
LONGEST_NAME = 24
_FEW = 40


class Place(NamedTuple):
    """A known place: statutory code, official name, its parent's code, other names."""

    code: str
    name: str
    parent: str | None = None
    others: tuple[str, ...] = ()


class Match(NamedTuple):
    """A known name found in a text; `codes` are all the places that bear it."""

    start: int
    end: int
    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    place: Place
    short: str
    level: int


class Gazetteer:
    """All known places by name and by code."""

    def __init__(self, places: Iterable[Place | tuple]):
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
            for name in {place.name, short, *place.others, *_spellings(place.name, short, level)}:
                if 2 <= len(name) <= LONGEST_NAME:
                    names[fold(name)].add(place.code)
        self._parents = {code[:width] for code in self._known if len(code) > 6 for width in (4, 6)}
        self._names = {name: tuple(sorted(codes)) for name, codes in names.items()}
        self._drop_shared_stems()
        self._lengths = _lengths(self._names)

    def __len__(self):
        return len(self._known)

    def __contains__(self, code: str):
        return code in self._known

    def name(self, code: str) -> str:
        """Return the official name."""
        return self._known[code].place.name

    def short(self, code: str) -> str:
        """Return what people write for the official name (三合村委会: 三合村)."""
        return self._known[code].short

    def stem(self, code: str) -> str:
        """Return the name without its designation (义勒力特镇: 义勒力特), folded."""
        return stem(self._known[code].short)

    def level(self, code: str) -> int:
        """Return the level, 1 (province) to 5 (village)."""
        return self._known[code].level

    def parent(self, code: str) -> str | None:
        """Return the parent's code, from the row or else from the code itself."""
        place = self._known[code].place
        if place.parent:
            return place.parent
        above = [code[:width] for width in LEVEL_WIDTHS if width < len(code)]
        return next((item for item in reversed(above) if item in self._known), None)

    def has_towns(self, code: str) -> bool:
        """Say whether the list goes deeper than counties within a place."""
        return any(above in self._parents for above in (code[:6], code[:4]))

    def codes(self, name: str) -> tuple[str, ...]:
        """Return the codes of all places with this (folded) name."""
        return self._names.get(name, ())

    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[Match]:
        """Return the known names in a folded text, leftmost and longest, without overlaps."""
        return find_names(folded, self._names, self._lengths, start, end)

    def _drop_shared_stems(self):
        """Forget a province's or city's stem that is also the name of something else (吉林)."""
        for name, codes in list(self._names.items()):
            if len(codes) > 1 and all(self.stem(code) == name for code in codes):
                levels = sorted(self.level(code) for code in codes)
                if levels[0] == levels[1]:
                    del self._names[name]
                else:
                    keep = min(codes, key=self.level)
                    self._names[name] = (keep,)


def find_names(folded, names, lengths, start=0, end=None) -> list[Match]:
    """Find the names of a dictionary; `lengths` says which lengths start with two characters."""
    end = len(folded) if end is None else end
    text = folded[start:end]
    found = []
    taken = 0
    # Pairing characters in C leaves few positions to look at in Python.
    pairs = enumerate(map(add, text, text[1:]))
    for position, pair in [item for item in pairs if item[1] in lengths]:
        if position < taken:
            continue
        for length in lengths[pair]:
            name = text[position : position + length]
            if name in names and len(name) == length:
                taken = position + length
                found.append(Match(start + position, start + taken, name, names[name]))
                break
    return found


def find_few(folded: str, names: dict[str, tuple[str, ...]]) -> list[Match]:
    """Find the names of a small dictionary anywhere in a text."""
    if len(names) > _FEW:
        return find_names(folded, names, _lengths(names))
    present = [name for name in names if name in folded]
    if not present:
        return []
    pattern = "|".join(map(re.escape, sorted(present, key=len, reverse=True)))
    return [
        Match(*match.span(), match.group(), names[match.group()])
        for match in re.finditer(pattern, folded)
    ]


def within(code: str, ancestor: str) -> bool:
    """Say whether a place is another or lies in it: the code is the path."""
    return code.startswith(ancestor)


def short_name(name: str, level: int) -> str:
    """Return what people write for an official name."""
    if level == 5:
        for ending, replacement in _VILLAGE_ENDINGS:
            if name.endswith(ending) and len(name) > len(ending):
                return name.removesuffix(ending) + replacement
    if level == 4 and name.endswith("街道办事处"):
        return name.removesuffix("办事处")
    return name


def stem(short: str) -> str:
    """Return a short name without its designation; the whole name if less than two are left."""
    bare = _DESIGNATION.sub("", fold(short))
    return bare if len(bare) >= 2 else fold(short)


def _spellings(name: str, short: str, level: int) -> set[str]:
    """Return other ways the name is written, by the habits of its level."""
    bare = stem(short)
    found: set[str] = set()
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
                    found.add(bare + ending[-1])
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


def _place(row) -> Place:
    code, name, *rest = row
    parent = rest[0] if rest else None
    return Place(str(code), name, parent or None, tuple(filter(None, rest[1:])))


def _level(code: str) -> int:
    digits = len(code) if code.isdigit() else len(re.match(r"\d*", code).group())
    level = LEVEL_WIDTHS.index(digits) + 1 if digits in LEVEL_WIDTHS else 5
    return level if code.isdigit() else min(level + 1, 5)


def _lengths(names) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[:2]].add(len(name))
    return {key: tuple(sorted(values, reverse=True)) for key, values in lengths.items()}
