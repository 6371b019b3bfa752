"""Pages as files for nginx: who writes them, and that they are gone before a change is seen."""

import datetime
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from tests import factories
from unityreports.pages import files, upgrading
from unityreports.pages.models import StoredPage


class Clock:
    """A clock for files that the test puts on."""

    def __init__(self):
        self.ahead = 0.0
        self.stands_at: float | None = None

    def time(self) -> float:
        """Return the moment."""
        return self.stands_at or time.time() + self.ahead


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("unityreports.pages.files.time", clock)
    return clock


@pytest.fixture
def folder(tmp_path, settings):
    settings.PAGE_FILES = str(tmp_path / "pages")
    return tmp_path / "pages"


def file_of(site, path: str, clock) -> Path:
    """Ask for a page until it may be a file; return where it stands, or would."""
    site.ask(path)
    clock.ahead += 1
    site.ask(path)
    return Path(StoredPage.objects.get(path=path).file)


def test_a_page_that_is_asked_for_again_becomes_a_file_that_others_may_read(site, folder, clock):
    path = factories.published().get_absolute_url()
    site.ask(path)
    assert not folder.exists()
    file = file_of(site, path, clock)
    assert file.read_bytes() == site.kept(path).gzip
    assert file.stat().st_mode & 0o777 == 0o644
    assert {each.stat().st_mode & 0o777 for each in file.parents[:3]} == {0o711}
    assert file.stat().st_mtime == int(site.kept(path).kept_at)
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_file_is_gone_before_the_change_can_be_seen_and_comes_back_if_it_never_was(
    site, folder, clock
):
    report = factories.published()
    path = report.get_absolute_url()
    file = file_of(site, path, clock)
    with transaction.atomic():
        Article.objects.filter(pk=report.pk).update(title="改过")
        assert not file.exists()
        transaction.set_rollback(True)
    assert site.kept(path)
    site.ask(path)
    assert file.exists()
    report.unpublish()
    assert not file.exists()
    site.ask(path)
    assert not file.exists()


def test_a_page_of_an_older_state_never_becomes_a_file(site, folder, clock):
    path = factories.published().get_absolute_url()
    site.ask(path)
    store = site.application.store
    stamp, page = store.stamp(), site.kept(path)
    factories.published()
    clock.ahead += 1
    store.put_out(path, page, stamp)
    assert not Path(page.file).exists()


def test_two_versions_of_a_page_are_never_of_one_second(site, folder, clock):
    report = factories.published()
    path = report.get_absolute_url()
    first = file_of(site, path, clock).stat().st_mtime
    report.title = "改过的标题"
    report.save_revision().publish()
    clock.stands_at = first + 0.9  # still the second of the first version
    site.ask(path)
    site.ask(path)
    assert not Path(StoredPage.objects.get(path=path).file).exists()
    clock.stands_at = None
    assert file_of(site, path, clock).exists()


def test_the_least_recently_used_page_goes_with_its_file(site, folder, clock, monkeypatch):
    monkeypatch.setattr("unityreports.pages.store.MOST_ROWS", 1)
    file = file_of(site, "/honors/", clock)
    assert file.exists()
    site.ask("/measures/")
    assert not file.exists()


def test_a_page_that_ends_soon_is_no_file_and_one_that_ends_within_a_promise_goes(
    site, folder, clock
):
    report = factories.published()
    path = report.get_absolute_url()
    report.expire_at = timezone.now() + datetime.timedelta(seconds=3 * files.STRETCH + 10)
    report.save_revision().publish()
    site.application.promise()
    file = file_of(site, path, clock)
    assert file.exists()
    clock.ahead = 3 * files.STRETCH
    site.application.promise()
    assert not file.exists()
    site.ask(path)
    assert not file.exists()


def test_this_stretch_of_time_and_the_next_are_promised_and_no_other(site, folder, clock):
    now = int(time.time()) // files.STRETCH
    for stretches in range(4):
        clock.ahead = stretches * files.STRETCH
        site.application.promise()
    assert sorted(each.name for each in (folder / "at").iterdir()) in (
        [str(now + 3), str(now + 4)],
        [str(now + 4), str(now + 5)],  # a stretch ended meanwhile
    )
    build = site.application.store.build
    assert {each.resolve() for each in (folder / "at").iterdir()} == {folder / build}


def test_while_the_store_is_closed_nothing_is_a_file_and_nothing_is_promised(site, folder, clock):
    file = file_of(site, "/honors/", clock)
    site.application.promise()
    (folder / "mine").mkdir()
    upgrading.close()
    clock.ahead += 2 * files.STRETCH
    site.application.promise()
    assert [each.name for each in folder.iterdir()] == ["mine"]
    upgrading.open_again()
    assert not file.exists()


def test_who_names_no_folder_ends_files_all_the_same(site, folder, clock, settings):
    file = file_of(site, "/honors/", clock)
    settings.PAGE_FILES = ""
    call_command("empty_pages")
    assert not file.exists()


def test_a_folder_that_cannot_be_written_is_told_once_and_pages_go_on(
    site, tmp_path, settings, clock, caplog
):
    settings.PAGE_FILES = str(tmp_path / "pages")
    (tmp_path / "pages").write_text("")
    for _ in range(4):
        clock.ahead += 1
        assert site.ask("/honors/")[0] == 200
    site.application.promise()
    assert sum("页面缓存" in record.getMessage() for record in caplog.records) == 1


def test_nothing_becomes_public_over_a_file_that_cannot_be_removed(site, folder, clock):
    report = factories.published()
    file = file_of(site, report.get_absolute_url(), clock)
    file.unlink()
    file.mkdir()
    with pytest.raises(OSError, match=file.name):
        report.unpublish()
    report.refresh_from_db()
    assert report.live
    file.rmdir()


@pytest.mark.parametrize("address", ["/../x/", "/a//b/", "/.x", "/" + "x" * 300, "/x?a|b"])
def test_an_odd_address_is_no_file(settings, address):
    settings.PAGE_FILES = "/run/pages"
    head = [("Content-Type", "text/html; charset=utf-8")]
    assert files.file_of("b" * 32, address, head) == ""
    assert files.file_of("b" * 32, "/x?a=b", head).endswith("/x?a=b_.html")


def test_a_chinese_address_is_named_as_it_is_sent(settings):
    settings.PAGE_FILES = "/run/pages"
    head = [("Content-Type", "text/html; charset=utf-8")]
    name = files.file_of("b", "/tags/文化/".encode().decode("latin-1"), head)
    assert name.endswith("/tags/%E6%96%87%E5%8C%96/_.html")
