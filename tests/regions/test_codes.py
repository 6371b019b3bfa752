"""Division codes: the code is the path."""

import pytest

from regions import codes


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("152200", "1522"),
        ("152200000000", "1522"),
        ("150000", "15"),
        ("152201000000", "152201"),
        ("152201001000", "152201001"),
        ("152201103200", "152201103200"),
        ("110110", "110110"),
        (" 1522 ", "1522"),
        ("152201a01", "152201A01"),
        ("nonsense", "NONSENSE"),
    ],
)
def test_padded_codes_lose_whole_empty_groups_only(written, canonical):
    assert codes.canonical(written) == canonical


def test_the_ancestors_of_a_code_are_its_prefixes():
    assert codes.ancestors("152201103200") == ["15", "1522", "152201", "152201103"]
    assert codes.ancestors("15") == []


def test_an_area_of_the_office_hangs_under_its_parents_code():
    assert codes.ancestors("152201A01B02") == ["15", "1522", "152201", "152201A01"]


@pytest.mark.parametrize("below", ["1529", "152900", "1529A01", "1529Y99"])
def test_the_bounds_of_a_subtree_hold_all_below_it(below):
    first, last = codes.subtree_bounds("1529")
    assert first <= below < last


@pytest.mark.parametrize("beside", ["1528", "1530", "152", "16"])
def test_the_bounds_of_a_subtree_hold_nothing_beside_it(beside):
    first, last = codes.subtree_bounds("1529")
    assert not first <= beside < last
