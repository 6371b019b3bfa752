"""What the forms of a review share: a place that is typed, and text of several paragraphs."""

import re
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import RegionField
from unityreports.site import richtext

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


class PlaceField(RegionField):
    """A place with suggestions while it is typed (static/desk/review.js)."""

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "required": False,
                "label": _("地区"),
                "widget": forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
                **kwargs,
            }
        )


class Movable:
    """What may be moved from any part of a page to any other: its pictures and its tables."""

    def __init__(self, pictures: str, texts: Iterable[str]):
        """Take the pictures and all texts of the page, as HTML."""
        self._pictures = pictures
        tables = [table for text in texts for table in _TABLE.findall(text)]
        self._tables = [(each, _lines(richtext.to_text(each))) for each in tables]

    def known_in(self, text: str) -> str:
        """Return, as HTML, what a typed text may show: tables of which a line stands in it."""
        lines = _lines(text) if self._tables else set()
        return self._pictures + "".join(each for each, own in self._tables if own & lines)


def _lines(text: str) -> set[str]:
    return {"".join(line.split()) for line in text.splitlines()}


def paragraphs(text: str, own: str, movable: Movable) -> str:
    """Return typed text as HTML, one paragraph a line, whatever the browser ends its lines with.

    The tables of ``own``, which is the text as it was read, and of what may be moved here are kept
    where their lines are.
    """
    lines = "\n".join(text.splitlines())
    return richtext.from_paragraphs(lines, own + movable.known_in(lines))
