"""Nothing that is typed on a review is lost, and leaving asks while something is not yet kept."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import editors as desk_pages
from tests import seeds
from tests.browser.test_import_pointing import PAGE

KEEP = "**/keep/"


@pytest.fixture
def review(enter):
    """Open the review of a page."""
    seeds.load_vocabulary()
    page = enter(desk_pages.EDITOR)
    page.goto("/admin/imports/")
    page.fill("#id_text", PAGE)
    page.click("form.hand-in button[type=submit]")
    page.wait_for_selector(".review .unfold")
    return page


def test_leaving_asks_until_what_was_typed_is_kept(review):
    asked = []
    review.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    held = []
    review.route(KEEP, lambda route: held.append(route))
    title = review.locator("#id_head-title")
    title.press_sequentially("改")
    typed = title.input_value()
    review.get_by_role("link", name="导入报告").first.click()
    expect(title).to_have_value(typed)
    assert asked == ["beforeunload"]
    review.unroute(KEEP)
    with review.expect_response(KEEP):
        for route in held:
            route.continue_()
        title.press_sequentially("改")
    expect(review.locator('[data-kept="yes"]')).to_be_visible()


def test_what_is_typed_after_the_session_ended_is_kept_once_logged_in_again(
    review, client, live_server
):
    review.context.clear_cookies()
    review.fill("#id_head-source", "会话过期后写的")
    expect(review.locator('[data-kept="no"]')).to_be_visible()
    session = client.cookies["sessionid"].value
    review.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    review.click('button[value="draft"]')
    review.wait_for_url("**/articles/edit/**")
    assert Article.objects.get().source == "会话过期后写的"
    review.complaints.clear()  # the browser reports each refused request
