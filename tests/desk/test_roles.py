"""Who may do what on the desk, walked over its real views."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import TaskState

from articles.models import Article, Honor
from tests import editors, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(editors.user(editors.EDITOR))
    return client


@pytest.fixture
def reviewer(client):
    client.force_login(editors.user(editors.REVIEWER))
    return client


@pytest.fixture
def exporter(client):
    client.force_login(editors.user(editors.EXPORTER))
    return client


def refused(response) -> bool:
    """Whether the desk sent the user away, which it does with a message on its home page."""
    return response.status_code == 403 or (
        response.status_code == 302
        and response.url.startswith(("/admin/login", "/admin/"))
        and response.url in ("/admin/", "/admin/login/")
    )


def complete_form(client):
    data = editors.form_of(client)
    data.update(
        title="库伦旗民族团结进步工作",
        channel=factories.channel().pk,
        region=factories.region("150524").pk,
        published_at="2021-11-05",
        tags="民族团结, 示范旗",
    )
    data["lead"] = editors.rich_text("全旗高度重视民族团结进步创建工作。")
    editors.add_row(
        data,
        "measures",
        level="1",
        heading="抓宣传教育",
        body=editors.rich_text("实现宣传教育全覆盖，荣获自治区民族团结进步示范旗称号。"),
    )
    editors.add_row(
        data,
        "honors",
        name="自治区民族团结进步示范旗",
        status="held",
        kind="region_title",
        quote="荣获自治区民族团结进步示范旗称号",
    )
    return data


# 编辑 -------------------------------------------------------------------------------------------


def test_an_editor_creates_a_draft_with_its_outline_and_honors(editor):
    response = editor.post(editors.url("add"), complete_form(editor))
    article = Article.objects.get()
    assert response.url == editors.url("edit", article.pk)
    assert not article.live
    assert article.title == "库伦旗民族团结进步工作"
    assert article.region.code == "150524"
    assert [m.heading for m in article.measures.all()] == ["抓宣传教育"]
    assert {t.name for t in article.tags.all()} == {"民族团结", "示范旗"}
    honor = article.honors.get()
    assert (honor.where, honor.outline_row) == ("outline", 1)


def test_an_editor_submits_and_nothing_is_public_before_approval(editor):
    editor.post(editors.url("add"), complete_form(editor) | {"action-submit": "1"})
    article = Article.objects.get()
    assert not article.live
    assert article.workflow_in_progress


@pytest.mark.parametrize("action", ["action-publish", "action-workflow-action"])
def test_an_editor_cannot_publish_by_posting_a_button_that_is_not_there(editor, action):
    article = factories.draft()
    data = editors.form_of(editor, "edit", article.pk)
    editor.post(
        editors.url("edit", article.pk), data | {action: "1", "workflow-action-name": "approve"}
    )
    article.refresh_from_db()
    assert not article.live


def test_an_editor_is_offered_no_button_to_publish(editor):
    article = factories.published()
    page = editor.get(editors.url("edit", article.pk)).content.decode()
    assert 'name="action-publish"' not in page
    assert editors.url("unpublish", article.pk) not in page
    assert 'name="action-submit"' in page


@pytest.mark.parametrize("view", ["unpublish", "delete"])
def test_an_editor_cannot_take_a_public_report_away(editor, view):
    article = factories.published()
    assert editor.post(editors.url(view, article.pk)).status_code == 302
    article.refresh_from_db()
    assert article.live


def test_an_editor_cannot_delete_a_draft(editor):
    article = factories.draft()
    editor.post(editors.url("delete", article.pk))
    assert Article.objects.filter(pk=article.pk).exists()


def test_an_editors_schedule_takes_no_effect_without_approval(editor):
    article = factories.draft()
    data = editors.form_of(editor, "edit", article.pk)
    go_live = timezone.localtime() + datetime.timedelta(days=1)
    data["go_live_at"] = go_live.strftime("%Y-%m-%d %H:%M")
    editor.post(editors.url("edit", article.pk), data | {"action-publish": "1"})
    assert not article.revisions.filter(approved_go_live_at__isnull=False).exists()
    article.refresh_from_db()
    assert not article.live


def test_an_editor_cannot_approve_what_waits_for_approval(editor):
    article = factories.draft()
    editor.post(
        editors.url("edit", article.pk),
        editors.form_of(editor, "edit", article.pk) | {"action-submit": "1"},
    )
    state = TaskState.objects.get()
    editor.post(editors.url("workflow_action", article.pk, "approve", state.pk))
    article.refresh_from_db()
    assert not article.live
    assert article.workflow_in_progress


def test_an_editors_draft_of_a_public_report_changes_nothing_in_public(editor):
    article = factories.published("公开的标题", honors=[{"name": "示范单位"}], measures=[{}])
    data = editors.form_of(editor, "edit", article.pk)
    data["title"] = "草稿的标题"
    data["honors-0-name"] = "草稿中的荣誉"
    data["measures-0-DELETE"] = "1"
    editors.add_row(data, "honors", name="又一项", status="held", kind="other", quote="又一项")
    editor.post(editors.url("edit", article.pk), data)

    public = Article.objects.published().get()
    assert public.title == "公开的标题"
    assert [h.name for h in Honor.objects.published()] == ["示范单位"]
    assert public.measures.count() == 1
    draft = public.get_latest_revision_as_object()
    assert draft.title == "草稿的标题"
    assert [h.name for h in draft.honors.all()] == ["草稿中的荣誉", "又一项"]
    assert draft.measures.count() == 0

    public.latest_revision.publish()
    assert [h.name for h in Honor.objects.published()] == ["草稿中的荣誉", "又一项"]


# 审核发布 ---------------------------------------------------------------------------------------


def test_a_reviewer_approves_and_the_report_is_public(client):
    client.force_login(editors.user(editors.EDITOR))
    client.post(editors.url("add"), complete_form(client) | {"action-submit": "1"})
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
    client.post(editors.url("add"), complete_form(client) | {"action-submit": "1"})
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
    client.post(editors.url("add"), complete_form(client) | {"action-submit": "1"})
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
    client.post(editors.url("add"), complete_form(client) | {"action-submit": "1"})
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


def test_a_public_report_must_be_unpublished_before_it_is_deleted(reviewer):
    article = factories.published()
    response = reviewer.post(editors.url("delete", article.pk), follow=True)
    assert "请先取消发布" in response.content.decode()
    assert Article.objects.filter(pk=article.pk).exists()
    article.unpublish()
    reviewer.post(editors.url("delete", article.pk))
    assert not Article.objects.filter(pk=article.pk).exists()


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


# 导出 -------------------------------------------------------------------------------------------


def test_an_exporter_sees_the_lists(exporter):
    factories.published("可以看见", honors=[{}])
    assert "可以看见" in exporter.get(editors.url("list")).content.decode()
    assert exporter.get("/admin/honors/").status_code == 200


@pytest.mark.parametrize("view", ["edit", "delete", "unpublish", "history", "revisions_compare"])
def test_an_exporter_cannot_change_anything(exporter, view):
    article = factories.published("不变")
    args = [article.pk, "live", "latest"] if view == "revisions_compare" else [article.pk]
    assert exporter.get(editors.url(view, *args)).status_code == 302
    assert exporter.post(editors.url(view, *args), {"title": "变"}).status_code in {302, 405}
    article.refresh_from_db()
    assert article.live
    assert article.title == "不变"


def test_an_exporter_cannot_create(exporter):
    assert exporter.get(editors.url("add")).status_code == 302
    exporter.post(editors.url("add"), {"title": "新"})
    assert not Article.objects.exists()


# Everybody --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [editors.EDITOR, editors.REVIEWER, editors.EXPORTER])
@pytest.mark.parametrize(
    "path", ["users/", "groups/", "settings/unityreports/siteidentity/", "workflows/list/"]
)
def test_only_administrators_see_users_and_settings(client, role, path):
    client.force_login(editors.user(role))
    response = client.get(f"/admin/{path}")
    assert response.status_code in {302, 403}


@pytest.mark.parametrize("path", ["measures/", "honors/", "figures/"])
def test_the_overviews_have_no_address_for_changing_anything(admin_client, path):
    factories.published(measures=[{}], honors=[{}], figures=[{}])
    assert admin_client.get(f"/admin/{path}").status_code == 200
    for change in ("add/", "edit/1/", "delete/1/"):
        assert admin_client.get(f"/admin/{path}{change}").status_code == 404


def test_nobody_enters_without_logging_in(client):
    assert client.get(editors.url("list")).url.startswith("/admin/login/")


def test_the_stock_groups_of_wagtail_are_gone(db):
    from django.contrib.auth.models import Group

    assert set(Group.objects.values_list("name", flat=True)) == {
        editors.EDITOR,
        editors.REVIEWER,
        editors.EXPORTER,
    }


# Schedules --------------------------------------------------------------------------------------


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
