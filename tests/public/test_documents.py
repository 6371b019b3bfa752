"""Documents that reports cite, and who cites each."""

import pytest
from django.urls import reverse

from tests import factories
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db
LAW = {"title": "民族区域自治法", "kind": "law", "quote": "贯彻《民族区域自治法》"}
PLAN = {"title": "创建规划", "kind": "plan", "quote": "编制《创建规划》"}


def test_a_document_shows_who_cites_it_in_what_words(client):
    report = factories.published(
        "甲报告", documents=[LAW, PLAN], lead="<p>贯彻《民族区域自治法》</p>"
    )
    factories.published("乙报告", documents=[LAW], region=factories.region("150524"))
    factories.draft("未公开的报告", documents=[LAW])
    page = one_line(client.get("/documents/民族区域自治法/"))
    assert "2 篇报告提到，共 2 处。" in page
    assert f'href="/articles/{report.pk}/#documentmention-1"' in page
    assert "未公开的报告" not in page
    assert "创建规划" not in page
    narrowed = one_line(client.get("/documents/民族区域自治法/?region=150524"))
    assert "乙报告" in narrowed
    assert "甲报告" not in narrowed
    address = reverse("document_detail", args=["民族区域自治法"])
    assert f'href="{address}"' in one_line(client.get(report.get_absolute_url()))


def test_the_index_lists_documents_by_how_many_reports_cite_them(client):
    factories.published(documents=[LAW, PLAN])
    factories.published(documents=[LAW, LAW])
    page = one_line(client.get("/documents/"))
    assert page.index("民族区域自治法") < page.index("创建规划")
    assert '<td class="number">2</td>' in page
    assert "创建规划" not in one_line(client.get("/documents/?kind=law"))


def test_a_document_that_no_public_report_cites_is_not_found(client):
    factories.draft(documents=[PLAN])
    assert client.get("/documents/创建规划/").status_code == 404


@pytest.mark.parametrize("title", ["甲/乙方案", "铸牢中\n华民族方案", "甲\t乙方案"])
def test_a_title_may_hold_a_slash_a_tab_or_a_broken_line(client, title):
    report = factories.published(
        documents=[{**PLAN, "title": title}], figures=[{"name": title, "value": 3}]
    )
    page = client.get(report.get_absolute_url())
    for name in ("document_detail", "figure_detail"):
        address = reverse(name, args=[title])
        assert client.get(address).status_code == 200
        index = client.get(reverse(name.replace("detail", "list")))
        assert f'href="{address}"' in one_line(index)
    assert f'href="{reverse("document_detail", args=[title])}"' in one_line(page)
