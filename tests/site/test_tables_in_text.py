"""A table in a text keeps its cells, spans and headings wherever the text goes."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unityreports.site import richtext

TAGS = ["table", "thead", "tbody", "tr", "tr", "th", "td", "td", "p", "ul", "li", "b", "br"]
SPANS = ["", ' colspan="2"', ' rowspan="3"', ' colspan="999999999"', ' rowspan="-1" colspan="x"']
PIECES = st.one_of(
    st.text(alphabet="甲乙1 \t\n", max_size=3),
    st.builds("<{0}{1}>".format, st.sampled_from(TAGS), st.sampled_from(SPANS)),
    st.builds("</{0}>".format, st.sampled_from(TAGS)),
)
HEADED = (
    "<table><caption>表1 <b>示范单位</b></caption>"
    '<thead><tr><th scope="col" rowspan="2">地区</th><th scope="col" colspan="2">数量</th></tr>'
    '<tr><th scope="col">国家级</th><th scope="col">自治区级</th></tr></thead>'
    '<tbody><tr><th scope="row">库伦旗</th><td rowspan="2">3<br/>其中新增1</td><td></td></tr>'
    '<tr><th scope="row">奈曼旗</th><td><a href="#x" rel="noopener noreferrer nofollow">5</a></td>'
    "</tr></tbody></table>"
)
TEXT = "表1 示范单位\n地区\t数量\n国家级\t自治区级\n库伦旗\t3 其中新增1\n奈曼旗\t5"


@given(st.lists(PIECES, max_size=30).map("".join))
@example("<p></p><p></p><table><tr><td>甲</table><p> </p><br><table><tr><td>乙</table><p></p>")
@example("<table><tr><td>甲<table><tr><td>乙<td>丙</table>丁</table>")
@example("<table><tr><td rowspan=2>甲<td>乙<tr><tr><td colspan=3>丙</table>")
@example("<ul><li>甲<table><tr><td>乙</table></ul><table><tr><td><ul><li>丙<li>丁</ul></table>")
@example("<b><table><tr><td>甲</table></b>乙")
@example("<table>" + "<tr><td>甲" + "<td colspan=99>乙" * 3 + "</table>")
def test_any_table_is_kept_in_one_form_that_opens_and_is_saved_unchanged(html):
    stored = richtext.tidy(html)
    assert richtext.tidy(stored) == stored == richtext.tidy(richtext.sanitise(stored))
    assert richtext.from_editor(richtext.to_editor(stored)) == stored
    assert letters(richtext.to_text(stored)) == letters(richtext.to_text(html))


def letters(text: str) -> str:
    return "".join(text.split())


def test_headings_spans_and_caption_are_kept_and_read_as_lines():
    assert richtext.tidy(HEADED) == HEADED
    assert richtext.from_editor(richtext.to_editor(HEADED)) == HEADED
    assert richtext.to_text(HEADED) == TEXT
    assert richtext.from_paragraphs(f"导语\n{TEXT}\n完", HEADED) == f"<p>导语</p>{HEADED}<p>完</p>"


HEADING_BELOW = (
    '<table><tbody><tr><th scope="row" rowspan="2">甲</th><th scope="row">乙</th></tr>'
    "<tr><td>丙</td></tr></tbody></table>"
)
SPANNED = (
    '<table><tbody><tr><td colspan="2">题</td></tr><tr><td>甲</td><td>乙</td></tr></tbody></table>'
)
FILLED = (
    "<table><tbody><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td></td></tr></tbody></table>"
)
TABLES = {
    "short rows are filled": ("<table><tr><td>甲<td>乙<tr><td>丙</table>", FILLED),
    "what spans beyond all other cells spans as far as they go": (
        "<table><tr><td colspan=20>题<tr><td rowspan=9>甲<td>乙</table>",
        SPANNED,
    ),
    "a heading that reaches into the body stands in the body": (
        "<table><tr><th rowspan=2>甲<th>乙<tr><td>丙</table>",
        HEADING_BELOW,
    ),
    "a table in a cell becomes lines of the cell": (
        "<table><tr><td>甲<table><tr><td>乙<td>丙<tr><td>丁</table></table>",
        "<table><tbody><tr><td>甲<br/>乙 丙<br/>丁</td></tr></tbody></table>",
    ),
    "a table without a word is none": ("<p>甲</p><table><tr><td> <td></table>", "<p>甲</p>"),
}


@pytest.mark.parametrize(("html", "stored"), TABLES.values(), ids=TABLES)
def test_a_table_is_put_in_order(html, stored):
    assert richtext.tidy(html) == stored


def test_a_table_of_more_cells_than_can_be_kept_is_its_rows_as_lines():
    wide = "<table><tr>" + "<td>甲" * 101 + "<tr><td>乙</table>"
    many = "<table>" + "<tr><td>甲<td>乙" * 10_001 + "</table>"
    assert richtext.tidy(wide) == "<p>" + " ".join(["甲"] * 101) + "</p><p>乙</p>"
    assert richtext.tidy(many) == "<p>甲 乙</p>" * 10_001


def test_one_can_type_above_between_and_below_tables():
    table = "<table><tbody><tr><td>甲</td></tr></tbody></table>"
    opened = json.loads(richtext.to_editor(table + table))["blocks"]
    assert [each["type"] for each in opened] == ["unstyled", "atomic"] * 2 + ["unstyled"]
    assert richtext.from_editor(richtext.to_editor(table + table)) == table + table


def test_the_window_of_a_table_can_post_anything():
    for html in ["<script>alert(1)</script><td>甲", "", "<table><tr><td onclick=x style=y>甲"]:
        state = {
            "blocks": [{"type": "atomic", "text": " ", "entityRanges": [{"key": 0}]}],
            "entityMap": {"0": {"type": "TABLE", "data": {"html": html}}},
        }
        stored = richtext.from_editor(json.dumps(state))
        assert letters(richtext.to_text(stored)) == letters(richtext.to_text(html))
        assert not any(word in stored for word in ("script", "onclick", "style"))


def test_what_a_spreadsheet_copies_is_a_table():
    typed = "年度情况\n指标\t2021年\t单位\n培训\t1200\t人次\n活动\t35\t场\n完\t毕"
    assert richtext.from_paragraphs(typed) == (
        '<p>年度情况</p><table><thead><tr><th scope="col">指标</th><th scope="col">2021年</th>'
        '<th scope="col">单位</th></tr></thead><tbody><tr><td>培训</td><td>1200</td><td>人次</td>'
        "</tr><tr><td>活动</td><td>35</td><td>场</td></tr></tbody></table><p>完 毕</p>"
    )
    assert richtext.from_paragraphs("\t一、提高认识\n\t二、加强领导") == (
        "<p>一、提高认识</p><p>二、加强领导</p>"
    )
