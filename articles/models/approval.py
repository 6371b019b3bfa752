"""Reviews by several persons (三审): Wagtail's workflow, whose steps each ask a right of their own.

How many reviews a report needs stands with its channel, or for the whole site. None means one
approval by whoever may publish, which is Wagtail's plain workflow.
"""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.locks import WorkflowLock
from wagtail.models import Revision, Task, TaskState, Workflow, WorkflowState

from articles.models.scope import scope_of


class Reviews(models.IntegerChoices):
    """How many persons look at a report before it is public."""

    NONE = 0, _("不分级：有发布权的人一次审核")
    ONE = 1, _("一审：终审")
    TWO = 2, _("二审：初审、终审")
    THREE = 3, _("三审：初审、复审、终审")


@register_setting(icon="clipboard-list")
class ApprovalSettings(BaseGenericSetting):
    """What holds for every channel that says nothing else."""

    reviews = models.PositiveSmallIntegerField(
        _("审核级数"),
        choices=Reviews,
        default=Reviews.NONE,
        help_text=_("栏目没有另定时照此办理；审核中的报告照提交时的办。"),
    )
    days = models.PositiveSmallIntegerField(
        _("每一审的时限（天）"), default=3, help_text=_("从轮到这一审的那天起算，只作提醒。")
    )

    panels = [FieldPanel("reviews"), FieldPanel("days")]

    class Meta:
        verbose_name = _("审核设定")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class ApprovalChain(Workflow):
    """The workflow of so many reviews, found by their number: its name is the office's to word."""

    reviews = models.PositiveSmallIntegerField(_("审核级数"), unique=True, choices=Reviews)

    class Meta:
        verbose_name = _("分级审核")
        verbose_name_plural = _("分级审核")


class ReviewLock(WorkflowLock):
    """Keeps a report as it is while it is reviewed; whoever may review this step may change it."""

    def get_message(self, user: Any) -> str:
        """Say what a change would do, or that none can be made."""
        if self.for_user(user):
            said = gettext("报告在“%(step)s”中，不能改动；要改请由审核人退回，或由提交人撤回。")
        else:
            said = gettext("报告在“%(step)s”中。您一改动就算作者，不能再审核它；审核从头再来。")
        return said % {"step": self.task.name}


class ApprovalStep(Task):
    """A review by one person. It is decided on a page of its own, never with a form that saves."""

    class Right(models.TextChoices):
        """What a person must hold to decide: the name of a permission on reports."""

        FIRST = "review_first", _("初审")
        SECOND = "review_second", _("复审")
        FINAL = "review_final", _("终审")

    right = models.CharField(_("审核权"), max_length=20, choices=Right, default=Right.FINAL)

    lock_class = ReviewLock

    class Meta:
        verbose_name = _("分级审核的一审")
        verbose_name_plural = _("分级审核的一审")

    @classmethod
    def get_task_state_class(cls) -> type["ApprovalState"]:
        """Return what a review is kept in."""
        return ApprovalState

    @classmethod
    def get_description(cls) -> str:
        """Say to administrators who decides."""
        return gettext("由有这一审权限、没有写过也没有审过这一稿的人决定")

    @property
    def permission(self) -> str:
        """The permission that it takes to decide."""
        return f"articles.{self.right}_article"

    def held_by(self, user: Any) -> bool:
        """Return whether a person may decide at this step, whatever the report."""
        publishes = self.right == self.Right.FINAL
        rights = [self.permission, *(["articles.publish_article"] if publishes else [])]
        held: bool = user.has_perms(rights)
        return held

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Begin the review, with the day by which it is due."""
        state: TaskState = super().start(workflow_state, user=user)
        days = datetime.timedelta(days=ApprovalSettings.load().days)
        ApprovalState.objects.filter(pk=state.pk).update(due=timezone.localdate() + days)
        return state

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Return whether a person must leave the report as it is."""
        return not self.held_by(user)

    def on_action(self, *args: Any, **kwargs: Any) -> None:
        """Refuse what Wagtail's forms would decide: they save, and ask no rule of ours."""
        raise PermissionDenied


