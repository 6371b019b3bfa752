"""Where pages are kept: rows for all processes, and beside them this process's memory.

Memory holds for one value of the stamp. That is asked for at every request: on SQLite by its own
count of others' commits, on PostgreSQL by a file that tells it on one machine (``pages.near``),
which both cost next to nothing, or else by one row.
"""

import json
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from unityreports.pages import files, near
from unityreports.pages.near import STAMP
from unityreports.pages.page import Page

MOST_ROWS = 5_000
MOST_IN_MEMORY = 16 * 1024 * 1024  # bytes
LARGEST = 4 * 1024 * 1024
_PATIENCE = 0.05  # seconds: a page that cannot be kept at once is not kept
_REST = 1  # seconds until it is tried again to write a file, or to have an answer at once
_NEAR = {"", "localhost", "127.0.0.1", "::1"}  # this machine; so are sockets in a folder
_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_SNAPSHOT}
_LOCK_NOT_AVAILABLE = "55P03"  # of PostgreSQL
_COLUMNS = "head, gzip, brotli, kept_at, ends_at, file"


def is_busy(error: BaseException | None) -> bool:
    """Return whether an error of the database says only that others write just now.

    The next reader has the page kept: nothing is wrong with the store.
    """
    cause = getattr(error, "__cause__", None)
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", None) in _SQLITE_BUSY
    return getattr(cause, "pgcode", None) == _LOCK_NOT_AVAILABLE


class _Memory:
    """The pages of one stamp, those used least going first."""

    def __init__(self, stamp: str):
        self.stamp = stamp
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, path: str) -> Page | None:
        with self._lock:
            page = self._pages.get(path)
            if page and page.holds:
                self._pages.move_to_end(path)
                return page
            if page:  # its clock has run out; the row may be a newer one
                self._size -= self._pages.pop(path).size
            return None

    def put(self, path: str, page: Page):
        with self._lock:
            if path in self._pages:
                return
            self._pages[path] = page
            self._size += page.size
            while self._size > MOST_IN_MEMORY:
                _, gone = self._pages.popitem(last=False)
                self._size -= gone.size


