"""Shapes the editors' desk as a whole: its menu, its home page and its own look."""

from django.contrib.staticfiles.storage import staticfiles_storage
from django.shortcuts import redirect
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from unityreports.desk import SelectInFormsViewSet, users_of
from unityreports.models import SiteText

# Rooms of Wagtail's page tree, which this site does not have.
NOT_OURS = {"explorer", "snippets", "help"}
NOT_OUR_REPORTS = {"locked-pages", "aging-pages", "page-types-usage"}


class SiteTextViewSet(SnippetViewSet):
    """The site's statement and contact."""

    model = SiteText
    icon = "pilcrow"
    url_prefix = "texts"
    menu_order = 330
    add_to_admin_menu = True
    copy_view_enabled = False
    chooser_viewset_class = SelectInFormsViewSet
    list_display = ["title", "slug"]


register_snippet(SiteTextViewSet)


@hooks.register("construct_main_menu")
def without_pages(request, items):
    """Leave out what belongs to pages."""
    items[:] = [item for item in items if item.name not in NOT_OURS]


@hooks.register("construct_reports_menu")
def without_page_reports(request, items):
    """Leave out the reports about pages."""
    items[:] = [item for item in items if item.name not in NOT_OUR_REPORTS]


@hooks.register("before_delete_snippet")
def keep_what_is_used(request, instances):
    """Say what uses a row instead of failing on it."""
    users = users_of(instances) if instances else []
    if users:
        messages.error(request, f"不能删除，仍在使用：{'、'.join(users)}")
        return redirect(type(instances[0]).snippet_viewset.get_url_name("list"))
    return None


@hooks.register("insert_global_admin_css")
def desk_css():
    """Add the desk's few own styles."""
    return format_html('<link rel="stylesheet" href="{}">', staticfiles_storage.url("desk.css"))
