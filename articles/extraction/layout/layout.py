"""Which lines are title, header, body, footer, and which are the furniture of the page.

Every line gets exactly one part, so nothing is lost: what is left out is listed as furniture and
can be taken back. The body is the longest run of prose that a header or title opens; it ends at
the first line that only ever follows a report (previous/next, related links, site footer).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.extraction.language.dates import date_only
from articles.extraction.language.normalise import unspaced
from articles.extraction.offsets import PageStretch
from articles.extraction.places.gazetteer import Gazetteer

from .below_title import mark_account, mark_below_title
from .foot import SIGNATURE, Foot
from .furniture import ISSUE, is_common_label
from .header_lines.header import HeaderLine, looks_like_outlet
from .header_lines.persons import is_office, may_be_name
from .line_kinds import Marks
from .lines import Page
from .main_content import MIN_BODY, find_main_stretch, has_a_headline, refuse_empty
from .titles.evidence import Candidate
from .titles.title import Title, find_title

_ENDING = {
    "prevnext",
    "related",
    "site",
    "contact",
    "footer",
    "nav",
    "aside",
    "disclaimer",
    "index",
}
_FARTHEST_BELOW = 60  # lines below a signature
_MOST_BELOW = 12  # lines of an app below a report that nothing tells; more may be an annex
_NAMES = re.compile(r"[^\s、,]+")
_FARTHEST_ISSUE = 8  # lines above the note
_EDITORS_NOTE = re.compile(r"(?:编者)?按\s*:")


@dataclass(slots=True)
class Layout:
    """The parts of a page; numbers are indices into `page.lines`."""

    title: list[int] = field(default_factory=list)
    subtitle: int | None = None
    header: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    footer: list[int] = field(default_factory=list)
    furniture: dict[int, str] = field(default_factory=dict)
    crumbs: list[int] = field(default_factory=list)
    metas: dict[int, HeaderLine] = field(default_factory=dict)
    repeats: list[int] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)  # problem code, line index
    titled: Candidate | None = None  # what the title is, be it on lines of its own or not
    candidates: list[Candidate] = field(default_factory=list)  # for the title, the likeliest first


def lay_out(
    page: Page,
    gazetteer: Gazetteer,
    taken_back: Iterable[PageStretch] = (),
    left_out: Iterable[PageStretch] = (),
) -> Layout:
    """Divide a page into its parts.

    The known places help to tell a kicker from the title below it.
    `taken_back` and `left_out` are stretches of the text an editor decided on: lines that touch
    one are body, or furniture, whatever they look like. Raises `PageRefused`: "no_report",
    "list_page" or "several_articles".
    """
    return _Divider(Marks(page, taken_back, left_out), gazetteer).divide()


class _Divider:
    def __init__(self, marks: Marks, gazetteer: Gazetteer):
        self.marks = marks
        self.gazetteer = gazetteer
        self.lines = marks.lines
        self.kinds = marks.kinds
        self.metas = marks.metas
        self.prose = marks.prose
        self.forced_body = marks.forced_body
        self.linked = any(line.links for line in self.lines)

    def divide(self) -> Layout:
        main = find_main_stretch(self.marks)
        block = self._header_block(main.start, main.blocks)
        first = self._first_prose(
            max([*block, main.start - 1]) + 1 if block else main.start, main.stop
        )
        block = sorted({*block, *mark_below_title(self.marks, first)})
        title = find_title(self.marks, self.gazetteer, block, first)
        if title.account is not None:
            mark_account(self.marks, title.account)
            block = sorted({*block, title.account})
        top = max([*title.lines, *block, *([title.subtitle] if title.subtitle else []), -1])
        if not title.lines and not block:
            top = main.start - 1
        body = self._body(title, first if title.in_text else top + 1, main.stop, first)
        crumbs = [
            index for index in range(body[0] if body else len(self.lines))
            if self.kinds[index] == "crumb"
        ]  # fmt: skip
        header, body = self._header(title, [*block, *title.kickers], crumbs, body)
        foot = Foot(self.marks)
        body, footer = foot.cut(body)
        unread = self._unread_dates(header, footer)
        furniture, loose = self._furniture(title, {*header, *body, *footer}, body)
        several = [] if main.several is None else [("several_articles", max(body, default=0))]
        self._check_size(body)
        tail = foot.trailing(body, self.marks.only_links) or foot.dated_headlines(body)
        if tail:
            # Short lines alone say nothing: they may be the last sections, a list or an annex.
            # Links all over say so, and a date beside each of several headlines.
            kind = "links" if self.marks.only_links(tail[-1]) else "headlines"
            body = body[: -len(tail)]
            furniture |= dict.fromkeys(tail, kind)
        other = [("other_headlines", index) for index in tail[:1]]
        notes = [*title.notes, *unread, *loose, *several, *other]
        return Layout(
            title.lines, title.subtitle, header, body, footer, furniture, crumbs, self.metas,
            title.repeats, notes, title.chosen, title.candidates,
        )  # fmt: skip

    def _header_block(self, start: int, blocks: list[list[int]]) -> list[int]:
        """Return the header lines that stand above the body of the main segment."""
        if not blocks:
            return []
        if self.marks.prose_in(start, blocks[0][0]) > 0:
            return []  # the date stands at the foot
        return blocks[0]

    def _first_prose(self, begin: int, stop: int) -> int:
        found = [index for index in range(begin, stop) if self.prose[index]][:2]
        above = self.lines[max(0, found[0] - _FARTHEST_ISSUE) : found[0]] if found else []
        noted = len(found) > 1 and _EDITORS_NOTE.match(self.lines[found[0]].text)
        if noted and any(ISSUE.match(line.text) for line in above):
            between = range(found[0] + 1, found[1])
            if any(self.marks.free(index) and len(self.lines[index]) >= 8 for index in between):
                return found[1]  # a bulletin's note above the title
        return found[0] if found else stop

    def _body(self, title: Title, begin: int, stop: int, first: int) -> list[int]:
        taken = {*title.lines, *title.repeats, title.subtitle}
        body = set(self.forced_body)
        ended = False
        for index in range(begin, stop):
            kind = self.kinds[index]
            if index in self.forced_body:
                continue
            if index in taken or ended:
                continue
            if kind and index > first and self._written(index):
                body.add(index)
                continue
            if index > first and self._only_follows(index, stop):
                ended = True
                continue
            if kind in _ENDING and (index > first or self.marks.prose_in(begin, index)):
                ended = not self._resumes(index, stop)
                continue
            if kind == "teaser" and not self._teaser_in_body(index, first):
                continue
            if kind and kind != "teaser":
                continue
            if index in self.metas and not self._meta_in_body(index, first, stop):
                continue
            body.add(index)
        return sorted(body)

    def _only_follows(self, index: int, stop: int) -> bool:
        """Say whether a line stands below reports only: nothing that is no sentence follows it."""
        items = self.metas[index].items if index in self.metas else []
        signers = [item.value for item in items if item.kind == "author" and item.value]
        named = all(
            may_be_name(name) or is_office(name)
            for value in signers
            for name in _NAMES.findall(value)
        )
        staff = self.kinds[index] in ("after", "staff") or any(
            item.kind == "staff" for item in items
        )
        if not named or not (signers or staff):
            return False
        if self.lines[index].cell or self.marks.prose_in(index + 1, stop):
            return False
        below = range(index + 1, min(stop, index + 1 + _FARTHEST_BELOW))
        return below.stop == stop and sum(map(self.marks.free, below)) <= _MOST_BELOW

    def _written(self, index: int) -> bool:
        """Say whether a line of the report only looks like what pages print around reports."""
        kind, line = self.kinds[index], self.lines[index]
        if line.links or line.zone in ("nav", "aside", "footer"):
            return False
        if kind == "teaser":
            # Nothing cuts a line short in a Word file, and no headline lists so much.
            return self.marks.page.media == "docx" or line.text.count("、") >= 2
        if kind == "index" and is_common_label(line.text):
            return "index" not in self.kinds[index - 1 : index] + self.kinds[index + 1 : index + 2]
        if kind in ("contact", "index", "site"):
            return self.marks.numbering_goes_on(index)
        above_a_sentence = (
            index + 1 < len(self.lines)
            and not self.kinds[index + 1]
            and self.lines[index + 1].text.endswith("。")
        )
        return above_a_sentence and (kind == "menu" or (kind == "related" and not self.linked))

    def _resumes(self, index: int, stop: int) -> bool:
        """Say whether the report goes on below a line that usually ends it."""
        if self.marks.numbering_goes_on(index):
            return True
        if self.kinds[index] not in ("related", "aside", "nav", "index"):
            return False
        return self.marks.prose_in(index + 1, stop) > 2 * self.marks.before[index]

    def _teaser_in_body(self, index: int, first: int) -> bool:
        """A line cut short inside running prose is a sentence that trails off, not a teaser."""
        return (
            index > first
            and index + 1 < len(self.lines)
            and self.prose[index - 1]
            and self.prose[index + 1]
        )

    def _meta_in_body(self, index: int, first: int, stop: int) -> bool:
        """Lines with a date or label between paragraphs are part of the text."""
        if index < first:
            return False
        if self.marks.numbering_goes_on(index) or self.marks.tells_no_date(index):
            return True
        if has_a_headline(self.marks, index) and not self.marks.is_dated_headline(index):
            return True  # an entry of a chronicle
        return self.marks.prose_in(index + 1, stop) > 0 and not self.metas[index].has(
            "source", "views"
        )

    def _header(
        self, title: Title, known: list[int], crumbs: list[int], body: list[int]
    ) -> tuple[list[int], list[int]]:
        """Return the lines of the header, and the body without those that belong to it."""
        top = body[0] if body else len(self.lines)
        start = min([*known, *title.lines, top])
        while (
            start > 0
            and self.marks.free(start - 1)
            and looks_like_outlet(unspaced(self.lines[start - 1].text))
        ):
            start -= 1  # the office whose document this is, above its title
        titled = {*title.lines, *title.repeats, title.subtitle}
        found = {*known, *crumbs}
        found |= {index for index in self.metas if start <= index < top}
        found |= {
            index for index in range(start, top)
            if self._names_outlet(index) and index not in titled
        }  # fmt: skip
        header, body = sorted(found.difference(body)), [*body]
        if not title.lines and not any(index in self.metas for index in header):
            header += self._dated_title(body)
        while len(body) > 1 and self._signs_below({*title.lines, *header, title.subtitle}, body[0]):
            header.append(body.pop(0))
        # A short column name may stand between the header and the text.
        if body and known:
            text = self.lines[body[0]].text
            inside = {*header, *title.lines, *title.repeats}
            if looks_like_outlet(text) and len(text) <= 12 and body[0] - 1 in inside:
                header.append(body.pop(0))
        return header, body

    def _signs_below(self, above: set[int | None], first: int) -> bool:
        """Say whether the first line of the body is the office, or the date, below the title."""
        text = self.lines[first].text
        office = is_office(text) and looks_like_outlet(unspaced(text))
        signs = date_only(text) or bool(SIGNATURE.match(text)) or office
        return signs and first - 1 in above and first not in self.forced_body

    def _names_outlet(self, index: int) -> bool:
        text = unspaced(self.lines[index].text)
        return self.marks.free(index) and looks_like_outlet(text)

    def _dated_title(self, body: list[int]) -> list[int]:
        """Return the line right above the text, if it alone has a headline with its date."""
        headlines = [index for index in self.metas if has_a_headline(self.marks, index)]
        return headlines if body and headlines == [body[0] - 1] else []

    def _unread_dates(self, header: list[int], footer: list[int]) -> list[tuple[str, int]]:
        """Note what stands where the report's date is expected and cannot be understood."""
        notes = []
        stated = [index for index in header if index in self.metas]
        known = any(self.metas[index].dates(read=True) for index in stated)
        for index in stated if known else [*stated, *footer]:
            unread = self.metas[index].dates(read=False) if index in self.metas else []
            if unread and (not known or any(item.kind == "published" for item in unread)):
                notes.append(("date_unread", index))
        return notes

    def _furniture(
        self, title: Title, taken: set[int], body: list[int]
    ) -> tuple[dict[int, str], list[tuple[str, int]]]:
        """Return the kind of every line that is no part of the report, and what is doubtful."""
        furniture: dict[int, str] = {}
        notes: list[tuple[str, int]] = []
        first = body[0] if body else len(self.lines)
        loose: list[int] = []
        for index, line in enumerate(self.lines):
            if index in taken or index in title.lines or index == title.subtitle:
                continue
            kind = self.kinds[index] or ("repeat" if index in title.repeats else "other")
            furniture[index] = kind
            if kind != "other":
                continue
            if self.prose[index] and (len(line) >= 60 or index > first):
                notes.append(("prose_left_out", index))
            elif 8 <= len(line.text) <= 60 and not self.prose[index]:
                loose.append(index)
        below = [index for index in loose if index > first]
        doubtful = below if not self.linked else list(filter(self.marks.reads_as_report, below))
        if len(loose) >= 3 or doubtful:
            notes.append(("other_headlines", (loose if len(loose) >= 3 else doubtful)[0]))
        return furniture, notes

    def _check_size(self, body: list[int]) -> None:
        if sum(len(self.lines[index]) for index in body) < MIN_BODY and not self.forced_body:
            refuse_empty(self.marks)
