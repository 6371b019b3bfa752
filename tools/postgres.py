"""A PostgreSQL server of one's own, gone without a trace when the work is done.

``python -m tools.postgres COMMAND...`` runs a command with ``DATABASE_URL`` pointing at one.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tools import system

INITDB = ["--username=unityreports", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
# Nothing here outlives the run, so nothing need survive a power cut.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}
SECONDS_TO_START = 60


@contextmanager
def throw_away():
    """Start a server in a temporary folder and give its ``DATABASE_URL``; stop it and clean up.

    It is reached by a socket in that folder, so it meets no other server. Raise ``RuntimeError``
    with the server's own words when it does not start.
    """
    programs = system.postgresql()
    if programs is None:
        raise RuntimeError("没有找到 PostgreSQL 的服务器程序。")
    folder = Path(tempfile.mkdtemp(prefix="unityreports-pg-"))
    data, log = folder / "data", folder / "log"
    as_owner = _as_ordinary_user(folder)
    try:
        subprocess.run(
            [*as_owner, programs / "initdb", f"--pgdata={data}", *INITDB],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        settings = [f"--{name}={value}" for name, value in OPTIONS.items()] + [f"-k{folder}"]
        with log.open("wb") as output:
            server = subprocess.Popen(
                # Told to stop at once when this process is gone, however that came about.
                [*as_owner, "--pdeathsig=INT", programs / "postgres", f"-D{data}", *settings],
                stdout=output,
                stderr=output,
                cwd=folder,
                start_new_session=True,  # Ctrl-C is for the tests; the server is stopped after
            )
        try:
            _wait_until_ready(server, [programs / "pg_isready", "-q", "-h", folder], log)
            yield f"postgres://unityreports@{quote(str(folder), safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # end all sessions, then stop
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_ordinary_user(folder: Path) -> list[str]:
    """Return the prefix of a command that makes it run as the folder's owner.

    PostgreSQL refuses to run as root; root therefore gives the folder to another user.
    """
    if os.geteuid() != 0:
        return ["setpriv"]
    names = {user.pw_name for user in pwd.getpwall()}
    owner = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]


def _wait_until_ready(server: subprocess.Popen, question: list, log: Path):
    deadline = time.monotonic() + SECONDS_TO_START
    while subprocess.run(question, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL 没有启动：{log.read_text(errors='replace')}")
        time.sleep(0.1)


if __name__ == "__main__":
    with throw_away() as url:
        command = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False)
    sys.exit(command.returncode)
