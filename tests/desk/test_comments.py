"""Colleagues talk about a draft on the desk: at a field or a passage, with answers, until done."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Comment
from articles.models.comment import LONGEST, MOST
from tests import chains, editors, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return chains.people()


@pytest.fixture
def article(people):
    chains.reviews(3)
    return chains.handed_in(people["author"])


def address(article, *more) -> str:
    return "/".join(["/admin/comments", str(article.pk), *map(str, more), ""])


def remark(desk, article, text="数字请核对", **fields):
    return desk.post(address(article), {"text": text, "place": "figures"} | fields, follow=True)


def home(desk) -> str:
    return desk.get("/admin/").content.decode()


def test_a_remark_is_read_answered_and_resolved(people, article):
    page = remark(people["first"], article, quote="投入9640万元").content.decode()
    assert "投入9640万元" in page
    assert "数字请核对" in home(people["author"])
    assert "数字请核对" not in home(people["first"])  # the last word is theirs
    talk = Comment.objects.get()
    form = people["author"].get(editors.url("edit", article.pk)).content.decode()
    assert "待解决的批注（1）" in form
    people["author"].post(address(article, talk.pk, "answer"), {"text": "已核对"})
    assert "数字请核对" in home(people["first"])
    assert "数字请核对" not in home(people["author"])
    people["first"].post(address(article, talk.pk, "resolve"))
    talk.refresh_from_db()
    assert talk.resolved_by == people["first"].user
    assert "数字请核对" not in home(people["first"])
    assert "已解决（1）" in people["author"].get(address(article)).content.decode()
    people["author"].post(address(article, talk.pk, "reopen"))
    assert Comment.objects.open().get() == talk
    history = people["author"].get(editors.url("history", article.pk)).content.decode()
    for act in ("写了批注", "解决了批注", "重新打开了批注"):
        assert act in history


def test_only_ones_own_words_without_an_answer_are_taken_back(people, article):
    remark(people["first"], article)
    talk = Comment.objects.get()
    people["author"].post(address(article, talk.pk, "remove"))
    people["author"].post(address(article, talk.pk, "answer"), {"text": "已核对"})
    people["first"].post(address(article, talk.pk, "remove"))
    assert Comment.objects.count() == 2
    people["author"].post(address(article, talk.answers.get().pk, "remove"))
    people["first"].post(address(article, talk.pk, "remove"))
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", ["", " ", "字" * (LONGEST + 1), "空\0字"])
def test_what_is_no_remark_is_refused_and_stays_in_the_form(people, article, text):
    answer = remark(people["first"], article, text=text, quote="投入")
    assert answer.status_code == 200
    assert "投入" in answer.content.decode()
    assert not Comment.objects.exists()
    talk = article.comments.create(text="一", written_by=people["author"].user)
    people["first"].post(address(article, talk.pk, "answer"), {"text": text})
    assert not talk.answers.exists()


def test_an_answer_is_given_to_a_talk_of_this_report_alone(people, article):
    other = factories.draft()
    talk = other.comments.create(text="一", written_by=people["author"].user)
    for act in ("answer", "resolve", "reopen", "remove"):
        answer = people["first"].post(address(article, talk.pk, act), {"text": "二"})
        assert answer["Location"] == "/admin/"
    answer = article.comments.create(text="三", thread=article.comments.create(text="二"))
    people["first"].post(address(article, answer.pk, "answer"), {"text": "四"})
    people["first"].post(address(article, answer.pk, "resolve"))
    assert Comment.objects.count() == 3
    assert not Comment.objects.exclude(resolved_at=None).exists()


def test_there_is_an_end_to_what_is_said_of_one_report(people, article):
    Comment.objects.bulk_create(Comment(article=article, text="一") for _ in range(MOST))
    assert "批注太多了" in remark(people["first"], article).content.decode()
    assert Comment.objects.count() == MOST


@pytest.mark.parametrize("role", [editors.EXPORTER, editors.OVERSEER])
def test_who_neither_writes_nor_reviews_says_nothing(client, article, role):
    client.force_login(editors.user(role, "somebody"))
    remark(client, article)
    assert not Comment.objects.exists()


def test_another_office_reads_and_writes_none(people):
    mine, other = factories.office("甲", "150524"), factories.office("乙", "152201")
    stranger, colleague = Client(), Client()
    stranger.force_login(editors.member(mine, editors.EDITOR, "stranger"))
    colleague.force_login(editors.member(other, editors.EDITOR, "colleague"))
    report = factories.published(region=factories.region("152201"))
    remark(colleague, report, text="内部的话")
    assert Comment.objects.count() == 1
    assert "内部的话" not in stranger.get(address(report), follow=True).content.decode()
    talk = Comment.objects.get()
    stranger.post(address(report, talk.pk, "answer"), {"text": "二"})
    assert not talk.answers.exists()
    assert "内部的话" not in home(stranger)


def test_readers_never_see_a_remark_and_it_ends_with_the_report(client, people):
    report = factories.published()
    remark(people["author"], report, text="内部的话")
    for public in (report.get_absolute_url(), f"/api/v1/articles/{report.pk}"):
        assert "内部的话" not in client.get(public, follow=True).content.decode()
    report.delete()
    assert not Comment.objects.exists()


def test_many_remarks_take_no_more_queries(people, article):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            people["author"].get(address(article))
        return len(asked)

    def more(number):
        for at in range(number):
            talk = article.comments.create(text=str(at), written_by=people["first"].user)
            talk.answers.create(article=article, text="答", written_by=people["author"].user)

    more(2)
    people["author"].get(address(article))
    few = queries()
    more(10)
    assert queries() == few
