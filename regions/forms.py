"""A place as people type it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.lookup import LONGEST_TEXT, UnclearPlaceError, find
from regions.models import Region


class RegionField(forms.CharField):
    """A place in any form that :mod:`regions.lookup` knows.

    Cleans to a ``Region``, or ``None`` for nothing typed; several places of one name are refused
    with the choices.
    """

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": LONGEST_TEXT, **kwargs})

    def widget_attrs(self, widget):
        """Say in the empty field what may be typed."""
        return {"placeholder": _("名称、代码或拼音"), **super().widget_attrs(widget)}

    def prepare_value(self, value):
        """Show a place as its code and path."""
        if isinstance(value, int):
            value = Region.objects.filter(pk=value).first()
        return f"{value.code} {value.full_name}" if isinstance(value, Region) else value

    def has_changed(self, initial, data):
        """Compare what was shown with what was sent back."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        """Return the one place that the text means."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return find(text)
        except UnclearPlaceError as error:
            raise forms.ValidationError(str(error), code="unclear_place") from None
