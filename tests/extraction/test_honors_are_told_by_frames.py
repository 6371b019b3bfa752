"""Honors whose verb or adverb is in no list: the shape of the clause tells who bears them."""

import pytest

from tests.extraction.honor_sentences import PAGE, honors, read

NATIONAL = "全国民族团结进步示范单位"
BORNE = [
    # in front of the title, with any adverb and any verb
    ("红泉社区首次入选A。", ["红泉社区"]),
    ("县第二小学再度荣获A。", ["县第二小学"]),
    ("县税务局率先获评A。", ["县税务局"]),
    ("县医院、县法院和城关镇一并被列为A。", ["县医院", "县法院", "城关镇"]),
    ("河湾中心校、卫生院双双跻身A行列。", ["河湾中心校", "卫生院"]),
    ("县边检站、红泉社区、县第十中学同列A名单。", ["县边检站", "红泉社区", "县第十中学"]),
    ("去年，红泉社区拿下A。", ["红泉社区"]),
    ("县医院上榜A。", ["县医院"]),
    ("贡山县的保安镇、临江镇、县实验小学等16个地方和单位被命名为第十批A。", None),
    ("两家企业——青源乳业、北歌牧业入选A。", ["青源乳业", "北歌牧业"]),
    ("县医院以全市第一名的成绩斩获A。", ["县医院"]),
    ("八户镇被命名为A。", ["八户镇"]),
    ("道真县民族中学，2019年9月被国务院表彰为“A”。", ["道真县民族中学"]),
    ("三坝镇雪花社区搬迁群众多，管理难度大，却在2021年赢得A的好名声。", ["三坝镇雪花社区"]),
    ("象明乡牢记嘱托，苦干三年，终于将“A”的牌子捧了回来。", ["象明乡"]),
    ("勐卡镇把“A”收入囊中。", ["勐卡镇"]),
    # given it
    ("省民宗委把桃坪镇确定为A。", ["桃坪镇"]),
    # behind the title
    ("被命名为A的有：县第二小学、河湾镇、县法院。", ["县第二小学", "河湾镇", "县法院"]),
    ("在刚刚公布的A名单中，叶坪革命旧址群榜上有名。", ["叶坪革命旧址群"]),
    ("A名单日前公布，分别是：县法院、色达县中学、印经院。", ["县法院", "色达县中学", "印经院"]),
    # what the title is said of
    ("曾获“A”称号的石榴村迎来一批客人。", ["石榴村"]),
    ("作为“A”，联湾街道不断改进工作方法。", ["联湾街道"]),
    ("作为A的白杨社区，近年来持续擦亮这张名片。", ["白杨社区"]),
    ("考察团来到A——长城花园社区，学习治理经验。", ["长城花园社区"]),
    ("去年底，“A”的牌匾挂上了红泉社区的墙头。", ["红泉社区"]),
    ("自2016年被命名为A以来，红泉社区不断巩固成果。", ["红泉社区"]),
    # named before, and named too
    ("近年来，社区先后荣获A、全国文明社区等荣誉。", ["社区"]),
    ("红泉社区有居民3000人。日子越过越好，2020年，社区又被评为A。", ["红泉社区"]),
    ("县公安局获A，同时获此称号的有县医院、河湾镇。", ["县公安局", "县医院", "河湾镇"]),
]  # fmt: skip
PEOPLE = [
    ("云某、荣某两位同志获评A。", ["云某", "荣某"]),
    ("旗公安局刑侦大队吉日嘎拉被评为A。", ["吉日嘎拉"]),
    ("说起A努尔古丽·沙吾提，居民没有不竖大拇指的。", ["努尔古丽·沙吾提"]),
    ("A、武警支队军医桑杰次仁为牧民送医送药二十年。", ["桑杰次仁"]),
    ("乡卫生院院长泽仁拉姆、村党支部书记扎西达娃获评A。", ["泽仁拉姆", "扎西达娃"]),
    ("党支部书记巴音孟克，2024年9月27日在人民大会堂接过“A”奖章和证书。", ["巴音孟克"]),
]
NOT_HELD = [
    ("全镇上下都盼着明年能评上A。", "target"),
    ("县博物馆进入A培育名录，正在补齐资料。", "target"),
    ("经逐级审核，青石镇、县民族中学被提名为A。", "target"),
    ("有客商以为“A”说的是柳巷村，老支书笑着摆手，说那是河对岸的荣誉。", None),
    ("我县至今尚未获得“A”称号。", None),
    ("干部到A学习参观。", None),
    ("红泉社区对标A创建标准补短板。", None),
    ("县里举办A创建工作培训班。", None),
]


@pytest.mark.parametrize(("sentence", "bearers"), BORNE)
def test_a_title_is_borne_by_whom_the_frame_names(gazetteer, sentence, bearers):
    title = NATIONAL
    found = [item for item in honors(sentence.replace("A", title), gazetteer) if item.name == title]
    assert [item.status for item in found] == ["held"]
    names = found[0].recipients
    assert names == (bearers or ["保安镇", "临江镇", "县实验小学"])


@pytest.mark.parametrize(("sentence", "bearers"), PEOPLE)
def test_a_title_of_persons_is_borne_by_the_person_named(gazetteer, sentence, bearers):
    (honor,) = honors(sentence.replace("A", "全国民族团结进步模范个人"), gazetteer)
    assert (honor.status, honor.recipients) == ("held", bearers)


@pytest.mark.parametrize(("sentence", "status"), NOT_HELD)
def test_what_is_hoped_for_denied_or_of_others_is_not_held(gazetteer, sentence, status):
    found = honors(sentence.replace("A", NATIONAL), gazetteer)
    assert [item.status for item in found] == ([status] if status else [])


def test_who_is_nominated_is_named(gazetteer):
    sentence = "经逐级审核，青石镇、县民族中学被提名为自治区民族团结进步示范单位。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.status, honor.recipients) == ("target", ["青石镇", "县民族中学"])


def test_one_title_received_in_several_years_is_one_honor_a_year(gazetteer):
    sentence = "县医院分别于2012年、2017年、2022年三次被评为全省民族团结进步先进集体。"
    assert [(item.year, item.recipients) for item in honors(sentence, gazetteer)] == [
        (2012, ["县医院"]),
        (2017, ["县医院"]),
        (2022, ["县医院"]),
    ]


def test_the_body_that_hands_over_a_plate_conferred_it(gazetteer):
    sentence = "县中学荣获由省教育厅和省民宗委共同颁发的“全省民族团结教育先进学校”牌匾。"
    (honor,) = honors(sentence, gazetteer)
    assert (honor.recipients, honor.conferred_by) == (["县中学"], "省教育厅和省民宗委")


def test_a_title_held_by_the_shape_of_its_clause_alone_is_shown_to_the_editor(gazetteer):
    unsure = read(f"去年，红泉社区拿下{NATIONAL}。", gazetteer).problems
    assert [item.excerpt for item in unsure if item.code == "honor_unsure"] == [NATIONAL]
    known = read(f"去年，红泉社区荣获{NATIONAL}。", gazetteer).problems
    assert "honor_unsure" not in {item.code for item in known}


def test_every_quote_stands_at_its_offset(gazetteer):
    for sentence, _ in BORNE:
        report = read(sentence.replace("A", NATIONAL), gazetteer)
        for item in report.honors:
            stop = item.offset + len(item.quote)
            assert report.raw_text[item.offset : stop] == item.quote
    assert PAGE.count("{}") == 1
