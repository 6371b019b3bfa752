"""Tables of a text as readers get them: each scrolls by itself where a screen is too narrow."""

import re
from html import escape, unescape

from django.utils.translation import gettext

_TABLE = re.compile(r"<table>(?:<caption>(.*?)</caption>)?.*?</table>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def scrolling(html: str) -> str:
    """Return a report's HTML with each table in a region that the keyboard reaches and scrolls."""
    return _TABLE.sub(_in_region, html) if "<table>" in html else html


def _in_region(found: re.Match[str]) -> str:
    caption = unescape(_TAG.sub("", (found[1] or "").replace("<br>", " "))).strip()
    label = escape(caption or gettext("表格"))
    return (
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">'
        f"{found[0]}</div>"
    )
