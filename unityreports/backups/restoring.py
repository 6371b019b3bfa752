"""Puts a backup in the place of what an installation holds.

The change is one transaction of the database: before it, the backup's files are laid beside those
of the site, whose names are others; after it, those that only the old state had may go. Broken
off anywhere, the site is as it was or as the backup was, at worst with a file that nothing shows.
"""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from django.apps.registry import Apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from unityreports import data_folder, secret
from unityreports.backups import archive, database_rows
from unityreports.backups.backing_up import Progress, stored_files
from unityreports.pages import upgrading
from unityreports.site.models import SetupStep
from unityreports.trail import append_only

# Steps of the set-up whose work is not in a backup, by the beginning of their names.
_KEY_STAGED = "restored secret"
_DONE_ANEW = ("derived ", "latest texts", _KEY_STAGED)
_CONTENT = {"auth_user": "个用户", "articles_article": "篇报告"}


class CannotRestore(Exception):  # noqa: N818 - says why not, in a sentence
    """A whole backup does not fit this installation; nothing was changed."""


def present_content() -> str:
    """Return what a restore would overwrite, or nothing."""
    counts = [*_present_rows(), (len(stored_files()), "个上传的文件")]
    return "、".join(f"{count} {unit}" for count, unit in counts if count)


def _present_rows() -> list[tuple[int, str]]:
    """Return how many there are of what people make, each with its unit."""
    existing, counts = set(connection.introspection.table_names()), []
    for table, unit in _CONTENT.items():
        if table in existing:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - one of ours
                counts.append((cursor.fetchone()[0], unit))
    return counts


def restore(backup: archive.Backup, progress: Progress) -> list[Path]:
    """Make the installation what the backup is, but for what ``setup`` makes anew or takes over.

    Return the files that only the old state had: from now on nothing shows them.
    Raise ``CannotRestore`` before anything is changed when the two do not fit.
    """
    is_empty = not any(count for count, _ in _present_rows())
    registry = _structure(backup, may_migrate=is_empty)
    before = set(stored_files())
    _check_files(backup, before)
    adopt_secret()
    with ExitStack() as if_it_fails:
        _add_files(backup, before, if_it_fails, progress)
        _staged_secret().write_text(backup.secret)
        if_it_fails.callback(_staged_secret().unlink)
        with transaction.atomic():
            _replace_rows(backup, registry, progress)
            SetupStep.objects.create(name=_KEY_STAGED)
        if_it_fails.pop_all()
    ContentType.objects.clear_cache()
    gone = before.difference(backup.names(archive.MEDIA))
    return [Path(settings.MEDIA_ROOT, name) for name in sorted(gone)]


def adopt_secret():
    """Take over the key of a restored backup if its rows are there; forget it if they are not.

    ``setup`` does it after a restore, also after one that was killed.
    """
    staged = _staged_secret()
    step = SetupStep.objects.filter(name=_KEY_STAGED)
    if not staged.exists() and not step.exists():
        return
    if staged.exists() and step.exists():
        os.replace(staged, settings.VAR_DIR / "secret_key")
        if not secret.given(os.environ):
            settings.SECRET_KEY = secret.read_or_create(settings.VAR_DIR / "secret_key")
    staged.unlink(missing_ok=True)
    step.delete()


def _staged_secret() -> Path:
    return settings.VAR_DIR / "secret_key.restored"


def _structure(backup: archive.Backup, *, may_migrate: bool) -> Apps:
    """Return the models as they were at the backup, whose tables the database has from now on.

    ``setup`` brings an older structure, then full, to that of this program.
    """
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    wanted = backup.migrations
    if unknown := sorted(wanted - nodes.keys()):
        raise CannotRestore(f"备份出自另一版程序（{'.'.join(unknown[0])}），请用那一版程序恢复")
    registry = executor.loader.project_state(sorted(wanted)).apps
    models = database_rows.tables(registry)
    known = {name: {*database_rows.columns(model)} for name, model in models.items()}
    stored = {name: {*columns} for name, columns in backup.columns.items()}
    if known != stored:
        raise CannotRestore("备份出自另一版程序，请用那一版程序恢复")
    applied = executor.loader.applied_migrations.keys() & nodes.keys()
    if applied - wanted or (applied != wanted and not may_migrate):
        raise CannotRestore(
            "数据库的结构与备份时的不同，请恢复到空的数据库中（另设 DATABASE_URL，"
            "或移走 db.sqlite3）"
        )
    if applied != wanted:
        upgrading.close()
        last = [key for key in wanted - applied if not wanted & _keys(nodes[key].children)]
        executor.migrate(sorted(last))
    return registry


def _keys(nodes) -> set[tuple[str, str]]:
    return {node.key for node in nodes}


def _check_files(backup: archive.Backup, before: set[str]):
    """Refuse where a file would have to be overwritten that the old state may show."""
    for name in before.intersection(backup.names(archive.MEDIA)):
        with Path(settings.MEDIA_ROOT, name).open("rb") as file:
            if archive.digest_of(file) != backup.digest(f"{archive.MEDIA}{name}"):
                raise CannotRestore(
                    f"media 中的 {name} 与备份里的同名文件内容不同，请先移走 media 文件夹"
                )


def _add_files(
    backup: archive.Backup, before: set[str], if_it_fails: ExitStack, progress: Progress
):
    """Lay the files of the backup beside those that are there."""
    missing = sorted(set(backup.names(archive.MEDIA)) - before)
    if not missing:
        return
    root = Path(settings.MEDIA_ROOT)
    data_folder.make_passage(root)
    with tempfile.TemporaryDirectory(dir=root, prefix=".restoring-") as folder:
        draft = Path(folder, "file")
        for name in progress(missing, "个文件"):
            with backup.open(f"{archive.MEDIA}{name}") as part, draft.open("wb") as file:
                file.writelines(archive.chunks_of(part))
            draft.chmod(data_folder.PUBLIC_FILE)
            data_folder.make_passage((root / name).parent)
            if_it_fails.callback((root / name).unlink, missing_ok=True)
            os.replace(draft, root / name)


def _replace_rows(backup: archive.Backup, registry: Apps, progress: Progress):
    """Put the rows of the backup in the place of all that are there, in the open transaction."""
    models = database_rows.tables(registry)
    upgrading.close()
    with append_only.lifted():
        database_rows.empty()
        for name, model in progress([*models.items()], "张表"):
            with backup.open(f"{archive.TABLES}{name}") as part:
                database_rows.load(model, backup.columns[name], part)
        database_rows.settle(models.values(), backup.last_numbers)
    for beginning in _DONE_ANEW:
        SetupStep.objects.filter(name__startswith=beginning).delete()
    upgrading.open_again()
