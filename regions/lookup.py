"""The place that a typed text means: the same one in a filter, a query, an address and a form.

A text is a code in any form, a name of today or before, a name without its designation (库伦), the
path to a place written in one piece or in several (通辽市库伦旗, 通辽市 库伦旗), its pinyin or its
initials (klq). What may mean several places is refused with those, never guessed.
"""

import re
import unicodedata
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext

from regions import codes, kinds, names
from regions.models import Level, Region
from regions.pinyin import spell

LONGEST_TEXT = 120
_CHOICES_SHOWN = 6
_LONGEST_NAME = 30
_BETWEEN = re.compile(r"[\s/>›»]+")
_WIDE_BRACKETS = str.maketrans("()", "（）")
_LATIN = re.compile(r"[a-z]+(?:['’]?[a-z]+)*")
# How a place is called by a text, the surest first.
_NAME, _FORMER, _PINYIN, _SHORT, _SHORTER = range(5)


class UnclearPlaceError(ValueError):
    """A text that means no place, or may mean several: ``choices``, the likeliest first.

    The message is a sentence for whoever typed the text.
    """

    def __init__(self, text: str, choices: list[Region]):
        self.choices = choices
        super().__init__(self._worded(text))

    def _worded(self, text: str) -> str:
        if not self.choices:
            return gettext("没有找到这个地区“%(text)s”，请输入名称、代码或拼音。") % {
                "text": text[:40]
            }
        shown = [f"{each.code} {each.full_name}" for each in self.choices[:_CHOICES_SHOWN]]
        more = "……" if len(self.choices) > _CHOICES_SHOWN else ""
        return gettext("不能确定“%(text)s”是哪个地区，请输入代码或更完整的名称：%(choices)s") % {
            "text": text[:40],
            "choices": "；".join(shown) + more,
        }


def find(text: str) -> Region:
    """Return the one place that a text means; raise ``UnclearPlaceError`` for any other text."""
    called = _called_by(text)
    meant = _likeliest(called)
    if len(meant) == 1:
        return meant[0]
    if not called and len(text) <= LONGEST_TEXT and (words := " ".join(_words(text))):
        called = Region.objects.for_readers().matching(words)[: _CHOICES_SHOWN + 1]
    raise UnclearPlaceError(text, sorted(called, key=lambda each: (each.level, each.code)))


def find_or_none(text: str) -> Region | None:
    """Return the one place that a text means, if it does."""
    meant = _likeliest(_called_by(text))
    return meant[0] if len(meant) == 1 else None


def formerly(texts: list[str]) -> list[tuple[str, Region]]:
    """Return the texts that are former names and no place's name today, with today's place."""
    today = Region.objects.current().filter(name__in=texts)
    former = Region.former.rel.related_model.objects.filter(name__in=texts)
    former = former.exclude(name__in=today.values("name")).select_related("region")
    return list({each.region: (each.name, each.region) for each in former}.values())


def _called_by(text: str) -> dict[Region, int]:
    """Return the places that a text may mean, each with how surely it is called so."""
    words = _words(text)
    if not words or len(text) > LONGEST_TEXT:
        return {}
    places = Region.objects.exclude(kind=kinds.Kind.PLACEHOLDER)
    if region := _by_code(words[0]):
        # A code may be followed by the path that it stands for, or by a name below the place.
        if words[1:] in ([], _words(region.short_name), _words(region.full_name)):
            return {region: _NAME}
        places, words = places.in_subtree(region), words[1:]
    return _called(places, words)


def _words(text: str) -> list[str]:
    """Return the words of a text in their normal form, without what cannot be typed or stored."""
    folded = unicodedata.normalize("NFKC", text)
    typed = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in folded)
    return _BETWEEN.sub(" ", typed).split()


def _by_code(word: str) -> Region | None:
    """Return the place that has or had a code."""
    if not word[0].isdigit():
        return None
    try:
        return Region.objects.resolve(word)
    except Region.DoesNotExist:
        return None


def _called(places: QuerySet, words: list[str]) -> dict[Region, int]:
    """Return the places that bear a name, each with how surely; only the surest are left."""
    latin = " ".join(words).lower()
    if _LATIN.fullmatch(latin.replace(" ", "")):
        found = _spelled(places, re.sub(r"[ '’]", "", latin))
    else:
        found = _named(places, "".join(words))
    keys = {region: (not region.is_current, how) for region, how in found.items()}
    surest = min(keys.values(), default=None)
    return {region: how for region, how in found.items() if keys[region] == surest}


