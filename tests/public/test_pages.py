"""Every public page: what it shows, and that only what is published shows anywhere."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html
from taggit.models import Tag

from articles.models import Article, Honor, PlaceMention
from regions.models import FormerDivision
from tests import factories
from tests.words_of_pages import one_line
from unityreports.site import links

pytestmark = pytest.mark.django_db

EVERY_PAGE = [
    "/",
    "/articles/",
    "/articles/?region=15",
    "/articles/?theme=culture",
    "/articles/?year=2020",
    "/articles/?tag=团结",
    "/regions/",
    "/regions/15/",
    "/regions/152201/",
    "/measures/",
    "/measures/?theme=culture",
    "/measures/?place=152201&place=1522",
    "/honors/",
    "/honors/?status=held",
    "/channels/dongtai/",
    "/sitemap/",
    "/about/statement/",
    "/about/contact/",
    "/about/bookmark/",
]


def full(make=factories.published, **fields):
    """Return a report with something in every corner."""
    return make(
        fields.pop("title", "隐秘标题"),
        lead="<p>隐秘导语：共创建6个隐秘荣誉。</p>",
        measures=[
            {"heading": "隐秘举措", "theme": factories.theme(), "body": "<p>隐秘正文</p>"},
            {"heading": "隐秘做法。", "level": 2, "theme": factories.theme()},
        ],
        honors=[{"name": "隐秘荣誉", "quote": "6个隐秘荣誉", "level": "national", "year": 2020}],
        figures=[{"name": "隐秘数据", "quote": "6个隐秘荣誉"}],
        tags=["团结"],
        **fields,
    )


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("state", ["draft", "scheduled", "expired", "unpublished"])
def test_nothing_unpublished_shows_at_any_address_or_in_any_count(client, state):
    factories.region("152201")
    full(title="公开的报告", region=factories.region("152202"))
    before = {address: text(client.get(address)) for address in EVERY_PAGE}
    hidden = full(factories.draft if state in {"draft", "scheduled"} else factories.published)
    if state == "scheduled":
        hidden.go_live_at = timezone.now() + datetime.timedelta(days=1)
        hidden.save_revision(clean=False).publish()
    elif state == "expired":
        expired = timezone.now() - datetime.timedelta(minutes=1)
        Article.objects.filter(pk=hidden.pk).update(expire_at=expired)
    elif state == "unpublished":
        hidden.unpublish()
    for address in EVERY_PAGE:
        after = text(client.get(address))
        assert "隐秘标题" not in after, address
        assert after == before[address], address
    gone = 410 if state == "unpublished" else 404
    assert client.get(hidden.get_absolute_url()).status_code == gone


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_every_page_answers_without_any_report(client, address):
    factories.region("152201")
    factories.channel()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_every_page_answers_with_reports(client, address):
    full()
    response = client.get(address)
    assert response.status_code == 200
    assert text(response).count("<h1") == 1


def test_a_report_shows_all_that_was_read_from_it(client):
    article = full(source="盟民委", author="记者")
    page = text(client.get(article.get_absolute_url()))
    for shown in ["隐秘标题", "盟民委", "记者", "2020年7月7日", "隐秘举措", "隐秘正文", "团结"]:
        assert shown in page
    assert '<mark class="evidence evidence-honor" id="honor-1">' in page
    assert 'href="#honor-1"' in page
    assert 'href="#figure-1"' in page


def test_measures_are_numbered_as_they_stand(client):
    page = one_line(client.get(full().get_absolute_url()))
    assert '<span class="no">1</span><span>隐秘举措</span>' in page
    assert '<span class="no">1.1</span> <span>隐秘做法。</span>' in page


def test_the_breadcrumb_follows_the_channels(client):
    top = factories.channel("zwgk", "政务公开")
    article = full(channel=factories.channel("news", "要闻", parent=top))
    page = text(client.get(article.get_absolute_url()))
    assert page.index("/channels/zwgk/") < page.index("/channels/news/") < page.index("<h1")


def test_a_place_is_found_by_its_name_unless_several_bear_it(client):
    full(title="乌兰浩特的报告")
    full(title="阿尔山的报告", region=factories.region("152202"))
    page = text(client.get("/articles/?region=乌兰浩特市"))
    assert "乌兰浩特的报告" in page
    assert "阿尔山的报告" not in page
    factories.region("150524", "乌兰浩特市")
    assert "已忽略无法识别的筛选条件：地区" in text(client.get("/articles/?region=乌兰浩特市"))


def test_a_list_is_narrowed_down_by_region_and_all_below(client):
    full(title="乌兰浩特的报告")
    full(title="阿尔山的报告", region=factories.region("152202"))
    assert "阿尔山的报告" in text(client.get("/articles/?region=1522"))
    assert "阿尔山的报告" not in text(client.get("/articles/?region=152201"))


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("region=99", "地区"),
        ("channel=nix", "栏目"),
        ("theme=%00", "主题"),
        ("tag=nix", "标签"),
        ("year=20x0", "年份"),
        ("year=99999999999999999999", "年份"),
        ("before=nix", "翻页位置"),
    ],
)
def test_nonsense_in_a_filter_is_ignored_and_the_page_says_so(client, query, label):
    full(title="公开的报告")
    page = text(client.get(f"/articles/?{query}"))
    assert "已忽略无法识别的筛选条件" in page
    assert label in page
    assert "公开的报告" in page


@pytest.mark.parametrize(
    "address",
    [
        "/articles/999999/",
        "/articles/99999999999999999999999999/",
        "/regions/99/",
        "/regions/%00/",
        "/regions/不存在/",
        "/tags/nix/",
        "/tags/%00/",
        "/channels/nix/",
        "/about/nix/",
        "/nix/",
    ],
)
def test_what_is_not_there_is_our_own_404(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "页面不存在" in text(response)
    assert 'class="site-header"' in text(response)


def test_a_tag_that_only_drafts_carry_is_not_found(client):
    full(factories.draft)
    assert client.get(reverse("tag_detail", args=[Tag.objects.get().slug])).status_code == 404


@pytest.mark.parametrize("code", ["152201000", "152201000000"])
def test_a_padded_code_leads_to_the_place(client, code):
    region = factories.region("152201")
    response = client.get(f"/regions/{code}/")
    assert response.status_code == 301
    assert response.url == region.get_absolute_url()


def test_a_former_code_leads_to_todays_place(client):
    region = factories.region("150524")
    FormerDivision.objects.create(region=region, code="152325", name="库伦旗")
    assert client.get("/regions/152325/").url == "/regions/150524/"


def test_a_place_without_reports_is_not_for_search_engines(client):
    factories.region("152202")
    full()
    assert "noindex" in text(client.get("/regions/152202/"))
    assert "noindex" not in text(client.get("/regions/152201/"))


def test_the_ledger_keeps_held_aimed_at_and_described_apart(client):
    factories.published(
        honors=[
            {"name": "已得称号", "status": Honor.Status.HELD},
            {"name": "目标称号", "status": Honor.Status.TARGET},
            {"name": "提及称号", "status": Honor.Status.DESCRIBED},
        ]
    )
    page = text(client.get("/honors/"))
    places = [page.index(word) for word in ("已得称号", "目标称号", "提及称号")]
    assert places == sorted(places)
    held = text(client.get("/honors/?status=held"))
    assert "已得称号" in held
    assert "目标称号" not in held


def test_a_level_that_is_not_stated_stays_so(client):
    factories.published(honors=[{"name": "示范市", "level": "", "year": None}])
    assert text(client.get("/honors/?level=none&year=none")).count("未写明") >= 2


def test_places_are_compared_side_by_side(client):
    full(title="甲报告")
    factories.published(
        region=factories.region("150524"),
        measures=[{"heading": "库伦的举措", "theme": factories.theme()}],
    )
    page = text(client.get("/measures/?place=152201&place=150524"))
    assert "并排比较" in page
    assert page.index("隐秘举措") < page.index("库伦的举措")


def test_measures_side_by_side_say_of_which_place_and_report_they_are(client):
    for code in ("152201", "152201103", "150524"):
        measures = [{"heading": f"举措{code}"}]
        factories.published(f"报告{code}", region=factories.region(code), measures=measures)
    page = html.document_fromstring(
        client.get("/measures/?place=152201&place=150524").content.decode()
    )
    told = {
        " ".join(each.text_content().split()[:3])
        for each in page.xpath("//table[@class='comparison']//li")
    }
    assert told == {
        "举措152201 乌兰浩特市 报告152201",
        "举措152201103 义勒力特镇 报告152201103",
        "举措150524 库伦旗 报告150524",
    }


def test_more_than_four_places_are_not_compared(client):
    codes = ["15", "1522", "152201", "152202", "152201103"]
    for code in codes:
        factories.region(code)
    page = text(client.get("/measures/?" + "&".join(f"place={code}" for code in codes)))
    assert "最多并排比较 4 个地区" in page


def test_counting_the_children_of_a_place_takes_no_more_queries_for_more_children(
    client, django_assert_max_num_queries
):
    full()
    for number in range(10, 40):
        factories.region(f"1522{number}")
    with django_assert_max_num_queries(24):
        client.get("/regions/1522/")


def test_a_place_mentioned_links_to_its_page(client):
    article = factories.draft(lead="<p>义勒力特镇建成民俗博物馆。</p>")
    article.places = [
        PlaceMention(name="义勒力特镇", quote="义勒力特镇", region=factories.region("152201103"))
    ]
    article.save_revision(clean=False).publish()
    assert "/regions/152201103/" in text(client.get(article.get_absolute_url()))


def test_an_outside_link_goes_by_the_notice_before_leaving(client):
    article = factories.published(lead='<p><a href="https://example.org/a?b=c">网页</a></p>')
    page = text(client.get(article.get_absolute_url()))
    assert 'href="/leave/?to=https%3A%2F%2Fexample.org%2Fa%3Fb%3Dc"' in page
    assert 'href="https://example.org' not in page


@pytest.mark.parametrize(
    "address",
    [
        *("//evil.example/a", "///evil.example/a", "/\\evil.example/a", "\\\\evil.example/a"),
        *("https:evil.example/a", "HTTPS:/evil.example/a", "https:\\\\evil.example/a"),
        *("https://127.0.0.1:8000@evil.example/a", "//a@b@evil.example/a", "/\t/evil.example/a"),
        *("ht\ntps://evil.example/a", " \x01//evil.example/a"),
    ],
)
def test_no_way_of_writing_an_outside_link_goes_round_the_notice(settings, address):
    settings.SITE_URL = "https://127.0.0.1:8000"
    assert links.leaving(address) == "/leave/?to=https%3A%2F%2Fevil.example%2Fa"


@pytest.mark.parametrize(
    "address",
    [
        "/articles/",
        "articles/?a=//b",
        "#a",
        "",
        "?to=https://b",
        "mailto:a@b",
        "HTTPS://Site.example/a",
    ],
)
def test_a_link_within_the_site_stays_as_it_is(settings, address):
    settings.SITE_URL = "https://site.example"
    assert links.leaving(address) == address


def test_the_notice_shows_where_the_link_leads_and_never_redirects(client):
    response = client.get("/leave/", {"to": "https://example.org/a?b=c"})
    assert response.status_code == 200
    assert text(response).count("https://example.org/a?b=c") >= 2


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//example.org",
        "data:text/html,x",
        "",
        "https://",
        "http://a b",
        "\0",
        "https://example.org@evil.example/",
        "https://example.org\\@evil.example/",
    ],
)
def test_the_notice_takes_no_other_kind_of_address(client, address):
    response = client.get("/leave/", {"to": address})
    assert response.status_code == 400
    assert "继续访问" not in text(response)


def test_a_script_in_a_report_never_reaches_the_reader(client):
    article = factories.published(
        lead='<p onclick="x()">甲<script>alert(1)</script><img src=x onerror=alert(1)></p>',
        measures=[{"heading": "<script>alert(2)</script>"}],
    )
    page = text(client.get(article.get_absolute_url()))
    assert "alert(1)" not in page
    assert "<script>alert(2)" not in page


def test_the_neighbours_are_those_of_the_same_place(client):
    first = factories.published("第一篇", published_at=factories.china(2020, 1, 1))
    middle = factories.published("第二篇", published_at=factories.china(2020, 1, 2))
    factories.published(
        "别处的", published_at=factories.china(2020, 1, 2), region=factories.region("152202")
    )
    last = factories.published("第三篇", published_at=factories.china(2020, 1, 3))
    page = text(client.get(middle.get_absolute_url()))
    nearby = page[page.index('class="neighbours"') : page.index("</main>")]
    assert first.get_absolute_url() in nearby
    assert last.get_absolute_url() in nearby


def test_public_pages_allow_no_inline_script_or_style(client):
    full()
    for address in EVERY_PAGE:
        response = client.get(address)
        assert "unsafe-inline" not in response["Content-Security-Policy"]
        assert "style=" not in text(response)


def test_the_site_map_leads_to_no_empty_column(client):
    above = factories.channel("above", "政务公开")
    factories.published(channel=factories.channel("below", "工作动态之一", parent=above))
    factories.channel("empty", "空栏目")
    page = text(client.get("/sitemap/"))
    assert "政务公开" in page
    assert "工作动态之一" in page
    assert "空栏目" not in page
