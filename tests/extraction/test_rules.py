"""Rules that pages from outside the corpus taught, each shown on the least text that needs it."""

from articles.extraction.parse import parse_page

HEAD = "扎赉特旗：民族团结之花绚丽绽放\n2022-06-15 来源：扎赉特旗融媒体中心\n"
PROSE = "近年来，扎赉特旗把民族团结进步创建作为一项基础性事业来抓，各项工作取得明显成效。"


def test_a_dateline_with_several_names_stays_with_its_paragraph(gazetteer):
    page = f"{HEAD}本报讯（记者 王五 通讯员 赵六）{PROSE}\n党建引领 筑牢根基\n{PROSE}{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert report.lead[0].quote.startswith("本报讯（记者 王五 通讯员 赵六）近年来")
    assert "近年来" not in report.author.value


def test_headings_of_one_length_do_not_make_a_text_hard_wrapped(gazetteer):
    headings = [
        "（一）聚焦思想引领，在铸牢意识上下功夫",
        "（二）聚焦产业发展，在共同富裕上见实效",
        "（三）聚焦文化传承，在精神家园上出精品",
        "（四）聚焦基层治理，在和谐稳定上求突破",
    ]
    page = HEAD + PROSE + "\n" + "".join(f"{each}\n{PROSE}{PROSE}\n" for each in headings)
    report = parse_page(page, gazetteer=gazetteer)
    assert [row.heading.quote for row in report.outline] == headings


def test_a_paragraph_that_says_who_will_do_what_closes_the_report(gazetteer):
    closing = "扎赉特旗将以示范创建为契机，努力开创工作新局面。"
    page = f"{HEAD}{PROSE}\n一、抓教育\n{PROSE}\n二、抓发展\n{PROSE}\n{closing}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [paragraph.quote for paragraph in report.closing] == [closing]


def test_what_brackets_and_quotes_hold_before_a_number_is_part_of_the_name(gazetteer):
    page = f"{HEAD}{PROSE}\n一、抓服务\n建立民族事务服务站（窗口）154个，开办“夜校”4期。\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [figure.name for figure in report.figures] == [
        "建立民族事务服务站（窗口）",
        "开办“夜校”",
    ]


def test_two_values_of_town_and_country_are_as_many_as_their_one_word(gazetteer):
    page = f"{HEAD}{PROSE}\n2021年，城乡居民人均可支配收入分别达到32156元和15890元。\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert len(report.figures) == 2
    assert "unequal_lists" not in {problem.code for problem in report.problems}


def test_dated_headlines_under_related_news_are_no_part_of_the_page(gazetteer):
    related = "相关新闻\n·阿拉善盟举办知识竞赛 2021-08-30\n·额济纳旗开展教育活动 2021-08-28\n"
    page = f"{HEAD}{PROSE}\n一、抓教育\n{PROSE}\n{related}"
    report = parse_page(page, gazetteer=gazetteer)
    assert {place.name for place in report.places} == {"扎赉特旗"}


def test_a_line_of_prose_that_ends_in_a_comma_goes_on_in_the_next(gazetteer):
    first = "近年来，扎赉特旗认真贯彻落实自治区党委和盟委的决策部署，紧紧围绕创建工作要求，"
    page = f"{HEAD}{first}\n坚持三个到位，取得阶段性成果。\n一、抓教育\n{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [paragraph.quote for paragraph in report.lead] == [
        f"{first}\n坚持三个到位，取得阶段性成果。"
    ]


def test_a_chinese_numeral_keeps_its_scale_with_the_unit(gazetteer):
    page = f"{HEAD}{PROSE}\n一、抓服务\n投入资金四十五万元，受益群众一百二十户。\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [(str(figure.value), figure.unit) for figure in report.figures] == [
        ("45", "万元"),
        ("120", "户"),
    ]


def test_an_ethnic_township_is_known_with_and_without_min(gazetteer):
    page = f"阿荣旗猎民村民族团结工作情况\n2020-11-30\n走进阿荣旗查巴奇鄂温克族乡，{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert "150721201" in {place.code for place in report.places}


def test_what_a_title_calls_our_district_is_the_place_of_the_report(gazetteer):
    page = f"庆阳市督查组到我区检查工作\n2022-08-24 来源：西峰融媒\n{PROSE[8:]}西峰区作了汇报。\n"
    assert parse_page(page, gazetteer=gazetteer).region == "621002"


def test_a_short_form_in_the_title_counts_as_the_name_it_stands_for(gazetteer):
    page = (
        "克旗五措并举推进创建工作\n2018-11-19 来源：旗委统战部\n"
        "赤峰市与克什克腾旗联合开展活动，组织各族干部群众认真学习法律法规，取得了良好的成效。\n"
    )
    assert parse_page(page, gazetteer=gazetteer).region == "150425"


