"""Remarks, deleted words, drawings: what a page's markup holds that is not the report's text."""

import pytest

from articles.extraction.parse import parse_page

TITLE = "库伦旗开展民族团结进步宣传月活动"
LEAD = "近年来，全旗扎实开展民族团结进步创建工作，各族群众交往交流交融不断加深，取得明显成效。"
MORE = "全旗培训干部430人次，调解纠纷57件，各族群众互帮互助。"
# As Word leaves it on the clipboard.
WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:View/></xml><![endif]-->
<style><!-- p.MsoNormal {{mso-style-unhide:no;}} --></style></head><body lang=ZH-CN>
<!--StartFragment--><p class=MsoTitle>{TITLE}<span lang=EN-US><o:p></o:p></span></p>
<p class=MsoNormal>{LEAD}<ins cite="mailto:a" datetime="2022-01-01T00:00"></ins></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:黑体'><span style='mso-list:Ignore'>一、<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]><b>抓创建</b></p>
<p class=MsoNormal>{MORE}<del cite="mailto:a">此句已删。</del><a class=msocomanchor id="_anchor_1"
href="#_msocom_1">[a1]</a></p>
<table class=MsoTableGrid border=1><tr><td rowspan=3><p>库伦镇</p></td><td><p>示范村</p></td></tr>
<tr><td><p>示范校</p></td></tr>
<![if !supportMisalignedColumns]><tr height=0><td width=138></td></tr>
<![endif]></table>
<div style='mso-element:comment-list'><div style='mso-element:comment'><div id="_com_1"
class=msocomtxt><p class=MsoCommentText>领导批注：这里再核实</p></div></div><div
style='mso-element:comment'><p class=MsoCommentText>第二条批注</p></div></div>
<!--EndFragment--></body></html>"""


def report_of(inside: str, gazetteer):
    page = f"<html><body><h1>{TITLE}</h1><p>{LEAD}</p>{inside}<p>{MORE}</p></body></html>"
    return parse_page(page, gazetteer=gazetteer)


def problems(report) -> dict[str, str]:
    return {each.code: each.message for each in report.problems}


def test_remarks_and_deleted_words_of_word_are_named_and_no_text(gazetteer):
    report = parse_page(WORD, gazetteer=gazetteer)
    assert [row.heading.quote for row in report.outline] == ["一、抓创建"]
    assert report.outline[0].paragraphs[0].quote == MORE
    for word in ("批注", "a1", "已删"):
        assert word not in report.raw_text
    assert "2 条批注" in problems(report)["comments"]
    assert "1 处修订" in problems(report)["revisions"]
    (table,) = report.tables
    assert [[(cell.text, cell.rows) for cell in row] for row in table.rows] == [
        [("库伦镇", 2), ("示范村", 1)],
        [("示范校", 1)],
    ]


def test_remarks_of_google_docs_are_named_and_no_text(gazetteer):
    marked = '<p>全旗氛围浓厚。<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>'
    remark = (
        '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>领导：再核实一下。</span></p></div>'
    )
    report = report_of(f"{marked}{remark}<p>各项工作扎实推进，成效明显。</p>", gazetteer)
    assert "领导" not in report.raw_text
    assert "[a]" not in report.raw_text
    assert "各项工作扎实推进，成效明显。" in report.raw_text
    assert "1 条批注" in problems(report)["comments"]


@pytest.mark.parametrize(
    "struck",
    [
        "<s>此句作废。</s>",
        "<strike>此句作废。</strike>",
        "<del>此句作废。</del>",
        '<span style="color:red;text-decoration: line-through">此句作废。</span>',
    ],
)
def test_what_is_struck_out_is_named_and_no_text(struck, gazetteer):
    report = report_of(f"<p>全旗氛围浓厚，{struck}工作扎实。</p>", gazetteer)
    assert "全旗氛围浓厚，工作扎实。" in report.raw_text
    assert "作废" not in report.raw_text
    assert "划掉" in problems(report)["revisions"]


@pytest.mark.parametrize(
    "drawing",
    [
        "<svg><path d='M0 0'>",
        "<p>图<svg viewBox='0 0 1 1'><g><circle r=1>",
        "<div><svg><use href='#a'></div>",
        "<svg><title>图标</title><path>",
        "<math><mi>",
    ],
)
def test_a_drawing_that_is_never_closed_takes_no_text_along(drawing, gazetteer):
    assert MORE in report_of(drawing, gazetteer).raw_text


def test_text_that_is_set_in_a_drawing_is_text(gazetteer):
    drawing = (
        "<svg><rect/><foreignObject><div><p>图中的一段话，各族群众守望相助。</p></div>"
        "</foreignObject><path d='M0'/></svg>"
    )
    report = report_of(drawing, gazetteer)
    assert "图中的一段话，各族群众守望相助。" in report.raw_text
    assert "objects" not in problems(report)


def test_words_that_are_drawn_are_named(gazetteer):
    report = report_of(
        "<svg><text>示范村<tspan>12</tspan></text><title>图</title></svg>", gazetteer
    )
    assert "示范村" not in report.raw_text
    assert "objects" in problems(report)
    assert "objects" not in problems(report_of("<svg><title>收藏</title></svg>", gazetteer))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("投入10<sup>4</sup>元，改造120m<sup>2</sup>。", "投入10⁴元，改造120m²。"),
        ("监测CO<sub>2</sub>排放。", "监测CO₂排放。"),
        ("培训430人次<sup>1</sup>。", "培训430人次¹。"),
        ("培训<sup>注释</sup>。", "培训注释。"),
    ],
)
def test_small_numbers_stay_apart_from_the_numbers_before_them(markup, text, gazetteer):
    assert text in report_of(f"<p>{markup}</p>", gazetteer).raw_text
