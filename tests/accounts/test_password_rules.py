"""Length, kinds, age and history of passwords are as the office chooses."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError

from tests import editors
from unityreports.accounts.models import FormerPassword, LogIn
from unityreports.accounts.password_rules import PasswordRules, chosen, validators

pytestmark = pytest.mark.django_db
PAGE = "/admin/account/new-password/"
NEW = "f1K6sTWKq-zmDm6d"


@pytest.fixture
def rules(settings):
    """Set what the environment says."""

    def rule(**given):
        environ = {f"PASSWORD_{name.upper()}": str(value) for name, value in given.items()}
        settings.PASSWORD_RULES = chosen(environ)
        settings.AUTH_PASSWORD_VALIDATORS = validators(settings.PASSWORD_RULES)

    return rule


def test_without_a_word_eight_characters_are_enough_and_last_for_ever():
    assert chosen({}) == PasswordRules(length=8, kinds=1, days=0, history=0)


@pytest.mark.parametrize(
    ("name", "value"),
    [("LENGTH", "7"), ("LENGTH", "x"), ("KINDS", "5"), ("DAYS", "-1"), ("HISTORY", "25")],
)
def test_what_is_no_rule_stops_the_start_with_a_sentence(name, value):
    with pytest.raises(ImproperlyConfigured, match=f"PASSWORD_{name} 应为 .*“{value}”"):
        chosen({f"PASSWORD_{name}": value})


@pytest.mark.parametrize(
    ("password", "taken"),
    [("xkvqzjwmtrpl", False), ("xkvqzJwm7trp", True), ("龘靐齉爩龖龗Kx7", True)],
)
def test_a_password_has_the_kinds_that_are_asked(rules, password, taken):
    rules(kinds=3)
    if taken:
        validate_password(password)
    else:
        with pytest.raises(ValidationError, match="中的 3 种"):
            validate_password(password)


def test_a_password_is_as_long_as_is_asked(rules):
    rules(length=12)
    with pytest.raises(ValidationError, match="12"):
        validate_password("x7Kp29qzvw")


def test_the_last_passwords_do_not_come_again(rules):
    rules(history=2)
    user = editors.user(editors.EDITOR)
    for password in (NEW, NEW + "2"):
        validate_password(password, user)
        user.set_password(password)
        user.save()
    for password in (NEW, NEW + "2"):
        with pytest.raises(ValidationError, match="最近 2 次"):
            validate_password(password, user)
    validate_password(editors.PASSWORD, user)
    assert FormerPassword.objects.count() == 2
    assert NEW not in str([*FormerPassword.objects.values()])


def log_in(client, password=editors.PASSWORD):
    return client.post("/admin/login/", {"username": "wang", "password": password})


@pytest.fixture
def old(rules):
    """An editor whose password is 91 days old where 90 are borne."""
    rules(days=90)
    user = editors.user(editors.EDITOR, "wang")
    user.date_joined -= timedelta(days=91)
    user.save()
    return user


def change(client, old_password=editors.PASSWORD, new=NEW):
    data = {"old_password": old_password, "new_password1": new, "new_password2": new}
    return client.post(PAGE, data)


def test_who_has_an_old_password_chooses_a_new_one_before_the_desk_opens(client, old):
    log_in(client)
    assert client.get("/admin/articles/").url == PAGE
    assert client.post("/admin/articles/add/").url == PAGE
    assert "定期更换密码" in client.get(PAGE).content.decode()
    assert change(client, new="12345678").status_code == 200
    assert client.get("/admin/articles/").url == PAGE
    assert change(client).url == "/admin/"
    assert client.get("/admin/articles/").status_code == 200
    client.logout()
    log_in(client, NEW)
    assert client.get("/admin/articles/").status_code == 200


def test_the_password_that_came_with_the_account_does_not_come_again_either(client, old, rules):
    rules(days=90, history=2)
    log_in(client)
    assert "最近 2 次" in change(client, new=editors.PASSWORD).content.decode()
    change(client)
    again = client.post(
        PAGE,
        {"old_password": NEW, "new_password1": editors.PASSWORD, "new_password2": editors.PASSWORD},
    )
    assert "最近 2 次" in again.content.decode()


def test_a_password_within_its_time_is_not_asked_for(client, old):
    old.date_joined += timedelta(days=2)
    old.save()
    log_in(client)
    assert client.get("/admin/articles/").status_code == 200


def test_guessing_the_old_password_there_is_counted(client, old):
    log_in(client)
    for _ in range(5):
        assert "密码不对" in change(client, "wrong").content.decode()
    assert "分钟后再试" in change(client).content.decode()
    assert LogIn.objects.filter(outcome="refused").exists()
