"""A person sees where they are logged in, and ends what they do not know."""

import re

import pytest
from django.test import Client

from tests import editors
from unityreports.accounts.models import DeskSession
from unityreports.trail.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/admin/account/sessions/"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile MicroMessenger/8.0"


def log_in(name: str, address: str, agent: str) -> Client:
    client = Client(REMOTE_ADDR=address, headers={"user-agent": agent})
    data = {"username": name, "password": editors.PASSWORD}
    assert client.post("/admin/login/", data).status_code == 302
    return client


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def marks(client) -> list[str]:
    """Return what the buttons of the page post, but for the one for all."""
    found = re.findall(r'name="end"\s+value="(\w+)"', client.get(PAGE).content.decode())
    return [mark for mark in found if mark != "others"]


@pytest.fixture
def wang():
    return editors.user(editors.EDITOR, "wang")


@pytest.fixture
def office(wang):
    return log_in("wang", "203.0.113.5", EDGE)


@pytest.fixture
def phone(wang):
    return log_in("wang", "198.51.100.7", PHONE)


def test_every_log_in_is_shown_with_browser_and_address_and_no_key(office, phone):
    page = office.get(PAGE).content.decode()
    for text in ("Edge，Windows", "203.0.113.5", "微信，Android", "198.51.100.7"):
        assert text in page
    assert page.count("就是这里") == 1
    for session in DeskSession.objects.all():
        assert session.session_key not in page
    assert "现在有 2 处登录" in office.get("/admin/account/").content.decode()


def test_one_is_ended_and_asked_to_log_in_while_this_one_goes_on(wang, office, phone):
    third = log_in("wang", "192.0.2.1", EDGE)
    assert is_in(phone)
    shown = re.search(
        r'微信.*?name="end"\s+value="(\w+)"', office.get(PAGE).content.decode(), re.DOTALL
    )
    answer = office.post(PAGE, {"end": shown[1]}, follow=True)
    assert "已结束 1 处登录" in answer.content.decode()
    assert (is_in(office), is_in(phone), is_in(third)) == (True, False, True)
    entry = Entry.objects.get(act="account.ended")
    assert (entry.actor, entry.note) == (wang.pk, "198.51.100.7 微信，Android")


def test_all_others_are_ended_at_once(office, phone):
    third = log_in("wang", "192.0.2.1", EDGE)
    office.post(PAGE, {"end": "others"})
    assert (is_in(office), is_in(phone), is_in(third)) == (True, False, False)
    assert marks(office) == []


def test_nobody_ends_the_session_of_somebody_else(office, phone):
    editors.user(editors.EDITOR, "li")
    other = log_in("li", "192.0.2.1", EDGE)
    assert marks(other) == []
    answer = other.post(PAGE, {"end": marks(office)[0]}, follow=True)
    assert "已经结束了" in answer.content.decode()
    other.post(PAGE, {"end": "others"})
    assert is_in(office)
    assert is_in(phone)


def test_a_new_password_ends_the_others_and_keeps_this_one(wang, office, phone):
    new = "Nx7-kite-lamp-oar"
    form = {
        "password-old_password": editors.PASSWORD,
        "password-new_password1": new,
        "password-new_password2": new,
        "name_email-first_name": "小",
        "name_email-last_name": "王",
        "name_email-email": "w@example.org",
        "locale-preferred_language": "",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    answer = office.post("/admin/account/", form)
    assert answer.status_code == 302
    wang.refresh_from_db()
    assert wang.check_password(new)
    assert (is_in(office), is_in(phone)) == (True, False)
    assert marks(office) == []


def test_a_session_that_ran_out_is_not_shown(office, phone):
    DeskSession.objects.exclude(session_key=office.session.session_key).update(
        expire_date="2020-01-01T00:00:00Z"
    )
    assert marks(office) == []


def test_who_is_not_logged_in_is_asked_to(client):
    assert client.get(PAGE).url.startswith("/admin/login/")
