"""The reader's path in a real browser: from the home page to the very sentence."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import HomeSection, ViewCount
from articles.publishing import view_counts
from tests import seeds


@pytest.fixture
def report(live_server):
    """The report with most to see, on a home page that lists the latest."""
    HomeSection.objects.get_or_create(kind="latest", defaults={"heading": "最新报告"})
    return seeds.load_reports()["xingan-2020"]


def test_a_reader_goes_from_the_home_page_to_a_sentence(page, report):
    page.goto("/")
    page.get_by_role("article").get_by_role("link", name=report.title).click()
    expect(page).to_have_url(re.compile(report.get_absolute_url()))
    page.get_by_role("link", name="模范个人").first.click()
    sentence = page.locator("mark#honor-5")
    expect(sentence).to_be_in_viewport()
    expect(sentence).to_contain_text("5个模范个人")
    expect(page.locator("mark#honor-5 + .evidence-note")).to_be_visible()


def test_a_shared_address_opens_at_its_sentence(page, report):
    page.goto(report.get_absolute_url() + "#honor-7")
    expect(page.locator("mark#honor-7")).to_be_in_viewport()


def test_all_is_there_without_a_script(chromium, live_server, report):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(report.get_absolute_url())
    expect(page.locator(".settings")).to_be_hidden()
    expect(page.locator(".contents a").first).to_be_visible()
    page.locator(".honor-name a").first.click()
    expect(page.locator("mark#honor-1")).to_be_in_viewport()
    context.close()


def test_elder_mode_is_remembered_and_leaves_no_trace_on_the_server(page, report):
    page.goto("/")
    page.get_by_role("button", name="长者模式", exact=True).first.click()
    page.goto(report.get_absolute_url())
    assert page.evaluate("document.documentElement.dataset.elder") == "on"
    assert page.context.cookies() == []
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert size > 20
    page.get_by_role("button", name="长者模式", exact=True).first.click()
    assert page.evaluate("document.documentElement.dataset.elder") is None


def test_reading_a_report_counts_one_view(chromium, live_server, report):
    agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
    context = chromium.new_context(base_url=live_server.url, user_agent=agent)
    page = context.new_page()
    before = ViewCount.objects.filter(article=report).values_list("counted", flat=True).first()
    with page.expect_request(re.compile("/view/$")):
        page.goto(report.get_absolute_url())
    for _ in range(50):  # the beacon answers nothing one could wait for
        page.wait_for_timeout(100)
        if view_counts.flush():
            break
    context.close()
    assert ViewCount.objects.get(article=report).counted == (before or 0) + 1


def test_the_link_is_copied(page, report):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(report.get_absolute_url())
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()


@pytest.mark.parametrize("address", ["/", "/articles/", "/regions/1522/", "/measures/", "/honors/"])
def test_no_page_is_wider_than_a_phone(phone, report, address):
    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_page_does_not_move_while_it_loads(page, report):
    page.add_init_script(
        "localStorage.setItem('elder', 'on'); window.moved = 0;"
        "new PerformanceObserver(list => list.getEntries().forEach(e => window.moved += e.value))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(report.get_absolute_url())
    page.wait_for_timeout(300)
    assert page.evaluate("window.moved") == 0


def test_a_report_weighs_little_and_asks_nobody_else(page, live_server, report):
    asked, weight = [], 0
    page.on("request", lambda request: asked.append(request.url))
    responses = []
    page.on("response", lambda response: responses.append(response))
    page.goto(report.get_absolute_url(), wait_until="networkidle")
    for response in responses:
        weight += response.request.sizes()["responseBodySize"] if response.ok else 0
    assert all(url.startswith(live_server.url) for url in asked)
    pages = [url for url in asked if not url.endswith("/view/")]
    assert len(pages) <= 6, pages
    assert weight <= 120_000  # uncompressed here; docs/quality.md has the figures over the wire
