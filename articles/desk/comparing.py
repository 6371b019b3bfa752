"""What two versions of a report differ in, said so that an editor understands it."""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext
from taggit.managers import TaggableManager
from wagtail.admin.compare import (
    FieldComparison,
    RichTextFieldComparison,
    TagsFieldComparison,
    diff_text,
    register_comparison_class,
)
from wagtail.fields import RichTextField

from unityreports.site import richtext
from unityreports.site.text_pictures import Picture


class ChangedRows:
    """The rows of one kind that two versions differ in. Wagtail shows every row there is."""

    is_field = False
    is_child_relation = True

    def __init__(self, comparison):
        self.comparison = comparison
        self.field_label = comparison.field_label

    def get_child_comparisons(self) -> list:
        """Return the comparisons of the rows that were added, deleted or changed."""
        return [
            row
            for row in self.comparison.get_child_comparisons()
            if row.is_addition() or row.is_deletion() or row.has_changed()
        ]


class ValueComparison(FieldComparison):
    """Compares what Wagtail words as Python does: ``None``, ``False``, moments in UTC."""

    def __init__(self, field, obj_a, obj_b):
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = _worded(self.val_a), _worded(self.val_b)


class TextComparison(RichTextFieldComparison):
    """Compares texts as the site reads them: a line a paragraph and row, tabs between cells."""

    def htmldiff(self):
        """Return what was taken out and put in, marked."""
        texts = (richtext.to_text(text or "", _told) for text in (self.val_a, self.val_b))
        return format_html('<div class="compared-text">{}</div>', diff_text(*texts).to_html())


def _told(picture: Picture) -> str:
    """Return a picture in words: another one, or one described anew, reads differently."""
    described = picture.alt or (gettext("未写说明") if picture.alt is None else gettext("仅作装饰"))
    words = {"number": picture.number, "described": described}
    return gettext("［图片 %(number)s：%(described)s］") % words + picture.caption


class TagNamesComparison(TagsFieldComparison):
    """Compares tags by the names that an editor gave them, not by those of their addresses."""

    def get_item_display(self, tag):
        """Return the tag's name."""
        return tag.name


def _worded(value) -> str:
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    return "" if value is None else str(value)


for field in (
    models.BooleanField,
    models.IntegerField,
    models.DecimalField,
    models.DateTimeField,
):
    register_comparison_class(field, comparison_class=ValueComparison)
register_comparison_class(RichTextField, comparison_class=TextComparison)
register_comparison_class(TaggableManager, comparison_class=TagNamesComparison)
