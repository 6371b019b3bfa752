"""Odd wordings of honors, each shown on one sentence: names, levels, who confers."""

import pytest

from articles.extraction.parse import parse_page
from tests.extraction.honor_sentences import PAGE, honors


def test_every_quoted_title_of_a_list_is_an_honor(gazetteer):
    sentence = "双柏县先后荣获“全国文明单位”“平安先行县”和省级“健康之城”等称号。"
    assert [(each.name, each.level) for each in honors(sentence, gazetteer)] == [
        ("全国文明单位", "national"),
        ("平安先行县", None),
        ("健康之城", "autonomous_region"),
    ]


def test_the_level_of_a_prize_is_that_of_the_place_whose_contest_it_was(gazetteer):
    (honor,) = honors("歌舞《鸭江情》获云南省第八届少数民族文艺汇演一等奖。", gazetteer)
    assert (honor.name, honor.level) == ("少数民族文艺汇演一等奖", "autonomous_region")


def test_a_commendation_by_several_levels_is_open(gazetteer):
    sentence = "全县有12个单位、18名同志受到国家、省、州表彰。"
    assert [(each.name, each.level, each.count) for each in honors(sentence, gazetteer)] == [
        ("国家、省、州表彰", None, 12),
        ("国家、省、州表彰", None, 18),
    ]


def test_the_city_level_of_a_municipality_is_that_of_a_province(gazetteer):
    page = PAGE.replace("双柏县", "黔江区").replace("楚雄州", "重庆市")
    page = page.format("黔江区成功创建市级民族团结进步示范单位3家、区级22家。")
    levels = [each.level for each in parse_page(page, gazetteer=gazetteer).honors]
    assert levels == ["autonomous_region", "banner"]


def test_ministries_that_confer_together_are_named_together(gazetteer):
    sentence = "李方村被文化和旅游部、国家发展改革委联合评定为“全国乡村旅游重点村”。"
    (honor,) = honors(sentence, gazetteer)
    assert honor.conferred_by == "文化和旅游部、国家发展改革委"


def test_a_bare_rank_before_an_edition_or_a_system_is_the_level(gazetteer):
    sentence = "舞蹈获省第九届少数民族运动会一等奖；县一中获得州教育系统先进集体。"
    assert [each.level for each in honors(sentence, gazetteer)] == [
        "autonomous_region",
        "league",
    ]


def test_a_bare_region_may_confer(gazetteer):
    (honor,) = honors("县第一小学2018年被自治区命名为“民族团结进步示范学校”。", gazetteer)
    assert (honor.conferred_by, honor.level) == ("自治区", "autonomous_region")
    assert (honor.recipients, honor.year) == (["县第一小学"], 2018)


def test_the_place_that_opens_a_title_is_its_level(gazetteer):
    sentence = "李方村获评全国乡村旅游重点村、中国少数民族特色村寨和云南省美丽休闲乡村。"
    assert [each.level for each in honors(sentence, gazetteer)] == [
        "national",
        "national",
        "autonomous_region",
    ]


def test_a_commendation_of_one_level_has_it(gazetteer):
    sentence = "全县有15个集体、22名个人荣获省级表彰。"
    assert {each.level for each in honors(sentence, gazetteer)} == {"autonomous_region"}


def test_the_contest_is_part_of_its_prize(gazetteer):
    (honor,) = honors("微电影荣获全国法院微电影评选三等奖。", gazetteer)
    assert (honor.name, honor.level) == ("全国法院微电影评选三等奖", "national")
    (honor,) = honors("舞蹈在全省少数民族艺术节上斩获金奖。", gazetteer)
    assert (honor.name, honor.level) == ("金奖", "autonomous_region")


def test_a_body_that_commends_may_follow_the_title(gazetteer):
    sentence = "教师彭玉兰荣获“全国民族团结进步模范个人”称号，受到国务院表彰。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.recipients, honor.conferred_by) == (["彭玉兰"], "国务院")


