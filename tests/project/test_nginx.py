"""Debian's nginx in front of the whole site, with the configuration that the site writes."""

import http.client
import os
import signal
import socket
import subprocess
import threading
from pathlib import Path

import pytest

from tests.project.conftest import eventually, free_port, wait_for_line
from tools import system

# Around what the site writes: what Debian's own nginx.conf says, in a folder of the test's.
AROUND = """
daemon off;
{user}
pid {folder}/pid;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    gzip on;
    include {folder}/site.conf;
}}
"""
REPORT = "/articles/1/"
# Publishes a new title again and again, and asks for the page as soon as it has been told so.
REWRITES = """
import time, urllib.request, gzip
from articles.models import Article
report = Article.objects.get(pk=1)
title = report.title
def seen():
    asked = urllib.request.Request({url!r}, headers={{"Accept-Encoding": "gzip"}})
    return gzip.decompress(urllib.request.urlopen(asked).read()).decode()
for number in range(6):
    report.title = f"第{{number}}次改题"
    report.save_revision().publish()
    print(all(report.title in seen() for _ in range(20)))
    time.sleep(1.2)  # by now it is a file
report.title = title
report.save_revision().publish()
print(title in seen())
"""
WITHDRAW = "from articles.models import Article; Article.objects.get(pk=1).unpublish()"
PUBLISH = "from articles.models import Article; Article.objects.get(pk=1).save_revision().publish()"


