"""Scores pages nobody wrote rules against by what an editor has to put right.

Labels come from several writers; `unseen_labels.py` brings them into one form. Nothing here keeps a
text of a page: tallies are numbers only.
"""

import datetime
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

from articles.extraction import PageRefused
from articles.extraction.parse import parse_page
from articles.extraction.report import ParsedReport
from tests.extraction.scoring import Tallies, Tally, new_tallies
from tests.extraction.unseen_labels import (
    Award,
    amount,
    author_of,
    division,
    found_awards,
    heading_of,
    labelled_amounts,
    labelled_awards,
    plain,
)

TODAY = datetime.date(2026, 6, 1)
# A sentence's report, without a place or a day that its labels could not know of.
SENTENCE_PAGE = """民族团结进步工作

各族干部群众共同团结奋斗、共同繁荣发展，各项工作取得明显成效。

{}
"""
LENGTHS_OF_TIME = {"年", "个月", "月", "周", "天", "日", "个工作日", "小时", "分钟"}


def score_pages(folder: Path, gazetteer) -> tuple[Tallies, list[int]]:
    """Return the tallies of a folder's pages, and the corrections each of them needs."""
    tallies, corrections = new_tallies(), []
    for labels in sorted(folder.glob("batch-*/*.json")):
        (page,) = (path for path in labels.parent.glob(f"{labels.stem}.*") if path != labels)
        corrections.append(
            score(_read(page, gazetteer), json.loads(labels.read_text("utf-8")), tallies)
        )
    return tallies, corrections


def _read(page: Path, gazetteer) -> ParsedReport:
    """Return what is read from a page; of one that is refused, nothing was."""
    try:
        return parse_page(page.read_bytes(), gazetteer=gazetteer, filename=page.name, today=TODAY)
    except PageRefused:
        return ParsedReport(raw_text="", sha256="", media="", encoding=None)


