"""Statutory division codes (GB/T 2260 and its extension to towns and villages).

A code is kept at the fixed width of its level: 2 digits for a province, 4 for a league or
prefecture, 6 for a banner or county, 9 for a town or sumu, 12 for a village or gacha. A child's
code starts with its parent's, so the code is the path. Areas that an office adds itself
(开发区, 园区) carry their parent's code and a suffix led by a letter: ``152201A01``.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

LEVEL_WIDTHS = (2, 4, 6, 9, 12)
STATUTORY = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}", re.ASCII)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXY"
# Suffix letters stop at Y: "z" closes the range of a subtree, whatever the collation.
NON_STATUTORY = re.compile(r"(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})(?:[A-Y]\d{2})+")


def next_own(above: str, taken: Iterable[str]) -> str:
    """Return the first free code of an area that an office adds itself under the code ``above``.

    ``152201A01`` to ``152201Y99``; an empty string when all are ``taken``.
    """
    taken = set(taken)
    codes = (f"{above}{letter}{number:02}" for letter in _LETTERS for number in range(1, 100))
    return next((code for code in codes if code not in taken), "")


def level_of(code: str) -> int:
    """Return the level, 1 (province) to 5 (village), of a statutory code.

    Raises ``ValueError`` for any other width.
    """
    return LEVEL_WIDTHS.index(len(code)) + 1


def canonical(code: str) -> str:
    """Return the fixed-width form of a code as people write it, padded with zeros or not.

    ``152200`` and ``152200000000`` are ``1522``. Only whole empty groups are dropped: many codes
    end in a zero of their own (``110110`` would stay as it is). Text that is no code is returned
    stripped, so a lookup simply finds nothing.
    """
    code = code.strip()
    if not STATUTORY.fullmatch(code):
        return code.upper()
    for shorter, longer in reversed(list(pairwise(LEVEL_WIDTHS))):
        if len(code) == longer and code[shorter:].strip("0") == "":
            code = code[:shorter]
    return code


_DIGITS = re.compile(r"\d+")


def ancestors(code: str) -> list[str]:
    """Return the codes above ``code``, the province first."""
    stem = _DIGITS.match(code)
    digits = stem.group() if stem else ""
    above = [digits[:width] for width in LEVEL_WIDTHS if width <= len(digits)]
    suffix = code[len(digits) :]
    above += [digits + suffix[:end] for end in range(3, len(suffix) + 1, 3)]
    return [candidate for candidate in above if candidate != code]


def parent(code: str) -> str:
    """Return the code directly above, or an empty string for a province."""
    above = ancestors(code)
    return above[-1] if above else ""


def subtree_bounds(code: str) -> tuple[str, str]:
    """Return ``(first, last)`` such that a code lies in the subtree iff first <= code < last.

    A range instead of a prefix match: ``LIKE '1522%'`` scans the table on both databases.
    """
    return code, f"{code}z"
