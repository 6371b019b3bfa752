"""A place as people type it: one is found, several are refused with their names."""

import pytest
from django.forms import ValidationError

from regions.forms import RegionField
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    factories.region("152201103200")
    factories.region("152222", "科尔沁右翼中旗")
    factories.region("152222205", "巴彦茫哈苏木")
    factories.region("152222205200", "义勒力特嘎查")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("152201", "152201"),
        ("152201 内蒙古自治区 兴安盟 乌兰浩特市", "152201"),
        ("152200", "1522"),
        ("乌兰浩特市", "152201"),
        ("乌兰浩特", "152201"),
        ("兴安", "1522"),
        ("义勒力特镇", "152201103"),
        ("科尔沁右翼中旗 义勒力特嘎查", "152222205200"),
        ("wulanhaoteshi", "152201"),
    ],
)
def test_what_means_one_place_finds_it(typed, code):
    assert RegionField().clean(typed).code == code


@pytest.mark.parametrize("typed", ["义勒力特嘎查", "义勒力特"])
def test_what_may_mean_several_is_refused_with_the_choices(typed):
    with pytest.raises(ValidationError) as refused:
        RegionField().clean(typed)
    assert "152222205200" in refused.value.message
    assert "152201103200" in refused.value.message


def test_what_means_no_place_is_refused():
    with pytest.raises(ValidationError, match="没有找到"):
        RegionField().clean("不存在的地方")


def test_nothing_typed_is_no_place():
    assert RegionField(required=False).clean("  ") is None


def test_what_is_sent_back_as_it_was_shown_has_not_changed():
    field, place = RegionField(required=False), factories.region("152201")
    assert not field.has_changed(place, field.prepare_value(place))
    assert not field.has_changed(None, "")
    assert field.has_changed(place, "乌兰浩特")


@pytest.mark.parametrize("typed", ["乌兰浩特市团结嘎查", "桃花源团结嘎查"])
def test_a_path_asks_as_often_however_many_places_bear_its_last_name(
    typed, django_assert_max_num_queries
):
    for number in range(20):
        factories.region(f"1522222052{number:02}", "团结嘎查")
    with django_assert_max_num_queries(8), pytest.raises(ValidationError):
        RegionField().clean(typed)
