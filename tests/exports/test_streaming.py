"""Downloads from the server that ``make run`` uses: streamed, and never cut without a sign."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from articles.models import Honor
from tests import factories
from tests.project.conftest import ROOT, free_port, wait_for_line

pytestmark = pytest.mark.django_db(transaction=True)

SERVE = """
import sys
from django.core.wsgi import get_wsgi_application
from unityreports import server
sock = server.listen("127.0.0.1", int(sys.argv[1]))
ready = lambda: print("ready", flush=True)
sys.exit(server.serve(get_wsgi_application(), sock, ready, print, lambda: 60))
"""
ROWS = 5_000


def database_url() -> str:
    """Return the address of the database of this test."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


@pytest.fixture
def address(tmp_path):
    """Serve two reports, one of them with many honors; give the address."""
    many = factories.published(honors=[{}])
    honor = Honor(article=many, name="名称", status="held", quote="原话" * 20)
    Honor.objects.bulk_create([honor] * ROWS)
    factories.published("将坏", honors=[{}], published_at=factories.china(1990, 1, 1))
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "unityreports.settings",
        "WEB_CONCURRENCY": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    wait_for_line(process, "ready")
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.communicate(timeout=30)


def download(address: str, path) -> int:
    """Download into a file and return curl's exit code."""
    url = f"{address}/data/honors.csv"
    return subprocess.run(["curl", "-sS", "-o", path, url], timeout=60, check=False).returncode


def spoil_a_date():
    """Leave a date in the database that no program can read."""
    value = "0002-13-45 00:00:00" if connection.vendor == "sqlite" else "20000-01-01"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_article SET published_at = %s WHERE title = %s", [value, "将坏"]
        )


def test_a_download_is_whole_or_curl_says_that_it_is_not(address, tmp_path):
    whole, cut = tmp_path / "whole.csv", tmp_path / "cut.csv"
    assert download(address, whole) == 0
    lines = whole.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == ROWS + 3
    spoil_a_date()
    assert download(address, cut) != 0
    assert cut.read_bytes().startswith("\ufeff名称".encode())
    assert cut.stat().st_size < whole.stat().st_size
