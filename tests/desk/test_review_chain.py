"""Reviews by several persons (三审): who may decide, in which order, what is published by it."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import ModelLogEntry, TaskState

from articles.models import ApprovalSettings, ApprovalState, Article, BulkAct
from tests import chains, editors, factories

pytestmark = pytest.mark.django_db
STEPS = ("first", "second", "final")


@pytest.fixture
def three():
    """Three reviews for the channel of all reports here."""
    return chains.reviews(3)


def refusal(desk, article) -> str:
    """Return what a person is told who may not open the page of a review."""
    answer = desk.get(chains.page(article), follow=True)
    assert answer.redirect_chain
    return answer.content.decode()


def step_of(article) -> str:
    task = Article.objects.get(pk=article.pk).current_workflow_task
    return task.name if task else ""


@pytest.mark.parametrize(("number", "steps"), [(1, STEPS[2:]), (2, STEPS[::2]), (3, STEPS)])
def test_a_report_is_public_when_so_many_persons_have_approved_it(people, number, steps):
    chains.reviews(number)
    article = chains.handed_in(people["author"])
    for step in steps:
        assert not Article.objects.published().exists()
        assert chains.page(article) in people[step].get("/admin/").content.decode()
        chains.decide(people[step], article, remark="同意")
    assert Article.objects.published().get() == article
    states = ApprovalState.objects.order_by("pk")
    assert [(each.person, each.comment) for each in states] == [(step, "同意") for step in steps]


def test_the_site_says_what_holds_for_channels_that_say_nothing(people):
    ApprovalSettings.objects.create(reviews=2, days=5)
    article = chains.handed_in(people["author"])
    assert step_of(article) == "初审"
    due = timezone.localdate() + datetime.timedelta(days=5)
    assert ApprovalState.objects.get().due == due
    assert due.isoformat() in people["first"].get("/admin/").content.decode()


def test_without_reviews_one_approval_is_enough_as_before(people):
    ApprovalSettings.objects.create(reviews=3)
    chains.reviews(0)
    chains.handed_in(people["author"])
    assert TaskState.objects.get().task.name == "审核"


def test_nobody_approves_what_they_wrote(people, three):
    author = chains.person("both", *(f"review_{step}" for step in STEPS), "publish")
    article = chains.handed_in(author)
    assert "您写过或改过这一稿" in refusal(author, article)
    assert chains.page(article) not in author.get("/admin/").content.decode()
    answer = author.post(chains.page(article), {"approve": "1", "looked_at": "x"}, follow=True)
    assert "您写过或改过这一稿" in answer.content.decode()
    assert step_of(article) == "初审"


def test_nobody_approves_two_steps_of_one_report(people, three):
    both = chains.person("both", "review_first", "review_second")
    article = chains.handed_in(people["author"])
    chains.decide(both, article)
    assert "您已经审过这一稿" in refusal(both, article)
    assert step_of(article) == "复审"


def test_a_step_is_decided_by_who_holds_its_right_only(people, three):
    article = chains.handed_in(people["author"])
    for name in ("second", "final"):
        assert "没有“初审”的权限" in refusal(people[name], article)
    assert people["author"].get(chains.page(article)).url == "/admin/"
    assert step_of(article) == "初审"


def test_a_report_is_sent_back_with_a_reason_and_a_day_and_all_look_at_it_again(people, three):
    article = chains.handed_in(people["author"])
    chains.decide(people["first"], article)
    answer = chains.decide(people["second"], article, "return", remark=" ")
    assert "请写明退回的原因" in answer.content.decode()
    day = timezone.localdate() + datetime.timedelta(days=2)
    chains.decide(
        people["second"], article, "return", remark="请核对数字", revise_by=day.isoformat()
    )
    form = people["author"].get(editors.url("edit", article.pk)).content.decode()
    assert f"请核对数字（请于 {day.isoformat()} 前改好）" in form
    data = editors.form_of(people["author"], "edit", article.pk) | {"title": "核对过的标题"}
    people["author"].post(editors.url("edit", article.pk), data | {"action-submit": "1"})
    assert step_of(article) == "初审"
    for step in STEPS:
        assert "请核对数字" in people[step].get(chains.page(article)).content.decode()
        chains.decide(people[step], article)
    assert Article.objects.published().get().title == "核对过的标题"


def test_a_past_day_to_correct_a_report_by_is_refused_and_the_reason_kept(people, three):
    article = chains.handed_in(people["author"])
    answer = chains.decide(people["first"], article, "return", remark="改", revise_by="2020-01-01")
    assert "日期已经过去" in answer.content.decode()
    assert answer.context["form"]["remark"].value() == "改"
    assert step_of(article) == "初审"


def test_a_reviewer_who_changes_a_report_counts_as_author_and_approvals_begin_again(people, three):
    article = chains.handed_in(people["author"])
    chains.decide(people["first"], article)
    desk = people["second"]
    data = editors.form_of(desk, "edit", article.pk) | {"title": "改过的标题"}
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    desk.post(editors.url("edit", article.pk), data | action)
    assert Article.objects.get().get_latest_revision_as_object().title == "改过的标题"
    assert not Article.objects.published().exists()
    assert step_of(article) == "初审"
    chains.decide(people["first"], article)
    assert "您写过或改过这一稿" in refusal(desk, article)
    chains.decide(chains.person("another", "review_second"), article)
    chains.decide(people["final"], article)
    assert Article.objects.published().get().title == "改过的标题"


def test_what_was_changed_while_it_was_read_is_not_approved(people, three):
    article = chains.handed_in(people["author"])
    looked_at = people["first"].get(chains.page(article)).context["form"].initial["looked_at"]
    other = chains.person("other", "review_first")
    data = editors.form_of(other, "edit", article.pk) | {"title": "改过的标题"}
    other.post(editors.url("edit", article.pk), data)
    answer = people["first"].post(chains.page(article), {"looked_at": looked_at, "approve": "1"})
    assert "报告在您打开后有了改动" in answer.content.decode()
    assert step_of(article) == "初审"
    fresh = answer.context["form"]["looked_at"].value()
    people["first"].post(chains.page(article), {"looked_at": fresh, "approve": "1"})
    assert step_of(article) == "复审"


def test_a_version_written_over_is_another_text(people, three):
    article = chains.handed_in(people["author"])
    other = chains.person("other", "review_first", "review_second")
    data = editors.form_of(other, "edit", article.pk) | {"title": "改一"}
    other.post(editors.url("edit", article.pk), data)
    chains.decide(people["first"], article)
    newest = Article.objects.get().latest_revision_id
    data |= {"title": "改二", "overwrite_revision_id": str(newest)}
    other.post(editors.url("edit", article.pk), data)
    assert Article.objects.get().latest_revision_id == newest
    assert step_of(article) == "初审"


def test_what_wagtails_own_ways_would_decide_stays_undecided(people, three):
    article = chains.handed_in(people["author"])
    state = TaskState.objects.get()
    for action in ("approve", "reject"):
        address = editors.url("workflow_action", article.pk, action, state.pk)
        assert people["first"].post(address, {"comment": "x"}).url == "/admin/"
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.parametrize("view", ["add", "edit", "revisions_revert"])
def test_who_may_publish_does_not_publish_past_the_reviews_by_a_form(people, three, view):
    desk = people["final"]
    args = []
    if view != "add":
        article = factories.draft()
        args = [article.pk] + ([article.latest_revision_id] if "revert" in view else [])
    data = editors.complete_form(desk) if view == "add" else editors.form_of(desk, view, *args)
    answer = desk.post(editors.url(view, *args), data | {"action-publish": "1"}, follow=True)
    assert "须经三审，请提交审核" in answer.content.decode()
    assert Article.objects.count() == 1
    assert not Article.objects.published().exists()


def test_a_report_does_not_get_round_the_reviews_by_way_of_another_channel(people, three):
    desk = people["final"]
    article = factories.published()
    free = factories.channel("free", "自由")
    data = editors.form_of(desk, "edit", article.pk) | {"title": "改", "channel": free.pk}
    answer = desk.post(editors.url("edit", article.pk), data | {"action-publish": "1"}, follow=True)
    assert "须经三审" in answer.content.decode()
    assert Article.objects.published().get().title == article.title


@pytest.mark.parametrize("way", ["form", "bulk"])
def test_a_draft_does_not_get_round_the_reviews_of_the_channel_it_has_left(people, three, way):
    desk, free = people["final"], factories.channel("free", "自由")
    free.reviews = 0
    free.save()
    desk.post(editors.url("add"), editors.complete_form(desk))
    pk = Article.objects.get().pk
    for tags in ("一", "二"):  # twice: the row of what was never public follows its versions
        if way == "form":
            data = editors.form_of(desk, "edit", pk) | {"channel": free.pk, "tags": tags}
            assert desk.post(editors.url("edit", pk), data).status_code == 302
        else:
            data = {"rows": pk, "channel": free.pk, "tag": tags}
            desk.post(desk.post("/admin/bulk/articles/article/change/", data).url, data)
    assert Article.objects.get().channel == free
    data = editors.form_of(desk, "edit", pk) | {"action-publish": "1"}
    answer = desk.post(editors.url("edit", pk), data, follow=True)
    assert "按所在或移出的栏目，这篇报告须经三审，请提交审核" in answer.content.decode()
    desk.post(desk.post("/admin/bulk/articles/article/publish/", {"rows": pk}).url)
    assert not Article.objects.published().exists()


def test_a_report_moved_under_review_goes_the_way_of_its_new_channel(people):
    free = factories.channel("free", "自由")
    article = chains.handed_in(people["author"])
    assert step_of(article) == "审核"
    free.reviews = 2
    free.save()
    desk = chains.person("mover", "review_first")
    moved = Article.objects.get().get_latest_revision_as_object()
    moved.channel = free
    moved.save_revision(user=desk.user, clean=False)
    assert step_of(article) == "初审"


def test_many_at_once_are_not_published_past_the_reviews(people, three):
    desk = people["final"]
    articles = [factories.draft(), factories.draft()]
    rows = {"rows": ",".join(str(each.pk) for each in articles)}
    answer = desk.post("/admin/bulk/articles/article/publish/", rows)
    desk.post(answer.url)
    reasons = set(BulkAct.objects.get().rows.values_list("reason", flat=True))
    assert reasons == {"按所在或移出的栏目，这篇报告须经三审，请提交审核。"}
    answer = desk.post("/admin/bulk/articles/article/submit/", rows)
    desk.post(answer.url)
    assert {step_of(each) for each in articles} == {"初审"}


def test_a_withdrawal_is_taken_back_to_the_version_that_was_reviewed(people, three):
    desk, article = people["final"], factories.published()
    answer = desk.post("/admin/bulk/articles/article/withdraw/", {"rows": article.pk})
    desk.post(answer.url)
    assert not Article.objects.published().exists()
    desk.post(f"/admin/bulk-acts/{BulkAct.objects.get().pk}/undo/")
    assert Article.objects.published().get().live_revision_id == article.live_revision_id


def test_publishing_past_the_reviews_is_a_right_of_its_own_and_its_reason_is_kept(people, three):
    article = chains.handed_in(people["author"])
    address = f"/admin/approvals/{article.pk}/past/"
    assert people["final"].post(address, {"reason": "急"}).url == "/admin/"
    chief = chains.person("chief", "publish_past")
    draft = factories.draft()
    form = chief.get(editors.url("edit", draft.pk)).content.decode()
    assert f"/admin/approvals/{draft.pk}/past/" in form
    assert "必需字段" in chief.post(address, {"reason": " "}).content.decode()
    assert not Article.objects.published().exists()
    chief.post(address, {"reason": "电话请示，同意先发"})
    assert Article.objects.published().get() == article
    assert step_of(article) == ""
    assert ModelLogEntry.objects.get(action="articles.publish_past").data == {
        "reason": "电话请示，同意先发"
    }
    history = chief.get(editors.url("history", article.pk)).content.decode()
    assert "不经审核发布，原因：电话请示，同意先发" in history


def test_an_incomplete_report_is_not_approved(people, three):
    article = chains.handed_in(people["author"])
    revision = article.latest_revision
    revision.content["region"] = None
    revision.save()
    answer = chains.decide(people["first"], article)
    assert "尚未填写地区" in answer.content.decode()
    assert step_of(article) == "初审"


def test_a_schedule_takes_effect_with_the_last_approval(people):
    chains.reviews(1)
    ahead = timezone.localtime() + datetime.timedelta(days=1)
    data = editors.complete_form(people["author"])
    data |= {"go_live_at": ahead.strftime("%Y-%m-%d %H:%M"), "action-submit": "1"}
    people["author"].post(editors.url("add"), data)
    article = Article.objects.get()
    answer = chains.decide(people["final"], article)
    assert "已批准，将按计划发布" in answer.content.decode()
    assert Article.objects.get().scheduled_revision


def test_who_handed_a_report_in_takes_it_back_and_nobody_else_changes_it_meanwhile(people, three):
    article = chains.handed_in(people["author"])
    edit = editors.url("edit", article.pk)
    data = editors.form_of(people["author"], "edit", article.pk)
    people["author"].post(edit, data | {"title": "偷改"})
    people["second"].post(edit, data | {"title": "偷改"})
    assert Article.objects.get().get_latest_revision_as_object().title != "偷改"
    people["author"].post(edit, data | {"action-cancel-workflow": "1"})
    assert not Article.objects.get().workflow_in_progress


def test_a_reviewer_sees_and_decides_on_reports_of_the_own_office_only(people, three):
    article = chains.handed_in(people["author"])  # of 库伦旗
    role = Group.objects.get(name=editors.EDITOR)
    role.permissions.add(Permission.objects.get(codename="review_first_article"))
    for code, name in [("152201", "second"), ("150524", "first")]:
        editors.member(factories.office(name, code), role.name, name)
    other, own = people["second"], people["first"]
    assert chains.page(article) not in other.get("/admin/").content.decode()
    assert other.get(chains.page(article)).status_code == 404
    assert other.post(chains.page(article), {"approve": "1"}).url == "/admin/"
    assert step_of(article) == "初审"
    assert chains.page(article) in own.get("/admin/").content.decode()
    chains.decide(own, article)
    assert step_of(article) == "复审"
