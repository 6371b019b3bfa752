"""What waits for a person, at the head of the desk's home page: their ways to work, and counts.

Each count is that of the box below it, or of the page it leads to. Nobody is shown a way that they
may not go.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Revision, TaskState, WorkflowState

from articles.desk.desk_lists import list_url
from articles.models import Article, Comment, PendingImport, approval
from articles.models.scope import scope_of
from articles.publishing import status_filters
from articles.publishing.rights import COMMENTS
from unityreports.site.models import SiteIdentity


@dataclass(frozen=True)
class Way:
    """A button on the home page."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True)
class Task:
    """Something that waits for a person: how much of it, and where it is done."""

    label: str
    count: int
    url: str


def waiting_imports(user) -> QuerySet[PendingImport]:
    """Return the pages that a person is to confirm, the newest first."""
    waiting = PendingImport.objects.of(user).waiting().defer("parsed", "lines", "edits")
    return waiting.select_related("raw_page", "created_by")


def own_drafts(user) -> QuerySet[Article]:
    """Return the reports whose newest version is a person's and not public, the newest first."""
    drafts = Article.objects.kept().of(user).filter(has_unpublished_changes=True)
    return drafts.filter(latest_revision__user=user).order_by("-latest_revision__created_at")


def sent_back(user) -> QuerySet[WorkflowState]:
    """Return what a person handed in and was given back, the last first."""
    states = WorkflowState.objects.filter(
        base_content_type=Article.get_base_content_type(),
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        requested_by=user,
    )
    own = Article.objects.kept().of(user).annotate(key=Cast("pk", CharField()))
    return states.filter(object_id__in=own.values("key")).order_by(
        "-current_task_state__finished_at"
    )


def to_approve(user) -> QuerySet[TaskState]:
    """Return what waits for a person's approval where a report needs no reviews in steps."""
    own = Article.objects.kept().of(user).annotate(key=Cast("pk", CharField())).values("key")
    return TaskState.objects.reviewable_by(user).filter(workflow_state__object_id__in=own)


def talks(user) -> QuerySet[Comment]:
    """Return the comments that wait for a person's answer, the newest first."""
    own = Article.objects.kept().of(user, *COMMENTS)
    found = Comment.objects.filter(article__in=own.values("pk")).waiting_for(user)
    return found.select_related("article", "written_by").order_by("-pk")


def due_to_go_live(user) -> QuerySet[Revision]:
    """Return the versions that are to be public later, the next first."""
    waiting = Article.objects.kept().of(user).filter(status_filters.scheduled())
    keys = waiting.annotate(key=Cast("pk", CharField())).values("key")
    versions = Revision.objects.filter(
        base_content_type=Article.get_base_content_type(),
        approved_go_live_at__isnull=False,
        object_id__in=keys,
    )
    return versions.order_by("approved_go_live_at")


class TasksPanel(Component):
    """The ways to work and what waits, for whoever has any; on an empty desk the first steps."""

    name = "tasks"
    template_name = "desk/home/tasks.html"
    order = 10

    def get_context_data(self, parent_context):
        """Give the template what this person may do and what waits for them."""
        request = parent_context["request"]
        user = request.user
        begins = user.has_perm("articles.add_article") and not (
            Article.objects.of(user).exists() or PendingImport.objects.of(user).exists()
        )
        return {
            "ways": list(_ways(user)),
            "tasks": list(_tasks(user)),
            "first_steps": list(_first_steps(request)) if begins else [],
        }


def _ways(user) -> Iterator[Way]:
    if user.has_perm("articles.add_article"):
        yield Way(_("导入报告"), reverse("import_hand_in"), "upload")
        new = Article.snippet_viewset.get_url_name("add")
        yield Way(_("新建报告"), reverse(new), "plus")
    if user.has_perm("articles.export_article"):
        url = reverse("export_list", args=["articles"])
        yield Way(_("导出报告"), url, "download")
    if user.has_perm("trail.view_entry"):
        yield Way(_("审计记录"), reverse("trail:index"), "history")
    yield Way(_("帮助"), reverse("guide"), "help")


def _tasks(user) -> Iterator[Task]:
    if user.has_perm("articles.add_article"):
        count = waiting_imports(user).count()
        yield Task(_("待确认的导入"), count, reverse("import_hand_in") + "#waiting")
    if user.has_perm("articles.change_article"):
        yield Task(_("我的草稿"), own_drafts(user).count(), "#my-drafts")
        yield Task(_("退回给我的"), sent_back(user).count(), "#sent-back")
    steps = any(step.held_by(user) for step in approval.ApprovalStep.objects.all())
    if steps or user.has_perm("articles.publish_article"):
        chained = approval.waiting_for(user, Article).count()
        plain = to_approve(user).count()
        box = "#awaiting-review" if plain and not chained else "#waiting-reviews"
        yield Task(_("等我审核"), chained + plain, box)
    if any(map(user.has_perm, COMMENTS)):
        yield Task(_("等我回复的批注"), talks(user).count(), "#comments")
    if user.has_perm("articles.view_article"):
        scheduled = list_url(status=status_filters.Status.SCHEDULED.value)
        yield Task(_("将要发布"), due_to_go_live(user).count(), scheduled)


def _first_steps(request) -> Iterator[Way]:
    user = request.user
    fills_in = user.has_perm("unityreports.change_siteidentity")
    if fills_in and SiteIdentity.load(request_or_site=request).missing():
        url = reverse("wagtailsettings:edit", args=["unityreports", "siteidentity"])
        yield Way(_("填写站点信息：名称、主办单位、备案号"), url, "cog")
    if user.has_perm("articles.add_channel"):
        url = reverse("wagtailsnippets_articles_channel:list")
        yield Way(_("定好栏目"), url, "folder-open-inverse")
    if user.has_perm("articles.add_office") and scope_of(user).is_unlimited:
        url = reverse("wagtailsnippets_articles_office:list")
        yield Way(_("几个单位合用时，建立单位并分配人员"), url, "group")
    yield Way(_("粘贴或上传第一份报告"), reverse("import_hand_in"), "upload")
    yield Way(_("看看操作指南"), reverse("guide"), "help")
