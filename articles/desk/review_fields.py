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


def paragraphs(text: str, known: str = "") -> str:
    """Return typed text as HTML, one paragraph a line, whatever the browser ends its lines with.

    The tables of ``known``, which is the text as it was read, are kept where their lines are.
    """
    return richtext.from_paragraphs("\n".join(text.splitlines()), known)
