"""Feeds, site map and what else is there for programs that read along."""

import re
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import Article
from articles.public import sitemaps
from regions.models import FormerDivision
from tests import factories
from unityreports import views

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def xml(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 (our own feed)


def titles(client, path):
    root = xml(client, path)
    return [item.findtext("title") for item in root.iter("item")] or [
        entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")
    ]


@pytest.fixture(scope="module")
def reports(module_db):
    theme = factories.theme()
    below = factories.channel("below", "下级", parent=factories.channel())
    factories.published(
        "旗里", region=factories.region("152201"), measures=[{"theme": theme}], tags=["教育"]
    )
    factories.published("盟里", region=factories.region("1522"), channel=below)
    factories.published(
        "别处", region=factories.region("1505"), channel=factories.channel("x", "x")
    )
    factories.draft("草稿", measures=[{"theme": theme}], tags=["教育", "未公开"])


@pytest.mark.parametrize("form", ["atom", "rss"])
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("all", {"旗里", "盟里", "别处"}),
        ("regions/1522", {"旗里", "盟里"}),
        ("regions/152201", {"旗里"}),
        ("channels/dongtai", {"旗里", "盟里"}),
        ("channels/below", {"盟里"}),
        ("themes/culture", {"旗里"}),
        ("tags/教育", {"旗里"}),
    ],
)
def test_every_list_has_its_feed(client, reports, path, expected, form):
    assert set(titles(client, f"/feeds/{path}.{form}")) == expected


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_search_has_its_feed(client, reports, form):
    factories.published("合我意", lead="<p>非遗</p>", region=factories.region("1505"))
    assert titles(client, f"/feeds/search.{form}?q=非遗&region=15") == ["合我意"]
    assert titles(client, f"/feeds/search.{form}?q=非遗&region=1522") == []
    for query in ("", "?q=", "?q=非遗&region=没有"):
        assert client.get(f"/feeds/search.{form}{query}").status_code == 400


def test_browsers_can_add_the_search(client):
    root = xml(client, "/opensearch.xml")
    urls = [each.get("template") for each in root if each.tag.endswith("Url")]
    assert urls[0] == "http://127.0.0.1:8000/search/?q={searchTerms}"


@pytest.mark.parametrize("path", ["/regions/1522/", "/channels/dongtai/", "/tags/教育/", "/"])
def test_pages_lead_to_their_feeds(client, reports, path):
    page = client.get(path).content.decode()
    for address in re.findall(r'type="application/atom\+xml"[^>]* href="([^"]+)"', page):
        assert client.get(address).status_code == 200
    assert page.count("application/atom+xml") == (1 if path == "/" else 2)


def test_an_entry_keeps_its_identity_and_says_when_and_whence(client):
    article = factories.published(
        "标题", source="盟民委", published_at=factories.china(2020, 7, 7), lead="<p>甲 &lt; 乙</p>"
    )
    entry = xml(client, "/feeds/all.atom").find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{article.uid}"
    assert entry.findtext(f"{ATOM}published") == "2020-07-07T00:00:00+08:00"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "盟民委"
    assert entry.find(f"{ATOM}link").get("href") == f"http://127.0.0.1:8000/articles/{article.pk}/"
    assert entry.findtext(f"{ATOM}summary") == "甲 &lt; 乙"


def test_newest_reports_come_first(client):
    for year in (2020, 2022, 2021):
        factories.published(f"{year}", published_at=factories.china(year, 1, 1))
    assert titles(client, "/feeds/all.rss") == ["2022", "2021", "2020"]


def test_control_characters_do_not_spoil_a_feed(client):
    factories.published("坏\x0b字\x1f符\ufffe", source="来\x07源", lead="<p>导\x08语</p>")
    assert titles(client, "/feeds/all.atom") == ["坏字符"]


@pytest.mark.parametrize(
    "path",
    ["regions/99", "channels/none", "themes/none", "tags/none", "tags/未公开", "regions/1522.pdf"],
)
def test_feeds_of_nothing_are_not_found(client, reports, path):
    path = path if "." in path else f"{path}.atom"
    assert client.get(f"/feeds/{path}").status_code == 404


