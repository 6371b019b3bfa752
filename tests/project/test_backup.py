"""A backup put into an empty place is the same site, and a restore changes all or nothing."""

import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import migrated
from tests.project.conftest import Installation
from tests.project.test_backup_files import rewritten

pytestmark = pytest.mark.xdist_group("installation")

# Made anew from the rest, or never more than a copy of it.
NOT_COMPARED = (
    "pages_",
    "search_index",
    "latest_index",
    "wagtailsearch_",
    "sqlite_",
    "django_migrations",
)
NOT_COMPARED += ("trail_",)  # goes on with what the restore writes down
DERIVED = ("articles_keptcount", "articles_placement", "articles_share")
WORK = """
from io import BytesIO
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.images import get_image_model
from articles.models import Article, Attachment, PendingImport, RawPage
from articles.publishing import stored_files
from unityreports.accounts.models import LogIn
from wagtail.users.models import UserProfile

file = BytesIO()
Image.new("RGB", (8, 8)).save(file, "PNG")
picture = get_image_model().objects.create(title="图", file=ImageFile(file, "图.png"))
picture.get_rendition("width-4")
shown = Article.objects.published().first()
shown.lead += f'<figure><embed embedtype="image" id="{picture.pk}" alt="赛马"/></figure>'
file = stored_files.store(BytesIO(b"%PDF-1.4\\n%%EOF\\n"), "名册.pdf", None)
row = Attachment(file=file, title="名册", sort_order=0)
row.clean()
shown.attachments.add(row)
shown.save_revision().publish()
gone = Article.objects.create(title="删去的", live=False)
print(gone.pk)
gone.delete()
article = Article.objects.first()
article.title = "改动的草稿 \\u2028 \\\\ \\" 𠮷"
article.save_revision()
user = get_user_model().objects.create_user("备份", password="x")
UserProfile.get_for_user(user)
LogIn.objects.create(account="备份", outcome=LogIn.Outcome.FAILED)
SessionStore().save()
"""
LOOK = """
from django.test import Client
from articles.models import Article
from articles.publishing import derived
client = Client(headers={"host": "127.0.0.1"})
report = Article.objects.published().first()
for path in ("/", report.get_absolute_url()):
    assert client.get(path).status_code == 200, path
brings = Article.objects.published().get(attachments__title="名册")
answer = client.get(brings.attachments.get().get_absolute_url())
assert b"".join(answer.streaming_content) == b"%PDF-1.4\\n%%EOF\\n"
page = client.get(brings.get_absolute_url()).content.decode()
assert 'alt="赛马"' in page
answer = client.get("/search/", {"q": report.title})
assert report.title in answer.content.decode()
assert not derived.check()
print(Article.objects.create(title="新", live=False).pk)
"""
# Ends the program where a part of a restore begins, as a loss of power would.
DIES = """
import django, os, sys
django.setup()
from django.core.management import execute_from_command_line
from unityreports.backups import database_rows, restoring
{place} = lambda *args: os._exit(9)
execute_from_command_line(["manage.py", "restore", "--overwrite", *sys.argv[1:]])
"""


class State(NamedTuple):
    """All that makes a site."""

    rows: dict[str, list]
    files: dict[str, bytes]
    secret: str


def state(installation: Installation) -> State:
    """Read everything past the program."""
    media = installation.folder / "media"
    return State(
        rows(installation),
        {str(p.relative_to(media)): p.read_bytes() for p in media.rglob("*") if p.is_file()},
        (installation.folder / "secret_key").read_text(),
    )


def rows(installation: Installation) -> dict[str, list]:
    url = installation.env["DATABASE_URL"]
    listing = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    if not url:
        listing = "SELECT name FROM sqlite_master WHERE type = 'table'"
    found = {}
    with closing(opened(installation)) as database:
        cursor = database.cursor()
        cursor.execute(listing)
        for (table,) in cursor.fetchall():
            if table.startswith(NOT_COMPARED):
                continue
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            own_key = table in DERIVED and names[0] == "id"
            those = [row[own_key:] for row in cursor.fetchall()]
            if table == "unityreports_setupstep":  # some steps are done anew
                those = [row[1] for row in those]
            found[table] = sorted(map(repr, those))
    return found


