"""Facts in the cells of a table: names, units and years from the heads, the row as evidence."""

from decimal import Decimal

import pytest

from articles.extraction.parse import parse_page

PROSE = "近年来，库伦旗把民族团结进步创建作为一项基础性事业来抓，各项工作取得明显成效。"


def parsed(rows, gazetteer, caption="", tag="td"):
    body = "".join(
        "<tr>" + "".join(f"<{tag} {cell if '>' in cell else '>' + cell}" for cell in row) + "</tr>"
        for row in rows
    )
    page = (
        f"<html><h1>库伦旗民族团结进步工作总结</h1><p>{PROSE}</p><p>一、抓服务</p><p>{PROSE}</p>"
        f"<table><caption>{caption}</caption>{body}</table><p>二、抓发展</p><p>{PROSE}</p></html>"
    )
    return parse_page(page, gazetteer=gazetteer)


def told(report):
    return [
        (each.name, str(each.value), each.unit, each.year, each.growth) for each in report.figures
    ]


TABLES = {
    "a row names, a column dates, another grows": (
        "",
        ["指标 单位 2020年 2021年 同比增长（%）", "教育培训 人次 1,000 1200 20", "活动 场 12 － -"],
        [
            ("教育培训", "1000", "人次", 2020, None),
            ("教育培训", "1200", "人次", 2021, Decimal(20)),
            ("活动", "12", "场", 2020, None),
        ],
    ),
    "heads over heads, and a caption with the year": (
        "2021年创建情况",
        [
            "rowspan=2>旗县 colspan=2>示范单位（个） 培训（人次）",
            "国家级 自治区级 全年",
            "甲旗 1 2 1200",
        ],
        [
            ("甲旗国家级示范单位", "1", "个", 2021, None),
            ("甲旗自治区级示范单位", "2", "个", 2021, None),
            ("甲旗培训", "1200", "人次", 2021, None),
        ],
    ),
    "a year a row": (
        "",
        ["年份 参训人数 资金（万元）", "2020年 500 12", "2021年 800 15.5"],
        [
            ("参训人数", "500", "人", 2020, None),
            ("资金", "12", "万元", 2020, None),
            ("参训人数", "800", "人", 2021, None),
            ("资金", "15.5", "万元", 2021, None),
        ],
    ),
    "the unit of all in the caption": (
        "单位：万元",
        ["项目 投资", "道路 300", "学校 1200"],
        [("道路投资", "300", "万元", None, None), ("学校投资", "1200", "万元", None, None)],
    ),
    "values that look like years": (
        "",
        ["指标 单位 2020年 2021年", "教育培训 人次 1950 2013", "活动 场 12 35"],
        [
            ("教育培训", "1950", "人次", 2020, None),
            ("教育培训", "2013", "人次", 2021, None),
            ("活动", "12", "场", 2020, None),
            ("活动", "35", "场", 2021, None),
        ],
    ),
    "a length that looks like a year": (
        "",
        ["项目 长度（米） 投资（万元）", "道路 2015 300"],
        [("道路长度", "2015", "米", None, None), ("道路投资", "300", "万元", None, None)],
    ),
    "bare years below a head": (
        "",
        ["rowspan=2>旗县 colspan=2>培训（人次）", "2020 2021", "甲旗 1950 12"],
        [("甲旗培训", "1950", "人次", 2020, None), ("甲旗培训", "12", "人次", 2021, None)],
    ),
    "bare years by row": (
        "",
        ["年份 参训人数", "2020 －", "2021 1950"],
        [("参训人数", "1950", "人", 2021, None)],
    ),
    "the unit in the caption of another kind": (
        "单位：万元",
        ["项目 投资 参加人数 面积 覆盖率", "道路 300 12 40 95"],
        [("道路投资", "300", "万元", None, None), ("道路参加人数", "12", "人", None, None)],
    ),
    "the unit in the caption of the kind": (
        "单位：万人",
        ["旗县 参加人数", "甲旗 12"],
        [("甲旗参加人数", "12", "万人", None, None)],
    ),
    "numbers of telephones and papers": (
        "单位：万元",
        [
            "项目 投资 联系电话 电话号码 身份证号 合同编号 统一社会信用代码 邮政编码",
            "道路 300 13904751234 04751234567 152323199001011234 2021001 91150525 028200",
        ],
        [("道路投资", "300", "万元", None, None)],
    ),
    "a time that is said with its unit": (
        "",
        ["项目 培训时间", "骨干班 40小时"],
        [("骨干班培训时间", "40", "小时", None, None)],
    ),
    "a value that spans rows": (
        "",
        [
            "项目 镇 投资（万元） 同比 培训（人次）",
            "rowspan=2>道路 甲镇 rowspan=2>500 20 12",
            "乙镇 10 30",
        ],
        [
            ("道路投资", "500", "万元", None, Decimal(20)),
            ("道路培训", "12", "人次", None, None),
            ("道路培训", "30", "人次", None, None),
        ],
    ),
    "numbers that count nothing": (
        "",
        ["序号 姓名 电话", "1 张三 04751234567", "2 李四 04751234568"],
        [],
    ),
}


