from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from tqdm import tqdm

from unityreports.backups import archive, backing_up
from unityreports.site.commands import SiteCommand
from unityreports.site.os_errors import reason


class Command(SiteCommand):
    """Puts database, uploaded files and secret key into one file, while the site runs."""

    leaves_entry = True
    help = "把数据库、上传的文件和密钥备份到一个文件；网站可照常使用。"

    def add_arguments(self, parser):
        """Ask where to."""
        parser.add_argument("file", type=Path, metavar="文件")
        parser.add_argument("--overwrite", action="store_true", help="已有同名文件时换掉它")

    def handle(self, *, file, overwrite, **options):
        """Write the file whole or not at all."""
        if file.exists() and not overwrite:
            raise CommandError(f"已经有 {file}：请换一个文件名；确要换掉它，请加 --overwrite。")
        for public in (Path(settings.MEDIA_ROOT), settings.STATIC_ROOT):
            if file.resolve().is_relative_to(public.resolve()):
                raise CommandError(f"{public} 中的文件谁都能下载，请把备份放在别处。")
        try:
            held = backing_up.back_up(file, self.progress)
        except OSError as error:
            path = error.filename or file
            raise CommandError(f"备份没有成功：{path}（{reason(error)}）。") from error
        except archive.UnreadableBackup as error:
            raise CommandError("备份没有成功：写下的文件读回来有错，请检查磁盘。") from error
        except UnicodeEncodeError as error:
            raise CommandError(f"备份没有成功：文件名 {error.object!r} 不是 UTF-8。") from error
        self.stdout.write(f"已备份到 {file}：{held.rows} 行数据，{held.files} 个上传的文件。")
        if held.missing:
            some = "、".join(sorted(held.missing)[:3])
            self.stdout.write(
                f"数据库中有记录的 {len(held.missing)} 个文件在 media 中没有找到（{some}"
                f"{' 等' if len(held.missing) > 3 else ''}）：没有备份它们。"
            )

    def progress(self, things: list, unit: str):
        """Show how far it has come, where a person looks on."""
        return tqdm(things, desc="备份", unit=unit, file=self.stderr, leave=False, disable=None)
