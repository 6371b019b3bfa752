from django.db import migrations


def know_texts(apps, schema_editor):
    """Give the reports that are there a fingerprint, and waiting pages what their list shows."""
    from articles.importing.duplicates import columns_of, fingerprint_of

    Article = apps.get_model("articles", "Article")
    Measure = apps.get_model("articles", "Measure")
    TextPrint = apps.get_model("articles", "TextPrint")
    for article in Article.objects.only("pk", "lead", "closing").order_by("pk").iterator(500):
        rows = Measure.objects.filter(article_id=article.pk).order_by("sort_order")
        content = {
            "lead": article.lead,
            "closing": article.closing,
            "measures": list(rows.values("sort_order", "heading", "body")),
        }
        value = fingerprint_of(content)
        if value:
            TextPrint.objects.create(article_id=article.pk, **columns_of(value))
    for pending in apps.get_model("articles", "PendingImport").objects.all():
        pending.title = ((pending.parsed["title"] or {}).get("value") or "")[:200]
        pending.problem_count = len(pending.parsed["problems"])
        pending.save(update_fields=["title", "problem_count"])


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0010_text_prints"),
    ]

    operations = [
        migrations.RunPython(know_texts, migrations.RunPython.noop, elidable=True),
    ]
