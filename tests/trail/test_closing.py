"""Old entries go into a file and out of the database, and the chain goes on from their hash."""

import gzip
import hashlib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.trail.test_chain import audit, by_owner, found
from unityreports.trail import anchors, append_only, segments
from unityreports.trail.models import Entry, Link, Segment
from unityreports.trail.recording import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def var(settings, tmp_path):
    """A folder of the test's own for what the site writes."""
    settings.VAR_DIR = tmp_path
    return tmp_path / "trail"


@pytest.fixture
def trail(var):
    """Three entries of two years ago, two of eight months ago, one of today."""
    now = timezone.now()
    for days in (730, 729, 728, 240, 239, 0):
        record("login", title=f"{days} 天前", note="制表\t换行\n", at=now - timedelta(days=days))
    assert "完好，到第 6 条" in audit("verify")


def titles() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("title", flat=True))


def test_a_year_stays_and_what_is_older_is_closed_by_an_act_that_is_itself_written_down(trail, var):
    answer = audit("close")
    (file,) = var.glob("segment-*")
    assert str(file) in answer
    assert titles()[:3] == ["240 天前", "239 天前", "0 天前"]
    closing = Entry.objects.get(act="audit.close")
    assert closing.title == file.name
    assert Segment.objects.get().hash in closing.note
    assert "完好，到第 7 条" in audit("verify")
    assert "不必封存" in audit("close")


def test_the_next_segment_follows_on_the_last(trail, var):
    audit("close")
    audit("close", "--months", "6")
    first, second = Segment.objects.order_by("first")
    assert (second.first, second.previous) == (first.last + 1, first.hash)
    assert titles()[0] == "0 天前"
    assert "完好" in audit("verify")


def test_anybody_can_check_the_file_without_this_program(trail, var):
    audit("close")
    (file,) = var.glob("segment-*")
    digest = "0" * 64
    lines = gzip.decompress(file.read_bytes()).split(b"\n")[1:-1]
    for line in lines:
        _, given, entry = line.split(b"\t", 2)
        digest = hashlib.sha256(digest.encode() + b"\n" + entry).hexdigest()
        assert digest == given.decode()
    assert len(lines) == 3
    assert digest == Segment.objects.get().hash


@pytest.mark.parametrize("months", ["5", "0", "-1"])
def test_less_than_half_a_year_is_refused(trail, months):
    with pytest.raises(CommandError, match="至少要留 6 个月"):
        audit("close", f"--months={months}")
    assert len(titles()) == 6


def test_the_database_refuses_a_segment_of_young_entries_and_the_end_of_any(trail, var):
    def close(last):
        hashes = {"previous": "0" * 64, "hash": "x", "file_hash": "x"}
        Segment.objects.create(first=1, last=last, file_name="x", **hashes)

    with pytest.raises(DatabaseError), transaction.atomic():
        close(6)
    audit("close")
    for statement in ("DELETE FROM trail_segment", "UPDATE trail_segment SET last = 9"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        Link.objects.filter(position=4).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(title="240 天前").delete()


def test_a_closing_that_was_broken_off_is_ended_by_the_next(trail, var, monkeypatch):
    def die(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("unityreports.trail.closing._remove_closed", die)
        with pytest.raises(KeyboardInterrupt):
            audit("close")
    assert "完好" in audit("verify")
    audit("close")
    assert titles()[0] == "240 天前"
    assert "完好" in audit("verify")


def test_a_chain_that_is_not_whole_is_not_closed(trail, var):
    by_owner("UPDATE trail_entry SET title = 'x' WHERE title = '729 天前'")
    with pytest.raises(CommandError, match="第 2 条记录与链条不符"):
        audit("close")
    assert len(titles()) == 6
    assert not list(var.glob("*"))


def test_a_file_of_a_closed_segment_that_was_changed_is_found(trail, var):
    anchor = Link.objects.get(position=2)
    audit("close")
    (file,) = var.glob("segment-*")
    kept = file.read_bytes()
    file.write_bytes(gzip.compress(gzip.decompress(kept).replace(b"728", b"727")))
    assert "被改动过" in found()
    file.write_bytes(kept)
    assert "完好" in audit("verify", "--anchor", f"2:{anchor.hash}")
    assert "锚点 2 与链条不符" in found("--anchor", f"2:{'0' * 64}")
    file.unlink()
    assert "完好" in audit("verify")


def test_an_anchor_is_noted_beside_the_database_and_found_by_the_next_check(trail, var):
    anchor = audit("anchor").strip()
    assert anchor.startswith("6:")
    assert Entry.objects.latest("pk").title == anchor
    assert anchor in (var / "anchors").read_text()
    by_owner("DELETE FROM trail_entry WHERE title = '0 天前' OR act = 'audit.anchor'")
    by_owner("DELETE FROM trail_link WHERE position > 5")
    assert "被截断：现在只到第 5 条" in found()


def test_an_anchor_is_mailed_where_mail_is_set_up(trail, var, settings):
    with pytest.raises(CommandError, match="EMAIL_HOST"):
        audit("anchor", "--mail", "a@example.org")
    settings.EMAIL_HOST = "mail.example.org"
    anchor = audit("anchor", "--mail", "a@example.org").strip()
    (sent,) = mail.outbox
    assert sent.to == ["a@example.org"]
    assert anchor in sent.body


def test_the_open_chain_is_exported_and_the_export_is_written_down(trail, var, tmp_path):
    file = tmp_path / "out.gz"
    audit("export", str(file))
    assert segments.read(file).last == 6
    assert Entry.objects.latest("pk").act == "audit.export"
    with pytest.raises(CommandError, match="已经在了"):
        audit("export", str(file))


def test_the_triggers_stand_after_they_were_lifted(trail):
    with transaction.atomic(), append_only.lifted():
        assert append_only.missing()
    assert append_only.missing() == []
    assert anchors.newest().position == 6


def test_a_command_without_an_act_says_which_there_are(db):
    with pytest.raises(CommandError):
        call_command("audit")
