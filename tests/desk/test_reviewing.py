"""What reviewers do: approve, send back, publish, schedule, withdraw, restore."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import TaskState

from articles.models import Article, Honor
from tests import editors, factories

pytestmark = pytest.mark.django_db


def test_a_reviewer_approves_and_the_report_is_public(client):
    client.force_login(editors.user(editors.EDITOR))
    client.post(editors.url("add"), editors.complete_form(client) | {"action-submit": "1"})
    article = Article.objects.get()
    client.force_login(editors.user(editors.REVIEWER))
    assert article.title in client.get("/admin/").content.decode()
    state = TaskState.objects.get()
    client.post(editors.url("workflow_action", article.pk, "approve", state.pk))
    assert Article.objects.published().get() == article


@pytest.mark.parametrize(
    ("action", "ahead", "outcome"),
    [
        ("approve", None, "已批准并发布。"),
        ("approve", datetime.timedelta(days=1), "已批准，将按计划发布。"),
        ("reject", None, "已退回修改。"),
    ],
)
def test_the_form_says_what_became_of_a_report_that_was_reviewed(client, action, ahead, outcome):
    client.force_login(editors.user(editors.EDITOR))
    client.post(editors.url("add"), editors.complete_form(client) | {"action-submit": "1"})
    article = Article.objects.get()
    client.force_login(editors.user(editors.REVIEWER))
    data = editors.form_of(client, "edit", article.pk)
    if ahead:
        data["go_live_at"] = (timezone.localtime() + ahead).strftime("%Y-%m-%d %H:%M")
    data |= {"action-workflow-action": "1", "workflow-action-name": action}
    page = client.post(editors.url("edit", article.pk), data, follow=True).content.decode()
    assert f"报告“{article.title}”{outcome}" in page
    assert Article.objects.published().exists() == (outcome == "已批准并发布。")


def test_a_reviewer_sends_a_report_back_with_a_comment(client):
    author = editors.user(editors.EDITOR)
    client.force_login(author)
    client.post(editors.url("add"), editors.complete_form(client) | {"action-submit": "1"})
    article = Article.objects.get()
    client.force_login(editors.user(editors.REVIEWER))
    state = TaskState.objects.get()
    client.post(
        editors.url("workflow_action", article.pk, "reject", state.pk), {"comment": "请核对数字"}
    )
    article.refresh_from_db()
    assert not article.live
    assert article.current_workflow_state.status == "needs_changes"
    client.force_login(author)
    history = client.get(editors.url("workflow_history", article.pk), follow=True)
    assert history.status_code == 200
    assert "请核对数字" in client.get(editors.url("edit", article.pk)).content.decode()


def test_an_incomplete_report_is_not_approved_and_the_reviewer_is_told_why(client):
    client.force_login(editors.user(editors.EDITOR))
    client.post(editors.url("add"), editors.complete_form(client) | {"action-submit": "1"})
    article = Article.objects.get()
    client.force_login(editors.user(editors.REVIEWER))
    data = editors.form_of(client, "edit", article.pk)
    data["region"] = ""
    client.post(editors.url("edit", article.pk), data)
    state = TaskState.objects.get()
    response = client.post(
        editors.url("workflow_action", article.pk, "approve", state.pk), follow=True
    )
    assert "尚未填写地区" in response.content.decode()
    article.refresh_from_db()
    assert not article.live


def test_a_reviewer_publishes_and_unpublishes(reviewer):
    article = factories.draft()
    data = editors.form_of(reviewer, "edit", article.pk)
    reviewer.post(editors.url("edit", article.pk), data | {"action-publish": "1"})
    article.refresh_from_db()
    assert article.live
    response = reviewer.post(editors.url("unpublish", article.pk), follow=True)
    assert f"报告“{article.title}”已取消发布。" in response.content.decode()
    article.refresh_from_db()
    assert not article.live


def test_a_reviewer_schedules_a_report(reviewer):
    article = factories.draft()
    data = editors.form_of(reviewer, "edit", article.pk)
    go_live = timezone.localtime() + datetime.timedelta(days=1)
    data["go_live_at"] = go_live.strftime("%Y-%m-%d %H:%M")
    reviewer.post(editors.url("edit", article.pk), data | {"action-publish": "1"})
    article.refresh_from_db()
    assert not article.live
    assert article.scheduled_revision
    reviewer.post(editors.url("revisions_unschedule", article.pk, article.scheduled_revision.pk))
    assert not Article.objects.get(pk=article.pk).scheduled_revision


def test_a_public_report_is_thrown_away_only_by_who_may_withdraw_it(editor):
    article, hidden = factories.published(), factories.draft()
    user = editor.get("/admin/").wsgi_request.user
    user.user_permissions.add(Permission.objects.get(codename="delete_article"))
    response = editor.post(editors.url("delete", article.pk), follow=True)
    assert "您没有这样处理这篇报告的权限" in response.content.decode()
    assert Article.objects.published().get() == article
    editor.post(editors.url("delete", hidden.pk))
    assert Article.objects.kept().get() == article


def test_two_versions_are_compared_children_included(reviewer):
    article = factories.published("旧标题", measures=[{"heading": "抓民生"}], honors=[{}])
    data = editors.form_of(reviewer, "edit", article.pk)
    data["title"] = "新标题"
    data["measures-0-heading"] = "抓发展"
    reviewer.post(editors.url("edit", article.pk), data)
    page = reviewer.get(editors.url("revisions_compare", article.pk, "live", "latest"))
    text = strip_tags(page.content.decode())
    assert page.status_code == 200
    for changed in ("旧", "新", "民生", "发展"):
        assert changed in text


def test_an_older_version_is_restored_with_its_children(reviewer):
    article = factories.published("旧标题", honors=[{"name": "旧荣誉"}])
    old = article.latest_revision
    data = editors.form_of(reviewer, "edit", article.pk)
    data |= {"title": "新标题", "honors-0-name": "新荣誉", "action-publish": "1"}
    reviewer.post(editors.url("edit", article.pk), data)
    assert Honor.objects.published().get().name == "新荣誉"

    data = editors.form_of(reviewer, "revisions_revert", article.pk, old.pk)
    reviewer.post(
        editors.url("revisions_revert", article.pk, old.pk), data | {"action-publish": "1"}
    )
    assert Article.objects.published().get().title == "旧标题"
    assert Honor.objects.published().get().name == "旧荣誉"


def test_rows_deleted_since_come_back_with_an_older_version(reviewer):
    article = factories.published(honors=[{"name": "第一"}, {"name": "第二"}], measures=[{}])
    old = article.latest_revision
    data = editors.form_of(reviewer, "edit", article.pk)
    data |= {"honors-1-DELETE": "1", "measures-0-DELETE": "1", "action-publish": "1"}
    reviewer.post(editors.url("edit", article.pk), data)
    assert [honor.name for honor in Honor.objects.published()] == ["第一"]

    data = editors.form_of(reviewer, "revisions_revert", article.pk, old.pk)
    for where in ("revisions_revert", "edit"):
        args = [old.pk] if where == "revisions_revert" else []
        reviewer.post(editors.url(where, article.pk, *args), data | {"action-publish": "1"})
        names = Honor.objects.published().order_by("sort_order").values_list("name", flat=True)
        assert list(names) == ["第一", "第二"]
        assert Article.objects.get().measures.count() == 1
        data = editors.form_of(reviewer, "edit", article.pk)


def test_a_scheduled_report_goes_live_when_its_time_has_come(reviewer):
    article = factories.draft(honors=[{"name": "示范单位"}])
    data = editors.form_of(reviewer, "edit", article.pk)
    soon = timezone.localtime() + datetime.timedelta(days=1)
    data["go_live_at"] = soon.strftime("%Y-%m-%d %H:%M")
    reviewer.post(editors.url("edit", article.pk), data | {"action-publish": "1"})
    call_command("publish_scheduled")
    assert not Article.objects.published().exists()

    due = timezone.now() - datetime.timedelta(minutes=1)
    revision = Article.objects.get().scheduled_revision
    revision.content["go_live_at"] = due.isoformat()
    revision.approved_go_live_at = due
    revision.save()
    call_command("publish_scheduled")
    assert Article.objects.published().get() == article
    assert [h.name for h in Honor.objects.published()] == ["示范单位"]


def test_a_report_is_taken_down_when_it_expires(reviewer):
    article = factories.published()
    data = editors.form_of(reviewer, "edit", article.pk)
    later = timezone.localtime() + datetime.timedelta(days=1)
    data["expire_at"] = later.strftime("%Y-%m-%d %H:%M")
    reviewer.post(editors.url("edit", article.pk), data | {"action-publish": "1"})
    assert Article.objects.published().exists()
    Article.objects.update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
    assert not Article.objects.published().exists()
    call_command("publish_scheduled")
    article.refresh_from_db()
    assert (article.live, article.expired) == (False, True)
