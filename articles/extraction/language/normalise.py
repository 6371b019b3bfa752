"""One-to-one folding of text for matching; the original is always what is kept and quoted.

Every character maps to exactly one character, so an offset in the folded text is the same offset
in the original: rules are written once, in half-width punctuation and simplified characters, and
still match pages with full-width digits, mixed punctuation or traditional characters.
"""

import re
from functools import lru_cache

from unityreports.site.characters import simplified

_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LAST_BASIC = "\uffff"  # characters beyond fold to themselves
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_ALIKE = {
    "〈": "<", "〉": ">", "︰": ":", "∶": ":", "︱": "|", "丨": "|", "│": "|", "┃": "|",
    "‘": "'", "’": "'", "「": "“", "」": "”", "『": "“", "』": "”", "﹃": "“", "﹄": "”",
    "〝": "“", "〞": "”", "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-", "―": "—",
    "─": "—", "﹣": "-", "﹪": "%", "﹐": ",", "﹑": "、", "﹒": ".", "﹔": ";", "﹕": ":",
    "〔": "[", "〕": "]", "【": "[", "】": "]", "•": "·", "‧": "·", "・": "·",
    "〇": "零", "○": "零", "。": "。", "｡": "。", "､": "、", "\t": " ",
    # Marks of Mongolian and Manchu, and those that upright columns have.
    "᠁": "…", "᠂": ",", "᠃": "。", "᠄": ":", "᠅": "。", "᠈": ",", "᠉": "。", "︐": ",", "︑": "、",
    "︒": "。", "︓": ":", "︔": ";", "︕": "!", "︖": "?", "︵": "(", "︶": ")",
    "︿": "<", "﹀": ">", "︽": "《", "︾": "》", "﹁": "“", "﹂": "”",
}  # fmt: skip


_DEBRIS = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp);?|</?(?:br|p|span|div|b|strong|font)\b[^<>]{0,80}>"
)
_FULL_STOP = re.compile(r"(?<=[一-鿿”)%])\.(?=\s|$|[一-鿿“])", re.MULTILINE)


_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_SET_SMALL = re.compile(r"\s*[0-9+\-−n]{1,4}\s*")


def set_small(text: str, raised: bool) -> str:
    """Return a number that is set above or below its line as the characters that say so.

    Without them 10⁴ would be 104 and a note's mark a digit of the number before it.
    """
    if not _SET_SMALL.fullmatch(text):
        return text
    return text.translate(_RAISED if raised else _LOWERED)


@lru_cache(maxsize=1)
def _table() -> str:
    """Return a string of 65,536 characters: at each position what that character folds to.

    `str.translate` reads it several times faster than a dictionary with gaps.
    """
    table: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table.update({ord(char): " " for char in _SPACES + _INVISIBLE})
    table.update({0x1810 + digit: str(digit) for digit in range(10)})  # Mongolian ones
    table.update(
        (ord(traditional), simple)
        for traditional, simple in simplified().items()
        if traditional <= _LAST_BASIC and simple <= _LAST_BASIC
    )
    table.update({ord(char): other for char, other in _ALIKE.items()})
    return "".join(table.get(code, chr(code)) for code in range(0x10000))


def fold(text: str) -> str:
    """Return `text` folded for matching: same length, simplified, half-width, plain spaces.

    A full stop written as "." after Chinese text becomes 。, and straight quotes that pair up
    within a line become “ and ”.
    """
    folded = text.translate(_table())
    if "&" in folded or "<" in folded:  # debris of a page's code inside its text
        folded = _DEBRIS.sub(lambda match: " " * len(match.group()), folded)
    if "." in folded:
        folded = _FULL_STOP.sub("。", folded)
    if '"' in folded:
        folded = "\n".join(map(_curled, folded.split("\n")))
    return folded


def _curled(line: str) -> str:
    """Return a line with its straight quotes turned by turns into “ and ”."""
    pieces = line.split('"')
    if len(pieces) % 2 == 0:
        return line
    return "".join(
        piece + ("" if index == len(pieces) - 1 else "”" if index % 2 else "“")
        for index, piece in enumerate(pieces)
    )


_SPACED_OUT = re.compile(r"(?<!\S)[一-鿿](?:\s+[一-鿿\d])+(?!\S)")


def unspaced(text: str) -> str:
    """Return a line without the blanks that only space out its letters: 库 伦 旗 is 库伦旗.

    Blanks between words of a line that is not spaced out stay.
    """
    words = text.split()
    if len(words) < 2:
        return text
    letters = sum(len(word) == 1 and "一" <= word <= "鿿" for word in words)
    if letters >= 2 and letters * 3 >= len(words) * 2:
        return "".join(words)
    return _SPACED_OUT.sub(lambda match: "".join(match.group().split()), text)


def bare(text: str) -> str:
    """Return the folded text without any spaces, for comparing two titles or names."""
    return "".join(fold(text).split())
