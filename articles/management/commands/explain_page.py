"""Say of each line of a page what the importer takes it for."""

from pathlib import Path

from django.core.management.base import CommandError

from articles.extraction import PageRefused
from articles.extraction.explain import explain
from articles.extraction.parse import parse_page
from articles.extraction.readers import read_page
from articles.importing.upload import Reader
from unityreports.site.commands import SiteCommand
from unityreports.site.os_errors import reason

_FACTS = ("title", "subtitle", "source", "author", "published", "views")


class Command(SiteCommand):
    """``manage.py explain_page FILE``: part, rule and text of every line, then the facts."""

    help = (
        "逐行说明导入时页面的每一行被当作什么、由哪条规则决定，"
        "并列出识别出的事实和原文依据。不写入数据库。"
    )

    def add_arguments(self, parser):
        """Take a file."""
        parser.add_argument("file", type=Path, metavar="FILE", help="网页、Word、PDF 或文字文件")

    def handle(self, *, file, **options):
        """Print a line for each line of the page, and one for each fact."""
        places = Reader().gazetteer
        try:
            page = read_page(file.read_bytes(), None)
            for part, rule, text in explain(page, places):
                self.stdout.write(f"{part:9} [{rule}] {text}")
            report = parse_page(page, gazetteer=places, filename=file.name)
        except OSError as error:
            raise CommandError(f"读不了 {file}：{reason(error)}") from error
        except PageRefused as error:
            raise CommandError(f"{error}") from error
        self.stdout.write("")
        for name in _FACTS:
            if fact := getattr(report, name):
                number = page.line_number(fact.offset)
                self.stdout.write(f"{name}: {fact.quote} (第 {number} 行，{fact.where})")
        self.stdout.write(f"region: {report.region}")
        for honor in report.honors:
            bearers = "、".join(honor.recipients)
            self.stdout.write(
                f"honor: {honor.status} {honor.name} [{bearers}] ({honor.rule}) {honor.quote}"
            )
        for figure in report.figures:
            growth = "" if figure.growth is None else f" {figure.growth:+f}%"
            total = f" of {figure.part_of}" if figure.part_of else ""
            self.stdout.write(
                f"figure: {figure.name} {figure.value:f}{figure.unit}{growth}{total} "
                f"[{figure.rule}] {figure.quote}"
            )
