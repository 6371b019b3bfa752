"""How well the importer does on pages nobody wrote rules against, and on those read since.

`python -m pytest -s tests/extraction/test_unseen.py` prints the figures. Of a blind page nothing
else is ever printed, so whoever writes rules learns from here that something is wrong, not what.
What is measured is told in docs/extraction-quality.md.
"""

import hashlib
import json
import math
from pathlib import Path

import pytest

from tests.extraction.unseen_scoring import score_pages, score_sentences

HERE = Path(__file__).parent
# What is asked: precision, recall. A part that is only kept or left out has no precision.
ASKED = {
    **dict.fromkeys(("title", "source", "author", "views", "published", "region"), (0.95, 0.95)),
    "headings": (0.95, 0.95),
    "honors": (0.97, 0.95),
    "bearers": (0.90, 0.85),
    "conferring bodies": (0.90, 0.85),
    "figures": (0.98, 0.97),
    "body kept": (None, 0.99),
    "furniture out": (None, 0.97),
}
CORRECTIONS_ASKED = {"median": 1, "nine of ten": 3}


def measured(folder, gazetteer):
    """Return precision and recall of every field, and how many corrections a page needs."""
    tallies, corrections = score_pages(folder, gazetteer)
    fields = {
        "pages": tallies,
        "sentences": score_sentences(folder, gazetteer),
    }
    corrections.sort()
    needed = {
        "median": corrections[len(corrections) // 2],
        "nine of ten": corrections[math.ceil(len(corrections) * 0.9) - 1],
        "worst": corrections[-1],
    }
    return fields, needed, len(corrections)


def table(name, fields, needed, pages):
    """Return the figures as lines: what is asked, what pages and sentences have."""
    yield f"\n{name}: {pages} pages".ljust(22) + "asked P/R    pages P/R   sentences P/R"
    for field in sorted(fields["pages"].keys() | fields["sentences"].keys()):
        asked = ASKED.get(field)
        cells = ["/".join("-" if part is None else f"{part:.2f}" for part in asked or ())]
        for tallies in fields.values():
            known = field in tallies
            tally = tallies[field] if known else None
            cells.append(f"{tally.precision:.3f}/{tally.recall:.3f}" if known else "")
        yield f"{field:20} {cells[0]:12} {cells[1]:12} {cells[2]}".rstrip()
    told = ", ".join(f"{key} {value}" for key, value in needed.items())
    yield f"corrections a page: {told}"


@pytest.fixture(scope="module", params=["blind", "seen"])
def figures(request, gazetteer):
    fields, needed, pages = measured(HERE / request.param, gazetteer)
    print(*table(request.param, fields, needed, pages), sep="\n")
    floors = json.loads((HERE / request.param / "floors.json").read_text("utf-8"))
    return fields, needed, floors


def test_no_field_falls_below_its_floor(figures):
    fields, _, floors = figures
    now = {
        kind: {field: [tally.precision, tally.recall] for field, tally in tallies.items()}
        for kind, tallies in fields.items()
    }
    below = {
        f"{kind}, {field}": [round(value, 3) for value in now[kind].get(field, [0, 0])]
        for kind in now
        for field, floor in floors[kind].items()
        if any(
            value < least for value, least in zip(now[kind].get(field, [0, 0]), floor, strict=True)
        )
    }
    assert below == {}


def test_every_field_that_is_measured_has_a_floor(figures):
    fields, _, floors = figures
    assert {kind: set(tallies) for kind, tallies in fields.items()} == {
        kind: set(floors[kind]) for kind in fields
    }


def test_no_page_needs_more_corrections_than_before(figures):
    _, needed, floors = figures
    assert {key: value for key, value in needed.items() if value > floors["corrections"][key]} == {}


def test_no_page_is_blind_and_read():
    samples = [*HERE.glob("corpus/*"), *HERE.glob("seen/batch-*/*")]
    read = {hashlib.sha256(path.read_bytes()).digest() for path in samples}
    blind = [
        path
        for path in HERE.glob("blind/batch-*/*")
        if hashlib.sha256(path.read_bytes()).digest() in read
    ]
    assert len(blind) == 0


def test_no_sentence_is_blind_and_read():
    def texts(folder):
        return {
            json.loads(line)["text"]
            for path in (HERE / folder).glob("sentences-*.jsonl")
            for line in path.read_text("utf-8").splitlines()
        }

    assert len(texts("blind") & texts("seen")) == 0