def _likeliest(called: dict[Region, int]) -> list[Region]:
    """Return the places that are meant: one, or all between which the text does not decide.

    Places inside another of them are left out. A shorthand means a banner rather than a village,
    and a place in the provinces whose towns are known, which are those that the site is about.
    """
    kept = {region.code for region in called}
    meant = [region for region in called if not kept & set(codes.ancestors(region.code))]
    if len(meant) > 1 and not {_NAME, _FORMER, _PINYIN} & set(called.values()):
        meant = [each for each in meant if each.level <= Level.BANNER] or meant
        towns = Region.objects.current().filter(level__gte=Level.TOWN).order_by()
        provinces = towns.annotate(province=Substr("code", 1, 2)).values_list("province", flat=True)
        own = set(provinces.distinct())
        meant = [each for each in meant if each.code[:2] in own] or meant
    return meant


def _spelled(places: QuerySet, latin: str) -> dict[Region, int]:
    """Return the places with a pinyin or initials, with their designation or without it."""
    found: dict[Region, int] = {}
    for region in places.filter(Q(pinyin__startswith=latin) | Q(initials__startswith=latin)):
        stem = names.stem(region.short_name)
        if latin == region.pinyin:
            found[region] = _PINYIN
        elif latin == region.initials:
            found[region] = _SHORT
        elif latin in (region.initials[: len(stem)], spell(stem)[0]):
            found[region] = _SHORTER
    return found


def _named(places: QuerySet, text: str) -> dict[Region, int]:
    """Return the places that a text names at its end, with their path or nothing in front."""
    ends = [text[start:] for start in range(max(0, len(text) - _LONGEST_NAME), len(text))]
    ends = [end for end in ends if len(end) > 1] or ends
    if "(" in text:  # stored as the register writes them
        ends += [end.translate(_WIDE_BRACKETS) for end in ends]
    begins = Q()
    for end in ends:
        begins |= Q(short_name__startswith=end) | Q(aliases__contains=end)
    former = Region.former.rel.related_model.objects
    begins_former = Q()
    for end in ends:
        begins_former |= Q(name__startswith=end)
    was = former.filter(begins_former).values("region")
    candidates = places.filter(Q(name__in=ends) | begins | Q(pk__in=was))
    called = [
        (region, how, text.removesuffix(name))
        for region in candidates.prefetch_related("former")
        for how, name in _names_of(region)
        if text.endswith(name)
    ]
    above = _above({region for region, _, path in called if path})
    found: dict[Region, int] = {}
    for region, how, path in called:
        if _is_path_to(region, path, above):
            found[region] = min(how, found.get(region, how))
    return found


def _names_of(region: Region) -> Iterator[tuple[int, str]]:
    """Yield each name of a place with how surely it is called so."""
    for name in {region.name, region.short_name, *region.aliases.split("\n")} - {""}:
        yield _NAME, unicodedata.normalize("NFKC", name).strip()
    yield _SHORT, names.stem(region.short_name)
    for each in region.former.all():
        yield _FORMER, each.name
        yield _SHORT, names.stem(each.name)


def _above(regions: set[Region]) -> dict[str, set[str]]:
    """Return the names of all places above some places, by code."""
    above = {code for region in regions for code in codes.ancestors(region.code)}
    return {
        each.code: {name for _, name in _names_of(each)}
        for each in Region.objects.filter(code__in=above).prefetch_related("former")
    }


def _is_path_to(region: Region, text: str, above: dict[str, set[str]]) -> bool:
    """Return whether a text is made of names of the places above a place, in their order."""
    if not text:
        return True
    path = [above[code] for code in codes.ancestors(region.code) if code in above]
    before = {each.parent_name for each in region.former.all()} - {""}
    return _is_row_of(text, [*path, before])


def _is_row_of(text: str, rows: list[set[str]]) -> bool:
    if not text:
        return True
    return any(
        _is_row_of(text.removeprefix(name), rows[at + 1 :])
        for at, row in enumerate(rows)
        for name in row
        if name and text.startswith(name)
    )
