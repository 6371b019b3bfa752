"""Places on the editors' desk: found among 19,168 by a part of the name, a code or pinyin."""

from copy import deepcopy
from functools import reduce
from operator import or_

from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views import chooser

from regions import codes
from regions.filters import DeskRegionFilters
from regions.models import FormerDivision, Region
from unityreports.site.desk_filters import filter_set
from unityreports.site.desk_screens import (
    DeskChooserViewSet,
    DeskViewSet,
    Exportable,
    PlainIndexView,
)
from unityreports.site.models import SiteIdentity


def own_places() -> Q:
    """Return the condition of the places that this site is about.

    Those at and below the place whose code leads the site's identification code (网站标识码), once
    the office has stated it; until then, those that other parts of the site name.
    """
    stated = SiteIdentity.load().site_code[:6]
    region = Region.objects.filter(code=codes.canonical(stated)).first() if stated else None
    if region:
        first, last = codes.subtree_bounds(region.code)
        return Q(code__gte=first, code__lt=last)
    named = [function() for function in hooks.get_hooks("places_of_the_site")]
    return reduce(or_, (Q(pk__in=places) for places in named), Q(pk__in=[]))


def next_own_code(above: Region) -> str:
    """Return a code that no area under a place has or had, or an empty string: all are used."""
    below = Region.objects.in_subtree(above).values_list("code", flat=True)
    former = FormerDivision.objects.filter(code__startswith=above.code)
    return codes.next_own(above.code, [*below, *former.values_list("code", flat=True)])


class RegionForm(WagtailAdminModelForm):
    """The form of a place, which works out the code of an area that the office adds itself."""

    above = forms.ModelChoiceField(
        label=_("上级地区"),
        queryset=Region.objects.all(),
        required=False,
        help_text=_("新建开发区、园区等自设区域时选择，代码留空，由系统编出；法定区划直接填代码。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["code"].required = False
            self.fields["above"].widget = deepcopy(
                Region.snippet_viewset.chooser_viewset.widget_class
            )
        else:
            del self.fields["above"]

    def clean(self):
        """Work out the code of an area that was placed under another without one."""
        cleaned = super().clean()
        if "code" in self.errors or cleaned.get("code"):
            return cleaned
        if not cleaned.get("above"):
            raise forms.ValidationError({"code": gettext("请填写代码，或选择上级地区。")})
        cleaned["code"] = next_own_code(cleaned["above"])
        if not cleaned["code"]:
            raise forms.ValidationError({"above": gettext("这里没有空的代码了，请另选上级地区。")})
        return cleaned


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
        """Today's places, the site's own first; rows that only group others are left out."""
        return Region.objects.for_readers().with_first(own_places())

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


class RegionChooserViewSet(DeskChooserViewSet):
    """The chooser of places."""

    choose_view_class = RegionChooseView
    choose_results_view_class = RegionChooseResultsView
    page_title = _("选择地区")

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
    edit_handler = ObjectList([FieldPanel("above"), *Region.panels], base_form_class=RegionForm)
    chooser_viewset_class = RegionChooserViewSet
    chooser_per_page = 20
    list_per_page = 30
    search_fields = ("name",)
    filterset_class = filter_set(DeskRegionFilters)
    list_display = [
        "full_name",
        "name",
        Column("kind", label=_("类别"), accessor="get_kind_display"),
        "code",
        BooleanColumn("is_current", label=_("现行")),
    ]
