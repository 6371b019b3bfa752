"""A report as a Word file and as PDF."""

import re
import shutil
import subprocess

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from articles.models import Article
from tests import editors, factories
from tests.papers import papers
from unityreports.site import fonts

A4 = (595, 842)
TABLE = (
    "<table><caption>示范单位</caption><thead><tr><th>地区</th><th>个数</th></tr></thead>"
    '<tbody><tr><td rowspan="2">库伦旗</td><td>3</td></tr><tr><td>4</td></tr></tbody></table>'
)


def everything() -> Article:
    """Return a report with something of each kind in it."""
    return factories.published(
        "乌兰浩特市民族团结进步工作<报告>",
        subtitle="以“五个抓手”为例",
        source="盟民委",
        source_url="https://example.org/1.html",
        lead="<p>全市获得6个<b>示范单位</b>称号，投入10万元，制定《实施方案》。</p>",
        measures=[
            {"heading": "抓宣传教育", "body": "<p>#正文* $x$</p><ol><li>甲</li><li>乙</li></ol>"},
            {"heading": "进校园。", "level": 2, "body": TABLE},
            {"heading": "二、抓经济", "body": "<ol><li>丙<ul><li>丁</li></ul></li></ol>"},
        ],
        honors=[{"name": "示范单位", "quote": "6个示范单位", "level": "national"}],
        figures=[{"quote": "投入10万元"}],
        documents=[{"quote": "制定《实施方案》"}],
        places=[{"quote": "全市"}],
    )


@pytest.fixture(scope="module")
def report(module_db):
    return everything()


@pytest.fixture
def download(report):
    def get(kind: str, **query):
        return Client().get(reverse(f"report_{kind}", args=[report.pk]), query)

    return get


def test_word_has_the_title_and_the_outline_as_headings(download):
    assert papers.headings(papers.word(download("docx"))) == [
        ("Heading 1", "乌兰浩特市民族团结进步工作<报告>"),
        ("Heading 2", "一、抓宣传教育"),
        ("Heading 3", "（一）进校园。"),
        ("Heading 2", "二、抓经济"),  # its own number, and no second one
    ]


def test_word_keeps_table_lists_and_source(download):
    document = papers.word(download("docx"))
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["地区", "个数"],
        ["库伦旗", "3"],
        ["库伦旗", "4"],
    ]
    assert table.rows[0]._tr.trPr.find(papers.qn("w:tblHeader")) is not None
    numbered = [each for each in document.paragraphs if each.style.name == "List Number"]
    assert [each.text for each in numbered] == ["甲", "乙", "丙"]
    first, second, third = (each._p.pPr.numPr.numId.val for each in numbered)
    assert first == second != third  # the second list begins with 1 again
    lines = [each.text for each in document.paragraphs]
    assert "来源：盟民委　2020年7月7日" in lines
    assert "原文网址：https://example.org/1.html" in lines
    assert "——以“五个抓手”为例" in lines


def test_word_is_set_as_offices_set_their_papers(download):
    document = papers.word(download("docx"))
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [210, 297]
    assert [round(each.mm) for each in sides] == [37, 35, 28, 26]
    body = document.styles["Text"]
    assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28)
    assert body.font.name == "仿宋"
    assert document.styles["Heading 1"].font.name == "方正小标宋简体"
    assert "PAGE" in section.footer._element.xml


def test_evidence_stands_in_footnotes_only_if_wished(download):
    assert papers.notes(papers.word(download("docx"))) == []
    assert papers.notes(papers.word(download("docx", notes="on"))) == [
        "荣誉（已获得）：示范单位，国家级",
        "数据：投入 10万元",
        "文献：《实施方案》",
    ]
    assert "数据：投入10万元" in papers.text(papers.pdf(download("pdf", notes="on")))
    assert "数据：投入10万元" not in papers.text(papers.pdf(download("pdf")))


def test_pdf_is_tagged_and_has_bookmarks_and_page_numbers(download):
    document = papers.pdf(download("pdf"))
    assert tuple(round(each) for each in document[0].get_size()) == A4
    assert document.is_tagged()
    assert papers.bookmarks(document) == [
        (0, "乌兰浩特市民族团结进步工作<报告>"),
        (1, "一、抓宣传教育"),
        (2, "（一）进校园。"),
        (1, "二、抓经济"),
    ]
    assert document.get_metadata_dict()["Title"] == "乌兰浩特市民族团结进步工作<报告>"
    text = papers.text(document)
    assert "—1—" in text
    assert "#正文*$x$" in text  # nothing of a report is taken for markup
    assert "库伦旗" in text


