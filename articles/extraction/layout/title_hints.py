"""What a page says elsewhere that its title is: in its meta tags, headings and breadcrumbs."""

import re

from articles.extraction.language.normalise import bare

from .line_kinds import Marks

_SITE_TAIL = re.compile(r"\s*[-_—|–]+\s*[^-_—|–]{2,30}$")


def find_hints(marks: Marks) -> dict[str, int]:
    """Return texts that say what the title is: text without spaces → line index."""
    hints: dict[str, int] = {}
    for index, line in enumerate(marks.lines):
        text = line.text
        if line.zone == "meta":
            name, _, value = text.partition(":")
            if name.lower() == "articletitle":
                hints[bare(value)] = index
            elif name.lower() not in (
                "sitename", "siteidcode", "sitedomain", "columnname", "pubdate",
                "contentsource", "author", "source", "publishdate",
            ):  # fmt: skip
                for candidate in _without_site(text):
                    hints.setdefault(bare(candidate), index)
        elif line.heading == 1 and not marks.kinds[index] and len(text) >= 6:
            hints.setdefault(bare(text), index)
        elif marks.kinds[index] == "crumb":
            tail = re.split(r"[>»›]", text)[-1].strip()
            if len(tail) >= 10:
                hints.setdefault(bare(tail), index)
    return {hint: index for hint, index in hints.items() if len(hint) >= 4}


def _without_site(text: str) -> list[str]:
    """Return a page title with and without the names of column and site after it."""
    candidates = [text]
    while len(candidates) < 4 and (shorter := _SITE_TAIL.sub("", candidates[-1])) != candidates[-1]:
        candidates.append(shorter)
    head = re.sub(r"^[^-_|]{2,20}\s*[-_|]+\s*", "", text)
    return [item for item in [*candidates, head] if len(item) >= 6]