class Front:
    """nginx and the site behind it."""

    def __init__(self, installation, folder):
        self.installation, self.folder = installation, folder
        self.port = free_port()
        installation.env |= {
            "PAGE_FILES": str(folder / "pages"),
            "SITE_URL": f"http://127.0.0.1:{self.port}",
        }
        written = installation.manage("print_nginx")
        assert written.returncode == 0, written.stdout
        (folder / "site.conf").write_text(written.stdout)
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
        self.serve()
        command = [system.nginx(), "-p", folder, "-c", "nginx.conf", "-e", folder / "log"]
        self.nginx = subprocess.Popen(command)
        assert eventually(lambda: self.ask("/robots.txt")[0] == 200)

    def serve(self):
        """Start the site."""
        self.site = self.installation.start("manage.py", "serve")
        wait_for_line(self.site, "Ctrl-C")

    def stop_site(self):
        """Stop the site; nginx goes on."""
        self.site.send_signal(signal.SIGTERM)
        self.site.communicate()

    def ask(self, path: str, method: str = "GET", **head: str):
        """Return status, header fields and body; fields are named with ``_`` for ``-``."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port)
            fields = {"Accept-Encoding": "gzip"} | {k.replace("_", "-"): v for k, v in head.items()}
            connection.request(method, path, headers=fields)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        except ConnectionRefusedError:
            return 0, {}, b""

    def is_file(self, path: str, **head: str) -> bool:
        """Return whether nginx answers with a file: its own ETags are of a moment and a size."""
        status, fields, _ = self.ask(path, **head)
        return status == 200 and "-" in fields.get("ETag", "")


@pytest.fixture(scope="module")
def front(installation, tmp_path_factory):
    """The site as its readers reach it; reports are public again when it ends."""
    before = dict(installation.env)
    front = Front(installation, tmp_path_factory.mktemp("nginx"))
    yield front
    front.nginx.terminate()
    front.nginx.wait()
    front.stop_site()
    installation.ask(PUBLISH)
    installation.env.clear()
    installation.env.update(before)


def test_nginx_takes_a_page_as_a_file_and_says_of_it_what_the_site_does(front):
    assert eventually(lambda: front.is_file(REPORT))
    status, fields, body = front.ask(REPORT)
    by_site = front.ask(REPORT, Accept_Encoding="br")
    assert (status, fields["Content-Encoding"]) == (200, "gzip")
    assert fields["Cache-Control"] == by_site[1]["Cache-Control"] == "no-cache"
    of_the_answer = {"Etag", "Last-Modified", "Content-Length", "Content-Encoding"}
    for name in {*by_site[1]} - of_the_answer - {"Server", "Date", "Connection"}:
        assert fields[name] == by_site[1][name], name
    assert front.ask(REPORT, If_None_Match=fields["ETag"])[0] == 304
    assert front.ask(REPORT, "HEAD")[2] == b""
    assert front.ask(REPORT, Range="bytes=0-9")[2] == body
    assert front.ask(REPORT, If_Modified_Since=fields["Last-Modified"])[0] == 200


@pytest.mark.parametrize("path", ["/articles/?theme=culture", "/feeds/all.atom", "/sitemap.xml"])
def test_lists_with_a_filter_feeds_and_site_maps_are_files_of_their_type(front, path):
    assert eventually(lambda: front.is_file(path))
    kind = front.ask(path)[1]["Content-Type"]
    assert kind == front.ask(path, Cookie="sessionid=x")[1]["Content-Type"]


@pytest.mark.parametrize(
    "head",
    [
        {"Cookie": "csrftoken=x; sessionid=y"},
        {"Cookie": "messages=y"},
        {"Accept_Encoding": "br"},
        {"Accept_Encoding": "gzip;q=0, br"},
        {"Host": "evil.example"},
    ],
    ids=str,
)
def test_who_is_not_anyone_never_meets_a_file(front, head):
    assert eventually(lambda: front.is_file(REPORT))
    assert not front.is_file(REPORT, **head)
    assert front.ask(REPORT, **head)[0] == (400 if "Host" in head else 200)


@pytest.mark.parametrize(
    "path",
    [
        REPORT + "?x=1",
        "/articles/1",
        "//articles/1/",
        "/articles/./1/",
        "/static/../articles/1/",
        "/articles%2F1/",
        "/articles/1/_.html",
        "/articles/1/%00",
        "/../../../../etc/passwd",
        "/at/",
        REPORT + "?" + "x" * 3000,
    ],
)
def test_an_address_spelled_otherwise_is_for_the_site(front, path):
    assert eventually(lambda: front.is_file(REPORT))
    assert not front.is_file(path)
    assert front.ask(path)[0] in {200, 301, 400, 404}


def test_nobody_meets_an_old_title_after_the_editor_was_told(front):
    done = threading.Event()

    def read():
        while not done.is_set():
            front.ask(REPORT)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for each in readers:
        each.start()
    try:
        told = front.installation.ask(REWRITES.format(url=f"http://127.0.0.1:{front.port}{REPORT}"))
    finally:
        done.set()
        for each in readers:
            each.join()
    assert told.split() == ["True"] * 7


@pytest.mark.parametrize(
    "path", ["/media/attachments/", "/media//attachments/", "/media/x/../attachments/"]
)
def test_attachments_are_never_taken_from_their_folder(front, path):
    media = Path(front.installation.env["VAR_DIR"], "media")
    for name in ("seen.txt", "attachments/unseen.txt"):
        (media / name).parent.mkdir(parents=True, exist_ok=True)
        (media / name).write_text("here")

    assert front.ask("/media/seen.txt")[0] == 200
    assert front.ask(f"{path}unseen.txt")[0] == 404


def test_a_stopped_site_leaves_files_that_end_with_what_they_show(front):
    assert eventually(lambda: front.is_file(REPORT) and front.is_file("/honors/"))
    front.installation.ask(WITHDRAW)
    assert front.ask(REPORT)[0] == 410
    front.installation.ask(PUBLISH)
    assert eventually(lambda: front.is_file(REPORT) and front.is_file("/honors/"))
    front.stop_site()
    try:
        assert front.is_file(REPORT)
        assert front.ask("/honors/?year=2019")[0] == 502
        front.installation.ask(WITHDRAW)
        assert front.ask(REPORT)[0] == 502
        for promised in (front.folder / "pages/at").iterdir():
            promised.unlink()  # as when the time has passed
        assert front.ask("/sitemap.xml")[0] == 502
    finally:
        front.serve()
    assert front.ask(REPORT)[0] == 410


def test_a_host_in_the_request_line_is_a_host_all_the_same(front):
    with socket.create_connection(("127.0.0.1", front.port)) as raw:
        raw.sendall(b"GET http://evil.example/articles/1/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert b" 400 " in raw.recv(1000).partition(b"\r\n")[0]