class ApprovalState(TaskState):
    """A review of a report: due, and once it is done, by whom."""

    due = models.DateField(_("应于何日前审完"), null=True)
    revise_by = models.DateField(_("应于何日前改好"), null=True)
    # The account may go, the sheet may not lose its name.
    person = models.CharField(_("审核人"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("一次审核")
        verbose_name_plural = _("审核")

    @property
    def is_overdue(self) -> bool:
        """Whether the review is not done by the day it was due."""
        open_still = self.status == self.STATUS_IN_PROGRESS
        return open_still and self.due is not None and self.due < timezone.localdate()

    @property
    def outcome(self) -> str:
        """What came of it, as an office says it."""
        return outcome(self.status)

    def get_comment(self) -> str:
        """Return the remark, with the day by which a report is to be corrected."""
        if not self.revise_by:
            return self.comment
        day = {"comment": self.comment, "day": self.revise_by.isoformat()}
        return gettext("%(comment)s（请于 %(day)s 前改好）") % day


def outcome(status: str) -> str:
    """Return what came of a review, as an office says it, by its status."""
    return {
        TaskState.STATUS_IN_PROGRESS: gettext("待审"),
        TaskState.STATUS_APPROVED: gettext("通过"),
        TaskState.STATUS_REJECTED: gettext("退回修改"),
        TaskState.STATUS_SKIPPED: gettext("跳过"),
        TaskState.STATUS_CANCELLED: gettext("作废"),
    }[status]


def reviews_required(article: Any) -> int:
    """Return how many reviews a report needs: the most that any of its channels asks for.

    Those are the one it stands in, or is to stand in, and all where a version stood that readers
    have not seen: who moves a draft does not get round the reviews of the channel it leaves.
    """
    asked = ("channel", "live_revision", "latest_revision")
    stored = type(article).objects.filter(pk=article.pk).only(*asked).first()
    channels = {article.channel_id}
    if stored:
        channels |= {stored.channel_id, *_unseen(stored).values_list("content__channel", flat=True)}
    channel = type(article)._meta.get_field("channel").related_model
    own = channel.objects.filter(pk__in=channels - {None}).values_list("reviews", flat=True)
    default = int(ApprovalSettings.load().reviews)
    return max([default if each is None else int(each) for each in own] or [default])


def chain_of(reviews: int) -> Workflow | None:
    """Return the workflow of so many reviews; none is Wagtail's plain one, which is not ours."""
    chain = ApprovalChain.objects.filter(reviews=reviews).select_related("workflow_ptr").first()
    return chain and chain.workflow_ptr


def is_chain(workflow: Workflow) -> bool:
    """Return whether a workflow is one of reviews by several persons."""
    return ApprovalChain.objects.filter(pk=workflow.pk).exists()


def review_of(article: Any) -> ApprovalState | None:
    """Return the review that a report waits for in its chain."""
    state = article.current_workflow_task_state
    return state if isinstance(state, ApprovalState) else None


def returned(article: Any) -> ApprovalState | None:
    """Return the review that sent a report back, while it is not handed in again."""
    state = article.current_workflow_state
    if not state or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    return ApprovalState.objects.filter(pk=state.current_task_state_id).first()


def reviews_of(article: Any) -> models.QuerySet[ApprovalState]:
    """Return what was decided on a report in chains, from the first day on."""
    rows: models.QuerySet[ApprovalState] = ApprovalState.objects.filter(
        workflow_state__in=article.workflow_states
    )
    done = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)
    return rows.filter(status__in=done).select_related("task").order_by("finished_at", "pk")


def waiting_for(user: Any, article: Any) -> models.QuerySet[ApprovalState]:
    """Return the reviews that a person may do now, the most urgent first."""
    steps = Q(pk__in=[])
    for step in ApprovalStep.objects.all():
        if step.held_by(user):
            own = article._default_manager.kept().of(user, step.permission)
            keys = own.annotate(key=Cast("pk", models.CharField())).values("key")
            within = Q() if scope_of(user).is_unlimited else Q(workflow_state__object_id__in=keys)
            steps |= Q(task=step) & within
    mine = Revision.objects.filter(
        base_content_type=OuterRef("workflow_state__base_content_type"),
        object_id=OuterRef("workflow_state__object_id"),
        user=user,
    )
    public = article._default_manager.filter(
        pk=Cast(OuterRef("object_id"), models.BigIntegerField())
    )
    newer = mine.annotate(public=Subquery(public.values("live_revision"))).filter(
        Q(public=None) | Q(pk__gt=F("public"))
    )
    approved = TaskState.objects.filter(
        workflow_state=OuterRef("workflow_state"),
        status=TaskState.STATUS_APPROVED,
        finished_by=user,
    )
    rows: models.QuerySet[ApprovalState] = ApprovalState.objects.filter(
        steps, status=TaskState.STATUS_IN_PROGRESS
    ).exclude(Exists(newer) | Exists(approved))
    return rows.select_related("task", "revision", "workflow_state__requested_by").order_by(
        "due", "pk"
    )


@transaction.atomic
def follow(article: Any, revision: Revision, user: Any) -> None:
    """Let a review in progress be of a version that was saved meanwhile.

    What was approved was another text, so a chain in which anybody has approved begins again; so
    does one that has become the wrong one because the report moved to another channel.
    """
    state = article.current_workflow_state
    if not state or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return
    # Nobody approves the older text while this one is being stored.
    TaskState.objects.select_for_update().filter(pk=state.current_task_state_id).first()
    workflow = article.get_workflow()
    in_chain = review_of(article) is not None
    approved = state.task_states.filter(status=TaskState.STATUS_APPROVED).exists()
    if workflow and (state.workflow_id != workflow.pk or (in_chain and approved)):
        state.cancel(user=user)
        workflow.start(article, state.requested_by)
    elif in_chain:
        current = TaskState.objects.filter(pk=state.current_task_state_id)
        current.filter(status=TaskState.STATUS_IN_PROGRESS).update(revision=revision)


def authors(article: Any) -> set[int]:
    """Return who wrote what readers do not see yet: the keys of all who saved a version of it."""
    stored = type(article).objects.only("live_revision", "latest_revision").get(pk=article.pk)
    return set(_unseen(stored).exclude(user=None).values_list("user", flat=True))


def _unseen(stored: Any) -> models.QuerySet[Revision]:
    """Return the versions of a report, as it is stored, that readers have not seen."""
    versions: models.QuerySet[Revision] = stored.revisions.order_by()
    if not stored.live_revision_id:
        return versions
    # The editor may have written over the public version itself.
    same = stored.live_revision_id == stored.latest_revision_id
    return versions.filter(**{"pk__gte" if same else "pk__gt": stored.live_revision_id})


def hindrance(user: Any, article: Any) -> str:
    """Return why a person may not decide on a report at the step where it stands, or nothing."""
    review = review_of(article)
    if review is None:
        return gettext("报告不在分级审核中。")
    if not review.task.specific.held_by(user):
        return gettext("您没有“%(step)s”的权限。") % {"step": review.task.name}
    if user.pk in authors(article):
        return gettext("您写过或改过这一稿，请由其他人审核。")
    approved = review.workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
    if approved.filter(finished_by=user).exists():
        return gettext("您已经审过这一稿，这一审请由其他人来审。")
    return ""
