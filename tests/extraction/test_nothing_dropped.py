"""Nothing of a report is left out on suspicion, and what is left out is said."""

import pytest

from articles.extraction.parse import parse_page
from tests.extraction.make_docx import docx

TITLE = "库伦旗民族团结进步创建工作总结"
LEAD = (
    "近年来，库伦旗把民族团结进步创建作为一项基础性事业来抓，各项工作取得明显成效，先后召开会议"
    "专题研究，各族群众的获得感幸福感安全感不断增强。"
)
SECTION = (
    "坚持党的全面领导，成立由旗委书记任组长的创建工作领导小组，建立联席会议制度，制定实施方案和"
    "任务分工，形成了党委统一领导、部门各负其责、社会协同参与的工作格局，为创建提供保证。"
)
HEADLINES = [
    "奈曼旗举办民族政策培训班",
    "开鲁县开展集中宣传活动",
    "科左后旗召开创建工作推进会",
]


def as_docx(tail: list[str]) -> bytes:
    return docx(f"T:{TITLE}", LEAD, "一、坚持高位推动", SECTION, *tail)


def as_html(tail: list[str], foot: str = "") -> str:
    body = "".join(f"<p>{text}</p>" for text in [LEAD, "一、坚持高位推动", SECTION, *tail])
    top = "<div><a href=/>首页</a> &gt; <a href=/x>新闻</a></div>"
    return f"<html><body>{top}<h1>{TITLE}</h1>{body}{foot}</body></html>"


def as_text(tail: list[str]) -> str:
    return "\n".join([TITLE, LEAD, "一、坚持高位推动", SECTION, *tail])


WAYS = pytest.mark.parametrize("way", [as_docx, as_html, as_text])


def body(report) -> str:
    rows = [(row.heading, row.paragraphs) for row in report.outline]
    parts = [*report.lead, *(each for head, text in rows for each in [head, *text] if each)]
    return "\n".join(part.quote for part in [*parts, *report.closing])


def headings(report) -> list[tuple[int, str]]:
    return [(row.level, row.heading.quote) for row in report.outline if row.heading]


def problems(report) -> dict[str, str]:
    return {problem.code: problem.message for problem in report.problems}


@WAYS
def test_short_last_sections_are_sections(way, gazetteer):
    tail = ["二、办好民生实事", "实施项目9个，带动860户增收。"]
    tail += ["三、强化督查考核", "开展督查4次，整改问题12个。"]
    report = parse_page(way(tail), gazetteer=gazetteer)
    assert headings(report) == [(1, "一、坚持高位推动"), (1, tail[0]), (1, tail[2])]
    assert "other_headlines" not in problems(report)


@WAYS
def test_short_last_measures_are_measures(way, gazetteer):
    tail = ["二、抓好服务", SECTION, "三、办好民生实事"]
    tail += ["（一）产业项目", "投入资金320万元。", "（二）就业项目", "培训农牧民450人。"]
    report = parse_page(way(tail), gazetteer=gazetteer)
    assert headings(report)[-2:] == [(2, "（一）产业项目"), (2, "（二）就业项目")]


@pytest.mark.parametrize(
    "annex",
    [
        ["附表：各苏木镇创建情况", "TABLE:苏木镇|示范村;库伦镇|3;扣河子镇|2"],
        ["附件：各苏木镇创建情况", "TABLE:名称|数量;库伦镇|3;扣河子镇|2"],
        ["附件1：先进集体名单", "旗教育局", "旗公安局", "旗民政局", "旗民族事务委员会"],
    ],
)
def test_an_annex_at_the_end_of_a_word_file_is_kept(annex, gazetteer):
    report = parse_page(as_docx(annex), gazetteer=gazetteer)
    assert body(report).splitlines()[-1] == report.raw_text.splitlines()[-1]
    assert annex[0] in body(report)
    signed = ["库伦旗民族事务委员会", "2021年11月5日"]
    report = parse_page(as_docx([*signed, *annex]), gazetteer=gazetteer)
    assert annex[0] in body(report)
    assert report.published.date.isoformat() == "2021-11-05"
    assert signed[0] not in body(report)


