"""The production server: gunicorn's workers, and beside them the clock of scheduled publishing.

One process listens, starts gunicorn as its child and then keeps the clock. Either ends with the
other, so a site never runs on with nobody publishing what is due.
"""

import ctypes
import gc
import os
import signal
import socket
from collections.abc import Callable

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

PR_SET_PDEATHSIG = 1  # Linux: a signal to get when the parent is gone
STOPPING = {signal.SIGINT, signal.SIGTERM}
AWAITED = STOPPING | {signal.SIGCHLD}
STOPPING_WORKERS = STOPPING | {signal.SIGQUIT}


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
) -> int:
    """Serve ``application`` on ``sock`` until told to stop; return the server's exit code.

    ``ready`` is called once, then ``beat`` again and again, each ``until_beat()`` seconds later,
    in this process. Close all database connections before: workers are forked from here.
    """
    # What is loaded now stays for good. Unless the collector leaves it alone, every process copies
    # the memory it would share, and takes seconds to end.
    gc.freeze()
    signal.pthread_sigmask(signal.SIG_BLOCK, AWAITED)  # they are waited for instead
    parent = os.getpid()
    server = os.fork()
    if server == 0:
        _end_with(parent)
        _Arbiter(_Gunicorn(application, sock)).run()
    sock.close()
    ready()
    while True:
        news = signal.sigtimedwait(AWAITED, until_beat())
        if news is None:
            beat()
        elif news.si_signo in STOPPING:
            os.kill(server, news.si_signo)
        else:
            pid, status = os.waitpid(server, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)


def _end_with(parent: int):
    """Have this process told to stop when its parent is gone, however that came about."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


class _Gunicorn(BaseApplication):
    """Gunicorn with the site already loaded, so that its workers share memory and start at once."""

    def __init__(self, application, sock):
        self.application = application
        self.sock = sock
        super().__init__()

    def load_config(self):
        options = {
            "bind": f"fd://{self.sock.fileno()}",
            "workers": int(os.environ.get("WEB_CONCURRENCY") or os.cpu_count()),
            "threads": 4,
            "worker_class": "gthread",
            "preload_app": True,
            "graceful_timeout": 10,
            "limit_request_line": 8190,  # a Chinese character in a query takes nine
            "control_socket_disable": True,
            "loglevel": "warning",
            # A signal that came while it started is heard now that it can handle it.
            "when_ready": lambda _: signal.pthread_sigmask(signal.SIG_UNBLOCK, AWAITED),
            "post_worker_init": lambda _: signal.pthread_sigmask(signal.SIG_SETMASK, ()),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self):
        return self.application


class _Arbiter(Arbiter):
    """Gunicorn's master, whose workers hear a signal to stop however young they are.

    A new worker has the master's handlers until it sets its own. What it was told in between would
    be put into a queue that nobody reads, and ten seconds later it would be killed.
    """

    def spawn_worker(self):
        """Fork a worker with the signals held back until its handlers stand."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING_WORKERS)
        try:
            return super().spawn_worker()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
