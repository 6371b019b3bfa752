"""Reports in traditional Mongolian come in whole, stand in upright columns and are found."""

import io

import docx as python_docx
import pytest
from django.urls import reverse
from lxml import html as lxml_html

from articles.models import Article, PendingImport
from tests import factories
from tests.import_pages import form_data, hand_in
from unityreports.site import fonts, richtext

pytestmark = pytest.mark.django_db

# With the blank that ties endings to their word, the one before a last vowel, and a chosen form.
TITLE = (
    "ᠬᠥᠷᠢᠶ\u180eᠡ ᠬᠣᠰᠢᠭᠤᠨ\u202fᠳᠤ ᠦᠨᠳᠦᠰᠦᠲᠡᠨ\u202fᠦ ᠪᠦᠯᠬᠦᠮᠳᠡᠯ"
    " ᠳᠡᠪᠰᠢᠯᠲᠡ\u202fᠶᠢᠨ ᠠᠵᠢᠯ\u202fᠢ ᠭᠦᠨᠵᠡᠭᠡᠶᠢᠷᠡᠭᠦᠯᠪᠡ"
)
PARAGRAPHS = [
    (
        "ᠬᠦᠮᠦᠨ ᠪᠦᠷ ᠲᠥᠷᠥᠵᠦ ᠮᠡᠨᠳᠡᠯᠡᠬᠦ ᠡᠷᠬᠡ ᠴᠢᠯᠥᠭᠡ ᠲᠡᠢ᠂ ᠠᠳᠠᠯᠢᠬᠠᠨ ᠨᠡᠷ\u180eᠡ ᠲᠥᠷᠥ ᠲᠡᠢ᠂"
        " ᠢᠵᠢᠯ ᠡᠷᠬᠡ ᠲᠡᠢ ᠪᠠᠢᠠᠭ᠃"
    ),
    (
        "2022 ᠣᠨ\u202fᠤ 3 ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ 15\u202fᠤ ᠡᠳᠦᠷ᠂ 库伦旗\u202fᠤᠨ ᠬᠤᠷᠠᠯ ᠨᠡᠭᠡᠭᠡᠪᠡ᠂ "
        "120 ᠬᠦᠮᠦᠨ ᠣᠷᠤᠯᠴᠠᠪᠠ᠃"
    ),
    (
        "ᠮᠠᠯᠴᠢᠨ ᠠᠷᠠᠳ\u202fᠤᠨ ᠠᠮᠢᠳᠤᠷᠠᠯ ᠰᠠᠶᠢᠵᠢᠷᠠᠵᠤ᠂ ᠣᠯᠠᠨ ᠠᠷᠠᠳ"
        " ᠨᠢᠭᠡᠨ ᠰᠡᠳᠭᠢᠯ\u202fᠢᠶᠡᠷ ᠭᠠᠭᠴᠠ\u180b ᠪᠠᠶᠢᠨ\u180eᠠ᠃"
    ),
]
SECTION = "ᠨᠢᠭᠡ᠂ ᠤᠳᠤᠷᠢᠳᠤᠯᠭ\u180eᠠ\u202fᠶᠢ ᠴᠢᠩᠭᠠᠳᠬᠠᠬᠤ"
CHINESE = "库伦旗统战部负责人表示，今后将继续做好民族团结进步创建工作，为各族群众办实事。"


def pasted() -> dict:
    return {"text": "\n".join([TITLE, "2022-03-15", *PARAGRAPHS])}


def page(paragraphs, title: str = TITLE) -> dict:
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    html = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
        f"<div>2022-03-15 来源：库伦旗统战部</div><div id='zoom'>{text}</div></body></html>"
    )
    return {"text": html}


def word_file() -> dict:
    document = python_docx.Document()
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph("2022 ᠣᠨ\u202fᠤ 3 ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ 15\u202fᠤ ᠡᠳᠦᠷ")
    for each in PARAGRAPHS:
        document.add_paragraph(each)
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    file.name = "报告.docx"
    return {"files": file}


def confirmed(client, **data) -> Article:
    hand_in(client, **data)
    address = reverse("import_review", args=[PendingImport.objects.get().pk])
    client.post(address, form_data(client.get(address)) | {"then": "draft"})
    return Article.objects.get()


def text_of(article) -> str:
    parts = [article.lead, *(each.body for each in article.measures.all()), article.closing]
    return "\n".join(filter(None, map(richtext.to_text, parts)))


