"""The list of reports and the views around a single one."""

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import Button
from wagtail.models import Revision, TaskState
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views import snippets
from wagtail.utils.decorators import xframe_options_sameorigin_override

from articles.desk import filters
from articles.desk.capped_pages import CappedPaginator
from articles.desk.chained_views import InItsChain
from articles.desk.comparing import ChangedRows
from articles.desk.edit_form import EDIT_HANDLER
from articles.desk.forms import is_number
from articles.desk.list_columns import RemembersColumns
from articles.desk.list_corrections import Correctable
from articles.desk.offered_filters import OffersFilters
from articles.desk.saved_checks import ChecksWhatIsSaved
from articles.models import Article, Binned, Honor, Measure
from articles.publishing import acts, status_filters
from articles.publishing.acts import RefusedError
from articles.publishing.rights import holds
from unityreports.site.desk_screens import DeskViewSet, Exportable


def counted(model) -> Coalesce:
    """Return how many rows of a child model a report has, by a subquery: joins would multiply."""
    rows = model.objects.filter(article=OuterRef("pk")).order_by().values("article")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def status(article) -> str:
    """Return where a report stands, in one of the words the filter offers."""
    return status_filters.Status(article.standing).label


class OfficeReports(ModelPermissionPolicy):
    """Who may do what to a report, for those of Wagtail's screens that ask of one."""

    def user_has_permission_for_instance(self, user, action, instance):
        """Ask also whether it is in the scope of an office that gives the right."""
        allowed = self.user_has_permission(user, action)
        return allowed and holds(user, instance, self._get_permission_name(action))

    def instances_user_has_any_permission_for(self, user, actions):
        """Return those in the scope of an office that gives one of the rights."""
        names = [self._get_permission_name(action) for action in actions]
        found = super().instances_user_has_any_permission_for(user, actions)
        return found.of(user, *names)


class ArticleIndexView(
    Correctable, OffersFilters, RemembersColumns, Exportable, snippets.IndexView
):
    """The list of reports. What it shows is decided in :mod:`articles.desk.filters`."""

    paginator_class = CappedPaginator

    def get_base_queryset(self):
        """Reports with what the columns show and without their texts."""
        revisions = Revision.objects.defer("content")
        return (
            Article.objects.kept()
            .of(self.request.user)
            .newest_first()
            .select_related("region", "channel")
            .defer("lead", "closing")
            .prefetch_related(Prefetch("latest_revision", revisions))
            .annotate(
                measure_count=counted(Measure),
                honor_count=counted(Honor),
                standing=status_filters.standing(),
            )
        )

    def get_edit_url(self, instance):
        """Lead who may change nothing to the approval sheet, and from there to the text."""
        if self.request.user.has_perm("articles.change_article"):
            return super().get_edit_url(instance)
        return reverse("approval_sheet", args=[instance.pk])

    @cached_property
    def header_more_buttons(self):
        """Lead also to the bin and to what was done to many reports at once."""
        return [
            *super().header_more_buttons,
            Button(_("回收站"), url=reverse("bin"), icon_name="bin", priority=60),
            Button(_("批量操作记录"), url=reverse("bulk_acts"), icon_name="history", priority=70),
            Button(_("我的汇编"), url=reverse("paper_orders"), icon_name="download", priority=80),
            Button(
                _("定期导出"), url=reverse("scheduled_exports"), icon_name="download", priority=90
            ),
        ]

    def search_queryset(self, queryset):
        """Find Chinese inside sentences, which Wagtail's own search does not."""
        return filters.search(queryset, self.search_query)


class RefusesForgedVersions:
    """Looks at the number of a version to write over, which a script of the desk sends along."""

    def post(self, request, *args, **kwargs):
        """Refuse a version to write over that is no number, as Wagtail does an unknown one."""
        version = request.POST.get("overwrite_revision_id")
        if version and not is_number(version):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)


