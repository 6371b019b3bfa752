"""Lists of those who may bear a title: 甲社区、乙小学和丙公司; 教师孟淑珍、村民白热布.

A list is split where names are joined; each part must end as names of places and bodies do, or be
a person's by form, office or company. What no name holds makes the whole list none.
"""

import re

from articles.extraction.places.gazetteer import Gazetteer

from .bearer_names import ROLES, SURNAMES, bearer, unquoted
from .frame_words import (
    IN_NAME,
    INSIDE,
    MAYBE_INSIDE,
    MAYBE_TAIL,
    NAME_END,
    NAME_ENDS,
    NO_BEARER,
    OWNED,
    PERSON_NAME,
    POINTING,
    REMARK,
    TAIL,
    VERBS,
)

_SEPARATOR = re.compile(r"、|以及|[和与及暨](?![谐平睦美])|和(?=平[一-鿿]{1,4}[省市县旗区镇乡村])")
# Handed over with a title.
_TOKENS = re.compile(r"(?:荣誉|获奖)?(?:奖[章牌杯状旗金品]|证书|牌匾|锦旗)")
# What follows 和 is not long enough to be a name of its own.
_SUFFIX = re.compile(f"{NAME_END.pattern}|.[寺村镇乡庙]")
_ROLE_ENDS = re.compile(rf"{ROLES}$")
_SURNAMED = re.compile(rf".{{2,}}(?P<who>[{''.join(sorted(SURNAMES))}][一-鿿]{{2}})$")
# What no person's name holds: 干部学院则在 is no cadre.
_NO_PART = re.compile("学[院校]|[中小]学|医院|公司|社区|单位|中心|协会|则|在|(?<=.)于")
_COUNTS = re.compile(r"等(?:\d|[一二三四五六七八九十])")
_FAMILY = ("的家庭", "的家")
_LONGEST_TAIL = 40
_JOINS = frozenset("、以和与及暨")  # one of them stands in every separator
_LONGEST = 34
_LONGEST_ODD = 14  # of a name that ends in no known noun

_Named = tuple[str, bool] | None  # a name, and whether it is a person's


