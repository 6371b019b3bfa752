"""What a reader with a phone sees before touching it."""

import pytest
from playwright.sync_api import expect

from articles.models import HomeSection
from tests import factories, seeds

WHERE = "document.querySelector({!r}).getBoundingClientRect()"


@pytest.fixture
def phone_390(chromium, live_server):
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, has_touch=True
    )
    yield context.new_page()
    context.close()


def test_the_head_is_one_row_and_the_first_report_stands_in_the_upper_half(phone_390, live_server):
    HomeSection.objects.get_or_create(kind="latest", defaults={"heading": "最新报告"})
    report = seeds.load_reports()["xingan-2020"]
    factories.topic()
    for number in range(5):
        factories.region(f"15220110320{number}", f"民族团结第{number}嘎查民族团结社区")
    lists = ["/", "/articles/", "/articles/?region=1522&year=2020", "/search/?q=民族团结"]
    for address in [*lists, "/channels/gongzuo-dongtai/"]:
        phone_390.goto(address)
        parts = ".masthead > :is(.brand, .site-search, .settings, .elder-button)"
        tops = phone_390.evaluate(
            f"[...document.querySelectorAll('{parts}')].map(part => {{"
            " const box = part.getBoundingClientRect(); return box.y + box.height / 2; })"
        )
        assert max(tops) - min(tops) < 4, (address, tops)
        assert phone_390.evaluate(WHERE.format(".card") + ".y") <= 420, address
    phone_390.goto(report.get_absolute_url())
    phone_390.get_by_role("link", name="文中写明").click()
    expect(phone_390.locator(".findings h2")).to_be_in_viewport()


@pytest.mark.parametrize("elder", ["", "on"])
def test_the_head_is_one_row_at_360_pixels_and_its_settings_fit(chromium, live_server, elder):
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, has_touch=True
    )
    context.add_init_script(f"localStorage.setItem('elder', '{elder}')")
    page = context.new_page()
    page.goto("/")
    boxes = page.locator(".masthead > *").all()
    middles = [box["y"] + box["height"] / 2 for part in boxes if (box := part.bounding_box())]
    assert len(middles) == 4
    assert max(middles) - min(middles) < 4
    name = page.locator(".brand-name").evaluate(
        "name => name.offsetHeight / parseFloat(getComputedStyle(name).lineHeight)"
    )
    assert round(name) == (2 if elder else 1)
    page.get_by_text("显示设置").click()
    panel = page.locator(".settings-panel").bounding_box()
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


def test_filters_folded_on_a_phone_stand_open_when_it_is_turned(phone_390, live_server):
    seeds.load_reports()
    phone_390.goto("/articles/")
    choice = phone_390.get_by_label("主题")
    assert not choice.is_visible()
    phone_390.get_by_text("筛选", exact=True).first.click()
    assert choice.is_visible()
    phone_390.get_by_text("筛选", exact=True).first.click()
    phone_390.set_viewport_size({"width": 1024, "height": 700})
    assert choice.is_visible()