def published(article) -> Article:
    article.region, article.channel = factories.region("150524"), factories.channel()
    article.published_at = article.published_at or factories.china(2022, 3, 15)
    article.save_revision().publish()
    return article


@pytest.mark.parametrize("source", [pasted, lambda: page(PARAGRAPHS), word_file])
def test_a_report_in_mongolian_keeps_title_day_and_every_character(client, editor, places, source):
    article = confirmed(client, **source())
    assert article.title == TITLE
    assert article.published_date.isoformat() == "2022-03-15"
    assert article.language == "mn-Mong"
    assert text_of(article).split("\n") == PARAGRAPHS
    assert not any(each.heading for each in article.measures.all())
    assert not article.honors.exists()
    assert not article.figures.exists()
    assert {each.name for each in article.places.all()} == {"库伦旗"}


def test_the_review_says_that_facts_are_read_from_chinese_only(client, editor, places):
    hand_in(client, **page([*PARAGRAPHS, CHINESE]))
    (problem,) = (
        each
        for each in PendingImport.objects.get().parsed["problems"]
        if each["code"] == "mongolian"
    )
    address = reverse("import_review", args=[PendingImport.objects.get().pk])
    assert problem["message"] in client.get(address).text


def test_headings_of_a_page_in_mongolian_are_those_that_it_sets_as_such(client, editor, places):
    marked = f"{PARAGRAPHS[0]}</p><h2>{SECTION}</h2><p>{PARAGRAPHS[1]}"
    article = confirmed(client, **page([marked, "ᠬᠥᠷᠢᠶ\u180eᠡ ᠬᠣᠰᠢᠭᠤ", PARAGRAPHS[2]]))
    assert [each.heading for each in article.measures.all()] == [SECTION]


def test_mongolian_amid_chinese_stands_in_columns_of_its_own(client, editor, places):
    title = "库伦旗民族团结进步工作总结"
    article = confirmed(client, **page([CHINESE, *PARAGRAPHS[:2], f"又，{CHINESE}"], title))
    assert article.language == "zh-Hans"
    address = published(article).get_absolute_url()
    tree = lxml_html.document_fromstring(client.get(address).content.decode())
    (columns,) = tree.xpath("//div[@class='upright']")
    assert (columns.get("lang"), columns.get("tabindex")) == ("mn-Mong", "0")
    assert [each.text_content() for each in columns.xpath("p")] == PARAGRAPHS[:2]
    assert tree.xpath("//div[contains(@class, 'text')]/@lang") == []


def test_chinese_in_a_report_in_mongolian_is_named_as_such(client, editor, places):
    article = published(confirmed(client, **page([*PARAGRAPHS, CHINESE])))
    tree = lxml_html.document_fromstring(client.get(article.get_absolute_url()).content.decode())
    assert tree.xpath("//div[contains(@class, 'text')]/@lang") == ["mn-Mong"]
    (paragraph,) = tree.xpath("//p[@lang='zh-Hans']")
    assert paragraph.text_content() == CHINESE
    listed = lxml_html.document_fromstring(client.get("/articles/").content.decode())
    assert PARAGRAPHS[0][:40] in listed.xpath("//p[@class='teaser']")[0].text_content()


def test_a_mongolian_word_is_found_with_or_without_its_chosen_form(client, editor, places):
    published(confirmed(client, **page(PARAGRAPHS)))
    for typed in ("ᠪᠠᠶᠢᠨ\u180eᠠ", "ᠭᠠᠭᠴᠠ\u180b", "ᠭᠠᠭᠴᠠ", "ᠰᠡᠳᠭᠢᠯ"):
        assert TITLE in client.get("/search/", {"q": typed}).text
    assert TITLE not in client.get("/search/", {"q": "ᠭᠠᠭ"}).text


def test_without_a_mongolian_font_pdf_names_the_one_command(client, monkeypatch):
    monkeypatch.setattr(fonts, "_known", {})
    monkeypatch.setattr(
        fonts, "_has", lambda letters, path: letters == "民族团结进步" and "CJK" in path.name
    )
    report = factories.published(TITLE, lead=f"<p>{PARAGRAPHS[0]}</p>")
    response = client.get(reverse("report_pdf", args=[report.pk]))
    assert response.status_code == 503
    assert "apt-get install fonts-noto-core" in response.text
