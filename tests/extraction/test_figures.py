"""What a number in a sentence says: sign, value, unit and name; and what is no single value."""

import re
from decimal import Decimal

import pytest

from articles.extraction.language.numerals import to_decimal
from articles.extraction.parse import parse_page

PAGE = """库伦旗民族团结进步工作
来源：旗民委 2021-11-05

库伦旗坚持各民族共同团结奋斗、共同繁荣发展，把创建工作与重点工作同谋划、同部署，成效明显。

{}
"""


def parsed(sentence, gazetteer):
    return parse_page(PAGE.format(sentence), gazetteer=gazetteer)


def values(sentence, gazetteer):
    """Return (value, unit) of each figure of a sentence."""
    return [(str(each.value), each.unit) for each in parsed(sentence, gazetteer).figures]


def names(sentence, gazetteer):
    return [each.name for each in parsed(sentence, gazetteer).figures]


SIGNS = [
    ("2020年，全旗财政收支差额为-3.2亿元。", "全旗财政收支差额", "-3.2", None),
    ("全旗财政收支差额为－3.2亿元。", "全旗财政收支差额", "-3.2", None),
    ("全旗财政收支差额为−3.2亿元。", "全旗财政收支差额", "-3.2", None),
    ("全旗财政收支差额为负3.2亿元。", "全旗财政收支差额", "-3.2", None),
    ("全旗财政收支差额（-3.2亿元）。", "全旗财政收支差额", "-3.2", None),
    ("净利润-3.2亿元。", "净利润", "-3.2", None),
    ("盈余为-¥1.2万元。", "盈余", "-1.2", None),
    ("人口自然增长率为-1.5‰。", "人口自然增长率", "-1.5", None),
    ("工业增加值增长-4.1%。", "工业增加值增长", "-4.1", "-4.1"),
    ("工业增加值增长－4.1%。", "工业增加值增长", "-4.1", "-4.1"),
    ("工业增加值增长负百分之四点一。", "工业增加值增长", "-4.1", "-4.1"),
    ("工业增加值负增长4.1%。", "工业增加值", "-4.1", "-4.1"),
    ("工业增加值增长+4.1%。", "工业增加值增长", "4.1", "4.1"),
    ("工业增加值下降4.1%。", "工业增加值下降", "4.1", "-4.1"),
    ("工业增加值同比下滑4.1%。", "工业增加值同比下滑", "4.1", "-4.1"),
    ("社会消费品零售总额3.2亿元，增长-2.1%。", "社会消费品零售总额", "3.2", "-2.1"),
    ("社会消费品零售总额3.2亿元，降低2.1%。", "社会消费品零售总额", "3.2", "-2.1"),
    ("社会消费品零售总额3.2亿元，同比降百分之二点一。", "社会消费品零售总额", "3.2", "-2.1"),
    ("社会消费品零售总额3.2亿元，下降-2.1%。", "社会消费品零售总额", "3.2", "-2.1"),
    ("社会消费品零售总额3.2亿元（同比-2.1%）。", "社会消费品零售总额", "3.2", "-2.1"),
    ("社会消费品零售总额3.2亿元，环比＋2.1%。", "社会消费品零售总额", "3.2", "2.1"),
    ("一产18.6亿元，+3.2%。", "一产", "18.6", "3.2"),
    ("二产9.8亿元（-6.4%）。", "二产", "9.8", "-6.4"),
    ("工业增加值同比-4.1%。", "工业增加值同比", "-4.1", "-4.1"),
    ("净增人口-132人。", "净增人口", "-132", None),
]


@pytest.mark.parametrize(("sentence", "name", "value", "growth"), SIGNS)
def test_a_sign_belongs_to_its_number(sentence, name, value, growth, gazetteer):
    (figure,) = parsed(sentence, gazetteer).figures
    assert (figure.name, figure.value) == (name, Decimal(value))
    assert figure.growth == (growth and Decimal(growth))


@pytest.mark.parametrize(
    "sentence",
    [
        "投入资金——320万元，各项事业进步。",
        "干部肩负320万元项目的任务。",
        "为企业减负320万元。",
        "- 320万元用于民族教育事业。",
        "民族教育——320万元。",
    ],
)
def test_a_dash_between_words_and_a_verb_that_ends_in_fu_are_no_sign(sentence, gazetteer):
    assert values(sentence, gazetteer) == [("320", "万元")]


