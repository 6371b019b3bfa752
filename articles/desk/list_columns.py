"""The columns of a list, as each person chose them: the list's own, and those of its export.

What a column of the export is, is described once, in ``articles.exports``: the list shows for the
rows of one page what the file would hold.
"""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.widgets.button import Button

from articles.exports import rows
from articles.exports.columns import Column as Described
from articles.exports.columns import Type
from articles.exports.datasets import DATASETS
from articles.models import ChosenColumns

_NOT_IN_A_LIST = {Type.LONG_TEXT, Type.LINK}  # too long, or what the row leads to anyway


class DescribedColumn(Column):
    """A column of the export in a list. The view has put the values of the page's rows there."""

    def __init__(self, described: Described):
        self.described = described
        # The registry is plain text, which the desk translates.
        super().__init__(described.name, label=_(described.label))

    def get_value(self, instance):
        """Return the value as people read it."""
        value = instance.told[self.name]
        if value is None:
            return ""
        if self.described.type is Type.CHOICE:
            return value and gettext(self.described.choices.get(value, value))
        if self.described.type is Type.BOOLEAN:
            return gettext("是") if value else gettext("否")
        if self.described.type is Type.LIST:
            return gettext("、").join(value)
        if self.described.type is Type.MOMENT:
            return f"{value:%Y-%m-%d %H:%M}"
        return value


class RemembersColumns:
    """Gives a list the columns that the user chose, beside its first one, which always stands."""

    @property
    def dataset_name(self) -> str:
        """The name of the list in the registry of exports."""
        return f"{self.model._meta.model_name}s"

    @cached_property
    def offered(self) -> dict[str, BaseColumn]:
        """Every column that may be chosen, by its name: the list's own come first."""
        own = {column.name: column for column in self.list_display[1:]}
        return own | {
            each.name: DescribedColumn(each)
            for each in DATASETS[self.dataset_name].offered(staff=True)
            if each.name not in {*own, self._first} and each.type not in _NOT_IN_A_LIST
        }

    @property
    def _first(self) -> str:
        first = self.list_display[0]
        return getattr(first, "name", first)

    @property
    def usual_names(self) -> list[str]:
        """The columns of who never chose any."""
        return [column.name for column in self.list_display[1:]]

    @cached_property
    def chosen_names(self) -> list[str]:
        """The names of the columns to show; one that is there no longer is passed over."""
        chosen = ChosenColumns.of(self.request.user, self.dataset_name)
        names = self.usual_names if chosen is None else chosen
        return [name for name in names if name in self.offered]

    @cached_property
    def columns(self):
        """The columns that always stand, and those that were chosen."""
        standing = [each for each in super().columns if each.name not in self.offered]
        return standing + [self.offered[name] for name in self.chosen_names]

    @property
    def every_column(self):
        """Also those that are not shown now: an address may ask for their order."""
        return [*self.columns, *self.offered.values()]

    def paginate_queryset(self, queryset, page_size):
        """Read for the rows of one page what the list's own query does not hold."""
        paginator, page, found, has_others = super().paginate_queryset(queryset, page_size)
        described = [
            self.offered[name].described
            for name in self.chosen_names
            if isinstance(self.offered[name], DescribedColumn)
        ]
        if described:
            key = DATASETS[self.dataset_name].choose(["id"])[0]
            shown = self.model.objects.filter(pk__in=[row.pk for row in found])
            keys, *cells = rows.page(shown, [key, *described])
            told = dict(zip(keys, zip(*cells, strict=True), strict=True))
            for row in found:
                values = told.get(row.pk) or [None] * len(described)  # deleted just now
                row.told = dict(zip((each.name for each in described), values, strict=True))
        return paginator, page, found, has_others

    @cached_property
    def header_more_buttons(self):
        """Lead also to the choice of columns, and back to what is shown now."""
        url = reverse("list_columns", args=[self.dataset_name])
        if query := self.request.GET.urlencode():
            url = f"{url}?{query}"
        return [
            *super().header_more_buttons,
            Button(_("选择列"), url=url, icon_name="table", priority=50),
        ]
