"""Who is answered from the store, and that nobody can put anything into it."""

import datetime
import gzip
import time

import brotli
import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.public import paging
from articles.publishing import batches
from articles.publishing import bin as report_bin
from tests import editors, factories
from unityreports.pages import watching
from unityreports.pages.front import PageStore
from unityreports.pages.models import StoredPage

AGAIN = {"HTTP_ACCEPT_ENCODING": "gzip"}


def test_a_page_is_kept_and_answered_compressed_or_not_as_the_client_takes_it(site):
    path = factories.published().get_absolute_url()
    assert site.kept(path) is None
    _, _, first = site.ask(path)
    assert site.kept(path)
    status, head, body = site.ask(path, **AGAIN)
    assert (status, head["Content-Encoding"], gzip.decompress(body)) == (200, "gzip", first)
    assert head["Cache-Control"] == "no-cache"
    assert "Content-Security-Policy" in head
    status, head, body = site.ask(path, HTTP_ACCEPT_ENCODING="gzip, deflate, br, zstd")
    assert (status, head["Content-Encoding"], brotli.decompress(body)) == (200, "br", first)
    refused = {"HTTP_ACCEPT_ENCODING": "br;q=0, gzip;q=0.000"}
    assert site.ask(path, **refused)[1].get("Content-Encoding") is None
    assert site.ask(path, REQUEST_METHOD="HEAD")[2] == b""


def test_who_has_the_page_is_told_so_until_it_changes(site):
    report = factories.published()
    path = report.get_absolute_url()
    mark = site.ask(path)[1]["ETag"]
    assert site.ask(path, HTTP_IF_NONE_MATCH=mark)[0] == 304
    assert site.ask(path, HTTP_IF_MODIFIED_SINCE="Fri, 01 Jan 2038 00:00:00 GMT")[0] == 200
    report.title = "改过的标题"
    report.save_revision().publish()
    assert site.ask(path, HTTP_IF_NONE_MATCH=mark)[0] == 200


@pytest.mark.parametrize(
    "odd",
    [
        {"HTTP_HOST": "evil.example"},
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_COOKIE": "messages=x"},
        {"REQUEST_METHOD": "POST"},
        {"wsgi.url_scheme": "https"},
    ],
    ids=str,
)
def test_what_is_not_for_everyone_is_neither_kept_nor_answered_from_the_store(site, odd):
    site.ask("/honors/", **odd)
    assert site.kept("/honors/") is None


