"""What one sentence says: honors with their status, figures with their value, documents."""

from decimal import Decimal

import pytest

from articles.extraction.documents import kind_of
from articles.extraction.parse import parse_page

PAGE = """库伦旗民族团结进步工作
来源：旗民委 2021-11-05

库伦旗坚持各民族共同团结奋斗、共同繁荣发展，把创建工作与重点工作同谋划、同部署，成效明显。

{}
"""


def parsed(sentence, gazetteer):
    return parse_page(PAGE.format(sentence), gazetteer=gazetteer)


HELD = [
    (
        "2019年，库伦旗荣获“全国民族团结进步模范集体”称号。",
        "全国民族团结进步模范集体",
        "national",
        None,
        2019,
    ),
    (
        "库伦旗民委被评为全区民族团结进步先进集体。",
        "全区民族团结进步先进集体",
        "autonomous_region",
        None,
        None,
    ),
    (
        "全旗先后创建自治区级民族团结进步示范单位7个。",
        "民族团结进步示范单位",
        "autonomous_region",
        7,
        None,
    ),
    (
        "截至2020年底，全旗共命名旗级民族团结进步示范嘎查村35个。",
        "民族团结进步示范嘎查村",
        "banner",
        35,
        2020,
    ),
    (
        "六家子镇被通辽市委、市政府授予“民族团结进步模范乡镇”称号。",
        "民族团结进步模范乡",
        "league",
        None,
        None,
    ),
    (
        "扣河子镇成功入选第八批全国民族团结进步示范区（单位）。",
        "全国民族团结进步示范区",
        "national",
        None,
        None,
    ),
    (
        "旗中蒙医院荣膺自治区民族团结进步示范单位。",
        "自治区民族团结进步示范单位",
        "autonomous_region",
        None,
        None,
    ),
    (
        "有3名个人获得国务院表彰的全国民族团结进步模范个人称号。",
        "全国民族团结进步模范个人",
        "national",
        3,
        None,
    ),
    ("全旗现有国家级民族团结进步教育基地1个。", "民族团结进步教育基地", "national", 1, None),
    ("库伦镇跻身全国民族团结进步示范乡镇行列。", "全国民族团结进步示范乡", "national", None, None),
]
TARGETS = [
    ("努力打造全国民族团结进步示范旗。", "全国民族团结进步示范旗"),
    ("为创建自治区民族团结进步示范旗奠定坚实基础。", "自治区民族团结进步示范旗"),
    ("力争到2025年建成全国民族团结进步示范旗。", "全国民族团结进步示范旗"),
    ("全力争创自治区级民族团结进步示范旗。", "民族团结进步示范旗"),
    ("积极申报自治区级民族团结进步示范单位3个。", "民族团结进步示范单位"),
    ("向着全国民族团结进步示范旗的目标迈进。", "全国民族团结进步示范旗"),
    ("计划创建市级示范单位10个。", "示范单位"),
    ("正在创建全国民族团结进步示范旗。", "全国民族团结进步示范旗"),
]
DESCRIBED = [
    ("建设自治区级民族团结进步教育基地2处。", "民族团结进步教育基地"),
    ("打造民族团结进步示范点12个。", "民族团结进步示范点"),
]
NOTHING = [
    "推动民族团结进步示范旗创建工作提质增效。",
    "充分发挥民族团结进步示范单位的引领作用。",
    "成立“民族团结模范区”建设领导小组。",
    "大力宣传民族团结进步模范事迹。",
    "召开民族团结进步模范表彰大会筹备会。",
    "各族群众交往交流交融更加深入，模范遵守法律法规。",
]


@pytest.mark.parametrize(("sentence", "name", "level", "count", "year"), HELD)
def test_an_honor_obtained_or_conferred_is_held(sentence, name, level, count, year, gazetteer):
    (honor,) = parsed(sentence, gazetteer).honors
    assert honor.status == "held"
    assert honor.name.startswith(name)
    assert (honor.level, honor.count, honor.year) == (level, count, year)


@pytest.mark.parametrize(("sentence", "name"), TARGETS)
def test_an_aim_is_a_target_and_never_held(sentence, name, gazetteer):
    (honor,) = parsed(sentence, gazetteer).honors
    assert (honor.status, honor.name) == ("target", name)


@pytest.mark.parametrize(("sentence", "name"), DESCRIBED)
def test_what_is_only_being_built_is_described(sentence, name, gazetteer):
    (honor,) = parsed(sentence, gazetteer).honors
    assert (honor.status, honor.name) == ("described", name)


@pytest.mark.parametrize("sentence", NOTHING)
def test_words_of_honor_without_an_honor_give_none(sentence, gazetteer):
    assert parsed(sentence, gazetteer).honors == []


