"""What became of a title: every row of the tables, by its own sentences."""

import pytest

from articles.extraction.honors.bearers.page_subjects import PageSubjects
from articles.extraction.honors.bearers.who_bears import WhoBears
from articles.extraction.honors.names.titles import HonorNames
from articles.extraction.honors.told.statement import MEANINGS, Statement, verbs_of
from articles.extraction.honors.told.status import RULES
from articles.extraction.language.normalise import fold
from articles.extraction.offsets import PageOffset, ParagraphOffset
from articles.extraction.parts import Segment
from articles.extraction.report import HonorStatus, Where

STATUS_RULES = [rule for table in RULES.values() for rule in table.rules]
PLACES = {"#": Where.OUTLINE, ">": Where.CLOSING, "!": Where.TITLE}
GIVES = {*HonorStatus, "nothing"}


def statements(sentence: str, gazetteer):
    """Yield the titles of a sentence, as rules are asked about them."""
    mark, _, rest = sentence.partition(" ")
    text = fold(rest if mark in PLACES else sentence)
    begin, end = ParagraphOffset(0), ParagraphOffset(len(text))
    segment = Segment(
        PageOffset(0), PageOffset(end), PLACES.get(mark, Where.OUTLINE), 1, heading=mark == "#"
    )
    names = HonorNames(gazetteer, None).find(text, begin, end)
    who = WhoBears(gazetteer, None, PageSubjects(gazetteer, None, "", text))
    said = verbs_of(text, begin, end, names)
    for item in names:
        item.recipients = who.by_verb.listed_before(text, begin, item).names
        yield Statement(text, begin, end, item, segment, names, said)


def decided(sentence: str, gazetteer) -> set[str]:
    """Return the rows that decide on the titles of a sentence."""
    rules = set()
    for each in statements(sentence, gazetteer):
        parts = (RULES[part].first(each) for part in ("by_name", "around", each.kind))
        rules.add(next(rule.name for rule in parts if rule))
    return rules


def meant(sentence: str, gazetteer) -> set[str]:
    """Return the rows that say what the verbs of a sentence's titles mean."""
    rules = [MEANINGS.first(each) for each in statements(sentence, gazetteer)]
    return {rule.name for rule in rules if rule}


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [(rule, each) for rule in STATUS_RULES for each in rule.holds],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_rule_decides_on_its_examples(rule, sentence, gazetteer):
    assert rule.name in decided(sentence, gazetteer)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [(rule, each) for rule in STATUS_RULES for each in rule.not_for],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_rule_does_not_decide_on_its_counterexamples(rule, sentence, gazetteer):
    found = decided(sentence, gazetteer)
    assert found  # a title is read, and something else decides
    assert rule.name not in found


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [(rule, each) for rule in MEANINGS.rules for each in rule.holds],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_verb_means_what_its_examples_say(rule, sentence, gazetteer):
    assert rule.name in meant(sentence, gazetteer)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [(rule, each) for rule in MEANINGS.rules for each in rule.not_for],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_verb_means_something_else_in_counterexamples(rule, sentence, gazetteer):
    assert list(statements(sentence, gazetteer))
    assert rule.name not in meant(sentence, gazetteer)


@pytest.mark.parametrize("rules", [STATUS_RULES, MEANINGS.rules], ids=["status", "meanings"])
def test_every_rule_has_a_name_of_its_own_with_examples_of_both_kinds(rules):
    assert len({rule.name for rule in rules}) == len(rules)
    assert [rule.name for rule in rules if not (rule.holds and rule.not_for)] == []
    assert {rule.gives for rule in rules} <= GIVES | {"asserted"}


def test_every_verb_has_a_last_word():
    assert [part for part, table in RULES.items() if not table.rules[-1].tests] == [
        *("none", "target", "held", "described")
    ]
