"""What stands around a title is none of it, understood or not; what belongs to it is not lost."""

import pytest

from articles.extraction.parse import parse_page

TITLE = "库伦旗开展民族团结宣传月活动"
BODY = """

　　近年来，全旗坚持以铸牢中华民族共同体意识为主线，扎实开展民族团结进步创建工作，各族群众交往\
交流交融不断加深，取得明显成效。
"""


def parsed(head, gazetteer):
    return parse_page(head + BODY, gazetteer=gazetteer)


def codes(report):
    return {problem.code: problem.excerpt for problem in report.problems}


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2020-02-30",
        "发布时间：2020年13月5日 10:00",
        "发布日期：二〇二〇年二月三十日",
        "【发布时间】20200230",
        "发布时间　2020-02-30",
        "发布时间|2020-02-30",
        "发布时间：昨天",
        "更新时间：3天前",
        "时间：07/07/2020",
        "成文日期 二〇二〇年七月",
        "发布时间：7月7日",
        "2020-02-30",
        "07/07/2020",
        "2020年7月",
        "7月7日",
        "2020-02-30 来源：旗民委",
        "来源：旗民委 2020-02-30",
    ],
)
def test_a_date_that_is_not_understood_is_no_title_and_shown_to_the_editor(line, gazetteer):
    report = parsed(f"{TITLE}\n{line}", gazetteer)
    assert report.title.value == TITLE
    assert report.published is None
    assert codes(report)["date_unread"] == line


@pytest.mark.parametrize(
    "line",
    [
        "来源：旗民委",
        "来源—旗民委",
        "来源=旗民委",
        "来源 旗民委",
        "【来源】旗民委",
        "作者-张三",
        "作者　张三",
        "责任编辑 李四",
        "浏览量 载入中",
        "浏览：暂无数据统计中",
        "阅读(载入中)",
        "点击：次",
        "编号：2020-001",
        "栏目：民族团结进步创建专栏工作动态",
        "发布时间：20200707 来源：旗民委 浏览：载入中...",
    ],
)
def test_a_line_with_a_known_label_is_no_title(line, gazetteer):
    report = parsed(f"{TITLE}\n{line}", gazetteer)
    assert report.title.value == TITLE
    assert "date_unread" not in codes(report)


@pytest.mark.parametrize(
    "title",
    [
        "2020年7月7日库伦旗召开民族团结进步表彰会",
        "7月7日，库伦旗召开民族团结进步表彰大会",
        "阅读点亮梦想 石榴花开北疆",
        "来源于生活的民族团结故事",
        "记者走基层：库伦旗见闻",
        "评论：用心用情做好民族团结工作",
        "时间见证民族团结",
        "访问牧区的日子",
        "作者不详的民族团结歌谣",
        "石湾市召开创建全国民族团结 进步示范市表彰会",
    ],
)
def test_a_title_that_opens_like_a_label_or_a_date_is_kept(title, gazetteer):
    report = parsed(f"{title}\n来源：旗民委 2020-07-08", gazetteer)
    assert report.title.value == title
    assert str(report.published.date) == "2020-07-08"


def test_one_field_that_cannot_be_read_does_not_cost_the_others(gazetteer):
    head = "时间:2016-03-23 15:22来源:云山网 作者:林夏 点击: 载入中..."
    report = parsed(f"{TITLE}\n\n{head}", gazetteer)
    assert (report.source.value, report.author.value) == ("云山网", "林夏")
    assert (str(report.published.date), report.views) == ("2016-03-23", None)


@pytest.mark.parametrize(
    ("line", "views"),
    [
        ("阅读：1 234 2021-11-05", 1234),
        ("2021-11-05 浏览：1.25万次", 12500),
        ("2021-11-05 浏览次数：3,205", 3205),
        ("2021-11-05 3 205人次浏览", 3205),
    ],
)
def test_views_are_read_whole(line, views, gazetteer):
    report = parsed(f"{TITLE}\n{line}", gazetteer)
    assert (report.views.value, str(report.published.date)) == (views, "2021-11-05")


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来自：旗民委 2021-11-05", "旗民委"),
        ("转载自：内蒙古日报 2021-11-05", "内蒙古日报"),
        ("Source: 旗民委 Date: 2021-11-05", "旗民委"),
        ("2021-11-05 作者单位：旗民委", "旗民委"),
        ("来源：旗民委网站（www.example.cn） 2021-11-05", "旗民委网站（www.example.cn）"),
        ("（来源：旗民委网站 2021-11-05）", "旗民委网站"),
    ],
)
def test_a_source_is_without_its_label_and_keeps_its_brackets(line, source, gazetteer):
    report = parsed(f"{TITLE}\n{line}", gazetteer)
    assert report.source.value == source
    assert report.author is None


