"""Puts reports and their vocabularies on the editors' desk."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import path, re_path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from articles.desk import (
    address_names,
    approval_menu,
    approval_screens,
    approval_sheet,
    attached,
    bin_screens,
    bulk_actions,
    bulk_screens,
    column_choice,
    comments,
    copy_screen,
    correction_screen,
    dashboard,
    desk_lists,
    filter_screens,
    guide,
    home_tasks,
    import_urls,
    preview_links,
    scheduled_export_screens,
    statistics_screen,
    without_office,
)
from articles.desk.article_views import ArticleViewSet
from articles.desk.comment_mails import CommentMailsPanel
from articles.desk.exporting import export_list
from articles.desk.indicator_screens import IndicatorViewSet, suggest_names
from articles.desk.offices import OfficeViewSet
from articles.desk.overviews import FigureOverview, HonorOverview, MeasureOverview
from articles.desk.topic_screens import TopicViewSet
from articles.desk.vocabularies import ChannelViewSet, HomeSectionViewSet, ThemeViewSet
from articles.models import Article, Placement
from articles.models.querysets import public
from articles.papers import desk_orders
from articles.public.topics import topic_preview
from articles.publishing import bin as report_bin
from articles.publishing import deciding

register_snippet(ArticleViewSet)
register_snippet(ChannelViewSet)
register_snippet(ThemeViewSet)
register_snippet(IndicatorViewSet)
register_snippet(TopicViewSet)
register_snippet(HomeSectionViewSet)
register_snippet(OfficeViewSet)


@hooks.register("register_admin_viewset")
def overviews():
    """Add the read-only overviews."""
    return [MeasureOverview(), HonorOverview(), FigureOverview()]


@hooks.register("construct_homepage_summary_items")
def counts_on_home(request, items):
    """Count reports at the head of the home page, and nothing else."""
    items[:] = dashboard.counts(request)


@hooks.register("construct_homepage_panels")
def panels_on_home(request, panels):
    """Say on the home page what waits for the user."""
    instead = {each.name: each for each in (dashboard.OwnToReview(), dashboard.OwnInReview())}
    panels[:] = [instead.get(panel.name, panel) for panel in panels]
    panels += [
        home_tasks.TasksPanel(),
        dashboard.SentBackPanel(),
        dashboard.WaitingImportsPanel(),
        dashboard.WaitingPanel(),
        dashboard.CommentsPanel(),
        dashboard.DuePanel(),
        dashboard.MyDraftsPanel(),
        dashboard.SilentChannelsPanel(),
        dashboard.LostSentencesPanel(),
        scheduled_export_screens.FailedExportsPanel(),
    ]


@hooks.register("register_admin_search_area")
def search_reports():
    """Let the search box of the menu find reports."""
    return SearchArea(_("报告"), desk_lists.list_url(), icon_name="doc-full", order=1)


@hooks.register("register_admin_urls")
def exports():
    """Add the export of each list, now or by schedule."""
    names = "|".join(desk_lists.ALL)
    return [
        re_path(rf"^export/(?P<dataset>{names})/$", export_list, name="export_list"),
        *scheduled_export_screens.urlpatterns,
    ]


@hooks.register("register_admin_urls")
def what_is_kept_of_lists():
    """Add the screens on which a person arranges a list for themselves."""
    return [
        *column_choice.urlpatterns,
        *filter_screens.urlpatterns,
        *correction_screen.urlpatterns,
    ]


@hooks.register("register_permissions")
def sharing_filters():
    """Let a role be given the right to share a filter with everybody."""
    return Permission.objects.filter(codename="share_savedfilter")


@hooks.register("register_admin_urls")
def topic_previews():
    """Add where an editor sees a topic as readers will."""
    return [path("topic-preview/<int:pk>/", topic_preview, name="topic_preview")]


@hooks.register("register_admin_urls")
def papers():
    """Add the files of one report, and those of many."""
    return desk_orders.urlpatterns


@hooks.register("register_admin_urls")
def addresses_of_an_import():
    """Add the screens of an import."""
    return import_urls.urlpatterns


@hooks.register("register_admin_urls")
def address_name_urls():
    """Add what proposes the names that rows have in addresses."""
    names = "|".join(address_names.NAMED)
    return [
        re_path(
            rf"^address-name/(?P<model>{names})/$",
            address_names.propose,
            name="propose_address_name",
        )
    ]


@hooks.register("register_admin_urls")
def names_of_indicators():
    """Add what proposes names of figures to be gathered under an indicator."""
    return [path("indicator-names/", suggest_names, name="indicator_names")]


@hooks.register("places_of_the_site")
def places_with_reports():
    """Name the places that public reports are of, and those above them."""
    return Placement.objects.filter(public(prefix="article__")).values("region")


class ImportMenuItem(MenuItem):
    """The way to the import, for those who may add reports."""

    def is_shown(self, request):
        """Show it to them only."""
        return request.user.has_perm("articles.add_article")


@hooks.register("register_admin_menu_item")
def import_menu_item():
    """Put the import beside the reports."""
    return ImportMenuItem(
        _("导入报告"), reverse("import_hand_in"), name="imports", icon_name="upload", order=90
    )


hooks.register("register_admin_menu_item", statistics_screen.menu_item)
hooks.register("register_admin_menu_item", guide.menu_item)


@hooks.register("register_admin_urls")
def guide_urls():
    """Add the editors' guide."""
    return guide.urlpatterns


