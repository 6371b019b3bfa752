"""What is in memory is answered without handing the request on."""

import time

import pytest
from django.db import connection
from django.urls import reverse

from tests import factories


@pytest.fixture
def article():
    return factories.published("一篇报告")


@pytest.fixture
def at_hand(site):
    """Return the answer that is at hand, as :meth:`Site.ask` would, or ``None``."""

    def ask(path: str, **environ):
        answer = site.application.at_hand(site.environ(path, **environ))
        return answer and (int(answer[0][:3]), dict(answer[1]), answer[2])

    return ask


def test_what_was_asked_before_is_at_hand_until_it_changes(site, article, at_hand):
    path = article.get_absolute_url()
    assert at_hand(path) is None
    site.ask(path)
    assert at_hand(path) is None  # not before somebody was answered from the store
    gzipped = {"HTTP_ACCEPT_ENCODING": "gzip"}
    answered = site.ask(path, **gzipped)
    assert at_hand(path, **gzipped) == answered
    known = {"HTTP_IF_NONE_MATCH": answered[1]["ETag"]}
    assert at_hand(path, **known) == site.ask(path, **known)
    assert at_hand(path, **known)[0] == 304
    article.title = "新的标题"
    article.save_revision().publish()
    assert at_hand(path, **gzipped) is None
    assert "新的标题" in site.ask(path)[2].decode()


@pytest.mark.parametrize(
    "odd",
    [
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_HOST": "evil.example"},
        {"QUERY_STRING": "a=b"},
    ],
)
def test_what_is_not_for_everyone_is_not_at_hand(site, article, at_hand, odd):
    path = reverse("article_list")
    for _ in range(2):
        site.ask(path)
    assert at_hand(path)
    assert at_hand(path, **odd) is None


def test_a_page_that_nginx_is_owed_as_a_file_is_not_at_hand(
    site, article, at_hand, settings, tmp_path, monkeypatch
):
    settings.PAGE_FILES = str(tmp_path)
    path = reverse("article_list")
    clock = [time.time()]  # which a slow machine does not move on
    monkeypatch.setattr("time.time", lambda: clock[0])
    site.ask(path)
    site.ask(path)
    clock[0] += 2
    assert at_hand(path) is None
    site.ask(path)
    assert [*tmp_path.rglob("*.html")]
    assert at_hand(path)


def test_a_database_that_does_not_answer_is_left_alone_for_a_while(
    site, article, at_hand, monkeypatch
):
    path = reverse("article_list")
    for _ in range(2):
        site.ask(path)
    store, asked = site.application.store, []
    with monkeypatch.context() as broken:
        broken.setattr(store, "_stamp_at_once", lambda: asked.append(1) or 1 / 0)
        assert [at_hand(path), at_hand(path)] == [None, None]
    assert len(asked) == 1
    assert site.ask(path)[0] == 200


@pytest.mark.postgresql_only
def test_a_database_on_another_machine_is_not_waited_for(site, article, at_hand, monkeypatch):
    path = reverse("article_list")
    for _ in range(2):
        site.ask(path)
    assert at_hand(path)
    own = site.application.store._connection()
    assert connection.vendor == "postgresql"
    with monkeypatch.context() as elsewhere:
        elsewhere.setitem(own.settings_dict, "HOST", "db.example")
        assert at_hand(path) is None