def same(after: State, before: State) -> bool:
    """Fail by naming what is another: pytest's own comparison of whole sites goes on for ever."""
    told = [] if after.secret == before.secret else ["another secret key"]
    for name in sorted(after.files.keys() | before.files.keys()):
        if after.files.get(name) != before.files.get(name):
            there = [name in each.files for each in (before, after)]
            told.append(f"file {name}: there before and after: {there}")
    for table in sorted(after.rows.keys() | before.rows.keys()):
        new, old = (Counter(each.rows.get(table, ["no table"])) for each in (after, before))
        told += [f"{table} lost {row[:500]}" for row in islice((old - new).elements(), 3)]
        told += [f"{table} has {row[:500]}" for row in islice((new - old).elements(), 3)]
    if told:
        pytest.fail("\n".join(told))
    return True


def opened(installation: Installation):
    if installation.env["DATABASE_URL"]:
        return migrated.connect(installation.env["DATABASE_URL"])
    return sqlite3.connect(installation.folder / "db.sqlite3")


class Way(NamedTuple):
    """A site that was backed up, and the empty place that its backup was put into."""

    source: Installation
    at_backup: State
    backup: Path
    copy: Installation
    said: str
    gone: int  # the number of a report that was deleted before
    anchor: str  # of the audit trail, taken before the backup


@pytest.fixture(scope="module")
def way(installation, new_installation, tmp_path_factory) -> Way:
    """Back up while somebody writes; restore, on PostgreSQL by way of SQLite."""
    folder = tmp_path_factory.mktemp("backups")
    gone = int(installation.ask(WORK))
    anchor = installation.manage("audit", "anchor").stdout.strip()
    before = state(installation)
    with closing(opened(installation)) as other:
        other.cursor().execute("DELETE FROM articles_theme WHERE id < 0")  # and stays at it
        done = installation.manage("backup", str(folder / "1"))
    assert done.returncode == 0, done.stdout
    places = [new_installation()]
    if places[0].env["DATABASE_URL"]:
        on_the_way = tmp_path_factory.mktemp("var")  # SQLite's own run restores where nothing is
        migrated.copy_file(on_the_way / "db.sqlite3")
        places.insert(0, Installation(on_the_way, None))
    for number, place in enumerate(places, 1):
        place.env["DEBUG"] = "1"  # static files stay where they are
        done = place.manage("restore", str(folder / str(number)))
        assert done.returncode == 0, done.stdout
        if place is not places[-1]:
            assert place.manage("backup", str(folder / str(number + 1))).returncode == 0
    return Way(installation, before, folder / "1", places[-1], done.stdout, gone, anchor)


def test_every_row_every_file_and_the_key_are_the_same(way):
    restored = state(way.copy)
    assert same(restored, way.at_backup)
    assert len(restored.files) > 1
    assert "已恢复" in way.said


def test_the_audit_trail_is_restored_as_it_was_and_tells_of_the_restore(way):
    verified = way.copy.manage("audit", "verify", "--anchor", way.anchor)
    assert verified.returncode == 0, verified.stdout
    last = "Entry.objects.latest('pk').note"
    told = way.copy.ask(f"from unityreports.trail.models import Entry; print({last})")
    assert told.startswith("restore ")


def test_what_was_restored_is_for_its_owner_and_the_proxy(way):
    folder = way.copy.folder
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir() if path.is_file()}
    assert set(modes.values()) == {0o600}, modes
    pictures = [path for path in (folder / "media").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in pictures} == {0o644}
    assert (folder / "media").stat().st_mode & 0o777 == 0o711


def test_nothing_is_overwritten_without_being_told(way):
    before = state(way.copy)
    refusal = way.copy.manage("restore", str(way.backup))
    assert refusal.returncode == 1
    assert "加 --overwrite" in refusal.stdout
    assert len(refusal.stdout.splitlines()) == 1
    assert same(state(way.copy), before)
    refusal = way.copy.manage("backup", str(way.backup))
    assert refusal.returncode == 1
    assert "加 --overwrite" in refusal.stdout


def test_a_backup_is_not_put_where_everybody_may_take_it(way):
    refusal = way.copy.manage("backup", str(way.copy.folder / "static/../media/site.backup"))
    assert refusal.returncode == 1
    assert "谁都能下载" in refusal.stdout


