from contextlib import contextmanager
from time import monotonic

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from articles.publishing import stored_files
from unityreports import installation
from unityreports.backups import restoring
from unityreports.site.commands import SiteCommand, trouble_with_connection
from unityreports.site.os_errors import reason


class Command(SiteCommand):
    """Prepares the installation; repeated, it does only what is still missing."""

    requires_migrations_checks = False
    help = "准备站点：数据库、行政区划、两篇报告、静态文件和第一个管理员。可重复运行。"

    def handle(self, **options):
        """Do the steps in order; what is already done says nothing and takes next to no time."""
        if trouble := trouble_with_connection():
            raise CommandError(trouble)
        try:
            with installation.alone(settings.VAR_DIR):
                self.prepare()
        except OSError as error:
            path = error.filename or settings.VAR_DIR
            raise CommandError(
                f"无法读写 {path}（{reason(error)}）：请检查 VAR_DIR 的权限和剩余空间，"
                "再运行 manage.py setup。"
            ) from error
        except DatabaseError as error:
            cause = " ".join(str(error).split())
            raise CommandError(
                f"数据库出错（{cause}）：请检查 DATABASE_URL 和数据库用户的权限，"
                "再运行 manage.py setup；加上 --traceback 可看详情。"
            ) from error

    def prepare(self):
        """Do what is not done yet."""
        for path in installation.restrict_access():
            self.say(f"无法更改 {path} 的权限，它属于别的用户；请让它只有网站的用户能读。")
        installation.migrate_database(self.progress)
        restoring.adopt_secret()
        installation.refresh_derived(self.progress)
        installation.write_latest_texts(self.progress)
        installation.load_content(self.progress)
        installation.strip_pictures(self.progress)
        installation.rename_renditions()
        stored_files.sweep()
        if not settings.DEBUG:  # the developers' server reads the files where they are
            installation.collect_static_files(self.progress)
        installation.create_administrator(self.tell_administrator)

    @contextmanager
    def progress(self, title: str):
        """Announce a step, and say how long it took once it is done."""
        begun = monotonic()
        self.say(f"{title} ……")
        yield
        self.say(f"  完成，用时 {monotonic() - begun:.1f} 秒")

    def tell_administrator(self, name: str, password: str | None):
        """Show the account that was made, with its password this once unless it was given."""
        self.say(f"已创建管理员：{name}")
        self.say(
            f"密码（只显示这一次，请记下）：{password}" if password else "密码取自 ADMIN_PASSWORD"
        )
        self.say(
            "首次登录要用手机上的身份验证器扫码；没有手机可用时，运行 manage.py second_factor off"
        )

    def say(self, line: str):
        """Write a line at once, also into a pipe."""
        self.stdout.write(line)
        self.stdout.flush()
