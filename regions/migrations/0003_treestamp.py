import uuid

from django.db import migrations, models


def first_stamp(apps, schema_editor):
    apps.get_model("regions", "TreeStamp").objects.get_or_create(pk=1)


class Migration(migrations.Migration):

    dependencies = [
        ("regions", "0002_former_divisions_in_their_region"),
    ]

    operations = [
        migrations.CreateModel(
            name="TreeStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.RunPython(first_stamp, migrations.RunPython.noop, elidable=True),
    ]