@WAYS
@pytest.mark.parametrize(
    "tail",
    [
        ["主要指标", "生产总值：48.6亿元", "财政收入：2.5亿元", "示范单位：12个"],
        ["示范村：", "库伦镇哈达图街村", "扣河子镇三家子村", "白音花镇白音花村"],
        ["先进集体名单：", "旗教育局", "旗公安局", "旗民政局", "旗卫生健康委员会"],
        ["先进集体名单：", "库伦镇", "旗公安局"],
        ["工作亮点", "一村一品", "一户一策", "一人一岗"],
        ["大事记", "3月5日 召开动员大会", "4月8日 开展宣讲活动", "9月1日 举行宣传月活动"],
        ["大事记", "2021年3月5日 召开创建动员大会", "2021年9月20日 自治区考评组来旗考评"],
        ["二、召开会议", "会议时间：2021年7月7日", "会议地点：旗委党校"],
        ["二、召开会议", "会议地点：旗委党校", "会议时间：2021年7月7日"],
        ["二、推进落实", "责任单位：旗民委", "完成时间：2021年12月底"],
        ["二、推进落实", "牵头单位：旗委统战部", "完成时限：2021年12月31日"],
        ["二、推进落实", "责任人：王小明", "联系人：张三"],
        ["二、主要指标", "投入：320万元", "数据来源：旗统计局"],
        ["二、主要指标", "投入：320万元", "注：数据截至2020年12月31日"],
        ["二、开展活动", "打印资料3200份", "分享经验12次", "关闭企业3家"],
        ["二、资金投入", "来源：旗财政拨款30万元", "时间：2021年12月底前", "责任单位：旗民委"],
        ["受表彰的有", "库伦镇、扣河子镇、白音花镇……"],
        ["二、推进进党政机关", "开展宣讲4次。", "三、推进进事业单位", "开展宣讲12次。"],
        ["二、设立窗口", "地址：库伦镇中心街", "电话：0475-4911000", "三、督查", "整改问题2个。"],
        ["二、建设阵地", "名称：石榴籽广场", "面积：3000平方米"],
        ["二、资金投入", "资金来源：中央财政", "投入资金：320万元", "三、督查", "开展督查4次。"],
        ["走进社区", SECTION, "走进牧区", "开展督查4次。"],
        ["二、争取技术支持", "邀请专家4人次。", "三、落实主办单位责任", "举办活动12场。"],
    ],
)
def test_short_lines_at_the_end_are_kept(tail, way, gazetteer):
    report = parse_page(way(tail), gazetteer=gazetteer)
    assert [line for line in tail if line not in body(report)] == []
    assert (report.published, report.source) == (None, None)


def test_links_at_the_end_are_left_out_and_said(gazetteer):
    page = as_html([f"<a href=/{text}>{text}</a>" for text in HEADLINES])
    report = parse_page(page, gazetteer=gazetteer)
    assert not any(text in body(report) for text in HEADLINES)
    first = report.raw_text.split("\n").index(HEADLINES[0]) + 1
    assert f"第 {first} 至 {first + 2} 行" in problems(report)["other_headlines"]


def test_headlines_with_their_dates_are_left_out_said_and_can_be_taken_back(gazetteer):
    page = as_text([f"{text} 2021-08-{day}" for day, text in enumerate(HEADLINES, start=10)])
    report = parse_page(page, gazetteer=gazetteer)
    assert not any(text in body(report) for text in HEADLINES)
    assert "other_headlines" in problems(report)
    span = report.furniture[0]
    again = parse_page(page, gazetteer=gazetteer, taken_back=[(span.start, span.end)])
    assert HEADLINES[0] in body(again)


def test_headlines_below_a_label_of_related_news_are_left_out(gazetteer):
    report = parse_page(as_text(["相关阅读", *HEADLINES]), gazetteer=gazetteer)
    assert not any(text in body(report) for text in HEADLINES)
    assert "other_headlines" in problems(report)


def test_even_one_line_that_is_left_out_of_a_text_is_said(gazetteer):
    report = parse_page(as_text(["上一篇：无", HEADLINES[0]]), gazetteer=gazetteer)
    assert HEADLINES[0] not in body(report)
    assert "other_headlines" in problems(report)


def test_rows_of_a_table_pasted_with_tabs_are_no_headings(gazetteer):
    rows = ["苏木镇\t示范村", "库伦镇\t3", "扣河子镇\t2"]
    report = parse_page(as_text(["附表：各苏木镇创建情况", *rows]), gazetteer=gazetteer)
    assert headings(report) == [(1, "一、坚持高位推动")]
    assert all(row in body(report) for row in rows)


def test_the_foot_of_a_site_still_ends_a_report(gazetteer):
    foot = "<p>主办单位：库伦旗民族事务委员会</p><p>网站标识码：1505240001</p>"
    report = parse_page(as_html([], foot), gazetteer=gazetteer)
    assert "主办单位" not in body(report)


@pytest.mark.parametrize(
    "sentence",
    [
        "2021年1-5月接待游客30万人次。",
        "2021年1—5月，接待游客30万人次",
        "2021年11月5日召开推进会。",
        "（库伦旗2021年投入3万元）",
        "来源：财政拨款30万元。",
    ],
)
def test_a_last_line_that_tells_something_is_no_signature(sentence, gazetteer):
    lead = (
        "库伦旗坚持各民族共同团结奋斗、共同繁荣发展，把创建工作与重点工作同谋划、同部署，成效明显。"
    )
    page = f"库伦旗民族团结进步工作\n来源：旗民委 2021-11-05\n\n{lead}\n\n{sentence}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert sentence in [quote.quote for row in report.outline for quote in row.paragraphs] + [
        quote.quote for quote in [*report.lead, *report.closing]
    ]
