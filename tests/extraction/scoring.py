"""Compares a parsed report with what a careful reader wrote down, field by field."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass
class Tally:
    """What was found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


Tallies = dict[str, Tally]


def new_tallies() -> Tallies:
    return defaultdict(Tally)


def score(report, expected: dict, name: str, tallies: Tallies) -> None:
    """Add one page to the tallies. Keys the expected file leaves out are not scored."""
    for key, found in _scalars(report).items():
        if key in expected:
            _items(tallies[key], [found] if found else [], _list(expected[key]), f"{name} {key}")
    for key, compared in _LISTS.items():
        if key in expected:
            _items(tallies[key], *compared(report, expected[key]), f"{name} {key}")
    for key in ("lead", "closing"):
        if key in expected:
            starts, wanted = _paragraphs(getattr(report, key), expected[key])
            _items(tallies[key], starts, wanted, f"{name} {key}")
    if "figures" in expected:
        _figures(tallies["figures"], report, expected["figures"], name)
        _growths(tallies["growth"], report, expected["figures"], name)
    _texts(tallies, report, expected, name)


def _outline(report, wanted) -> tuple[list, list]:
    found = [(row.level, row.heading.quote if row.heading else None) for row in report.outline]
    return found, [(level, heading) for level, heading in wanted]


def _paragraphs(paragraphs, wanted) -> tuple[list, list]:
    """Compare beginnings as long as the shortest that the reader wrote down."""
    size = min((len(start) for start in wanted), default=10)
    return [item.quote[:size] for item in paragraphs], [start[:size] for start in wanted]


def _documents(report, wanted) -> tuple[list, list]:
    return [(item.title, str(item.kind)) for item in report.documents], [*map(tuple, wanted)]


def _places(report, wanted) -> tuple[list, list]:
    return [item.code for item in report.places if item.code], wanted


def _open_places(report, wanted) -> tuple[list, list]:
    return [item.name for item in report.places if not item.code], wanted


def _honors(report, wanted) -> tuple[list, list]:
    return [_honor(item) for item in report.honors], [_wanted_honor(item) for item in wanted]


def _problems(report, wanted) -> tuple[set, set]:
    return {item.code for item in report.problems} & set(wanted), set(wanted)


def _unwanted_problems(report, unwanted) -> tuple[set, set]:
    return {item.code for item in report.problems} & set(unwanted), set()


# Key of the expected file → what was found and what was wanted, to be compared as lists.
_LISTS = {
    "outline": _outline,
    "documents": _documents,
    "places": _places,
    "places_open": _open_places,
    "honors": _honors,
    "problems": _problems,
    "no_problems": _unwanted_problems,
}


def _scalars(report) -> dict:
    def value(item):
        return item and item.value

    published = report.published
    return {
        "title": value(report.title),
        "subtitle": value(report.subtitle),
        "source": value(report.source),
        "author": value(report.author),
        "published": published and published.date.isoformat(),
        "time": published and published.time and published.time.isoformat("minutes"),
        "views": None if report.views is None else str(report.views.value),
        "breadcrumb": " > ".join(item.value for item in report.breadcrumb),
        "host_unit": value(report.site.host_unit),
        "site_id": value(report.site.site_id),
        "icp": value(report.site.icp),
        "region": report.region,
    }


def _list(value) -> list:
    return [] if value is None or value == "" else [str(value)]


def _items(tally: Tally, found, wanted, where: str) -> None:
    found, wanted = Counter(found), Counter(wanted)
    right = found & wanted
    tally.right += right.total()
    tally.wrong += (found - right).total()
    tally.missed += (wanted - right).total()
    tally.notes += [f"+ {where}: {item}" for item in found - right]
    tally.notes += [f"- {where}: {item}" for item in wanted - right]


def _honor(item) -> tuple:
    return (
        item.name, item.level and str(item.level), str(item.kind), str(item.status), item.count,
        item.count_derived, item.year, tuple(item.recipients), item.conferred_by,
    )  # fmt: skip


def _wanted_honor(item: dict) -> tuple:
    return (
        item["name"], item.get("level"), item["kind"], item["status"], item.get("count"),
        item.get("derived", False), item.get("year"), tuple(item.get("recipients", ())),
        item.get("conferred_by"),
    )  # fmt: skip


def _match(report, wanted: list[dict]):
    """Pair figures by value, unit and overlapping quote; yields (wanted, found or None)."""
    left = list(report.figures)
    text = report.raw_text
    for item in sorted(wanted, key=lambda item: item.get("optional", False)):
        spans = _occurrences(text, item["quote"])
        match = next(
            (
                figure
                for figure in left
                if figure.value == Decimal(item["value"])
                and figure.unit == item["unit"]
                and any(
                    figure.offset < end and start < figure.offset + len(figure.quote)
                    for start, end in spans
                )
            ),
            None,
        )
        if match is not None:
            left.remove(match)
        yield item, match
    for figure in left:
        yield None, figure


def _occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    spans, at = [], text.find(quote)
    while at >= 0:
        spans.append((at, at + len(quote)))
        at = text.find(quote, at + 1)
    assert spans, f"the expected quote is not on the page: {quote}"
    return spans


def _figures(tally: Tally, report, wanted: list[dict], name: str) -> None:
    for item, figure in _match(report, wanted):
        if item is None:
            tally.wrong += 1
            tally.notes.append(f"+ {name} figures: {figure.value}{figure.unit} {figure.quote!r}")
        elif item.get("optional"):
            continue
        elif figure is None:
            tally.missed += 1
            tally.notes.append(f"- {name} figures: {item['value']}{item['unit']} {item['quote']}")
        else:
            tally.right += 1


def _growths(tally: Tally, report, wanted: list[dict], name: str) -> None:
    """Score growth, year and approximation of the figures that were found."""
    for item, figure in _match(report, wanted):
        if item is None or figure is None or item.get("optional"):
            continue
        growth = None if figure.growth is None else format(figure.growth, "f")
        found = (growth, figure.year, figure.approximate)
        asked = (item.get("growth"), item.get("year"), item.get("approximate", False))
        if found == asked:
            tally.right += 1
        else:
            tally.wrong += 1
            tally.missed += 1
            tally.notes.append(f"~ {name} {item['quote']}: {found}, not {asked}")


def _texts(tallies: Tallies, report, expected: dict, name: str) -> None:
    rows = [
        text
        for row in report.outline
        for text in [row.heading, *row.paragraphs]
        if text is not None
    ]
    body = "\n".join(item.quote for item in [*report.lead, *rows, *report.closing])
    for piece in expected.get("in_body", []):
        tally = tallies["body"]
        tally.right += piece in body
        tally.missed += piece not in body
        if piece not in body:
            tally.notes.append(f"- {name} body: {piece}")
    for piece in expected.get("not_in_body", []):
        tally = tallies["body"]
        tally.wrong += piece in body
        if piece in body:
            tally.notes.append(f"+ {name} body: {piece}")
