"""Where the site listens and where people reach it."""

import socket

import pytest
from django.core.exceptions import ImproperlyConfigured

from unityreports import address


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "8080"}, "http://127.0.0.1:8080"),
        ({"HOST": "10.1.2.3", "PORT": "80"}, "http://10.1.2.3:80"),
        ({"HOST": "::1"}, "http://[::1]:8000"),
        ({"SITE_URL": "https://reports.example/"}, "https://reports.example"),
        ({"SITE_URL": "https://reports.example", "PORT": "9000"}, "https://reports.example"),
        ({"SITE_URL": "http://[fd00::1]:8080"}, "http://[fd00::1]:8080"),
    ],
)
def test_the_public_address_follows_host_and_port_unless_it_is_given(environ, url):
    assert address.public_url(environ) == url


@pytest.mark.parametrize(
    "url",
    [
        "reports.example",
        "ftp://reports.example",
        "https://",
        "https://reports.example:0",
        "https://reports.example:99999",
        "https://reports.example/path",
        "https://user:secret@reports.example",
        "http://[::1",
    ],
)
def test_a_public_address_that_cannot_be_one_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        address.public_url({"SITE_URL": url})


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "８０８０", "80.5"])
def test_a_port_that_cannot_be_one_is_refused(port):
    with pytest.raises(ImproperlyConfigured, match="PORT"):
        address.listening({"PORT": port})


def test_the_site_answers_to_its_public_name_this_machine_and_what_was_added():
    hosts = address.allowed_hosts(
        {"SITE_URL": "https://reports.example", "ALLOWED_HOSTS": "a.example, b.example"}
    )
    assert hosts == [
        "reports.example", "127.0.0.1", "localhost", "[::1]", "a.example", "b.example",
    ]  # fmt: skip


def test_listening_on_every_address_the_site_answers_to_all_of_this_machines():
    hosts = address.allowed_hosts({"HOST": "0.0.0.0"})  # noqa: S104
    assert {*address.own_addresses(), socket.gethostname().lower(), "127.0.0.1"} <= set(hosts)
    assert "*" not in hosts


def test_where_the_site_was_served_is_remembered_for_who_is_told_nothing(tmp_path):
    address.note("http://127.0.0.1:8080", tmp_path)
    environ = {"PORT": " "}
    address.recall(environ, tmp_path)
    assert address.public_url(environ) == "http://127.0.0.1:8080"
    for told in ({"HOST": "::1"}, {"PORT": "9000"}, {"SITE_URL": "https://reports.example"}):
        environ = dict(told)
        address.recall(environ, tmp_path)
        assert environ == told


@pytest.mark.parametrize("spoiled", [None, b"", b"ftp://x", b"\xff\xfe", b"http://[::1"])
def test_a_spoiled_note_of_where_the_site_was_served_is_none(tmp_path, spoiled):
    if spoiled is not None:
        (tmp_path / address.NOTE).write_bytes(spoiled)
    environ = {}
    address.recall(environ, tmp_path)
    assert address.public_url(environ) == "http://127.0.0.1:8000"
