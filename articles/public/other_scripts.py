"""Tells the browser in which script a part of a text stands that differs from its report's.

Paragraphs in Mongolian amid a Chinese report run in upright columns, in a box of their own that
scrolls; Chinese ones in a Mongolian report are named as such.
"""

import re
from html import escape

from django.utils.translation import gettext

from unityreports.site.scripts import CHINESE, MONGOLIAN, MONGOLIAN_LETTERS, script_of

_TAG = re.compile(r"<[^>]*>")
_PARAGRAPHS = re.compile(r"(?:<p>(?:(?!</p>).)*</p>)+", re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_BOXES = re.compile(r"<(li|td|th|caption|figcaption)([^>]*)>(.*?)(?=</\1>)", re.DOTALL)


def marked(html: str, language: str) -> str:
    """Return a part of a report in ``language`` with what is in the other script marked so."""
    other = CHINESE if language == MONGOLIAN else MONGOLIAN
    if other == MONGOLIAN and not MONGOLIAN_LETTERS.search(html):
        return html
    if not html.startswith("<"):
        return f'<span lang="{other}">{html}</span>' if _is(other, html) else html
    html = _BOXES.sub(
        lambda box: f'<{box[1]}{box[2]} lang="{other}">{box[3]}' if _is(other, box[3]) else box[0],
        html,
    )
    return _PARAGRAPHS.sub(lambda run: _in_runs(run[0], other), html)


def _is(script: str, html: str) -> bool:
    return script_of(_TAG.sub("", html)) == script


def _in_runs(html: str, other: str) -> str:
    """Return paragraphs with those in the other script marked, Mongolian ones run by run."""
    pieces: list[str] = []
    run: list[str] = []
    for paragraph in _PARAGRAPH.finditer(html):
        if _is(other, paragraph[1]):
            run.append(paragraph[0])
            continue
        pieces += [_shown(run, other), paragraph[0]]
        run = []
    return "".join([*pieces, _shown(run, other)])


def _shown(run: list[str], script: str) -> str:
    if not run or script == CHINESE:
        return "".join(each.replace("<p>", f'<p lang="{script}">', 1) for each in run)
    label = escape(gettext("蒙古文段落，可横向滚动"))
    return (
        f'<div class="upright" lang="{script}" role="region" tabindex="0" aria-label="{label}">'
        f"{''.join(run)}</div>"
    )
