"""Serving an installation: pages, files, the clock of scheduled publishing, and the end."""

import json
import os
import re
import signal

import pytest
import requests

from tests.project.conftest import PATIENCE, Installation, eventually, is_over, wait_for_line

pytestmark = pytest.mark.xdist_group("installation")

# The real command with a faster clock: a full minute is too long to wait for.
FAST_CLOCK = """
import django; django.setup()
from django.core.management import call_command
from unityreports import scheduling
scheduling.seconds_to_next_minute = lambda: 0.2
call_command("serve")
"""
SCHEDULE = """
from django.utils import timezone
from tests import factories
print(factories.scheduled(timezone.now()).pk)
"""
IS_LIVE = """
from articles.models import Article
print(Article.objects.get(pk={}).live)
"""
BROKEN_STREAM = """
import sys
from unityreports import server
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/csv")])
    def rows():
        yield b"first row\\n" * 1000
        raise OSError("the database went away")
    return rows()
sock = server.listen("127.0.0.1", int(sys.argv[1]))
sys.exit(server.serve(application, sock, lambda: print("ready", flush=True), print, lambda: 60))
"""
YOUNG_WORKERS = """
import sys, time
from unityreports import connections, server
begin = connections.Server.__init__
def late(*args, **options):
    print("young", flush=True)
    time.sleep(1)
    begin(*args, **options)
connections.Server.__init__ = late
sock = server.listen("127.0.0.1", int(sys.argv[1]))
sys.exit(server.serve(None, sock, lambda: None, print, lambda: 60))
"""


def serve(installation: Installation, *command: str):
    """Start a server; give it when it answers."""
    process = installation.start(*(command or ("manage.py", "serve")))
    wait_for_line(process, "按 Ctrl-C 停止")
    return process


def end(process):
    """End a server that a test has not ended."""
    if not is_over(process):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=PATIENCE)


@pytest.fixture(scope="module")
def server(installation):
    """A running server."""
    process = serve(installation)
    yield installation
    end(process)


def test_the_desk_asks_for_the_password_in_chinese(server):
    page = requests.get(f"{server.url}/admin/", timeout=PATIENCE)
    assert page.status_code == 200
    assert "密码" in page.text


def test_static_files_are_compressed_and_kept_for_ever(server):
    page = requests.get(f"{server.url}/admin/login/", timeout=PATIENCE).text
    style = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
    answer = requests.get(server.url + style, timeout=PATIENCE)
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]


def test_uploaded_pictures_are_served(server):
    picture = server.folder / "media" / "images" / "图.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b"\x89PNG")
    answer = requests.get(f"{server.url}/media/images/图.png", timeout=PATIENCE)
    assert (answer.status_code, answer.content) == (200, b"\x89PNG")
    assert answer.headers["Content-Type"] == "image/png"


def test_what_readers_order_is_made_beside_the_server(server):
    wishes = {"title": "汇编", "kind": "pdf", "form": "official"}
    order = requests.post(f"{server.url}/papers/", wishes, timeout=PATIENCE)
    assert eventually(lambda: "已做好" in requests.get(order.url, timeout=PATIENCE).text)
    answer = requests.get(f"{order.url}file/", timeout=PATIENCE)
    assert answer.content.startswith(b"%PDF-")


def test_an_address_in_use_is_told_in_a_sentence(server):
    answer = server.manage("serve")
    assert answer.returncode == 1
    assert f"{server.env['PORT']} 端口" in answer.stdout
    assert "Traceback" not in answer.stdout


def test_nothing_is_restored_under_a_running_server(server, tmp_path):
    file = str(tmp_path / "site.backup")
    assert server.manage("backup", file).returncode == 0
    refused = server.manage("restore", "--overwrite", file)
    assert refused.returncode == 1
    assert "没有恢复：网站正在运行" in refused.stdout
    assert len(refused.stdout.splitlines()) == 1
    assert requests.get(f"{server.url}/", timeout=PATIENCE).status_code == 200


def test_a_host_that_is_not_ours_is_turned_away(server):
    answer = requests.get(
        f"{server.url}/admin/login/", headers={"Host": "evil.example"}, timeout=PATIENCE
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ({"PORT": ""}, None),  # not told anything: where it is served
        ({"PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"PORT": "", "SITE_URL": "https://reports.example"}, "https://reports.example"),
    ],
)
def test_an_export_writes_the_address_that_the_site_is_served_at(server, told, written, tmp_path):
    file = tmp_path / "list.jsonl"
    answer = server.manage("export", "articles", "--columns=address", "-o", str(file), **told)
    assert answer.returncode == 0, answer.stdout
    addresses = [json.loads(line)["address"] for line in file.read_text().splitlines()]
    assert addresses
    assert all(each.startswith(f"{written or server.url}/articles/") for each in addresses)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_stop_ends_every_process(installation, sign):
    installation = Installation(installation.folder, installation.env["DATABASE_URL"])
    process = serve(installation)
    os.kill(process.pid, sign)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "已停止" in said
    assert "Traceback" not in said
    assert is_over(process)


def test_ctrl_c_reaches_all_processes_at_once_and_ends_them(installation):
    installation = Installation(installation.folder, installation.env["DATABASE_URL"])
    process = serve(installation)
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert is_over(process)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_worker_that_has_only_just_begun_ends_by_itself(installation, sign):
    installation = Installation(installation.folder, None)
    process = installation.start("-c", YOUNG_WORKERS, installation.env["PORT"])
    wait_for_line(process, "young")
    os.kill(process.pid, sign)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert is_over(process)


def test_workers_do_not_outlive_a_killed_server(installation):
    installation = Installation(installation.folder, installation.env["DATABASE_URL"])
    process = serve(installation)
    process.kill()
    assert eventually(lambda: is_over(process))
    process.communicate(timeout=PATIENCE)


def test_what_became_due_is_published_while_the_server_runs(installation):
    installation = Installation(installation.folder, installation.env["DATABASE_URL"])
    installation.env["DJANGO_SETTINGS_MODULE"] = "unityreports.settings"
    process = serve(installation, "-c", FAST_CLOCK)
    try:
        is_live = IS_LIVE.format(installation.ask(SCHEDULE))
        assert eventually(lambda: installation.ask(is_live) == "True")
    finally:
        end(process)


def test_a_stream_that_breaks_midway_never_looks_whole(installation):
    installation = Installation(installation.folder, None)
    process = installation.start("-c", BROKEN_STREAM, installation.env["PORT"])
    try:
        wait_for_line(process, "ready")
        with pytest.raises(requests.exceptions.ChunkedEncodingError):
            requests.get(installation.url, timeout=PATIENCE)
    finally:
        end(process)
