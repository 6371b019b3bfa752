"""What is told above the form of a report leads to its field, whichever tab and row hide that."""

from playwright.sync_api import expect

from tests import editors, factories


def test_a_note_opens_the_tab_and_the_folded_row_of_its_field(enter):
    article = factories.draft(
        lead="<p>示范。</p>",
        honors=[{"quote": "示范"}, {"quote": "示范"}],
        measures=[{"body": "<p>有干部100人，其中男60人、女30人。</p>"}],
    )
    page = enter(editors.EDITOR)
    page.goto(editors.url("edit", article.pk))
    notes = page.locator("[data-leads-to-field]")
    notes.nth(2).click()
    expect(page.locator("#id_honors-1-year")).to_be_focused()
    expect(page.locator("#id_honors-1-year")).to_be_visible()
    page.get_by_role("tab", name="报告", exact=True).click()
    notes.nth(0).click()
    expect(page.locator("#id_measures-0-level")).to_be_visible()
