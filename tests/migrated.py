"""The migrated database, made once and copied wherever tests need one.

Two hundred migrations take longer than most files of tests. ``tests/project/`` proves that they run
from nothing; everybody else begins with a copy of what they make.
"""

import fcntl
import hashlib
import importlib.metadata
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import dj_database_url
import psycopg2
from django.apps import apps
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "output" / "migrated"  # which git ignores
# What runs after every migration, beside what Django and its kin bring (their versions count).
AFTERWARDS = ("unityreports/pages/apps.py", "unityreports/pages/upgrading.py")
MAKING = "migrated_making"
PREFIX = "migrated_"


def instead_of_migrating():
    """Let the tests' own database be a copy, whoever asks Django to create it."""
    connection.creation.create_test_db = create_test_db


def create_test_db(verbosity=1, autoclobber=False, serialize=True, keepdb=False) -> str:
    """Do what Django's ``create_test_db`` does, by copying; return the database's name."""
    creation, url = connection.creation, os.environ.get("DATABASE_URL")
    name = creation._get_test_db_name()
    connection.close()
    if connection.vendor == "sqlite":
        copy_file(Path(name))
    else:
        execute(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        copy_database(url, name)
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    if serialize:
        connection._test_serialized_contents = creation.serialize_db_to_string()
    connection.ensure_connection()
    return name


def copy_file(path: Path):
    """Put a migrated SQLite database there, in the place of any other."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    with alone():
        ready = FOLDER / f"{key()}.sqlite3"
        if not ready.exists():
            for old in FOLDER.glob("*.sqlite3"):
                old.unlink()
            with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
                migrate(Path(folder), "")
                with closing(sqlite3.connect(f"{folder}/db.sqlite3")) as database:
                    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                os.replace(f"{folder}/db.sqlite3", ready)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ready, path)


def copy_database(url: str, name: str):
    """Make a migrated PostgreSQL database of that name on the server at ``url``."""
    with alone():
        ready = PREFIX + key()
        there = select(url, "SELECT datname FROM pg_database")
        if (ready,) not in there:
            for (old,) in there:
                if old.startswith(PREFIX):
                    execute(url, f"DROP DATABASE {old} WITH (FORCE)")
            execute(url, f"CREATE DATABASE {MAKING}")
            with tempfile.TemporaryDirectory() as folder:
                migrate(Path(folder), beside(url, MAKING))
            execute(url, f"ALTER DATABASE {MAKING} RENAME TO {ready}")
        execute(url, f'CREATE DATABASE "{name}" TEMPLATE {ready}')


def migrate(folder: Path, url: str):
    """Run the migrations in a process of its own: it leaves nothing in the memory of this one."""
    env = {**os.environ, "VAR_DIR": str(folder), "DATABASE_URL": url}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=env, check=True)


@contextmanager
def alone():
    """Let one process at a time look for the migrated database and make it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def key() -> str:
    """Return a digest of all that decides what the migrations make: a copy is never stale."""
    digest = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    versions = {f"{it.name}=={it.version}" for it in importlib.metadata.distributions()}
    digest.update("\n".join(sorted(versions)).encode())
    folders = sorted(Path(app.path) / "migrations" for app in apps.get_app_configs())
    files = [path for folder in folders for path in sorted(folder.glob("*.py"))]
    for path in [*files, *(ROOT / name for name in AFTERWARDS)]:
        digest.update(f"{path}\0".encode() + path.read_bytes())
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda it: it._meta.label):
        of_it = model._meta  # rights and kinds of content are made of the models, at the end
        rights = (of_it.default_permissions, of_it.permissions, str(of_it.verbose_name_raw))
        digest.update(f"{of_it.label} {rights}\n".encode())
    return digest.hexdigest()[:32]


def connect(url: str) -> psycopg2.extensions.connection:
    """Connect to the PostgreSQL database at ``url``."""
    at = dj_database_url.parse(url)
    return psycopg2.connect(
        host=at["HOST"] or None,
        port=at["PORT"] or None,
        user=at["USER"],
        password=at["PASSWORD"],
        dbname=at["NAME"],
    )


def execute(url: str, statement: str):
    """Run a statement outside any transaction on the PostgreSQL server at ``url``."""
    with closing(connect(url)) as server:
        server.autocommit = True
        server.cursor().execute(statement)


def select(url: str, statement: str) -> list[tuple]:
    """Return what a statement finds in the PostgreSQL database at ``url``."""
    with closing(connect(url)) as server, server.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def beside(url: str, name: str) -> str:
    """Return the address of another database on the server at ``url``."""
    return url.rpartition("/")[0] + "/" + name
