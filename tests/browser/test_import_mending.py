"""What a review warns of is mended by the button beside it."""

import pytest
from playwright.sync_api import expect

from tests import editors, seeds
from tests.browser.test_import import axe
from tests.importing.test_warnings_lead_on import AMISS


@pytest.fixture
def review(enter):
    """Open the review of a page with much to look at."""
    seeds.load_vocabulary()
    page = enter(editors.EDITOR)
    page.goto("/admin/imports/")
    page.fill("#id_text", AMISS)
    page.click("form.hand-in button[type=submit]")
    page.wait_for_selector(".review .unfold")
    return page


def test_missing_years_are_filled_in_by_one_press_and_emptied_by_the_next(review):
    years = review.locator("[name$='-year']:is([name^='figures'], [name^='honors'])")
    before = years.evaluate_all("(all) => all.map((each) => each.value)")
    assert before.count("") >= 3
    button = review.get_by_role("button", name="都填 2020 年")
    button.click()
    filled = years.evaluate_all("(all) => all.map((each) => each.value)")
    assert filled.count("2020") >= before.count("2020") + 2
    expect(review.locator("#figure-1 .says")).to_be_visible()
    button.click()
    assert years.evaluate_all("(all) => all.map((each) => each.value)") == before


def test_a_place_is_chosen_by_one_press(review):
    review.get_by_role("button", name="内蒙古自治区 兴安盟 乌兰浩特市 葛根庙镇 红星村").click()
    places = review.locator("[name^='places'][name$='-region']")
    assert any(
        "葛根庙镇" in each for each in places.evaluate_all("(all) => all.map((it) => it.value)")
    )
    assert axe(review) == []


def test_what_was_not_taken_is_selected_and_offered(review):
    review.locator(".problems li", has_text="范围或约数").get_by_role("button").click()
    assert review.evaluate("getSelection().toString()") == "3至5名"
    review.locator('.picked [data-add="figures"]').click()
    expect(review.locator('[data-section="figures"] > .row.current')).to_be_visible()
    quotes = review.locator("[name^='figures'][name$='-quote']")
    assert "3至5名" in quotes.evaluate_all("(all) => all.map((each) => each.value)")
