"""The home page shows the newest of each place and a chart of what came in."""

from django.db import migrations, models

KINDS = [
    ("latest", "最新报告"),
    ("channel", "一个栏目的最新报告"),
    ("text", "一段文字"),
    ("regions", "按地区进入"),
    ("themes", "按主题进入"),
    ("honors", "按荣誉进入"),
    ("places", "各地最新报告"),
    ("months", "各月发布的报告（图）"),
]
FIRST = {"latest": "最新报告", "regions": "按地区", "themes": "按主题", "honors": "按荣誉"}


def add_sections(apps, schema_editor):
    """Add both where nobody has arranged the page: there is nothing to be in the way of."""
    sections = apps.get_model("articles", "HomeSection").objects
    if dict(sections.filter(shown=True).values_list("kind", "heading")) != FIRST:
        return
    sections.create(kind="places", heading="各地最新", position=15)
    sections.create(kind="months", heading="每月发布", position=16)


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_index_of_latest_texts")]

    operations = [
        migrations.AlterField(
            model_name="homesection",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=10, verbose_name="内容"),
        ),
        migrations.AlterField(
            model_name="homesection",
            name="size",
            field=models.PositiveSmallIntegerField(
                default=8,
                help_text="显示报告的版块列出几篇，1 到 20；“各地最新报告”每地一篇，列出几个地区。",
                verbose_name="报告篇数",
            ),
        ),
        migrations.RunPython(add_sections, migrations.RunPython.noop),
    ]
