"""Which lines are title, header, body, footer, and which are the furniture of the page.

Every line gets exactly one part, so nothing is lost: what is left out is listed as furniture and
can be taken back. The body is the longest run of prose that a header or title opens; it ends at
the first line that only ever follows a report (previous/next, related links, site footer).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate

from .errors import PageRefused
from .fold import bare
from .furniture import classify, is_caption, is_dated_item, is_staff, is_teaser
from .header import HeaderLine, looks_like_outlet, read_header_line
from .page import Line, Page

_PROSE_MARK = re.compile(r"[。;!?；]")
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
_QUIET = {"tools", "pager", "weather", "meta", "file"}
_FOOTER_PART = {"site", "contact", "staff"}
_REPORTER = re.compile(
    r"^[\[(]\s*(?:(?:本报|本网|本台|见习|实习|特约|全媒体)*(?:记者|通讯员)|作者|供稿|撰稿|文"
    r"|来源|编辑|责编|责任编辑|完|新华社|通讯员"
    r"|图文)(?![一-鿿]{14}).{0,50}[\])]$"
)
_SIGNATURE = re.compile(
    r"^[一-鿿]{3,24}(?:委员会|办公室|人民政府|党委|党组|民委|统战部|宣传部|委|局|部|厅|协会)$"
)
_SIGNED = re.compile(r"^\([^()。!?]{2,30}\)$")  # (五原县委统战部 李娜) after the last paragraph
_DATE_ONLY = re.compile(
    r"^[\[(]?\s*(?:(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
    r"|[一二][零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}"
    r"日)\s*[\])]?$"
)
_SUBTITLE = re.compile(r"^\s*(?:—{1,3}|-{2,3}|──)\s*(?=\S)")
_QUOTED_FROM = re.compile(r"^(?:—|-{2})+\s*(?:摘自|选自|引自|习近平|《)")
NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十]+(?:部分|章|篇|节)|[一二三四五六七八九十]{1,3}\s*[、..]"
    r"|[(][一二三四五六七八九十]{1,3}[)]"
    r"|\d{1,2}\s*[、..)](?!\d)|[(]\d{1,2}[)]|[一二三四五六七八九十]是|[①-⑳])"
)
_MIN_BODY = 30
_SITE_TAIL = re.compile(r"\s*[-_—|–]+\s*[^-_—|–]{2,30}$")
_PAPER = re.compile(
    r"第?\s*(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,3})\s*版\s*[::]?|版面(?:导航|目录|概览)"
    r"|(?:本版|其他|今日)(?:新闻"
    r"|标题|导读|导航)"
)


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
    taken_back: Iterable[tuple[int, int]] = (),
    left_out: Iterable[tuple[int, int]] = (),
) -> Layout:
    """Divide a page into its parts.

    `taken_back` and `left_out` are stretches of the text an editor decided on: lines that touch
    one are body, or furniture, whatever they look like. Raises `PageRefused`: "no_report",
    "list_page" or "several_articles".
    """
    return _Divider(page, list(taken_back), list(left_out)).divide()


class _Divider:
    def __init__(self, page: Page, taken_back, left_out):
        self.page = page
        self.lines = page.lines
        self.forced_body = self._touching(taken_back)
        self.forced_out = self._touching(left_out) - self.forced_body
        self.kinds = [classify(line) for line in self.lines]
        self.metas: dict[int, HeaderLine] = {}
        for index, line in enumerate(self.lines):
            if index in self.forced_body:
                self.kinds[index] = ""
            elif index in self.forced_out:
                self.kinds[index] = "left_out"
            elif self.kinds[index] in ("", "staff", "index", "tools", "disclaimer") and not (
                line.links * 2 > len(line)
            ):
                found = read_header_line(line)
                if found is not None and (found.items or self.kinds[index] == ""):
                    self.metas[index] = found
        self.prose = [self._is_prose(index) for index in range(len(self.lines))]
        # Prose characters before each line, so that asking "any prose there?" costs nothing.
        sizes = (len(line) * prose for line, prose in zip(self.lines, self.prose, strict=True))
        self.before = [0, *accumulate(sizes)]
        self.several: int | None = None

    def _touching(self, spans) -> set[int]:
        return {
            index
            for index, line in enumerate(self.lines)
            if any(line.start < end and start < line.end for start, end in spans)
        }

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

    # Finding the report ------------------------------------------------------------------------
    def divide(self) -> Layout:
        start, stop, blocks = self._main_segment()
        layout = Layout(metas=self.metas)
        header_lines = self._header_block(start, stop, blocks)
        first = self._first_prose(
            max([*header_lines, start - 1]) + 1 if header_lines else start, stop
        )
        self._title(layout, header_lines, first, start)
        top = max(
            [*layout.title, *header_lines, *([layout.subtitle] if layout.subtitle else []), -1]
        )
        if not layout.title and not header_lines:
            top = start - 1
        self._body(layout, top + 1, stop, first)
        self._header_rest(layout, header_lines)
        self._footer(layout)
        self._furniture(layout)
        self._check_size(layout)
        self._refine(layout)
        return layout

    def _main_segment(self) -> tuple[int, int, list[list[int]]]:
        """Return where the report's lines start and stop, and the header blocks in between."""
        blocks = self._blocks()
        bounds = [block[0] for block in blocks]
        starts = [0, *bounds]
        weights = []
        for index, begin in enumerate(starts):
            end = starts[index + 1] if index + 1 < len(starts) else len(self.lines)
            weights.append(self._weight(begin, end))
        total = sum(weights)
        if total < _MIN_BODY and not self.forced_body:
            self._refuse_empty()
        articles = [
            index for index, weight in enumerate(weights) if weight >= 100 and index > 0
            and self._opens_article(blocks[index - 1])
        ]  # fmt: skip
        if len(articles) >= 3 and not self.forced_body:
            raise PageRefused(
                "several_articles",
                f"页面里有 {len(articles)} 篇文章，请打开其中一篇的页面再导入。",
            )
        best = max(range(len(weights)), key=lambda index: (weights[index], -index))
        if len(articles) == 2:
            first = articles[0]
            if weights[first] * 4 >= weights[best]:
                best = first
        self.several = articles[1] if len(articles) == 2 else None
        begin = starts[best]
        stop = starts[best + 1] if best + 1 < len(starts) else len(self.lines)
        if stop < len(self.lines) and not (
            len(articles) == 2
            and blocks[best][0] == blocks[articles[1] - 1][0]
            and best == articles[0]
        ):
            stop = len(self.lines) if self._weight(stop, len(self.lines)) < weights[best] else stop
        return begin, stop, [block for block in blocks if begin <= block[0] < stop]

    def _blocks(self) -> list[list[int]]:
        """Return runs of header lines: at most three other short lines may stand between two."""
        blocks: list[list[int]] = []
        for index in sorted(self.metas):
            meta = self.metas[index]
            if not meta.has("published", "dated", "made", "source", "views", "author"):
                continue
            if (
                is_dated_item(self.lines[index].text)
                and meta.rest
                and not meta.has("source", "views")
            ):
                continue
            if (
                blocks
                and index - blocks[-1][-1] <= 4
                and not any(self.prose[blocks[-1][-1] : index])
            ):
                blocks[-1].append(index)
            else:
                blocks.append([index])
        return blocks

    def _opens_article(self, block: list[int]) -> bool:
        """Say whether a header block has both a date and a headline above it."""
        if not any(self.metas[index].has("published", "dated", "made") for index in block):
            return False
        above = block[0] - 1
        return (
            above >= 0
            and not self.prose[above]
            and not self.kinds[above]
            and (above not in self.metas and 6 <= len(self.lines[above].text) <= 60)
        )

    def _weight(self, begin: int, end: int) -> int:
        weight, ended = 0, False
        for index in range(begin, end):
            if self.prose[index]:
                weight += len(self.lines[index]) if not ended else 0
            elif weight and self.kinds[index] in ("prevnext", "related", "site"):
                ended = True
        return weight

    def _refuse_empty(self):
        items = sum(
            is_dated_item(line.text) or is_teaser(line.text) or line.links * 2 > len(line)
            for line in self.lines
        )
        if items >= 5:
            raise PageRefused(
                "list_page", "这是文章列表页，不是一篇报告。请打开其中一篇的页面再导入。"
            )
        raise PageRefused("no_report", "页面里没有找到报告正文（没有成段的文字）。")

    def _header_block(self, start, stop, blocks) -> list[int]:
        """Return the header lines that stand above the body of the main segment."""
        if not blocks:
            return []
        if self._prose_in(start, blocks[0][0]) > 0:
            return []  # the date stands at the foot
        return blocks[0]

    def _first_prose(self, begin: int, stop: int) -> int:
        return next((index for index in range(begin, stop) if self.prose[index]), stop)

    # Title -------------------------------------------------------------------------------------
    def _hints(self) -> dict[str, int]:
        """Return texts that say what the title is: text without spaces → line index."""
        hints: dict[str, int] = {}
        for index, line in enumerate(self.lines):
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
            elif line.heading == 1 and not self.kinds[index] and len(text) >= 6:
                hints.setdefault(bare(text), index)
            elif self.kinds[index] == "crumb":
                tail = re.split(r"[>»›]", text)[-1].strip()
                if len(tail) >= 10:
                    hints.setdefault(bare(tail), index)
        return {hint: index for hint, index in hints.items() if len(hint) >= 4}

    def _free(self, index: int) -> bool:
        """Say whether a line may be a title: unexplained, short, not prose."""
        line = self.lines[index]
        return (
            not self.kinds[index]
            and index not in self.metas
            and 2 <= len(line.text) <= 90
            and (not self.prose[index] or (len(line.text) <= 60 and bool(line.heading)))
            and not is_caption(line.text)
        )

    def _title(self, layout: Layout, header: list[int], first: int, start: int) -> None:
        hints = self._hints()
        limit = header[0] if header else first
        begin = limit
        while begin > 0 and limit - begin < 40 and not self.prose[begin - 1]:
            begin -= 1
        above = [index for index in range(begin, limit) if self._free(index)]
        between = [
            index for index in range(header[0] if header else limit, first) if self._free(index)
        ]
        chosen = self._hinted(above, hints) or self._hinted(between, hints)
        if not chosen and header:
            near = self._nearest(above, limit)
            chosen = self._joined(near) if near else []
            if not chosen and between:
                chosen = self._from_below(between, header, first)
        elif not chosen:
            chosen = self._from_top(above)
        layout.title = chosen
        if chosen:
            following = chosen[-1] + 1
            while following < len(self.lines) and (
                following in self.metas or self.kinds[following] in _QUIET
            ):
                following += 1
            if following < len(self.lines) and self._free(following):
                text = self.lines[following].text
                if _SUBTITLE.match(text) and not _QUOTED_FROM.match(text):
                    layout.subtitle = following
        self._repeats(layout, hints, first)

    def _hinted(self, candidates: list[int], hints: dict[str, int]) -> list[int]:
        for index in candidates:
            if bare(self.lines[index].text) in hints:
                return [index]
        for position, index in enumerate(candidates):
            joined, run = bare(self.lines[index].text), [index]
            for following in candidates[position + 1 : position + 4]:
                if following != run[-1] + 1:
                    break
                run.append(following)
                joined += bare(self.lines[following].text)
                if joined in hints:
                    return run
        return []

    def _nearest(self, above: list[int], limit: int) -> list[int]:
        """Return the run of free lines nearest above the header; only quiet lines may part them."""
        index = limit - 1
        while index >= 0 and self.kinds[index] in _QUIET | {"index"}:
            index -= 1
        run = []
        while index in above:
            run.insert(0, index)
            index -= 1
        return run

    def _joined(self, run: list[int]) -> list[int]:
        """Return the lines of a title that may be broken over several."""
        while len(run) > 1 and _SUBTITLE.match(self.lines[run[-1]].text):
            run = run[:-1]
        chosen = [run[-1]]
        if (
            looks_like_outlet(self.lines[run[-1]].text)
            and len(run) > 1
            and len(self.lines[run[-1]].text) <= 12
        ):
            chosen = [run[-2]]
            run = run[:-1]
        for index in reversed(run[:-1]):
            upper, lower = self.lines[index], self.lines[chosen[0]]
            total = sum(len(self.lines[item].text) for item in chosen) + len(upper.text)
            if (
                upper.group != lower.group
                or len(upper.text) < 7
                or total > 64
                or upper.text.endswith(("。", ":", "!", "?"))
                or _PAPER.search(upper.text)
                or upper.heading != lower.heading
                or upper.links * 2 > len(upper)
                or len(chosen) >= 3
            ):
                break
            chosen.insert(0, index)
        if len(chosen) > 1 and len(run) > 3:
            return chosen[-1:]  # a stack of headlines, not one title
        return chosen

    def _from_below(self, between: list[int], header: list[int], first: int) -> list[int]:
        """Return the title of a page whose header stands above it."""
        index = between[0]
        text = self.lines[index].text
        if NUMBERED.match(text) or looks_like_outlet(text) or len(text) < 6:
            return []
        if any(index < item for item in header) or self.lines[index].heading or len(between) > 1:
            return self._joined_down(between)
        last = len([item for item in self.lines[first:] if 4 <= len(item.text) <= 30]) == 0
        return [index] if last or len(text) > 14 else []

    def _joined_down(self, run: list[int]) -> list[int]:
        chosen = [run[0]]
        for index in run[1:3]:
            upper, lower = self.lines[chosen[-1]], self.lines[index]
            if index != chosen[-1] + 1 or upper.group != lower.group or NUMBERED.match(lower.text):
                break
            if _SUBTITLE.match(lower.text) or len(upper.text) + len(lower.text) > 64:
                break
            if upper.text.endswith(("。", ":")) or len(lower.text) < 4:
                break
            if looks_like_outlet(lower.text) or _date_only(lower.text):
                break
            chosen.append(index)
        return chosen

    def _from_top(self, above: list[int]) -> list[int]:
        """Return the title of a page without a header: the first free line of the last run."""
        while above and (
            NUMBERED.match(self.lines[above[0]].text) or _date_only(self.lines[above[0]].text)
        ):
            above = above[1:]
        if not above:
            return []
        run = [above[-1]]
        for index in reversed(above[:-1]):
            if any(
                self.kinds[item] not in {"", *_QUIET} or item in self.metas
                for item in range(index, run[0])
            ):
                break
            run.insert(0, index)
        run = [index for index in run if not looks_like_outlet(self.lines[index].text)] or run
        strong = [
            index for index in run if self.lines[index].heading == 1 or self.lines[index].bold
        ]
        if strong and strong[0] != run[0] and len(self.lines[run[0]].text) < 8:
            run = run[run.index(strong[0]) :]
        text = self.lines[run[0]].text
        if len(text) < 4 or (text.endswith(("。", ":", ",")) and len(run) == 1):
            return []
        return self._joined_down(run)

    def _repeats(self, layout: Layout, hints: dict[str, int], first: int) -> None:
        """Find the title's other appearances above the body, and those that differ a little."""
        if not layout.title:
            return
        title = bare("".join(self.lines[index].text for index in layout.title))
        for index in range(max(0, first - 300), min(first, len(self.lines))):
            if index in layout.title or index == layout.subtitle or not self._free(index):
                continue
            text = bare(self.lines[index].text)
            if text == title:
                layout.repeats.append(index)
            elif _alike(text, title):
                layout.repeats.append(index)
                layout.notes.append(("title_differs", index))
        for hint, index in hints.items():
            if index in layout.title or index in layout.repeats or hint == title:
                continue
            if _alike(hint, title) and title not in hint and hint not in title:
                layout.notes.append(("title_differs", index))

    # Body and the rest -------------------------------------------------------------------------
    def _body(self, layout: Layout, begin: int, stop: int, first: int) -> None:
        taken = {*layout.title, *layout.repeats, layout.subtitle}
        ended = False
        for index in range(begin, stop):
            kind = self.kinds[index]
            if index in self.forced_body:
                continue
            if index in taken or ended:
                continue
            if kind in _ENDING and (index > first or self._prose_in(begin, index)):
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

    def _resumes(self, index: int, stop: int) -> bool:
        """Say whether most of the prose still follows a line that usually ends a report."""
        if self.kinds[index] not in ("related", "aside", "nav", "index"):
            return False
        return self._prose_in(index + 1, stop) > 2 * self.before[index]

    def _prose_in(self, begin: int, end: int) -> int:
        """Return how many characters of prose stand in a range of lines."""
        return self.before[max(end, begin)] - self.before[begin]

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
        return self._prose_in(index + 1, stop) > 0 and not self.metas[index].has("source", "views")

    def _header_rest(self, layout: Layout, header: list[int]) -> None:
        top = layout.body[0] if layout.body else len(self.lines)
        start = min([*header, *layout.title, top])
        while start > 0 and self._free(start - 1) and looks_like_outlet(self.lines[start - 1].text):
            start -= 1  # the office whose document this is, above its title
        layout.crumbs = [index for index in range(top) if self.kinds[index] == "crumb"]
        layout.header = sorted(
            {*header, *layout.crumbs}
            | {index for index in self.metas if start <= index < top}
            | {
                index
                for index in range(start, top)
                if self._free(index)
                and looks_like_outlet(self.lines[index].text)
                and index not in layout.title
                and index != layout.subtitle
                and index not in layout.repeats
            }
        )
        body = set(layout.body)
        layout.header = [index for index in layout.header if index not in body]
        # A short column name may stand between the header and the text.
        inside = {*layout.header, *layout.title, *layout.repeats}
        if layout.body and header:
            first = layout.body[0]
            text = self.lines[first].text
            if looks_like_outlet(text) and len(text) <= 12 and first - 1 in inside:
                layout.body.pop(0)
                layout.header.append(first)

    def _footer(self, layout: Layout) -> None:
        """Part what stands after the last paragraph: signature, reporters, editors, the site."""
        body = layout.body
        while body and body[-1] not in self.forced_body:
            line = self.lines[body[-1]]
            alone = len(body) > 1
            if alone and (
                body[-1] in self.metas
                or _REPORTER.match(line.text)
                or _SIGNED.match(line.text)
                or _date_only(line.text)
                or is_staff(line.text)
                or (_SIGNATURE.match(line.text) and not line.heading)
            ):
                layout.footer.insert(0, body.pop())
            else:
                break
        last = body[-1] if body else -1
        signed, listing = set(layout.footer), False
        for index in range(last + 1, len(self.lines)):
            if index in signed:
                continue
            # Under 相关新闻 a headline with its date is another report's, no signature.
            listing = listing or self.kinds[index] == "related"
            if self.kinds[index] in _FOOTER_PART or (
                index in self.metas
                and not (listing and is_dated_item(self.lines[index].text))
                and self.metas[index].has("source", "author", "staff", "published", "made", "dated")
            ):
                layout.footer.append(index)
        layout.footer.sort()

    def _furniture(self, layout: Layout) -> None:
        taken = {*layout.title, *layout.header, *layout.body, *layout.footer, layout.subtitle}
        first = layout.body[0] if layout.body else len(self.lines)
        loose_above = loose_below = 0
        for index, line in enumerate(self.lines):
            if index in taken:
                continue
            kind = self.kinds[index]
            if not kind:
                kind = "repeat" if index in layout.repeats else "other"
                if kind == "other" and 8 <= len(line.text) <= 60 and not self.prose[index]:
                    loose_above += index < first
                    loose_below += index > first
            if self.prose[index] and len(line) >= 60 and kind == "other":
                layout.notes.append(("prose_left_out", index))
            layout.furniture[index] = kind
        if loose_above + loose_below >= 3:
            index = next(item for item, kind in layout.furniture.items() if kind == "other")
            layout.notes.append(("other_headlines", index))
        if self.several is not None:
            layout.notes.append(("several_articles", max(layout.body, default=0)))

    def _refine(self, layout: Layout) -> None:
        """Take a stack of headlines after the last paragraph for the rest of a list or paper."""
        while len(layout.body) > 1 and self._only_links(layout.body[-1]):
            layout.furniture[layout.body.pop()] = "links"
        tail = []
        for index in reversed(layout.body):
            if self.prose[index] or index in self.forced_body or len(self.lines[index].text) > 60:
                break
            tail.insert(0, index)
        if len(tail) >= 3 and len(tail) < len(layout.body):
            layout.body = layout.body[: -len(tail)]
            layout.furniture.update(dict.fromkeys(tail, "headlines"))
            layout.notes.append(("other_headlines", tail[0]))

    def _only_links(self, index: int) -> bool:
        line = self.lines[index]
        return index not in self.forced_body and line.links * 10 > len(line) * 6

    def _check_size(self, layout: Layout) -> None:
        if (
            sum(len(self.lines[index]) for index in layout.body) < _MIN_BODY
            and not self.forced_body
        ):
            self._refuse_empty()


def _date_only(text: str) -> bool:
    return bool(_DATE_ONLY.match(text.strip()))


def _without_site(text: str) -> list[str]:
    """Return a page title with and without the names of column and site after it."""
    candidates = [text]
    while len(candidates) < 4 and (shorter := _SITE_TAIL.sub("", candidates[-1])) != candidates[-1]:
        candidates.append(shorter)
    head = re.sub(r"^[^-_|]{2,20}\s*[-_|]+\s*", "", text)
    return [item for item in [*candidates, head] if len(item) >= 6]


def _alike(one: str, other: str) -> bool:
    if not (len(one) >= 8 and len(other) >= 8 and abs(len(one) - len(other)) <= 12):
        return False
    return SequenceMatcher(None, one[:90], other[:90], autojunk=False).ratio() >= 0.7


def line_of(lines: list[Line], offset: int) -> int | None:
    """Return the index of the line that holds an offset."""
    return next(
        (index for index, line in enumerate(lines) if line.start <= offset < line.end), None
    )