def test_a_report_that_says_the_whole_province_is_about_the_province(gazetteer):
    page = (
        "民族团结之花绽放\n2020-05-15 来源：新华社\n云南省有25个世居少数民族，全省有8个自治州。\n"
        "全省实施了三轮示范区建设。怒江州的隧道顺利通车，云南各族干部群众携手前行。\n"
    )
    assert parse_page(page, gazetteer=gazetteer).region == "53"


def test_a_dateline_names_no_region(gazetteer):
    page = (
        "少数民族发展资金全部下达\n2024-06-30 来源：人民日报\n本报北京6月29日电 "
        "记者获悉，今年的少数民族发展资金近期已全部下达，重点支持改善乡村生产生活条件。\n"
    )
    assert parse_page(page, gazetteer=gazetteer).region is None


def test_a_county_that_became_a_city_is_known_by_its_old_name(gazetteer):
    page = f"{HEAD}{PROSE}\n对口支援香格里拉县金江镇建设示范点。\n"
    places = {place.quote: place.code for place in parse_page(page, gazetteer=gazetteer).places}
    assert places["香格里拉县"] == "533401"
    assert places["金江镇"] is None


def figures_of(sentence: str, gazetteer) -> list[tuple[str, str]]:
    """Return (name, value) of each figure in a sentence of a report's body."""
    report = parse_page(f"{HEAD}{PROSE}\n一、抓发展\n{sentence}\n", gazetteer=gazetteer)
    return [(figure.name, str(figure.value)) for figure in report.figures]


def test_the_name_of_a_figure_never_reaches_into_a_book_title(gazetteer):
    assert figures_of("先后印发《关于深入开展创建工作的实施意见》等文件12个。", gazetteer) == [
        ("文件", "12")
    ]


def test_the_name_of_a_figure_ends_where_a_verb_starts(gazetteer):
    assert figures_of("民族自治县中的24个贫困县已有14个摘帽。", gazetteer) == [
        ("贫困县", "24"),
        ("贫困县", "14"),
    ]


def test_the_name_of_a_figure_is_not_cut_in_a_word(gazetteer):
    assert figures_of("领导小组下设8个民族团结进步创建工作专项推进组。", gazetteer) == [
        ("民族团结进步创建工作专项推进组", "8")
    ]


def test_a_second_count_of_the_same_takes_its_name(gazetteer):
    assert figures_of("受益群众246户995人。", gazetteer) == [
        ("受益群众", "246"),
        ("受益群众", "995"),
    ]


def test_what_is_counted_stands_after_the_words_that_praise_it(gazetteer):
    sentence = "组织实施70个打基础、利长远的基础设施建设项目。"
    assert figures_of(sentence, gazetteer) == [("基础设施建设项目", "70")]


def test_a_group_of_villagers_is_no_figure(gazetteer):
    assert figures_of("在金江镇堆满三组、佛山乡开展工作。", gazetteer) == []


def test_a_line_that_announces_a_title_with_its_place_is_no_part_of_it(gazetteer):
    page = f"石榴花开 籽籽同心\n{HEAD}{PROSE}{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert report.title.value == "扎赉特旗：民族团结之花绚丽绽放"
    assert "石榴花开" not in "".join(item.quote for item in report.lead)


def test_a_salutation_under_the_title_is_no_part_of_it(gazetteer):
    page = (
        f"关于扎赉特旗民族团结进步创建工作的报告\n兴安盟民委：\n{PROSE}\n{PROSE}\n2022年6月15日\n"
    )
    report = parse_page(page, gazetteer=gazetteer)
    assert report.title.value == "关于扎赉特旗民族团结进步创建工作的报告"
    assert "兴安盟民委" in "".join(item.quote for item in report.lead)


def honors_of(sentence: str, gazetteer) -> list[tuple]:
    """Return (name, level, status, count) of each honor in a sentence of a report's body."""
    page = f"{HEAD}{PROSE}\n一、抓创建\n{PROSE}{sentence}\n二、抓发展\n{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    return [(each.name, each.level, each.status, each.count) for each in report.honors]


def test_what_is_to_be_created_successfully_is_not_held(gazetteer):
    assert honors_of("为成功创建全国民族团结进步示范旗打好基础。", gazetteer) == [
        ("全国民族团结进步示范旗", "national", "target", None)
    ]


def test_the_shared_home_of_a_slogan_says_nothing_of_holding(gazetteer):
    sentence = "打造示范学校28个，构建各民族共有精神家园主题教育基地1个。"
    assert {status for _, _, status, _ in honors_of(sentence, gazetteer)} == {"described"}


def test_a_result_that_is_kept_is_no_aim(gazetteer):
    sentence = "不断巩固和拓展全国民族团结进步示范市成果。"
    assert [status for _, _, status, _ in honors_of(sentence, gazetteer)] == ["described"]


