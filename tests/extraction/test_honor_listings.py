"""Titles told by tables and by lists of names."""

from tests.extraction.honor_sentences import honors, read


def told(text, gazetteer):
    return [(item.name, item.count, item.recipients) for item in honors(text, gazetteer)]


def test_a_table_has_a_title_a_row(gazetteer):
    table = (
        "县委决定对以下集体和个人给予嘉奖：\n\n奖项 | 数量 | 名单\n\n"
        "民族团结先进集体 | 2 | 青石镇、县融媒体中心\n\n民族团结先进个人 | 1 | 赛罕"
    )
    assert told(table, gazetteer) == [
        ("民族团结先进集体", 2, ["青石镇", "县融媒体中心"]),
        ("民族团结先进个人", 1, ["赛罕"]),
    ]


def test_columns_of_a_table_give_body_and_year(gazetteer):
    table = (
        "序号\t获得者\t荣誉名称\t授予单位\t授予时间\n"
        "1\t隆畅社区\t全国民族团结进步模范集体\t国务院\t2019年\n"
        "2\t安秀琴\t全国民族团结进步模范个人\t国务院\t2019年"
    )
    read_honors = honors(table, gazetteer)
    assert [(item.recipients, item.conferred_by, item.year) for item in read_honors] == [
        (["隆畅社区"], "国务院", 2019),
        (["安秀琴"], "国务院", 2019),
    ]


def test_a_list_completes_the_title_that_a_sentence_told(gazetteer):
    text = (
        "县委、县政府决定，授予千家峒乡人民政府等3个单位“江永县民族团结进步模范集体”称号，"
        "授予首海兵等2名同志“江永县民族团结进步模范个人”称号。\n\n"
        "一、模范集体（3个）\n\n千家峒乡人民政府\n\n勾蓝瑶村\n\n县第三民族中学\n\n"
        "二、模范个人（2名）\n\n首海兵　县公安局派出所所长\n\n欧阳红艳（女，瑶族）　村党总支书记"
    )
    assert told(text, gazetteer) == [
        ("江永县民族团结进步模范集体", 3, ["千家峒乡人民政府", "勾蓝瑶村", "县第三民族中学"]),
        ("江永县民族团结进步模范个人", 2, ["首海兵", "欧阳红艳"]),
    ]


def test_a_table_without_titles_lists_the_bearers_of_the_title_above(gazetteer):
    text = (
        "经研究，市民宗委决定命名杆洞乡中心小学等3个单位为“柳州市民族团结进步示范单位”。\n"
        "序号\t单位名称\t类别\n1\t杆洞乡中心小学\t学校\n2\t古兰村\t村\n3\t东环社区\t社区"
    )
    assert told(text, gazetteer) == [
        ("柳州市民族团结进步示范单位", 3, ["杆洞乡中心小学", "古兰村", "东环社区"])
    ]


def test_a_list_of_other_things_names_nobody(gazetteer):
    text = "全国民族团结进步示范单位\n\n一是宣传到位。\n\n二是措施得力。"
    assert [item.recipients for item in honors(text, gazetteer)] in ([], [[]])


def test_a_body_hidden_until_a_script_has_run_is_read(gazetteer):
    page = (
        "<html><body><h1>石桥社区的百家宴</h1>"
        '<div id="js_content" class="rich_media_content" style="visibility: hidden; opacity: 0;">'
        "<p>石桥社区住着九个民族的居民，大家商量着办起百家宴，一年四次，从不间断，越走越近。</p>"
        "<p>2022年，石桥社区被命名为“全国民族团结进步示范社区”。</p></div>"
        '<div style="display:none"><p>隐藏的广告文字，不应当被读到，读者也看不见它。</p></div>'
        "</body></html>"
    )
    report = read(page, gazetteer, whole=True)
    assert [item.recipients for item in report.honors] == [["石桥社区"]]
    assert "广告" not in report.raw_text


def test_a_title_that_spans_rows_goes_to_each_with_its_own_year_and_batch(gazetteer):
    table = (
        "序号\t名称\t命名类别\t批次\t命名年份\n"
        "1\t木里藏族自治县\t全国民族团结进步示范县\t第八批\t2020\n"
        "2\t冕宁县\t第九批\t2021\n"
        "3\t昭觉县火普村\t全国民族团结进步示范单位\t第七批\t2019"
    )
    assert [
        (item.name, item.recipients, item.batch, item.year) for item in honors(table, gazetteer)
    ] == [
        ("全国民族团结进步示范县", ["木里藏族自治县"], 8, 2020),
        ("全国民族团结进步示范县", ["冕宁县"], 9, 2021),
        ("全国民族团结进步示范单位", ["昭觉县火普村"], 7, 2019),
    ]


def test_a_table_tells_what_was_held_before(gazetteer):
    text = (
        "经评审，拟推荐沙溪镇寺登村等2个集体为云南省民族团结进步模范集体，现予公示。\n"
        "序号\t集体名称\t曾获主要荣誉\n1\t沙溪镇寺登村\t2021年州级民族团结进步示范村\n2\t县民族中学\t—"
    )
    assert [
        (item.name, item.status, item.recipients, item.year) for item in honors(text, gazetteer)
    ] == [
        ("云南省民族团结进步模范集体", "target", ["沙溪镇寺登村", "县民族中学"], None),
        ("民族团结进步示范村", "held", ["沙溪镇寺登村"], 2021),
    ]
