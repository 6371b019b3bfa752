"""Servers in processes of their own, and what a request costs them."""

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

_CONNECTIONS, _SECONDS = 8, 0.5


class Server:
    """A server that ``start`` starts on a port; everything that it starts belongs to it.

    What a request costs is the processor's time of these processes, in user and system mode: what
    else the machine does, the client included, does not count.
    """

    def __init__(self, start: Callable[[int], subprocess.Popen]):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = start(self.port)
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit("a server ended before it served") from None
                time.sleep(0.1)

    def stop(self):
        """Stop it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def cost(self, path: str, head: str = "", seconds: float = _SECONDS) -> float:
        """Return the seconds of processor time that a request takes, asked on 8 connections."""
        request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{head}\r\n"
        ).encode()
        done = [0] * _CONNECTIONS
        begun, end = self._taken(), time.perf_counter() + seconds

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
        return (self._taken() - begun) / sum(done)

    def _taken(self) -> float:
        return sum(_taken(pid) for pid in _family(self.process.pid))


def _family(pid: int) -> list[int]:
    """Return a process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _taken(pid: int) -> float:
    """Return the processor's time that the threads of a process took, in seconds."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(each.read_text().split()[0]) for each in threads) / 1e9


def _receive(sock: socket.socket):
    """Receive one whole answer; say so if it is none."""
    got = b""
    while b"\r\n\r\n" not in got:
        part = sock.recv(65536)
        if not part:
            raise SystemExit("a server broke a connection off")
        got += part
    head, _, body = got.partition(b"\r\n\r\n")
    if head[9:12] not in {b"200", b"304"}:
        raise SystemExit(f"a server answered {head[:60]!r}")
    fields = {
        name.lower(): value.strip()
        for name, _, value in (line.partition(b":") for line in head.split(b"\r\n")[1:])
    }
    if b"content-length" in fields:
        missing = int(fields[b"content-length"]) - len(body)
        while missing > 0:
            missing -= len(sock.recv(65536))
    elif head[9:12] == b"200":  # in chunks
        while not body.endswith(b"0\r\n\r\n"):
            body += sock.recv(65536)
