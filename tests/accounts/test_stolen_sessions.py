"""A session is of use to nobody who planted or copied its key, and a log-in tells no names."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.test import Client

from tests import editors

pytestmark = pytest.mark.django_db
COOKIE = settings.SESSION_COOKIE_NAME


@pytest.fixture
def wang():
    return editors.user(editors.EDITOR, "wang")


def log_in(client, name: str = "wang", password: str = editors.PASSWORD):
    return client.post("/admin/login/", {"username": name, "password": password})


def holder(key: str) -> Client:
    """Return somebody else, who holds the key of a session."""
    other = Client()
    other.cookies[COOKIE] = key
    return other


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.mark.parametrize("planted", ["of the site", "made up"])
def test_a_key_that_was_planted_before_the_log_in_is_not_kept(client, wang, planted):
    key = "a" * 32
    if planted == "of the site":
        client.session["x"] = "y"
        session = client.session
        session["x"] = "y"
        session.save()
        key = session.session_key
    client.cookies[COOKIE] = key
    log_in(client)
    assert is_in(client)
    assert client.cookies[COOKIE].value != key
    assert not is_in(holder(key))


def test_a_key_that_was_copied_ends_with_the_log_out(client, wang):
    log_in(client)
    key = client.cookies[COOKIE].value
    assert is_in(holder(key))
    client.post("/admin/logout/")
    assert not is_in(holder(key))


def test_a_link_to_the_log_out_ends_nothing(client, wang):
    log_in(client)
    assert client.get("/admin/logout/").status_code == 405
    assert is_in(client)


def test_who_is_switched_off_or_loses_the_role_is_out_with_the_next_click(client, wang):
    log_in(client)
    wang.groups.clear()
    assert not is_in(client)
    wang.groups.add(editors.user(editors.EDITOR, "li").groups.get())
    assert is_in(client)
    wang.is_active = False
    wang.save()
    assert not is_in(client)


def test_the_cookie_of_a_session_is_for_requests_of_the_site_alone(client, wang):
    log_in(client)
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] in ("Lax", "Strict")


def test_a_log_in_takes_as_long_for_a_name_that_nobody_has(client, wang, monkeypatch):
    off, by_provider = (editors.user(editors.EDITOR, name) for name in ("off", "by-provider"))
    off.is_active = False
    off.save()
    by_provider.set_unusable_password()
    by_provider.save()
    hasher, hashed = type(get_hasher()), []
    encode = hasher.encode

    def counted(self, *args, **kwargs):
        hashed[-1] += 1
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(hasher, "encode", counted)
    names = ("wang", "nobody", "off", "by-provider")
    said = set()
    for name in names:
        hashed.append(0)
        answer = log_in(client, name, "wrong-password")
        said.add((answer.status_code, "用户名与密码不匹配" in answer.text))
    assert hashed == [1] * len(names)
    assert said == {(200, True)}
