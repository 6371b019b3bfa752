"""An address that names one report and the number of something of another changes neither."""

import pytest
from wagtail.models import Revision, TaskState, WorkflowState

from articles.models import Measure
from tests import editors, factories

pytestmark = pytest.mark.django_db


def in_review(desk, title: str):
    """Return a report that waits for approval."""
    article = factories.draft(title, measures=[{}])
    data = editors.form_of(desk, "edit", article.pk) | {"action-submit": "1"}
    assert desk.post(editors.url("edit", article.pk), data).status_code == 302
    return article


@pytest.fixture
def two(reviewer):
    """Two reports that wait, seen by somebody who may approve both."""
    return in_review(reviewer, "甲"), in_review(reviewer, "乙")


def test_the_step_of_another_report_is_not_acted_on(reviewer, two):
    first, other = two
    step = TaskState.objects.get(workflow_state__object_id=str(other.pk))
    ajax = {"x-requested-with": "XMLHttpRequest"}
    for view in ("workflow_action", "collect_workflow_action_data"):
        for action in ("approve", "reject"):
            address = editors.url(view, first.pk, action, step.pk)
            assert reviewer.get(address).status_code == 404
            assert reviewer.post(address, {"comment": "x"}, headers=ajax).status_code == 404
    assert {each.status for each in WorkflowState.objects.all()} == {"in_progress"}
    for article in two:
        article.refresh_from_db()
        assert not article.live


def test_a_step_is_acted_on_once(reviewer, two):
    first, _ = two
    step = TaskState.objects.get(workflow_state__object_id=str(first.pk))
    address = editors.url("workflow_action", first.pk, "approve", step.pk)
    assert reviewer.post(address).status_code == 302
    first.refresh_from_db()
    assert first.live
    assert reviewer.post(address).status_code == 302
    assert Revision.objects.for_instance(first).count() == 2


def test_versions_and_reviews_of_another_report_are_not_found(reviewer, two):
    first, other = two
    foreign = Revision.objects.for_instance(other).latest("pk").pk
    state = WorkflowState.objects.get(object_id=str(other.pk)).pk
    found = [
        view
        for view, *arguments in [
            ("revisions_view", foreign),
            ("revisions_revert", foreign),
            ("revisions_unschedule", foreign),
            ("revisions_compare", "earliest", foreign),
            ("revisions_compare", foreign, "latest"),
            ("workflow_history_detail", state),
        ]
        if reviewer.get(editors.url(view, first.pk, *arguments)).status_code != 404
    ]
    assert found == []


def test_rows_of_another_report_stay_its_own(reviewer, two):
    first, other = two
    row = Measure.objects.get(article=other)
    data = editors.form_of(reviewer, "edit", first.pk)
    data |= {"measures-0-id": str(row.pk), "measures-0-heading": "改", "action-publish": "1"}
    reviewer.post(editors.url("edit", first.pk), data)
    row.refresh_from_db()
    assert (row.article_id, row.heading) == (other.pk, "抓宣传教育")


def test_a_version_of_another_report_is_not_written_over(reviewer, two):
    first, other = two
    foreign = Revision.objects.for_instance(other).latest("pk")
    data = editors.form_of(reviewer, "edit", first.pk)
    data |= {"title": "改", "overwrite_revision_id": str(foreign.pk)}
    reviewer.post(editors.url("edit", first.pk), data)
    before = foreign.content
    foreign.refresh_from_db()
    assert foreign.content == before
    assert foreign.object_id == str(other.pk)


def test_a_tag_that_only_anothers_draft_bears_is_told_like_none(client):
    place = factories.region("152224", "突泉县")
    factories.office("突泉县委统战部", "152224")
    client.force_login(editors.member(factories.office(), editors.EDITOR, "wu"))
    factories.draft("别人的草稿", region=place, tags=["突泉的秘密"])
    own = factories.draft(tags=["自己的"])

    def told(tag: str) -> str:
        posted = {"rows": str(own.pk), "untag": tag}
        page = client.post("/admin/bulk/articles/article/change/", posted, follow=True)
        return page.content.decode()

    for tag in ("没有的标签", "突泉的秘密"):
        assert f"没有这样的标签：{tag}" in told(tag)
    assert "没有这样的标签" not in told("自己的")
