"""The former and short names that come with the program."""

from contextlib import nullcontext

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.importing import upload
from regions import divisions
from regions.forms import RegionField
from regions.models import FormerDivision, Region
from tests import factories
from unityreports import installation
from unityreports.site.models import SetupStep

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    rows = divisions.read(installation.FIXTURES / "divisions.csv")
    divisions.load([row for row in rows if row.code.startswith("15") and len(row.code) <= 6])


def test_an_installation_from_before_gets_the_names_at_its_next_start(places):
    for step in ("divisions", "reports"):
        SetupStep.objects.create(name=step)
    installation.load_content(lambda title: nullcontext())
    assert Region.objects.resolve("152601").name == "集宁区"
    assert RegionField().clean("锡盟").name == "锡林郭勒盟"
    assert RegionField().clean("伊克昭盟").name == "鄂尔多斯市"
    assert SetupStep.objects.filter(name="names").exists()


def test_loading_twice_adds_nothing(places, capsys):
    call_command("load_names")
    kept = FormerDivision.objects.count(), list(Region.objects.values_list("code", "aliases"))
    capsys.readouterr()
    call_command("load_names")
    assert capsys.readouterr().out == "曾用名和简称都已经有了\n"
    assert kept == (
        FormerDivision.objects.count(),
        list(Region.objects.values_list("code", "aliases")),
    )


def test_places_that_have_their_names_are_not_written_again(places):
    call_command("load_names")
    with CaptureQueriesContext(connection) as asked:
        call_command("load_names")
    written = [query["sql"] for query in asked if query["sql"].startswith("UPDATE")]
    assert not any("regions_region" in sql for sql in written)


def test_other_names_of_editors_stay(places):
    Region.objects.filter(code="1525").update(aliases="锡林郭勒\n锡盟")
    Region.objects.filter(code="1529").update(aliases="阿拉善")
    call_command("load_names")
    assert Region.objects.get(code="1525").aliases == "锡林郭勒\n锡盟"
    assert Region.objects.get(code="1529").aliases == "阿拉善\n阿盟"


def test_the_importer_knows_the_names_as_soon_as_they_are_loaded(places):
    assert upload.gazetteer().codes("潮格旗") == ()
    call_command("load_names")
    assert upload.gazetteer().codes("潮格旗") == ("150825",)
    assert upload.gazetteer().codes("莫旗") == ("150722",)


def test_every_name_belongs_to_a_place_of_the_shipped_table():
    rows = divisions.read(installation.FIXTURES / "divisions.csv")
    codes = {row.code for row in rows}
    for name in ("former_divisions.csv", "short_names.csv"):
        with (installation.FIXTURES / name).open(encoding="utf-8") as file:
            next(file)
            assert {line.split(",")[0] for line in file} <= codes


def test_a_former_place_without_a_code_is_shown_so_and_found_by_no_code(client, places):
    call_command("load_names")
    region = Region.objects.get(code="150824")
    factories.published(region=region)
    page = client.get(reverse("region_detail", args=["150824"])).content.decode()
    assert "乌拉特中后联合旗（代码不详，属巴彦淖尔盟，至 1981 年）" in page
    assert str(FormerDivision.objects.get(name="乌拉特中后联合旗")) == "乌拉特中后联合旗"
    with pytest.raises(Region.DoesNotExist):
        Region.objects.resolve(" ")
