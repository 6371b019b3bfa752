"""The vocabularies of reports on the desk: channels and themes."""

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column

from articles.desk.address_names import edit_handler
from articles.models import Channel, HomeSection, Theme
from unityreports.site.desk_screens import DeskViewSet, PlainIndexView, SelectInFormsViewSet


def path(channel) -> str:
    """Return a channel with those above it."""
    return " › ".join(each.name for each in channel.path())


def newest_day(channel):
    """Return the day of a channel's newest public report in Asia/Shanghai, or ``None``."""
    return channel.newest and timezone.localdate(channel.newest)


class ChannelViewSet(DeskViewSet):
    """Channels (栏目)."""

    model = Channel
    icon = "folder-open-inverse"
    url_prefix = "channels"
    menu_order = 310
    add_to_settings_menu = False
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PlainIndexView
    chooser_viewset_class = SelectInFormsViewSet
    search_fields = ("name", "slug")
    edit_handler = edit_handler(Channel)
    list_display = [
        "name",
        Column("path", label=_("位置"), accessor=path),
        "column_type",
        "max_silent_days",
        Column("newest", label=_("最近报告"), accessor=newest_day),
    ]

    def get_queryset(self, request):
        """Channels with the date of their newest public report."""
        return Channel.objects.select_related("parent__parent").annotate(
            newest=Max("articles__published_at", filter=Q(articles__live=True))
        )


class ThemeViewSet(DeskViewSet):
    """Themes of measures."""

    model = Theme
    icon = "tag"
    url_prefix = "themes"
    menu_order = 320
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PlainIndexView
    chooser_viewset_class = SelectInFormsViewSet
    search_fields = ("name", "keywords")
    edit_handler = edit_handler(Theme)
    list_display = ["name", "description", "position"]


class HomeSectionViewSet(DeskViewSet):
    """The sections of the public home page."""

    model = HomeSection
    icon = "home"
    url_prefix = "home-sections"
    menu_order = 325
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["heading", "kind", "position", BooleanColumn("shown", label=_("显示"))]
