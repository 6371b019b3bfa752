"""Nothing of a Word file is left out without saying, wherever the file keeps it."""

import io
import zipfile

import pytest

from articles.extraction import PageRefused
from articles.extraction.layout.lines import Page
from articles.extraction.parse import parse_page
from articles.extraction.readers import read_page
from tests.extraction.make_docx import paragraph, part, related

PROSE = "库伦旗坚持把民族团结进步创建作为重要抓手，与重点工作统筹谋划、同步推进，取得明显成效。"
NOTE = "数据由旗统计局提供，含农场500人。"
TEXT = paragraph("库伦旗民族团结进步工作总结", style="a") + paragraph(PROSE) * 2


def noted(data: bytes) -> dict[str, tuple[int, str]]:
    return {note.code: (note.count, note.excerpt) for note in read_page(data).notes}


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    "main", ["word/document.xml", "word/document2.xml", "/word/document2.xml", "/main/文.xml"]
)
def test_the_main_part_is_found_by_its_relation_whatever_its_name(main, strict):
    numbered = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>组织领导</w:t></w:r></w:p>"
    )
    page = read_page(related(TEXT + numbered, main=main, strict=strict))
    assert page.text.split("\n")[1:] == [PROSE, PROSE, "一、组织领导"]
    assert page.lines[0].heading == 1


def test_a_part_that_has_no_relation_to_the_document_is_not_read():
    data = related(TEXT, footnotes=part("footnotes", ""))
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/comments.xml", part("comments", f"<w:comment>{TEXT}</w:comment>"))
    assert noted(buffer.getvalue()) == {}


@pytest.mark.parametrize(("kind", "tag"), [("footnotes", "footnote"), ("endnotes", "endnote")])
def test_notes_stand_below_the_paragraph_that_refers_to_them(kind, tag, gazetteer):
    notes = (
        f'<w:{tag} w:type="separator" w:id="-1">{paragraph("线")}</w:{tag}>'
        f'<w:{tag} w:id="2">{paragraph(NOTE)}</w:{tag}>'
    )
    body = paragraph("标题：工作总结", f'<w:{tag}Reference w:id="2"/>') + TEXT
    page = read_page(related(body, **{kind: part(kind, notes)}))
    assert page.text.split("\n")[2:] == [PROSE, f"注1：{NOTE}", PROSE]
    body = TEXT + paragraph("一、抓服务") + paragraph(PROSE, f'<w:{tag}Reference w:id="2"/>')
    signed = paragraph("库伦旗民族事务委员会") + paragraph("2021年11月5日")
    report = parse_page(related(body + signed, **{kind: part(kind, notes)}), gazetteer=gazetteer)
    assert report.outline[-1].paragraphs[-1].quote == f"注1：{NOTE}"
    assert report.published.date.isoformat() == "2021-11-05"


def test_a_text_box_is_read_once():
    box = paragraph("库伦旗创建工作简报")
    choice = f"<mc:Choice><w:drawing><w:txbxContent>{box}</w:txbxContent></w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></mc:Fallback>"
    for inside in (choice + fallback, fallback, "<mc:Choice/>" + fallback):
        body = f"<w:p><w:r><mc:AlternateContent>{inside}</mc:AlternateContent></w:r></w:p>{TEXT}"
        assert read_page(related(body)).text.count("库伦旗创建工作简报") == 1


def test_the_text_of_headers_and_footers_is_noted_unless_it_says_nothing_more():
    header = part("hdr", paragraph("库伦旗民族事务委员会文件"))
    footer = part("ftr", paragraph("— 第 1 页 共 3 页 —") + paragraph("库伦旗民族团结进步工作总结"))
    assert noted(related(TEXT, header=header, footer=footer)) == {
        "page_edges": (1, "库伦旗民族事务委员会文件")
    }
    assert noted(related(TEXT, footer=footer)) == {}


@pytest.mark.parametrize(
    ("code", "inside"),
    [
        ("pictures", "<w:drawing><pic:pic/></w:drawing>"),
        ("pictures", "<w:pict><v:imagedata/></w:pict>"),
        ("objects", "<w:object><v:imagedata/></w:object>"),
        ("objects", "<w:drawing><c:chart/></w:drawing>"),
    ],
)
def test_pictures_and_objects_are_noted(code, inside):
    assert noted(related(TEXT + paragraph("见图。", inside))) == {code: (1, "")}


def test_comments_revisions_and_hidden_text_are_noted():
    comments = part("comments", f"<w:comment>{paragraph('数字待核。')}</w:comment>")
    changed = (
        "<w:p><w:ins><w:r><w:t>增加的话。</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>删去的话。</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的话。</w:t></w:r></w:p>"
    )
    data = related(TEXT + changed, comments=comments)
    assert noted(data) == {
        "comments": (1, "数字待核。"),
        "revisions": (2, "增加的话。"),
        "hidden_text": (1, "隐藏的话。"),
    }
    assert read_page(data).text.endswith("增加的话。")


def test_what_is_struck_out_is_noted_and_small_numbers_are_set_small():
    body = (
        '<w:p><w:r><w:t>改造120m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        "<w:t>2</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>，此句作废</w:t></w:r>"
        '<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>，保留。</w:t></w:r></w:p>'
    )
    data = related(body)
    assert read_page(data).text == "改造120m²，保留。"
    assert noted(data) == {"revisions": (1, "，此句作废")}


def test_formulas_and_signs_are_text():
    run = '<w:sym w:font="Wingdings" w:char="F0FC"/>'
    body = TEXT + paragraph("完成", run) + "<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>"
    assert read_page(related(body)).text.split("\n")[-2:] == ["完成✓", "a+b"]


def test_what_is_noted_is_a_problem_and_outlives_a_second_reading(gazetteer):
    page = read_page(related(TEXT + paragraph("见图。", "<w:drawing><pic:pic/></w:drawing>")))
    again = Page.from_dict(page.text, page.to_dict())
    report = parse_page(again, gazetteer=gazetteer)
    assert "1 张图片" in {item.code: item.message for item in report.problems}["pictures"]


@pytest.mark.parametrize(
    ("root", "named"), [("workbook", "Excel"), ("presentation", "PowerPoint"), ("other", "Office")]
)
def test_another_office_file_is_refused_by_name(root, named):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        relation = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r" Type="x/officeDocument" Target="xl/main.xml"/></Relationships>'
        )
        archive.writestr("_rels/.rels", relation)
        archive.writestr("xl/main.xml", f"<{root}/>")
    with pytest.raises(PageRefused) as caught:
        read_page(buffer.getvalue())
    assert (caught.value.code, named in caught.value.message) == ("not_docx", True)
