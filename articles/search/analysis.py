"""From text to what is searched: one normal form, its units, and the terms of the index.

A text is folded (NFKC, lower case, traditional characters to simplified) and read as a row of
units: a Chinese character, or a whole word or number in any other script. Whatever stands between
units (punctuation, spaces, symbols, control characters) is one gap, whatever its kind or length,
but for what people write or leave out as they like: the separators of digit groups (1,234.5 is the
number 1234.5) and the dot of names (朝鲁巴根·其其格).

The index holds each pair of neighbours (units and gaps alike) at its position, and each single
unit once. A phrase of n units is then a row of n - 1 pairs, which finds every occurrence and
nothing else; one unit is found as itself.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from unityreports.site.characters import simplified

GAP = "_"
# Longer words are cut, in the index and in queries alike: databases limit the size of a term.
LONGEST_WORD = 64
_HAN = (
    "\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Groups of exactly three after one to three: no list such as 2019,2020 or 3,4 is a number.
_COMMAS = r"(?<!\d,)(?!0)\d{1,3}(?:,\d{3}){1,9}(?!,?\d)"
_BLANKS = r"(?<!\d[, ])(?!0)\d{1,3}(?: \d{3}){1,9}(?![, ]?\d)"
_SPACED_NUMBER = re.compile(rf"(?<![0-9a-z.]){_BLANKS}")
# A dot between two Chinese characters, all of whose forms NFKC leaves apart, becomes this.
_OPTIONAL = "\x1f"
_DOT = re.compile(
    rf"(?<=[{_HAN}])(?: ?[\u00b7\u16eb\u2022\u2027\u2219\u22c5\u2e31\u2e33\u30fb] ?|\.)(?=[{_HAN}])"
)
# Units, and what stands between them; told apart by their first character.
_TOKEN = re.compile(
    rf"[{_HAN}]"
    rf"|{_OPTIONAL}+"
    rf"|(?<![0-9a-z.])(?:{_COMMAS}|{_BLANKS})"
    rf"(?:\.\d{{1,31}}(?!\d|\.\d)|[^\W\d_{_HAN}][^\W_{_HAN}]{{0,31}})?"
    r"|(?<![0-9a-z.])\d{1,31}\.\d{1,31}(?!\d|\.\d)"  # 5.59, but 2020.07.07 is three numbers
    rf"|[^\W_{_HAN}]{{1,{LONGEST_WORD}}}"
    r"|[\W_]+"
)
# Texts of these characters only are folded character by character, which is most of them.
_SIMPLE = re.compile(
    "[\\s\x20-\x7e\u00b7\u2010-\u2027\u2030-\u203b\u3000-\u3029\u3030-\u3098\u309b-\u312f"
    "\u3400-\u9fff\uff01-\uffee]*"
)


# They choose the form of the Mongolian letter before them, and tell no word from another.
_MONGOLIAN_FORMS = "\u180b\u180c\u180d\u180f"


class _FoldTable(dict[int, str]):
    """What each character folds to, worked out when first met."""

    def __missing__(self, codepoint: int) -> str:
        self[codepoint] = folded = _fold_piece(chr(codepoint))
        return folded


def _fold_piece(piece: str) -> str:
    """Return a character, with the marks on it, in the normal form."""
    if unicodedata.category(piece[0]) in {"Cc", "Cs"}:
        return "\n"  # not a blank: the digits of two lines are two numbers
    table = simplified()
    folded = "".join(
        table.get(character, character)
        for character in unicodedata.normalize("NFKC", piece).lower()
    )
    return "".join(
        c
        for c in folded
        if unicodedata.category(c) not in {"Cf", "Cc", "Cs"} and c not in _MONGOLIAN_FORMS
    )


_table = _FoldTable()


@dataclass(frozen=True)
class Folded:
    """A text in the normal form. ``origins[i]`` is where character ``i`` stood in the text."""

    text: str
    origins: range | list[int]
    length: int

    def origin(self, position: int) -> int:
        """Return the place in the original text of a position between two folded characters."""
        return self.origins[position] if position < len(self.origins) else self.length


def fold(text: str) -> Folded:
    """Return a text in the normal form, with the way back to its characters."""
    folded = text.translate(_table)
    if len(folded) == len(text) and _SIMPLE.fullmatch(text):
        return Folded(folded, range(len(text)), len(text))
    pieces, origins, start = [], [], 0
    while start < len(text):
        end = start + 1
        while end < len(text) and _joins(text[end]):
            end += 1
        pieces.append(_fold_piece(text[start:end]) if end > start + 1 else _table[ord(text[start])])
        origins += [start] * len(pieces[-1])
        start = end
    return Folded("".join(pieces), origins, len(text))


def _joins(character: str) -> bool:
    """Return whether a character is a mark on the one before it (or a Hangul vowel or final)."""
    return unicodedata.combining(character) != 0 or "\u1160" <= character <= "\u11ff"


class Unit(NamedTuple):
    """A character or word of a text, and where it stands in the original, ``start`` to ``end``."""

    text: str
    start: int
    end: int


def units(text: str) -> list[Unit]:
    """Return the units of a text, with a gap wherever two do not touch."""
    folded = fold(text)
    found: list[Unit] = []
    at, gap = 0, False
    for token in _tokens(folded):
        first, at = at, at + len(token)
        if not token[0].isalnum():
            gap = gap or token[0] != _OPTIONAL
            continue
        start = folded.origin(first)
        # The next character may come from the same one in the text: ¼ is 1⁄4.
        end = max(folded.origin(at), folded.origin(at - 1) + 1)
        if gap and found:
            found.append(Unit(GAP, min(found[-1].end, start), start))
        found.append(Unit(_joined(token), start, end))
        gap = False
    return found


def unit_texts(text: str) -> list[str]:
    """Return the units and gaps of a text, without their places."""
    row: list[str] = []
    for token in _tokens(fold(text)):
        if token[0].isalnum():
            row.append(_joined(token))
        elif row and row[-1] is not GAP and token[0] != _OPTIONAL:
            row.append(GAP)
    if row and row[-1] is GAP:
        row.pop()
    return row


def join_numbers(text: str) -> str:
    """Return a text without the blanks inside its numbers: 1 234.5 becomes 1234.5."""
    return _SPACED_NUMBER.sub(lambda number: _joined(number[0]), text)


def _tokens(folded: Folded) -> list[str]:
    """Return the tokens of a folded text. In a row, they are as long as it."""
    return _TOKEN.findall(_DOT.sub(lambda dot: _OPTIONAL * len(dot[0]), folded.text))


def _joined(token: str) -> str:
    """Return a unit as it is indexed. Only numbers have commas or blanks."""
    return token.replace(",", "").replace(" ", "")


def pairs(row: list[str] | tuple[str, ...]) -> list[str]:
    """Return the terms under which each two neighbours are indexed, in order."""
    return [first + second for first, second in pairwise(row)]


def singles(row: list[str] | tuple[str, ...]) -> list[str]:
    """Return the terms under which single units are indexed, each once."""
    return [unit for unit in dict.fromkeys(row) if unit != GAP]


def find(row: list[Unit], phrase: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the places in the original text, ``(start, end)``, where a phrase stands."""
    texts = [unit.text for unit in row]
    width = len(phrase)
    return [
        (row[at].start, row[at + width - 1].end)
        for at in range(len(texts) - width + 1)
        if texts[at] == phrase[0] and tuple(texts[at : at + width]) == phrase
    ]
