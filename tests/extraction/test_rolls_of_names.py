"""Rolls of names below the sentence that told their title, and words that point at names."""

import pytest

from articles.extraction.parse import parse_page
from tests.extraction.honor_sentences import honors


def borne(text, gazetteer):
    return [(item.name, item.count, item.recipients) for item in honors(text, gazetteer)]


def test_a_roll_parted_by_labels_is_the_title_s_that_counts_it(gazetteer):
    text = (
        "县民宗局决定命名妥甸镇等5个单位为“双柏县民族团结进步示范单位”。\n\n附件1\n\n"
        "双柏县民族团结进步示范单位名单\n\n（共5个，排名不分先后）\n\n"
        "乡镇（2个）：妥甸镇　大庄镇\n\n"
        "学校（1个）：县第一小学\n\n机关企事业（2个）：县医院　双柏供电公司"
    )
    names = ["妥甸镇", "大庄镇", "县第一小学", "县医院", "双柏供电公司"]
    assert borne(text, gazetteer) == [("双柏县民族团结进步示范单位", 5, names)]


def test_two_titles_take_their_parts_of_one_table(gazetteer):
    text = (
        "州民宗局决定，命名妥甸镇马龙村等2个村为“楚雄州民族团结进步示范村”，"
        "双柏县人民法院等3个单位为“楚雄州民族团结进步示范单位”（名单见附件）。\n"
        "类别\t序号\t名称\t推荐单位\n"
        "示范村\t1\t妥甸镇马龙村\t双柏县\n2\t大庄镇柏子村\t双柏县\n"
        "示范单位\t3\t双柏县人民法院\t双柏县\n4\t州气象局\t州直机关工委\n"
        "5\t国网楚雄供电公司\t州国资委"
    )
    assert borne(text, gazetteer) == [
        ("楚雄州民族团结进步示范村", 2, ["妥甸镇马龙村", "大庄镇柏子村"]),
        ("楚雄州民族团结进步示范单位", 3, ["双柏县人民法院", "州气象局", "国网楚雄供电公司"]),
    ]


def test_a_roll_of_another_length_is_not_the_title_s(gazetteer):
    text = (
        "县民宗局决定命名妥甸镇等5个单位为“双柏县民族团结进步示范单位”。\n\n"
        "妥甸镇\n\n大庄镇\n\n县第一小学"
    )
    assert borne(text, gazetteer) == [("双柏县民族团结进步示范单位", 5, ["妥甸镇"])]


@pytest.mark.parametrize(
    ("sentence", "bearers"),
    [
        (
            "入选的是妥甸镇税务所、大庄镇卫生院。上述2家单位被列入全省民族团结进步示范单位名单。",
            [["妥甸镇税务所", "大庄镇卫生院"]],
        ),
        (
            "石羊镇与大庄镇结对共建，前者是省级民族团结进步示范镇，后者为州级民族团结进步示范镇。",
            [["石羊镇"], ["大庄镇"]],
        ),
        (
            "这所小学把省级民族团结进步示范学校的牌子挂上了墙。它就是妥甸镇中心小学。",
            [["妥甸镇中心小学"]],
        ),
        (
            (
                "县第五中学、县医院2个集体和哈斯巴根、刘玉芬2名个人，"
                "分别被授予“全省民族团结进步模范集体”和“全省民族团结进步模范个人”称号。"
            ),
            [["县第五中学", "县医院"], ["哈斯巴根", "刘玉芬"]],
        ),
        (
            "大庄镇（2017年）、石羊镇（2019年）先后被命名为全省民族团结进步示范镇。",
            [["大庄镇"], ["石羊镇"]],
        ),
        ("红泉社区靠着邻里互助叫响了“全省民族团结进步示范社区”的名号。", [["红泉社区"]]),
        ("国务院表彰全国民族团结进步模范集体，石羊镇榜上有名。", [["石羊镇"]]),
        ("刚察县沙柳河镇：全省民族团结进步示范镇。", [["刚察县沙柳河镇"]]),
    ],
)
def test_words_that_point_at_names_stand_for_them(sentence, bearers, gazetteer):
    assert [item.recipients for item in honors(sentence, gazetteer)] == bearers


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        (
            (
                "近日，省委宣传部、省委统战部、省民宗委联合印发通知，"
                "命名县博物馆等12家单位为全省民族团结进步教育基地。"
            ),
            "省委宣传部、省委统战部、省民宗委",
        ),
        (
            "国家民委、中央统战部等部门共同命名石羊镇为全国民族团结进步示范镇。",
            "国家民委、中央统战部",
        ),
        ("石羊镇经省委统战部批准，成为全省民族团结进步示范镇。", "省委统战部"),
        ("省民宗委公布命名结果，石羊镇上榜全省民族团结进步示范镇。", "省民宗委"),
        ("报经县委同意，决定命名石羊镇为全县民族团结进步示范镇。", None),
    ],
)
def test_who_confers_a_title_is_read_from_agent_and_decision(sentence, body, gazetteer):
    assert [item.conferred_by for item in honors(sentence, gazetteer)] == [body]


def test_the_same_year_is_the_year_told_before(gazetteer):
    text = "2021年，石羊镇入选全省民族团结进步示范镇；同年，省妇联授予石羊镇“巾帼文明岗”称号。"
    assert [item.year for item in honors(text, gazetteer)] == [2021, 2021]


def test_a_roll_need_not_open_with_whom_the_sentence_names_first(gazetteer):
    text = (
        "县民宗局决定命名大庄镇等3个单位为“双柏县民族团结进步示范单位”。\n\n"
        "乡镇（2个）：妥甸镇　大庄镇\n\n学校（1个）：县第一小学"
    )
    names = ["妥甸镇", "大庄镇", "县第一小学"]
    assert borne(text, gazetteer) == [("双柏县民族团结进步示范单位", 3, names)]


def test_a_batch_within_a_title_is_no_part_of_its_name(gazetteer):
    (honor,) = honors("石羊镇被评为“楚雄州第五批民族团结进步示范镇”。", gazetteer)
    assert (honor.name, honor.batch) == ("楚雄州民族团结进步示范镇", 5)


@pytest.mark.parametrize(("deed", "year"), [("命名2021年度", 2021), ("命名", 2023), ("表彰", 2023)])
def test_a_decision_dates_what_it_names_and_whom_it_commends(deed, year, gazetteer):
    page = (
        f"双柏县民宗局关于{deed}县级民族团结进步示范单位的决定\n来源：县民宗局 2023-03-05\n\n"
        "各族干部群众共同团结奋斗、共同繁荣发展，各项工作取得明显成效，各乡镇涌现出一批先进。\n\n"
        "经研究，决定命名石羊镇、大庄镇为县级民族团结进步示范单位。\n\n望再接再厉，再立新功。\n"
    )
    report = parse_page(page.encode(), gazetteer=gazetteer)
    assert [item.year for item in report.honors if item.recipients] == [year]
