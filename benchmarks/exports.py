"""Exports: CSV and XLSX of all reports, against ``sqlite3 -csv`` on the same query.

Run as ``python -m benchmarks exports``, or by itself as ``python -m benchmarks.exports SIZES SEED``
on the database that the settings name.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client

from articles.exports.columns import Column
from articles.exports.datasets import DATASETS
from articles.exports.download import Export
from articles.models import Article
from benchmarks import generate
from benchmarks.timing import Table

ARTICLES = DATASETS["articles"]
COLUMNS = (
    "id", "title", "subtitle", "date", "source", "author",
    "channel", "region", "region_code", "language", "updated", "address",
)  # fmt: skip
ROUNDS = 5
CSV_RATIO, XLSX_RATIO, MOST_MEMORY, FIRST_BYTE = 3.5, 16, 30, 200


def export(columns: list[Column]) -> Export:
    """Return the export of all public reports."""
    queryset = ARTICLES.ordered(ARTICLES.public())
    return Export(dataset=ARTICLES, queryset=queryset, columns=columns)


def cpu_of(task: Callable[[], object]) -> float:
    """Return the CPU seconds that a task takes in this process."""
    begun = time.process_time()
    task()
    return time.process_time() - begun


def cpu_of_sqlite(columns: list[Column]) -> float:
    """Return the CPU seconds in which SQLite's own program writes the same columns and rows."""
    sources = list(dict.fromkeys(column.source() for column in columns))
    sql, values = export(columns).queryset.values_list(*sources).query.sql_with_params()
    quoted = (repr(str(v)) if isinstance(v, str) else str(int(v)) for v in map(_plain, values))
    command = ["sqlite3", "-csv", str(connection.settings_dict["NAME"]), sql % tuple(quoted)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _plain(value):
    return value if isinstance(value, bool | int) else str(value)


def memory_of(task: Callable[[], object]) -> float:
    """Return by how many MB the most memory in use grows over what is in use now (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
    before = _peak()
    task()
    return (_peak() - before) / 1024


def _peak() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def first_bytes() -> tuple[float, float]:
    """Return after how many ms a desk download gives its first byte, and its first rows."""
    user, _ = User.objects.get_or_create(username="bench", is_superuser=True, is_staff=True)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    query = {"format": "csv", "columns": COLUMNS}
    client.get("/admin/export/articles/", query | {"q": "没有"})  # warms up
    begun = time.perf_counter()
    response = client.get("/admin/export/articles/", query)
    pieces = response.streaming_content
    next(pieces)
    first = time.perf_counter() - begun
    next(pieces)
    rows = time.perf_counter() - begun
    response.close()
    return first * 1000, rows * 1000


def main(sizes: list[int], seed: int):
    """Measure at each size, the smallest first."""
    settings.MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")  # no files here
    call_command("migrate", verbosity=0)
    generate.prepare()
    generator, table = generate.Generator(seed), Table()
    for size in sizes:
        for _ in generator.write(size - Article.objects.count(), bodies=False):
            pass
        generate.analyze()
        table.row(f"-- {size:,} reports, {len(COLUMNS)} columns", "")
        _measure(table, size)


def _measure(table: Table, size: int):
    columns = ARTICLES.choose(COLUMNS)
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder, "list.xlsx")

        def csv():
            export(columns).write(Path(os.devnull), "csv")

        def xlsx():
            export(columns).write(sheet, "xlsx")

        csv_memory, xlsx_memory = memory_of(csv), memory_of(xlsx)
        rounds = ROUNDS if size <= 10_000 else 3
        if connection.vendor == "sqlite":
            # In turns, and the best of each: what else the machine does only adds.
            taken = [(cpu_of(csv), cpu_of_sqlite(columns)) for _ in range(rounds)]
            ours, base = (min(times) * 1000 for times in zip(*taken, strict=True))
            table.row("sqlite3 -csv", f"{base:.0f} ms")
            table.ratio("CSV, CPU", ours, base, CSV_RATIO, "sqlite3 -csv")
            ours = min(cpu_of(xlsx) for _ in range(2)) * 1000
            table.ratio("XLSX, CPU", ours, base, XLSX_RATIO, "sqlite3 -csv")
        else:
            table.row("CSV, CPU of the site", f"{min(cpu_of(csv) for _ in range(rounds)):.2f} s")
            table.row("XLSX, CPU of the site", f"{cpu_of(xlsx):.2f} s")
    for name, grown in (("CSV", csv_memory), ("XLSX", xlsx_memory)):
        limit = f"<= {MOST_MEMORY} MB"
        table.row(f"{name}, memory", f"+{grown:.1f} MB", limit, met=grown <= MOST_MEMORY)
    first, rows = first_bytes()
    table.row("CSV, first byte", f"{first:.0f} ms", f"<= {FIRST_BYTE} ms", met=first <= FIRST_BYTE)
    table.row("CSV, first rows", f"{rows:.0f} ms")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1].split(",")], int(sys.argv[2]))
