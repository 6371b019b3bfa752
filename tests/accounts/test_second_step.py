"""Whoever approves or administers shows a phone beside the password, and gets in without it too."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client

from tests import editors
from unityreports.accounts import one_time_codes, recovery_codes
from unityreports.accounts.models import Authenticator, DeskSession, LogIn, RecoveryCode
from unityreports.trail.models import Entry

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP, SET_UP, OWN = (
    "/admin/login/second-step/",
    "/admin/login/second-step/set-up/",
    "/admin/account/second-step/",
)


def give_password(client, name="wang", password=editors.PASSWORD, onward="/admin/articles/", **at):
    data = {"username": name, "password": password, "next": onward}
    return client.post("/admin/login/", data, **at)


def is_in(client) -> bool:
    """Whether the desk opens."""
    return client.get("/admin/account/").status_code == 200


@pytest.fixture
def wang():
    return editors.user(editors.REVIEWER, "wang")


@pytest.fixture
def with_phone(wang):
    """A reviewer whose phone is known."""
    one_time_codes.keep(wang, SECRET, step=0)
    return wang


# The first time ---------------------------------------------------------------------------------


def test_the_first_administrator_sets_it_up_at_the_first_log_in_in_three_clicks(client, clock):
    get_user_model().objects.create_superuser("admin", password=editors.PASSWORD)
    assert give_password(client, "admin").url == STEP
    page = client.get(STEP, follow=True)
    assert "<svg role=" in page.content.decode()
    secret = page.context["secret"]
    assert f"secret={secret.replace(' ', '')}" in page.context["address"]
    done = client.post(SET_UP, {"code": clock.code(secret)})
    assert len(set(done.context["codes"])) == 10
    assert "已收好，继续" in done.content.decode()
    assert done.context["goes_to"] == "/admin/articles/"
    assert is_in(client)


def test_a_wrong_code_keeps_the_secret_that_the_app_has_read(client, wang, clock):
    give_password(client)
    secret = client.get(SET_UP).context["secret"]
    again = client.post(SET_UP, {"code": clock.code("A" * 32)})
    assert again.context["secret"] == secret
    assert "验证码不对" in again.content.decode()
    assert not is_in(client)
    client.post(SET_UP, {"code": clock.code(secret)})
    assert is_in(client)


def test_who_knows_the_password_cannot_put_another_phone_in_the_place_of_the_known_one(
    client, with_phone, clock
):
    give_password(client)
    assert client.get(SET_UP).status_code == 302
    assert client.post(SET_UP, {"code": "123456"}).status_code == 302
    assert one_time_codes.opened(Authenticator.objects.get().secret) == SECRET


def test_the_secret_is_of_no_use_to_who_has_the_database_alone(with_phone, settings):
    assert SECRET not in Authenticator.objects.get().secret
    settings.SECRET_KEY = "another"
    assert not one_time_codes.is_taken(with_phone, "000000")


# Each time --------------------------------------------------------------------------------------


def test_half_a_log_in_opens_nothing(client, with_phone, clock):
    assert give_password(client).url == STEP
    for address in ("/admin/", "/admin/articles/", OWN, "/admin/imports/"):
        assert client.get(address).url.startswith("/admin/login/")
        assert client.post(address).url.startswith("/admin/login/")
    assert client.get(STEP).context["user"].is_anonymous
    assert not LogIn.objects.filter(outcome="succeeded").exists()


def test_a_code_lets_in_where_the_person_was_going_under_a_new_session_key(
    client, with_phone, clock
):
    give_password(client)
    before = client.cookies["sessionid"].value
    done = client.post(STEP, {"code": f" {clock.code(SECRET)[:3]} {clock.code(SECRET)[3:]}"})
    assert done.url == "/admin/articles/"
    assert is_in(client)
    assert client.cookies["sessionid"].value != before
    assert not DeskSession.objects.filter(pk=before).exists()
    assert [*LogIn.objects.values_list("outcome", flat=True).order_by("pk")] == [
        "half",
        "succeeded",
    ]


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_phones_clock_may_be_a_step_wrong(client, with_phone, clock, steps, opens):
    give_password(client)
    client.post(STEP, {"code": clock.code(SECRET, steps)})
    assert is_in(client) == opens


def test_a_code_is_taken_once_and_no_earlier_one_after_it(client, with_phone, clock):
    for code in (clock.code(SECRET), clock.code(SECRET, -1)):
        give_password(client)
        client.post(STEP, {"code": clock.code(SECRET)})
        client.logout()
        give_password(client)
        answer = client.post(STEP, {"code": code})
        assert "或已经用过" in answer.content.decode()
        assert not is_in(client)


def test_half_a_log_in_lasts_ten_minutes_and_as_long_as_the_password(client, with_phone, clock):
    give_password(client)
    clock.now += 601
    assert client.post(STEP, {"code": clock.code(SECRET)}).url == "/admin/"
    assert not is_in(client)
    give_password(client)
    with_phone.set_password("another-long-sentence")
    with_phone.save()
    client.post(STEP, {"code": clock.code(SECRET)})
    assert not is_in(client)


def test_a_session_that_was_to_end_with_the_browser_does(client, with_phone, clock):
    give_password(client)
    client.post(STEP, {"code": clock.code(SECRET)})
    assert client.session.get_expire_at_browser_close()


def test_an_address_elsewhere_is_not_gone_to(client, with_phone, clock):
    give_password(client, onward="https://evil.example/")
    done = client.post(f"{STEP}?next=https://evil.example/", {"code": clock.code(SECRET)})
    assert done.url == "/admin/"


# Guessing ---------------------------------------------------------------------------------------


def guess(client, times: int, **at):
    for number in range(times):
        client.post(STEP, {"code": f"{number:06}"}, **at)


def test_codes_are_guessed_within_the_limits_of_passwords(client, with_phone, clock):
    give_password(client)
    guess(client, 5)
    answer = client.post(STEP, {"code": clock.code(SECRET)})
    assert "分钟后再试" in answer.content.decode()
    assert not is_in(client)
    LogIn.objects.update(at=F("at") - timedelta(minutes=16))
    client.post(STEP, {"code": clock.code(SECRET)})
    assert is_in(client)


def test_the_right_password_in_between_ends_no_count(client, with_phone, clock):
    for _ in range(3):
        give_password(client)
        guess(client, 2)
    give_password(client)
    client.post(STEP, {"code": clock.code(SECRET)})
    assert not is_in(client)


def test_twenty_wrong_codes_a_day_stop_an_account_from_anywhere_also_where_it_is_known(
    client, with_phone, clock
):
    office = {"REMOTE_ADDR": "203.0.113.5"}
    give_password(client, **office)
    client.post(STEP, {"code": clock.code(SECRET)}, **office)
    for number in range(5):
        thief, place = Client(), {"REMOTE_ADDR": f"192.0.2.{number}"}
        give_password(thief, **place)
        guess(thief, 4, **place)
    client.logout()
    give_password(client, **office)
    clock.now += 60
    client.post(STEP, {"code": clock.code(SECRET)}, **office)
    assert not is_in(client)
    call_command("let_in", "wang", "--keep-password")
    client.post(STEP, {"code": clock.code(SECRET)}, **office)
    assert is_in(client)


# Paper ------------------------------------------------------------------------------------------


def test_a_code_on_paper_lets_in_once_and_is_kept_as_passwords_are(client, with_phone, clock):
    first, *others = recovery_codes.renew(with_phone)
    stored = str([*RecoveryCode.objects.values()])
    assert not any(
        code.replace("-", "") in stored or code[5:] in stored for code in (first, *others)
    )
    give_password(client)
    assert "恢复代码" in client.get(f"{STEP}?paper=1").content.decode()
    done = client.post(STEP, {"code": f" {first.upper().replace('-', ' ')}"}, follow=True)
    assert "还剩 9 个" in done.content.decode()
    client.logout()
    give_password(client)
    client.post(STEP, {"code": first})
    assert not is_in(client)


# Who is asked -----------------------------------------------------------------------------------


def test_an_editor_is_not_asked_until_the_role_says_so_or_the_editor_wishes(client, clock):
    editor = editors.user(editors.EDITOR, "wang")
    give_password(client)
    assert is_in(client)
    client.logout()
    needs = Permission.objects.get(codename="second_step_required")
    role = Group.objects.get(name=editors.EDITOR)
    role.permissions.add(needs)
    assert give_password(client).url == STEP
    role.permissions.remove(needs)
    one_time_codes.keep(editor, SECRET, step=0)
    client.logout()
    assert give_password(client).url == STEP


def test_the_form_of_a_role_offers_to_ask_its_people(admin_client):
    role = Group.objects.get(name=editors.EDITOR)
    page = admin_client.get(f"/admin/groups/edit/{role.pk}/").content.decode()
    assert "必须做第二步验证" in page


def test_who_gets_the_right_to_publish_at_work_is_asked_then_and_loses_no_text(client, clock):
    editor = editors.user(editors.EDITOR, "wang")
    give_password(client)
    assert is_in(client)
    editor.groups.add(Group.objects.get(name=editors.REVIEWER))
    assert client.get("/admin/articles/").url == f"{STEP}?next=%2Fadmin%2Farticles%2F"
    script = {"x-requested-with": "XMLHttpRequest"}
    assert client.get("/admin/dismissibles/", headers=script).status_code == 403
    asked = client.post("/admin/articles/add/", {"title": "打了一半"})
    assert asked.status_code == 403
    assert "打了一半</textarea>" in asked.content.decode()
    secret = client.get(STEP, follow=True).context["secret"]
    client.post(SET_UP, {"code": clock.code(secret)})
    assert client.post("/admin/articles/add/", {"title": "打了一半"}).status_code == 200


def test_being_asked_for_the_password_after_a_while_asks_for_no_code(client, with_phone, clock):
    give_password(client)
    client.post(STEP, {"code": clock.code(SECRET)})
    client.get("/admin/account/")
    session = client.session
    session["seen"] -= 24 * 3600
    session.save()
    assert not is_in(client)
    client.post("/admin/account/", {"password-again": editors.PASSWORD, "look": "1"})
    assert is_in(client)


# One's own --------------------------------------------------------------------------------------


def test_new_codes_for_paper_need_the_password_and_a_code(client, with_phone, clock):
    client.force_login(with_phone)
    old = recovery_codes.renew(with_phone)
    for data in (
        {"password": "wrong", "code": clock.code(SECRET)},
        {"password": editors.PASSWORD, "code": "000000"},
    ):
        assert "codes" not in client.post(OWN, data | {"codes": "1"}).context
    right = {"password": editors.PASSWORD, "code": clock.code(SECRET), "codes": "1"}
    new = client.post(OWN, right).context["codes"]
    assert recovery_codes.is_used_up(with_phone, new[0])
    assert not recovery_codes.is_used_up(with_phone, old[0])


def test_another_phone_takes_the_place_of_the_first_and_other_sessions_end(
    client, with_phone, clock
):
    elsewhere = Client()
    elsewhere.force_login(with_phone)
    client.force_login(with_phone)
    assert client.get(SET_UP).status_code == 302
    shown = client.post(OWN, {"password": editors.PASSWORD, "code": clock.code(SECRET)})
    page = client.get(shown.url)
    assert client.post(shown.url, {"code": clock.code(SECRET)}).context["error"]
    client.post(shown.url, {"code": clock.code(page.context["secret"])})
    assert is_in(client)
    assert not is_in(elsewhere)
    assert not one_time_codes.is_taken(with_phone, clock.code(SECRET, 1))


def test_who_must_have_it_cannot_end_it_and_who_need_not_can(client, with_phone, clock):
    client.force_login(with_phone)
    right = {"password": editors.PASSWORD, "code": clock.code(SECRET), "end": "1"}
    client.post(OWN, right)
    assert Authenticator.objects.exists()
    with_phone.groups.set([Group.objects.get(name=editors.EDITOR)])
    client.post(OWN, right | {"code": clock.code(SECRET, 1)})
    assert not Authenticator.objects.exists()


# Lost -------------------------------------------------------------------------------------------


def test_an_administrator_takes_it_away_from_who_lost_the_phone_and_nobody_else_does(
    client, with_phone, admin_client
):
    address = f"/admin/users/{with_phone.pk}/second-step/"
    client.force_login(with_phone)
    client.post(address)
    assert Authenticator.objects.exists()
    assert address in admin_client.get("/admin/users/").content.decode()
    assert "密码不对" in admin_client.post(address, {"password": "x"}).content.decode()
    assert Authenticator.objects.exists()
    admin_client.post(address, {"password": "password"})
    assert not Authenticator.objects.exists()
    assert not is_in(client)
    give_password(client)
    assert client.get(STEP).url == SET_UP


def test_the_machines_administrator_takes_it_away_too(client, with_phone, capsys):
    call_command("second_factor", "reset", "wang")
    assert not Authenticator.objects.exists()
    with pytest.raises(CommandError, match="没有这个用户"):
        call_command("second_factor", "reset", "li")
    with pytest.raises(CommandError, match="用法"):
        call_command("second_factor", "reset")


def test_switched_off_it_asks_nobody_and_administrators_are_told_so(
    client, with_phone, admin_client, capsys, clock
):
    call_command("second_factor", "off")
    assert "第二步验证已关闭" in capsys.readouterr().out
    give_password(client)
    assert is_in(client)
    assert "manage.py second_factor on" in admin_client.get("/admin/").content.decode()
    assert "manage.py second_factor on" not in client.get("/admin/").content.decode()
    call_command("second_factor", "on")
    assert "第二步验证是打开的" in capsys.readouterr().out
    assert client.get("/admin/account/").url.startswith(STEP)
    client.post(STEP, {"code": clock.code(SECRET)})
    assert is_in(client)


# Written down -----------------------------------------------------------------------------------


def test_the_trail_tells_of_it_and_holds_no_secret(client, wang, admin_client, clock):
    give_password(client)
    secret = client.get(SET_UP).context["secret"].replace(" ", "")
    codes = client.post(SET_UP, {"code": clock.code(secret)}).context["codes"]
    client.logout()
    give_password(client)
    client.post(STEP, {"code": "000000"})
    client.post(STEP, {"code": codes[0]})
    admin_client.post(f"/admin/users/{wang.pk}/second-step/", {"password": "password"})
    told = Entry.objects.filter(act__startswith="account.", object_id=wang.pk).order_by("pk")
    assert [each.act.removeprefix("account.") for each in told] == [
        *("second_step_set_up", "login", "logout", "code_failed", "recovery_used", "login"),
        "second_step_ended",
    ]
    everything = str([*Entry.objects.values()])
    assert not re.search("|".join([secret, *codes]), everything)
