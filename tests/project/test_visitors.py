"""Whose word about a visitor is believed."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from unityreports import visitors

PROXIES = ("127.0.0.1", "10.0.0.9")


def seen(**environ):
    """Return what the site is told of a request."""
    told = {}
    site = visitors.KnowsVisitors(lambda environ, _: told.update(environ) or [], PROXIES)
    site(environ, None)
    return told


@pytest.mark.parametrize(
    ("passed", "visitor"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("1.1.1.1, 203.0.113.5, 10.0.0.9", "203.0.113.5"),  # the first is the visitor's own claim
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("", "127.0.0.1"),
    ],
)
def test_a_known_proxy_says_who_the_visitor_is(passed, visitor):
    told = seen(
        REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=passed, HTTP_X_FORWARDED_PROTO="https"
    )
    assert told["REMOTE_ADDR"] == visitor
    assert told["HTTP_X_FORWARDED_PROTO"] == "https"


def test_nobody_else_is_believed():
    told = seen(REMOTE_ADDR="203.0.113.5", HTTP_X_FORWARDED_FOR="1.1.1.1")
    assert told == {"REMOTE_ADDR": "203.0.113.5"}


def test_proxies_are_those_named_or_for_https_those_on_the_machine():
    assert visitors.proxies({}, https=False) == ()
    assert visitors.proxies({}, https=True) == visitors.LOOPBACK
    assert visitors.proxies({"PROXIES": "10.0.0.9, ::1"}, https=True) == ("10.0.0.9", "::1")
    with pytest.raises(ImproperlyConfigured, match="PROXIES"):
        visitors.proxies({"PROXIES": "proxy.example"}, https=True)


def test_an_address_of_ipv6_counts_with_its_whole_network():
    assert visitors.network("2001:db8::1") == visitors.network("2001:db8::ffff:2")
    assert visitors.network("::ffff:203.0.113.5") == "203.0.113.5"
