"""What somebody who knows the place would try first is no password."""

import tracemalloc

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError

from regions.models import Region
from tests import factories
from unityreports import installation

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    for code, name in (("152201", "乌兰浩特市"), ("152224", "突泉县"), ("1522", "兴安盟")):
        factories.region(code, name)
    assert Region.objects.count() >= 3


@pytest.mark.parametrize(
    "password",
    [
        *("qwertyui9", "1qaz2wsx", "zaq1@WSX", "asdf1234", "q1w2e3r4t5", "qazwsxedc", "aaaa1111a"),
        *("wulanhaote", "Wulanhaote@2026", "wulanhaoteshi1", "乌兰浩特2026", "tuquanxian888"),
        *("tuquan20261129", "xinganmeng#1", "admin2026", "Admin@123", "P@ssw0rd2026", "minzu2026!"),
        *("minzutuanjie8", "民族团结进步2026", "tongzhanbu01", "adminadmin", "neimeng13904821234"),
        *("dragon2026", "shezhang1"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(places, password):
    if password == "shezhang1":
        factories.region("152201401", "社章开发区")
        Region.objects.filter(code="152201401").update(pinyin="shezhang")
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        *("f1K6sTWKq-zmDm6d", "x7Kp29qz", "Kx82910473", "我家门前有条小河", "一把好的口令2026"),
        *("correct-horse-battery", "wulanhaote-dexiatian-re", "Zhang3Li4Wang5"),
    ],
)
def test_a_password_that_nobody_can_know_is_taken(places, password):
    validate_password(password)


@pytest.mark.parametrize("password", ["xkvq" * 400, "龘靐齉爩" * 1000])
def test_a_very_long_password_takes_little_memory(places, password):
    validate_password("x7Kp29qz")  # what is read once is no part of it
    tracemalloc.start()
    try:
        validate_password(password)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_the_first_administrators_password_is_held_to_the_same(monkeypatch):
    monkeypatch.setenv("ADMIN_PASSWORD", "admin2026")
    told = []
    with pytest.raises(ImproperlyConfigured, match=r"ADMIN_PASSWORD 不能用：.*容易被猜到"):
        installation.create_administrator(lambda *who: told.append(who))
    assert told == []
