"""What can be said of a fact is settled in one place, and everybody else asks there."""

import ast

import pytest

from articles.api.report_parts import PARTS
from articles.desk.row_formsets import FORMSETS
from articles.extraction import report as parsed
from articles.extraction.honors import words
from articles.extraction.honors.told import statement, status
from articles.models import Article, DocumentMention, Honor
from articles.models.fact import FACTS, Fact, Where
from articles.publishing.counts import honor_value
from tests.house.sources import in_packages, name_of, tree

# Where the values are settled.
DEFINED = "articles/extraction/report.py"


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        (Honor.Level, parsed.HonorLevel),
        (Honor.Kind, parsed.HonorKind),
        (Honor.Status, parsed.HonorStatus),
        (DocumentMention.Kind, parsed.DocumentKind),
    ],
)
def test_what_is_stored_is_what_can_be_read(stored, read):
    assert stored.values == [each.value for each in read]
    assert all(type(value) is str for value in stored.values)


def test_an_edit_alone_can_take_a_sentence_away():
    assert Where.values == [*(each.value for each in parsed.Where), "gone"]


def test_verbs_and_words_of_a_level_sort_into_the_statuses_and_levels_there_are():
    statuses = {each.value for each in parsed.HonorStatus}
    assert set(statement._VERBS.groupindex) == statuses
    given = {rule.gives for table in status.RULES.values() for rule in table.rules}
    assert given - {status._NOTHING, status._ASSERTED} == statuses
    assert set(words.LEVEL.groupindex) == set(parsed.HonorLevel.__members__)


def test_counts_of_honors_stay_under_the_numbers_they_were_kept_by():
    levels = ["", "national", "autonomous_region", "league", "banner"]
    assert [honor_value(None, level, "held") for level in levels] == [0, 10, 20, 30, 40]
    statuses = ["held", "target", "described"]
    assert [honor_value(2020, "", each) for each in statuses] == [202000, 202001, 202002]


def test_every_kind_of_fact_is_known_everywhere():
    relations = {
        field.name
        for field in Article._meta.related_objects
        if issubclass(field.related_model, Fact)
    }
    assert set(FACTS) == relations
    assert list(FORMSETS) == ["measures", *FACTS]
    assert list(PARTS) == [*FORMSETS, "pictures", "attachments"]
    assert set(FACTS) <= set(parsed.ParsedReport.__dataclass_fields__)


def test_no_level_or_kind_is_spelled_a_second_time():
    """Of the values that mean nothing else; "title" and "report" are words of other things too."""
    values = {*parsed.HonorLevel, *parsed.HonorKind, *parsed.DocumentKind, "held", "gone"}
    values -= {"unit", "base", "other", "village", "plan", "policy", "report", "work", "law"}
    spelled = [
        f"{name_of(path)}:{node.lineno} {node.value}"
        for path in in_packages()
        if name_of(path).startswith("articles/") and name_of(path) != DEFINED
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and node.value in values
    ]
    assert len(spelled) == 1, spelled
    assert spelled[0].startswith("articles/models/fact.py")
