"""The production server: processes that answer, and beside them the clock of scheduled publishing.

One process listens, starts those that answer, starts another when one is lost, and keeps the clock.
They end with it, so a site never runs on with nobody publishing what is due.
"""

import ctypes
import gc
import logging
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable, Collection

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from unityreports import connections

PR_SET_PDEATHSIG = 1  # Linux: a signal to get when the parent is gone
STOPPING = {signal.SIGINT, signal.SIGTERM}
AWAITED = STOPPING | {signal.SIGCHLD}
PATIENCE = 10  # seconds that running requests have to end
THREADS = 4
MEGABYTE = 1024 * 1024

logger = logging.getLogger(__name__)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address; raise ``OSError`` when that is impossible."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, dualstack_ipv6=host == "::")


def serve(
    application,
    sock: socket.socket,
    ready: Callable[[], None],
    beat: Callable[[], None],
    until_beat: Callable[[], float],
    proxies: Collection[str] = (),
) -> int:
    """Serve ``application`` on ``sock`` until told to stop; return the server's exit code.

    ``ready`` is called once, then ``beat`` again and again, each ``until_beat()`` seconds later,
    in this process. Close all database connections before: workers are forked from here.
    ``proxies`` are addresses that may open any number of connections.
    """
    # What is loaded now stays for good. Unless the collector leaves it alone, every process copies
    # the memory it would share, and takes seconds to end.
    gc.freeze()
    signal.pthread_sigmask(signal.SIG_BLOCK, AWAITED)  # they are waited for instead

    count = int(os.environ.get("WEB_CONCURRENCY") or os.cpu_count() or 1)

    def start() -> int:
        return _fork(lambda: _answer(_Waitress(application, sock, count, proxies)))

    workers = {start() for _ in range(count)}
    ready()
    while True:
        news = signal.sigtimedwait(AWAITED, until_beat())
        if news is None:
            beat()
        elif news.si_signo in STOPPING:
            return _stop(workers)
        else:
            for lost in _ended(workers):
                logger.error("服务进程 %d 意外结束，另起一个", lost)
                time.sleep(1)  # one that cannot live is not started without end in a moment
                workers.add(start())


def _fork(work: Callable[[], None]) -> int:
    """Do something in a process of its own, which is told to stop when this one is gone."""
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)
    work()
    sys.exit(0)


def _ended(workers: set[int]) -> list[int]:
    """Take the processes that have ended out of the set and return them."""
    ended = [pid for pid in workers if os.waitpid(pid, os.WNOHANG)[0]]
    workers.difference_update(ended)
    return ended


def _stop(workers: set[int]) -> int:
    """Have the processes end, their requests first; return 1 if one had to be killed."""
    for pid in workers:
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE + 2
    while workers and (left := deadline - time.monotonic()) > 0:
        _ended(workers)
        if workers:
            signal.sigtimedwait({signal.SIGCHLD}, left)
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    return 1 if workers else 0


class _Waitress(connections.Server):
    """Waitress as this site uses it. Signals are held back until it hears them."""

    def __init__(self, application, sock: socket.socket, processes: int, proxies: Collection[str]):
        self.is_stopping = False
        options = Adjustments(
            sockets=[sock],
            threads=THREADS,
            ident=None,
            connection_limit=connections.AT_ONCE + 100,  # never reached: the server makes room
            max_request_header_size=32 * 1024,  # a Chinese character in a query takes nine bytes
            max_request_body_size=40 * MEGABYTE,  # pictures and long pages
            # An answer goes into a file at once, so that a slow reader holds no thread.
            outbuf_high_watermark=256 * MEGABYTE,
            clear_untrusted_proxy_headers=False,  # unityreports.visitors does
            asyncore_use_poll=True,
        )
        threads = ThreadedTaskDispatcher()
        threads.set_thread_count(THREADS)
        address = (sock.family, sock.type, sock.proto, sock.getsockname())
        super().__init__(
            application,
            processes=processes,
            proxies=proxies,
            _sock=sock,
            dispatcher=threads,
            adj=options,
            sockinfo=address,
            bind_socket=False,
        )

    def stop(self, *_):
        """Take no new connections; end when the running requests have their answers."""
        self.is_stopping, self.accepting = True, False
        self.pull_trigger()


def _answer(server: _Waitress):
    """Answer requests until told to stop."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * server.at_once + 100  # a socket, and files for long requests and answers
    soft = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, most))
    for each in (*STOPPING, signal.SIGQUIT):
        signal.signal(each, server.stop)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    deadline = float("inf")
    while not server.is_stopping or (server.is_busy and time.monotonic() < deadline):
        wasyncore.loop(
            timeout=0.1 if server.is_stopping else 1, use_poll=True, map=server._map, count=1
        )
        server.tidy()
        if server.is_stopping:
            deadline = min(deadline, time.monotonic() + PATIENCE)
