"""The rules that date honors (dating.toml): each tells its own, and leaves the rest."""

import pytest

from articles.extraction.honors.dating import RULES


@pytest.mark.parametrize("name", RULES)
def test_a_rule_of_dating_is_found_where_it_says_and_nowhere_else(name):
    rule = RULES[name]
    find = rule.pattern.match if name in ("opens", "behind", "top") else rule.pattern.search
    assert rule.yes
    assert rule.no
    assert [text for text in rule.yes if not find(text)] == []
    assert [text for text in rule.no if find(text)] == []
