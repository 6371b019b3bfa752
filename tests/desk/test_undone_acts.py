"""What an undoing of acts on many reports may bring back: what stood there, and nothing newer."""

import pytest

from articles.models import Article, BulkAct
from tests import chains, editors

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    """Somebody who has written a report that others had to review, and published it past them."""
    chains.reviews(3)
    chief = chains.person("chief", "publish", "publish_past")
    article = chains.handed_in(chief)
    chief.post(f"/admin/approvals/{article.pk}/past/", {"reason": "电话请示"})
    assert Article.objects.published().get() == article
    return chief


def write_over(desk):
    """Write over the newest version of the report, as the desk's form does after a first time."""
    article = Article.objects.get()
    newest = article.latest_revision_id
    data = editors.form_of(desk, "edit", article.pk) | {"title": "没有人审过的标题"}
    desk.post(editors.url("edit", article.pk), data | {"overwrite_revision_id": str(newest)})
    article = Article.objects.get()
    assert article.latest_revision_id == newest
    assert article.latest_revision.content["title"] == "没有人审过的标题"


def withdraw(desk):
    address = "/admin/bulk/articles/article/withdraw/"
    desk.post(desk.post(address, {"rows": Article.objects.get().pk}).url)
    assert not Article.objects.published().exists()


def undo(desk):
    desk.post(f"/admin/bulk-acts/{BulkAct.objects.get().pk}/undo/")
    return BulkAct.objects.get(kind="undo").rows.get().reason


def test_a_withdrawal_is_not_undone_with_a_text_that_was_written_over_since(chief):
    withdraw(chief)
    write_over(chief)
    assert undo(chief) == "此后又有改动，没有撤销。"
    assert not Article.objects.published().exists()


def test_a_draft_written_over_the_public_version_is_not_published_by_an_undoing(chief):
    write_over(chief)
    assert Article.objects.published().get().title != "没有人审过的标题"
    withdraw(chief)
    assert undo(chief) == "此前公开的文字没有留下版本，没有撤销。"
    assert not Article.objects.published().exists()
