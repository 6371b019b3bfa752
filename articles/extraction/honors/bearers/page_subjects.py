"""Whom a page speaks of without naming it again: 我县, 该院, 学校, or nobody at all.

A page names its place and the body it reports on once, and goes on with 我县, 全旗, 学校, 该院.
What such a word stands for is looked up in the page: a place in the region of the report and what
lies above it, a body among all names, a person among those whom it introduces.
"""

import re
from collections import Counter
from collections.abc import Callable

from articles.extraction.places.gazetteer import Gazetteer
from regions.codes import ancestors

from .bearer_names import ROLES, SURNAMES
from .frame_words import INSIDE, NAME_ENDS, PREDICATE, VERBS

_PLACE_NOUNS = "自治区|[省市州盟县旗区镇乡村]|苏木|嘎查|社区|街道"
OWN_PLACE = re.compile(
    rf"(?P<pronoun>我|该|全|本|咱们?|我们|这个)(?P<noun>{_PLACE_NOUNS})(?!级|报|委|政府|[一-鿿]{{0,4}}的)"
)
# The noun that is left of a name, and what such names end in.
_ENDINGS = {
    "学校": "学校|中学|小学|校|学院|大学|幼儿园",
    "中队": "中队",
    "段": "[车工机电]务段|客运段|车辆段|[供工]电段",
    "连队": "连",
    "农场": "农牧?场|林场",
    "场": "[农林牧马]牧?场",
    "法庭": "法庭",
    "庭": "法庭",
    "家庭": "一家|家庭|户|夫妇",
    "志愿队": "志愿(?:服务)?队",
    "大院": "院",
    "校": "学校|中学|小学|校|学院|大学",
    "院": "院",
    "公司": "公司|集团|企业|厂",
    "企业": "公司|集团|企业|厂|业",
    "村": "村|嘎查",
    "队": "队",
    "队伍": "队",
    "班组": "班组?",
    "单位": "局|委|院|中心|站|所|队|馆|公司|办",
}
# 教师孟淑珍, 王玉珍,女,: whom a page introduces.
_INTRODUCED = re.compile(
    rf"{ROLES}(?P<named>[一-鿿·]{{2,10}})|(?<![一-鿿])(?P<profiled>[一-鿿·]{{2,8}}),[男女],"
)
_SURNAMED = re.compile(
    rf"[{''.join(sorted(SURNAMES))}][一-鿿]{{1,2}}(?=[,。;、(是在的说被]|同志|今年|先后|$)"
)
_LONGEST_PERSON = 6
_UNNAMED = re.compile(
    "文明|示范|模范|先进|特色|优秀|龙头|重点|首家|^[占全该本我这各一两几]|安置"
)  # 占全校, 全国文明社区: nobody
# A page has several villages and schools, but one hospital or firm that it means.
_ONE_OF_A_PAGE = {"医院", "院", "公司", "集团", "企业"}
_NEAR = 400  # characters in front of a paragraph
_CLAUSE = re.compile("[,:;。!?()\n\t—>_|-]")
_Split = Callable[[str], str]


class PageSubjects:
    """Finds what the words of a page stand for that are no names."""

    def __init__(self, gazetteer: Gazetteer, region: str | None, title: str, page: str):
        self.gazetteer = gazetteer
        self.region = region
        self.title = title
        self.page = page
        self.heading = ""  # above what is read now
        self.at = 0  # where in the page that starts
        self._bodies: dict[tuple[str, int], str] = {}
        self._people: list[str] | None = None

    def person(self, before: str) -> str:
        """Return the person that a text speaks of last, else the one whom the page is about."""
        if self._people is None:
            named = {
                match["profiled"] or self._person_at(match["named"])
                for match in _INTRODUCED.finditer(self.page)
            }
            told = {name: self.page.count(name) for name in named if name}
            self._people = sorted(told, key=lambda name: (-told[name], name))
        near = max(self._people, key=before.rfind, default="")
        if near and near in before:
            return near
        return next((name for name in self._people[:1] if self.page.count(name) > 2), "")

    def _person_at(self, stretch: str) -> str:
        """Return the person's name that a stretch opens with: it comes again, or has a surname."""
        if INSIDE.search(stretch[:2]):
            return ""
        for length in range(min(len(stretch), _LONGEST_PERSON), 2, -1):
            name = stretch[:length]
            if NAME_ENDS.search(name):
                continue
            if self.page.count(name) > 1 and not VERBS.search(name) and not PREDICATE.search(name):
                return name
        surname = _SURNAMED.match(stretch)
        return surname.group() if surname else ""

    def place(self, noun: str) -> str:
        """Return the report's own place, or one above it, whose name ends in a noun; "" if none.

        It is named as the page names it in full.
        """
        codes = [*ancestors(self.region), self.region] if self.region else []
        for code in reversed(codes):
            if code not in self.gazetteer or not self.gazetteer.short(code).endswith(noun):
                continue
            short, stem = self.gazetteer.short(code), self.gazetteer.stem(code)
            written = {self.gazetteer.name(code), short, stem + noun}
            known = sorted((name for name in written if name in self.page), key=len)
            return known[-1] if known else short
        return ""

    def body(self, noun: str, name_in: _Split) -> str:
        """Return the body of the page whose name ends in a noun; "" if none or it is open which.

        `name_in` returns the one name that a stretch ends with. The title's goes before all
        others, then the one told last in front, else the one that is named most.
        """
        if (noun, self.at) not in self._bodies:
            self._bodies[noun, self.at] = self._body(noun, name_in)
        return self._bodies[noun, self.at]

    @staticmethod
    def endings(noun: str) -> str:
        """Return a pattern of what names end in that a noun stands for."""
        return f"(?:{_ENDINGS.get(noun, re.escape(noun))})"

    def _body(self, noun: str, name_in: _Split) -> str:
        ends = re.compile(rf"{self.endings(noun)}(?!长)")
        before = self.page[max(0, self.at - _NEAR) : self.at]
        for text, enough in ((self.title, 1), (before, 2), (self.page, 1)):
            if enough > 1 and noun in _ONE_OF_A_PAGE:
                continue
            named: Counter[str] = Counter()
            for clause in _CLAUSE.split(text):
                found = [match.end() for match in ends.finditer(clause)]
                if found and (name := name_in(clause[: found[-1]])):
                    named[name] += 1
            longest = [
                name
                for name, _ in named.most_common()
                if len(name) > len(noun) + 1
                and not _UNNAMED.search(name)
                and (
                    enough == 1 or self.page.count(name) >= enough or self.gazetteer.find(name[:6])
                )
            ]
            if longest:
                return longest[-1 if enough > 1 else 0]
        return ""
