"""The bin: what is deleted is gone from lists and readers at once, and comes back whole."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from articles.models import Article, Binned, Honor, RawPage
from articles.publishing import bin as report_bin
from tests import editors, factories
from unityreports import scheduling

pytestmark = pytest.mark.django_db


def throw_away(client, article):
    return client.post(editors.url("delete", article.pk), follow=True)


def test_a_deleted_report_vanishes_and_comes_back_as_a_draft_with_its_history(reviewer):
    article = factories.published("甲", honors=[{"name": "独有的称号"}])
    throw_away(reviewer, article)
    assert reviewer.get(article.get_absolute_url()).status_code in (404, 410)
    assert not Article.objects.published().exists()
    assert not list(reviewer.get(editors.url("list")).context["object_list"])
    assert "独有的称号" not in reviewer.get("/admin/honors/").content.decode()
    assert "甲" in reviewer.get("/admin/bin/").content.decode()
    reviewer.post(f"/admin/bin/{article.pk}/restore/")
    assert [each.title for each in reviewer.get(editors.url("list")).context["object_list"]] == [
        "甲"
    ]
    assert not Article.objects.get().live
    assert Honor.objects.count() == 1
    actions = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {"articles.bin", "articles.restore"} <= actions


def test_what_lies_in_the_bin_is_neither_edited_nor_published(reviewer):
    article = factories.scheduled(timezone.now() + datetime.timedelta(minutes=1), "甲")
    Article.objects.filter(pk=article.pk).update(locked=False)
    factories.published("乙")
    reviewer.post(editors.url("delete", Article.objects.get(title="乙").pk))
    binned = Binned.objects.get().article
    assert reviewer.get(editors.url("edit", binned.pk)).url == "/admin/bin/"
    reviewer.post(editors.url("edit", binned.pk), {"action-publish": "1"})
    assert not Article.objects.get(pk=binned.pk).live
    reviewer.post(editors.url("delete", article.pk))
    assert not Binned.objects.filter(article=article).exists()


def test_an_editor_deletes_restores_and_purges_nothing(editor):
    article, binned = factories.published(), factories.draft()
    Binned.objects.create(article=binned)
    throw_away(editor, article)
    assert Article.objects.published().get() == article
    for act in ("restore", "purge"):
        editor.post(f"/admin/bin/{binned.pk}/{act}/")
    assert Binned.objects.get().article == binned


def test_the_bin_is_emptied_by_hand_and_by_the_clock(reviewer):
    by_hand, old, young = factories.draft(), factories.draft(), factories.draft()
    for article in (by_hand, old, young):
        throw_away(reviewer, article)
    reviewer.post(f"/admin/bin/{by_hand.pk}/purge/")
    long_ago = timezone.now() - datetime.timedelta(days=30, minutes=1)
    Binned.objects.filter(article=old).update(at=long_ago)
    scheduling.run_due()
    assert Article.objects.get() == young


def test_what_is_not_in_the_bin_is_not_purged(reviewer):
    article = factories.draft()
    reviewer.post(f"/admin/bin/{article.pk}/purge/")
    assert Article.objects.exists()


def test_with_a_purged_report_the_page_it_was_read_from_goes(reviewer):
    raw_page = RawPage.objects.create(text="原文")
    articles = [factories.draft(raw_page=raw_page) for _ in range(2)]
    for article, left in zip(articles, (True, False), strict=True):
        report_bin.put(article, None)
        reviewer.post(f"/admin/bin/{article.pk}/purge/")
        assert RawPage.objects.exists() is left


@pytest.mark.postgresql_only
@pytest.mark.django_db(transaction=True)
def test_what_goes_into_the_bin_while_it_is_published_is_not_public():
    article = factories.draft()
    refused = []

    def publish():
        try:
            Article.objects.get().latest_revision.publish()
        except ValidationError as error:
            refused.append(error)
        finally:
            connection.close()

    with transaction.atomic():
        report_bin.put(article, None)
        colleague = threading.Thread(target=publish)
        colleague.start()
        colleague.join(1)  # it waits here for the end of the transaction
    colleague.join()
    assert refused
    assert not Article.objects.get().live
