"""An editor at work while the real server is killed, and comes back."""

import os
import re
import signal

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.project.conftest import PATIENCE
from tests.project.test_serve import end, serve
from tools import system

pytestmark = pytest.mark.xdist_group("installation")
PAGE = """库伦旗民族团结进步工作情况

来源：库伦旗委统战部　2021-11-05

库伦旗把民族团结进步工作摆在突出位置，各项工作取得新的成效。
"""
LET_IN = """
from django.test import Client
from tests import editors, factories
from unityreports.accounts import second_step
client = Client()
client.force_login(editors.user(editors.EDITOR, "kept"))
session = client.session
session[second_step.DONE] = 0
session.save()
print(client.cookies["sessionid"].value, factories.draft("断电的报告").pk)
"""


@pytest.fixture
def at_work(installation):
    """Serve, and open the desk of an editor in a browser, who has a report of the number given."""
    cookie, _space, number = installation.ask(LET_IN).partition(" ")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=system.chromium(), args=arguments)
        context = browser.new_context(base_url=installation.url, locale="zh-CN")
        context.set_default_timeout(PATIENCE * 1000)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": installation.url}])
        server = serve(installation)
        yield context.new_page(), int(number), server
        browser.close()
        end(server)


def kill(server):
    """Take the power from a server."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait(PATIENCE)


def test_what_is_typed_while_the_server_is_dead_is_kept_once_it_is_back(installation, at_work):
    review, number, server = at_work
    patient = {"timeout": PATIENCE * 1000}  # milliseconds
    review.goto("/admin/imports/")
    review.fill("#id_text", PAGE)
    review.click("form.hand-in button[type=submit]")
    form = review.context.new_page()
    form.goto(f"/admin/articles/edit/{number}/")
    form.wait_for_load_state("networkidle")
    indicator = form.locator("#w-autosave-indicator")

    review.fill("#id_head-source", "断电前写的")
    form.fill("#id_subtitle", "断电前写的")
    expect(review.locator('[data-kept="yes"]')).to_be_visible(**patient)
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "saved", **patient)
    kill(server)
    review.fill("#id_head-author", "断电时写的")
    form.fill("#id_author", "断电时写的")
    expect(review.locator('[data-kept="no"]')).to_be_visible(**patient)
    expect(form.locator(".session-lost")).to_contain_text("服务器没有应答", **patient)
    form.locator("footer").get_by_role("button", name="保存草稿").click()  # which leads nowhere yet

    back = serve(installation)
    expect(review.locator('[data-kept="yes"]')).to_be_visible(**patient)
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "saved", **patient)
    review.reload()
    form.goto("/admin/")
    form.goto(f"/admin/articles/edit/{number}/")
    for page, names in ((review, ("head-source", "head-author")), (form, ("subtitle", "author"))):
        for name, words in zip(names, ("断电前写的", "断电时写的"), strict=True):
            expect(page.locator(f"#id_{name}")).to_have_value(words)
    expect(form).to_have_url(re.compile(f"/edit/{number}/"))
    end(back)
