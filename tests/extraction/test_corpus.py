"""The golden corpus: sample pages of many forms, each with what a careful reader found on it.

A page is `corpus/NAME.txt|html|docx`, what it holds `corpus/NAME.json`. No field may fall below its
floor in `corpus/floors.json`. `python -m pytest -s tests/extraction/test_corpus.py` prints the
report; a new form of page is a new pair of files, described in `corpus/README.md`.
"""

import datetime
import json
from pathlib import Path

import pytest

from articles.extraction.parse import parse_page
from tests.extraction.scoring import new_tallies, score

CORPUS = Path(__file__).with_name("corpus")
PAGES = sorted(path for path in CORPUS.iterdir() if path.suffix in (".txt", ".html", ".docx"))
TODAY = datetime.date(2026, 6, 1)


@pytest.fixture(scope="module")
def tallies(gazetteer):
    tallies = new_tallies()
    for path in PAGES:
        expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
        report = parse_page(path.read_bytes(), gazetteer=gazetteer, filename=path.name, today=TODAY)
        score(report, expected, path.stem, tallies)
    lines = [
        f"{name:12} precision {tally.precision:.3f}  recall {tally.recall:.3f}"
        f"  ({tally.right} right, {tally.wrong} wrong, {tally.missed} missed)"
        for name, tally in sorted(tallies.items())
    ]
    print(f"\n{len(PAGES)} pages", *lines, sep="\n")
    return tallies


def test_the_corpus_is_large(tallies):
    assert len(PAGES) >= 40


def test_no_field_falls_below_its_floor(tallies):
    floors = json.loads((CORPUS / "floors.json").read_text("utf-8"))
    assert set(floors) == set(tallies)
    below = {
        name: (round(tally.precision, 4), round(tally.recall, 4), tally.notes[:20])
        for name, tally in tallies.items()
        if (tally.precision, tally.recall) < tuple(floors[name])
        or tally.precision < floors[name][0]
        or tally.recall < floors[name][1]
    }
    assert not below


def test_the_description_of_a_sample_names_every_key_that_samples_use():
    used = set()
    for path in PAGES:
        expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
        rows = [*expected.get("honors", ()), *expected.get("figures", ())]
        used.update(expected, *rows)
    described = (CORPUS / "README.md").read_text("utf-8")
    assert [key for key in sorted(used) if f"`{key}" not in described] == []
