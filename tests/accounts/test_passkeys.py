"""A key in a device takes the place of a code, for who holds the device at this site's address."""

import json

import pytest

from tests import editors
from tests.accounts.soft_key import SoftKey
from unityreports.accounts import one_time_codes, recovery_codes
from unityreports.accounts.models import Authenticator, Passkey

pytestmark = pytest.mark.django_db
STEP, SET_UP, OWN = (
    "/admin/login/second-step/",
    "/admin/login/second-step/set-up/",
    "/admin/account/second-step/",
)
HERE = {"secure": True}  # https://testserver


@pytest.fixture
def wang():
    return editors.user(editors.REVIEWER, "wang")


def give_password(client, **at):
    data = {"username": "wang", "password": editors.PASSWORD}
    return client.post("/admin/login/", data, **at)


def asked(client, address: str = STEP) -> str:
    """Return what a page gives to the browser."""
    return client.get(address, **HERE).context["passkey"]


def is_in(client) -> bool:
    return client.get("/admin/account/", **HERE).status_code == 200


@pytest.fixture
def key(client, wang) -> SoftKey:
    """A key that was set up at the first log-in."""
    key = SoftKey()
    give_password(client, **HERE)
    answer = key.made(asked(client, SET_UP))
    done = client.post(SET_UP, {"passkey": answer, "name": "办公室"}, **HERE)
    assert len(done.context["codes"]) == 10
    assert is_in(client)
    client.logout()
    return key


def test_a_key_lets_in_each_time_without_a_phone(client, key):
    for _ in range(2):
        give_password(client, **HERE)
        assert not is_in(client)
        assert client.post(STEP, {"passkey": key.shown(asked(client))}, **HERE).status_code == 302
        assert is_in(client)
        client.logout()
    assert Passkey.objects.get().used_at


@pytest.mark.parametrize(
    "lies",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://testserver"},
        {"origin": "https://testserver:444"},
        {"host": "evil.example"},
    ],
)
def test_what_was_signed_for_another_site_lets_nobody_in(client, key, lies):
    give_password(client, **HERE)
    answer = client.post(STEP, {"passkey": key.shown(asked(client), **lies)}, **HERE)
    assert "通行密钥没有通过" in answer.content.decode()
    assert not is_in(client)


def test_an_answer_is_good_for_one_challenge(client, key):
    give_password(client, **HERE)
    answer = key.shown(asked(client))
    client.post(STEP, {"passkey": answer}, **HERE)
    client.logout()
    give_password(client, **HERE)
    asked(client)
    client.post(STEP, {"passkey": answer}, **HERE)
    assert not is_in(client)


def test_a_copy_that_has_fallen_behind_lets_nobody_in(client, key):
    Passkey.objects.update(count=7)
    give_password(client, **HERE)
    client.post(STEP, {"passkey": key.shown(asked(client))}, **HERE)
    assert not is_in(client)


def test_another_persons_key_lets_nobody_in(client, key):
    give_password(client, **HERE)
    other = SoftKey()
    other.number = key.number
    client.post(STEP, {"passkey": other.shown(asked(client))}, **HERE)
    assert not is_in(client)


@pytest.mark.parametrize("answer", ["x", "{}", "[]", "null", '{"rawId": "a", "response": {}}'])
def test_nonsense_is_a_wrong_answer_and_counted_as_one(client, key, answer):
    give_password(client, **HERE)
    for _ in range(5):
        asked(client)
        told = client.post(STEP, {"passkey": answer}, **HERE)
        assert "通行密钥没有通过" in told.content.decode()
    client.post(STEP, {"passkey": key.shown(asked(client))}, **HERE)
    assert not is_in(client)


def test_a_broken_part_of_an_answer_is_a_wrong_answer(client, key):
    give_password(client, **HERE)
    right = json.loads(key.shown(asked(client)))
    for part in right["response"]:
        broken = right | {"response": right["response"] | {part: "AAAA"}}
        asked(client)
        told = client.post(STEP, {"passkey": json.dumps(broken)}, **HERE)
        assert "通行密钥没有通过" in told.content.decode()


def test_nonsense_sets_nothing_up(client, wang):
    give_password(client, **HERE)
    for answer in ("x", "{}", SoftKey("https://evil.example").made(asked(client, SET_UP))):
        asked(client, SET_UP)
        told = client.post(SET_UP, {"passkey": answer}, **HERE)
        assert "通行密钥没有建立" in told.content.decode()
    assert not Passkey.objects.exists()


@pytest.mark.parametrize(
    ("at", "offered"),
    [
        ({"secure": True, "headers": {"host": "testserver"}}, True),
        ({"secure": True, "headers": {"host": "127.0.0.1"}}, False),
        ({"headers": {"host": "testserver"}}, False),
        ({"headers": {"host": "localhost:8000"}}, True),
        ({"headers": {"host": "127.0.0.1:8000"}}, False),
    ],
)
def test_a_key_is_offered_where_a_browser_has_them(client, wang, at, offered):
    give_password(client, **at)
    assert bool(client.get(SET_UP, **at).context["passkey"]) == offered


def test_where_the_key_is_of_no_use_a_code_on_paper_is_asked(client, key, wang):
    give_password(client)
    page = client.get(STEP)
    assert page.context["on_paper"]
    client.post(STEP, {"code": recovery_codes.renew(wang)[0]})
    assert client.get("/admin/account/").status_code == 200


def test_with_a_code_on_paper_another_device_is_set_up(client, wang, clock):
    one_time_codes.keep(wang, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", step=0)
    codes = recovery_codes.renew(wang)
    client.force_login(wang)
    shown = client.post(OWN, {"password": editors.PASSWORD, "code": codes[0]}, **HERE)
    key = SoftKey()
    client.post(shown.url, {"passkey": key.made(asked(client, shown.url)), "name": "U盾"}, **HERE)
    page = client.get(OWN, **HERE)
    assert "U盾" in page.content.decode()
    answer = key.shown(page.context["passkey"])
    right = {"password": editors.PASSWORD, "passkey": answer, "codes": "1"}
    assert len(client.post(OWN, right, **HERE).context["codes"]) == 10


def test_the_last_thing_that_must_be_there_cannot_be_removed(client, key, wang):
    client.force_login(wang)
    codes = recovery_codes.renew(wang)
    remove = {"password": editors.PASSWORD, "remove": str(Passkey.objects.get().pk)}
    client.post(OWN, remove | {"code": codes[0]}, **HERE)
    assert Passkey.objects.exists()
    one_time_codes.keep(wang, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", step=0)
    client.post(OWN, remove | {"code": codes[1], "remove": "0"}, **HERE)
    assert Passkey.objects.exists()
    client.post(OWN, remove | {"code": codes[2]}, **HERE)
    assert not Passkey.objects.exists()
    assert Authenticator.objects.exists()
