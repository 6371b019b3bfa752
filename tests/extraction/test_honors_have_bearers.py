"""Odd wordings of honors, each shown on one sentence: who bears them."""

from articles.extraction.parse import parse_page
from tests.extraction.honor_sentences import PAGE, honors


def test_a_remark_after_counted_bearers_hides_neither_names_nor_count(gazetteer):
    sentence = "凤梧社区等5个社区（村）被楚雄州委授予“民族团结进步模范集体”荣誉称号。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.count, honor.recipients) == (5, ["凤梧社区"])


def test_the_bearers_may_stand_counted_in_the_clause_before(gazetteer):
    sentence = "县医院、县文化馆等三家单位榜上有名，获评县级“民族团结进步示范单位”。"
    page = parse_page(PAGE.format(sentence), gazetteer=gazetteer)
    (honor,) = page.honors
    assert (honor.level, honor.count, honor.recipients) == ("banner", 3, ["县医院", "县文化馆"])
    assert page.figures == []


def test_a_sentence_without_subject_speaks_of_the_one_introduced_before(gazetteer):
    sentence = (
        "碍嘉镇位于哀牢山中段，距县城107公里。2014年被国务院命名为“全国民族团结进步模范集体”。"
    )
    (honor,) = honors(sentence, gazetteer)
    assert (honor.recipients, honor.conferred_by) == (["碍嘉镇"], "国务院")


