"""Every list with every filter, alone and in pairs: all that its page leads to is there.

``make proof`` takes every pair of filters, ``make test`` each filter with the next one only.
"""

from itertools import combinations, pairwise
from urllib.parse import urldefrag, urlencode, urljoin

import pytest
from lxml import html as lxml_html

from articles.filters import ArticleFilters, HonorFilters, MeasureFilters
from tests import factories, seeds

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
# Written as readers write them, where there are several ways.
VALUES = {
    "region": "兴安盟",
    "scope": "只含本级",
    "since": "2020年1月1日",
    "until": "2021/12/31",
    "channel": "dongtai",
    "theme": "文化建设",
    "tag": "文化",
    "year": "2020年",
    "honor": "国家级",
    "language": "简体中文",
    "report": None,
    "level": "国家级",
    "kind": "unit",
    "status": "已获得",
}
LISTS = [
    ("/articles/", "", ArticleFilters, ["/api/v1/articles", "/feeds/all.atom"]),
    ("/search/", "民族团结", ArticleFilters, ["/api/v1/search", "/feeds/search.rss"]),
    ("/honors/", "", HonorFilters, ["/api/v1/honors", "/data/honors.csv", "/data/honors.jsonl"]),
    ("/measures/", "", MeasureFilters, ["/api/v1/measures"]),
    ("/regions/1522/", "", ArticleFilters, []),
    ("/channels/dongtai/", "", ArticleFilters, []),
    ("/tags/文化/", "", ArticleFilters, []),
]
SETTLED = {"/regions/1522/": "region", "/channels/dongtai/": "channel", "/tags/文化/": "tag"}


@pytest.fixture(scope="module")
def report(module_db):
    """Fill the site with the two reports and one that every filter lets through."""
    seeds.load_reports()
    return factories.published(
        "民族团结进步报告",
        region=factories.region("1522"),
        measures=[{"theme": factories.theme(), "level": 1}],
        honors=[{"level": "national", "kind": "unit", "year": 2020}],
        tags=["文化"],
    )


def links_of(address: str, response) -> set[str]:
    """Return the addresses on this site that a page carries."""
    tree = lxml_html.document_fromstring(response.content.decode())
    found = {urljoin(SITE + address, str(href)) for href in tree.xpath("//a/@href|//link/@href")}
    for select in tree.xpath("//form//select"):
        form = next(select.iterancestors("form"))
        action = urljoin(SITE + address, form.get("action") or "").partition("?")[0]
        for value in select.xpath(".//option/@value"):
            found.add(f"{action}?{urlencode({select.get('name'): value})}")
    paths = {urldefrag(link)[0].removeprefix(SITE) for link in found if link.startswith(SITE)}
    return {path for path in paths if not path.startswith(("/static/", "/leave/"))}


@pytest.mark.parametrize(("path", "query", "form", "others"), LISTS, ids=lambda v: str(v)[:20])
def test_all_that_a_filtered_list_leads_to_is_there(
    client, report, path, query, form, others, whole
):
    names = [name for name in form.base_fields if name != SETTLED.get(path)]
    values = VALUES | {"report": report.pk}
    if form is MeasureFilters:
        values["level"] = "1"
    seen = set()
    pairs = combinations(names, 2) if whole else pairwise([*names, names[0]])
    for chosen in [(), *combinations(names, 1), *pairs]:
        parameters = ({"q": query} if query else {}) | {name: values[name] for name in chosen}
        address = f"{path}?{urlencode(parameters)}"
        page = client.get(address)
        assert page.status_code == 200, address
        assert "已忽略" not in page.content.decode(), address
        assert f"/articles/{report.pk}/" in page.content.decode(), address
        same = {f"{other}?{urlencode(parameters)}" for other in others}
        for link in (links_of(address, page) | same) - seen:
            answer = client.get(link, follow=True)
            assert answer.status_code == 200, (address, link)
            is_binary = link.partition("?")[0].endswith((".xlsx", ".png"))
            if answer.streaming and not is_binary:
                assert report.title in b"".join(answer.streaming_content).decode(), link
            seen.add(link)
    assert len(seen) > 20
