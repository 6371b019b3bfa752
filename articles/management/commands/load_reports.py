"""Load reports and vocabularies that are not there yet."""

from pathlib import Path

from django.core.management.base import CommandError

from articles.importing import loading
from unityreports.site.commands import SiteCommand


class Command(SiteCommand):
    """``manage.py load_reports PATH [PATH …]``."""

    leaves_entry = True
    help = "从 JSON 文件载入尚不存在的栏目、主题和报告；已有的一律不动。"

    def add_arguments(self, parser):
        """Take the fixtures, in the order to load them."""
        parser.add_argument("paths", nargs="+", type=Path, help="JSON 数据文件")

    def handle(self, *, paths, **options):
        """Load and report."""
        for path in paths:
            try:
                loaded = loading.load(path)
            except loading.LoadingError as error:
                raise CommandError(f"{error} 数据库没有改动。") from error
            created = "、".join(f"{label} {count}" for label, count in loaded.created.items())
            self.stdout.write(f"{path.name}：新增 {created or '0'}；已有 {loaded.already_there}")
            for title in loaded.published:
                self.stdout.write(f"  已发布《{title}》")
