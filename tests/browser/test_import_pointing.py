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


def test_a_selected_name_goes_to_the_honor_beside_it(review):
    point(review, "库伦镇", 'data-give="recipients"')
    expect(review.locator("#id_honors-0-recipients")).to_have_value("库伦镇")
    point(review, "自治区民委", 'data-give="conferred_by"')
    expect(review.locator("#id_honors-0-conferred_by")).to_have_value("自治区民委")


def test_an_honor_that_is_left_out_is_offered_nothing(review):
    review.locator("#honor-0 .dismiss input").check()
    review.locator("#id_head-title").focus()
    assert review.evaluate(SELECT, "库伦镇")
    expect(review.locator(".picked")).to_be_visible()
    expect(review.locator('.picked [data-of="honor-0"]')).to_have_count(0)


def test_what_the_page_tells_in_pieces_is_put_together_by_pointing(review):
    point(review, "库伦镇", 'data-give="recipients"')
    point(review, "旗委统战部", 'data-give="recipients"][data-more')
    expect(review.locator("#id_honors-0-recipients")).to_have_value("库伦镇\n旗委统战部")
    point(review, "自治区", 'data-give="name"')
    point(review, "民族团结进步示范镇", 'data-give="name"][data-more')
    expect(review.locator("#id_honors-0-name")).to_have_value("自治区民族团结进步示范镇")


def test_a_year_and_a_number_go_to_the_row_in_hand(review):
    review.click("#honor-0 .unfold")
    point(review, "二〇二一年", 'data-give="year"')
    expect(review.locator("#id_honors-0-year")).to_have_value("2021")
    point(review, "1,204", 'data-give="count"')
    expect(review.locator("#id_honors-0-count")).to_have_value("1204")
    assert review.evaluate(SELECT, "苏日娜")
    review.click('.picked [data-give="count"]')
    expect(review.locator(".picked .unread")).to_be_visible()
    expect(review.locator("#id_honors-0-count")).to_have_value("1204")


def test_a_heading_that_is_selected_divides_the_lead(review):
    lead = review.input_value("#id_head-lead_text")
    point(review, "各项工作取得新的成效", 'data-add="measures"')
    row = review.locator('[data-section="measures"] > .row').first
    expect(row.locator('[name$="-heading"]')).to_have_value("各项工作取得新的成效")
    assert review.input_value("#id_head-lead_text") == lead.partition("各项工作")[0]
    assert row.locator('[name$="-text"]').input_value() == "。"


def test_words_of_a_mark_are_drawn_over_with_the_pointer(review):
    mark = review.locator('[data-keys~="honor-0"]').first
    mark.scroll_into_view_if_needed()
    mark.hover()
    box = mark.bounding_box()
    middle = box["y"] + box["height"] / 2
    review.mouse.move(box["x"] + 1, middle)
    review.mouse.down()
    review.mouse.move(box["x"] + box["width"] / 2, middle)
    review.mouse.up()
    expect(review.locator(".picked")).to_be_visible()
    assert mark.inner_text().startswith(review.evaluate("getSelection().toString()"))
    assert "#" not in review.url
    review.keyboard.press("Escape")
    mark.click()
    expect(review.locator("#id_honors-0-name")).to_be_visible()
    expect(mark).to_have_attribute("href", "#honor-0")
