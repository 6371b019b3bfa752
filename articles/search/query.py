"""What a reader typed, understood.

Several words are all wanted; ``"…"`` (“…” and 「…」 too) is an exact phrase; a word after - is
excluded; 标题: 来源: 地区: look in that field only. Nothing typed is an error: what cannot be used
is left out and told in :attr:`Query.notes`.
"""

import re
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext

from articles.search.analysis import GAP, join_numbers, pairs, unit_texts
from articles.search.passages import LONGEST_PHRASE, SOURCE_MARK, TITLE_MARK

LONGEST_QUERY = 200
MOST_TERMS = 12
_OPENING = '"“”„‟＂「『«'
_CLOSING = '"“”‟＂」』»'
_ITEM = re.compile(
    r"(?P<minus>[-−–—－])?"
    r"(?:(?P<field>标题|標題|来源|來源|地区|地區)[:：]\s?)?"
    rf"(?:[{_OPENING}](?P<phrase>[^{_CLOSING}]*)(?:[{_CLOSING}]|$)"
    rf"|(?P<word>[^\s{_OPENING}]+))"
)
_MARKS = {"标题": TITLE_MARK, "標題": TITLE_MARK, "来源": SOURCE_MARK, "來源": SOURCE_MARK}
_MARK_NAMES = {"": "", TITLE_MARK: "标题:", SOURCE_MARK: "来源:"}


@dataclass(frozen=True)
class Term:
    """A word or phrase to look for: its units, and the mark of the field (empty: the report)."""

    units: tuple[str, ...]
    mark: str = ""

    @property
    def words(self) -> list[str]:
        """The terms of the index that stand in a row wherever this one stands."""
        row = self.units if len(self.units) == 1 else pairs(self.units)
        return [self.mark + term for term in row]

    def __str__(self) -> str:
        """Return the term as one would type it."""
        text = "".join(" " if unit == GAP else unit for unit in self.units)
        return _MARK_NAMES[self.mark] + (f"“{text}”" if GAP in self.units else text)


@dataclass
class Query:
    """What is looked for: all of ``wanted``, none of ``excluded``; the same with places."""

    text: str = ""
    wanted: list[Term] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    excluded_places: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.wanted or self.excluded or self.places or self.excluded_places)

    def __str__(self) -> str:
        """Return the query as one would type it."""
        return " ".join(
            [str(term) for term in self.wanted]
            + [f"地区:{place}" for place in self.places]
            + [f"-{term}" for term in self.excluded]
            + [f"-地区:{place}" for place in self.excluded_places]
        )


def parse(text: str) -> Query:
    """Return what a typed text asks for. Never raises."""
    whole = " ".join(text.replace("\0", " ").split())
    query = Query(text=whole[:LONGEST_QUERY])
    if len(whole) > LONGEST_QUERY:
        query.notes.append(
            gettext("查询最长 %(most)d 个字，只用了前面的部分。") % {"most": LONGEST_QUERY}
        )
    for item in _ITEM.finditer(join_numbers(query.text)):
        _read(query, item)
    if len(query.wanted) + len(query.excluded) > MOST_TERMS:
        query.notes.append(
            gettext("一次最多查找 %(most)d 个词，只用了前面的。") % {"most": MOST_TERMS}
        )
        query.wanted = query.wanted[:MOST_TERMS]
        query.excluded = query.excluded[: MOST_TERMS - len(query.wanted)]
    if whole and not query:
        query.notes.append(gettext("没有可查找的文字，请输入汉字、字母或数字。"))
    return query


def _read(query: Query, item: re.Match[str]) -> None:
    """Add one item of the typed text to the query."""
    phrase, name, excluded = item["phrase"], item["field"], bool(item["minus"])
    typed = item["word"] if phrase is None else phrase
    if name in {"地区", "地區"}:
        if unit_texts(typed):
            (query.excluded_places if excluded else query.places).append(typed.strip())
        return
    row = tuple(unit_texts(typed))
    # An unquoted word with punctuation inside is several words.
    rows = [row] if phrase is not None else _without_gaps(row)
    if any(len(each) > LONGEST_PHRASE for each in rows):
        query.notes.append(
            gettext("一个短语最长 %(most)d 个字，只用了前面的部分。") % {"most": LONGEST_PHRASE}
        )
    terms = query.excluded if excluded else query.wanted
    for each in rows:
        term = Term(_cut(each), _MARKS.get(name, ""))
        if each and term not in terms:
            terms.append(term)


def _without_gaps(row: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the stretches of a row between its gaps."""
    return [tuple(stretch) for gap, stretch in groupby(row, GAP.__eq__) if not gap]


def _cut(row: tuple[str, ...]) -> tuple[str, ...]:
    """Return the beginning of a row that is a permitted phrase."""
    row = row[:LONGEST_PHRASE]
    return row[:-1] if row[-1:] == (GAP,) else row
