from django.db import transaction

from unityreports.pages import watching
from unityreports.site.commands import SiteCommand


class Command(SiteCommand):
    """Forgets every kept page, for who changed the database by another program."""

    help = "清空页面缓存：用别的程序改过数据库或文件之后运行。"

    def handle(self, **options):
        """End everything; every server of this database makes its pages anew from now on."""
        with transaction.atomic():
            watching.end({watching.EVERYTHING})
        self.stdout.write("页面缓存已清空。")
