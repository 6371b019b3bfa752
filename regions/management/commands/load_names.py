"""Add the former and short names that come with the program."""

from regions import divisions
from unityreports.site.commands import SiteCommand


class Command(SiteCommand):
    """``manage.py load_names``."""

    help = "补充随程序提供的地区曾用名和简称；已有的一律不动。"

    def handle(self, **options):
        """Load and report."""
        former, short = divisions.load_other_names()
        if former or short:
            self.stdout.write(f"新增曾用名 {former}、简称 {short}")
        else:
            self.stdout.write("曾用名和简称都已经有了")
