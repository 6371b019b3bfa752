"""Bulk import against raw inserts of the same rows, in one run on one database.

``python -m benchmarks.bulk_import [--reports 10000]`` with ``DATABASE_URL`` at an empty database.
Both shipped reports are read once; the run then imports copies of them that differ in title and
text, so that parsing, measured by ``benchmarks.importing``, is not counted again. The raw inserts
write every row that the import wrote, the values ready in memory, in one transaction.

Time is that of ``benchmarks.timing``: CPU on SQLite, the time that passes on PostgreSQL. There the
raw inserts go in statements of many rows each, because ``executemany`` would wait for every row.
"""

import argparse
import copy
import gc
import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unityreports.settings")
django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from psycopg2.extras import execute_values
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from articles.importing import drafts, loading, upload
from articles.importing.duplicates import KnownReports
from articles.models import (
    Article,
    ArticleTag,
    DocumentMention,
    Figure,
    Honor,
    Measure,
    PlaceMention,
    RawPage,
    TextPrint,
    ViewCount,
)
from benchmarks.timing import now
from regions import divisions

ROOT = Path(__file__).parent.parent
BATCH = 50
# In the order that foreign keys ask for.
TABLES = [
    RawPage,
    Revision,
    Article,
    Measure,
    Honor,
    Figure,
    DocumentMention,
    PlaceMention,
    ArticleTag,
    ViewCount,
    TextPrint,
    ModelLogEntry,
    ReferenceIndex,
]


def prepare():
    """Migrate an empty database and load places and vocabularies."""
    call_command("migrate", verbosity=0)
    if Article.objects.exists():
        raise SystemExit("Point DATABASE_URL at an empty database: this one holds reports.")
    divisions.load(divisions.read(ROOT / "fixtures" / "divisions.csv"))
    loading.load(ROOT / "fixtures" / "vocabulary.json")


def copies(count: int):
    """Yield ``count`` read reports that no two are taken for one another."""
    reader = upload.Reader()
    seeds = [
        reader.read(path.read_bytes(), filename=path.name)
        for path in sorted((ROOT / "tests" / "data" / "seeds").glob("*.txt"))
    ]
    for number in range(count):
        report = copy.copy(seeds[number % len(seeds)])
        report.title = copy.copy(report.title)
        report.title.value = f"{report.title.value}（{number}）"
        report.raw_text = f"{report.raw_text}\n{number}"
        report.fingerprint = hash(str(number)) & (2**64 - 1)
        yield report


def timed_import(reports) -> float:
    """Import in batches as the command does; return seconds."""
    known, vocabulary = KnownReports(), drafts.Vocabulary()
    gc.freeze()  # as the command does
    started = now()
    for start in range(0, len(reports), BATCH):
        upload.import_pages(reports[start : start + BATCH], known=known, vocabulary=vocabulary)
    return now() - started


def timed_raw_inserts() -> float:
    """Take all rows out and insert them again; return seconds."""
    statements = []
    with connection.cursor() as cursor:
        for model in TABLES:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table}")
            marks = ", ".join(["%s"] * len(cursor.description))
            statements.append((table, marks, cursor.fetchall()))
        with transaction.atomic():
            for model in reversed(TABLES):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
        started = now()
        with transaction.atomic():
            for table, marks, rows in statements:
                if connection.vendor == "postgresql":
                    execute_values(
                        cursor.cursor, f"INSERT INTO {table} VALUES %s", rows, page_size=500
                    )
                else:
                    cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        return now() - started


def main():
    """Measure and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    count = parser.parse_args().reports
    prepare()
    ours = timed_import(list(copies(count)))
    rows = sum(model.objects.count() for model in TABLES)
    raw = timed_raw_inserts()
    print(f"{connection.vendor}: {count} reports, {rows} rows")
    print(f"import {ours:.1f} s, raw inserts {raw:.1f} s, ratio {ours / raw:.1f}")


if __name__ == "__main__":
    main()
