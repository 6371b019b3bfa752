"""Add the former and short names that come with the program."""

from django.core.management.base import BaseCommand

from regions import divisions


class Command(BaseCommand):
    """``manage.py load_names``."""

    help = "补充随程序提供的地区曾用名和简称；已有的一律不动。"

    def handle(self, **options):
        """Load and report."""
        former, short = divisions.load_other_names()
        self.stdout.write(f"新增 曾用名 {former}、简称 {short}")
