"""PDF files are read as people read them; what cannot be read is refused by name."""

import pytest

from articles.extraction import PageRefused
from articles.extraction.converters import pdf_pages
from articles.extraction.parse import parse_page
from articles.extraction.readers import read_page
from tests.extraction.make_pdf import (
    DRAW_PICTURE,
    HEIGHT,
    LEADING,
    LEFT,
    TOP,
    WIDTH,
    flow,
    pdf,
    picture,
    rule,
    text,
)

TITLE = "库伦旗民族团结进步工作总结"
FIRST = (
    "近年来，库伦旗把民族团结进步创建作为一项基础性事业来抓，与重点工作统筹谋划、同步推进，"
    "各项工作取得明显成效，群众十分满意。"
)
SECOND = (
    "库伦旗坚持以人民为中心的发展思想，投入资金1200万元，举办各类活动36场次，"
    "覆盖群众2.3万人次，各族群众交往交流交融不断加深。"
)
THIRD = (
    "2021年12月，库伦旗被国家民委命名为全国民族团结进步示范旗，"
    "六家子镇被自治区民委命名为自治区民族团结进步示范镇。"
)


def lines(data: bytes) -> list[str]:
    return read_page(data).text.split("\n")


def refusal(data: bytes) -> PageRefused:
    with pytest.raises(PageRefused) as caught:
        read_page(data)
    assert "PDF" in caught.value.message or "文件" in caught.value.message
    return caught.value


def test_lines_become_paragraphs_and_what_is_set_larger_a_heading():
    content = text(200, 60, TITLE, size=18) + flow(
        FIRST, "一、坚持党建引领", SECOND, "二、服务群众", THIRD
    )
    page = read_page(pdf(content))
    assert page.text.split("\n") == [
        TITLE,
        FIRST,
        "一、坚持党建引领",
        SECOND,
        "二、服务群众",
        THIRD,
    ]
    assert [line.heading for line in page.lines] == [1, 0, 0, 0, 0, 0]
    assert page.media == "pdf"


def test_a_report_in_a_pdf_becomes_a_report(gazetteer):
    content = text(200, 60, TITLE, size=18) + flow("一、坚持党建引领", FIRST, "二、服务群众", THIRD)
    report = parse_page(pdf(content), gazetteer=gazetteer)
    assert (report.title.value, report.region) == (TITLE, "150524")
    assert [row.heading.quote for row in report.outline] == ["一、坚持党建引领", "二、服务群众"]
    assert "全国民族团结进步示范旗" in [honor.name for honor in report.honors]


def test_words_are_parted_where_a_line_ends_and_chinese_is_not():
    upper = "The programme of the European Union and its members in all the years of the"
    content = text(LEFT, TOP, upper) + text(LEFT, TOP + LEADING, "plan，共有二十七个成员国参加")
    assert lines(pdf(content)) == [f"{upper} plan，共有二十七个成员国参加"]


def test_columns_are_read_one_after_the_other_below_the_headline_across_them():
    content = text(150, 60, TITLE, size=20)
    content += flow(SECOND * 2, THIRD, left=310, right=527)  # the order in the file tells nothing
    content += flow(FIRST * 2, SECOND, left=71, right=288)
    assert lines(pdf(content)) == [TITLE, FIRST * 2, SECOND, SECOND * 2, THIRD]


def test_a_paragraph_goes_on_over_the_end_of_a_page():
    whole = FIRST + SECOND + THIRD
    first = flow(whole[:36], top=HEIGHT - 120) + flow(whole[36:74], top=HEIGHT - 100, indent=0)
    assert lines(pdf(first, flow(whole[74:], indent=0) + flow(FIRST, top=200))) == [whole, FIRST]


def test_running_heads_and_page_numbers_are_taken_out_and_heads_are_told():
    pages = [
        text(250, 30, "库伦旗民委文件", size=9)
        + flow(each)
        + text(280, 800, f"— {number} —", size=9)
        for number, each in enumerate([FIRST, SECOND, THIRD], 1)
    ]
    page = read_page(pdf(*pages))
    assert page.text.split("\n") == [FIRST, SECOND, THIRD]
    assert [(note.code, note.excerpt) for note in page.notes] == [("page_edges", "库伦旗民委文件")]


