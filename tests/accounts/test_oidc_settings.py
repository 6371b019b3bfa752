"""What is set for the log-in by a provider works, or the start says why not."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from unityreports.accounts import oidc_settings


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"OIDC_ISSUER": "http://sso.example"}, "https://"),
        ({"OIDC_ISSUER": "sso.example"}, "https://"),
        ({"OIDC_ISSUER": "https://[::1"}, "https://"),
        ({"OIDC_ISSUER": ""}, "还要设置 OIDC_ISSUER"),
        ({"OIDC_CLIENT_ID": " "}, "OIDC_CLIENT_ID"),
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        ({"OIDC_MATCH": "phone"}, "OIDC_MATCH"),
        ({"OIDC_ONLY": "yes"}, "OIDC_ONLY"),
    ],
)
def test_a_setting_that_cannot_work_stops_the_start_with_a_sentence(changed, told):
    given = {"OIDC_ISSUER": "https://sso.example/", "OIDC_CLIENT_ID": "a"}
    given |= {"OIDC_CLIENT_SECRET": "b"} | changed
    with pytest.raises(ImproperlyConfigured, match=told):
        oidc_settings.chosen(given)


def test_without_authlib_the_start_says_how_it_is_installed(monkeypatch):
    monkeypatch.setattr(oidc_settings, "find_spec", lambda name: None)
    given = {"OIDC_ISSUER": "https://a.example", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
    with pytest.raises(ImproperlyConfigured, match="requirements-oidc"):
        oidc_settings.chosen(given)
