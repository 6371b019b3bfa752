"""The offices that share the site, on the desk of its administrators."""

from django import forms
from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views import snippets

from articles.models import Office
from unityreports.site.desk_screens import DeskViewSet, PlainIndexView, SelectInFormsViewSet

WHAT_OFFICES_DO = _(
    "建立第一个单位后，除系统管理员外，每个人只看得到、只能处理本人所在单位范围内的报告、导入和记录；"
    "没有加入任何单位的人员看不到草稿。一人可以加入几个单位，在每个单位各有角色。"
)


class PersonSelect(forms.Select):
    """People by their names, which their accounts alone do not tell."""

    def create_option(self, name, value, label, *args, **kwargs):
        """Put the name before the account."""
        person = getattr(value, "instance", None)
        called = person and get_user_display_name(person)
        if called and called != label:
            label = f"{called}（{label}）"
        return super().create_option(name, value, label, *args, **kwargs)


def where(office: Office) -> str:
    """Return the names of an office's places."""
    return "、".join(place.region.full_name for place in office.places.all())


class OfficeIndexView(PlainIndexView):
    """The list of offices."""

    @cached_property
    def header_more_buttons(self):
        """Lead also to the reports that are no office's."""
        url = reverse("without_office")
        return [
            *super().header_more_buttons,
            Button(_("没有单位的报告"), url=url, icon_name="doc-full"),
        ]


class LastOffice(forms.Form):
    """Asks plainly before the last office goes, whose end opens the desk to everybody."""

    open_to_all = forms.BooleanField(
        label=_("我知道：删除后，所有能登录的人按各自的角色看得到、改得了全部草稿、导入和图片。"),
        error_messages={"required": _("这是最后一个单位。要删除，请先勾选下面这句话。")},
    )


class OfficeDeleteView(snippets.DeleteView):
    """An office being deleted."""

    def get_form(self, form_class=None):
        """Ask for a word when it is the last one."""
        offices, is_meant = Office.objects.order_by("pk"), self.request.method == "POST"
        if is_meant:  # of two who delete the last two at once, the second waits and finds one left
            offices = offices.select_for_update()
        if set(offices.values_list("pk", flat=True)) != {self.object.pk}:
            return super().get_form(form_class)
        return LastOffice(self.request.POST if is_meant else None)


class OfficeViewSet(DeskViewSet):
    """Offices."""

    model = Office
    icon = "group"
    url_prefix = "offices"
    menu_order = 610
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = OfficeIndexView
    delete_view_class = OfficeDeleteView
    delete_template_name = "desk/delete_office.html"
    chooser_viewset_class = SelectInFormsViewSet
    search_fields = ("name",)
    list_display = [
        "name",
        Column("where", label=_("所辖地区"), accessor=where),
        Column("people", label=_("人数")),
        BooleanColumn("only_own", label=_("只处理本单位的报告")),
    ]
    panels = [
        HelpPanel(content=WHAT_OFFICES_DO),
        FieldPanel("name"),
        InlinePanel("places", min_num=1, heading=_("所辖地区"), label=_("所辖地区")),
        FieldPanel("only_own"),
        InlinePanel(
            "members",
            heading=_("成员"),
            label=_("成员"),
            panels=[FieldPanel("user", widget=PersonSelect), FieldPanel("role")],
        ),
    ]

    def get_queryset(self, request):
        """Offices with their places and the number of people in them."""
        counted = Count("members__user", distinct=True)
        return Office.objects.prefetch_related("places__region").annotate(people=counted)
