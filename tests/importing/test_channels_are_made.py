"""Who may add channels names a new one in the review of an import."""

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import ModelLogEntry

from articles.models import Article, Channel
from tests.import_pages import KULUN, form_data, hand_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def arranger(editor):
    """Let the editor add channels too."""
    editor.user_permissions.add(Permission.objects.get(codename="add_channel"))
    return editor


def confirmed(client, **fields):
    """Confirm the review of a page with other fields of its head."""
    review = hand_in(client, text=KULUN).url
    data = form_data(client.get(review))
    data |= {f"head-{name}": value for name, value in fields.items()}
    return client.post(review, data)


def test_a_channel_is_made_with_the_draft_that_stands_in_it(client, arranger, places):
    above = Channel.objects.get(slug="gongzuo-dongtai")
    confirmed(client, channel=above.pk, new_channel="石榴花开")
    made = Channel.objects.get(name="石榴花开")
    assert (made.parent, made.slug) == (above, "shiliuhuakai")
    assert Article.objects.get().channel == made
    entry = ModelLogEntry.objects.get(action="wagtail.create", label="石榴花开")
    assert entry.user == arranger


@pytest.mark.parametrize("name", ["！！", "工作动态"])
def test_a_channel_that_is_there_or_has_no_letter_is_refused_and_nothing_is_written(
    client, arranger, places, name
):
    before = Channel.objects.count()
    above = Channel.objects.get(slug="gongzuo-dongtai").parent_id or ""
    page = confirmed(client, channel=above, new_channel=name)
    assert "有 1 处需要改正" in page.content.decode()
    assert (Channel.objects.count(), Article.objects.count()) == (before, 0)


def test_who_may_not_add_channels_is_not_asked_and_makes_none(client, editor, places):
    review = hand_in(client, text=KULUN).url
    assert "head-new_channel" not in client.get(review).content.decode()
    before = Channel.objects.count()
    client.post(review, form_data(client.get(review)) | {"head-new_channel": "石榴花开"})
    assert Channel.objects.count() == before
    assert Article.objects.exists()


def test_a_channel_of_a_review_that_is_refused_is_not_left_behind(client, arranger, places):
    page = confirmed(client, new_channel="石榴花开", title="")
    assert page.status_code == 200
    assert not Channel.objects.filter(name="石榴花开").exists()
