"""The chooser of places opens at the site's own; areas that an office adds get their code."""

import pytest

from regions import codes
from regions.models import FormerDivision, Region
from tests import factories
from unityreports.site.models import SiteIdentity

pytestmark = pytest.mark.django_db
NO_HISTORY = {"former-TOTAL_FORMS": "0", "former-INITIAL_FORMS": "0"}


def add(client, **fields):
    data = {"name": "经济开发区", "code": "", "is_current": "on", **NO_HISTORY}
    return client.post("/admin/regions/add/", data | fields)


def first_chosen(client) -> list[str]:
    """Return the full names of the places that the chooser opens with."""
    answer = client.get("/admin/snippets/choose/regions/region/")
    return [each.full_name for each in answer.context["results"]]


def test_a_new_area_gets_the_next_free_code_below_its_place(admin_client):
    place = factories.region("152201")
    assert add(admin_client, above=place.pk).status_code == 302
    assert add(admin_client, above=place.pk, name="工业园区").status_code == 302
    assert Region.objects.get(name="经济开发区").code == "152201A01"
    assert Region.objects.get(name="工业园区").code == "152201A02"
    assert Region.objects.get(name="工业园区").parent == place


def test_an_area_below_an_area_gets_a_code_too(admin_client):
    area = factories.region("152201A01", "开发区")
    assert add(admin_client, above=area.pk, name="孵化园").status_code == 302
    assert Region.objects.get(name="孵化园").code == "152201A01A01"


def test_a_code_that_an_area_once_had_is_not_given_again(admin_client):
    place = factories.region("152201")
    FormerDivision.objects.create(region=place, code="152201A01", name="旧区")
    assert add(admin_client, above=place.pk).status_code == 302
    assert Region.objects.get(name="经济开发区").code == "152201A02"


def test_a_typed_code_is_kept(admin_client):
    place = factories.region("152201")
    assert add(admin_client, above=place.pk, code="152201B07").status_code == 302
    assert Region.objects.get(name="经济开发区").code == "152201B07"


def test_neither_code_nor_place_is_refused_with_a_reason(admin_client):
    answer = add(admin_client)
    assert answer.status_code == 200
    assert "请填写代码，或选择上级地区。" in answer.content.decode()
    assert add(admin_client, above="999999").status_code == 200


def test_codes_of_own_areas_run_through_the_letters():
    assert codes.next_own("15", []) == "15A01"
    assert codes.next_own("15", [f"15A{n:02}" for n in range(1, 100)]) == "15B01"
    every = [f"15{letter}{n:02}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXY" for n in range(1, 100)]
    assert codes.next_own("15", every) == ""
    assert all(codes.NON_STATUTORY.fullmatch(code) for code in every)


def test_the_chooser_opens_at_the_place_that_the_identity_names(admin_client):
    factories.region("11", "北京市")
    factories.region("152201103")
    SiteIdentity.objects.create(name="站点", site_code="1522010001")
    assert first_chosen(admin_client)[:2] == [
        "内蒙古自治区 兴安盟 乌兰浩特市",
        "内蒙古自治区 兴安盟 乌兰浩特市 义勒力特镇",
    ]


def test_the_chooser_of_a_league_opens_at_the_league(admin_client):
    factories.region("11", "北京市")
    factories.region("152201")
    SiteIdentity.objects.create(name="站点", site_code="1522000001")
    assert first_chosen(admin_client)[0] == "内蒙古自治区 兴安盟"


@pytest.mark.parametrize("site_code", ["", "bm12345678", "9999990001"])
def test_without_a_place_in_the_identity_the_chooser_opens_where_reports_are(
    admin_client, site_code
):
    factories.region("11", "北京市")
    factories.region("1505")
    SiteIdentity.objects.create(name="站点", site_code=site_code)
    factories.published(region=factories.region("152201"))
    factories.draft(region=factories.region("1505"))
    shown = first_chosen(admin_client)
    assert shown[:3] == [
        "内蒙古自治区",
        "内蒙古自治区 兴安盟",
        "内蒙古自治区 兴安盟 乌兰浩特市",
    ]
    assert set(shown[3:]) == {"北京市", "内蒙古自治区 通辽市"}


def test_a_search_in_the_chooser_still_finds_any_place(admin_client):
    factories.region("11", "北京市")
    SiteIdentity.objects.create(name="站点", site_code="1522010001")
    answer = admin_client.get("/admin/snippets/choose/regions/region/results/?q=北京")
    assert "北京市" in answer.content.decode()
