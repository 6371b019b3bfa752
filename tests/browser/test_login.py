"""The door of the editors' desk, in a real browser."""

import re

from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from tests.browser.entering import log_in, set_up_a_phone


def test_an_administrator_sets_up_a_phone_and_finds_the_desk_in_chinese(page):
    get_user_model().objects.create_superuser("admin", password="一把好的口令2026")
    log_in(page, "admin", "一把好的口令2026")
    set_up_a_phone(page)
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(page.get_by_role("navigation", name="主菜单")).to_be_visible()


def test_a_wrong_password_is_told_and_keeps_people_out(page):
    get_user_model().objects.create_superuser("admin", password="一把好的口令2026")
    log_in(page, "admin", "猜的")
    expect(page.locator(".messages")).to_contain_text("用户名与密码不匹配，请重试。")
    expect(page).to_have_url(re.compile("/admin/login/"))


def test_a_passkey_of_the_computer_takes_the_place_of_a_phone(page):
    """Chromium's own virtual device makes and shows the key."""
    get_user_model().objects.create_superuser("admin", password="一把好的口令2026")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": options | {"automaticPresenceSimulation": True}},
    )
    log_in(page, "admin", "一把好的口令2026")
    page.get_by_label("给它起个名字").fill("办公室的电脑")
    page.get_by_role("button", name="建立通行密钥").click()
    expect(page.locator(".second-step-codes li")).to_have_count(10)
    page.context.clear_cookies()
    log_in(page, "admin", "一把好的口令2026")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_role("navigation", name="主菜单")).to_be_visible()
    page.goto("/admin/account/second-step/")
    page.locator("input[name=password]").fill("一把好的口令2026")
    page.get_by_role("button", name="用通行密钥代替验证码").click()
    expect(page.get_by_text("通行密钥已确认")).to_be_visible()
    page.get_by_role("button", name="换一组恢复代码").click()
    expect(page.locator(".second-step-codes li")).to_have_count(10)