@hooks.register("register_admin_urls")
def statistics_urls():
    """Add the numbers of reports by where they stand."""
    return statistics_screen.urlpatterns


@hooks.register("register_admin_urls")
def bin_and_bulk_urls():
    """Add the bin, and what was done to many reports at once."""
    return [*bin_screens.urlpatterns, *bulk_screens.urlpatterns]


@hooks.register("register_admin_urls")
def preview_link_urls():
    """Add the screens on which a draft is shown to somebody without account, or copied."""
    return [*preview_links.urlpatterns, *copy_screen.urlpatterns]


@hooks.register("register_admin_urls")
def attachment_urls():
    """Add where files of reports are sent to, and fetched from before they are public."""
    return attached.urlpatterns


@hooks.register("register_admin_urls")
def comment_urls():
    """Add where colleagues talk about a draft."""
    return comments.urlpatterns


@hooks.register("register_account_settings_panel")
def comment_mails_panel(request, user, profile):
    """Let each person switch off the mails about comments."""
    return CommentMailsPanel(request, user, profile)


@hooks.register("insert_global_admin_js")
def passages_to_comment_on():
    """Take what is selected on a page along to the comment on it."""
    return format_html('<script src="{}" defer></script>', static("desk/comment-passage.js"))


@hooks.register("register_admin_urls")
def approval_urls():
    """Add the pages on which reports are reviewed."""
    return [*approval_screens.urlpatterns, *approval_sheet.urlpatterns]


@hooks.register("register_admin_urls")
def without_office_url():
    """Add where administrators say whose the reports are that no office made."""
    return without_office.urlpatterns


@hooks.register("construct_snippet_action_menu")
def what_the_chain_allows(items, request, context):
    """Offer on the form of a report what its reviews allow."""
    if context["model"] is Article:
        approval_menu.arrange(items, request, context)


@hooks.register("register_log_actions")
def log_of_reviews(actions):
    """Word what history says of publishing past the reviews, with the reason."""

    @actions.register_action(deciding.PAST)
    class PublishedPast(LogFormatter):
        label = _("不经审核发布")

        def format_message(self, log_entry):
            return gettext("不经审核发布，原因：%(reason)s") % log_entry.data


@hooks.register("register_log_actions")
def own_acts_in_history(actions):
    """Word what history says of acts that Wagtail does not know."""
    actions.register_action(preview_links.GIVEN, _("生成预览链接"), _("生成预览链接"))
    actions.register_action(comments.MADE, _("批注"), _("写了批注"))
    actions.register_action(comments.RESOLVED, _("解决批注"), _("解决了批注"))
    actions.register_action(comments.REOPENED, _("重新打开批注"), _("重新打开了批注"))
    actions.register_action(comments.REMOVED, _("删除批注"), _("删除了批注"))
    actions.register_action(preview_links.ENDED, _("收回预览链接"), _("收回预览链接"))
    actions.register_action(without_office.GIVEN, _("归入单位"), _("归入单位"))
    actions.register_action(report_bin.PUT, _("移入回收站"), _("移入回收站"))
    actions.register_action(report_bin.RESTORED, _("从回收站恢复"), _("从回收站恢复"))


for number, bulk_action in enumerate([*bulk_actions.ACTIONS, desk_orders.PaperAction], start=1):
    # After Wagtail's own, whose deletion of reports ours takes the place of.
    hooks.register("register_bulk_action", bulk_action, order=number)
