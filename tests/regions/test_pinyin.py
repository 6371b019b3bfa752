import pytest

from regions.pinyin import spell


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("义勒力特镇", "yilelitezhen", "ylltz"),
        ("昆都仑区", "kundulunqu", "kdlq"),
        ("商都县", "shangduxian", "sdx"),
        ("什邡市", "shifangshi", "sfs"),
        ("单县", "shanxian", "sx"),
        ("长春市", "changchunshi", "ccs"),
    ],
)
def test_names_are_spelled_as_the_places_are_called(name, pinyin, initials):
    assert spell(name) == (pinyin, initials)
