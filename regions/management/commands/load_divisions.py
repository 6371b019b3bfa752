"""Load or update administrative divisions."""

from pathlib import Path

from django.core.management.base import CommandError
from tqdm import tqdm

from regions import divisions
from unityreports.site.commands import SiteCommand

SHOWN = 20  # rows of each kind of change that are named; the rest are counted


class Command(SiteCommand):
    """``manage.py load_divisions PATH [--year YEAR]``."""

    help = "从 CSV（code,name,parent）载入或更新行政区划，报告新增、更名、变更代码和撤销的地区。"

    def add_arguments(self, parser):
        """Take the file and, for later research, the last year of what it replaces."""
        parser.add_argument("path", type=Path, help="区划表，UTF-8 编码的 CSV")
        parser.add_argument("--year", type=int, help="原代码、原名称停用的年份，默认今年")

    def handle(self, *, path, year, **options):
        """Load and report."""
        try:
            changes = divisions.load(
                divisions.read(path),
                year=year,
                progress=lambda rows: tqdm(rows, desc="行政区划", unit="行", disable=None),
            )
        except divisions.DivisionsError as error:
            raise CommandError(f"{error} 数据库没有改动。") from error
        former, short = divisions.load_other_names()
        self.report("新增", changes.added)
        self.report("更名", changes.renamed)
        self.report("变更代码", changes.moved)
        self.report("撤销", changes.vanished)
        self.report("恢复", changes.returned)
        self.stdout.write(f"未变 {changes.unchanged}")
        self.stdout.write(f"新增曾用名 {former}、简称 {short}")

    def report(self, label: str, rows: list[tuple]):
        """Write one kind of change: how many, and which when they are few."""
        self.stdout.write(f"{label} {len(rows)}")
        if len(rows) <= SHOWN:
            for row in rows:
                self.stdout.write("  " + " ".join(row))
