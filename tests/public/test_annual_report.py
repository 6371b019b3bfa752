"""The table of a year: every number equals a count of its own, on the page and in its files."""

import io
import random
from urllib.parse import urlsplit

import docx
import openpyxl
import pytest
from django.http import QueryDict
from django.utils import timezone
from lxml import html as lxml_html

from articles.filters import ArticleFilters, HonorFilters, MeasureFilters
from articles.models import Article, Honor, Measure
from tests import factories
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db
LISTS = {
    "/articles/": (ArticleFilters, Article.objects.published),
    "/measures/": (MeasureFilters, lambda: Measure.objects.published().exclude(heading="")),
    "/honors/": (HonorFilters, Honor.objects.published),
}


@pytest.fixture(scope="module")
def archive(module_db):
    """Reports of two years, all of the year 2021 in one league; some are not public."""
    lot = random.Random(7)
    themes = [factories.theme(), factories.theme("livelihood", "民生经济"), None]
    factories.indicator("人均收入", "人均可支配收入", unit="万元")
    for number in range(16):
        make = factories.draft if number % 5 == 4 else factories.published
        year = lot.choice([2019, 2021])
        place = lot.choice(["1522", "152201", "152202"] + ["150524"] * (year == 2019))
        make(
            region=factories.region(place),
            published_at=factories.china(year, lot.randint(1, 12), lot.randint(1, 28)),
            measures=[{"theme": lot.choice(themes)} for _ in range(lot.randint(0, 3))],
            honors=[
                {
                    "status": lot.choice(Honor.Status.values),
                    "level": lot.choice(["national", "banner", ""]),
                    "year": lot.choice([2021, 2019, None]),
                }
                for _ in range(lot.randint(0, 2))
            ],
            figures=[
                {"name": "人均可支配收入", "value": f"{12000 + number}", "unit": "元", "year": year}
            ],
        )


def test_the_table_of_a_year_takes_few_questions(client, archive, django_assert_max_num_queries):
    client.get("/annual/2021/")  # who asks first makes the site's identity
    with django_assert_max_num_queries(8):
        assert client.get("/annual/2021/").status_code == 200


def tables(client, year: int) -> list[list[list[str]]]:
    page = lxml_html.document_fromstring(client.get(f"/annual/{year}/").content.decode())
    return [
        [[" ".join(cell.text_content().split()) for cell in row.xpath("./*")] for row in rows]
        for rows in (table.xpath(".//tr") for table in page.xpath("//table[@class='cross']"))
    ]


@pytest.mark.parametrize(
    ("asked", "least"),
    [
        ("2021/", 20),
        ("2019/", 20),
        ("2021/?region=152201", 10),
        ("2019/?theme=culture", 5),
        ("2021/?theme=livelihood&region=1522", 2),
    ],
)
def test_each_number_of_the_year_is_that_of_its_list(client, archive, asked, least):
    page = lxml_html.document_fromstring(client.get(f"/annual/{asked}").content.decode())
    links = page.xpath("//table[@class='cross']//td[@class='number']/a[contains(@href, '?')]")
    assert len(links) > least
    for link in links:
        address = urlsplit(link.get("href"))
        filters, items = LISTS[address.path]
        form = filters(QueryDict(address.query))
        assert not form.problems()
        assert form.apply(items()).count() == int(link.text_content()), link.get("href")


def test_the_totals_are_those_of_the_whole_site(client, archive):
    reports, measures, honors, _ = tables(client, 2021)
    public = Article.objects.published()
    assert reports[-1][-1] == str(public.in_year(2021).count())
    for month in range(1, 13):
        assert reports[-1][month] == str(public.in_month(2021, month).count())
    assert measures[0] == ["主题", "2021 年"]  # a total would say the same again
    of_year = Measure.objects.published().filter(article__published_at__year=2021)
    assert measures[-1][-1] == str(of_year.exclude(heading="").count())
    assert honors[-1][-1] == str(Honor.objects.published().filter(year=2021).count())
    assert [row[0] for row in reports[1:-1]] == ["乌兰浩特市", "阿尔山市", "本级"]


def test_of_an_indicator_each_place_has_what_its_newest_report_tells(client, archive):
    *_, indicators = tables(client, 2021)
    newest = {}
    for article in Article.objects.published().in_year(2021).oldest_first():
        newest[article.region.full_name] = article.figures.get().value / 10000
    shown = {row[1]: (float(row[2]), row[3]) for row in indicators[1:]}
    assert shown == {place: (float(value), "万元") for place, value in newest.items()}


def test_the_files_hold_what_the_page_shows(client, archive):
    shown = tables(client, 2021)
    answer = client.get("/annual/2021.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    in_book = [
        [[str(cell) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
        for sheet in book.worksheets[:-1]
    ]
    assert in_book == shown
    word = docx.Document(io.BytesIO(client.get("/annual/2021.docx").content))
    in_word = [[[cell.text for cell in row.cells] for row in each.rows] for each in word.tables]
    assert in_word == shown
    headings = [each.text for each in word.paragraphs if each.style.name == "Heading 2"]
    assert headings == ["报告（篇）", "举措（条）", "荣誉（条）", "指标"]


def test_a_part_of_a_year_is_the_same_in_its_files_and_nonsense_is_told(client, archive):
    query = {"region": "乌兰浩特市", "theme": "文化建设"}
    answer = client.get("/annual/2021/", query)
    page, title = one_line(answer), answer.context["report"].title
    assert title.startswith("2021年度报表（")
    assert title.endswith("乌兰浩特市，文化建设）")
    assert title in page
    assert 'id="indicators"' not in page
    of_place = Article.objects.published().in_year(2021).in_region(factories.region("152201"))
    answer = client.get("/annual/2021.xlsx", query)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    themed = of_place.on_theme(factories.theme()).count()
    assert list(book.worksheets[0].iter_rows(values_only=True))[-1][-1] == themed
    assert client.get("/annual/2021.docx", query).status_code == 200
    of_places = client.get("/annual/2021/?region=152201").context["report"]
    assert {each.place for each in of_places.values} <= {factories.region("152201").full_name}
    assert "已忽略无法识别的筛选条件：主题" in one_line(client.get("/annual/2021/?theme=没有"))
    for kind in ("xlsx", "docx", "pdf"):
        assert client.get(f"/annual/2021.{kind}?theme=没有").status_code == 400


def test_one_press_leads_to_last_year_or_the_newest_with_reports_before_it(client):
    last = timezone.localdate().year - 1
    assert client.get("/annual/").headers["Location"] == f"/annual/{last}/"
    factories.published(published_at=factories.china(2019, 12, 31))
    factories.published(published_at=timezone.now())
    factories.draft(published_at=factories.china(last, 3, 1))
    assert client.get("/annual/").headers["Location"] == "/annual/2019/"
    assert one_line(client.get(f"/annual/{last}/")).count("没有可统计的条目。") == 4
    assert client.get(f"/annual/{last}.docx").status_code == 200
    assert client.get("/annual/1800/").status_code == 404
    assert client.get("/annual/99999999999999999999.xlsx").status_code == 404


def test_a_year_takes_few_queries(client, archive, django_assert_max_num_queries):
    client.get("/stats/")  # the first page of all also writes the site's identity
    with django_assert_max_num_queries(11):
        client.get("/annual/2021/")
