from django.db import migrations, models


class Migration(migrations.Migration):
    """Pages may stand as files too."""

    dependencies = [("pages", "0002_two_compressions")]

    operations = [
        migrations.AddField("storedpage", "file", models.CharField(default="", max_length=1000)),
    ]
