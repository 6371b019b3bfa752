"""Many reports at once, as the desk's list asks for it: each by itself, told, continued, undone."""

import datetime

import pytest
from django.utils import timezone

from articles.models import Article, BulkAct
from articles.publishing import batches, placements
from tests import editors, factories

pytestmark = pytest.mark.django_db


def ask(client, kind, reports, **query):
    """Open the question that the list's button leads to."""
    query = {"id": [report.pk for report in reports]} | query
    return client.get(f"/admin/bulk/articles/article/{kind}/", query)


def do(client, kind, reports, **fields):
    """Confirm an act on reports; return it as it was written down."""
    rows = ",".join(str(report.pk) for report in reports)
    answer = client.post(f"/admin/bulk/articles/article/{kind}/", {"rows": rows} | fields)
    assert answer.status_code == 307, answer.context["form"].errors
    assert client.post(answer.url).status_code == 302
    return BulkAct.objects.latest("pk")


def undo(client, act):
    assert client.post(f"/admin/bulk-acts/{act.pk}/undo/").status_code == 302
    return BulkAct.objects.get(undoes=act)


def outcomes(act):
    return [row.outcome for row in act.rows.order_by("article_id")]


def standings():
    rows = Article.objects.order_by("pk").prefetch_related("tags")
    return [
        (each.title, each.live, each.channel.slug, {tag.name for tag in each.tags.all()})
        for each in rows
    ]


def test_drafts_are_moved_tagged_and_published_in_one_go_and_all_of_it_is_undone(reviewer):
    reports = [factories.draft(tags=["旧"]) for _ in range(3)]
    before = standings()
    news = factories.channel("news", "要闻")
    act = do(
        reviewer,
        "change",
        reports,
        channel=news.pk,
        tag="新、示范",
        untag="旧",
        then="publish",
    )
    assert outcomes(act) == ["done"] * 3
    assert {row[1:3] for row in standings()} == {(True, "news")}
    assert all(tags == {"新", "示范"} for *_, tags in standings())
    undoing = undo(reviewer, act)
    assert outcomes(undoing) == ["done"] * 3
    assert standings() == before
    assert undo(reviewer, act) == undoing


def test_what_is_incomplete_or_already_there_is_refused_with_its_reason(reviewer):
    complete, public = factories.draft(), factories.published()
    without_place = factories.draft(region=None)
    act = do(reviewer, "publish", [complete, public, without_place])
    assert outcomes(act) == ["done", "refused", "refused"]
    page = reviewer.get(act.get_absolute_url()).content.decode()
    assert "尚未填写地区" in page
    assert "已经公开，没有新的草稿" in page
    assert Article.objects.published().count() == 2


def test_of_a_draft_with_a_time_of_its_own_it_is_said_that_it_is_public_only_then(reviewer):
    at = timezone.localtime() + datetime.timedelta(days=3)
    later, now = factories.draft(go_live_at=at), factories.draft()
    act = do(reviewer, "publish", [later, now])
    page = reviewer.get(act.get_absolute_url()).content.decode()
    assert page.count(f"到设定的时间（{at:%Y-%m-%d %H:%M}）才公开。") == 1
    assert list(Article.objects.published()) == [now]


def test_an_editor_publishes_and_withdraws_nothing_on_the_way_of_many(editor):
    reports = [factories.draft(), factories.published()]
    before = standings()
    for kind in ("publish", "withdraw", "delete"):
        assert set(outcomes(do(editor, kind, reports))) == {"refused"}
    assert standings() == before
    act = do(editor, "change", reports, tag="新", then="publish")
    assert set(outcomes(act)) == {"refused"}
    assert standings() == before


def test_an_exporter_is_asked_nothing(exporter):
    report = factories.published()
    answer = ask(exporter, "withdraw", [report])
    assert answer.status_code in (302, 403)
    exporter.post("/admin/bulk/articles/article/withdraw/", {"rows": report.pk})
    assert Article.objects.published().exists()


def test_a_withdrawal_is_undone_with_the_draft_that_lay_over_it(reviewer):
    report = factories.published("公开的标题")
    report.title = "草稿的标题"
    report.save_revision(clean=False)
    act = do(reviewer, "withdraw", [report])
    assert not Article.objects.published().exists()
    assert outcomes(undo(reviewer, act)) == ["done"]
    public = Article.objects.published().get()
    assert public.title == "公开的标题"
    assert public.get_latest_revision_as_object().title == "草稿的标题"


def test_public_words_of_which_no_version_was_kept_are_not_replaced_by_a_draft(reviewer):
    report = factories.published("公开的标题")
    report.title = "草稿的标题"
    report.save_revision(clean=False)
    Article.objects.update(live_revision=None)
    act = do(reviewer, "withdraw", [report])
    assert outcomes(undo(reviewer, act)) == ["refused"]
    assert not Article.objects.published().exists()


