"""The title of a report, its subtitle, and where the page repeats it."""

import re
from dataclasses import dataclass, field

from articles.extraction.language.dates import date_only
from articles.extraction.language.normalise import bare
from articles.extraction.layout.furniture import is_caption
from articles.extraction.layout.header_lines.header import looks_like_outlet
from articles.extraction.layout.line_kinds import NUMBERED, QUIET, Marks
from articles.extraction.places.gazetteer import Gazetteer

from .posts import is_post
from .title_hints import Hint, Hints, alike, find_hints
from .title_lines import MASTHEAD, PAPER_KIND, PAPER_KIND_ALONE, SUBTITLE, TITLE_LABEL, TitleLines

_QUOTED_FROM = re.compile(r"^(?:—|-{2})+\s*(?:摘自|选自|引自|习近平|《)")
_PAPER = re.compile(
    r"第?\s*(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,3})\s*版\s*[::]?|版面(?:导航|目录|概览)"
    r"|(?:本版|其他|今日)(?:新闻"
    r"|标题|导读|导航)"
)
_COLUMN = re.compile(
    r"(?:动态|要闻|新闻|专栏|专题|工作|公告|活动|通知|公示|简报|聚焦|观察|风采|之窗|园地|信息|政策|经验|交流|创建|团结|进步|在线|访谈|人物|之声|头条|快讯|综合|民族|特刊|报告|亮点)$"
)
_YEAR = re.compile(r"(?:19|20)\d\d年度?$")


@dataclass(slots=True)
class Title:
    """The lines of a title; `notes` are problem codes with the line they were met at.

    `kickers` are lines in front of the title that announce it and are no part of it. The title of
    a post stands in its text; then `lines` is empty and `account` is the line of who posted it.
    """

    lines: list[int] = field(default_factory=list)
    kickers: list[int] = field(default_factory=list)
    subtitle: int | None = None
    repeats: list[int] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)
    account: int | None = None
    in_text: bool = False


def find_title(marks: Marks, gazetteer: Gazetteer, header: list[int], first: int) -> Title:
    """Return the title that stands by the header lines, or above the first line of prose."""
    return _TitleFinder(marks, gazetteer).find(header, first)


