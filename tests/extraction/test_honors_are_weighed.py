"""Titles of which no rule decides: what speaks for them and against them is added up."""

import pytest

from articles.extraction.parse import parse_page
from tests.extraction.honor_sentences import honors, read

HELD = [
    ("凤梧社区收到喜讯，省民委把“全国民族团结进步示范社区”的匾额送到了他们手上。", "凤梧社区"),
    ("全国民族团结进步示范企业这顶桂冠，云南华丰集团戴得名副其实。", "云南华丰集团"),
    ("工坊带头人李桂兰去年正式拿到了省总工会颁发的“云南省五一巾帼标兵”证书。", "李桂兰"),
    ("全国民族团结进步教育基地、大庄镇烈士纪念馆今年接待参观者3万人次。", "大庄镇烈士纪念馆"),
    ("麻旺村牢记嘱托，苦干三年，终于将“云南省民族团结进步示范村”的牌子捧了回来。", "麻旺村"),
    ("老支书巴图的名字，也出现在全国民族团结进步模范个人的名单里。", "巴图"),
    ("邻县的永仁县，2021年就拿到了全国民族团结进步示范县的牌子。", "永仁县"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "bearer"), HELD)
def test_plates_and_words_of_receiving_speak_for_a_title(sentence, bearer, gazetteer):
    (honor,) = honors(sentence, gazetteer)
    assert (honor.status, honor.recipients) == ("held", [bearer])


@pytest.mark.parametrize(
    "sentence",
    [
        "大家走进全国民族团结进步示范村学习经验。",
        "县民宗局是全国先进单位的排头兵。",
        "已经拿过全国最美家庭的，不重复评。",
        "全县组织干部学习全国民族团结进步模范的事迹。",
    ],
)
def test_what_is_visited_or_learned_from_is_not_held(sentence, gazetteer):
    assert honors(sentence, gazetteer) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "县长在会上表态，明年一定要把全国民族团结进步示范县的牌子扛回来。",
        "各单位要以此为新起点，向省级民族团结进步示范单位迈进。",
        "公司将向省级民族团结进步示范企业看齐，明年提出申报。",
    ],
)
def test_an_aim_is_never_held(sentence, gazetteer):
    assert [item.status for item in honors(sentence, gazetteer)] in ([], ["target"])


def test_a_title_of_which_it_is_open_whether_it_is_held_is_shown_and_not_held(gazetteer):
    page = read("大庄镇的民族之家，门口有“全国民族团结进步示范单位”几个字。", gazetteer)
    assert page.honors == []
    (problem,) = [item for item in page.problems if item.code == "honor_open"]
    assert problem.excerpt.startswith("全国民族团结进步示范单位")


@pytest.mark.parametrize(
    "sentence",
    [
        "双柏县指导大庄镇开展创建，当年获得全国民族团结进步示范单位称号。",
        "大庄镇被命名为全国民族团结进步示范单位。",
        "这里前年获评全国民族团结进步示范单位，大庄镇党委书记说。",
    ],
)
def test_who_is_not_sure_to_bear_a_title_is_shown_or_recorded_and_never_both(sentence, gazetteer):
    page = read(sentence, gazetteer)
    (honor,) = page.honors
    shown = [item for item in page.problems if item.code == "bearer_open"]
    assert not (honor.recipients and shown)
    if "指导" in sentence:  # two who may: a county, and a town that it helps
        (problem,) = shown
        assert problem.excerpt.startswith(honor.name)
        assert "大庄镇" in problem.message


NOTICE = """{}关于命名2023年度双柏县民族团结进步示范单位的决定

各乡镇：

为激励先进，推动全县民族团结进步事业高质量发展，{}决定命名大庄镇为双柏县民族团结进步示范单位。

双柏县民族宗教事务局

2023年3月5日
"""


@pytest.mark.parametrize(
    ("host", "agreed", "body"),
    [
        ("双柏县民宗局", "经研究，现", "双柏县民族宗教事务局"),
        ("", "经县政府研究同意，现", "县政府"),
    ],
)
def test_a_naming_notice_is_its_signers_or_whose_who_agreed(host, agreed, body, gazetteer):
    page = parse_page(NOTICE.format(host, agreed), gazetteer=gazetteer)
    assert [item.conferred_by for item in page.honors if item.status == "held"] == [body]


def test_who_commends_is_told_far_in_front_of_the_titles(gazetteer):
    sentence = "刚才，县委、县政府对10个民族团结进步模范集体、20名民族团结进步模范个人予以表彰。"
    assert [item.conferred_by for item in honors(sentence, gazetteer)] == ["县委、县政府"] * 2
