"""Odd wordings of honors, each shown on one sentence: held, aimed at, or neither."""

from articles.extraction.parse import parse_page
from tests.extraction.honor_sentences import PAGE, honors


def test_a_merit_that_is_recorded_is_an_honor(gazetteer):
    (honor,) = honors("县人民法院“马背法庭”被最高人民法院记集体一等功。", gazetteer)
    assert (honor.name, honor.kind, honor.level) == ("集体一等功", "collective", "national")
    assert honor.recipients == ["县人民法院“马背法庭”"]


def test_what_is_built_is_held_where_its_parts_have_levels(gazetteer):
    sentence = "建成民族团结教育基地14个（其中国家级1个、省级3个）。"
    assert [(each.status, each.count) for each in honors(sentence, gazetteer)] == [
        ("held", 14),
        ("held", 1),
        ("held", 3),
    ]
    (built,) = honors("建成民族团结教育基地14个。", gazetteer)
    assert built.status == "described"


def test_the_words_above_a_list_of_names_confer_nothing(gazetteer):
    assert honors("获表彰的先进个人名单", gazetteer) == []


def test_a_list_of_those_being_trained_for_a_title_is_a_target(gazetteer):
    sentence = "县博物馆列入全省首批铸牢中华民族共同体意识教育基地培育名单。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.status, honor.level) == ("target", "autonomous_region")


def test_what_a_section_of_plans_adds_is_a_target(gazetteer):
    page = "一、主要工作\n双柏县新增省级民族团结进步示范单位2个。\n二、2023年工作思路\n{}\n"
    page = PAGE.format(page.format("新增省级民族团结进步示范单位5个以上。"))
    report = parse_page(page, gazetteer=gazetteer)
    assert [(each.status, each.count) for each in report.honors] == [("held", 2), ("target", 5)]


