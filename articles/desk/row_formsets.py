"""The rows of one kind in a review: the recognised ones, and those that an editor adds."""

from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from articles.desk.row_forms import DocumentForm, FigureForm, HonorForm, MeasureForm, PlaceForm

MOST_ROWS = 2000  # of one kind in one report
# Marks the initial values of a row that an editor added.
ADDED = "added by hand"


class RowFormSet(BaseFormSet):
    """The recognised rows of one kind, those the editor added, and an empty one to add another."""

    def __init__(self, *args, recognised=(), added=(), **kwargs):
        self.recognised = len(recognised)
        super().__init__(*args, initial=[*recognised, *added], **kwargs)

    def initial_form_count(self):
        """Only recognised rows were there before: others may stay empty.

        How many there are the server knows; another window may have read the page anew since.
        """
        return self.recognised

    def total_form_count(self):
        """Show one more row than there are."""
        return super().total_form_count() if self.is_bound else len(self.initial) + 1

    def add_fields(self, form, index):
        """Name the boxes, and number rows in tens so that one fits in between."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("不采用")
        if "ORDER" in form.fields:
            form.fields["ORDER"].label = _("次序")
            form.order_fields(["level", "theme", "ORDER"])
            if index is not None and index < self.initial_form_count():
                form.fields["ORDER"].initial = 10 * (index + 1)

    @property
    def known_forms(self):
        """The forms of recognised rows."""
        return self.forms[: self.recognised]

    @property
    def added_forms(self):
        """The forms that an editor filled in."""
        return [form for form in self.forms[self.recognised :] if self._is_filled(form)]

    @property
    def blank_forms(self):
        """The forms that wait for a fact to be added."""
        return [form for form in self.forms[self.recognised :] if not self._is_filled(form)]

    def kept_forms(self):
        """Return the valid forms of the rows to be stored, in order."""
        kept = [
            form
            for form in [*self.known_forms, *self.added_forms]
            if not form.cleaned_data.get("DELETE")
        ]
        if self.can_order:
            kept.sort(key=lambda form: _or_last(form.cleaned_data.get("ORDER")))
        elif kept and "offset" in kept[0].fields:
            kept.sort(key=lambda form: _or_last(form.cleaned_data.get("offset")))
        return kept

    def _is_filled(self, form) -> bool:
        return form.has_changed() if self.is_bound else bool(form.initial.get(ADDED))


def _or_last(number: int | None) -> float:
    return float("inf") if number is None else number


def _formset(form, **options):
    most = {"max_num": MOST_ROWS, "absolute_max": MOST_ROWS}
    return formset_factory(form, formset=RowFormSet, extra=0, can_delete=True, **most, **options)


# Relation on the report → its formset, in the order of the screen.
FORMSETS = {
    "measures": _formset(MeasureForm, can_order=True),
    "honors": _formset(HonorForm),
    "figures": _formset(FigureForm),
    "documents": _formset(DocumentForm),
    "places": _formset(PlaceForm),
}
