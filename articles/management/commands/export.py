"""Exports a list to a file, with the filters and columns that downloads and the API have."""

import os
import sys
import tempfile
from pathlib import Path

from django.core.management.base import CommandError
from tqdm import tqdm

from articles.exports.datasets import DATASETS, UnknownColumnError
from articles.exports.download import FORMATS, Export
from articles.filters import StaffArticleFilters
from articles.models import Article
from unityreports.site.commands import SiteCommand
from unityreports.site.os_errors import reason


class Command(SiteCommand):
    """Export a list."""

    leaves_entry = True
    help = "把公开的报告、举措、荣誉、数据、文献或地区导出为 CSV、XLSX 或 JSON Lines 文件。"

    def add_arguments(self, parser):
        """Offer every filter of every list; one that the chosen list lacks is refused later."""
        parser.add_argument("dataset", choices=DATASETS, help="导出哪一种列表")
        parser.add_argument("--format", choices=FORMATS, help="格式；缺省由输出文件的扩展名决定")
        parser.add_argument("--output", "-o", help="输出文件；缺省为当前目录下的中文文件名")
        parser.add_argument("--columns", help="要哪些列、按什么次序，用逗号分隔")
        parser.add_argument("--list-columns", action="store_true", help="只列出可选的列")
        fields, earlier = {}, {}
        for dataset in DATASETS.values():
            filters = _filters_of(dataset)
            fields |= filters.base_fields
            earlier |= filters.aliases
        for name, field in sorted(fields.items()):
            wording = f"{field.label}。{field.help_text}".replace("%", "%%")
            parser.add_argument(f"--{name}", help=wording)
        for name, now in sorted(earlier.items()):
            parser.add_argument(f"--{name}", help=f"--{now} 以前的名称。")
        parser.set_defaults(filters=[*sorted(fields), *earlier])

    def handle(self, *args, **options):
        """Write the file whole or not at all."""
        dataset = DATASETS[options["dataset"]]
        if options["list_columns"]:
            for column in dataset.offered(staff=True):
                self.stdout.write(f"{column.name:<16}{column.label}：{column.description}")
            return
        export = self._export(dataset, options)
        kind = _kind(options)
        output = Path(options["output"] or export.filename(kind))
        try:
            count = self._write(export, kind, output)
        except OSError as error:
            raise CommandError(f"写不了 {output}：{reason(error)}") from error
        self.stdout.write(f"已导出 {count} 行到 {output}")

    def _export(self, dataset, options) -> Export:
        # What the terminal sent in another encoding is no text that a database can be asked for.
        given = {
            name: str(options[name]).encode(errors="replace").decode()
            for name in options["filters"]
            if options[name] is not None
        }
        form = _filters_of(dataset)(given)
        if problems := form.problems():
            raise CommandError("\n".join(problems))
        names = [name.strip() for name in (options["columns"] or "").split(",") if name.strip()]
        try:
            columns = dataset.choose(names, staff=True)
        except UnknownColumnError as error:
            raise CommandError(str(error)) from error
        rows = dataset.public()
        if dataset.name == "articles" and form.cleaned_data["status"] not in ("", "live"):
            rows = Article.objects.kept()
        return Export(
            dataset=dataset,
            queryset=dataset.ordered(form.apply(rows)),
            columns=columns,
            described=form.described(),
        )

    def _write(self, export: Export, kind: str, output: Path) -> int:
        """Write beside the target and move into place: a broken export leaves no half file."""
        total = export.queryset.count()
        with tempfile.TemporaryDirectory(dir=output.parent, prefix=".export-") as folder:
            draft = Path(folder, "export")
            with tqdm(total=total, unit="行", file=sys.stderr, disable=None) as bar:
                export.write(draft, kind, bar.update)
            os.replace(draft, output)
        return bar.n if not bar.disable else total


def _filters_of(dataset):
    return StaffArticleFilters if dataset.name == "articles" else dataset.filters


def _kind(options) -> str:
    """Return the format that was asked for, by name or by the file's extension."""
    if options["format"]:
        return options["format"]
    if not options["output"]:
        return "csv"
    extension = Path(options["output"]).suffix.removeprefix(".").lower()
    if extension not in FORMATS:
        raise CommandError(f"看不出格式：请用 --format 指定 {'、'.join(FORMATS)} 之一。")
    return extension
