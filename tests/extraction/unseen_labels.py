"""Brings labels and what the importer found into one form (the words: unseen_labels.md)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_NO_TEXT = re.compile(r"[\s“”‘’\"'「」『』]")
_LEVEL_WORD = re.compile(
    r"(?:全(?:国|省|区|市|州|盟|县|旗|自治区)"
    r"|国家级|[\u4e00-\u9fff]{0,6}?(?:省|自治区|兵团|地区|地|市|州|盟|县|旗|区|师)级"
    r"|第[一二三四五六七八九十\d]+批次?|\d{4}(?:-\d{4})?年?度?|及?以上)(?=.{2})"
)
_HEADING_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]+[、是]|\([一二三四五六七八九十\d]+\)|0\d[.、]?|\d+[.、]|[壹贰叁肆伍陆柒捌玖拾]\|)"
)

_SHORTEST_BARE = 3  # characters of 示范户

STATUS = {
    "held": "held", "awarded": "held", "target": "target", "aim": "target",
    "candidate": "target", "proposed": "target", "recommended": "target", "described": "described",
}  # fmt: skip
PUT_FORWARD = {"candidate", "proposed", "recommended"}
LEVEL = {
    "provincial": "autonomous_region", "prefecture": "league", "prefectural": "league",
    "county": "banner",
}  # fmt: skip
KIND = {
    "demonstration_area": {"region_title"}, "demonstration_unit": {"unit", "village"},
    "model_collective": {"collective"}, "model_individual": {"individual"},
    "education_base": {"base"}, "civilized": set(), "other": set(),
}  # fmt: skip


def plain(text: str | None) -> str:
    """Return a text without blanks and quotes, in half-width forms."""
    return _NO_TEXT.sub("", unicodedata.normalize("NFKC", text or "")).replace("•", "·")


def title_of(name: str) -> str:
    """Return what is left of an honor's name without level, batch, year, brackets and 称号."""
    name = re.sub(r"\([^)]*\)", "", plain(name))
    while match := _LEVEL_WORD.match(name):
        name = name[match.end() :]
    return re.sub(r"(?<=.)(?:荣誉称号|称号)$", "", name)


def author_of(text: str | None) -> str:
    """Return authors without the labels and marks between them."""
    return re.sub(r"本报|特约|记者|通讯员|作者|[:;,、]", "", plain(text))


def heading_of(text: str) -> str:
    """Return a heading without its number and the stop behind it."""
    return _HEADING_NUMBER.sub("", plain(text), count=1).rstrip("。.:;,")


def division(code: str | None) -> str:
    """Return a code without the zeros that stand for no division."""
    return re.sub(r"(?:00)+$", "", code or "")


@dataclass(frozen=True)
class Award:
    """An honor in the one form; `kinds` empty and `derived` are not compared."""

    title: str
    status: str
    level: str | None
    kinds: frozenset[str]
    count: int | None
    derived: bool
    year: int | None
    bearers: tuple[str, ...]
    conferrer: str
    optional: bool = False
    names_bearers: bool = True
    elided: bool = False

    def named_by(self, title: str) -> bool:
        """Say whether a title read is this label's: the text's own words, or those completed."""
        bare = self.elided and len(title) >= _SHORTEST_BARE and self.title.endswith(title)
        return bare or title == self.title


def labelled_awards(labels: list[dict]) -> Iterator[Award]:
    """Yield an award for every honor labelled, and for each of its years."""
    for item in labels:
        for year in item.get("years") or [item.get("year")]:
            yield Award(
                title=title_of(item["name"]),
                status=STATUS[item["status"]],
                level=LEVEL.get(item.get("level"), item.get("level")),
                kinds=frozenset(KIND.get(item["kind"], {item["kind"]})),
                count=item.get("count"),
                derived=item.get("derived", False),
                year=year,
                bearers=tuple(map(plain, item.get("recipients", ()))),
                conferrer=plain(item.get("conferred_by")),
                optional=item.get("optional", False),
                names_bearers=item["status"] in PUT_FORWARD or STATUS[item["status"]] == "held",
                elided=item.get("elided", False),
            )


def found_awards(report) -> Iterator[Award]:
    """Yield an award for every honor that the importer read."""
    for item in report.honors:
        yield Award(
            title=title_of(item.name),
            status=str(item.status),
            level=item.level and str(item.level),
            kinds=frozenset({str(item.kind)}),
            count=item.count,
            derived=item.count_derived,
            year=item.year,
            bearers=tuple(map(plain, item.recipients)),
            conferrer=plain(item.conferred_by),
        )


def amount(value, unit: str) -> tuple[Decimal, str]:
    """Return a value and its unit with 万 and 亿 multiplied out."""
    value, unit = Decimal(value), re.sub(r"\(.*\)$", "", plain(unit))  # 篇(条) is counted in 篇
    while unit[:1] in ("万", "亿"):
        value *= 10_000 if unit[0] == "万" else 100_000_000
        unit = unit[1:]
    return value.normalize(), unit


def labelled_amounts(labels: list[dict]) -> tuple[Counter, Counter]:
    """Return the figures that must be found and those that may be."""
    must, may = Counter(), Counter()
    for item in labels:
        counter = may if item.get("optional") else must
        counter[amount(item["value"], item["unit"])] += 1
        if "value_to" in item:
            may[amount(item["value_to"], item["unit"])] += 1
    return must, may
