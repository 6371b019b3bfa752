"""Bad input gets a clear answer in Chinese; nothing is half-read and nothing executes."""

import io
import zipfile

import pytest

from articles.extraction import PageRefused
from articles.extraction.parse import parse_page
from articles.extraction.readers.docx import read_docx
from tests.extraction.make_docx import docx, package, paragraph, part, related

PROSE = "库伦旗坚持把民族团结进步创建作为重要抓手，与重点工作统筹谋划、同步推进，取得明显成效。"


def refusal(data, gazetteer, **options) -> str:
    with pytest.raises(PageRefused) as caught:
        parse_page(data, gazetteer=gazetteer, **options)
    assert any("\u4e00" <= char <= "\u9fff" for char in caught.value.message)
    return caught.value.code


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", "", "\u3000\u3000\n", b"\xef\xbb\xbf", b"\xff\xfe"]
)
def test_an_empty_file_is_refused(data, gazetteer):
    assert refusal(data, gazetteer) == "empty"


def test_binary_data_is_refused(gazetteer):
    assert refusal(bytes(range(256)) * 40, gazetteer) in ("binary", "mis_encoded")
    assert refusal(b"text \x00 and more", gazetteer) == "binary"
    assert refusal(b"%PDF-1.7 ...", gazetteer) == "broken_pdf"
    assert refusal(b"\x89PNG\r\n\x1a\n", gazetteer) == "not_text"


def test_text_garbled_before_it_was_saved_is_refused(gazetteer):
    garbled = ("库伦旗民族团结进步" * 30).encode().decode("latin-1").encode()
    assert refusal(garbled, gazetteer) == "mis_encoded"
    assert refusal("锟斤拷锟斤拷锟斤拷锟斤拷" * 40, gazetteer) in ("mis_encoded", "no_report")


def test_half_a_character_at_the_end_is_reported(gazetteer):
    report = parse_page((PROSE * 5).encode()[:-1], gazetteer=gazetteer)
    assert report.raw_text == (PROSE * 5)[:-1] + "\ufffd"
    assert "garbled" in {problem.code for problem in report.problems}


def test_a_wrong_byte_order_mark_is_refused(gazetteer):
    assert refusal(b"\xff\xfe" + PROSE.encode() + b"\x00", gazetteer) in ("mis_encoded", "binary")


def test_a_lone_surrogate_is_refused(gazetteer):
    assert refusal("库伦旗\ud800" + PROSE, gazetteer) == "mis_encoded"


def test_a_locked_word_file_is_refused(gazetteer):
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    assert refusal(locked, gazetteer) == "locked"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, gazetteer) == "not_text"
    zipped = bytearray(docx(PROSE))
    for at in range(len(zipped) - 4):  # the "encrypted" flag of every directory entry
        if zipped[at : at + 4] == b"PK\x01\x02":
            zipped[at + 8] |= 1
    assert refusal(bytes(zipped), gazetteer) == "locked"


def test_a_bomb_in_a_word_file_is_refused(gazetteer):
    assert refusal(package(b" " * 60_000_000), gazetteer) == "bomb"
    entity = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert refusal(package(entity), gazetteer) == "bomb"


def document(body: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (space, body)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<w:p/>" * 7_000_000, "bomb"),
        (b"<w:p " + b" ".join(b'w:a%d=""' % number for number in range(3_000_000)) + b"/>", "bomb"),
        (b"<w:p/>" * 60_000, "too_large"),
    ],
)
def test_a_small_word_file_of_endless_elements_is_refused(body, code, gazetteer):
    data = package(document(body))
    assert len(data) < 20_000_000
    assert refusal(data, gazetteer) == code


def test_a_small_word_file_that_repeats_a_long_text_is_refused_while_it_is_read():
    note = part("footnotes", f'<w:footnote w:id="2">{paragraph(PROSE * 5_000)}</w:footnote>')
    body = paragraph(PROSE, '<w:footnoteReference w:id="2"/>' * 50)
    with pytest.raises(PageRefused, match="万字"):
        read_docx(related(body, footnotes=note))
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"%1、" * 10_000}"/></w:lvl>'
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    listed = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    with pytest.raises(PageRefused, match="万字"):
        read_docx(related(listed * 8_000, numbering=numbering))


