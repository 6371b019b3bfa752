"""A server that is killed in the middle of an act on many reports."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from articles.publishing import batches
from tests import editors, factories

# Ends itself as a machine does that loses its power: when the third report is public but for the
# end of its transaction.
RUN = """
import django, os, signal
django.setup()
from wagtail.signals import published
from articles.models import BulkAct
from articles.publishing import batches
seen = []
def die(**kwargs):
    seen.append(kwargs)
    if len(seen) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
published.connect(die)
batches.proceed(BulkAct.objects.get())
"""


@pytest.mark.sqlite_only  # the tests' database is copied to a file, where another process opens it
@pytest.mark.django_db(transaction=True)
def test_a_kill_leaves_whole_reports_and_rows_that_tell_the_truth(tmp_path):
    user = editors.user(editors.REVIEWER)
    reports = [factories.draft(honors=[{}]) for _ in range(4)]
    batches.begin(user, "publish", [report.pk for report in reports])
    copy = sqlite3.connect(tmp_path / "db.sqlite3")
    connection.connection.backup(copy)
    ended = subprocess.run(
        [sys.executable, "-c", RUN],
        cwd=Path(__file__).resolve().parents[2],
        env={
            **os.environ,
            "VAR_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "unityreports.settings",
        },
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    rows = copy.execute(
        """
        SELECT outcome, live, after IS NOT NULL,
            (SELECT COUNT(*) > 0 FROM articles_placement p WHERE p.article_id = a.id)
        FROM articles_bulkactrow r JOIN articles_article a ON a.id = r.article_id ORDER BY r.id
        """
    ).fetchall()
    copy.close()
    assert rows == [("done", 1, 1, 1)] * 2 + [("waiting", 0, 0, 0)] * 2
