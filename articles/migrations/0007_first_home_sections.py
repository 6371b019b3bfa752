"""The home page as it is delivered; editors arrange it."""

from django.db import migrations

SECTIONS = [
    ("latest", "最新报告"),
    ("regions", "按地区"),
    ("themes", "按主题"),
    ("honors", "按荣誉"),
]


def add(apps, schema_editor):
    """Add the sections, unless there are some."""
    section = apps.get_model("articles", "HomeSection")
    if not section.objects.exists():
        section.objects.bulk_create(
            section(kind=kind, heading=heading, position=position * 10)
            for position, (kind, heading) in enumerate(SECTIONS, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_home_sections")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
