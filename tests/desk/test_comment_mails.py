"""Mails about comments go to whom they concern, and to nobody who may not open the report."""

from itertools import chain

import pytest
from django.core import mail
from django.urls import reverse

from articles.models import Comment
from tests import chains, editors, factories

pytestmark = pytest.mark.django_db
SWITCH = "comment_mails-updated_comments_notifications"


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.EMAIL_HOST = "mail.invalid"


@pytest.fixture
def people():
    found = chains.people()
    for name, desk in found.items():
        desk.user.email = f"{name}@office.invalid"
        desk.user.save()
    return found


@pytest.fixture
def article(people):
    chains.reviews(3)
    return chains.handed_in(people["author"])


@pytest.fixture
def say(article, django_capture_on_commit_callbacks):
    """Comment, or answer the talk given; return who got a mail of it."""

    def say(desk, text, talk=None):
        mail.outbox.clear()
        address = f"/admin/comments/{article.pk}/" + (f"{talk.pk}/answer/" if talk else "")
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(address, {"text": text, "place": "figures"})
        return sorted(each.to[0].partition("@")[0] for each in mail.outbox)

    return say


def test_the_author_is_told_of_a_remark_and_the_remarker_of_the_answer(people, article, say):
    assert say(people["first"], "数字请核对") == ["author"]
    (sent,) = mail.outbox
    assert article.title in sent.subject
    for word in ("数字请核对", "（数据）", f"/admin/comments/{article.pk}/#comment-", "批注邮件"):
        assert word in sent.body
    talk = Comment.objects.get()
    assert say(people["author"], "已核对 <好>", talk) == ["first"]
    assert "已核对 <好>" in mail.outbox[0].body
    assert say(people["second"], "我也看过", talk) == ["author", "first"]


def test_a_colleague_who_is_named_gets_a_mail_and_a_place_on_the_home(people, say):
    second = people["second"].user
    second.last_name, second.first_name = "小明", "王"
    second.save()
    assert say(people["first"], f"请@{second.get_full_name()}看看") == ["author", "second"]
    assert "请@" in people["second"].get("/admin/").text
    assert say(people["first"], "请@王看看，也问abc@first") == ["author"]


def test_nobody_gets_a_mail_who_may_not_open_the_report(people, article, say):
    factories.region("152224", "突泉县")
    article.region = factories.region()
    office, other = factories.office(), factories.office("突泉县委统战部", "152224")
    stranger = editors.member(other, editors.EDITOR, "stranger")
    insider = editors.member(office, editors.EDITOR, "insider")
    editors.member(office, editors.EDITOR, "first")
    for person in (stranger, insider):
        person.email = f"{person.username}@office.invalid"
        person.save()
    article.save()
    article.save_revision(user=people["author"].user)
    # Nor does the author, who works in no office, now that there are some.
    assert say(people["first"], "请@stranger和@insider看看") == ["insider"]


def test_who_switched_the_mails_off_gets_none(people, say):
    account = reverse("wagtailadmin_account")
    shown = people["author"].get(account)
    assert "批注您的草稿" in shown.text
    assert SWITCH in shown.text
    filled = {"name_email-first_name": "作", "name_email-last_name": "者"}
    for panel in chain.from_iterable(shown.context["panels_by_tab"].values()):
        filled = editors.filled_in(panel.get_form()) | filled
    filled.pop(SWITCH, None)
    assert people["author"].post(account, filled).status_code == 302
    people["author"].user.wagtail_userprofile.refresh_from_db()
    assert not people["author"].user.wagtail_userprofile.updated_comments_notifications
    assert say(people["first"], "数字请核对") == []


def test_a_site_without_mail_sends_none_and_shows_no_switch(people, settings, say):
    settings.EMAIL_HOST = ""
    assert say(people["first"], "数字请核对") == []
    assert SWITCH not in people["author"].get(reverse("wagtailadmin_account")).text


def test_a_mail_server_that_is_down_keeps_nobody_from_commenting(people, settings, say):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    say(people["first"], "数字请核对")
    assert Comment.objects.count() == 1
