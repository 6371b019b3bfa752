"""What markup calls a list item or a cell is no heading, and keeps its number."""

import pytest

from articles.extraction.layout.lines import Page
from articles.extraction.parse import parse_page
from articles.extraction.readers import read_page
from tests.extraction.make_docx import docx, paragraph, part, related

PROSE = "近年来，库伦旗把民族团结进步创建作为一项基础性事业来抓，各项工作取得明显成效。"
ITEMS = ["投入资金320万元", "实施项目9个"]


def page(inside: str) -> str:
    return (
        f"<html><h1>库伦旗民族团结进步工作总结</h1><p>{PROSE}</p><p>一、抓服务</p><p>{PROSE}</p>"
        f"{inside}<p>二、抓发展</p><p>{PROSE}</p></html>"
    )


def headings(report) -> list[str]:
    return [row.heading.quote for row in report.outline if row.heading]


def li(*texts: str, tag: str = "li") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


@pytest.mark.parametrize(
    "inside",
    [
        f"<ul>{li(*ITEMS)}</ul>",
        f"<ul>{li(ITEMS[0])}</ul>",
        f"<ol>{li(*ITEMS)}</ol>",
        f"<dl><dt>{ITEMS[0]}</dt><dd>{ITEMS[1]}</dd></dl>",
        f"<ul><li>主要成效<ul>{li(*ITEMS)}</ul></li><li>工作亮点</li></ul>",
        f"<ul>{li('<b>加强领导</b><p>成立领导小组，形成合力。</p>', '<b>加强宣传</b>')}</ul>",
        f"<ul>{li(f'加强领导：{PROSE}', f'加强宣传：{PROSE}')}</ul>",
        f"<ul>{li('（一）产业项目', '（二）就业项目')}</ul>",
        f"<table><caption>各镇投入情况</caption><tr>{li('镇', '户数', tag='th')}</tr></table>",
        f"<table><tr>{li('加强领导', '成立领导小组，形成合力。', tag='td')}</tr></table>",
        f"<table><tr>{li(ITEMS[0], tag='td')}</tr><tr>{li(ITEMS[1], tag='td')}</tr></table>",
        f"<table><tr><td colspan=2>项目一览</td></tr><tr>{li('镇', '3', tag='td')}</tr></table>",
        f"<table><tr>{li('甲<br>投入资金', '乙<br>实施项目', tag='td')}</tr></table>",
    ],
)
def test_items_cells_and_captions_are_no_headings(inside, gazetteer):
    report = parse_page(page(inside), gazetteer=gazetteer)
    assert headings(report) == ["一、抓服务", "二、抓发展"]
    assert len(report.outline[0].paragraphs) > 1


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f"<ol>{li('甲', '乙', '丙')}</ol>", ["1. 甲", "2. 乙", "3. 丙"]),
        (f"<ol start=3>{li('甲', '乙')}</ol>", ["3. 甲", "4. 乙"]),
        (f"<ol reversed>{li('甲', '乙')}</ol>", ["2. 甲", "1. 乙"]),
        (f"<ol reversed start=9>{li('甲', '乙')}</ol>", ["9. 甲", "8. 乙"]),
        ("<ol><li>甲<li value=7>乙<li>丙</ol>", ["1. 甲", "7. 乙", "8. 丙"]),
        (f"<ol type=a>{li('甲', '乙')}</ol>", ["a. 甲", "b. 乙"]),
        (f"<ol type=A>{li('甲', '乙')}</ol>", ["A. 甲", "B. 乙"]),
        (f"<ol type=i>{li('甲', '乙')}</ol>", ["i. 甲", "ii. 乙"]),
        (f"<ol type=I start=4>{li('甲')}</ol>", ["IV. 甲"]),
        (f"<ol style='list-style-type:cjk-ideographic'>{li('甲')}</ol>", ["一、甲"]),
        (f"<ol style='list-style:none'>{li('甲', '乙')}</ol>", ["甲", "乙"]),
        (f"<ol>{li('1.甲', '（二）乙')}</ol>", ["1.甲", "（二）乙"]),
        (f"<ol><li>甲<ol type=a>{li('乙')}</ol></li><li>丙</li></ol>", ["1. 甲", "a. 乙", "2. 丙"]),
        (f"<ol><li><ol type=a>{li('乙')}</ol></li></ol>", ["1. a. 乙"]),
        (f"<ol>{li('', '乙')}</ol>", ["2. 乙"]),
        (f"<ol>{li('<a href=x>某旗召开会议</a>')}</ol>", ["某旗召开会议"]),
        (f"<nav><ol>{li('首页')}</ol></nav>", ["首页"]),
        (f"<ol class=breadcrumb>{li('首页', '正文')}</ol>", ["首页", "正文"]),
        (f"<ul>{li('甲', '乙')}</ul>", ["甲", "乙"]),
    ],
)  # fmt: skip
def test_the_numbers_of_a_list_are_read(inside, expected):
    assert [line.text for line in read_page(f"<div>{inside}</div>").lines] == [
        text.replace("（", "(").replace("）", ")") for text in expected
    ]


