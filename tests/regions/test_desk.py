"""Places on the desk."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation

from regions.desk_views import RegionViewSet
from regions.models import Region
from tests import editors, factories

pytestmark = pytest.mark.django_db
CHOOSER = "/admin/snippets/choose/regions/region/results/"


@pytest.fixture
def reviewer(client):
    client.force_login(editors.user(editors.REVIEWER))
    return client


@pytest.fixture
def places(db):
    factories.region("152201103200")
    return factories.region("150524")


def form(client, region=None) -> dict:
    path = f"edit/{region.pk}/" if region else "add/"
    return editors.filled_in(client.get(f"/admin/regions/{path}").context["form"])


@pytest.mark.parametrize(
    "typed", ["义勒力特", "勒力", "152201103", "152201103000", "yileli", "yllt", "兴安盟 义勒力特"]
)
def test_the_chooser_finds_a_place_by_part_of_its_name_its_code_or_pinyin(reviewer, places, typed):
    page = reviewer.get(CHOOSER, {"q": typed}).content.decode()
    assert "内蒙古自治区 兴安盟 乌兰浩特市 义勒力特镇" in page
    assert "库伦旗" not in page


def test_the_chooser_says_what_to_try_when_nothing_is_found(reviewer, places):
    page = reviewer.get(CHOOSER, {"q": "亚特兰蒂斯"}).content.decode()
    assert "没有找到“亚特兰蒂斯”" in page


def test_an_area_that_the_office_adds_finds_its_place_by_its_code(reviewer, places):
    data = form(reviewer) | {"code": "150524A01", "name": "库伦经济开发区"}
    reviewer.post("/admin/regions/add/", data)
    area = Region.objects.get(code="150524A01")
    assert area.parent == places
    assert area.full_name == "内蒙古自治区 通辽市 库伦旗 库伦经济开发区"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("12345", "代码应为"),
        ("152999", "还没有代码为 1529 的上级地区"),
        ("150524", "已存在"),
        ("15０5", "已存在"),
        ("１５２４ A01", "代码应为"),
    ],
)
def test_a_bad_code_is_refused_at_its_field(reviewer, places, code, message):
    data = form(reviewer) | {"code": code, "name": "某地"}
    response = reviewer.post("/admin/regions/add/", data)
    assert message in "".join(response.context["form"].errors["code"])
    assert response.context["form"]["name"].value() == "某地"
    assert not Region.objects.filter(name="某地").exists()


def test_the_code_of_a_place_with_places_below_it_stays(reviewer, places):
    place = Region.objects.get(code="152201")
    response = reviewer.post(
        f"/admin/regions/edit/{place.pk}/", form(reviewer, place) | {"code": "152205"}
    )
    assert "下级" in "".join(response.context["form"].errors["code"])


def test_former_codes_are_kept_beside_the_place(reviewer, places):
    data = form(reviewer, places)
    editors.add_row(data, "former", code="152325", name="库伦旗", valid_until="1999")
    reviewer.post(f"/admin/regions/edit/{places.pk}/", data)
    assert Region.objects.resolve("152325") == places


def test_places_are_not_deleted(client, places):
    client.force_login(get_user_model().objects.create_superuser("root"))
    response = client.post(f"/admin/regions/delete/{places.pk}/", follow=True)
    assert "地区不删除" in response.content.decode()
    assert Region.objects.filter(pk=places.pk).exists()


def test_the_chooser_is_in_chinese_even_when_made_while_no_language_is_active(db):
    with translation.override(None, deactivate=True):
        widget = RegionViewSet().chooser_viewset.widget_class
    assert widget.choose_one_text == "选择地区"
