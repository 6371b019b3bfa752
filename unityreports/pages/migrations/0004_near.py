from django.db import migrations, models


class Migration(migrations.Migration):
    """The stamp may be told by a file too."""

    dependencies = [("pages", "0003_files")]

    operations = [
        migrations.AddField("stamp", "near", models.CharField(default="", max_length=120)),
        migrations.AddField("stamp", "near_until", models.FloatField(default=0)),
    ]
