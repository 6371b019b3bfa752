"""One's own account page: no password is guessed there, and no picture fills the memory."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from tests import editors
from tests.accounts import mails
from unityreports.accounts.models import LogIn

pytestmark = pytest.mark.django_db
PAGE = "/admin/account/"
NEW = "f1K6sTWKq-zmDm6d"
PROFILE = {
    "name_email-first_name": "小",
    "name_email-last_name": "王",
    "name_email-email": "w@example.org",
    "locale-preferred_language": "",
    "theme-theme": "system",
    "theme-contrast": "system",
    "theme-density": "default",
}


@pytest.fixture
def wang(client):
    user = editors.user(editors.EDITOR, "wang")
    user.email = PROFILE["name_email-email"]
    user.save()
    client.force_login(user)
    return user


def guess(client, password: str):
    data = {"old_password": password, "new_password1": NEW, "new_password2": NEW}
    return client.post(PAGE, PROFILE | {f"password-{name}": each for name, each in data.items()})


def test_a_guess_of_the_password_of_today_is_counted_once(client, wang):
    for _ in range(5):
        assert "密码不对" in guess(client, "wrong").content.decode()
    assert "分钟后再试" in guess(client, editors.PASSWORD).content.decode()
    wang.refresh_from_db()
    assert wang.check_password(editors.PASSWORD)
    LogIn.objects.all().delete()
    assert guess(client, editors.PASSWORD).status_code == 302
    wang.refresh_from_db()
    assert wang.check_password(NEW)
    assert client.get(PAGE).status_code == 200


def portrait(size: tuple[int, int]) -> SimpleUploadedFile:
    content = io.BytesIO()
    Picture.new("1", size).save(content, "PNG")
    return SimpleUploadedFile("wang.png", content.getvalue(), "image/png")


def test_a_small_file_that_is_a_huge_picture_becomes_no_portrait(client, wang):
    answer = client.post(PAGE, PROFILE | {"avatar-avatar": portrait((8000, 8000))})
    assert "像素" in answer.content.decode()
    assert not wang.wagtail_userprofile.avatar
    assert client.post(PAGE, PROFILE | {"avatar-avatar": portrait((600, 300))}).status_code == 302
    wang.wagtail_userprofile.refresh_from_db()
    assert wang.wagtail_userprofile.avatar.width == 400


def move(client, password: str):
    new = {"name_email-email": "away@example.org", "name_email-password": password}
    return client.post(PAGE, PROFILE | new)


@pytest.mark.parametrize(("password", "said"), [("", "请填写现在的密码"), ("wrong", "密码不对")])
def test_who_finds_a_desk_open_sends_no_link_for_a_new_password_to_himself(
    client, wang, password, said
):
    assert said in move(client, password).content.decode()
    wang.refresh_from_db()
    assert wang.email == PROFILE["name_email-email"]
    assert LogIn.objects.filter(outcome=LogIn.Outcome.FAILED).count() == bool(password)


def test_another_address_is_taken_with_the_password_and_the_old_one_is_told(
    client, wang, settings, django_capture_on_commit_callbacks
):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
    with django_capture_on_commit_callbacks(execute=True):
        assert move(client, editors.PASSWORD).status_code == 302
    wang.refresh_from_db()
    assert wang.email == "away@example.org"
    [told] = mails.sent()
    assert told.to == [PROFILE["name_email-email"]]
    assert "away@example.org" in told.body


def test_a_name_is_changed_without_the_password(client, wang):
    assert client.post(PAGE, PROFILE | {"name_email-first_name": "大"}).status_code == 302
    wang.refresh_from_db()
    assert wang.first_name == "大"


def test_who_has_no_password_here_does_not_change_the_address_a_provider_vouches_for(client, wang):
    wang.set_unusable_password()
    wang.save()
    client.force_login(wang)
    assert move(client, "").status_code == 302
    wang.refresh_from_db()
    assert wang.email == PROFILE["name_email-email"]
