"""Reports that are unlike others still make pages that look intended."""

import pytest
from django.core.exceptions import ValidationError
from lxml import html as lxml_html

from articles.models import Article, HomeSection
from tests import factories

pytestmark = pytest.mark.django_db
LONG_TITLE = "坚持以铸牢中华民族共同体意识为主线" * 12
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3


def page(client, article):
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return lxml_html.document_fromstring(response.content.decode())


def test_a_title_of_200_characters_is_shown_whole(client):
    title = LONG_TITLE[:200]
    assert len(title) == 200
    tree = page(client, factories.published(title))
    assert tree.xpath("//h1")[0].text_content().strip() == title
    assert title in client.get("/articles/").content.decode()


def test_a_report_without_outline_has_no_contents_list(client):
    tree = page(client, factories.published())
    assert not tree.xpath("//nav[contains(@class, 'contents')]")
    assert "no-contents" in tree.xpath("//main/@class")[0]


def test_a_report_without_source_and_author_says_nothing_of_them(client):
    text = page(client, factories.published()).xpath("//ul[@class='byline']")[0].text_content()
    assert "来源" not in text
    assert "作者" not in text


def test_a_report_without_facts_has_no_empty_box_for_them(client):
    assert not page(client, factories.published()).xpath("//aside")


def test_eighty_measures_are_all_numbered_and_listed(client):
    measures = [{"heading": f"举措之{number}", "level": 1 + number % 2} for number in range(80)]
    tree = page(client, factories.published(measures=measures))
    assert len(tree.xpath("//nav[contains(@class, 'contents')]//a")) == 80
    anchors = tree.xpath("//section[starts-with(@id, 'measure-')]/@id")
    assert len(set(anchors)) == 80


@pytest.mark.parametrize(
    ("value", "unit", "growth", "shown"),
    [
        ("-4.1", "%", "-4.1", []),
        ("4.1", "%", "-4.1", ["−4.1%"]),
        ("7", "亿元", "7", ["+7%"]),
        ("7", "%", None, []),
    ],
)
def test_a_figure_that_is_a_growth_shows_it_once(client, value, unit, growth, shown):
    figure = {"value": value, "unit": unit, "growth_percent": growth}
    tree = page(client, factories.published(figures=[figure]))
    assert tree.xpath("//table[@class='figures']//span[@class='growth']/text()") == shown


def test_three_hundred_figures_each_lead_to_their_sentence(client):
    lead = "<p>" + "，".join(f"第{n}项投入{n}万元" for n in range(1, 301)) + "。</p>"
    figures = [
        {"name": f"第{n}项", "value": n, "quote": f"第{n}项投入{n}万元", "where": "lead"}
        for n in range(1, 301)
    ]
    tree = page(client, factories.published(lead=lead, figures=figures))
    assert len(tree.xpath("//mark[@id]")) == 300
    assert len(tree.xpath("//table[@class='figures']//tbody/tr")) == 300


def test_headings_of_one_character_stand(client):
    tree = page(client, factories.published(measures=[{"heading": "学"}, {"heading": "做"}]))
    assert [h.text_content() for h in tree.xpath("//div[@class='text']//h2")] == ["1学", "2做"]


def test_rows_without_heading_and_sub_measures_without_section_stand(client):
    measures = [
        {"heading": "先做的。", "level": 2},
        {"heading": "", "body": "<p>没有标题的一段。</p>"},
        {"heading": "后做的"},
    ]
    tree = page(client, factories.published(measures=measures))
    assert "没有标题的一段。" in tree.text_content()
    assert len(tree.xpath("//section[starts-with(@id, 'measure-')]")) == 3


def test_a_fact_whose_sentence_is_gone_keeps_its_quote_and_its_address(client):
    honors = [{"quote": "文中没有的话", "where": "gone", "name": "示范市"}]
    article = factories.published(honors=honors)
    tree = page(client, article)
    assert "文中没有的话" in tree.xpath("//li[@id='honor-1']")[0].text_content()


def test_a_report_in_mongolian_is_marked_as_such(client):
    title = "ᠮᠣᠩᠭᠤᠯ"
    article = factories.published(title, language=Article.Language.MONGOLIAN)
    tree = page(client, article)
    assert tree.xpath("//h1/@lang") == ["mn-Mong"]
    assert "mongolian" in tree.xpath("//article/@class")[0]
    for address in ("/", f"/search/?q={title}"):
        listed = lxml_html.document_fromstring(client.get(address).content.decode())
        assert listed.xpath("//*[contains(@class, 'card-vertical')]//h3/@lang") == ["mn-Mong"]


def test_a_picture_comes_in_modern_forms_and_sizes_with_its_description(client):
    article = factories.published(image=factories.picture(), image_alt="草原上的赛马")
    tree = page(client, article)
    types = tree.xpath("//figure//source/@type")
    assert {"image/avif", "image/webp"} <= set(types)
    (image,) = tree.xpath("//figure//img")
    assert image.get("alt") == "草原上的赛马"
    assert image.get("width")
    assert image.get("height")
    (shared,) = tree.xpath("//meta[@property='og:image']/@content")
    assert shared.startswith("http")


def test_a_picture_whose_file_is_gone_breaks_no_page(client):
    image = factories.picture()
    article = factories.published(image=image, image_alt="草原")
    image.file.storage.delete(image.file.name)
    tree = page(client, article)
    assert tree.xpath("//h1")
    assert client.get("/articles/").status_code == 200


def test_a_picture_needs_a_description_unless_it_is_decorative():
    article = factories.draft(image=factories.picture())
    with pytest.raises(ValidationError, match="请写明图上有什么"):
        article.check_complete()
    article.image_decorative = True
    article.check_complete()


def test_empty_lists_say_so_instead_of_showing_nothing(client):
    factories.region("152201")
    for address, words in {
        "/": "还没有发布报告",
        "/articles/": "没有符合条件的报告",
        "/honors/": "报告发布后，其中写明的荣誉会列在这里",
        "/measures/": "没有符合条件的举措",
        "/regions/152201/": "还没有报告",
    }.items():
        assert words in client.get(address).content.decode(), address


def test_an_editor_arranges_the_home_page(client):
    HomeSection.objects.filter(kind="themes").update(shown=False)
    HomeSection.objects.create(
        kind="text", heading="公告", text="<p>本站今日启用。</p>", position=1
    )
    factories.published(measures=[{"theme": factories.theme()}])
    home = client.get("/").content.decode()
    assert home.index("本站今日启用") < home.index("<h2>最新报告")
    assert "按主题" not in home


def test_a_home_section_asks_for_what_its_kind_needs():
    with pytest.raises(ValidationError, match="请选择要显示的栏目"):
        HomeSection(kind="channel", heading="动态").clean()
    with pytest.raises(ValidationError, match="请填写要显示的文字"):
        HomeSection(kind="text", heading="公告").clean()


def test_a_very_long_word_is_kept_whole(client):
    article = factories.published(lead=f"<p>{LONG_WORD}</p>")
    assert LONG_WORD in page(client, article).text_content()
