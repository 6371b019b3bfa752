"""Who a request comes from, when proxies that the site knows stand between."""

import ipaddress
from collections.abc import Collection, Mapping
from functools import lru_cache

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


def proxies(environ: Mapping[str, str], *, https: bool) -> tuple[str, ...]:
    """Return the addresses of the proxies in front of the site.

    These are what ``PROXIES`` says; without it a site that is reached by https has one on its own
    machine, and any other has none. Raise ``ImproperlyConfigured`` for what is no address.
    """
    given = environ.get("PROXIES")
    if given is None:
        return LOOPBACK if https else ()
    try:
        return tuple(str(ipaddress.ip_address(each.strip())) for each in given.split(",") if each)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"PROXIES 应是代理服务器的 IP 地址，用英文逗号分隔，现在是“{given}”。"
        ) from error


@lru_cache(maxsize=4_000)
def plain(address: str) -> str:
    """Return an address as it is usually written: IPv4 within IPv6 as IPv4; others as they are."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


def network(address: str) -> str:
    """Return what belongs to one customer: an IPv4 address, or the /64 of an IPv6 address."""
    address = plain(address)
    return str(ipaddress.ip_network((address, 64), strict=False)) if ":" in address else address


class KnowsVisitors:
    """A WSGI application behind proxies: ``REMOTE_ADDR`` is the visitor's own address.

    What a proxy adds to a request is believed of known proxies only.
    """

    def __init__(self, application, proxies: Collection[str]):
        self.application = application
        self.proxies = proxies

    def __call__(self, environ, start_response):
        """Answer the request."""
        self._know(environ)
        return self.application(environ, start_response)

    def at_hand(self, environ):
        """Return the answer to the request, if it is to be had without any waiting."""
        self._know(environ)
        return self.application.at_hand(environ)

    def _know(self, environ):
        address = plain(environ["REMOTE_ADDR"])
        if address in self.proxies:
            given = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
            passed = [plain(each.strip()) for each in given if each.strip()]
            # The nearest that is no proxy; what stands before it, anyone may say.
            address = next((each for each in reversed(passed) if each not in self.proxies), address)
        else:
            for name in FORWARDED:
                environ.pop(name, None)
        environ["REMOTE_ADDR"] = address
