"""Where the site listens and where people reach it, read from HOST, PORT and SITE_URL.

The server notes where it serves. Commands that are told none of the three write addresses as it
does.
"""

import fcntl
import socket
import struct
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - recognised here, chosen by whoever sets HOST
NOTE = "site_url"  # in VAR_DIR: where the site was served last
TOLD_BY = ("SITE_URL", "HOST", "PORT")
SIOCGIFADDR = 0x8915  # Linux: ask an interface for its IPv4 address


def listening(environ: Mapping[str, str]) -> tuple[str, int]:
    """Return the host and port to listen on; raise ``ImproperlyConfigured`` for a bad port."""
    host = environ.get("HOST", "").strip("[] ") or "127.0.0.1"
    port = environ.get("PORT", "").strip() or "8000"
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise ImproperlyConfigured(f"PORT 应为 1 到 65535 之间的整数，现在是“{port}”。")
    return host, int(port)


def public_url(environ: Mapping[str, str]) -> str:
    """Return the site's public address, without a slash at its end.

    ``SITE_URL`` when it is set, otherwise where the site listens. Raise
    ``ImproperlyConfigured`` for anything but ``http(s)://host`` with an optional port.
    """
    given = environ.get("SITE_URL", "").strip()
    if not given:
        host, port = listening(environ)
        if host in EVERY_ADDRESS:
            host = next(iter(own_addresses()), "127.0.0.1")
        return f"http://{bracketed(host)}:{port}"
    try:
        parts = urlsplit(given)
        valid = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # an impossible port or IPv6 address
        valid = False
    if not valid or parts.username or parts.query or parts.fragment or parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"SITE_URL 应写成 http://主机名 或 https://主机名（可带端口，不带路径），现在是“{given}”。"
        )
    return f"{parts.scheme}://{parts.netloc}"


def note(url: str, folder: Path):
    """Keep in ``folder`` where the site is served; raise ``OSError`` when it cannot be written."""
    (folder / NOTE).write_text(url, encoding="utf-8")


def recall(environ: MutableMapping[str, str], folder: Path):
    """Set ``SITE_URL`` to where the site was served last, unless the environment says anything.

    A note that is not there, or was spoiled, changes nothing.
    """
    if any(environ.get(name, "").strip() for name in TOLD_BY):
        return
    with suppress(OSError, UnicodeError, ImproperlyConfigured):
        noted = (folder / NOTE).read_text(encoding="utf-8")
        environ["SITE_URL"] = public_url({"SITE_URL": noted})


def allowed_hosts(environ: Mapping[str, str]) -> list[str]:
    """Return the names the site answers to.

    These are the public one, this machine from itself, what ``ALLOWED_HOSTS`` adds and, when the
    site listens on every address, all of this machine's own.
    """
    names = [bracketed(urlsplit(public_url(environ)).hostname), "127.0.0.1", "localhost", "[::1]"]
    host, _ = listening(environ)
    if host in EVERY_ADDRESS:
        names += [*own_addresses(), socket.gethostname().lower()]
    else:
        names.append(bracketed(host))
    names += [name.strip() for name in environ.get("ALLOWED_HOSTS", "").split(",")]
    return list(dict.fromkeys(filter(None, names)))


def own_addresses() -> list[str]:
    """Return the IPv4 addresses of this machine's network interfaces, loopback left out."""
    addresses = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            try:
                answer = fcntl.ioctl(probe, SIOCGIFADDR, struct.pack("256s", name.encode()))
            except OSError:  # an interface without an IPv4 address
                continue
            addresses.append(socket.inet_ntoa(answer[20:24]))
    return [address for address in addresses if not address.startswith("127.")]


def bracketed(host: str) -> str:
    """Return the host as it stands in a URL: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host
