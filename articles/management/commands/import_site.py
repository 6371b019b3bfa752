"""Move an old site over: its reports as drafts, its addresses as ways to them."""

import csv
from collections import Counter
from pathlib import Path

from django.core.management.base import CommandError
from tqdm import tqdm

from articles.exports.formulas import inert
from articles.importing import site_moves
from articles.models import MovedPage
from unityreports.site.commands import SiteCommand
from unityreports.site.os_errors import reason

HEAD = ("旧网址", "文件", "结果", "原因", "报告编号")


class Command(SiteCommand):
    """``manage.py import_site FOLDER [--table FILE]``: a mirror made by wget or HTTrack."""

    leaves_entry = True
    help = (
        "从旧网站的镜像（wget 或 HTTrack 保存的文件夹）导入报告，存为草稿；报告公开后，旧网址自动"
        "转到新页面。中断后再运行就接着做。"
    )

    def add_arguments(self, parser):
        """Take the folder, and where to write the table."""
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="镜像所在的文件夹")
        parser.add_argument(
            "--table", type=Path, metavar="FILE", help="把每个网址的结果写成 CSV 表格"
        )

    def handle(self, *, folder, table, **options):
        """Take over what was not taken yet, and say what became of all."""
        if not folder.is_dir():
            raise CommandError(f"没有这个文件夹：{folder}")
        bar = tqdm(desc="导入", unit="页", file=self.stderr, disable=None)

        def progress(pages):
            bar.reset(len(pages))
            for page in pages:
                yield page
                bar.update()

        for _ in site_moves.move(folder, progress):
            pass
        bar.close()
        files = dict(MovedPage.objects.values_list("file", "outcome"))
        counts = Counter(files.values())
        words = (f"{label} {counts[value]}" for value, label in MovedPage.Outcome.choices)
        self.stderr.write("，".join(words))
        if table:
            self.write(table)

    def write(self, table: Path):
        """Write a line for each address: what was taken, what is in doubt, what was not and why."""
        rows = MovedPage.objects.order_by("outcome", "address").values_list(
            "address", "file", "outcome", "reason", "article_id"
        )
        labels = dict(MovedPage.Outcome.choices)
        try:
            with table.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(HEAD)
                for address, name, outcome, why, article in rows.iterator():
                    cells = (address, name, str(labels[outcome]), why)
                    writer.writerow([*map(inert, cells), article or ""])
        except OSError as error:
            raise CommandError(f"表格写不了（{reason(error)}）：{table}") from error
