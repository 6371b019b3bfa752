"""A filter means the same on every way to a list: pages, files, feeds, the API, the desk …"""

import re
from itertools import product

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.exports.datasets import DATASETS
from tests import factories, places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _places(module_db):
    places.make()


def named(surface) -> str:
    return surface.__name__


@pytest.mark.parametrize("surface", [*places.PAGES, *places.STRICT], ids=named)
def test_a_place_is_the_same_however_and_wherever_it_is_written(admin_client, surface):
    found = {way: surface(admin_client, text)[0] for way, text in places.WAYS.items()}
    assert found == dict.fromkeys(places.WAYS, places.EXPECTED)


@pytest.mark.parametrize("surface", [*places.PAGES, *places.STRICT], ids=named)
def test_a_former_name_or_a_shorthand_finds_what_is_there_today(admin_client, surface):
    for text in ("哲里木盟", "哲里木", "1523", "152300", "通辽", "tls"):
        found, _ = surface(admin_client, text)
        assert found >= places.EXPECTED, text
        assert not {"1522的报告", "152201103200的报告"} & found, text


@pytest.mark.parametrize("surface", places.PAGES, ids=named)
def test_a_page_says_which_place_it_does_not_understand(admin_client, surface):
    for kind, text in places.NONSENSE.items():
        if surface is places.search_query and kind == "a NUL":
            continue  # parts words in a query, like a blank
        _, response = surface(admin_client, text)
        page = response.content.decode()
        assert re.search("已忽略|筛选没有生效|没有找到|不能确定|没有可查找|只用了前面", page), kind
        if kind == "several places":
            assert "152201103200" in page
            assert "152222205200" in page


@pytest.mark.parametrize("surface", places.STRICT, ids=named)
def test_who_cannot_say_it_refuses_a_place_it_does_not_understand(admin_client, surface):
    in_path = surface in (places.region_feed, places.region_page)
    for kind, text in places.NONSENSE.items():
        if in_path and kind in {"a NUL", "control characters"}:
            continue  # no address has them
        with pytest.raises(places.Refused) as refused:
            surface(admin_client, text)
        if kind == "several places" and not in_path:
            assert "152201103200" in str(refused.value)
            assert "152222205200" in str(refused.value)


# Other filters ---------------------------------------------------------------------------------

HONORS = {
    "level": ["national", "NATIONAL", "国家级", " 国家级 "],
    "status": ["held", "已获得"],
    "year": ["2020", "2020年", "２０２０"],
    "since": ["2020-07-07", "2020/7/7", "2020.07.07", "20200707", "2020年7月7日"],
    "until": ["2020-07-07", "2020/7/7", "2020.07.07", "20200707", "2020年7月7日"],
}
ARTICLES = {
    "channel": ["dongtai", "工作动态"],
    "theme": ["culture", "文化建设"],
    "tag": ["文化"],
    "year": HONORS["year"],
    "since": HONORS["since"],
    "honor": HONORS["level"],
    "language": ["zh-Hans", "简体中文"],
}


def cases(filters):
    return [(name, value) for name, values in filters.items() for value in values]


@pytest.mark.parametrize(("name", "value"), cases(HONORS))
def test_a_filter_of_honors_reads_the_same_words_everywhere(admin_client, tmp_path, name, value):
    other = {"level": "league", "status": "target", "year": 2019}
    day = {"since": factories.china(2020, 7, 6), "until": factories.china(2020, 7, 8)}
    factories.published(
        "别的",
        published_at=day.get(name, factories.china(2020, 7, 7)),
        honors=[{name: other[name]}] if name in other else [{}],
    )
    parameters = {name: value}
    page = admin_client.get("/honors/", parameters)
    expected = {article.title for article in page.context["reports"].items}
    assert len(expected) == 4
    assert "已忽略" not in page.content.decode()
    assert {
        row["报告标题"] for row in places.file(admin_client.get("/data/honors.csv", parameters))
    } == expected
    api = admin_client.get("/api/v1/honors", parameters).json()["items"]
    assert {item["report_title"] for item in api} == expected
    desk = admin_client.get("/admin/honors/", parameters).context["object_list"]
    assert {honor.article.title for honor in desk} == expected
    exported = admin_client.get("/admin/export/honors/", parameters | {"format": "csv"})
    assert {row["报告标题"] for row in places.file(exported)} == expected
    output = tmp_path / "honors.csv"
    call_command("export", "honors", output=str(output), columns="report_title", **parameters)
    assert set(output.read_text("utf-8-sig").split()[1:]) == expected


@pytest.mark.parametrize(("name", "value"), cases(ARTICLES))
def test_a_filter_of_reports_reads_the_same_words_everywhere(admin_client, tmp_path, name, value):
    factories.published(
        "别的",
        channel=factories.channel("other", "其他"),
        published_at=factories.china(2019, 1, 1),
        language="mn-Mong",
    )
    parameters = {name: value}
    page = admin_client.get("/articles/", parameters)
    expected = {article.title for article in page.context["reports"].items}
    assert len(expected) == 4
    assert "已忽略" not in page.content.decode()
    searched = admin_client.get("/search/", parameters).context["found"]
    assert {found.article.title for found in searched} == expected
    api = admin_client.get("/api/v1/articles", parameters).json()["items"]
    assert {item["title"] for item in api} == expected
    feed = admin_client.get("/feeds/all.atom", parameters).content.decode()
    assert all(title in feed for title in expected)
    assert "别的" not in feed
    desk = admin_client.get("/admin/articles/", parameters).context["object_list"]
    assert {article.title for article in desk} == expected
    output = tmp_path / "articles.csv"
    call_command("export", "articles", output=str(output), columns="title", **parameters)
    assert set(output.read_text("utf-8-sig").split()[1:]) == expected