class NameLists:
    """Splits stretches of a sentence into names."""

    def __init__(self, gazetteer: Gazetteer):
        self.gazetteer = gazetteer
        # Several frames ask for the same stretches of a page.
        self._known: dict[tuple[str, bool], tuple[list[str], bool]] = {}
        self._parted: dict[str, list[str]] = {}
        self._named: dict[str, tuple[_Named, _Named]] = {}  # as such, and of people

    def split(self, listed: str, *, people: bool = False) -> tuple[list[str], bool]:
        """Return the names of a list and whether all are people's; none if a part is no name.

        `people` says that what follows the list counts people (两位同志).
        """
        if (listed, people) not in self._known:
            self._known[listed, people] = self._split(listed, people)
        names, persons = self._known[listed, people]
        return list(names), persons

    def _split(self, listed: str, people: bool) -> tuple[list[str], bool]:
        if (parts := self._parted.get(listed)) is None:
            parts = self._parted[listed] = self._without_tail(listed)
        read = [self._name(part, people) for part in parts]
        if any(read[:-1]) and read[-1] is not None:
            # 云岔社区、柳湾茶坊、县医院: what stands among names is one, whatever its last word.
            read = [name or self._among_names(part) for name, part in zip(read, parts, strict=True)]
        names = [name for name in read if name is not None]
        if len(names) < len(parts):
            return [], False
        return [name for name, _ in names], bool(names) and all(person for _, person in names)

    def _without_tail(self, listed: str) -> list[str]:
        listed = unquoted(listed, " ,:")
        head = max(0, len(listed) - _LONGEST_TAIL)
        if MAYBE_TAIL.search(listed, head):
            listed = listed[:head] + TAIL.sub("", listed[head:])
        parts = self._parts(listed)
        return [REMARK.sub("", part) if part.endswith(")") else part for part in parts]

    def _among_names(self, part: str) -> tuple[str, bool] | None:
        sound = 3 <= len(part) <= _LONGEST_ODD and not NO_BEARER.match(part)
        return (part, False) if sound and not self._holds_more(part) else None

    def _parts(self, listed: str) -> list[str]:
        """Split where names are joined, but not inside a known one (呼和浩特市)."""
        if _JOINS.isdisjoint(listed):
            return [listed] if listed else []
        parts, start = [], 0
        for match in _SEPARATOR.finditer(listed):
            if match.group() != "、" and not self._parts_here(listed, start, match):
                continue
            parts.append(listed[start : match.start()])
            start = match.end()
        return [part for part in [*parts, listed[start:]] if part]

    def _parts_here(self, listed: str, start: int, match: re.Match[str]) -> bool:
        before = listed[start : match.start()]
        after = _SEPARATOR.split(listed[match.end() :])[0]
        if _SUFFIX.fullmatch(after):
            return False  # 靖和街道, 泽库县和日寺
        if len(before) < 2 or _ROLE_ENDS.search(before):
            return False  # 主任和玉兰 is one person
        if NAME_ENDS.search(before) or self._person(before):
            return True
        return not any(
            place.start < match.start() and match.start() < place.end
            for place in self.gazetteer.find(listed, start, len(listed))
        )

    def _name(self, part: str, people: bool) -> _Named:
        """Return a name and whether it is a person's; None if it is no name."""
        if part not in self._named:
            self._named[part] = self._read(part)
        return self._named[part][people]

    def _read(self, part: str) -> tuple[_Named, _Named]:
        """Return what a part names, and what it names among people."""
        part = part.strip(' “”"') if part.count("“") != 1 or part.count("”") != 1 else part
        if owned := OWNED.match(part):
            part = part[owned.end() :]
        if part.endswith(_FAMILY):
            part = part[: part.rindex("的")] or part  # 帕提古丽·亚森的家庭
        if "的" in part and not part.startswith(("昔日", "曾经", "过去")):
            owner, _, part = part.rpartition("的")  # 韦明秀所在的册亨县文化博物馆
            if self._holds_more(re.sub("所在|的", "", owner)):
                return None, None  # 德峨镇是人口最多的乡镇
        someone: _Named = None
        if PERSON_NAME.fullmatch(part) and not self._no_person(part):
            someone = part, True  # 才让多杰, 其美多吉: characters of other words stand in names
        if not 2 <= len(part) <= _LONGEST or NO_BEARER.match(part):
            return None, someone
        name, person = bearer(part)
        if name != part and NO_BEARER.match(name):
            return None, someone
        if person or "·" in name:
            # Single characters of verbs stand in persons' names: 多杰才让.
            sound = PERSON_NAME.fullmatch(name) and not (
                VERBS.search(name) or _NO_PART.search(name)
            )
            named = (name, True) if sound else None
            return named, someone or named
        if self._holds_more(part):
            return None, someone
        if NAME_ENDS.search(part):
            return (found := (name if NAME_ENDS.search(name) else part, False)), someone or found
        if self.gazetteer.codes(part):
            named = (name, False) if NAME_ENDS.search(name) else (part, False)
        else:
            named = (part, True) if self._person(part) and PERSON_NAME.fullmatch(part) else None
        return named, someone or self._person_in(part) or named

    @staticmethod
    def _person_in(part: str) -> _Named:
        """Return the person that a part names, without office and place: 普洱茶商罗德贵."""
        surname = None if VERBS.search(part) else _SURNAMED.search(part)
        return (surname["who"], True) if surname else None

    @staticmethod
    def _no_person(part: str) -> bool:
        """Say whether a part is surely nobody, though a name might be written so."""
        return bool(
            VERBS.search(part)
            or NAME_ENDS.search(part)
            or POINTING.match(part)
            or _ROLE_ENDS.search(part)
            or _TOKENS.fullmatch(part)
            or "的" in part
        )

    @staticmethod
    def _person(name: str) -> bool:
        """Say whether a name has a person's form."""
        surname = name[0] in SURNAMES and 2 <= len(name) <= 3
        return "·" in name or surname or (len(name) <= 3 and name.endswith("某"))

    def _holds_more(self, name: str) -> bool:
        """Say whether a stretch holds a word that no name holds, outside of known places."""
        if not MAYBE_INSIDE.search(name, 1):
            return False
        masked = list(IN_NAME.sub(lambda match: "\x01" * len(match.group()), name))
        for place in self.gazetteer.find(name):
            masked[place.start : place.end] = "\x01" * (place.end - place.start)
        return bool(INSIDE.search("".join(masked), 1))

    def sound(self, names: list[str]) -> bool:
        """Say whether each of some names is one name, and holds nothing that no name holds."""
        return all(
            not _COUNTS.search(name)
            and not POINTING.match(name)
            and not self._holds_more(name)
            and len(self.split(name, people=True)[0]) < 2
            for name in names
        )
