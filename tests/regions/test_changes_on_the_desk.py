"""A place that an editor changes takes along what hangs on it."""

import pytest

from articles.models import Placement
from regions.models import Region
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_former_code_still_resolves_and_reports_follow_the_place():
    factories.region("150524")
    region = factories.region("152201001", "爱国街道")
    article = factories.published(region=region)
    region.code = "150524009"
    region.full_clean()
    region.save()
    assert Region.objects.resolve("152201001") == region
    former = region.former.get()
    assert (former.code, former.parent_name) == ("152201001", "乌兰浩特市")
    placed = Placement.objects.filter(article=article).values_list("region__code", flat=True)
    assert sorted(placed) == ["15", "1505", "150524", "150524009"]


def test_a_former_name_is_kept_once():
    region = factories.region("152201", "乌兰浩特市")
    for name in ("王爷庙市", "乌兰浩特市", "王爷庙市"):
        region.name = name
        region.save()
    assert sorted(region.former.values_list("name", flat=True)) == ["乌兰浩特市", "王爷庙市"]


def test_a_new_name_reaches_all_places_below_in_few_queries(django_assert_max_num_queries):
    factories.region("152201103200")
    for number in range(30):
        factories.region(f"152201103{300 + number}", f"某{number}嘎查")
    region = Region.objects.get(code="1522")
    region.short_name = "新安盟"
    with django_assert_max_num_queries(25):
        region.save()
    village = Region.objects.get(code="152201103200")
    assert village.full_name == "内蒙古自治区 新安盟 乌兰浩特市 义勒力特镇 义勒力特嘎查"
