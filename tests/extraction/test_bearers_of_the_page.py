"""Who bears a title that its own sentence names by a word only, or not at all."""

import datetime

import pytest

from articles.extraction.parse import parse_page

COUNTY = "张家川回族自治县民族团结进步工作\n\n来源：张家川县委统战部  2024-03-12\n\n"
SCHOOL = "镶黄旗蒙古族中学民族团结进步工作\n\n来源：镶黄旗蒙古族中学  2024-03-12\n\n"
LEAD = "各族干部群众共同团结奋斗、共同繁荣发展，各项工作取得明显成效。\n\n"


def bearers(page, gazetteer):
    report = parse_page(page, gazetteer=gazetteer, today=datetime.date(2026, 6, 1))
    return [item.recipients for item in report.honors]


@pytest.mark.parametrize(
    "sentence",
    [
        "近年来，我县坚持党建引领，2019年被国家民委命名为“全国民族团结进步创建示范县”。",
        "全县上下共同努力，先后荣获全国民族团结进步示范县称号。",
        "该县连续四年获评“全市民族团结进步先进县”。",
    ],
)
def test_a_report_s_own_place_bears_what_is_told_of_our_county(gazetteer, sentence):
    assert bearers(COUNTY + LEAD + sentence, gazetteer) == [["张家川回族自治县"]]


def test_what_lies_in_our_county_bears_its_own_titles(gazetteer):
    page = COUNTY + LEAD + "我县龙山镇、马鹿镇被评为全市民族团结进步示范乡镇。"
    assert bearers(page, gazetteer) == [["龙山镇", "马鹿镇"]]


def test_a_school_is_named_as_its_report_names_it(gazetteer):
    page = SCHOOL + LEAD + "2021年，学校被评为自治区民族团结进步示范学校。"
    assert bearers(page, gazetteer) == [["镶黄旗蒙古族中学"]]


def test_she_is_whom_the_paragraph_introduced(gazetteer):
    page = LEAD + "绣娘古丽娜尔带了12个徒弟。古丽娜尔的徒弟里有7个是汉族。"
    page += "她本人也在2019年被授予“自治区民族团结进步模范个人”称号。"
    assert bearers(COUNTY + page, gazetteer) == [["古丽娜尔"]]


def test_titles_in_a_row_are_borne_by_the_same(gazetteer):
    page = LEAD + "下寨村：2018年县级民族团结进步示范村，2020年州级民族团结进步示范村。"
    assert bearers(COUNTY + page, gazetteer) == [["下寨村"], ["下寨村"]]


@pytest.mark.parametrize(
    ("listing", "names"),
    [
        (
            "决定命名以下单位为普洱市民族团结进步示范单位：\n1.富强村\n2.永平镇中学\n3.县人民医院",
            ["富强村", "永平镇中学", "县人民医院"],
        ),
        (
            "\n".join(
                (
                    "全州民族团结进步模范个人（3名）",
                    *("才让多杰  泽库县人民法院法官", "马海英  医院护士长", "李成福  牧民"),
                )
            ),
            ["才让多杰", "马海英", "李成福"],
        ),
        (
            "全县民族团结进步示范单位名单\n序号\t单位\t所属乡镇\n1\t金沙社区\t城关镇\n2\t石门村\t柳河乡",
            ["金沙社区", "石门村"],
        ),
        (
            "荣誉名称\t获得单位\t授予时间\n全国民族团结进步示范单位\t刀郎乡\t2021年\n合计\t1\t",
            ["刀郎乡"],
        ),
        ("2020年：省级民族团结进步示范村（下寨村、上寨村）", ["下寨村", "上寨村"]),
        ("荣获全国民族团结进步模范个人的还有：泽仁拉姆、其美多吉。", ["泽仁拉姆", "其美多吉"]),
    ],
)
def test_lists_and_tables_name_who_bears_a_title(gazetteer, listing, names):
    assert bearers(COUNTY + LEAD + listing, gazetteer) == [names]


def test_each_of_several_years_and_levels_is_a_title_of_its_own(gazetteer):
    page = COUNTY + LEAD + "2020年、2023年，清水镇分别荣获市级、省级民族团结进步示范乡镇称号。"
    report = parse_page(page, gazetteer=gazetteer, today=datetime.date(2026, 6, 1))
    told = [(item.level, item.year, item.recipients) for item in report.honors]
    assert told == [("league", 2020, ["清水镇"]), ("autonomous_region", 2023, ["清水镇"])]
