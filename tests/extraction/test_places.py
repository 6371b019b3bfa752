"""Former, short and unknown names of places, and chains of names in a title."""

import pytest

from articles.extraction.parse import parse_page

BODY = """
来源：民委 2003-07-07

　　近年来，坚持以铸牢中华民族共同体意识为主线，扎实开展民族团结进步创建工作，各族群众交往交流交融\
不断加深，取得明显成效。
"""


def titled(title, gazetteer, body=BODY):
    return parse_page(title + body, gazetteer=gazetteer)


def problems(report):
    return {
        problem.code: problem.excerpt
        for problem in report.problems
        if problem.code.startswith(("place", "region", "no_region"))
    }


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("集宁市", "150902"),
        ("伊克昭盟", "1506"),
        ("伊盟", "1506"),
        ("东胜市", "150602"),
        ("伊克昭盟东胜市", "150602"),
        ("哲里木盟", "1505"),
        ("哲盟科左中旗", "150521"),
        ("昭乌达盟", "1504"),
        ("巴彦淖尔盟", "1508"),
        ("巴盟", "1508"),
        ("乌兰察布盟", "1509"),
        ("乌盟", "1509"),
        ("呼伦贝尔盟", "1507"),
        ("呼盟喜桂图旗", "150782"),
        ("布特哈旗", "150783"),
        ("额尔古纳右旗", "150784"),
        ("额尔古纳左旗", "150785"),
        ("海拉尔市", "150702"),
        ("临河市", "150802"),
        ("临河县", "150802"),
        ("丰镇县", "150981"),
        ("赤峰县", "150404"),
        ("赤峰市郊区", "150404"),
        ("包头市郊区", "150207"),
        ("呼和浩特市郊区", "150105"),
        ("通辽县", "150502"),
        ("阿巴哈纳尔旗", "152502"),
        ("索伦旗", "150724"),
        ("潮格旗", "150825"),
        ("锡盟", "1525"),
        ("阿盟", "1529"),
        ("莫旗", "150722"),
        ("鄂温克旗", "150724"),
        ("鄂前旗", "150623"),
        ("科右前旗", "152221"),
        ("达茂旗", "150223"),
        ("东乌旗", "152525"),
        ("东苏旗", "152523"),
        ("克旗", "150425"),
        ("通辽市", "1505"),
        ("锡林郭勒盟乌拉盖管理区", "152571"),
        ("通辽市经济技术开发区", "150571"),
        ("包头市稀土高新区", "150271"),
        ("呼和浩特市和林格尔新区", "150123401"),
        ("日喀则地区", "5402"),
        ("西藏日喀则地区", "5402"),
        ("毕节地区", "5205"),
        ("阿克苏地区", "6529"),
    ],
)
def test_a_former_or_short_name_means_todays_place(name, code, gazetteer):
    report = titled(f"{name}民族团结进步工作总结", gazetteer)
    assert report.region == code
    assert problems(report) == {}


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("满洲里市扎赉诺尔区民族团结进步工作总结", "150703"),
        ("满洲里市灵泉镇民族团结进步工作总结", "150703100"),
        ("赤峰市库伦旗民族团结进步工作总结", "150524"),
        ("内蒙古自治区呼伦贝尔市满洲里市扎赉诺尔区工作总结", "150703"),
    ],
)
def test_the_last_of_a_chain_is_meant_and_a_parent_that_is_not_its_own_is_shown(
    title, region, gazetteer
):
    report = titled(title, gazetteer)
    assert report.region == region
    assert problems(report)["place_parent"] in title


def test_a_short_name_that_ends_a_chain_counts_where_the_text_names_it_in_full(gazetteer):
    body = BODY + "\n　　青海省海北州各族群众团结奋斗，海北州举办宣传月活动。\n"
    assert titled("青海海北：多维发力推进共同体建设", gazetteer, body).region == "6322"


@pytest.mark.parametrize(
    "title", ["库伦旗、奈曼旗联合开展民族团结活动", "库伦旗奈曼旗联合开展民族团结活动"]
)
def test_neighbours_are_no_chain(title, gazetteer):
    report = titled(title, gazetteer)
    assert report.region == "1505"
    assert problems(report) == {}


