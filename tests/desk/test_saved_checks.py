"""The checks of the importer are run on what an editor saves, not only on what is imported."""

import re

import pytest

from articles.models import Article
from tests import editors, factories
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db
SUM = "全旗共有干部100人，其中男60人、女30人。"
LISTS = "甲镇、乙镇、丙镇分别投入10万元、20万元。"


def told(client, article):
    """Return what the form tells to look at, and the fields that it leads to."""
    page = one_line(client.get(editors.url("edit", article.pk)))
    block = re.search(r'<ul class="desk-described desk-checks">(.*?)</ul>', page)
    if not block:
        return "", []
    return block[1], re.findall(r'href="#(\S+)" data-leads-to-field', block[1])


@pytest.mark.parametrize(
    ("field", "text"), [("lead", SUM), ("closing", SUM), ("measures-0-body", SUM)]
)
def test_a_total_that_its_parts_miss_is_told_when_it_is_saved(reviewer, field, text):
    article = factories.draft(measures=[{"body": "<p>正文</p>"}])
    assert told(reviewer, article) == ("", [])
    data = editors.form_of(reviewer, "edit", article.pk) | {field: editors.rich_text(text)}
    answer = reviewer.post(editors.url("edit", article.pk), data, follow=True)
    assert "分项之和与总数不符：60 + 30 = 90，原文为 100人" in one_line(answer)
    words, fields = told(reviewer, article)
    assert "分项之和与总数不符" in words
    assert fields == [f"id_{field}"]
    data[field] = editors.rich_text(text.replace("30", "40"))
    reviewer.post(editors.url("edit", article.pk), data)
    assert told(reviewer, article) == ("", [])


def test_lists_of_unequal_length_are_told(reviewer):
    article = factories.draft(lead=f"<p>{LISTS}</p>")
    words, fields = told(reviewer, article)
    assert "“分别”前后的项目数与数值数不相等" in words
    assert fields == ["id_lead"]


def test_missing_years_are_one_line_with_the_way_to_each(reviewer):
    article = factories.draft(
        honors=[{"year": 2020}, {"year": None}, {"year": None, "status": "target"}],
        figures=[{"year": None}, {"year": None, "period": "目前"}],
    )
    words, fields = told(reviewer, article)
    assert words.count("<li>") <= 2  # those whose sentence is gone stand in a line of their own
    years = [each for each in fields if each.endswith("-year")]
    assert years == ["id_honors-1-year", "id_figures-0-year"]


def test_a_sentence_that_was_edited_away_leads_to_its_quote(reviewer):
    article = factories.draft(
        lead="<p>荣获示范市称号。</p>", honors=[{"quote": "荣获示范市称号", "year": 2020}]
    )
    assert told(reviewer, article) == ("", [])
    data = editors.form_of(reviewer, "edit", article.pk) | {"lead": editors.rich_text("改了。")}
    reviewer.post(editors.url("edit", article.pk), data)
    assert told(reviewer, article)[1] == ["id_honors-0-quote"]


def test_a_report_is_saved_and_published_whatever_is_told(reviewer):
    article = factories.draft()
    data = editors.form_of(reviewer, "edit", article.pk)
    data |= {"lead": editors.rich_text(SUM * 200), "action-publish": "1"}
    reviewer.post(editors.url("edit", article.pk), data)
    assert Article.objects.published().get() == article


def test_a_part_whose_total_the_report_does_not_have_is_told_at_its_field(reviewer):
    whole, part = {"name": "投入资金", "year": 2020}, {"name": "中央资金", "year": 2020}
    article = factories.draft(
        lead="<p>投入资金3项，其中中央资金。</p>",
        figures=[
            {**whole, "quote": "投入资金3项"},
            {**part, "quote": "中央资金", "part_of": "投入资金"},
        ],
    )
    assert told(reviewer, article) == ("", [])
    data = editors.form_of(reviewer, "edit", article.pk) | {"figures-1-part_of": "总投入"}
    assert reviewer.post(editors.url("edit", article.pk), data).status_code == 302
    words, fields = told(reviewer, article)
    assert "没有这一项总数" in words
    assert fields == ["id_figures-1-part_of"]
