"""Odd wordings of honors, each shown on one sentence: counts and years."""

from articles.extraction.parse import parse_page
from tests.extraction.honor_sentences import PAGE, honors


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


def test_years_and_levels_after_respectively_go_in_order(gazetteer):
    sentence = "符海、符玉梅分别于2019年、2021年荣膺全国、全省民族团结进步模范个人。"
    assert [(each.level, each.year, each.recipients) for each in honors(sentence, gazetteer)] == [
        ("national", 2019, ["符海"]),
        ("autonomous_region", 2021, ["符玉梅"]),
    ]


def test_the_level_of_the_first_counted_title_holds_for_the_next(gazetteer):
    sentence = "双柏县已创建云南省示范单位19个、示范家庭6户。"
    assert [(each.level, each.count) for each in honors(sentence, gazetteer)] == [
        ("autonomous_region", 19),
        ("autonomous_region", 6),
    ]


def test_a_long_remark_may_part_a_title_from_its_count(gazetteer):
    sentence = "全县共有民族团结进步示范村（社区、学校、企业等）112个，其中国家级3个。"
    assert [each.count for each in honors(sentence, gazetteer)] == [112, 3]


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


def test_the_year_since_which_something_goes_on_dates_no_title(gazetteer):
    sentence = "自2019年启动创建工作以来，李方村获评全国民族团结进步示范村。"
    (honor,) = honors(sentence, gazetteer)
    assert honor.year is None


def test_a_year_dates_no_clause_that_speaks_of_several_times(gazetteer):
    sentence = "2020年双柏县被命名为全国民族团结进步示范县，15个集体先后受到国务院表彰。"
    assert [(each.year, each.count) for each in honors(sentence, gazetteer)] == [
        (2020, None),
        (None, 15),
    ]


def test_the_year_of_an_agenda_dates_nothing(gazetteer):
    sentence = "会议总结2022年工作，部署2023年任务，表彰了30个民族团结进步模范集体。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.year, honor.count) == (None, 30)


def test_in_all_the_county_is_not_the_level_of_what_it_has(gazetteer):
    (honor,) = honors("全县全国民族团结进步示范单位达到13个。", gazetteer)
    assert (honor.name, honor.level, honor.count) == ("全国民族团结进步示范单位", "national", 13)


def test_a_year_after_which_something_happened_dates_no_more(gazetteer):
    sentence = "2009年获得“云南省民族团结进步模范集体”称号后，法脿镇不断努力，被评为全国文明村镇。"
    assert [each.year for each in honors(sentence, gazetteer)] == [2009, None]


def test_how_many_titles_were_won_is_no_count_of_the_last(gazetteer):
    sentence = "法脿镇荣获“中国传统村落”“云南省美丽乡村”两项桂冠。"
    assert [each.count for each in honors(sentence, gazetteer)] == [None, None]


def test_bare_merits_are_of_the_kind_of_the_one_before(gazetteer):
    sentence = "边防派出所荣立集体二等功1次、三等功19次。"
    assert [(each.count, each.kind) for each in honors(sentence, gazetteer)] == [
        (1, "collective"),
        (19, "collective"),
    ]


def test_a_total_told_by_its_parts_is_not_told_twice(gazetteer):
    sentence = "全县累计获得民族团结进步示范单位称号的共26家，国家级的2家、省级的6家、州级的18家。"
    assert [(item.level, item.count) for item in honors(sentence, gazetteer)] == [
        ("national", 2),
        ("autonomous_region", 6),
        ("league", 18),
    ]
