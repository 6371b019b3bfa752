"""An act of the desk is done as a whole or not at all, whoever's code does it."""

import datetime
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db.models.signals import post_save
from django.http import Http404
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision, TaskState, WorkflowState
from wagtail.signals import published, unpublished

from articles.models import ApprovalState, Article, Binned, BulkAct, Placement
from tests import chains, editors, factories
from unityreports.scheduling import run_due

pytestmark = pytest.mark.django_db
STORED = (Article, Placement, Revision, TaskState, WorkflowState, ModelLogEntry)
STORED += (ApprovalState, Binned)


def stored() -> dict:
    """Return what the database holds of reports, their versions, reviews and history."""
    return {model: list(model.objects.order_by("pk").values_list()) for model in STORED}


@pytest.fixture
def desk(admin_client):
    """An administrator's desk that answers a failure as it would a browser."""
    admin_client.raise_request_exception = False
    return admin_client


def in_review(desk) -> Article:
    """Return a draft that waits for approval."""
    article = factories.draft()
    data = editors.form_of(desk, "edit", article.pk)
    assert (
        desk.post(editors.url("edit", article.pk), data | {"action-submit": "1"}).status_code == 302
    )
    return article


def tomorrow() -> str:
    """Return a moment to publish at, as the form takes it."""
    return (timezone.localtime() + datetime.timedelta(days=1)).strftime("%Y-%m-%d %H:%M")


def publishing_at_once(desk):
    return editors.url("add"), editors.complete_form(desk) | {"action-publish": "1"}


def publishing_a_draft(desk):
    pk = factories.draft().pk
    return editors.url("edit", pk), editors.form_of(desk, "edit", pk) | {"action-publish": "1"}


def publishing_a_change(desk):
    pk = factories.published(honors=[{}]).pk
    data = editors.form_of(desk, "edit", pk) | {"title": "改", "honors-0-DELETE": "1"}
    return editors.url("edit", pk), data | {"action-publish": "1"}


def scheduling(desk):
    pk = factories.draft().pk
    data = editors.form_of(desk, "edit", pk) | {"go_live_at": tomorrow(), "action-publish": "1"}
    return editors.url("edit", pk), data


def unscheduling(desk):
    address, data = scheduling(desk)
    assert desk.post(address, data).status_code == 302
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    return editors.url("revisions_unschedule", int(revision.object_id), revision.pk), {}


def submitting(desk):
    pk = factories.draft().pk
    return editors.url("edit", pk), editors.form_of(desk, "edit", pk) | {"action-submit": "1"}


def approving(desk):
    article = in_review(desk)
    return editors.url("workflow_action", article.pk, "approve", TaskState.objects.get().pk), {}


def approving_while_editing(desk):
    article = in_review(desk)
    data = editors.form_of(desk, "edit", article.pk) | {"title": "改"}
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    return editors.url("edit", article.pk), data | action


def rejecting(desk):
    article = in_review(desk)
    state = TaskState.objects.get()
    return editors.url("workflow_action", article.pk, "reject", state.pk), {"comment": "改"}


def withdrawing(desk):
    return editors.url("unpublish", factories.published(honors=[{}]).pk), {}


def deleting(desk):
    return editors.url("delete", factories.draft(honors=[{}]).pk), {}


def locking(desk):
    return editors.url("lock", factories.draft().pk), {}


def in_a_chain(desk, number: int):
    """Return where a report waits for the first of so many reviews, and what approves it."""
    chains.reviews(number)
    address = chains.page(chains.handed_in(chains.person("author")))
    shown = desk.get(address).context["form"]
    return address, {"looked_at": shown.initial["looked_at"]}


def reviewing_last(desk):
    address, data = in_a_chain(desk, 1)
    return address, data | {"approve": "1"}


def reviewing_first(desk):
    address, data = in_a_chain(desk, 3)
    return address, data | {"approve": "1"}


def sending_back_in_a_chain(desk):
    address, data = in_a_chain(desk, 3)
    return address, data | {"return": "1", "remark": "改"}


def publishing_past_the_reviews(desk):
    chains.reviews(3)
    return f"/admin/approvals/{factories.draft(honors=[{}]).pk}/past/", {"reason": "急"}


