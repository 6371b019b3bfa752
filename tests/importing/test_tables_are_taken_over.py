"""A table of a page or a Word file is a table of the draft, with its headings and spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction import Gazetteer
from articles.extraction.parse import parse_page
from articles.extraction.readers import read_page
from articles.importing import body_text, upload
from articles.models import Article
from tests.extraction.make_docx import docx, package
from tests.import_pages import form_data, hand_in, known
from unityreports.site import richtext

pytestmark = pytest.mark.django_db

PROSE = "近年来，库伦旗把民族团结进步创建作为一项基础性事业来抓，各项工作取得明显成效。"
PAGE = (
    "<html><h1>库伦旗民族团结进步工作总结</h1><p>2022年3月1日</p><p>{prose}</p>"
    "<h2>一、抓创建</h2><p>{prose}</p>{table}<p>{prose}</p><h2>二、抓发展</h2><p>{prose}</p></html>"
)
TABLE = (
    "<table><caption>创建情况</caption>"
    "<tr><td rowspan=2>镇</td><td colspan=2>数量</td></tr><tr><td>示范村</td><td>示范校</td></tr>"
    "<tr><td>库伦镇</td><td>3</td><td rowspan=2>城区统一建设。旗教育局负责，三年内建成。</td>"
    "</tr><tr><td>六家子镇<br>（含林场）</td><td></td></tr></table>"
)
KEPT = (
    "<table><caption>创建情况</caption>"
    '<thead><tr><th scope="col" rowspan="2">镇</th><th scope="col" colspan="2">数量</th></tr>'
    '<tr><th scope="col">示范村</th><th scope="col">示范校</th></tr></thead>'
    '<tbody><tr><td>库伦镇</td><td>3</td><td rowspan="2">城区统一建设。旗教育局负责，三年内建成。'
    "</td></tr><tr><td>六家子镇<br/>（含林场）</td><td></td></tr></tbody></table>"
)


def page(table: str) -> str:
    return PAGE.format(prose=PROSE, table=table)


def imported(data) -> Article:
    upload.import_pages([upload.Reader().read(read_page(data))], **known())
    return Article.objects.get()


def test_a_table_of_a_page_keeps_its_caption_headings_and_spans(places):
    article = imported(page(TABLE))
    body = article.measures.first().body
    assert body == f"<p>{PROSE}</p>{KEPT}<p>{PROSE}</p>"
    assert article.latest_revision.content["measures"][0]["body"] == body


def test_a_table_of_a_word_file_keeps_its_headings_and_spans(places):
    def row(*cells, properties=""):
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"

    def cell(text, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    def paragraph(text):
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    head, starts, goes_on = "<w:tblHeader/>", '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = (
        "<w:tbl>"
        + row(cell("镇", starts), cell("数量", '<w:gridSpan w:val="2"/>'), properties=head)
        + row(cell("", goes_on), cell("示范村"), cell("示范校"), properties=head)
        + row(cell("库伦镇"), cell("3"), cell("城区统一建设", starts))
        + row(cell("六家子镇"), cell(""), cell("", goes_on))
        + "</w:tbl>"
    )
    texts = ["库伦旗民族团结进步工作总结", "2022年3月1日", PROSE, "一、抓创建", PROSE]
    body = "".join(map(paragraph, texts)) + table
    body += "".join(map(paragraph, [PROSE, "二、抓发展", PROSE]))
    schema = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{schema}"><w:body>{body}</w:body></w:document>'
    article = imported(package(document))
    assert article.measures.first().body == (
        f"<p>{PROSE}</p><table>"
        '<thead><tr><th scope="col" rowspan="2">镇</th><th scope="col" colspan="2">数量</th></tr>'
        '<tr><th scope="col">示范村</th><th scope="col">示范校</th></tr></thead>'
        '<tbody><tr><td>库伦镇</td><td>3</td><td rowspan="2">城区统一建设</td></tr>'
        f"<tr><td>六家子镇</td><td></td></tr></tbody></table><p>{PROSE}</p>"
    )


@pytest.mark.parametrize(
    "table",
    [
        f"<table><tr><td>{PROSE}</td><td><p>{PROSE}</p><p>{PROSE}</p></td></tr></table>",
        f"<table><tr><td><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>{PROSE}</td></tr></table>",
        "<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>",
        "<table><tr><td>甲</td><td>乙</td></tr></table>",
    ],
)
def test_what_lays_out_a_page_or_is_a_list_loses_no_word(places, table):
    article = imported(page(table))
    text = "".join(richtext.to_text(each.body) for each in article.measures.all())
    for word in ("甲", "乙", "丙", "丁"):
        assert (word in text) == (f"<td>{word}" in table)


def test_a_review_keeps_a_table_and_makes_one_of_what_was_typed(client, editor, places):
    review = hand_in(client, markup=page(TABLE)).url
    data = form_data(client.get(review))
    typed = "项目\t数量\n培训\t3"
    data["measures-1-text"] = f"{PROSE}\r\n{typed}".replace("\n", "\r\n")
    data["head-lead_text"] += "。"
    client.post(review, data)
    first, second = Article.objects.get().measures.all()
    assert KEPT in first.body
    assert second.body.count("<tr>") == 2
    assert richtext.to_text(second.body) == f"{PROSE}\n{typed}"


def reviewed(client, change) -> list[str]:
    """Return the bodies of the draft that a review with a table was changed to."""
    review = hand_in(client, markup=page(TABLE)).url
    data = form_data(client.get(review))
    change(data)
    client.post(review, data)
    return [each.body for each in Article.objects.get().measures.all()]


def test_a_table_keeps_what_its_cells_span_in_another_row_of_a_review(client, editor, places):
    table = richtext.to_text(KEPT)

    def move(data):
        texts = data["measures-0-text"].replace("\r\n", "\n")
        data["measures-0-text"] = texts.replace(f"{table}\n", "")
        data["measures-1-text"] += f"\r\n{table}"

    first, second = reviewed(client, move)
    assert first == f"<p>{PROSE}</p><p>{PROSE}</p>"
    assert second == f"<p>{PROSE}</p>{KEPT}"


@pytest.mark.parametrize(
    ("said", "corrected", "kept"),
    [
        ("库伦镇\t3\t", "库伦镇\t30\t", KEPT.replace("<td>3<", "<td>30<")),
        ("示范校", "示范学校", KEPT.replace("示范校", "示范学校")),
        ("（含林场）", "（含林场）\t5", KEPT.replace("<td></td>", "<td>5</td>")),
        ("创建情况\n", "", KEPT.replace("<caption>创建情况</caption>", "")),
        ("创建情况\n", "概况\n", "<p>概况</p>" + KEPT.replace("<caption>创建情况</caption>", "")),
    ],
)
def test_a_table_keeps_what_its_cells_span_when_one_is_reworded(
    client, editor, places, said, corrected, kept
):
    def reword(data):
        texts = data["measures-0-text"].replace("\r\n", "\n")
        assert said in texts
        data["measures-0-text"] = texts.replace(said, corrected)

    first, _second = reviewed(client, reword)
    assert first == f"<p>{PROSE}</p>{kept}<p>{PROSE}</p>"


BEGINS = "<td>库伦镇</td><td>3</td>"
SPANNING = '<td rowspan="2">城区统一建设。旗教育局负责，三年内建成。</td>'
LAST = "<tr><td>六家子镇<br/>（含林场）</td><td></td></tr>"
NEW = "<tr><td>茫汗苏木</td><td>2</td></tr>"
HEADS = '<tr><th scope="col">示范村</th><th scope="col">示范校</th></tr>'


@pytest.mark.parametrize(
    ("said", "typed", "kept"),
    [
        # The row below a spanning cell, the row where one begins, one between, one of the head.
        (
            "六家子镇 （含林场）\n",
            "",
            [(LAST, ""), (SPANNING, SPANNING.replace(' rowspan="2"', ""))],
        ),
        (
            "库伦镇\t3\t城区统一建设。旗教育局负责，三年内建成。\n",
            "",
            [(f"<tr>{BEGINS}{SPANNING}</tr>", ""), ("<td></td>", "<td></td><td></td>")],
        ),
        ("六家子镇", "茫汗苏木\t2\n六家子镇", [('"2">城', '"3">城'), (LAST, NEW + LAST)]),
        ("示范村\t示范校\n", "", [(HEADS, ""), (' rowspan="2">镇', ">镇")]),
    ],
)
def test_a_table_keeps_what_its_cells_span_when_a_row_is_deleted_or_added(
    client, editor, places, said, typed, kept
):
    def change(data):
        texts = data["measures-0-text"].replace("\r\n", "\n")
        assert said in texts
        data["measures-0-text"] = texts.replace(said, typed)

    first, _second = reviewed(client, change)
    table = KEPT
    for before, after in kept:
        table = table.replace(before, after)
    assert first == f"<p>{PROSE}</p>{table}<p>{PROSE}</p>"


def test_a_paragraph_below_a_table_does_not_become_a_cell_of_a_row_that_was_deleted(
    client, editor, places
):
    def delete(data):
        texts = data["measures-0-text"].replace("\r\n", "\n")
        data["measures-0-text"] = texts.replace("六家子镇 （含林场）\n", "")

    first, _second = reviewed(client, delete)
    assert first.endswith(f"<p>{PROSE}</p>")


def test_a_table_that_is_drawn_may_hold_several_paragraphs_in_a_cell(places):
    cells = f"<td>责任单位</td><td><p>{PROSE}</p><p>{PROSE}</p></td>"
    drawn = f"<table border=1><tr><td>项目</td><td>内容</td></tr><tr>{cells}</tr></table>"
    body = imported(page(drawn)).measures.first().body
    assert f"<td>责任单位</td><td>{PROSE}<br/>{PROSE}</td>" in body


CELLS = st.text(alphabet="甲乙丙项目", min_size=1, max_size=8)


@given(
    st.integers(2, 4).flatmap(
        lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=2)
    )
)
def test_every_cell_of_a_word_file_is_in_the_draft_in_order(rows):
    table = "TABLE:" + ";".join("|".join(row) for row in rows)
    title = "库伦旗民族团结进步工作总结"
    data = docx(f"T:{title}", PROSE, "H1:一、抓创建", PROSE, table, PROSE, "H1:二、抓发展", PROSE)
    read = parse_page(data, gazetteer=Gazetteer([])).to_dict()
    html = body_text.html_of(read["outline"][0]["paragraphs"], read["tables"], [])
    assert html.count("<table>") == 1
    lines = ["\t".join(row) for row in rows]
    assert richtext.to_text(html) == "\n".join([PROSE, *lines, PROSE])
