"""Texts without the characters that no page, feed or file can hold."""

from collections.abc import Collection
from functools import cache

from django.db import models
from django.utils.translation import gettext

from unityreports.site import richtext
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


def undescribed(html: str) -> str:
    """Return what to tell the editor of pictures in a text that nobody described to the blind.

    Empty where all are described, or said to decorate only.
    """
    pictures = richtext.pictures(html)
    numbers = [str(at) for at, each in enumerate(pictures, 1) if not each.is_described]
    if not numbers:
        return ""
    message = gettext(
        "第 %(numbers)s 张图片没有说明：请点“编辑图片”写明图上有什么；"
        "图片不含信息时，勾选“仅作装饰”。"
    )
    return message % {"numbers": gettext("、").join(numbers)}


@cache
def _texts_of(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
    )
