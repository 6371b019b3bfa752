"""From the review straight to a draft, to approval or to the readers, and on to the next page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from articles.models import Article, Channel, PendingImport
from articles.publishing.placements import Placements
from tests import editors
from tests.import_pages import form_data, hand_in

pytestmark = pytest.mark.django_db

PAGE = """库伦旗{number}月民族团结进步工作情况
来源：旗委统战部 2021-{number}-05

库伦旗{number}月把民族团结进步工作摆在突出位置，各项工作取得新的成效。

一、抓宣传教育
{number}月以来，各苏木乡镇开展宣讲活动，编印读本，实现宣传教育全覆盖。
"""


@pytest.fixture
def reviewer(client):
    client.force_login(editors.user(editors.REVIEWER))


def open_review(client):
    """Hand a page in; return the address of its review and what its form would post, complete."""
    address = hand_in(client, text=PAGE.format(number="10")).url
    data = form_data(client.get(address))
    return address, data | {"head-channel": Channel.objects.first().pk}


def offered(client, address):
    return [each.value for each in client.get(address).context["offered"]]


def test_a_reviewer_publishes_from_the_review(client, reviewer, places):
    address, data = open_review(client)
    assert offered(client, address)[0] == "publish"
    response = client.post(address, data | {"then": "publish"}, follow=True)
    article = Article.objects.published().get()
    assert "已发布" in response.text
    assert article.get_absolute_url() in response.text
    assert article.title in client.get(reverse("article_list")).text
    again = client.post(address, data | {"then": "publish"}, follow=True)
    assert "没有再存一份" in again.text


def test_an_editor_hands_in_for_approval_and_may_not_publish(client, editor, places):
    address, data = open_review(client)
    assert offered(client, address) == ["submit", "draft"]
    response = client.post(address, data | {"then": "publish"})
    assert "您没有“发布”的权限" in response.text
    assert not Article.objects.exists()
    client.post(address, data | {"then": "submit"})
    assert Article.objects.get().workflow_in_progress
    assert not Article.objects.published().exists()


@pytest.mark.parametrize("then", ["publish", "submit"])
def test_what_is_incomplete_is_refused_with_the_reason_and_nothing_is_lost(
    client, reviewer, places, then
):
    address, data = open_review(client)
    data |= {"head-channel": "", "head-source": "我填的来源", "then": then}
    response = client.post(address, data)
    assert "尚未填写栏目" in response.text
    assert response.context["head"]["source"].value() == "我填的来源"
    assert client.get(address).context["head"]["source"].value() == "我填的来源"
    assert not Article.objects.exists()
    assert PendingImport.objects.waiting().exists()


def test_a_publication_that_fails_leaves_the_import_as_it_was(
    client, reviewer, places, monkeypatch
):
    def fail(*args):
        raise DatabaseError

    address, data = open_review(client)
    monkeypatch.setattr(Placements, "rows_of", fail)
    response = client.post(address, data | {"then": "publish"})
    assert "未能保存" in response.text
    assert not Article.objects.exists()
    assert PendingImport.objects.waiting().exists()


def test_the_channel_is_proposed_by_the_source_or_by_the_last_choice(client, reviewer, places):
    channels = [
        Channel.objects.create(name=name, slug=slug) for name, slug in (("甲", "a"), ("乙", "b"))
    ]
    address, data = open_review(client)
    client.post(address, data | {"head-channel": channels[0].pk, "then": "publish"})
    other = hand_in(client, text=PAGE.format(number="11").replace("旗委统战部", "旗教体局")).url
    data = form_data(client.get(other))
    assert data["head-channel"] == channels[0].pk, "chosen last"
    client.post(other, data | {"head-channel": channels[1].pk, "then": "publish"})
    third = client.get(hand_in(client, text=PAGE.format(number="12")).url)
    assert form_data(third)["head-channel"] == channels[0].pk, "of that source"
    assert "您上次的选择" in third.text


def test_the_pages_of_a_batch_follow_one_another(client, editor, places):
    files = [
        SimpleUploadedFile(f"{number}.txt", PAGE.format(number=number).encode())
        for number in (10, 11, 12)
    ]
    response = client.post(reverse("import_hand_in"), {"files": files}, follow=True)
    assert "第 1 份，共 3 份" in response.text
    first, second, third = PendingImport.objects.order_by("batch_number")
    response = client.post(second.get_absolute_url(), {"discard": ""})
    assert response.url == third.get_absolute_url()
    data = form_data(client.get(third.get_absolute_url()))
    response = client.post(third.get_absolute_url(), data | {"then": "draft"}, follow=True)
    assert "已存为草稿" in response.text
    assert "第 1 份，共 3 份" in response.text
    response = client.post(first.get_absolute_url(), {"discard": ""})
    assert response.url == reverse("import_hand_in")
