"""Honors in tables of the markup: empty and merged cells, years over columns, no heads."""

import pytest

from articles.extraction.parse import parse_page

PROSE = "近年来，库伦旗把民族团结进步创建作为一项基础性事业来抓，各项工作取得明显成效。"
A, B, C = "全国民族团结进步示范乡镇", "自治区文明镇", "通辽市民族团结进步示范学校"


def report(rows, gazetteer):
    """Return what is read from a page with a table; `rowspan=2>` may open a cell."""
    body = "".join(
        "<tr>"
        + "".join(f"<td {cell if '>' in cell else '>' + cell}</td>" for cell in row)
        + "</tr>"
        for row in (row.split("|") for row in rows)
    )
    return parse_page(
        f"<html><h1>库伦旗民族团结进步工作总结</h1><p>{PROSE}</p><p>一、抓服务</p><p>{PROSE}</p>"
        f"<table>{body}</table><p>二、抓发展</p><p>{PROSE}</p></html>",
        gazetteer=gazetteer,
    )


TABLES = {
    "an empty cell goes on the one above": (
        ["单位|荣誉称号|年份", f"库伦镇|{A}|2020", f"|{B}|2021", f"第一小学|{C}|2022"],
        [(A, "库伦镇", 2020), (B, "库伦镇", 2021), (C, "第一小学", 2022)],
    ),
    "a merged cell bears all of its rows": (
        ["单位|荣誉称号|年份", f"rowspan=2>库伦镇|{A}|2020", f"{B}|2021", f"第一小学|{C}|2022"],
        [(A, "库伦镇", 2020), (B, "库伦镇", 2021), (C, "第一小学", 2022)],
    ),
    "as above, in words and in a sign": (
        ["单位|荣誉称号|年份", f"库伦镇|{A}|2020", f"同上|{B}|2021", "〃|通辽市平安镇|2021"],
        [(A, "库伦镇", 2020), (B, "库伦镇", 2021), ("通辽市平安镇", "库伦镇", 2021)],
    ),
    "a merged year": (
        ["年份|单位|荣誉称号", f"rowspan=2>2020|库伦镇|{A}", f"第一小学|{C}", f"2021|民宗局|{B}"],
        [(A, "库伦镇", 2020), (C, "第一小学", 2020), (B, "民宗局", 2021)],
    ),
    "a merged title whose rows have years": (
        ["荣誉称号|单位|年份", f"rowspan=2>{A}|库伦镇|2020", "扣河子镇|2021"],
        [(A, "库伦镇", 2020), (A, "扣河子镇", 2021)],
    ),
    "years over honors": (
        ["单位|2020年|2021年", f"库伦镇|{A}|{B}", f"第一小学||{C}"],
        [(A, "库伦镇", 2020), (B, "库伦镇", 2021), (C, "第一小学", 2021)],
    ),
    "years over bearers": (
        ["荣誉|2020年|2021年", f"{A}|库伦镇|扣河子镇", f"{B}|民宗局|"],
        [(A, "库伦镇", 2020), (A, "扣河子镇", 2021), (B, "民宗局", 2020)],
    ),
    "levels over honors": (
        ["单位|国家级|自治区级|盟市级", f"库伦镇|{A}|{B}|", f"第一小学|||{C}"],
        [(A, "库伦镇", None), (B, "库伦镇", None), (C, "第一小学", None)],
    ),
    "titles over years and ticks": (
        ["单位|全国文明单位|自治区文明单位", "民宗局|2020年|√", "第一小学||2019年"],
        [
            ("全国文明单位", "民宗局", 2020),
            ("自治区文明单位", "民宗局", None),
            ("自治区文明单位", "第一小学", 2019),
        ],
    ),
    "no heads": (
        [f"1|2020年|库伦镇|{A}|国家民委", f"2|2021年|第一小学|{C}|市民委"],
        [(A, "库伦镇", 2020), (C, "第一小学", 2021)],
    ),
    "several titles a cell, with years": (
        ["单位|所获荣誉", f"库伦镇|2020年{A}；2021年{B}", f"第一小学|{C}（2019年）"],
        [(A, "库伦镇", 2020), (B, "库伦镇", 2021), (C, "第一小学", 2019)],
    ),
    "a place and what lies in it": (
        ["旗县|单位|荣誉称号", f"库伦旗|库伦镇|{A}", f"|民宗局|{B}"],
        [(A, "库伦镇", None), (B, "民宗局", None)],
    ),
    "nobody above": (
        ["单位|荣誉称号|年份", f"|{A}|2020", f"第一小学|{C}|2022"],
        [(A, "", 2020), (C, "第一小学", 2022)],
    ),
    "no column of bearers": (
        ["序号|荣誉名称|授予单位|时间", f"1|{A}|国家民委|2020年12月", f"2|{B}|自治区党委|2021年"],
        [(A, "", 2020), (B, "", 2021)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_a_table_tells_who_bears_what_and_since_when(table, gazetteer):
    rows, told = TABLES[table]
    honors = report(rows, gazetteer).honors
    assert [(item.name, "、".join(item.recipients), item.year) for item in honors] == told


def codes(page):
    return {problem.code for problem in page.problems}


def test_an_empty_cell_in_a_numbered_row_is_shown_as_unsure(gazetteer):
    page = report(["序号|单位|荣誉称号", f"1|库伦镇|{A}", f"2||{B}", f"3|第一小学|{C}"], gazetteer)
    assert [item.recipients for item in page.honors] == [["库伦镇"], ["库伦镇"], ["第一小学"]]
    assert "honor_unsure" in codes(page)


def test_an_empty_cell_stays_open_where_names_are_written_out_each_time(gazetteer):
    page = report(
        ["单位|荣誉称号", f"库伦镇|{A}", f"库伦镇|{B}", "|自治区卫生乡镇", f"第一小学|{C}"],
        gazetteer,
    )
    assert [item.recipients for item in page.honors] == [["库伦镇"], ["库伦镇"], [], ["第一小学"]]
    assert "bearer_open" in codes(page)


def test_a_table_without_titles_tells_no_honor(gazetteer):
    assert (
        report(["项目|投资|时间", "道路|300万元|2020年", "学校|1200万元|2021年"], gazetteer).honors
        == []
    )
