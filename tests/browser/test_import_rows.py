"""The rows of an import's review are folded to a line each, and one is open at a time."""

import pytest
from playwright.sync_api import expect

from tests import editors as desk_pages
from tests import seeds
from tests.browser.test_import import axe

SENTENCES = [f"建成{name}文化广场{count}个。" for count, name in enumerate("甲乙丙丁戊己" * 5, 3)]
HONORS = [f"{name}村被命名为自治区民族团结进步示范村。" for name in "东西南北中上下前后"]
PAGE = f"""库伦旗民族团结进步工作情况
来源：旗委统战部 2021-11-05

库伦旗把民族团结进步工作摆在突出位置，各项工作取得新的成效。

一、抓建设

{"".join(SENTENCES)}

二、抓创建

{"".join(HONORS)}
"""


@pytest.fixture
def review(enter):
    """Open the review of a page with many facts."""
    seeds.load_vocabulary()
    page = enter(desk_pages.EDITOR)
    page.goto("/admin/imports/")
    page.fill("#id_text", PAGE)
    page.click("form.hand-in button[type=submit]")
    page.wait_for_selector(".review .unfold")
    return page


def test_many_rows_fit_six_screens(review):
    assert review.locator('[data-section="figures"] > .row').count() >= 30
    assert review.locator('[data-section="honors"] > .row').count() >= 9
    assert review.evaluate("document.querySelector('.review').scrollHeight") <= 6 * 900


def test_a_row_says_what_it_is_and_one_is_open_at_a_time(review):
    review.click("#figure-0 .unfold")
    name = review.locator("#id_figures-0-name")
    expect(name).to_be_visible()
    name.fill("文化广场座数")
    expect(review.locator("#figure-0 .says")).to_contain_text("文化广场座数 3")
    review.click("#honor-0 .unfold")
    expect(name).to_be_hidden()
    expect(review.locator("#id_honors-0-name")).to_be_visible()
    review.click("#honor-0 .unfold")
    expect(review.locator("#id_honors-0-name")).to_be_hidden()


def test_a_click_in_the_original_opens_the_row(review):
    review.locator('[data-keys~="honor-8"]').first.click()
    expect(review.locator("#id_honors-8-name")).to_be_visible()
    expect(review.locator("#honor-8 .unfold")).to_have_attribute("aria-expanded", "true")


def test_a_row_with_a_mistake_stays_open(review):
    review.click("#figure-1 .unfold")
    review.fill("#id_figures-1-value", "")
    review.click('.actions-bar button:has-text("存为草稿")')
    review.wait_for_selector("#figure-1 .error")
    expect(review.locator("#id_figures-1-value")).to_be_visible()
    review.click("#honor-0 .unfold")
    expect(review.locator("#id_figures-1-value")).to_be_visible()


def test_a_row_is_parted_at_the_caret_and_joined_again(review):
    rows = review.locator('[data-section="measures"] > .row')
    before = rows.count()
    review.click("#measure-1 .unfold")
    text = review.locator("#id_measures-1-text")
    whole = text.input_value()
    at = whole.index("西村")
    text.evaluate("(field, at) => { field.focus(); field.setSelectionRange(at, at); }", at)
    review.click("#measure-1 [data-split]")
    expect(rows).to_have_count(before + 1)
    expect(text).to_be_visible()
    assert text.input_value() == whole[:at]
    rows.nth(2).locator(".unfold").click()
    rows.nth(2).get_by_role("button", name="与上一条相接").click()
    expect(rows).to_have_count(before)
    assert text.input_value() == whole


def test_a_key_leads_from_one_unsure_value_to_the_next(review):
    first, second, *_ = review.locator(".mend").evaluate_all("(all) => all.map((it) => it.hash)")
    for key, place in [("F8", first), ("F8", second), ("Shift+F8", first)]:
        review.press("body", key)
        expect(review.locator(f"{place}.unsure :focus")).to_have_count(1)


def test_axe_finds_nothing_on_folded_rows_on_a_phone(review):
    review.set_viewport_size({"width": 390, "height": 844})
    review.click("#honor-0 .unfold")
    outside = """[...document.querySelectorAll("#honor-0 :is(.field, .dismiss)")].filter((each) =>
        each.getBoundingClientRect().right >
        each.closest(".row").getBoundingClientRect().right).length"""
    assert review.evaluate(outside) == 0
    assert axe(review) == []
