"""What speaks for somebody bearing a title, or against it: words, each with a weight elsewhere.

A piece of evidence is a short text (`own 被`, `behind 1 的`, `kind village school`). None of them
decides, and nothing here knows what it is worth: that is learned from pages and sentences with
labels (`python -m tests.extraction.train_bearers`) and stands in weights.tsv.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.extraction.honors.words import GENERIC
from articles.extraction.places.gazetteer import Gazetteer

from .bearer_names import ROLES, SURNAMES
from .frame_words import (
    BARE_NOUN,
    DOES_ELSE,
    GIVES,
    NAME_ENDS,
    NOT_RECEIVED,
    POINTING,
    any_of,
    nouns_of,
)
from .options import OWN, Asked, Option
from .page_subjects import PageSubjects
from .runs import Run

_HINTS = tomllib.loads((Path(__file__).parent.parent / "told" / "hints.toml").read_text("utf-8"))
_BETWEEN = (
    ("receives", re.compile(any_of(_HINTS["receives"]["words"]))), ("gives", GIVES),
    ("else", DOES_ELSE), ("not", NOT_RECEIVED), ("被", re.compile("被")),
)  # fmt: skip
_PLATES = re.compile(any_of(_HINTS["plates"]["words"]))
_GIVER = re.compile(
    "国务院|党中央|中共中央|军委|政府|行署|[省市州盟县旗区]委|民委|民宗[委局]|民族局|统战部|宣传部|自治区$|^[省州盟市县旗]$"
)
_ROLE = re.compile(f"{ROLES}$")
_MARK = re.compile("[,;:。!?—()]+")
_CLAUSES = re.compile("[,;:—]+")
_TITLE_TAIL = re.compile(r"[”\"]?(?:荣誉|光荣)?(?:称号|殊荣|名单|奖章|牌匾)?[”\"]?")
_TYPES = (
    ("village", "村|嘎查|寨|屯|庄|社区"), ("town", "(?:镇|乡|苏木|街道)(?:办事处)?"),
    ("county", "[县旗市区]"), ("prefecture", "[州盟省]"),
    ("school", "学|校|幼儿园|学院|[一二三四五六七八九十]中"),
    ("firm", "公司|集团|厂|合作社|企业|业"),
    ("household", "家|户|家庭|夫妇"),
    ("office", "[局委部厅办会院处所站队科庭馆寺团连班组]|政府|中心"),
)  # fmt: skip
_TYPE = re.compile("|".join(f"(?P<{name}>(?:{ends})$)" for name, ends in _TYPES))
_NEAR = 1200  # characters of the page in which a name is counted
_SHORT_CLAUSE = 60  # characters from a name to the end of its clause
_OTHER = "o"  # a sign that tells nothing


@dataclass(frozen=True, slots=True)
class _Names:
    """What is told of names whoever asks for them."""

    kind: str
    giver: bool
    told: list[str]


class _Around:
    """Tells where the lists of names around a title stand, and what stands around them."""

    def __init__(self, asked: Asked):
        self.asked = asked
        self.item, self.text = asked.item, asked.text
        self._clause: dict[str, list[str]] = {}
        self._gaps: dict[tuple[int, bool], tuple[str, list[str]]] = {}
        self._starts = [start for start, _ in asked.titles]
        # Of the other lists of names: the last ends by starts, the first starts by ends; and by
        # clause the one that stands nearest to the title, of all and of those that open it.
        self._longest: dict[int, int] = {}
        self._earliest: dict[int, int] = {}
        self._front: tuple[dict[int, int], dict[int, int]] = {}, {}
        self._behind: tuple[dict[int, int], dict[int, int]] = {}, {}
        for run in asked.own:
            self._longest[run.start] = max(run.end, self._longest.get(run.start, 0))
            self._earliest[run.end] = min(run.start, self._earliest.get(run.end, run.start))
            nearest = self._front if run.end <= self.item.start else None
            if run.start >= self.item.end:
                nearest = self._behind
            for clauses in nearest[: 1 + run.opens] if nearest else ():
                known = clauses.get(run.clause)
                if nearest is self._front:
                    clauses[run.clause] = run.start if known is None else max(known, run.start)
                else:
                    clauses[run.clause] = run.end if known is None else min(known, run.end)

    def of_run(self, run: Run, source: str, kind: str, giver: bool) -> list[str]:
        """Tell where a run stands, and what stands around it."""
        text, asked = self.text, self.asked
        behind = run.start >= self.item.end
        where, told_between = source, list[str]()
        if source == OWN:
            where, told_between = self._between(run.start if behind else run.after, behind, giver)
        before = text[run.start - 1 : run.start] if run.start > run.clause else "^"
        after = text[run.after : run.after + 2]
        told = [
            where, f"{where} {kind}", f"{where} {asked.kind}", f"{where} opens {run.opens}",
            f"b {before}", f"{where} b {before}",
            f"a {after[:1]}", f"{where} a {after[:1]}", f"aa {after}",
        ]  # fmt: skip
        if run.after == run.stop and run.after - run.start <= _SHORT_CLAUSE:
            told.append(f"{where} whole {run.opens}")
        if run.end < run.after:
            told.append(f"{where} counted")
        if giver:
            told.append(f"{where} giver")
        if kind == "person":
            told.append(f"role {bool(_ROLE.search(text, max(0, run.start - 4), run.start))}")
        if where not in self._clause:
            self._clause[where] = _of_clause(asked, where)
        told += self._clause[where]
        if source == "behind":
            told.append(f"{where} 1 {text[asked.end : asked.end + 2]}")
            told.append(f"{where} only {run.after == run.stop}")
        elif source != OWN:
            told.append(f"{where} first {run.clause <= text.rfind('。', 0, run.start) + 2}")
        else:
            begin, end = (self.item.end, run.start) if behind else (run.after, self.item.start)
            if bisect_left(self._starts, begin) < bisect_left(self._starts, end):
                told.append(f"{where} titles between")
            told += told_between
            told += self._rivals(run, where, behind)
        return told

    def _between(self, at: int, behind: bool, giver: bool) -> tuple[str, list[str]]:
        """Return where a run stands that starts, or ends, at an offset, and what tells of the gap.

        That is what stands between it and the title.
        """
        if (at, giver) not in self._gaps:
            item = self.item
            if behind:
                gap = self.text[item.end : at]
                where = f"after {min(len(_MARK.findall(gap)), 3)}"
                told = [*_behind(where, gap)]
            else:
                gap = self.text[min(at, item.start) : item.start]
                marks = len(_CLAUSES.findall(gap))
                where = f"before {min(marks, 4)}" if marks else "own"
                told = [*_in_front(where, gap, giver)]
            self._gaps[at, giver] = where, told
        return self._gaps[at, giver]

    def _rivals(self, run: Run, where: str, behind: bool) -> Iterator[str]:
        """Tell of other runs that stand nearer to the title, or hold this one."""
        clauses, opening = self._behind if behind else self._front
        if behind:
            near = {clause for clause, end in clauses.items() if end <= run.start}
            opens = {clause for clause, end in opening.items() if end <= run.start}
        else:
            near = {clause for clause, start in clauses.items() if start >= run.after}
            opens = {clause for clause, start in opening.items() if start >= run.after}
        if opens - {run.clause}:
            yield f"{where} nearer opens"
        if run.clause in near:
            yield f"{where} nearer"
        if self._longest[run.start] > run.end:
            yield f"shorter {run.opens}"
        if self._earliest[run.end] < run.start:
            yield f"later {where}"


class Evidence:
    """Tells what speaks for and against those who may bear the titles of a page."""

    def __init__(self, gazetteer: Gazetteer, region: str | None, page: PageSubjects):
        self.gazetteer, self.page = gazetteer, page
        self.own = {
            name(region) for name in (gazetteer.short, gazetteer.stem, gazetteer.name) if region
        }
        self._named: dict[tuple[object, ...], _Names] = {}
        self._named_at, self._near = -1, ""  # the paragraph of these, and the page around it

    def of(self, asked: Asked, options: list[Option]) -> list[list[str]]:
        """Return the evidence on each of those who may bear a title."""
        at = self.page.at
        if self._named_at != at:
            self._named, self._named_at = {}, at
            self._near = self.page.page[max(0, at - _NEAR) : at + _NEAR]
        around = _Around(asked)
        nouns = nouns_of(asked.item.name)
        return [self._of(asked, option, around, nouns) for option in options]

    def _of(
        self, asked: Asked, option: Option, around: _Around, nouns: list[re.Pattern[str]]
    ) -> list[str]:
        run = option.run
        key = option.names, option.persons, run and run.names, run and run.loose
        if key not in self._named:
            self._named[key] = self._of_names(option)
        names = self._named[key]
        fit = any(noun.search(option.names[-1]) for noun in nouns)
        told = [*names.told, *_of_title(asked, option, names.kind, fit)]
        if names.giver:
            told.append("giver")
        if len(option.names) == 1 and option.names[0] in self.own:
            told.append(f"region {asked.kind}")
        if run is None:
            where = f"page {option.source}"
            told += [where, f"{where} {asked.kind}", *_of_clause(asked, where)]
        else:
            told += around.of_run(run, option.source, names.kind, names.giver)
        return told

    def _of_names(self, option: Option) -> _Names:
        """Tell how names are made, which says where they start and end."""
        run = option.run
        names = run.names if run else option.names
        kind = "person" if option.persons else type_of(option.names[-1])
        giver = not option.persons and bool(_GIVER.search(option.names[-1]))
        first, last = names[0], names[-1]
        told = [
            f"names {min(len(names), 3)}", f"name< {first[:1]}", f"name<< {first[:2]}",
            f"name> {last[-1:]}", f"name>> {last[-2:]}", f"length {kind} {min(len(last), 12)}",
        ]  # fmt: skip
        if run is None:
            return _Names(kind, giver, told)
        if run.loose:
            told += ["loose", f"loose {kind}"]
        if option.persons:
            told.append(f"surname {last[:1] in SURNAMES} {min(len(last), 5)}")
        else:
            known = self.gazetteer.find(first[:12])
            told.append(f"place at {min(known[0].start, 3) if known else -1}")
            told.append(f"sound {bool(NAME_ENDS.search(last))}")
        if len(names) == 1:
            told.append(f"told {kind == 'person'} {min(self._near.count(last), 4)}")
            if BARE_NOUN.fullmatch(last):
                told.append("bare" if option.names == names else "bare in full")
        if POINTING.match(first):
            told.append("points")
        return _Names(kind, giver, told)


def type_of(name: str) -> str:
    """Return what sort of place or body a name is by how it ends, "odd" if none is known."""
    match = _TYPE.search(name)
    return match.lastgroup or "odd" if match else "odd"


def of_nobody(asked: Asked) -> list[str]:
    """Return what speaks for a title whose bearer is not told."""
    item, text = asked.item, asked.text
    sign = text[item.end : item.end + 1]
    told = [
        "nobody", f"nobody {asked.kind}", f"nobody count {min(item.count or 0, 2)}",
        f"nobody opened {asked.opened}", f"nobody counts {asked.counts}",
        f"nobody points {asked.points}", f"nobody lists {min(len(asked.own), 4)}",
        f"nobody next {sign if sign in '”,。的、;:(' else _OTHER}",
    ]  # fmt: skip
    if item.head in GENERIC:
        told.append("nobody generic")
    if item.follower:
        told.append("nobody follower")
    if asked.begin == 0:
        told.append("nobody first")
    return told


def _of_title(asked: Asked, option: Option, kind: str, fit: bool) -> Iterator[str]:
    """Tell how names fit to a title and its count."""
    item, count = asked.item, len(option.names)
    yield f"kind {asked.kind} {kind}"
    if not option.persons:
        yield f"fits {fit}"
    wanted = item.count if item.count is not None else option.count
    if wanted is not None:
        yield "more" if count > wanted else "as many" if count == wanted else "fewer"
    if item.count is not None and item.count > 1 and count == 1:
        yield f"one of many {kind}"
    if item.follower:
        yield "follower"


def _of_clause(asked: Asked, where: str) -> list[str]:
    return [
        f"{where} opened {asked.opened}", f"{where} points {asked.points}",
        f"{where} bare {asked.bare}",
    ]  # fmt: skip


def _in_front(where: str, gap: str, giver: bool) -> Iterator[str]:
    """Tell what stands between a run and the title behind it."""
    yield f"{where} length {min(len(gap) // 4, 6)}"
    yield from (f"{where} {name}" for name, pattern in _BETWEEN if pattern.search(gap))
    last = _CLAUSES.split(gap)[-1]
    if "的" in last:
        yield f"{where} 的"
    if giver and GIVES.search(gap):
        yield f"giver gives {'被' in gap}"
    if not gap.strip('“"'):
        yield f"{where} next to"
    yield f"{where} last {last.rstrip('“')[-1:]}"


def _behind(where: str, gap: str) -> Iterator[str]:
    """Tell what stands between a title and the run behind it."""
    tail = _TITLE_TAIL.match(gap)
    rest = gap[tail.end() if tail else 0 :]
    yield from (f"{where} 1 {rest[:1]}", f"{where} 2 {rest[:2]}", f"{where} end {rest[-1:]}")
    yield f"{where} length {min(len(rest) // 3, 5)}"
    if _PLATES.search(gap):
        yield f"{where} plates"
