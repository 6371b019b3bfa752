"""Kept pages, as the site's own server sends them, against an empty WSGI answer of that server."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from statistics import median

import django

django.setup()

from django.core.management import call_command
from django.db import connections
from django.urls import reverse

from articles.models import Article
from articles.publishing import derived
from benchmarks import generate
from benchmarks.timing import Table
from unityreports import server

_CONNECTIONS, _SECONDS, _TURNS = 8, 0.5, 5
_TARGET = 0.85
_EMPTY = "empty"


def empty(environ, start_response):
    """Answer nothing, as fast as the server can."""
    start_response("200 OK", [("Content-Length", "0")])
    return []


def serve(kind: str, port: int):
    """Serve the site or the empty answer with one worker, until told to stop."""
    os.environ["WEB_CONCURRENCY"] = "1"
    if kind == _EMPTY:
        application = empty
    else:
        from unityreports.wsgi import application
    connections.close_all()
    sock = server.listen("127.0.0.1", port)
    sys.exit(server.serve(application, sock, lambda: None, lambda: None, lambda: 60))


class Server:
    """A server in a process of its own."""

    def __init__(self, kind: str):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.kept", kind, str(self.port)]
        )
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.1)

    def stop(self):
        """Stop it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def rate(self, path: str, head: str = "") -> float:
        """Return how many requests a second are answered on a few connections at once."""
        request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{head}\r\n"
        ).encode()
        done = [0] * _CONNECTIONS
        end = time.perf_counter() + _SECONDS

        def ask(number: int):
            with socket.create_connection(("127.0.0.1", self.port)) as sock:
                while time.perf_counter() < end:
                    sock.sendall(request)
                    _receive(sock)
                    done[number] += 1

        threads = [threading.Thread(target=ask, args=[each]) for each in range(_CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(done) / _SECONDS


def _receive(sock: socket.socket):
    """Receive one whole answer."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += sock.recv(65536)
    head, _, body = got.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    missing = length - len(body)
    while missing > 0:
        missing -= len(sock.recv(65536))


def main(size: int, seed: int):
    """Measure each page in turns with the empty answer."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    generate.prepare()
    for _ in generate.Generator(seed).write(size):
        pass
    derived.rebuild()
    report = Article.objects.published().newest_first()[0]
    pages = {
        "a report": report.get_absolute_url(),
        "the list": reverse("article_list"),
        "a place": report.region.get_absolute_url(),
        "honors": reverse("honor_list"),
        "measures": reverse("measure_list"),
    }
    connections.close_all()
    nothing, site = Server(_EMPTY), Server("site")
    table = Table()
    try:
        for name, path in pages.items():
            for head, what in (("", ""), ("If-None-Match: *\r\n", ", 304")):
                site.rate(path, head)  # it is kept now
                ratios = [site.rate(path, head) / nothing.rate("/") for _ in range(_TURNS)]
                ratio = median(ratios)
                table.row(name + what, f"{ratio:.2f}", f">= {_TARGET}", met=ratio >= _TARGET)
    finally:
        site.stop()
        nothing.stop()


if __name__ == "__main__":
    if sys.argv[1].split(",")[0].isdigit():
        main(int(sys.argv[1].split(",")[0]), int(sys.argv[2]))
    else:
        serve(sys.argv[1], int(sys.argv[2]))
