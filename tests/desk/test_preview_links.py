"""A draft shown to somebody without account: by its address alone, until it is taken back."""

import datetime

import pytest
from django.utils import timezone

from articles.models import PreviewLink
from articles.publishing import bin as report_bin
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return factories.draft("草稿的标题", lead="<p>草稿的导语。</p>")


def give_out(editor, article, days=7):
    answer = editor.post(f"/admin/preview-links/{article.pk}/", {"days": days}, follow=True)
    assert answer.status_code == 200
    return PreviewLink.objects.latest("pk").get_absolute_url()


def test_whoever_has_the_address_sees_the_newest_version_and_nobody_keeps_it(
    editor, client, article
):
    address = give_out(editor, article)
    article.title = "再改的标题"
    article.save_revision(clean=False)
    answer = client.get(address)
    page = answer.content.decode()
    assert "再改的标题" in page
    assert "草稿的导语。" in page
    assert "尚未公开的草稿" in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert client.get(article.get_absolute_url()).status_code == 404


def test_an_address_ends_when_it_is_taken_back_or_its_time_is_over(editor, client, article):
    taken, over = give_out(editor, article), give_out(editor, article, days=1)
    first = PreviewLink.objects.earliest("pk")
    editor.post(f"/admin/preview-links/{article.pk}/{first.pk}/end/")
    assert client.get(taken).status_code == 404
    assert client.get(over).status_code == 200
    past = timezone.now() - datetime.timedelta(seconds=1)
    PreviewLink.objects.update(until=past)
    assert client.get(over).status_code == 404


def test_an_address_does_not_lead_to_what_gets_its_number_after_a_restoring(
    editor, client, article
):
    address = give_out(editor, article)
    number = PreviewLink.objects.get().pk
    PreviewLink.objects.all().delete()
    later = timezone.now() + datetime.timedelta(seconds=2)
    until = PreviewLink.lasting(7)
    other = PreviewLink(pk=number, article=factories.draft("别的稿"), made_at=later, until=until)
    other.save(force_insert=True)
    assert client.get(address).status_code == 404
    assert "别的稿" in client.get(other.get_absolute_url()).content.decode()


def test_an_address_leads_nowhere_while_its_report_is_in_the_bin(editor, client, article):
    address = give_out(editor, article)
    report_bin.put(article, None)
    assert client.get(address).status_code == 404


def test_an_address_leads_to_the_public_page_once_there_is_one(editor, client, article):
    address = give_out(editor, article)
    article.latest_revision.publish()
    assert client.get(address).url == article.get_absolute_url()


@pytest.mark.parametrize("token", ["1", "1.", "1.abc", "x.y", "9" * 300, "1.民族", "%00"])
def test_an_address_that_was_made_up_leads_nowhere(editor, client, article, token):
    give_out(editor, article)
    assert client.get(f"/shared/{token}/").status_code == 404


def test_who_may_not_change_a_report_gives_out_nothing(exporter, article):
    exporter.post(f"/admin/preview-links/{article.pk}/", {"days": 7})
    assert not PreviewLink.objects.exists()


def test_an_odd_time_is_refused_and_the_number_of_addresses_is_bounded(editor, article):
    editor.post(f"/admin/preview-links/{article.pk}/", {"days": "4000"})
    assert not PreviewLink.objects.exists()
    for _ in range(21):
        editor.post(f"/admin/preview-links/{article.pk}/", {"days": 1})
    assert PreviewLink.objects.count() == 20
