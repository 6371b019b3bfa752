"""What the head of every page states, as inspections of government sites ask for it."""

import json

import pytest
from lxml import html as lxml_html
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests import factories
from unityreports.site.models import SiteIdentity

pytestmark = pytest.mark.django_db
SITE = ["SiteName", "SiteDomain", "SiteIDCode"]
COLUMN = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
ARTICLE = ["ArticleTitle", "PubDate", "ContentSource"]


@pytest.fixture(autouse=True)
def identity():
    """An office that has filled in its particulars."""
    identity = SiteIdentity.load()
    identity.name = "民族团结进步网"
    identity.host_unit = "兴安盟民族事务委员会"
    identity.site_code = "1522000036"
    identity.icp_number = "蒙ICP备05002755号-2"
    identity.police_number = "蒙公网安备 15220102000001号"
    identity.address = "乌兰浩特市"
    identity.phone = "0482-8266529"
    identity.error_report_url = "https://example.org/jiucuo"
    identity.save()
    return identity


def meta(client, address) -> dict[str, str]:
    tree = lxml_html.document_fromstring(client.get(address).content.decode())
    return {each.get("name"): each.get("content") for each in tree.xpath("//meta[@name]")}


def graph(client, address) -> dict[str, dict]:
    tree = lxml_html.document_fromstring(client.get(address).content.decode())
    (data,) = tree.xpath("//script[@type='application/ld+json']/text()")
    return {thing["@type"]: thing for thing in json.loads(data)["@graph"]}


@pytest.mark.parametrize("address", ["/", "/articles/", "/regions/", "/honors/", "/sitemap/"])
def test_every_page_names_the_site_and_its_column(client, address):
    stated = meta(client, address)
    assert stated["SiteName"] == "民族团结进步网"
    assert stated["SiteDomain"] == "127.0.0.1:8000"
    assert stated["SiteIDCode"] == "1522000036"
    assert all(stated[name] for name in COLUMN)


def test_a_report_states_its_channel_date_and_source(client):
    article = factories.published(
        "标题",
        source="盟民委",
        author="记者甲",
        tags=["团结"],
        published_at=factories.china(2020, 7, 7, 9, 30),
    )
    stated = meta(client, article.get_absolute_url())
    assert {name: stated[name] for name in ARTICLE} == {
        "ArticleTitle": "标题",
        "PubDate": "2020-07-07 09:30",
        "ContentSource": "盟民委",
    }
    assert stated["ColumnName"] == "工作动态"
    assert stated["ColumnType"] == "工作动态"
    assert stated["Keywords"] == "团结"
    assert stated["Author"] == "记者甲"
    assert stated["Url"].endswith(article.get_absolute_url())
    assert stated["Description"]


def test_the_title_leads_from_the_page_to_the_site(client):
    article = factories.published("标题")
    page = client.get(article.get_absolute_url()).content.decode()
    assert "<title>标题 - 乌兰浩特市 - 民族团结进步网</title>" in page


def test_the_foot_states_everything_of_the_identity(client, identity):
    page = client.get("/").content.decode()
    foot = page[page.index("<footer") :]
    for name in ("host_unit", "address", "phone", "site_code", "icp_number", "police_number"):
        assert getattr(identity, name) in foot
    for label in ("设为首页", "网站声明", "网站地图", "联系我们", "我为政府网站找错"):
        assert label in foot


def test_structured_data_describes_report_path_and_publisher(client):
    article = factories.published("</script><b>标题", source="盟民委")
    things = graph(client, article.get_absolute_url())
    assert things["Article"]["headline"] == "</script><b>标题"
    assert things["Article"]["datePublished"].startswith("2020-07-0")
    assert things["GovernmentOrganization"]["name"] == "兴安盟民族事务委员会"
    names = [each["name"] for each in things["BreadcrumbList"]["itemListElement"]]
    assert names == ["首页", "工作动态", "正文"]


def test_the_ledger_is_described_as_a_data_set(client):
    assert graph(client, "/honors/")["Dataset"]["url"].endswith("/honors/")


def test_a_list_states_its_lasting_address_without_filters(client):
    factories.published()
    page = client.get("/articles/?utm_source=x").content.decode()
    assert "noindex" in page


@pytest.mark.parametrize("address", ["/", "/articles/", "/nix/"])
def test_a_reader_whose_browser_prefers_english_gets_the_chinese_site(client, address):
    response = client.get(address, headers={"Accept-Language": "en-US"})
    assert '<html lang="zh-Hans">' in response.content.decode()
    assert "Accept-Language" not in response.get("Vary", "")


def mark_in(client) -> list:
    """Return the official mark in the foot of a page: its link and its picture."""
    tree = lxml_html.document_fromstring(client.get("/articles/").content.decode())
    return tree.xpath("//footer//*[@class='official-mark']//*[self::a or self::img]")


def test_the_official_mark_stands_in_the_foot_once_an_office_was_given_one(client, identity):
    assert mark_in(client) == []
    identity.official_mark = get_image_model().objects.create(
        title="标识", file=get_test_image_file(size=(300, 300))
    )
    identity.save()
    (image,) = mark_in(client)
    assert image.get("alt") == "党政机关网站标识"
    assert image.get("width").isdecimal()
    assert image.get("height").isdecimal()
    assert client.get(image.get("src")).status_code == 200
    identity.official_mark_url = "https://example.org/mark?id=1"
    identity.save()
    link, _ = mark_in(client)
    assert link.get("href") == "/leave/?to=https%3A%2F%2Fexample.org%2Fmark%3Fid%3D1"
