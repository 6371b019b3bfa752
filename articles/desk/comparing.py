"""What two versions of a report differ in, said so that an editor understands it."""

from django.db import models
from django.utils.translation import gettext
from wagtail.admin.compare import FieldComparison, register_comparison_class


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
    """Compares numbers and ticks, which Wagtail words as Python does (``None``, ``False``)."""

    def __init__(self, field, obj_a, obj_b):
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = _worded(self.val_a), _worded(self.val_b)


def _worded(value) -> str:
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    return "" if value is None else str(value)


for field in (models.BooleanField, models.IntegerField, models.DecimalField):
    register_comparison_class(field, comparison_class=ValueComparison)
