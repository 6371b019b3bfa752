"""Odd values in the fields and the parameters of every address of the desk: no server error.

What an address takes is read off its page: the fields of its forms, and the parameters of its
links. Nor does an answer lead off the site, or bear a tag that was sent. ``make proof`` sends one
value to each by itself; ``make test`` to all parameters of an address at once and to one field, of
every fourth address to each person.
"""

import re
import zlib
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.images import get_image_model

from tests import editors, factories
from tests.desk.test_bad_input import png
from tests.desk.test_leak_matrix import everything, of_names

pytestmark = pytest.mark.django_db
TAG = "'\"><script>zq"
ODD = (
    *("\0", "x\0y", "9" * 5000, "-1", "-0", "1e9", "9" * 18, "9" * 20, "²", "١", "NaN", "null"),
    *("", " ", "长" * 6000, TAG, "{{7*7}}", "%s%(x)s", "../../x", "//evil.example/", "[[["),
    *("a\r\nX: y", "\u202e\u2028\ufeff", "\U0001f600", "[]", "{}", "0001-01-01", "9999-12-31"),
    *("2020-02-30T25:61", "javascript:alert(1)", "http://[", "=1+1", "True", "all", "\x01\x0b"),
)
USUAL = ("q", "p", "page", "id", "ids", "format", "columns", "next", "ordering", "tag", "region")


class Taken(HTMLParser):
    """What a page says that addresses take: fields with what they hold, and parameters."""

    def __init__(self, page: str):
        super().__init__()
        self.fields: dict[str, str] = {}
        self.parameters = {*USUAL}
        self.feed(page)
        self.fields.pop("csrfmiddlewaretoken", None)

    def handle_starttag(self, tag, attrs):
        """Keep the names."""
        given = dict(attrs)
        if tag in ("input", "select", "textarea") and given.get("name"):
            self.fields.setdefault(given["name"], given.get("value") or "")
        if tag == "a":
            query = (given.get("href") or "").partition("?")[2].partition("#")[0]
            self.parameters |= {name for name, _ in parse_qsl(query, keep_blank_values=True)}


def lot(address: str, name: str = "") -> int:
    """Return a number, always the same for a name at an address, whose keys differ by run."""
    return zlib.crc32(f"{re.sub('[0-9]+', '0', address)} {name}".encode())


def one(address: str, name: str) -> str:
    """Return one of the odd values for a name at an address."""
    return ODD[lot(address, name) % len(ODD)]


def requests_to(client, address: str, whole: bool):
    """Yield each odd request to an address: its method, what is sent, and what is odd of it."""
    answer = client.get(address)
    is_page = not answer.streaming and "html" in answer.headers.get("Content-Type", "")
    taken = Taken(answer.content.decode() if is_page else "")
    asked = sorted(taken.parameters | taken.fields.keys())
    names = sorted(taken.fields)
    if whole:
        for name in asked:
            yield "get", {name: one(address, name)}, name
    else:
        yield "get", {name: one(address, name) for name in asked}, ""
        names = names[lot(address) % max(1, len(names)) :][:1]
    for name in names:
        yield "post", taken.fields | {name: one(address, name)}, name


def what_is_wrong(answer) -> str:
    if answer.status_code >= 500:
        return str(answer.status_code)
    if 300 <= answer.status_code < 400:
        return "led away" if urlsplit(answer.url).netloc else ""
    content = answer.getvalue()
    is_page = "html" in answer.headers.get("Content-Type", "")
    return "a tag that was sent" if is_page and b"<script>zq" in content else ""


@pytest.fixture(scope="module")
def site(module_db, tmp_path_factory):
    """An office with something of every kind."""
    factories.theme()
    factories.indicator()
    factories.topic()
    office = factories.office()
    person = editors.member(office, editors.REVIEWER, "wu")
    return person, everything("OWNWORD", office, person)


@pytest.mark.parametrize("who", ["a superuser", "one of an office"])
def test_no_odd_value_is_a_server_error_or_shown_as_it_is(site, admin_user, whole, who, media_root):
    person, reports = site
    for image in get_image_model().objects.all():  # the folder of another test held its file
        path = media_root / image.file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png((4, 3)))
    client = Client(raise_request_exception=False)
    asks = who == "a superuser"
    client.force_login(admin_user if asks else get_user_model().objects.get(pk=person.pk))
    page = "关于两件事的工作报告\n\n" + "全年投入三项资金，合计 900 万元。" * 3
    assert client.post("/admin/imports/", {"text": page}).status_code == 302
    wrong = []
    for name, addresses in of_names(reports["draft"]).items():
        for address in addresses:
            if not whole and lot(address) % 4 != asks:
                continue
            for method, sent, odd in requests_to(client, address, whole):
                if problem := what_is_wrong(getattr(client, method)(address, sent)):
                    wrong.append((problem, name, method, address, odd, sent.get(odd, "")[:30]))
    assert wrong == []
