"""What the forms of a review share: a place that is typed, and text of several paragraphs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import RegionField
from unityreports.site import richtext


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


def paragraphs(text: str) -> str:
    """Return typed text as HTML, one paragraph a line, whatever the browser ends its lines with."""
    lines = (line.strip() for line in text.splitlines())
    return richtext.from_paragraphs("\n".join(line for line in lines if line))
