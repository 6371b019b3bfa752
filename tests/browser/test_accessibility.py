"""No class of page has an accessibility fault that axe can see, however it is shown."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import factories, seeds

PAGES = [
    "/",
    "/articles/",
    "/articles/?year=nix",
    "REPORT",
    "REPORT#honor-5",
    "/regions/",
    "/regions/1522/",
    "/regions/152201100/",
    "/measures/",
    "/measures/?place=152201&place=150524",
    "/honors/",
    "/channels/gongzuo-dongtai/",
    "/stats/",
    "/stats/15/?by=month",
    "/figures/",
    "/figures/生产总值/",
    "/documents/",
    "/documents/民族区域自治法/",
    "/search/?q=民族",
    "/sitemap/",
    "/about/bookmark/",
    "/about/contact/",
    "/leave/?to=https://example.org/",
    "/data/",
    "/api/",
    "MONGOLIAN",
    "/nowhere/",
]
RULES = {"target-size": {"enabled": True}}
STRICTER = RULES | {"color-contrast-enhanced": {"enabled": True}}
# The same elements as in light: only what has to do with colour can differ.
OF_COLOUR = {"runOnly": {"type": "tag", "values": ["cat.color"]}}
# Of what passed, axe tells one element a rule: to tell them all takes longer than to look.
TOLD = {"resultTypes": ["violations"]}
WAYS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "elder": {},
    "print": {},
    "phone": {"viewport": {"width": 360, "height": 740}},
}


@pytest.fixture
def report(live_server):
    """The two reports, and a third so that each list has its neighbours."""
    reports = seeds.load_reports()
    factories.published("另一篇", honors=[{"status": "target"}], tags=["团结"])
    return reports["xingan-2020"]


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing(chromium, live_server, report, way):
    mongolian = factories.published(
        "ᠮᠣᠩᠭᠤᠯ ᠦᠨᠳᠦᠰᠦᠲᠡᠨ", language="mn-Mong", measures=[{"heading": "ᠮᠣᠩᠭᠤᠯ"}], honors=[{}]
    )
    reports = {"REPORT": report, "MONGOLIAN": mongolian}
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN", **WAYS[way])
    if way == "elder":
        context.add_init_script("localStorage.setItem('elder', 'on')")
    page = context.new_page()
    if way == "print":
        page.emulate_media(media="print")
    found = []
    for address in PAGES:
        for name, shown in reports.items():
            address = address.replace(name, shown.get_absolute_url())
        answer = page.goto(address)
        # None: only the fragment changed.
        assert answer is None or answer.ok or address == "/nowhere/", address
        asked = {"rules": STRICTER if way == "elder" else RULES}
        results = Axe().run(page, options={**(OF_COLOUR if way == "dark" else asked), **TOLD})
        found += [
            (address, fault["id"], [node["html"][:160] for node in fault["nodes"][:3]])
            for fault in results.response["violations"]
        ]
    context.close()
    assert found == []


def test_everything_is_reached_and_left_by_keyboard(page, report):
    page.goto(report.get_absolute_url())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    count = page.locator("a[href], button, summary, input").count()
    page.goto(report.get_absolute_url())
    seen = set()
    for _ in range(count + 40):
        page.keyboard.press("Tab")
        visible = page.evaluate(
            "(() => { const e = document.activeElement; if (e === document.body) return null;"
            " const s = getComputedStyle(e); return s.outlineStyle !== 'none' })()"
        )
        if visible is None:
            break
        assert visible
        seen.add(page.evaluate("document.activeElement.outerHTML.slice(0, 90)"))
    assert len(seen) > 60


def test_settings_are_opened_chosen_and_closed_by_keyboard(page, report):
    page.goto("/")
    page.locator(".settings summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.size") == "large"
    page.keyboard.press("Escape")
    assert not page.locator(".settings-panel").is_visible()
