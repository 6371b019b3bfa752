"""The editor's form on a desk and on a phone: nothing lies over what is read or pressed."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import editors, factories

WIDTHS = [(1440, 900), (390, 844)]


@pytest.fixture
def report(db):
    return factories.published(
        "乌兰浩特市民族团结进步工作" * 4,
        lead="<p>全市3个苏木高度重视。ABC</p>",
        measures=[{"heading": "抓宣传", "body": "<p>入脑入心。</p>"}],
        honors=[{"quote": "入脑入心"}],
    )


@pytest.fixture
def without_autosave(settings):
    """Keep the buttons still: an autosave between two clicks draws them anew."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def opened(page, report, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    page.goto(editors.url("edit", report.pk))
    page.wait_for_load_state("networkidle")
    return page


def apart(one, other) -> bool:
    """Return whether two elements do not overlap."""
    a, b = one.bounding_box(), other.bounding_box()
    return (
        a["x"] + a["width"] <= b["x"]
        or b["x"] + b["width"] <= a["x"]
        or a["y"] + a["height"] <= b["y"]
        or b["y"] + b["height"] <= a["y"]
    )


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("field", ["#id_go_live_at", "#id_expire_at"])
def test_the_calendar_of_the_schedule_leaves_its_button_free(
    enter, report, without_autosave, size, field
):
    page = opened(enter(editors.REVIEWER), report, size)
    page.locator("[data-side-panel-toggle='status']").click()
    page.get_by_role("button", name="设置计划").click()
    page.locator(field).click()
    calendar = page.locator(".w-dialog .xdsoft_datetimepicker").filter(visible=True)
    save = page.get_by_role("button", name="保存计划")
    expect(calendar).to_be_visible()
    assert apart(calendar, save)
    calendar.locator(".xdsoft_next").first.click()  # every day of it is still to come
    calendar.locator(".xdsoft_date:not(.xdsoft_other_month)").last.click()
    expect(page.locator(field)).to_have_value(re.compile(r"\d{4}-\d\d-\d\d"))
    save.click()
    expect(page.locator(".messages")).to_contain_text("已更新")


def test_a_calendar_whose_field_was_left_at_once_does_not_stay(enter, report, without_autosave):
    page = opened(enter(editors.REVIEWER), report, (1440, 900))
    calendar = page.locator(".xdsoft_datetimepicker").filter(visible=True)
    page.locator("#id_published_at").focus()
    page.locator("#id_title").focus()  # before the tenth of a second after which it opens
    page.wait_for_timeout(400)  # past its opening and its closing
    expect(calendar).to_have_count(0)
    page.locator("#id_published_at").focus()
    expect(calendar).to_have_count(1)
    page.wait_for_timeout(400)
    expect(calendar).to_have_count(1)  # while it is at work


@pytest.mark.parametrize(
    ("size", "panel"),
    [
        ((1440, 900), False),
        ((1440, 900), True),
        ((1100, 800), True),
        ((820, 800), False),
    ],
)
def test_the_button_that_folds_everything_leaves_the_title_free(
    enter, report, without_autosave, size, panel
):
    page = opened(enter(editors.REVIEWER), report, size)
    if panel:
        page.locator("[data-side-panel-toggle='status']").click()
    button = page.locator(".w-minimap__collapse-all--floating")
    title = page.locator("main h1", has_text=report.title).first
    expect(button).to_be_visible()
    assert apart(button, title)


@pytest.mark.parametrize("size", WIDTHS)
def test_the_checks_say_how_many_characters_a_report_has(enter, report, without_autosave, size):
    page = opened(enter(editors.EDITOR), report, size)
    page.locator("[data-side-panel-toggle='checks']").click()
    # The title has 52; of the lead nine characters, 3 and ABC count; the measure has 3 and 4.
    expect(page.locator("[data-report-words]")).to_have_text("70")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_label_of_a_quote_stays_in_one_piece(page, report, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{report.get_absolute_url()}#honor-1")
    label = page.locator(".evidence-note").first
    expect(label).to_be_visible()
    assert label.evaluate("each => each.getClientRects().length") == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_typed_as_soon_as_the_form_opens_is_kept(enter, report):
    page = enter(editors.EDITOR)
    edit = editors.url("edit", report.pk)
    page.goto(edit, wait_until="commit")
    subtitle = page.locator("#id_subtitle")
    with page.expect_response(
        lambda r: r.request.method == "POST" and edit in r.url, timeout=40_000
    ) as answer:
        # As people do, who see the field before they type: what is not painted yet takes no focus,
        # and the letters would go nowhere.
        subtitle.click()
        expect(subtitle).to_be_focused()
        subtitle.press_sequentially("一打开就写")
        expect(subtitle).to_have_value("一打开就写")
    assert answer.value.ok
    page.reload()
    expect(page.locator("#id_subtitle")).to_have_value("一打开就写")
    assert Article.objects.published().get().subtitle == ""


def test_a_form_that_is_only_looked_at_saves_nothing(enter, report):
    page = enter(editors.EDITOR)
    edit = editors.url("edit", report.pk)
    saved = []
    page.on("request", lambda it: it.method == "POST" and edit in it.url and saved.append(it.url))
    page.clock.install()
    page.goto(edit)
    page.get_by_role("tab", name="举措").click()
    page.clock.run_for(7_000)  # milliseconds: two for the beginning, three for an autosave
    page.wait_for_load_state("networkidle")
    assert saved == []
    assert report.revisions.count() == 1
