"""An editor imports a report in real Chromium: paste, check, correct, save; with keys alone too."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.models import Article
from tests import editors as desk_pages
from tests import seeds

KULUN = (seeds.DATA / "seeds" / "kulun-2021.txt").read_text(encoding="utf-8")
TITLE = "通辽市库伦旗携手共筑民族团结进步亮丽风景线"
# What the browser does when a person pastes: tell the field, then fill it.
PASTE = """({html, text}) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const field = document.getElementById("id_text");
  field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
  field.value = text;
  field.dispatchEvent(new InputEvent("input", {bubbles: true}));
}"""


@pytest.fixture
def desk(enter):
    """Open the import as a member of 编辑."""
    seeds.load_vocabulary()
    page = enter(desk_pages.EDITOR)
    page.goto("/admin/imports/")
    return page


def hand_in(desk):
    desk.fill("#id_text", KULUN)
    desk.click("form.hand-in button[type=submit]")
    desk.wait_for_selector(".review")


def test_paste_correct_and_save(desk):
    hand_in(desk)
    desk.locator("#honor-0 legend").hover()
    assert "lit" in desk.locator('[data-keys~="honor-0"]').first.get_attribute("class")
    desk.mouse.move(0, 0)
    desk.locator('[data-keys~="figure-0"]').first.hover()
    assert "lit" in desk.locator("#figure-0").get_attribute("class")
    desk.fill("#id_head-source", "旗委统战部")
    desk.locator("#honor-1 .dismiss input").check()
    desk.click('.actions-bar button:has-text("存为草稿")')
    desk.wait_for_url("**/articles/edit/**")
    article = Article.objects.get()
    assert article.source == "旗委统战部"
    assert not article.live


def test_the_review_can_be_done_with_keys_alone(desk):
    desk.focus("#id_text")
    desk.keyboard.insert_text(KULUN)
    desk.focus("form.hand-in button[type=submit]")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".review")
    desk.locator('[data-keys~="honor-0"]').first.focus()
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.querySelector('#honor-0').contains(document.activeElement)")
    desk.focus("#id_head-title")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/articles/edit/**")
    assert Article.objects.count() == 1


SELECT = """(phrase) => {
  const texts = document.createTreeWalker(document.querySelector(".raw"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const start = node.data.indexOf(phrase);
    if (start < 0) continue;
    node.parentElement.scrollIntoView({block: "center", behavior: "instant"});
    getSelection().setBaseAndExtent(node, start, node, start + phrase.length);
    return;
  }
}"""


def test_a_selected_phrase_becomes_a_fact(desk):
    phrase = "旗妇联组织志愿者"
    hand_in(desk)
    rows = desk.locator('[data-section="honors"] > .row')
    known = rows.count()
    desk.evaluate(SELECT, phrase)
    desk.click('.picked [data-add="honors"]')
    expect(rows).to_have_count(known + 1)
    row = rows.last
    key = row.get_attribute("id")
    assert row.locator('[name$="-quote"]').input_value() == phrase
    assert desk.locator(f'[data-keys~="{key}"]').inner_text() == phrase
    desk.mouse.move(0, 0)
    desk.locator(f'[data-keys~="{key}"]').hover()
    assert "lit" in row.get_attribute("class")
    row.locator('[name$="-name"]').fill("补充的称号")
    row.get_by_role("radio", name="文中提及").check()
    desk.click('.actions-bar button:has-text("存为草稿")')
    desk.wait_for_url("**/articles/edit/**")
    honor = Article.objects.get().honors.get(name="补充的称号")
    stored = Article.objects.get().raw_page.text
    assert stored[honor.offset :].startswith(phrase)
    assert honor.where == "outline"


def test_a_selected_heading_divides_the_text_it_stands_in(desk):
    hand_in(desk)
    rows = desk.locator('[data-section="measures"] > .row')
    before = rows.count()
    text = rows.first.locator('[name$="-text"]').input_value()
    heading = text[20:30]
    desk.evaluate(SELECT, heading)
    desk.click('.picked [data-add="measures"]')
    expect(rows).to_have_count(before + 1)
    added = rows.nth(1)
    assert added.locator('[name$="-heading"]').input_value() == heading
    assert rows.first.locator('[name$="-text"]').input_value() == text[:20].strip()
    assert added.locator('[name$="-text"]').input_value() == text[30:].strip()
    desk.click('.actions-bar button:has-text("存为草稿")')
    desk.wait_for_url("**/articles/edit/**")
    assert Article.objects.get().measures.all()[1].heading == heading


def test_escape_puts_the_words_for_a_selection_away(desk):
    hand_in(desk)
    desk.evaluate(SELECT, "旗妇联")
    desk.locator(".picked").wait_for(state="visible")
    desk.keyboard.press("Escape")
    desk.locator(".picked").wait_for(state="hidden")


def test_a_paste_from_a_browser_keeps_its_structure(desk):
    paragraphs = "".join(f"<p>{line}</p>" for line in KULUN.splitlines() if line.strip())
    desk.evaluate(PASTE, {"html": f"<div>{paragraphs}</div>", "text": "纯文本"})
    assert desk.locator(".kept-structure").is_visible()
    desk.click("form.hand-in button[type=submit]")
    desk.wait_for_selector(".review")
    assert desk.input_value("#id_head-title") == TITLE


def test_typing_after_a_paste_makes_it_plain_text_again(desk):
    desk.evaluate(PASTE, {"html": "<p>甲</p>", "text": "甲"})
    assert desk.input_value("#id_markup") == "<p>甲</p>"
    desk.locator("#id_text").press_sequentially("乙")
    assert desk.input_value("#id_markup") == ""
    assert not desk.locator(".kept-structure").is_visible()


def test_axe_finds_nothing_on_the_screens_of_an_import(desk):
    hand_in(desk)
    desk.locator('[data-section="honors"] .supplement summary').click()
    desk.evaluate(SELECT, "旗妇联")
    desk.locator(".picked").wait_for(state="visible")
    faults = axe(desk)
    desk.goto("/admin/imports/")
    assert faults + axe(desk) == []


def axe(page):
    """Return what axe finds in our part of a page: around it is Wagtail's."""
    violations = Axe().run(page, context=".imports").response["violations"]
    return [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in violations]


def test_the_review_fits_a_phone(desk):
    desk.set_viewport_size({"width": 360, "height": 740})
    hand_in(desk)
    desk.locator('[data-section="honors"] .supplement summary').click()
    overflowing = """[...document.querySelectorAll(".imports :is(input, select, textarea)")]
        .filter((each) => each.getBoundingClientRect().right > 340 + 1).map((each) => each.name)"""
    assert desk.evaluate(overflowing) == []
    assert desk.evaluate("document.querySelector('.review').scrollWidth") <= 360


@pytest.mark.parametrize("width", [1440, 1280, 390])
def test_the_review_shows_a_date_and_a_time_to_their_end(desk, width):
    desk.set_viewport_size({"width": width, "height": 844})
    hand_in(desk)
    cut = """["published_on", "published_time"].filter((name) => {
        const given = document.getElementById("id_head-" + name);
        const whole = given.cloneNode();
        whole.style.cssText = "position: absolute; width: max-content";
        given.parentElement.append(whole);
        const lacks = whole.offsetWidth > given.offsetWidth;
        whole.remove();
        return lacks;
    })"""
    assert desk.evaluate(cut) == []


def test_the_import_works_without_javascript(chromium, desk, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(desk.context.cookies())
    plain = context.new_page()
    plain.goto("/admin/imports/")
    plain.fill("#id_text", KULUN)
    plain.click("form.hand-in button[type=submit]")
    plain.fill("#id_head-source", "旗委统战部")
    add = plain.locator('[data-section="honors"] details')
    add.locator("summary").click()
    add.locator('[name$="-name"]').fill("补充的称号")
    add.get_by_role("radio", name="文中提及").check()
    add.locator('[name$="-quote"]').fill("旗妇联组织志愿者")
    add.locator("button").click()
    again = plain.locator('[data-section="honors"] details [name$="-name"]')
    again.wait_for()
    assert again.input_value() == ""
    plain.click('.actions-bar button:has-text("存为草稿")')
    assert Article.objects.get().source == "旗委统战部"
    assert Article.objects.get().honors.filter(name="补充的称号").exists()
    context.close()
