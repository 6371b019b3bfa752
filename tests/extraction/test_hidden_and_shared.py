"""What a saved page hides until its script runs, and what its head tells those who share it."""

import pytest

from articles.extraction.parse import parse_page

TITLE = "库伦旗开展民族团结进步宣传月活动"
PROSE = "近年来，全旗扎实开展民族团结进步创建工作，各族群众交往交流交融不断加深，取得明显成效。"
BODY = f"<p>{PROSE}</p><p>全旗培训干部430人次，调解纠纷57件，各族群众互帮互助。</p>"


def parsed(head, body, gazetteer):
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return parse_page(page, gazetteer=gazetteer, media="html")


@pytest.mark.parametrize(
    "box",
    [
        '<div class="rich_media_content" style="visibility:hidden">',
        '<div id="js_content" style="visibility: hidden; opacity: 0;">',
        '<div class="article" style="display:none">',
        '<div style="opacity:0">',
        '<section style="VISIBILITY:HIDDEN">',
    ],
)
def test_a_body_hidden_until_a_script_runs_is_kept(box, gazetteer):
    report = parsed("", f"<h1>{TITLE}</h1>{box}{BODY}</div>", gazetteer)
    assert report.title.value == TITLE
    assert report.lead[0].quote == PROSE


def test_a_body_that_stands_ready_for_a_script_is_kept(gazetteer):
    report = parsed("", f"<h1>{TITLE}</h1><noscript>{BODY}</noscript>", gazetteer)
    assert report.lead[0].quote == PROSE


def test_a_page_hidden_whole_is_read(gazetteer):
    report = parsed("", f'<div style="display:none"><h1>{TITLE}</h1>{BODY}</div>', gazetteer)
    assert report.title.value == TITLE


@pytest.mark.parametrize("style", ["display:none", "visibility:hidden"])
def test_what_is_hidden_beside_a_report_stays_out(style, gazetteer):
    other = f'<div style="{style}"><p>另一篇文章，这里有很多与本报告无关的文字内容。</p></div>'
    assert "另一篇" not in parsed("", f"<h1>{TITLE}</h1>{BODY}{other}", gazetteer).raw_text


@pytest.mark.parametrize(
    "head",
    [
        f'<meta property="og:title" content="{TITLE}">',
        f'<meta name="og:title" content="{TITLE}">',
        f'<meta name="twitter:title" content="{TITLE}">',
        f'<meta name="ArticleTitle" content="{TITLE}"><title>库伦旗人民政府</title>',
        f"<title>{TITLE}</title>",
        f"<title>{TITLE}-要闻-库伦旗人民政府门户网站</title>",
        f'<title>无标题文档</title><meta property="og:title" content="{TITLE}_库伦旗民委">',
    ],
)
@pytest.mark.parametrize("shown", ["", "<h2>要闻</h2>"])
def test_a_title_that_only_the_pages_head_tells_is_taken(head, shown, gazetteer):
    assert parsed(head, shown + BODY, gazetteer).title.value == TITLE


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            f"<title>{TITLE}_库伦旗人民政府</title>",
            f"<div>库伦旗人民政府</div><div>民生新闻</div><div>{TITLE}</div><div>2022-11-03</div>",
        ),
        (
            f'<meta property="og:title" content="{TITLE}">',
            f"<div>石榴花开</div><div>推荐</div><div>{TITLE}</div>",
        ),
        ("<title>库伦旗人民政府</title>", f"<h1>库伦旗人民政府</h1><h2>{TITLE}</h2>"),
        (
            "<title>库伦旗人民政府</title>",
            f"<h1><a href='/'>库伦旗人民政府网站</a></h1><h3>新闻</h3><div>{TITLE}</div>浏览：3",
        ),
    ],
)
def test_the_line_that_most_of_the_page_calls_its_title_is(head, body, gazetteer):
    assert parsed(head, body + BODY, gazetteer).title.value == TITLE


@pytest.mark.parametrize("head", ["<title>库伦旗人民政府</title>", "<title>无标题文档</title>"])
def test_a_sites_name_is_no_title_for_want_of_another(head, gazetteer):
    assert parsed(head, BODY, gazetteer).title is None


def test_author_and_source_may_stand_in_the_head_alone(gazetteer):
    head = '<meta name="author" content="张强"><meta name="source" content="通辽日报">'
    report = parsed(head, f"<h1>{TITLE}</h1>{BODY}", gazetteer)
    assert (report.author.value, report.source.value) == ("张强", "通辽日报")
