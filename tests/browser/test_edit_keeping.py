"""Nothing that is typed into the form of a report, or any other of the desk, is lost."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from articles.models import Article
from tests import editors, factories
from tests.browser.test_import_pointing import PAGE

EDIT = re.compile(r"/admin/articles/edit/\d+/$")


def saves(response) -> bool:
    """Return whether something is the answer to a form of a report that was sent."""
    return response.request.method == "POST" and bool(EDIT.search(response.url))


def draft() -> Article:
    return Article.objects.get().get_latest_revision_as_object()


@pytest.fixture
def form(enter):
    """Open the form of a draft, Wagtail having looked at how it was."""
    report = factories.draft("乌兰浩特市工作情况")
    page = enter(editors.EDITOR)
    page.clock.install()
    page.goto(editors.url("edit", report.pk))
    page.wait_for_load_state("networkidle")
    page.clock.run_for(2500)
    return page


@pytest.fixture
def log_in_again(page, client, live_server):
    """Let the visitor in by another window, as anybody; the marks of older forms are void then."""

    def log_in_again(user):
        client.force_login(user)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    return log_in_again


def lost(page):
    """Return what the page says of the log-in."""
    return page.locator(".session-lost")


def save(page):
    page.locator("footer").get_by_role("button", name="保存草稿").click()


def test_who_types_without_a_pause_has_it_on_the_server_after_five_seconds(form):
    subtitle = form.locator("#id_subtitle")
    with form.expect_response(saves):
        for _ in range(50):
            subtitle.press_sequentially("写")
            form.clock.run_for(100)
    assert draft().subtitle.startswith("写写写")


def test_what_is_typed_while_the_form_is_being_saved_is_saved_next(form):
    held = []
    form.route(EDIT, lambda route: route.continue_() if held else held.append(route))
    form.locator("#id_subtitle").fill("先写的")
    with form.expect_request(EDIT):
        form.clock.run_for(5000)
    form.locator("#id_author").fill("保存时写的")
    with form.expect_response(saves):
        held[0].continue_()
    form.wait_for_load_state("networkidle")
    with form.expect_response(saves):
        form.clock.run_for(5000)
    assert (draft().subtitle, draft().author) == ("先写的", "保存时写的")


def test_leaving_asks_while_something_is_not_saved(form):
    asked = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    form.locator("#id_subtitle").press_sequentially("还没有保存")
    form.evaluate("location.assign('/admin/')")
    form.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(form.locator("#id_subtitle")).to_have_value("还没有保存")


def test_a_form_sent_without_a_log_in_stays_and_is_sent_after_the_next(form, log_in_again):
    editor = get_user_model().objects.get()
    form.context.clear_cookies()
    form.locator("#id_subtitle").fill("登录过期后写的")
    save(form)
    expect(lost(form)).to_contain_text("登录已过期")
    expect(form.locator("#id_subtitle")).to_have_value("登录过期后写的")
    log_in_again(editor)
    save(form)
    expect(form.locator(".messages")).to_contain_text("已更新")
    assert draft().subtitle == "登录过期后写的"
    form.complaints.clear()  # the browser reports each refused request


def test_what_was_typed_without_a_log_in_is_saved_by_itself_after_the_next(form, log_in_again):
    editor = get_user_model().objects.get()
    form.context.clear_cookies()
    form.locator("#id_subtitle").fill("登录过期后写的")
    form.clock.run_for(5000)
    expect(lost(form).get_by_role("link", name="在新窗口登录")).to_be_visible()
    log_in_again(editor)
    with form.expect_response(saves):
        form.clock.run_for(10_000)
    expect(lost(form)).to_contain_text("可以继续了")
    assert draft().subtitle == "登录过期后写的"
    form.complaints.clear()


def test_what_one_person_typed_is_not_sent_as_anothers(form, log_in_again):
    form.context.clear_cookies()
    log_in_again(editors.user(editors.REVIEWER))
    form.locator("#id_subtitle").fill("原来的人写的")
    save(form)
    expect(lost(form)).to_contain_text("另一个帐号")
    assert draft().subtitle == ""
    form.complaints.clear()


def test_a_server_that_was_away_for_minutes_gets_what_was_typed_meanwhile(form):
    form.route("**/*", lambda route: route.abort())
    form.locator("#id_subtitle").fill("断电时写的")
    for _ in range(10):
        form.clock.run_for(20_000)
    expect(lost(form)).to_contain_text("服务器没有应答")
    save(form)
    expect(form.locator("#id_subtitle")).to_have_value("断电时写的")
    form.unroute("**/*")
    with form.expect_response(saves):
        form.clock.run_for(70_000)
    assert draft().subtitle == "断电时写的"
    form.complaints.clear()


def test_the_second_window_on_a_report_asks_before_it_writes_over_the_first(form):
    other = form.context.new_page()
    other.goto(form.url)
    other.wait_for_load_state("networkidle")
    with form.expect_response(saves):
        form.locator("#id_subtitle").fill("第一个窗口写的")
        form.clock.run_for(5000)
    with other.expect_response(saves):
        other.locator("#id_author").fill("第二个窗口写的")
    expect(other.locator(".footer__save-warning")).to_contain_text("覆盖")
    with other.expect_response("**/ping/**"):
        other.clock.run_for(11_000)
    save(other)
    expect(other.get_by_role("dialog")).to_contain_text("另一窗口")
    assert draft().subtitle == "第一个窗口写的"
    other.get_by_role("dialog").get_by_role("button", name="保存草稿").click()
    expect(other.locator(".messages")).to_contain_text("已更新")
    assert draft().author == "第二个窗口写的"
    kept = [each.as_object().subtitle for each in Article.objects.get().revisions.all()]
    assert "第一个窗口写的" in kept


def test_the_way_back_leads_to_what_was_saved(form):
    with form.expect_response(saves):
        form.locator("#id_subtitle").fill("离开前写的")
        form.clock.run_for(5000)
    form.goto("/admin/")
    form.go_back()
    expect(form.locator("#id_subtitle")).to_have_value("离开前写的")


def test_what_was_pasted_to_be_imported_stays_where_the_log_in_was_lost(enter, log_in_again):
    page = enter(editors.EDITOR)
    page.goto("/admin/imports/")
    page.locator("#id_text").fill(PAGE)
    page.context.clear_cookies()
    page.locator("form.hand-in button[type=submit]").click()
    expect(lost(page)).to_contain_text("登录已过期")
    log_in_again(get_user_model().objects.get())
    page.locator("form.hand-in button[type=submit]").click()
    expect(page.locator(".review .unfold").first).to_be_attached()
