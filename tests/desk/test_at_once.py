"""Two people who save the same at once: the later one is told so, and nothing is half written.

The other person's row comes after the form has been looked at, right before it is saved.
"""

import pytest
from django.db import connection
from django.db.models.signals import pre_delete, pre_save
from django.test import Client

from articles.models import Article, Channel, Indicator, IndicatorName
from articles.models.disclosure import IndexNumber
from articles.publishing.placements import Placements
from tests import editors, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody_is_faster():
    """Return what lets another person's rows come right before one of a model is saved."""
    ended = []

    def let(model, *rows):
        def come(**kwargs):
            pre_save.disconnect(come, model)
            for row in rows:
                type(row).objects.bulk_create([row])

        pre_save.connect(come, model, weak=False)
        ended.append(lambda: pre_save.disconnect(come, model))

    yield let
    for end in ended:
        end()


def is_told(answer) -> bool:
    return answer.status_code == 409 and "与别人同时保存" in answer.content.decode()


def test_a_synonym_that_somebody_else_has_just_taken_is_told(reviewer, somebody_is_faster):
    other = factories.indicator("农牧民收入")
    somebody_is_faster(Indicator, IndicatorName(indicator=other, name="人均纯收入"))
    data = {"name": "人均收入", "synonyms": "人均纯收入", "unit": "", "position": "0"}
    assert is_told(reviewer.post("/admin/indicators/add/", data))
    assert not Indicator.objects.filter(name="人均收入").exists()


def test_an_address_that_somebody_else_has_just_taken_is_told(reviewer, somebody_is_faster):
    form = reviewer.get("/admin/channels/add/").context["form"]
    data = editors.filled_in(form) | {"name": "要闻", "slug": "yaowen"}
    data |= {"description": "要闻", "keywords": "要闻"}
    somebody_is_faster(Channel, Channel(name="别人的要闻", slug="yaowen"))
    assert is_told(reviewer.post("/admin/channels/add/", data))
    assert not Channel.objects.filter(name="要闻").exists()


def test_an_index_number_that_somebody_else_has_just_published_is_told(
    reviewer, somebody_is_faster
):
    report = factories.draft(index_number="11/2026-00001")
    data = editors.form_of(reviewer, "edit", report.pk) | {"action-publish": "1"}
    somebody_is_faster(Article, IndexNumber(number="11/2026-00001", article=0))
    assert is_told(reviewer.post(editors.url("edit", report.pk), data))
    assert not Article.objects.get(pk=report.pk).live


def test_a_row_of_our_own_that_is_there_twice_is_a_fault_and_no_other_person(
    admin_user, monkeypatch
):
    report = factories.published(region=factories.region())

    def twice(self, articles):
        rows = made(self, articles)
        return {pk: [*each, *each] for pk, each in rows.items()}

    made = Placements.rows_of
    monkeypatch.setattr(Placements, "rows_of", twice)
    client = Client(raise_request_exception=False)
    client.force_login(admin_user)
    data = editors.form_of(client, "edit", report.pk) | {"title": "改", "action-publish": "1"}
    answer = client.post(editors.url("edit", report.pk), data)
    assert answer.status_code == 500
    assert "别人" not in answer.content.decode()
    assert Article.objects.get(pk=report.pk).title != "改"


@pytest.mark.postgresql_only  # SQLite lets nobody in between
def test_a_channel_that_somebody_has_just_begun_to_use_is_told(admin_client):
    channel = Channel.objects.create(name="要闻", slug="yaowen")

    def used(**kwargs):
        pre_delete.disconnect(used, Channel)
        Article.objects.bulk_create([Article(title="别人的草稿", live=False, channel=channel)])

    pre_delete.connect(used, Channel, weak=False)
    with connection.cursor() as cursor:  # now, and not when the test is over
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert is_told(admin_client.post(f"/admin/channels/delete/{channel.pk}/"))
    assert Channel.objects.filter(pk=channel.pk).exists()
