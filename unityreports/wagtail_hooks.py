"""Shapes the editors' desk as a whole: its menu, its home page and its own look."""

from django.contrib.auth.models import Permission
from django.contrib.staticfiles.storage import staticfiles_storage
from django.shortcuts import redirect
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from articles.desk.own_pictures_form import OwnPicturesForm
from articles.models.scope import scope_of
from unityreports import labels
from unityreports.accounts import own_sessions
from unityreports.site.desk_screens import (
    DeskViewSet,
    PlainIndexView,
    SelectInFormsViewSet,
    users_of,
)
from unityreports.site.models import SiteIdentity, SiteText
from unityreports.trail import screens

labels.apply()

# Rooms for pages, of which this site has none, and for files that it does not offer.
NOT_OURS = {"explorer", "snippets", "documents", "reports", "help"}


class SiteTextViewSet(DeskViewSet):
    """The site's statement and contact."""

    model = SiteText
    icon = "pilcrow"
    url_prefix = "texts"
    menu_order = 330
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PlainIndexView
    chooser_viewset_class = SelectInFormsViewSet
    list_display = ["title"]


register_snippet(SiteTextViewSet)
# Whoever words the site's identity need not see every office's pictures.
SiteIdentity.edit_handler = ObjectList(SiteIdentity.panels, base_form_class=OwnPicturesForm)


class IdentityPanel(Component):
    """Names what the site does not yet say of itself, to those who can fill it in."""

    name = "identity"
    order = 50
    template_name = "desk/home/identity.html"

    def render_html(self, parent_context=None):
        """Render the box when something is missing."""
        request = parent_context["request"]
        self.missing = SiteIdentity.load(request_or_site=request).missing()
        if not self.missing or not request.user.has_perm("unityreports.change_siteidentity"):
            return ""
        return super().render_html(parent_context)

    def get_context_data(self, parent_context):
        """Give the template the missing particulars."""
        return {"missing": self.missing}


@hooks.register("construct_main_menu")
def without_pages(request, items):
    """Leave out what belongs to pages."""
    items[:] = [item for item in items if item.name not in NOT_OURS]


@hooks.register("construct_settings_menu")
def without_sites(request, items):
    """Leave out what pages would belong to: this is one site, described by its identity."""
    items[:] = [item for item in items if item.name != "sites"]


@hooks.register("register_settings_menu_item")
def audit_trail():
    """Lead who may read it to the record of everybody's acts."""
    return screens.menu_item()


@hooks.register("register_admin_viewset")
def audit_trail_screens():
    """Add its pages."""
    return screens.Trail()


@hooks.register("register_permissions")
def reading_the_audit_trail():
    """Let a role be given the right to read it."""
    return Permission.objects.filter(content_type__app_label="trail", codename="view_entry")


@hooks.register("register_admin_urls")
def own_sessions_url():
    """Add the page of one's own sessions."""
    return [path("account/sessions/", own_sessions.own_sessions, name="own_sessions")]


@hooks.register("register_account_settings_panel")
def own_sessions_panel(request, user, profile):
    """Lead from one's account to one's sessions."""
    return own_sessions.SessionsPanel(request, user, profile)


@hooks.register("construct_search")
def without_page_search(request, areas):
    """Search reports, pictures and users, not pages."""
    areas[:] = [area for area in areas if area.name not in {"pages", "documents"}]


@hooks.register("construct_homepage_panels")
def home_without_pages(request, panels):
    """Leave out the boxes about pages and say what is missing in the site's identity."""
    panels[:] = [panel for panel in panels if panel.name not in {"recent_edits", "locked_pages"}]
    panels.append(IdentityPanel())


@hooks.register("register_rich_text_features", order=10)
def links_to_addresses(features):
    """Open the window for links where an address is typed, not on the tree of Wagtail's pages."""
    urls = features.plugins_by_editor["draftail"]["link"].data["chooserUrls"]
    urls["pageChooser"] = urls["externalLinkChooser"]