@pytest.mark.parametrize(
    "wrapped",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<table><tr><td>栏目</td><td>{}</td></tr></table>",
        "<table><tr><td><table><tr><td>{}</td></tr></table></td></tr></table>",
        "<ul><li>{}</li></ul>",
    ],
)
def test_a_table_or_list_that_lays_out_a_page_holds_headings(wrapped, gazetteer):
    body = f"<p>{PROSE}</p><p>一、抓服务</p><p>{PROSE}</p><p>党建引领促团结</p><p>{PROSE}</p>"
    html = f"<html><h1>库伦旗民族团结进步工作总结</h1>{wrapped.format(body)}</html>"
    assert headings(parse_page(html, gazetteer=gazetteer)) == ["一、抓服务", "党建引领促团结"]


def test_a_table_of_one_paragraph_a_row_holds_headings(gazetteer):
    rows = [PROSE, "一、抓服务", PROSE, "二、抓发展", PROSE]
    table = "".join(f"<tr><td>{text}</td></tr>" for text in rows)
    html = f"<html><h1>库伦旗民族团结进步工作总结</h1><table>{table}</table></html>"
    assert headings(parse_page(html, gazetteer=gazetteer)) == ["一、抓服务", "二、抓发展"]


def test_a_real_heading_in_an_item_is_one(gazetteer):
    inside = (
        f"<ul><li><h3>健全机制</h3><p>{PROSE}</p></li><li><h3>压实责任</h3><p>{PROSE}</p></li></ul>"
    )
    assert "健全机制" in headings(parse_page(page(inside), gazetteer=gazetteer))


def test_cells_with_paragraphs_in_a_word_file_are_no_headings(gazetteer):
    table = "TABLE:加强领导|成立领导小组，形成合力。;加强宣传|开展宣讲120场次，效果良好。"
    data = docx("T:库伦旗民族团结进步工作总结", PROSE, "一、抓服务", PROSE, table, PROSE)
    assert headings(parse_page(data, gazetteer=gazetteer)) == ["一、抓服务"]


def test_items_are_items_when_the_page_is_read_again(gazetteer):
    first = read_page(page(f"<ul>{li(*ITEMS)}</ul>"))
    again = Page.from_dict(first.text, first.to_dict())
    assert again.lines == first.lines
    kept = first.to_dict()
    kept["lines"] = [line[:9] for line in kept["lines"]]  # as pages were kept before
    assert len(Page.from_dict(first.text, kept).lines) == len(first.lines)


BULLETS = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
)


def bullet(text: str) -> str:
    properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_bullets_of_a_word_file_are_items_unless_text_stands_below_each(gazetteer):
    head = paragraph("库伦旗民族团结进步工作总结", style="a") + paragraph(PROSE)
    items = ["投入资金320万元", "实施项目9个", "惠及群众1200人"]
    body = head + paragraph("一、主要成效") + "".join(map(bullet, items))
    report = parse_page(related(body, numbering=BULLETS), gazetteer=gazetteer)
    (row,) = report.outline
    assert [each.quote for each in row.paragraphs] == items
    body = head + "".join(bullet(text) + paragraph(PROSE) for text in ["主要做法", "主要成效"])
    report = parse_page(related(body, numbering=BULLETS), gazetteer=gazetteer)
    assert [row.heading.quote for row in report.outline] == ["主要做法", "主要成效"]


def test_the_reading_of_a_character_above_it_is_no_text():
    page = read_page("<p>石<ruby>榴<rp>(</rp><rt>liú</rt><rp>)</rp></ruby>籽驿站</p><p>二</p>")
    assert page.text == "石榴籽驿站\n二"


@pytest.mark.parametrize("leader", ["\t", "……", " ...... ", ""])
def test_a_table_of_contents_makes_no_sections(leader, gazetteer):
    heads = ["一、加强组织领导", "二、深化宣传教育", "三、下一步打算"]
    listed = [f"{head}{leader}{number}" for number, head in enumerate(heads, start=1)]
    text = [each for head in heads for each in (head, PROSE)]
    lines = ["库伦旗民族团结进步工作总结", "目  录", *listed, PROSE, *text]
    report = parse_page("\n".join(lines), gazetteer=gazetteer)
    assert headings(report) == heads
    assert [each.quote for each in report.lead] == [PROSE]
    assert [span.kind for span in report.spans if span.part == "furniture"] == ["contents"] * 4


def test_what_a_heading_calls_contents_is_kept_if_it_does_not_come_again(gazetteer):
    lines = [
        "库伦旗民族团结进步工作总结",
        PROSE,
        "一、目录管理",
        PROSE,
        "目录",
        "石榴籽书屋",
        "书单",
    ]
    report = parse_page("\n".join(lines), gazetteer=gazetteer)
    assert not [span for span in report.spans if span.part == "furniture"]


def test_a_list_of_the_reports_sections_lays_out_the_page(gazetteer):
    items = "".join(f"<li>{head}<p>{PROSE}</p></li>" for head in ["一、抓服务", "二、抓发展"])
    html = f"<h1>库伦旗民族团结进步工作总结</h1><p>{PROSE}</p><ul>{items}</ul>"
    assert headings(parse_page(html, gazetteer=gazetteer)) == ["一、抓服务", "二、抓发展"]
