"""Tells lines of furniture by their words: `phrases.toml` lists them, this reads the list."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("phrases.toml")
_LONGEST = 80
# Arrows, bullets, emoji: what is no letter, digit, quotation mark or bracket.
_DECORATION = re.compile(r"^[^\w“《(\[]+|[^\w”》)\]。!?]+$")
_COPIES = re.compile(r"(?:抄\s*报|[抄分主]\s*送|呈\s*[报送]|[报送发])\s*:")  # to whom a paper goes
_BRACKETS = re.compile(r"^[(\[]+([^()\[\]]*)[)\]]+$")


class Phrase(NamedTuple):
    """A kind of furniture, the pattern of a whole line of it, and a line it is for."""

    kind: str
    pattern: re.Pattern[str]
    example: str


def _read_table() -> list[Phrase]:
    table = tomllib.loads(_TABLE.read_text("utf-8"))
    words: dict[str, str] = table.pop("words")
    rows = []
    for kind, phrases in table.items():
        for phrase in phrases:
            pattern = phrase["pattern"]
            for name, word in words.items():
                pattern = pattern.replace(f"<{name}>", word)
            rows.append(Phrase(kind, re.compile(pattern, re.IGNORECASE), phrase["example"]))
    return rows


PHRASES = _read_table()
# All rows at once: hardly a line of a report is like any.
_ANY = re.compile("|".join(f"(?:{row.pattern.pattern})" for row in PHRASES), re.IGNORECASE)
_LETTER = re.compile(r"\w")


def kind_of_phrase(text: str) -> str:
    """Return the kind of furniture that a folded line is by its words, "" if it is none."""
    plain = _plain(text)
    if plain is not None and not _LETTER.search(plain):
        return "tools"  # nothing but arrows and lines
    phrase = phrase_of(text)
    return phrase.kind if phrase else ""


def phrase_of(text: str) -> Phrase | None:
    """Return the row of the table that a folded line is like."""
    plain = _plain(text)
    if not plain or not _ANY.fullmatch(plain):
        return None
    return next(row for row in PHRASES if row.pattern.fullmatch(plain))


def _plain(text: str) -> str | None:
    """Return a line without what decorates it, None for one too long or written as a sentence."""
    if len(text) > _LONGEST or (text.endswith("。") and not _COPIES.match(text)):
        return None
    plain = _DECORATION.sub("", text.removesuffix("。"))
    boxed = _BRACKETS.match(plain)
    return _DECORATION.sub("", boxed[1]) if boxed else plain
