from django.db import migrations

# A segment is closed over entries that are half a year old at least, whoever closes it; an entry
# may go only when it lies in a closed segment.
TABLES = ("trail_entry", "trail_link", "trail_segment")
KEPT_AT_LEAST = "6 months"
PLACE = {
    "trail_entry": "(SELECT position FROM trail_link WHERE entry_id = OLD.id)",
    "trail_link": "OLD.position",
}
# What would be replaced (INSERT OR REPLACE) goes without asking the trigger for what is deleted.
SAME = {
    "trail_entry": "id = NEW.id",
    "trail_link": "position = NEW.position OR entry_id = NEW.entry_id",
    "trail_segment": "first = NEW.first OR last = NEW.last",
}


def closed(table):
    """Return the condition that a row which is about to be deleted lies in a closed segment."""
    if table not in PLACE:
        return "1 = 0"
    return f"EXISTS (SELECT 1 FROM trail_segment WHERE last >= {PLACE[table]})"


def too_early(moment):
    return (
        "EXISTS (SELECT 1 FROM trail_link JOIN trail_entry ON trail_entry.id = trail_link.entry_id"
        f" WHERE trail_link.position <= NEW.last AND trail_entry.at > {moment})"
    )


def on_sqlite():
    for table in TABLES:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}"
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
            f" WHEN NOT {closed(table)} {refuse}"
        )
        yield (
            f"CREATE TRIGGER {table}_no_replacement BEFORE INSERT ON {table}"
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {SAME[table]}) {refuse}"
        )
    yield (
        "CREATE TRIGGER trail_segment_not_early BEFORE INSERT ON trail_segment"
        f" WHEN {too_early(f'''datetime('now', '-{KEPT_AT_LEAST}')''')}"
        " BEGIN SELECT RAISE(ABORT, 'trail_segment would hold young entries'); END"
    )


def on_postgresql():
    yield (
        "CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';"
        " END $$"
    )
    for table in TABLES:
        for event in ("UPDATE", "TRUNCATE"):
            yield (
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()"
            )
        yield (
            f"CREATE FUNCTION {table}_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {closed(table)} THEN RETURN OLD; END IF;"
            " RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';"
            " END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_gone()"
        )
    yield (
        "CREATE FUNCTION trail_segment_in_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {too_early(f'''now() - interval '{KEPT_AT_LEAST}' ''')} THEN"
        " RAISE EXCEPTION 'trail_segment would hold young entries'"
        " USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
    )
    yield (
        "CREATE TRIGGER trail_segment_not_early BEFORE INSERT ON trail_segment"
        " FOR EACH ROW EXECUTE FUNCTION trail_segment_in_time()"
    )


def add_triggers(apps, schema_editor):
    statements = on_sqlite if schema_editor.connection.vendor == "sqlite" else on_postgresql
    for statement in statements():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Refuse to change or remove what is written, in the database itself."""

    dependencies = [("trail", "0001_entries")]

    operations = [migrations.RunPython(add_triggers, elidable=False)]
