"""What a clause asserts of a title: every rule of the table, by its own examples."""

import pytest

from articles.extraction.honors.told.assertions import RULES, asserted
from articles.extraction.honors.words import Candidate
from articles.extraction.language.normalise import fold
from articles.extraction.offsets import ParagraphOffset

TITLE = "全国民族团结进步示范单位"


def read(sentence: str) -> str | None:
    """Return the name of the rule that holds for the title of a sentence."""
    text = fold(sentence.replace("A", TITLE))
    start = ParagraphOffset(text.index(TITLE))
    end = ParagraphOffset(start + len(TITLE))
    item = Candidate(start, end, TITLE, "示范单位", None)
    rule = asserted(text, ParagraphOffset(0), ParagraphOffset(len(text)), item)
    return rule and rule.name


@pytest.mark.parametrize(
    ("rule", "sentence"), [(rule, each) for rule in RULES for each in rule.holds]
)
def test_a_rule_holds_for_its_examples(rule, sentence):
    assert read(sentence) == rule.name


@pytest.mark.parametrize(
    ("rule", "sentence"), [(rule, each) for rule in RULES for each in rule.not_for]
)
def test_a_rule_does_not_hold_for_its_counterexamples(rule, sentence):
    assert read(sentence) != rule.name


def test_every_rule_has_a_name_of_its_own_with_examples_of_both_kinds():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.holds and rule.not_for for rule in RULES)
