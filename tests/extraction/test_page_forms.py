"""Heads and feet as the sites, accounts, papers and offices of several provinces have them.

`page_forms.toml` says what must be read from each page; what is not named there is not asked.
"""

import tomllib
from pathlib import Path

import pytest

from articles.extraction.parse import parse_page

TEXT = (
    "近年来，镇远县坚持以铸牢中华民族共同体意识为主线，把民族团结进步创建工作同经济社会发展各项任务"
    "结合起来，各族群众交往交流交融不断加深，呈现出和睦相处、和衷共济的良好局面。"
)
TITLE = "镇远县：红石榴驿站暖人心"

FORMS = tomllib.loads(Path(__file__).with_name("page_forms.toml").read_text("utf-8"))["form"]


def written(value):
    """Return a text of the table in full."""
    return value.replace("TITLE", TITLE).replace("TEXT", TEXT) if isinstance(value, str) else value


def facts(report):
    values = {
        key: getattr(report, key) and getattr(report, key).value
        for key in ("title", "source", "author", "views")
    }
    return {
        **values,
        "published": report.published.date.isoformat() if report.published else None,
    }


def body(report):
    rows = [text for row in report.outline for text in [row.heading, *row.paragraphs] if text]
    return "".join(text.quote for text in [*report.lead, *rows, *report.closing])


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_a_form_of_page_is_read(form, gazetteer):
    report = parse_page(written(form["page"]), gazetteer=gazetteer)
    found = facts(report)
    wanted = {key: form[key] for key in found if key in form}
    asked = {key: found[key] or type(wanted[key])() for key in wanted}
    assert asked == {key: written(value) for key, value in wanted.items()}
    assert "结合起来" in body(report)
    assert [piece for piece in form["furniture"] if piece in body(report)] == []


WECHAT = """<html><head><meta property="og:title" content="{title}"></head><body>
<h1 class="rich_media_title">{title}</h1>
<span class="rich_media_meta_nickname"><a id="js_name">镇远发布</a></span>
<em id="publish_time"></em>
<div id="js_content" style="visibility: hidden;"><p>{text}</p></div>
<script>var ct="1680000000";{more}</script></body></html>"""


def test_a_saved_account_page_tells_its_account_and_the_moment_its_script_counts(gazetteer):
    report = parse_page(WECHAT.format(title=TITLE, text=TEXT, more=""), gazetteer=gazetteer)
    assert facts(report) | {"time": report.published.time.isoformat("minutes")} == {
        "title": TITLE,
        "source": "镇远发布",
        "author": None,
        "views": None,
        "published": "2023-03-28",
        "time": "18:40",
    }
    assert "镇远发布" not in body(report)


def test_the_moment_that_a_script_writes_out_counts_first(gazetteer):
    page = WECHAT.format(title=TITLE, text=TEXT, more="var createTime = '2024-06-11 19:32';")
    report = parse_page(page, gazetteer=gazetteer)
    assert report.published.date.isoformat() == "2024-06-11"


def test_a_heading_broken_by_a_line_is_the_title_that_the_page_shares(gazetteer):
    page = (
        f'<html><head><meta property="og:title" content="{TITLE}"></head><body>'
        f"<p>深入开展民族团结进步创建</p><h1>镇远县：<br>红石榴驿站暖人心</h1>"
        f"<p>黔东南日报　2023年08月10日　第2版　记者 张恒</p><p>{TEXT}</p></body></html>"
    )
    assert facts(parse_page(page, gazetteer=gazetteer))["title"] == TITLE


def test_a_line_with_dashes_above_a_title_goes_on_below_it(gazetteer):
    page = (
        "本版标题导航\n\n——镇远县民族团结进步创建见闻\n\n石榴花开别样红\n\n"
        f"本报记者 佟雪梅 通讯员 阿依努尔\n2024-05-28\n\n　　{TEXT}\n"
    )
    report = parse_page(page, gazetteer=gazetteer)
    assert report.title.value == "石榴花开别样红"
    assert report.subtitle.value == "镇远县民族团结进步创建见闻"
