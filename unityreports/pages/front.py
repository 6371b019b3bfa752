"""Answers public pages from the store, before Django sees the request.

What a request may say that changes its answer is not for the store: a session, messages, a method,
a host that is not ours, a query that its view does not know in this spelling. A page that is to be
kept is made for a request that holds nothing but its address, so that nothing a client sends can
show in what others get.
"""

import gzip
import hashlib
import io
import logging
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import unquote

import brotli
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve, reverse

from unityreports.pages import build, watching
from unityreports.pages.marks import Marks
from unityreports.pages.page import Field, Page
from unityreports.pages.store import LARGEST, Store, is_busy

logger = logging.getLogger(__name__)
# Of the whole answer; the store says them itself.
_OURS = {"content-length", "etag", "vary", "last-modified", "cache-control"}
_VARIES_BY = {"accept-encoding", "cookie"}  # there is no cookie where a page is made to be kept
# Less than a fifth behind brotli's best, in a fiftieth of its time: pages are made again and again.
_BROTLI_QUALITY = 5
_MOST_HOSTS = 64
_LONGEST = 400  # characters of an address with its query
_PRIVATE = ("sessionid=", "messages=")

# Status, head and body.
Answer = tuple[str, tuple[Field, ...], bytes]

_endings: list[Callable[[float], float | None]] = []


def kept(view):
    """Have the answers of a view kept; a decorator."""
    view.is_kept = True
    return view


def ends_with(ending: Callable[[float], float | None]):
    """Ask ``ending`` when a page made at a moment ends by the clock, if it shows parts."""
    _endings.append(ending)


class PageStore:
    """The site's WSGI application with the store in front.

    ``marked`` begins the addresses whose answers are told by their marks (``pages.marks``).
    """

    def __init__(self, application, marked: str):
        self.application = application
        self.marked = marked
        self.marks = Marks()
        self.store = Store(build.fingerprint())
        self._hosts: set[str] = set()
        self._has_complained = False

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer a request, from the store if that may be."""
        if not self._is_for_everyone(environ):
            return self.application(environ, start_response)
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        address = f"{path}?{query}" if query else path
        if len(address) > _LONGEST:
            return self.application(environ, start_response)
        try:
            stamp = self.store.stamp()
            page = self.store.get(address, stamp) if stamp else None
        except Exception:  # whatever is wrong with the store, the site goes on without it
            self._complain()
            stamp = page = None
        if page is None and stamp and _is_kept(path):
            return self._make(address, stamp, environ, start_response)
        if page is None and stamp and path.startswith(self.marked):
            return self._tell_by_mark(address, stamp, environ, start_response)
        if page is None:
            return self.application(environ, start_response)
        if page.file:
            try:
                self.store.put_out(address, page, stamp)
            except Exception:  # a full disk, a busy database: the page is answered all the same
                self._complain()
        return _answer(page, environ, start_response)

    def at_hand(self, environ: dict) -> Answer | None:
        """Return the answer to a GET, if it is in memory and to be had without any waiting.

        For a server that has no thread to spare: nothing is asked of a database but SQLite's count
        of commits, no page made, no file written.
        """
        if environ["REQUEST_METHOD"] != "GET" or not self._is_for_everyone(environ):
            return None
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        try:
            page = self.store.at_hand(f"{path}?{query}" if query else path)
        except Exception:
            self._complain()
            return None
        return page and _said(page, environ)

    def promise(self):
        """Let nginx take files for some time to come; called again and again, by one process."""
        try:
            self.store.promise()
        except Exception:  # others write just now, or the folder is not ours: nginx asks the site
            self._complain()
        finally:
            self.store.forget_connection()  # processes that are started must not share it

    def _is_for_everyone(self, environ: dict) -> bool:
        """Return whether a request asks for what everyone gets at its address."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return False
        cookie = environ.get("HTTP_COOKIE")
        if cookie and any(name in cookie for name in _PRIVATE):
            return False
        if settings.HTTPS:
            if environ.get("HTTP_X_FORWARDED_PROTO") != "https":
                return False  # Django leads on to the secure address
        elif environ["wsgi.url_scheme"] != "http":
            return False
        host = environ.get("HTTP_HOST", "")
        return host in self._hosts or self._is_ours(host)

    def _is_ours(self, host: str) -> bool:
        domain, _ = split_domain_port(host)
        if not (domain and validate_host(domain, settings.ALLOWED_HOSTS)):
            return False
        if len(self._hosts) < _MOST_HOSTS:
            self._hosts.add(host)
        return True

    def _tell_by_mark(
        self, address: str, stamp: str, environ: dict, start_response: Callable
    ) -> Iterable[bytes]:
        """Answer that nothing has changed, if that is known; else have the answer made."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (head := self.marks.head_of(address, stamp, known)):
            start_response("304 Not Modified", head)
            return []
        begun = time.time()
        with watching.gathering() as gathered:
            said, response = self._ask(environ)
            ends_at = _ends_at(gathered, begun) if gathered.is_keepable else None
        if response.status_code in {200, 304}:
            self.marks.note(address, stamp, said[1], gathered, ends_at)
        start_response(*said)
        return response

    def _make(self, address: str, stamp: str, environ: dict, start_response) -> Iterable[bytes]:
        """Have a page made, keep it if it can be kept, and answer with it."""
        begun = time.time()
        with watching.gathering() as gathered:
            said, response = self._ask(_plain(environ))
            # Before the request ends: its connection is the one that was watched.
            body = None if response.streaming else response.content
        status, head = said
        if body is None:
            start_response(status, head)
            return response
        response.close()
        page = _page(head, body, begun)
        if response.status_code != 200:
            return _answer(page, environ, start_response, status)
        is_known = gathered.query == environ.get("QUERY_STRING", "")
        if is_known and gathered.is_keepable and _may_be_kept(head, page):
            try:
                page = replace(page, ends_at=_ends_at(gathered, begun))
                if page.holds:
                    self.store.keep(address, page, gathered.ties(), stamp)
            except Exception:  # a full disk, a busy database: the page is answered all the same
                self._complain()
        return _answer(page, environ, start_response)

    def head_at(self, environ: dict) -> list[tuple[str, str]]:
        """Return the header fields that a page is kept with."""
        (_, head), response = self._ask(_plain(environ))
        response.close()
        return _page(head, b"", 0).head

    def _ask(self, environ: dict):
        """Return what the site says at an address: status and head, and the response."""
        said = []
        response = self.application(environ, lambda *answer: said.append(answer[:2]))
        return said[0], response

    def _complain(self):
        """Log once that the store is of no use, with the cause, unless it is only in use."""
        self.store.forget_connection()
        if not self._has_complained and not is_busy(sys.exception()):
            self._has_complained = True
            logger.exception("页面缓存不能用，页面照常生成")


def _is_kept(path: str) -> bool:
    """Return whether a path is the one address of a view whose answers are kept."""
    try:
        path = path.encode("latin-1").decode()
        match = resolve(path)
        if not hasattr(match.func, "is_kept"):  # some of those have no name to be asked for
            return False
        its_own = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        return path == unquote(its_own)
    except (Resolver404, UnicodeError, ValueError):
        return False


def _plain(environ: dict) -> dict:
    """Return a request for the same address that holds nothing else."""
    names = ("PATH_INFO", "SCRIPT_NAME", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL")
    plain = {name: value for name, value in environ.items() if name.startswith("wsgi.")}
    plain |= {name: environ[name] for name in names if name in environ}
    plain |= {"REQUEST_METHOD": "GET", "wsgi.input": io.BytesIO()}
    plain["QUERY_STRING"] = environ.get("QUERY_STRING", "")
    plain["HTTP_HOST"] = environ["HTTP_HOST"]
    if settings.HTTPS:
        plain["HTTP_X_FORWARDED_PROTO"] = "https"
    return plain


def _page(head: list[tuple[str, str]], body: bytes, made_at: float) -> Page:
    own = {name.lower(): value for name, value in head}
    fields = [(name, value) for name, value in head if name.lower() not in _OURS]
    fields.append(("Cache-Control", own.get("cache-control", "no-cache")))
    mark = hashlib.sha256(body).hexdigest()[:32]
    small, smaller = gzip.compress(body, 6, mtime=0), brotli.compress(body, quality=_BROTLI_QUALITY)
    return Page(fields, small, smaller, mark, made_at, None)


def _may_be_kept(head: list[tuple[str, str]], page: Page) -> bool:
    """Return whether an answer is everyone's, and small enough."""
    own = {name.lower(): value.lower() for name, value in head}
    varies = {each.strip() for each in own.get("vary", "").split(",") if each.strip()}
    return (
        "set-cookie" not in own
        and "content-encoding" not in own
        and varies <= _VARIES_BY
        and not {"no-store", "private"}
        & {*own.get("cache-control", "").replace(" ", "").split(",")}
        and page.size <= LARGEST
    )


