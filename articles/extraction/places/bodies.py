"""Bodies that lie in a place without being one, by their names: 集宁机务段, 第四师六十二团."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from articles.extraction.parts import Segment, Segments

from .gazetteer import Gazetteer, within

_WORDS = tomllib.loads(Path(__file__).with_name("bodies.toml").read_text("utf-8"))
_DIVISIONS: dict[str, str] = _WORDS["divisions"]
_NO_STEMS = frozenset(_WORDS["words"])
_MEDIUM = re.compile(rf"(?P<name>[一-鿿]{{2,5}}?)(?:{'|'.join(_WORDS['media'])})(?![一-鿿])")
_SHORT: dict[str, str] = _WORDS["short"]
_KIND = re.compile("|".join(sorted(_WORDS["kinds"], key=len, reverse=True)))
_BEFORE = re.compile(f"(?:{'|'.join(_WORDS['before'])})$")
_PARTS = tuple(_WORDS["parts"])
_OWN = re.compile("|".join(_WORDS["own"]))
_DIVISION = re.compile(
    r"(?:第(?P<full>十?[一二三四五六七八九十])师"
    r"|(?<![第一-鿿])(?P<short>十?[一二三四五六七八九十])师)(?=[\s一-鿿])"
)
_CORPS = re.compile("兵团|团场|连队|职工|[一二三四五六七八九十\\d]团")
_FARTHEST = 16  # characters from the name of its place to the end of a body's kind
_LONGEST_STEM = 5
_HAN = re.compile("[一-鿿]")
_STATION = "站"  # the railway's if nothing follows


def speaks_of_itself(segments: Segments, segment: Segment) -> float:
    """Return how often a segment calls a body by what its people call it: 我院, 全段.

    Words that are said of others as well count half.
    """
    said = _OWN.findall(segments.folded, segment.start, segment.end)
    return sum(1 if word[0] in "我全本" else 0.5 for word in said)


def find_bodies(
    segments: Segments, segment: Segment, gazetteer: Gazetteer, longest: int
) -> list[str]:
    """Return the places of the bodies that a segment names in its first `longest` characters."""
    text = segments.folded[segment.start : min(segment.end, segment.start + longest)]
    found = [
        _DIVISIONS[match["full"] or match["short"]]
        for match in _DIVISION.finditer(text)
        if (match["full"] or match["short"]) in _DIVISIONS and _CORPS.search(segments.folded)
    ]
    since = 0
    for kind in _KIND.finditer(text):
        if kind.group() == _STATION and _HAN.match(text, kind.end()):
            continue
        begin = max(since, kind.end() - _FARTHEST)
        if named := _place_of(text, begin, kind.start(), gazetteer):
            found.append(named)
            since = kind.end()
    return deepest([code for code in found if code in gazetteer])


def deepest(codes: list[str]) -> list[str]:
    """Return those of some places in which none of the others lies."""
    return [
        code
        for code in dict.fromkeys(codes)
        if not any(other != code and within(other, code) for other in codes)
    ]


def find_media(segments: Segments, segment: Segment, gazetteer: Gazetteer) -> list[str]:
    """Return the places after which accounts and media that a segment names are called."""
    text = segments.folded[segment.start : segment.end]
    told = (gazetteer.by_stem(match["name"]) for match in _MEDIUM.finditer(text))
    return [code for code in told if code]


def _place_of(text: str, begin: int, end: int, gazetteer: Gazetteer) -> str | None:
    """Return the place whose name opens that of a body, or of its part."""
    first = place = None
    for start, code in _stems(text, begin, end, gazetteer):
        if first is None:
            first, place = start, code
        elif within(code, place or "") or text[first:start].endswith(_PARTS):
            place = code
    return place


def _stems(text: str, begin: int, end: int, gazetteer: Gazetteer) -> Iterator[tuple[int, str]]:
    """Yield names without designations of leagues and counties: (start, code)."""
    start = begin
    while start < end - 1:
        longest = min(_LONGEST_STEM, end - start)
        for length in range(longest, 1, -1):
            name = text[start : start + length]
            code = _SHORT.get(name) or (None if name in _NO_STEMS else gazetteer.by_stem(name))
            if code and _opens(text, start, gazetteer):
                yield start, code
                start += length
                break
        else:
            start += 1


def _opens(text: str, start: int, gazetteer: Gazetteer) -> bool:
    """Say whether a name of a body can start here: behind a province, 国网 or 公司."""
    if not _HAN.match(text, start - 1) if start else True:
        return True
    before = text[max(0, start - 12) : start]
    if _BEFORE.search(before) or before.endswith(("省", "自治区", "市", "州", "盟", "地区")):
        return True
    return any(
        gazetteer.by_stem(before[-size:]) or gazetteer.codes(before[-size:]) for size in (2, 3)
    )
