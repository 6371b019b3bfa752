"""Makes text safe for spreadsheets, which run a cell that begins like a formula."""

import re

# What may stand before a formula without hiding it from a spreadsheet, and the ways to begin one:
# the full-width forms too, because Excel and WPS in Chinese take them for the narrow ones.
_BEGINNINGS = "=+-@＝＋－＠﹢﹣﹦﹫"
_BLANKS = " \t\r\n\v\f\0\xa0\u3000\ufeff\u200b\u200c\u200d\u2060"
_FORMULA = re.compile(rf"[{re.escape(_BLANKS)}]*[{re.escape(_BEGINNINGS)}]|[\t\r\n]")
_SUSPECT = frozenset(_BEGINNINGS + _BLANKS)


def inert(text: str | None) -> str:
    """Return ``text`` so that no spreadsheet runs it: a formula is led by an apostrophe."""
    if not text:
        return ""
    if text[0] in _SUSPECT and _FORMULA.match(text):
        return f"'{text}"
    return text
