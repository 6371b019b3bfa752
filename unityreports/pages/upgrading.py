"""Closes the store while the tables of the database change.

The tables may be those of an older version, so nothing here asks by the models.
"""

from django.db import connection, transaction
from django.db.models import Model

from unityreports.pages import files, watching
from unityreports.pages.models import Stamp, StoredPage


def close(**kwargs):
    """Close the store for every process: what migrations write is not watched."""
    _forget_stamp()
    _remove_files()
    watching.paused.set()


def open_again(**kwargs):
    """Begin with an empty store, if the database has come as far as to have one."""
    columns = _columns(Stamp)
    if not columns:
        return
    _remove_files()
    watching.paused.clear()
    _forget_stamp()
    first = {"id": watching.STAMP, "value": watching.fresh_stamp(), "near": "", "near_until": 0}
    given = {name: value for name, value in first.items() if name in columns}
    marks = ", ".join(["%s"] * len(given))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM pages_pagetie")
        cursor.execute("DELETE FROM pages_storedpage")
        sql = f"INSERT INTO pages_stamp ({', '.join(given)}) VALUES ({marks})"  # noqa: S608 - names
        cursor.execute(sql, [*given.values()])


def _forget_stamp():
    """Delete the stamp, if there is a table of it, and the file that tells it."""
    if columns := _columns(Stamp):
        with transaction.atomic(), connection.cursor() as cursor:
            if "near" in columns:
                watching.renew_stamp()
            cursor.execute("DELETE FROM pages_stamp")


def _remove_files():
    """Remove what nginx takes, also what another process wrote elsewhere; nobody adds any now."""
    files.empty()
    if "file" in _columns(StoredPage):
        with connection.cursor() as cursor:
            cursor.execute("SELECT file FROM pages_storedpage WHERE file <> ''")
            files.remove(path for (path,) in cursor.fetchall())


def _columns(model: type[Model]) -> set[str]:
    """Return the names of the columns of a table; none if there is no such table."""
    table = model._meta.db_table
    if table not in connection.introspection.table_names():
        return set()
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
        return {column.name for column in described}
