"""Files of a report in the editor: sent as soon as they are chosen, and kept if the form fails."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import editors, factories
from tests.attached import PDF
from tests.browser.test_rich_text import save

NAMED = {"name": "示范单位名单.pdf", "mimeType": "application/pdf", "buffer": PDF}
DISGUISED = {"name": "名单.pdf", "mimeType": "application/pdf", "buffer": b"<html>"}


@pytest.fixture
def editor(enter, settings, tmp_path):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    settings.MEDIA_ROOT = tmp_path
    return enter(editors.REVIEWER)


def test_a_file_is_sent_when_chosen_refused_in_words_and_published(editor):
    page = editor
    article = factories.draft("库伦旗的报告", lead="<p>导语</p>", closing="")
    page.goto(editors.url("edit", article.pk))
    page.get_by_role("button", name="添加附件").click()
    box = page.locator(".attached-file").last
    choose = box.locator("input[type=file]")
    choose.set_input_files(DISGUISED)
    expect(box.get_by_role("status")).to_contain_text("不能用作附件")
    expect(box.locator("input[type=hidden]")).to_have_value("")
    page.complaints.clear()  # the browser's console tells of the refusal, too

    choose.set_input_files(NAMED)
    expect(box.locator(".attached-file__name a")).to_have_text("示范单位名单.pdf")
    expect(box.locator(".attached-file__note")).to_have_text("")
    title = page.locator("[name=attachments-0-title]")
    expect(title).to_have_value("示范单位名单")
    title.fill("获奖名单")
    page.locator("#id_title").fill("")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".messages")).to_contain_text("无法保存")
    expect(page.locator("[name=attachments-0-title]")).to_have_value("获奖名单")
    expect(page.locator(".attached-file__name a").first).to_have_text("示范单位名单.pdf")
    page.locator("#id_title").fill("库伦旗的报告")
    save(page, "发布")
    row = Article.objects.published().get().attachments.get()
    assert (row.title, row.file.name) == ("获奖名单", "示范单位名单.pdf")
