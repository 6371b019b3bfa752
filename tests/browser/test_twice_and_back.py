"""Two presses, two tabs, the way back, a killed server: one report, and nothing is lost."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article, PendingImport
from tests import editors, seeds
from tests.browser.test_import_pointing import PAGE

KEEP = "**/keep/"


@pytest.fixture
def desk(enter, settings):
    """Open the desk as one who may publish; nothing is saved but by a button."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    seeds.load_vocabulary()
    return enter(editors.REVIEWER)


@pytest.fixture
def review(desk):
    """Open the review of a page that was handed in by two presses."""
    desk.goto("/admin/imports/")
    desk.fill("#id_text", PAGE)
    desk.locator("form.hand-in button[type=submit]").dblclick()
    expect(desk.locator(".review .unfold").first).to_be_visible()
    assert PendingImport.objects.count() == 1
    return desk


def finish(review, then):
    review.locator("#id_head-channel").select_option(label="工作动态")
    review.locator(f'.actions-bar button[value="{then}"]').dblclick()


@pytest.mark.parametrize(
    ("then", "address", "said"),
    [
        ("draft", r"/admin/articles/edit/\d+/$", "已存为草稿"),
        ("submit", "/admin/imports/$", "已提交审核"),
        ("publish", "/admin/imports/$", "已发布"),
    ],
)
def test_a_button_pressed_twice_acts_once_and_leads_where_it_says(review, then, address, said):
    finish(review, then)
    expect(review).to_have_url(re.compile(address))
    expect(review.locator(".messages")).to_contain_text(said)
    expect(review.locator(".messages")).not_to_contain_text("没有再存")
    article = Article.objects.get()
    assert article.live == (then == "publish")
    assert not PendingImport.objects.exists()


def test_a_new_report_whose_button_is_pressed_twice_is_stored_once(desk):
    desk.goto(editors.url("add"))
    desk.wait_for_load_state("networkidle")
    desk.locator("#id_title").fill("按了两次的报告")
    desk.locator("footer").get_by_role("button", name="保存草稿").dblclick()
    expect(desk).to_have_url(re.compile(r"/edit/\d+/"))
    assert Article.objects.get().title == "按了两次的报告"


def test_the_way_back_after_saving_tells_what_was_saved_and_makes_no_second(review):
    finish(review, "draft")
    expect(review).to_have_url(re.compile("/edit/"))
    review.go_back()
    expect(review.locator(".messages")).to_contain_text("没有再存一份")
    review.get_by_role("link", name="打开草稿").click()
    expect(review).to_have_url(re.compile("/edit/"))
    assert Article.objects.count() == 1


def test_the_second_tab_on_an_import_is_told_and_loses_nothing(review):
    other = review.context.new_page()
    other.goto(review.url)
    with review.expect_response(KEEP):
        review.fill("#id_head-source", "第一个窗口的来源")
    other.fill("#id_head-author", "第二个窗口的作者")
    expect(other.locator('[data-kept="elsewhere"]')).to_be_visible()
    other.locator('.actions-bar button[value="draft"]').click()
    expect(other.locator(".messages")).to_contain_text("已在别处改动")
    expect(other.locator("#id_head-author")).to_have_value("第二个窗口的作者")
    assert not Article.objects.exists()
    other.locator('.actions-bar button[value="draft"]').click()
    expect(other).to_have_url(re.compile("/edit/"))
    assert Article.objects.get().author == "第二个窗口的作者"
    # The tab that is left behind is led to the draft.
    review.locator('.actions-bar button[value="draft"]').click()
    expect(review).to_have_url(re.compile("/edit/"))
    expect(review.locator(".messages")).to_contain_text("没有再存一份")


def test_what_was_typed_stands_on_the_server_five_seconds_later(review, chromium, live_server):
    review.clock.install()
    review.reload()
    expect(review.locator(".review .unfold").first).to_be_visible()
    review.locator("#id_head-source").fill("断电前写的")
    with review.expect_response(KEEP):
        review.clock.run_for(5000)
    review.route("**/*", lambda route: route.abort())  # the server is killed
    review.clock.run_for(5000)
    assert PendingImport.objects.get().typed["head-source"] == "断电前写的"
    review.complaints.clear()
