"""What the server asks of clients: to keep moving, and to leave room for others.

Waitress reads requests and sends answers without holding a thread. What it lacks is here: a
deadline for every wait on a client, and a bound on the connections of one address.
"""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Collection
from functools import lru_cache

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import build_http_date

from unityreports import visitors
from unityreports.security import PERMISSIONS_POLICY

GRACE = 20  # seconds that a client may take for a head, a body or an answer, and beside them
SLOWEST = 4096  # one second for so many bytes
AT_ONCE = 1000  # connections of the site, shared out among its processes
OF_ONE_NETWORK = 256  # of them; an office behind one address opens many

_NOTICE = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1><p>{text}</p><p><a href="/">返回首页</a></p></body></html>
"""
_NOTICES = {
    413: ("提交的内容太大", "提交的内容超过了限度，请减少后再试。"),
    431: ("请求无法识别", "网址或浏览器发来的信息太长。"),
    500: ("系统暂时出错", "您的请求没有完成，请稍后再试。"),
}
_HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", PERMISSIONS_POLICY),
]


class Request(HTTPRequestParser):
    """A request whose address may hold Chinese as it is, as programs and old browsers write it."""

    def parse_header(self, header_plus):
        """Write out in the address what waitress refuses: bytes outside ASCII."""
        first_line, end, headers = header_plus.partition(b"\r\n")
        first_line = re.sub(rb"[\x80-\xff]", lambda byte: b"%%%02X" % ord(byte[0]), first_line)
        super().parse_header(first_line + end + headers)


def without_body_for_head(application):
    """Have an application answer HEAD as GET, but make no body."""

    def answer(environ, start_response):
        body = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if hasattr(body, "close"):
            body.close()
        return []

    return answer


class Task(WSGITask):
    """A request that the site answers."""

    def build_response_header(self):
        """Say how a body would be sent, but mark no end of it where there is none."""
        if self._is_plain():
            head = _head(self.status, tuple(self.response_headers))
            return f"{head}Date: {build_http_date(self.start_time)}\r\n\r\n".encode("latin-1")
        header = super().build_response_header()
        if self.request.command == "HEAD":
            self.chunked_response = False
        return header

    def _is_plain(self) -> bool:
        """Return whether the head is nothing but what the site says, and a date."""
        names = {name.lower() for name, _ in self.response_headers}
        return (
            self.version == "1.1"
            and "CONNECTION" not in self.request.headers
            and not self.close_on_finish
            and ("content-length" in names) == self.has_body
            and {"date", "server", "connection"}.isdisjoint(names)
        )

    def set_close_on_finish(self):
        """Close the connection after the answer, but not after one that ends with its head.

        A 304 says no length, which waitress takes for a body without end.
        """
        goes_on = self.version == "1.1" and self.request.headers.get("CONNECTION", "") == ""
        if self.has_body or self.wrote_header or not goes_on:
            super().set_close_on_finish()


@lru_cache(maxsize=1_000)
def _head(status: str, fields: tuple[tuple[str, str], ...]) -> str:
    """Return the head of an answer but for its date: of kept pages it is the same each time."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields)
    return f"HTTP/1.1 {status}\r\n{lines}"


class Ready(Task):
    """A request whose answer was at hand when it came."""

    answer: tuple[str, tuple[tuple[str, str], ...], bytes]

    def execute(self):
        """Send head and body at once."""
        self.status, fields, body = self.answer
        self.response_headers, self.complete = list(fields), True
        head = self.build_response_header()
        self.wrote_header = True
        self.channel.write_soon(head + body)


