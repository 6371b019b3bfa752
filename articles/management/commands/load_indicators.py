"""Give a site the indicators that come with the program, to begin with."""

import json
from pathlib import Path

from django.db import transaction

from articles.models import Indicator, IndicatorName
from unityreports.site.commands import SiteCommand


class Command(SiteCommand):
    """``manage.py load_indicators PATH``."""

    help = "从 JSON 文件载入常用指标；站点已有指标的，一律不动。"

    def add_arguments(self, parser):
        """Take the list."""
        parser.add_argument("path", type=Path, help="JSON 文件：名称、单位和同义名称")

    @transaction.atomic
    def handle(self, *, path, **options):
        """Load and report. What an office gathers is its own: only an empty list is filled."""
        if Indicator.objects.exists():
            self.stdout.write("已有指标，没有改动")
            return
        told = json.loads(path.read_text(encoding="utf-8"))
        made = Indicator.objects.bulk_create(
            Indicator(name=each["name"], unit=each["unit"], position=place)
            for place, each in enumerate(told, 1)
        )
        IndicatorName.objects.bulk_create(
            IndicatorName(indicator=indicator, name=name)
            for indicator, each in zip(made, told, strict=True)
            for name in (each["name"], *each["synonyms"])
        )
        self.stdout.write(f"新增指标 {len(made)}")
