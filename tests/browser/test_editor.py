"""The editor's path in a real browser: log in, edit, preview, publish, see it live."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import editors, factories
from tests.browser.entering import log_in, set_up_a_phone


@pytest.fixture
def report(db):
    factories.region("152201103")
    return factories.published(
        "乌兰浩特市民族团结进步工作",
        measures=[{"heading": "抓宣传教育", "body": "<p>让党的民族政策入脑入心。</p>"}],
        honors=[{"name": "示范单位", "quote": "入脑入心"}],
    )


@pytest.fixture
def without_autosave(settings):
    """Keep the buttons still: an autosave between two clicks draws them anew."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def enter(page, role):
    """Log in; who publishes also shows that their phone is at hand."""
    log_in(page, editors.user(role).username, editors.PASSWORD)
    if role == editors.REVIEWER:
        set_up_a_phone(page)
    expect(page.get_by_role("navigation", name="主菜单")).to_be_visible()


def open_report(page, report):
    page.get_by_role("link", name="报告", exact=True).click()
    page.get_by_role("link", name=report.title).click()


def choose_action(page, name):
    """Press a button of the drop-up beside "save draft"."""
    page.locator("footer").get_by_role("button", name="更多动作").click()
    page.get_by_role("button", name=name, exact=True).click()


def test_a_reviewer_edits_previews_publishes_and_sees_it_live(page, report, without_autosave):
    enter(page, editors.REVIEWER)
    open_report(page, report)

    page.locator("#id_title").fill("乌兰浩特市的新标题")
    page.get_by_role("tab", name="举措").click()
    page.locator("#id_measures-0-heading").fill("抓民生改善")

    page.get_by_role("button", name="预览开关").click()
    preview = page.frame_locator("iframe[title='预览']").first
    expect(preview.locator("h1")).to_have_text("乌兰浩特市的新标题")
    expect(preview.get_by_role("heading", name="抓民生改善")).to_be_visible()

    assert Article.objects.published().get().title == report.title
    choose_action(page, "发布")
    expect(page.locator(".messages")).to_contain_text("已保存并发布")

    page.goto(report.get_absolute_url())
    expect(page.locator("h1")).to_have_text("乌兰浩特市的新标题")
    expect(page.get_by_role("heading", name="抓民生改善")).to_be_visible()


def test_an_editor_writes_a_report_and_a_reviewer_approves_it(page, report, without_autosave):
    enter(page, editors.EDITOR)
    page.goto(editors.url("add"))
    page.locator("#id_title").fill("义勒力特镇的报告")
    page.get_by_role("button", name="选择地区").click()
    page.locator(".modal-dialog [name=q]").fill("义勒力特")
    page.get_by_role("link", name="内蒙古自治区 兴安盟 乌兰浩特市 义勒力特镇").click()
    expect(page.locator("#id_region-chooser")).to_contain_text("义勒力特镇")
    page.locator("#id_channel").select_option(label="工作动态")
    page.locator("#id_published_at").fill("2020年7月7日")
    page.keyboard.press("Tab")

    page.get_by_role("tab", name="荣誉与数据").click()
    page.get_by_role("button", name="添加荣誉").click()
    page.locator("#id_honors-0-name").fill("全国民族团结进步模范集体")
    page.locator("#id_honors-0-status").select_option(label="创建目标")
    page.locator("#id_honors-0-quote").fill("义勒力特镇")
    choose_action(page, "提交给审核")
    expect(page.locator(".messages")).to_contain_text("提交审核")
    written = Article.objects.get(title="义勒力特镇的报告")
    assert not written.live
    assert str(written.published_date) == "2020-07-07"
    assert written.honors.get().where == "title"

    page.context.clear_cookies()
    enter(page, editors.REVIEWER)
    expect(page.locator("#main")).to_contain_text("义勒力特镇的报告")
    page.goto(editors.url("edit", written.pk))
    choose_action(page, "批准并发布")
    expect(page).to_have_url(re.compile("/admin/articles/$"))
    page.goto(written.get_absolute_url())
    expect(page).to_have_title(re.compile("义勒力特镇的报告"))


def test_what_was_typed_is_still_there_after_a_mistake(page, report, without_autosave):
    enter(page, editors.REVIEWER)
    open_report(page, report)
    page.get_by_role("tab", name="荣誉与数据").click()
    page.locator("#inline_child_honors-0 [data-panel-toggle]").click()
    page.locator("#id_honors-0-count").fill("-3")
    page.locator("#id_honors-0-name").fill("刚刚改过的荣誉")
    choose_action(page, "发布")
    expect(page.locator(".messages")).to_contain_text("无法保存")
    page.get_by_role("tab", name=re.compile("荣誉与数据")).click()
    expect(page.locator("#id_honors-0-name")).to_have_value("刚刚改过的荣誉")
    expect(page.locator("#id_honors-0-count")).to_have_value("-3")
    expect(page.locator(".error-message").filter(visible=True).first).to_contain_text("大于")


def test_what_is_typed_is_kept_as_a_draft_without_pressing_anything(page, report):
    enter(page, editors.EDITOR)
    open_report(page, report)
    edit = editors.url("edit", report.pk)
    page.wait_for_load_state("networkidle")
    with page.expect_response(
        lambda r: r.request.method == "POST" and edit in r.url, timeout=40_000
    ) as answer:
        # Across the moment, two seconds after its scripts started, when Wagtail looks at the form.
        page.locator("#id_subtitle").press_sequentially("写到一半的副标题" * 2, delay=600)
    assert answer.value.ok
    page.reload()
    expect(page.locator("#id_subtitle")).to_have_value(re.compile("^写到"))
    assert Article.objects.published().get().subtitle == ""
