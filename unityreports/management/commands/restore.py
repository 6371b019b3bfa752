import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError
from tqdm import tqdm

from unityreports import installation, secret
from unityreports.backups import archive, restoring
from unityreports.site.commands import SiteCommand, trouble_with_connection
from unityreports.site.os_errors import reason
from unityreports.trail import replacing


class Command(SiteCommand):
    """Makes this installation what a backup is; then ``setup`` brings it to this version."""

    requires_migrations_checks = False
    leaves_entry = True
    help = "用备份文件恢复数据库、上传的文件和密钥；请先停下网站，恢复后再启动。"

    def add_arguments(self, parser):
        """Ask where from, and whether what is here may go."""
        parser.add_argument("file", type=Path, metavar="文件")
        parser.add_argument("--overwrite", action="store_true", help="用备份换掉现有的全部内容")

    def handle(self, *, file, overwrite, **options):
        """Restore where nobody is served: a server would go on with what it holds in memory."""
        try:
            with installation.out_of_service(settings.VAR_DIR):
                self.restore(file, overwrite=overwrite)
        except BlockingIOError as error:
            raise CommandError(
                "没有恢复：网站正在运行。请先停下网站（在运行它的窗口按 Ctrl-C，"
                "或用 systemctl stop），恢复后再启动。"
            ) from error

    def restore(self, file: Path, *, overwrite: bool):
        """Look at the whole file first; change all or nothing."""
        try:
            with archive.reading(file) as backup:
                self.check_target(overwrite)
                with installation.alone(settings.VAR_DIR):
                    replaced = replacing.set_aside()
                    gone = restoring.restore(backup, self.progress)
        except OSError as error:
            path = error.filename or file
            raise CommandError(f"没有恢复：{path}（{reason(error)}）。") from error
        except archive.UnreadableBackup as error:
            raise CommandError(f"没有恢复：{file} {error}。") from error
        except restoring.CannotRestore as error:
            raise CommandError(f"没有恢复：{error}。") from error
        except (DatabaseError, ValidationError, ValueError) as error:
            cause = " ".join(str(error).split())
            raise CommandError(f"没有恢复，原有内容没有改变：{cause}。") from error
        self.stdout.write(f"已恢复 {backup.made_at} 的备份。")
        self.remove(gone)
        if secret.given(os.environ) and backup.secret != settings.SECRET_KEY:
            self.stdout.write("环境变量 SECRET_KEY 与备份时的不同：所有人须重新登录。")
        call_command("setup", stdout=self.stdout)
        replacing.note(replaced)

    def remove(self, paths: list[Path]):
        """Remove what only the old state had; it is restored even where that cannot be done."""
        for path in paths:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                self.stdout.write(f"旧文件 {path} 没能删除（{reason(error)}），请自行删除。")

    def check_target(self, overwrite: bool):
        """Refuse a database out of reach, and to overwrite anything without being told."""
        if trouble := trouble_with_connection():
            raise CommandError(trouble)
        content = restoring.present_content()
        if content and not overwrite:
            raise CommandError(
                f"没有恢复：这里已有{content}；确要用备份换掉现有的全部内容，请加 --overwrite。"
            )

    def progress(self, things: list, unit: str):
        """Show how far it has come, where a person looks on."""
        return tqdm(things, desc="恢复", unit=unit, file=self.stderr, leave=False, disable=None)
