"""Bytes become the same lines whatever they are wrapped in."""

import pytest

from articles.extraction.readers import read_page
from tests.extraction.make_docx import docx

TEXT = "库伦旗民族团结进步工作\n\n　　该旗坚持把民族团结进步创建作为重要抓手，取得明显成效。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_text_reads_the_same_in_every_encoding(encoding):
    page = read_page((TEXT * 3).encode(encoding))
    assert page.text.lstrip("\ufeff") == TEXT * 3


def test_traditional_text_in_big5_is_read():
    text = "庫倫旗民族團結進步工作。各族群眾的生活得到改善,是中國的一個縮影。" * 3
    assert read_page(text.encode("big5")).text == text


def test_a_page_that_declares_gb2312_is_read():
    html = '<html><head><meta charset="gb2312"></head><body><p>' + TEXT + "</p></body></html>"
    page = read_page(html.encode("gb18030"))
    assert page.encoding == "gb18030"
    assert "库伦旗民族团结进步工作" in page.text


def test_html_breaks_lines_where_a_browser_does():
    page = read_page("<div>甲<br>乙<p>丙 <b>丁</b>\n  戊</p><ul><li>己<li>庚</ul></div>" * 2)
    assert [line.text for line in page.lines[:5]] == ["甲", "乙", "丙 丁 戊", "己", "庚"]


def test_html_says_what_a_line_is():
    page = read_page(
        "<title>题</title><nav><a>首页</a></nav><h2>标题</h2><p><b>粗体</b></p>"
        "<table><tr><td>发布机构</td><td>旗民委</td></tr></table><div class='footer'>页脚</div>"
    )
    zones = {line.text: line for line in page.lines}
    assert zones["题"].zone == "meta"
    assert zones["首页"].zone == "nav"
    assert zones["首页"].links == 2
    assert zones["标题"].heading == 2
    assert zones["粗体"].bold
    assert zones["发布机构 旗民委"].cell
    assert zones["页脚"].zone == "footer"


def test_a_word_file_shows_the_numbers_word_counts():
    page = read_page(
        docx("N0:组织领导", "N1:健全机制", "N1:压实责任", "N0:宣传教育", "N1:开展宣讲")
    )
    assert page.text.splitlines() == [
        "一、组织领导",
        "（一）健全机制",
        "（二）压实责任",
        "二、宣传教育",
        "（一）开展宣讲",
    ]


def test_a_word_file_says_what_is_a_heading_and_joins_table_rows():
    page = read_page(docx("T:标题", "H1:一级", "B:粗体", "正文 & <文字>", "TABLE:镇|户数;甲镇|12"))
    assert [line.heading for line in page.lines[:3]] == [1, 1, 0]
    assert page.lines[2].bold
    assert page.lines[3].text == "正文 & <文字>"
    assert page.text.splitlines()[4:] == ["镇\t户数", "甲镇\t12"]


def test_lines_know_their_number_and_their_group():
    page = read_page("甲\r\n乙\r\n\r\n丙\r\n")
    assert [page.line_number(line.start) for line in page.lines] == [1, 2, 4]
    assert [line.group for line in page.lines] == [0, 0, 1]