def test_a_former_code_leads_to_the_feed_of_today(client):
    kulun = factories.region("150524")
    FormerDivision.objects.create(region=kulun, code="152325", name="库伦旗")
    response = client.get("/feeds/regions/152325.atom")
    assert (response.status_code, response.url) == (301, "/feeds/regions/150524.atom")


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/all.atom",
        "/feeds/regions/1522.rss",
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/robots.txt",
        "/opensearch.xml",
        "/sitemap-articles-0.xml",
    ],
)
def test_what_has_not_changed_is_not_sent_again(client, reports, path):
    etag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("change", ["publish", "unpublish", "expire", "edit"])
def test_a_change_is_told_at_once(client, reports, change):
    path = "/feeds/regions/1522.atom"
    etag = client.get(path).headers["ETag"]
    article = Article.objects.get(title="旗里")
    if change == "publish":
        factories.published("新的")
    elif change == "unpublish":
        article.unpublish()
    elif change == "expire":
        Article.objects.filter(pk=article.pk).update(expire_at=timezone.now())
    else:
        article.title = "改了"
        article.save_revision(clean=False).publish()
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_an_unchanged_feed_costs_one_query_for_its_reports(
    client, reports, django_assert_max_num_queries
):
    etag = client.get("/feeds/all.atom").headers["ETag"]
    with django_assert_max_num_queries(2):  # the site's identity, and the reports
        client.get("/feeds/all.atom", headers={"If-None-Match": etag})


def addresses(client, path):
    return [loc.text for loc in xml(client, path).iter(f"{SITEMAP}loc")]


def test_the_site_map_leads_to_every_public_page_and_only_there(client, reports):
    found = set()
    for file in addresses(client, "/sitemap.xml"):
        found |= set(addresses(client, file.removeprefix("http://127.0.0.1:8000")))
    article = Article.objects.get(title="旗里")
    draft = Article.objects.get(title="草稿")
    site = "http://127.0.0.1:8000"
    assert {f"{site}/", f"{site}/articles/{article.pk}/", f"{site}/regions/1522/"} <= found
    assert f"{site}/articles/{draft.pk}/" not in found
    assert f"{site}/tags/%E6%95%99%E8%82%B2/" in found
    assert f"{site}/tags/%E6%9C%AA%E5%85%AC%E5%BC%80/" not in found
    assert {client.get(page).status_code for page in found} == {200}


def test_the_site_map_tells_when_a_report_was_last_published(client):
    article = factories.published()
    when = timezone.localtime(article.last_published_at).isoformat(timespec="seconds")
    for path in ("/sitemap.xml", "/sitemap-articles-0.xml"):
        assert when in [each.text for each in xml(client, path).iter(f"{SITEMAP}lastmod")]


def test_many_reports_are_spread_over_files(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "BLOCK", 2)
    expected = {f"http://127.0.0.1:8000/articles/{factories.published().pk}/" for _ in range(5)}
    files = [file for file in addresses(client, "/sitemap.xml") if "articles" in file]
    assert len(files) >= 3
    pages = [addresses(client, file.removeprefix("http://127.0.0.1:8000")) for file in files]
    assert max(map(len, pages)) <= 2
    assert {page for file in pages for page in file} == expected


def test_the_page_of_all_ways_in_names_banners_where_few_leagues_report(client, monkeypatch):
    factories.published(region=factories.region("152201"))
    assert "/regions/152201/" in client.get("/sitemap/").content.decode()
    monkeypatch.setattr(views, "MOST_LEAGUES_WITH_BANNERS", 0)
    page = client.get("/sitemap/").content.decode()
    assert "/regions/152201/" not in page
    assert "/regions/1522/" in page


def test_files_of_the_site_map_that_are_not_there_are_not_found(client):
    for name in ("articles-0", "articles-99999999999999999999", "users-0"):
        assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_robots_find_the_site_map_and_keep_off_the_desk(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text
    assert "Disallow: /admin/" in text
