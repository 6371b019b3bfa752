"""Kept pages and pages made anew, as servers send them, against an empty WSGI answer.

The same long report as a Page of Wagtail's, served by the same server, is the peer.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.urls import reverse

from articles.models import Article
from articles.publishing import derived
from benchmarks import generate
from benchmarks.servers import Server
from benchmarks.timing import Table
from tools import system
from unityreports import server

_TURNS = 5
_KEPT, _FILES, _PEER = 0.85, 5, 1.5  # what is asked
_PAST_THE_STORE = "Cookie: messages=x\r\n"


def empty(environ, start_response):
    """Answer nothing, as fast as the server can."""
    start_response("200 OK", [("Content-Length", "0")])
    return []


def serve(kind: str, port: int):
    """Serve the site or the empty answer with one worker, until told to stop."""
    os.environ["WEB_CONCURRENCY"] = "1"
    beat = lambda: None  # noqa: E731
    if kind == "empty":
        application = empty
    else:
        from unityreports.wsgi import application

        beat = application.application.promise
        beat()
    connections.close_all()
    sock = server.listen("127.0.0.1", port)
    sys.exit(server.serve(application, sock, lambda: None, beat, lambda: 2))


def python(*arguments: str, **env: str):
    """Return what starts a module of these benchmarks on a port."""
    return lambda port: subprocess.Popen(
        [sys.executable, "-m", *arguments, str(port)], env=os.environ | env
    )


def nginx(site: Server, folder: Path):
    """Return what starts nginx in front of the site, as the site has it configured."""

    def start(port: int) -> subprocess.Popen:
        env = os.environ | {"SITE_URL": f"http://127.0.0.1:{port}", "PORT": str(site.port)}
        command = [sys.executable, "manage.py", "print_nginx"]
        written = subprocess.run(command, env=env, check=True, capture_output=True).stdout
        (folder / "site.conf").write_bytes(written)
        (folder / "nginx.conf").write_text(
            f"daemon off; {'user root;' if os.geteuid() == 0 else ''} worker_processes 1;"
            f"pid {folder}/pid; events {{}} http {{ access_log off; sendfile on;"
            f" keepalive_requests 1000000; include {folder}/site.conf; }}"
        )
        options = ["-p", folder, "-c", "nginx.conf", "-e", folder / "log"]
        return subprocess.Popen([system.nginx(), *options])

    return start


def main(size: int, seed: int):
    """Measure each page in turns with the empty answer."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    generate.prepare()
    for _ in generate.Generator(seed).write(size):
        pass
    derived.rebuild()

    report = max(Article.objects.published(), key=lambda each: each.measures.count())
    pages = {
        "a report": report.get_absolute_url(),
        "the list": reverse("article_list"),
        "a place": report.region.get_absolute_url(),
        "honors": reverse("honor_list"),
        "measures": reverse("measure_list"),
    }
    text = _text_of(report)
    connections.close_all()
    table = Table()
    folder = Path(tempfile.mkdtemp(prefix="unityreports-peers-"))
    folder.chmod(0o711)
    (folder / "text.html").write_text(text, encoding="utf-8")
    servers = [
        Server(python("benchmarks.kept", "empty")),
        Server(python("benchmarks.kept", "site")),
        Server(python("benchmarks.wagtail_peer", str(folder))),
    ]
    try:
        _measure(table, pages, *servers)
        if settings.PAGE_FILES and system.nginx():
            servers.append(Server(nginx(servers[1], folder)))
            _measure_files(table, pages, servers[0], servers[-1])
    finally:
        for each in reversed(servers):
            each.stop()
        shutil.rmtree(folder)


def _text_of(report: Article) -> str:
    """Return all that a report's page says, as one text of a plain page."""
    measures = "".join(f"<h2>{each.heading}</h2>{each.body}" for each in report.measures.all())
    return f"{report.lead}{measures}{report.closing}"


def _measure(table: Table, pages: dict[str, str], nothing: Server, site: Server, peer: Server):
    """Measure the site's own server, and a page of Wagtail's with the text of the report."""
    for name, path in pages.items():
        for head, what in (("", ""), ("If-None-Match: *\r\n", ", 304")):
            site.cost(path, head)  # it is kept now
            costs = [nothing.cost("/") / site.cost(path, head) for _ in range(_TURNS)]
            ratio = median(costs)
            table.row(f"{name}, kept{what}", f"{ratio:.2f}", f">= {_KEPT}", met=ratio >= _KEPT)
    for name, path in pages.items():
        site.cost(path, _PAST_THE_STORE)
        turns = [
            (site.cost(path, _PAST_THE_STORE), peer.cost("/"), nothing.cost("/"))
            for _ in range(_TURNS)
        ]
        anew, plain, least = (median(each) for each in zip(*turns, strict=True))
        table.row(f"{name}, made anew", f"{anew * 1000:.1f} ms = {least / anew:.4f}")
        if name == "a report":
            table.row("  a Page of Wagtail's", f"{plain * 1000:.1f} ms = {least / plain:.4f}")
            share = anew / plain
            table.row(
                "  the report against that", f"{share:.1f}x", f"<= {_PEER}x", met=share <= _PEER
            )


def _measure_files(table: Table, pages: dict[str, str], nothing: Server, front: Server):
    """Measure what nginx takes as files."""
    for name, path in pages.items():
        front.cost(path)
        time.sleep(2)
        front.cost(path)  # it is a file now
        ratio = median(nothing.cost("/") / front.cost(path) for _ in range(_TURNS))
        table.row(f"{name}, a file of nginx's", f"{ratio:.1f}", f">= {_FILES}", met=ratio >= _FILES)


if __name__ == "__main__":
    if connection.vendor and sys.argv[1].split(",")[0].isdigit():
        main(int(sys.argv[1].split(",")[0]), int(sys.argv[2]))
    else:
        serve(sys.argv[1], int(sys.argv[2]))