def test_a_batch_may_stand_between_a_count_and_its_title(gazetteer):
    sentence = "国家民委命名488个第十二批全国民族团结进步示范单位。"
    assert honors_of(sentence, gazetteer)[0][3] == 488


def test_counts_of_other_levels_take_the_title_without_its_level(gazetteer):
    sentence = "荣获全国民族团结进步教育基地3个、自治区级11个。"
    assert honors_of(sentence, gazetteer) == [
        ("全国民族团结进步教育基地", "national", "held", 3),
        ("民族团结进步教育基地", "autonomous_region", "held", 11),
    ]


def test_persons_counted_by_level_share_the_title_that_follows(gazetteer):
    sentence = "共有1人获得国家级、10人获得自治区级、24人获得盟级民族团结进步模范个人荣誉称号。"
    assert honors_of(sentence, gazetteer) == [
        ("民族团结进步模范个人", "national", "held", 1),
        ("民族团结进步模范个人", "autonomous_region", "held", 10),
        ("民族团结进步模范个人", "league", "held", 24),
    ]


def test_a_place_that_has_so_many_is_not_who_bears_them(gazetteer):
    page = f"{HEAD}{PROSE}\n四川共有56个地区和单位被命名为全国民族团结进步示范单位。\n{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [(each.count, each.recipients) for each in report.honors] == [(56, [])]


def test_a_range_of_years_is_the_period_of_the_figures_after_it(gazetteer):
    page = f"{HEAD}{PROSE}\n一、抓发展\n2012年至2024年，全旗累计投入资金2.36亿元。\n"
    (figure,) = parse_page(page, gazetteer=gazetteer).figures
    assert (figure.year, figure.period) == (None, "2012年至2024年")


def test_a_blank_may_part_thousands(gazetteer):
    assert figures_of("农牧民人均可支配收入达14 865元。", gazetteer) == [
        ("农牧民人均可支配收入", "14865")
    ]


def test_who_is_on_a_list_of_honors_is_no_figure(gazetteer):
    assert figures_of("旗融媒体中心等四家单位榜上有名，旗四家班子领导出席。", gazetteer) == []


def test_names_under_a_line_that_announces_them_are_no_headings(gazetteer):
    names = "获表彰的先进个人名单\n王建军\n巴音才次克\n古丽娜尔·吐尔逊\n马成林\n"
    page = f"{HEAD}{PROSE}\n党建引领 筑牢根基\n{PROSE}\n{names}{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [row.heading.quote for row in report.outline] == ["党建引领 筑牢根基"]


def test_a_list_of_sentences_in_one_paragraph_has_no_headings(gazetteer):
    listed = "一是宣传形式还不够丰富。二是个别乡镇重视程度不够高。"
    page = f"{HEAD}{PROSE}\n一、主要做法\n{PROSE}\n二、存在的问题\n{listed}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [row.heading.quote for row in report.outline] == ["一、主要做法", "二、存在的问题"]
    assert report.outline[1].paragraphs[0].quote == listed


def test_the_line_under_a_link_to_the_picture_is_its_caption(gazetteer):
    title, rest = HEAD.split("\n", 1)
    page = f"{title}\n【查看原图】\n各族群众欢度那达慕\n{rest}{PROSE}{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert report.title.value == title
    assert "那达慕" not in "".join(item.quote for item in report.lead)


def test_a_bar_after_the_word_source_is_its_colon(gazetteer):
    page = f"扎赉特旗民族团结工作\n{PROSE}\n{PROSE}\n（来源丨兴安日报　记者　王五）\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert (report.source.value, report.author.value) == ("兴安日报", "王五")


def test_what_is_listed_as_heritage_is_a_work(gazetteer):
    page = f"{HEAD}{PROSE}\n《查姆》《虎笙》被列入国家级非物质文化遗产名录。\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [each.kind for each in report.documents] == ["work", "work"]


def test_a_sum_of_years_is_not_dated_by_an_earlier_figure(gazetteer):
    page = f"{HEAD}{PROSE}\n一、抓发展\n2021年生产总值83.6亿元。累计实施项目39个。\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [figure.year for figure in report.figures] == [2021, None]


def test_a_town_named_with_a_number_counts_nothing(gazetteer):
    assert figures_of("八所镇、五里镇开展了宣传活动，荣获三项桂冠。", gazetteer) == []


def test_views_may_stand_at_the_foot(gazetteer):
    page = f"{HEAD}{PROSE}{PROSE}\n编辑：马玉\n阅读 1563　在看 12\n"
    assert parse_page(page, gazetteer=gazetteer).views.value == 1563


