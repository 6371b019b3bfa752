"""Passwords cannot be guessed, and guesses from elsewhere keep nobody out of where they work."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from tests import editors
from unityreports.accounts.guessing import release
from unityreports.accounts.models import LogIn

pytestmark = pytest.mark.django_db
HOME, OFFICE, ABROAD = "198.51.100.7", "203.0.113.5", "192.0.2.1"


@pytest.fixture
def wang():
    return editors.user(editors.EDITOR, "王小")


def log_in(client, name: str, password: str, address: str):
    """Post the form as somebody at an address."""
    client.logout()
    data = {"username": name, "password": password}
    return client.post("/admin/login/", data, REMOTE_ADDR=address)


def fail(client, name: str, address: str, times: int):
    for number in range(times):
        log_in(client, name, f"wrong {number}", address)


def is_in(answer) -> bool:
    return answer.status_code == 302


def later(**time):
    """Let time pass for what is recorded."""
    LogIn.objects.update(at=F("at") - timedelta(**time))


def test_five_failures_stop_an_account_where_they_came_from_and_say_for_how_long(client, wang):
    fail(client, "王小", HOME, 5)
    answer = log_in(client, "王小", editors.PASSWORD, HOME)
    assert "15 分钟后再试" in answer.content.decode()
    later(minutes=14)
    assert not is_in(log_in(client, "王小", editors.PASSWORD, HOME))
    later(minutes=2)
    assert is_in(log_in(client, "王小", editors.PASSWORD, HOME))


def test_what_is_refused_does_not_make_the_lock_longer(client, wang):
    fail(client, "王小", HOME, 30)
    later(minutes=16)
    assert is_in(log_in(client, "王小", editors.PASSWORD, HOME))
    counted = LogIn.objects.values_list("outcome", "times").order_by("pk")
    assert [*counted] == [("failed", 1)] * 5 + [("refused", 25), ("succeeded", 1)]


def test_colleagues_behind_the_same_address_log_in_as_ever(client, wang):
    editors.user(editors.EDITOR, "李四")
    fail(client, "王小", OFFICE, 6)
    assert is_in(log_in(client, "李四", editors.PASSWORD, OFFICE))


def test_who_is_known_at_a_place_is_not_kept_out_by_guesses_from_elsewhere(client, wang):
    assert is_in(log_in(client, "王小", editors.PASSWORD, OFFICE))
    for number in range(10):
        fail(client, "王小", f"192.0.2.{number}", 4)
    assert not is_in(log_in(client, "王小", editors.PASSWORD, HOME))
    assert is_in(log_in(client, "王小", editors.PASSWORD, OFFICE))


def test_who_was_released_since_stays_known_at_a_place(client, wang):
    assert is_in(log_in(client, "王小", editors.PASSWORD, OFFICE))
    later(days=1)
    release(wang)
    later(hours=2)
    for number in range(5):
        fail(client, "王小", f"192.0.2.{number}", 4)
    assert not is_in(log_in(client, "王小", editors.PASSWORD, HOME))
    assert is_in(log_in(client, "王小", editors.PASSWORD, OFFICE))


def test_many_accounts_guessed_from_one_place_stop_those_that_are_new_there(client, wang):
    assert is_in(log_in(client, "王小", editors.PASSWORD, OFFICE))
    editors.user(editors.EDITOR, "李四")
    for number in range(50):
        fail(client, f"用户{number}", OFFICE, 1)
    assert not is_in(log_in(client, "李四", editors.PASSWORD, OFFICE))
    assert is_in(log_in(client, "王小", editors.PASSWORD, OFFICE))
    assert is_in(log_in(client, "李四", editors.PASSWORD, HOME))


def test_a_success_ends_the_count(client, wang):
    for _ in range(3):
        fail(client, "王小", HOME, 4)
        assert is_in(log_in(client, "王小", editors.PASSWORD, HOME))


def test_an_account_that_nobody_has_is_stopped_just_so_and_its_name_not_kept(client):
    fail(client, "my-real-password", HOME, 5)
    assert "分钟后再试" in log_in(client, "my-real-password", "x", HOME).content.decode()
    assert not LogIn.objects.filter(account__contains="password").exists()


def test_the_addresses_of_one_customer_are_one(client, wang):
    for number in range(5):
        fail(client, "王小", f"2001:db8::{number}", 1)
    assert not is_in(log_in(client, "王小", editors.PASSWORD, "2001:db8::99"))


def test_the_machines_administrator_lets_people_in_again(client, wang, capsys):
    wang.is_active = False
    wang.save()
    fail(client, "王小", HOME, 6)
    call_command("let_in", "王小")
    password = capsys.readouterr().out.strip().rpartition("：")[2]
    assert is_in(log_in(client, "王小", password, HOME))
    with pytest.raises(CommandError, match="没有这个用户：李四"):
        call_command("let_in", "李四")


def test_letting_in_may_keep_the_password(client, wang):
    fail(client, "王小", HOME, 6)
    call_command("let_in", "王小", "--keep-password")
    assert is_in(log_in(client, "王小", editors.PASSWORD, HOME))
