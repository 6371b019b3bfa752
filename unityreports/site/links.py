"""Addresses within the site and out of it."""

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import reverse
from lxml import html as lxml_html


def is_web_address(address: str) -> bool:
    """Return whether a text is a complete http(s) address, and no trick of one."""
    if any(character.isspace() or not character.isprintable() for character in address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def is_outside(address: str) -> bool:
    """Return whether an address leads away from this site."""
    return (
        is_web_address(address) and urlsplit(address).netloc != urlsplit(settings.SITE_URL).netloc
    )


def leaving(address: str) -> str:
    """Return the address to link to: for an outside one, the notice shown before leaving."""
    if not is_outside(address):
        return address
    return f"{reverse('leave')}?to={quote(address, safe='')}"


def guard(html: str) -> str:
    """Return HTML whose outside links lead to the notice before leaving."""
    if "<a" not in html:
        return html
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for anchor in root.iter("a"):
        if address := anchor.get("href"):
            anchor.set("href", leaving(address))
    return lxml_html.tostring(root, encoding="unicode")[len("<div>") : -len("</div>")]
