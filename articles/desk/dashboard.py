"""What the home page of the desk says about reports."""

from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from django.utils.translation import gettext
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.coreutils import safe_snake_case
from wagtail.models import WorkflowState

from articles.desk import home_tasks
from articles.desk.desk_lists import list_url
from articles.models import Article, Channel, approval
from articles.models.fact import FACTS, Where
from articles.models.scope import scope_of
from articles.publishing import silent_channels, status_filters
from articles.publishing.rights import COMMENTS

SHOWN = 10


class CountItem(SummaryItem):
    """A number at the head of the home page that leads to the list it counts."""

    template_name = "desk/home/count.html"

    def __init__(self, request, status: status_filters.Status, count: int, order: int):
        super().__init__(request)
        self.status, self.count, self.order = status, count, order

    def is_shown(self):
        """Shown to whoever may see the list."""
        return self.request.user.has_perms(["articles.view_article"])

    def get_context_data(self, parent_context):
        """Give the template the number, its name and its list."""
        url = list_url(status=self.status.value)
        return {"count": self.count, "label": self.status.label, "url": url}


def counts(request) -> list[CountItem]:
    """Return the numbers of reports by where they stand."""
    own = Article.objects.of(request.user)
    waiting = WorkflowState.objects.filter(
        base_content_type=Article.get_base_content_type(), status=WorkflowState.STATUS_IN_PROGRESS
    )
    if not scope_of(request.user).is_unlimited:
        keys = waiting.annotate(key=Cast("object_id", BigIntegerField())).values("key")
        waiting = own.filter(pk__in=keys)
    counted = {
        status_filters.Status.LIVE: own.filter(live=True),
        status_filters.Status.DRAFT: own.kept().filter(status_filters.draft()),
        status_filters.Status.REVIEW: waiting,
    }
    return [
        CountItem(request, status, rows.count(), order * 10)
        for order, (status, rows) in enumerate(counted.items(), start=1)
    ]


class Panel(Component):
    """A box on the home page, left out when it has nothing to say."""

    permissions: tuple[str, ...] = ("articles.change_article",)

    def get_rows(self, request) -> list:
        """Return what the box lists."""
        raise NotImplementedError

    def render_html(self, parent_context=None):
        """Render the box for those it concerns."""
        request = parent_context["request"]
        if not any(map(request.user.has_perm, self.permissions)):
            return ""
        self.rows = self.get_rows(request)
        return super().render_html(parent_context) if self.rows else ""

    def get_context_data(self, parent_context):
        """Give the template its rows."""
        return {"rows": self.rows}


class WaitingPanel(Panel):
    """The reports that wait for the user's review."""

    name = "waiting_reviews"
    permissions = ("articles.view_article",)
    template_name = "desk/home/waiting.html"
    order = 225

    def get_rows(self, request):
        """Return the most urgent first."""
        return approval.waiting_for(request.user, Article)[:SHOWN]


class OwnToReview(WorkflowObjectsToModeratePanel):
    """Wagtail's box of what waits for the user's approval."""

    def get_context_data(self, parent_context):
        """Leave out what is another office's."""
        context = super().get_context_data(parent_context)
        states = context["states"]
        own = own_keys(parent_context["request"].user, [state["obj"].pk for state in states])
        return context | {"states": [state for state in states if state["obj"].pk in own]}


class OwnInReview(UserObjectsInWorkflowModerationPanel):
    """Wagtail's box of what the user has submitted."""

    def get_context_data(self, parent_context):
        """Leave out what is another office's now, and what was sent back: that has its own box."""
        context = super().get_context_data(parent_context)
        states = [
            state
            for state in context["workflow_states"]
            if state.status == WorkflowState.STATUS_IN_PROGRESS
        ]
        keys = [state.content_object.pk for state in states]
        own = own_keys(parent_context["request"].user, keys)
        kept = [state for state in states if state.content_object.pk in own]
        return context | {"workflow_states": kept}


def own_keys(user, keys: list[int]) -> set[int]:
    """Return those ids that are of a person's own reports."""
    return set(Article.objects.of(user).filter(pk__in=keys).values_list("pk", flat=True))


class WaitingImportsPanel(Panel):
    """The pages that the user is to confirm."""

    name = "waiting_imports"
    permissions = ("articles.add_article",)
    template_name = "desk/home/waiting_imports.html"
    order = 220

    def get_rows(self, request):
        """Return the newest first."""
        return home_tasks.waiting_imports(request.user)[:SHOWN]


class SentBackPanel(Panel):
    """What the user handed in and was given back, with the reason."""

    name = "sent_back"
    template_name = "desk/home/sent_back.html"
    order = 215

    def get_rows(self, request):
        """Return the last first."""
        states = home_tasks.sent_back(request.user)[:SHOWN]
        rows = states.select_related("current_task_state__finished_by")
        return [
            {"report": state.content_object, "review": state.current_task_state.specific}
            for state in rows.prefetch_related("content_object")
        ]


class DuePanel(Panel):
    """The reports that are to be public later."""

    name = "due"
    template_name = "desk/home/due.html"
    order = 235

    def get_rows(self, request):
        """Return the next first."""
        return home_tasks.due_to_go_live(request.user)[:SHOWN]


class CommentsPanel(Panel):
    """The comments that wait for the user's answer."""

    name = "comments"
    permissions = COMMENTS
    template_name = "desk/home/comments.html"
    order = 227

    def get_rows(self, request):
        """Return the newest first."""
        return home_tasks.talks(request.user)[:SHOWN]


class MyDraftsPanel(Panel):
    """The drafts that the user was the last to edit."""

    name = "my_drafts"
    template_name = "desk/home/my_drafts.html"
    order = 230

    def get_rows(self, request):
        """Return the newest first."""
        drafts = home_tasks.own_drafts(request.user).select_related("region")
        return drafts.defer("lead", "closing")[:SHOWN]


class SilentChannelsPanel(Panel):
    """The channels that owe the readers news."""

    name = "silent_channels"
    template_name = "desk/home/silent_channels.html"
    order = 240

    def get_rows(self, request):
        """Return the channels with their days of silence."""
        return silent_channels.silent_channels()

    def get_context_data(self, parent_context):
        """Tell also whether the user may change the channels."""
        user = parent_context["request"].user
        return {
            "rows": self.rows,
            "may_edit": user.has_perm("articles.change_channel"),
            "edit_url_name": Channel.snippet_viewset.get_url_name("edit"),
        }


class LostSentencesPanel(Panel):
    """The reports with facts whose sentence an edit took away."""

    name = "lost_sentences"
    template_name = "desk/home/lost_sentences.html"
    order = 250

    def get_rows(self, request):
        """Return the reports, the newest first."""
        lost = set()
        for name in FACTS:
            facts = Article._meta.get_field(name).related_model.objects.of(request.user)
            gone = facts.filter(where=Where.GONE)
            lost.update(gone.values_list("article", flat=True)[: SHOWN * 10])
        return Article.objects.kept().filter(pk__in=lost).newest_first()[:SHOWN]

    def get_context_data(self, parent_context):
        """Name the tab of the form where the facts stand: its address follows its heading."""
        tab = safe_snake_case(gettext("荣誉与数据"))
        return super().get_context_data(parent_context) | {"tab": tab}