class ClosedInTheBin:
    """Opens for no report in the bin: that is restored first."""

    def dispatch(self, request, *args, **kwargs):
        """Lead to the bin, and say why."""
        if Binned.objects.filter(article=self.object.pk).exists():
            messages.warning(
                request,
                gettext("报告“%(title)s”在回收站中，请先恢复。") % {"title": self.object},
            )
            return redirect("bin")
        return super().dispatch(request, *args, **kwargs)


class LeadsToThePage:
    """Leads from the message that a report was saved to its public page, if it has one."""

    def get_success_buttons(self):
        """Put the public page first."""
        buttons = super().get_success_buttons()
        if not Article.objects.published().filter(pk=self.object.pk).exists():
            return buttons
        page = messages.button(self.object.get_absolute_url(), gettext("查看"), new_window=True)
        return [page, *buttons]


class ArticleCreateView(InItsChain, LeadsToThePage, RefusesForgedVersions, snippets.CreateView):
    """A report being begun."""


class ArticleEditView(
    ClosedInTheBin,
    InItsChain,
    ChecksWhatIsSaved,
    LeadsToThePage,
    RefusesForgedVersions,
    snippets.EditView,
):
    """A report being edited."""

    @cached_property
    def header_more_buttons(self):
        """Lead also to the newest version as a file, and to its addresses for others."""
        links = reverse("preview_links", args=[self.object.pk])
        return [
            *super().header_more_buttons,
            Button(_("批注"), url=reverse("comments", args=[self.object.pk]), icon_name="comment"),
            Button(_("预览链接"), url=links, icon_name="link"),
            Button(_("复制"), url=reverse("copy_report", args=[self.object.pk]), icon_name="copy"),
            *(
                Button(label, url=reverse(name, args=[self.object.pk]), icon_name="download")
                for label, name in ((_("存为 Word"), "draft_docx"), (_("存为 PDF"), "draft_pdf"))
            ),
        ]

    def get_success_message(self, instance=None):
        """Say what became of a report that was approved or sent back; Wagtail says 已更新."""
        return self._outcome() or super().get_success_message(instance)

    def _outcome(self) -> str:
        if self.action != "workflow-action":
            return ""
        article = Article.objects.only("title", "live").get(pk=self.object.pk)
        if self.workflow_action == "reject":
            sentence = gettext("报告“%(title)s”已退回修改。")
        elif self.object.go_live_at and self.object.go_live_at > timezone.now():
            sentence = gettext("报告“%(title)s”已批准，将按计划发布。")
        elif article.live:
            sentence = gettext("报告“%(title)s”已批准并发布。")
        else:
            return ""
        return sentence % {"title": self.object}


class ArticleDeleteView(ClosedInTheBin, snippets.DeleteView):
    """A report being moved into the bin."""

    page_title = _("移入回收站")
    success_message = _("报告“%(object)s”已移入回收站，30 天内可以恢复。")

    @property
    def confirmation_message(self):
        """Say what becomes of it."""
        return gettext("报告将从列表和网站上消失，30 天内可以从回收站恢复。确定移入吗？")

    def form_valid(self, form):
        """Move it, unless that is not allowed now."""
        try:
            acts.delete(self.object, self.request.user)
        except RefusedError as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url())


class ArticleUnpublishView(ClosedInTheBin, snippets.UnpublishView):
    """A report being withdrawn from readers."""

    success_message = _("报告“%(object)s”已取消发布。")


class CompleteBeforeApproval:
    """Refuses to approve a version that could not be published as it stands."""

    def dispatch(self, request, *args, **kwargs):
        """Check the newest version, which is what an approval publishes."""
        if self.action_name == "approve" and self.object.workflow_in_progress:
            try:
                self.object.get_latest_revision().as_object().check_complete()
            except ValidationError as error:
                messages.error(
                    request, gettext("暂不能批准：%(reason)s") % {"reason": "".join(error.messages)}
                )
                edit = reverse(self.redirect_url_name, args=[quote(self.object.pk)])
                if request.headers.get("x-requested-with") == "XMLHttpRequest":
                    return self.render_modal_json(request, {"step": "success", "redirect": edit})
                return redirect(edit)
        return super().dispatch(request, *args, **kwargs)