def test_a_hyphen_that_may_be_a_dash_or_a_minus_gives_no_value(gazetteer):
    assert values("总投资-5000万元。", gazetteer) == []
    assert values("实施项目-5个。", gazetteer) == [("5", "个")]
    assert values("工业增加值增速△4.1%，投资▼2.3%。", gazetteer) == []


RANGES = [
    "投入资金5000—8000万元。",
    "投入资金5000-8000万元。",
    "投入资金5000～8000万元。",
    "投入资金5000万—8000万元。",
    "投入资金5000万元—8000万元。",
    "补助标准为每户3至5万元。",
    "补助标准为每户3到5万元。",
    "补助标准为每户3万到5万元。",
    "补助标准为每户三至五万元。",
    "补助标准为每户3、5万元。",
    "补助标准从3万元到5万元不等。",
    "补助标准介于3万元和5万元之间。",
    "人均增收20%~30%。",
    "人均增收20%－30%。",
    "人均增收百分之二十到百分之三十。",
    "人均增收百分之二十至三十。",
    "产值增长20%—30%。",
    "三五百人参加活动。",
    "二三十户农牧民受益。",
    "每次活动约20—25人。",
    "选派三、五名干部。",
    "补助标准为3万元/户—5万元/户。",
    "约3、4百人参加活动。",
    "补助标准为5000元／亩至8000元／亩。",
    "每村补助5万元或8万元。",
    "每次选派3名或者5名干部。",
    "分别奖励1000元、2000元、3000元不等。",
    "每户补助3、5、8万元不等。",
    "每户流转3亩半。",
    "每斤补贴3元5角。",
]


@pytest.mark.parametrize(
    "sentence",
    ["全年投入百分之一千万元。", "全年投入百分之5万元。", "参与率百分之二十万人。"],
)
def test_a_share_of_a_sum_is_no_value(sentence, gazetteer):
    report = parsed(sentence, gazetteer)
    assert report.figures == []
    assert [problem.code for problem in report.problems] == ["value_open"]


@pytest.mark.parametrize("sentence", RANGES)
def test_neither_end_of_a_range_is_a_value(sentence, gazetteer):
    report = parsed(sentence, gazetteer)
    assert report.figures == []
    assert [problem.code for problem in report.problems].count("value_open") == 1


def test_a_range_gives_nothing_to_the_name_behind_it(gazetteer):
    sentence = "每户补贴5000-8000元、发放牲畜120头，产值增长20%—30%，投资5亿元。"
    assert names(sentence, gazetteer) == ["发放牲畜", "投资"]


@pytest.mark.parametrize(
    "sentence",
    [
        "编制2019—2023年规划，第3至5批活动，比分3:2，用时2:30。",
        "联系电话0475-4912345，5-8月开展，3—5日举行。",
        "数百人参加，近百人报名，上千人观看，十几户参与，两三个村举办。",
        "1+3+N个平台，3/5户农牧民。",
    ],
)
def test_periods_scores_telephones_and_vague_counts_are_no_figures(sentence, gazetteer):
    report = parsed(sentence, gazetteer)
    assert report.figures == []
    assert "value_open" not in {problem.code for problem in report.problems}


def test_from_one_value_to_another_gives_both(gazetteer):
    assert values("示范嘎查由5个到12个，产业收入从3万元增加到5万元。", gazetteer) == [
        ("5", "个"),
        ("12", "个"),
        ("3", "万元"),
        ("5", "万元"),
    ]


def test_the_number_of_a_paragraph_opens_no_range(gazetteer):
    assert values("1、5个嘎查村实施项目。", gazetteer) == [("5", "个")]


