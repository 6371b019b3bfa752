"""What the set-up notes as done, on a database that takes no name longer than its column too."""

import pytest
from django.core.management import call_command

from articles.models import Indicator, IndicatorName
from tests import factories
from unityreports import installation
from unityreports.site.models import SetupStep

NAMED = (installation.PICTURES, installation.RENDITIONS, installation.LATEST_TEXTS)


@pytest.mark.parametrize("name", [*NAMED, *(step for step, *_ in installation.CONTENT)])
def test_the_name_of_a_step_fits_its_column(name):
    assert len(name) <= SetupStep._meta.get_field("name").max_length


@pytest.mark.django_db
def test_indicators_come_with_the_program_but_never_to_an_office_that_has_its_own():
    path = installation.FIXTURES / "indicators.json"
    call_command("load_indicators", path)
    assert Indicator.objects.count() >= 20
    assert str(Indicator.objects.called("GDP")) == "地区生产总值"
    Indicator.objects.all().delete()
    own = factories.indicator("生产总值", "GDP", unit="万元")
    call_command("load_indicators", path)
    assert list(Indicator.objects.all()) == [own]
    assert set(IndicatorName.objects.values_list("name", flat=True)) == {"生产总值", "GDP"}
