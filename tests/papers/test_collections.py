"""Reports of a list as one file: ordered, made in the background, private, gone after a while."""

import datetime
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, PaperOrder
from articles.papers import orders
from tests import editors, factories
from tests.papers import papers
from unityreports import scheduling

pytestmark = pytest.mark.django_db
HOLDER = (
    "import sys, time; from pathlib import Path; from unityreports.site.holds import held\n"
    "with held(Path(sys.argv[1])) as ours: print(ours, flush=True); time.sleep(600)"
)
WISHES = {"title": "兴安盟汇编", "kind": "docx", "form": "official"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def reports():
    for _ in range(3):
        factories.published(measures=[{"heading": "抓宣传教育"}])
    return list(Article.objects.newest_first())


def order(query: str = "", **wishes) -> str:
    """Order as a reader; return the address of the order."""
    response = Client().post(f"/papers/{query}", WISHES | wishes)
    assert response.status_code == 302, response.content.decode()
    return response.url


def fetch(address: str):
    """Return the answer with the file of an order."""
    return Client().get(f"{address}file/")


def test_a_reader_orders_a_list_and_gets_cover_contents_and_reports_in_its_order(reports):
    address = order()
    waiting = Client().get(address)
    assert "等待制作" in waiting.content.decode()
    assert waiting["Refresh"]
    orders.work()
    done = Client().get(address)
    assert "Refresh" not in done
    document = papers.word(fetch(address))
    lines = [each.text for each in document.paragraphs]
    titles = [each.title for each in reports]
    assert lines[0] == "兴安盟汇编"
    assert lines[1] == "共 3 篇"
    assert [text for style, text in papers.headings(document) if style == "Heading 1"] == titles
    contents = lines[lines.index("目录") + 1 :][:3]
    assert [line.split("\t")[0] for line in contents] == titles


def test_a_pdf_of_many_has_a_cover_contents_with_pages_and_bookmarks(reports):
    address = order(kind="pdf")
    orders.work()
    document = papers.pdf(fetch(address))
    assert document.is_tagged()
    first = [title for level, title in papers.bookmarks(document) if level == 0]
    assert first == [each.title for each in reports]
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert pages[0].startswith("兴安盟汇编共3篇")
    for number, report in enumerate(reports, start=1):
        assert report.title in pages[1]
        (at,) = [at for at, text in enumerate(pages[2:]) if report.title in text]
        assert f"—{number}—" in pages[at + 2]


def test_the_filters_of_the_list_hold(reports):
    other = factories.published(region=factories.region("150524"))
    listed = Client().get("/articles/?region=150524").content.decode()
    assert "/papers/?region=150524" in listed
    order("?region=150524")
    assert PaperOrder.objects.get().reports == [other.pk]


def test_hidden_reports_are_never_in_it(reports):
    hidden = factories.draft("秘而未宣")
    address = order()
    reports[0].unpublish()
    orders.work()
    document = papers.word(fetch(address))
    text = "".join(each.text for each in document.paragraphs)
    assert hidden.title not in text
    assert reports[0].title not in text
    assert "1 篇没有公开，未编入" in Client().get(address).content.decode()


@pytest.mark.parametrize("change", ["unpublish", "publish"])
def test_a_file_goes_when_one_of_its_reports_is_changed_or_withdrawn(
    reports, change, django_capture_on_commit_callbacks
):
    address = order()
    orders.work()
    (file,) = orders.folder().iterdir()
    assert fetch(address).status_code == 200
    if change == "unpublish":
        reports[1].unpublish()
    else:
        reports[1].title = "改过的标题"
        reports[1].save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        assert fetch(address).status_code == 410
    assert not file.exists()
    assert Client().get(address).status_code == 404


def test_too_many_at_once_are_refused_with_what_to_do(reports, monkeypatch):
    monkeypatch.setattr(orders, "MOST_OF_READERS", 2)
    response = Client().post("/papers/", WISHES)
    assert "请先用地区、年份、主题缩小范围" in response.content.decode()
    assert not PaperOrder.objects.exists()


def test_readers_cannot_pile_up_orders_without_end(reports, monkeypatch):
    monkeypatch.setattr(orders, "MOST_WAITING", 1)
    order()
    response = Client().post("/papers/", WISHES)
    assert response.status_code == 503
    assert "请稍后再试" in response.content.decode()
    assert WISHES["title"] in response.content.decode()  # what was typed is still there


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"kind": "exe"}, {"form": ""}, {"title": "长" * 101}]
)
def test_nonsense_is_said_at_the_field_and_orders_nothing(reports, wrong):
    response = Client().post("/papers/", WISHES | wrong)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not PaperOrder.objects.exists()


def test_what_cannot_be_made_says_why(reports, monkeypatch):
    monkeypatch.setattr(orders, "_LIMITS", orders.child.Limits(10**9, 30, 1000))
    address = order()
    orders.work()
    said = Client().get(address).content.decode()
    assert "没有做成" in said
    assert "请少选一些报告再试" in said


def test_an_order_whose_maker_was_lost_is_made_again_but_not_for_ever(reports):
    address = order()
    long_ago = timezone.now() - datetime.timedelta(hours=1)
    lost = {"state": "working", "touched_at": long_ago}
    PaperOrder.objects.update(attempts=1, **lost)
    orders.work()
    assert fetch(address).status_code == 200
    PaperOrder.objects.update(attempts=2, **lost)
    orders.work()
    assert "制作时服务器中断" in Client().get(address).content.decode()


