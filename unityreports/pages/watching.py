"""Watches what goes to the database: a page is tied to what it read, and a write ends it.

Nobody has to tell of a change: every statement of every process of this program passes here, bulk
writes and raw SQL too. A page that reads a table is tied to the table. Tables that a publishing
changes as a whole (a report and its parts) have finer ties: there a page may say what it shows
(:func:`shows`), and who changes such rows says what that touches (:func:`changing`). Rows of theirs
that anybody else writes end every page.
"""

import re
import secrets
import threading
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import Model

from unityreports.pages import files, near
from unityreports.pages.near import STAMP

EVERYTHING, ALL_PARTS = "*", "parts"  # names of ties
_FIRST = re.compile(r"[\s(]*(\w+)")
_WRITE = re.compile(
    r"\s*(INSERT|UPDATE|DELETE)\s+(?:OR\s+\w+\s+)?(?:INTO\s+|FROM\s+)?\"?(\w+)", re.I
)
_CHANGES = re.compile(r"\b(INSERT|UPDATE|DELETE)\b", re.I)
_SET = re.compile(r"\bSET\s+(.*?)\s+WHERE\s", re.I | re.S)
_ASSIGNED = re.compile(r"\"?(\w+)\"?\s*=\s*%s(?:,|$)")
_WORD = re.compile(r"\w+")
# First words of statements that change no row.
_READING = {
    *("SELECT", "WITH", "VALUES", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA"),
    *("SET", "SHOW", "EXPLAIN", "ANALYZE", "VACUUM", "LOCK", "DECLARE", "FETCH", "CLOSE"),
}

# Names of what shows the rows, each with what it shows of them: any change of that ends it.
# ``None`` is whatever there is of them, so that every change does.
Touched = Callable[[], Mapping[str, object]]

_unseen: set[str] = set()
_shown_through_others: set[str] = set()
_parts: set[str] = set()
_unseen_columns: dict[str, set[str]] = {}
_now = threading.local()  # .gathered, .change: of the page made, and of the change done, here
paused = threading.Event()  # while tables are migrated


# What is told of the tables, once, by their apps --------------------------------------------------


def unseen(*models: type[Model]):
    """Say that no public page reads the rows of these models; a page that does is not kept."""
    _unseen.update(model._meta.db_table for model in models)


def shown_through_others(*models: type[Model]):
    """Say that rows of these show only where another row points at them."""
    _shown_through_others.update(model._meta.db_table for model in models)


def parts(*models: type[Model]):
    """Say that rows of these change within :func:`changing`, which is told what shows them."""
    _parts.update(model._meta.db_table for model in models)


def unseen_columns(model: type[Model], *names: str):
    """Say that no public page shows these fields of a model."""
    columns = {model._meta.get_field(name).column for name in names}
    _unseen_columns.setdefault(model._meta.db_table, set()).update(columns)


# What a page shows --------------------------------------------------------------------------------


class Gathered:
    """What a page read while it was made."""

    def __init__(self):
        self.tables: set[str] = set()
        self.shown: set[str] = set()
        self.query = ""  # the one spelling of what the view took from the query

    @property
    def is_keepable(self) -> bool:
        """Whether all that was read is watched."""
        return not self.tables & _unseen

    @property
    def reads_parts(self) -> bool:
        """Whether the page depends on reports and their parts."""
        return bool(self.tables & _parts)

    def ties(self) -> set[str]:
        """Return the names of what the page is tied to."""
        names = {EVERYTHING, *(f"table {name}" for name in self.tables - _parts)}
        if self.reads_parts:
            names |= self.shown or {ALL_PARTS}
        return names


@contextmanager
def gathering() -> Iterator[Gathered]:
    """Gather what is read within, in this thread."""
    _now.gathered = gathered = Gathered()
    try:
        yield gathered
    finally:
        _now.gathered = None


def shows(*names: str):
    """Say what of the reports the page that is being made shows, instead of all of them."""
    if gathered := getattr(_now, "gathered", None):
        gathered.shown.update(names)


def answers_query(query: str):
    """Say in its one spelling what a view took from a query; asked otherwise, nothing is kept.

    Let it be one of a bounded number: who makes queries up must not fill the store.
    """
    if gathered := getattr(_now, "gathered", None):
        gathered.query = query


# What a change touches ----------------------------------------------------------------------------


class _Change:
    """A change of parts that is being done here by one who knows which pages show them."""

    def __init__(self, subject: Hashable, touched: Touched, is_public: bool):
        self.subject = subject
        self.touched = touched
        self.is_public = is_public
        self.before: Mapping[str, object] | None = None  # until the first part is written

    def begin(self):
        """Ask what shows the rows that are about to be written."""
        if self.before is None:
            self.before = {}
            if self.is_public or self.touched():
                # Before any row is locked, in one order for all; then what no other changes now.
                renew_stamp()
                self.before = self.touched()

    def finish(self):
        """End what showed the rows, and what shows them now, unless it is the same of them."""
        if self.before is None:
            return
        before, after = self.before, self.touched()
        names = {
            name
            for name in before.keys() | after.keys()
            if before.get(name) is None or before[name] != after.get(name)
        }
        if names:
            end(names | {ALL_PARTS})


@contextmanager
def changing(subject: Hashable, touched: Touched, *, is_public: bool = False) -> Iterator[None]:
    """Open a transaction that changes parts, all of one subject, and ends what shows them.

    ``touched`` returns the names of what shows the rows as they are, each with what it shows of
    them; it is asked before the first of them is written and after the last. Whoever knows that the
    subject ``is_public``, before or after, spares one question. Within a change of the same subject
    this does nothing.
    """
    outer = getattr(_now, "change", None)
    if outer and outer.subject == subject:
        yield
        return
    with transaction.atomic():
        _now.change = change = _Change(subject, touched, is_public)
        try:
            yield
        finally:
            _now.change = outer
        change.finish()


def shown_nowhere(subject: Hashable):
    """Return the context of a change of parts that no page shows: those of new drafts."""
    return changing(subject, dict)


# What goes to the database ------------------------------------------------------------------------


def watch_connection(connection, **kwargs):
    """Have a connection watched from now on."""
    wrappers = connection.execute_wrappers
    if connection.alias == DEFAULT_DB_ALIAS and watch not in wrappers:
        wrappers.append(watch)


def watch(execute, sql, params, many, context):
    """Pass on a statement; note what a page reads by it, or end what it changes."""
    for name in ("fetchone", "fetchall"):  # of the statement before: see _finish
        vars(context["cursor"]).pop(name, None)
    if paused.is_set():
        return execute(sql, params, many, context)
    begun = _FIRST.match(sql)
    first = begun[1].upper() if begun else ""
    if first in _READING and not (first == "WITH" and _CHANGES.search(sql)):
        if gathered := getattr(_now, "gathered", None):
            gathered.tables |= _tables() & {*_WORD.findall(sql)}
        return execute(sql, params, many, context)
    name = _ended_by(sql)
    if name is None:
        return execute(sql, params, many, context)
    if connection.in_atomic_block:
        end({name})
        return execute(sql, params, many, context)
    with transaction.atomic():
        end({name})
        done = execute(sql, params, many, context)
        if connection.vendor == "sqlite" and "RETURNING" in sql:
            _finish(context["cursor"])
    return done


def _finish(cursor):
    """Fetch for the caller what a statement returns: SQLite ends no transaction before."""
    rows = iter(cursor.cursor.fetchall())
    cursor.fetchone, cursor.fetchall = partial(next, rows, None), partial(list, rows)


def _ended_by(sql: str) -> str | None:
    """Return the name of what ends with a statement that writes, or ``None`` for nothing."""
    match = _WRITE.match(sql)
    kind, table = (match[1].upper(), match[2]) if match else ("", "")
    if table in _unseen or (kind == "INSERT" and table in _shown_through_others):
        return None
    if kind == "UPDATE" and _sets_only(sql, _unseen_columns.get(table, set())):
        return None
    if table in _tables() - _parts:
        return f"table {table}"
    # A part, or a table that is no model's: those index the parts.
    if change := getattr(_now, "change", None):
        change.begin()
        return None
    return EVERYTHING


def _sets_only(sql: str, columns: set[str]) -> bool:
    match = _SET.search(sql) if columns else None
    if not match:
        return False
    assigned = _ASSIGNED.findall(match[1])
    return len(assigned) == match[1].count("=") and columns.issuperset(assigned)


@cache
def _tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


def fresh_stamp() -> str:
    """Return a value that the stamp never had."""
    return secrets.token_hex(16)


class _Ended:
    """What this transaction ended, as one of its callbacks.

    Django forgets the callbacks of a transaction, or part of one, that is rolled back: whatever
    is found among them has been ended for good once the transaction is.
    """

    def __init__(self, names: Collection[str]):
        self.names = frozenset(names)

    def __call__(self):
        """Nothing is left to do."""


def _ended() -> list[_Ended]:
    return [each for _, each, _ in connection.run_on_commit if isinstance(each, _Ended)]


def renew_stamp():
    """Let no page made meanwhile be kept, and every process look anew once this is done."""
    if _ended():
        return
    renewed = "UPDATE pages_stamp SET value = %s WHERE id = %s"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # which tells every process of a change by itself
            cursor.execute(renewed, [fresh_stamp(), STAMP])
        else:
            cursor.execute(f"{renewed} {near.RETURNING}", [fresh_stamp(), STAMP])
            near.withdraw(cursor)
    transaction.on_commit(_Ended(()))


def end(names: Collection[str]):
    """End every page that is tied to any of the names, in the transaction that is open."""
    renew_stamp()
    done = frozenset().union(*(each.names for each in _ended()))
    new = [] if EVERYTHING in done else sorted(set(names) - done)
    if not new:
        return
    marks = ", ".join(["%s"] * len(new))
    tied = f"SELECT page_id FROM pages_pagetie WHERE name IN ({marks})"  # noqa: S608 - only marks
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, file FROM pages_storedpage WHERE id IN ({tied})", new)  # noqa: S608
        found = cursor.fetchall()
        # Before this is committed: nobody writes files while the stamp is held here, and one that
        # is gone for nothing, after a rollback, comes back with the next reader.
        files.remove(name for _, name in found)
        for start in range(0, len(found), 500):
            part = [pk for pk, _ in found[start : start + 500]]
            marks = ", ".join(["%s"] * len(part))
            for table, key in (("pages_pagetie", "page_id"), ("pages_storedpage", "id")):
                cursor.execute(f"DELETE FROM {table} WHERE {key} IN ({marks})", part)  # noqa: S608
    transaction.on_commit(_Ended(new))
