"""The screen on which an editor corrects what was read and saves it."""

import json
from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse

from articles.desk import raw_marks
from articles.extraction.layout.lines import Page
from articles.extraction.readers import read_page
from articles.importing import upload
from articles.models import Article, PendingImport
from tests import factories
from tests.import_pages import KULUN, form_data, hand_in

pytestmark = pytest.mark.django_db


CORPUS = settings.BASE_DIR / "tests" / "extraction" / "corpus"


def test_segments_are_the_text_cut_at_the_marks():
    text = "共创建6个示范单位、3个基地"
    marks = [raw_marks.Mark(3, 9, "honor-0", "honor"), raw_marks.Mark(3, 5, "figure-0", "figure")]
    cut = list(raw_marks.segments(text, marks))
    assert "".join(segment.text for segment in cut) == text
    assert [(segment.text, segment.keys) for segment in cut] == [
        ("共创建", ()),
        ("6个", ("honor-0", "figure-0")),
        ("示范单位", ("honor-0",)),
        ("、3个基地", ()),
    ]
    assert [key for segment in cut for key in segment.first_of] == ["honor-0", "figure-0"]


def test_a_pasted_page_is_reviewed_and_saved_as_a_draft(client, editor, places):
    response = hand_in(client, text=KULUN)
    pending = PendingImport.objects.get()
    assert response.url == pending.get_absolute_url()
    assert not Article.objects.exists()
    response = client.get(response.url)
    data = form_data(response)
    assert data["head-title"] == "通辽市库伦旗携手共筑民族团结进步亮丽风景线"
    assert data["head-region"] == "150524 内蒙古自治区 通辽市 库伦旗"
    response = client.post(response.wsgi_request.path, data)
    article = Article.objects.get()
    assert response.url == reverse(Article.snippet_viewset.get_url_name("edit"), args=[article.pk])
    assert not article.live
    assert article.measures.count() == 3
    assert article.latest_revision.user == editor
    assert not PendingImport.objects.exists()


def test_a_loss_is_saved_as_a_loss_and_a_range_is_told_to_the_editor(client, editor, places):
    page = (
        "库伦旗财政工作情况\n来源：旗财政局 2021-11-05\n\n"
        "库伦旗认真落实各项部署，财政运行总体平稳。\n\n"
        "2020年，全旗财政收支差额为-3.2亿元，补助标准为每户3至5万元，旗财政统筹安排。\n"
    )
    response = client.get(hand_in(client, text=page).url)
    assert "这里写的是范围或约数" in response.text
    client.post(response.wsgi_request.path, form_data(response))
    (figure,) = Article.objects.get().figures.all()
    assert (figure.name, figure.value, figure.unit) == ("全旗财政收支差额", Decimal("-3.2"), "亿元")


