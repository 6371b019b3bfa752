"""What the sentence of an honor takes from the page: the year told before, and who is meant."""

import pytest

from tests.extraction.honor_sentences import honors


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年，全县工作亮点纷呈。\n\n这一年，全县喜事连连。3月，沙溪镇荣获全国文明镇。", [2023]),
        (
            "二、2022年工作情况\n\n示范创建取得实效。年内，沙溪镇荣获州级民族团结进步示范镇。",
            [2022],
        ),
        (
            "2022年，大庄镇获评州级民族团结进步示范镇；次年，又获评省级民族团结进步示范镇。",
            [2022, 2023],
        ),
        ("我们要争取明年建成云南省民族团结进步示范县。", [2024]),
        ("自2016年被命名为全国民族团结进步示范县以来，双柏县巩固成果。", [2016]),
        ("大庄镇是全国民族团结进步示范乡镇，2018年就拿下了。", [2018]),
        ("大庄镇收入从2015年的10万元增长到126万元，拿到了省级民族团结进步示范镇的牌子。", [None]),
        (
            "学校先后荣获全州民族团结进步先进集体（2014年），教师张云霞获评全省民族团结进步模范个人。",
            [2014, None],
        ),
    ],
)
def test_a_year_is_taken_from_what_was_told(text, years, gazetteer):
    assert [item.year for item in honors(text, gazetteer)] == years


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("大庄镇第一小学创办于1956年。学校2020年获评州级民族团结进步示范学校。", "大庄镇第一小学"),
        (
            "在碍嘉镇麻旺村，各族群众一起插秧。\n\n村里2022年被评为州级民族团结进步示范村。",
            "碍嘉镇麻旺村",
        ),
        (
            "大庄镇凤梧社区党委书记李文说：“我们社区去年获评省级民族团结进步示范社区。”",
            "大庄镇凤梧社区",
        ),
        (
            "楚雄华丰蚕丝有限公司办起夜校。我公司被命名为云南省民族团结进步示范企业。",
            "楚雄华丰蚕丝有限公司",
        ),
    ],
)
def test_a_bare_noun_stands_for_the_name_told_before(text, bearer, gazetteer):
    (honor,) = honors(text, gazetteer)
    assert honor.recipients == [bearer]


@pytest.mark.parametrize(
    "text",
    [
        "因档案缺失，省民宗委撤销了大庄镇中心小学“省级民族团结进步示范学校”称号。",
        "去年有两个村被摘掉了州级民族团结进步示范村的牌子。",
        "某企业未通过复核，不再保留县级民族团结进步示范单位称号。",
        "全县至今没有一个村获得全国民族团结进步示范村称号。",
        "目前尚不具备申报全国民族团结进步示范县的条件。",
        "申报省级民族团结进步示范单位的，须为已命名满两年的州级示范单位。",
    ],
)
def test_what_nobody_has_or_has_lost_is_no_honor(text, gazetteer):
    assert honors(text, gazetteer) == []


@pytest.mark.parametrize(
    ("word", "level"),
    [("地区级", "league"), ("师市级", "league"), ("兵团级", "autonomous_region")],
)
def test_levels_of_prefectures_and_of_the_corps_are_known(word, level, gazetteer):
    (honor,) = honors(f"大庄镇荣获{word}民族团结进步示范镇。", gazetteer)
    assert honor.level == level
