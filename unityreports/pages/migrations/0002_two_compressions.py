from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows that are there belong to an older build of the site: none of them is answered again."""

    dependencies = [("pages", "0001_kept_pages")]

    operations = [
        migrations.RenameField("storedpage", "body", "gzip"),
        migrations.AddField(
            "storedpage", "brotli", models.BinaryField(default=b""), preserve_default=False
        ),
    ]
