"""What every page's template needs."""

import json
import re
from functools import lru_cache
from urllib.parse import urlsplit

import segno
from django import template
from django.conf import settings
from django.template.base import TextNode
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from unityreports.site import links, share_pictures
from unityreports.site.page_head import structured_data as describe

register = template.Library()

# The end of a line and the indentation of the next, not within a tag.
_LINE_END = re.compile(r"\s*\n\s*(?![^<>]*>)")


class _Joined(template.Node):
    """A stretch of a template, its lines joined."""

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        """Draw it as any stretch."""
        return self.nodelist.render(context)


@register.tag
def joined(parser, token):
    """Join the lines of a template up to ``endjoined``: a blank between them would show.

    Chinese is written without blanks, so a sentence made of several pieces could only stand on one
    line. What the pieces say keeps its own lines. Tags are not to be broken where a value follows.
    """
    nodelist = parser.parse(("endjoined",))
    parser.delete_first_token()
    for text in nodelist.get_nodes_by_type(TextNode):
        text.s = _LINE_END.sub("", text.s)
    return _Joined(nodelist)


@register.filter
def leaving(address: str) -> str:
    """Link to an outside address by way of the notice before leaving."""
    return links.leaving(address)


@register.filter
def guarded(html: str) -> SafeString:
    """Return an editor's HTML with its outside links leading to the notice before leaving."""
    return mark_safe(links.guard(html))  # noqa: S308 (the desk's rich text, sanitised on its way in)


@register.simple_tag(takes_context=True)
def structured_data(context) -> SafeString:
    """Draw the page's JSON-LD. It is data, not script: the content policy lets it stand."""
    data = json.dumps(describe(context["page"], context.get("identity")), ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        data = data.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308


@register.simple_tag(takes_context=True)
def share_picture(context, page) -> str:
    """Return the address of the picture that stands for a page where it is shared."""
    identity = context.get("identity")
    site = identity.name if identity else ""
    if not page:
        return share_pictures.address(site, "", site)
    if page.image:
        return page.image
    line = page.description
    if report := page.article:
        day = report.published_date
        place = report.region.full_name if report.region else ""
        line = "　".join(filter(None, (place, date_format(day, "Y年n月j日") if day else "")))
    title = report.title if report else page.title
    return share_pictures.address(title or site, line, site)


@register.simple_tag
def site_domain() -> str:
    """Return the site's host name, for the SiteDomain meta tag."""
    return urlsplit(settings.SITE_URL).netloc


@register.simple_tag
@lru_cache(maxsize=500)
def qr_code(address: str, title: str) -> SafeString:
    """Draw an address as a QR code: SVG without a style of its own."""
    code = segno.make(address, error="m")
    svg = code.svg_inline(border=2, svgclass="qr", lineclass=None, omitsize=True, title=title)
    return mark_safe(svg.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308


@register.simple_tag
def query(params, **changes) -> str:
    """Return a query string with some parameters changed; cursors of a list are dropped."""
    changed = params.copy()
    for name in ("before", "after"):
        changed.pop(name, None)
    for name, value in changes.items():
        changed.pop(name, None)
        if value not in ("", None):
            changed[name] = value
    return f"?{changed.urlencode()}" if changed else "?"
