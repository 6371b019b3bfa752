"""The title is the candidate that most tells for; the table says what tells how much, and why."""

from pathlib import Path

import pytest

from articles.extraction.layout.layout import lay_out
from articles.extraction.layout.titles.evidence import LEAST, REASONS, WEIGHTS
from articles.extraction.readers import read_page
from tests.extraction.test_page_heads import HEADS, written

BODY = "<p>近年来，库伦旗扎实开展民族团结进步创建工作，各族群众交往交流交融不断加深，成效明显。</p>"
TITLE = "库伦旗开展民族团结进步宣传月活动"


def candidates(page, gazetteer):
    return lay_out(read_page(page, None), gazetteer).candidates


SHAPES = [
    f"<h1>库伦旗开展民族团结<br>进步宣传月活动</h1>{BODY}",
    f"<p>库&nbsp;&nbsp;伦&nbsp;&nbsp;旗</p><p>民族团结进步工作总结</p>{BODY}",
    f"<p>【库伦旗在行动】近年来，各族群众守望相助，亲如一家。</p><p>【库伦旗新风尚】{BODY[3:]}",
    f"<h1><a href='/'>库伦旗新闻网</a></h1><p>{TITLE}</p>{BODY}",
]


def test_every_row_of_the_table_tells_of_some_page(gazetteer):
    corpus = [path for path in Path(__file__).parent.glob("corpus/*") if path.suffix != ".json"]
    pages = [*map(written, HEADS), *SHAPES, *(path.read_bytes() for path in corpus)]
    told = {
        name
        for page in pages
        for candidate in candidates(page, gazetteer)
        for name in candidate.evidence
    }
    assert set(WEIGHTS) - told == set()
    assert all(REASONS.values())


def test_what_the_page_says_in_many_places_outweighs_the_line_above_the_date(gazetteer):
    page = f"""<html><head><title>{TITLE}-库伦旗政府网</title></head><body><h1>{TITLE}</h1>
    <p>深入学习贯彻会议精神</p><p>来源：旗民委　2020-07-07</p>{BODY}</body></html>"""
    best, *others = candidates(page, gazetteer)
    assert best.text == TITLE
    assert {"heading", "head"} <= set(best.evidence)
    beside = next(each for each in others if each.text == "深入学习贯彻会议精神")
    assert beside.score < best.score
    assert "above_header" in beside.evidence


@pytest.mark.parametrize("line", ["通辽日报", "一、工作成效", "各苏木乡镇：", "2020年7月"])
def test_a_line_that_is_no_title_weighs_too_little_even_alone(line, gazetteer):
    page = f"{line}\n来源：旗民委　2020-07-07\n\n{BODY[3:-4]}"
    assert all(each.score < LEAST for each in candidates(page, gazetteer))
    assert lay_out(read_page(page, None), gazetteer).title == []
