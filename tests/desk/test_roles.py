"""Who may do what on the desk, walked over its real views."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import TaskState

from articles.models import Article, Honor
from tests import editors, factories

pytestmark = pytest.mark.django_db


def refused(response) -> bool:
    """Whether the desk sent the user away, which it does with a message on its home page."""
    return response.status_code == 403 or (
        response.status_code == 302
        and response.url.startswith(("/admin/login", "/admin/"))
        and response.url in ("/admin/", "/admin/login/")
    )


# 编辑 -------------------------------------------------------------------------------------------


def test_an_editor_creates_a_draft_with_its_outline_and_honors(editor):
    response = editor.post(editors.url("add"), editors.complete_form(editor))
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
    editor.post(editors.url("add"), editors.complete_form(editor) | {"action-submit": "1"})
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
    assert Article.objects.kept().get() == article


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


# 终审发布 ---------------------------------------------------------------------------------------


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

    assert set(Group.objects.values_list("name", flat=True)) == set(editors.ROLES)


# Schedules --------------------------------------------------------------------------------------
