"""The approval sheet of a report (审批单): everything that was decided on it, in order."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext
from wagtail.log_actions import registry
from wagtail.models import TaskState

from articles.models import Article, approval
from articles.publishing.deciding import PAST


@dataclass(frozen=True)
class Line:
    """One thing that was done to a report on its way to the public."""

    step: str
    outcome: str
    person: str
    at: datetime.datetime | None
    remark: str = ""


def lines(article: Article) -> list[Line]:
    """Return what was done, the earliest first; what still waits stands last."""
    found = [*_submissions(article), *_reviews(article), *_publishing(article)]
    done = sorted((each for each in found if each.at), key=lambda each: each.at)
    return [*done, *(each for each in found if not each.at)]


def _submissions(article: Article) -> list[Line]:
    states = article.workflow_states.select_related("requested_by", "workflow")
    return [
        Line(gettext("提交"), str(state.workflow), _name(state.requested_by), state.created_at)
        for state in states
    ]


def _reviews(article: Article) -> list[Line]:
    """Return the reviews, those of one approval too, and which were broken off."""
    states = TaskState.objects.filter(workflow_state__in=article.workflow_states)
    states = states.select_related("task", "finished_by", "approvalstate").order_by("pk")
    return [
        Line(
            state.task.name,
            approval.outcome(state.status),
            _reviewer(state),
            state.finished_at,
            getattr(state, "approvalstate", state).get_comment(),
        )
        for state in states
    ]


def _publishing(article: Article) -> list[Line]:
    said = {
        "wagtail.publish": gettext("发布"),
        "wagtail.publish.schedule": gettext("定时发布"),
        "wagtail.unpublish": gettext("取消发布"),
        PAST: gettext("不经审核发布"),
    }
    logs = registry.get_logs_for_instance(article).filter(action__in=said)
    return [
        Line(said[log.action], "", log.user_display_name, log.timestamp, log.data.get("reason", ""))
        for log in logs.select_related("user")
    ]


def _reviewer(state: TaskState) -> str:
    return getattr(getattr(state, "approvalstate", None), "person", "") or _name(state.finished_by)


def _name(user) -> str:
    return user.get_full_name() or user.get_username() if user else ""
