"""The triggers that refuse to change or remove what is written (migration 0002)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TABLES = ("trail_entry", "trail_link", "trail_segment")
_KINDS = ("no_update", "no_delete")
_KIND = {"sqlite": "no_replacement", "postgresql": "no_truncate"}


def missing() -> list[str]:
    """Return the names of the triggers that should be there and are not, or are switched off."""
    kinds = (*_KINDS, _KIND[connection.vendor])
    wanted = {f"{table}_{kind}" for table in TABLES for kind in kinds}
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(
            {"trail_segment_not_early", *wanted} - {name for (name,) in cursor.fetchall()}
        )


@contextmanager
def lifted() -> Iterator[None]:
    """Let the tables be emptied, in the open transaction, by what puts other rows in their place.

    Tables that are not there yet, in a database of an older version, are passed over.
    """
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor)).intersection(TABLES)
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'trail_*'"
            )
            triggers = cursor.fetchall()
            before = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
            after = [sql for _, sql in triggers]
        else:
            before, after = (
                [f'ALTER TABLE "{table}" {switch} TRIGGER USER' for table in sorted(present)]
                for switch in ("DISABLE", "ENABLE")
            )
        for statement in before:
            cursor.execute(statement)
        yield
        for statement in after:
            cursor.execute(statement)
