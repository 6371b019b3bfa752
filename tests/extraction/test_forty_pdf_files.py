"""The text of PDF files stands in its order, whoever printed them; the rest is refused by name.

Fourteen files in ``make test``, forty in ``make proof``.
"""

import os

import pytest
from playwright.sync_api import sync_playwright

from articles.extraction import PageRefused
from articles.extraction.layout.lines import Page
from articles.extraction.readers import read_page
from tests.importing.written import pages, printed
from tests.importing.written.contents import Contents, make
from tools import system

_KINDS = ("table", "list")
_READ, _BROKEN = "read", "broken_pdf"
_LOCKED = {"EncryptFile": "true", "DocumentOpenPassword": "geheim"}
_KEPT_FROM_PRINTING = {"RestrictPermissions": "true", "PermissionPassword": "geheim"}


@pytest.fixture(scope="module")
def chromium():
    """Start Chromium once."""
    path = system.chromium()
    if path is None:
        pytest.skip("没有 Chromium")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


def by_chromium(layout, encoding="utf-8"):
    def write(contents: Contents, browser) -> bytes:
        page = browser.new_page()
        page.set_content(layout(contents).decode(encoding))
        data = page.pdf(format="A4")
        page.close()
        return data

    write.needs_chromium = True
    return write


def by_libreoffice(**options):
    return lambda contents: printed.by_libreoffice(contents, **options)


# What prints, what becomes of it, and how many: of those without LibreOffice one in any case.
WRITERS = {
    "LibreOffice": (by_libreoffice(), _READ, 6),
    "LibreOffice, not to be printed": (by_libreoffice(**_KEPT_FROM_PRINTING), _READ, 1),
    "LibreOffice, tagged": (by_libreoffice(UseTaggedPDF="true"), _READ, 1),
    "LibreOffice, locked": (by_libreoffice(**_LOCKED), "locked", 1),
    "Chromium, a page of TRS": (by_chromium(pages.trs), _READ, 3),
    "Chromium, a page of Pandoc": (by_chromium(pages.pandoc), _READ, 3),
    "Chromium, an old page": (by_chromium(pages.old_asp, "gbk"), _READ, 3),
    "two columns": (printed.in_columns, _READ, 5),
    "one column with tables": (printed.in_lines, _READ, 5),
    "scanned": (printed.scanned, "scanned", 1),
    "photographed": (printed.photographed, "scanned", 1),
    "partly scanned": (printed.partly_scanned, "scanned_pages", 1),
    "three hundred pages": (printed.of_pages(300), None, 1),
    "five hundred pages": (printed.of_pages(500), "too_large", 1),
    "a third of a file": (printed.cut_off(0.3), _BROKEN, 1),
    "nearly a whole file": (printed.cut_off(0.9), _BROKEN, 1),
    "without its end": (printed.without_end, "cut_off", 1),
    "without its table of objects": (printed.without_table, _READ, 1),
    "spoiled": (printed.spoiled, None, 3),
}
_SMALL = [name for name in WRITERS if "LibreOffice" not in name]


def pytest_generate_tests(metafunc):
    """Ask for one file of each writer, or for all forty."""
    if "writer" in metafunc.fixturenames:
        asked = [(name, seed) for name in WRITERS for seed in range(WRITERS[name][-1])]
        whole = metafunc.config.getoption("whole")
        metafunc.parametrize(("writer", "seed"), asked if whole else [(name, 0) for name in _SMALL])


def test_forty_files_are_asked_for():
    assert sum(writer[-1] for writer in WRITERS.values()) == 40


def squeezed(text: str) -> str:
    return "".join(text.split())


def read(data: bytes) -> Page | PageRefused:
    try:
        return read_page(data)
    except PageRefused as refused:
        return refused


def in_order(contents: Contents, text: str) -> list[str]:
    """Return the words of a report that a text does not have, or not in their order."""
    at, lost, whole = 0, [], squeezed(text)
    for words in map(squeezed, contents.words()):
        place = whole.find(words, at)
        lost += [words] if place < 0 else []
        at = max(at, place + len(words))
    return lost


def test_the_text_of_a_pdf_stands_in_its_order_or_it_is_refused_by_name(request, writer, seed):
    write, outcome, _ = WRITERS[writer]
    contents = make(seed, () if writer == "two columns" else _KINDS)
    needs = [request.getfixturevalue("chromium")] if hasattr(write, "needs_chromium") else []
    data = write(contents, *needs)
    page = read(data)
    if isinstance(page, PageRefused):
        assert page.code == (outcome or page.code)
        assert "PDF" in page.message
        return
    codes = {note.code for note in page.notes}
    if outcome == _READ:
        assert in_order(contents, page.text) == []
        assert squeezed(page.text).startswith(squeezed(contents.title)) or "Chromium" in writer
        assert codes <= {"page_edges"}
    elif outcome:
        assert outcome in codes
