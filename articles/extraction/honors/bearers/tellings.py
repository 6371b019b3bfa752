"""What speaks for somebody bearing a title, or against it: words, each with a weight elsewhere.

A piece of evidence is a short text (`own 被`, `behind 1 的`, `kind village school`). None of them
decides, and nothing here knows what it is worth: that is learned from pages and sentences with
labels (`python -m tests.extraction.train_bearers`) and stands in weights.tsv.
"""

import re
import tomllib
from collections.abc import Iterator
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
    fits,
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
_OTHER = "o"  # a sign that tells nothing


class Evidence:
    """Tells what speaks for and against those who may bear the titles of a page."""

    def __init__(self, gazetteer: Gazetteer, region: str | None, page: PageSubjects):
        self.gazetteer, self.page = gazetteer, page
        self.own = {
            name(region) for name in (gazetteer.short, gazetteer.stem, gazetteer.name) if region
        }

    def of(self, asked: Asked, option: Option) -> list[str]:
        """Return the evidence on one who may bear a title."""
        names = option.run.names if option.run else option.names
        kind = "person" if option.persons else type_of(option.names[-1])
        giver = not option.persons and bool(_GIVER.search(option.names[-1]))
        told = [*self._of_names(names, kind, option), *_of_title(asked, option, kind)]
        if giver:
            told.append("giver")
        if len(option.names) == 1 and option.names[0] in self.own:
            told.append(f"region {asked.kind}")
        if option.run is None:
            where = f"page {option.source}"
            told += [where, f"{where} {asked.kind}", *_of_clause(asked, where)]
        else:
            told += self._of_run(asked, option.run, option.source, kind, giver)
        return told

    def _of_names(self, names: tuple[str, ...], kind: str, option: Option) -> Iterator[str]:
        """Tell how names are made, which says where they start and end."""
        first, last, run = names[0], names[-1], option.run
        yield f"names {min(len(names), 3)}"
        yield from (f"name< {first[:1]}", f"name<< {first[:2]}", f"name> {last[-1:]}")
        yield from (f"name>> {last[-2:]}", f"length {kind} {min(len(last), 12)}")
        if run is None:
            return
        if run.loose:
            yield from ("loose", f"loose {kind}")
        if option.persons:
            yield f"surname {last[:1] in SURNAMES} {min(len(last), 5)}"
        else:
            known = self.gazetteer.find(first[:12])
            yield f"place at {min(known[0].start, 3) if known else -1}"
            yield f"sound {bool(NAME_ENDS.search(last))}"
        if len(names) == 1:
            at = self.page.at
            near = self.page.page[max(0, at - _NEAR) : at + _NEAR]
            yield f"told {kind == 'person'} {min(near.count(last), 4)}"
            if BARE_NOUN.fullmatch(last):
                yield "bare" if option.names == names else "bare in full"
        if POINTING.match(first):
            yield "points"

    def _of_run(self, asked: Asked, run: Run, source: str, kind: str, giver: bool) -> Iterator[str]:
        """Tell where a run stands, and what stands around it."""
        text, item = asked.text, asked.item
        where, gap = _where(asked, run) if source == OWN else (source, "")
        yield from (where, f"{where} {kind}", f"{where} {asked.kind}", f"{where} opens {run.opens}")
        before = text[run.start - 1 : run.start] if run.start > run.clause else "^"
        yield from (f"b {before}", f"{where} b {before}")
        after = text[run.after : run.after + 2]
        yield from (f"a {after[:1]}", f"{where} a {after[:1]}", f"aa {after}")
        if option_ends := run.after == run.stop and run.after - run.start <= 60:
            yield f"{where} whole {run.opens and option_ends}"
        if run.end < run.after:
            yield f"{where} counted"
        if giver:
            yield f"{where} giver"
        if kind == "person":
            yield f"role {bool(_ROLE.search(text, max(0, run.start - 4), run.start))}"
        yield from _of_clause(asked, where)
        if source != OWN:
            if source == "behind":
                yield f"{where} 1 {text[asked.end : asked.end + 2]}"
                yield f"{where} only {run.after == run.stop}"
            else:
                yield f"{where} first {run.clause <= text.rfind('。', 0, run.start) + 2}"
            return
        if any(
            run.after <= start < item.start or item.end <= start < run.start
            for start, _ in asked.titles
        ):
            yield f"{where} titles between"
        if run.start >= item.end:
            yield from _behind(asked, run, where, gap)
        else:
            yield from _in_front(asked, run, where, gap, giver)
        yield from _rivals(asked, run, where)


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


def _of_title(asked: Asked, option: Option, kind: str) -> Iterator[str]:
    """Tell how names fit to a title and its count."""
    item, count = asked.item, len(option.names)
    yield f"kind {asked.kind} {kind}"
    if not option.persons:
        yield f"fits {fits(item.name, option.names[-1])}"
    wanted = item.count if item.count is not None else option.count
    if wanted is not None:
        yield "more" if count > wanted else "as many" if count == wanted else "fewer"
    if item.count is not None and item.count > 1 and count == 1:
        yield f"one of many {kind}"
    if item.follower:
        yield "follower"


def _of_clause(asked: Asked, where: str) -> Iterator[str]:
    yield from (f"{where} opened {asked.opened}", f"{where} points {asked.points}")
    yield f"{where} bare {asked.bare}"


def _where(asked: Asked, run: Run) -> tuple[str, str]:
    """Return where a run stands in the sentence of a title, and what stands between them."""
    item, text = asked.item, asked.text
    if run.start >= item.end:
        gap = text[item.end : run.start]
        return f"after {min(len(_MARK.findall(gap)), 3)}", gap
    gap = text[min(run.after, item.start) : item.start]
    marks = len(_CLAUSES.findall(gap))
    return f"before {min(marks, 4)}" if marks else "own", gap


def _in_front(asked: Asked, run: Run, where: str, gap: str, giver: bool) -> Iterator[str]:
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


def _behind(asked: Asked, run: Run, where: str, gap: str) -> Iterator[str]:
    """Tell what stands between a title and the run behind it."""
    tail = _TITLE_TAIL.match(gap)
    rest = gap[tail.end() if tail else 0 :]
    yield from (f"{where} 1 {rest[:1]}", f"{where} 2 {rest[:2]}", f"{where} end {rest[-1:]}")
    yield f"{where} length {min(len(rest) // 3, 5)}"
    if _PLATES.search(gap):
        yield f"{where} plates"


def _rivals(asked: Asked, run: Run, where: str) -> Iterator[str]:
    """Tell of other runs that stand nearer to the title, or hold this one."""
    item = asked.item
    nearer = [
        other
        for other in asked.own
        if (run.after <= other.start and other.end <= item.start)
        or (item.end <= other.start and other.end <= run.start)
    ]
    if any(other.opens and other.clause != run.clause for other in nearer):
        yield f"{where} nearer opens"
    if any(other.clause == run.clause for other in nearer):
        yield f"{where} nearer"
    if any(other.start == run.start and other.end > run.end for other in asked.own):
        yield f"shorter {run.opens}"
    if any(other.end == run.end and other.start < run.start for other in asked.own):
        yield f"later {where}"
