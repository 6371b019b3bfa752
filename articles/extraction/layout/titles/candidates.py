"""What may be the title of a page, each candidate with what tells for and against it.

Candidates are lines near the header, runs of up to four of them, what stands in one line with the
date, in brackets that open the text, or only in the head of the page.
"""

from articles.extraction.language.normalise import bare
from articles.extraction.layout.furniture import is_caption
from articles.extraction.layout.line_kinds import QUIET, Marks
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.places.gazetteer import Gazetteer
from articles.extraction.report import Where

from .evidence import WEIGHTS, Candidate, weight
from .posts import title_in_text
from .seams import Seams
from .title_hints import Hints, find_hints
from .title_lines import TITLE_LABEL

_FARTHEST = 40  # lines above the header
_MOST_LINES, _LONGEST = 4, 80
_STEPS = 6  # lines between a title and its place that count
_SHORTEST_BESIDE_DAY = 10


class Candidates(Seams):
    """Finds the candidates of a page whose header lines, and first line of prose, are known."""

    def __init__(self, marks: Marks, gazetteer: Gazetteer, header: list[int], first: int):
        super().__init__(marks, gazetteer)
        self.first = first
        self.header = header
        self.limit = header[0] if header else first
        begin = self.limit
        while begin > 0 and self.limit - begin < _FARTHEST and not marks.prose[begin - 1]:
            begin -= 1
        self.begin = begin
        self.free = [index for index in range(begin, first) if marks.free(index)]
        self.hints: Hints = find_hints(marks)
        self.against = {index: self.alone(index) for index in self.free}
        self.places = self._placed()
        above = {bare(self.texts[index]) for index in self.free if index < self.limit}
        self.repeated = above & {bare(self.texts[index]) for index in self.free
                                 if index > self.limit}  # fmt: skip

    def find(self) -> list[Candidate]:
        """Return all candidates, the likeliest first; of those that say the same, the last."""
        found = [
            *self._head(), *self._beside_days(), *self._brackets(),
            *(self._run(run) for start in self.free for run in self._runs(start)),
        ]  # fmt: skip
        order = sorted(range(len(found)), key=lambda at: (found[at].score, at), reverse=True)
        return [found[at] for at in order]

    # Lines ------------------------------------------------------------------------------------
    def _runs(self, start: int) -> list[list[int]]:
        """Return the runs of free lines that open with one."""
        runs, size = [[start]], len(self.texts[start])
        for index in range(start + 1, start + _MOST_LINES):
            size += len(self.texts[index]) if index in self.against else _LONGEST
            if size > _LONGEST:
                break
            runs.append([*runs[-1], index])
        return runs

    def _run(self, run: list[int]) -> Candidate:
        text = "".join(self.texts[index] for index in run)
        told = self._said(text)
        seams = self.seams(run)
        if seams[:1] == ["opening"] and not told:
            # Pages leave 库 伦 旗 out where they say the title again.
            told = self._said("".join(self.texts[index] for index in run[1:]))
        elif any(name != "crumb" for name in told):
            seams = [name for name in seams if WEIGHTS[name] > 0]
        told += seams
        told += max((self.places[index] for index in run), key=weight)
        told += self.form(run, text)
        told += [name for index in run for name in self.against[index]]
        return Candidate(run, text, told)

    def _said(self, text: str) -> list[str]:
        plain = bare(text)
        told = [hint.kind for hint in self.hints.get(TITLE_LABEL.sub("", plain), [])]
        return [*told, *(["again"] if plain in self.repeated else [])]

    def _placed(self) -> dict[int, list[str]]:
        """Return which place each free line has, and how far it is from there."""
        places: dict[int, list[str]] = {index: [] for index in self.free}
        if self.header:
            above = self._nearest()
            below = [index for index in self.free if index > self.limit]
        else:
            above, below = self._top(), []
        for told, lines in (("above_header", above), ("below_header", below)):
            steps = 0
            for index in lines:
                name = told if self.header else "opens"
                places[index] = [name, *["farther"] * min(steps, _STEPS)]
                steps += "below_title" not in self.against[index]
        return places

    def _nearest(self) -> list[int]:
        """Return the free lines above the header, upwards; only quiet lines may part them."""
        index = self.limit - 1
        while index >= self.begin and (
            self.kinds[index] in QUIET | {"index"} or is_caption(self.texts[index])
        ):
            index -= 1
        run: list[int] = []
        while index in self.against:
            run.append(index)
            index -= 1
        return run

    def _top(self) -> list[int]:
        """Return the free lines that open a page without a header, downwards."""
        run: list[int] = []
        for index in reversed(self.free):
            between = range(index + 1, run[0]) if run else range(0)
            if any(
                self.kinds[item] not in {"", "index", *QUIET} or item in self.metas
                for item in between
            ):
                break
            run.insert(0, index)
        return run

    # Elsewhere --------------------------------------------------------------------------------
    def _brackets(self) -> list[Candidate]:
        """Return the brackets that open the text, as a post's title does: #话题#【标题】正文."""
        if self.first >= len(self.lines):
            return []
        line = self.lines[self.first]
        stretch = title_in_text(line.text)
        if stretch is None:
            return []
        text = line.text[slice(*stretch)]
        prose = [each for each, is_prose in zip(self.lines, self.marks.prose, strict=True)
                 if is_prose]  # fmt: skip
        several = sum(title_in_text(each.text) is not None for each in prose) > 1
        told = ["brackets", *self._said(text), *self.looks(text), *["slogans"] * several]
        return [Candidate([self.first], text, told, stretch, Where.LEAD)]

    def _beside_days(self) -> list[Candidate]:
        """Return what stands at an end of a line with the date: 标题 2020-07-07 来源:…."""
        found = []
        for index in range(self.begin, self.first):
            meta, line = self.metas.get(index), self.lines[index]
            if meta is None or not meta.rest or not meta.has("published", "dated"):
                continue
            start, end = meta.rest[0][0] - line.start, meta.rest[0][1] - line.start
            text = line.text[start:end]
            if end - start < _SHORTEST_BESIDE_DAY or (start > 0 and end < len(line.text)):
                continue
            told = ["beside_day", *self._said(text), *self.looks(text)]
            stretch = ParagraphOffset(start), ParagraphOffset(end)
            found.append(Candidate([index], text, told, stretch, Where.HEADER))
        return found

    def _head(self) -> list[Candidate]:
        """Return what the head of the page says and no line shows."""
        shown = {bare(self.texts[index]) for index in self.free}
        found = []
        for plain, hints in self.hints.items():
            hint = hints[0]
            line = self.lines[hint.line]
            if line.zone == "meta" and plain not in shown:
                text = line.text[slice(*hint.stretch)]
                told = [*(each.kind for each in hints), "not_shown", *self.looks(text)]
                found.append(Candidate([hint.line], text, told, hint.stretch, Where.HEADER))
        return found
