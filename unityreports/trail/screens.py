"""The desk's list of the trail, and the list as a file."""

from django.db.models import CharField
from django.db.models.functions import Cast
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from articles.desk.exporting import ExportMixin
from articles.models import Article
from articles.models.scope import scope_of
from unityreports.site.desk_filters import filter_set
from unityreports.site.desk_screens import PAGE_MARKS, AskedInWords
from unityreports.trail import worded
from unityreports.trail.columns_of_entries import ENTRIES
from unityreports.trail.list_filters import TrailFilters
from unityreports.trail.models import Entry

TO_THE_SECOND = _("Y年n月j日 H:i:s")
MAY_VIEW = "trail.view_entry"


class EntryColumn(Column):
    """A column whose cells have a template of their own."""

    def get_cell_context_data(self, instance, parent_context):
        """Give the template the entry in words."""
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"entry": instance, "kind": worded.kind(instance.kind)}


class WhoColumn(EntryColumn):
    """Who did it, and from where."""

    cell_template_name = "desk/trail/who.html"


class SubjectColumn(EntryColumn):
    """What it was done to."""

    cell_template_name = "desk/trail/subject.html"


class ChangesColumn(EntryColumn):
    """What was changed or said with it."""

    cell_template_name = "desk/trail/changes.html"

    def get_value(self, instance):
        """Return the changed fields in words."""
        return worded.changes(instance)

    def get_cell_context_data(self, instance, parent_context):
        """Give the template what was said with it, too."""
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"note": worded.note(instance)}


class TrailIndexView(IndexView):
    """The entries, the newest first; there is nothing to be done to them."""

    any_permission_required = ["view"]
    is_searchable = False
    table_classname = "listing desk-trail desk-stacked"
    default_ordering = None

    def get_base_queryset(self):
        """Return the entries; who works in offices sees those about the reports of these."""
        entries = super().get_base_queryset()
        user = self.request.user
        if scope_of(user).is_unlimited:
            return entries
        own = Article.objects.of(user).annotate(key=Cast("pk", CharField())).values("key")
        return entries.filter(kind=Article._meta.label_lower, object_id__in=own)

    def order_queryset(self, queryset):
        """Order as they were written."""
        return queryset.order_by("-pk")

    def get_list_buttons(self, instance):
        """Offer no buttons."""
        return []

    @cached_property
    def header_buttons(self):
        """The way to the file, with the filters that the list shows."""
        query = self.request.GET.copy()
        for name in PAGE_MARKS:
            query.pop(name, None)
        url = f"{reverse('trail:export')}?{query.urlencode()}".rstrip("?")
        return [HeaderButton(_("导出"), url=url, icon_name="download", priority=500)]


class TrailExportView(ExportMixin, AskedInWords, TrailIndexView):
    """The list as a file, by the same filters."""

    dataset = ENTRIES
    header_buttons = ()


class TrailMenuItem(MenuItem):
    """The way to the list, for who may read it."""

    def is_shown(self, request):
        """Show it to them only."""
        return request.user.has_perm(MAY_VIEW)


class Trail(ViewSet):
    """The pages of the trail."""

    model = Entry
    name = "trail"
    icon = "history"
    menu_label = _("操作记录")
    columns = (
        Column(
            "at",
            label=_("时间"),
            accessor=lambda entry: date_format(timezone.localtime(entry.at), TO_THE_SECOND),
            classname="desk-short",
        ),
        WhoColumn("who", label=_("操作人"), accessor="actor_name"),
        Column("act", label=_("操作"), accessor=lambda entry: worded.act(entry.act)),
        SubjectColumn("subject", label=_("对象"), accessor="title", classname="desk-long"),
        ChangesColumn("changes", label=_("改动和说明"), classname="desk-long"),
    )

    def get_common_view_kwargs(self, **kwargs):
        """Return what all views are made with."""
        return super().get_common_view_kwargs(
            model=self.model,
            permission_policy=ModelPermissionPolicy(self.model),
            index_url_name=self.get_url_name("index"),
            index_results_url_name=self.get_url_name("index_results"),
            header_icon=self.icon,
            page_title=self.menu_label,
            filterset_class=filter_set(TrailFilters),
            columns=self.columns,
            paginate_by=50,
            **kwargs,
        )

    def get_urlpatterns(self):
        """Return the addresses: there is none for adding, editing or deleting."""
        exported = {"template_name": ExportMixin.template_name}
        return [
            path("", self.construct_view(TrailIndexView), name="index"),
            path(
                "results/",
                self.construct_view(TrailIndexView, results_only=True),
                name="index_results",
            ),
            path("export/", self.construct_view(TrailExportView, **exported), name="export"),
        ]


def menu_item() -> MenuItem:
    """Return the way to the list."""
    return TrailMenuItem(
        Trail.menu_label, reverse("trail:index"), name="trail", icon_name=Trail.icon, order=900
    )
