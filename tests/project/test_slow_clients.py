"""Clients that stand still, come in crowds or say odd things, and the readers beside them."""

import contextlib
import os
import re
import signal
import socket

import pytest
import requests

from tests.project.conftest import PATIENCE, Installation, eventually, wait_for_line
from tests.project.test_serve import end

pytestmark = pytest.mark.xdist_group("installation")

CROWD = 12  # more than one process has threads
# A server with a page, an answer of 30 MB and short deadlines.
SERVE = """
import os, sys
from unityreports import connections, server
connections.GRACE, connections.SLOWEST = {grace}, 100_000_000
connections.OF_ONE_NETWORK, connections.AT_ONCE = {of_one_network}, {at_once}
def application(environ, start_response):
    if environ["PATH_INFO"] == "/known":
        start_response("304 Not Modified", [("ETag", "x")])
        return []
    start_response("200 OK", [("Content-Type", "text/plain")])
    if environ["PATH_INFO"] == "/long":
        return (b"x" * 1_000_000 for _ in range(30))
    if environ["PATH_INFO"] == "/names":
        return [repr(sorted(environ)).encode()]
    if environ["PATH_INFO"].encode("latin-1").decode() == "/地名":
        return [environ["QUERY_STRING"].encode()]
    if environ["PATH_INFO"] == "/kept":
        return [b"kept"]
    if environ["PATH_INFO"] == "/process":
        return [str(os.getpid()).encode()]
    body = environ["wsgi.input"].read()
    return [b"page" + body]
def at_hand(environ):
    if environ["PATH_INFO"] == "/kept":
        return "200 OK", (("Content-Length", "4"),), b"hand"
application.at_hand = at_hand
sock = server.listen("127.0.0.1", int(sys.argv[1]))
ready = lambda: print("ready", flush=True)
sys.exit(server.serve(application, sock, ready, print, lambda: 60, {proxies}))
"""
HALF_HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
HALF_BODY = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10000\r\n\r\nhalf"
LONG_ANSWER = b"GET /long HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
STANDING_STILL = pytest.mark.parametrize(
    "sent", [HALF_HEAD, HALF_BODY, LONG_ANSWER], ids=["half a head", "half a body", "no reading"]
)


@pytest.fixture
def start(installation):
    """Start servers of one process; give their installations."""
    running = []

    def start_one(*, grace=PATIENCE, of_one_network=1000, at_once=1000, proxies=()):
        one = Installation(installation.folder, None)
        code = SERVE.format(
            grace=grace, of_one_network=of_one_network, at_once=at_once, proxies=proxies
        )
        running.append(one.start("-c", code, one.env["PORT"], WEB_CONCURRENCY="1"))
        wait_for_line(running[-1], "ready")
        return one

    yield start_one
    for process in running:
        end(process)


@contextlib.contextmanager
def crowd(installation, sent: bytes, count: int = CROWD):
    """Open connections that say something, then nothing, and read nothing."""
    with contextlib.ExitStack() as stack:
        clients = []
        for _ in range(count):
            client = socket.create_connection(("127.0.0.1", int(installation.env["PORT"])))
            clients.append(stack.enter_context(client))
            client.settimeout(PATIENCE)
            client.sendall(sent)
        yield clients


def ends(client: socket.socket) -> bool:
    """Read a connection to its end; it hangs, and fails, if that does not come."""
    with contextlib.suppress(ConnectionResetError):
        while client.recv(1_000_000):
            pass
    return True


def is_served(installation) -> bool:
    """Return whether a reader gets the page, on a connection of its own."""
    try:
        return requests.get(installation.url, timeout=PATIENCE).text == "page"
    except requests.ConnectionError:
        return False


@STANDING_STILL
def test_readers_are_served_beside_more_standing_clients_than_threads(start, sent):
    installation = start()  # whose deadline is further off than the test waits for anything
    with crowd(installation, sent):
        assert is_served(installation)


def test_an_address_may_hold_chinese_as_it_is(start):
    asked = "GET /地名?q=民族 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    with crowd(start(), asked.encode(), 1) as [client], client.makefile("rb") as answer:
        assert answer.read().endswith(b"\r\n\r\nq=%E6%B0%91%E6%97%8F")


