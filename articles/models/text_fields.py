"""Texts without the characters that no page, feed or file can hold."""

from collections.abc import Collection
from functools import cache

from django.db import models

from unityreports.site.characters import printable


class PrintableTexts(models.Model):
    """A row whose texts lose their control characters, which are pasted along unseen."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Check the fields as they will be stored: a title of nothing else is an empty one."""
        self.make_printable()
        super().clean_fields(exclude)

    def make_printable(self) -> None:
        """Take out of all texts what markup cannot hold."""
        for name in _texts_of(type(self)):
            value = getattr(self, name)
            if isinstance(value, str):
                setattr(self, name, printable(value))


@cache
def _texts_of(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
    )
