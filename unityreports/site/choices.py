"""Words of choices, as pages ask for them by the hundred."""

from functools import cache

from django.db import models
from django.utils.encoding import force_str


class WordsAtHand:
    """Lets ``get_…_display()`` of a model look in a table, where Django makes one at each call."""

    def _get_FIELD_display(self, field):  # noqa: N802 - Django's name
        value = getattr(self, field.attname)
        return force_str(_words(field).get(value, value), strings_only=True)


@cache
def _words(field: models.Field) -> dict:
    """Return the words of a field's values, still to be said in the reader's language."""
    return dict(field.flatchoices)