def test_a_number_in_the_text_is_no_page_number():
    content = flow(FIRST, top=740) + text(LEFT, 740 + 2 * LEADING, "2021")
    assert lines(pdf(content)) == [FIRST, "2021"]


def table(rows: list[list[str]], top: float = 200) -> str:
    drawn = ""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            drawn += text(LEFT + 4 + 60 * column, top + 4 + 20 * number, cell)
    for number in range(len(rows) + 1):
        drawn += rule(LEFT, top + 20 * number, LEFT + 60 * len(rows[0]), top + 20 * number)
    for column in range(len(rows[0]) + 1):
        drawn += rule(LEFT + 60 * column, top, LEFT + 60 * column, top + 20 * len(rows))
    return drawn


def test_a_table_is_told_by_its_lines_and_goes_on_over_the_end_of_a_page():
    head = ["单位", "荣誉", "年份"]
    first = flow(FIRST) + table([head, ["库伦旗", "示范旗", "2021"]])
    second = table([head, ["六家子镇", "示范镇", "2020"]], top=90) + flow(SECOND, top=200)
    page = read_page(pdf(first, second))
    assert page.text.split("\n") == [
        FIRST, "单位\t荣誉\t年份", "库伦旗\t示范旗\t2021", "六家子镇\t示范镇\t2020", SECOND
    ]  # fmt: skip
    assert [line.cell for line in page.lines] == [False, True, True, True, False]


def test_an_empty_cell_of_a_table_keeps_the_others_in_their_columns():
    rows = [["单位", "荣誉", "年份"], ["库伦旗", "", "2021"], ["六家子镇", "示范镇", "2020"]]
    page = read_page(pdf(flow(FIRST) + table(rows)))
    (found,) = page.tables
    assert [
        ["" if each.stretch is None else page.text[slice(*each.stretch)] for each in row]
        for row in found.rows
    ] == rows


def test_a_page_that_lies_on_its_side_is_read():
    for matrix, rotate in ((f"0 1 -1 0 {HEIGHT} 0", b""), (f"0 -1 1 0 0 {WIDTH}", b"/Rotate 90")):
        data = pdf(f"q {matrix} cm\n{flow(FIRST, SECOND)}Q\n", page=rotate)
        data = data.replace(b"[0 0 595 842]", b"[0 0 842 595]")
        assert lines(data) == [FIRST, SECOND]


def test_what_is_not_read_is_told():
    watermark = "q 0.7 0.7 -0.7 0.7 200 200 cm BT /F 40 Tf <51854EA8> Tj ET Q\n"
    picture_inside = "q 100 0 0 100 71 300 cm /I Do Q\n"
    data = pdf(flow(FIRST) + watermark + picture_inside, DRAW_PICTURE, objects=[picture()])
    page = read_page(data)
    assert page.text == FIRST
    assert {note.code: note.count for note in page.notes} == {
        "turned_text": 2, "pictures": 1, "scanned_pages": 1
    }  # fmt: skip


def test_a_scan_is_refused_with_what_to_do():
    refused = refusal(pdf(DRAW_PICTURE, objects=[picture()]))
    assert refused.code == "scanned"
    assert "OCR" in refused.message


def test_an_empty_pdf_is_refused():
    assert refusal(pdf("")).code == "empty"


def test_a_locked_pdf_is_refused():
    keys = b"/Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4" % (b"x" * 32, b"y" * 32)
    data = pdf(flow(FIRST), trailer=b"/Encrypt<<%s>>/ID[<00><00>]" % keys)
    assert refusal(data).code == "locked"


def test_a_pdf_of_more_pages_than_a_report_has_is_refused():
    refused = refusal(pdf(*[""] * 301))
    assert refused.code == "too_large"
    assert "300" in refused.message


