"""Closes the store while the tables of the database change."""

from django.db import connection

from unityreports.pages import watching
from unityreports.pages.models import Stamp


def close(**kwargs):
    """Close the store for every process: what migrations write is not watched."""
    if Stamp._meta.db_table in connection.introspection.table_names():
        Stamp.objects.all().delete()
    watching.paused.set()


def open_again(**kwargs):
    """Begin with an empty store, if the database has come as far as to have one."""
    if Stamp._meta.db_table not in connection.introspection.table_names():
        return
    watching.paused.clear()
    with connection.cursor() as cursor:
        # Not by the models: the tables may still be those of an older version.
        cursor.execute("DELETE FROM pages_pagetie")
        cursor.execute("DELETE FROM pages_storedpage")
    Stamp.objects.update_or_create(pk=watching.STAMP, defaults={"value": watching.fresh_stamp()})
