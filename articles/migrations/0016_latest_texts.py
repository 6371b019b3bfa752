import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    """Write down the words of the reports that are there."""
    from articles.search.latest_texts import text_of

    LatestText = apps.get_model("articles", "LatestText")
    articles = apps.get_model("articles", "Article").objects.filter(latest_revision__isnull=False)
    rows = []
    for pk, content in articles.values_list("pk", "latest_revision__content").iterator(200):
        rows.append(LatestText(article_id=pk, text=text_of(content)))
        if len(rows) == 200:
            LatestText.objects.bulk_create(rows)
            rows = []
    LatestText.objects.bulk_create(rows)


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0015_texts_as_the_editor_writes_them"),
    ]

    operations = [
        migrations.CreateModel(
            name="LatestText",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="latest_text",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("text", models.TextField()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