def test_an_invitation_to_follow_an_account_is_no_heading(gazetteer):
    page = f"{HEAD}点击上方蓝字关注我们\n{PROSE}\n党建引领 筑牢根基\n{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [row.heading.quote for row in report.outline] == ["党建引领 筑牢根基"]


def test_brackets_around_a_label_are_its_colon(gazetteer):
    header = "【发布日期】2024年03月22日　【信息来源】旗融媒体中心　【浏览次数】1030"
    page = f"扎赉特旗民族团结工作\n{header}\n{PROSE}{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert (report.source.value, report.views.value) == ("旗融媒体中心", 1030)


def test_numbered_sentences_one_below_the_other_are_a_list(gazetteer):
    listed = "1. 2010年，被授予全国先进单位。\n2. 2019年，被授予全国模范集体。\n"
    page = f"{HEAD}{PROSE}\n一、国家级荣誉\n{listed}二、其他\n{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [row.heading.quote for row in report.outline] == ["一、国家级荣誉", "二、其他"]


def test_the_number_of_a_document_may_part_title_and_addressee(gazetteer):
    title = "扎赉特旗民族事务委员会关于2021年度民族团结进步创建工作情况的报告"
    page = f"{title}\n扎民发〔2022〕3号\n盟民族事务委员会：\n{PROSE}\n一、主要做法\n{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert report.title.value == title
    assert [row.heading.quote for row in report.outline] == ["一、主要做法"]


def test_the_stem_of_a_county_in_the_title_is_the_place_of_the_report(gazetteer):
    page = (
        "杜尔伯特：共建美丽家园\n2021-09-27 来源：大庆网\n杜尔伯特蒙古族自治县居住着二十多个民族，"
        "大庆市与大庆市民宗局多次到此调研，各族干部群众携手前行，共建共享美好生活。\n"
    )
    assert parse_page(page, gazetteer=gazetteer).region == "230624"


def test_a_quoted_word_with_its_noun_may_lead_a_paragraph(gazetteer):
    leads = ["“红色同心”品牌。", "“书香同心”品牌。", "“产业同心”品牌。"]
    page = HEAD + PROSE + "\n" + "".join(f"{each}{PROSE}\n" for each in leads)
    report = parse_page(page, gazetteer=gazetteer)
    assert [row.heading.quote for row in report.outline] == leads


def test_labels_of_title_and_text_are_no_part_of_them(gazetteer):
    page = f"标题：扎赉特旗民族团结工作\n作者：王五\n日期：2022/9/30\n正文：\n{PROSE}\n{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert (report.title.value, report.author.value) == ("扎赉特旗民族团结工作", "王五")
    assert "正文" not in "".join(item.quote for item in report.lead)


def test_the_office_and_the_month_below_the_title_are_its_header(gazetteer):
    top = "扎赉特旗创建工作经验交流材料\n扎赉特旗委统战部\n（2021年10月）"
    page = f"{top}\n{PROSE}\n一、抓教育\n{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert report.source.value == "扎赉特旗委统战部"
    assert [row.heading.quote for row in report.outline] == ["一、抓教育"]
    assert [item.quote for item in report.lead] == [PROSE]


def test_the_words_of_a_login_are_no_headlines(gazetteer):
    login = "账号+密码登录\n手机+密码登录\n还没有账号?\n立即注册\n"
    report = parse_page(f"{HEAD}{PROSE}\n{PROSE}\n终审：齐缨\n{login}", gazetteer=gazetteer)
    assert "other_headlines" not in {problem.code for problem in report.problems}


def test_captions_between_title_and_header_hide_no_title(gazetteer):
    title, rest = HEAD.split("\n", 1)
    captions = "【查看原图】\n那达慕大会。摄影：张德华\n那达慕大会。摄影：张德华\n"
    report = parse_page(f"{title}\n{captions}{rest}{PROSE}{PROSE}\n", gazetteer=gazetteer)
    assert report.title.value == title


def test_a_breadcrumb_may_be_parted_by_slashes(gazetteer):
    page = f"首页 / 旗县动态 / 正文\n{HEAD}{PROSE}{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [item.value for item in report.breadcrumb] == ["首页", "旗县动态"]


def test_what_will_be_done_in_a_year_closes_the_report(gazetteer):
    closing = "2022年，全旗将以示范创建为主线，推动各项工作再上新台阶。"
    page = f"{HEAD}{PROSE}\n一、抓教育\n{PROSE}\n二、抓发展\n{PROSE}\n{closing}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert [item.quote for item in report.closing] == [closing]


def test_the_number_of_an_issue_is_no_part_of_the_title(gazetteer):
    page = f"扎赉特旗民族团结工作简报\n第18期\n扎赉特旗委统战部 2020年9月21日\n{PROSE}{PROSE}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert report.title.value == "扎赉特旗民族团结工作简报"