def _ends_at(gathered: watching.Gathered, begun: float) -> float | None:
    """Return when what was made ends by the clock."""
    moments = [ending(begun) for ending in _endings] if gathered.reads_parts else []
    return min((each for each in moments if each is not None), default=None)


def _answer(page: Page, environ: dict, start_response, status: str = "200 OK") -> list[bytes]:
    """Send a page, or say that the client has it."""
    if status == "200 OK":
        status, head, body = _said(page, environ)
    else:
        coding, body = _coded(page, environ)
        coded = [("Content-Encoding", coding)] if coding else []
        length = ("Content-Length", str(len(body)))
        head = (*page.head, ("Vary", "Accept-Encoding"), *coded, length)
    start_response(status, list(head))
    return [body] if body and environ["REQUEST_METHOD"] != "HEAD" else []


def _said(page: Page, environ: dict) -> Answer:
    """Return what to answer with a page: itself, or that the client has it."""
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and (page.mark in known or known.strip() == "*"):
        return "304 Not Modified", page.head_of_304, b""
    coding, body = _coded(page, environ)
    return "200 OK", page.head_for(coding, len(body)), body


def _coded(page: Page, environ: dict) -> tuple[str, bytes]:
    """Return the coding of a page that the client takes, and its body in that."""
    codings = taken(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if "br" in codings:
        return "br", page.brotli
    if "gzip" in codings:
        return "gzip", page.gzip
    return "", gzip.decompress(page.gzip)


@lru_cache(maxsize=64)
def taken(accepted: str) -> frozenset[str]:
    """Return the codings that a client takes, by its Accept-Encoding."""
    found = set()
    for each in accepted.lower().split(","):
        coding, _, weight = each.partition(";")
        if weight.strip().replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            found.add(coding.strip())
    return frozenset(found)