FIGURES = [
    ("投入资金1,234.5万元。", "1234.5", "万元", None, False),
    ("受益群众近3万余人次。", "3", "万人次", None, True),
    ("覆盖率达到百分之九十五点五。", "95.5", "%", None, False),
    ("建成文化广场十二个，", "12", "个", None, False),
    ("生产总值完成36.2亿元，同比下降3.1%。", "36.2", "亿元", "-3.1", False),
    ("固定资产投资增长15.3%。", "15.3", "%", "15.3", False),
    ("培训农牧民两千三百名。", "2300", "名", None, False),
    ("森林覆盖率提高2.5个百分点。", "2.5", "个百分点", None, False),
]
NO_FIGURES = [
    "落实“五个抓手”“三个离不开”，做到“两个维护”。",
    "学习贯彻党的十九大和十九届四中、五中全会精神。",
    "编制2019—2023年规划，于2021年5月6日上午9时启动。",
    "推行“1+3+N”模式，开通12345热线，24小时值守。",
    "印发〔2020〕15号文件，第一书记全部到岗，一个都不能少。",
    "56个民族是一家，千家万户心连心。",
]


@pytest.mark.parametrize(("sentence", "value", "unit", "growth", "approximate"), FIGURES)
def test_a_figure_has_value_unit_and_growth(sentence, value, unit, growth, approximate, gazetteer):
    (figure,) = parsed(sentence + "各项事业全面进步。", gazetteer).figures
    assert (figure.value, figure.unit) == (Decimal(value), unit)
    assert figure.growth == (growth and Decimal(growth))
    assert figure.approximate == approximate


@pytest.mark.parametrize("sentence", NO_FIGURES)
def test_slogans_dates_and_numbers_of_documents_are_no_figures(sentence, gazetteer):
    assert parsed(sentence, gazetteer).figures == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("中华人民共和国民族区域自治法", "law"),
        ("城市民族工作条例", "regulation"),
        ("关于加强和改进民族工作的意见", "policy"),
        ("“十四五”民族工作规划", "plan"),
        ("创建工作实施方案", "implementation_plan"),
        ("任务分解表", "task_table"),
        ("政府工作报告", "report"),
        ("内蒙古日报（蒙古文版）", "newspaper"),
        ("民族政策知识读本", "work"),
        ("石榴花开", "other"),
    ],
)
def test_a_document_is_known_by_the_end_of_its_name(title, kind):
    assert kind_of(title.replace("（", "(").replace("）", ")")) == kind


def test_what_is_sung_or_shown_is_a_work(gazetteer):
    (song,) = parsed("各族群众齐唱歌曲《我和我的祖国》。", gazetteer).documents
    (paper,) = parsed("先进事迹被《中国民族报》等媒体报道。", gazetteer).documents
    assert (song.kind, paper.kind) == ("work", "newspaper")


@pytest.mark.parametrize(
    "sentence",
    [
        "六家子镇努力争取2022年跨入“全国民族团结进步示范乡镇”行列。",
        "六家子镇力争获评全国民族团结进步示范乡镇。",
        "六家子镇入选第十一批全国民族团结进步示范单位公示名单。",
    ],
)
def test_what_is_not_yet_conferred_is_never_held(sentence, gazetteer):
    assert {honor.status for honor in parsed(sentence, gazetteer).honors} == {"target"}


def test_titles_of_one_verb_take_the_counts_of_its_subject_in_order(gazetteer):
    report = parsed("全旗有3个集体、5名个人分别被授予“民族模范集体”“民族模范个人”称号。", gazetteer)
    assert [(honor.name, honor.count) for honor in report.honors] == [
        ("民族模范集体", 3),
        ("民族模范个人", 5),
    ]
    assert not report.figures


def test_a_commendation_without_a_title_is_the_name(gazetteer):
    report = parsed("全旗有4个集体、6名个人受到国务院表彰。", gazetteer)
    assert [(honor.name, honor.kind, honor.count) for honor in report.honors] == [
        ("国务院表彰", "collective", 4),
        ("国务院表彰", "individual", 6),
    ]


def test_a_year_that_dates_one_value_reaches_no_other(gazetteer):
    report = parsed("年收入由2016年的5万元增加到2020年的38万元，带动牧户120户。", gazetteer)
    assert [(figure.unit, figure.year) for figure in report.figures] == [
        ("万元", 2016),
        ("万元", 2020),
        ("户", None),
    ]


def test_a_village_named_with_a_number_counts_nothing(gazetteer):
    assert not parsed("三家子村、五家子村开展了民族团结宣传活动。", gazetteer).figures
