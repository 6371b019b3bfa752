"""The search page: what was found and why, what to try otherwise, and no input that breaks it."""

import pytest
from django.urls import reverse

from articles.models import Article
from articles.search import parse, search
from articles.search.snippets import excerpt, show
from regions.models import Region
from tests import factories

pytestmark = pytest.mark.django_db


def _page(client, **params) -> str:
    response = client.get(reverse("search"), params)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture(scope="module")
def report(module_db):
    return factories.published(
        "乌兰浩特市民族团结进步工作",
        region=factories.region("152201"),
        source="盟民委",
        lead="<p>全市高度重视。荣获民族团结进步示范市称号。</p>",
        measures=[
            {"heading": "抓宣传教育", "body": "<p>各族群众像石榴籽一样抱在一起。</p>"},
            {"heading": "抓改善民生", "body": "<p>投入10万元。</p>"},
        ],
        honors=[{"name": "民族团结进步示范市", "quote": "荣获民族团结进步示范市称号"}],
        figures=[{}],
        closing="<p>下一步，继续努力。</p>",
        tags=["文化"],
        published_at=factories.china(2020, 7, 7),
    )


def test_a_hit_is_marked_and_links_to_its_measure(client, report):
    page = _page(client, q="石榴籽")
    assert f'href="{report.get_absolute_url()}#measure-1"' in page
    assert "像<mark>石榴籽</mark>一样" in page


def test_hits_in_lead_closing_honors_and_figures_link_to_their_places(client, report):
    address = report.get_absolute_url()
    assert f'href="{address}#lead"' in _page(client, q="高度重视")
    assert f'href="{address}#closing"' in _page(client, q="下一步")
    assert f'href="{address}#honor-1"' in _page(client, q="示范市 民生")
    assert f'href="{address}#figure-1"' in _page(client, q="投入 万元")


def test_text_of_a_report_is_never_taken_for_html(client):
    factories.published("<b>石榴</b>报告", lead="<p>5 &lt; 6 石榴 &lt;script&gt;</p>" * 9)
    page = _page(client, q="石榴")
    assert "&lt;b&gt;<mark>石榴</mark>&lt;/b&gt;报告" in page
    assert "<script>" not in page.partition("<main")[2]


def test_an_excerpt_shows_the_hit_however_far_it_stands():
    text = "前文" * 300 + "石榴籽" + "后文" * 300
    shown = excerpt(text, [("石", "榴", "籽")])
    assert "<mark>石榴籽</mark>" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 200


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, True),
        ({"region": "15"}, True),
        ({"region": "152200"}, True),
        ({"region": "乌兰浩特市"}, True),
        ({"region": "wlhts"}, True),
        ({"region": "152202"}, False),
        ({"channel": "dongtai"}, True),
        ({"channel": "other"}, False),
        ({"theme": "culture"}, False),
        ({"tag": "文化"}, True),
        ({"year": "2020"}, True),
        ({"year": "2021"}, False),
        ({"honor": "national"}, False),
    ],
)
def test_filters_narrow_the_search(client, report, filters, found):
    factories.region("152202")
    factories.channel("other", "其他")
    factories.theme()
    page = _page(client, q="石榴籽", **filters)
    assert ("找到报告 1 篇" in page) is found


def test_the_level_of_an_honor_narrows_the_search(client):
    factories.published(honors=[{"level": "national"}], lead="<p>石榴籽</p>")
    factories.published(honors=[{"level": ""}], lead="<p>石榴籽</p>")
    assert "找到报告 1 篇" in _page(client, q="石榴籽", honor="national")


def test_fields_are_searched_apart(client, report):
    factories.published("别的报告", source="石榴日报", lead="<p>石榴籽、民族团结进步工作</p>")
    assert [hit.pk for hit in search(parse("标题:民族团结")).hits] == [report.pk]
    assert [hit.pk for hit in search(parse("来源:民委")).hits] == [report.pk]
    assert len(search(parse("来源:石榴日报")).hits) == 1
    assert search(parse("石榴日报")).hits == []
    assert len(search(parse("标题:告")).hits) == 1


def test_places_in_a_query_narrow_it_to_their_subtree(report):
    village = factories.published(region=factories.region("152201103200"))
    other = factories.published(region=factories.region("150524"))
    both = {report.pk, village.pk}
    assert {hit.pk for hit in search(parse("地区:兴安盟")).hits} == both
    assert {hit.pk for hit in search(parse("民族 地区:乌兰浩特")).hits} == both
    assert {hit.pk for hit in search(parse("民族 -地区:兴安盟")).hits} == {other.pk}
    results = search(parse("民族 地区:桃花源"))
    assert results.hits == []
    assert "桃花源" in results.notes[0]


def test_title_counts_more_than_heading_more_than_lead_more_than_body():
    plain = {"title": "某地报告", "lead": "<p>无</p>"}
    body = factories.published(**plain, measures=[{"heading": "无", "body": "<p>石榴</p>"}])
    lead = factories.published(title="某地报告", lead="<p>石榴</p>")
    heading = factories.published(**plain, measures=[{"heading": "石榴"}])
    title = factories.published(title="石榴", lead="<p>无</p>")
    order = [hit.pk for hit in search(parse("石榴")).hits]
    assert order == [title.pk, heading.pk, lead.pk, body.pk]


