"""The file that tells the stamp on one machine is never believed longer than the stamp holds."""

import contextlib
import time

import pytest
from django.db import connection, transaction

from tests import factories
from unityreports.pages import near, upgrading, watching
from unityreports.pages.models import Stamp

pytestmark = pytest.mark.postgresql_only


@pytest.fixture
def near_site(site, settings, tmp_path):
    """The site with a folder of its own."""
    settings.VAR_DIR = tmp_path
    return site


def told() -> str | None:
    """Return what any other process of this machine is told."""
    return near.Reader().stamp()


def tell(site):
    """Do what the server does every few seconds, until there is a file."""
    site.application.promise()
    site.application.promise()


def value() -> str:
    return Stamp.objects.get().value


def test_a_folder_has_a_file_only_once_its_name_is_committed(near_site):
    near_site.application.promise()
    assert told() is None
    near_site.application.promise()
    assert told() == value()


def test_a_page_at_hand_asks_the_database_nothing_while_the_file_holds(near_site, monkeypatch):
    path = factories.published("一篇报告").get_absolute_url()
    near_site.ask(path)
    tell(near_site)
    near_site.ask(path)
    store = near_site.application.store
    monkeypatch.setattr(store, "_read_stamp", lambda *given: 1 / 0)
    assert near_site.application.at_hand(near_site.environ(path))


def test_the_file_is_gone_before_a_change_is_seen_and_comes_back_with_its_stamp(near_site):
    article = factories.published("一篇报告")
    path = article.get_absolute_url()
    tell(near_site)
    near_site.ask(path)
    near_site.ask(path)
    with transaction.atomic():
        article.title = "新的标题"
        article.save_revision().publish()
        assert told() is None
        near_site.application.promise()  # another connection: the row is locked
        assert told() is None
    assert near_site.application.at_hand(near_site.environ(path)) is None
    assert "新的标题" in near_site.ask(path)[2].decode()
    near_site.application.promise()
    assert told() == value()


def test_what_is_rolled_back_leaves_the_file_of_the_old_stamp_to_come_back(near_site):
    tell(near_site)
    before = value()
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        watching.end({watching.EVERYTHING})
        raise ZeroDivisionError
    assert told() is None
    near_site.application.promise()
    assert told() == before == value()


def test_a_file_holds_for_seconds_only(near_site, monkeypatch):
    tell(near_site)
    now = near._now()
    monkeypatch.setattr(near, "_now", lambda: now + near.HOLDS - 1)
    assert told()
    monkeypatch.setattr(near, "_now", lambda: now + near.HOLDS + 1)
    assert told() is None


def test_who_sees_another_folder_waits_until_its_file_holds_no_more(
    near_site, settings, tmp_path, monkeypatch
):
    tell(near_site)
    waited = []
    settings.VAR_DIR = tmp_path / "another"
    monkeypatch.setattr(time, "sleep", waited.append)
    factories.published("从另一台机器发布")
    (seconds,) = waited
    assert near.HOLDS <= seconds <= near.RESERVED
    tell(near_site)
    assert told() is None  # nobody has one from now on
    settings.VAR_DIR = tmp_path
    (tmp_path / "pages" / "stamp").unlink()
    tell(near_site)
    assert told() is None
    factories.published("又一篇")
    assert len(waited) == 1


def test_a_folder_is_named_anew_when_the_other_has_been_silent(near_site, settings, tmp_path):
    tell(near_site)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pages_stamp SET near_until = 1")
    settings.VAR_DIR = tmp_path / "another"
    tell(near_site)
    assert told() == value()


def test_a_file_that_cannot_be_removed_lets_nothing_change(near_site, monkeypatch):
    tell(near_site)
    before = value()

    def refuse(path):
        raise PermissionError

    with monkeypatch.context() as guarded:
        guarded.setattr(near.os, "unlink", refuse)
        with pytest.raises(PermissionError):
            factories.published("发不出去")
    assert value() == before


def test_tables_that_change_leave_no_file(near_site):
    tell(near_site)
    upgrading.close()
    assert told() is None
    near_site.application.promise()
    assert told() is None
    upgrading.open_again()
    tell(near_site)
    assert told() == value()