@STANDING_STILL
def test_a_client_that_stands_still_is_dropped_and_noted(start, sent):
    installation = start(grace=1)
    with crowd(installation, sent, 1) as [client]:
        assert ends(client)
    assert is_served(installation)


def test_a_client_that_sends_byte_after_byte_is_dropped_too(start):
    installation = start(grace=1)
    with crowd(installation, HALF_HEAD, 1) as [client]:

        def is_dropped():
            try:
                client.sendall(b"X")
            except OSError:
                return True
            return False

        assert eventually(is_dropped)


def test_a_network_gets_no_more_connections_than_its_share(start):
    installation = start(of_one_network=CROWD)
    with crowd(installation, HALF_HEAD):
        assert not is_served(installation)
    assert eventually(lambda: is_served(installation))


def test_the_share_does_not_bind_a_known_proxy(start):
    installation = start(of_one_network=CROWD, proxies=("127.0.0.1",))
    with crowd(installation, HALF_HEAD):
        assert is_served(installation)


def test_when_all_places_are_taken_who_waits_longest_gives_way(start):
    installation = start(at_once=CROWD)
    with crowd(installation, HALF_HEAD) as clients:
        assert is_served(installation)
        assert ends(clients[0])


def test_a_visitors_header_is_never_taken_for_the_servers_word(start):
    installation = start()
    headers = {"SCRIPT_NAME": "/evil", "REMOTE_USER": "admin", "PATH_INFO": "/evil"}
    answer = requests.get(f"{installation.url}/names", headers=headers, timeout=PATIENCE)
    assert "'SCRIPT_NAME'" in answer.text  # the server's own
    assert not re.search("REMOTE_USER|HTTP_SCRIPT_NAME|HTTP_PATH_INFO", answer.text)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000, 431),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n" + b"a" * 1_000_000, 413),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
    ],
)
def test_what_is_no_request_gets_a_page_in_chinese_that_runs_nothing(start, sent, status):
    with crowd(start(), sent, 1) as [client]:
        head, _, body = client.makefile("rb").read().partition(b"\r\n\r\n")
    assert re.match(rf"HTTP/1\.[01] {status} ".encode(), head)
    assert b"default-src 'none'" in head
    assert b"nosniff" in head
    assert "返回首页" in body.decode()


@pytest.mark.parametrize("path", ["/", "/long"])
def test_an_answer_to_head_ends_with_its_head(start, path):
    request = f"HEAD {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    with crowd(start(), request.encode(), 1) as [client]:
        head, _, body = client.makefile("rb").read().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert body == b""


def test_who_has_the_page_keeps_the_connection(start):
    asked = b"GET /known HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with crowd(start(), asked, 1) as [client]:
        answers = client.recv(10_000)
        client.sendall(asked.replace(b"/known", b"/") + asked)
        client.settimeout(PATIENCE)
        while answers.count(b" 304 ") < 2:
            more = client.recv(10_000)
            assert more
            answers += more
    assert b"page" in answers
    assert b"Connection: close" not in answers


def test_what_is_at_hand_and_what_is_not_are_answered_in_the_order_of_the_requests(start):
    asked = b"GET /%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    last = asked.replace(b"Host", b"Connection: close\r\nHost")
    paths = [b"kept", b"", b"kept", b"kept", b""]
    sent = b"".join(asked % path for path in paths) + last % b"kept"
    with crowd(start(), sent, 1) as [client]:
        bodies = re.findall(rb"\r\n(?:4\r\n)?(page|hand|kept)", client.makefile("rb").read())
    assert bodies[0] == b"hand"
    # What follows one that waits for a thread is answered by that thread.
    assert [each.replace(b"hand", b"kept") for each in bodies[1:]] == [
        *(b"page", b"kept", b"kept", b"page", b"kept")
    ]


def test_a_lost_process_is_replaced(start):
    installation = start()
    lost = requests.get(f"{installation.url}/process", timeout=PATIENCE).text
    os.kill(int(lost), signal.SIGKILL)

    def another_answers():
        with contextlib.suppress(requests.ConnectionError):  # it was the lost one's
            return requests.get(f"{installation.url}/process", timeout=PATIENCE).text != lost
        return False

    assert eventually(another_answers)
