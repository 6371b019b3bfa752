"""What was written down stays as it was, or a check says where it does not."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from unityreports.trail import anchors, append_only
from unityreports.trail.models import Entry, Link, Segment
from unityreports.trail.recording import record

CHANGES = {
    "an entry changed": "UPDATE trail_entry SET title = 'x'",
    "an entry removed": "DELETE FROM trail_entry",
    "a link changed": "UPDATE trail_link SET hash = 'x'",
    "a link removed": "DELETE FROM trail_link",
}
REPLACEMENTS = (
    "INSERT OR REPLACE INTO trail_entry SELECT * FROM trail_entry",
    "INSERT OR REPLACE INTO trail_link SELECT position + 9, 'x', 'x', entry_id FROM trail_link",
)


def audit(*words) -> str:
    answer = StringIO()
    call_command("audit", *words, stdout=answer)
    return answer.getvalue()


def found(*words) -> str:
    """Return what a check finds wrong."""
    answer = StringIO()
    with pytest.raises(CommandError):
        call_command("audit", "verify", *words, stdout=answer)
    return answer.getvalue()


def by_owner(statement: str):
    """Run what only the owner of the database can: with the triggers out of the way."""
    with transaction.atomic(), append_only.lifted(), connection.cursor() as cursor:
        cursor.execute(statement)


def take_back(title: str):
    """Do something that fails after it was written down."""
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        record("login", title=title)
        _ = 1 / 0


@pytest.fixture
def trail(db):
    """Five entries in the chain."""
    entries = [record("login", title=f"第{number}条", note="𠮷\0") for number in range(1, 6)]
    assert "完好，到第 5 条" in audit("verify")
    return entries


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_the_database_refuses_to_change_or_remove_what_is_written(trail, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert "完好，到第 5 条" in audit("verify")


@pytest.mark.sqlite_only
@pytest.mark.parametrize("statement", REPLACEMENTS)
def test_sqlite_refuses_to_put_another_row_in_the_place_of_one(trail, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.postgresql_only
@pytest.mark.parametrize("model", [Entry, Link, Segment])
def test_postgresql_refuses_to_empty_the_tables(trail, model):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE trail_entry SET title = 'x' WHERE title = '第3条'", "第 3 条记录（编号"),
        ("UPDATE trail_entry SET at = '2020-01-01' WHERE title = '第3条'", "第 3 条记录（编号"),
        ("DELETE FROM trail_entry WHERE title = '第3条'", "第 3 条记录不在了"),
        ("DELETE FROM trail_link WHERE position = 3", "第 3 到 3 条记录不在了"),
        ("UPDATE trail_link SET hash = previous WHERE position = 3", "第 4 条记录与它之前的不相接"),
    ],
)
def test_a_check_finds_what_the_owner_of_the_database_changed(trail, statement, finding):
    by_owner(statement)
    assert finding in found()


def test_a_chain_that_was_cut_shows_by_an_anchor_alone(trail):
    anchor = str(anchors.newest())
    assert "完好" in audit("verify", "--anchor", anchor)
    by_owner("DELETE FROM trail_entry WHERE title IN ('第4条', '第5条')")
    by_owner("DELETE FROM trail_link WHERE position > 3")
    assert "完好，到第 3 条" in audit("verify")
    assert "被截断：现在只到第 3 条" in found("--anchor", anchor)


def test_a_chain_that_was_made_anew_shows_by_an_anchor_alone(trail):
    anchor = str(anchors.newest())
    by_owner("UPDATE trail_entry SET title = 'x' WHERE title = '第3条'")
    by_owner("DELETE FROM trail_link")
    assert "完好，到第 5 条" in audit("verify")
    assert "锚点 5 与链条不符" in found("--anchor", anchor)


def test_a_check_misses_a_trigger_that_is_gone(trail):
    where = " ON trail_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER trail_entry_no_delete{where}")
    assert "trail_entry_no_delete" in found()


def test_an_anchor_that_is_none_is_refused_with_its_form(db):
    with pytest.raises(CommandError, match="序号:哈希"):
        call_command("audit", "verify", "--anchor", "五")


def test_an_act_that_is_taken_back_leaves_no_entry(trail):
    with transaction.atomic():
        record("login", title="留下")
        take_back("撤回")
    assert [*Entry.objects.order_by("-pk").values_list("title", flat=True)[:2]] == ["留下", "第5条"]
    assert "完好，到第 6 条" in audit("verify")


@pytest.mark.django_db(transaction=True)
def test_entries_of_an_act_are_tied_when_it_is_committed():
    with transaction.atomic():
        record("login")
        take_back("撤回")
        record("login")
        assert not Link.objects.exists()
    assert Link.objects.count() == Entry.objects.count() == 2
    record("login")
    assert Link.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one_chain():
    def work(number):
        try:
            for step in range(10):
                with transaction.atomic():
                    record("login", title=f"{number}-{step}")
                    record("logout", title=f"{number}-{step}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert Link.objects.count() == Entry.objects.count() == 160
    assert "完好，到第 160 条" in audit("verify")