def test_a_zip_of_endless_members_is_refused_before_it_is_listed(gazetteer):
    assert refusal(b"PK\3\4" + b"PK\1\2" * 6000, gazetteer) == "bomb"


def test_broken_or_other_zip_files_are_refused(gazetteer):
    assert refusal(docx(PROSE)[:200], gazetteer) == "broken_docx"
    assert refusal(package("<w:document"), gazetteer) == "broken_docx"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert refusal(other.getvalue(), gazetteer) == "not_docx"


def test_scripts_are_never_part_of_the_text(gazetteer):
    page = (
        f"<h1>库伦旗民族团结进步工作</h1><script>alert('脚本')</script><p onclick='x()'>{PROSE}</p>"
        f"<style>p{{color:red}}</style><p>{PROSE}<img src=x onerror=alert()>"
        "</p><iframe src='//evil'>框架</iframe><noscript>无脚本</noscript><p hidden>看不见</p>"
    )
    report = parse_page(page, gazetteer=gazetteer)
    for word in ("alert", "脚本", "color", "onerror", "框架", "看不见", "<"):
        assert word not in report.raw_text
    assert report.title.value == "库伦旗民族团结进步工作"


def test_ten_thousand_nested_tags_are_read(gazetteer):
    page = "<div>" * 10_000 + f"<p>{PROSE}</p><p>{PROSE}</p>" + "</div>" * 10_000
    assert PROSE in parse_page(page, gazetteer=gazetteer).raw_text


def test_deeply_nested_xml_in_a_word_file_is_refused(gazetteer):
    assert refusal(package("<a>" * 10_000 + "</a>" * 10_000), gazetteer) == "broken_docx"


def test_a_list_page_is_refused(gazetteer):
    items = "\n".join(f"库伦旗召开第{i}次民族工作会议 2021-11-{i:02}" for i in range(1, 20))
    assert refusal("首页 > 新闻\n" + items + "\n上一页 下一页 尾页", gazetteer) == "list_page"
    links = "".join(f"<li><a href='{i}'>科左中旗开展宣传之{i}</a></li>" for i in range(20))
    assert refusal(f"<html><body><ul>{links}</ul></body></html>", gazetteer) == "list_page"


def test_a_page_with_several_articles_is_refused(gazetteer):
    articles = [
        f"库伦旗民族团结进步工作之{name}\n来源：旗民委 2021-11-0{i} 10:00\n\n{PROSE * 4}\n\n"
        for i, name in enumerate("甲乙丙", start=1)
    ]
    assert refusal("\n".join(articles), gazetteer) == "several_articles"


def test_a_second_article_on_the_page_is_reported(gazetteer):
    text = "".join(
        f"库伦旗民族团结进步工作之{name}\n来源：旗民委 2021-11-0{i} 10:00\n\n"
        f"{name}报{PROSE * 4}\n\n"
        for i, name in enumerate("甲乙", start=1)
    )
    report = parse_page(text, gazetteer=gazetteer)
    assert report.title.value.endswith("甲")
    assert "several_articles" in {problem.code for problem in report.problems}


def test_a_page_without_a_report_is_refused(gazetteer):
    assert refusal("登录\n注册\n忘记密码\n", gazetteer) == "no_report"
    assert refusal("404 Not Found", gazetteer) == "no_report"


def test_what_is_beyond_the_limits_is_refused(gazetteer):
    assert refusal("库伦旗" * 1_000_000, gazetteer) == "too_large"
    assert refusal(b"a" * 20_000_001, gazetteer) == "too_large"
    assert refusal("库伦旗\n" * 30_000, gazetteer) == "too_large"


def test_a_page_of_more_rows_than_anybody_reviews_is_refused_at_hand_in(gazetteer):
    titles = "".join(f"2019年，荣获自治区民族团结进步示范单位{n}号称号。\n" for n in range(1100))
    assert refusal("工作情况报告\n" + titles, gazetteer) == "too_many_rows"
