"""The title of a report, its subtitle, and where the page repeats it."""

import re
from dataclasses import dataclass, field

from articles.extraction.language.normalise import bare
from articles.extraction.layout.line_kinds import QUIET, Marks
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import Where

from .candidates import Candidates
from .evidence import LEAST, Candidate
from .title_hints import alike
from .title_lines import OCCASION, SUBTITLE, TITLE_LABEL

_QUOTED_FROM = re.compile(r"^(?:—|-{2})+\s*(?:摘自|选自|引自|习近平|《)")
_FARTHEST_REPEAT = 300  # lines


@dataclass(slots=True)
class Title:
    """The title of a page and the lines that belong to it.

    `lines` is empty where the title has no line of its own: `chosen` says where it stands then.
    `kickers` are lines in front of it that announce it and are no part of it. `account` is the
    line of who posted a post. `notes` are problem codes with the line they were met at.
    """

    chosen: Candidate | None = None
    lines: list[int] = field(default_factory=list)
    kickers: list[int] = field(default_factory=list)
    subtitle: int | None = None
    repeats: list[int] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)
    account: int | None = None
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def in_text(self) -> bool:
        """Whether it stands in brackets that open the text."""
        return self.chosen is not None and self.chosen.where == Where.LEAD


def find_title(marks: Marks, gazetteer: Gazetteer, header: list[int], first: int) -> Title:
    """Return the likeliest title of a page, by its header lines and its first line of prose."""
    page = Candidates(marks, gazetteer, header, first)
    title = Title(candidates=page.find())
    if not title.candidates or title.candidates[0].score < LEAST:
        return title
    title.chosen = title.candidates[0]
    if title.in_text:
        lines = (each for each in title.candidates if each.where == Where.TITLE)
        title.account = next((each.lines[-1] for each in lines), None)
    if title.chosen.where != Where.TITLE:
        return title
    title.lines = title.chosen.lines
    title.kickers = _kickers(page, title.lines[0])
    title.subtitle = _subtitle(page, title.lines)
    _repeats(page, title)
    if title.subtitle is None:
        # Papers list their titles above, each without its subtitle.
        below = (_subtitle(page, [index]) for index in title.repeats if page.lines[index].heading)
        title.subtitle = next((index for index in below if index is not None), None)
    return title


def _kickers(page: Candidates, top: int) -> list[int]:
    """Return the lines right above a title that announce it, or name the bulletin it is in."""
    index = top - 1
    while index in page.against and (page.is_kicker(index, top) or page.is_masthead(index)):
        index -= 1
    return [*range(index + 1, top)]


def _subtitle(page: Candidates, lines: list[int]) -> int | None:
    """Return the line below a title that goes on behind dashes, or names the kind of story.

    Papers print it above the title, too.
    """
    below = lines[-1] + 1
    while below < len(page.lines) and (below in page.metas or page.kinds[below] in QUIET):
        below += 1
    free = below < len(page.lines) and page.marks.free(below)
    if free and (_goes_on(page.texts[below]) or page.is_story(below, lines[-1])):
        return below
    above = lines[0] - 1
    said = page.texts[above] if above in page.against else ""
    return above if _goes_on(said) or OCCASION.match(said) else None


def _goes_on(text: str) -> bool:
    return bool(SUBTITLE.match(text)) and not _QUOTED_FROM.match(text)


def _repeats(page: Candidates, found: Title) -> None:
    """Find the title's other appearances above the body, and those that differ a little."""
    text = "".join(page.texts[index] for index in found.lines)
    title = TITLE_LABEL.sub("", bare(text))
    first = page.first
    for index in range(max(0, first - _FARTHEST_REPEAT), min(first, len(page.lines))):
        known = {*found.lines, *found.repeats, found.subtitle}
        if index in known or not page.marks.free(index):
            continue
        text = bare(page.texts[index])
        if text == title:
            found.repeats.append(index)
        elif index + 1 < first and text + bare(page.texts[index + 1]) == title:
            found.repeats += [index, index + 1]
        elif alike(text, title):
            found.repeats.append(index)
            found.notes.append(("title_differs", index))
    for said, hints in page.hints.items():
        index = hints[0].line
        if index in found.lines or index in found.repeats or said == title:
            continue
        if alike(said, title) and title not in said and said not in title:
            found.notes.append(("title_differs", index))