def score_sentences(folder: Path, gazetteer) -> Tallies:
    """Return the tallies of a folder's sentences, each read as the body of a report."""
    tallies = new_tallies()
    for path in sorted(folder.glob("sentences-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            labels = json.loads(line)
            page = SENTENCE_PAGE.format(labels.pop("text"))
            score(parse_page(page, gazetteer=gazetteer, today=TODAY), labels, tallies)
    return tallies


def score(report, labels: dict, tallies: Tallies) -> int:
    """Add a page to the tallies; return how many fields and rows an editor would touch."""
    corrections = _scalars(report, labels, tallies)
    if "outline" in labels:
        corrections += _headings(report, labels["outline"], tallies["headings"])
    if "honors" in labels:
        corrections += _honors(report, labels["honors"], tallies)
    if "figures" in labels:
        corrections += _figures(report, labels, tallies["figures"])
    _kept(report, labels, tallies)
    if "documents" in labels:
        wanted = Counter(plain(title) for title, _ in labels["documents"])
        _compare(
            tallies["documents"], Counter(plain(item.title) for item in report.documents), wanted
        )
    if "places" in labels:
        found = Counter(division(item.code) for item in report.places if item.code)
        _compare(tallies["places"], found, Counter(map(division, labels["places"])))
    return corrections


def _compare(tally: Tally, found: Counter, wanted: Counter, may: Counter | None = None) -> int:
    """Add what was found and wanted to a tally; return how many rows differ."""
    right = found & wanted
    extra, missed = found - wanted - (may or Counter()), wanted - found
    tally.right += right.total()
    tally.wrong += extra.total()
    tally.missed += missed.total()
    return extra.total() + missed.total()


def _one(value) -> Counter:
    return Counter([value] if value not in (None, "") else [])


def _scalars(report, labels: dict, tallies: Tallies) -> int:
    found = {
        key: plain(getattr(report, key) and getattr(report, key).value)
        for key in ("title", "subtitle", "source", "author")
    }
    found["views"] = "" if report.views is None else str(report.views.value)
    found["published"] = report.published.date.isoformat() if report.published else ""
    found["region"] = division(report.region)
    found["author"] = author_of(found["author"])
    wanted = {key: plain(labels[key]) for key in found if key in labels}
    if "region" in wanted:
        wanted["region"] = division(wanted["region"])
    if "author" in wanted:
        wanted["author"] = author_of(wanted["author"])
    if "subtitle" in wanted:
        wanted["subtitle"] = wanted["subtitle"].lstrip("—-")  # a report's subtitle has no dashes
    return sum(
        bool(_compare(tallies[key], _one(found[key]), _one(value))) for key, value in wanted.items()
    )


def _headings(report, outline: list, tally: Tally) -> int:
    """Compare headings."""
    wanted, may = headings_asked(outline)
    found = Counter(heading_of(row.heading.quote) for row in report.outline if row.heading)
    return _compare(tally, found, wanted, may)


def headings_asked(outline: list) -> tuple[Counter, Counter]:
    """Return the headings that must be found and those that may be.

    The third of three tiers stays text in a report (docs/report-format.md).
    """
    rows = [(level, heading_of(heading)) for level, heading in outline if heading]
    tiers = sorted({level for level, _ in rows})
    wanted = Counter(heading for level, heading in rows if level in tiers[:2])
    return wanted, Counter(heading for level, heading in rows if level not in tiers[:2])


def _kept(report, labels: dict, tallies: Tallies) -> None:
    """Score what must stand in the report and what must not."""
    rows = [text for row in report.outline for text in [row.heading, *row.paragraphs] if text]
    body = [plain(item.quote) for item in [*report.lead, *rows, *report.closing]]
    whole = "".join(body)
    for piece in labels.get("in_body", ()):
        _add(tallies["body kept"], plain(piece) in whole)
    for piece in labels.get("not_in_body", ()):
        _add(tallies["furniture out"], plain(piece) not in whole)
    headed = any(heading for _, heading in labels.get("outline", ()))
    for key in ("lead", "closing"):
        # Without headings nothing tells where a lead ends: its paragraphs must stand in the body.
        held = [plain(item.quote) for item in getattr(report, key)] if headed else body
        for start in labels.get(key, ()):
            _add(tallies["lead and closing"], any(text.startswith(plain(start)) for text in held))


def _add(tally: Tally, right: bool) -> None:
    tally.right += right
    tally.missed += not right


def _honors(report, labels: list[dict], tallies: Tallies) -> int:
    # What is merely described is asked of nobody; what is told of as described claims nothing.
    wanted = [item for item in labelled_awards(labels) if item.status != "described"]
    found = list(found_awards(report))
    pairs = paired_awards(found, wanted)
    extra = [item for item in _left(found, {n for n, _ in pairs}) if item.status != "described"]
    missed = [item for item in _left(wanted, {m for _, m in pairs}) if not item.optional]
    paired = [(found[n], wanted[m]) for n, m in pairs if not wanted[m].optional]
    tally = tallies["honors"]
    tally.right += len(paired)
    tally.wrong += len(extra)
    tally.missed += len(missed)
    _bearers(paired, extra, missed, tallies["bearers"])
    touched = sum(_attributes(item, label, tallies) for item, label in paired)
    return touched + len(extra) + len(missed)


def _left(awards: list[Award], taken: set[int]) -> list[Award]:
    return [item for n, item in enumerate(awards) if n not in taken]


def _bearers(paired, extra: list[Award], missed: list[Award], tally: Tally) -> None:
    """Compare who bears what over a whole page; an aim names nobody."""
    borne = [pair for pair in paired if pair[1].names_bearers]
    named = [item for item in missed if item.names_bearers]
    # A pair goes by the label's title, which may be longer where the text elides it.
    titled = [replace(item, title=label.title) for item, label in borne]
    found = _borne([*titled, *extra])
    _compare(tally, found, _borne([*(label for _, label in borne), *named]))


def _borne(awards: list[Award]) -> Counter:
    return Counter((item.title, bearer) for item in awards for bearer in item.bearers)


def paired_awards(found: list[Award], wanted: list[Award]) -> list[tuple[int, int]]:
    """Pair honors of one title, those that agree most first; optional ones come last.

    A title that a list elides (模范集体3个、模范个人5名) may be told either way.
    """
    alike = sorted(
        (wanted[m].optional, -_agreement(item, wanted[m]), n, m)
        for n, item in enumerate(found)
        for m in range(len(wanted))
        if wanted[m].named_by(item.title)
    )
    pairs, taken, given = [], set(), set()
    for _, _, n, m in alike:
        if n not in taken and m not in given:
            pairs.append((n, m))
            taken.add(n)
            given.add(m)
    return pairs


def _agreement(item: Award, label: Award) -> int:
    same = sum(
        getattr(item, key) == getattr(label, key) for key in ("status", "level", "count", "year")
    )
    return same + 2 * bool(set(item.bearers) & set(label.bearers)) + (item.bearers == label.bearers)


def _attributes(item: Award, label: Award, tallies: Tallies) -> bool:
    """Score what is said of an honor; return whether any of it is wrong."""
    _add(tallies["honors: status"], item.status == label.status)
    wrong = item.status != label.status
    if label.kinds:
        _add(tallies["honors: kind"], item.kinds <= label.kinds)
        wrong |= not item.kinds <= label.kinds
    compared = ["level", "year"] if item.derived or label.derived else ["level", "year", "count"]
    for key in compared:
        one, other = _one(getattr(item, key)), _one(getattr(label, key))
        wrong |= bool(_compare(tallies[f"honors: {key}"], one, other))
    if label.names_bearers:
        wrong |= Counter(item.bearers) != Counter(label.bearers)
        one, other = _one(item.conferrer), _one(label.conferrer)
        wrong |= bool(_compare(tallies["conferring bodies"], one, other))
    return wrong


def figures_asked(labels: dict) -> tuple[Counter, Counter]:
    """Return the figures that must be found and those that may be."""
    must, may = labelled_amounts(labels["figures"])
    counts = honor_counts(labels)
    for value, unit in list(must):
        if value in counts:  # labelled twice: as an honor's count, and as a figure
            may[value, unit] += must.pop((value, unit))
    return must, may


def honor_counts(labels: dict) -> set[int]:
    """Return the counts of honors, which need not be labelled as figures."""
    return {item["count"] for item in labels.get("honors", ()) if item.get("count")}


def _figures(report, labels: dict, tally: Tally) -> int:
    """Compare values; lengths of time and the counts of honors need not have been labelled."""
    must, may = figures_asked(labels)
    counts = honor_counts(labels)
    found = Counter(amount(item.value, item.unit) for item in report.figures)
    for value, unit in found:
        if unit in LENGTHS_OF_TIME or value in counts:
            may[value, unit] += found[value, unit]
    return _compare(tally, found, must, may)
