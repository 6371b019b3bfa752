"""Pictures of each class of page at three widths, for people to look at: tests/output/.

``make proof`` makes those of the dark scheme too.
"""

from django.conf import settings

from tests import factories, seeds

FOLDER = settings.BASE_DIR / "tests" / "output"
PAGES = {
    "home": "/",
    "list": "/articles/",
    "report": "REPORT",
    "regions": "/regions/",
    "region": "/regions/1522/",
    "measures": "/measures/?place=152201&place=150524",
    "honors": "/honors/",
    "measures-all": "/measures/",
    "search": "/search/?q=民族",
    "search-empty": "/search/",
    "search-none": "/search/?q=zzz",
    "tag": "/tags/五个抓手/",
    "channel": "/channels/gongzuo-dongtai/",
    "map": "/sitemap/",
    "statement": "/about/statement/",
    "contact": "/about/contact/",
    "data": "/data/",
    "api": "/api/",
    "leave": "/leave/?to=https://example.org/",
    "missing": "/nix/",
    "mongolian": "MONGOLIAN",
}


def test_every_class_of_page_is_pictured_and_fits(chromium, live_server, whole):
    report = seeds.load_reports()["xingan-2020"]
    words = "ᠮᠣᠩᠭᠤᠯ ᠦᠨᠳᠦᠰᠦᠲᠡᠨ ᠦ ᠡᠪ ᠨᠡᠶᠢᠲᠡ "
    mongolian = factories.published(
        words, language="mn-Mong", lead=f"<p>{words * 40}</p>", measures=[{"heading": words}]
    )
    FOLDER.mkdir(exist_ok=True)
    for width in (360, 768, 1440):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
        )
        page = context.new_page()
        for name, address in PAGES.items():
            for text, shown in {"REPORT": report, "MONGOLIAN": mongolian}.items():
                address = address.replace(text, shown.get_absolute_url())
            page.emulate_media(color_scheme="light")
            page.goto(address)
            for scheme in ("light", "dark") if whole else ("light",):
                page.emulate_media(color_scheme=scheme)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, name
                page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=True)
        context.close()


def test_a_report_prints_with_its_source_date_address_and_code(page):
    report = seeds.load_reports()["xingan-2020"]
    page.goto(report.get_absolute_url())
    page.emulate_media(media="print")
    for kept in (".report-head h1", ".byline", ".share-qr svg", ".share-qr .address"):
        assert page.locator(kept).is_visible()
    for dropped in (".site-header", ".site-footer", ".contents", ".share-links"):
        assert not page.locator(dropped).is_visible()
    FOLDER.mkdir(exist_ok=True)
    page.pdf(path=FOLDER / "report-a4.pdf", format="A4", print_background=False)


def test_lists_and_tables_print_on_a_sheet_without_what_only_a_screen_can_do(page):
    seeds.load_reports()
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 between margins of 10 mm
    page.emulate_media(media="print")
    for address in ("/honors/", "/measures/", "/regions/", "/regions/15/", "/annual/", "/figures/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 718, address
        for dropped in page.locator("main :is(input, select, button, .find-place)").all():
            assert not dropped.is_visible(), address
        for table in page.locator("main details table").all():
            assert table.is_visible(), address
