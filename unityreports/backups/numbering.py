"""How far each table has numbered its rows.

The address of a report is its number: that of one which was deleted must not become another's.
"""

from django.db import connection

_SQLITE = "SELECT name, seq FROM sqlite_sequence"
_POSTGRESQL = """
    SELECT counted.relname, pg_sequence_last_value(counter.oid)
    FROM pg_class counter
    JOIN pg_depend ON objid = counter.oid AND classid = 'pg_class'::regclass
        AND deptype IN ('a', 'i') AND refclassid = 'pg_class'::regclass
    JOIN pg_class counted ON counted.oid = refobjid
    WHERE counter.relkind = 'S' AND counter.relnamespace = current_schema()::regnamespace
"""


def last_numbers() -> dict[str, int]:
    """Return the last number that was given in each table which ever gave one."""
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE if connection.vendor == "sqlite" else _POSTGRESQL)
        return {table: number for table, number in cursor.fetchall() if number}


def go_on_after(table: str, column: str, number: int):
    """Give no number up to this one again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number]
            )
        else:
            name = connection.ops.quote_name(table)
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [name, column, number]
            )
