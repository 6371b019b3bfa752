"""Passages of reports and the index that searches them."""

import django.db.models.deletion
from django.db import migrations, models

import articles.models.passage

SQLITE = [
    # External content: the index keeps no text. The tokenizer leaves every character of another
    # script in its word; terms come ready-made, parted by spaces.
    """
    CREATE VIRTUAL TABLE search_index USING fts5(
        terms, content='articles_passage', content_rowid='id',
        tokenize="ascii tokenchars '_.@#'"
    )
    """,
    """
    CREATE TRIGGER search_index_insert AFTER INSERT ON articles_passage BEGIN
        INSERT INTO search_index(rowid, terms) VALUES (new.id, new.terms);
    END
    """,
    """
    CREATE TRIGGER search_index_delete AFTER DELETE ON articles_passage BEGIN
        INSERT INTO search_index(search_index, rowid, terms)
        VALUES ('delete', old.id, old.terms);
    END
    """,
    """
    CREATE TRIGGER search_index_update AFTER UPDATE ON articles_passage BEGIN
        INSERT INTO search_index(search_index, rowid, terms)
        VALUES ('delete', old.id, old.terms);
        INSERT INTO search_index(rowid, terms) VALUES (new.id, new.terms);
    END
    """,
]
SQLITE_UNDO = [
    "DROP TRIGGER search_index_insert",
    "DROP TRIGGER search_index_delete",
    "DROP TRIGGER search_index_update",
    "DROP TABLE search_index",
]
# Without fastupdate every publish costs the same and no search reads a list of pending entries.
POSTGRESQL = [
    "CREATE INDEX search_index ON articles_passage USING gin (terms) WITH (fastupdate = off)"
]
POSTGRESQL_UNDO = ["DROP INDEX search_index"]


def create(apps, schema_editor):
    """Make the index of the database in use."""
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    """Remove it."""
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL_UNDO if vendor == "postgresql" else SQLITE_UNDO:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_roles")]

    operations = [
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "row",
                    models.PositiveSmallIntegerField(help_text="第几行举措，从 1 起。", null=True),
                ),
                ("text", models.TextField()),
                ("terms", articles.models.passage.TermsField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="articles.article",
                    ),
                ),
            ],
            options={"verbose_name": "检索段落", "verbose_name_plural": "检索段落"},
        ),
        migrations.RunPython(create, drop),
    ]
