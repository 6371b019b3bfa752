"""What templates make in one place only, so that it is the same everywhere."""

import re

import pytest

from tests.house.sources import ROOT, name_of

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ONCE = {
    "a select": (r"<select|<option", {"select.html", "choice.html"}),
    "the head of a page": (r"<title|<meta|rel=\"canonical\"|ld\+json", {"base.html", "meta.html"}),
    "a breadcrumb": (r"\"breadcrumb |page\.trail", {"breadcrumb.html"}),
}


@pytest.mark.parametrize("thing", ONCE)
def test_templates_make_it_in_one_place(thing):
    pattern, places = ONCE[thing]
    elsewhere = [
        name_of(path)
        for path in TEMPLATES
        if path.name not in places and re.search(pattern, path.read_text(encoding="utf-8"))
    ]
    assert elsewhere == []