@hooks.register("register_rich_text_features")
def tables_in_texts(features):
    """Let a text hold tables; the script gets its words from here."""
    words = {
        "title": _("表格"),
        "help": _("可以粘贴 Word、WPS、Excel 或网页里的表格。"),
        "caption": _("表题"),
        "row": _("下方加一行"),
        "column": _("右侧加一列"),
        "noRow": _("删除这一行"),
        "noColumn": _("删除这一列"),
        "mergeRight": _("与右侧合并"),
        "mergeDown": _("与下方合并"),
        "divide": _("拆分单元格"),
        "headRow": _("表头行"),
        "headColumn": _("表头列"),
        "undo": _("撤销"),
        "save": _("完成"),
        "close": _("取消"),
        "discard": _("表格改动尚未采用，确定放弃？"),
        "lost": _("新增的格子里已经填了字，撤销会一并去掉，确定撤销？"),
        "edit": _("编辑表格"),
        "remove": _("删除表格"),
    }
    entity = {
        "type": "TABLE",
        "icon": "table",
        "description": _("表格"),
        "attributes": ["html", "pasted"],
        "words": words,
    }
    features.register_editor_plugin(
        "draftail", "table", EntityFeature(entity, js=["desk/text-tables.js"])
    )


@hooks.register("register_rich_text_features")
def pictures_in_texts(features):
    """Let a text hold pictures; the script gets its words from here."""
    words = {
        "title": _("图片"),
        "alt": _("图上有什么"),
        "altHelp": _("读给看不见图片的读者，发布前必须填写。"),
        "missing": _("还没有写明图上有什么。"),
        "decorative": _("仅作装饰，图片不含信息"),
        "caption": _("图题"),
        "captionHelp": _("登在图片下方，没有的留空。"),
        "other": _("换一张"),
        "save": _("完成"),
        "close": _("取消"),
        "edit": _("编辑图片"),
        "remove": _("移除图片"),
        "gone": _("图片已被删除。"),
    }
    entity = {
        "type": "PICTURE",
        "icon": "image",
        "description": _("图片"),
        "attributes": ["id", "src", "alt", "decorative", "caption"],
        "allowlist": {"id": True},
        "chooserUrls": {"imageChooser": reverse_lazy("wagtailimages_chooser:choose")},
        "words": words,
    }
    scripts = ["wagtailimages/js/image-chooser-modal.js", "desk/text-pictures.js"]
    features.register_editor_plugin("draftail", "picture", EntityFeature(entity, js=scripts))


@hooks.register("before_delete_snippet")
def keep_what_is_used(request, instances):
    """Say what uses a row instead of failing on it."""
    sees_all = scope_of(request.user).is_unlimited  # others' drafts may be among them
    users = users_of(instances, by_name=sees_all) if instances else []
    if users:
        messages.error(
            request, gettext("不能删除，仍在使用：%(users)s") % {"users": gettext("、").join(users)}
        )
        return redirect(type(instances[0]).snippet_viewset.get_url_name("list"))
    return None


@hooks.register("insert_editor_js")
def scripts_of_forms():
    """Add to forms the scripts that name their rich texts, and keep what is typed."""
    return format_html(
        '<script src="{}" defer></script><script src="{}" defer></script>',
        staticfiles_storage.url("desk/rich-text-names.js"),
        staticfiles_storage.url("desk/edit-keep.js"),
    )


@hooks.register("insert_global_admin_css")
def desk_head():
    """Add the desk's few own styles, and four scripts for forms in the head, before Wagtail's."""
    return format_html(
        '<link rel="stylesheet" href="{}"><script src="{}"></script>'
        '<script src="{}" defer></script><script src="{}" defer></script>'
        '<script src="{}" defer></script>',
        staticfiles_storage.url("desk.css"),
        staticfiles_storage.url("desk/early-typing.js"),
        staticfiles_storage.url("desk/calendar.js"),
        staticfiles_storage.url("desk/session.js"),
        staticfiles_storage.url("desk/submit-once.js"),
    )
