"""Tables of a text in the editor: pasted among paragraphs, and typed in a window of their own."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import editors, factories
from tests.browser.test_rich_text import PASTE, field_of, save

EXCEL = """<html><body><p>各镇情况如下</p>
<table><tr><td rowspan=2>镇</td><td colspan=2>数量</td></tr>
<tr><td>示范村</td><td>示范校</td></tr><tr><td>库伦镇</td><td>3</td>
<td><b>1</b><script>alert(1)</script><img src=x onerror=alert(2)></td></tr></table><p>完</p>"""
STORED = (
    "<p>各镇情况如下</p><table>"
    '<thead><tr><th scope="col" rowspan="2">镇</th><th scope="col" colspan="2">数量</th></tr>'
    '<tr><th scope="col">示范村</th><th scope="col">示范校</th></tr></thead>'
    "<tbody><tr><td>库伦镇</td><td>3</td><td><b>1</b></td></tr></tbody></table><p>完</p>"
)
TYPED = (
    "<table><caption>培训情况</caption>"
    '<thead><tr><th scope="col">年份</th><th scope="col">人次</th><th scope="col">备注</th></tr>'
    '</thead><tbody><tr><td>2021</td><td>1200</td><td rowspan="2">线上线下</td></tr>'
    "<tr><td>2022</td><td>1500</td></tr></tbody></table>"
)


@pytest.fixture
def editor(enter, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    return enter(editors.REVIEWER)


def test_tables_are_pasted_typed_kept_and_read(editor):
    page = editor
    article = factories.draft(
        "库伦旗的报告", lead="", closing="<p>结语</p>", measures=[{"body": "<p>旧</p>"}]
    )
    address = editors.url("edit", article.pk)
    page.goto(address)
    ran = []
    page.on("dialog", lambda dialog: ran.append(dialog.message) or dialog.dismiss())
    field_of(page, "lead").click()
    field_of(page, "lead").evaluate(PASTE, EXCEL)
    expect(field_of(page, "lead").locator("table")).to_contain_text("库伦镇")
    assert ran == []
    # Chromium tells of the handler in what was pasted as soon as it reads it, though nothing runs.
    page.complaints[:] = [it for it in page.complaints if "inline event handler" not in it]

    closing = page.locator("[data-field-wrapper]:has(#id_closing)")
    field_of(page, "closing").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    closing.locator(".Draftail-BlockToolbar__trigger").click()
    page.get_by_role("option", name="表格").click()
    window = page.get_by_role("dialog").filter(has_text="表题")
    window.get_by_role("textbox", name="表题").fill("旧题")
    cells = window.locator("th,td")
    cells.first.click()
    cells.first.evaluate(
        PASTE,
        "<table><caption>培训情况</caption><tr><td>年份<td>人次<td>备注"
        "<tr><td>2021<td>1200<td>线上<tr><td>2022<td>1500<td>线下</table>",
    )
    expect(window.get_by_role("textbox", name="表题")).to_have_text("培训情况")
    cells.filter(has_text="线上").click()
    window.get_by_role("button", name="与下方合并").click()
    expect(cells).to_have_count(8)
    window.get_by_role("button", name="删除这一行").click()
    window.get_by_role("button", name="撤销").click()
    expect(cells).to_have_count(8)
    cells.filter(has_text="线上").click()
    window.get_by_role("button", name="表头行").click()
    cells.filter(has_text="线上").fill("线上线下")
    window.get_by_role("button", name="撤销").click()
    window.get_by_role("button", name="完成").click()
    expect(field_of(page, "closing").locator("table")).to_contain_text("线上线下")
    save(page)
    article.refresh_from_db()
    assert (article.lead, article.closing) == (STORED, f"<p>结语</p>{TYPED}")

    page.goto(address)
    closing.get_by_role("button", name="编辑表格").click()
    window.locator("td").filter(has_text="1500").fill("1600")
    window.get_by_role("button", name="完成").click()
    expect(field_of(page, "closing").locator("table")).to_contain_text("1600")
    save(page, "发布")
    assert Article.objects.get().closing == f"<p>结语</p>{TYPED.replace('1500', '1600')}"


def test_undoing_asks_before_it_takes_words_along_that_were_typed_into_new_cells(editor):
    page = editor
    table = "<table><tr><td>年份</td><td>人次</td></tr><tr><td>2021</td><td>1200</td></tr></table>"
    article = factories.draft("库伦旗的报告", lead=table)
    page.goto(editors.url("edit", article.pk))
    page.get_by_role("button", name="编辑表格").first.click()
    window = page.get_by_role("dialog").filter(has_text="表题")
    cells = window.locator("th,td")
    cells.last.click()
    window.get_by_role("button", name="下方加一行").click()
    cells.last.fill("1500")
    page.once("dialog", lambda dialog: dialog.dismiss())
    window.get_by_role("button", name="撤销").click()
    expect(cells).to_have_count(6)
    expect(cells.last).to_have_text("1500")
    page.once("dialog", lambda dialog: dialog.accept())
    window.get_by_role("button", name="撤销").click()
    expect(cells).to_have_count(4)
    # What was not typed into goes without a question.
    window.get_by_role("button", name="下方加一行").click()
    window.get_by_role("button", name="撤销").click()
    expect(cells).to_have_count(4)