@pytest.mark.parametrize(
    "line",
    ["有效期至：2021-07-07", "截止日期：2021-07-07", "会议时间：2021年7月7日 地点：旗委党校",
     "施行日期：2021-07-07"],
)  # fmt: skip
def test_the_day_of_something_else_is_not_when_a_report_was_published(line, gazetteer):
    assert parsed(f"{TITLE}\n{line}", gazetteer).published is None
    report = parsed(f"{TITLE}\n{line} 发布时间：2021-06-30", gazetteer)
    assert str(report.published.date) == "2021-06-30"
    assert report.title.value == TITLE


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("最后修改：2021-11-06 创建：2021-11-05", "2021-11-05"),
        ("[ 索引号 ] 11152225/2020-00123 [ 发布日期 ] 2021-11-05", "2021-11-05"),
    ],
)
def test_the_day_of_publication_is_told_from_others(line, day, gazetteer):
    assert str(parsed(f"{TITLE}\n{line}", gazetteer).published.date) == day


@pytest.mark.parametrize(
    "line", [f"{TITLE} 2021-11-05", f"{TITLE}（2021年11月5日）", f"2021-11-05 {TITLE}"]
)
def test_a_title_may_share_its_line_with_the_date_alone(line, gazetteer):
    report = parsed(line, gazetteer)
    assert (report.title.value, str(report.published.date)) == (TITLE, "2021-11-05")


@pytest.mark.parametrize("line", ["旗民委 张三", "张 三 李 四"])
@pytest.mark.parametrize("header", ["", "\n2021-11-05"])
def test_a_byline_is_no_end_of_a_title(line, header, gazetteer):
    assert parsed(f"{TITLE}\n{line}{header}", gazetteer).title.value == TITLE


def test_an_office_spaced_out_above_a_complete_title_is_the_source(gazetteer):
    report = parsed("库 伦 旗 人 民 政 府\n关于民族团结进步工作的报告", gazetteer)
    assert report.title.value == "关于民族团结进步工作的报告"
    assert report.source.value == "库伦旗人民政府"


def test_a_reporters_station_is_no_reporter(gazetteer):
    head = "[ 来源:云山日报·青柳记者站 ] [ 文/图 林夏 ] [ 2024-03-18 ] [ 浏览 509 ]"
    report = parsed(f"{TITLE}\n\n{head}", gazetteer)
    assert (report.source.value, report.author.value) == ("云山日报·青柳记者站", "林夏")
    assert report.views.value == 509


def test_a_readable_date_elsewhere_in_the_head_is_taken_and_the_other_still_shown(gazetteer):
    report = parsed(f"{TITLE}\n成文日期：2020-07-01\n发布时间：2020-02-30", gazetteer)
    assert str(report.published.date) == "2020-07-01"
    assert codes(report)["date_unread"] == "发布时间：2020-02-30"


def test_the_day_a_paper_was_adopted_yields_to_the_day_it_was_issued(gazetteer):
    head = f"发文日期:2022年11月03日\n{TITLE}\n\n（2019年12月20日）"
    assert str(parsed(head, gazetteer).published.date) == "2022-11-03"


def test_the_day_of_a_speech_is_not_when_it_was_published_and_its_speaker_wrote_it(gazetteer):
    head = """库伦旗民族工作情况报告
——2022年10月20日在旗人大常委会第九次会议上 副旗长 陈 小 满

发文时间:2022-11-03"""
    report = parsed(head, gazetteer)
    assert (str(report.published.date), report.author.value) == ("2022-11-03", "陈小满")


@pytest.mark.parametrize(
    ("closing", "author"),
    [("（马 军）", "马军"), ("（作者系本报特约撰稿人 陈凤）", "陈凤"), ("（完）", None)],
)
def test_a_name_alone_in_the_last_brackets_is_the_author(closing, author, gazetteer):
    report = parse_page(
        f"{TITLE}\n来源：云山网 2023-06-14{BODY.rstrip()}{closing}\n", gazetteer=gazetteer
    )
    assert (report.author and report.author.value) == author