class StepOfTheReport:
    """Looks among the report's own reviews for the step that is acted on; Wagtail takes any."""

    def get_task_state(self):
        """Return the step."""
        own = TaskState.objects.filter(workflow_state__in=self.object.workflow_states)
        return get_object_or_404(own, pk=self.task_state_id).specific


class ArticleWorkflowActionView(
    ClosedInTheBin, StepOfTheReport, CompleteBeforeApproval, snippets.WorkflowActionView
):
    """Approval or rejection from the dashboard."""


class ArticleWorkflowDataView(StepOfTheReport, snippets.CollectWorkflowActionDataView):
    """The remark on an approval or rejection that is done while editing."""


class OpenToOverseers:
    """Shows a version also to who may look at everything and change nothing."""

    def user_has_permission(self, permission):
        """Ask for the right to change, or for that to oversee."""
        held = super().user_has_permission(permission)
        return held or (permission == "change" and self._oversees())

    def user_has_any_permission(self, permissions):
        """Ask for one of the rights, or for that to oversee."""
        return super().user_has_any_permission(permissions) or self._oversees()

    def _oversees(self):
        return self.request.user.has_perm("articles.oversee_article")


class ArticleHistoryView(OpenToOverseers, snippets.HistoryView):
    """What was done to a report."""


class ArticleWorkflowHistoryView(OpenToOverseers, snippets.WorkflowHistoryView):
    """The reviews of a report."""


class ArticleWorkflowHistoryDetailView(OpenToOverseers, snippets.WorkflowHistoryDetailView):
    """One round of reviews of a report."""


class ArticleCompareView(OpenToOverseers, snippets.RevisionsCompareView):
    """Two versions of a report, compared."""

    def get_context_data(self, **kwargs):
        """Leave out the rows that are the same in both versions."""
        context = super().get_context_data(**kwargs)
        context["comparison"] = [
            each if each.is_field else ChangedRows(each) for each in context["comparison"]
        ]
        return context


@method_decorator(xframe_options_sameorigin_override, name="get")
class ArticleRevisionView(OpenToOverseers, snippets.PreviewRevisionView):
    """A version as readers would see it, also within the page on which it is reviewed."""


class ArticleViewSet(DeskViewSet):
    """Reports on the desk."""

    model = Article
    permission_policy = OfficeReports(Article)
    icon = "doc-full"
    url_prefix = "articles"
    menu_label = pgettext_lazy("plural", "报告")
    menu_order = 100
    add_to_admin_menu = True
    copy_view_enabled = False
    list_per_page = 30
    search_fields = filters.SEARCHED
    edit_handler = EDIT_HANDLER
    filterset_class = filters.ArticleFilterSet
    index_view_class = ArticleIndexView
    add_view_class = ArticleCreateView
    edit_view_class = ArticleEditView
    delete_view_class = ArticleDeleteView
    unpublish_view_class = ArticleUnpublishView
    history_view_class = ArticleHistoryView
    workflow_history_view_class = ArticleWorkflowHistoryView
    workflow_history_detail_view_class = ArticleWorkflowHistoryDetailView
    revisions_view_class = ArticleRevisionView
    revisions_compare_view_class = ArticleCompareView
    workflow_action_view_class = ArticleWorkflowActionView
    collect_workflow_action_data_view_class = ArticleWorkflowDataView
    list_display = [  # named as the columns of the export
        "title",
        Column("region", label=_("地区"), accessor="region.full_name", sort_key="region__code"),
        Column("channel", label=_("栏目"), accessor="channel.name", sort_key="channel__name"),
        StatusTagColumn("state", label=_("状态"), accessor=status, primary=lambda a: a.live),
        Column(
            "date",
            label=_("发布日期"),
            accessor="published_date",
            sort_key="published_at",
            classname="desk-short",
        ),
        Column("measure_count", label=_("举措"), sort_key="measure_count"),
        Column("honor_count", label=_("荣誉"), sort_key="honor_count"),
    ]
