"""Tells the stamp to the processes of one machine by a file, so that none has to ask PostgreSQL.

As with the files of pages, whoever gives the stamp another value removes this file first, within
the transaction and under the lock of the row, and only who holds that lock writes one. A kill at
any point leaves at most no file.

A program that sees another folder (another machine, another ``VAR_DIR``) cannot remove it. So a
file holds for seconds only, and the row says whose folder may have one and until when, by the clock
of the database. Who finds another's there waits until then, and says that for a day nobody is to
have one: sites of several machines ask the database, as they must.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

STAMP = 1  # the one row of it
HOLDS = 10  # seconds that a file holds
RESERVED = 2 * HOLDS  # seconds that the row names a folder for, before it does so anew
NOBODY = "*"  # stands for the folder while programs of several are at work
PAUSE = 24 * 3600  # seconds until it is tried again with a file
_CLOCK = "extract(epoch FROM clock_timestamp())::float8"
# What :func:`withdraw` is to be told, of the statement that changes the row.
RETURNING = f"RETURNING near, near_until - {_CLOCK}"
_BOOT = Path("/proc/sys/kernel/random/boot_id")


def _own() -> str:
    """Return a name of this folder on this machine; nothing where there can be none."""
    folder = Path(settings.VAR_DIR, "pages")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
        return f"{_BOOT.read_text('ascii').strip()} {found.st_dev}.{found.st_ino}"
    except OSError:
        return ""


def _file() -> str:
    return f"{settings.VAR_DIR}/pages/stamp"


def _now() -> float:
    # Of the whole machine: it goes on while that sleeps, and nobody sets it.
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def tell(cursor):
    """Write the file, unless another folder may have one. To be called by who holds the stamp.

    The first call only has the row name this folder: before that is committed there is no file.
    Raise ``OSError`` if it cannot be written.
    """
    if not (own := _own()):
        return
    cursor.execute(
        f"SELECT value, near, near_until - {_CLOCK} FROM pages_stamp WHERE id = %s",  # noqa: S608
        [STAMP],
    )
    value, near, left = cursor.fetchone()
    if near != own and left > 0:
        return
    if near == own and left >= HOLDS:
        new = Path(f"{_file()}.{os.getpid()}")
        new.write_text(f"{value} {_now() + HOLDS}", "ascii")
        new.rename(_file())
    _reserve(cursor, own, RESERVED)


def withdraw(cursor):
    """Remove the file behind the statement that gave the stamp another value.

    ``cursor`` has what that returned (:data:`RETURNING`). Wait, at most :data:`RESERVED` seconds,
    while another folder may have a file. Raise ``OSError`` when this one's cannot be removed: what
    changes the stamp must not happen then.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(_file())
    near, left = cursor.fetchone() or ("", 0)
    if left > 0 and near not in {_own(), NOBODY}:
        time.sleep(left)
        _reserve(cursor, NOBODY, PAUSE)


def _reserve(cursor, near: str, seconds: float):
    cursor.execute(
        f"UPDATE pages_stamp SET near = %s, near_until = {_CLOCK} + %s WHERE id = %s",  # noqa: S608
        [near, seconds, STAMP],
    )


class Reader:
    """What the file tells, read only when it is another one."""

    def __init__(self):
        self._known: tuple[tuple[int, int], str, float] = ((0, 0), "", 0)

    def stamp(self, spare: float = 0) -> str | None:
        """Return the value of the stamp, or ``None`` if the database must be asked.

        ``spare`` are seconds for which the file is to hold at least.
        """
        try:
            found = os.stat(_file())
            mark = (found.st_ino, found.st_mtime_ns)
            if self._known[0] != mark:
                value, until = Path(_file()).read_text("ascii").split()
                self._known = (mark, value, float(until))
        except (OSError, ValueError):
            return None
        _, value, until = self._known
        return value if _now() + spare < until else None