def test_by_date_the_newest_stands_first(client):
    for year in (2019, 2021, 2020):
        factories.published(f"石榴{year}", published_at=factories.china(year, 1, 1))
    page = _page(client, q="石榴", order="date")
    assert page.index("2021年1月1日") < page.index("2020年1月1日") < page.index("2019年1月1日")


@pytest.mark.parametrize("order", ["", "date"])
def test_pages_of_results_follow_each_other_both_ways(client, order):
    articles = {factories.published("石榴籽").pk for _ in range(45)}
    seen, link, pages = set(), f"?q=石榴&order={order}", []
    while link:
        context = client.get(reverse("search") + link).context
        seen |= {item.article.pk for item in context["found"]}
        pages.append([item.article.pk for item in context["found"]])
        link = context["older"]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert seen == articles
    back = client.get(reverse("search") + context["newer"]).context
    assert [item.article.pk for item in back["found"]] == pages[1]


def test_what_was_not_found_is_said_with_wider_searches_that_find(client, report):
    page = _page(client, q="石榴籽 不存在", year="2020")
    assert "没有找到报告" in page
    assert "查找了“石榴籽 不存在”" in page
    assert "去掉“不存在”" in page
    page = _page(client, q="石榴籽", year="2019")
    assert "不限年份" in page
    assert "石榴籽" in page


def test_a_place_is_found_by_name_pinyin_and_initials(client):
    place = factories.region("150524")
    for text in ("库伦旗", "库伦", "kulunqi", "klq"):
        assert f'href="{place.get_absolute_url()}"' in _page(client, q=text)


def test_suggestions_name_places_and_titles_of_public_reports_only(client, report):
    draft = factories.draft("乌兰浩特市的草稿")
    found = client.get(reverse("search_suggestions"), {"q": "乌兰浩特"}).json()["suggestions"]
    assert [each["kind"] for each in found] == ["地区", "报告"]
    assert found[1]["url"] == report.get_absolute_url()
    assert draft.title not in str(found)
    for text in ("", " ", "\0", "%", "长" * 500):
        assert client.get(reverse("search_suggestions"), {"q": text}).json() == {"suggestions": []}


def test_a_draft_an_unpublished_and_an_expired_report_never_match(client, report):
    factories.draft("石榴草稿", lead="<p>石榴籽</p>")
    factories.published("石榴撤下", lead="<p>石榴籽</p>").unpublish()
    assert [hit.pk for hit in search(parse("石榴")).hits] == [report.pk]
    Article.objects.update(expire_at=factories.china(2021, 1, 1))
    assert search(parse("石榴")).hits == []
    assert search(parse("-不存在")).hits == []


def test_an_edited_report_is_found_by_what_it_says_now(report):
    report.lead = "<p>新的说法</p>"
    report.measures = []
    report.save_revision(clean=False)
    assert search(parse("石榴籽")).hits
    report.latest_revision.publish()
    assert not search(parse("石榴籽")).hits
    assert search(parse("新的说法")).hits
    report.delete()
    assert not search(parse("新的说法")).hits


BAD = [
    "",
    " ",
    "民" * 10_000,
    "民族 " * 3000,
    "*",
    "民*",
    "%",
    "_",
    '"',
    '""',
    '"""',
    "“”",
    "“民族",
    "'",
    "''; DROP TABLE articles_article; --",
    "NEAR(民族 团结)",
    "民族 AND OR NOT",
    "{terms}: 民族",
    "^民族",
    "(((",
    "\\",
    "民\\族",
    "-",
    "---民族",
    "标题:",
    "标题:标题:民族",
    "地区:",
    "地区:%",
    "\x00",
    "民\x00族",
    "\x01\x02\x1f\x7f",
    "\ud800民族",
    "😀",
    "👨‍👩‍👧‍👦民族",
    "\u202e民族",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "&amp;",
]


@pytest.mark.parametrize("text", BAD)
def test_no_query_breaks_the_page(client, report, text):
    query = parse(text)
    show(search(query))
    text = text.encode("utf-8", "replace").decode()
    page = _page(client, q=text)
    assert "<script>alert" not in page
    assert client.get(reverse("search_suggestions"), {"q": text}).status_code == 200


@pytest.mark.parametrize(
    "params",
    [
        {"before": "nonsense"},
        {"before": "1-2-3"},
        {"after": "9" * 40},
        {"after": "99999999999999999999-1"},
        {"before": "1594051200000000-1"},
        {"before": "\x00"},
        {"order": "random"},
        {"region": "\x00"},
        {"region": "桃花源"},
        {"channel": "nowhere"},
        {"year": "20x0"},
        {"honor": "galactic"},
    ],
)
def test_what_is_not_understood_is_named_and_the_rest_applies(client, report, params):
    page = _page(client, q="石榴籽", **params)
    assert "已忽略" in page
    assert "找到报告 1 篇" in page


def test_an_unknown_parameter_changes_nothing(client, report):
    assert "找到报告 1 篇" in _page(client, q="石榴籽", nonsense="1")


def test_a_page_of_results_takes_the_same_queries_whatever_it_shows(
    client, django_assert_max_num_queries
):
    for number in range(25):
        factories.published(f"石榴{number}", measures=[{}, {}], honors=[{}], tags=["文化"])
    assert Region.objects.exists()
    _page(client, q="文化")  # the first page of all also writes the site's identity
    with django_assert_max_num_queries(16):
        _page(client, q="石榴")


def test_search_engines_may_know_the_search_page_but_not_its_results(client, report):
    assert b"noindex" not in client.get("/search/").content
    assert b"noindex" in client.get("/search/?q=x").content
