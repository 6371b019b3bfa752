"""Other users of the machine read what the site hands out, and nothing else that it writes."""

import os
import shutil
import signal
from pathlib import Path

import pytest
import requests

from tests.project.conftest import (
    PATIENCE,
    Installation,
    is_over,
    mode,
    open_to_others,
    umask,
    wait_for_line,
)

pytestmark = pytest.mark.xdist_group("installation")

UPLOAD = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
print(default_storage.path(default_storage.save("original_images/图.png", ContentFile(b"png"))))
"""


def unreachable(folder: Path, *trees: str) -> list[str]:
    """Return what the proxy's user cannot read or get through, below some trees."""
    assert mode(folder) == 0o711
    paths = [path for tree in trees for path in [folder / tree, *(folder / tree).rglob("*")]]
    assert len(paths) > len(trees)
    return [str(path) for path in paths if mode(path) != (0o711 if path.is_dir() else 0o644)]


def in_use(installation: Installation, mask: int) -> Path:
    """Serve an installation for a moment, upload a picture, export; return the exported file."""
    with umask(mask):
        process = installation.start("manage.py", "serve")
    try:
        wait_for_line(process, "按 Ctrl-C 停止")
        assert requests.get(installation.url, timeout=PATIENCE).status_code == 200
        installation.ask(UPLOAD)
        assert open_to_others(installation.folder) == {}
        assert unreachable(installation.folder, "static", "media") == []
    finally:
        os.kill(process.pid, signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
    assert is_over(process)
    exported = installation.folder / "honors.csv"
    assert installation.manage("export", "honors", "-o", str(exported)).returncode == 0
    return exported


# The two ends of the umask: what is closed at the one and open at the other is so between them.


def test_a_first_setup_under_an_open_umask_leaves_nothing_to_others(history):
    assert history.open_to_others == {}


@pytest.mark.parametrize("mask", [0o000, 0o077], ids=oct)
def test_others_read_static_files_and_pictures_only(installation, mask, monkeypatch):
    for tree in ("static", "media"):  # to be made anew
        shutil.rmtree(installation.folder / tree, ignore_errors=True)
    monkeypatch.setitem(installation.env, "DJANGO_SETTINGS_MODULE", "unityreports.settings")
    exported = in_use(installation, mask)
    assert mode(exported) == 0o600
    assert open_to_others(installation.folder) == {}
    again = installation.manage("setup")
    assert again.stdout == ""


def test_an_installation_that_is_open_to_others_is_closed_at_the_next_start(installation, tmp_path):
    folder, elsewhere = installation.folder, tmp_path / "elsewhere.txt"
    installation.ask(UPLOAD)
    (folder / "backups" / "daily").mkdir(parents=True)
    (folder / "backups" / "daily" / "dump.json").write_text("{}")
    elsewhere.write_text("not the site's")
    (folder / "link").symlink_to(elsewhere)
    for path in [folder, elsewhere, *folder.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    assert installation.manage("setup").returncode == 0
    (folder / "link").unlink()
    assert mode(elsewhere) == 0o666
    assert open_to_others(folder) == {}
    assert unreachable(folder, "static", "media") == []
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    assert installation.manage("setup").returncode == 0
    assert unreachable(folder, "static", "media") == []


@pytest.mark.sqlite_only
def test_a_database_outside_the_folder_is_closed_with_the_files_beside_it(installation, tmp_path):
    database = tmp_path / "资料[1].sqlite3"
    url = f"sqlite:///{database}"
    assert installation.manage("migrate", "-v0", "contenttypes", DATABASE_URL=url).returncode == 0
    assert mode(database) == 0o600
    shutil.copy(installation.folder / "db.sqlite3", database)
    for path in (database, tmp_path / f"{database.name}-wal"):
        path.touch()
        path.chmod(0o644)
    assert installation.manage("setup", DATABASE_URL=url).returncode == 0
    assert {mode(path) for path in tmp_path.glob("资料*")} == {0o600}


def test_a_folder_that_is_shared_with_others_is_refused_and_left_alone(new_installation, tmp_path):
    tmp_path.chmod(0o1777)
    note = tmp_path / "somebody's"
    note.touch()
    note.chmod(0o644)
    answer = new_installation().manage("setup", VAR_DIR=str(tmp_path))
    assert answer.returncode == 1
    assert answer.stdout.startswith("配置有误：VAR_DIR 应是网站专用的目录")
    assert mode(tmp_path) == 0o1777
    assert mode(note) == 0o644