NAMES = [
    ("粮食产量比上年增加12万吨，达到120万吨。", ["粮食产量比上年增加", "粮食产量"]),
    ("牲畜存栏同比减少3万头，降至120万头。", ["牲畜存栏同比减少", "牲畜存栏"]),
    ("完成造林10万亩，比上年增加2万亩，增至12万亩。", ["完成造林", "比上年增加", "完成造林"]),
    ("森林覆盖率稳步提高，达到35%。", ["森林覆盖率"]),
    ("全旗粮食总产量再创新高，达到120万吨。", ["全旗粮食总产量"]),
    ("接待游客由去年的20万人次增加到30万人次。", ["接待游客", "接待游客"]),
    ("发放宣传册3200份，受益群众1.2万人次。", ["发放宣传册", "受益群众"]),
    ("发放宣传册3200份受益群众1.2万人次。", ["发放宣传册", "受益群众"]),
    ("发放宣传册3200份 受益群众1.2万人次。", ["发放宣传册", "受益群众"]),
    ("农牧民人均增收¥1200元。", ["农牧民人均增收"]),
    ("农牧民人均增收￥1200。", ["农牧民人均增收"]),
    ("活动惠及3 600人。", ["活动惠及"]),
    ("惠及3 600人。", ["惠及"]),
    ("公积金结余5万元，财政节约3万元。", ["公积金结余", "财政节约"]),
    ("收到捐款，归还2万元，人均1200元。", ["归还", "人均"]),
    ("修路、植树，累计12公里，共5万亩。", ["累计", "面积"]),
    ("每户3万元，达到30万亩，12万吨。", ["金额", "面积", "重量"]),
    ("闽宁镇如今有6.6万群众。", ["群众"]),
    ("截至2020年底全旗常住人口8.6万人。", ["全旗常住人口"]),
    ("二〇二〇年投入50万元。", ["投入"]),
    ("2021年1-5月接待游客30万人次。", ["接待游客"]),
    (
        "八仙筒镇、青龙山镇分别投入资金410万元、270万元，120户受益。",
        ["八仙筒镇", "青龙山镇", "受益"],
    ),
    (
        "城镇、农村牧区居民收入分别为3万元、1万元。",
        ["城镇居民收入", "农村牧区居民收入"],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), NAMES)
def test_a_name_is_words(sentence, expected, gazetteer):
    assert names(sentence, gazetteer) == expected


# Words that open or end with a character that is elsewhere a conjunction, a preposition or a verb.
WHOLE = [
    "从业人员", "为民办实事", "年轻干部", "年货", "年接待能力", "日照时数",
    "月饼", "使用资金", "让利", "把关材料", "和解案件", "与会代表",
    "向阳花服务队", "并网发电", "并购", "共产党员", "共富工坊", "还款",
    "还草", "在建项目", "在库项目", "对接企业", "就近就业", "末端服务站",
    "底数核查", "将士", "预约", "邀约", "及时处置",
]  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_a_name_keeps_its_words_whole(name, gazetteer):
    assert names(f"{name}达320人次，{name}320万元。", gazetteer) == [name, name]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("年底存栏120万头，年内增收32万元，月底投资3亿元。", ["存栏", "增收", "投资"]),
        ("一般公共预算收入3.2亿元（5.6%）。", ["一般公共预算收入"] * 2),
        ("组织活动12场/年，投入3万元/户、5万元/村。", ["组织活动", "投入", "投入"]),
        ("粮食产量连续5年稳定在20亿斤，失业率控制在3.8%以内。", ["粮食产量", "失业率"]),
        ("发放贷款人民币伍佰万元整，折合人民币12万元。", ["发放贷款", "金额"]),
        ("涉及3个镇、12个嘎查村、460户、1200人。", ["镇", "嘎查村", "户数", "人数"]),
        ("向32个嘎查村派驻队员96名，60名干部包联120户。", ["嘎查村", "派驻队员", "干部", "包联"]),
        ("惠及32个村、1.2万余名群众、3200户。", ["村", "群众", "户数"]),
        ("来自12个民族的320名学生，12个村的60户。", ["民族", "学生", "村", "户数"]),
        ("总共3200人，甚至320户，其余12户。", ["人数", "户数", "户数"]),
        ("加大力度，1.投入资金320万元，2.培训320人次。", ["投入资金", "培训"]),
    ],
)
def test_a_name_is_without_the_words_that_only_lead_to_it(sentence, expected, gazetteer):
    assert names(sentence, gazetteer) == expected


@pytest.mark.parametrize(
    "unit",
    [
        "万吨",
        "亩",
        "万亩",
        "人次",
        "公里",
        "元",
        "%",
        "户",
        "吨",
        "平方米",
        "个",
        "头",
        "场次",
        "‰",
    ],
)
def test_no_figure_is_named_by_its_unit(unit, gazetteer):
    sentence = f"全旗共120{unit}，达到130{unit}；累计50{unit}，为60{unit}。120{unit}"
    found = names(sentence, gazetteer)
    assert len(found) >= 4
    assert not [name for name in found if name in unit or re.search(r"\d", name) or not name]


