"""The day of a page's address, text in a box for copying, and recordings that are not read."""

import datetime

import pytest

from articles.extraction.parse import parse_page

TODAY = datetime.date(2026, 6, 1)
TITLE = "贵德县创建民族团结进步示范县工作"
TEXT = "近年来，贵德县坚持以铸牢中华民族共同体意识为主线，各族群众交往交流交融不断加深，成效明显。"

MORE = "全县各族干部群众共同团结奋斗、共同繁荣发展，建成民族团结进步教育基地，组织宣讲队走村入户。"


def page(head="", body=""):
    text = f"<h1>{TITLE}</h1>{body}<p>{TEXT}</p><p>{TEXT}</p>"
    return f"<html><head>{head}</head><body>{text}</body></html>"


def read(text, gazetteer, **more):
    return parse_page(text, gazetteer=gazetteer, today=TODAY, **more)


def codes(report):
    return {problem.code for problem in report.problems}


@pytest.mark.parametrize(
    "address",
    [
        "http://x.gov.cn/mzj/202403/t20240315_123.html",
        "https://epaper.example.cn/html/2024-03/15/content_1.htm",
        "https://x.gov.cn/art/2024/3/15/art_1_2.html",
        "https://x.gov.cn/n1/2024/0315/c12-1.html",
    ],
)
@pytest.mark.parametrize(
    "said",
    [
        "<link rel='canonical' href='{}'>",
        "<meta property='og:url' content='{}'>",
        "<!-- saved from url=(0049){} -->",
    ],
)
def test_the_day_of_an_address_stands_in_where_a_page_states_none(address, said, gazetteer):
    report = read(page(said.format(address)), gazetteer)
    assert report.published.date == datetime.date(2024, 3, 15)
    published = report.published
    assert report.raw_text[published.offset :].startswith(published.quote)
    assert "date_of_address" in codes(report)
    assert "no_date" not in codes(report)


def test_a_file_that_is_called_as_its_address_was_has_that_day(gazetteer):
    report = read(page(), gazetteer, filename="t20240315_123.html")
    assert report.published.date == datetime.date(2024, 3, 15)
    assert "date_of_address" in codes(report)


def test_a_day_that_the_page_states_comes_before_that_of_its_address(gazetteer):
    head = "<link rel='canonical' href='http://x.gov.cn/202403/t20240315_123.html'>"
    report = read(page(head, "<p>时间：2024-04-01</p>"), gazetteer)
    assert report.published.date == datetime.date(2024, 4, 1)
    assert "date_of_address" not in codes(report)


@pytest.mark.parametrize(
    "address",
    [
        "http://x.gov.cn/202403/list.html",
        "http://x.gov.cn/2024/13/45/a.html",
        "http://x.gov.cn/2023-01/02/2024-03/15/a.html",
        "http://x.gov.cn/t20240231_1.html",
        "http://x.gov.cn/content_20240315.html",
    ],
)
def test_an_address_without_a_sure_day_states_none(address, gazetteer):
    report = read(page(f"<link rel='canonical' href='{address}'>"), gazetteer)
    assert report.published is None
    assert "no_date" in codes(report)


def test_a_report_in_a_box_for_copying_is_read(gazetteer):
    box = f"<textarea>{TITLE}\n来源：贵德县民宗局 时间：2023-05-06\n\n{TEXT}\n\n{MORE}</textarea>"
    report = read(f"<html><body><form>{box}</form></body></html>", gazetteer)
    assert report.title.value == TITLE
    assert report.source.value == "贵德县民宗局"
    (row,) = report.outline
    assert [each.quote for each in [*report.lead, *row.paragraphs]] == [TEXT, MORE]


def test_a_box_for_comments_beside_a_report_is_not_read(gazetteer):
    box = "<textarea>文明上网理性发言，您的评论将在审核之后公开，感谢您的支持与关注。</textarea>"
    assert "文明上网" not in read(page(body=f"<form>{box}</form>"), gazetteer).raw_text


@pytest.mark.parametrize(
    ("tag", "excerpt"),
    [
        ("<video controls><source src='/up/tj.mp4'><source src='/up/tj.webm'></video>", "tj.mp4"),
        ("<audio src='https://x.cn/a/tj.mp3?x=1'></audio>", "tj.mp3"),
        ("<iframe src='https://v.qq.com/txp/iframe/player.html?vid=1'></iframe>", "player.html"),
    ],
)
def test_recordings_amid_a_page_are_named_as_left_out(tag, excerpt, gazetteer):
    report = read(page(body=f"<div>{tag}</div>"), gazetteer)
    told = [each for each in report.problems if each.code == "recordings"]
    assert [(each.excerpt, "1 个视频或音频" in str(each.message)) for each in told] == [
        (excerpt, True)
    ]


@pytest.mark.parametrize(
    "tag",
    ["<nav><video src='a.mp4'></video></nav>", "<iframe src='/share.html'></iframe>"],
)
def test_what_stands_around_the_text_and_plays_nothing_is_not_named(tag, gazetteer):
    assert "recordings" not in codes(read(page(body=tag), gazetteer))
