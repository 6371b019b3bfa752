"""The desk's pages have no fault that axe can see, on a desk and on a phone."""

from axe_playwright_python.sync_playwright import Axe

from tests import editors, factories

WIDTHS = (1440, 390)  # pixels
TOLD = {"resultTypes": ["violations"]}


def test_axe_finds_nothing_on_the_pages_of_the_desk(enter, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    report = factories.draft(
        "乌兰浩特市工作情况", lead="<p>入脑入心。</p>", measures=[{}], honors=[{}], figures=[{}]
    )
    report.comments.create(written_by=editors.user(editors.EDITOR), text="请核对年份。")
    page = enter(editors.REVIEWER)
    found = []
    for address in (
        "/admin/",
        "/admin/articles/?q=乌兰浩特",
        editors.url("edit", report.pk),
        f"/admin/comments/{report.pk}/",
        "/admin/bin/",
        "/admin/guide/",
        "/admin/imports/",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            for fault in Axe().run(page, options=TOLD).response["violations"]:
                found.append((address, width, fault["id"], fault["nodes"][0]["html"][:160]))
    assert found == []
