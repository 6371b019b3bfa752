"""What the desks of all parts of the site share."""

from django.db import router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

MAY_EXPORT = "articles.export_article"
# What an address of a list may carry beside its filters: its page and a mark of the desk's script.
PAGE_MARKS = {"p", "_w_filter_fragment"}


class DeskChooserViewSet(SnippetChooserViewSet):
    """The window in which a row is chosen: Wagtail words it once, when the program starts."""

    page_title = _("选择")
    search_tab_label = _("Search")


class DeskViewSet(SnippetViewSet):
    """The screens of one kind of row, worded in the language of whoever looks at them."""

    chooser_viewset_class = DeskChooserViewSet

    @property
    def breadcrumbs_items(self):
        """The way from the home page: Wagtail words it once, when the program starts."""
        return [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}]


class SelectInFormsViewSet(DeskChooserViewSet):
    """For short vocabularies: forms offer a plain select instead of a chooser window."""

    register_widget = False


class PlainIndexView(IndexView):
    """A list without boxes to tick: there is nothing to be done to many rows at once."""

    @cached_property
    def columns(self):
        """The columns without the first, which holds the boxes."""
        return super().columns[1:]


def users_of(instances, by_name: bool = True) -> list[str]:
    """Return what keeps these rows from being deleted: at most five names; empty when nothing.

    Without ``by_name``, for whom not everything is to be seen, only the kinds of what does.
    """
    collector = Collector(using=router.db_for_write(type(instances[0])))
    try:
        collector.collect(instances)
    except ProtectedError as error:
        users = error.protected_objects
        names = sorted({str(each if by_name else each._meta.verbose_name) for each in users})
        return [*names[:5], "……"] if len(names) > 5 else names
    return []


def export_url(model, query) -> str:
    """Return the address of the export of a list with the filters and order of its address."""
    query = query.copy()
    for name in PAGE_MARKS:
        query.pop(name, None)
    url = reverse("export_list", args=[f"{model._meta.model_name}s"])
    return f"{url}?{query.urlencode()}" if query else url


class AskedInWords:
    """Says in words what a list is asked: its search, filters and order."""

    @property
    def every_column(self):
        """The columns by which the list can be ordered, shown or not."""
        return self.columns

    def get_valid_orderings(self):
        """Return the orders that an address may ask for."""
        keys = dict.fromkeys(each.sort_key for each in self.every_column if each.sort_key)
        return [ordering for key in keys for ordering in (key, f"-{key}")]

    def described(self) -> list[tuple[str, str]]:
        """Return the label and wording of the search, each filter and the order."""
        described = [(gettext("查找"), self.search_query)] if self.is_searching else []
        described += self.filters.form.described()
        if self.is_explicitly_ordered and self.ordering:
            described.append((gettext("排序"), self._ordering_worded(self.ordering)))
        return described

    def _ordering_worded(self, ordering: str) -> str:
        key = ordering.removeprefix("-")
        label = next(str(column.label) for column in self.every_column if column.sort_key == key)
        falling = ordering.startswith("-")
        worded = gettext("%(column)s降序") if falling else gettext("%(column)s升序")
        return worded % {"column": label}


class Exportable(AskedInWords):
    """Gives a list a button that leads to its export, with the filters and order it shows."""

    def order_queryset(self, queryset):
        """Order as asked, and rows that are alike in that by their key, the newest first.

        Databases return those in any order they like: in another on the next page, or in the file.
        """
        queryset = super().order_queryset(queryset)
        asked = queryset.query.order_by
        return queryset.order_by(*asked, "-pk") if asked else queryset

    @cached_property
    def header_buttons(self):
        """The list's own buttons, and the export for whom it is allowed."""
        buttons = super().header_buttons
        if not self.request.user.has_perm(MAY_EXPORT):
            return buttons
        url = export_url(self.model, self.request.GET)
        return [
            *buttons,
            HeaderButton(_("导出"), url=url, icon_name="download", priority=500),
        ]
