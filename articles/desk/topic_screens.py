"""Topic pages on the desk."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views import snippets

from articles.desk.own_pictures_form import OwnPicturesForm
from articles.models import Topic, TopicGroup
from articles.publishing.pictures import of_reports
from unityreports.site import richtext
from unityreports.site.desk_screens import DeskViewSet, PlainIndexView, SelectInFormsViewSet


class TopicForm(OwnPicturesForm):
    """A topic with its groups."""

    def clean(self):
        """Refuse pictures of reports in texts, where they would outlive what the report shows."""
        super().clean()
        groups = self.formsets["groups"]
        if not groups.is_valid():
            return self.cleaned_data
        stored = TopicGroup.objects.filter(topic=self.instance.pk).values_list("text", flat=True)
        known = {each.number for text in stored for each in richtext.pictures(text)}
        for form in groups.forms:
            text = form.cleaned_data.get("text") or ""
            if of_reports({each.number for each in richtext.pictures(text)} - known):
                message = gettext(
                    "文字里有报告的图片：请另加一组，列出“报告里的图片”，指定那篇报告。"
                )
                form.add_error("text", message)
        return self.cleaned_data


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
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("title"), FieldPanel("slug")]),
            FieldPanel("summary"),
            FieldPanel("text"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            InlinePanel("groups", heading=_("各组内容"), label=_("一组")),
            FieldRowPanel([FieldPanel("shown"), FieldPanel("archived"), FieldPanel("position")]),
        ],
        base_form_class=TopicForm,
    )
