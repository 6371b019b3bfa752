"""Passages about honors of other sectors, written and labelled before the importer had read them.

Railways, customs, courts, hospitals, farms, the Corps, campuses, state firms, families, persons and
rolls, several sentences or lines each (`\\n`); the form is that of own_honor_sentences.txt. What
was found at first sight is told in docs/extraction-quality.md.
"""

from pathlib import Path

import pytest

from articles.extraction.parse import parse_page
from tests.extraction.test_own_honor_sentences import labelled
from tests.extraction.unseen_scoring import SENTENCE_PAGE, TODAY, new_tallies, score

PASSAGES = Path(__file__).with_name("own_honor_passages.txt")
# Precision, recall.
FLOORS = {
    "honors": (0.97, 0.89),
    "honors: status": (1.0, 1.0),
    "honors: year": (0.97, 0.94),
    "bearers": (0.85, 0.67),
}


@pytest.fixture(scope="module")
def tallies(gazetteer):
    tallies = new_tallies()
    for passage, honors in labelled(PASSAGES):
        page = SENTENCE_PAGE.format(passage.replace("\\n", "\n"))
        score(parse_page(page, gazetteer=gazetteer, today=TODAY), {"honors": honors}, tallies)
    return tallies


@pytest.mark.parametrize("field", FLOORS)
def test_passages_of_other_sectors_are_read_as_well_as_before(field, tallies):
    tally = tallies[field]
    print(f"\n{field}: {tally.precision:.3f} / {tally.recall:.3f}")
    precision, recall = FLOORS[field]
    assert (tally.precision >= precision, tally.recall >= recall) == (True, True)
