"""The title of a report, its subtitle, and where the page repeats it."""

import re
from dataclasses import dataclass, field

from articles.extraction.language.dates import date_only
from articles.extraction.language.normalise import bare, unspaced
from articles.extraction.places.gazetteer import Gazetteer

from .furniture import ISSUE, is_caption
from .header_lines.header import looks_like_outlet
from .header_lines.persons import is_name
from .line_kinds import NUMBERED, QUIET, Marks
from .title_hints import Hint, Hints, alike, find_hints

_SUBTITLE = re.compile(r"^\s*(?:—{1,3}|-{2,3}|──)\s*(?=\S)")
_QUOTED_FROM = re.compile(r"^(?:—|-{2})+\s*(?:摘自|选自|引自|习近平|《)")
_PAPER = re.compile(
    r"第?\s*(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,3})\s*版\s*[::]?|版面(?:导航|目录|概览)"
    r"|(?:本版|其他|今日)(?:新闻"
    r"|标题|导读|导航)"
)
_LONGEST = 130  # characters of a line that can be a title, also when it is spaced out
_YEAR = re.compile(r"(?:19|20)\d\d年度?$")
_MASTHEAD = re.compile(r"(?:简报|快报|专报|信息|动态|通讯)$")
_ISSUER = re.compile(
    r"^[一-鿿()\s]{3,}(?:委员会|办公室|人民政府|党委|党组|民委|统战部|宣传部|[旗县市盟州区]委|局|部|厅|协会|中学|小学"
    r"|学校|学院|大学|幼儿园|医院|街道|社区|镇|乡|苏木|嘎查|村|支部|公司)$"
)
_STORY = re.compile(r"(?:侧记|纪实|综述|纪事|走笔|扫描|观察|巡礼|见闻|速写)$")
_MEDIA = re.compile(r"新闻|日报|晚报|电视|广播|融媒|网$|报$")
_KINDS_OF_PAPER = "报告|总结|汇报|纪实|材料|综述|情况|要点|做法|经验|方案|意见|通知|决定"
_PAPER_KIND = re.compile(rf"^[^,。:]{{2,}}(?:{_KINDS_OF_PAPER})$")
_PAPER_KIND_ALONE = re.compile(rf"^(?:的|工作)?(?:{_KINDS_OF_PAPER}){{1,2}}$")


@dataclass(slots=True)
class Title:
    """The lines of a title; `notes` are problem codes with the line they were met at.

    `kickers` are lines in front of the title that announce it and are no part of it.
    """

    lines: list[int] = field(default_factory=list)
    kickers: list[int] = field(default_factory=list)
    subtitle: int | None = None
    repeats: list[int] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)


def find_title(marks: Marks, gazetteer: Gazetteer, header: list[int], first: int) -> Title:
    """Return the title that stands by the header lines, or above the first line of prose."""
    return _TitleFinder(marks, gazetteer).find(header, first)


