"""The API as a program meets it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from regions.models import FormerDivision
from tests import factories

pytestmark = pytest.mark.django_db

LISTS = ["articles", "measures", "honors", "figures", "regions"]


def get(client, path, **parameters):
    return client.get(f"/api/v1/{path}", parameters)


def items(client, path, **parameters):
    response = get(client, path, **parameters)
    assert response.status_code == 200, response.json()
    return response.json()["items"]


def every_item(client, path, **parameters):
    """Return the items of all pages, following the cursors."""
    found, page = [], get(client, path, **parameters).json()
    while True:
        found += page["items"]
        if not page["cursor"]:
            return found
        page = get(client, path, cursor=page["cursor"], **parameters).json()


@pytest.fixture(scope="module")
def reports(module_db):
    """Make five reports, three of one moment, with measures, honors and figures."""
    for day, code in ((7, "1522"), (7, "152201"), (7, "1505"), (8, "152201103"), (9, "1522")):
        factories.published(
            f"{code}在{day}日",
            region=factories.region(code),
            published_at=factories.china(2020, 7, day),
            measures=[{"heading": "一"}, {"heading": "二"}],
            honors=[{"level": "national"}, {"status": "target"}],
            figures=[{"value": "19.01"}],
        )


def test_a_report_says_what_it_is_and_where(client):
    article = factories.published(
        "标题", published_at=factories.china(2020, 7, 7), source="盟民委", tags=["教育"]
    )
    row = items(client, "articles", fields="id,title,date,time,source,tags,region_code,address")
    assert row == [
        {
            "id": article.pk,
            "title": "标题",
            "date": "2020-07-07",
            "time": None,
            "source": "盟民委",
            "tags": ["教育"],
            "region_code": "152201",
            "address": f"http://127.0.0.1:8000/articles/{article.pk}/",
        }
    ]


@pytest.mark.parametrize(("kind", "model"), [("honors", "honor"), ("figures", "figure")])
def test_a_fact_carries_its_quote_and_report_and_leads_to_its_sentence(client, kind, model):
    article = factories.published("报告", source="来源", **{kind: [{}, {"quote": "原话"}]})
    fact = items(client, kind)[1]
    assert fact["quote"] == "原话"
    assert (fact["report_title"], fact["report_source"]) == ("报告", "来源")
    assert fact["report_date"] == "2020-07-07"
    second = getattr(article, kind).all()[1]
    assert fact["address"] == f"http://127.0.0.1:8000{second.get_absolute_url()}"
    assert fact["address"].endswith(f"#{model}-2")


def test_one_report_comes_with_its_parts(client, reports):
    article = Article.objects.published().newest_first().first()
    row = get(client, f"articles/{article.pk}").json()
    assert [measure["heading"] for measure in row["measures"]] == ["一", "二"]
    assert [honor["status"] for honor in row["honors"]] == ["held", "target"]
    assert row["figures"][0]["value"] == 19.01


def test_one_report_comes_with_the_documents_and_places_it_names(client):
    town = factories.region("152201103")
    article = factories.published(
        documents=[{"title": "实施方案", "kind": "implementation_plan", "status": "研究制定"}],
        places=[{"region": town, "name": "义勒力特镇", "aliases": "该镇 全镇"}, {"name": "某处"}],
    )
    row = get(client, f"articles/{article.pk}").json()
    (document,) = row["documents"]
    assert (document["title"], document["kind"]) == ("实施方案", "implementation_plan")
    assert (document["status"], document["quote"]) == ("研究制定", "制定《实施方案》")
    assert document["address"].endswith(f"/articles/{article.pk}/#documentmention-1")
    known, unknown = row["places"]
    assert (known["name"], known["aliases"]) == ("义勒力特镇", ["该镇", "全镇"])
    assert (known["region_code"], known["region"]) == ("152201103", town.full_name)
    assert (unknown["name"], unknown["region_code"]) == ("某处", None)
    assert get(client, f"articles/{article.pk}", fields="id").json() == {"id": article.pk}


def test_the_description_tells_of_every_part_of_a_report(client):
    shapes = client.get(reverse("api:openapi-json")).json()["components"]["schemas"]
    row = get(client, f"articles/{factories.published().pk}").json()
    parts = {
        name: shape["items"]["$ref"].rsplit("/", 1)[-1]
        for name, shape in shapes["ArticleWithParts"]["properties"].items()
        if "$ref" in shape.get("items", {})
    }
    known = {"measures", "honors", "figures", "documents", "places", "pictures", "attachments"}
    assert set(parts) == known <= set(row)
    assert "quote" in shapes[parts["documents"]]["properties"]
    assert "report_title" not in shapes[parts["honors"]]["properties"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 2, 3, 200])
def test_pages_follow_one_another_without_gap_or_repetition(client, reports, path, limit):
    key = "code" if path == "regions" else "id"
    whole = [row[key] for row in items(client, path, fields=key)]
    paged = [row[key] for row in every_item(client, path, fields=key, limit=limit)]
    assert paged == whole
    assert len(set(whole)) == len(whole) > 4


@pytest.mark.parametrize("limit", [1, 2])
def test_pages_within_a_place_follow_one_another_too(client, reports, limit):
    for path, number in (("articles", 4), ("honors", 8)):
        assert len(every_item(client, path, region="1522", limit=limit)) == number


@pytest.mark.parametrize(
    ("path", "parameters", "number"),
    [
        ("articles", {"region": "152200"}, 4),
        ("articles", {"year": 2020}, 5),
        ("articles", {"year": 2019}, 0),
        ("articles", {"since": "2020-07-08"}, 2),
        ("articles", {"until": "2020-07-07"}, 3),
        ("articles", {"channel": "dongtai", "region": "1505"}, 1),
        ("measures", {"level": 1, "region": "15"}, 10),
        ("honors", {"level": "none"}, 5),
        ("honors", {"status": "held", "level": "national"}, 5),
        ("honors", {"year": "none"}, 10),
        ("figures", {"unit": "万元"}, 5),
        ("regions", {"under": "1522"}, 3),
        ("regions", {"name": "wlht"}, 1),
    ],
)
def test_lists_can_be_narrowed(client, reports, path, parameters, number):
    assert len(items(client, path, **parameters)) == number


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("articles?colour=red", "colour"),
        ("articles?year=2020&year=2021", "不止一次"),
        ("articles?region=999999", "999999"),
        ("articles?channel=none-such", "none-such"),
        ("articles?theme=%00", "主题"),
        ("articles?since=yesterday", "起始日期"),
        ("articles?since=0001-01-01", "起始日期"),
        ("articles?until=9999-12-31", "截止日期"),
        ("articles?year=", "没有值"),
        ("articles?fields=title,password", "password"),
        ("articles?fields=state", "state"),
        ("articles?limit=0", "limit"),
        ("articles?limit=1000", "limit"),
        ("articles?cursor=made-up", "游标"),
        ("honors?level=galactic", "级别"),
        ("figures?report=0", "报告编号"),
    ],
)
def test_what_the_api_does_not_understand_is_refused(client, path, named):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 400
    assert named in "".join(response.json()["problems"])


def test_problems_are_told_in_chinese_to_every_browser(client):
    response = client.get("/api/v1/articles?year=soon", headers={"Accept-Language": "en"})
    assert response.json()["problems"] == ["年份：输入整数。"]


def test_a_cursor_of_another_list_is_refused(client, reports):
    cursor = get(client, "articles", limit=1).json()["cursor"]
    assert get(client, "articles", limit=3, fields="title", cursor=cursor).status_code == 200
    for path, parameters in (("honors", {}), ("articles", {"year": 2020})):
        assert get(client, path, cursor=cursor, **parameters).status_code == 400


def test_beyond_the_end_there_is_an_empty_page(client, reports):
    page = get(client, "articles", limit=4).json()
    Article.objects.oldest_first().first().delete()
    response = get(client, "articles", cursor=page["cursor"])
    assert (response.status_code, response.json()["items"]) == (200, [])


@pytest.mark.parametrize(
    "path", ["articles/0", "articles/99999999999999999999", "regions/99", "nothing", "honors/x"]
)
def test_what_is_not_there_is_a_404_in_the_api_own_words(client, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response.json()["problems"]


def test_a_former_code_leads_to_the_place_of_today(client):
    kulun = factories.region("150524")
    FormerDivision.objects.create(region=kulun, code="152325", name="库伦旗")
    assert get(client, "regions/152325").json()["code"] == "150524"


def test_an_unchanged_answer_is_not_sent_again(client, reports):
    first = get(client, "articles")
    again = client.get("/api/v1/articles", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    article = Article.objects.first()
    article.title = "改了"
    article.save_revision(clean=False).publish()
    changed = client.get("/api/v1/articles", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize("name", ["api:openapi-json", "api_description", "data_dictionary"])
def test_an_unchanged_description_is_not_sent_again(client, name):
    address = reverse(name)
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_nothing_can_be_written(client):
    assert client.post("/api/v1/articles", {}).status_code == 405
    assert client.head("/api/v1/articles").status_code == 200


def test_an_expired_report_is_gone_at_once(client, reports):
    Article.objects.update(expire_at=timezone.now())
    for path in LISTS[:4]:
        assert items(client, path) == []
    assert {row["report_count"] for row in items(client, "regions")} == {0}


@pytest.mark.parametrize(
    ("path", "queries"), [("articles", 1), ("honors", 1), ("figures", 1), ("measures", 1)]
)
def test_a_page_takes_one_query(client, reports, django_assert_num_queries, path, queries):
    with django_assert_num_queries(queries):
        get(client, path)


def test_the_start_of_the_api_is_its_description_for_people(client):
    assert client.get("/api/v1/").url == "/api/"


def test_every_choice_and_field_is_described(client):
    description = client.get("/api/v1/openapi.json").json()
    honor = description["components"]["schemas"]["Honor"]["properties"]
    assert "创建目标" in honor["status"]["description"]
    names = {each["name"] for each in description["paths"]["/api/v1/honors"]["get"]["parameters"]}
    assert names == {
        "region", "scope", "since", "until", "report", "level", "kind", "status", "year", "fields",
        "cursor", "limit",
    }  # fmt: skip


@pytest.fixture
def searched():
    factories.published("甲地报告", region=factories.region("1522"), lead="<p>非遗传承</p>")
    factories.published(
        "乙地报告",
        region=factories.region("1505"),
        measures=[{"heading": "非遗工坊", "body": "<p>工坊 &lt;三</p>"}],
        honors=[{"name": "非遗示范", "level": "national"}],
    )
    factories.draft("草稿", lead="<p>非遗传承</p>")


def test_a_search_finds_reports_and_shows_where(client, searched):
    page = get(client, "search", q="非遗", fields="title").json()
    assert [row["title"] for row in page["items"]] == ["乙地报告", "甲地报告"]
    assert (page["total"], page["exact"]) == (2, True)
    place = page["items"][0]["found"][0]
    assert place["html"] == "<mark>非遗</mark>工坊"
    assert place["address"].endswith("#measure-1")


def test_a_search_can_be_narrowed_and_paged(client, searched):
    assert [r["title"] for r in items(client, "search", q="非遗", region="1522")] == ["甲地报告"]
    assert [r["title"] for r in items(client, "search", q="非遗", honor="national")] == ["乙地报告"]
    assert len(every_item(client, "search", q="非遗", limit=1)) == 2
    assert items(client, "search", q="没有的词") == []


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"q": "，。"},
        {"q": "x" * 201},
        {"q": "非遗", "order": "x"},
        {"q": "非遗", "cursor": "1-1"},
    ],
)
def test_a_search_for_nothing_or_nonsense_is_refused(client, searched, parameters):
    response = get(client, "search", **parameters)
    assert response.status_code == 400
    assert response.json()["problems"]


@pytest.mark.parametrize(
    "q", ["%", "*", '"', "a' OR 1=1", "NEAR(", "\0", "😀", "-", "标题:", "(", "^"]
)
def test_any_query_is_answered(client, searched, q):
    assert get(client, "search", q=q).status_code in {200, 400}