def test_the_other_form_is_smaller(download):
    document = papers.word(download("docx", form="reading"))
    assert document.styles["Text"].font.size.pt == 12


def test_the_same_report_is_the_same_file_and_is_sent_once(download, report):
    first = download("pdf")
    assert first.content == download("pdf").content
    assert download("docx").content == download("docx").content
    again = Client().get(
        reverse("report_pdf", args=[report.pk]), headers={"If-None-Match": first["ETag"]}
    )
    assert again.status_code == 304


def test_a_file_is_named_after_its_report(download):
    assert "%E4%B9%8C%E5%85%B0%E6%B5%A9%E7%89%B9" in download("pdf")["Content-Disposition"]


def test_wishes_that_mean_nothing_are_refused(download):
    response = download("docx", form="小报", colour="red")
    assert response.status_code == 400
    assert "colour" in response.content.decode()


def test_word_opens_in_libreoffice(download, tmp_path):
    given = tmp_path / "report.docx"
    given.write_bytes(download("docx", notes="on").content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [shutil.which("soffice"), "--headless", profile, "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, tmp_path, given], check=True, capture_output=True, timeout=120)
    text = papers.text(papers.pypdfium2.PdfDocument(tmp_path / "report.pdf"))
    for words in ("一、抓宣传教育", "库伦旗", "荣誉（已获得）：示范单位", "—1—"):
        assert words in text


@pytest.mark.django_db
def test_pictures_go_along_with_what_is_on_them(client):
    image = get_image_model().objects.create(
        title="合影", file=get_test_image_file(filename="photo.png", size=(640, 480))
    )
    shown = factories.figure(image, "赛马", "图1 那达慕")
    report = factories.published(
        image=image,
        image_alt="代表合影",
        lead=f"<p>甲</p>{shown}<p>乙</p>",
        honors=[{"quote": "图1 那达慕"}],
    )
    document = papers.word(client.get(reverse("report_docx", args=[report.pk]), {"notes": "on"}))
    described = [each._inline.docPr.get("descr") for each in document.inline_shapes]
    assert described == ["代表合影", "赛马"]
    lines = [each.text for each in document.paragraphs]
    assert lines[lines.index("甲") :][:4] == ["甲", "", "图1 那达慕", "乙"]
    content = client.get(reverse("report_pdf", args=[report.pk])).content
    assert re.search(rb"/Subtype\s*/Image", content)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_editors_get_the_newest_version_marked_as_a_draft(client, kind):
    report = factories.published("公开的标题")
    report.title = "改过的标题"
    report.save_revision()
    client.force_login(editors.user(editors.EDITOR))
    response = client.get(reverse(f"draft_{kind}", args=[report.pk]))
    if kind == "docx":
        document = papers.word(response)
        text = document.paragraphs[0].text + document.sections[0].header.paragraphs[0].text
    else:
        text = papers.text(papers.pdf(response))
    assert "改过的标题" in text
    assert "草稿" in text
    assert "no-store" in response["Cache-Control"]
    public = papers.word(client.get(reverse("report_docx", args=[report.pk])))
    assert public.paragraphs[0].text == "公开的标题"
    assert public.sections[0].header.paragraphs[0].text == ""


@pytest.mark.django_db
def test_the_editing_screen_leads_to_the_files_and_so_does_the_page(client):
    report = factories.published()
    assert reverse("report_pdf", args=[report.pk]) in client.get(f"/articles/{report.pk}/").text
    client.force_login(editors.user(editors.EDITOR))
    screen = client.get(editors.url("edit", report.pk)).content.decode()
    assert reverse("draft_docx", args=[report.pk]) in screen


@pytest.mark.django_db
def test_without_a_chinese_font_pdf_says_how_to_get_one_and_word_works(client, monkeypatch):
    monkeypatch.setattr(fonts, "_SYSTEM", ())
    monkeypatch.setattr(fonts, "_known", {})
    report = factories.published()
    response = client.get(reverse("report_pdf", args=[report.pk]))
    assert response.status_code == 503
    assert "apt-get install fonts-noto-cjk" in response.content.decode()
    papers.word(client.get(reverse("report_docx", args=[report.pk])))
    client.force_login(editors.user(editors.EDITOR))
    said = client.get(reverse("draft_pdf", args=[report.pk]), follow=True)
    assert "apt-get install fonts-noto-cjk" in said.content.decode()