class _TitleFinder:
    def __init__(self, marks: Marks, gazetteer: Gazetteer):
        self.marks = marks
        self.gazetteer = gazetteer
        self.kickers: list[int] = []
        self.lines = marks.lines
        self.texts = [
            unspaced(line.text) if len(line.text) <= _LONGEST else line.text for line in marks.lines
        ]
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
        if chosen and between and self._is_masthead(chosen[-1]):
            below = self._from_below(between, header, first)
            self.kickers += chosen if below else []
            chosen = below or chosen
        chosen = self._with_spaced(chosen)
        title.lines, title.kickers = chosen, self.kickers
        if chosen:
            following = chosen[-1] + 1
            while following < len(self.lines) and (
                following in self.metas or self.kinds[following] in QUIET
            ):
                following += 1
            if following < len(self.lines) and self.marks.free(following):
                text = self.texts[following]
                dashed = _SUBTITLE.match(text) and not _QUOTED_FROM.match(text)
                if dashed or self._is_story(following, chosen[-1]):
                    title.subtitle = following
        self._repeats(title, hints, first)
        return title

    def _is_story(self, index: int, above: int) -> bool:
        """Say whether a line right below the title names the kind of story it is: 某县…侧记."""
        text = self.texts[index]
        return index == above + 1 and 8 <= len(text) <= 40 and bool(_STORY.search(text))

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
        if weights:
            # A list of headlines may say it first, the report itself says it last.
            surest = max(weights, key=lambda index: (weights[index], -index))
            same = [each for each in weights if self.texts[each] == self.texts[surest]]
            return [same[-1]]
        for position, index in enumerate(candidates):
            joined, run = bare(self.texts[index]), [index]
            for following in candidates[position + 1 : position + 4]:
                if following != run[-1] + 1:
                    break
                run.append(following)
                joined += bare(self.texts[following])
                if joined in hints:
                    return run
        return []

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
        while len(run) > 1 and self._is_below(run[-1]):
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
            opens = self._is_issuer(index, chosen[0]) or self._opens_with_colon(index)
            if index == chosen[0] - 1 and opens:
                chosen.insert(0, index)
                break
            total = sum(len(self.texts[item]) for item in chosen) + len(upper.text)
            if (
                self._is_kicker(index, chosen[0])
                or upper.group != lower.group
                or len(self.texts[index]) < 7
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

    def _is_below(self, index: int) -> bool:
        """Say whether a line stands below a title: a subtitle, a name, or the kind of story."""
        text = self.texts[index]
        story = len(text) >= 12 and bool(_STORY.search(text)) and len(self.texts[index - 1]) >= 7
        told = (
            story
            and self._opens_with_place(text)
            and not self.gazetteer.find(self.texts[index - 1])
        )
        return bool(_SUBTITLE.match(text)) or self._is_author(index) or told

    def _opens_with_colon(self, index: int) -> bool:
        """Say whether a line is the place that a title opens with, parted by a colon: 库伦旗:."""
        text = self.texts[index]
        return text.endswith(":") and bool(self.gazetteer.codes(text[:-1]))

    def _spaced(self, index: int) -> bool:
        """Say whether a line is spaced out as only display text is: 库 伦 旗."""
        line = self.lines[index].text
        return " " in line and " " not in self.texts[index]

    def _is_author(self, index: int) -> bool:
        """Say whether a line is a name spaced out, 张 三, and no end of a title."""
        text = self.texts[index]
        office, *names = self.lines[index].text.split()
        if names and looks_like_outlet(office) and all(map(is_name, names)):
            return True  # 旗民委 张三
        known = is_name(text) or any(
            is_name(text[:cut]) and is_name(text[cut:]) for cut in (2, 3) if len(text) <= 6
        )
        return known and self._spaced(index) and not _PAPER_KIND_ALONE.match(text)

    def _with_spaced(self, chosen: list[int]) -> list[int]:
        """Add the spaced-out lines that a title opens with, and 工 作 总 结 that ends it."""
        if not chosen:
            return chosen
        below = chosen[-1] + 1
        if (
            below < len(self.lines)
            and self.marks.free(below)
            and self._spaced(below)
            and _PAPER_KIND_ALONE.match(self.texts[below])
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
        if _YEAR.match(self.texts[below]) or _PAPER_KIND_ALONE.match(self.texts[below]):
            return 2 < len(text) <= 40 and not text.endswith(("。", ":"))
        if _YEAR.match(text) or self._is_place(index, below):
            return True
        return self._spaced(index) and not (_MASTHEAD.search(text) or _PAPER_KIND.match(text))

    def _is_place(self, index: int, below: int) -> bool:
        """Say whether a line names a place and nothing else, above a title that names none."""
        text = self.texts[index]
        return (
            bool(self.gazetteer.codes(text))
            and self.lines[index].group == self.lines[below].group
            and not self.gazetteer.find(self.texts[below])
        )

    def _opens_with_place(self, text: str) -> bool:
        found = self.gazetteer.find(text, 0, min(len(text), 16))
        return bool(found) and found[0].start == 0

    def _is_kicker(self, index: int, below: int) -> bool:
        """Say whether a line only announces the title below it.

        A title that names its place first starts there: what stands above it, naming no place,
        is no half of it.
        """
        upper, lower = self.texts[index], self.texts[below]
        if index != below - 1 or len(lower) < 10 or not self._opens_with_place(lower):
            return False
        if self._spaced(index) and not _MASTHEAD.search(upper):
            return False
        if self.gazetteer.find(upper) or len(upper) > 24 or upper.endswith((",", "、")):
            return False
        self.kickers.append(index)
        return True

    def _is_masthead(self, index: int) -> bool:
        """Say whether a line names a bulletin whose issue the next line counts: …简报, 第18期."""
        following = self.texts[index + 1] if index + 1 < len(self.lines) else ""
        return bool(_MASTHEAD.search(self.texts[index]) and ISSUE.match(following))

    def _is_issuer(self, index: int, below: int) -> bool:
        """Say whether a line is the office or school whose paper the line below it names."""
        upper, lower = self.texts[index], self.texts[below]
        return (
            len(upper) <= 30
            and bool(_ISSUER.search(upper))
            and not _MEDIA.search(upper)
            and not lower.endswith((":", "。"))
            and bool(_PAPER_KIND.search(lower))
            and not lower.startswith("关于")  # complete without its issuer, who is the source
            and not self._opens_with_place(lower)
        )

    def _from_below(self, between: list[int], header: list[int], first: int) -> list[int]:
        """Return the title of a page whose header stands above it."""
        index = between[0]
        text = self.texts[index]
        short = len(text) < 6 and not self._spaced(index)
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
            if len(chosen) == 1 and self._is_issuer(chosen[0], index):
                chosen.append(index)
                continue
            if len(chosen) == 1 and self._is_kicker(chosen[0], index):
                chosen = [index]
                continue
            if self._spaced(chosen[-1]) and not _PAPER_KIND.match(self.texts[chosen[-1]]):
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
            if _SUBTITLE.match(lower.text) or len(upper.text) + len(lower.text) > 64:
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
        run = [index for index in run if not self._is_author(index)] or run
        run = [
            index for index in run
            if not looks_like_outlet(self.texts[index])
            or (index + 1 in run and self._is_issuer(index, index + 1))
        ] or run  # fmt: skip
        strong = [
            index for index in run if self.lines[index].heading == 1 or self.lines[index].bold
        ]
        if strong and strong[0] != run[0] and len(self.texts[run[0]]) < 8:
            run = run[run.index(strong[0]) :]
        text = self.texts[run[0]]
        part = self._spaced(run[0]) or (len(run) > 1 and self._is_place(run[0], run[1]))
        short = len(text) < 4 and not part
        if short or (text.endswith(("。", ":", ",")) and len(run) == 1):
            return []
        return self._joined_down(run)

    def _repeats(self, found: Title, hints: Hints, first: int) -> None:
        """Find the title's other appearances above the body, and those that differ a little."""
        if not found.lines:
            return
        title = bare("".join(self.texts[index] for index in found.lines))
        for index in range(max(0, first - 300), min(first, len(self.lines))):
            if index in found.lines or index == found.subtitle or not self.marks.free(index):
                continue
            text = bare(self.texts[index])
            if text == title:
                found.repeats.append(index)
            elif alike(text, title):
                found.repeats.append(index)
                found.notes.append(("title_differs", index))
        for hint, (index, _) in hints.items():
            if index in found.lines or index in found.repeats or hint == title:
                continue
            if alike(hint, title) and title not in hint and hint not in title:
                found.notes.append(("title_differs", index))
