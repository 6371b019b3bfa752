from contextlib import contextmanager
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from unityreports import installation


class Command(BaseCommand):
    """Prepares the installation; repeated, it does only what is still missing."""

    help = "准备站点：数据库、行政区划、两篇报告、静态文件和第一个管理员。可重复运行。"

    def handle(self, **options):
        """Do the steps in order; what is already done says nothing and takes next to no time."""
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"连接不上数据库，请检查 DATABASE_URL：{error}") from error
        with installation.alone(settings.VAR_DIR):
            installation.migrate_database(self.progress)
            installation.refresh_derived(self.progress)
            installation.load_content(self.progress)
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

    def say(self, line: str):
        """Write a line at once, also into a pipe."""
        self.stdout.write(line)
        self.stdout.flush()
