"""What the scripts of the desk draw is Chinese too: read once they have run."""

import re

import pytest
from playwright.sync_api import expect

from tests import editors, factories
from tests.desk.test_desk_in_chinese import ALLOWED, ISO, NAMES
from unityreports.site.models import SiteIdentity

LATIN = re.compile(r"[A-Za-z]{2,}")
# Texts that are shown, and the attributes that are read out or shown.
SAID = """() => {
  const said = [];
  const visible = (each) => each.checkVisibility({ visibilityProperty: true });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: parent, data } = walker.currentNode;
    const silent = parent.closest("script, style, template, iframe");
    if (data.trim() && !silent && visible(parent)) said.push(data);
  }
  const attributes = ["aria-label", "title", "placeholder", "alt", "aria-description"];
  for (const each of document.querySelectorAll("body *")) {
    if (each.closest("template")) continue;
    for (const name of attributes) if (each.getAttribute(name)) said.push(each.getAttribute(name));
  }
  return said;
}"""


def foreign(page) -> list[str]:
    said = page.evaluate(SAID)
    assert len(said) > 10
    return sorted(
        {
            " ".join(text.split())
            for text in said
            if set(LATIN.findall(NAMES.sub("", text))) - ALLOWED or ISO.search(text)
        }
    )


@pytest.fixture
def at_work(page, client, live_server, admin_user):
    """An administrator called 王小 in the browser, and a report."""
    admin_user.first_name, admin_user.last_name = "小", "王"
    admin_user.save()
    SiteIdentity.objects.create(name="站点")
    client.force_login(admin_user)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.report = factories.published(
        "报告", measures=[{}], honors=[{}], figures=[{}], documents=[{}], places=[{}], tags=["标签"]
    )
    return page


SCREENS = [
    "",
    "account/",
    "articles/",
    "channels/add/",
    "themes/",
    "home-sections/add/",
    "regions/add/",
    "texts/",
    "images/",
    "images/add/",
    "users/",
    "users/new/",
    "groups/new/",
    "workflows/add/",
    "imports/",
    "export/articles/",
    "settings/unityreports/siteidentity/",
]


def test_every_screen_is_chinese_after_its_scripts_ran(at_work):
    found = {}
    for address in SCREENS:
        at_work.goto(f"/admin/{address}")
        at_work.wait_for_load_state("networkidle")
        found[address] = foreign(at_work)
    assert not any(found.values()), found


def test_the_side_bar_calls_people_by_their_whole_name(at_work):
    at_work.goto("/admin/")
    assert "王小" in at_work.locator(".sidebar-footer, aside").first.inner_text()


def test_the_editor_is_chinese_in_every_tab_panel_and_window(at_work):
    page = at_work
    page.goto(editors.url("edit", page.report.pk))
    page.wait_for_load_state("networkidle")
    found = set(foreign(page))
    for tab in ("举措", "荣誉与数据", "元数据", "报告"):
        page.get_by_role("tab", name=tab, exact=True).click()
        found |= set(foreign(page))
    for panel in ("status", "preview", "checks"):
        page.locator(f"[data-side-panel-toggle='{panel}']").first.click()
        page.wait_for_timeout(1_000)
        found |= set(foreign(page))
    page.locator(".public-DraftEditor-content").first.click()
    page.wait_for_timeout(500)
    found |= set(foreign(page))
    for button in page.locator(".Draftail-ToolbarButton").filter(visible=True).all():
        button.hover()
        page.wait_for_timeout(300)
        found |= set(foreign(page))
    page.locator("#id_published_at").click()
    page.wait_for_timeout(500)
    found |= set(foreign(page))
    assert found == set()


@pytest.mark.parametrize("window", ["选择图片", "地区"])
def test_a_window_of_the_editor_is_chinese(at_work, window):
    page = at_work
    page.goto(editors.url("add"))
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="选择图片" if window == "选择图片" else "选择地区").click()
    page.locator(".modal-dialog").wait_for()
    page.wait_for_timeout(500)
    assert foreign(page) == []
    tabs = page.locator(".modal-dialog [role=tab]")
    for tab in tabs.all():
        tab.click()
        assert foreign(page) == []


def test_the_shortcuts_are_told_in_chinese(at_work):
    page = at_work
    page.goto("/admin/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("?")
    page.wait_for_timeout(500)
    assert foreign(page) == []


@pytest.mark.parametrize(("kind", "plural"), [("channel", "channels"), ("theme", "themes")])
def test_the_address_name_is_proposed_and_never_overwritten(at_work, kind, plural):
    page = at_work
    page.goto(f"/admin/{plural}/add/")
    page.wait_for_load_state("networkidle")
    page.locator("#id_name").fill("政策文件")
    with page.expect_response(lambda r: "address-name" in r.url):
        page.locator("#id_name").blur()
    expect(page.locator("#id_slug")).to_have_value("zhengcewenjian")
    page.locator("#id_slug").fill("policies")
    page.locator("#id_name").fill("别的名称")
    page.locator("#id_name").blur()
    page.wait_for_timeout(1_000)
    assert page.locator("#id_slug").input_value() == "policies"
