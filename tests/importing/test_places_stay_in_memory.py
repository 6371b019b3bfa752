"""The places an import looks for are loaded once, and again when they change."""

import contextlib

import pytest
from django.db import transaction

from articles.importing import upload
from regions import divisions
from regions.models import FormerDivision, Region
from tests import factories, seeds

pytestmark = pytest.mark.django_db


def test_places_are_loaded_once_and_again_when_one_changes(places, django_assert_num_queries):
    first = upload.gazetteer()
    with django_assert_num_queries(1):
        assert upload.gazetteer() is first
    factories.region("152222", "科尔沁右翼中旗")
    second = upload.gazetteer()
    assert second is not first
    assert "152222" in second
    FormerDivision.objects.create(
        region=Region.objects.get(code="152222"), code="152299", name="图什业图旗"
    )
    assert upload.gazetteer() is not second


def test_a_change_of_places_that_is_taken_back_leaves_no_trace_in_memory(places):
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        factories.region("152222", "科尔沁右翼中旗")
        assert "152222" in upload.gazetteer()
        raise ZeroDivisionError
    assert "152222" not in upload.gazetteer()


def test_loading_divisions_renews_the_places_in_memory(places):
    before = upload.gazetteer()
    rows = divisions.read(seeds.FIXTURES / "divisions.csv")
    divisions.load([row for row in rows if row.code in {"15", "1523"} or row.code == "1525"])
    assert upload.gazetteer() is not before
