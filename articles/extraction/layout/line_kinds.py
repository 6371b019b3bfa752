"""What each line of a page looks like by itself: furniture, part of the header, prose, or free."""

import re
from bisect import bisect
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

from articles.extraction.language.dates import date_only
from articles.extraction.language.normalise import bare
from articles.extraction.language.numerals import chinese_to_int
from articles.extraction.language.quantities import find_quantities
from articles.extraction.offsets import PageStretch
from unityreports.site.scripts import spread

from .furniture import classify, is_caption, is_dated_headline
from .header_lines.header import HeaderLine, read_header_line
from .header_lines.header_labels import opens_with_label
from .index_pairs import read_index_rows
from .lines import Page

_PROSE_MARK = re.compile(r"[。;!?；]")
# What a heading with a number opens with.
NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十]+(?:部分|章|篇|节)|[一二三四五六七八九十]{1,3}\s*[、..]"
    r"|[(][一二三四五六七八九十]{1,3}[)]"
    r"|\d{1,2}\s*[、..)](?!\d)|[(]\d{1,2}[)]|[一二三四五六七八九十]是|[①-⑳])"
)
_LONGEST_CALL = 60  # characters
_EXCLAIMS = re.compile(r"[^。;!?]+[!?]")
_PICTURE_TOOL = re.compile(r"^\W{0,2}(?:点击)?查看(?:原图|大图)\W{0,2}$")
_SECTION = re.compile(
    r"^(?:(?P<section>[一二三四五六七八九十]{1,3})\s*[、.]|\((?P<part>[一二三四五六七八九十]{1,3})\))"
)
_EDITION = re.compile(r"当前版\s*:|第?\s*[A-Z]?\d{1,2}\s*版")
_CONTENTS = ("目录", "目次", "[本期要目]", "本期要目", "[要目]", "要目", "本期导读", "[本期导读]")
_BULLETS = "●·◆■▲★•○-"
_LONGEST_CONTENTS = 100  # lines
_PAGE_BEHIND = re.compile(r"[\s.…·—-]*\(?\d{1,3}\)?$")
_TIME_LABEL = re.compile(r"(?:[一-鿿]{2})?(?:时\s*间|日\s*期)\s*:")
QUIET = {
    "contents",
    "caption",
    "tools",
    "pager",
    "weather",
    "meta",
    "file",
}  # may stand between title, header and text


