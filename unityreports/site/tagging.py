"""How a list of tags is read and written, wherever people type one.

Tags are parted by commas, 顿号, semicolons, tabs or line breaks; by blanks where there is none of
these. A tag in quotes, “…” or "…", may hold blanks and plain commas, nothing else: the desk's field
puts quotes around whatever was typed with a blank, be it two tags. Named in the settings for
taggit's forms.
"""

import re
import unicodedata
from collections.abc import Iterable

from unityreports.site.characters import printable

LONGEST = 100
_ALWAYS = re.compile("[、;\\r\\t\\v\\f\\x85\\u2028\\u2029]")
_SEPARATORS = ",\n"
# Quotes count where a tag begins and ends: those within 学习“两会”精神 are part of it.
_QUOTED = re.compile(
    rf"""(?:(?<=[\s{_SEPARATORS}])|^)(?:"([^"\n]+)"|“([^”\n]+)”)(?=[\s{_SEPARATORS}]|$)"""
)
_SEPARATOR = re.compile(f"[{_SEPARATORS}]")
_BLANK = re.compile(r"\s")
_AROUND = " \u200b\ufeff"  # blanks that are seen, and two that are not


def parse(text: str) -> list[str]:
    """Return the tags of a typed list, sorted, each once; names differing in case only are one."""
    # Before it is normalised: 甲，乙 in quotes is two tags, and "甲,乙" is one.
    text = unicodedata.normalize("NFKC", (text or "").replace("，", "\n"))
    text = _ALWAYS.sub("\n", text)
    quoted, loose, end = [], [], 0
    for found in _QUOTED.finditer(text):
        loose.append(text[end : found.start()])
        quoted.append(found[1] or found[2])
        end = found.end()
    loose.append(text[end:])
    by = _SEPARATOR if any(map(_SEPARATOR.search, loose)) else _BLANK
    names = map(_name, [*quoted, *(part for stretch in loose for part in by.split(stretch))])
    once: dict[str, str] = {}
    for name in filter(None, names):
        once.setdefault(name.casefold(), name)
    return sorted(once.values())


def _name(text: str) -> str:
    """Return a tag's name without blanks around it, or quotes that belong to no other."""
    text = printable(text)
    if text.count('"') % 2:
        text = text.replace('"', "")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    text = " ".join(text.split()).strip(_AROUND)
    return text if text.strip('"“” ') else ""


def write(tags: Iterable) -> str:
    """Return tags (rows with a ``name``) as the list that :func:`parse` reads as the same names."""
    return ", ".join(sorted(_written(tag.name) for tag in tags))


def _written(name: str) -> str:
    """Return a name in the quotes it needs to be read alone."""
    for written in (name, f'"{name}"', f"“{name}”"):
        if parse(written) == [name]:
            return written
    return f"{name},"
