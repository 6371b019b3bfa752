"""Puts a whole installation into one file while it is in use."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from unityreports.backups import archive, database_rows, numbering

# Wraps what is gone through in something that shows progress; told what is counted.
Progress = Callable[[list, str], Iterable]


class Held(NamedTuple):
    """What a backup holds."""

    rows: int
    files: int
    missing: set[str]  # files that rows speak of and that are not there


def back_up(path: Path, progress: Progress) -> Held:
    """Write the backup and return what it holds.

    Rows are those of one moment. Files come after them: one that is deleted meanwhile is left
    out, and one that is new is there beside the rows. No file is ever changed.
    """
    with archive.writing(path) as backup:
        loader = MigrationLoader(connection)
        migrations = loader.applied_migrations.keys() & loader.graph.nodes.keys()
        made_at = timezone.localtime().isoformat(timespec="seconds")
        models = database_rows.tables(apps)
        with database_rows.one_moment():
            last_numbers = numbering.last_numbers()
            named = database_rows.named_files(models.values())
            tables = {
                name: _add_table(backup, name, model)
                for name, model in progress([*models.items()], "张表")
            }
        files = {name for name in progress(stored_files(), "个文件") if _add_file(backup, name)}
        backup.add(archive.SECRET, [settings.SECRET_KEY.encode()])
        backup.finish(
            {
                "made_at": made_at,
                "migrations": sorted(migrations),
                "tables": tables,
                "last_numbers": last_numbers,
            }
        )
    return Held(sum(table["rows"] for table in tables.values()), len(files), named - files)


def stored_files() -> list[str]:
    """Return the names of all files in ``media``; there need not be any, nor the folder."""
    root = Path(settings.MEDIA_ROOT)
    folders = os.walk(root, followlinks=True)  # where the site follows them too
    paths = (Path(folder, name) for folder, _, names in folders for name in names)
    return sorted(str(path.relative_to(root)) for path in paths if path.is_file())


def _add_table(backup: archive.Writer, name: str, model) -> dict:
    rows = 0

    def counted() -> Iterator[bytes]:
        nonlocal rows
        for line in database_rows.lines(model):
            rows += 1
            yield line

    backup.add(f"{archive.TABLES}{name}", counted())
    return {"columns": database_rows.columns(model), "rows": rows}


def _add_file(backup: archive.Writer, name: str) -> bool:
    with suppress(FileNotFoundError), Path(settings.MEDIA_ROOT, name).open("rb") as file:
        backup.add(f"{archive.MEDIA}{name}", archive.chunks_of(file), compress=False)
        return True
    return False  # deleted since it was listed
