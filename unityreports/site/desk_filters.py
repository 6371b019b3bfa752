"""The filters of the desk's lists: those of everyone, as Wagtail asks for them."""

import django_filters
from wagtail.admin.active_filters import (
    ActiveFilter,
    BaseFilterAdapter,
    register_filter_adapter_class,
)
from wagtail.admin.widgets import AdminDateInput

from unityreports.site.filters import DayField, Filters


class ListFilter(django_filters.Filter):
    """One filter of a form, of which Wagtail shows what it is set to."""

    def __init__(self, form: Filters, name: str):
        super().__init__(field_name=name, label=form.fields[name].label)
        self.form = form


class ListFilterAdapter(BaseFilterAdapter):
    """Words what a filter is set to, and leads to the list without it."""

    def get_active_filters(self):
        """Yield the one mark of the filter."""
        form = self.filter.form
        names = [name for name, now in form.aliases.items() if now == self.name]
        yield ActiveFilter(
            self.bound_field.auto_id,
            self.filter.label,
            form.worded(self.name, self.value),
            self.get_url_without_filter_param([self.name, *names]),
        )


register_filter_adapter_class(ListFilter, ListFilterAdapter)


class FilterSet:
    """What a list of Wagtail asks of its filters. Subclasses name the form."""

    form_class = Filters

    def __init__(self, data=None, *, request=None):
        self.form = self.form_class(data)
        for field in self.form.fields.values():
            if isinstance(field, DayField):
                field.widget = AdminDateInput()
        self.filters = {name: ListFilter(self.form, name) for name in self.form.fields}

    @property
    def errors(self):
        """What was not understood, for the notice above the list."""
        return self.form.errors

    def is_valid(self) -> bool:
        """What is understood applies, whatever else was given."""
        self.form.full_clean()
        return True

    def filter_queryset(self, queryset):
        """Return the rows that fit what was understood."""
        return self.form.apply(queryset)


def filter_set(form: type[Filters]) -> type[FilterSet]:
    """Return the filters of a form for a list of Wagtail."""
    return type(f"{form.__name__}Set", (FilterSet,), {"form_class": form})
