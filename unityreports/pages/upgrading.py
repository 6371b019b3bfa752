"""Closes the store while the tables of the database change."""

from django.db import connection

from unityreports.pages import files, watching
from unityreports.pages.models import Stamp, StoredPage


def close(**kwargs):
    """Close the store for every process: what migrations write is not watched."""
    if Stamp._meta.db_table in connection.introspection.table_names():
        Stamp.objects.all().delete()
    _remove_files()
    watching.paused.set()


def open_again(**kwargs):
    """Begin with an empty store, if the database has come as far as to have one."""
    if Stamp._meta.db_table not in connection.introspection.table_names():
        return
    _remove_files()
    watching.paused.clear()
    with connection.cursor() as cursor:
        # Not by the models: the tables may still be those of an older version.
        cursor.execute("DELETE FROM pages_pagetie")
        cursor.execute("DELETE FROM pages_storedpage")
    Stamp.objects.update_or_create(pk=watching.STAMP, defaults={"value": watching.fresh_stamp()})


def _remove_files():
    """Remove what nginx takes, also what another process wrote elsewhere; nobody adds any now."""
    files.empty()
    table = StoredPage._meta.db_table
    if table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, table)
        if "file" in {column.name for column in columns}:
            cursor.execute(f"SELECT file FROM {table} WHERE file <> ''")  # noqa: S608 - a name
            files.remove(path for (path,) in cursor.fetchall())
