"""Which lines are title, header, body, footer, and which are the furniture of the page.

Every line gets exactly one part, so nothing is lost: what is left out is listed as furniture and
can be taken back. The body is the longest run of prose that a header or title opens; it ends at
the first line that only ever follows a report (previous/next, related links, site footer).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from articles.extraction.language.dates import date_only
from articles.extraction.language.normalise import unspaced
from articles.extraction.offsets import PageStretch
from articles.extraction.places.gazetteer import Gazetteer

from .below_title import mark_below_title
from .furniture import is_common_label, is_dated_item, is_staff
from .header_lines.header import HeaderLine, looks_like_outlet
from .line_kinds import Marks
from .lines import Page
from .main_content import MIN_BODY, find_main_stretch, has_a_headline, refuse_empty
from .title import Title, find_title

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
_FOOTER_PART = {"site", "contact", "staff"}
_REPORTER = re.compile(
    r"^[\[(]\s*(?:(?:本报|本网|本台|见习|实习|特约|全媒体)*(?:记者|通讯员)|作者|供稿|撰稿|文"
    r"|来源|编辑|责编|责任编辑|完|新华社|通讯员"
    r"|图文)(?![一-鿿]{14}).{0,50}[\])]$"
)
_SIGNATURE = re.compile(
    r"^[一-鿿]{3,24}(?:委员会|办公室|人民政府|党委|党组|民委|统战部|宣传部|委|局|部|厅|协会)$"
)
_OPENS_LIST = re.compile(r"(?:名单|名录|如下|单位|集体)(?:\(.{1,10}\))?$|:$")
# A day and what was done on it, in words enough to be no signature.
_ENTRY = re.compile(
    r"^(?:(?:19|20)\d\d[-年./])?\d{1,2}[-月./](?:\d{1,2}日?)?[\s,:]*"
    r"(?!.*(?:印发|供稿|整理|报送|发布|通讯员|记者))[一-鿿“《].*[一-鿿].{4}"
)
_ANNEX = re.compile(r"^附\s*(?:件|表|录|图)")
_LONGEST_LIST, _MOST_SIGNERS = 60, 3
_SIGNED = re.compile(r"^\([^()。!?]{2,30}\)$")  # (五原县委统战部 李娜) after the last paragraph


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
        top = max([*title.lines, *block, *([title.subtitle] if title.subtitle else []), -1])
        if not title.lines and not block:
            top = main.start - 1
        body = self._body(title, top + 1, main.stop, first)
        crumbs = [
            index for index in range(body[0] if body else len(self.lines))
            if self.kinds[index] == "crumb"
        ]  # fmt: skip
        header, body = self._header(title, [*block, *title.kickers], crumbs, body)
        body, footer = self._footer(body)
        unread = self._unread_dates(header, footer)
        furniture, loose = self._furniture(title, {*header, *body, *footer}, body)
        several = [] if main.several is None else [("several_articles", max(body, default=0))]
        self._check_size(body)
        tail = self._trailing(body, self.marks.only_links) or self._dated_headlines(body)
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
            title.repeats, notes,
        )  # fmt: skip

    def _header_block(self, start: int, blocks: list[list[int]]) -> list[int]:
        """Return the header lines that stand above the body of the main segment."""
        if not blocks:
            return []
        if self.marks.prose_in(start, blocks[0][0]) > 0:
            return []  # the date stands at the foot
        return blocks[0]

    def _first_prose(self, begin: int, stop: int) -> int:
        return next((index for index in range(begin, stop) if self.prose[index]), stop)

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
        signs = date_only(text) or bool(_SIGNATURE.match(text))
        return signs and first - 1 in above and first not in self.forced_body

    def _names_outlet(self, index: int) -> bool:
        text = unspaced(self.lines[index].text)
        return self.marks.free(index) and looks_like_outlet(text)

    def _dated_title(self, body: list[int]) -> list[int]:
        """Return the line right above the text, if it alone has a headline with its date."""
        headlines = [index for index in self.metas if has_a_headline(self.marks, index)]
        return headlines if body and headlines == [body[0] - 1] else []

    def _footer(self, body: list[int]) -> tuple[list[int], list[int]]:
        """Return the body without what follows its last paragraph, and the lines of the foot.

        They are the signature, reporters, editors and the site.
        """
        body, footer = [*body], []
        while len(body) > 1 and body[-1] not in self.forced_body and self._signs(body):
            footer.append(body.pop())
        annexed = self._signed_above_annex(body)
        body = [index for index in body if index not in annexed]
        footer += annexed
        last = body[-1] if body else -1
        signed, listing = set(footer), False
        for index in range(last + 1, len(self.lines)):
            if index in signed:
                continue
            # Under 相关新闻 a headline with its date is another report's, no signature.
            listing = listing or self.kinds[index] == "related" or self.marks.opens_dated(index)
            if self.kinds[index] in _FOOTER_PART or (
                index in self.metas
                and not (listing and is_dated_item(self.lines[index].text))
                and not self._is_entry(index)
                and self.metas[index].has(
                    "source", "author", "staff", "published", "made", "dated", "views"
                )
            ):
                footer.append(index)
        return body, sorted(footer)

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

    def _signs(self, body: list[int]) -> bool:
        """Say whether the last line of a body names who wrote it, or when."""
        index = body[-1]
        line = self.lines[index]
        if line.cell or self._dated_headlines(body) or self.marks.states_a_figure(index):
            return False
        bare = index in self.metas and not self.metas[index].items
        if self._is_entry(index) or (bare and self.marks.tells_no_date(index)):
            return False
        return bool(
            index in self.metas
            or _REPORTER.match(line.text)
            or _SIGNED.match(line.text)
            or date_only(line.text)
            or is_staff(line.text)
            or (_SIGNATURE.match(line.text) and not line.heading and not self._listed(body))
        )

    def _is_entry(self, index: int) -> bool:
        """Say whether a line is an entry of a chronicle: 2021年3月5日 召开创建动员大会."""
        return (
            index in self.metas
            and bool(_ENTRY.match(self.lines[index].text))
            and has_a_headline(self.marks, index)
        )

    def _listed(self, body: list[int]) -> bool:
        """Say whether the office that ends a body is the last of a list of names."""
        offices = 0
        for index in reversed(body[-_LONGEST_LIST:]):
            text = self.lines[index].text
            offices += bool(_SIGNATURE.match(text))
            if _OPENS_LIST.search(text):
                return True
            if len(text) > 24 or text.endswith("。"):
                break
        return offices > _MOST_SIGNERS

    def _signed_above_annex(self, body: list[int]) -> range:
        """Return the office and the date above the first annex: the signature, if it is dated."""
        annex = next((item for item in body[1:] if _ANNEX.match(self.lines[item].text)), None)
        if annex is None:
            return range(0)
        index = annex - 1
        while (
            index > body[0]
            and index not in self.forced_body
            and (date_only(self.lines[index].text) or _SIGNATURE.match(self.lines[index].text))
        ):
            index -= 1
        signed = range(index + 1, annex)
        return signed if any(date_only(self.lines[item].text) for item in signed) else range(0)

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

    def _trailing(self, body: list[int], fits: Callable[[int], bool]) -> list[int]:
        """Return the last lines of a body that fit; its first line is never among them."""
        start = len(body)
        while start > 1 and body[start - 1] not in self.forced_body and fits(body[start - 1]):
            start -= 1
        return body[start:]

    def _dated_headlines(self, body: list[int]) -> list[int]:
        tail = self._trailing(body, self.marks.is_dated_headline)
        return tail if len(tail) >= 3 else []

    def _check_size(self, body: list[int]) -> None:
        if sum(len(self.lines[index]) for index in body) < MIN_BODY and not self.forced_body:
            refuse_empty(self.marks)
