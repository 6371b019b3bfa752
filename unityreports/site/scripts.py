"""Tells in which script a text is written: Chinese characters, or Mongolian in upright columns."""

import re

MONGOLIAN = "mn-Mong"  # as BCP 47 names it
CHINESE = "zh-Hans"
MONGOLIAN_LETTERS = re.compile("[\u1820-\u18aa]+")
_HAN = re.compile("[\u3400-\u9fff]+")
_LETTERS_OF_A_CHARACTER = 2  # a Mongolian word of three letters and more says what one does
_SPREAD = 3  # as many letters take the words of a title or heading that Chinese says in one


def script_of(text: str) -> str | None:
    """Return in which of the two a text is mostly written, or None for one with neither."""
    if not MONGOLIAN_LETTERS.search(text):  # as nearly always
        return CHINESE if _HAN.search(text) else None
    mongolian = sum(map(len, MONGOLIAN_LETTERS.findall(text)))
    han = sum(map(len, _HAN.findall(text)))
    return MONGOLIAN if mongolian > han * _LETTERS_OF_A_CHARACTER else CHINESE


def spread(text: str) -> int:
    """Return how many times longer a text of its script may be than one in Chinese."""
    return _SPREAD if script_of(text) == MONGOLIAN else 1
