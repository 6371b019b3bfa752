"""A page that was read right is public after four clicks."""

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