SPACED = [
    ("库  伦  旗\n民族团结进步工作总结", "库伦旗民族团结进步工作总结"),
    ("库　伦　旗\n民族团结进步工作总结", "库伦旗民族团结进步工作总结"),
    ("库\u00a0\u00a0伦\u00a0\u00a0旗\n民族团结进步工作总结", "库伦旗民族团结进步工作总结"),
    ("库\u2003伦\u2003旗\n\n民族团结进步工作总结", "库伦旗民族团结进步工作总结"),
    ("库 伦 旗\n工 作 总 结", "库伦旗工作总结"),
    ("库 伦 旗\n2020年\n民族团结进步工作总结", "库伦旗2020年民族团结进步工作总结"),
    ("库伦旗2020年民族团结进步\n\n工 作 总 结", "库伦旗2020年民族团结进步工作总结"),
    ("库 伦 旗 民 族 团 结 工 作 的 报 告", "库伦旗民族团结工作的报告"),
    ("关 于 民族团结进步工作情况的 报 告", "关于民族团结进步工作情况的报告"),
    ("关  于\n库伦旗民族团结进步工作情况的报告", "关于库伦旗民族团结进步工作情况的报告"),
    ("库伦旗\n民族团结进步工作总结", "库伦旗民族团结进步工作总结"),
    ("关于库伦旗民族团结进步创建工作的\n情 况 汇 报", "关于库伦旗民族团结进步创建工作的情况汇报"),
    ("库伦旗民族团结进步创建工作\n总 结 报 告", "库伦旗民族团结进步创建工作总结报告"),
]


@pytest.mark.parametrize("header", ["", "\n来源：旗民委 2020-07-07", "\n2020年7月7日"])
@pytest.mark.parametrize(("lines", "title"), SPACED)
def test_a_title_spaced_out_is_whole_and_closed_up(lines, title, header, gazetteer):
    report = parsed(lines + header, gazetteer)
    assert report.title.value == title
    assert report.title.quote == report.raw_text[: len(lines)]


def test_a_title_below_its_header_may_be_spaced_out_too(gazetteer):
    head = "2020-07-07 来源：旗民委\n库  伦  旗\n民族团结进步工作总结"
    assert parsed(head, gazetteer).title.value == "库伦旗民族团结进步工作总结"


def test_the_pages_own_short_title_does_not_cost_the_spaced_line(gazetteer):
    page = f"""<title>民族团结进步工作总结-库伦旗政府网</title>
    <p>库&nbsp;&nbsp;伦&nbsp;&nbsp;旗</p><p>民族团结进步工作总结</p><p>2020-07-07</p><p>{BODY}</p>"""
    report = parse_page(page, gazetteer=gazetteer, media="html")
    assert report.title.value == "库伦旗民族团结进步工作总结"


@pytest.mark.parametrize("line", ["库 伦 旗 日 报", "民 族 工 作 简 报"])
def test_a_masthead_spaced_out_is_no_part_of_the_title(line, gazetteer):
    assert parsed(f"{line}\n{TITLE}\n来源：旗民委 2020-07-07", gazetteer).title.value == TITLE


@pytest.mark.parametrize(
    "head",
    [
        f"往期阅读\n当前版: 08版 上一版  下一版\n放大 缩小 默认   \n\n{TITLE}",
        f"云山商报\n3上一篇 下一篇4 2022 年 11 月 03 日 星期四   07\n\n{TITLE}\n\n作者:\n",
        f"云山政协主管主办 国内统一刊号:CN00-0000 华兴报社出版\n\n\n{TITLE}\n\n本报讯(记者 林夏)",
    ],
)
def test_a_papers_masthead_and_tools_are_no_title(head, gazetteer):
    assert parsed(head, gazetteer).title.value == TITLE


def test_an_authors_name_spaced_out_below_the_title_is_none_of_it(gazetteer):
    assert parsed(f"{TITLE}\n张 三\n2020-07-07", gazetteer).title.value == TITLE


@pytest.mark.parametrize(
    "tag",
    [
        '<meta name="PubDate" content="2020-07-06T16:30:00Z">',
        '<meta name="publishdate" content="2020-07-06 16:30:00 +0000">',
        '<meta property="article:published_time" content="2020-07-06T16:30:00+00:00">',
        '<script type="application/ld+json">{"datePublished": "2020-07-06T16:30:00Z"}</script>',
        '<time itemprop="datePublished" datetime="2020-07-06T16:30:00Z">昨天</time>',
    ],
)
def test_a_moment_that_only_the_pages_code_tells_is_turned_into_chinas_time(tag, gazetteer):
    page = f"{tag}<h1>{TITLE}</h1><p>{BODY}</p>"
    report = parse_page(page, gazetteer=gazetteer, media="html")
    assert report.title.value == TITLE
    assert (str(report.published.date), str(report.published.time)) == ("2020-07-07", "00:30:00")