def test_what_is_won_again_or_brought_home_is_held(gazetteer):
    sentence = "双柏县连续两届蝉联“全国双拥模范县”，县思验小学捧回“云南省模范集体”奖牌。"
    assert [(each.status, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("held", ["双柏县"]),
        ("held", ["县思验小学"]),
    ]


def test_a_title_that_is_kept_is_held(gazetteer):
    (honor,) = honors("双柏县公安局连续五年保持“枫桥式公安机关”称号。", gazetteer)
    assert (honor.status, honor.recipients) == ("held", ["双柏县公安局"])


def test_slogans_and_epithets_are_no_titles(gazetteer):
    sentence = "紧扣“三个示范区”建设目标，让团结之花开遍哈尼之乡，建成以团结为主题的教育基地。"
    assert honors(sentence, gazetteer) == []


def test_villages_that_are_built_are_only_described(gazetteer):
    (honor,) = honors("建成民族特色村寨27个。", gazetteer)
    assert (honor.status, honor.count) == ("described", 27)


def test_a_particle_before_an_object_makes_no_aim(gazetteer):
    sentence = "将创建工作考核分值提高到8分，表彰奖励先进集体20个、先进个人40名。"
    assert [(each.name, each.status, each.count) for each in honors(sentence, gazetteer)] == [
        ("先进集体", "held", 20),
        ("先进个人", "held", 40),
    ]


def test_who_is_commended_in_a_circular_holds_the_title(gazetteer):
    sentence = "会议通报表扬了河西街道、市第三中学等10家先进单位和马玉兰等20名先进个人。"
    page = parse_page(PAGE.format(sentence), gazetteer=gazetteer)
    assert [(each.status, each.count, each.recipients) for each in page.honors] == [
        ("held", 10, ["河西街道", "市第三中学"]),
        ("held", 20, ["马玉兰"]),
    ]
    assert page.figures == []


def test_a_plate_that_is_unveiled_is_held(gazetteer):
    (honor,) = honors("李方村举行“全国民族团结进步示范村”揭牌仪式。", gazetteer)
    assert honor.status == "held"


def test_the_share_of_units_is_no_aim_for_a_title(gazetteer):
    assert honors("力争年底前示范单位占比达到85%以上。", gazetteer) == []


def test_what_is_to_be_made_into_something_is_aimed_at(gazetteer):
    (honor,) = honors("努力把双柏县建设成为全国民族团结进步示范县。", gazetteer)
    assert honor.status == "target"


def test_those_commended_are_no_honor_when_spoken_of_again(gazetteer):
    assert honors("县领导为受表彰的模范集体和模范个人代表颁奖。", gazetteer) == []


def test_who_is_a_model_holds_the_title(gazetteer):
    (honor,) = honors("思源村书记拉毛加是全国民族团结进步模范个人。", gazetteer)
    assert (honor.status, honor.recipients) == ("held", ["拉毛加"])


def test_what_a_place_is_said_to_be_is_no_title(gazetteer):
    for sentence in [
        "法脿镇是全国最大的民族特色小镇之一。",
        "双柏县是全国重要的民族团结进步教育基地。",
        "他是全国民族团结进步模范个人候选人。",
        "双柏县是全国率先开展示范村试点的县。",
    ]:
        assert "held" not in [each.status for each in honors(sentence, gazetteer)], sentence


def test_what_was_received_is_no_plan_though_a_demand_stands_in_front(gazetteer):
    sentence = "按照上级要求，要坚持不懈，近年来，法脿镇先后被命名为全国民族团结进步示范镇。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.status, honor.recipients) == ("held", ["法脿镇"])


def test_a_general_is_no_future(gazetteer):
    (honor,) = honors("王将军获全国劳动模范称号。", gazetteer)
    assert honor.status == "held"


def test_plates_on_a_wall_are_held(gazetteer):
    sentence = "墙上挂着两块牌匾：“全国最美家庭”“云南省文明家庭”。"
    assert [(each.name, each.status) for each in honors(sentence, gazetteer)] == [
        ("全国最美家庭", "held"),
        ("云南省文明家庭", "held"),
    ]


def test_what_a_meeting_demands_is_a_target(gazetteer):
    sentence = (
        "会议要求，要以巩固全国民族团结进步示范县创建成果为抓手；"
        "要抓好示范带动，年内新培育县级示范单位20个。"
    )
    (honor,) = honors(sentence, gazetteer)
    assert (honor.name, honor.status) == ("示范单位", "target")


def test_as_of_a_year_is_no_plan_however_far_in_front(gazetteer):
    sentence = (
        "截至2022年底，全县累计有16个集体、21名个人荣获全国民族团结进步模范集体和模范个人称号，"
        "87个集体、103名个人获得全省民族团结进步模范集体和模范个人称号。"
    )
    assert [(each.status, each.count) for each in honors(sentence, gazetteer)] == [
        ("held", 16),
        ("held", 21),
        ("held", 87),
        ("held", 103),
    ]


def test_those_who_speak_at_a_meeting_are_given_nothing(gazetteer):
    assert honors("县教育局等3个模范集体作了典型发言。", gazetteer) == []


def test_how_many_are_to_get_a_title_is_the_count_of_the_aim(gazetteer):
    (honor,) = honors("力争有2名职工获得云南省民族团结进步模范个人称号。", gazetteer)
    assert (honor.status, honor.count) == ("target", 2)


def test_a_span_of_years_is_no_plan(gazetteer):
    sentence = "2018年至2022年，法脿镇连续五年荣获全县民族工作先进集体。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.status, honor.recipients) == ("held", ["法脿镇"])


def test_where_a_meeting_was_held_ranks_those_it_commends(gazetteer):
    sentence = "在云南省第八次民族团结进步表彰大会上，我县2个模范集体、3名模范个人受到表彰。"
    assert [(each.level, each.count) for each in honors(sentence, gazetteer)] == [
        ("autonomous_region", 2),
        ("autonomous_region", 3),
    ]


def test_models_named_as_examples_hold_their_titles(gazetteer):
    sentence = (
        "县税务局涌现出以“全国五一巾帼标兵”乌日罕、“云南省优秀共产党员”李建军为代表的先进典型。"
    )
    assert [(each.status, each.recipients) for each in honors(sentence, gazetteer)][:2] == [
        ("held", ["乌日罕"]),
        ("held", ["李建军"]),
    ]


def test_a_count_after_a_semicolon_goes_on_what_is_held(gazetteer):
    sentence = "全县共有民族团结进步示范单位11个；县级以上民族团结进步模范个人8名。"
    assert [(each.status, each.count) for each in honors(sentence, gazetteer)] == [
        ("held", 11),
        ("held", 8),
    ]


def test_being_like_those_who_hold_a_title_is_no_title(gazetteer):
    assert honors("县民宗局是全国先进单位的排头兵。", gazetteer) == []


def test_what_is_about_to_be_conferred_is_a_target(gazetteer):
    for sentence in (
        "县里拟将法脿镇确定为省级民族团结进步示范镇。",
        "国家民委将正式命名双柏县为全国民族团结进步示范县。",
        "县博物馆将被命名为全国民族团结进步教育基地。",
    ):
        assert [each.status for each in honors(sentence, gazetteer)] == ["target"], sentence


def test_a_rule_on_what_would_be_paid_confers_nothing(gazetteer):
    for sentence in (
        "对获评国家级民族团结进步示范单位的奖励10万元。",
        "若荣获全国民族团结进步模范集体，将给予奖励5万元。",
        "他的梦想是全国劳动模范。",
    ):
        assert honors(sentence, gazetteer) == [], sentence


def test_what_is_hoped_for_is_no_result_but_a_school_of_hope_is_a_school(gazetteer):
    (aim,) = honors("希望大家再接再厉，荣获全国民族团结进步模范集体。", gazetteer)
    (won,) = honors("法脿镇希望小学荣获全国文明校园。", gazetteer)
    assert (aim.status, won.status, won.recipients) == ("target", "held", ["法脿镇希望小学"])
