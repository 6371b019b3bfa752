"""Names the collection that all pictures are in; Wagtail calls it Root on every screen."""

from django.db import migrations


def name(apps, schema_editor):
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name="Root").update(
        name="全部图片"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("unityreports", "0005_help_texts"),
        ("wagtailcore", "0026_group_collection_permission"),
    ]

    operations = [migrations.RunPython(name, migrations.RunPython.noop)]
