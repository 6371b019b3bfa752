import gc

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectConfig(AppConfig):
    """The project: its settings, addresses and commands. It composes, and nobody imports it."""

    name = "unityreports"
    label = "project"
    verbose_name = _("工程")

    def ready(self):
        """Name people on the desk as Chinese names are written, and let pictures be found.

        What has been loaded by now stays: no search for garbage goes through it again.
        """
        gc.freeze()
        gc.enable()
        from django.contrib.auth import get_user_model

        from unityreports import people, use_counts

        people.install(get_user_model())
        use_counts.install()
        _search_pictures_of_a_tag()
        _tell_what_no_page_shows()


def _search_pictures_of_a_tag():
    """Let a search of pictures be narrowed to a tag: Wagtail's window for them does, and fails."""
    from wagtail.images import get_image_model
    from wagtail.search import index

    for field in get_image_model().search_fields:
        if isinstance(field, index.RelatedFields) and field.field_name == "tags":
            field.fields = [*field.fields, index.FilterField("name")]


def _tell_what_no_page_shows():
    """Tell the store of pages which tables are of the desk alone, and which show through others."""
    from django.apps import apps
    from taggit.models import Tag
    from wagtail.images.models import Image, Rendition

    from unityreports.pages import watching

    desk = (
        "accounts",
        "auth",
        "sessions",
        "trail",
        "pages",
        "wagtailadmin",
        "wagtailsearch",
        "wagtailusers",
    )
    core = (
        *("ModelLogEntry", "PageLogEntry", "ReferenceIndex", "Revision", "Comment", "CommentReply"),
        *("Task", "TaskState", "Workflow", "WorkflowState", "WorkflowTask", "UploadedFile"),
    )
    models = list(apps.get_models(include_auto_created=True))
    watching.unseen(*(model for model in models if model._meta.app_label in desk))
    watching.unseen(*(apps.get_model("wagtailcore", name) for name in core))
    watching.unseen(apps.get_model("unityreports", "SetupStep"))
    watching.shown_through_others(Tag, Image, Rendition)