class Store:
    """The pages of one build of the site. Each thread has a connection of its own to them."""

    def __init__(self, build: str):
        self.build = build
        self._memory = _Memory("")
        self._used: set[str] = set()  # since this process last kept a page
        self._rests_until = self._hand_rests_until = 0.0
        self._own = threading.local()
        self._asks_sqlite = connections[DEFAULT_DB_ALIAS].vendor == "sqlite"
        self._near = near.Reader()

    def stamp(self) -> str | None:
        """Return the value of the stamp at this moment, or ``None`` while the store is closed."""
        if not self._asks_sqlite:
            return self._near.stamp() or self._read_stamp(self._connection())
        own = self._connection()
        (version,) = own.connection.execute("PRAGMA data_version").fetchone()
        if self._own.version != version:
            # Asked after the version: at worst it is newer, and asked for again.
            self._own.stamp, self._own.version = self._read_stamp(own), version
        return self._own.stamp

    def get(self, path: str, stamp: str) -> Page | None:
        """Return the page at an address, which holds at ``stamp`` and by the clock."""
        memory = self._memory
        if memory.stamp != stamp:
            memory = self._memory = _Memory(stamp)
        page = memory.get(path)
        if page is None and (page := self._read(path)):
            memory.put(path, page)
        if page is None or not page.holds:
            return None
        self._used.add(path)
        return page

    def at_hand(self, path: str) -> Page | None:
        """Return the page at an address, if it holds, is in memory and owes nginx no file.

        Whether it holds is asked of a database on this machine only, which tells at once or is not
        asked again for a while.
        """
        if time.time() < self._hand_rests_until:
            return None
        try:
            if self._memory.stamp != self._stamp_at_once():
                return None
        except Exception:  # whatever it is, who asks next with time to wait will tell of it
            self._hand_rests_until = time.time() + _REST
            self.forget_connection()
            return None
        page = self._memory.get(path)
        if page is None or (page.file and files.is_due(page)):
            return None
        self._used.add(path)
        return page

    def _stamp_at_once(self) -> str | None:
        """Return the value of the stamp, or ``None`` if a database would have to be waited for."""
        if self._asks_sqlite:
            return self.stamp()
        if told := self._near.stamp():
            return told
        own = self._connection()
        host = own.settings_dict["HOST"]
        if host not in _NEAR and not host.startswith("/"):
            return None
        # One question, so that the bound holds for it alone, whoever else uses this connection.
        bound = f"SET LOCAL statement_timeout = {int(_PATIENCE * 1000)}; "
        return self._read_stamp(own, bound)

    def keep(self, path: str, page: Page, names: set[str], stamp: str) -> bool:
        """Keep a page that was made since ``stamp``, unless anything has changed in between."""
        used, self._used = list(self._used)[:500], set()
        with self._locked() as (cursor, value):
            # Who changes what pages show holds the stamp until it is done: a page is either
            # kept before, and ended by the change, or finds another stamp.
            if value != stamp:
                return False
            self._write(cursor, path, page, names, used)
        return True

    def put_out(self, path: str, page: Page, stamp: str):
        """Let nginx have a page that holds at ``stamp``, as a file, if it may and has it not.

        Raise ``DatabaseError`` while others write, ``OSError`` if the file cannot be written.
        """
        if time.time() < self._rests_until or not files.is_due(page):
            return
        self._rests_until = time.time() + _REST
        with self._locked() as (cursor, value):
            # The row is what the file is found by when it must go: without it there is none.
            row = self._read(path, cursor) if value == stamp else None
            if row and files.is_due(row):
                files.write(row)
        self._rests_until = 0.0

    def promise(self):
        """Let nginx take the files of this stretch of time and the next; tell others the stamp.

        To be called every few seconds, by one process. Raise ``DatabaseError`` while others write,
        ``OSError`` if no file can be written.
        """
        is_told = self._asks_sqlite or self._near.stamp(near.HOLDS / 2)
        if is_told and files.is_promised():
            return
        with self._locked() as (cursor, value):
            if value is None:
                return
            if not files.is_promised():
                cursor.execute(
                    "SELECT file FROM pages_storedpage WHERE file <> '' AND ends_at < %s",
                    [files.promised_until()],
                )
                files.remove(name for (name,) in cursor.fetchall())
                files.promise(self.build)
            if not is_told:
                near.tell(cursor)

    def forget_connection(self):
        """Give back this thread's connection, which may be broken."""
        if own := getattr(self._own, "connection", None):
            self._own.connection = None
            own.close()

    @contextmanager
    def _locked(self) -> Iterator[tuple[Any, str | None]]:
        """Hold the stamp in a transaction; give its cursor, and the value of the stamp."""
        own = self._connection()
        lock = own.ops.for_update_sql(nowait=True) if own.features.has_select_for_update else ""
        own.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        try:
            with own.cursor() as cursor:
                cursor.execute(f"SELECT value FROM pages_stamp WHERE id = %s {lock}", [STAMP])  # noqa: S608
                row = cursor.fetchone()
                yield cursor, row and row[0]
            own.commit()
        except BaseException:
            own.rollback()
            raise
        finally:
            own.set_autocommit(True)

    def _connection(self):
        if (own := getattr(self._own, "connection", None)) is None:
            own = connections.create_connection(DEFAULT_DB_ALIAS)
            if own.vendor == "sqlite":
                options = own.settings_dict["OPTIONS"] | {"timeout": _PATIENCE}
                own.settings_dict = own.settings_dict | {"OPTIONS": options}
            own.inc_thread_sharing()  # a finished thread's is closed by another
            own.ensure_connection()
            self._own.connection, self._own.version = own, None
        return own

    def _read_stamp(self, own, before: str = "") -> str | None:
        with own.connection.cursor() if own.vendor != "sqlite" else own.cursor() as cursor:
            cursor.execute(f"{before}SELECT value FROM pages_stamp WHERE id = %s", [STAMP])  # noqa: S608
            row = cursor.fetchone()
        return row[0] if row else None

    def _read(self, path: str, cursor=None) -> Page | None:
        if cursor is None:
            with self._connection().cursor() as cursor:
                return self._read(path, cursor)
        cursor.execute(
            f"SELECT {_COLUMNS} FROM pages_storedpage WHERE build = %s AND path = %s",  # noqa: S608
            [self.build, path],
        )
        row = cursor.fetchone()
        if row is None:
            return None
        head, gzip, brotli, *others = row
        mark, *fields = json.loads(head)
        return Page([tuple(each) for each in fields], bytes(gzip), bytes(brotli), mark, *others)

    def _write(self, cursor, path: str, page: Page, names: set[str], used: list[str]):
        now = time.time()
        for other in used:
            cursor.execute(
                "UPDATE pages_storedpage SET used_at = %s WHERE build = %s AND path = %s",
                [now, self.build, other],
            )
        cursor.execute(
            "SELECT id, file FROM pages_storedpage WHERE build = %s AND path = %s",
            [self.build, path],
        )
        gone = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM pages_storedpage")
        if (excess := cursor.fetchone()[0] - len(gone) + 1 - MOST_ROWS) > 0:
            cursor.execute(
                "SELECT id, file FROM pages_storedpage ORDER BY used_at LIMIT %s", [excess]
            )
            gone += cursor.fetchall()
        files.remove(name for _, name in gone)
        for pk, _ in gone:
            cursor.execute("DELETE FROM pages_pagetie WHERE page_id = %s", [pk])
            cursor.execute("DELETE FROM pages_storedpage WHERE id = %s", [pk])
        head = json.dumps([page.mark, *page.head], ensure_ascii=False)
        cursor.execute(
            f"INSERT INTO pages_storedpage (build, path, {_COLUMNS}, used_at)"  # noqa: S608
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
            [
                *(self.build, path, head, page.gzip, page.brotli, page.kept_at, page.ends_at),
                *(files.file_of(self.build, path, page.head), now),
            ],
        )
        (pk,) = cursor.fetchone()
        cursor.executemany(
            "INSERT INTO pages_pagetie (page_id, name) VALUES (%s, %s)",
            [(pk, name) for name in sorted(names)],
        )