NUMERALS = [
    ("发放贷款壹仟贰佰万元。", "1200", "万元"),
    ("发放贷款壹億貳仟萬元。", "12000", "万元"),
    ("奖励资金伍拾万元整。", "50", "万元"),
    ("牲畜存栏一百九十万三千九百七十一头。", "1903971", "头"),
    ("種植面積兩萬五千畝。", "25000", "亩"),
    ("走访农牧民廿三户。", "23", "户"),
    ("走访农牧民卅户。", "30", "户"),
    ("走访农牧民一百〇八户。", "108", "户"),
    ("走访农牧民一百零八户。", "108", "户"),
    ("完成投资三点五亿元。", "3.5", "亿元"),
    ("覆盖率为百分之三十五点二。", "35.2", "%"),
    ("出生率为千分之五。", "5", "‰"),
    ("完成投资十余万元。", "10", "万元"),
    ("完成投资三百余万元。", "300", "万元"),
    ("完成投资１，２３４．５万元。", "1234.5", "万元"),
    ("完成投资1 234.5万元。", "1234.5", "万元"),
    ("参加群众12\u2009345人。", "12345", "人"),
    ("参加群众12\u00a0345人。", "12345", "人"),
    ("完成投资1千2百万元。", "1200", "万元"),
    ("参加群众3万5千人。", "35000", "人"),
    ("完成投资3亿5000万元。", "35000", "万元"),
    ("参加群众1.2万余人。", "1.2", "万人"),
    ("参加群众5百人。", "500", "人"),
    ("修建道路5千米。", "5", "千米"),
    ("服务队伍二十人。", "20", "人"),
    ("牲畜存栏190万零3971头。", "1903971", "头"),
    ("牲畜存栏190万零71头。", "1900071", "头"),
    ("走访农牧民二〇〇户。", "200", "户"),
    ("走访农牧民一〇八户。", "108", "户"),
    ("惠及一万余名群众。", "1", "万名"),
    ("累计完成投资一亿元。", "1", "亿元"),
    ("出生率下降0.5个千分点。", "0.5", "个千分点"),
    ("完成投资1'200万元。", None, None),
    ("完成投资3·2亿元。", None, None),
    ("完成投资3。2亿元。", None, None),
    ("户均耕地六亩五分。", None, None),
    ("完成投资3万5元。", None, None),
    ("走访农牧民三万五户。", None, None),
]


@pytest.mark.parametrize(("sentence", "value", "unit"), NUMERALS)
def test_every_written_form_of_a_number_is_read_or_left(sentence, value, unit, gazetteer):
    assert values(sentence, gazetteer) == ([(value, unit)] if value else [])


@pytest.mark.parametrize("text", ["三五百", "七八十", "十五六", "三五", "三万五", "一百五", "3万5"])
def test_a_numeral_that_leaves_its_value_open_has_none(text):
    assert to_decimal(text) is None


def test_numerals_in_words_are_no_numbers(gazetteer):
    sentence = (
        "推进一带一路建设，落实三个离不开、五个认同，学习十八大精神，千方百计、万众一心，"
        "走进千家万户，百家争鸣。"
    )
    assert values(sentence, gazetteer) == []


def test_a_few_people_whom_a_story_has_named_are_no_figure(gazetteer):
    sentence = "汉族、蒙古族、回族三家轮流保管钥匙,两人至今互相写信。"
    assert values(sentence, gazetteer) == []


def test_the_years_of_a_list_are_those_of_its_values(gazetteer):
    sentence = "2019年、2020年、2021年分别投入300万元、400万元、500万元。"
    found = parsed(sentence, gazetteer).figures
    assert [(each.name, str(each.value), each.year) for each in found] == [
        ("投入", "300", 2019),
        ("投入", "400", 2020),
        ("投入", "500", 2021),
    ]


def test_a_year_in_chinese_digits_is_a_year(gazetteer):
    report = parsed("二〇二一年，全旗投入资金300万元。", gazetteer)
    assert [each.year for each in report.figures] == [2021]
    assert "no_year" not in {problem.code for problem in report.problems}