def test_a_chain_of_parents_of_its_own_raises_no_problem(gazetteer):
    report = titled("内蒙古自治区通辽市库伦旗民族团结进步工作总结", gazetteer)
    assert report.region == "150524"
    assert problems(report) == {}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("乌拉特旗民族团结进步工作总结", "乌拉特旗"),
        ("土默特旗民族团结进步工作总结", "土默特旗"),
        ("青柳县民委工作总结", "青柳县"),
        ("内蒙古自治区青柳县民族工作总结", "青柳县"),
        ("青柳区民族团结进步工作总结", "青柳区"),
        ("包头市青柳区民族团结进步工作总结", "青柳区"),
        ("走进青柳市感受民族团结", "青柳市"),
        ("青柳盟民族团结进步工作总结", "青柳盟"),
    ],
)
def test_a_county_that_is_not_known_is_left_open_and_never_dropped(title, name, gazetteer):
    report = titled(title, gazetteer)
    assert [place.name for place in report.places if place.code is None] == [name]
    assert problems(report)["place_open"] == name


def test_a_county_in_the_text_that_is_not_known_is_left_open(gazetteer):
    body = BODY + "\n　　2003年，库伦旗与青柳县结对，两地干部到乌云旗考察民族团结工作。\n"
    report = titled("库伦旗民族团结进步工作总结", gazetteer, body)
    assert [place.name for place in report.places if not place.code] == ["青柳县", "乌云旗"]
    assert report.region == "150524"


@pytest.mark.parametrize(
    "title",
    [
        "全国双拥模范县创建工作总结",
        "石榴籽积分超市助力民族团结",
        "三八红旗手的民族团结故事",
        "旗县市联动 民族团结一家亲",
        "民族团结进步示范区建设总结",
        "自治旗民族工作总结",
        "城市民族工作总结",
        "牧区民族工作总结",
        "文化联盟助力民族团结",
        "国旗下的民族团结课",
        "各旗县市区民族工作总结",
    ],
)
def test_a_word_that_ends_like_a_county_is_no_place(title, gazetteer):
    assert titled(title, gazetteer).places == []


def test_a_place_in_a_title_spaced_out_is_found(gazetteer):
    report = titled("库  伦  旗\n民族团结进步工作总结", gazetteer)
    assert report.region == "150524"
    assert report.places[0].quote == "库  伦  旗"


def test_a_spelling_of_a_mongolian_word_is_none_of_other_names(gazetteer):
    report = titled("白音县民族团结进步工作", gazetteer)
    assert report.region is None
    assert problems(report)["place_open"] == "白音县"


def test_a_rank_of_cities_is_no_city(gazetteer):
    body = BODY + "在直辖市、地级市、县级市、副省级市推广经验。"
    report = titled("库伦旗民族团结进步工作", gazetteer, body)
    assert "place_open" not in problems(report)


def told(sentence, gazetteer):
    page = f"贵德县民族团结进步工作\n{BODY}\n　　{sentence}\n"
    return {place.code for place in parse_page(page, gazetteer=gazetteer).places}


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("接待从西宁赶来的游客两千余人，各族群众一起唱起花儿。", "6301"),
        ("兰州籍拉面店主马忠义常为邻里调解纠纷，大家都信他。", "6201"),
        ("五十多名来自昆明的中学生跟着村民学做扎染，吃住在一起。", "5301"),
    ],
)
def test_a_capital_is_named_without_what_it_is(sentence, code, gazetteer):
    assert code in told(sentence, gazetteer)


def test_a_capital_where_something_happened_is_not_the_place_of_the_report(gazetteer):
    text = BODY + "　　省民宗委在长沙公布名单。长沙的客商来到花垣县，花垣县各族群众热情接待。\n"
    report = parse_page("石榴花开苗乡红\n" + text, gazetteer=gazetteer)
    assert report.region == "433124"


@pytest.mark.parametrize(
    "sentence",
    [
        "城里刚刚建成都市圈环线，以西安置点为中心的商圈日渐红火，各族群众受益。",
        "游客在兰州拉面馆和长沙银行门前排起长队，武汉大学的学生前来实习。",
        "县委统战部会同县民族宗教事务局组成调研组，深入各乡镇走访。",
        "新县镇肖庄子村的各族群众一起修路，一起唱歌。",
        "深入学习贯彻中央新疆工作座谈会精神，把各项任务落到实处。",
    ],
)
def test_words_that_only_look_like_places_are_none(sentence, gazetteer):
    assert told(sentence, gazetteer) == {"632523"}


def test_a_county_named_by_a_people_alone_is_told_by_where_it_lies(gazetteer):
    text = BODY + "　　东乡县唐汪镇各族群众共同团结奋斗，临夏州在东乡县召开现场会。\n"
    report = parse_page("临夏州创建工作\n" + text, gazetteer=gazetteer)
    assert "622926" in {place.code for place in report.places}