def test_a_place_in_front_of_the_quotes_gives_a_title_its_level(gazetteer):
    sentence = "网格员田桂花荣获双柏县“最美网格员”、楚雄州“三八红旗手”称号。"
    assert [(each.name, each.level, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("最美网格员", "banner", ["田桂花"]),
        ("三八红旗手", "league", ["田桂花"]),
    ]


def test_a_title_may_be_told_by_its_level_and_its_praise_alone(gazetteer):
    sentence = "彭玉兰先后获得云南省优秀企业家、全国优秀教师称号。"
    assert [(each.name, each.level) for each in honors(sentence, gazetteer)][-1] == (
        "全国优秀教师",
        "national",
    )


def test_levels_told_one_after_another_go_in_order(gazetteer):
    sentence = "波浪村、仁娘村先后被评为州级、县级民族团结进步示范村。"
    assert [(each.level, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("league", ["波浪村"]),
        ("banner", ["仁娘村"]),
    ]


def test_ministries_and_provincial_departments_rank_what_they_confer(gazetteer):
    sentence = (
        "法脿镇人民调解委员会被司法部表彰为“模范人民调解委员会”，派出所被公安厅记集体三等功。"
    )
    assert [each.level for each in honors(sentence, gazetteer)] == ["national", "autonomous_region"]


def test_headquarters_and_project_offices_are_no_ministries(gazetteer):
    for body in ["县防汛抗旱指挥部", "县人武部", "集团公司工程项目部"]:
        (honor,) = honors(f"法脿镇被{body}授予“先进集体”称号。", gazetteer)
        assert honor.level in (None, "banner"), body


def test_the_office_of_a_party_committee_is_no_provincial_department(gazetteer):
    (honor,) = honors("法脿镇被楚雄州委办公厅授予“先进集体”称号。", gazetteer)
    assert honor.level == "league"


def test_prizes_of_the_second_place_keep_their_whole_name(gazetteer):
    (honor,) = honors("教师李凤英荣获全国道德模范提名奖。", gazetteer)
    assert (honor.name, honor.recipients) == ("全国道德模范提名奖", ["李凤英"])


def test_a_commendation_without_a_name_in_the_title_is_told_by_the_body(gazetteer):
    page = PAGE.replace("双柏县民族团结进步工作", "双柏县3名个人获省级民族团结进步表彰")
    report = parse_page(
        page.format("教师李凤英获评云南省民族团结进步模范个人。"), gazetteer=gazetteer
    )
    assert [each.name for each in report.honors] == ["云南省民族团结进步模范个人"]


def test_a_title_is_all_that_its_quotes_hold(gazetteer):
    sentence = "边防派出所被云南省委授予“爱民为民模范边防派出所”，被公安部授予“枫桥式公安派出所”。"
    assert [(each.name, each.conferred_by) for each in honors(sentence, gazetteer)] == [
        ("爱民为民模范边防派出所", "云南省委"),
        ("枫桥式公安派出所", "公安部"),
    ]


def test_no_body_is_taken_over_by_a_title_of_another_level(gazetteer):
    sentence = "法脿派出所被国务院授予“全国模范集体”称号，被授予“人民的贴心人”称号。"
    assert [each.conferred_by for each in honors(sentence, gazetteer)] == ["国务院", None]


@pytest.mark.parametrize(
    ("sentence", "title", "bearers"),
    [
        ("西乡塘村上了全国乡村旅游重点村名录。", "全国乡村旅游重点村", ["西乡塘村"]),
        ("小河口村荣登全省“美丽宜居村庄”榜单。", "美丽宜居村庄", ["小河口村"]),
    ],
)
def test_a_title_is_known_by_its_form(gazetteer, sentence, title, bearers):
    (honor,) = honors(sentence, gazetteer)
    assert (honor.name, honor.status, honor.recipients) == (title, "held", bearers)


def test_what_is_created_or_built_is_no_title_by_its_form(gazetteer):
    assert honors("县里推进全省平安建设先进社区创建工作。", gazetteer) == []


def test_the_body_whose_approval_leads_to_a_title_conferred_it(gazetteer):
    sentence = "经自治区民委验收，通辽路街道成为全区民族团结进步示范单位。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.recipients, honor.conferred_by) == (["通辽路街道"], "自治区民委")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("自治区优秀群众文化团队", "collective"),
        ("自治区先进工作队", "collective"),
        ("自治区优秀专家", "individual"),
        ("自治区优秀少先队辅导员", "individual"),
        ("自治区民族团结进步示范团场", "unit"),
        ("自治区民族团结进步示范寺观教堂", "unit"),
    ],
)
def test_the_last_word_of_a_title_tells_who_may_bear_it(title, kind, gazetteer):
    (honor,) = honors(f"2023年，双柏县妥甸镇的代表被评为“{title}”。", gazetteer)
    assert honor.kind == kind


def test_the_place_in_front_of_a_year_tells_the_level(gazetteer):
    sentence = (
        "2024年，板底乡荣获毕节市2023年度民族团结进步先进集体；"
        "喇叭沟门乡获评首都民族团结进步先进集体。"
    )
    assert [each.level for each in honors(sentence, gazetteer)] == ["league", "autonomous_region"]
