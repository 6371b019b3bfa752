"""A member of 导出 takes a list away in real Chromium: choose columns, order them, download."""

import csv

import pytest

from tests import editors as desk_pages
from tests import seeds


@pytest.fixture
def dialog(enter):
    """Open the dialog that exports the reports of a league, from the list itself."""
    seeds.load_reports()
    page = enter(desk_pages.EXPORTER)
    page.goto("/admin/articles/?region=1522")
    page.goto(page.locator('a[href*="/admin/export/articles/"]').first.get_attribute("href"))
    return page


def columns_of(dialog) -> list[str]:
    return dialog.locator(".desk-columns input").evaluate_all("all => all.map(each => each.value)")


def test_columns_are_ordered_without_asking_the_server_and_the_file_has_their_order(dialog):
    before, address = columns_of(dialog), dialog.url
    dialog.locator(".desk-columns li").nth(1).locator('button[value^="up:"]').click()
    last = dialog.locator(".desk-columns li").last.locator('button[value^="down:"]')
    last.focus()
    dialog.keyboard.press("Enter")  # the last one stays the last
    expected = [before[1], before[0], *before[2:]]
    assert columns_of(dialog) == expected
    assert dialog.url == address
    assert _downloaded(dialog, len(expected)) == [_label(dialog, name) for name in expected]


def test_a_column_that_is_added_stands_last_and_can_be_moved_by_keys(dialog):
    box = dialog.locator(".desk-more-columns input").first
    name = box.get_attribute("value")
    box.focus()
    dialog.keyboard.press("Space")
    assert columns_of(dialog)[-1] == name
    dialog.keyboard.press("Tab")
    assert dialog.evaluate("document.activeElement.value") == f"up:{name}"
    assert _label(dialog, name) in dialog.evaluate("document.activeElement.ariaLabel")
    dialog.keyboard.press("Enter")
    assert columns_of(dialog)[-2] == name
    assert dialog.evaluate("document.activeElement.value") == f"up:{name}"  # focus stays with it
    assert _downloaded(dialog, len(columns_of(dialog)))[-2] == _label(dialog, name)


def _label(dialog, name: str) -> str:
    return dialog.locator(f'.desk-export label:has(input[value="{name}"])').inner_text().strip()


def _downloaded(dialog, width: int) -> list[str]:
    """Return the header of the file that the dialog gives, whose rows are all as wide."""
    dialog.locator('.desk-export input[value="csv"]').check()
    with dialog.expect_download() as download:
        dialog.get_by_role("main").get_by_role("button", name="导出", exact=True).click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert [len(row) for row in rows] == [width]  # the one report of that league
    return header
