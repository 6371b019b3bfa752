"""What an administrator's open desk gives away to who sits down at it; who is asked for more."""

import pytest

from tests import editors
from unityreports.accounts import one_time_codes
from unityreports.accounts.models import Authenticator

pytestmark = pytest.mark.django_db


def test_who_finds_an_administrators_desk_open_clears_nobodys_second_step_nor_sets_a_password(
    admin_client, admin_user, clock
):
    other = editors.user(editors.REVIEWER, "wang")
    one_time_codes.keep(other, "B" * 32, step=0)
    one_time_codes.keep(admin_user, "A" * 32, step=0)
    own, others = (f"/admin/users/{pk}/second-step/" for pk in (admin_user.pk, other.pk))
    right = {"password": "password", "code": clock.code("A" * 32)}
    for address, data in (
        (own, {}),
        (own, right),
        (others, {"password": "password"}),
        (others, right | {"password": "x"}),
    ):
        admin_client.post(address, data)
    assert Authenticator.objects.count() == 2
    data = {"username": "admin", "email": "", "first_name": "", "last_name": ""}
    data |= {"password1": "meadow-lantern-rivet", "password2": "meadow-lantern-rivet"}
    address = f"/admin/users/edit/{admin_user.pk}/"
    assert admin_client.post(address, data).url == "/admin/account/"
    admin_user.refresh_from_db()
    assert admin_user.check_password("password")
    admin_client.post(others, right)
    assert Authenticator.objects.get().user == admin_user


@pytest.mark.parametrize("role", [editors.FIRST, editors.SECOND, editors.ADMINISTRATOR])
def test_who_reviews_or_administers_is_asked_too(client, clock, role):
    editors.user(role, "li")
    answer = client.post("/admin/login/", {"username": "li", "password": editors.PASSWORD})
    assert answer.url == "/admin/login/second-step/"
