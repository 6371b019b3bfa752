"""Ways to write a place, and ways into its reports: what the tests of filters go through."""

import csv
import io
import json
import tempfile
from pathlib import Path

from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.models import Article
from regions.models import FormerDivision
from tests import factories

# Of 库伦旗, which was 152325 in 哲里木盟.
WAYS = {
    "code": "150524",
    "padded code": "150524000000",
    "full-width code": "１５０５２４",
    "former code": "152325",
    "padded former code": "152325000000",
    "name": "库伦旗",
    "short name": "库伦",
    "alias": "小库伦",
    "former name": "锡勒图库伦旗",
    "pinyin": "kulunqi",
    "spaced pinyin": "Ku lun qi",
    "initials": "klq",
    "path": "通辽市库伦旗",
    "spaced path": "内蒙古自治区 通辽市 库伦旗",
    "slashed path": "内蒙古/通辽/库伦",
    "former path": "哲里木盟库伦旗",
    "code and name": "150524 库伦旗",
    "code and path": "150524 内蒙古自治区 通辽市 库伦旗",
}
# Borne by several, no place, and what no keyboard types.
NONSENSE = {
    "several places": "义勒力特嘎查",
    "no place": "桃花源",
    "no code": "999999",
    "part of a name": "伦旗",
    "part of a code": "15052",
    "control characters": "\x01\x02\x1f",
    "a NUL": "库伦旗\0",
    "very long": "库伦旗" * 700,
    "long digits": "1" * 2000,
    "SQL": "'; DROP TABLE regions_region; --",
    "wildcards": "%_*",
    "marks": "😀\u202e",
}


def make():
    """Make places, with reports in 库伦旗 and a place below it, and elsewhere."""
    banner = factories.region("150524")
    banner.aliases = "小库伦"
    banner.save()
    for region, code, name, above in [
        (banner, "152325", "库伦旗", "哲里木盟"),
        (banner, "152325", "锡勒图库伦旗", "哲里木盟"),
        (factories.region("1505"), "1523", "哲里木盟", "内蒙古自治区"),
    ]:
        FormerDivision.objects.create(region=region, code=code, name=name, parent_name=above)
    factories.region("370505", "垦利区")  # whose initials are klq too
    factories.region("152222205", "巴彦茫哈苏木")
    factories.region("152222205200", "义勒力特嘎查")
    town = factories.region("150524100", "库伦镇")
    theme = factories.theme()
    for place in (banner, town, factories.region("1522"), factories.region("152201103200")):
        factories.published(
            f"{place.code}的报告",
            region=place,
            measures=[{"theme": theme}],
            honors=[{"level": "national", "year": 2020}],
            figures=[{}],
            tags=["文化"],
        )


EXPECTED = {"150524的报告", "150524100的报告"}


def file(response) -> list[dict]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


class Refused(Exception):  # noqa: N818 (an answer, not an error)
    """A surface that cannot say what it passes over answered 400, 404 or an error message."""


def _asked(client, path, **parameters):
    response = client.get(path, parameters, follow=True)
    if response.status_code in (400, 404):
        raise Refused(response.content.decode())
    assert response.status_code == 200, (path, parameters, response.status_code)
    return response


def _listed(client, path, **parameters):
    response = _asked(client, path, **parameters)
    return {article.title for article in response.context["reports"].items}, response


def articles(client, text):
    return _listed(client, "/articles/", region=text)


def measures(client, text):
    return _listed(client, "/measures/", region=text)


def honors(client, text):
    return _listed(client, "/honors/", region=text)


def channel(client, text):
    return _listed(client, "/channels/dongtai/", region=text)


def tag(client, text):
    return _listed(client, "/tags/文化/", region=text)


def region_page(client, text):
    return _listed(client, reverse("region_detail", args=[_name(text)]))


def search_box(client, text):
    response = _asked(client, "/search/", q="民族团结", region=text)
    return {found.article.title for found in response.context["found"]}, response


def search_query(client, text):
    response = _asked(client, "/search/", q=f'地区:"{text}"')
    return {found.article.title for found in response.context["found"]}, response


def honors_csv(client, text):
    return {row["报告标题"] for row in file(_asked(client, "/data/honors.csv", region=text))}, None


def honors_jsonl(client, text):
    lines = b"".join(
        _asked(client, "/data/honors.jsonl", region=text).streaming_content
    ).splitlines()
    return {json.loads(line)["report_title"] for line in lines}, None


def feed(client, text):
    return _titles(_asked(client, "/feeds/all.atom", region=text)), None


def region_feed(client, text):
    return _titles(_asked(client, reverse("feeds:region", args=[_name(text), "atom"]))), None


def search_feed(client, text):
    return _titles(_asked(client, "/feeds/search.rss", q="民族团结", region=text)), None


def api_articles(client, text):
    items = _asked(client, "/api/v1/articles", region=text, fields="title").json()["items"]
    return {item["title"] for item in items}, None


def api_parts(client, text):
    found = []
    for part in ("measures", "honors", "figures"):
        items = _asked(client, f"/api/v1/{part}", region=text, fields="report_title").json()
        found.append({item["report_title"] for item in items["items"]})
    assert found[0] == found[1] == found[2]
    return found[0], None


def api_search(client, text):
    page = _asked(client, "/api/v1/search", q="民族团结", region=text, fields="title").json()
    return {item["title"] for item in page["items"]}, None


def api_regions(client, text):
    items = _asked(client, "/api/v1/regions", region=text, fields="code").json()["items"]
    return {f"{item['code']}的报告" for item in items}, None


def desk_articles(client, text):
    response = _asked(client, "/admin/articles/", region=text)
    return {article.title for article in response.context["object_list"]}, response


def desk_honors(client, text):
    response = _asked(client, "/admin/honors/", region=text)
    return {honor.article.title for honor in response.context["object_list"]}, response


def desk_export(client, text):
    response = _asked(client, "/admin/export/articles/", region=text, format="csv", columns="title")
    return {row["标题"] for row in file(response)}, None


def desk_regions(client, text):
    response = _asked(client, "/admin/regions/", region=text)
    return {f"{region.code}的报告" for region in response.context["object_list"]}, response


def command(client, text):
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "list.jsonl")
        try:
            call_command("export", "articles", region=text, output=str(output), columns="title")
        except CommandError as error:
            raise Refused(str(error)) from error
        lines = output.read_text().splitlines()
    return {json.loads(line)["title"] for line in lines}, None


def _name(text: str) -> str:
    """Return a text as the part of an address can have it."""
    return "".join(c for c in text if c >= " ").replace("/", " ")


def _titles(response) -> set[str]:
    text = response.content.decode()
    return {title for title in Article.objects.values_list("title", flat=True) if title in text}


PAGES = [articles, measures, honors, channel, tag, search_box, search_query]
PAGES += [desk_articles, desk_honors, desk_regions]
STRICT = [honors_csv, honors_jsonl, feed, search_feed, region_feed, region_page]
STRICT += [api_articles, api_parts, api_search, api_regions, desk_export, command]