class Notice(ErrorTask):
    """The page for what never reaches the site, worded and guarded as the site's own."""

    def execute(self):
        """Send it and close the connection: nothing after it can be misread, whatever was asked."""
        self.channel.is_refused = True
        error = self.request.error
        title, text = _NOTICES.get(error.code, ("请求无法识别", "网址或参数有误。"))
        body = _NOTICE.format(title=title, text=text).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(_HEADERS)
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection that knows what it waits for, since when, and how much came of it."""

    parser_class = Request
    task_class = Task
    error_task_class = Notice

    def __init__(self, server, sock, addr, adj, map=None):
        self.network = visitors.network(addr[0])
        self.moved = 0  # bytes, in either direction
        self.answered = 0  # requests
        self.is_refused = False  # what it sent is no request
        self.is_leaving = False  # it was told so; what it still sends is thrown away
        self.is_asked = False  # a request has just come
        self.stage = ("reading", 0)
        self.since = time.monotonic()
        super().__init__(server, sock, addr, adj, map=map)

    def recv(self, buffer_size):
        """Read, and count what came."""
        data = super().recv(buffer_size)
        self.moved += len(data)
        return data

    def send(self, data, do_close=True):
        """Send, and count what went."""
        sent = super().send(data, do_close=do_close)
        self.moved += sent
        return sent

    def service(self):
        """Answer a request; waiting for the next begins anew."""
        super().service()
        self.answered += 1

    def received(self, data):
        """Take what came for a request, unless the client has its last answer.

        What can be answered at once is answered here, by the thread that serves all connections:
        to hand a request on and wake another thread takes longer than such an answer.
        """
        taken = not self.is_leaving and super().received(data)
        while self.is_asked:
            self.is_asked = False
            if not self._answer_at_once(self.requests[0]):
                self.server.task_dispatcher.add_task(self)
        return taken

    def _answer_at_once(self, request) -> bool:
        if not self.server.at_hand or request.error or request.command != "GET":
            return False
        task = Ready(self, request)
        answer = self.server.at_hand(task.get_environment())
        if answer is None:
            return False
        task.answer = answer
        self.task_class = lambda channel, request: task
        try:
            self.service()
        finally:
            del self.task_class
        return True

    def handle_close(self):
        """Close, but let a client that was refused stop sending first.

        A connection closed with bytes unread is reset, and the client may never see the answer.
        """
        if self.is_refused and not self.is_leaving:
            self.is_leaving, self.will_close = True, False
            with contextlib.suppress(OSError):  # it is gone already
                self.socket.shutdown(socket.SHUT_WR)
                return
        super().handle_close()

    def is_overdue(self, now: float) -> bool:
        """Return whether the client took too long; call this often, as it notices what changes."""
        doing = "sending" if self.total_outbufs_len else "serving" if self.requests else "reading"
        if self.stage != (doing, self.answered):
            self.stage, self.since, self.moved = (doing, self.answered), now, 0
        earned = 0 if self.is_leaving else self.moved / SLOWEST
        return doing != "serving" and now - self.since > GRACE + earned

    @property
    def is_busy(self) -> bool:
        """Whether a request is being answered."""
        return bool(self.requests or self.total_outbufs_len)


class Server(TcpWSGIServer):
    """A listening socket that drops who stands still and makes room for who comes.

    Connections are closed by :meth:`tidy` between two polls: waitress does not expect one that it
    has just polled to be gone.
    """

    channel_class = Channel
    next_look = 0.0

    def __init__(self, application, *args, processes: int, proxies: Collection[str], **options):
        """Serve an application in one of some processes, beside proxies that speak for many."""
        self.proxies = proxies
        self.at_once = max(1, AT_ONCE // processes)
        self.of_one_network = max(1, OF_ONE_NETWORK // processes)
        self.giving_way: list[Channel] = []
        self.at_hand = getattr(application, "at_hand", None)
        super().__init__(without_body_for_head(application), *args, **options)

    def add_task(self, task):
        """Have a request answered; one that this thread has just read, by the channel itself."""
        if threading.current_thread() is threading.main_thread():
            task.is_asked = True
        else:
            super().add_task(task)

    def pull_trigger(self):
        """Wake the thread that serves all connections, unless it is the one that calls."""
        if threading.current_thread() is not threading.main_thread():
            super().pull_trigger()

    def accept(self):
        """Take a connection, unless its network has enough."""
        accepted = super().accept()
        if accepted and not self._has_room(accepted[1][0]):
            accepted[0].close()
            return None
        return accepted

    def _has_room(self, address: str) -> bool:
        channels = list(self.active_channels.values())
        network = visitors.network(address)
        shared = visitors.plain(address) in self.proxies
        if not shared and sum(each.network == network for each in channels) >= self.of_one_network:
            return False
        if len(channels) - len(self.giving_way) < self.at_once:
            return True
        idle = [each for each in channels if not each.is_busy and each not in self.giving_way]
        if idle:  # whoever has kept us waiting longest gives way
            self.giving_way.append(min(idle, key=lambda each: each.since))
        return bool(idle)

    def maintenance(self, now):
        """Leave to :meth:`tidy` what waitress would look at here."""

    def tidy(self):
        """Close what gives way and, once a second, what is overdue."""
        for channel in self.giving_way:
            channel.handle_close()
        self.giving_way.clear()
        now = time.monotonic()
        if now < self.next_look:
            return
        self.next_look = now + 1
        late = [each for each in list(self.active_channels.values()) if each.is_overdue(now)]
        begun = [each for each in late if each.is_busy or each.request]
        for channel in late:
            channel.handle_close()
        if begun:
            self.logger.warning("断开 %d 个停滞的连接，来自 %s 等", len(begun), begun[0].addr[0])

    @property
    def is_busy(self) -> bool:
        """Whether requests are being answered."""
        return any(each.is_busy for each in list(self.active_channels.values()))