def merged() -> str:
    """Return a table whose head and first column are merged."""
    columns, rows, top = (71, 171, 291, 411), (0, 30, 60, 90, 120), 200
    spots = {(0, 0.5): "镇", (1, 0): "数量", (1, 1): "示范村", (2, 1): "示范校",
             (0, 2.5): "库伦镇", (1, 2): "3", (2, 2): "1", (1, 3): "4", (2, 3): "2"}  # fmt: skip
    drawn = "".join(
        text(columns[at] + 5, top + row * 30 + 8, words) for (at, row), words in spots.items()
    )
    for row in rows:
        left = columns[1] if row in (30, 90) else columns[0]
        drawn += rule(left, top + row, columns[-1], top + row)
    for at, column in enumerate(columns):
        begin = 30 if at == 2 else 0
        drawn += rule(column, top + begin, column, top + 120)
    return drawn


def test_cells_that_no_line_parts_are_one():
    page = read_page(pdf(flow(FIRST) + merged()))
    (table,) = page.tables
    told = [
        [(page.text[slice(*cell.stretch)], cell.columns, cell.rows) for cell in row]
        for row in table.rows
    ]
    assert told == [
        [("镇", 1, 2), ("数量", 2, 1)],
        [("示范村", 1, 1), ("示范校", 1, 1)],
        [("库伦镇", 1, 2), ("3", 1, 1), ("1", 1, 1)],
        [("4", 1, 1), ("2", 1, 1)],
    ]


def test_columns_that_no_line_parts_in_one_row_stay_columns():
    rows = "".join(rule(71, 200 + row, 411, 200 + row) for row in (0, 30, 60))
    lines = rows + rule(71, 200, 71, 260) + rule(411, 200, 411, 260) + rule(241, 200, 241, 230)
    words = text(80, 208, "镇") + text(250, 208, "数量") + text(80, 238, "库伦镇")
    (table,) = read_page(pdf(flow(FIRST) + lines + words + text(250, 238, "3"))).tables
    assert [[(cell.columns, bool(cell.stretch)) for cell in row] for row in table.rows] == [
        [(1, True), (1, True)],
        [(1, True), (1, True)],
    ]


def test_a_page_of_more_pieces_than_a_table_has_is_refused_before_they_are_set_in_order():
    grid = [(left, top) for left in range(20, 560, 9) for top in range(20, 820, 8)]
    content = "".join(text(left, top, "字", size=3) for left, top in grid)
    assert refusal(pdf(content)).code == "too_large"


def test_a_page_of_scattered_pieces_is_searched_for_columns_at_a_bounded_number_of_places(
    monkeypatch,
):
    tried = []
    monkeypatch.setattr(pdf_pages, "_is_text", lambda pieces, _left: tried.append(pieces))
    pieces = [
        [20 + at * 0.2, 20 + at % 97 * 8, 30 + at * 0.2, 26 + at % 97 * 8, 6, False, "字"]
        for at in range(2500)
    ]
    document = pdf_pages.read([{"pieces": pieces, "rules": [], "height": 842, "width": 595}])
    assert document.blocks
    assert 100 < len(tried) <= 500


WHOLE = pdf(text(200, 60, TITLE, size=18) + flow(FIRST, SECOND, THIRD))


@pytest.mark.parametrize("data", [b"%PDF-", b"%PDF-1.7\n" + b"\0" * 5000, WHOLE[:300]])
def test_a_broken_pdf_is_refused(data):
    assert refusal(data).code == "broken_pdf"


def test_a_pdf_that_lost_its_table_of_objects_is_read():
    assert lines(WHOLE.replace(b"startxref", b"nothing..")) == [TITLE, FIRST, SECOND, THIRD]


def test_what_a_file_is_called_and_what_hangs_on_its_end_say_nothing():
    assert lines(WHOLE + b"PK\3\4<html><p>x</p></html>")[0] == TITLE
    assert lines(b"\xef\xbb\xbf\n" + WHOLE)[0] == TITLE
