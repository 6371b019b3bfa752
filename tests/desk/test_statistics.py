"""The statistics of the desk count one's own reports, and each number is that of its list."""

import io

import openpyxl
import pytest
from lxml import html as lxml_html

from articles.models import Article
from tests import chains, editors, factories
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db


def rows(client) -> list[dict[str, list[tuple[str, str]]]]:
    """Return, of each table, the numbers and links of its rows by their labels."""
    page = lxml_html.document_fromstring(client.get("/admin/statistics/").content.decode())
    return [
        {
            row.xpath("./th")[0].text_content().strip(): [
                (cell.text_content().strip(), next(iter(cell.xpath(".//a/@href")), ""))
                for cell in row.xpath("./td")
            ]
            for row in table.xpath(".//tr[td]")
        }
        for table in page.xpath("//table[@class='cross']")
    ]


def test_each_number_is_that_of_its_list(reviewer):
    changed = factories.published(source="盟民委", region=factories.region("1522"))
    changed.title = "新稿"
    changed.save_revision()
    factories.published(source="旗统战部")
    factories.draft(source="盟民委")
    chains.reviews(1)
    places, sources, _ = rows(reviewer)
    assert [number for number, _ in places["合计"]] == ["2", "1", "1", "0", "0", "0", "3"]
    assert [number for number, _ in sources["盟民委"]] == ["1", "1", "1", "0", "0", "0", "2"]
    links = [cell for cells in places.values() for cell in cells if cell[1]]
    assert len(links) > 8
    for number, link in links:
        page = reviewer.get(link)
        assert page.context["paginator"].count == int(number), link


def test_another_office_s_reports_are_not_counted_nor_named(client):
    own, other = factories.office(), factories.office("突泉县委统战部", "152224")
    person = editors.member(own, editors.REVIEWER, "own")
    stranger = editors.member(other, editors.REVIEWER, "stranger")
    factories.draft(source="本单位来源")
    hidden = factories.draft(source="别处来源", region=other.places.get().region)
    hidden.save_revision(user=stranger)
    client.force_login(person)
    said = one_line(client.get("/admin/statistics/"))
    assert "本单位来源" in said
    assert "别处来源" not in said
    assert "stranger" not in said
    assert [number for number, _ in rows(client)[0]["合计"]][-1] == "1"


def test_the_workbook_holds_the_same_for_whom_exports_are(client, exporter):
    factories.draft(source="盟民委")
    answer = exporter.get("/admin/statistics.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book["按来源"]
    assert [cell.value for cell in sheet[3]] == ["盟民委", 0, 0, 1, 0, 0, 0, 1]
    client.force_login(editors.user(editors.EDITOR))
    assert client.get("/admin/statistics.xlsx").status_code == 302
    assert Article.objects.count() == 1
