"""Figures across reports: each indicator by place and year, with the sentence behind each value."""

from decimal import Decimal

import pytest
from lxml import html as lxml_html

from articles.models.unit_scales import converted
from articles.public.charts import Groups
from tests import factories
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db


def stated(value, year=2020, name="人均收入", unit="元", **fields):
    quote = f"{name}{value}{unit}"
    figure = {"name": name, "value": value, "unit": unit, "year": year, "quote": quote}
    return factories.published(figures=[figure], lead=f"<p>{quote}。</p>", **fields)


def test_an_indicator_shows_each_value_by_place_and_year_and_leads_to_its_sentence(client):
    banner, city = factories.region("150524"), factories.region("152201")
    stated("100", 2019, region=banner)
    older = stated("200", 2020, region=city)
    newer = stated("300", 2020, region=city, published_at=factories.china(2021, 1, 1))
    stated("7", None, unit="万元", region=city)
    factories.draft(figures=[{"name": "人均收入", "value": "999"}])
    page = lxml_html.document_fromstring(client.get("/figures/人均收入/").content.decode())
    first, second = page.xpath("//table[@class='cross']")
    cells = [
        [
            " ".join(" ".join(cell.xpath("./text()|./a//text()")).split())
            for cell in row.xpath("./*")
        ]
        for row in first.xpath(".//tr")
    ]
    assert cells == [
        ["地区", "2019", "2020"],
        [banner.full_name, "100", ""],
        [city.full_name, "", "300 200"],
    ]
    links = first.xpath(".//td//a/@href")
    assert [f"/articles/{each.pk}/#figure-1" for each in (newer, older)] == links[1:]
    assert "年份未写明" in second.text_content()
    assert "人均收入300元" in page.text_content()
    assert "999" not in page.text_content()


def test_the_index_names_indicators_by_how_often_they_are_stated_but_no_titles(client):
    stated("1")
    stated("2")
    stated("3", name="投资", unit="万元")
    title = {"name": "示范单位", "quote": "6个示范单位"}
    factories.published(
        honors=[{**title, "count": 6}], figures=[{**title, "value": "6", "unit": "个"}]
    )
    page = one_line(client.get("/figures/"))
    assert page.index("人均收入") < page.index("投资")
    assert "示范单位" not in page
    assert "投资" not in one_line(client.get("/figures/?name=收入"))
    assert client.get("/figures/示范单位/").status_code == 404
    assert client.get("/figures/没有的指标/").status_code == 404


def test_the_values_are_taken_away_as_a_file(client):
    stated("1")
    stated("2", name="投资")
    answer = client.get("/data/figures.csv?name=投资")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "投资2元" in text
    assert "人均收入" not in text


def test_an_indicator_is_taken_away_without_those_whose_names_contain_its_own(client):
    stated("1")
    stated("2", name="农牧民人均收入")
    page = lxml_html.document_fromstring(client.get("/figures/人均收入/").content.decode())
    [address] = page.xpath("//a[contains(@href, 'figures.csv')]/@href")
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    assert "农牧民人均收入" not in text
    assert "人均收入" in text


def test_places_without_a_value_have_no_column():
    picture = Groups("收入", ["库伦旗", "开鲁县"], [("2020", [Decimal(50), None])])
    [group] = picture.groups
    assert [(bar.series, bar.height) for bar in group["bars"]] == [(1, 120.0)]
    assert picture.summary == "2020 库伦旗：50"
    assert not Groups("收入", ["库伦旗"], [("2020", [None])])


def test_a_reader_chooses_the_places_of_the_picture(client):
    for code in ("15", "1522", "152201"):
        stated("100", region=factories.region(code))
    page = client.get("/figures/人均收入/?place=15&place=152201").context
    [table] = page["tables"]
    assert table.picture.series == ["内蒙古自治区", "乌兰浩特市"]
    assert len(table.rows) == 3


@pytest.mark.parametrize("many", [1, 4])
def test_an_indicator_takes_few_queries_however_many_values_it_has(
    client, many, django_assert_max_num_queries
):
    for number in range(many):
        stated(str(number), region=factories.region(["15", "1522", "152201", "150524"][number]))
    client.get("/figures/")  # the first page of all also writes the site's identity
    with django_assert_max_num_queries(6):
        client.get("/figures/人均收入/")


