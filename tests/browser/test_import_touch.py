"""A review is corrected by touch: what the fingers select is offered, and a tap gives it.

Chromium without a window selects nothing by a long press: the selection is made as handles would.
"""

import pytest
from playwright.sync_api import expect

from tests import editors, seeds
from tests.browser.test_import import axe
from tests.browser.test_import_pointing import PAGE, SELECT


@pytest.fixture
def review(chromium, enter, live_server):
    """Open the review of a page on a phone of 390 px."""
    seeds.load_vocabulary()
    desk = enter(editors.EDITOR)
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        locale="zh-CN",
    )
    context.add_cookies(desk.context.cookies())
    page = context.new_page()
    page.goto("/admin/imports/")
    page.fill("#id_text", PAGE)
    page.tap("form.hand-in button[type=submit]")
    page.wait_for_selector(".review .unfold")
    yield page
    context.close()


def test_what_is_selected_by_touch_is_given_by_a_tap(review):
    assert review.evaluate(SELECT, "库伦镇")
    picked = review.locator(".picked")
    expect(picked).to_be_visible()
    box = picked.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    review.tap('.picked [data-of="honor-0"] [data-give="recipients"]:not([data-more])')
    expect(review.locator("#id_honors-0-recipients")).to_have_value("库伦镇")
    assert review.evaluate("getSelection().toString()") == "库伦镇"
    review.tap('.picked [data-head="region"]')
    expect(review.locator("#id_head-region")).to_have_value("库伦镇")
    expect(picked).to_be_hidden()


def test_a_mark_is_opened_by_a_tap_and_no_link_while_it_is_pressed(review):
    mark = review.locator('[data-keys~="honor-0"]').first
    mark.tap()
    expect(review.locator("#id_honors-0-name")).to_be_visible()
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    touch = {"x": box["x"] + 5, "y": box["y"] + box["height"] / 2}
    hand = review.context.new_cdp_session(review)
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [touch]})
    # A long press on a link would offer to open it instead of selecting its words.
    expect(mark).not_to_have_attribute("href", "#honor-0")
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(mark).to_have_attribute("href", "#honor-0")


def test_axe_finds_nothing_in_what_is_offered_on_a_phone(review):
    assert review.evaluate(SELECT, "库伦镇")
    review.tap(".picked .all-rows")
    expect(review.locator('.picked [data-of="honor-0"]')).to_be_visible()
    assert axe(review) == []