def test_levels_after_respectively_give_each_bearer_an_honor(gazetteer):
    sentence = "教师彭玉兰、居民田桂花分别荣获省级、州级民族团结进步模范个人。"
    assert [(each.name, each.level, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("民族团结进步模范个人", "autonomous_region", ["彭玉兰"]),
        ("民族团结进步模范个人", "league", ["田桂花"]),
    ]


def test_one_event_told_in_two_clauses_has_its_bearer_and_its_body(gazetteer):
    sentence = "2019年，法脿镇书记李正明进京接受国务院表彰，光荣当选全国民族团结进步模范个人。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.recipients, honor.conferred_by) == (["李正明"], "国务院")


def test_a_word_of_a_place_name_does_not_end_who_bears_a_title(gazetteer):
    (honor,) = honors("大均乡成功创建省级民族团结进步示范乡。", gazetteer)
    assert honor.recipients == ["大均乡"]


def test_counts_of_who_is_commended_go_with_the_titles_in_order(gazetteer):
    sentence = "9个单位、13名个人先后被省、州表彰为民族团结进步先进集体和先进个人。"
    page = parse_page(PAGE.format(sentence), gazetteer=gazetteer)
    assert [(each.name, each.level, each.count) for each in page.honors] == [
        ("民族团结进步先进集体", None, 9),
        ("先进个人", None, 13),
    ]
    assert page.figures == []


def test_merits_of_one_person_are_counted_and_borne(gazetteer):
    sentence = "县公安局民警库力江荣立二等功1次、三等功2次。"
    assert [
        (each.name, each.kind, each.count, each.recipients) for each in honors(sentence, gazetteer)
    ] == [("二等功", "individual", 1, ["库力江"]), ("三等功", "individual", 2, ["库力江"])]


def test_a_family_is_borne_by_the_family(gazetteer):
    (honor,) = honors("李方村村民包文革一家获得“全国最美家庭”荣誉。", gazetteer)
    assert (honor.recipients, honor.count, honor.kind) == (["包文革一家"], None, "other")


def test_a_numbered_line_has_its_bearers_without_its_number(gazetteer):
    (honor,) = honors("4. 赵富兰、苏玉珍2人先后获得“全区模范个人”荣誉称号。", gazetteer)
    assert (honor.recipients, honor.count) == (["赵富兰", "苏玉珍"], 2)


def test_a_year_between_bearer_and_verb_hides_no_bearer(gazetteer):
    (honor,) = honors("法脿镇2018年被命名为“全国民族团结进步示范乡镇”。", gazetteer)
    assert (honor.recipients, honor.year) == (["法脿镇"], 2018)


def test_one_title_that_groups_and_persons_bear_is_one_honor_for_each(gazetteer):
    page = PAGE.format("努力结出硕果：2个集体、5名个人被评为云南省民族团结进步模范。")
    report = parse_page(page, gazetteer=gazetteer)
    assert [(each.kind, each.count, each.status) for each in report.honors] == [
        ("collective", 2, "held"),
        ("individual", 5, "held"),
    ]
    assert report.figures == []


def test_counted_bearers_with_names_go_with_the_titles_in_order(gazetteer):
    sentence = "中心学校等6所学校、富康社区等4个社区被评为楚雄州示范学校和示范社区。"
    assert [(each.name, each.count, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("楚雄州示范学校", 6, ["中心学校"]),
        ("示范社区", 4, ["富康社区"]),
    ]


def test_names_before_a_count_bear_the_title_it_counts(gazetteer):
    sentence = "对县财政局等20个模范集体、田玉洁等30名模范个人予以表彰。"
    assert [(each.count, each.recipients) for each in honors(sentence, gazetteer)] == [
        (20, ["县财政局"]),
        (30, ["田玉洁"]),
    ]


def test_who_is_called_the_holder_of_a_title_bears_it_and_the_next(gazetteer):
    sentence = "安龙堡乡原党委书记、“人民楷模”荣誉称号获得者高德荣先后荣获“时代楷模”称号。"
    assert [(each.name, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("人民楷模", ["高德荣"]),
        ("时代楷模", ["高德荣"]),
    ]


def test_a_later_clause_without_subject_keeps_the_bearer(gazetteer):
    sentence = "韦桃花被全国妇联授予“全国三八红旗手”称号，并于去年当选全国先进个人。"
    assert [(each.year, each.recipients) for each in honors(sentence, gazetteer)] == [
        (None, ["韦桃花"]),
        (2022, ["韦桃花"]),
    ]


def test_names_before_the_counts_of_a_commendation_bear_it(gazetteer):
    sentence = "安龙堡乡、县第三中学等8个集体和郭庆、努尔兰等15名个人受到云南省政府表彰。"
    assert [(each.count, each.recipients) for each in honors(sentence, gazetteer)] == [
        (8, ["安龙堡乡", "县第三中学"]),
        (15, ["郭庆", "努尔兰"]),
    ]


def test_who_died_is_given_a_title_after_death(gazetteer):
    (honor,) = honors("传承人毕华玉（已故）被追授“全国模范个人”。", gazetteer)
    assert honor.recipients == ["毕华玉"]


def test_where_titles_are_counted_is_not_who_bears_them(gazetteer):
    (honor,) = honors("双柏县被命名省级民族团结进步示范单位9家。", gazetteer)
    assert (honor.count, honor.recipients) == (9, [])


def test_an_office_bears_no_title_of_a_place(gazetteer):
    (honor,) = honors("驻县某部连续四届蝉联省“双拥模范县”。", gazetteer)
    assert honor.recipients == []


def test_a_name_that_ends_like_a_joining_word_stays_whole(gazetteer):
    (honor,) = honors("护边员苏和获得“全国爱国拥军模范”称号。", gazetteer)
    assert honor.recipients == ["苏和"]
    (honor,) = honors("李方村、伊乡社区和县民政局被命名为示范单位。", gazetteer)
    assert honor.recipients == ["李方村", "伊乡社区", "县民政局"]


def test_a_bare_noun_speaks_of_the_bearer_before(gazetteer):
    sentence = "2019年，富康社区荣获全国模范集体称号；2020年，社区又被评为云南省先进集体。"
    assert [(each.year, each.recipients) for each in honors(sentence, gazetteer)] == [
        (2019, ["富康社区"]),
        (2020, ["富康社区"]),
    ]


def test_how_often_a_title_was_won_is_no_figure_and_hides_no_bearer(gazetteer):
    page = PAGE.format("双柏县三次荣膺全国民族团结进步模范集体，县四套班子领导出席。")
    report = parse_page(page, gazetteer=gazetteer)
    assert [each.recipients for each in report.honors] == [["双柏县"]]
    assert report.figures == []


def test_this_court_is_the_one_the_sentence_before_speaks_of(gazetteer):
    sentence = (
        "县人民法院立足审判职能服务群众。该院先后荣获“全国优秀法院”荣誉，荣立集体二等功一次。"
    )
    assert [(each.name, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("全国优秀法院", ["县人民法院"]),
        ("集体二等功", ["县人民法院"]),
    ]


def test_those_a_decision_names_may_stand_in_the_clause_after_it(gazetteer):
    sentence = (
        "国家民委印发《关于命名示范单位的决定》，命名248个地方和单位为第十一批"
        "全国民族团结进步示范单位，双柏县法脿镇、县思源实验学校榜上有名。"
    )
    (honor,) = honors(sentence, gazetteer)
    assert (honor.count, honor.batch, honor.conferred_by) == (248, 11, "国家民委")
    assert honor.recipients == ["双柏县法脿镇", "县思源实验学校"]


def test_the_person_of_the_clause_before_bears_the_title(gazetteer):
    sentence = (
        "近年来，社区获评文明社区，书记谭华两次受到接见，"
        "2019年被国务院授予“全国民族团结进步模范个人”称号。"
    )
    honor = honors(sentence, gazetteer)[-1]
    assert (honor.recipients, honor.year) == (["谭华"], 2019)


def test_a_speaker_bears_the_title_in_front_of_the_name(gazetteer):
    (honor,) = honors("“大家像一家人。”全州“新时代好少年”、学生左雪梅说。", gazetteer)
    assert (honor.name, honor.level, honor.recipients) == ("新时代好少年", "league", ["左雪梅"])


def test_those_named_may_be_counted_without_a_word_between(gazetteer):
    sentence = "州民宗局下发通知，命名法脿镇、县医院2家单位为第六批“楚雄州民族团结进步示范单位”。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.count, honor.recipients) == (2, ["法脿镇", "县医院"])


def test_who_is_given_a_quoted_title_stands_between_verb_and_title(gazetteer):
    sentence = "楚雄州妇联授予县医院“巾帼文明岗”称号，县委授予靖和社区党委“先进基层党组织”称号。"
    assert [(each.level, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("league", ["县医院"]),
        ("banner", ["靖和社区党委"]),
    ]


def test_a_school_for_teachers_is_no_teacher(gazetteer):
    (honor,) = honors("县教师进修学校被评为全省民族团结进步示范单位。", gazetteer)
    assert honor.recipients == ["县教师进修学校"]


def test_long_mongolian_names_are_people_by_their_office(gazetteer):
    (honor,) = honors("副所长乌云毕力格被评为全国民族团结进步模范个人。", gazetteer)
    assert honor.recipients == ["乌云毕力格"]


def test_a_name_of_two_characters_is_a_person_once_introduced(gazetteer):
    sentence = "村党支部书记鄂强很忙。多年来，鄂强先后被评为云南省劳动模范、云南省优秀村医。"
    assert [each.recipients for each in honors(sentence, gazetteer)] == [["鄂强"], ["鄂强"]]


def test_who_did_something_in_front_is_not_taken_for_the_bearer(gazetteer):
    for sentence in [
        "李军书记带头，2020年被评为全国文明单位。",
        "书记谭华陪同县长，2019年被评为全国民族团结进步示范村。",
    ]:
        (honor,) = honors(sentence, gazetteer)
        assert honor.recipients == []


def test_those_on_a_published_list_may_be_named_after_it(gazetteer):
    sentence = (
        "近日，云南省民宗委公布第八批云南省民族团结进步示范单位名单，法脿镇、县医院双双上榜。"
    )
    (honor,) = honors(sentence, gazetteer)
    assert (honor.status, honor.batch, honor.conferred_by) == ("held", 8, "云南省民宗委")
    assert honor.recipients == ["法脿镇", "县医院"]


def test_a_body_that_names_someone_bears_nothing(gazetteer):
    (honor,) = honors("国家民委、省民宗委先后将公司确定为全国双拥模范企业。", gazetteer)
    assert (honor.status, honor.recipients) == ("held", ["公司"])


def test_clauses_that_name_no_one_are_passed_over_for_the_person(gazetteer):
    sentence = "教师李凤英资助学生37名，被学生称为“李妈妈”，2021年被评为云南省师德标兵。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.recipients, honor.year) == (["李凤英"], 2021)


def test_an_epithet_in_quotes_is_no_part_of_a_name(gazetteer):
    (honor,) = honors("“最美守边人”苏和老人荣获“全国道德模范”称号。", gazetteer)
    assert honor.recipients == ["苏和"]


def test_a_firm_not_its_committee_bears_the_title_of_a_firm(gazetteer):
    (honor,) = honors("公司党委坚持党建引领，先后获评云南省民族团结进步示范企业。", gazetteer)
    assert honor.recipients == []


def test_he_is_the_person_of_the_clause_before(gazetteer):
    sentence = "大学生杨正军创办合作社，2020年他荣获“全国农村青年致富带头人”称号。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.recipients, honor.kind) == (["杨正军"], "individual")


def test_a_name_may_end_in_a_character_that_also_ends_words(gazetteer):
    (honor,) = honors("毛正新也被授予全国劳动模范称号。", gazetteer)
    assert honor.recipients == ["毛正新"]


def test_a_body_in_front_of_a_title_is_who_conferred_it(gazetteer):
    sentence = "全县先后荣获国务院民族团结进步模范集体9个、模范个人6人。"
    first, second = honors(sentence, gazetteer)
    assert (first.name, first.level, first.conferred_by) == (
        "民族团结进步模范集体",
        "national",
        "国务院",
    )
    assert (second.name, second.level, second.count) == ("模范个人", "national", 6)


def test_who_won_may_be_listed_after_the_title(gazetteer):
    sentence = "此次获评省级民族团结进步模范集体的是：县教育局、法脿镇政府。"
    (honor,) = honors(sentence, gazetteer)
    assert honor.recipients == ["县教育局", "法脿镇政府"]


def test_she_is_the_person_whose_profile_the_paragraph_opens_with(gazetteer):
    sentence = (
        "才仁加甫，女，蒙古族，1972年出生。从教28年来，她把爱洒向学生，荣获云南省优秀教师称号。"
        "2019年9月，她光荣出席表彰大会，被国务院授予“全国民族团结进步模范个人”称号。"
    )
    assert [each.recipients for each in honors(sentence, gazetteer)] == [["才仁加甫"]] * 2


def test_those_someone_helped_are_not_that_person(gazetteer):
    sentence = "才仁加甫，女，蒙古族。她资助过的学生古丽努尔考上了大学，还被评为云南省三好学生。"
    (honor,) = honors(sentence, gazetteer)
    assert honor.recipients == []


def test_a_clause_that_is_no_more_than_a_person_is_the_subject(gazetteer):
    (honor,) = honors("法脿镇村医王玉珍，被国家卫健委评为“全国优秀乡村医生”。", gazetteer)
    assert (honor.kind, honor.recipients) == ("individual", ["王玉珍"])


def test_quotes_that_open_the_name_of_a_team_belong_to_it(gazetteer):
    (honor,) = honors("“索玛花”志愿服务队荣获楚雄州学雷锋示范点。", gazetteer)
    assert honor.recipients == ["“索玛花”志愿服务队"]


def test_several_years_in_front_of_a_verb_are_a_title_each(gazetteer):
    sentence = "据悉，双柏县多年来重视民族工作，1994年、2014年两次荣获全国民族团结进步模范集体。"
    found = [(item.recipients, item.year) for item in honors(sentence, gazetteer)]
    assert found == [(["双柏县"], 1994), (["双柏县"], 2014)]


def test_a_plate_is_given_to_those_in_front_of_its_count(gazetteer):
    sentence = "会议还为法脿镇、县医院等6个州级民族团结进步示范点授牌。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.count, honor.recipients) == (6, ["法脿镇", "县医院"])
