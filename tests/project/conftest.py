"""Whole installations for tests: run as a person would, as processes of their own."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import migrated

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 600  # seconds until something that must happen is taken for lost


class Installation:
    """A folder and a database of its own, and processes that work on them."""

    def __init__(self, folder: Path, database_url: str | None):
        self.folder = folder
        self.env = {**os.environ, "VAR_DIR": str(folder), "WEB_CONCURRENCY": "2"}
        self.env |= {"DATABASE_URL": database_url or "", "PORT": str(free_port())}
        self.url = f"http://127.0.0.1:{self.env['PORT']}"

    def start(self, *command: str, **env: str) -> subprocess.Popen:
        """Start Python with arguments, at the head of a process group of its own."""
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.env | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
            # What runs the tests may be in the background, where shells ignore Ctrl-C for all.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def run(self, *command: str, **env: str) -> subprocess.CompletedProcess:
        """Run Python with arguments to its end."""
        process = self.start(*command, **env)
        output, _ = process.communicate(timeout=PATIENCE)
        return subprocess.CompletedProcess(command, process.returncode, output)

    def manage(self, *command: str, **env: str) -> subprocess.CompletedProcess:
        """Run ``manage.py`` to its end."""
        return self.run("manage.py", *command, **env)

    def ask(self, code: str) -> str:
        """Run code inside the site and return what it prints."""
        setup = "import django; django.setup()\n"
        answer = self.run("-c", setup + code, DJANGO_SETTINGS_MODULE="unityreports.settings")
        assert answer.returncode == 0, answer.stdout
        return answer.stdout.strip()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_line(process: subprocess.Popen, text: str) -> str:
    """Read what a process prints up to a line with this text; fail when it ends without."""
    seen = ""
    for line in process.stdout:
        seen += line
        if text in line:
            return seen
    raise AssertionError(f"ended without saying {text!r}: {seen}")


def eventually(happened) -> bool:
    """Wait until something holds; say whether it ever did."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.1)
    return False


def is_over(process: subprocess.Popen) -> bool:
    """Return whether nothing of the process's group is left."""
    process.poll()
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return True
    return False


@contextmanager
def umask(mask: int):
    """Let what is started take away these rights from the files that it makes."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    """Return a file's rights."""
    return stat.S_IMODE(path.lstat().st_mode)


def open_to_others(folder: Path) -> dict[str, str]:
    """Return the modes of what others may do anything with, static files and media left out."""
    found = {}
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if name.split("/")[0] not in {"static", "media"} and mode(path) & 0o077:
            found[name] = oct(mode(path))
    return found


@pytest.fixture(scope="session")
def new_installation(tmp_path_factory):
    """Make installations on the kind of database that the tests run on.

    They are empty, but for the tables where the database is wanted ``with_tables``.
    """
    url, made = os.environ.get("DATABASE_URL"), []

    def make(*, with_tables: bool = False) -> Installation:
        folder = tmp_path_factory.mktemp("var")
        if not url:
            if with_tables:
                migrated.copy_file(folder / "db.sqlite3")
            return Installation(folder, None)
        name = f"site_{os.getpid()}_{len(made)}"
        if with_tables:
            migrated.copy_database(url, name)
        else:
            migrated.execute(url, f"CREATE DATABASE {name}")
        made.append(name)
        return Installation(folder, migrated.beside(url, name))

    yield make
    for name in made:
        migrated.execute(url, f"DROP DATABASE {name} WITH (FORCE)")


class History(NamedTuple):
    """What became of an installation whose first setup was interrupted."""

    installation: Installation
    interrupted: subprocess.CompletedProcess
    left: str  # numbers of places, finished loads and public reports after the interruption
    resumed: subprocess.CompletedProcess
    loaded: str  # the same numbers after the next setup
    open_to_others: dict[str, str]  # modes of what both left so under an open umask


COUNTS = """
from articles.models import Article
from regions.models import Region
from unityreports.site.models import SetupStep
loaded = SetupStep.objects.filter(name__in=["divisions", "reports"])
print(Region.objects.count(), loaded.count(), Article.objects.published().count())
"""


@pytest.fixture(scope="session")
def history(new_installation):
    """Interrupt a first setup while it loads the places, then set up again."""
    installation = new_installation()
    with umask(0o000):
        first = installation.start("manage.py", "setup")
        said = wait_for_line(first, "载入行政区划")
        os.killpg(first.pid, signal.SIGINT)
        said += first.communicate(timeout=PATIENCE)[0]
        interrupted = subprocess.CompletedProcess("setup", first.returncode, said)
        left = installation.ask(COUNTS)
        resumed = installation.manage("setup")
    modes = open_to_others(installation.folder)
    return History(installation, interrupted, left, resumed, installation.ask(COUNTS), modes)


@pytest.fixture(scope="session")
def installation(history):
    """An installation that is ready to serve."""
    return history.installation
