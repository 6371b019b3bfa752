"""Outlets, accounts and persons that no label names: beside the date, below the title, at the end.

A row reads: what the page has → source, author; a hyphen stands for none.
"""

import pytest

from articles.extraction.parse import parse_page

TITLE = "库伦旗开展民族团结进步宣传月活动"
FIRST = "近年来，全旗扎实开展民族团结进步创建工作，各族群众交往交流交融不断加深，取得明显成效。"
LAST = "全旗培训干部430人次，调解纠纷57件，各族群众互帮互助。"
HEADS = """\
2025年03月06日 18:50:35 云山城市报林夏 → 云山城市报, 林夏
2025-03-06 18:50 通辽日报 张强 → 通辽日报, 张强
通辽日报 张强 2025-03-06 → 通辽日报, 张强
张强 通辽日报 2025-03-06 → 通辽日报, 张强
通辽日报 2025-03-06 18:50 → 通辽日报, -
2025-03-06 库伦旗融媒体中心 包玉兰 → 库伦旗融媒体中心, 包玉兰
2025-03-06 09:11 中国民族报 记者 王小明 → 中国民族报, 王小明
2025-03-06 09:11  内蒙古日报社  王小明 李娜 → 内蒙古日报社, 王小明 李娜
2025-03-06 云山晨讯 → 云山晨讯, -
2025-03-06 09:11 | 库伦发布 | 阅读 233 → 库伦发布, -
张强 2025-03-06 → -, 张强
2025-03-06 18:50:35 来源：通辽日报 张强 → 通辽日报, 张强
来源：通辽日报 2025-03-06 张强 → 通辽日报, 张强
2025-03-06 学习强国 → 学习强国, -
2025-03-06 澎湃新闻·澎湃号·政务 → 澎湃新闻·澎湃号·政务, -
2025-03-06 10:01 石榴花开 原创 → 石榴花开, -
2025-03-06 18:50 星期四 → -, -
2025-03-06 北京 → -, -
人民网-内蒙古频道 2025年03月06日18:50 → 人民网-内蒙古频道, -
原创 张强 库伦发布 2022-11-03 18:00 → 库伦发布, 张强
原创 库伦发布 库伦发布 2022-11-03 18:00 发表于内蒙古 → 库伦发布, -
通讯员：张强 李娜 文/图 2025-03-06 → -, 张强 李娜
□ 本报记者 张强 → -, 张强
■本报记者 张强 通讯员 李娜 → -, 张强 李娜
◎ 张强 → -, 张强
●通讯员 包玉兰 文/图 → -, 包玉兰
文｜张强 图｜李娜 → -, 张强
图文：张强 → -, 张强
张 强 → -, 张强
（库伦旗民委  张强） → -, 张强
〖 作者：张强 ‖ 来源：通辽日报 ‖ 点击：77 ‖ 时间：2025-3-6 〗 → 通辽日报, 张强
旗民委主任 包玉兰 → -, 包玉兰
发言人：陈小满 → -, 陈小满
汇报人：陈小满 → -, 陈小满"""
OPENINGS = """\
本报讯（记者 张强） → 张强
本报讯（记者张强 通讯员李娜） → 张强 李娜
本报讯（记者张强、李娜 通讯员王芳） → 张强、李娜 王芳
新华社呼和浩特3月6日电（记者张强） → 张强
中新网呼和浩特3月6日电 （张强 李娜） → 张强 李娜
人民网呼和浩特3月6日电 （张强） → 张强
本网讯（通讯员 张强 李娜） → 张强 李娜
库伦融媒讯（包玉兰 通讯员 张强） → 包玉兰 张强
（通讯员 张强） → 张强"""
CLOSINGS = """\
（张强） → 张强
（张强 李娜） → 张强 李娜
（张强、李娜） → 张强、李娜
（欧阳明月） → 欧阳明月
（库伦旗委统战部 张强） → 张强
（记者 张强 文/图） → 张强
（作者：张强，系库伦旗民委主任） → 张强
/（库伦旗民委 张强） → 张强
/（作者系库伦旗民委主任 张强） → 张强
/（作者张强系库伦旗民委主任） → 张强
/（作者为库伦旗民委党组书记、主任张强） → 张强
/（作者系本报特约撰稿人 张强） → 张强
/（作者单位：库伦旗民委） → -
/（库伦旗民委供稿） → -
/撰稿：张强 → 张强
/图文/张强 → 张强
/通讯员：张强 李娜 → 张强 李娜
/供稿：库伦旗民委 张强 → 库伦旗民委 张强
（完） → -
（图片由库伦旗民委提供） → -
（责任编辑：李娜） → -"""
SPEECHES = """\
——2022年10月20日在旗人大常委会第九次会议上 副旗长 陈 小 满
——2022年10月20日在旗人大常委会第九次会议上/副旗长 陈小满
——2022年10月20日在旗人大常委会第九次会议上//库伦旗人民政府副旗长 陈 小 满
（2022年10月20日）/旗民族事务委员会党组书记、主任  陈小满
中共库伦旗委书记 陈小满
陈小满/（2022年10月20日）
（2022年10月20日）/陈 小 满"""