def test_a_submission_is_undone(editor):
    report = factories.draft()
    act = do(editor, "submit", [report])
    assert Article.objects.get().workflow_in_progress
    assert outcomes(undo(editor, act)) == ["done"]
    assert not Article.objects.get().workflow_in_progress


def test_a_tag_on_a_public_report_is_undone_by_who_may_not_publish_and_leaves_no_draft(editor):
    report = factories.published(tags=["旧"])
    act = do(editor, "change", [report], tag="新", untag="旧")
    assert Article.objects.get().has_unpublished_changes
    assert outcomes(undo(editor, act)) == ["done"]
    article = Article.objects.get()
    assert article.live
    assert not article.has_unpublished_changes
    assert [tag.name for tag in article.get_latest_revision_as_object().tags.all()] == ["旧"]


def test_what_waited_for_approval_waits_again_after_the_undoing(reviewer):
    report = factories.draft()
    do(reviewer, "submit", [report])
    act = do(reviewer, "publish", [report])
    assert not Article.objects.get().workflow_in_progress
    assert outcomes(undo(reviewer, act)) == ["done"]
    assert Article.objects.get().workflow_in_progress
    assert not Article.objects.get().live


def test_public_reports_are_thrown_away_and_come_back_public(reviewer):
    reports = [factories.published("甲"), factories.draft("乙")]
    before = standings()
    act = do(reviewer, "delete", reports)
    assert not Article.objects.kept().exists()
    assert outcomes(undo(reviewer, act)) == ["done"] * 2
    assert standings() == before
    assert Article.objects.kept().count() == 2


def test_what_was_changed_since_is_not_undone(reviewer):
    report = factories.draft("甲")
    act = do(reviewer, "publish", [report])
    article = Article.objects.get()
    article.title = "乙"
    article.save_revision(clean=False).publish()
    undoing = undo(reviewer, act)
    assert outcomes(undoing) == ["refused"]
    assert Article.objects.published().get().title == "乙"


def test_all_of_a_filter_is_all_of_it_and_nothing_else(reviewer):
    for number in range(35):
        factories.draft(f"要发布{number}")
    factories.draft("别的")
    asked = ask(reviewer, "publish", [], id="all", q="要发布")
    assert asked.context["count"] == 35
    rows = asked.context["form"]["rows"].value()
    reviewer.post("/admin/bulk/articles/article/publish/", {"rows": rows}, follow=True)
    assert Article.objects.published().count() == 35
    assert not Article.objects.get(title="别的").live


def test_a_run_that_broke_off_tells_what_is_left_and_is_continued(reviewer, monkeypatch):
    reports = [factories.draft() for _ in range(4)]
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    act = do(reviewer, "publish", reports)
    assert sorted(outcomes(act)) == ["done", "waiting", "waiting", "waiting"]
    assert Article.objects.published().count() == 1
    assert "还有 3 篇没有处理" in reviewer.get(act.get_absolute_url()).content.decode()
    monkeypatch.setattr(batches, "AT_ONCE", 9)
    reviewer.post(f"/admin/bulk-acts/{act.pk}/proceed/")
    assert outcomes(act) == ["done"] * 4


def test_a_failure_within_one_report_leaves_it_whole_and_the_others_done(reviewer, monkeypatch):
    reports = [factories.draft() for _ in range(3)]
    write = placements.Placements.rows_of

    def fail(self, articles):
        if articles[0].pk == reports[1].pk:
            raise RuntimeError
        return write(self, articles)

    monkeypatch.setattr(placements.Placements, "rows_of", fail)
    act = do(reviewer, "publish", reports)
    assert outcomes(act) == ["done", "failed", "done"]
    assert [each.live for each in Article.objects.order_by("pk")] == [True, False, True]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"untag": "没有的标签"},
        {"tag": "长" * 101},
        {"channel": "x"},
        {"rows": "1,x", "tag": "新"},
    ],
)
def test_nonsense_is_refused_and_kept_in_the_form(reviewer, fields):
    report = factories.draft()
    data = {"rows": str(report.pk)} | fields
    answer = reviewer.post("/admin/bulk/articles/article/change/", data)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not BulkAct.objects.exists()


def test_nobody_sees_or_undoes_the_act_of_another(reviewer, client):
    act = do(reviewer, "publish", [factories.draft()])
    client.force_login(editors.user(editors.EDITOR))
    assert client.get(act.get_absolute_url()).status_code in (302, 403)
    client.post(f"/admin/bulk-acts/{act.pk}/undo/")
    assert Article.objects.published().exists()


def test_what_has_expired_is_not_said_to_be_published(reviewer):
    report = factories.draft("甲")
    report.expire_at = timezone.now() - datetime.timedelta(minutes=5)
    report.save_revision()
    assert outcomes(do(reviewer, "publish", [report])) == ["refused"]
    assert not Article.objects.published().exists()
