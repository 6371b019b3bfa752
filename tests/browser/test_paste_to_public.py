"""A page that was read right is public after four clicks, one read wrong without the mouse."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import editors, seeds

PAGE = """首页 > 政务公开 > 其他 > 工作动态

库伦旗民族团结进步工作情况

来源：库伦旗委统战部　2021-11-05

库伦旗把民族团结进步工作摆在突出位置，各项工作取得新的成效。

一、抓创建

库伦镇被命名为自治区民族团结进步示范镇。
"""
MENDED = "库伦旗民族团结进步工作"
COUNT = """addEventListener("click", (event) => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
}, true)"""


@pytest.fixture
def home(enter):
    """Open the desk as one who may publish, every click counted from here on."""
    seeds.load_vocabulary()
    page = enter(editors.REVIEWER)
    page.add_init_script(COUNT)
    page.goto("/admin/")
    return page


def test_from_paste_to_public_it_takes_four_clicks(home):
    home.get_by_role("link", name="导入报告").first.click()
    home.locator("#id_text").click()
    home.keyboard.insert_text(PAGE)
    home.locator("form.hand-in button[type=submit]").click()
    home.locator(".actions-bar").get_by_role("button", name="发布", exact=True).click()
    expect(home.locator(".messages")).to_contain_text("已发布")
    assert int(home.evaluate("sessionStorage.clicks")) <= 4
    article = Article.objects.published().get()
    assert (article.title, article.source) == ("库伦旗民族团结进步工作情况", "库伦旗委统战部")
    assert (article.channel.name, article.region.name) == ("工作动态", "库伦旗")
    assert [row.heading for row in article.measures.all()] == ["一、抓创建"]
    home.locator(".messages").get_by_role("link", name="查看").click()
    expect(home.locator("h1")).to_have_text("库伦旗民族团结进步工作情况")


def tab_to(page, target, most=150):
    """Go on by Tab until a control is in hand."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"no Tab leads to {target}")


def test_a_wrong_title_is_mended_and_published_without_the_mouse(home):
    home.goto("/admin/imports/")
    tab_to(home, home.locator("#id_text"))
    home.keyboard.insert_text(PAGE)
    tab_to(home, home.locator("form.hand-in button[type=submit]"))
    home.keyboard.press("Enter")
    home.wait_for_selector(".review .unfold")
    tab_to(home, home.locator(".by-keys"))
    home.keyboard.press("Enter")
    for _ in range(9):
        home.keyboard.press("Home")
        home.keyboard.press("Shift+End")
        if "民族团结进步工作情况" in home.evaluate("getSelection().toString()"):
            break
        home.keyboard.press("ArrowDown")
    home.keyboard.press("Home")
    for _ in MENDED:
        home.keyboard.press("Shift+ArrowRight")
    home.keyboard.press("x")  # the original is not written in
    home.keyboard.press("Enter")
    tab_to(home, home.locator('.picked [data-head="title"]'))
    home.keyboard.press("Enter")
    expect(home.locator("#id_head-title")).to_have_value(MENDED)
    expect(home.locator(".raw")).to_be_focused()
    publish = home.locator(".actions-bar").get_by_role("button", name="发布", exact=True)
    tab_to(home, publish)
    home.keyboard.press("Enter")
    expect(home.locator(".messages")).to_contain_text("已发布")
    assert Article.objects.published().get().title == MENDED


def test_what_an_input_method_composes_is_not_written_into_the_original(home):
    home.goto("/admin/imports/")
    home.locator("#id_text").fill(PAGE)
    home.locator("form.hand-in button[type=submit]").click()
    original = home.locator(".review .raw").inner_text()
    home.locator(".by-keys").focus()
    home.keyboard.press("Enter")
    expect(home.locator(".raw")).to_be_focused()
    keyboard = home.context.new_cdp_session(home)
    composed = {"text": "你好", "selectionStart": 2, "selectionEnd": 2}
    keyboard.send("Input.imeSetComposition", composed)
    keyboard.send("Input.insertText", {"text": "你好"})
    assert home.locator(".review .raw").inner_text() == original
