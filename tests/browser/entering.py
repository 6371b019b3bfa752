"""How a person gets into the desk, in a real browser."""

import pyotp
from playwright.sync_api import expect


def log_in(page, name, password):
    page.goto("/admin/")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="登录").click()


def set_up_a_phone(page):
    """Answer the question for a second step with the code that a phone would show."""
    page.get_by_text("手工输入密钥").click()
    secret = page.locator(".second-step-secret").inner_text().replace(" ", "")
    page.locator("input[name=code]").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="确认并继续").click()
    expect(page.locator(".second-step-codes li")).to_have_count(10)
    page.get_by_role("link", name="已收好，继续").click()
