"""A forgotten password: a link for the person alone, once, and no way round the second step."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.test import Client

from tests import editors
from tests.accounts import mails
from unityreports.accounts.models import LogIn
from unityreports.trail.models import Entry

pytestmark = pytest.mark.django_db
PAGE, NEW = "/admin/password_reset/", "f1K6sTWKq-zmDm6d"
ADDRESS = "wang@example.org"


@pytest.fixture
def wang(settings):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
    settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = "https://reports.example"
    person = editors.user(editors.REVIEWER, "wang")
    person.email = ADDRESS
    person.save()
    return person


def ask(client, address: str = ADDRESS, network: str = "192.0.2.1"):
    return client.post(PAGE, {"email": address}, REMOTE_ADDR=network, follow=True)


def link() -> str:
    """Return the path in the last mail."""
    address = re.search(r"https?://\S+", mails.sent()[-1].body)[0]
    assert address.startswith("https://reports.example/admin/password_reset/")
    return address.removeprefix("https://reports.example")


def follow(client, path: str):
    """Open the link and send what its form asks for."""
    form = client.get(path, follow=True)
    return client.post(form.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW})


def test_a_link_is_good_once_and_ends_what_the_old_password_began(client, wang):
    desk = Client()
    desk.force_login(wang)
    ask(client)
    path = link()
    assert follow(client, path).status_code == 302
    wang.refresh_from_db()
    assert wang.check_password(NEW)
    assert desk.get("/admin/").url.startswith("/admin/login/")
    assert "/set-password/" not in client.get(path, follow=True).request["PATH_INFO"]


def test_a_link_is_good_for_an_hour(client, wang, monkeypatch):
    ask(client)
    later = datetime.now() + timedelta(seconds=3601)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)
    follow(client, link())
    wang.refresh_from_db()
    assert wang.check_password(editors.PASSWORD)


def test_a_new_password_is_half_a_log_in_as_the_old_one_was(client, wang):
    ask(client)
    follow(client, link())
    answer = client.post("/admin/login/", {"username": "wang", "password": NEW})
    assert answer.url == "/admin/login/second-step/"
    assert client.get("/admin/articles/").url.startswith("/admin/login/")


def test_a_weak_password_is_refused_there_too(client, wang):
    ask(client)
    form = client.get(link(), follow=True)
    weak = {"new_password1": "qwertyui9", "new_password2": "qwertyui9"}
    assert client.post(form.request["PATH_INFO"], weak).status_code == 200
    wang.refresh_from_db()
    assert wang.check_password(editors.PASSWORD)


def test_the_link_names_the_site_whatever_the_request_says_of_its_host(client, wang, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(PAGE, {"email": ADDRESS}, headers={"host": "evil.example"})
    assert link()
    assert "evil" not in mails.sent()[0].body


def test_the_answer_does_not_tell_who_has_an_account(client, wang):
    known, unknown = (ask(client, address) for address in (ADDRESS, "nobody@example.org"))
    marks = r"[\w-]{20,}"  # drawn anew for each page
    assert known.redirect_chain == unknown.redirect_chain
    assert re.sub(marks, "", known.text) == re.sub(marks, "", unknown.text)
    assert [each.to for each in mails.sent()] == [[ADDRESS]]


def test_who_may_not_log_in_with_a_password_gets_no_link(client, wang):
    wang.is_active = False
    wang.save()
    ask(client)
    assert mails.sent() == []


def test_nobody_is_flooded_with_mails_from_however_many_networks(client, wang):
    for number in range(6):
        ask(client, network=f"192.0.2.{number}")
    assert len(mails.sent()) == 3
    asked = Entry.objects.filter(act="account.reset_asked")
    assert [each.title for each in asked] == ["wang"] * 3
    LogIn.objects.update(at=LogIn.objects.earliest("at").at - timedelta(hours=1))
    ask(client)
    assert len(mails.sent()) == 4


def test_one_network_asks_for_so_many_addresses_and_is_told(client, wang):
    for number in range(20):
        ask(client, f"{number}@example.org")
    assert "次数太多" in ask(client).content.decode()
    assert mails.sent() == []
    ask(client, network="192.0.2.2")
    assert len(mails.sent()) == 1


def test_without_mail_there_is_no_such_page(client, wang, settings):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = False
    assert client.get(PAGE).status_code == 404
    assert mail.outbox == []