class Marks:
    """The marks of all lines; numbers are indices into `lines`.

    `kinds` says what kind of furniture a line is ("": none), `metas` what a line of the header
    states, `prose` which lines are running text. Lines that an editor took back or left out are
    in `forced_body` and `forced_out`, whatever they look like.
    """

    def __init__(
        self,
        page: Page,
        taken_back: Iterable[PageStretch] = (),
        left_out: Iterable[PageStretch] = (),
    ):
        self.page = page
        self.lines = page.lines
        self.forced_body = self._touching(list(taken_back))
        self.forced_out = self._touching(list(left_out)) - self.forced_body
        self.kinds = [classify(line) for line in self.lines]
        self.metas: dict[int, HeaderLine] = {}
        for index, line in enumerate(self.lines):
            if index in self.forced_body:
                self.kinds[index] = ""
            elif index in self.forced_out:
                self.kinds[index] = "left_out"
            elif self._may_be_header(index):
                found = read_header_line(line)
                if found is not None and (found.items or self.kinds[index] == ""):
                    self.metas[index] = found
        self._mark_index_rows()
        self._mark_captions()
        self._mark_contents()
        self.prose = [self._is_prose(index) for index in range(len(self.lines))]
        self._mark_exclamations()
        self._count_prose()

    def _mark_index_rows(self) -> None:
        """Take the rows of labels and values of an index block for lines of the header."""
        for index, found in read_index_rows(self.page).items():
            if index not in self.forced_body and index not in self.forced_out:
                self.kinds[index], self.metas[index] = "", found

    def _count_prose(self) -> None:
        # Prose characters before each line, so that asking "any prose there?" costs nothing.
        sizes = (len(line) * prose for line, prose in zip(self.lines, self.prose, strict=True))
        self.before = [0, *accumulate(sizes)]

    def take_as_prose(self, indices: Iterable[int]) -> None:
        """Take lines for running text that do not look like it."""
        for index in indices:
            self.prose[index] = True
        self._count_prose()

    def _may_be_header(self, index: int) -> bool:
        line, kind = self.lines[index], self.kinds[index]
        # 时间:2016-03-23 点击: 载入中... is cut short like a teaser.
        known = kind in ("", "staff", "index", "tools", "disclaimer") or (
            kind == "teaser" and opens_with_label(line.text)
        )
        # 当前版:A08版 2022年11月23日 is the day of a newspaper.
        known = known or (kind == "pager" and bool(_EDITION.match(line.text)))
        return known and line.links * 2 <= len(line)

    def _touching(self, spans: list[PageStretch]) -> set[int]:
        return {
            index
            for index, line in enumerate(self.lines)
            if any(line.start < end and start < line.end for start, end in spans)
        }

    def _mark_captions(self) -> None:
        """Take the line right below 【查看原图】 for the picture's caption."""
        for index in range(1, len(self.lines)):
            text = self.lines[index].text
            if (
                _PICTURE_TOOL.match(self.lines[index - 1].text)
                and self.kinds[index] == ""
                and index not in self.metas
                and index not in self.forced_body
                and len(text) <= 40
                and not text.endswith("。")
            ):
                self.kinds[index] = "caption"

    def _mark_contents(self) -> None:
        """Mark a table of contents: 目录 and the headings below it, which all come again."""
        words = ["".join(line.text.split()) for line in self.lines]
        top = next((index for index, text in enumerate(words) if text in _CONTENTS), None)
        if top is None or top in self.forced_body:
            return
        words_of_top = words[top]
        texts = [bare(line.text) for line in self.lines]
        forthcoming = words_of_top not in ("目录", "目次")  # of a bulletin, which has all or one
        end = top + 1
        while end < min(len(texts), top + _LONGEST_CONTENTS) and end not in self.forced_body:
            entry = bare(_PAGE_BEHIND.sub("", self.lines[end].text)).lstrip(_BULLETS)
            # A title comes again whole, or broken over lines.
            again = (
                later.startswith(entry) or (len(later) >= 8 and entry.startswith(later))
                for later in texts[end + 1 :]
            )  # fmt: skip
            points = forthcoming and self.lines[end].text[:1] in _BULLETS
            listed = 3 <= len(entry) <= 60 and not entry.endswith("。")
            if not listed or self.lines[end].links or not (points or any(again)):
                break
            end += 1
        if end - top > (1 if forthcoming else 2):
            for index in range(top, end):
                self.kinds[index] = "contents"
                self.metas.pop(index, None)

    def _mark_exclamations(self) -> None:
        """Take a line above all text that asks or exclaims, a header below, for no text."""
        first = next((index for index, is_prose in enumerate(self.prose) if is_prose), None)
        below = len(self.lines) if first is None else first + 1
        while below < len(self.lines) and self.kinds[below] in QUIET:
            below += 1
        if first is not None and below in self.metas:
            text = self.lines[first].text
            self.prose[first] = not (_EXCLAIMS.fullmatch(text) and len(text) <= _LONGEST_CALL)

    def _is_prose(self, index: int) -> bool:
        line = self.lines[index]
        if self.kinds[index] or index in self.metas:
            return False
        text = line.text
        if line.links * 10 > len(line) * 7 and len(line) < 120:
            return False
        if len(text) >= 20 and text.endswith(("。", "!", "?", "。”", "!”", ";")):
            return True
        return len(text) >= 30 and (
            bool(_PROSE_MARK.search(text)) or (len(text) >= 45 and text.count(",") >= 2)
        )

    @cached_property
    def _sections(self) -> dict[str, list[tuple[int, int]]]:
        """The lines that open with 一、 and with (一), each with its number."""
        found: dict[str, list[tuple[int, int]]] = {"section": [], "part": []}
        for index, line in enumerate(self.lines):
            match = _SECTION.match(line.text)
            if match and match.lastgroup and not line.links:
                number = chinese_to_int(match[match.lastgroup]) or 0
                found[match.lastgroup].append((index, number))
        return found

    def numbering_goes_on(self, index: int) -> bool:
        """Say whether the report's own numbers (一、 … 二、) go on below a line."""
        for places in self._sections.values():
            at = bisect(places, (index, 0))
            if 0 < at < len(places) and places[at][1] == places[at - 1][1] + 1:
                return True
        return False

    def prose_in(self, begin: int, end: int) -> int:
        """Return how many characters of prose stand in a range of lines."""
        return self.before[max(end, begin)] - self.before[begin]

    def free(self, index: int) -> bool:
        """Say whether a line may be a title: unexplained, short, not prose."""
        line = self.lines[index]
        return (
            not self.kinds[index]
            and index not in self.metas
            and 2 <= len(line.text) <= 90 * spread(line.text)
            and (not self.prose[index] or (len(line.text) <= 60 and bool(line.heading)))
            and not is_caption(line.text)
        )

    def reads_as_report(self, index: int) -> bool:
        """Say whether a line ends as a sentence, opens with a number or is a cell of a table."""
        line = self.lines[index]
        return line.cell or line.text.endswith("。") or bool(NUMBERED.match(line.text))

    def opens_dated(self, index: int) -> bool:
        """Say whether three headlines with their dates stand from here on."""
        following = range(index, index + 3)
        return following.stop <= len(self.lines) and all(map(self.is_dated_headline, following))

    def is_dated_headline(self, index: int) -> bool:
        """Say whether a line is a headline with its date, as lists of other articles have it."""
        if self.page.media == "docx":
            return False  # no list of other articles stands in a Word file
        text = self.lines[index].text
        if date_only(text):
            return False
        return is_dated_headline(text) and not NUMBERED.match(text) and not self.lines[index].cell

    def tells_no_date(self, index: int) -> bool:
        """Say whether a line has the label of a date and no date: 时间:2021年12月底前."""
        items, text = self.metas[index].items, self.lines[index].text
        unread = items == self.metas[index].dates(read=False) and not date_only(text)
        return unread and bool(_TIME_LABEL.match(text))

    def states_a_figure(self, index: int) -> bool:
        """Say whether a line tells of a quantity, as no signature does (投入30万元)."""
        counts_views = index in self.metas and self.metas[index].has("views")
        return not counts_views and bool(find_quantities(self.lines[index].text))

    def only_links(self, index: int) -> bool:
        """Say whether a line is nearly nothing but links."""
        line = self.lines[index]
        return line.links * 10 > len(line) * 6
