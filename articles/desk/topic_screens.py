"""Topic pages on the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import BooleanColumn

from articles.models import Topic
from unityreports.site.desk_screens import DeskViewSet, PlainIndexView, SelectInFormsViewSet


class TopicViewSet(DeskViewSet):
    """Topics (专题)."""

    model = Topic
    icon = "clipboard-list"
    url_prefix = "topics"
    menu_order = 326
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PlainIndexView
    chooser_viewset_class = SelectInFormsViewSet
    search_fields = ("title", "summary")
    list_display = [
        "title",
        "starts_on",
        "ends_on",
        BooleanColumn("shown", label=_("公开")),
        BooleanColumn("archived", label=_("已归档")),
    ]
    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("slug")]),
        FieldPanel("summary"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        InlinePanel("groups", heading=_("各组内容"), label=_("一组")),
        FieldRowPanel([FieldPanel("shown"), FieldPanel("archived"), FieldPanel("position")]),
    ]