def test_an_order_whose_maker_just_died_is_made_again_at_once(reports):
    address = order()
    PaperOrder.objects.update(state="working", attempts=1, touched_at=timezone.now())
    hold = orders.folder() / f"{PaperOrder.objects.get().token}.making"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(hold)], cwd=settings.BASE_DIR, stdout=subprocess.PIPE
    ) as maker:
        try:
            assert maker.stdout.readline() == b"True\n"
            assert not orders.waiting().exists()
            # Silent for long, but at work here: its order is left to it, and the next one made.
            PaperOrder.objects.update(touched_at=timezone.now() - datetime.timedelta(hours=1))
            other = order()
            orders.work()
            assert fetch(other).status_code == 200
            assert PaperOrder.objects.earliest("pk").state == "working"
        finally:
            maker.kill()
    PaperOrder.objects.filter(state="working").update(touched_at=timezone.now())
    orders.work()
    assert fetch(address).status_code == 200
    assert not hold.exists()


def test_orders_and_their_files_are_kept_for_some_days(reports, django_capture_on_commit_callbacks):
    order()
    orders.work()
    scheduling.run_due()
    (file,) = orders.folder().iterdir()
    PaperOrder.objects.update(created_at=timezone.now() - orders.KEPT_FOR)
    with django_capture_on_commit_callbacks(execute=True):
        scheduling.run_due()
    assert not file.exists()
    assert not PaperOrder.objects.exists()


def ask_on_the_desk(client, rows, **wishes):
    return client.post(
        "/admin/bulk/articles/article/paper/",
        WISHES | {"rows": ",".join(str(each.pk) for each in rows)} | wishes,
    )


def test_an_editor_makes_a_collection_of_chosen_drafts_and_nobody_else_gets_it(client, reports):
    draft = factories.draft("还没有公开的报告")
    client.force_login(editors.user(editors.EDITOR))
    asked = client.get("/admin/bulk/articles/article/paper/", {"id": [draft.pk, reports[0].pk]})
    assert "开始制作（2 篇）" in asked.content.decode()
    response = ask_on_the_desk(client, [draft, reports[0]], drafts="on")
    assert response.url == reverse("paper_orders")
    assert "等待制作" in client.get(response.url).content.decode()
    orders.work()
    made = PaperOrder.objects.get()
    document = papers.word(client.get(reverse("paper_file", args=[made.pk])))
    assert draft.title in [text for _, text in papers.headings(document)]
    assert document.sections[0].header.paragraphs[0].text == "草稿"
    assert Client().get(f"/papers/{made.token}/").status_code == 404
    client.force_login(editors.user(editors.REVIEWER))
    assert client.get(reverse("paper_file", args=[made.pk])).status_code == 404
    assert made.title not in client.get(reverse("paper_orders")).content.decode()


def test_without_drafts_an_editors_collection_leaves_out_what_is_not_public(
    client, reports, django_capture_on_commit_callbacks
):
    client.force_login(editors.user(editors.EDITOR))
    ask_on_the_desk(client, [factories.draft(), reports[0]])
    orders.work()
    assert "1 篇没有公开，未编入" in client.get(reverse("paper_orders")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("paper_remove", args=[PaperOrder.objects.get().pk]))
    assert not PaperOrder.objects.exists()
    assert not list(orders.folder().iterdir())


@pytest.mark.parametrize("step", ["_composed", "_cover"])
def test_an_order_that_is_removed_while_it_is_made_leaves_no_file_and_stops_no_other(
    client, reports, monkeypatch, django_capture_on_commit_callbacks, step
):
    client.force_login(editors.user(editors.EDITOR))
    ask_on_the_desk(client, reports)
    first, real = PaperOrder.objects.get(), getattr(orders, step)

    def removed_meanwhile(order, *others):
        if order.pk == first.pk:
            PaperOrder.objects.filter(pk=first.pk).update(
                created_at=timezone.now() - orders.KEPT_FOR
            )
            with django_capture_on_commit_callbacks(execute=True):
                scheduling.run_due()
        return real(order, *others)

    monkeypatch.setattr(orders, step, removed_meanwhile)
    ask_on_the_desk(client, reports)
    orders.work()
    assert [each.state for each in PaperOrder.objects.all()] == ["done"]
    assert [file.stem for file in orders.folder().iterdir()] == [PaperOrder.objects.get().token]


def test_an_editor_of_one_office_gets_no_drafts_of_another(client):
    own = factories.draft(region=factories.region("152201"))
    of_another = factories.draft("别处的草稿", region=factories.region("150524"))
    factories.office("库伦旗委统战部", "150524")
    client.force_login(editors.member(factories.office(), editors.EDITOR, "wu"))
    ask_on_the_desk(client, [own, of_another], drafts="on")
    orders.work()
    made = PaperOrder.objects.get()
    document = papers.word(client.get(reverse("paper_file", args=[made.pk])))
    titles = [text for style, text in papers.headings(document) if style == "Heading 1"]
    assert titles == [own.title]
    assert client.get(reverse("draft_docx", args=[own.pk])).status_code == 200
    assert client.get(reverse("draft_docx", args=[of_another.pk])).status_code == 404


def test_an_editors_collection_is_made_before_those_that_readers_ordered_earlier(client, reports):
    order()
    client.force_login(editors.user(editors.REVIEWER))
    for _ in range(2):
        ask_on_the_desk(client, reports)
    reader, first, second = PaperOrder.objects.order_by("pk")
    assert reader.owner is None
    assert list(orders.waiting()) == [first, second, reader]
