"""Topic pages on the desk."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views import snippets

from articles.models import Topic
from unityreports.site.desk_screens import DeskViewSet, PlainIndexView, SelectInFormsViewSet


class TopicEditView(snippets.EditView):
    """A topic being edited."""

    @cached_property
    def header_more_buttons(self):
        """Lead also to how readers will see it, as it is saved."""
        url = reverse("topic_preview", args=[self.object.pk])
        return [*super().header_more_buttons, Button(_("预览"), url=url, icon_name="view")]


class TopicViewSet(DeskViewSet):
    """Topics (专题)."""

    model = Topic
    icon = "clipboard-list"
    url_prefix = "topics"
    menu_order = 326
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PlainIndexView
    edit_view_class = TopicEditView
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
