"""Odd bytes cost the character they stand for, never the page."""

import pytest

from articles.extraction.parse import parse_page
from articles.extraction.readers import read_page

PROSE = "近年来，库伦旗把民族团结进步创建作为一项基础性事业来抓，各项工作取得明显成效。"
TEXT = f"库伦旗民族团结进步创建工作总结\n2021-11-05 来源：旗民委\n{PROSE}\n{PROSE}\n"
TRADITIONAL = "庫倫旗民族團結進步工作。各族群眾的生活得到改善，是中國的一個縮影。\n" * 3


def spoilt(text: str, encoding: str, odd: bytes) -> bytes:
    """Return encoded text with odd bytes in front of its last full stop."""
    before, after = text.rsplit("。", 1)
    return before.encode(encoding) + odd + ("。" + after).encode(encoding)


def problems(report) -> set[str]:
    return {problem.code for problem in report.problems}


def test_the_euro_sign_of_code_page_936_is_read(gazetteer):
    report = parse_page(spoilt(TEXT, "gbk", b"\x80"), gazetteer=gazetteer)
    assert report.raw_text.endswith("成效€。\n")
    assert "garbled" not in problems(report)


@pytest.mark.parametrize("odd", [b"\xff", b"\x00", b"\x81", b"\xfe"])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_one_odd_byte_is_one_lost_character(odd, encoding, gazetteer):
    report = parse_page(TEXT.encode(encoding)[:-1] + odd + b"\n", gazetteer=gazetteer)
    assert report.raw_text == TEXT[:-1] + "\ufffd\n"
    assert "garbled" in problems(report)
    assert report.title.value == "库伦旗民族团结进步创建工作总结"


def test_an_odd_byte_in_a_page_of_markup_eats_no_tag():
    page = f"<html><meta charset=gb2312><p>{PROSE}</p><p>{PROSE}</p></html>".encode("gbk")
    text = read_page(page.replace("。</p>".encode("gbk"), b"\xb0</p>")).text
    assert [line[-2:] for line in text.splitlines()] == ["效\ufffd", "效\ufffd"]


def test_an_odd_byte_in_traditional_text_is_one_lost_character():
    text = read_page(spoilt(TRADITIONAL, "big5", b"\xff\n")).text
    assert text.replace("\ufffd\n", "") == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_half_a_wide_character_at_the_end_is_one_lost_character(encoding, gazetteer):
    report = parse_page(TEXT.encode(encoding) + b"\x4e", gazetteer=gazetteer)
    assert report.raw_text == TEXT + "\ufffd"
    assert "garbled" in problems(report)


def test_a_few_characters_lost_before_the_page_was_saved_are_reported(gazetteer):
    report = parse_page(TEXT.replace("明显", "锟斤拷"), gazetteer=gazetteer)
    assert "garbled" in problems(report)


def test_the_wide_space_of_old_editors_is_a_blank(gazetteer):
    page = TEXT.replace(
        f"{PROSE}\n", f"{PROSE}\n\ue5e5\ue5e5一、抓服务\n\ue5e5投入\ue5e5资金320万元。\n"
    ).encode("gb18030")
    assert b"\xa3\xa0" in page
    report = parse_page(page, gazetteer=gazetteer)
    assert "投入\u3000资金320万元。" in report.raw_text
    assert {row.heading.quote for row in report.outline} == {"一、抓服务"}
    assert "garbled" not in problems(report)


@pytest.mark.parametrize(
    "octets", [b"\xa2\xab", b"\xa6\xb9", b"\xaa\xa1", b"\xfe\x51", b"\xa8\xbc", b"\xa3\xa0"]
)
def test_no_private_character_is_left_of_any_code(octets):
    text = read_page(spoilt(TEXT, "gbk", octets)).text
    assert not any("\ue000" <= char <= "\uf8ff" for char in text)
    assert len(text) == len(TEXT) + 1


def test_what_unicode_has_taken_in_since_is_read():
    assert "成效\U00020087。" in read_page(spoilt(TEXT, "gbk", b"\xfe\x51")).text


def test_private_characters_of_markup_are_no_text_and_icons_are_left_out():
    page = f"<p>&#xe5e5;{PROSE}</p><p><i class=icon>&#xe600;</i>{PROSE}&#xe7a1;</p>"
    assert read_page(page).text.splitlines() == [PROSE, PROSE + "\ufffd"]


def test_numbers_of_characters_mean_what_browsers_take_them_for():
    assert (
        read_page("<p>投入&#128;5 &#147;石榴籽&#148;&#150;品牌</p>").text == "投入€5 “石榴籽”–品牌"
    )