def a_lost_report(parts, manifest):
    parts["tables/articles_article"] = b""
    manifest["sha256"]["tables/articles_article"] = (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


def test_a_restore_that_fails_changes_nothing(way, tmp_path):
    path = tmp_path / "broken"
    path.write_bytes(way.backup.read_bytes())
    rewritten(path, a_lost_report)  # its measures are there
    lost = next(iter(state(way.copy).files))
    (way.copy.folder / "media" / lost).unlink()
    before = state(way.copy)
    failed = way.copy.manage("restore", "--overwrite", str(path))
    assert failed.returncode == 1
    assert failed.stdout.startswith("没有恢复，原有内容没有改变")
    assert len(failed.stdout.splitlines()) == 1
    assert same(state(way.copy), before)
    told = way.copy.manage("backup", "--overwrite", str(path)).stdout
    assert f"1 个文件在 media 中没有找到（{lost}）" in told


def test_a_picture_whose_name_holds_something_else_is_not_overwritten(way):
    picture = way.copy.folder / "media" / next(iter(way.at_backup.files))
    picture.write_bytes(b"another")
    before = state(way.copy)
    refusal = way.copy.manage("restore", "--overwrite", str(way.backup))
    assert refusal.returncode == 1
    assert "内容不同，请先移走 media 文件夹" in refusal.stdout
    assert same(state(way.copy), before)
    picture.write_bytes(way.at_backup.files[str(picture.relative_to(way.copy.folder / "media"))])


def killed_at(place: str, way: Way) -> subprocess.CompletedProcess:
    return way.copy.run(
        "-c",
        DIES.format(place=place),
        str(way.backup),
        DJANGO_SETTINGS_MODULE="unityreports.settings",
    )


def test_a_restore_that_is_killed_leaves_the_old_state(way):
    change(way.copy, "UPDATE articles_article SET title = '后来的标题'")
    (way.copy.folder / "secret_key").write_text("k" * 50)
    before = state(way.copy)
    assert killed_at("database_rows.settle", way).returncode == 9
    assert way.copy.manage("setup").stdout == ""
    after = state(way.copy)
    assert same(after._replace(files=before.files), before)
    assert before.files.items() <= after.files.items()


def test_a_restore_that_is_killed_after_its_rows_is_finished_by_the_next_start(way):
    (way.copy.folder / "media" / "later.png").write_bytes(b"later")
    (way.copy.folder / "secret_key").write_text("k" * 50)
    assert killed_at("restoring.os.replace", way).returncode == 9
    assert way.copy.manage("setup").returncode == 0
    after = state(way.copy)
    assert same(after._replace(files=way.at_backup.files), way.at_backup)
    assert way.at_backup.files.items() <= after.files.items()


def change(installation: Installation, statement: str):
    with closing(opened(installation)) as database:
        database.cursor().execute(statement)
        database.commit()


def before_accounts(parts, manifest):
    """Make the backup one of a version that had no record of log-ins."""
    for table in [name for name in manifest["tables"] if name.startswith("accounts_")]:
        del parts[f"tables/{table}"], manifest["sha256"][f"tables/{table}"]
        del manifest["tables"][table]
    manifest["migrations"] = [each for each in manifest["migrations"] if each[0] != "accounts"]


def test_a_backup_of_an_older_version_is_for_an_empty_database(way, tmp_path):
    path = tmp_path / "older"
    path.write_bytes(way.backup.read_bytes())
    rewritten(path, before_accounts)
    before = state(way.copy)
    refusal = way.copy.manage("restore", "--overwrite", str(path))
    assert "请恢复到空的数据库中" in refusal.stdout
    assert same(state(way.copy), before)


def of_a_later_version(parts, manifest):
    manifest["migrations"].append(["articles", "0099_later"])


def test_a_backup_of_a_later_version_is_refused(way, tmp_path):
    path = tmp_path / "later"
    path.write_bytes(way.backup.read_bytes())
    rewritten(path, of_a_later_version)
    refusal = way.copy.manage("restore", "--overwrite", str(path))
    assert refusal.returncode == 1
    assert "articles.0099_later" in refusal.stdout


def test_the_restored_site_answers_and_gives_no_number_again(way):
    assert way.copy.manage("restore", "--overwrite", str(way.backup)).returncode == 0
    assert same(state(way.copy), way.at_backup)
    assert int(way.copy.ask(LOOK)) > way.gone


def test_the_trail_that_a_restore_replaces_is_kept_and_told_of_in_the_one_that_follows(way):
    replaced = way.copy.manage("audit", "anchor").stdout.strip()
    assert way.copy.manage("restore", "--overwrite", str(way.backup)).returncode == 0
    assert way.copy.manage("audit", "verify", "--anchor", way.anchor).returncode == 0
    position, _, _ = replaced.partition(":")
    assert list((way.copy.folder / "trail").glob(f"replaced-*-*{int(position) + 1:09}.txt.gz"))
    code = "print(*Entry.objects.filter(act='audit.replaced').values_list('title', flat=True))"
    told = way.copy.ask(f"from unityreports.trail.models import Entry; {code}")
    assert int(told.split(":")[0]) >= int(position)