def test_what_the_editor_corrects_and_dismisses_is_what_is_saved(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    data["head-title"] = "更正后的标题"
    data["honors-0-name"] = "更正后的荣誉"
    data["honors-1-DELETE"] = "on"
    data["figures-0-quote"] = "11名少数民族特困儿童"
    client.post(page, data)
    article = Article.objects.get()
    assert article.title == "更正后的标题"
    names = [honor.name for honor in article.honors.all()]
    assert names[0] == "更正后的荣誉"
    assert len(names) == data["honors-INITIAL_FORMS"] - 1
    figure = article.figures.get(quote="11名少数民族特困儿童")
    assert KULUN.startswith(figure.quote, figure.offset)


def test_a_wrong_value_is_shown_at_its_field_and_nothing_is_lost(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    data |= {"head-title": "", "head-source": "我改过的来源", "figures-0-value": "很多"}
    response = client.post(page, data)
    content = response.content.decode()
    assert "有 2 处需要改正" in content
    assert "我改过的来源" in content
    assert "很多" in content
    assert not Article.objects.exists()
    assert PendingImport.objects.exists()


def test_an_ambiguous_place_is_refused_with_the_choices(client, editor, places):
    factories.region("152222", "科尔沁右翼中旗")
    factories.region("152222205", "巴彦茫哈苏木")
    factories.region("152222205200", "义勒力特嘎查")
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    response = client.post(page, data | {"head-region": "义勒力特嘎查"})
    assert "152222205200" in response.content.decode()
    assert not Article.objects.exists()


def test_furniture_can_be_taken_back_without_losing_corrections(client, editor, places):
    page = hand_in(client, text=KULUN).url
    response = client.get(page)
    furniture = next(part for part in response.context["parts"] if "furniture" in part)
    start, end = map(int, furniture["furniture"].split(":"))
    data = form_data(response) | {
        "head-source": "我填的来源",
        "take_back": f"{start}:{end}",
    }
    response = client.post(page, data)
    assert response.context["head"]["source"].value() == "我填的来源"
    parsed = PendingImport.objects.get().parsed
    kept = [s for s in parsed["spans"] if s["part"] == "furniture"]
    assert not any(s["start"] <= start < s["end"] for s in kept)


def test_taking_back_keeps_what_the_markup_said(client, editor, places):
    lines = [line.strip() for line in KULUN.splitlines() if line.strip()]
    title = lines.index("通辽市库伦旗携手共筑民族团结进步亮丽风景线")
    paragraphs = "".join(f"<p>{line}</p>" for line in lines[title + 1 :])
    page = (
        '<div class="nav"><a href="/">首页</a><a href="/a">要闻</a></div>'
        f"<h1>{lines[title]}</h1>{paragraphs}<h3>没有编号的小标题</h3><p>这一节的正文。</p>"
    )
    hand_in(client, markup=page, text=page)
    pending = PendingImport.objects.get()
    headings = [row["heading"] for row in pending.parsed["outline"]]
    span = next(each for each in pending.parsed["spans"] if each["part"] == "furniture")
    upload.take_back(pending, span["start"], span["end"])
    again = PendingImport.objects.get()
    assert again.parsed["media"] == "html"
    assert set(headings) <= {row["heading"] for row in again.parsed["outline"]}
    kept = [each for each in again.parsed["spans"] if each["part"] == "furniture"]
    assert not any(each["start"] <= span["start"] < each["end"] for each in kept)


@pytest.mark.parametrize("name", sorted(path.name for path in CORPUS.glob("*.[hdt]*")))
def test_a_page_kept_as_plain_data_is_the_same_page(name):
    page = read_page((CORPUS / name).read_bytes())
    again = Page.from_dict(page.text, json.loads(json.dumps(page.to_dict())))
    assert again == page


def test_a_paragraph_can_be_left_out_and_taken_back(client, editor, places):
    page = hand_in(client, text=KULUN).url
    response = client.get(page)
    before = PendingImport.objects.get().parsed
    part = [part for part in response.context["parts"] if "body" in part][-1]
    text = "".join(segment.text for segment in part["segments"])
    data = form_data(response) | {"head-source": "我填的来源"}
    response = client.post(page, data | {"leave_out": part["body"]})
    assert response.context["head"]["source"].value() == "我填的来源"
    (out,) = [
        each
        for each in response.context["parts"]
        if "furniture" in each and each["text"].strip() == text.strip()
    ]
    parsed = PendingImport.objects.get().parsed
    assert text.strip() not in json.dumps(parsed["outline"], ensure_ascii=False)
    client.post(page, form_data(response) | {"take_back": out["furniture"]})
    after = PendingImport.objects.get().parsed
    assert after["outline"] == before["outline"]
    assert after["closing"] == before["closing"]


def test_not_everything_can_be_left_out(client, editor, places):
    page = hand_in(client, text=KULUN).url
    response = client.get(page)
    for _ in range(40):
        bodies = [part["body"] for part in response.context["parts"] if "body" in part]
        response = client.post(page, form_data(response) | {"leave_out": bodies[0]})
        if "没有改动" in response.content.decode():
            break
    assert "没有改动" in response.content.decode()
    parsed = PendingImport.objects.get().parsed
    assert parsed["lead"] or parsed["outline"]


@pytest.mark.parametrize("act", ["save", "discard"])
def test_what_is_done_while_the_page_is_read_again_stays_done(
    client, editor, places, monkeypatch, act
):
    page = hand_in(client, text=KULUN).url
    response = client.get(page)
    data = form_data(response)
    part = next(each for each in response.context["parts"] if each.get("body"))
    read = upload.Reader.read

    def read_slowly(*args, **options):
        client.post(page, data | {"discard": ""} if act == "discard" else data)
        return read(*args, **options)

    monkeypatch.setattr(upload.Reader, "read", read_slowly)
    answer = client.post(page, data | {"leave_out": part["body"]}, follow=True)
    said = {"save": "没有再存一份", "discard": "这份导入已被放弃"}[act]
    assert said in answer.text
    assert not PendingImport.objects.waiting().exists()
    assert Article.objects.count() == (act == "save")


def test_a_made_up_span_changes_nothing(client, editor, places):
    page = hand_in(client, text=KULUN).url
    before = PendingImport.objects.get().parsed
    for span in ("0:5", "x", "-1:99", "", "²:5", "9" * 5000):
        for decision in ("take_back", "leave_out"):
            data = form_data(client.get(page)) | {decision: span}
            assert client.post(page, data).status_code == 200
    assert PendingImport.objects.get().parsed == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("head-views", str(10**30)),
        ("figures-0-growth_percent", "123456789"),
        ("honors-0-year", "1"),
    ],
)
def test_a_number_out_of_range_is_refused_at_its_field(client, editor, places, field, value):
    page = hand_in(client, text=KULUN).url
    response = client.post(page, form_data(client.get(page)) | {field: value})
    assert "有 1 处需要改正" in response.content.decode()
    assert not Article.objects.exists()
