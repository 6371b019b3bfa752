"""Odd wordings of honors, each shown on one sentence: names, levels, counts, bearers."""

from articles.extraction import parse_page

PAGE = """双柏县民族团结进步工作
来源：县民宗局 2023-03-05

双柏县位于楚雄州南部，各族干部群众共同团结奋斗、共同繁荣发展，各项工作取得明显成效。

{}
"""


def honors(sentence, gazetteer):
    """Return the honors of a sentence in a report's body."""
    return parse_page(PAGE.format(sentence), gazetteer=gazetteer).honors


def test_every_quoted_title_of_a_list_is_an_honor(gazetteer):
    sentence = "双柏县先后荣获“全国文明单位”“平安先行县”和省级“健康之城”等称号。"
    assert [(each.name, each.level) for each in honors(sentence, gazetteer)] == [
        ("全国文明单位", "national"),
        ("平安先行县", None),
        ("健康之城", "autonomous_region"),
    ]


def test_a_count_after_several_titles_counts_them_all(gazetteer):
    page = PAGE.format("全县获得民族团结进步示范单位、教育基地等荣誉称号46项。")
    report = parse_page(page, gazetteer=gazetteer)
    assert [(each.name, each.count) for each in report.honors] == [
        ("民族团结进步示范单位", None),
        ("教育基地", None),
        ("荣誉称号", 46),
    ]
    assert report.figures == []


def test_the_year_of_a_list_is_no_part_of_the_title(gazetteer):
    (honor,) = honors("2022年，法脿镇李方村荣列年度少数民族特色村寨名单。", gazetteer)
    assert (honor.name, honor.recipients) == ("少数民族特色村寨", ["法脿镇李方村"])


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