@pytest.mark.parametrize(("caption", "rows", "expected"), TABLES.values(), ids=TABLES)
def test_a_table_of_figures_takes_name_unit_and_year(caption, rows, expected, gazetteer):
    report = parsed([row.split(" ") for row in rows], gazetteer, caption)
    assert told(report) == expected
    for figure in report.figures:
        assert report.raw_text.startswith(figure.quote, figure.offset)
        assert (figure.where, figure.row) == ("outline", 1)


def test_a_pasted_table_of_tabs_tells_the_same(gazetteer):
    text = (
        f"库伦旗民族团结进步工作总结\n\n{PROSE}\n\n一、抓服务\n\n{PROSE}\n"
        f"指标\t单位\t2021年\n培训\t人次\t1200\n活动\t场\t35\n\n二、抓发展\n\n{PROSE}"
    )
    report = parse_page(text, gazetteer=gazetteer)
    assert told(report) == [("培训", "1200", "人次", 2021, None), ("活动", "35", "场", 2021, None)]
    (table,) = report.tables
    assert [[cell.text for cell in row] for row in table.rows][1] == ["培训", "人次", "1200"]


def test_a_row_of_honors_takes_bearer_level_and_year(gazetteer):
    rows = [
        "荣誉称号 级别 获得单位 年度",
        "民族团结进步示范单位 自治区级 库伦镇 2020年",
        "民族团结进步模范集体 国家级 库伦镇中心校 2021",
    ]
    report = parsed([row.split(" ") for row in rows], gazetteer)
    assert [(each.level, each.recipients, each.year) for each in report.honors] == [
        ("autonomous_region", ["库伦镇"], 2020),
        ("national", ["库伦镇中心校"], 2021),
    ]
    assert report.figures == []


def test_each_table_takes_unit_and_year_from_the_line_above_it(gazetteer):
    tables = "\n".join(
        f"表{number} {year}年项目资金（单位：万元）\n项目\t资金\n道路\t{value}\n饮水\t{value}\n"
        for number, year, value in ((1, 2022, 320), (2, 2023, 420))
    )
    report = parse_page(f"库伦旗民族团结进步工作总结\n\n{PROSE}\n{tables}", gazetteer=gazetteer)
    assert told(report) == [
        (name, value, "万元", year, None)
        for year, value in ((2022, "320"), (2023, "420"))
        for name in ("道路资金", "饮水资金")
    ]


def test_a_column_of_bodies_is_no_column_of_units_and_a_telephone_no_figure(gazetteer):
    rows = [
        ["单位", "培训人数", "联系电话（手机）"],
        ["额勒顺镇", "120", "13800001111"],
        ["扣河子镇", "80", "13900002222"],
    ]
    report = parsed(rows, gazetteer, caption="2023年培训情况（单位：人）")
    assert [(name, value, unit) for name, value, unit, *_ in told(report)] == [
        ("额勒顺镇培训人数", "120", "人"),
        ("扣河子镇培训人数", "80", "人"),
    ]
