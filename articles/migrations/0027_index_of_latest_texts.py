from django.db import migrations, models

SQLITE = [
    # As the index of what readers search, but without places: that words stand side by side, pairs
    # of characters tell, and the text of the few that are found.
    """
    CREATE VIRTUAL TABLE latest_index USING fts5(
        terms, content='articles_latesttext', content_rowid='article_id', columnsize=0,
        detail=none, tokenize="ascii tokenchars '_.@#'"
    )
    """,
    "INSERT INTO latest_index(latest_index, rank) VALUES ('automerge', 16)",
    """
    CREATE TRIGGER latest_index_insert AFTER INSERT ON articles_latesttext BEGIN
        INSERT INTO latest_index(rowid, terms) VALUES (new.article_id, new.terms);
    END
    """,
    """
    CREATE TRIGGER latest_index_delete AFTER DELETE ON articles_latesttext BEGIN
        INSERT INTO latest_index(latest_index, rowid, terms)
        VALUES ('delete', old.article_id, old.terms);
    END
    """,
    """
    CREATE TRIGGER latest_index_update AFTER UPDATE ON articles_latesttext BEGIN
        INSERT INTO latest_index(latest_index, rowid, terms)
        VALUES ('delete', old.article_id, old.terms);
        INSERT INTO latest_index(rowid, terms) VALUES (new.article_id, new.terms);
    END
    """,
]
POSTGRESQL = [
    "ALTER TABLE articles_latesttext ALTER COLUMN terms TYPE tsvector USING terms::tsvector",
    "CREATE INDEX latest_index ON articles_latesttext USING gin (terms) WITH (fastupdate = off)",
]


def index(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE latest_index")


class Migration(migrations.Migration):
    """The texts that the desk's list searches get an index; the site's set-up writes them anew."""

    dependencies = [("articles", "0026_pictures_of_topics")]

    operations = [
        migrations.DeleteModel("LatestText"),
        migrations.CreateModel(
            name="LatestText",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=models.deletion.CASCADE,
                        primary_key=True,
                        related_name="latest_text",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("text", models.TextField()),
                ("terms", models.TextField()),
            ],
        ),
        migrations.RunPython(index, drop_index),
    ]
