"""What the numbers of a sentence are: value, unit and growth of each figure, and what is none.

A line of `figure_sentences.txt` is a sentence, a tab, and `value unit growth` of its figures,
parted by semicolons; nothing behind the tab is a sentence without figures. Labelled before any run.
"""

from pathlib import Path

import pytest

from articles.extraction.parse import parse_page
from tests.extraction.unseen_labels import amount
from tests.extraction.unseen_scoring import LENGTHS_OF_TIME, SENTENCE_PAGE

LINES = Path(__file__).with_name("figure_sentences.txt").read_text("utf-8").splitlines()


def labelled(labels):
    """Return (value, unit, growth) of each label of a line."""
    for label in filter(None, map(str.strip, labels.split(";"))):
        value, unit, *growth = label.split()
        yield *amount(value, unit), growth[0] if growth else None


def told(figures):
    """Return (value, unit, growth) of each figure but lengths of time."""
    for figure in figures:
        if figure.unit not in LENGTHS_OF_TIME:
            growth = None if figure.growth is None else format(figure.growth, "f")
            yield *amount(figure.value, figure.unit), growth


@pytest.mark.parametrize("line", LINES)
def test_each_number_of_a_sentence_is_read_with_its_unit_and_growth(line, gazetteer):
    sentence, labels = line.split("\t")
    report = parse_page(SENTENCE_PAGE.format(sentence), gazetteer=gazetteer)
    assert sorted(map(str, told(report.figures))) == sorted(map(str, labelled(labels)))
