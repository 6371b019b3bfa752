"""Places on the editors' desk: found among 19,168 by a part of the name, a code or pinyin."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views import chooser

from regions.models import Region
from unityreports.desk import DeskViewSet, Exportable, PlainIndexView


class RegionSearchForm(BaseFilterForm):
    """The search box of the chooser."""

    q = forms.CharField(
        label=_("查找地区"),
        required=False,
        widget=forms.TextInput(
            attrs={"placeholder": _("名称的一部分、代码或拼音，例如“义勒力特”“152201”“ylltz”")}
        ),
    )

    def filter(self, objects):
        """Keep the places that the text may mean, likeliest first."""
        text = self.cleaned_data.get("q")
        if text:
            self.is_searching, self.search_query = True, text
            objects = objects.matching(text)
        return objects


class RegionChooserColumns:
    """What the chooser shows of a place: the full path tells namesakes apart."""

    filter_form_class = RegionSearchForm
    results_template_name = "desk/region_results.html"

    def get_object_list(self):
        """Today's places; rows that only group others are not for choosing."""
        return Region.objects.for_readers()

    @property
    def columns(self):
        """The path, the official name, the kind and the code."""
        return [
            *super().columns,
            Column("name", label=_("正式名称")),
            Column("kind", label=_("类别"), accessor="get_kind_display"),
            Column("code", label=_("代码")),
        ]


class RegionChooseView(RegionChooserColumns, chooser.ChooseView):
    """The whole window of the chooser."""


class RegionChooseResultsView(RegionChooserColumns, chooser.ChooseResultsView):
    """The results of the chooser, renewed while the editor types."""


class RegionChooserViewSet(chooser.SnippetChooserViewSet):
    """The chooser of places."""

    choose_view_class = RegionChooseView
    choose_results_view_class = RegionChooseResultsView
    # Wagtail words these once, when the program starts.
    page_title = _("选择地区")
    search_tab_label = _("Search")

    @cached_property
    def widget_class(self):
        """The widget, worded at every use: Wagtail words it once and for all users."""
        widget = super().widget_class
        widget.choose_one_text = _("选择地区")
        widget.choose_another_text = _("另选地区")
        widget.link_to_chosen_text = _("编辑这个地区")
        return widget


class RegionIndexView(Exportable, PlainIndexView):
    """The list of places."""

    def search_queryset(self, queryset):
        """Search as the chooser does."""
        return queryset.matching(self.search_query) if self.is_searching else queryset


class RegionViewSet(DeskViewSet):
    """Places."""

    model = Region
    icon = "globe"
    url_prefix = "regions"
    menu_order = 300
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = RegionIndexView
    chooser_viewset_class = RegionChooserViewSet
    chooser_per_page = 20
    list_per_page = 30
    search_fields = ("name",)
    list_filter = ["level", "kind", "is_current"]
    list_display = [
        "full_name",
        "name",
        Column("kind", label=_("类别"), accessor="get_kind_display"),
        "code",
        BooleanColumn("is_current", label=_("现行")),
    ]
