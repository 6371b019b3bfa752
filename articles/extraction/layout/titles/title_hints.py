"""What a page says elsewhere that its title is: in its meta tags, headings and breadcrumbs."""

import re
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from articles.extraction.language.normalise import bare
from articles.extraction.layout.line_kinds import NUMBERED, Marks
from articles.extraction.offsets import ParagraphOffset, ParagraphStretch

_SITE_TAIL = re.compile(r"\s*[-_—|–]+\s*[^-_—|–]{2,30}$")
_SITE_HEAD = re.compile(r"^[^-_|]{2,20}\s*[-_|]+\s*")
# The meta tags that say something else than the title.
_OTHER_TAGS = {
    "sitename", "siteidcode", "sitedomain", "columnname", "pubdate",
    "contentsource", "author", "source", "publishdate",
}  # fmt: skip
_TITLE_TAGS = {"articletitle": "tagged", "pagetitle": "shared"}
_NO_TITLE = re.compile(
    r"^(?:无标题(?:文档)?|新建网页\d*|untitled.*|document|首页|正文|详情页?)$", re.I
)
_SHORTEST = 6  # characters of a title that a page says, but for its own tag


class Hint(NamedTuple):
    """Where a page says what its title is: the line, the part of it, and what kind of place.

    `kind` is the name of a row of the table of evidence.
    """

    line: int
    stretch: ParagraphStretch
    kind: str


Hints = dict[str, list[Hint]]


def find_hints(marks: Marks) -> Hints:
    """Return texts that say what the title is: text without spaces → where, each kind once."""
    hints: Hints = {}

    def add(text: str, index: int, kind: str) -> None:
        said = hints.setdefault(bare(text), [])
        if len(bare(text)) >= 4 and kind not in [hint.kind for hint in said]:
            start = max(marks.lines[index].text.find(text), 0)
            stretch = ParagraphOffset(start), ParagraphOffset(start + len(text))
            said.append(Hint(index, stretch, kind))

    for index, line in enumerate(marks.lines):
        if line.zone == "meta":
            for text, kind in _tagged(line.text):
                add(text, index, kind)
        elif marks.kinds[index] == "crumb":
            tail = re.split(r"[>»›]", line.text)[-1].strip()
            if len(tail) >= 10:
                add(tail, index, "crumb")
    for text, index, kind in _headings(marks):
        add(text, index, kind)
    return {text: said for text, said in hints.items() if said}


def _headings(marks: Marks) -> list[tuple[str, int, str]]:
    """Return the largest headings of a page, and the first lower one that no text stands above."""
    found: list[tuple[str, int, str]] = []
    headed = [index for index, line in enumerate(marks.lines) if line.heading in (1, 2, 3)]
    lower = False
    for (level, _), group in groupby(
        headed, key=lambda index: (marks.lines[index].heading, marks.lines[index].group)
    ):
        indices = [*group]
        text = "".join(marks.lines[index].text for index in indices)
        free = not any(marks.kinds[index] for index in indices)
        if not free or len(text) < _SHORTEST:
            continue
        if level == 1:
            linked = sum(marks.lines[index].links for index in indices) * 2 > len(text)
            found.append((text, indices[0], "linked_heading" if linked else "heading"))
        elif not lower and _heads_a_page(marks, indices[0]):
            lower = True
            found.append((text, indices[0], "lower_heading"))
    return found


def _heads_a_page(marks: Marks, index: int) -> bool:
    """Say whether a heading of a lower level stands above all text and numbers no section."""
    unnumbered = index not in marks.metas and not NUMBERED.match(marks.lines[index].text)
    return unnumbered and not marks.prose_in(0, index)


def _tagged(text: str) -> list[tuple[str, str]]:
    """Return what a line of the page's head says of the title, each with the kind of evidence."""
    name, _, value = text.partition(":")
    value = value.strip()
    if kind := _TITLE_TAGS.get(name.lower()):
        said = [value] if kind == "tagged" else _without_site(value)
        return [(item, kind) for item in said if not _NO_TITLE.match(item)]
    if name.lower() in _OTHER_TAGS:
        return []
    shorter = _without_site(text)
    found = [(item, "head") for item in shorter]
    if len(shorter) == 1 and shorter[0] == text:
        found = [(text, "sole_head")]
    if len(shorter) > 1:
        found[0] = (text, "whole_head")
    head = _SITE_HEAD.sub("", text)
    if len(head) >= _SHORTEST and head not in shorter:
        found.append((head, "head_tail"))
    return [(item, kind) for item, kind in found if not _NO_TITLE.match(item)]


def _without_site(text: str) -> list[str]:
    """Return a page title with and without the names of column and site after it."""
    candidates = [text]
    while len(candidates) < 4 and (shorter := _SITE_TAIL.sub("", candidates[-1])) != candidates[-1]:
        candidates.append(shorter)
    return [item for item in candidates if len(item) >= _SHORTEST]


def alike(one: str, other: str) -> bool:
    """Say whether two titles without spaces differ in a few characters only."""
    if not (len(one) >= 8 and len(other) >= 8 and abs(len(one) - len(other)) <= 12):
        return False
    return SequenceMatcher(None, one[:90], other[:90], autojunk=False).ratio() >= 0.7
