"""A walk over every page that can be reached: nothing leads nowhere, and each page is sound."""

from collections import Counter
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from lxml import html as lxml_html

from tests import factories, seeds

pytestmark = [pytest.mark.django_db, pytest.mark.of_words]
SITE = "http://127.0.0.1:8000"
# Regions without reports are alike: a walk through some of them is enough.
MOST_EMPTY_REGIONS = 20


class Walk:
    """The pages of the site as a crawler finds them: addresses, trees, and who links where."""

    def __init__(self, client):
        self.client = client
        self.pages, self.links, self.broken, self.sources = {}, [], [], {}
        self.empty_regions = 0
        self.go("/")

    def go(self, start):
        todo = [start]
        while todo:
            address = todo.pop()
            if address in self.pages:
                continue
            response = self.client.get(address, follow=True)
            if response.status_code != 200:
                self.broken.append((self.sources.get(address), address, response.status_code))
                continue
            if not response["Content-Type"].startswith("text/html"):
                continue
            source = response.content.decode()
            self.pages[address] = tree = lxml_html.document_fromstring(source)
            tree.source = source
            if address.startswith("/regions/") and b"noindex" in response.content:
                self.empty_regions += 1
                if self.empty_regions > MOST_EMPTY_REGIONS:
                    continue
            for element in tree.iter("a", "link"):
                link = urljoin(SITE + address, element.get("href"))
                if not link.startswith(SITE):
                    continue
                path, fragment = urldefrag(link.removeprefix(SITE))
                if path.startswith(("/static/", "/leave/")):
                    continue
                self.links.append((address, path, fragment))
                self.sources.setdefault(path, address)
                todo.append(path)


@pytest.fixture(scope="module")
def walk(module_db):
    """Walk once over the two reports and an office that has filled in everything."""
    seeds.load_reports()
    factories.published("另一篇报告", honors=[{}], figures=[{}], tags=["文化"])
    return Walk(Client())


def attributes(tree, path: str) -> list[str]:
    return [str(value) for value in tree.xpath(path)]


def test_every_link_leads_somewhere(walk):
    assert len(walk.pages) > 50
    assert walk.broken == []


def test_every_fragment_has_its_place_on_the_page(walk):
    ids = {address: set(attributes(tree, "//@id")) for address, tree in walk.pages.items()}
    missing = [
        link for link in walk.links if link[2] and link[1] in ids and link[2] not in ids[link[1]]
    ]
    assert missing == []


def test_no_id_stands_twice_on_a_page(walk):
    for address, tree in walk.pages.items():
        twice = [name for name, n in Counter(attributes(tree, "//@id")).items() if n > 1]
        assert twice == [], address


def test_every_page_has_one_heading_of_the_first_rank(walk):
    wrong = {address for address, tree in walk.pages.items() if len(tree.xpath("//h1")) != 1}
    assert wrong == set()


@pytest.mark.parametrize(
    "path", ["//head/title/text()", "//meta[translate(@name,'D','d')='description']/@content"]
)
def test_titles_and_descriptions_are_there_and_no_two_pages_share_one(walk, path):
    by_text = {}
    for tree in walk.pages.values():
        if tree.xpath("//meta[@name='robots']"):
            continue
        (text,) = attributes(tree, path)
        by_text.setdefault(text, set()).add(tree.xpath("//link[@rel='canonical']/@href")[0])
    assert {text: found for text, found in by_text.items() if len(found) > 1} == {}


def test_headings_skip_no_rank(walk):
    for address, tree in walk.pages.items():
        ranks = [int(each.tag[1]) for each in tree.xpath("//h1|//h2|//h3|//h4")]
        main = ranks[ranks.index(1) :]
        assert all(after - before <= 1 for before, after in pairwise(main)), (address, ranks)


def test_every_page_parses_strictly_as_html5(walk):
    for address, tree in walk.pages.items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(tree.source)
        assert parser.errors == [], (address, parser.errors[:3])


def test_static_files_and_pictures_exist_and_nothing_comes_from_outside(walk):
    for address, tree in walk.pages.items():
        loaded = attributes(tree, "//script/@src|//img/@src|//source/@srcset")
        loaded += attributes(tree, "//link[@rel='stylesheet' or contains(@rel,'icon')]/@href")
        for source in loaded:
            assert not urlsplit(source).netloc, address
            assert finders.find(source.removeprefix("/static/")), (address, source)


def test_pictures_have_a_description_and_their_size(walk):
    for tree in walk.pages.values():
        for image in tree.xpath("//img"):
            assert image.get("alt") is not None
            assert image.get("width")
            assert image.get("height")


def test_no_page_needs_inline_script_or_style(walk):
    for address, tree in walk.pages.items():
        assert tree.xpath("//style|//*[@style]") == [], address
        assert tree.xpath("//script[not(@src) and not(@type='application/ld+json')]") == [], address
        assert tree.xpath("//@*[starts-with(name(),'on')]") == [], address
