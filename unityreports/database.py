"""Which database the site keeps its data in."""

from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"
EXAMPLES = "postgres://用户:密码@主机/库名 或 sqlite:////目录/文件"


def configure(url: str | None, folder: Path) -> dict:
    """Return Django's settings for the database at ``url``, by default a file in ``folder``.

    Raise ``ImproperlyConfigured`` for an address that is neither PostgreSQL's nor SQLite's.
    """
    try:
        database = dj_database_url.parse(
            url or f"sqlite:///{folder / 'db.sqlite3'}", conn_max_age=600, conn_health_checks=True
        )
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL 应写成 {EXAMPLES}。") from error
    if database["ENGINE"] not in {SQLITE, POSTGRESQL}:
        raise ImproperlyConfigured(f"DATABASE_URL 只能是 PostgreSQL 或 SQLite：{EXAMPLES}。")
    if database["NAME"] in {"", ":memory:"}:  # the latter ends with the command that made it
        raise ImproperlyConfigured(f"DATABASE_URL 没有指明数据库：{EXAMPLES}。")
    if database["ENGINE"] == SQLITE:
        # A deferred transaction that reads and then writes fails at once with "database is
        # locked" when another wrote in between; IMMEDIATE waits for its turn.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # The cache, in KB a connection: in the usual 2,000 the pages that readers of a million
            # reports ask for push each other out (docs/benchmarks.md).
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-8000;",
        }
        # Tests run on a file too: threads that share a database in memory do not wait for each
        # other but fail with "table is locked".
        database["TEST"] = {"NAME": folder / "test.sqlite3"}
    return database
