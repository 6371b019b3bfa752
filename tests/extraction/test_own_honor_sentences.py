"""Sentences about honors that were written and labelled before the importer had read them.

A line without a blank in front is a sentence; the lines below it are its honors: name, bearers and
what else is asked (`st` status, `y` year, `n` count, `by` conferring body). How many of each were
found at first sight is told in docs/extraction-quality.md.
"""

from pathlib import Path

import pytest

from articles.extraction.parse import parse_page
from tests.extraction.unseen_scoring import SENTENCE_PAGE, new_tallies, score

SENTENCES = Path(__file__).with_name("own_honor_sentences.txt")
KEYS = {"st": "status", "by": "conferred_by", "y": "year", "n": "count"}
# Precision, recall.
FLOORS = {
    "honors": (0.99, 0.98),
    "honors: status": (1.0, 0.99),
    "honors: year": (1.0, 1.0),
    "bearers": (0.98, 0.92),
    "conferring bodies": (1.0, 0.8),
}


def labelled(path=SENTENCES):
    """Yield each sentence of a file with its honors."""
    sentence, honors = "", []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line.startswith(" "):
            name, bearers, told = (part.strip() for part in line.split("|"))
            honor = {
                "name": name,
                "kind": "other",
                "recipients": list(filter(None, bearers.split("、"))),
            }
            for key, value in (pair.split("=") for pair in told.split(";")):
                honor[KEYS[key]] = int(value) if key in "yn" else value
            honors.append(honor)
            continue
        if sentence:
            yield sentence, honors
        sentence, honors = line, []


@pytest.fixture(scope="module")
def tallies(gazetteer):
    tallies = new_tallies()
    for sentence, honors in labelled():
        report = parse_page(SENTENCE_PAGE.format(sentence), gazetteer=gazetteer)
        score(report, {"honors": honors}, tallies)
    return tallies


@pytest.mark.parametrize("field", FLOORS)
def test_sentences_written_beforehand_are_read_as_well_as_before(field, tallies):
    tally = tallies[field]
    print(f"\n{field}: {tally.precision:.3f} / {tally.recall:.3f}")
    precision, recall = FLOORS[field]
    assert (tally.precision >= precision, tally.recall >= recall) == (True, True)


def test_no_aim_and_no_denial_is_read_as_held(gazetteer):
    wrong = [
        sentence
        for sentence, honors in labelled()
        if not any(honor["status"] == "held" for honor in honors)
        for honor in parse_page(SENTENCE_PAGE.format(sentence), gazetteer=gazetteer).honors
        if honor.status == "held"
    ]
    assert wrong == []