LAST_STEPS = {
    publishing_at_once: published,
    publishing_a_draft: published,
    publishing_a_change: published,
    scheduling: published,
    unscheduling: post_save,
    submitting: post_save,
    approving: published,
    approving_while_editing: published,
    rejecting: post_save,
    withdrawing: unpublished,
    deleting: post_save,
    locking: post_save,
    reviewing_last: published,
    reviewing_first: post_save,
    sending_back_in_a_chain: post_save,
    publishing_past_the_reviews: published,
}


# What a browser is answered: from what is forbidden or gone it is led to where one can go on, and
# Wagtail shows a form again whose saving, in a transaction of its own, was forbidden.
FAILURES = {RuntimeError: {500}, PermissionDenied: {302, 200}, Http404: {302}}


@pytest.mark.parametrize("failure", FAILURES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("prepare", LAST_STEPS, ids=lambda each: each.__name__)
def test_an_act_whose_last_step_fails_leaves_nothing_changed(desk, prepare, failure):
    last_step = LAST_STEPS[prepare]
    sender = ModelLogEntry if last_step is post_save else Article
    address, data = prepare(desk)
    before = stored()

    def fail(**kwargs):
        raise failure("the last step failed")

    last_step.connect(fail, sender=sender)
    try:
        answer = desk.post(address, data)
    finally:
        last_step.disconnect(fail, sender=sender)
    assert answer.status_code in FAILURES[failure]
    assert stored() == before
    assert desk.post(address, data).status_code == 302  # it goes through once the cause is gone
    assert stored() != before


BULK = {
    "publish": (factories.draft, published),
    "submit": (factories.draft, post_save),
    "change": (factories.draft, post_save),
    "withdraw": (factories.published, unpublished),
    "delete": (factories.published, post_save),
}


@pytest.mark.parametrize("kind", BULK)
def test_a_report_whose_last_step_fails_in_an_act_on_many_is_as_it_was(desk, kind):
    make, last_step = BULK[kind]
    sender = ModelLogEntry if last_step is post_save else Article
    article = make(honors=[{}])
    article.save_revision(clean=False, changed=False)
    data = {"rows": article.pk, "tag": "改"}
    address = desk.post(f"/admin/bulk/articles/article/{kind}/", data).url
    before = stored()

    def fail(**kwargs):
        raise RuntimeError("the last step failed")

    last_step.connect(fail, sender=sender)
    try:
        desk.post(address)
    finally:
        last_step.disconnect(fail, sender=sender)
    assert BulkAct.objects.get().rows.get().outcome == "failed"
    assert stored() == before
    desk.post(desk.post(f"/admin/bulk/articles/article/{kind}/", data).url)
    assert stored() != before


# What nobody posts: the clock -------------------------------------------------------------------


def due_to_be_published(desk):
    article = factories.draft(honors=[{}])
    article.go_live_at = timezone.now() + datetime.timedelta(days=1)
    revision = article.save_revision(clean=False)
    revision.publish()  # that is: notes when
    ago = timezone.now() - datetime.timedelta(minutes=1)
    revision.approved_go_live_at = ago
    revision.content["go_live_at"] = ago
    revision.save()
    return published


def due_to_be_taken_down(desk):
    article = factories.published(honors=[{}])
    article.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    article.save()
    return unpublished


def of_the_server():
    run_due()


def of_the_command():
    with suppress(RuntimeError):  # Wagtail's own ends at the first failure
        call_command("publish_scheduled")


@pytest.mark.parametrize("run", [of_the_server, of_the_command], ids=lambda each: each.__name__)
@pytest.mark.parametrize(
    "prepare", [due_to_be_published, due_to_be_taken_down], ids=lambda each: each.__name__
)
def test_what_the_clock_does_is_whole_or_not_done(desk, prepare, run):
    last_step = prepare(desk)
    before = stored()

    def fail(**kwargs):
        raise RuntimeError("the last step failed")

    last_step.connect(fail, sender=Article)
    try:
        run()
    finally:
        last_step.disconnect(fail, sender=Article)
    assert stored() == before
    run()
    assert stored() != before
    assert Article.objects.get().live == (last_step is published)