@pytest.mark.parametrize(
    "odd",
    [
        {"HTTP_X_FORWARDED_HOST": "evil.example"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_RANGE": "bytes=0-1"},
        {"HTTP_ACCEPT_ENCODING": "nonsense;;q=x"},
        {"HTTP_COOKIE": "poison=<script>"},
        {"HTTP_ACCEPT_LANGUAGE": "en"},
    ],
    ids=str,
)
def test_nothing_a_client_says_shows_in_what_others_get(site, odd):
    expected = site.fresh("/honors/")
    site.ask("/honors/", **odd)
    assert (200, gzip.decompress(site.kept("/honors/").gzip)) == expected


def test_a_list_is_kept_by_the_queries_that_the_site_links_to(site):
    report = factories.published(measures=[{"theme": factories.theme()}])
    cursor = paging.cursor_of(report)
    for query in ("theme=culture", "from=2020-07", f"theme=culture&before={cursor}"):
        expected = site.fresh(f"/articles/?{query}")
        site.ask(f"/articles/?{query}")
        kept = site.kept(f"/articles/?{query}")
        assert (200, gzip.decompress(kept.gzip)) == expected, query
    assert site.kept("/articles/") is None


@pytest.mark.parametrize(
    "query",
    [
        *("utm=1", "theme=culture&utm=1", "theme=%E6%96%87%E5%8C%96%E5%BB%BA%E8%AE%BE"),
        *("theme=culture&year=2020", "year=2020&theme=culture", "theme=culture&theme=culture"),
        *("before=1-1", "before=1577836800000000-999", "from=2020-13", "from=2020&before=1-1"),
        *("since=2020-07-07", "theme=culture&", "&theme=culture", "theme=nonsense"),
        "theme=culture&" + "x" * 400,
    ],
)
def test_what_anybody_can_make_up_is_not_kept(site, query):
    factories.published(measures=[{"theme": factories.theme()}])
    assert site.ask(f"/articles/?{query}")[0] == 200
    assert not StoredPage.objects.exists()


@pytest.mark.parametrize("path", ["/articles/007/", "/nowhere/", "/regions/99/", "/leave/"])
def test_other_spellings_and_pages_that_are_not_there_are_not_kept(site, path):
    site.ask(path)
    assert site.kept(path) is None


def test_a_page_made_while_something_is_published_is_not_kept(site):
    stamp = site.application.store.stamp()
    site.ask("/honors/")
    page = site.kept("/honors/")
    factories.published()
    assert not site.application.store.keep("/honors/", page, {"x"}, stamp)
    assert site.kept("/honors/") is None


def test_what_is_rolled_back_ends_nothing_and_what_follows_does(site):
    report = factories.published()
    path = report.get_absolute_url()
    site.ask(path)
    with transaction.atomic():
        try:
            with transaction.atomic():
                Article.objects.filter(pk=report.pk).update(title="一")
                raise ValueError
        except ValueError:
            pass
    assert site.kept(path)
    with transaction.atomic():
        Article.objects.filter(pk=report.pk).update(title="二")
    assert site.kept(path) is None


def test_drafts_end_nothing(site):
    report = factories.published()
    path = report.get_absolute_url()
    site.ask(path)
    report.title = "草稿"
    report.save_revision()
    factories.draft("新的草稿")
    assert site.kept(path)


def test_an_act_on_many_ends_the_pages_of_each_and_its_undoing_those_that_say_gone(site):
    user = editors.user(editors.REVIEWER)
    reports = [factories.published(), factories.published()]
    paths = [report.get_absolute_url() for report in reports]
    whole = [site.ask(path)[2] for path in paths]
    act = batches.begin(user, "withdraw", [report.pk for report in reports])
    batches.proceed(act)
    assert [site.ask(path)[0] for path in paths] == [410, 410]
    batches.proceed(batches.begin_undoing(act, user))
    assert [site.ask(path)[2] for path in paths] == whole


def test_a_store_that_cannot_be_read_is_told_once_and_pages_go_on(site, caplog):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE pages_storedpage RENAME COLUMN gzip TO away")
    try:
        for _ in range(3):
            assert site.ask("/honors/")[0] == 200
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE pages_storedpage RENAME COLUMN away TO gzip")
    assert sum("页面缓存" in record.getMessage() for record in caplog.records) == 1


@pytest.mark.sqlite_only
def test_on_a_full_disk_pages_go_on_and_it_is_told_once(site, caplog):
    with site.application.store._connection().cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA max_page_count = 1")  # which SQLite takes for: as large as it is
    for path in ("/honors/", "/measures/", "/articles/", "/regions/", "/"):
        assert site.ask(path)[:1] == (200,)
    assert sum("页面缓存" in record.getMessage() for record in caplog.records) == 1


def test_while_others_write_pages_go_on_unkept_and_nothing_is_told(site, caplog):
    others = PageStore(site.django, marked=reverse("api_start")).store
    with others._locked():
        assert site.ask("/honors/")[0] == 200
    others.forget_connection()
    assert site.kept("/honors/") is None
    assert not [record for record in caplog.records if "页面缓存" in record.getMessage()]
    site.ask("/honors/")
    assert site.kept("/honors/")


def test_a_page_that_fails_is_never_kept(site):
    factories.published(honors=[{}])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_honor RENAME COLUMN name TO away")
    try:
        assert site.ask("/honors/")[0] == 500
        assert site.kept("/honors/") is None
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE articles_honor RENAME COLUMN away TO name")
    assert site.ask("/honors/")[0] == 200


def test_the_store_never_grows_beyond_its_bound(site, monkeypatch):
    monkeypatch.setattr("unityreports.pages.store.MOST_ROWS", 3)
    paths = ["/", "/articles/", "/regions/", "/measures/", "/honors/"]
    for path in paths:
        site.ask(path)
    assert sum(site.application.store._read(path) is not None for path in paths) == 3


def test_a_page_that_reads_what_is_not_watched_may_not_be_kept(site):
    with watching.gathering() as gathered, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM auth_user")
    assert not gathered.is_keepable


def test_after_an_expiry_pages_are_kept_again(site, monkeypatch):
    report = factories.published("将下线")
    factories.published("仍公开")
    report.expire_at = timezone.now() + datetime.timedelta(seconds=1)
    report.save_revision().publish()
    site.ask("/articles/")
    assert site.kept("/articles/")
    now = time.time()
    monkeypatch.setattr("unityreports.pages.store.time.time", lambda: now + 2)
    assert site.kept("/articles/") is None
    Article.objects.filter(pk=report.pk).update(expire_at=timezone.now())
    site.ask("/articles/")
    assert site.kept("/articles/")


def test_a_draft_in_the_bin_ends_no_page(site):
    factories.published()
    draft = factories.draft()
    site.ask("/articles/")
    report_bin.put(draft, None)
    assert site.kept("/articles/")
