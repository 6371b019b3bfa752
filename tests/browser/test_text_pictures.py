"""Pictures of a text in the editor: uploaded, described and captioned in a window of their own."""

import io

import PIL.Image
import pytest
from playwright.sync_api import expect
from wagtail.images.models import Image

from articles.models import Article
from tests import editors, factories
from tests.browser.test_rich_text import field_of, save


@pytest.fixture
def editor(enter, settings, tmp_path):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    settings.MEDIA_ROOT = tmp_path
    return enter(editors.REVIEWER)


def photograph() -> dict:
    file = io.BytesIO()
    PIL.Image.new("RGB", (640, 480), "#88aa66").save(file, "JPEG")
    return {"name": "赛马.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def test_a_picture_is_uploaded_described_edited_and_published(editor):
    page = editor
    article = factories.draft("库伦旗的报告", lead="<p>导语</p>", closing="")
    page.goto(editors.url("edit", article.pk))
    lead = page.locator("[data-field-wrapper]:has(#id_lead)")
    field_of(page, "lead").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    lead.locator(".Draftail-BlockToolbar__trigger").click()
    page.get_by_role("option", name="图片").click()
    chooser = page.locator(".modal-content")
    chooser.get_by_role("tab", name="上传").click()
    chooser.locator("input[type=file]").set_input_files(photograph())
    expect(chooser.get_by_label("标题")).to_have_value("赛马")
    chooser.locator("#tab-upload button[type=submit]").click()

    window = page.locator("dialog.text-picture-window")
    expect(window.locator("img")).to_be_visible()
    window.get_by_role("button", name="完成").click()
    expect(window.get_by_role("alert")).to_have_text("还没有写明图上有什么。")
    window.get_by_role("button", name="完成").click()
    picture = field_of(page, "lead").locator(".text-picture")
    expect(picture).to_contain_text("还没有写明图上有什么。")

    picture.get_by_role("button", name="编辑图片").click()
    window.get_by_label("图上有什么").fill("草原上的赛马")
    window.get_by_label("图题").fill("图1 那达慕")
    window.get_by_role("button", name="完成").click()
    expect(picture).to_contain_text("草原上的赛马")
    save(page, "发布")
    image = Image.objects.get()
    figure = factories.figure(image, "草原上的赛马", "图1 那达慕")
    published = Article.objects.get()
    assert (published.live, published.lead) == (True, f"<p>导语</p>{figure}")

    page.goto(editors.url("edit", article.pk))
    expect(picture.locator("img")).to_be_visible()
    picture.get_by_role("button", name="编辑图片").click()
    window.get_by_label("仅作装饰").check()
    expect(window.get_by_label("图上有什么")).to_be_disabled()
    window.get_by_role("button", name="换一张").click()
    chooser.get_by_role("link", name="赛马").click()
    expect(window.locator("img")).to_be_visible()
    window.get_by_role("button", name="完成").click()
    save(page)
    page.reload()
    expect(picture).to_contain_text("仅作装饰")
    picture.get_by_role("button", name="移除图片").click()
    expect(picture).to_have_count(0)