def rows(table):
    return [line.split(" → ") for line in table.split("\n")]


def none_for_hyphen(text):
    return None if text == "-" else text


def value(fact):
    return fact and fact.value


@pytest.mark.parametrize(("line", "wanted"), rows(HEADS))
def test_who_stands_beside_the_date_is_told_without_labels(line, wanted, gazetteer):
    report = parse_page(f"{TITLE}\n\n{line}\n\n　　{FIRST}\n\n　　{LAST}\n", gazetteer=gazetteer)
    source, author = map(none_for_hyphen, wanted.split(", "))
    assert report.title.value == TITLE
    assert (value(report.source), value(report.author)) == (source, author)


@pytest.mark.parametrize(("opening", "author"), rows(OPENINGS))
def test_the_dateline_names_the_reporters(opening, author, gazetteer):
    page = f"{TITLE}\n来源：通辽日报 2025-03-06\n\n　　{opening}{FIRST}\n\n　　{LAST}\n"
    assert value(parse_page(page, gazetteer=gazetteer).author) == author


@pytest.mark.parametrize(("closing", "author"), rows(CLOSINGS))
def test_what_closes_a_report_names_its_author(closing, author, gazetteer):
    closing = f"\n\n　　{closing[1:]}" if closing.startswith("/") else closing
    page = f"{TITLE}\n来源：通辽日报 2025-03-06\n\n　　{FIRST}\n\n　　{LAST}{closing}\n"
    assert value(parse_page(page, gazetteer=gazetteer).author) == none_for_hyphen(author)


@pytest.mark.parametrize("lines", SPEECHES.split("\n"))
def test_the_speaker_wrote_the_speech_and_is_no_part_of_its_title(lines, gazetteer):
    head = "库伦旗民族工作情况报告\n" + lines.replace("/", "\n")
    page = f"{head}\n\n发文时间:2022-11-03\n资料来源:旗民委\n\n　　{FIRST}\n\n　　{LAST}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert report.title.value == "库伦旗民族工作情况报告"
    assert (report.author.value, str(report.published.date)) == ("陈小满", "2022-11-03")


@pytest.mark.parametrize("title", [TITLE, "河湾故事"])
@pytest.mark.parametrize("between", ["", "关注\n\n"])
def test_the_account_above_its_day_of_creation_is_the_author(between, title, gazetteer):
    head = f"{title}\n\n青柳微讯\n{between}创建于2022-11-03\n阅读 1441\n\n{title}\n"
    report = parse_page(f"{head}\n\n　　{FIRST}\n\n　　{LAST}\n", gazetteer=gazetteer)
    assert (report.title.value, report.author.value) == (title, "青柳微讯")
    assert (report.source, report.views.value) == (None, 1441)


@pytest.mark.parametrize("account", ["石榴红了", "库伦统战", "库伦发布"])
@pytest.mark.parametrize("place", ["", "\n内蒙古"])
def test_the_account_between_title_and_moment_is_the_source(place, account, gazetteer):
    page = f"{TITLE}\n{account}\n2022-11-03 18:00{place}\n\n　　{FIRST}\n\n　　{LAST}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert (report.title.value, report.source.value) == (TITLE, account)


def test_names_in_a_list_are_no_authors(gazetteer):
    names = "\n".join(["张强", "李娜", "王芳", "赵小军", "包玉兰"])
    page = f"{TITLE}\n来源：旗民委 2025-03-06\n\n　　{FIRST}\n\n获奖名单\n{names}\n\n　　{LAST}\n"
    assert parse_page(page, gazetteer=gazetteer).author is None
