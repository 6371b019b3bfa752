"""What the site's commands share: they refuse with a sentence, and nothing but that."""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, SystemCheckError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.dispatch import Signal

# Told to whoever writes it down: a command that lets somebody in or takes something out was run.
done = Signal()
PREPARE = "请先运行 manage.py setup（或 make run）"


class SiteCommand(BaseCommand):
    """A command for an installation that is set up.

    Elsewhere, and whenever it refuses, it ends with its sentence alone, without the name of a
    Python class. Commands that set up say ``requires_migrations_checks = False``; those that let
    somebody in, or take out or put in what the site holds, say ``leaves_entry = True``.
    """

    leaves_entry = False

    requires_migrations_checks = True
    requires_system_checks = []  # the server's start makes them, and they load every page's code

    def execute(self, *args, **options):
        """Run; from the command line, say why not and end with the error's code."""
        try:
            answer = super().execute(*args, **options)
            if self.leaves_entry and self._called_from_command_line:
                done.send(type(self), words=sys.argv[1:])
            return answer
        except SystemCheckError:
            raise
        except CommandError as error:
            if not self._called_from_command_line or options["traceback"]:
                raise
            self.stderr.write(str(error))
            sys.exit(error.returncode)

    def check_migrations(self):
        """Raise ``CommandError`` when the database is not there or not up to date."""
        if trouble := trouble_with_database():
            raise CommandError(trouble)


def trouble_with_database() -> str:
    """Return why a command cannot work on the site's database, and what to do, or ``""``."""
    if is_sqlite() and not database_file().exists():
        return f"数据库还没有建立（{database_file()}）：{PREPARE}。"
    if trouble := trouble_with_connection():
        return trouble
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return f"数据库还没有准备好，或不是这一版程序的结构：{PREPARE}。"
    return ""


def trouble_with_connection() -> str:
    """Return why the database cannot be reached or written, and what to do, or ``""``."""
    if is_sqlite():
        # SQLite also writes files of its own beside the database.
        for path in (database_file().parent, database_file()):
            if path.exists() and not os.access(path, os.W_OK):
                return f"无法写入 {path}：请检查权限和 DATABASE_URL，再运行 manage.py setup。"
    try:
        connection.ensure_connection()
    except (DatabaseError, ImproperlyConfigured) as error:
        cause = " ".join(str(error).split())
        return f"连接不上数据库（{cause}）：请检查 DATABASE_URL，再运行 manage.py setup。"
    return ""


def is_sqlite() -> bool:
    """Return whether the site's database is a file."""
    return connection.vendor == "sqlite"


def database_file() -> Path:
    """Return the path of SQLite's database."""
    return Path(connection.settings_dict["NAME"])