def test_levels_after_respectively_give_each_bearer_an_honor(gazetteer):
    sentence = "教师彭玉兰、居民田桂花分别荣获省级、州级民族团结进步模范个人。"
    assert [(each.name, each.level, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("民族团结进步模范个人", "autonomous_region", ["彭玉兰"]),
        ("民族团结进步模范个人", "league", ["田桂花"]),
    ]


def test_years_and_levels_after_respectively_go_in_order(gazetteer):
    sentence = "符海、符玉梅分别于2019年、2021年荣膺全国、全省民族团结进步模范个人。"
    assert [(each.level, each.year, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("national", 2019, ["符海"]),
        ("autonomous_region", 2021, ["符玉梅"]),
    ]


def test_a_list_of_those_being_trained_for_a_title_is_a_target(gazetteer):
    sentence = "县博物馆列入全省首批铸牢中华民族共同体意识教育基地培育名单。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.status, honor.level) == ("target", "autonomous_region")


def test_what_a_section_of_plans_adds_is_a_target(gazetteer):
    page = "一、主要工作\n双柏县新增省级民族团结进步示范单位2个。\n二、2023年工作思路\n{}\n"
    page = PAGE.format(page.format("新增省级民族团结进步示范单位5个以上。"))
    report = parse_page(page, gazetteer=gazetteer)
    assert [(each.status, each.count) for each in report.honors] == [("held", 2), ("target", 5)]


def test_one_event_told_in_two_clauses_has_its_bearer_and_its_body(gazetteer):
    sentence = "2019年，法脿镇书记李正明进京接受国务院表彰，光荣当选全国民族团结进步模范个人。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.recipients, honor.conferred_by) == (["李正明"], "国务院")


def test_what_is_won_again_or_brought_home_is_held(gazetteer):
    sentence = "双柏县连续两届蝉联“全国双拥模范县”，县思验小学捧回“云南省模范集体”奖牌。"
    assert [(each.status, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("held", ["双柏县"]),
        ("held", ["县思验小学"]),
    ]


def test_a_word_of_a_place_name_does_not_end_who_bears_a_title(gazetteer):
    (honor,) = honors("大均乡成功创建省级民族团结进步示范乡。", gazetteer)
    assert honor.recipients == ["大均乡"]


def test_the_level_of_the_first_counted_title_holds_for_the_next(gazetteer):
    sentence = "双柏县已创建云南省示范单位19个、示范家庭6户。"
    assert [(each.level, each.count) for each in honors(sentence, gazetteer)] == [
        ("autonomous_region", 19),
        ("autonomous_region", 6),
    ]


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


def test_a_title_that_is_kept_is_held(gazetteer):
    (honor,) = honors("双柏县公安局连续五年保持“枫桥式公安机关”称号。", gazetteer)
    assert (honor.status, honor.recipients) == ("held", ["双柏县公安局"])


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


def test_a_long_remark_may_part_a_title_from_its_count(gazetteer):
    sentence = "全县共有民族团结进步示范村（社区、学校、企业等）112个，其中国家级3个。"
    assert [each.count for each in honors(sentence, gazetteer)] == [112, 3]


def test_a_bare_rank_before_an_edition_or_a_system_is_the_level(gazetteer):
    sentence = "舞蹈获省第九届少数民族运动会一等奖；县一中获得州教育系统先进集体。"
    assert [each.level for each in honors(sentence, gazetteer)] == [
        "autonomous_region",
        "league",
    ]


def test_names_before_the_counts_of_a_commendation_bear_it(gazetteer):
    sentence = "安龙堡乡、县第三中学等8个集体和郭庆、努尔兰等15名个人受到云南省政府表彰。"
    assert [(each.count, each.recipients) for each in honors(sentence, gazetteer)] == [
        (8, ["安龙堡乡", "县第三中学"]),
        (15, ["郭庆", "努尔兰"]),
    ]


def test_a_bare_region_may_confer(gazetteer):
    (honor,) = honors("县第一小学2018年被自治区命名为“民族团结进步示范学校”。", gazetteer)
    assert (honor.conferred_by, honor.level) == ("自治区", "autonomous_region")
    assert (honor.recipients, honor.year) == (["县第一小学"], 2018)


def test_slogans_and_epithets_are_no_titles(gazetteer):
    sentence = "紧扣“三个示范区”建设目标，让团结之花开遍哈尼之乡，建成以团结为主题的教育基地。"
    assert honors(sentence, gazetteer) == []


def test_villages_that_are_built_are_only_described(gazetteer):
    (honor,) = honors("建成民族特色村寨27个。", gazetteer)
    assert (honor.status, honor.count) == ("described", 27)


def test_levels_listed_before_a_title_take_the_counts_after_it_in_order(gazetteer):
    page = PAGE.format("国家、省、州、县四级示范单位分别为2个、9个、25个和118个。")
    report = parse_page(page, gazetteer=gazetteer)
    assert [(each.name, each.level, each.count) for each in report.honors] == [
        ("示范单位", "national", 2),
        ("示范单位", "autonomous_region", 9),
        ("示范单位", "league", 25),
        ("示范单位", "banner", 118),
    ]
    assert report.figures == []


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


def test_who_died_is_given_a_title_after_death(gazetteer):
    (honor,) = honors("传承人毕华玉（已故）被追授“全国模范个人”。", gazetteer)
    assert honor.recipients == ["毕华玉"]


def test_where_titles_are_counted_is_not_who_bears_them(gazetteer):
    (honor,) = honors("双柏县被命名省级民族团结进步示范单位9家。", gazetteer)
    assert (honor.count, honor.recipients) == (9, [])


def test_a_particle_before_an_object_makes_no_aim(gazetteer):
    sentence = "将创建工作考核分值提高到8分，表彰奖励先进集体20个、先进个人40名。"
    assert [(each.name, each.status, each.count) for each in honors(sentence, gazetteer)] == [
        ("先进集体", "held", 20),
        ("先进个人", "held", 40),
    ]


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


def test_the_contest_is_part_of_its_prize(gazetteer):
    (honor,) = honors("微电影荣获全国法院微电影评选三等奖。", gazetteer)
    assert (honor.name, honor.level) == ("全国法院微电影评选三等奖", "national")
    (honor,) = honors("舞蹈在全省少数民族艺术节上斩获金奖。", gazetteer)
    assert (honor.name, honor.level) == ("金奖", "autonomous_region")


def test_the_share_of_units_is_no_aim_for_a_title(gazetteer):
    assert honors("力争年底前示范单位占比达到85%以上。", gazetteer) == []


def test_the_year_since_which_something_goes_on_dates_no_title(gazetteer):
    sentence = "自2019年启动创建工作以来，李方村获评全国民族团结进步示范村。"
    (honor,) = honors(sentence, gazetteer)
    assert honor.year is None


def test_those_a_decision_names_may_stand_in_the_clause_after_it(gazetteer):
    sentence = (
        "国家民委印发《关于命名示范单位的决定》，命名248个地方和单位为第十一批"
        "全国民族团结进步示范单位，双柏县法脿镇、县思源实验学校榜上有名。"
    )
    (honor,) = honors(sentence, gazetteer)
    assert (honor.count, honor.batch, honor.conferred_by) == (248, 11, "国家民委")
    assert honor.recipients == ["双柏县法脿镇", "县思源实验学校"]


def test_what_is_to_be_made_into_something_is_aimed_at(gazetteer):
    (honor,) = honors("努力把双柏县建设成为全国民族团结进步示范县。", gazetteer)
    assert honor.status == "target"


def test_those_commended_are_no_honor_when_spoken_of_again(gazetteer):
    assert honors("县领导为受表彰的模范集体和模范个人代表颁奖。", gazetteer) == []


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


def test_the_person_of_the_clause_before_bears_the_title(gazetteer):
    sentence = (
        "近年来，社区获评文明社区，书记谭华两次受到接见，"
        "2019年被国务院授予“全国民族团结进步模范个人”称号。"
    )
    honor = honors(sentence, gazetteer)[-1]
    assert (honor.recipients, honor.year) == (["谭华"], 2019)


def test_a_year_dates_no_clause_that_speaks_of_several_times(gazetteer):
    sentence = "2020年双柏县被命名为全国民族团结进步示范县，15个集体先后受到国务院表彰。"
    assert [(each.year, each.count) for each in honors(sentence, gazetteer)] == [
        (2020, None),
        (None, 15),
    ]


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


def test_who_did_something_in_front_is_not_taken_for_the_bearer(gazetteer):
    for sentence in [
        "李军书记带头，2020年被评为全国文明单位。",
        "书记谭华陪同县长，2019年被评为全国民族团结进步示范村。",
    ]:
        (honor,) = honors(sentence, gazetteer)
        assert honor.recipients == []


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


def test_the_year_of_an_agenda_dates_nothing(gazetteer):
    sentence = "会议总结2022年工作，部署2023年任务，表彰了30个民族团结进步模范集体。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.year, honor.count) == (None, 30)


def test_how_many_are_to_get_a_title_is_the_count_of_the_aim(gazetteer):
    (honor,) = honors("力争有2名职工获得云南省民族团结进步模范个人称号。", gazetteer)
    assert (honor.status, honor.count) == ("target", 2)


def test_those_on_a_published_list_may_be_named_after_it(gazetteer):
    sentence = (
        "近日，云南省民宗委公布第八批云南省民族团结进步示范单位名单，法脿镇、县医院双双上榜。"
    )
    (honor,) = honors(sentence, gazetteer)
    assert (honor.status, honor.batch, honor.conferred_by) == ("held", 8, "云南省民宗委")
    assert honor.recipients == ["法脿镇", "县医院"]


def test_a_body_that_names_someone_bears_nothing(gazetteer):
    (honor,) = honors("国家民委、省民宗委先后将公司确定为全国双拥模范企业。", gazetteer)
    assert (honor.status, honor.recipients) == ("held", [])


def test_a_span_of_years_is_no_plan(gazetteer):
    sentence = "2018年至2022年，法脿镇连续五年荣获全县民族工作先进集体。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.status, honor.recipients) == ("held", ["法脿镇"])


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


def test_levels_told_one_after_another_go_in_order(gazetteer):
    sentence = "波浪村、仁娘村先后被评为州级、县级民族团结进步示范村。"
    assert [(each.level, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("league", ["波浪村"]),
        ("banner", ["仁娘村"]),
    ]


def test_where_a_meeting_was_held_ranks_those_it_commends(gazetteer):
    sentence = "在云南省第八次民族团结进步表彰大会上，我县2个模范集体、3名模范个人受到表彰。"
    assert [(each.level, each.count) for each in honors(sentence, gazetteer)] == [
        ("autonomous_region", 2),
        ("autonomous_region", 3),
    ]


def test_in_all_the_county_is_not_the_level_of_what_it_has(gazetteer):
    (honor,) = honors("全县全国民族团结进步示范单位达到13个。", gazetteer)
    assert (honor.name, honor.level, honor.count) == ("全国民族团结进步示范单位", "national", 13)


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


def test_he_is_the_person_of_the_clause_before(gazetteer):
    sentence = "大学生杨正军创办合作社，2020年他荣获“全国农村青年致富带头人”称号。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.recipients, honor.kind) == (["杨正军"], "individual")


def test_a_year_after_which_something_happened_dates_no_more(gazetteer):
    sentence = "2009年获得“云南省民族团结进步模范集体”称号后，法脿镇不断努力，被评为全国文明村镇。"
    assert [each.year for each in honors(sentence, gazetteer)] == [2009, None]


def test_a_name_may_end_in_a_character_that_also_ends_words(gazetteer):
    (honor,) = honors("毛正新也被授予全国劳动模范称号。", gazetteer)
    assert honor.recipients == ["毛正新"]


def test_a_commendation_without_a_name_in_the_title_is_told_by_the_body(gazetteer):
    page = PAGE.replace("双柏县民族团结进步工作", "双柏县3名个人获省级民族团结进步表彰")
    report = parse_page(
        page.format("教师李凤英获评云南省民族团结进步模范个人。"), gazetteer=gazetteer
    )
    assert [each.name for each in report.honors] == ["云南省民族团结进步模范个人"]


def test_how_many_titles_were_won_is_no_count_of_the_last(gazetteer):
    sentence = "法脿镇荣获“中国传统村落”“云南省美丽乡村”两项桂冠。"
    assert [each.count for each in honors(sentence, gazetteer)] == [None, None]


def test_a_body_in_front_of_a_title_is_who_conferred_it(gazetteer):
    sentence = "全县先后荣获国务院民族团结进步模范集体9个、模范个人6人。"
    first, second = honors(sentence, gazetteer)
    assert (first.name, first.level, first.conferred_by) == (
        "民族团结进步模范集体",
        "national",
        "国务院",
    )
    assert (second.name, second.level, second.count) == ("模范个人", "national", 6)


def test_a_title_is_all_that_its_quotes_hold(gazetteer):
    sentence = "边防派出所被云南省委授予“爱民为民模范边防派出所”，被公安部授予“枫桥式公安派出所”。"
    assert [(each.name, each.conferred_by) for each in honors(sentence, gazetteer)] == [
        ("爱民为民模范边防派出所", "云南省委"),
        ("枫桥式公安派出所", "公安部"),
    ]


def test_no_body_is_taken_over_by_a_title_of_another_level(gazetteer):
    sentence = "法脿派出所被国务院授予“全国模范集体”称号，被授予“人民的贴心人”称号。"
    assert [each.conferred_by for each in honors(sentence, gazetteer)] == ["国务院", None]


def test_who_won_may_be_listed_after_the_title(gazetteer):
    sentence = "此次获评省级民族团结进步模范集体的是：县教育局、法脿镇政府。"
    (honor,) = honors(sentence, gazetteer)
    assert honor.recipients == ["县教育局", "法脿镇政府"]


def test_bare_merits_are_of_the_kind_of_the_one_before(gazetteer):
    sentence = "边防派出所荣立集体二等功1次、三等功19次。"
    assert [(each.count, each.kind) for each in honors(sentence, gazetteer)] == [
        (1, "collective"),
        (19, "collective"),
    ]


def test_being_like_those_who_hold_a_title_is_no_title(gazetteer):
    assert honors("县民宗局是全国先进单位的排头兵。", gazetteer) == []


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


def test_several_years_in_front_of_a_verb_name_no_one(gazetteer):
    sentence = "据悉，双柏县多年来重视民族工作，1994年、2014年两次荣获全国民族团结进步模范集体。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.recipients, honor.year) == (["双柏县"], None)


def test_a_plate_is_given_to_those_in_front_of_its_count(gazetteer):
    sentence = "会议还为法脿镇、县医院等6个州级民族团结进步示范点授牌。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.count, honor.recipients) == (6, ["法脿镇", "县医院"])


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