def test_names_of_one_meaning_are_gathered_and_their_units_converted_exactly(client):
    banner, city = factories.region("150524"), factories.region("152201")
    stated("12000", name="人均可支配收入", region=city)
    stated("1.5", unit="万元", region=banner)
    stated("8", name="增速", unit="%")
    factories.indicator("人均收入", "人均可支配收入", unit="万元")
    index = client.get("/figures/").context["indicators"]
    assert [(each["gathered"], each["values_stated"]) for each in index] == [
        ("人均收入", 2),
        ("增速", 1),
    ]
    page = client.get("/figures/人均收入/")
    [table] = page.context["tables"]
    assert (table.unit, table.picture.series) == ("万元", ["库伦旗", "乌兰浩特市"])
    assert table.picture.rows == [("2020", [Decimal("1.5"), Decimal("1.2")])]
    words = one_line(page)
    assert "本站把报告里的这些名称也归入本指标：人均可支配收入。" in words
    assert "原文以元写明的，已换算为万元" in words
    assert "人均可支配收入12000元" in words
    other = client.get("/figures/人均可支配收入/", follow=True)
    assert other.context["name"] == "人均收入"


@pytest.mark.parametrize(
    ("value", "unit", "into", "told"),
    [
        ("3.5", "亿元", "万元", "35000"),
        ("1", "万亿元", "元", "1000000000000"),
        ("123456789012345678.123456", "元", "亿元", "1234567890.12345678123456"),
        ("5", "万", "亿", "0.0005"),
        ("5", "美元", "元", None),
        ("5", "人次", "人", None),
        ("5", "公顷", "亩", None),
    ],
)
def test_a_unit_is_converted_where_only_the_point_moves(value, unit, into, told):
    assert converted(Decimal(value), unit, into) == (told and Decimal(told))


def test_files_and_programs_get_the_indicator_beside_what_the_report_states(client):
    stated("12000", name="人均可支配收入")
    stated("3", name="投资", unit="万元")
    factories.indicator("人均收入", "人均可支配收入", unit="万元")
    text = b"".join(client.get("/data/figures.csv?name=人均收入").streaming_content)
    assert "人均可支配收入,12000,元" in text.decode("utf-8-sig")
    assert "人均收入,1.2,万元" in text.decode("utf-8-sig")
    rows = client.get("/api/v1/figures?fields=indicator,indicator_value,indicator_unit").json()
    assert [list(row.values()) for row in rows["items"]] == [
        ["投资", 3, "万元"],
        ["人均收入", 1.2, "万元"],
    ]
    for name in ("人均收入", "人均可支配收入"):
        rows = client.get(f"/api/v1/figures?indicator={name}&fields=name").json()
        assert rows["items"] == [{"name": "人均可支配收入"}]


def test_a_part_stands_behind_its_total_and_neither_chart_nor_yearly_table_takes_it_for_one(client):
    factories.indicator("投入资金", "中央资金", unit="万元")
    lead = "<p>投入资金9640万元，其中中央资金3000万元。</p>"
    whole = {"name": "投入资金", "value": "9640", "unit": "万元", "year": 2020}
    part = whole | {"name": "中央资金", "value": "3000", "part_of": "投入资金"}
    quoted = [whole | {"quote": "投入资金9640万元"}, part | {"quote": "中央资金3000万元"}]
    article = factories.published(lead=lead, figures=quoted[::-1])
    later = factories.china(2021, 1, 1)
    factories.published(lead=lead, figures=quoted[1:], region=article.region, published_at=later)
    page = lxml_html.document_fromstring(client.get("/figures/投入资金/").content.decode())
    (cell,) = page.xpath("//table[@class='cross']//td")
    assert " ".join(cell.text_content().split()) == "9,640 其中 3,000 其中 3,000"
    assert "9640" in "".join(page.xpath("//figure//text()"))
    assert "3000" not in "".join(page.xpath("//figure//text()"))
    assert "数值不相加" in one_line(client.get("/figures/投入资金/"))
    annual = one_line(client.get("/annual/2020/"))
    assert "9,640" in annual
    assert "3,000" not in annual
    assert "“投入资金”的一部分" in one_line(client.get(article.get_absolute_url()))


def test_files_and_the_api_say_of_which_total_a_figure_is_a_part(client):
    figures = [{"name": "投入资金"}, {"name": "中央资金", "part_of": "投入资金"}]
    article = factories.published(figures=figures)
    found = client.get("/api/v1/figures").json()["items"]
    assert {each["name"]: each["part_of"] for each in found} == {
        "投入资金": None,
        "中央资金": "投入资金",
    }
    parts = client.get(f"/api/v1/articles/{article.pk}").json()["figures"]
    assert [each["part_of"] for each in parts] == [None, "投入资金"]
    rows = b"".join(client.get("/data/figures.csv").streaming_content).decode("utf-8-sig")
    assert "总数" in rows.splitlines()[0]