BAD = ["nonsense", "\0", "9" * 5000, "２０20-13-45", "民" * 3000, "\x01"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/articles/", "year"),
        ("/articles/", "since"),
        ("/articles/", "channel"),
        ("/articles/", "honor"),
        ("/channels/dongtai/", "theme"),
        ("/tags/文化/", "language"),
        ("/regions/1505/", "tag"),
        ("/honors/", "level"),
        ("/honors/", "until"),
        ("/measures/", "level"),
        ("/search/", "theme"),
    ],
)
@pytest.mark.parametrize(
    "value", ["nonsense", "\0", "9" * 5000, "２０20-13-45", "民" * 3000, "\x01"]
)
def test_nonsense_in_a_filter_is_said_on_pages_and_no_server_error(client, address, name, value):
    response = client.get(address, {"q": "民族", name: value})
    assert response.status_code == 200
    assert "已忽略" in response.content.decode()


@pytest.mark.parametrize("dataset", DATASETS)
def test_nonsense_in_a_filter_is_refused_by_files_and_the_api(client, tmp_path, dataset):
    fields = DATASETS[dataset].filters.base_fields
    for (name, field), value in product(fields.items(), [*BAD, "2020111a", "\udcff"]):
        sent = value.encode(errors="replace")
        response = client.get(f"/api/v1/{dataset}", {name: sent})
        free_text = (
            name in {"name", "indicator", "unit", "title"} and len(value) < 20 and "\0" not in value
        )
        assert response.status_code == (200 if free_text else 400), (name, value)
        if not free_text:
            assert str(field.label) in response.json()["problems"][0]
            with pytest.raises(CommandError, match=str(field.label)):
                call_command("export", dataset, output=str(tmp_path / "a.csv"), **{name: value})


def test_a_page_settled_on_a_place_says_that_it_takes_no_other(client):
    page = client.get("/regions/1505/?region=1522&year=2020")
    assert {article.title for article in page.context["reports"].items} == places.EXPECTED
    assert "已忽略无法识别的筛选条件：地区" in page.content.decode()


def test_earlier_names_of_parameters_still_work(admin_client, tmp_path):
    found = admin_client.get("/api/v1/regions", {"under": "150524", "fields": "code"}).json()
    assert [item["code"] for item in found["items"]] == ["150524", "150524100"]
    for dates, number in [(("2020-07-01", "2020-07-31"), 4), (("2020-07-08", ""), 0)]:
        parameters = dict(zip(["published_at_from", "published_at_to"], dates, strict=True))
        listed = admin_client.get("/admin/articles/", parameters).context["object_list"]
        assert len(listed) == number
    theme = factories.theme()
    for value, number in [(theme.pk, 4), ("null", 0), ("none", 0)]:
        listed = admin_client.get("/admin/measures/", {"theme": value}).context["object_list"]
        assert len(listed) == number
    channel = factories.channel()
    assert admin_client.get("/admin/articles/", {"channel": channel.pk}).context["object_list"]
    twice = admin_client.get("/api/v1/regions", {"under": "1505", "region": "1505"})
    assert twice.status_code == 400


def test_what_a_page_was_given_goes_on_in_its_links_in_one_spelling(client):
    page = client.get("/honors/?region=哲里木盟&level=国家级&status=桃花源").content.decode()
    assert 'href="/data/honors.csv?region=1505&amp;level=national"' in page
    page = client.get("/articles/?region=klq&since=2020年7月1日&nonsense=1").content.decode()
    assert 'href="/feeds/all.atom?region=150524&amp;since=2020-07-01"' in page
    page = client.get("/search/?q=民族&region=桃花源&theme=文化建设&order=date").content.decode()
    assert "/feeds/search.atom?q=%E6%B0%91%E6%97%8F&amp;theme=culture" in page


def test_what_was_typed_and_not_understood_stays_in_the_box(client):
    for address in ("/articles/", "/honors/", "/search/"):
        assert 'value="桃花源"' in client.get(address, {"region": "桃花源"}).content.decode()
        shown = client.get(address, {"region": "klq"}).content.decode()
        assert 'value="150524 库伦旗"' in shown


def test_a_former_name_typed_into_the_search_leads_to_todays_place(client):
    for query in ("哲里木盟", "哲里木盟 民族团结", "地区:哲里木盟"):
        page = client.get("/search/", {"q": query}).content.decode()
        assert "“哲里木盟”是通辽市的旧称。您是否要找" in page
        assert 'href="/articles/?region=1505"' in page
    assert "旧称" not in client.get("/search/", {"q": "库伦旗"}).content.decode()


def test_a_path_is_suggested_as_its_place(client):
    found = client.get(reverse("search_suggestions"), {"q": "哲里木盟库伦旗"}).json()
    assert found["suggestions"][0]["url"] == "/regions/150524/"


def test_a_name_in_the_address_of_a_place_leads_to_its_code_with_the_rest(client):
    response = client.get("/regions/哲里木盟/?year=2020")
    assert (response.status_code, response.url) == (302, "/regions/1505/?year=2020")
    response = client.get("/feeds/regions/klq.atom")
    assert response.url == "/feeds/regions/150524.atom"
    assert client.get("/api/v1/regions/哲里木盟").json()["code"] == "1505"


def test_places_to_compare_are_read_like_any_others(client):
    page = client.get("/measures/?place=klq&place=兴安盟&place=义勒力特嘎查")
    assert [place.code for place in page.context["places"]] == ["150524", "1522"]
    assert "152222205200" in page.content.decode()
