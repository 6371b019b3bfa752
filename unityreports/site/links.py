"""Addresses within the site and out of it."""

import re
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import reverse
from lxml import html as lxml_html

# How browsers read what is not written as it should be (https://url.spec.whatwg.org): blanks at the
# ends and breaks inside do not count, a backslash is a slash, and any number of them opens a host.
_IGNORED = re.compile(r"[\t\n\r]")
_AT_ENDS = "".join(map(chr, range(0x21)))
_HOST_FOLLOWS = re.compile(r"(?:(https?):[/\\]*|[/\\]{2,})(?:[^/\\?#]*@)?", re.I)
_HOST = re.compile(r"([^/\\?#]*)(.*)", re.S)


def is_web_address(address: str) -> bool:
    """Return whether a text is a complete http(s) address, and no trick of one."""
    if any(each.isspace() or not each.isprintable() or each == "\\" for each in address):
        return False
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        )
    except ValueError:
        return False


def opened(address: str) -> str:
    """Return the complete address that a browser opens for a link that names a host.

    Without the name and password that may stand in it; empty for a link within the site, and for
    what is no web address.
    """
    text = _IGNORED.sub("", address.strip(_AT_ENDS))
    begun = _HOST_FOLLOWS.match(text)
    if not begun:
        return ""
    site = urlsplit(settings.SITE_URL)
    scheme = (begun[1] or site.scheme).lower()
    host, tail = _HOST.fullmatch(text[begun.end() :]).groups()
    return f"{scheme}://{host}{tail}"


def is_outside(address: str) -> bool:
    """Return whether a link leads away from this site, whichever way it is written."""
    target = opened(address)
    return bool(target) and _host(target) != _host(settings.SITE_URL)


def _host(address: str) -> str:
    return _HOST.fullmatch(address.partition("://")[2])[1].lower()


def leaving(address: str) -> str:
    """Return the address to link to: for an outside one, the notice shown before leaving."""
    if not is_outside(address):
        return address
    return f"{reverse('leave')}?to={quote(opened(address), safe='')}"


def guard(html: str) -> str:
    """Return HTML whose outside links lead to the notice before leaving."""
    if "<a" not in html:
        return html
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for anchor in root.iter("a"):
        if address := anchor.get("href"):
            anchor.set("href", leaving(address))
    return lxml_html.tostring(root, encoding="unicode")[len("<div>") : -len("</div>")]
