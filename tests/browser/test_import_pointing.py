"""An editor corrects what was read by selecting it in the original, without typing it."""

import pytest
from playwright.sync_api import expect

from tests import editors as desk_pages
from tests import seeds

PAGE = """首页 > 工作动态

库伦旗民族团结进步工作情况

供稿单位　旗委统战部
撰稿人　苏日娜
日期 二〇二一年十一月五日 09:30　浏览 1,204 次，转载 1.2万 次

库伦旗把民族团结进步工作摆在突出位置，各项工作取得新的成效。

一、抓创建

库伦镇被自治区民委命名为自治区民族团结进步示范镇。
"""
SELECT = """(phrase) => {
  const texts = document.createTreeWalker(document.querySelector(".raw"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const start = node.data.indexOf(phrase);
    if (start < 0) continue;
    node.parentElement.closest("details")?.setAttribute("open", "");
    node.parentElement.scrollIntoView({block: "center", behavior: "instant"});
    getSelection().setBaseAndExtent(node, start, node, start + phrase.length);
    return true;
  }
}"""


@pytest.fixture
def review(enter):
    """Open the review of a page."""
    seeds.load_vocabulary()
    page = enter(desk_pages.EDITOR)
    page.goto("/admin/imports/")
    page.fill("#id_text", PAGE)
    page.click("form.hand-in button[type=submit]")
    page.wait_for_selector(".review")
    return page


def point(review, phrase, button):
    assert review.evaluate(SELECT, phrase), phrase
    review.click(f".picked [{button}]")


def test_a_selected_phrase_becomes_a_field_of_the_head(review):
    for phrase, field, value in [
        ("民族团结进步工作", "title", "民族团结进步工作"),
        ("旗委统战部", "source", "旗委统战部"),
        ("苏日娜", "author", "苏日娜"),
        ("库伦镇", "region", "库伦镇"),
        ("二〇二一年十一月五日", "published_on", "2021-11-05"),
        ("1,204", "views", "1204"),
    ]:
        review.fill(f"#id_head-{field}", "")
        point(review, phrase, f'data-head="{field}"')
        expect(review.locator(f"#id_head-{field}")).to_have_value(value)
    assert review.locator('[data-keys~="head-source"]').inner_text() == "旗委统战部"


def test_a_day_leaves_the_time_and_ten_thousands_are_written_out(review):
    review.fill("#id_head-published_time", "08:15")
    point(review, "二〇二一年十一月五日", 'data-head="published_on"')
    expect(review.locator(".picked")).to_be_hidden()
    expect(review.locator("#id_head-published_on")).to_have_value("2021-11-05")
    assert review.input_value("#id_head-published_time") == "08:15"
    point(review, "1.2万", 'data-head="views"')
    expect(review.locator("#id_head-views")).to_have_value("12000")


def test_what_is_no_date_changes_nothing_and_is_said(review):
    review.fill("#id_head-published_on", "2020-01-02")
    point(review, "苏日娜", 'data-head="published_on"')
    expect(review.locator(".picked .unread")).to_be_visible()
    assert review.input_value("#id_head-published_on") == "2020-01-02"


def test_a_selected_name_goes_to_the_honor_in_hand(review):
    assert review.evaluate(SELECT, "库伦镇")
    expect(review.locator('.picked [data-give="recipients"]')).to_be_hidden()
    review.click("#honor-0 .unfold")
    point(review, "库伦镇", 'data-give="recipients"')
    assert review.input_value("#id_honors-0-recipients") == "库伦镇"
    point(review, "自治区民委", 'data-give="conferred_by"')
    assert review.input_value("#id_honors-0-conferred_by") == "自治区民委"
