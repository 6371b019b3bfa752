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


def kind_of_phrase(text: str) -> str:
    """Return the kind of furniture that a folded line is by its words, "" if it is none."""
    if len(text) > _LONGEST or (text.endswith("。") and not _COPIES.match(text)):
        return ""
    text = text.removesuffix("。")
    plain = _DECORATION.sub("", text)
    if not re.search(r"\w", plain):
        return "tools"  # nothing but arrows and lines
    if boxed := _BRACKETS.match(plain):
        plain = _DECORATION.sub("", boxed[1])
    return next((row.kind for row in PHRASES if row.pattern.fullmatch(plain)), "")
