"""People at work on the desk, and a clock that stands still."""

import pyotp
import pytest

from tests import editors
from tests.accounts import provider as providers
from unityreports.accounts import half_log_in, login_views, one_time_codes, second_step_views


@pytest.fixture
def reviewer(client):
    client.force_login(editors.user(editors.REVIEWER))
    return client


class Clock:
    """The moment at which the tests of codes happen, in seconds since 1970."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def code(self, secret: str, steps: int = 0) -> str:
        """Return what an app shows, some steps of the clock from now."""
        return pyotp.TOTP(secret.replace(" ", "")).at(int(self.now), counter_offset=steps)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    for module in (half_log_in, login_views, one_time_codes, second_step_views):
        monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture(scope="module")
def served():
    with providers.served() as provider:
        yield provider


@pytest.fixture
def provider(served, settings):
    """A site that believes a provider."""
    served.answer_with = None
    served.asked.clear()
    settings.SITE_URL = "http://testserver"
    providers.switch(settings, served)
    return served


@pytest.fixture
def wang(provider):
    """Somebody who has an account here and is known there."""
    person = editors.user(editors.EDITOR, "wang")
    person.email = "wang@office.example"
    person.save()
    provider.knows("s-1", **providers.WANG)
    return person
