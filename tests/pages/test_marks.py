"""Who has an answer of the API is told so without making it again, and only as long as it is so."""

import datetime
import time

import pytest
from django.utils import timezone

from articles.models import ViewCount
from tests import factories

LIST = "/api/v1/articles?fields=title"


@pytest.fixture
def knows(site):
    """Return whether a mark of an address is told to stand, and that Django was not asked."""
    asked = []
    django = site.application.application

    def counted(environ, start_response):
        asked.append(environ["PATH_INFO"])
        return django(environ, start_response)

    site.application.application = counted

    def knows(address: str, mark: str) -> tuple[int, int]:
        asked.clear()
        status, head, body = site.ask(address, HTTP_IF_NONE_MATCH=mark)
        assert head["ETag"]
        assert head["Access-Control-Allow-Origin"] == "*"
        assert bool(body) == (status == 200)
        return status, len(asked)

    return knows


def test_a_second_answer_of_the_same_is_known_by_its_mark(site, knows):
    factories.published()
    mark = site.ask(LIST)[1]["ETag"]
    assert knows(LIST, mark) == (304, 0)
    assert knows(LIST, '"another"') == (200, 1)
    assert knows(LIST + "&limit=1", mark)[1] == 1


def test_whatever_becomes_public_ends_all_marks(site, knows):
    factories.published()
    mark = site.ask(LIST)[1]["ETag"]
    factories.published("第二篇")
    assert knows(LIST, mark) == (200, 1)


def test_an_expiry_ends_a_mark(site, knows, monkeypatch):
    report = factories.published()
    report.expire_at = timezone.now() + datetime.timedelta(seconds=60)
    report.save_revision().publish()
    mark = site.ask(LIST)[1]["ETag"]
    assert knows(LIST, mark) == (304, 0)
    now = time.time()
    monkeypatch.setattr("unityreports.pages.marks.time.time", lambda: now + 61)
    assert knows(LIST, mark)[1] == 1


def test_what_shows_the_count_of_views_is_asked_for_each_time(site, knows):
    report = factories.published()
    address = f"/api/v1/articles/{report.pk}"
    mark = site.ask(address)[1]["ETag"]
    ViewCount.objects.update_or_create(article=report, defaults={"counted": 7})
    assert knows(address, mark) == (200, 1)


def test_an_address_that_is_refused_is_not_remembered(site):
    assert site.ask("/api/v1/articles?nonsense=1")[0] == 400
    assert not site.application.marks._answers


def test_the_marks_of_made_up_addresses_push_each_other_out(site, monkeypatch):
    monkeypatch.setattr("unityreports.pages.marks.MOST", 3)
    for limit in range(1, 9):
        site.ask(f"{LIST}&limit={limit}")
    assert len(site.application.marks._answers) == 3
