"""What the form of a report tells of it before anything is typed."""

import re

import pytest

from articles.models.fact import Where
from tests import editors, factories

pytestmark = pytest.mark.django_db


def form(client, article) -> str:
    return client.get(editors.url("edit", article.pk)).content.decode()


def row(page: str, prefix: str) -> tuple[str, str]:
    """Return the classes and the heading of a row of facts."""
    section = re.search(
        rf'class="([^"]*)" id="inline_child_{prefix}-panel-section".*?'
        r"data-panel-heading-text>(.*?)</span>\s*</h2>",
        page,
        re.DOTALL,
    )
    return section[1], " ".join(re.sub("<[^>]*>", "", section[2]).split())


def test_facts_are_folded_and_named_by_what_they_hold_unless_their_sentence_is_gone(reviewer):
    report = factories.draft(
        honors=[{"name": "全国示范旗"}, {"name": "模范集体", "quote": "文中没有的话"}],
        figures=[{"name": "投入", "value": "12", "unit": "万元", "quote": "民族团结进步"}],
    )
    page = form(reviewer, report)
    classes, name = row(page, "honors-0")
    assert "collapsed" in classes
    assert name == "荣誉 全国示范旗"
    assert row(page, "figures-0")[1] == "数据 投入 12万元"
    assert report.honors.last().where == Where.GONE
    assert "collapsed" not in row(page, "honors-1")[0]
    assert row(page, "honors-__prefix__")[1] == "荣誉"


def test_a_draft_over_a_public_report_says_so_and_leads_to_both(reviewer):
    report = factories.published("公开的标题")
    assert "报告已公开" in form(reviewer, report)
    report.title = "草稿的标题"
    report.save_revision(clean=False)
    page = form(reviewer, report)
    assert "读者看到的仍是以前发布的版本" in page
    assert f'href="{report.get_absolute_url()}"' in page
    compare = editors.url("revisions_compare", report.pk, "live", "latest")
    assert "草稿的标题" in reviewer.get(compare).content.decode()
    assert "仍是以前发布的版本" not in form(reviewer, factories.draft())


def test_what_was_published_is_one_click_away_and_a_draft_is_not(reviewer):
    report = factories.draft()
    link = f'href="{report.get_absolute_url()}"'
    for action, public in (("", False), ("action-publish", True)):
        data = editors.form_of(reviewer, "edit", report.pk) | {action: "1"}
        reviewer.post(editors.url("edit", report.pk), data)
        message = reviewer.get("/admin/").content.decode()
        assert "查看" in message or not public
        assert (link in message) == public
