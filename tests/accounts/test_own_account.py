"""One's own account page: no password is guessed there, and no picture fills the memory."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from tests import editors
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