class _TitleFinder(TitleLines):
    def __init__(self, marks: Marks, gazetteer: Gazetteer):
        super().__init__(marks, gazetteer)
        self.kickers: list[int] = []
        self.kinds = marks.kinds
        self.metas = marks.metas
        self.prose = marks.prose

    def find(self, header: list[int], first: int) -> Title:
        """Return the title, its subtitle and its repeats."""
        title = Title()
        hints = find_hints(self.marks)
        limit = header[0] if header else first
        begin = limit
        while begin > 0 and limit - begin < 40 and not self.prose[begin - 1]:
            begin -= 1
        above = [index for index in range(begin, limit) if self.marks.free(index)]
        between = [
            index
            for index in range(header[0] if header else limit, first)
            if self.marks.free(index)
        ]
        chosen = (
            self._hinted(between, self._repeated(above, between))
            or self._hinted(above, hints)
            or self._hinted(between, hints)
        )
        if not chosen and header:
            near = self._nearest(above, limit)
            chosen = self._joined(near) if near else []
            if len(chosen) == 1 and between and looks_like_outlet(self.texts[chosen[0]]):
                # Not a title but the masthead of a paper, if there is a title below.
                chosen = self._from_below(between, header, first) or chosen
            if not chosen and between:
                chosen = self._from_below(between, header, first)
        elif not chosen:
            chosen = self._from_top(above)
        if chosen and between and self.is_masthead(chosen[-1]):
            whole = [index for index in between[:1] if len(self.texts[index]) >= 8]
            below = self._from_below(between, header, first) or whole
            self.kickers += chosen if below else []
            chosen = below or chosen
        if is_post(self.marks, first, chosen):
            title.in_text = True
            title.account = chosen[-1] if chosen else None
            return title
        chosen = self._with_spaced(self._whole_heading(chosen))
        title.lines, title.kickers = chosen, self.kickers
        if chosen:
            following = chosen[-1] + 1
            while following < len(self.lines) and (
                following in self.metas or self.kinds[following] in QUIET
            ):
                following += 1
            if following < len(self.lines) and self.marks.free(following):
                text = self.texts[following]
                dashed = SUBTITLE.match(text) and not _QUOTED_FROM.match(text)
                if dashed or self.is_story(following, chosen[-1]):
                    title.subtitle = following
            if title.subtitle is None and chosen[0] - 1 in above:
                # Papers print the line that goes on the title above it, too.
                text = self.texts[chosen[0] - 1]
                if SUBTITLE.match(text) and not _QUOTED_FROM.match(text):
                    title.subtitle = chosen[0] - 1
        self._repeats(title, hints, first)
        return title

    def _repeated(self, above: list[int], between: list[int]) -> Hints:
        """Return what stands below the header and in the list of headlines above it."""
        listed = {bare(self.texts[index]): index for index in above}
        return {
            text: Hint(index, 1) for index in between
            if len(text := bare(self.texts[index])) >= 8 and text in listed
        }  # fmt: skip

    def _hinted(self, candidates: list[int], hints: Hints) -> list[int]:
        """Return the candidate, or the run of up to four, that the page says most surely."""
        weights = {
            index: hint.weight for index in candidates
            if (hint := hints.get(bare(self.texts[index]))) and hint.weight > 0
        }  # fmt: skip
        whole = self._hinted_run(candidates, hints)
        if whole and hints[self._run_text(whole)].weight >= max(weights.values(), default=0):
            return whole
        if weights:
            # A list of headlines may say it first, the report itself says it last.
            surest = max(weights, key=lambda index: (weights[index], -index))
            same = [each for each in weights if self.texts[each] == self.texts[surest]]
            return [same[-1]]
        return whole

    def _whole_heading(self, chosen: list[int]) -> list[int]:
        """Return all lines of the page's largest heading that the title is a part of."""
        if not chosen or self.lines[chosen[0]].heading != 1:
            return chosen
        group = self.lines[chosen[0]].group
        whole = [
            index for index in range(max(0, chosen[0] - 2), min(len(self.lines), chosen[-1] + 3))
            if self.lines[index].group == group
            and self.marks.free(index)
            and not SUBTITLE.match(self.texts[index])
            and not self._is_kicker(index, chosen[0])
        ]  # fmt: skip
        return whole if set(chosen) <= set(whole) else chosen

    def _hinted_run(self, candidates: list[int], hints: Hints) -> list[int]:
        """Return the run of two to four candidates that are together what the page says."""
        for position, index in enumerate(candidates):
            joined, run = bare(self.texts[index]), [index]
            for following in candidates[position + 1 : position + 4]:
                if following != run[-1] + 1 or SUBTITLE.match(self.texts[following]):
                    break
                run.append(following)
                joined += bare(self.texts[following])
                if joined in hints:
                    return run
        return []

    def _run_text(self, run: list[int]) -> str:
        return "".join(bare(self.texts[index]) for index in run)

    def _nearest(self, above: list[int], limit: int) -> list[int]:
        """Return the run of free lines nearest above the header; only quiet lines may part them."""
        index = limit - 1
        while index >= 0 and (
            self.kinds[index] in QUIET | {"index"} or is_caption(self.texts[index])
        ):
            index -= 1
        run: list[int] = []
        while index in above:
            run.insert(0, index)
            index -= 1
        return run

    def _joined(self, run: list[int]) -> list[int]:
        """Return the lines of a title that may be broken over several."""
        while len(run) > 1 and self.is_below(run[-1]):
            run = run[:-1]
        chosen = [run[-1]]
        if (
            looks_like_outlet(self.texts[run[-1]])
            and len(run) > 1
            and len(self.texts[run[-1]]) <= 12
        ):
            chosen = [run[-2]]
            run = run[:-1]
        for index in reversed(run[:-1]):
            upper, lower = self.lines[index], self.lines[chosen[0]]
            opens = self.is_issuer(index, *chosen) or self.opens_with_colon(index)
            if index == chosen[0] - 1 and opens:
                chosen.insert(0, index)
                break
            total = sum(len(self.texts[item]) for item in chosen) + len(upper.text)
            if (
                self._is_kicker(index, chosen[0])
                or looks_like_outlet(self.texts[index])
                or upper.group != lower.group
                or len(self.texts[index]) < (7 if _COLUMN.search(self.texts[index]) else 5)
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

    def _with_spaced(self, chosen: list[int]) -> list[int]:
        """Add the spaced-out lines that a title opens with, and 工 作 总 结 that ends it."""
        if not chosen:
            return chosen
        below = chosen[-1] + 1
        if (
            below < len(self.lines)
            and self.marks.free(below)
            and self.spaced(below)
            and PAPER_KIND_ALONE.match(self.texts[below])
        ):
            chosen = [*chosen, below]
        while len(chosen) < 4 and chosen[0] > 0 and self._opens_title(chosen[0] - 1, chosen[0]):
            chosen = [chosen[0] - 1, *chosen]
        return chosen

    def _opens_title(self, index: int, below: int) -> bool:
        """Say whether a line right above a title is its spaced-out first part."""
        text = self.texts[index]
        if not self.marks.free(index) or index in self.kickers or looks_like_outlet(text):
            return False
        if _YEAR.match(self.texts[below]) or PAPER_KIND_ALONE.match(self.texts[below]):
            return 2 < len(text) <= 40 and not text.endswith(("。", ":"))
        if _YEAR.match(text) or self.is_place(index, below):
            return True
        return self.spaced(index) and not (MASTHEAD.search(text) or PAPER_KIND.match(text))

    def _is_kicker(self, index: int, below: int) -> bool:
        """Say whether a line only announces the title below it.

        A title that names its place first starts there: what stands above it, naming no place,
        is no half of it.
        """
        upper, lower = self.texts[index], self.texts[below]
        if index != below - 1 or len(lower) < 10 or not self.opens_with_place(lower):
            return False
        if self.spaced(index) and not MASTHEAD.search(upper):
            return False
        if self.gazetteer.find(upper) or len(upper) > 24 or upper.endswith((",", "、")):
            return False
        self.kickers.append(index)
        return True

    def _from_below(self, between: list[int], header: list[int], first: int) -> list[int]:
        """Return the title of a page whose header stands above it."""
        index = between[0]
        text = self.texts[index]
        short = len(text) < 6 and not self.spaced(index)
        if NUMBERED.match(text) or looks_like_outlet(text) or short:
            return []
        if any(index < item for item in header) or self.lines[index].heading or len(between) > 1:
            return self._joined_down(between)
        last = len([item for item in self.lines[first:] if 4 <= len(item.text) <= 30]) == 0
        return [index] if last or len(text) > 14 else []

    def _joined_down(self, run: list[int]) -> list[int]:
        chosen = [run[0]]
        for index in run[1:3]:
            upper, lower = self.lines[chosen[-1]], self.lines[index]
            if len(chosen) == 1 and self.is_issuer(chosen[0], index):
                chosen.append(index)
                continue
            if len(chosen) == 1 and self._is_kicker(chosen[0], index):
                chosen = [index]
                continue
            if self.spaced(chosen[-1]) and not PAPER_KIND.match(self.texts[chosen[-1]]):
                parted = False  # 库 伦 旗 is not the whole title
            else:
                parted = upper.group != lower.group or len(lower.text) < 4
            if (
                lower.text.endswith(":")
                or parted
                or index != chosen[-1] + 1
                or NUMBERED.match(lower.text)
            ):
                break
            if SUBTITLE.match(lower.text) or len(upper.text) + len(lower.text) > 64:
                break
            if upper.text.endswith(("。", ":")):
                break
            if looks_like_outlet(lower.text) or date_only(lower.text):
                break
            chosen.append(index)
        return chosen

    def _from_top(self, above: list[int]) -> list[int]:
        """Return the title of a page without a header: the first free line of the last run."""
        while above and (NUMBERED.match(self.texts[above[0]]) or date_only(self.texts[above[0]])):
            above = above[1:]
        if not above:
            return []
        run = [above[-1]]
        for index in reversed(above[:-1]):
            if any(
                self.kinds[item] not in {"", "index", *QUIET} or item in self.metas
                for item in range(index, run[0])
            ):
                break
            run.insert(0, index)
        run = [index for index in run if not self.is_author(index)] or run
        run = [
            index for index in run
            if not looks_like_outlet(self.texts[index])
            or (index + 1 in run and self.is_issuer(index, index + 1))
        ] or run  # fmt: skip
        strong = [
            index for index in run if self.lines[index].heading == 1 or self.lines[index].bold
        ]
        if strong and strong[0] != run[0] and len(self.texts[run[0]]) < 8:
            run = run[run.index(strong[0]) :]
        text = self.texts[run[0]]
        part = self.spaced(run[0]) or (len(run) > 1 and self.is_place(run[0], run[1]))
        short = len(text) < 4 and not part
        if short or (text.endswith(("。", ":", ",")) and len(run) == 1):
            return []
        return self._joined_down(run)

    def _repeats(self, found: Title, hints: Hints, first: int) -> None:
        """Find the title's other appearances above the body, and those that differ a little."""
        if not found.lines:
            return
        title = TITLE_LABEL.sub("", bare("".join(self.texts[index] for index in found.lines)))
        for index in range(max(0, first - 300), min(first, len(self.lines))):
            known = index in found.lines or index == found.subtitle or index in found.repeats
            if known or not self.marks.free(index):
                continue
            text = bare(self.texts[index])
            if text == title:
                found.repeats.append(index)
            elif index + 1 < first and text + bare(self.texts[index + 1]) == title:
                found.repeats += [index, index + 1]
            elif alike(text, title):
                found.repeats.append(index)
                found.notes.append(("title_differs", index))
        for hint, (index, _) in hints.items():
            if index in found.lines or index in found.repeats or hint == title:
                continue
            if alike(hint, title) and title not in hint and hint not in title:
                found.notes.append(("title_differs", index))
