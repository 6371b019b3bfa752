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
from articles.extraction.language.quantities import find_quantities
from articles.extraction.places.gazetteer import Gazetteer

from .furniture import is_common_label, is_dated_headline, is_dated_item, is_staff
from .header import HeaderLine, looks_like_outlet
from .line_kinds import NUMBERED, Marks
from .lines import Page
from .main_content import MIN_BODY, find_main_stretch, has_a_headline, refuse_empty
from .title import find_title

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
_TIME_LABEL = re.compile(r"(?:[一-鿿]{2})?(?:时\s*间|日\s*期)\s*:")
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
    taken_back: Iterable[tuple[int, int]] = (),
    left_out: Iterable[tuple[int, int]] = (),
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
        start, stop = main.start, main.stop
        layout = Layout(metas=self.metas)
        header_lines = self._header_block(start, main.blocks)
        first = self._first_prose(
            max([*header_lines, start - 1]) + 1 if header_lines else start, stop
        )
        title = find_title(self.marks, self.gazetteer, header_lines, first)
        layout.title, layout.subtitle = title.lines, title.subtitle
        layout.repeats, layout.notes = title.repeats, title.notes
        top = max(
            [*layout.title, *header_lines, *([layout.subtitle] if layout.subtitle else []), -1]
        )
        if not layout.title and not header_lines:
            top = start - 1
        self._body(layout, top + 1, stop, first)
        self._header_rest(layout, [*header_lines, *title.kickers])
        self._footer(layout)
        self._unread_dates(layout)
        self._furniture(layout, main.several)
        self._check_size(layout)
        self._refine(layout)
        return layout

    def _header_block(self, start, blocks) -> list[int]:
        """Return the header lines that stand above the body of the main segment."""
        if not blocks:
            return []
        if self.marks.prose_in(start, blocks[0][0]) > 0:
            return []  # the date stands at the foot
        return blocks[0]

    def _first_prose(self, begin: int, stop: int) -> int:
        return next((index for index in range(begin, stop) if self.prose[index]), stop)

    def _body(self, layout: Layout, begin: int, stop: int, first: int) -> None:
        taken = {*layout.title, *layout.repeats, layout.subtitle}
        ended = False
        for index in range(begin, stop):
            kind = self.kinds[index]
            if index in self.forced_body:
                continue
            if index in taken or ended:
                continue
            if kind and index > first and self._written(index):
                layout.body.append(index)
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
            layout.body.append(index)
        layout.body = sorted({*layout.body, *self.forced_body})

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
        if self.marks.numbering_goes_on(index) or self._tells_no_date(index):
            return True
        if has_a_headline(self.marks, index) and not self._is_dated_headline(index):
            return True  # an entry of a chronicle
        return self.marks.prose_in(index + 1, stop) > 0 and not self.metas[index].has(
            "source", "views"
        )

    def _tells_no_date(self, index: int) -> bool:
        """Say whether a line has the label of a date and no date: 时间:2021年12月底前."""
        items, text = self.metas[index].items, self.lines[index].text
        unread = items == self.metas[index].dates(read=False) and not date_only(text)
        return unread and bool(_TIME_LABEL.match(text))

    def _header_rest(self, layout: Layout, header: list[int]) -> None:
        top = layout.body[0] if layout.body else len(self.lines)
        start = min([*header, *layout.title, top])
        while (
            start > 0
            and self.marks.free(start - 1)
            and looks_like_outlet(unspaced(self.lines[start - 1].text))
        ):
            start -= 1  # the office whose document this is, above its title
        layout.crumbs = [index for index in range(top) if self.kinds[index] == "crumb"]
        layout.header = sorted(
            {*header, *layout.crumbs}
            | {index for index in self.metas if start <= index < top}
            | {
                index
                for index in range(start, top)
                if self._names_outlet(index)
                and index not in layout.title
                and index != layout.subtitle
                and index not in layout.repeats
            }
        )
        body = set(layout.body)
        layout.header = [index for index in layout.header if index not in body]
        layout.header += self._dated_title(layout)
        while len(layout.body) > 1 and self._signs_below_title(layout):
            layout.header.append(layout.body.pop(0))
        # A short column name may stand between the header and the text.
        inside = {*layout.header, *layout.title, *layout.repeats}
        if layout.body and header:
            first = layout.body[0]
            text = self.lines[first].text
            if looks_like_outlet(text) and len(text) <= 12 and first - 1 in inside:
                layout.body.pop(0)
                layout.header.append(first)

    def _signs_below_title(self, layout: Layout) -> bool:
        """Say whether the first line of the body is the office, or the date, below the title."""
        first = layout.body[0]
        text = self.lines[first].text
        above = {*layout.title, *layout.header, layout.subtitle}
        signs = date_only(text) or bool(_SIGNATURE.match(text))
        return signs and first - 1 in above and first not in self.forced_body

    def _names_outlet(self, index: int) -> bool:
        text = unspaced(self.lines[index].text)
        return self.marks.free(index) and looks_like_outlet(text)

    def _dated_title(self, layout: Layout) -> list[int]:
        """Return the line right above the text that is its title with its date, if none else is."""
        headlines = [index for index in self.metas if has_a_headline(self.marks, index)]
        above = layout.body[0] - 1 if layout.body else -1
        known = layout.title or any(index in self.metas for index in layout.header)
        return headlines if headlines == [above] and not known else []

    def _footer(self, layout: Layout) -> None:
        """Part what stands after the last paragraph: signature, reporters, editors, the site."""
        body = layout.body
        while len(body) > 1 and body[-1] not in self.forced_body and self._signs(body):
            layout.footer.insert(0, body.pop())
        self._sign_above_annex(layout)
        last = layout.body[-1] if layout.body else -1
        signed, listing = set(layout.footer), False
        for index in range(last + 1, len(self.lines)):
            if index in signed:
                continue
            # Under 相关新闻 a headline with its date is another report's, no signature.
            listing = listing or self.kinds[index] == "related" or self._opens_dated(index)
            if self.kinds[index] in _FOOTER_PART or (
                index in self.metas
                and not (listing and is_dated_item(self.lines[index].text))
                and not self._is_entry(index)
                and self.metas[index].has(
                    "source", "author", "staff", "published", "made", "dated", "views"
                )
            ):
                layout.footer.append(index)
        layout.footer.sort()

    def _unread_dates(self, layout: Layout) -> None:
        """Note what stands where the report's date is expected and cannot be understood."""
        header = [index for index in layout.header if index in self.metas]
        known = any(self.metas[index].dates(read=True) for index in header)
        for index in header if known else [*header, *layout.footer]:
            unread = self.metas[index].dates(read=False) if index in self.metas else []
            if unread and (not known or any(item.kind == "published" for item in unread)):
                layout.notes.append(("date_unread", index))

    def _signs(self, body: list[int]) -> bool:
        """Say whether the last line of a body names who wrote it, or when."""
        index = body[-1]
        line = self.lines[index]
        if line.cell or self._dated_headlines(body) or self._states_a_figure(index):
            return False
        no_date = index in self.metas and not self.metas[index].items and self._tells_no_date(index)
        if self._is_entry(index) or no_date:
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

    def _states_a_figure(self, index: int) -> bool:
        """Say whether a line tells of a quantity, as no signature does (投入30万元)."""
        counts_views = index in self.metas and self.metas[index].has("views")
        return not counts_views and bool(find_quantities(self.lines[index].text))

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

    def _sign_above_annex(self, layout: Layout) -> None:
        """Take the office and the date that stand above the first annex for the signature."""
        body = layout.body
        annex = next((item for item in body[1:] if _ANNEX.match(self.lines[item].text)), None)
        if annex is None:
            return
        index = annex - 1
        while (
            index > body[0]
            and index not in self.forced_body
            and (date_only(self.lines[index].text) or _SIGNATURE.match(self.lines[index].text))
        ):
            index -= 1
        signed = range(index + 1, annex)
        if any(date_only(self.lines[item].text) for item in signed):
            layout.footer += signed
            layout.body = [item for item in body if item not in signed]

    def _furniture(self, layout: Layout, several: int | None) -> None:
        taken = {*layout.title, *layout.header, *layout.body, *layout.footer, layout.subtitle}
        first = layout.body[0] if layout.body else len(self.lines)
        loose: list[int] = []
        for index, line in enumerate(self.lines):
            if index in taken:
                continue
            kind = self.kinds[index] or ("repeat" if index in layout.repeats else "other")
            layout.furniture[index] = kind
            if kind != "other":
                continue
            if self.prose[index] and (len(line) >= 60 or index > first):
                layout.notes.append(("prose_left_out", index))
            elif 8 <= len(line.text) <= 60 and not self.prose[index]:
                loose.append(index)
        below = [index for index in loose if index > first]
        doubtful = below if not self.linked else list(filter(self._reads_as_report, below))
        if len(loose) >= 3 or doubtful:
            layout.notes.append(("other_headlines", (loose if len(loose) >= 3 else doubtful)[0]))
        if several is not None:
            layout.notes.append(("several_articles", max(layout.body, default=0)))

    def _refine(self, layout: Layout) -> None:
        """Leave out what stands after the last paragraph and says itself that it is no report.

        Short lines alone say nothing: they may be its last sections, a list or an annex. Links all
        over say so, and a date beside each of several headlines.
        """
        tail = self._trailing(layout.body, self._only_links)
        if not tail:
            tail = self._dated_headlines(layout.body)
        if not tail:
            return
        kind = "links" if self._only_links(tail[-1]) else "headlines"
        layout.body = layout.body[: -len(tail)]
        layout.furniture.update(dict.fromkeys(tail, kind))
        layout.notes.append(("other_headlines", tail[0]))

    def _reads_as_report(self, index: int) -> bool:
        line = self.lines[index]
        return line.cell or line.text.endswith("。") or bool(NUMBERED.match(line.text))

    def _trailing(self, body: list[int], fits: Callable[[int], bool]) -> list[int]:
        """Return the last lines of a body that fit; its first line is never among them."""
        start = len(body)
        while start > 1 and body[start - 1] not in self.forced_body and fits(body[start - 1]):
            start -= 1
        return body[start:]

    def _dated_headlines(self, body: list[int]) -> list[int]:
        tail = self._trailing(body, self._is_dated_headline)
        return tail if len(tail) >= 3 else []

    def _opens_dated(self, index: int) -> bool:
        """Say whether three headlines with their dates stand from here on."""
        following = range(index, index + 3)
        return following.stop <= len(self.lines) and all(map(self._is_dated_headline, following))

    def _is_dated_headline(self, index: int) -> bool:
        if self.marks.page.media == "docx":
            return False  # no list of other articles stands in a Word file
        text = self.lines[index].text
        if date_only(text):
            return False
        return is_dated_headline(text) and not NUMBERED.match(text) and not self.lines[index].cell

    def _only_links(self, index: int) -> bool:
        line = self.lines[index]
        return line.links * 10 > len(line) * 6

    def _check_size(self, layout: Layout) -> None:
        if sum(len(self.lines[index]) for index in layout.body) < MIN_BODY and not self.forced_body:
            refuse_empty(self.marks)
