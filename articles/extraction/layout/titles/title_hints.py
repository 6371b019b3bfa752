"""What a page says elsewhere that its title is: in its meta tags, headings and breadcrumbs."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from articles.extraction.language.normalise import bare
from articles.extraction.layout.header_lines.header import looks_like_outlet
from articles.extraction.layout.line_kinds import NUMBERED, Marks

_SITE_TAIL = re.compile(r"\s*[-_—|–]+\s*[^-_—|–]{2,30}$")
_SITE_HEAD = re.compile(r"^[^-_|]{2,20}\s*[-_|]+\s*")
# The meta tags that say something else than the title.
_OTHER_TAGS = {
    "sitename", "siteidcode", "sitedomain", "columnname", "pubdate",
    "contentsource", "author", "source", "publishdate",
}  # fmt: skip
_NO_TITLE = re.compile(
    r"^(?:无标题(?:文档)?|新建网页\d*|untitled.*|document|首页|正文|详情页?)$", re.I
)
# How much each place of a page is to be believed, and what tells against a text.
_ARTICLE_TITLE, _SHARED_TITLE, _WHOLE, _WITHOUT_SITE, _WITHOUT_COLUMN = 10, 8, 6, 6, 4
_HEADING, _LOWER_HEADING, _CRUMB, _SITE_LINK = 6, 3, 5, 1
_OUTLET_PENALTY = 6


class Hint(NamedTuple):
    """A text that may be the title: the line that says so, and how much that weighs."""

    line: int
    weight: int


Hints = dict[str, Hint]


def find_hints(marks: Marks) -> Hints:
    """Return texts that say what the title is: text without spaces → where, and how surely."""
    hints: Hints = {}

    def add(text: str, index: int, weight: int) -> None:
        if looks_like_outlet(text):
            weight -= _OUTLET_PENALTY
        known = hints.get(bare(text))
        if len(bare(text)) >= 4 and (known is None or known.weight < weight):
            hints[bare(text)] = Hint(known.line if known else index, weight)

    lower = False
    for index, line in enumerate(marks.lines):
        text = line.text
        if line.zone == "meta":
            for candidate, weight in _tagged(text):
                add(candidate, index, weight)
        elif line.heading == 1 and not marks.kinds[index] and len(text) >= 6:
            add(text, index, _SITE_LINK if line.links * 2 > len(line) else _HEADING)
        elif marks.kinds[index] == "crumb":
            tail = re.split(r"[>»›]", text)[-1].strip()
            if len(tail) >= 10:
                add(tail, index, _CRUMB)
        elif line.heading in (2, 3) and not lower and _heads_a_page(marks, index):
            lower = True
            add(text, index, _LOWER_HEADING)
    return hints


def _heads_a_page(marks: Marks, index: int) -> bool:
    """Say whether a heading of a lower level stands above all text and numbers no section."""
    text = marks.lines[index].text
    unnumbered = marks.free(index) and not NUMBERED.match(text)
    return unnumbered and len(text) >= 10 and not marks.prose_in(0, index)


def _tagged(text: str) -> list[tuple[str, int]]:
    """Return what a line of the page's head says of the title, each with its weight."""
    name, _, value = text.partition(":")
    if name.lower() == "articletitle":
        return [(value, _ARTICLE_TITLE)]
    if name.lower() == "pagetitle":
        return [(item, _SHARED_TITLE) for item in without_site(value.strip())]
    if name.lower() in _OTHER_TAGS:
        return []
    weights = [_WHOLE, *[_WITHOUT_SITE] * 3]
    shorter = without_site(text)
    found = list(zip(shorter, weights, strict=False))
    head = _SITE_HEAD.sub("", text)
    return [*found, (head, _WITHOUT_COLUMN)] if len(head) >= 6 and head not in shorter else found


def without_site(text: str) -> list[str]:
    """Return a page title with and without the names of column and site after it."""
    candidates = [text]
    while len(candidates) < 4 and (shorter := _SITE_TAIL.sub("", candidates[-1])) != candidates[-1]:
        candidates.append(shorter)
    return [item for item in candidates if len(item) >= 6]


def titles_in_head(text: str) -> tuple[str, int] | None:
    """Return the title that a line of the page's head holds, and how surely, for want of another.

    It is what is left without column and site; names of sites and programs are none.
    """
    name, _, value = text.partition(":")
    weight = {"articletitle": 3, "pagetitle": 2}.get(name.lower(), 0)
    if not weight and name.lower() in _OTHER_TAGS:
        return None
    found = without_site(value.strip() if weight else text)
    if weight == 3:
        return (value.strip(), weight) if value.strip() else None
    title = found[-1].strip() if found else ""
    if len(title) < 6 or looks_like_outlet(title) or _NO_TITLE.match(title):
        return None
    return title, weight or 1


def alike(one: str, other: str) -> bool:
    """Say whether two titles without spaces differ in a few characters only."""
    if not (len(one) >= 8 and len(other) >= 8 and abs(len(one) - len(other)) <= 12):
        return False
    return SequenceMatcher(None, one[:90], other[:90], autojunk=False).ratio() >= 0.7
